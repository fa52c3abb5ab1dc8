"""Whether a file says where it was made: a picture, what a camera has kept of one, a drawing that holds one, a film."""

import binascii
import io
import re
from base64 import b64decode

from newsgen.pictures.metadata import FORMATS, MISTAKES

_GPS = 0x8825
"""A tag of EXIF: a table of its own."""
_PLACES = (26, 27, 90, 92, 95, 100, 101)
"""Numbers of what IPTC says of places."""
_WORDS = re.compile(rb"(?i)GPSL(?:atitude|ongitude)|(?:photoshop:(?:City|State|Country)|:Location)(?:>|=\")")
_FILM = re.compile(rb"com\.apple\.quicktime\.location\.ISO6709|\xa9xyz.{4}[+-]\d\d[\d.]*[+-]\d{3}", re.DOTALL)
"""How films (MOV, MP4, 3GP) name the place: ISO 6709 behind the name of an atom."""
_PICTURES = re.compile(rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8|II[*U]|MM\0\*|....ftyp(?:avi|hei|mif)", re.DOTALL)
_FILMS = re.compile(rb"....(?:ftyp|moov|mdat|free|wide|skip)", re.DOTALL)
_DRAWN = re.compile(rb"data:image/(?:jpeg|png|webp|tiff|avif);base64,([A-Za-z0-9+/=\s]+)")
_HEAD = 12


def tells_place(content: bytes) -> bool:
    """Whether the bytes of a file say where it was made. What kind of file it is they say themselves, not its name."""
    head = content[:_HEAD]
    if _PICTURES.match(head):
        return bool(_WORDS.search(content)) or _has_place(content)
    return film_tells_place(content) if _FILMS.match(head) else False


def film_tells_place(piece: bytes) -> bool:
    """Whether a piece of a film says where it was made."""
    return _FILM.search(piece) is not None


def drawing_tells_place(content: bytes) -> bool:
    """Whether a drawing (SVG) says where it was made, or holds a picture that does."""
    return bool(_WORDS.search(content)) or any(tells_place(_decoded(held[1])) for held in _DRAWN.finditer(content))


def _decoded(typed: bytes) -> bytes:
    try:
        return b64decode(typed)
    except binascii.Error:
        return b""


def _has_place(content: bytes) -> bool:
    """Whether EXIF or IPTC name a place."""
    from PIL import Image  # noqa: PLC0415 - as above
    from PIL.IptcImagePlugin import getiptcinfo  # noqa: PLC0415 - as above

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            iptc = getiptcinfo(picture) or {}
            return bool(picture.getexif().get_ifd(_GPS)) or any((2, number) in iptc for number in _PLACES)
    except (*MISTAKES, Image.DecompressionBombError):
        return False
