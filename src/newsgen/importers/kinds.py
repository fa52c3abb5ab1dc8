"""What a source is, told from its first bytes. Pure."""

import re
from dataclasses import dataclass

HEAD = 65_536
"""Bytes that are enough to tell."""
_WORDPRESS = re.compile(rb"<wp:wxr_version>|xmlns:wp=|wordpress\.org/export/", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf)", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source."""

    name: str
    """As `--as` takes it."""
    words: str
    """As messages call it."""


TEXT = Kind("text", "a text copied from a page")
WORDPRESS = Kind("wordpress", "an export of WordPress")
KINDS = (TEXT, WORDPRESS)


def kind_of(head: bytes) -> Kind | str:
    """The kind of a source that begins so; or what it is, where that cannot be imported yet."""
    plain = head.replace(b"\0", b"")
    if _WORDPRESS.search(plain):
        return WORDPRESS
    if _XML.match(plain):
        return "a document of XML, and no export of WordPress"
    if _HTML.match(plain):
        return "a page of HTML"
    if head.startswith((b"PK\3\4", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite")):
        return "no text"
    return TEXT
