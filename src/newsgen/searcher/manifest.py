"""The manifest of the index: which segments there are, and by which words their shards begin.

Every search begins with it, so it is small: a separator is spelled as how many letters it shares with the one before,
a digit of base 36, and what follows them; and scripts learn from it the endings of the languages that are there.
"""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from newsgen.searcher.stems import ENDINGS

FORMAT = 2
"""Of the files; an engine reads no other one."""
RECORDS = 32
"""Texts of which one file has what results show."""
LAST = "\U0010ffff"
"""Behind every word."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_ONE_UNIT = "\uffff"
"""The last letter that scripts count as one."""


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """What is known of a segment before any of its files is loaded."""

    name: str
    count: int
    """Of its texts."""
    first: str
    """The day of its oldest text, as ``2015-01-17``; empty for pages without a date."""
    last: str
    version: str
    """Of its files; with it they are asked for, so that no cache has an older one."""
    shards: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Kind of shards (``t``, ``l``, ``r``) to their separators."""

    def covering(self, kind: str, first: str, last: str) -> list[str]:
        """The names of the shards that have what lies between two words, both included."""
        separators = self.shards[kind]
        begin = max(0, bisect_right(separators, first) - 1)
        return [f"{self.name}/{kind}{number}" for number in range(begin, bisect_right(separators, last))]

    def record_file(self, number: int) -> str:
        """The name of the file with what a result shows."""
        return f"{self.name}/d{number // RECORDS}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """All segments, the oldest first."""

    segments: tuple[SegmentInfo, ...] = ()
    languages: tuple[str, ...] = ()
    """In which texts are written."""
    same: tuple[tuple[str, ...], ...] = ()
    """Names that mean one thing, each as `words.compared_text`."""

    @property
    def count(self) -> int:
        """Of all texts."""
        return sum(segment.count for segment in self.segments)


def manifest_from_json(record: Mapping[str, Any]) -> Manifest:
    """The manifest that a file has."""
    segments = tuple(
        SegmentInfo(**{**segment, "shards": {kind: separators_from(text) for kind, text in segment["shards"].items()}})
        for segment in record["segments"]
    )
    return Manifest(segments, tuple(record["languages"]), tuple(map(tuple, record["same"])))


def manifest_to_json(manifest: Manifest) -> str:
    """The manifest as its file has it."""
    record = asdict(manifest)
    for segment in record["segments"]:
        segment["shards"] = {kind: spelled_separators(words) for kind, words in segment["shards"].items()}
    record["languages"] = {language: ENDINGS.get(language, "") for language in manifest.languages}
    return json.dumps({"format": FORMAT, **record}, ensure_ascii=False, separators=(",", ":"))


def spelled_separators(separators: Sequence[str]) -> str:
    """Separators, ascending, in one text."""
    spelled: list[str] = []
    before = ""
    for word in separators:
        shared = 0
        for one, other in zip(before[: len(_DIGITS) - 1], word, strict=False):
            if one != other or one > _ONE_UNIT:
                break
            shared += 1
        spelled.append(_DIGITS[shared] + word[shared:])
        before = word
    return " ".join(spelled)


def separators_from(spelled: str) -> list[str]:
    """The separators of a text that `spelled_separators` made."""
    separators: list[str] = []
    before = ""
    for each in spelled.split(" ") if spelled else ():
        before = before[: int(each[0], 36)] + each[1:]
        separators.append(before)
    return separators
