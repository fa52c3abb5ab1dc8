"""HTML to one line of plain words, as a headline, a name or a summary is. Pure."""

import html
import re

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_TAG_OR_COMMENT = re.compile(rf"{_TAG.pattern}|<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|br|hr|h[1-6]|tr|td|th|dt|dd|table|section|article|blockquote|figcaption|pre)\b[^<>]*>",
    re.IGNORECASE,
)
"""Tags between which words do not belong together."""


def line_of_html(text: str) -> str:
    """A text without HTML, on one line."""
    if "<" in text:
        # Behind the last end of a comment none ends: each that opens there would be looked through to the end.
        before, end, behind = _BLOCK.sub(" ", text).rpartition("-->")
        text = _TAG_OR_COMMENT.sub("", before + end) + _TAG.sub("", behind)
    return " ".join((html.unescape(text) if "&" in text else text).split())
