"""Where code stands in a text of Markdown, as nearly as can be told without rendering it. Pure.

Fenced code, and code inside of one line; code that is indented is not looked for.
"""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<rest>.*)$")
_TICKS = re.compile(r"`+")


def code_ranges(text: str) -> Iterator[tuple[int, int]]:
    """Where fenced code stands, and code inside of a line."""
    at = 0
    fence = ""
    start = 0
    for line in text.split("\n"):
        if "`" in line or "~~~" in line:
            found = _FENCE.match(line)
            if found and not fence:
                fence, start = found["fence"], at
            elif found and found["fence"].startswith(fence) and not found["rest"].strip():
                yield start, at + len(line)
                fence = ""
            elif not fence:
                yield from _spans(line, at)
        at += len(line) + 1


def find_outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that do not begin in code."""
    code = code_ranges(text) if "`" in text or "~~~" in text else iter(())
    start = end = 0
    for match in pattern.finditer(text):
        while end <= match.start() and start < len(text):
            start, end = next(code, (len(text), len(text)))
        if not start <= match.start() < end:
            yield match


def count_outside_code(typed: str, text: str, end: int) -> int:
    """How often something is typed before a place that is not in code, itself outside of code."""
    in_code = sum(text.count(typed, start, min(stop, end)) for start, stop in code_ranges(text[:end]))
    return text.count(typed, 0, end) - in_code


def _spans(line: str, at: int) -> Iterator[tuple[int, int]]:
    ticks = [(match.start(), match.end()) for match in _TICKS.finditer(line)]
    last = {end - start: index for index, (start, end) in enumerate(ticks)}
    index = 0
    while index < len(ticks):
        start, end = ticks[index]
        size = end - start
        if last[size] > index:
            index = next(n for n in range(index + 1, len(ticks)) if ticks[n][1] - ticks[n][0] == size)
            yield at + start, at + ticks[index][1]
        index += 1
