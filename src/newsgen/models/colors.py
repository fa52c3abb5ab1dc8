"""Colours, and whether a text in one can be read on another: WCAG 2.2's contrast."""

import colorsys
import re
from dataclasses import dataclass
from functools import cache

READABLE = 4.5
"""The contrast of text and ground from which WCAG calls a text readable (1.4.3, AA)."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 400
"""Of lightness: finer than the colours of a screen."""
_LINEAR_TO = 0.04045


@dataclass(frozen=True, slots=True)
class ColorPair:
    """One colour for light pages and dark ones."""

    light: str
    """As `hex_color` writes it."""
    dark: str


PAPER = ColorPair("#fdfcf8", "#171614")
"""The grounds of the theme's pages: ``--paper`` of static/style.css."""
TINT = ColorPair("#f3efe5", "#22201d")
"""Those of boxes: ``--tint``."""


def hex_color(text: str) -> str:
    """A CSS colour of three or six hex digits, as ``#9b1c1f``; empty where the text is none."""
    if not _HEX.fullmatch(text):
        return ""
    digits = text[1:].lower()
    return "#" + (digits if len(digits) > 3 else "".join(digit * 2 for digit in digits))  # noqa: PLR2004 - of `#abc`


def contrast(one: str, other: str) -> float:
    """The contrast of two colours: 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def readable_color(color: str, *grounds: str) -> str:
    """The colour that is nearest in lightness, of the same hue, and can be read on all of these grounds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    wants_light = all(_luminance(ground) < 0.18 for ground in grounds)  # noqa: PLR2004 - from which black is the better ink
    step = 1 / _STEPS if wants_light else -1 / _STEPS
    found = color
    while min(contrast(found, ground) for ground in grounds) < READABLE and 0 <= lightness <= 1:
        lightness += step
        parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0), 1), saturation)
        found = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
    return found


def _parts(color: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(color: str) -> float:
    """Relative luminance, as WCAG defines it."""
    red, green, blue = (
        part / 12.92 if part <= _LINEAR_TO else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
