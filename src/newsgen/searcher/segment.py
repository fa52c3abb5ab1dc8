"""One segment of the index: texts of consecutive years, with the postings of their words, and what results show.

A segment is made of the entries of its texts in their order, or of what it was and the entries of those that have
changed: the same either way.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.searcher.entries import Entry
from newsgen.searcher.postings import count_of, decode, encode, is_dense, least_of_dense, spelling, with_impacts


class RebuildError(Exception):
    """What a segment was does not tell what it will be: it is to be made of the entries of all its texts."""


@dataclass(slots=True)
class Segment:
    """Its words and its records."""

    lists: dict[str, str] = field(default_factory=dict)
    """Word or filter to its postings, as they are spelled."""
    records: list[str] = field(default_factory=list)
    """What results show, as JSON, by the number of the text."""
    counts: dict[str, int] = field(default_factory=dict)
    """In how many texts a word stands, as far as that is known without a look at its postings."""


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

    before: Sequence[int]
    """Number of each text to what it was; -1 of one that is new or another one."""
    gone: Mapping[int, Entry]
    """The texts that are there no more, and those that are others, by their old numbers: as they were."""
    come: Mapping[int, Entry]
    """Those that are new, and those that are others, by their new numbers."""


def changed(segment: Segment, changes: Changes) -> Segment:
    """What a segment becomes.

    Raises:
        RebuildError: The entries of all texts are needed for that.
    """
    least = least_of_dense(len(changes.before))
    if least != least_of_dense(len(segment.records)):
        raise RebuildError
    before = [-1 if number in changes.come else number for number in range(len(changes.before))]
    if list(changes.before) != before:
        return _renumbered(segment, changes, least)
    return _changed_in_place(segment, changes, least)


def _changed_in_place(segment: Segment, changes: Changes, least: int) -> Segment:
    """No text that stays has another number: only words of those that change have other postings."""
    lists, counts, spell = dict(segment.lists), dict(segment.counts), spelling()
    for word, anew in _other_impacts(changes).items():
        counts.pop(word, None)
        postings = lists.get(word, "")
        if is_dense(postings):
            lists[word] = with_impacts(postings, anew)
            if 0 in anew.values() and count_of(lists[word]) < least:
                raise RebuildError
            continue
        codes = [code for code in decode(postings) if code >> 4 not in anew]
        codes += [number << 4 | impact for number, impact in anew.items() if impact]
        if codes:
            lists[word] = encode(sorted(codes), least, spell)
        else:
            lists.pop(word, None)
    count = len(changes.before)
    records = [*segment.records[:count], *[""] * (count - len(segment.records))]
    for number, entry in changes.come.items():
        records[number] = entry.record
    return Segment(lists, records, counts)


def _other_impacts(changes: Changes) -> Mapping[str, Mapping[int, int]]:
    """Word to the texts, by number, of which it says more or less than before; 0 where it stands in one no more."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for number in sorted(changes.gone.keys() | changes.come.keys()):
        before = changes.gone[number].impacts() if number in changes.gone else {}
        after = changes.come[number].impacts() if number in changes.come else {}
        for word in before.keys() | after.keys():
            if before.get(word, 0) != after.get(word, 0):
                found[word][number] = after.get(word, 0)
    return found


def _renumbered(segment: Segment, changes: Changes, least: int) -> Segment:
    """Every list is gone through."""
    records = [
        segment.records[old] if old >= 0 else changes.come[number].record for number, old in enumerate(changes.before)
    ]
    after = [-1] * len(segment.records)
    for number, old in enumerate(changes.before):
        if old >= 0:
            after[old] = number
    come: defaultdict[str, list[int]] = defaultdict(list)
    for number, entry in changes.come.items():
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
