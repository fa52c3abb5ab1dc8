"""HTML as the text that readers read, of which words and phrases are cut; `search/results.js` reads pages likewise."""

import html
import re

UNREAD = r"<!--.*?-->|<(script|style|template)\b.*?</\1\s*>"
"""What no reader reads, as a regular expression."""
_NOTE = re.compile(r"<sup\b[^>]*>\s*<a\b[^>]*>.*?</sup\s*>", re.DOTALL | re.IGNORECASE)
"""The sign that leads to a note: it parts no phrase, and is no part of the word before it."""
_AMID_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small|span"
    r"|strike|strong|sub|time|tt|u|var|wbr)(?: [^>]*)?>"
)
"""Tags that part no words."""
_END = r"(?=</?(?:rb|rp|rt|rtc|ruby)\b)"
_READING = re.compile(rf"<rt\b[^>]*>(.*?){_END}", re.DOTALL)
_BRACKET = re.compile(rf"<rp\b[^>]*>.*?{_END}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def plain_text(markup: str) -> str:
    """A part of a page without its tags, with blanks as they come; what is `UNREAD` is gone before.

    What is written above ideographs to tell how they are read stands behind the text: so both are found.
    """
    if "<sup" in markup:
        markup = _NOTE.sub("", markup)
    if "<rt" in markup:
        markup = _BRACKET.sub("", markup)
        markup = " ".join([_READING.sub("", markup), *_READING.findall(markup)])
    text = _TAG.sub(" ", _AMID_WORDS.sub("", markup))
    return html.unescape(text) if "&" in text else text
