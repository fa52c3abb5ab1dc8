"""How many words a text has, in every script. Pure."""

import re

from newsgen.documents.characters import rare_characters
from newsgen.documents.html import split_tags
from newsgen.renderer.blocks import UNTOUCHED, step
from newsgen.renderer.markup import tag_names

NO_WORDS = frozenset({"script", "style", "math", "svg"})
"""Elements whose text is none that is read."""
_CHARACTERS_A_WORD = 2
"""Of Chinese and Japanese, which are written without spaces."""
_LETTERS_A_WORD = 5
"""Of Thai, Lao, Tibetan, Khmer and Burmese, with their marks: they have no spaces between words either."""
_ASCII = bytes(range(128))
_BLANK_OR_NOT = bytes(ord(" ") if byte in _ASCII and chr(byte).isspace() else ord("x") for byte in range(256))
_FAR_CHARACTERS = re.compile(
    r"[\x85\xa0\u0e01-\u0fff\u1000-\u109f\u1680\u1780-\u17ff\u2000-\u200a\u2028\u2029\u202f\u205f\u2e80-\U0010ffff]"
)
"""Blanks that are not ASCII, scripts without spaces, and all from the ideographs' radicals on."""
_IDEOGRAPHS = re.compile(
    r"[\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_UNSPACED_LETTERS = re.compile(r"[\u0e01-\u0fff\u1000-\u109f\u1780-\u17ff]")
_WIDE_MARKS = re.compile(r"[\u3001-\u3004\u3008-\u3020\u3030\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")
"""Punctuation of Chinese and Japanese: no words."""


def count_words(text: str) -> int:
    """The words of plain text; two ideographs or kana count as one."""
    count = count_quickly(text)
    if count is not None:
        return count
    rest, ideographs = _IDEOGRAPHS.subn(" ", _WIDE_MARKS.sub(" ", text))
    rest, letters = _UNSPACED_LETTERS.subn(" ", rest)
    return len(rest.split()) + ideographs // _CHARACTERS_A_WORD + -(-letters // _LETTERS_A_WORD)


def count_quickly(text: str) -> int | None:
    """The words of a text without making a text of each; None if it has blanks or words that are not so simple."""
    if not text.isascii() and _FAR_CHARACTERS.search(rare_characters(text)):
        return None
    marked = text.encode(errors="surrogatepass").translate(_BLANK_OR_NOT)
    return marked.count(b" x") + marked.startswith(b"x")  # A word begins behind a blank, or with the text.


def count_words_of_html(rendered: str) -> int:
    """The words between the tags of some HTML; each piece of text begins a word."""
    pieces = split_tags(rendered)
    untouched: list[str] = []
    count = 0
    for index, name in enumerate([*tag_names(pieces[1::2]), ""]):
        if NO_WORDS.isdisjoint(untouched):
            count += count_words(pieces[2 * index])
        if name in UNTOUCHED and not pieces[2 * index + 1].endswith("/>"):
            step(untouched, name, opens=not pieces[2 * index + 1].startswith("</"))
    return count
