"""Fenced code in a Markdown text: where it stands, and how to change only what stands around it."""

import re
from collections.abc import Callable, Iterator

_MARKS = r"(?:[ \t>]|[*+-][ \t]|\d{1,9}[.)][ \t])*"
"""Of quotations and items, which may stand before a fence."""
_OPENS = re.compile(rf"^(?P<marks>{_MARKS})(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})[^\n]*$", re.MULTILINE)
_CLOSES = {sign: re.compile(rf"^[ \t>]*({sign}{{3,}})[ \t]*$", re.MULTILINE) for sign in "`~"}
_BEGINS_ITEM = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])(?=[ \t]|$)| {0,3}(?:\[\^|:[ \t]|!!!|\?\?\?|>)")
"""A list's item, or a note, an explanation or a box, whose text is indented likewise."""
_INDENTED = re.compile(r" {0,3}\t| {4}")
_NO_BLANK = re.compile(r"^(?P<marks>[ \t>]*)[^ \t>\n]", re.MULTILINE)


def fenced_code(text: str) -> Iterator[tuple[int, int]]:
    """Where fenced code begins and ends, fences included; what is never closed goes on to the end of the text.

    Or of the quotation or the item that begins before it. What is indented like code outside of items is no fence.
    """
    if "```" not in text and "~~~" not in text:
        return
    at = seen = 0
    is_item = False
    while opening := _OPENS.search(text, at):
        is_item = _ends_in_item(text[seen : opening.start()], is_item=is_item)
        seen = opening.start()
        if _INDENTED.match(opening["marks"]) and not is_item:
            at = opening.end()
            continue
        at = _end(text, opening)
        yield opening.start(), at


def _ends_in_item(text: str, *, is_item: bool) -> bool:
    """Whether what is indented behind a text stands in an item; ``is_item`` says so of what stands before the text."""
    for line in text.split("\n"):
        if line.strip() and not _INDENTED.match(line):
            is_item = bool(_BEGINS_ITEM.match(line)) or (is_item and line.startswith(" "))
    return is_item


def _end(text: str, opening: re.Match[str]) -> int:
    fence, marks = opening["fence"], opening["marks"]
    border = _border(text, opening.end(), marks) if marks.strip() else len(text)
    ends = (
        closing.end()
        for closing in _CLOSES[fence[0]].finditer(text, opening.end(), border)
        if len(closing[1]) >= len(fence)
    )
    return next(ends, border)


def _border(text: str, at: int, marks: str) -> int:
    """Where the quotations and items end that these marks begin, or go on with."""
    quotes = marks.count(">")
    width = len(marks.expandtabs(4)) if marks.rstrip()[-1] != ">" else 0
    for line in _NO_BLANK.finditer(text, at):
        if line["marks"].count(">") < quotes or len(line["marks"].expandtabs(4)) < width:
            return line.start()
    return len(text)


def sub_outside_code(pattern: re.Pattern[str], replace: str | Callable[[re.Match[str]], str], text: str) -> str:
    """The text with every match of a pattern replaced that does not stand in fenced code."""
    pieces: list[str] = []
    done = 0
    for start, end in fenced_code(text):
        pieces += [pattern.sub(replace, text[done:start]), text[start:end]]
        done = end
    return "".join([*pieces, pattern.sub(replace, text[done:])])
