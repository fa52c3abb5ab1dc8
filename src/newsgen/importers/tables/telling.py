"""Whether a source is a table, at first sight. Pure."""

import re
from collections.abc import Sequence

_SUFFIX = re.compile(r"(?i)\.(?:csv|tsv|tab|psv|ndjson|jsonl|json)\Z")
_OBJECTS = re.compile(rb"\s*+(?:\xef\xbb\xbf\s*+)?(?:\[\s*\{|\{\s*\")")
_LINES = 5
_FEWEST = 3
"""Columns of a table that does not say by its name that it is one."""
_NAMES = re.compile(r"(?i)\"?[\w .-]{1,40}\"?")
_KNOWN = re.compile(
    r"(?i)\b(?:title|headline|body|content|text|date|titel|titre|t[ií]tulo|titolo|datum|fecha|data|inhalt)\b"
)


def looks_like_table(name: str, head: bytes, paths: Sequence[str]) -> bool:
    """Whether a file with this name and beginning, or a folder of such files, is a table."""
    if paths:
        tables = [path for path in paths if _SUFFIX.search(path)]
        texts = [
            path for path in paths if re.search(r"(?i)\.(?:md|markdown|html?|rst|txt|xml|adoc|textile|php)\Z", path)
        ]
        return len(tables) > len(texts)
    if head.startswith(b"SQLite format 3"):
        return True
    if _OBJECTS.match(head):
        return True
    return _SUFFIX.search(name) is not None or _has_columns(head.decode("utf-8", "replace"))


def _has_columns(head: str) -> bool:
    lines = [line for line in head.split("\n", _LINES + 1)[:_LINES] if line.strip()]
    if len(lines) < 2 or not _KNOWN.search(lines[0]):  # noqa: PLR2004 - a header and a row
        return False
    for sign in "\t;,|":
        names = lines[0].strip("\r").split(sign)
        if len(names) >= _FEWEST and all(map(_NAMES.fullmatch, names)) and all(line.count(sign) for line in lines[1:2]):
            return True
    return False
