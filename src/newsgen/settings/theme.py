"""What the theme looks like: `theme`, and what of it the pages themselves must know."""

import hashlib
from dataclasses import dataclass

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Record, Scalar
from newsgen.models.colors import PAPER, READABLE, TINT, ColorPair, contrast, hex_color, readable_color

THEME_KEYS = ("accent", "fonts", "dark", "logo")
FONTS = ("bundled", "system")
DARK = ("auto", "off")
THEME_CSS = "theme.css"
DEFAULT_ACCENT = ColorPair("#98201f", "#f29a8e")
"""``--accent`` of static/style.css."""
_EXAMPLE = '"#9b1c1f"'


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """What a publication changes of the theme."""

    accent: ColorPair | None = None
    """None for the theme's own."""
    fonts: str = FONTS[0]
    """One of FONTS: whether headlines have the face that the theme brings, or one of the reader's system."""
    dark: str = DARK[0]
    """One of DARK: whether there are dark colours for those who want them."""
    logo: str = ""
    """The picture in the nameplate, as typed: a path inside the site, or a URL."""
    logo_dark: str = ""
    """That on dark pages, if it is another one."""

    @property
    def has_stylesheet(self) -> bool:
        """Whether it says anything that a stylesheet has to tell."""
        return self.accent is not None or self.fonts != FONTS[0]

    def stylesheet(self, *, has_versions: bool) -> str:
        """The place of that stylesheet, with digits of what it tells where it ``has_versions``; empty for none."""
        if not self.has_stylesheet:
            return ""
        told = repr((self.accent, self.fonts)).encode()
        return f"{THEME_CSS}?v={hashlib.sha256(told).hexdigest()[:8]}" if has_versions else THEME_CSS

    def as_values(self) -> dict[str, object]:
        """The group in the form of newsgen.yaml."""
        accent = {"accent": {"light": self.accent.light, "dark": self.accent.dark}} if self.accent else {}
        logo = {"light": self.logo, "dark": self.logo_dark} if self.logo_dark else self.logo
        return {**accent, "fonts": self.fonts, "dark": self.dark, "logo": logo}


def read_theme(fields: FieldReader) -> ThemeSettings:
    """The group `theme`."""
    group = fields.record("theme")
    if group is None:
        return ThemeSettings()
    logo, logo_dark = _read_logo(group)
    read = ThemeSettings(
        accent=_read_accent(group),
        fonts=group.choice("fonts", FONTS),
        dark=group.choice("dark", DARK),
        logo=logo,
        logo_dark=logo_dark,
    )
    group.refuse_unknown(THEME_KEYS)
    return read


def _read_accent(group: FieldReader) -> ColorPair | None:
    """A colour, or one for light pages and one for dark ones; of which one is missing, that is made of the other."""
    if isinstance(group.node("accent"), Record):
        pair = group.record("accent")
        assert pair is not None  # noqa: S101 - for the type checker
        light, dark = (_read_color(pair, name, getattr(PAPER, name), name) for name in ("light", "dark"))
        pair.refuse_unknown(("light", "dark"))
    else:
        light, dark = _read_color(group, "accent", PAPER.light, "light"), ""
    if not light and not dark:
        return None
    return ColorPair(
        light or readable_color(dark, PAPER.light, TINT.light),
        dark or readable_color(light, PAPER.dark, TINT.dark),
    )


def _read_logo(group: FieldReader) -> tuple[str, str]:
    """A picture, or one for light pages and one for dark ones; that for dark ones is empty where it is the same."""
    if not isinstance(group.node("logo"), Record):
        return group.text("logo"), ""
    pair = group.record("logo")
    assert pair is not None  # noqa: S101 - for the type checker
    light, dark = pair.text("light"), pair.text("dark")
    pair.refuse_unknown(("light", "dark"))
    if dark and not light:
        mend = f"write `logo: {{light: /logo.svg, dark: {dark}}}`"
        group.note(group.key_node("logo"), "`logo` has a `dark` and no `light`, which icons are made of, too", mend)
    return light, dark if dark != light else ""


def _read_color(group: FieldReader, key: str, paper: str, pages: str) -> str:
    """A colour that can be read on the paper of light or dark ``pages``; empty where there is none."""
    if not group.has(key):
        return ""
    if group.node(key) is None:
        what = f"`{key}` is empty: a colour begins with `#`, which begins a comment"
        group.note(group.key_node(key), what, f"put it in quotes: `{key}: {_EXAMPLE}`")
        return ""
    typed = group.scalar(key)
    color = hex_color(typed.text) if isinstance(typed, Scalar) else ""
    if typed is not None and not color:
        mend = f"write three or six hex digits: `{key}: {_EXAMPLE}`"
        group.note(typed, f"`{key}` is no colour: {typed.text!r}", mend)
    elif color and (found := contrast(color, paper)) < READABLE:
        near = readable_color(color, paper, getattr(TINT, pages))
        what = f"`{key}` cannot be read on {pages} pages: {color} has a contrast of {_floor(found)}:1 with {paper}"
        group.note(typed, what, f'{READABLE}:1 is the least; the nearest colour that will do is "{near}"')
    return color


def _floor(value: float) -> float:
    """With one digit, never more than it is: 4.49 is not 4.5."""
    return int(value * 10) / 10
