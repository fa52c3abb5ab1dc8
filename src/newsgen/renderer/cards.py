"""Draws the picture for previews of a story's link: its headline, its section, and the name of the publication."""

import io
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from newsgen.models.page import CardContext

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH = 1200
HEIGHT = 630
_MARGIN = 80
_BAR = 18
"""The stripe of accent at the top."""
_SIZES = (92, 80, 70, 62, 54, 48)
"""In which a headline is tried, the largest first."""
_MOST_LINES = 5
_LEADING = 1.12
_KICKER = 34
_NAME = 40
_INK = "#1c1a17"
_RULE = "#d8d2c5"
_COLORS = 48


def draw_card(context: CardContext, face: Callable[[], bytes]) -> bytes:
    """A PNG of WIDTH × HEIGHT pixels. ``face`` gives the TrueType file of the face of headlines."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - a build that draws nothing need not load it

    card = Image.new("RGB", (WIDTH, HEIGHT), context.paper)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, WIDTH, _BAR), fill=context.accent)
    top = _MARGIN + 10
    if context.kicker:
        kicker = _fitted(context.kicker, _font(face, _KICKER))
        draw.text((_MARGIN, top), kicker, fill=context.accent, font=_font(face, _KICKER))
        top += round(_KICKER * 1.7)
    name = _font(face, _NAME)
    foot = HEIGHT - _MARGIN - _NAME
    draw.line((_MARGIN, foot - 24, WIDTH - _MARGIN, foot - 24), fill=_RULE, width=2)
    draw.text((_MARGIN, foot), _fitted(context.nameplate, name), fill=_INK, font=name)
    _draw_headline(draw, context.title, face, top, foot - 48)
    file = io.BytesIO()
    # Two colours and what lies between them.
    card.quantize(_COLORS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_headline(draw: "ImageDraw.ImageDraw", title: str, face: Callable[[], bytes], top: int, bottom: int) -> None:
    """The headline, as large as fits."""
    for size in _SIZES:
        font = _font(face, size)
        lines = _lines(title, font)
        if len(lines) * size * _LEADING <= bottom - top and len(lines) <= _MOST_LINES:
            break
    room = max(1, int((bottom - top) / (size * _LEADING)))
    if len(lines) > room:
        lines = [*lines[: room - 1], _fitted(" ".join(lines[room - 1 :]), font)]
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + number * size * _LEADING), line, fill=_INK, font=font)


def _lines(text: str, font: "ImageFont.FreeTypeFont") -> list[str]:
    """The words in lines that fit between the margins; a word that is longer is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(_fitted(word, font))
    return lines


def _fitted(text: str, font: "ImageFont.FreeTypeFont") -> str:
    """A text that fits into one line, cut if it must be."""
    room = WIDTH - 2 * _MARGIN
    if font.getlength(text) <= room:
        return text
    while text and font.getlength(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


@cache
def _font(face: Callable[[], bytes], size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont  # noqa: PLC0415 - as above

    # Letters are laid out as simply as they can be, so that cards do not hang on a library that may be missing.
    return ImageFont.truetype(io.BytesIO(face()), size, layout_engine=ImageFont.Layout.BASIC)
