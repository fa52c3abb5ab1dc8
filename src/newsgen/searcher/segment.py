"""One segment of the index: texts of consecutive years, with the postings of their words, and what results show.

A segment is made of the entries of its texts in their order, or of what it was and the entries of those that have
changed: the same either way. Where none that stays has another number, its files are mended instead (`mending`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.searcher.entries import Entry
from newsgen.searcher.postings import decode, encode, is_dense, least_of_dense, spelling


class RebuildError(Exception):
    """What a segment was does not tell what it will be: it is to be made of the entries of all its texts."""


@dataclass(slots=True)
class Segment:
    """Its words and its records."""

    lists: dict[str, str] = field(default_factory=dict)
    """Word or filter to its postings, as they are spelled."""
    records: list[str] = field(default_factory=list)
    """What results show, as JSON, by the number of the text."""


def segment_of(entries: Iterable[Entry]) -> Segment:
    """A segment of these texts, the oldest first."""
    codes: defaultdict[str, list[int]] = defaultdict(list)
    records: list[str] = []
    for number, entry in enumerate(entries):
        records.append(entry.record)
        for code, words in entry.postings(number):
            for word in words:
                codes[word].append(code)
    least, spell = least_of_dense(len(records)), spelling()
    return Segment({word: encode(found, least, spell) for word, found in codes.items()}, records)


@dataclass(frozen=True, slots=True)
class Changes:
    """How the texts of a segment have changed."""

    count: int
    """Of its texts now."""
    before: Sequence[int] | None
    """Number of each text to what it was; of one that has come, any number. None where all keep theirs: none goes."""
    gone: Mapping[int, Entry]
    """The texts that are there no more, and those that are others, by their old numbers: as they were."""
    come: Mapping[int, Entry]
    """Those that are new, and those that are others, by their new numbers."""

    def other_impacts(self) -> Mapping[str, Mapping[int, int]]:
        """Word to the texts, by number, of which it says more or less than before; 0 where it stands in one no more.

        Only where all texts keep their numbers.
        """
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for number in sorted(self.gone.keys() | self.come.keys()):
            before = self.gone[number].impacts() if number in self.gone else {}
            after = self.come[number].impacts() if number in self.come else {}
            for word in before.keys() | after.keys():
                if before.get(word, 0) != after.get(word, 0):
                    found[word][number] = after.get(word, 0)
        return found


def changed(segment: Segment, changes: Changes) -> Segment:
    """What a segment becomes; every list is gone through.

    Raises:
        RebuildError: The entries of all texts are needed for that.
    """
    least = least_of_dense(changes.count)
    if least != least_of_dense(len(segment.records)):
        raise RebuildError
    before = range(changes.count) if changes.before is None else changes.before
    stayed = [(number, old) for number, old in enumerate(before) if number not in changes.come]
    records = [""] * changes.count
    after = [-1] * len(segment.records)
    for number, old in stayed:
        records[number] = segment.records[old]
        after[old] = number
    come: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in changes.come.items():
        records[number] = entry.record
        for code, words in entry.postings(number):
            for word in words:
                come[word].append(code)
    lists: dict[str, str] = {}
    spell = spelling()
    for word, postings in segment.lists.items():
        codes = [after[code >> 4] << 4 | code & 15 for code in decode(postings) if after[code >> 4] >= 0]
        # A text may have changed places with another without being another: its hour is not in the index.
        codes = sorted(codes + come.pop(word, []))
        if is_dense(postings) and len(codes) < least:
            raise RebuildError
        if codes:
            lists[word] = encode(codes, least, spell)
    lists |= {word: encode(sorted(codes), least, spell) for word, codes in come.items()}
    return Segment(lists, records)
