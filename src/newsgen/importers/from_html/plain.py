"""HTML to one line of plain words, as a headline, a name or a summary is. Pure."""

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|br|hr|h[1-6]|tr|td|th|dt|dd|table|section|article|blockquote|figcaption|pre)\b[^<>]*>",
    re.IGNORECASE,
)
"""Tags between which words do not belong together."""


def plain(text: str) -> str:
    """A text without HTML, on one line."""
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub(" ", text))
    return " ".join((html.unescape(text) if "&" in text else text).split())
