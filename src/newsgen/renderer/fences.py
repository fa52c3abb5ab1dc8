"""Fenced code in a Markdown text: where it stands, and how to change only what stands around it."""

import re
from collections.abc import Callable, Iterator

_MARKS = r"(?:[ \t>]|[*+-][ \t]|\d{1,9}[.)][ \t])*"
"""Of quotations and items, which may stand before a fence."""
_OPENS = re.compile(rf"^{_MARKS}(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*$", re.MULTILINE)
_CLOSES = {sign: re.compile(rf"^[ \t>]*({sign}{{3,}})[ \t]*$", re.MULTILINE) for sign in "`~"}


def fenced_code(text: str) -> Iterator[tuple[int, int]]:
    """Where fenced code begins and ends, fences included; what is never closed goes on to the end of the text."""
    if "```" not in text and "~~~" not in text:
        return
    at = 0
    while opening := _OPENS.search(text, at):
        fence = opening["fence"]
        ends = (
            closing.end()
            for closing in _CLOSES[fence[0]].finditer(text, opening.end())
            if len(closing[1]) >= len(fence)
        )
        at = next(ends, len(text))
        yield opening.start(), at


def sub_outside_code(pattern: re.Pattern[str], replace: str | Callable[[re.Match[str]], str], text: str) -> str:
    """The text with every match of a pattern replaced that does not stand in fenced code."""
    pieces: list[str] = []
    done = 0
    for start, end in fenced_code(text):
        pieces += [pattern.sub(replace, text[done:start]), text[start:end]]
        done = end
    return "".join([*pieces, pattern.sub(replace, text[done:])])
