"""XML of a source: no entity is filled in, and no document that defines one is read. Pure."""

import re
from xml.etree.ElementTree import Element, ParseError

_DOCTYPE = re.compile(
    rb"<!DOCTYPE\s+[\w:.-]+(?:\s+(?:SYSTEM|PUBLIC)(?:\s+(?:\"[^\"<>]*\"|'[^'<>]*'))*)?\s*>", re.IGNORECASE
)
"""A line that names a document's kind, and defines nothing."""
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_AMPERSAND = re.compile(rb"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")


class XmlError(Exception):
    """A document cannot be read; the message says why."""


def read_xml(content: bytes) -> Element:
    """The root of a document.

    Raises:
        XmlError: It is not well-formed, or defines entities.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only where there is XML
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415

    content = _DOCTYPE.sub(b"", content, count=1)
    try:
        try:
            root: Element = fromstring(content, forbid_dtd=True)
        except (ParseError, ValueError):
            if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
                raise
            root = fromstring(_AMPERSAND.sub(b"&amp;", _CONTROL.sub(b"", content)), forbid_dtd=True)
    except DefusedXmlException:
        raise XmlError("it has a DOCTYPE that defines something, which may hide anything") from None
    except (ParseError, ValueError, LookupError) as error:
        raise XmlError(f"it is not well-formed: {error}") from None
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element | None) -> str:
    """All text in an element, on one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
