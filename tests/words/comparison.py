"""What a story says and what its page says, word for word: law 6 is measured, not believed.

A word is a run of letters and digits; an ideograph or kana is a word of its own, since lines of those are joined. What
a page says is all its texts and the values of its attributes: an alternative text, a title and an address are read,
too. Order does not count, number does.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    # The marks of letters are no letters to Python.
    r"|(?:(?![\u3040-\u30ff\u3400-\u9fff])[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u109f])+"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

# What is typed for Markdown, and not for readers.
_FENCE = re.compile(r"^([ \t>]*(?:```+|~~~+)).*$", re.MULTILINE)
_DESTINATION = re.compile(r"(\])\(\s*(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
_NOTE_MARK = re.compile(r"\[\^[^\]\n]+\]:?")
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:[ \t]*\S+", re.MULTILINE)
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[[^\]\n]+\]:.*$", re.MULTILINE)
_LIST_NUMBER = re.compile(r"^([ \t>]*)\d{1,9}[.)](?=\s)", re.MULTILINE)
_ATTRIBUTE_LIST = re.compile(r"\{:?[ \t]*[#.:][^{}\n]*\}|\{:[^{}\n]*\}|\{[a-z-]+=[^{}\n]*\}")


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(unicodedata.normalize("NFC", text)))


def page_text(rendered: str) -> str:
    """All that rendered HTML says: its texts and the values of its attributes."""
    values: list[str] = []

    def take(tag: re.Match[str]) -> str:
        values.extend("".join(value) for value in _VALUE.findall(tag[3]))
        return " "

    text = html.unescape(_TAG.sub(take, _COMMENT.sub(" ", rendered)))
    return " ".join([text, *(unquote(html.unescape(value)) for value in values)])


def words_of_source(markdown: str) -> Counter[str]:
    """The words of a Markdown text that its page must say: without comments, tags, addresses and names of notes."""
    closed = set(re.findall(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>", markdown))

    def without_tag(tag: re.Match[str]) -> str:
        return " " if tag[2] in closed or tag[2].lower() in {"br", "hr", "img", "wbr", "col", "source"} else tag[0]

    text = _TAG.sub(without_tag, _COMMENT.sub(" ", markdown))
    used = {match[1].casefold() for match in re.finditer(r"\]\[([^\]\n]+)\]", text)}
    text = _DEFINITION.sub(lambda match: " " if match[1].casefold() in used else match[0], text)
    text = re.sub(r"\]\[([^\]\n]+)\]", lambda match: "]" if _is_defined(match[1], markdown) else match[0], text)
    for pattern, replacement in (
        (_FENCE, r"\1"),
        (_ABBREVIATION, " "),
        (_DESTINATION, r"\1("),
        (_NOTE_MARK, " "),
        (_ATTRIBUTE_LIST, " "),
        (_LIST_NUMBER, r"\1"),
    ):
        text = pattern.sub(replacement, text)
    return _words(html.unescape(text))


def _is_defined(label: str, markdown: str) -> bool:
    return re.search(rf"^[ ]{{0,3}}\[{re.escape(label)}\]:", markdown, re.MULTILINE | re.IGNORECASE) is not None


def lost_words(markdown: str, rendered: str) -> Counter[str]:
    """The words that the source has more often than the page."""
    return words_of_source(markdown) - _words(page_text(rendered))


def missing(words: Iterable[str], rendered: str) -> list[str]:
    """Those of some words, each of which ends in a number of its own, that the page does not say."""
    said = page_text(rendered)
    return [word for word in words if not re.search(rf"{re.escape(word)}(?!\d)", said)]
