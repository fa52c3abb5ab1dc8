"""A short way through YAML for what most front matter is: `key: text`, `key: "text"`, `key: [text, text]`, a line each.

Gives for such a text what the parser gives, to the column; of any other it says nothing.
"""

import re
from itertools import count

# No sign in it means anything to YAML, and no reader takes a character of it for the end of a line.
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff"
_TEXT = rf"(?:[^\W_](?:[^\[\]{{}}#:\\{_CONTROL}]|:(?=[^\s\[\]{{}}#:\\{_CONTROL}]))*(?<![\s:]))"
_ITEM = rf"(?:[^\W_][^\[\]{{}}#:\\,?{_CONTROL}]*(?<!\s))"
_QUOTED = rf"\"[^\"#\\{_CONTROL}]*\""
_LINE = re.compile(
    rf"(?P<key>[A-Za-z][A-Za-z0-9_]{{0,99}}):[ ]+"
    rf"(?:(?P<text>{_TEXT})|(?P<quoted>{_QUOTED})|\[(?P<items>{_ITEM}(?:,[ ]*{_ITEM})*)\])[ ]*"
)
_GAP = re.compile(r",[ ]*")

PlainValue = tuple[int, str | list[tuple[int, str]], bool]
"""The column, counted from 1; a text, or the column and text of each item of a list; whether it is in no quotes."""


def read_plain(text: str) -> dict[str, tuple[int, PlainValue]] | None:
    """Each key with its line, counted from 0, and its value; None where the text is not so plain.

    A key that stands there twice is for the parser.
    """
    found: dict[str, tuple[int, PlainValue]] = {}
    for number, line in zip(count(), text.split("\n")):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None or match["key"] in found:
            return None
        found[match["key"]] = (number, _value(match))
    return found or None


def _value(match: re.Match[str]) -> PlainValue:
    kind = match.lastgroup or ""  # there always is one
    begin, end = match.span(kind)
    if kind == "text":
        return begin + 1, match.string[begin:end], True
    if kind == "quoted":
        return begin + 1, match.string[begin + 1 : end - 1], False
    items: list[tuple[int, str]] = []
    at = begin
    while at < end:
        gap = _GAP.search(match.string, at, end)
        stop = gap.start() if gap else end
        items.append((at + 1, match.string[at:stop]))
        at = gap.end() if gap else end
    return begin, items, True
