"""Whether every word of a text is in its HTML. Cheap where it is: only letters and digits are compared."""

import html
import re
from collections import Counter
from urllib.parse import unquote

_NO_LETTERS = bytes(byte for byte in range(128) if not chr(byte).isalnum())
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"\]\([^()\s]*\)")
_LABEL = re.compile(r"\n[ \t>]*(?:(?:[*+-][ \t])*\d+[.)]|\[\^[^\]\n]*\]:)")
"""Of an item or a note, which a page numbers anew."""
_NO_WORDS = re.compile(
    r"\]\[[^\]\n]*\]|\[\^[^\]\n]*\]|^[ \t>]*\*?\[[^\]\n]*\][ ]?:|\{:[^}\n]*\}|^(?:[ \t>]|[*+-][ \t])*\d+[.)]"
    r"|^[^\n]*\n[ ]{0,3}\{:[ ]*toc\b|[ ]markdown=[\"']?[\w-]+|^[ \t>]*(?:```|~~~).*",
    re.MULTILINE,
)
"""Names of links, notes and abbreviations, attributes, the numbers of a list: what is no part of the text."""

_DEFINITION = re.compile(r"^[ \t>]*\*?\[[^\]\n]*\][ ]?:[^\n]*$", re.MULTILINE)


def lost_words(text: str, rendered: str) -> list[str]:
    """The words of a Markdown text that its HTML has less often, in its text or in a tag."""
    bare = _ADDRESS.sub("]", text) if "](" in text else text
    shown = _letters(rendered)
    if _letters(bare) == shown or _letters(_LABEL.sub("\n", "\n" + bare)) == shown:
        return []
    wanted, said = _count(text), _count(_TAG.sub("", rendered))
    if not wanted - said:
        return []
    said |= _count(rendered)
    if not wanted - said:
        return []
    plain = html.unescape(rendered)
    said |= _count(plain) | _count(unquote(plain))
    return sorted(_count(html.unescape(_NO_WORDS.sub(" ", _once_defined(text)))) - said)


def _once_defined(text: str) -> str:
    """The text without lines that define once more what one like them has defined."""
    seen: set[str] = set()

    def keep(line: re.Match[str]) -> str:
        is_new = line[0] not in seen
        seen.add(line[0])
        return line[0] if is_new else ""

    return _DEFINITION.sub(keep, text)


def _count(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _letters(text: str) -> bytes:
    """The letters and digits outside of tags and character references, as bytes."""
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text.replace("&#160;", "").replace("&#8617;", ""))
    return text.encode(errors="surrogatepass").translate(None, _NO_LETTERS)
