"""HTML as the text that readers read, of which words and phrases are cut; `search/page.js` reads pages the same way."""

import html
import re

UNREAD = r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>"
"""What no reader reads, as a regular expression."""
_NOTE = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*>.*?</sup\s*>", re.DOTALL | re.IGNORECASE)
"""The sign that leads to a note: it parts no phrase, and is no part of the word before it."""
_AMID_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|time|u|var|wbr)"
    r"(?: [^>]*)?>"
)
"""Tags that part no words."""
_TAG = re.compile(r"<[^>]*>")


def plain_text(markup: str) -> str:
    """A part of a page without its tags, with blanks as they come; what is `UNREAD` is gone before."""
    if "<sup" in markup:
        markup = _NOTE.sub("", markup)
    text = _TAG.sub(" ", _AMID_WORDS.sub("", markup))
    return html.unescape(text) if "&" in text else text
