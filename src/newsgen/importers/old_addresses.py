"""The addresses that a source had, and where those lead on that no story has taken. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

from newsgen.importers.taken_addresses import Taken, TakenAddresses
from newsgen.models.names import path_fault, path_key

_MANY = 90_000
"""Addresses, of which a site of files can lead on no more; those with the folder of the old site go first."""
_NGINX = """\
# In the block `http`: `include` this file. In the block `server`: `if ($old_address) { return 301 $old_address; }`
map_hash_max_size 262144;
map_hash_bucket_size 512;
map $request_uri $old_address {
    default "";
"""


def _in_nginx(address: str) -> str:
    """An address as it may stand between quotation marks: nothing in it means anything to nginx."""
    return quote(address, safe="/?=&%-._~+,:;@!()*'")


class Pairs(Protocol):
    """Where addresses are kept, each with where it leads: a list will do."""

    def append(self, pair: tuple[str, str], /) -> None:
        """Adds one."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[tuple[str, str]]: ...


@dataclass
class OldAddresses:
    """Found while the stories of a source are read. Paths begin with a slash, and are not encoded."""

    every: Pairs = field(default_factory=list[tuple[str, str]])
    """All that readers could follow, in the order in which they were found, and to where those lead on at which no
    story lies."""
    asked: Pairs = field(default_factory=list[tuple[str, str]])
    """Those that ask for something, such as ``/?p=123``, and to where they lead."""
    before: str = ""
    """The folder of its host in which the site lay, where this one lies in none: ``/blog``."""
    taken: TakenAddresses | None = None
    """Those that newsgen takes here: nothing leads on from them."""
    _shared: set[str] = field(default_factory=set)
    """Those of terms, which many stories name."""
    _waiting: set[int] = field(default_factory=set)
    """Keys of those of stories that no reader sees yet, or any more."""

    def add(self, path: str, leads_to: str = "") -> None:
        """Adds one, if a file can be called so; ``leads_to`` where it is not the address of a story here."""
        if not path_fault(path.strip("/")):
            self.every.append((path, "" if path == leads_to else leads_to))
            if self.before:
                self.every.append((self.before + path, leads_to or path))

    def ask(self, path: str, leads_to: str) -> None:
        """Adds an address that asks for something; no file can be called so, but a rule of the server leads it on."""
        if not any(map(str.isspace, path + leads_to)):
            self.asked.append((path, leads_to))

    def add_shared(self, path: str, leads_to: str) -> None:
        """Adds one that many stories name, of either kind."""
        if path not in self._shared:
            self._shared.add(path)
            if "?" in path:
                self.ask(path, leads_to)
            else:
                self.add(path, leads_to)

    def wait(self, path: str) -> None:
        """Lists an address, and what leads to it, no more: the story that lies there is not shown now."""
        self._waiting.add(_key(path))

    def list_lines(self) -> Iterator[str]:
        """A line for each at which something is to be found, for `newsgen check --old-urls`."""
        yield from (f"{path}\n" for path, leads_to in _once(self.every) if not self._waits(leads_to or path))
        yield from (f"{path} {leads_to}\n" for path, leads_to in _once(self.asked) if not self._waits(leads_to))

    def _waits(self, path: str) -> bool:
        return bool(self._waiting) and _key(path) in self._waiting

    def _is_taken(self, path: str) -> bool:
        # A term that no story names any more has no listing, and its address may lead on.
        return self.taken is not None and self.taken.at(path) not in {None, Taken.TERM}

    def nginx_lines(self, base: str) -> Iterator[str]:
        """A map for nginx of the addresses that ask for something; ``base`` is the path of the site."""
        yield _NGINX
        for path, leads_to in _once(self.asked):
            yield f'    "{_in_nginx(base + path.lstrip("/"))}" "{_in_nginx(quote(base + leads_to.lstrip("/")))}";\n'
        yield "}\n"

    def netlify_lines(self, base: str) -> Iterator[str]:
        """Likewise for a file `_redirects` of Netlify."""
        for path, leads_to in _once(self.asked):
            place, _, question = (base + path.lstrip("/")).partition("?")
            yield f"{place} {question.replace('&', ' ')} {quote(base + leads_to.lstrip('/'))} 301!\n"

    def redirect_lines(self) -> Iterator[str]:
        """A line for each that leads on, for `redirects` in newsgen.yaml."""
        # What leads on may have been found before a story that lies at that very address.
        own = {_key(path) for path, leads_to in self.every if not leads_to}
        is_full, seen = len(self.every) > _MANY, set[int]()
        for old, new in self.every:
            key = _key(old)
            if not new or key in own or key in seen or self._is_taken(old):
                continue
            if (is_full and self.before and old.startswith(f"{self.before}/")) or _lies_below_a_file(old, own, seen):
                continue
            seen.add(key)
            typed = [each.replace(" ", "%20") for each in (old, new)]
            if not any(map(str.isspace, "".join(typed))):
                yield f"{typed[0]} {typed[1]}\n"


def _lies_below_a_file(path: str, *taken: set[int]) -> bool:
    """Whether something lies at a part of an address, and is a file: ``/story.html`` of ``/story.html/picture/``."""
    parts = path.strip("/").split("/")
    above = [_key("/".join(parts[:number])) for number, part in enumerate(parts[:-1], 1) if "." in part]
    return any(each in keys for each in above for keys in taken)


def _key(path: str) -> int:
    """The same for two addresses that are one place: an archive has a million of them."""
    return hash(path_key(path.strip("/")))


def _once(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs without those whose address was there before, told by its hash: an archive has a million."""
    seen: set[int] = set()
    for pair in pairs:
        if (known := hash(pair[0])) not in seen:
            seen.add(known)
            yield pair
