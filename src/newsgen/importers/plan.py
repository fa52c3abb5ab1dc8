"""Which file comes of a story, and whether it may be written: nobody's work is ever overwritten. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from newsgen.importers.record import Entry
from newsgen.models.names import path_key


class Outcome(StrEnum):
    """What becomes of a story's file."""

    NEW = "new"
    SAME = "same"
    """It is there as it would be written."""
    UPDATED = "updated"
    """The source has changed, and nobody has edited the file since it was written."""
    EDITED = "edited"
    """The source has changed, and so has somebody the file: it stays as it is."""
    DELETED = "deleted"
    """Somebody has deleted it: it is not written again."""
    REFUSED = "refused"
    """The file would be one that newsgen cannot build: it is not written."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The file of one story."""

    path: str
    """In the publication's folder."""
    outcome: Outcome
    key: str
    """By which the story is known in the record: of another story that has its key, a further one."""
    beside: str = ""
    """The file that has the name which was wanted first; empty where none has."""


@dataclass
class Planner:
    """Chooses the files of the stories of one import, one after the other."""

    digest_of: Callable[[str], str]
    """SHA-256 of a file in the publication's folder, in hex; empty where there is none."""
    text_of: Callable[[str], str]
    """What stands in such a file; empty where that is no text."""
    known: dict[str, Entry]
    """Key to what an import before has left."""
    again: bool = False
    """Whether files that were deleted are written again."""

    def __post_init__(self) -> None:
        self._taken = {_shared_key(entry.path) for entry in self.known.values()}

    def key_of(self, key: str, path: str, text: str, digest: str) -> str:
        """The key of a story that asks for one, and whose file would lie at ``path`` and has this text, and digest."""
        known = self.known.get(key)
        if known is not None and not self._is_of(known, path, text, digest):
            # Tables count from 1, and folders are called alike: two sources may have one key.
            return f"{key}~{sha256(_head_of(text).encode()).hexdigest()[:12]}"
        return key

    def plan(self, key: str, path: str, digest: str) -> Planned:
        """What becomes of a story with this key, whose file would lie at ``path`` and has this digest."""
        known = self.known.get(key)
        if known is not None:
            return Planned(known.path, self._outcome(known, digest), key)
        chosen, beside = self._free(path, digest)
        self._taken.add(_shared_key(chosen))
        is_there = self.digest_of(chosen) == digest
        return Planned(chosen, Outcome.SAME if is_there else Outcome.NEW, key, beside)

    def _is_of(self, known: Entry, path: str, text: str, digest: str) -> bool:
        """Whether a story is the one of which an import before has made a file."""
        found = self.digest_of(known.path)
        if digest in {found, known.written}:
            return True
        if not found:  # Somebody has deleted it: its name alone tells.
            return _without_number(known.path) == _without_number(path)
        return are_versions(self.text_of(known.path), text)

    def is_elsewhere(self, key: str, path: str, digest: str) -> bool:
        """Whether the file of a story lies, or will lie, elsewhere than at ``path``."""
        known = self.known.get(key)
        return (known.path if known is not None else self._free(path, digest)[0]) != path

    def _outcome(self, known: Entry, digest: str) -> Outcome:
        found = self.digest_of(known.path)
        if not found:
            return Outcome.NEW if self.again else Outcome.DELETED
        if digest in {found, known.written}:
            return Outcome.SAME
        return Outcome.UPDATED if found == known.written else Outcome.EDITED

    def _free(self, path: str, digest: str) -> tuple[str, str]:
        """A path at which no other file lies, and the one that lies where it was wanted first."""
        stem, _, suffix = path.rpartition(".")
        chosen, number, beside = path, 1, ""
        while path_key(chosen) in self._taken or self.digest_of(chosen) not in {"", digest}:
            beside = beside or chosen
            number += 1
            chosen = f"{stem}-{number}.{suffix}"
        return chosen, beside


_FIELD = re.compile(r"^(title|date|url): *(.+?) *$", re.MULTILINE)
_WORD = re.compile(r"\w+")
_ALIKE = 0.5
"""The part of the words of two texts that makes them versions of one."""


def are_versions(one: str, other: str) -> bool:
    """Whether two files are of one story: of one headline, minute or address, or mostly of the same words."""
    mine, others = _fields_of(one), _fields_of(other)
    # Two papers have a story of each day; at the same minute, hardly.
    if any(part == others.get(name) for name, part in mine.items() if name != "date" or ":" in part):
        return True
    words, further = ({*_WORD.findall(text.rpartition("\n---\n")[2])} for text in (one, other))
    return len(words & further) > _ALIKE * max(len(words), len(further), 1)


def _fields_of(text: str) -> dict[str, str]:
    return dict(_FIELD.findall(text.partition("\n---\n")[0]))


def _head_of(text: str) -> str:
    """What tells a story from another one that has its key."""
    fields = _fields_of(text)
    return "\n".join(fields.get(name, "") for name in ("title", "date", "url"))


def _without_number(path: str) -> str:
    return re.sub(r"-\d+(?=\.md\Z)", "", path)


def _shared_key(path: str) -> str:
    """The key of a path; the path itself where they are alike, which saves an archive's worth of memory."""
    key = path_key(path)
    return path if key == path else key
