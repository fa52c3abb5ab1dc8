"""The manifest of the index: which segments there are, and by which words their shards begin."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1
"""Of the files; an engine reads no other one."""
RECORDS = 32
"""Texts of which one file has what results show."""
LAST = "\U0010ffff"
"""Behind every word."""


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
    segments = tuple(SegmentInfo(**segment) for segment in record["segments"])
    return Manifest(segments, tuple(record["languages"]), tuple(map(tuple, record["same"])))


def manifest_to_json(manifest: Manifest) -> str:
    """The manifest as its file has it."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, separators=(",", ":"))
