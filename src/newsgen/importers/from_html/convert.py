"""The way in: a piece of HTML to Markdown. Pure."""

from typing import NamedTuple

from newsgen.importers.from_html.blocks import blocks_of, ids_in
from newsgen.importers.from_html.inline import Lines
from newsgen.importers.from_html.nodes import Element, parse


class Converted(NamedTuple):
    """What came of some HTML."""

    text: str
    """Markdown; ends with a line end unless it is empty."""
    left_out: tuple[tuple[str, str], ...] = ()
    """What was dropped, and why."""


def to_markdown(html: str) -> Converted:
    """The Markdown of a piece of HTML, as browsers understand that."""
    return markdown_of(parse(html))


def markdown_of(root: Element) -> Converted:
    """The Markdown of an element's children."""
    lines = Lines(anchors=frozenset(ids_in(root)))
    blocks = blocks_of(root.children, lines)
    text = "\n\n".join(blocks)
    return Converted(f"{text}\n" if text else "", tuple(lines.left_out))
