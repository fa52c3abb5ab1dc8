"""Whether every word of a text is in its HTML. Cheap where it is: only the letters are counted, and they agree."""

import html
import re
from urllib.parse import unquote

_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalpha())
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\]\([^()\s]*\)")
_NO_WORDS = re.compile(
    r"\]\[[^\]\n]*\]|^[ \t>]*\[[^\]\n]*\]:|\{:[^}\n]*\}|^(?:[ \t>]|[*+-][ \t])*\d+[.)]"
    r"|^[^\n]*\n[ ]{0,3}\{:[ ]*toc\b|[ ]markdown=[\"']?[\w-]+|^[ \t>]*(?:```|~~~).*",
    re.MULTILINE,
)
"""Names of links, attributes, the numbers of a list: what is no part of the text."""


def lost_words(text: str, rendered: str) -> list[str]:
    """The words of a Markdown text that its HTML has neither in its text nor in a tag."""
    if _letters(_ADDRESS.sub("]", text) if "](" in text else text) == _letters(rendered):
        return []
    missing = set(_WORD.findall(text)) - set(_WORD.findall(rendered)) - set(_WORD.findall(_TAG.sub("", rendered)))
    if missing:
        shown = html.unescape(rendered)
        missing -= set(_WORD.findall(shown)) | set(_WORD.findall(unquote(shown)))
    if missing:
        missing &= set(_WORD.findall(html.unescape(_NO_WORDS.sub(" ", text))))
    return sorted(missing)


def _letters(text: str) -> bytes:
    """The letters outside of tags and character references, as bytes."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text.replace("&#160;", "").replace("&#8617;", ""))
    return text.encode(errors="surrogatepass").translate(None, _NO_LETTERS)
