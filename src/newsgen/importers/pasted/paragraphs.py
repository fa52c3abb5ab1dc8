"""Cuts a text into what a reader sees as paragraphs, however its lines were broken. Pure."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

_ITEM = re.compile(r"(?:[•‣▪◦●○■□►▶·⁃∙*]|[-–—](?=\s))\s*(?=\S)|\(?\d{1,2}[.)]\s+(?=\S)")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffc]")
_BLANKS = re.compile(r"[^\S\n]+")
_ENDS = tuple(".!?:;…。！？：”»\"')]）」』】。؟۔।")
_NARROWEST = 45
_WIDEST = 110
"""Letters of lines that a program has cut, as in mails and old text files."""
_ALIKE = 0.75
"""Of all lines but the last ones of paragraphs, so many are nearly as long as the longest."""


class Paragraph(NamedTuple):
    """A paragraph, or an item of a list with its mark."""

    text: str
    is_glued: bool = False
    """Whether no empty line stands before it, in a text that has such lines: a verse, a line of an address, a menu."""


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text. Items of a list are paragraphs of their own, each with its mark."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    text = _UNSEEN.sub("", text).replace("\u2029", "\n\n").replace("\f", "\n\n").replace("\x0b", "\n")
    lines = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    joins = _are_cut(lines)
    has_gaps = any(not line for line in lines[1:-1])
    found: list[Paragraph] = []
    is_open = False
    for line in lines:
        if not line:
            is_open = False
        elif is_open and joins and not _ITEM.match(line):
            found[-1] = Paragraph(_joined(found[-1].text, line), found[-1].is_glued)
        else:
            found.append(Paragraph(line, is_open and has_gaps and not joins))
            is_open = True
        if joins and line.endswith(_ENDS) and len(line) < _NARROWEST:
            is_open = False
    return found


def item_of(paragraph: str) -> tuple[str, str] | None:
    """The mark of an item of a list, and its text; None of any other paragraph."""
    match = _ITEM.match(paragraph)
    return (match[0].strip(), paragraph[match.end() :]) if match else None


def _are_cut(lines: list[str]) -> bool:
    """Whether a program has cut the lines to one width, so that a paragraph has several."""
    inner = [line for line, following in pairwise(lines) if line and following and not _ITEM.match(following)]
    if len(inner) < 3:  # noqa: PLR2004 - of fewer nothing can be told
        return False
    longest = max(map(len, inner))
    near = sum(len(line) > longest - 20 for line in inner)
    unended = sum(not line.endswith(_ENDS) for line in inner)
    is_narrow = _NARROWEST <= longest <= _WIDEST
    return is_narrow and near >= _ALIKE * len(inner) and unended >= _ALIKE * len(inner) * 0.6


def _joined(above: str, line: str) -> str:
    """Two lines as one: a hyphen at the cut goes where small letters follow; Chinese and Japanese need no blank."""
    if re.search(r"[a-zà-ÿ]-\Z", above) and line[:1].islower():
        return above[:-1] + line
    is_dense = unicodedata.east_asian_width(above[-1]) in "WF" and unicodedata.east_asian_width(line[0]) in "WF"
    is_hangul = "가" <= above[-1] <= "힣"
    return above + ("" if is_dense and not is_hangul else " ") + line
