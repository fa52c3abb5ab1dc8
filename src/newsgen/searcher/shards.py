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
    lines: dict[str, list[tuple[str, str]]] = {kind: [] for kind in KINDS}
    for word in sorted(segment.lists):
        for kind, line in lines_of_word(word, segment.lists[word]):
            lines[kind].append(line)
    lines["r"].sort()
    files: list[tuple[str, bytes]] = []
    separators: dict[str, list[str]] = {}
    for kind in KINDS:
        separators[kind] = []
        for number, (separator, text) in enumerate(shards_of(lines[kind])):
            separators[kind].append(separator)
            files.append(shard_file(name, kind, number, text))
    for number, start in enumerate(range(0, len(segment.records), RECORDS)):
        files.append(records_file(name, number, segment.records[start : start + RECORDS]))
    if days:
        files.append(days_file(name, days))
    return dict(files), separators


def lines_of_word(word: str, postings: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The lines of a word: the kind of their shards, by what they are sorted, and the line itself."""
    if word.startswith(FILTER):
        yield "t", (word, f"{word} {postings}")
        return
    count = count_of(postings)
    if count > RARE:
        yield "t", (word, f"{word} {postings}")
    yield "l", (word, f"{word} {count}" if count > RARE else f"{word}={postings}")
    if len(word) >= _SHORTEST and not is_dense_script(word):
        yield "r", (word[::-1], word[::-1])


def shard_file(segment: str, kind: str, number: int, text: str) -> tuple[str, bytes]:
    """The path and the content of a shard."""
    return _file(f"{segment}/{kind}{number}", f'"{text}"')


def records_file(segment: str, number: int, records: Sequence[str]) -> tuple[str, bytes]:
    """The path and the content of a file with what results show."""
    return _file(f"{segment}/d{number}", f"[{_RECORD_END.join(records)}]")


def days_file(segment: str, days: Sequence[int]) -> tuple[str, bytes]:
    """The path and the content of the file with the days of texts."""
    return _file(f"{segment}/days", f'"{spelled_days(days)}"')


def paths_of(segment: SegmentInfo) -> list[str]:
    """The paths of the files of a segment, in the order of `files_of`."""
    names = [f"{kind}{number}" for kind in KINDS for number in range(len(segment.shards[kind]))]
    names += [f"d{number}" for number in range(-(segment.count // -RECORDS))]
    names += ["days"] if segment.first else []
    return [path_of(f"{segment.name}/{name}") for name in names]


def manifest_file(manifest: Manifest) -> tuple[str, bytes]:
    """The path and the content of the manifest."""
    return _file("manifest", manifest_to_json(manifest))


def names_file(taxonomy: str, names: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    """The path and the content of the file that says which terms a taxonomy has: slug and names of each."""
    spelled = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    return _file(f"{NAMES}/{taxonomy}", spelled)


def _file(name: str, payload: str) -> tuple[str, bytes]:
    # U+2028 and U+2029 end lines in scripts of older browsers.
    safe = payload.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return path_of(name), f'{CALL}("{name}",{safe})\n'.encode()


def path_of(name: str) -> str:
    """Where a file of the index lies in the site."""
    return f"{FOLDER}/{name}.js"


def text_of(name: str, content: bytes) -> str:
    """What a file of a segment holds: the text of a shard, or records as `records_of` reads them.

    Raises:
        ValueError: It is not as it was written.
    """
    text, begin, end = content.decode(), f'{CALL}("{name}",', ")\n"
    if not (text.startswith(begin) and text.endswith(end)):
        raise ValueError(name)
    return text[len(begin) + 1 : -len(end) - 1]


def records_of(text: str) -> list[str]:
    """What results show of the texts of one file, each as JSON."""
    return text.split(_RECORD_END)


def segment_from(files: Mapping[str, bytes]) -> Segment:
    """The segment of which these are all files, by their paths, in the order of `files_of`.

    Raises:
        ValueError: They are not.
    """
    segment = Segment()
    for path, content in files.items():
        name = path.removeprefix(f"{FOLDER}/").removesuffix(".js")
        kind = name.rpartition("/")[2].rstrip("0123456789")
        text = text_of(name, content)
        if kind == "d":
            segment.records += records_of(text)
        elif kind == "t":
            segment.lists.update(line.partition(" ")[::2] for line in lines_of(text))
        elif kind == "l":
            segment.lists.update(line.partition("=")[::2] for line in lines_of(text) if "=" in line)
    return segment


def word_of(line: str) -> str:
    """By what a line of a shard is sorted."""
    return line.partition(" ")[0].partition("=")[0]


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
