"""Rendered HTML as plain text: what a reader would read aloud of it, with a blank where an element ends a line."""

import html
import re
from collections.abc import Sequence

from newsgen.documents.html import VOID
from newsgen.renderer.markup import show_straight, tag_name

_RUNNING = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span
    strike strong sub sup time tt u var wbr
    """.split()
)
"""Elements that do not end a line."""
_PASSED_OVER = frozenset(
    """
    audio button canvas datalist del dialog figure form iframe map math nav noscript object pre rp rt rtc s script
    select strike style svg table template textarea title video
    """.split()
)
"""What is no prose: pictures and their captions, tables, code, the reading of a character, what is struck out."""
_HIDDEN = re.compile(r"""\s(?:hidden(?=[\s=/>])|style\s*=\s*["']?[^"'<>]*?display\s*:\s*none)""", re.IGNORECASE)
_READINGS = frozenset({"rp", "rt", "rtc"})
_ENDS_OF_READINGS = _READINGS | {"ruby", "rb", "p", "div", "li", "blockquote", "h2", "h3"}
"""A reading may be without its own end tag."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MAY_BE_NOTES = frozenset({"sup", "div", "section"})
_START = re.compile(r"""\sstart=["']?(\d{1,9})""")
_NOTES = re.compile(r"""\s(?:class=["']?footnotes?\b|id=["']?fnref)""")
_EMPTY_TAG_END = "/>"


def plain_text(pieces: Sequence[str], *, keeps_headings: bool = False) -> str:
    """The prose of HTML that `split_tags` has parted, on one line: without headings, notes, tables and code.

    An archive of HTML has lines of text in the manner of headings: ``keeps_headings``.
    """
    words: list[str] = []
    within = ""
    depth = 0
    numbers: list[int] = []
    for place in range(0, len(pieces) - 1, 2):
        tag = pieces[place + 1]
        name = tag_name(tag)
        if within in _READINGS and name in _ENDS_OF_READINGS:
            within = ""
        elif within:
            depth += _step(tag, name, within)
            within = within if depth else ""
            continue
        else:
            words.append(pieces[place])
        if _is_passed_over(tag, name) and not (keeps_headings and name in _HEADINGS):
            within, depth = name, 1
        if name and name not in _RUNNING and name not in _READINGS:
            words.append(f" {_number(tag, name, numbers)}")
    if not within:
        words.append(pieces[-1])
    return " ".join(html.unescape(show_straight("".join(words))).split())


def _is_passed_over(tag: str, name: str) -> bool:
    if tag.startswith("</") or tag.endswith(_EMPTY_TAG_END):
        return False
    if name in _PASSED_OVER:
        return True
    if " " in tag and name not in VOID and _HIDDEN.search(tag):
        return True
    return name in _HEADINGS or (name in _MAY_BE_NOTES and _NOTES.search(tag) is not None)


def _step(tag: str, name: str, within: str) -> int:
    """By how much a tag changes the number of open elements of the name that is passed over."""
    if name != within or tag.endswith(_EMPTY_TAG_END):
        return 0
    return -1 if tag.startswith("</") else 1


def _number(tag: str, name: str, numbers: list[int]) -> str:
    """The number of an item, where a list does not begin with 1: it is likely a year that begins a sentence."""
    if name in {"ol", "ul"}:
        if tag.startswith("</"):
            del numbers[-1:]
        else:
            start = _START.search(tag) if name == "ol" else None
            numbers.append(int(start[1]) if start else 0)
    elif name == "li" and numbers and numbers[-1] > 1 and not tag.startswith("</"):
        numbers[-1] += 1
        return f"{numbers[-1] - 1}. "
    return ""
