"""Mends the files of a segment in which no text that stays has another number: only those that hold what has changed.

The separators tell in which shards a word stands. A shard that has changed is cut anew together with its neighbours,
on to the first end that stands as it was; behind that nothing is other than before.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from newsgen.searcher.manifest import RECORDS, SegmentInfo
from newsgen.searcher.postings import count_of, decode, encode, is_dense, least_of_dense, spelling, with_impacts
from newsgen.searcher.segment import Changes, RebuildError
from newsgen.searcher.shards import (
    KINDS,
    days_file,
    line_of,
    lines_of,
    lines_of_word,
    records_file,
    records_of,
    shard_file,
    shards_of,
    word_of,
)

_Edits = dict[str, dict[str, str]]
"""Kind of shards to what its lines are sorted by, to the line: empty of one that goes."""


def mended(
    segment: SegmentInfo, changes: Changes, days: Sequence[int], read: Callable[[str], str]
) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """The files that are to be written, by their paths, and the separators of each kind of shards, as `files_of` does.

    Some of the files may be as they were.

    Args:
        segment: As it was.
        changes: All texts keep their numbers.
        days: Of its texts, as `files_of` has them.
        read: Gives the text of one of its files, by its name (`shards.text_of`).

    Raises:
        RebuildError: The entries of all texts are needed for that.
    """
    if least_of_dense(changes.count) != least_of_dense(segment.count):
        raise RebuildError
    read = cache(read)
    edits = _edits(segment, changes, read)
    files: list[tuple[str, bytes]] = []
    separators: dict[str, list[str]] = {}
    for kind in KINDS:
        shards = _Shards(segment, kind, edits[kind], read).cut() if edits[kind] else None
        if shards is None:
            separators[kind] = [*segment.shards[kind]]
            continue
        separators[kind] = [separator for separator, _ in shards]
        for number, (_, text) in enumerate(shards):
            if text != number:
                whole = read(f"{segment.name}/{kind}{text}") if isinstance(text, int) else text
                files.append(shard_file(segment.name, kind, number, whole))
    files += _records(segment, changes, read)
    if days:
        files.append(days_file(segment.name, days))
    return dict(files), separators


def _edits(segment: SegmentInfo, changes: Changes, read: Callable[[str], str]) -> _Edits:
    least, spell = least_of_dense(segment.count), spelling()
    edits: _Edits = {kind: {} for kind in KINDS}
    for word, impacts in changes.other_impacts().items():
        before = _postings(segment, word, read)
        if is_dense(before):
            after = with_impacts(before, impacts)
            if 0 in impacts.values() and count_of(after) < least:
                raise RebuildError
        else:
            codes = [code for code in decode(before) if code >> 4 not in impacts]
            codes += [number << 4 | impact for number, impact in impacts.items() if impact]
            after = encode(sorted(codes), least, spell) if codes else ""
        old = dict(lines_of_word(word, before)) if before else {}
        new = dict(lines_of_word(word, after)) if after else {}
        for kind in old.keys() | new.keys():
            if old.get(kind) != new.get(kind):
                key, line = new.get(kind) or (old[kind][0], "")
                edits[kind][key] = line
    return edits


def _postings(segment: SegmentInfo, word: str, read: Callable[[str], str]) -> str:
    """As they are spelled; empty where the word is not there."""
    for kind in ("l", "t"):
        if segment.shards[kind]:
            (name,) = segment.covering(kind, word, word)
            found = line_of(read(name), word)
            if found.startswith("=") or kind == "t":
                return found[1:]
    return ""


class _Shards:
    """The shards of one kind, of which some lines are others."""

    def __init__(self, segment: SegmentInfo, kind: str, edits: Mapping[str, str], read: Callable[[str], str]) -> None:
        self._name = f"{segment.name}/{kind}"
        self._separators = [*segment.shards[kind]]
        self._read = read
        self._edits: dict[int, dict[str, str]] = {}
        for key, line in edits.items():
            self._edits.setdefault(max(0, bisect_right(self._separators, key) - 1), {})[key] = line

    def cut(self) -> list[tuple[str, str | int]]:
        """Each with its separator: its text, or the number of that which stands."""
        shards: list[tuple[str, str | int]] = []
        count = max(1, len(self._separators))
        number = 0
        while number < count:
            # Where the one before ends may hang on the first line of one that has changed.
            if number in self._edits or number + 1 in self._edits:
                found, number = self._run(number, count)
                shards += found
            else:
                shards.append((self._separators[number], number))
                number += 1
        return shards

    def _run(self, number: int, count: int) -> tuple[list[tuple[str, str]], int]:
        """The shards from one on that begins where it did, to an end that stands, and the number of the one behind."""
        separators = self._separators
        first = separators[number] if separators else ""
        lines: list[tuple[str, str]] = []
        while True:
            lines += self._lines(number)
            number += 1
            if number == count:
                shards = list(shards_of(lines))
                break
            if number in self._edits:
                continue
            follows = next(iter(self._lines(number)))
            *shards, (separator, last) = shards_of([*lines, follows])
            if last == follows[1]:
                separators[number] = separator
                break
        if shards:
            shards[0] = (first, shards[0][1])
        return shards, number

    def _lines(self, number: int) -> list[tuple[str, str]]:
        """The lines of a shard as they are now, each with what it is sorted by."""
        old = lines_of(self._read(f"{self._name}{number}")) if self._separators else []
        lines = {word_of(line): line for line in old}
        if number not in self._edits:
            return [*lines.items()]
        return [(key, line) for key, line in sorted((lines | self._edits[number]).items()) if line]


def _records(segment: SegmentInfo, changes: Changes, read: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    """The files that have what results show of the texts that have come."""
    files: dict[int, list[str]] = {}
    for number in sorted(changes.come):
        place, within = divmod(number, RECORDS)
        if place not in files:
            files[place] = records_of(read(f"{segment.name}/d{place}")) if place * RECORDS < segment.count else []
        files[place][within : within + 1] = [changes.come[number].record]
    for place, records in files.items():
        yield records_file(segment.name, place, records)
