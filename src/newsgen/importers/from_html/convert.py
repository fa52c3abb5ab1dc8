"""The way in: a piece of HTML to Markdown. Pure."""

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from newsgen.importers.from_html.blocks import blocks_of
from newsgen.importers.from_html.inline import Lines
from newsgen.importers.from_html.nodes import Element, parse
from newsgen.importers.from_html.seen import as_seen


class Converted(NamedTuple):
    """What came of some HTML."""

    text: str
    """Markdown; ends with a line end unless it is empty."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What was dropped, and why."""


_BESIDES = (
    (
        "title",
        ("img", "iframe", "p", "div", "span", "td", "th", "figure", "video", "audio", "h2", "h3", "li", "em"),
        "a title",
    ),
    ("cite", ("blockquote", "q", "ins", "del"), "where a quotation is from"),
    ("href", ("area", "a"), "a link without a text"),
    ("alt", ("area",), "a part of a map of a picture"),
    ("src", ("track",), "the subtitles of a film"),
)
"""Attributes that say something, of which elements, and what they are."""


def _besides(root: Element) -> Iterator[tuple[str, str]]:
    for attribute, names, what in _BESIDES:
        for element in root.every(*names):
            value = element.get(attribute).strip()
            if value and (attribute != "href" or not _says(element)):
                yield value, f"{what}: `{attribute}` of <{element.name}>"


def _says(element: Element) -> bool:
    """Whether a link has something that a reader sees, or is only a place in the text."""
    return bool(element.text().strip() or [*element.every("img")]) or element.get("href").startswith("#")


def to_markdown(html: str) -> Converted:
    """The Markdown of a piece of HTML, as browsers understand that."""
    root = parse(html)
    unseen = as_seen(root, html)
    done = markdown_of(root)
    return done._replace(left_out=(*unseen, *done.left_out))


def markdown_of(root: Element) -> Converted:
    """The Markdown of an element's children."""
    lines = Lines(anchors=frozenset(_ids_in(root)))
    blocks = blocks_of(root.children, lines)
    text = "\n\n".join(blocks)
    known = f"{unescape(text)} {' '.join(each for each, _ in lines.left_out)}"
    lines.left_out += [each for each in dict.fromkeys(_besides(root)) if each[0] not in known]
    return Converted(f"{text}\n" if text else "", tuple(lines.left_out))


def _ids_in(root: Element) -> Iterator[str]:
    """The parts of the text to which its own links lead."""
    for link in root.every("a"):
        if link.get("href").startswith("#"):
            yield link.get("href")[1:]
