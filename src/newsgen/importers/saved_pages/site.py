"""All pages of one site: learned from many, read one by one. Pure: how a file is read is told."""

import hashlib
import io
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import IO, TypeVar
from urllib.parse import unquote

from newsgen.importers.address_parts import bare_host, joined, parts_of_address
from newsgen.importers.proxies import names_in_files, picture_name
from newsgen.importers.saved_pages.addresses import Surroundings
from newsgen.importers.saved_pages.asking import Ask, asked_rules
from newsgen.importers.saved_pages.captures import SavedPage, original, place_of
from newsgen.importers.saved_pages.evidence import letters_of
from newsgen.importers.saved_pages.judge import chosen_lines, opinion_of
from newsgen.importers.saved_pages.learning import learn
from newsgen.importers.saved_pages.lists import is_list
from newsgen.importers.saved_pages.parsed import Parsed, parse_page
from newsgen.importers.saved_pages.parts import Pager, find_parts, joined_story, pager_of
from newsgen.importers.saved_pages.prints import Prints, Text, bare_copies, canonical_place, may_be_print, text_of
from newsgen.importers.saved_pages.reading import PageReader, PassedOver
from newsgen.importers.saved_pages.rules import Rules, Template, joined_rules
from newsgen.importers.saved_pages.sections import learn_sections
from newsgen.importers.saved_pages.shapes import shape_of, usual_shapes
from newsgen.importers.saved_pages.told import Telling
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, names_on, words_told
from newsgen.importers.saved_pages.visits import visit_paths
from newsgen.importers.story import Story
from newsgen.importers.tree import FileSource
from newsgen.models.names import path_fault, slug_for

SAMPLE = 160
"""Pages from which a site is learned; more teach nothing new."""
_JUDGED = 4
"""Pages of each template that another program is asked about."""
_MOST_ROOTS = 8
"""Folders of one host that are looked into."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)\Z", re.IGNORECASE)
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class PackedBytes:
    """A picture that came in the same file as its page."""

    content: bytes
    name: str

    @property
    def digest(self) -> str:
        """SHA-256 in hex."""
        return hashlib.sha256(self.content).hexdigest()

    def open(self) -> IO[bytes]:
        """The picture, to be read."""
        return io.BytesIO(self.content)

    def __str__(self) -> str:
        """As messages name it."""
        return self.name


@dataclass(slots=True)
class PageFile:
    """A file with a page in it."""

    path: str
    load: Callable[[], SavedPage | PassedOver | str]
    """The page; or that it is none; or why there is none."""
    address: str = ""
    is_print: bool = False
    """Whether it may be a story once more, for printing."""
    pager: Pager | None = None
    """Where it leads by numbers."""


@dataclass
class Site:
    """The pages of a site."""

    files: Sequence[PageFile]
    tongue: Tongue
    find_file: Callable[[str], FileSource | None]
    """Path of a file beside the pages to that file; None where there is none."""
    rules: Rules | None = None
    faults: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    named: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What was passed over, one by one, by the same kinds."""
    find_captured: Callable[[str], tuple[str, str, FileSource] | None] = field(default=lambda _: None)
    """Whole address of a picture to its name, its path and the file, where files were kept by their addresses."""
    telling: Telling = field(default_factory=Telling)
    """What feeds and sitemaps tell of its pages."""
    notes: list[str] = field(default_factory=list)
    """What was decided about it, for a person to read."""
    ask: Ask | None = None
    """Asks a person about what is unsure; None where nobody is there."""
    paths: Paths = field(default_factory=Paths)
    _places: dict[str, str] = field(default_factory=dict)
    """Path of each page on its site, and of its file, to its address here."""
    _parts: dict[int, list[int]] = field(default_factory=dict)
    """Number of each page with the beginning of a story, to those on which it goes on."""
    _copies: Mapping[int, int] = field(default_factory=dict)
    """Numbers of pages that have the text of another with little around it, to that of the other."""
    _shapes: frozenset[str] = frozenset()
    """Patterns that the addresses of many pages have."""
    _shown: set[str] = field(default_factory=set)
    """Digests of stories that have come."""
    _host: str = ""
    _roots: dict[str, dict[str, None]] = field(default_factory=dict)
    """Of each host the folders in which crawlers have laid its files."""

    def learn(self) -> Rules:
        """The rules of the site: those that were given, or learned."""
        sample = self._look_over()
        self._know_places()
        self._parts = find_parts({at: file.pager for at, file in enumerate(self.files) if file.pager is not None})
        if self.rules is not None:
            self.tongue.day_first = self.rules.day_first
            self._host = self.rules.site
            self._shapes = usual_shapes(file.address for file in self.files if not file.is_print)
            self.tongue.visits.update(visit_paths(self._parsed(sample), self.tongue))
            return self.rules
        self.paths = Paths(names_on(page.html for page in sample))
        parsed = self._parsed(sample)
        self.tongue.visits.update(visit_paths(parsed, self.tongue))
        prints = {file.path for file in self.files if file.is_print}
        every = [each for each in _without_copies(parsed) if not is_list(each)]
        stories = [each for each in every if each.page.path not in prints]
        self._shapes = usual_shapes(each.page.address for each in stories)
        copies = learn([each for each in every if each.page.path in prints], self.paths, self.tongue)
        rules = joined_rules(learn(stories, self.paths, self.tongue), copies)
        rules = replace(rules, sections=learn_sections(stories, parsed))
        rules = replace(rules, templates=tuple(self._judged(each, every) for each in rules.templates))
        self.rules = asked_rules(rules, every, self.paths, self.tongue, self.ask) if self.ask is not None else rules
        return self.rules

    def _parsed(self, sample: Sequence[SavedPage]) -> list[Parsed]:
        return [each for page in sample if isinstance(each := parse_page(page, self.paths), Parsed)]

    def _look_over(self) -> list[SavedPage]:
        """Looks at each page once, for what others tell of it; returns some, from which rules are learned."""
        sample: list[SavedPage] = []
        chosen = set(_spread(range(len(self.files)), SAMPLE))
        told = 0
        texts: dict[int, Text] = {}
        elsewhere: dict[int, str] = {}
        for number, file in enumerate(self.files):
            loaded = self._loaded(file)
            if not isinstance(loaded, SavedPage):
                continue
            file.address, file.is_print, file.pager = loaded.address, may_be_print(loaded), pager_of(loaded)
            texts[number] = text_of(loaded)
            told += loaded.told is not None
            if place := canonical_place(loaded):
                elsewhere[number] = place
            if number in chosen:
                sample.append(loaded)
        places = {
            place_of(file.address) for number, file in enumerate(self.files) if file.address and number not in elsewhere
        }
        for number, place in elsewhere.items():
            self.files[number].is_print |= place in places
        self._copies = bare_copies(texts)
        for number in self._copies:
            self.files[number].is_print = True
        if 2 * sum(file.is_print for file in self.files) > len(self.files):
            for file in self.files:  # Of such a site there is nothing else.
                file.is_print = False
        if told:
            self.notes.append(
                f"feeds and sitemaps among the pages ({self.telling.files:,}) tell of {told:,} of them, too"
            )
        return sample

    def _is_usual(self, address: str) -> bool:
        """Whether an address is of a pattern that many pages of the site have, or the site has no such pattern."""
        return not self._shapes or shape_of(address) in self._shapes

    def _know_places(self) -> None:
        hosts = Counter(parts_of_address(file.address).netloc for file in self.files if file.address)
        self._host = hosts.most_common(1)[0][0] if hosts else ""
        for file in self.files:
            self._know_root(file)
            shown = place_of(file.address) if file.address else f"/{file.path}"
            self._places.setdefault(shown, unquote(shown))
            self._places.setdefault(f"/{file.path}", unquote(shown))

    def _know_root(self, file: PageFile) -> None:
        """Remembers a folder that has the name of a host, and its pages below it."""
        parts = parts_of_address(file.address)
        folders = file.path.split("/")
        if parts.netloc and parts.netloc in folders[:-1]:
            at = folders.index(parts.netloc)
            found = self._roots.setdefault(bare_host(parts.netloc), {})
            if len(found) < _MOST_ROOTS:
                found["/".join(folders[: at + 1])] = None

    def _judged(self, template: Template, stories: Sequence[Parsed]) -> Template:
        """A template with how much another program finds the same body."""
        agreements: list[float] = []
        reader = PageReader(Rules((template,)), self.paths, self.tongue, _NOWHERE)
        for page in _spread(stories, 40):
            found = reader.body_of(page.page)
            if found is None or len(agreements) >= _JUDGED:
                continue
            opinion = opinion_of(page.page.html, page.page.address, has_fields=False)
            chosen = chosen_lines(found, opinion.text)
            words = words_told(found)
            same = words_told(unit for unit, is_chosen in zip(found, chosen, strict=True) if is_chosen)
            if opinion.text and words:
                agreements.append(same / words)
        return replace(template, agreement=round(sum(agreements) / len(agreements), 2)) if agreements else template

    def stories(self) -> Iterator[Story]:
        """The stories, one for each page that has one."""
        rules = self.rules or self.learn()
        reader = PageReader(
            rules, self.paths, self.tongue, Surroundings(self._link, self._picture, self._is_usual, self._is_lost)
        )
        prints = Prints(copies=self._copies)
        for number, file in enumerate(self.files):
            if file.is_print and isinstance(made := self._made(reader, file), Story):
                prints.add(number, file.address, made)
        inner = {number for numbers in self._parts.values() for number in numbers}
        for number, file in enumerate(self.files):
            if not file.is_print and number not in inner:
                yield from self._in_parts(reader, number, prints)
        for number, file in enumerate(self.files):
            if file.is_print and number not in prints.matched:
                yield from self._told(self._made(reader, file), prints, number)
        if words := round(reader.taken_from_one):
            self.notes.append(
                f"left out of a story as standing on many pages: {words:,} words of prose that no other story has; "
                "what of it is the story's own goes below `keep` in rules.yaml"
            )
        if prints.matched:
            self.passed_over["copies for printing, AMP and the like"] += len(prints.matched)

    def _loaded(self, file: PageFile) -> SavedPage | PassedOver | str:
        """A page, with what is told of it elsewhere."""
        loaded = file.load()
        told = self.telling.of(loaded.address) if isinstance(loaded, SavedPage) else None
        return replace(loaded, told=told) if told is not None and isinstance(loaded, SavedPage) else loaded

    def _in_parts(self, reader: PageReader, number: int, prints: Prints) -> Iterator[Story]:
        """The story of a page, with those parts of it that stand on others."""
        numbers = self._parts.get(number, [])
        pagers = [self.files[each].pager for each in (number, *numbers)] if numbers else []
        places = frozenset(pager.place for pager in pagers if pager is not None)
        made = self._made(reader, self.files[number], places)
        others = {each: self._made(reader, self.files[each], places, is_further=True) for each in numbers}
        if isinstance(made, Story):
            parts = [each for each in others.values() if isinstance(each, Story)]
            made, again = joined_story(made, parts)
            if further := len(parts) - len(again):
                self.passed_over["further pages of a story"] += further
            others = {at: each for at, each in others.items() if not isinstance(each, Story) or each in again}
        yield from self._told(made, prints, number)
        for each, other in others.items():
            yield from self._told(other, prints, each)

    def _made(
        self, reader: PageReader, file: PageFile, parts: frozenset[str] = frozenset(), *, is_further: bool = False
    ) -> Story | PassedOver | str:
        loaded = self._loaded(file)
        if not isinstance(loaded, SavedPage):
            return loaded
        made = self._read(reader, replace(loaded, parted=parts, is_further=is_further))
        if is_further and isinstance(made, Story) and file.pager is not None and "?" in file.pager.place:
            made = replace(made, asked=(*made.asked, file.pager.place))
        return made

    def _told(self, made: Story | PassedOver | str, prints: Prints, number: int) -> Iterator[Story]:
        """A story that is new; what comes instead of one is counted."""
        if isinstance(made, str):
            self.faults.append(made)
        elif isinstance(made, PassedOver):
            self.passed_over[made.why] += 1
            self.named[made.why].append(self.files[number].path)
        elif not self._is_new(made):
            self.passed_over["further copies of a story"] += 1
            self.named["further copies of a story"].append(self.files[number].path)
        else:
            paths, asked = prints.addresses(made, number)
            own = made.fields.get("aliases")
            known = own if isinstance(own, tuple) else ()
            fields = {**made.fields, "aliases": (*known, *paths)} if paths else made.fields
            yield replace(made, fields=fields, asked=(*made.asked, *asked))

    def _read(self, reader: PageReader, page: SavedPage) -> Story | PassedOver | str:
        try:
            return reader.read(page)
        except Exception as error:  # noqa: BLE001 - whatever one page of thousands does, the others are read
            return f"{page.path} cannot be read: {type(error).__name__}"

    def _is_new(self, story: Story) -> bool:
        said = f"{letters_of(str(story.fields.get('title', '')))} {letters_of(story.text)}"
        digest = hashlib.sha256(said.encode()).hexdigest()
        if digest in self._shown:
            return False
        self._shown.add(digest)
        return True

    def _link(self, path: str, address: str) -> str:
        """A link as the story is to have it: of a page of this site its path."""
        typed = original(address)
        whole, mark, part = typed.partition("#")
        if not whole:
            return typed
        parts = parts_of_address(whole)
        if parts.scheme in {"http", "https"} or whole.startswith("//"):
            if bare_host(parts.netloc) != bare_host(self._host) or not self._host:
                return typed
            place = place_of(whole)
        elif parts.scheme:
            return typed
        else:
            place = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), whole))
        found = self._places.get(place) or self._places.get(unquote(place)) or self._places.get(place.rstrip("/"))
        if found:
            return found + mark + part
        if parts.scheme or whole.startswith("//"):
            return place + mark + part if not parts.query else typed
        return place + mark + part if not whole.startswith("/") else typed

    def _is_lost(self, address: str) -> bool:
        """Whether a whole address is one of this site, and no page that is there has it."""
        parts = parts_of_address(original(address).partition("#")[0])
        if len(self.files) == 1 or not self._host or bare_host(parts.netloc) != bare_host(self._host):
            return False
        place = place_of(original(address).partition("#")[0])
        return not any(each in self._places for each in (place, unquote(place), place.rstrip("/")))

    def _picture(self, page: SavedPage, address: str) -> tuple[str, FileSource | None]:
        """Name and file of a picture that lies beside the pages, or came with one."""
        typed = original(address.strip()).partition("#")[0]
        if not typed or typed.startswith("data:"):
            return "", None
        whole = joined(page.address, typed)
        if content := page.parts.get(whole) or page.parts.get(typed):
            name = _name(parts_of_address(whole).path, whole)
            return name, PackedBytes(content, f"{page.path}: {typed}") if name else None
        if captured := self.find_captured(whole):
            return _name(*captured[:2]), captured[2]
        parts = parts_of_address(typed)
        there = unquote(parts.path)
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), there)) if not parts.netloc else ""
        onsite = parts_of_address(whole)
        inside = unquote(onsite.path).lstrip("/")
        tried = [beside, there.lstrip("/"), unquote(f"{onsite.netloc}{onsite.path}"), inside]
        tried += [f"{root}/{inside}" for root in self._roots.get(bare_host(onsite.netloc), ())]
        for each in tried:
            if each and not each.startswith("..") and _PICTURE.search(each) and not path_fault(each):
                found = self.find_file(each)
                if found is not None:
                    return _name(each, each), found
        for path in tried:
            for each in names_in_files(path, parts.query):
                if path and not each.startswith("..") and (found := self.find_file(each)) is not None:
                    return _name(picture_name(path, parts.query), each), found
        return "", None


_NOWHERE = Surroundings(lambda _, address: address, lambda _page, _address: ("", None))


def _name(path: str, whole: str) -> str:
    """The name of a copy: that of the file, with a sign of where it lay, since many pages have their own ``1.jpg``."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    if not dot or not _PICTURE.search(path):
        return ""
    sign = hashlib.sha256(whole.encode()).hexdigest()[:6]
    return f"{slug_for(stem) or 'picture'}-{sign}.{suffix.lower()}"


def _spread(items: Sequence[_Each], most: int) -> list[_Each]:
    """At most so many of some, from all of them evenly."""
    if len(items) <= most:
        return list(items)
    return [items[at * len(items) // most] for at in range(most)]


def _without_copies(pages: Sequence[Parsed]) -> Iterator[Parsed]:
    seen: set[str] = set()
    for page in pages:
        told = "\n".join(unit.told for unit in page.lines.units if unit.is_running_text)
        if told and told in seen:
            continue
        seen.add(told)
        yield page
