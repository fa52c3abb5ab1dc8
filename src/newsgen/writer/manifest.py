"""The texts that say which files of the output are newsgen's: ownership, and nothing else.

The manifest lies in the output itself, so that it survives the loss of .newsgen/. It can be checked without newsgen,
by ``sha256sum -c .newsgen-manifest``. No staleness is decided by it: its digests say what was written, not
what lies there.

    # newsgen manifest 1 clean
    5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  index.html
    # end: 1 files, sha256 of the lines above 9f86d08…

While a publication moves files in, a journal lies beside the manifest. It lists what comes in, and names the manifest
that it adds to and the one that will be there in the end. So a killed publication leaves no file of unknown owner.

    # newsgen changes 1 from 9f86d08… to 60303ae…
    ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  tags/sea/index.html
    # end: 1 files, sha256 of the lines above 2c26b46…
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from newsgen.models.names import ALLOWED_DOT_NAMES

MANIFEST_NAME = ".newsgen-manifest"
JOURNAL_NAME = ".newsgen-manifest.changes"
RECORD_NAMES = frozenset({MANIFEST_NAME, JOURNAL_NAME})
"""What lies in an output, is no file of the site, and must be left alone."""

_CLEAN = "# newsgen manifest 1 clean"
_DIRTY = "# newsgen manifest 1 dirty"
_JOURNAL = re.compile(r"# newsgen changes 1 from ([0-9a-f]{64}) to ([0-9a-f]{64})")
_DOT_NAMES = "|".join(re.escape(name) for name in sorted(ALLOWED_DOT_NAMES))
_SEGMENT = rf"(?:(?:{_DOT_NAMES})(?![^/])|[^/\\:\0\r\n.][^/\\:\0\r\n]*)"
# A foreign manifest must not make files outside the output ours: no path here climbs, hides or is absolute.
_PATH = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_LINE = re.compile(r"^([0-9a-f]{64})  ([^\n]+)$", re.MULTILINE)
_BETWEEN = "  "
_PATH_COLUMN = 64 + len(_BETWEEN)
_END = "# end: {count} files, sha256 of the lines above {digest}\n"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What newsgen wrote into the output."""

    files: Mapping[str, str]
    """Path to the SHA-256 of what was written there, in hex."""
    is_dirty: bool
    """Whether a publication began and did not end: some of the files may be the old ones, or not be there."""


NOTHING_OWNED = Manifest({}, is_dirty=False)


@dataclass(frozen=True, slots=True)
class Journal:
    """What a publication is adding to the output."""

    files: Mapping[str, str]
    """As in Manifest."""
    before: str
    """The digest of the manifest that this adds to."""
    after: str
    """The digest of the manifest that will take its place."""


def render_manifest(manifest: Manifest) -> str:
    """The manifest as text, sorted by path. The paths obey models.names.path_fault."""
    return _render(_DIRTY if manifest.is_dirty else _CLEAN, manifest.files)


def parse_manifest(text: str) -> Manifest | None:
    """The manifest, or None if the text is damaged, cut short, or of a format that is not known."""
    head = _head(text)
    files = _files(text) if head in {_CLEAN, _DIRTY} else None
    return None if files is None else Manifest(files, is_dirty=head == _DIRTY)


def digest_at_end(text: str) -> str:
    """The digest that a manifest ends with which was rendered here."""
    return text[-65:-1]


def clean_digest(text: str) -> str:
    """The digest that a clean manifest ends with; empty where it is dirty, or damaged. Its lines are not looked at."""
    return digest_at_end(text) if _head(text) == _CLEAN else ""


class Listed(Sequence[str]):
    """The paths in a manifest that has a digest, in its order: for looking up a few of many.

    The lines are as they were found: good to look at, and for telling whether a path that is known to be sound is among
    them.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")[1:-2]

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [line[_PATH_COLUMN:] for line in self._lines[place]]
        return self._lines[place][_PATH_COLUMN:]

    def __iter__(self) -> Iterator[str]:
        return (line[_PATH_COLUMN:] for line in self._lines)

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and self.digest(path) is not None

    def items(self) -> Iterator[tuple[str, str]]:
        """Each path and its digest."""
        return ((line[_PATH_COLUMN:], line[: _PATH_COLUMN - len(_BETWEEN)]) for line in self._lines)

    def _place(self, path: str) -> int:
        return bisect_left(self._lines, path, key=lambda line: line[_PATH_COLUMN:])

    def digest(self, path: str) -> str | None:
        """The digest of a file; None where it is not listed."""
        place = self._place(path)
        if place == len(self._lines) or self._lines[place][_PATH_COLUMN:] != path:
            return None
        return self._lines[place][: _PATH_COLUMN - len(_BETWEEN)]

    def below(self, folder: str) -> Iterator[str]:
        """The paths in a folder."""
        return (line[_PATH_COLUMN:] for line in self._lines_below(folder))

    def digests_below(self, folder: str) -> dict[str, str]:
        """The paths in a folder, each with the digest of its file."""
        return {line[_PATH_COLUMN:]: line[: _PATH_COLUMN - len(_BETWEEN)] for line in self._lines_below(folder)}

    def _lines_below(self, folder: str) -> Iterator[str]:
        inner = f"{folder}/"
        for place in range(self._place(inner), len(self._lines)):
            if not self._lines[place].startswith(inner, _PATH_COLUMN):
                return
            yield self._lines[place]

    def with_changes(self, files: Mapping[str, str], gone: Collection[str]) -> str:
        """The text of a clean manifest with these files, path to digest, and without those that are gone."""
        lines = self._lines.copy()
        for path in sorted({*files, *gone}, reverse=True):  # from the end: no place moves that is still to come
            place = self._place(path)
            new = [f"{files[path]}{_BETWEEN}{path}"] if path in files else []
            lines[place : place + (path in self)] = new
        return _ended("\n".join([_CLEAN, *lines, ""]), len(lines))


def render_journal(journal: Journal) -> str:
    """The journal as text, sorted by path."""
    return _render(f"# newsgen changes 1 from {journal.before} to {journal.after}", journal.files)


def parse_journal(text: str) -> Journal | None:
    """The journal, or None if the text is damaged, cut short, or of a format that is not known."""
    digests = _JOURNAL.fullmatch(_head(text))
    files = _files(text) if digests else None
    return Journal(files, digests[1], digests[2]) if digests and files is not None else None


def _render(head: str, files: Mapping[str, str]) -> str:
    # Code points sort as their UTF-8 bytes do.
    lines = "".join([f"{files[path]}{_BETWEEN}{path}\n" for path in sorted(files)])
    return _ended(f"{head}\n{lines}", len(files))


def _ended(text: str, count: int) -> str:
    return text + _end_of(text.encode("utf-8", "surrogatepass"), count)


def _end_of(lines: bytes | memoryview, count: int) -> str:
    return _END.format(count=count, digest=hashlib.sha256(lines).hexdigest())


def clean_text(content: bytes) -> str:
    """What a file holds, if it is a clean manifest that has its digest; else empty. Its lines are not looked at."""
    is_clean = _head_of(content) == _CLEAN.encode()
    return content.decode(errors="replace") if is_clean else ""


def _head(text: str) -> str:
    """The first line; empty if the text does not end with the digest of its lines."""
    return _head_of(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def _head_of(content: bytes) -> bytes:
    end = content.rfind(b"# end: ")
    # Nothing is copied: of a large site it is much.
    is_ended = end > 0 and content[end - 1 : end] == b"\n"
    if not is_ended or content[end:] != _end_of(memoryview(content)[:end], content.count(b"\n", 0, end) - 1).encode():
        return b""
    return content[: content.index(b"\n")]


def _files(text: str) -> dict[str, str] | None:
    """Path to digest, of a text that has a head; None if a line is wrong."""
    body, _, _ = text.rpartition("# end: ")
    found = _LINE.findall(body)
    files = {path: digest for digest, path in found}
    is_whole = len(found) == body.count("\n") - 1
    return files if is_whole and _stay_inside(files) else None


def _stay_inside(paths: Collection[str]) -> bool:
    """Whether every path matches _PATH; few patterns need be tried, since a look at all at once says as much."""
    # Parts stand between line feeds here: none may be empty, and none may begin with a dot.
    parts = "\n".join(["", *paths, ""]).replace("/", "\n")
    if "\n\n" in parts or any(char in parts for char in "\\:\0\r"):
        return all(_PATH.fullmatch(path) for path in paths)
    return "\n." not in parts or all(_PATH.fullmatch(path) for path in paths if "/." in f"/{path}")
