"""The icons of a publication, drawn: bytes in, bytes out.

A logo of pixels is the icon itself. Else it is the letter under which the title is filed, in the face of headlines, on
the accent colour; and for a title in a script that the face does not have, a sheet of newspaper.
"""

import io
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from newsgen.models.page import IconContext

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_ICO_SIZES = (16, 32, 48)
_FINE = 2
"""A sheet is drawn so many times as large, and then made smaller: its edges are smooth, as those of letters are."""
_COLORS = 32
_LETTER = 0.72
"""How high a capital is, of the height of the icon."""
_LOGO = 0.86
"""How much of a side a logo may take where it must not touch the edge."""
MOST_PIXELS = 50_000_000
"""Of a logo: more would take the memory of a small machine."""


class IconError(ValueError):
    """What is wrong with a logo."""


@lru_cache(maxsize=16)
def draw_icon(context: IconContext, face: Callable[[], bytes], logo: bytes) -> bytes:
    """The file of an icon: PNG, or ICO where its name ends so. Of the same things the same is drawn once in a process.

    Args:
        context: What it shows.
        face: Gives the TrueType file of the face of headlines.
        logo: The file of the logo, if there is one.

    Raises:
        IconError: The logo cannot be read; it says why.
    """
    if context.logo:
        picture = _read(logo)
        return _written(context, lambda size: _of_logo(picture, size, context))
    return _written(context, lambda size: _of_letter(size, context, face))


def _written(context: IconContext, drawn: "Callable[[int], Image.Image]") -> bytes:
    file = io.BytesIO()
    if context.size:
        drawn(context.size).save(file, "PNG", optimize=True)
    else:
        *small, largest = map(drawn, _ICO_SIZES)
        largest.save(file, "ICO", sizes=[(size, size) for size in _ICO_SIZES], append_images=small)
    return file.getvalue()


def _read(logo: bytes) -> "Image.Image":
    from PIL.Image import open as read_image  # noqa: PLC0415 - a build that draws nothing need not load it

    try:
        with read_image(io.BytesIO(logo)) as picture:
            pixels = picture.width * picture.height
            if pixels <= MOST_PIXELS:
                return picture.convert("RGBA")
    except Exception as error:  # of which kind, the decoders do not promise
        raise IconError("cannot be read as a picture") from error
    raise IconError(f"has {pixels:,} pixels; the limit is {MOST_PIXELS:,}")


def _of_logo(logo: "Image.Image", size: int, context: IconContext) -> "Image.Image":
    """The logo as large as fits; on paper where the icon must not be transparent."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    room = round(size * _LOGO) if context.is_opaque else size
    fitted = ImageOps.contain(logo, (room, room), Image.Resampling.LANCZOS)
    whole = Image.new("RGBA", (size, size), context.paper if context.is_opaque else "#00000000")
    whole.alpha_composite(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2))
    return whole.convert("RGB") if context.is_opaque else whole


def _of_letter(size: int, context: IconContext, face: Callable[[], bytes]) -> "Image.Image":
    from PIL import Image, ImageDraw  # noqa: PLC0415 - as above

    font = _font(face, context.letter, size)
    side = size if font else size * _FINE
    whole = Image.new("RGB", (side, side), context.accent)
    draw = ImageDraw.Draw(whole)
    if font is None:
        _draw_sheet(draw, side, context)
        whole = whole.resize((size, size), Image.Resampling.LANCZOS)
    else:
        left, top, right, bottom = font.getbbox(context.letter)
        where = ((side - (right - left)) / 2 - left, (side - (bottom - top)) / 2 - top)
        draw.text(where, context.letter, fill=context.paper, font=font)
    # Two colours and what lies between them.
    return whole.quantize(_COLORS)


def _font(face: Callable[[], bytes], letter: str, side: int) -> "ImageFont.FreeTypeFont | None":
    """The face, so large that the letter fills the icon; None where it does not have that letter."""
    from PIL import ImageFont  # noqa: PLC0415 - as above

    # Letters are laid out as simply as they can be, so that icons do not hang on a library that may be missing.
    layout = ImageFont.Layout.BASIC
    font = ImageFont.truetype(io.BytesIO(face()), side, layout_engine=layout)
    if not letter or bytes(font.getmask(letter)) == bytes(font.getmask("\uffff")):
        return None
    _, top, _, bottom = font.getbbox("H")
    left, above, right, below = font.getbbox(letter)
    most = 0.84 * side / max(right - left, below - above, 1)
    return ImageFont.truetype(
        io.BytesIO(face()), side * min(_LETTER * side / (bottom - top), most), layout_engine=layout
    )


def _draw_sheet(draw: "ImageDraw.ImageDraw", side: int, context: IconContext) -> None:
    """A sheet of newspaper: a bar for the name, a picture, and lines."""
    unit = side / 32
    for left, top, right, bottom, color in (
        (5, 5, 27, 27, context.paper),
        (8, 8, 24, 12, context.accent),
        (8, 15, 15, 24, context.accent),
        (17, 15, 24, 17, context.accent),
        (17, 18.5, 24, 20.5, context.accent),
        (17, 22, 24, 24, context.accent),
    ):
        draw.rectangle((left * unit, top * unit, right * unit - 1, bottom * unit - 1), fill=color)
