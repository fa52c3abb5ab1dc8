"""Names that a byline has in capitals alone: as the site elsewhere writes them, or as names are written. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence

_PARTICLES = frozenset("de da di del della dello van von der den ter la le bin ibn dos das do du y e zu af av".split())
_GAELIC = re.compile(r"\b(Mc|Mac)(?=[A-Z]{2})")
_NUMBERS = frozenset("II III IV".split())
_VOWELS = re.compile(r"[aeiouyàáâäåãæèéêëìíîïòóôöøõùúûüýαεηιουωаеёиоуыэюяіїєў]", re.IGNORECASE)
_SHORT = 2
"""Letters of a word without a vowel that stands for the beginnings of names."""
_PARTS = re.compile(r"([-'’.])")


def is_in_capitals(name: str) -> bool:
    """Whether a name of several words has no small letter, but for *Mc*."""
    return len(name.split()) > 1 and _GAELIC.sub(lambda match: match[0].upper(), name).isupper()


def as_written(name: str, texts: Iterable[str], language: str = "") -> str:
    """A name as some texts write it that do so in small letters; or else as names are written in a language.

    A name that is not in capitals stays as it is.
    """
    if not is_in_capitals(name):
        return name
    return next(_in_small_letters(name, texts), "") or _titled(name, language)


def names_elsewhere(names: Iterable[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Of some names those that are in capitals, as other texts write them."""
    capitals = sorted({name for name in names if is_in_capitals(name)})
    found = (next(_in_small_letters(name, texts), "") for name in capitals)
    return tuple(name for name in found if name)


def _in_small_letters(name: str, texts: Iterable[str]) -> Iterator[str]:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for text in texts:
        for match in pattern.finditer(text):
            words = match[0].split()
            if not is_in_capitals(match[0]) and words[0][0].isupper() and any(map(str.isupper, words[-1])):
                yield match[0]


def _titled(name: str, language: str) -> str:
    words = name.split()
    is_turkic = language.lower().partition("-")[0] in {"tr", "az"}
    return " ".join(_word(word, is_first=not at, is_turkic=is_turkic) for at, word in enumerate(words))


def _word(word: str, *, is_first: bool, is_turkic: bool) -> str:
    if word in _NUMBERS or (len(word) <= _SHORT and word.isalpha() and not _VOWELS.search(word) and word != "JR"):
        return word
    small = (word.replace("İ", "i").replace("I", "ı") if is_turkic else word).lower()
    if small in _PARTICLES and not is_first:
        return small
    return "".join(_capital(part, is_turkic=is_turkic) for part in _PARTS.split(small))


def _capital(part: str, *, is_turkic: bool) -> str:
    if part.startswith("mc") and len(part) > len("mcd"):
        return f"Mc{part[2].upper()}{part[3:]}"
    first = "İ" if is_turkic and part[:1] == "i" else part[:1].upper()
    return first + part[1:]
