"""Names of the files beside stories, across all stories and imports: none is ever replaced by another's. Pure.

A name that is taken by what is not this story's own is followed by a mark. The record tells the next import which name
each story has, so that it keeps it, whatever other stories come and go.
"""

import html
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsgen.errors import UsageError
from newsgen.importers.beside import with_mark
from newsgen.importers.record import Entry
from newsgen.importers.story import Story, Value
from newsgen.importers.tree import FileSource
from newsgen.models.names import path_key

_NO_ENTRY = Entry("", "", "")


class _Claim(NamedTuple):
    """Whose file lies, or is to lie, at a path."""

    owner: str
    """The key of its story; empty where several show it."""
    digest: str
    """Empty where it has not been read."""
    source: FileSource | None = None
    """What it is to be copied from, as long as it is not."""


@dataclass
class Placing:
    """Where the files of the stories of one import lie, one story after the other."""

    digest_of: Callable[[str], str]
    """SHA-256 of a file in the publication's folder, in hex; empty where there is none."""
    digest_of_source: Callable[[FileSource], str]
    """Likewise of what is to be copied.

    Raises:
        UsageError: It cannot be read.
    """
    known: Mapping[str, Entry]
    """Key to what an import before has left."""
    _claims: dict[str, _Claim] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key, entry in self.known.items():
            for path, digest in entry.files.items():
                self.claim(key, path, digest)

    def claim(self, key: str, path: str, digest: str, source: FileSource | None = None) -> None:
        """Remembers that the file at a path is a story's, perhaps among others."""
        place = path_key(path)
        before = self._claims.get(place)
        is_shared = before is not None and before.owner != key
        self._claims[place] = _Claim("" if is_shared else key, digest, source)

    def may_replace(self, key: str, path: str) -> str:
        """The digest of the file at a path with which it may be replaced for a story: nobody else's, and unedited."""
        claim = self._claims.get(path_key(path))
        return claim.digest if claim is not None and claim.owner == key else ""

    def named(self, story: Story, key: str, folder: str) -> Story:
        """The story with names for its files that lie in a folder, at which nothing lies that is not its own."""
        files: dict[str, FileSource] = {}
        moved: dict[str, str] = {}
        for wanted, source in story.files.items():
            name = self._free(key, folder, wanted, source, {*files, *story.files})
            files[name] = source
            if name != wanted:
                moved[wanted] = name
        return _renamed(story, files, moved) if moved else story

    def take(self, story: Story, key: str, folder: str) -> None:
        """Remembers the names of a story's files, so that none of a later story has one."""
        for name, source in story.files.items():
            path = f"{folder}/{name}"
            before = self._claims.get(path_key(path))
            if before is None or before.owner != key:
                digest = source.digest if not isinstance(source, str) else ""
                # What has its digest is not held: it may be all of a picture.
                mine = _Claim(key, digest, None if digest else source)
                self.claim(key, path, *(before or mine)[1:])

    def _free(self, key: str, folder: str, wanted: str, source: FileSource, others: Iterable[str]) -> str:
        """The name of a file: that which is wanted, or a further one."""
        taken = {path_key(name) for name in others} - {path_key(wanted)}
        first = with_mark(wanted, f"{key}/{wanted}")
        mine = self.known.get(key, _NO_ENTRY).files
        has_mark = f"{folder}/{first}" in mine and f"{folder}/{wanted}" not in mine
        further = (with_mark(wanted, f"{key}/{wanted}/{number}") for number in itertools.count())
        # A mark stays when the name is free again.
        for name in itertools.chain((first,) if has_mark else (), (wanted, first), further):
            if path_key(name) not in taken and self._fits(key, f"{folder}/{name}", source):
                return name
        raise AssertionError("numbers have no end")

    def _fits(self, key: str, path: str, source: FileSource) -> bool:
        """Whether a story's file may have a path: nothing lies there, or the same file, or what is its own alone."""
        claim = self._claims.get(path_key(path))
        is_mine = path in self.known.get(key, _NO_ENTRY).files
        if claim is not None and claim.owner == key:
            return is_mine
        found = self.digest_of(path)
        if claim is None and not found:
            return True
        wanted = self._read(source)
        if not wanted:
            return False
        if claim is None:
            return found == wanted
        there = claim.digest or (self._read(claim.source) if claim.source is not None else "")
        if is_mine:
            return wanted in {there, found}
        return wanted == there and found in {"", wanted}

    def _read(self, source: FileSource) -> str:
        try:
            return self.digest_of_source(source)
        except UsageError:  # It is told where it is copied.
            return ""


def _renamed(story: Story, files: Mapping[str, FileSource], moved: Mapping[str, str]) -> Story:
    """A story whose text and fields call its files by other names."""
    return replace(
        story,
        fields={
            name: _value(value, moved) if name in {"image", "images"} else value for name, value in story.fields.items()
        },
        text=_text(story.text, moved),
        links=tuple(_address(each, moved) for each in story.links),
        pictures=tuple(_address(each, moved) for each in story.pictures),
        files=files,
    )


def _value(value: Value, moved: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return _address(value, moved)
    if isinstance(value, tuple):
        return tuple(_address(each, moved) for each in value)
    # The words of a picture may be the name of its file: they stay.
    return {name: _value(inner, moved) if name == "src" else inner for name, inner in value.items()}


def _address(address: str, moved: Mapping[str, str]) -> str:
    """An address that may be a name, with its mark: ``report.pdf#page=2``."""
    name, mark, place = address.partition("#")
    return f"{moved.get(name, name)}{mark}{place}"


def _text(text: str, moved: Mapping[str, str]) -> str:
    """Markdown with other names where addresses stand: as a word of the text, a name stays."""
    spelled = {form: name for wanted, name in moved.items() for form in (wanted, html.escape(wanted))}
    names = "|".join(re.escape(form) for form in sorted(spelled, key=len, reverse=True))
    before = r"""\]\([ ]?<?|\]:[ ]?<?|[\s"'](?i:src|href|poster|data-src)[ ]?=[ ]?["']?"""
    pattern = re.compile(rf"""(?P<before>{before})(?P<name>{names})(?=[\s)>"'#]|\Z)""")
    return pattern.sub(lambda match: f"{match['before']}{spelled[match['name']]}", text)
