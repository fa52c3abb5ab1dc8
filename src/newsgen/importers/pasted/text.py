"""The lines of a copied story as Markdown: paragraphs, subheads, lists, quotations, verses. Pure."""

import re
from collections.abc import Iterator, Sequence

from newsgen.importers.markdown_text import escaped, heading, listed, quoted, verse
from newsgen.importers.pasted.line import MARKS, Line
from newsgen.importers.pasted.paragraphs import item_of

_SUBHEAD = 12
"""Words that a subhead has at most."""
_VERSES = 3
"""Short lines that make a poem, or an address."""
_LONGEST_VERSE = 60
_QUOTED = re.compile(r"[“\"«„「『].{30,}[”\"»“」』]", re.DOTALL)
_CITED = re.compile(r"[—–-]{1,2}\s*\S.{1,80}")
_CLOCK = re.compile(r"[0-2]?\d[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)


def markdown_of(body: Sequence[Line]) -> str:
    """The paragraphs of a story as Markdown."""
    return "\n\n".join(_blocks(body)) + "\n"


def _blocks(body: Sequence[Line]) -> Iterator[str]:
    place = 0
    while place < len(body):
        line, text = body[place], body[place].text
        following = body[place + 1] if place + 1 < len(body) else None
        taken = 1
        if items := _items(body[place:]):
            yield listed(items)
            taken = len(items)
        elif verses := _verses(body[place:]):
            yield verse(verses)
            taken = len(verses)
        elif line.leftover == MARKS:
            yield "---"
        elif following is not None and _QUOTED.fullmatch(text) and _CITED.fullmatch(following.text):
            yield quoted([text, following.text])
            taken = 2
        elif following is not None and _CLOCK.fullmatch(text) and not following.is_long:
            yield heading(f"{text} {following.text}", 3)  # An entry of a live report.
            taken = 2
        elif place and _is_subhead(line, following):
            yield heading(text)
        else:
            yield escaped(text)
        place += taken


def _items(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The list with which some lines begin; a single dash begins none."""
    items: list[tuple[str, str]] = []
    for line in lines:
        item = item_of(line.text)
        if item is None or line.leftover == MARKS:
            break
        items.append(item)
    return [] if len(items) == 1 and items[0][0][0] in "-–—" else items


def _verses(lines: Sequence[Line]) -> list[str]:
    """The short lines with no empty one between them with which some lines begin: a poem, an address."""
    verses: list[str] = []
    for line in lines:
        if (verses and not line.is_glued) or len(line.text) > _LONGEST_VERSE or line.is_item or line.leftover:
            break
        verses.append(line.text)
    return verses if len(verses) >= _VERSES else []


def _is_subhead(line: Line, following: Line | None) -> bool:
    """Whether a paragraph between others is a short line that is no sentence."""
    if following is None or line.is_item or line.is_ended or line.words > _SUBHEAD:
        return False
    is_line = line.text[:1] not in '“"«„「『(—–-[' and any(map(str.isalpha, line.text))
    return is_line and (
        following.is_item or following.is_long or (following.is_ended and len(following.text) > len(line.text))
    )
