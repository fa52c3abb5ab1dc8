"""HTML as the text that readers read, of which words and phrases are cut; `search/excerpts.js` reads pages likewise."""

import html
import re

# Each of these stands behind a "<".
_UNREAD = r"!--.*?-->|(script|style|template)\b.*?</\1\s*>"
_NOTE = r"sup\b[^>]*>\s*<a\b[^>]*>.*?</sup\s*>"
"""The sign that leads to a note: it parts no phrase, and is no part of the word before it."""
_AMID_WORDS = (
    r"/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|rb|rp|rt|ruby|s|samp|small|span"
    r"|strike|strong|sub|time|tt|u|var|wbr)(?:\s[^>]*)?>"
)
"""Tags that part no words."""
_OF_A_PARAGRAPH = "/?p>"
"""The usual tag: to tell it from those in advance takes half the time."""
_FLAGS = re.DOTALL | re.IGNORECASE
_NOTHING = re.compile(f"<(?!{_OF_A_PARAGRAPH})(?:{_UNREAD}|{_NOTE}|{_AMID_WORDS})", _FLAGS)
"""What goes without a blank in its place."""
_END = r"(?=</?(?:rb|rp|rt|rtc|ruby)\b)"
_READING = re.compile(rf"<rt\b[^>]*>(.*?){_END}", re.DOTALL)
_BRACKET = re.compile(rf"<rp\b[^>]*>.*?{_END}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def plain_text(markup: str) -> str:
    """A part of a page as readers read it, without tags, with blanks as they come.

    What is written above ideographs to tell how they are read stands behind the text: so both are found.
    """
    if "<ruby" in markup:
        markup = _BRACKET.sub("", markup)
        markup = " ".join([_READING.sub("", markup), *_READING.findall(markup)])
    text = " ".join(_TAG.split(_NOTHING.sub("", markup)))
    return html.unescape(text) if "&" in text else text
