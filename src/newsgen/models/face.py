"""Which letters the face of headlines has, as static/style.css says of its file."""

import re

_LETTERS = re.compile(
    "[\\x20-\\x7e\\xa0-\u0131\u0134-\u0148\u014a-\u017e\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1e9e\u1ea0-\u1ef9\u2010\u2013\u2014"
    "\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ab\u20ac\u2116\u2122\u2212]*"
)


def can_be_drawn(text: str) -> bool:
    """Whether the face has every letter of a text."""
    return _LETTERS.fullmatch(text) is not None
