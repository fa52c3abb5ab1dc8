"""Cuts a text into what a reader sees as paragraphs, however its lines were broken. Pure."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

_NUMBER = r"[(（]?\d{1,2}(?:[.)）．]-?\s+|[、．）](?=\D))(?=\S)|[①-⑳⑴-⒇]\s*(?=\S)"
_ITEM = re.compile(rf"(?:[•‣▪◦●○■□►▶▸▹➢➤✓✔❖◆★·・⁃∙*]|[-–—](?=\s))\s*(?=[^\s*•·-])|{_NUMBER}")
_QUOTED = re.compile(r"(?:>\s?)+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffc]")
_BLANKS = re.compile(r"[^\S\n]+")
_ENDS = tuple(".!?:;…。！？：”»\"')]）」』】。؟۔।")
_NARROWEST = 45
_WIDEST = 110
"""Letters of lines that a program has cut, as in mails and old text files."""
_COLUMN = 28
"""Letters of lines in columns, of which more must be alike."""
_FEWEST = 3
"""Lines that have one below them, of which it can be told whether they are cut."""
_FULL = 0.7
"""Of the longest line, so much is a line that was cut."""
_ALIKE = 0.75
"""Of all lines but the last ones of paragraphs, so many are nearly as long as the longest."""


class Paragraph(NamedTuple):
    """A paragraph, an item of a list with its mark, or a row of a table with tabs between its cells."""

    text: str
    is_glued: bool = False
    """Whether no empty line stands before it, in a text that has such lines: a verse, a line of an address, a menu."""
    is_quoted: bool = False
    """Whether ``>`` stands before it, as in mails."""


def lines_of(text: str) -> list[str]:
    """The lines of a text, without what nobody sees; tabs stay where lines below one another have as many."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = text.replace("\u00ad\n", "-\n").replace("\u2029", "\n\n").replace("\x0b", "\n")
    lines = [line.strip(" \u3000\u00a0") for line in _UNSEEN.sub("", text).replace("\f", "\n\f\n").split("\n")]
    rows = _rows(lines)
    return [
        "\t".join(_BLANKS.sub(" ", cell).strip() for cell in line.rstrip("\t").split("\t"))
        if place in rows
        else "\f"
        if line == "\f"
        else _BLANKS.sub(" ", line).strip()
        for place, line in enumerate(lines)
    ]


def _rows(lines: list[str]) -> set[int]:
    """Places of lines that are rows of a table: two below one another at least have as many tabs."""
    tabs = [line.strip("\t").count("\t") for line in lines]
    found = {place for place, (one, other) in enumerate(pairwise(tabs)) if one and one == other}
    return found | {place + 1 for place in found}


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text. Items of a list are paragraphs of their own, each with its mark."""
    return paragraphs_of([line for line in lines_of(text) if line != "\f"])


def paragraphs_of(lines: list[str]) -> list[Paragraph]:
    """The paragraphs of the lines of a text."""
    marks = [_QUOTED.match(line) is not None and len(line) > 1 for line in lines]
    lines = [
        _QUOTED.sub("", line, count=1) if mark or line == ">" else line for line, mark in zip(lines, marks, strict=True)
    ]
    joins = are_cut(lines)
    full = _FULL * max((width(line) for line in lines if "\t" not in line), default=0) if joins else 0
    has_gaps = any(not line for line in lines[1:-1])
    everything = "\n".join(lines)
    found: list[Paragraph] = []
    is_open, last = False, ""
    for line, is_quoted in zip(lines, marks, strict=True):
        if not line:
            is_open = False
            continue
        is_other = "\t" in line or (found and ("\t" in found[-1].text or found[-1].is_quoted != is_quoted))
        joins_here = joins or is_quoted
        is_cut = joins_here and (is_quoted or width(last) >= full or line[:1].islower())
        if is_open and is_cut and not is_other and not _ITEM.match(line):
            found[-1] = found[-1]._replace(text=_joined(found[-1].text, line, everything))
        else:
            found.append(Paragraph(line, is_open and has_gaps and not joins_here, is_quoted))
            is_open = True
        last = line
        if joins and line.endswith(_ENDS) and width(line) < _NARROWEST:
            is_open = False
    return found


def item_of(paragraph: str) -> tuple[str, str] | None:
    """The mark of an item of a list, and its text; None of any other paragraph."""
    match = _ITEM.match(paragraph)
    return (match[0].strip(), paragraph[match.end() :]) if match else None


def width(line: str) -> int:
    """How wide a line is, in Latin letters."""
    return len(line) + sum(unicodedata.east_asian_width(char) in "WF" for char in line if not char.isascii())


def are_cut(lines: list[str]) -> bool:
    """Whether a program has cut the lines to one width, so that a paragraph has several."""
    pairs = [(line, below) for line, below in pairwise(lines) if line and below and not _ITEM.match(below)]
    inner = [line for line, _ in pairs if "\t" not in line]
    if len(inner) < _FEWEST:
        return False
    longest = max(map(width, inner))
    if _COLUMN <= longest <= _WIDEST and _goes_on(pairs, longest):
        return True
    near = sum(width(line) > longest - 20 for line in inner)
    unended = sum(not line.endswith(_ENDS) for line in inner)
    alike = _ALIKE
    if _COLUMN <= longest < _NARROWEST:  # Verses are as short, but not alike.
        near = sum(width(line) > longest - 8 for line in inner)
        alike = 0.85 if len(inner) > 2 * _FEWEST else 2
    is_narrow = _COLUMN <= longest <= _WIDEST
    return is_narrow and near >= alike * len(inner) and unended >= alike * len(inner) * 0.6


def _goes_on(pairs: list[tuple[str, str]], longest: int) -> bool:
    """Whether most full lines go on with a small letter below: no paragraph begins so."""
    below = [following for line, following in pairs if width(line) >= _FULL * longest]
    small = sum(following[:1].islower() for following in below)
    return small >= _FEWEST and 2 * small >= len(below)


def _joined(above: str, line: str, everything: str) -> str:
    """Two lines as one: a hyphen at the cut goes where small letters follow; Chinese and Japanese need no blank."""
    if re.search(r"[^\W\d_]-\Z", above) and line[:1].islower():
        first, second = re.split(r"\W", above[:-1])[-1], re.split(r"\W", line)[0]
        # A word that has its hyphen elsewhere in the text keeps it.
        return above + line if f"{first}-{second}" in everything else above[:-1] + line
    is_dense = unicodedata.east_asian_width(above[-1]) in "WF" and unicodedata.east_asian_width(line[0]) in "WF"
    is_hangul = "가" <= above[-1] <= "힣"
    return above + ("" if is_dense and not is_hangul else " ") + line
