"""Pages of HTML as readers read them: by a browser's parser, where the index of search has means of its own."""

import re
import unicodedata

from selectolax.lexbor import LexborHTMLParser

from newsgen.searcher.words import folded_letters

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd label mark q s samp small span strong sub tt u var wbr"
    .split()
)  # fmt: skip
"""Elements that part no words."""
_UNREAD = "script, style, template, noscript, nav, header, footer, aside, form, button, select"
_BORDER = "\ufdd0"
"""Stands in no text."""
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def page_of(html: str, *, is_built: bool = False) -> tuple[str, list[str]]:
    """The headline of a page and the blocks of its text: of the whole body, or of the text of a story that is built."""
    tree = LexborHTMLParser(html)
    headlines = [_in_one_line(found.text()) for name in ("h1", "title") for found in tree.css(name)[:1]]
    headline = next(filter(None, headlines), "")
    text = tree.css_first("div.text" if is_built else "body")
    if text is None:
        return headline, []
    while (unread := text.css_first(_UNREAD)) is not None:  # One at a time: it may have others inside.
        unread.decompose()
    for element in text.css("*"):
        if element.tag not in _INLINE:
            element.insert_before(_BORDER)
            element.insert_after(_BORDER)
    return headline, [block for block in map(_in_one_line, text.text().split(_BORDER)) if block]


def _in_one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def as_compared(text: str) -> str:
    """A text in the letters that search compares, and one blank where it has some; signs stay where they are."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(folded_letters(seen).split())
