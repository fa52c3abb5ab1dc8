"""What the head of a picture's file says, without decoding the picture."""

import re
import warnings
from typing import IO, TYPE_CHECKING

from newsgen.models.picture import MOST_PIXELS, UNREAD, PictureFacts
from newsgen.pictures.metadata import FORMATS, MISTAKES, words_of

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile


_ORIENTATION = 0x0112
_TURNED = 5
"""The ways to turn a picture from here on change width and height."""


def facts_of(file: IO[bytes]) -> PictureFacts:
    """The facts of a picture whose file is open."""
    from PIL import Image  # noqa: PLC0415 - few builds have a picture to look at

    with warnings.catch_warnings():
        # The limit is our own: above it nothing is decoded.
        warnings.simplefilter("ignore")
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            with Image.open(file, formats=FORMATS) as picture:
                return _facts(picture)
        except MISTAKES:
            return _facts_of_unread(file)
        finally:
            Image.MAX_IMAGE_PIXELS = limit


_SIGNS = re.compile(
    rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8|II\*\0|MM\0\*|....ftyp|\xff\x0a|\0\0\0\x0c(?:JXL |jP  )", re.DOTALL
)
"""How files of pictures begin, those included that newsgen does not decode (HEIC, JPEG XL, JPEG 2000)."""


def _facts_of_unread(file: IO[bytes]) -> PictureFacts:
    file.seek(0)
    if _SIGNS.match(file.read(12)) is None:
        return PictureFacts(fault="it is no picture that newsgen can read")
    return PictureFacts(kind=UNREAD, fault="newsgen cannot read it, nor take out where it was taken")


def _facts(picture: "ImageFile") -> PictureFacts:
    width, height = picture.size
    kind = (picture.format or "").lower()
    kind = "jpeg" if kind == "mpo" else kind  # A JPEG of several pictures, as telephones make; the first counts.
    if width * height > MOST_PIXELS:
        fault = f"it has {width:,} × {height:,} pixels, too many for a browser"
        return PictureFacts(width, height, kind, fault=fault)
    if orientation_of(picture) >= _TURNED:
        width, height = height, width
    words = words_of(picture)
    is_still = kind in {"jpeg", "tiff"} or getattr(picture, "n_frames", 1) == 1
    return PictureFacts(width, height, kind, is_still, words.caption, words.credit_line)


def orientation_of(picture: "ImageFile") -> int:
    """How the picture is turned, as in EXIF; 1 for upright."""
    try:
        value = picture.getexif().get(_ORIENTATION, 1)
    except MISTAKES:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004 - EXIF's own values
