"""What is known of the file of every article, in columns: there may be a hundred thousand, and an edit concerns one."""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from newsgen.models.stamp import NO_STAMP, Stamp

_NUMBERS = len(NO_STAMP)
"""In a stamp."""
_TOGETHER = 256
"""Stamps that are compared at once."""
ALWAYS = -1 << 62
"""The instant of what appears at once."""
_MANY = 2_000
"""Lines that come or go, from which all are made anew: each moves all behind it."""
_UNKNOWN: Stamp = (-2, -2, -2, -2)
"""Stands where nothing is known of a file: none looks like this."""


class SourceEntry(NamedTuple):
    """What the source index says of an article."""

    stamp: Stamp
    """Of its file; NO_STAMP where none is to be trusted."""
    digest: str
    """Of its file, as in SourceFile."""
    shown: str
    """models.index.shown_digest of its card."""
    instant: int
    """When it is to appear, as Moment.instant; `ALWAYS` for at once."""


@dataclass(frozen=True, slots=True)
class SourceLines(Mapping[str, SourceEntry]):
    """Source to SourceEntry, sorted by source. The columns have one length; an entry is made when it is asked for."""

    sources: tuple[str, ...] = ()
    stamps: "array[int]" = field(default_factory=lambda: array("q"))
    """The numbers of each stamp, one after the other."""
    digests: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    instants: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sources)

    def __iter__(self) -> Iterator[str]:
        return iter(self.sources)

    def __contains__(self, source: object) -> bool:
        return isinstance(source, str) and self._at(source) is not None

    def __getitem__(self, source: str) -> SourceEntry:
        at = self._at(source)
        if at is None:
            raise KeyError(source)
        return SourceEntry(_stamp_at(self.stamps, at), self.digests[at], self.shown[at], self.instants[at])

    def _at(self, source: str) -> int | None:
        at = bisect_left(self.sources, source)
        return at if at < len(self.sources) and self.sources[at] == source else None

    def has_same_files(self, other: "SourceLines") -> bool:
        """Whether nothing but stamps is another."""
        mine = (self.sources, self.digests, self.shown, self.instants)
        return mine == (other.sources, other.digests, other.shown, other.instants)

    def with_changes(self, new: Mapping[str, SourceEntry], gone: Collection[str] = ()) -> "SourceLines":
        """These with some that are new or other than they were, and without some."""
        if not new and not gone:
            return self
        moved = len(gone) + sum(source not in self for source in new)
        if moved > _MANY or len(new) > len(self) // 2:  # quicker to make than to edit
            kept = {source: self[source] for source in set(self.sources).difference(new, gone)}
            return _lines_of({**kept, **new})
        sources, stamps = [*self.sources], self.stamps[:]
        digests, shown, instants = [*self.digests], [*self.shown], [*self.instants]
        for source in {*gone, *new}:
            at = bisect_left(sources, source)
            end = at + (at < len(sources) and sources[at] == source)
            entry = new.get(source)
            there = [entry] if entry else []
            sources[at:end] = [source] if entry else []
            stamps[at * _NUMBERS : end * _NUMBERS] = array("q", chain.from_iterable(each.stamp for each in there))
            digests[at:end] = [each.digest for each in there]
            shown[at:end] = [each.shown for each in there]
            instants[at:end] = [each.instant for each in there]
        return SourceLines(tuple(sources), stamps, digests, shown, instants)

    def otherwise(self, sources: tuple[str, ...], stamps: "array[int]") -> Iterator[str]:
        """Of these sources, which are sorted, those whose stamps are not known, or are others."""
        known = self
        if sources != self.sources:
            there, before = set(sources), set(self.sources)
            new = dict.fromkeys(there - before, SourceEntry(_UNKNOWN, "", "", 0))
            known = self.with_changes(new, before - there)
        was, now, step = known.stamps.tobytes(), stamps.tobytes(), _TOGETHER * _NUMBERS * stamps.itemsize
        for start in range(0, len(now), step):
            if was[start : start + step] != now[start : start + step]:
                first = start * _TOGETHER // step
                for at in range(first, min(first + _TOGETHER, len(sources))):
                    if _stamp_at(known.stamps, at) != _stamp_at(stamps, at):
                        yield sources[at]


def whole(lines: SourceLines) -> SourceLines:
    """These.

    Raises:
        ValueError: The columns are of different lengths.
    """
    lengths = {len(lines.digests), len(lines.shown), len(lines.instants), len(lines.stamps) / _NUMBERS}
    if lengths != {len(lines)}:
        raise ValueError("columns of different lengths")
    return lines


def _stamp_at(stamps: "array[int]", at: int) -> Stamp:
    size, modified, changed, inode = stamps[at * _NUMBERS : (at + 1) * _NUMBERS]
    return size, modified, changed, inode


def _lines_of(entries: Mapping[str, SourceEntry]) -> SourceLines:
    sources = tuple(sorted(entries))
    lines = [entries[source] for source in sources]
    return SourceLines(
        sources=sources,
        stamps=stamps_of(line.stamp for line in lines),
        digests=[line.digest for line in lines],
        shown=[line.shown for line in lines],
        instants=[line.instant for line in lines],
    )


def stamps_of(stamps: Iterable[Stamp]) -> "array[int]":
    """The numbers of stamps, one after the other.

    Raises:
        TypeError, OverflowError: One is none, or has a number that takes more than eight bytes.
    """
    return array("q", chain.from_iterable(stamps))
