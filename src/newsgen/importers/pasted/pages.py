"""Page numbers and running heads, which come along where a text is copied from pages of a PDF. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from newsgen.importers.pasted.paragraphs import are_cut
from newsgen.importers.story import LeftOut

_WORD = (
    r"page|p\.|seite|s\.|página|pág\.|pagina|pag\.|p\.|страница|стр\.|сторінка|strona|str\.|stránka|sida|side|sivu|sayfa|σελίδα|halaman|hal\.|trang|หน้า|"
    r"صفحة|صفحه|עמוד|पृष्ठ|쪽|페이지"
)
_NUMBER = re.compile(
    rf"[-–—•|\s]*(?:(?:{_WORD})\s*)?\d{{1,4}}(?:\s*(?:/|of|von|de|sur|из|di|van|z)\s*\d{{1,4}})?[-–—•|\s]*|第?\s*\d{{1,4}}\s*[页頁ページ]+",
    re.IGNORECASE,
)  # fmt: skip
_NEAR = 2
"""Lines between a page number or the cut between two pages, and the running head beside it."""
_NEAREST = 3
"""Lines of a page at least."""
_LONGEST = 80
"""Letters of a running head."""


def without_pages(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """The lines without page numbers and running heads, and these; of a text that has no pages, all lines."""
    has_cut = "\f" in lines
    if not has_cut and not are_cut(list(lines)) and not _are_counted(lines):
        return list(lines), []
    numbers = {place for place, line in enumerate(lines) if line and line != "\f" and _NUMBER.fullmatch(line)}
    cuts = numbers | {place for place, line in enumerate(lines) if line == "\f"}
    if not cuts:
        return list(lines), []
    heads = _running_heads(lines, cuts)
    kept: list[str] = []
    left: list[LeftOut] = []
    for place, line in enumerate(lines):
        if place in numbers or place in heads:
            left.append(LeftOut(line, "a page number" if place in numbers else "a running head"))
        elif line != "\f":
            kept.append(line)
            continue
        _close_gap(kept, lines, place, {*cuts, *heads})
    return kept, left


def _are_counted(lines: Sequence[str]) -> bool:
    """Whether page numbers stand far from one another, each one more than that above."""
    places = [place for place, line in enumerate(lines) if line and _NUMBER.fullmatch(line)]
    numbers = [int(re.findall(r"\d+", lines[place])[0]) for place in places]
    are_far = all(later - sooner > _NEAREST for sooner, later in pairwise(places))
    return len(places) > 1 and are_far and all(later == sooner + 1 for sooner, later in pairwise(numbers))


def _running_heads(lines: Sequence[str], cuts: set[int]) -> set[int]:
    """Places of lines that stand beside several cuts, whatever their numbers are."""
    plain = [re.sub(r"\d+", "#", line) for line in lines]
    filled = [place for place, line in enumerate(lines) if line and line != "\f"]
    at = {place: number for number, place in enumerate(filled)}
    edges = {at[place] for place in cuts if place in at} | {
        sum(each < place for each in filled) for place in cuts if place not in at
    }
    beside = [place for place in filled if any(abs(at[place] - edge) <= _NEAR for edge in edges) or at[place] <= 1]
    counts = Counter(plain[place] for place in filled)
    found = {
        place
        for place in beside
        if counts[plain[place]] > 1 and len(lines[place]) <= _LONGEST and place not in cuts and lines[place]
    }
    # The headline may be the running head of later pages: there is no other line that could be it.
    first = next(iter(filled), -1)
    if first in found and not any(map(str.isdigit, lines[first])):
        found.discard(first)
    return found


def _close_gap(kept: list[str], lines: Sequence[str], place: int, gone: set[int]) -> None:
    """Takes away the empty lines around the end of a page in the middle of a paragraph."""
    below = next((lines[each] for each in range(place + 1, len(lines)) if lines[each] and each not in gone), "")
    last = next((line for line in reversed(kept) if line), "")
    if last and below and not last.endswith((".", "!", "?", "。", ":", "”", "»", '"')) and not below[:1].isupper():
        while kept and not kept[-1]:
            kept.pop()
