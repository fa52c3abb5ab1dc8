"""HTML in lines of front matter, which are plain text: `Tom &amp; Jerry` shows as it was typed, and is told. Pure."""

import html
import re
from html.entities import html5

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Node, Scalar, Sequence
from newsgen.errors import shortened
from newsgen.models.rules import LEFTOVER_CODE

LINES = frozenset({"title", "kicker", "subtitle", "dateline", "summary"})
"""Fields of one line of plain text."""
_REFERENCE = re.compile(r"&(?:\#(?:\d{2,6}|x[0-9a-f]{2,5});|(?P<name>[a-z]{2,8}\d{0,2};))", re.IGNORECASE)
_ELEMENT = re.compile(
    r"<(?P<name>em|i|b|strong|span|su[bp]|p|a|small|u|cite|q|font|div|s)\b[^<>]*>(?P<text>.*?)</(?P=name)\s*>|<br\s*/?>",
    re.IGNORECASE | re.DOTALL,
)


def tell_typed_html(fields: FieldReader, key: str, node: Node) -> None:
    """Warns of HTML in a line, or in any of the names of a list."""
    for scalar in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(scalar, Scalar) and ("&" in scalar.text or "<" in scalar.text) and (found := _first(scalar.text)):
            mend = shortened(f"write it as it is to be read: {plain(scalar.text)}")
            what = f"`{key}` holds HTML, which shows as it was typed: {found}"
            fields.warn(scalar, what, mend, rule=LEFTOVER_CODE)


def _first(text: str) -> str:
    """The first piece of HTML in a text; empty where there is none."""
    if element := _ELEMENT.search(text):
        return element[0].partition(">")[0] + ">"
    references = (match for match in _REFERENCE.finditer(text) if not match["name"] or match["name"] in html5)
    return next((match[0] for match in references), "")


def plain(text: str) -> str:
    """The text as a browser would show it."""
    without = text
    while (shorter := _ELEMENT.sub(lambda match: match["text"] or " ", without)) != without:
        without = shorter
    return " ".join(html.unescape(without).split())
