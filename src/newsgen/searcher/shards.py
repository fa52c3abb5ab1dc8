"""The files of a segment: what a query loads is small, and of a text that changes few become others.

Lines are sorted by their words and cut into shards. Where a shard ends hangs on the words about it alone, so that a
word that comes or grows moves no end but its own shard's. A shard's *separator* is the shortest text that is greater
than every word before it: by the separators of the manifest a query knows which shards it needs.

| file | lines |
|---|---|
| ``t0.js`` … | filters, and words in more than three texts: ``word postings`` |
| ``l0.js`` … | every word: ``word number-of-texts``, and of a rare one ``word=postings`` |
| ``r0.js`` … | words of four letters and more, backwards: what begins with a wrong letter ends with right ones |
| ``d0.js`` … | what results show, of 32 texts each |
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from zlib import crc32

from newsgen.searcher.entries import FILTER
from newsgen.searcher.manifest import RECORDS, Manifest, SegmentInfo, manifest_to_json
from newsgen.searcher.postings import count_of
from newsgen.searcher.segment import Segment
from newsgen.searcher.words import is_dense_script

FOLDER = "search-index"
"""Where the index lies in the site."""
NAMES = "names"
"""The folder, in that of the index, with what the terms of each taxonomy are called."""
KINDS = ("t", "l", "r")
"""The kinds of shards that hold lines."""
CALL = "newsgenSearch"
"""The function that a file of the index calls, with its name and what it holds."""
RARE = 3
"""Texts up to which the postings of a word stand in the lexicon."""
_SHORTEST = 4
"""Letters from which a word may be typed wrongly."""
_SMALLEST = 6_144
_LARGEST = 12_288
"""Characters of a shard."""
_CHANCE = 32
"""One word of so many may end a shard."""
_LINE_END = ";"
_RECORD_END = ",\n"
"""Within a record, as JSON, no line ends."""


def files_of(segment: Segment, name: str, days: Sequence[int]) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """The files of a segment by their paths in the site, and the separators of each kind of shards.

    ``days`` are those of its texts, as `date.toordinal` counts them; none of texts that have none.
    """
    frequent: list[tuple[str, str]] = []
    lexicon: list[tuple[str, str]] = []
    backwards: list[tuple[str, str]] = []
    for word in sorted(segment.lists):
        postings = segment.lists[word]
        if word.startswith(FILTER):
            frequent.append((word, f"{word} {postings}"))
            continue
        count = segment.counts.get(word) or count_of(postings)
        if count > RARE:
            frequent.append((word, f"{word} {postings}"))
        lexicon.append((word, f"{word} {count}" if count > RARE else f"{word}={postings}"))
        if len(word) >= _SHORTEST and not is_dense_script(word):
            backwards.append((word[::-1], word[::-1]))
    backwards.sort()
    files: dict[str, bytes] = {}
    separators: dict[str, list[str]] = {}
    for kind, lines in zip(KINDS, (frequent, lexicon, backwards), strict=True):
        separators[kind] = []
        for number, (separator, text) in enumerate(shards_of(lines)):
            separators[kind].append(separator)
            _add(files, f"{name}/{kind}{number}", f'"{text}"')
    for number, start in enumerate(range(0, len(segment.records), RECORDS)):
        records = _RECORD_END.join(segment.records[start : start + RECORDS])
        _add(files, f"{name}/d{number}", f"[{records}]")
    if days:
        _add(files, f"{name}/days", f'"{spelled_days(days)}"')
    return files, separators


def paths_of(segment: SegmentInfo) -> list[str]:
    """The paths of the files of a segment, in the order of `files_of`."""
    names = [f"{kind}{number}" for kind in KINDS for number in range(len(segment.shards[kind]))]
    names += [f"d{number}" for number in range(-(segment.count // -RECORDS))]
    names += ["days"] if segment.first else []
    return [f"{FOLDER}/{segment.name}/{name}.js" for name in names]


def manifest_file(manifest: Manifest) -> tuple[str, bytes]:
    """The path and the content of the manifest."""
    files: dict[str, bytes] = {}
    _add(files, "manifest", manifest_to_json(manifest))
    return next(iter(files.items()))


def names_file(taxonomy: str, names: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    """The path and the content of the file that says which terms a taxonomy has: slug and names of each."""
    files: dict[str, bytes] = {}
    _add(files, f"{NAMES}/{taxonomy}", json.dumps(names, ensure_ascii=False, separators=(",", ":")))
    return next(iter(files.items()))


def _add(files: dict[str, bytes], name: str, payload: str) -> None:
    # U+2028 and U+2029 end lines in scripts of older browsers.
    safe = payload.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    files[f"{FOLDER}/{name}.js"] = f'{CALL}("{name}",{safe})\n'.encode()


def segment_from(files: Mapping[str, bytes]) -> Segment:
    """The segment of which these are all files, by their paths, in the order of `files_of`.

    Raises:
        ValueError: They are not.
    """
    segment = Segment()
    for path, content in files.items():
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".js")
        kind = name.rpartition("/")[2].rstrip("0123456789")
        payload = content.decode()[len(f'{CALL}("{name}",') : -len(")\n")]
        if kind == "d":
            segment.records += payload[1:-1].split(_RECORD_END)
        elif kind == "t":
            segment.lists.update(line.partition(" ")[::2] for line in payload[1:-1].split(_LINE_END))
        elif kind == "l":
            lines = payload[1:-1].split(_LINE_END)
            segment.lists.update(line.partition("=")[::2] for line in lines if "=" in line)
            counted = (line.partition(" ")[::2] for line in lines if " " in line)
            segment.counts.update((word, int(count)) for word, count in counted)
    return segment


def shards_of(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The shards of sorted lines, each a word and the line itself: separator and text."""
    before = ""
    last = ""
    shard: list[str] = []
    size = 0
    first = ""
    for word, line in lines:
        if shard and size + len(line) > _LARGEST:
            yield _separator(before, first), _LINE_END.join(shard)
            before, shard, size = last, [], 0
        if not shard:
            first = word
        shard.append(line)
        size += len(line) + 1
        last = word
        if size >= _SMALLEST and crc32(word.encode()) % _CHANCE == 0:
            yield _separator(before, first), _LINE_END.join(shard)
            before, shard, size = last, [], 0
    if shard:
        yield _separator(before, first), _LINE_END.join(shard)


def _separator(before: str, first: str) -> str:
    """The shortest beginning of a word that is greater than the word before it."""
    return next((first[:end] for end in range(1, len(first)) if first[:end] > before), first) if before else ""


def lines_of(shard: str) -> list[str]:
    """The lines of a shard."""
    return shard.split(_LINE_END) if shard else []


def line_of(shard: str, word: str) -> str:
    """What stands behind a word in a shard, with the sign between; empty where the word is not there."""
    for sign in (" ", "="):
        begin = f"{word}{sign}"
        if shard.startswith(begin):
            place = 0
        else:
            place = shard.find(f"{_LINE_END}{begin}") + 1
            if not place:
                continue
        end = shard.find(_LINE_END, place)
        return shard[place + len(word) : end if end >= 0 else len(shard)]
    return ""


def days_of(spelled: str, first: str) -> list[str]:
    """The day of each text of a segment, of which ``first`` is the earliest; as `spelled_days` has them."""
    day, days = date.fromisoformat(first), list[str]()
    for step in spelled.split(_LINE_END) if spelled else ():
        apart, _, times = step.partition(" ")
        day += timedelta(days=int(apart))
        days += [day.isoformat()] * int(times or 1)
    return days


def spelled_days(days: Sequence[int]) -> str:
    """The days of texts, ascending: the distance from the day before, and how many texts if there are several."""
    steps: list[str] = []
    before = days[0] if days else 0
    for day, texts in groupby(days):
        times = len(list(texts))
        steps.append(f"{day - before}" + (f" {times}" if times > 1 else ""))
        before = day
    return _LINE_END.join(steps)
