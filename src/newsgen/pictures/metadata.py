"""What a picture's file says in words: who made it, what it shows, what may be done with it.

Read from XMP, IPTC and EXIF, in this order, and written as XMP and EXIF into what is made of it. Nothing else of a
file's metadata is carried over: neither places nor devices nor times. https://iptc.org/std/photometadata/specification/
"""

import re
import struct
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

MISTAKES = (OSError, ValueError, SyntaxError, IndexError, KeyError, TypeError, EOFError, OverflowError, struct.error)
"""What Pillow may raise at bytes that are no picture."""
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "BMP", "MPO")
"""Pillow's names of what newsgen decodes: no others are tried, however a file begins."""
_LONGEST = 2_000
_LARGEST_XMP = 1 << 20
_DESCRIPTION = 0x010E
"""A tag of EXIF, as are the next two."""
_ARTIST = 0x013B
_COPYRIGHT = 0x8298
_CAMERAS = re.compile(r"(?i)\A(?:olympus|sony|samsung|nikon|canon|minolta|kodak|digital)\b.{0,20}(?:camera|dsc)?\Z")
"""What cameras write where a description belongs."""
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


class PictureWords(NamedTuple):
    """What is said of a picture in its file; each is empty where nothing is."""

    caption: str = ""
    creator: str = ""
    credit: str = ""
    """The line that is to be printed, such as ``Jane Roe/Example News``."""
    source: str = ""
    copyright: str = ""
    terms: str = ""
    """Of use."""
    rights_url: str = ""
    digital_source: str = ""
    """How it was made: a term of https://cv.iptc.org/newscodes/digitalsourcetype/."""

    @property
    def credit_line(self) -> str:
        """What stands beneath a picture: whoever made it, and whom it came through."""
        if not self.creator or self.creator.casefold() in self.credit.casefold():
            return self.credit or self.creator
        return f"{self.creator} / {self.credit}" if self.credit else self.creator

    def only(self, keep: Collection[str]) -> "PictureWords":
        """Those that are to be kept: of ``caption``, ``credit`` and ``copyright``."""
        return PictureWords(
            **{name: text for name, text in self._asdict().items() if _GROUPS.get(name, "copyright") in keep}
        )


_GROUPS = {"caption": "caption", "creator": "credit", "credit": "credit", "source": "credit"}
_PROPERTIES: Mapping[str, str] = {
    "caption": "dc:description",
    "creator": "dc:creator",
    "credit": "photoshop:Credit",
    "source": "photoshop:Source",
    "copyright": "dc:rights",
    "terms": "xmpRights:UsageTerms",
    "rights_url": "xmpRights:WebStatement",
    "digital_source": "Iptc4xmpExt:DigitalSourceType",
}
"""Field to its name in XMP."""
_CONTAINERS = {"dc:description": "Alt", "dc:rights": "Alt", "xmpRights:UsageTerms": "Alt", "dc:creator": "Seq"}
_IPTC: Mapping[str, int] = {"caption": 120, "creator": 80, "credit": 110, "source": 115, "copyright": 116}


def words_of(picture: "ImageFile") -> PictureWords:
    """What the file of a picture says, that has been opened and need not have been decoded."""
    found = [_from_xmp(picture), _from_iptc(picture), _from_exif(picture)]
    names = PictureWords._fields
    return PictureWords(*(_clean(next((each[name] for each in found if each.get(name)), "")) for name in names))


def xmp_of(words: PictureWords) -> bytes:
    """The words as a packet of XMP; empty where there are none."""
    lines = [_property(_PROPERTIES[name], text) for name, text in words._asdict().items() if text]
    if not lines:
        return b""
    spaces = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _NAMESPACES.items())
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {spaces}>{"".join(lines)}</rdf:Description></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    )
    return packet.encode()


def exif_of(words: PictureWords) -> bytes:
    """Maker and copyright as EXIF, for programs that do not read XMP; empty where neither is known."""
    from PIL.Image import Exif  # noqa: PLC0415 - Pillow is imported where pictures are made, and nowhere else

    exif = Exif()
    for tag, text in ((_ARTIST, words.creator), (_COPYRIGHT, words.copyright)):
        if text:
            exif[tag] = text
    return exif.tobytes() if len(exif) else b""


def _property(name: str, text: str) -> str:
    inside = escape(text)
    if (container := _CONTAINERS.get(name)) is not None:
        language = ' xml:lang="x-default"' if container == "Alt" else ""
        inside = f"<rdf:{container}><rdf:li{language}>{inside}</rdf:li></rdf:{container}>"
    return f"<{name}>{inside}</{name}>"


def _clean(text: str) -> str:
    """A text of somebody else's file: one line, of a length that can be shown, without what is no letter."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * _LONGEST])
    return " ".join(shown.split())[:_LONGEST]


def _from_xmp(picture: "ImageFile") -> dict[str, str]:
    packet = picture.info.get("xmp", b"") or picture.info.get("XML:com.adobe.xmp", "")
    packet = packet.encode("utf-8", "replace") if isinstance(packet, str) else bytes(packet)
    packet = packet.strip(b"\0 \r\n\t")
    # No packet has a document type; one that has may be made to swell.
    if not packet or len(packet) > _LARGEST_XMP or b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        return {}
    try:
        root = ET.fromstring(packet)  # noqa: S314 - has no document type, and so no entity
    except ET.ParseError:
        return {}
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for name, known in _PROPERTIES.items():
            prefix, _, local = known.partition(":")
            full = f"{{{_NAMESPACES[prefix]}}}{local}"
            text = description.get(full) or ", ".join(_texts(description.find(full)))
            if text:
                found.setdefault(name, text)
    return found


def _texts(element: ET.Element | None) -> Iterator[str]:
    """The values of a property: one; those of a list; or the first of a list of languages."""
    if element is None:
        return
    items = list(element.iter(f"{_RDF}li"))
    if element.find(f"{_RDF}Alt") is not None:
        items = items[:1]
    for each in items or [element]:
        if text := (each.text or "").strip():
            yield text


def _from_iptc(picture: "ImageFile") -> dict[str, str]:
    from PIL.IptcImagePlugin import getiptcinfo  # noqa: PLC0415 - as above

    try:
        record = getiptcinfo(picture)
    except (SyntaxError, ValueError, IndexError, OSError, KeyError, TypeError):
        return {}
    if not record:
        return {}
    found = {name: _joined(record.get((2, number))) for name, number in _IPTC.items()}
    return {name: text for name, text in found.items() if text}


def _joined(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(_decoded(each) for each in values if isinstance(each, bytes))


def _decoded(value: bytes) -> str:
    """UTF-8 where it is such, else what Western programs wrote before."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")


def _from_exif(picture: "ImageFile") -> dict[str, str]:
    try:
        exif = picture.getexif()
    except (SyntaxError, ValueError, OSError, KeyError, TypeError, IndexError):
        return {}
    found = {}
    for name, tag in (("caption", _DESCRIPTION), ("creator", _ARTIST), ("copyright", _COPYRIGHT)):
        value = exif.get(tag, "")
        text = _decoded(value) if isinstance(value, bytes) else str(value)
        # Pillow reads what is not ASCII as Latin-1; most of it is UTF-8.
        text = _decoded(text.encode("latin-1", "ignore")) if not text.isascii() else text
        if text.strip("\0 ") and not (name == "caption" and _CAMERAS.match(text.strip("\0 "))):
            found[name] = text.strip("\0 ")
    return found
