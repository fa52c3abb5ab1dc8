"""The lines of a copied story as Markdown: paragraphs, subheads, lists, quotations, verses, tables. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence

from newsgen.importers.markdown_text import escaped, escaped_in_line, heading, listed, quoted, verse
from newsgen.importers.pasted.line import MARKS, Line
from newsgen.importers.pasted.paragraphs import item_of

_SUBHEAD = 12
"""Words that a subhead has at most."""
_QUESTION = 6
"""Words of a subhead that asks, or is in quotation marks."""
_INTERVIEW = 3
"""Questions that make an interview, in which they are no subheads."""
_VERSES = 3
"""Short lines that make a poem, or an address."""
_LONGEST_VERSE = 60
_MOST_OF_SPEAKER = 8
"""Words of a line that says whose words a quotation is."""
_QUOTED = re.compile(r"[“\"«„「『].{30,}[”\"»“」』][.。]?", re.DOTALL)
_CITED = re.compile(r"[—–-]{1,2}\s*\S.{1,80}")
_CLOCK = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_OPENING = "\"“”„«»‘’'「『"
_CLOSING = "\"“”»«’'」』"
_SIGNS = "■□◆◇▷▶►▣◎○●★☆※"
"""Marks of lists that papers of East Asia set before subheads, too."""


def markdown_of(body: Sequence[Line]) -> str:
    """The paragraphs of a story as Markdown."""
    asks = sum(line.text.endswith(("?", "？", "؟")) and line.words <= _SUBHEAD for line in body)
    return "\n\n".join(_blocks(body, is_interview=asks >= _INTERVIEW)) + "\n"


def _blocks(body: Sequence[Line], *, is_interview: bool) -> Iterator[str]:
    place = 0
    while place < len(body):
        line = body[place]
        following = body[place + 1] if place + 1 < len(body) else None
        block, taken = _group(body[place:])
        if taken:
            yield block
        elif line.leftover == MARKS:
            yield "---"
        elif line.level:
            yield heading(line.text, max(line.level, 2))
        elif place and _is_subhead(line, following, is_interview=is_interview):
            yield heading(line.text)
        else:
            yield escaped(line.text)
        place += taken or 1


def _group(body: Sequence[Line]) -> tuple[str, int]:
    """What the lines make together with which some begin, and how many these are; none where each is a paragraph."""
    text, following = body[0].text, body[1] if len(body) > 1 else None
    if rows := _run(body, lambda each: each.is_row):
        return _table(rows), len(rows)
    if cited := _run(body, lambda each: each.is_quoted):
        return quoted([each.text for each in cited]), len(cited)
    if items := _items(body):
        return listed(items), len(items)
    if verses := _verses(body):
        return verse(verses), len(verses)
    if following is not None and _CLOCK.fullmatch(text) and not following.is_long:
        return heading(f"{text} {following.text}", 3), 2  # An entry of a live report.
    is_cited = following is not None and _QUOTED.fullmatch(text) is not None and _is_speaker(body, 1)
    return (quoted([each.text for each in body[:2]]), 2) if is_cited else ("", 0)


def _run(lines: Sequence[Line], asks: Callable[[Line], bool]) -> list[Line]:
    """The lines with which some begin that are all of one kind."""
    found: list[Line] = []
    for line in lines:
        if not asks(line):
            break
        found.append(line)
    return found


def _table(rows: Sequence[Line]) -> str:
    """A table; what the first row says are its headings."""
    cells = [[escaped_in_line(cell).replace("|", "\\|") for cell in row.text.split("\t")] for row in rows]
    columns = max(map(len, cells))
    lines = [f"| {' | '.join([*row, *[''] * (columns - len(row))])} |" for row in cells]
    return "\n".join([lines[0], f"|{' --- |' * columns}", *lines[1:]])


def _items(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The list with which some lines begin; a single dash begins none, and a single sign of East Asia's neither."""
    items: list[tuple[str, str]] = []
    for line in lines:
        item = item_of(line.text)
        if item is None or not line.is_item or line.leftover == MARKS or line.is_quoted:
            break
        items.append(item)
    is_one = len(items) == 1 and items[0][0][0] in f"-–—{_SIGNS}、．"
    return [] if is_one else items


def _verses(lines: Sequence[Line]) -> list[str]:
    """The short lines with no empty one between them with which some lines begin: a poem, an address."""
    verses: list[str] = []
    for line in lines:
        is_other = line.is_item or line.leftover or line.level or line.is_row or line.is_quoted
        if (verses and not line.is_glued) or len(line.text) > _LONGEST_VERSE or is_other:
            break
        verses.append(line.text)
    return verses if len(verses) >= _VERSES else []


def _is_speaker(body: Sequence[Line], place: int) -> bool:
    """Whether a line below a quotation says whose words these are."""
    line = body[place]
    if _CITED.fullmatch(line.text) and not line.is_ended:
        return True
    below = body[place + 1] if place + 1 < len(body) else None
    is_name = line.words <= _MOST_OF_SPEAKER and not line.is_ended and not line.is_item and not line.level
    return is_name and ("," in line.text or "،" in line.text) and (below is None or below.is_ended)


def _is_subhead(line: Line, following: Line | None, *, is_interview: bool) -> bool:
    """Whether a paragraph between others is a short line that is no sentence."""
    if following is None or line.words > _SUBHEAD or line.leftover == MARKS:
        return False
    text = line.text
    is_quoted = text[:1] in _OPENING and text.rstrip(".")[-1:] in _CLOSING
    is_question = text.endswith(("?", "？", "؟")) and not is_interview
    if (is_quoted or is_question) and (line.words <= _QUESTION and len(text) < _LONGEST_VERSE):
        return following.is_long and (is_question or not re.search(r"[.!…。,，][\"”»“」』’']", text))
    if line.is_ended or is_quoted or not any(map(str.isalpha, text)):
        return False
    if line.is_item and text[0] not in _SIGNS:
        return False
    if text[0] in '"“«„「『(（—–-[':
        return False
    return (
        following.is_item
        or following.is_row
        or following.is_long
        or (following.is_ended and len(following.text) > len(text))
    )
