"""How much the name of a column says that it is a field: whole words, abbreviations and words put together. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from newsgen.importers.tables.words import COMPOUNDS, LEVELS, NEUTRAL, WORDS

_CAMEL = re.compile(
    r"(?<=[a-zà-ÿ0-9])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[a-z0-9])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"
)
_BEHIND = frozenset(
    "rendered value html text processed und raw plain plaintext en de fr es content str display formatted"
    " current".split()
)
"""Words behind the name of a column that say nothing."""
_LOCALE = re.compile(r"\.[a-z]{2}-[A-Z]{2}\b")
_SHORTEST = 3
"""Letters of an abbreviation."""
_SHORTEST_END = 4
"""Letters with which an abbreviation ends as its word does: `utitel`."""
_PLURALS = ("s", "es", "n", "en", "er", "e", "i")
"""Ends of words of several things, in languages of Europe."""
_NEVER_SHORT = frozenset({"id", "lang", "posttype", "genre", "dateline", "people", "organizations"})
"""Fields that are not told by abbreviations."""
_STATES = frozenset({"published", "draft", "deleted", "visibility"})
"""Fields that hold stories back, and so need more than a likeness."""
_ABOUT = frozenset({"id", "published"})
"""Fields of which a longer name, such as `user_id`, is another thing."""


def words_of(column: str) -> list[str]:
    """The words in the name of a column, in small letters."""
    column = _LOCALE.sub("", column)
    return [word for word in re.split(r"[\W_]+", in_small_letters(_CAMEL.sub(" ", column))) if word]


def in_small_letters(text: str) -> str:
    """A name in small letters."""
    return unicodedata.normalize("NFC", text).casefold()


def called(column: str, name: str) -> float:
    """How much the name of a column says that it is a field, from 0 to 1."""
    words = words_of(column)
    bare = _bare(words)
    if together := _compound(words, name):
        return together
    # `photo_text` is no picture, though `text` says nothing elsewhere.
    is_other = any(_compound(words, other) for other in COMPOUNDS if other != name)
    return _exact(words, words if is_other else bare, name) or max(_short(bare, name), _partly(bare, name))


def is_level(column: str) -> bool:
    """Whether a column says who may read a story."""
    return "".join(_bare(words_of(column))) in LEVELS


def number_of(column: str) -> str:
    """The number of a column that is one of several, as in `picture2`."""
    return next((word for word in words_of(column) if word.isdigit()), "")


def family_of(column: str) -> str:
    """The name of a column without its number."""
    return " ".join(word for word in words_of(column) if not word.isdigit())


def _exact(words: Sequence[str], bare: Sequence[str], name: str) -> float:
    ranks = _ranks(name)
    numbered = "".join(word for word in words if not word.isdigit())
    for spelling, worth in (("".join(words), 1.0), ("".join(bare), 0.97), (numbered, 0.9)):
        if spelling in ranks:
            return worth - 0.1 * ranks[spelling] / len(ranks)
    return 0.0


@cache
def _ranks(name: str) -> Mapping[str, int]:
    return {in_small_letters(word): rank for rank, word in reversed(list(enumerate(WORDS[name].split())))}


@cache
def _unmarked(name: str) -> tuple[str, ...]:
    return tuple(map(_without_marks, _ranks(name)))


def _without_marks(word: str) -> str:
    spelled = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in spelled if not "\u0300" <= sign <= "\u036f")


def _short(words: Sequence[str], name: str) -> float:
    """Whether a name is an abbreviation: the beginning of a word, its consonants, or its two ends."""
    if name in _NEVER_SHORT:
        return 0.0
    typed = _without_marks("".join(word for word in words if not word.isdigit()))
    known = _unmarked(name)
    if typed in known:
        return 0.9
    if any(len(word) >= _SHORTEST_END and typed in {f"{word}{end}" for end in _PLURALS} for word in known):
        return 0.85
    return max((_abbreviates(typed, word) for word in known), default=0.0)


@cache
def _abbreviates(typed: str, word: str) -> float:
    if len(typed) < _SHORTEST or len(typed) >= len(word) or typed[0] != word[0]:
        return 0.0
    if word.startswith(typed):
        # The more of it is there, the surer.
        return 0.6 + 0.2 * len(typed) / len(word)
    if typed == re.sub(r"[aeiouyäöü]", "", word):
        return 0.65
    ends = any(
        word.startswith(typed[:at]) and word.endswith(typed[at:]) for at in range(1, len(typed) - _SHORTEST_END + 1)
    )
    return 0.6 if ends else 0.0


def _compound(words: Sequence[str], name: str) -> float:
    """Whether two words of trade make a third: those of a picture and a text are a caption."""
    words = [word for word in words if not word.isdigit()]
    if not 1 < len(words) <= 4:  # noqa: PLR2004 - words of a name
        return 0.0
    for first, second in COMPOUNDS.get(name, ()):
        if _says(words[-1], second) and any(_says(word, first) for word in words[:-1]):
            return 0.8
    return 0.0


@cache
def _says(word: str, name: str) -> bool:
    return (
        bool(_ranks(name).get(word) is not None or _short([word], name)) if name in WORDS else word in name.split("|")
    )


def _partly(words: Sequence[str], name: str) -> float:
    """Whether one word of a name is known: `author_id` and `title_tag` are about it, and not it."""
    ranks = _ranks(name)
    if len(words) < 2 or name in _ABOUT:  # noqa: PLR2004 - words of a name
        return 0.0
    if words[-1] in ranks:
        return 0.36 if words[-1] in {"name", "text", "day", "time"} else 0.5
    if words[0] in ranks:
        return 0.36
    if name in _STATES:
        return 0.0
    return 0.35 if max(_short([word], name) for word in (words[0], words[-1])) else 0.0


def _bare(words: Sequence[str]) -> list[str]:
    """The words of a name without those that say nothing."""
    words = list(words)
    while len(words) > 1 and words[0] in NEUTRAL:
        del words[0]
    while len(words) > 1 and (words[-1] in _BEHIND or words[-1] in NEUTRAL or words[-1].isdigit()):
        del words[-1]
    return words
