"""Which file comes of a story, and whether it may be written: nobody's work is ever overwritten. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

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
    beside: str = ""
    """The file that has the name which was wanted first; empty where none has."""


@dataclass
class Planner:
    """Chooses the files of the stories of one import, one after the other."""

    digest_of: Callable[[str], str]
    """SHA-256 of a file in the publication's folder, in hex; empty where there is none."""
    known: dict[str, Entry]
    """Key to what an import before has left."""
    again: bool = False
    """Whether files that were deleted are written again."""

    def __post_init__(self) -> None:
        self._taken = {_shared_key(entry.path) for entry in self.known.values()}

    def plan(self, key: str, path: str, digest: str) -> Planned:
        """What becomes of a story whose file would lie at ``path`` and has this digest."""
        known = self.known.get(key)
        if known is not None:
            return Planned(known.path, self._outcome(known, digest))
        chosen, beside = self._free(path, digest)
        self._taken.add(_shared_key(chosen))
        is_there = self.digest_of(chosen) == digest
        return Planned(chosen, Outcome.SAME if is_there else Outcome.NEW, beside)

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


def _shared_key(path: str) -> str:
    """The key of a path; the path itself where they are alike, which saves an archive's worth of memory."""
    key = path_key(path)
    return path if key == path else key
