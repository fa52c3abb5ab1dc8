"""Headings of rendered HTML: their levels, and an address for each.

The names of the addresses follow Python-Markdown's rule, so that a link to a part of a story holds in either dialect
(tests/test_commonmark.py compares the two).
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from itertools import zip_longest

from newsgen.documents.html import values_of
from newsgen.models.body import Heading
from newsgen.renderer.attribute_lists import attributes as set_attributes
from newsgen.renderer.markup import ATTRIBUTES, show_straight

_TAG = re.compile(
    rf"<(?:(?P<end>/?)[hH](?P<level>[1-6])(?P<attributes>(?:\s{ATTRIBUTES})?)>"
    r"|!--.*?-->|(?P<script>(?i:script|style))\b.*?</(?P=script)\s*>)",
    re.DOTALL,
)
_MAY_HAVE_HEADINGS = re.compile(r"<[hH][1-6]")
_ANY_TAG = re.compile(rf"<!--.*?-->|</?[a-zA-Z](?:{ATTRIBUTES})>", re.DOTALL)
_ID = re.compile(r"""id\s*=\s*["']?([^"'\s>]+)""")
"""Of any element, or of what looks like one: a tokenizer takes too long, and a name too many costs a number only."""
_NOTE_MARK = re.compile(r'<sup id="fnref[^"]*">.*?</sup>')
_TYPED = re.compile(r"\s*\{:?\s*((?:[#.][\w:-]+\s*)+)\}\s*\Z")
_TYPED_ID = re.compile(r"\{:?[^{}<>#]*+#([\w:-]++)[^{}<>]*+\}\s*+</[hH][1-6]>")
_NO_WORD = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s]+")
_NUMBERED = re.compile(r"(.*)_([0-9]+)\Z")
_DEEPEST = 6


def anchor_headings(rendered: str, *, has_attributes: bool) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with an address at every heading, and the headings. If one is of level 1, all go down by one.

    With ``has_attributes``, `{#name .class}` at the end of a heading says its address and class.
    """
    if not _MAY_HAVE_HEADINGS.search(rendered):
        return rendered, ()
    tags = [tag for tag in _TAG.finditer(rendered) if tag["level"]]
    down = 1 if any(tag["level"] == "1" for tag in tags) else 0
    taken = _ID.findall(rendered) if tags else []
    if has_attributes and "{" in rendered:
        taken += _TYPED_ID.findall(rendered)
    anchors = _Anchors(taken)
    headings: list[Heading] = []
    pieces: list[str] = []
    done = 0
    for tag, following in zip_longest(tags, tags[1:]):
        level = min(_DEEPEST, int(tag["level"]) + down)
        pieces.append(rendered[done : tag.start()])
        done = tag.end()
        attributes, inner = tag["attributes"], ""
        if not tag["end"] and following and following["end"] and following["level"] == tag["level"]:
            inner = rendered[done : following.start()]
            done = following.start()
            typed = _TYPED.search(inner) if has_attributes and inner.endswith("}") else None
            if typed:
                inner = inner[: typed.start()]
                attributes += set_attributes(typed[1])
            text = _plain(inner)
            anchor, attributes = anchors.of(text, attributes)
            headings.append(Heading(level, text, anchor))
        pieces.append(f"<{tag['end']}h{level}{attributes}>{inner}")
    pieces.append(rendered[done:])
    return "".join(pieces), tuple(headings)


def _plain(inner: str) -> str:
    """The text of a heading, without tags and footnotes' numbers."""
    return " ".join(html.unescape(show_straight(_ANY_TAG.sub("", _NOTE_MARK.sub("", inner)))).split())


class _Anchors:
    """The addresses inside one text: each once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def of(self, text: str, attributes: str) -> tuple[str, str]:
        """The address of a heading, and its attributes with that among them."""
        own = values_of(f"<h{attributes}>").get("id") if attributes else None
        anchor = own or self.new(text)
        return anchor, attributes if own else f' id="{html.escape(anchor)}"{attributes}'

    def new(self, text: str) -> str:
        """The text in small letters, digits and hyphens of any script, with a number behind it if it is taken."""
        composed = text if text.isascii() else unicodedata.normalize("NFC", text)
        words = _NO_WORD.sub("", composed).strip().lower()
        anchor = _GAPS.sub("-", words)
        if not anchor or anchor in self._taken:
            numbered = _NUMBERED.match(anchor)
            base, count = (numbered[1], int(numbered[2])) if numbered else (anchor, 0)
            count = max(count, self._counts.get(base, 0))
            while (anchor := f"{base}_{count + 1}") in self._taken:
                count += 1
            self._counts[base] = count + 1
        self._taken.add(anchor)
        return anchor
