"""Slugs as each generator makes them. Pure."""

import re
import unicodedata

from text_unidecode import unidecode

_LAST_LATIN = 0x24F
"""Of Latin Extended-B: behind it are other scripts."""


def urlized(text: str, *, keeps_case: bool = False) -> str:
    """A path as Hugo makes it: small letters, hyphens for blanks, no other signs than some."""
    text = unicodedata.normalize("NFC", text if keeps_case else text.lower())
    kept = "".join(
        char for char in text if char.isspace() or char in "./\\_-+~#" or unicodedata.category(char)[0] in "LNM"
    )
    return re.sub(r"-+", "-", re.sub(r"\s+", "-", kept.replace("#", "").strip())).strip("/")


def slugified(text: str) -> str:
    """Jekyll's slug: what is no letter or digit is a hyphen."""
    return re.sub(r"[^\w]+|_", "-", text.lower()).strip("-")


def pelican_slug(text: str) -> str:
    """Pelican's slug of a headline."""
    plain = unicodedata.normalize("NFKD", text)
    if plain.isascii() or not any(ord(char) > _LAST_LATIN and unicodedata.category(char)[0] == "L" for char in plain):
        plain = plain.encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower()).strip("-")


def zola_slug(text: str) -> str:
    """Zola's slug."""
    plain = text if text.isascii() else unidecode(text)
    return re.sub(r"[^a-z0-9]+", "-", (plain or text).lower()).strip("-") or text


def github_slug(text: str) -> str:
    """As Astro writes each part of a path: small letters, no signs, lines for blanks."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
