"""Which words may be slips of which, and where in the index these lie. As in `search/slips.js`.

A slip is one letter that is wrong, missing, too many, or has changed places with the next. It leaves one end of a word
as it was: what is meant lies among the words that begin alike, or among those that end alike.
"""

import re
from collections.abc import Iterable

from newsgen.searcher.manifest import LAST
from newsgen.searcher.words import is_dense_script

_DIGIT = re.compile(r"\d")
Reach = tuple[str, str, str]
"""A kind of shards, and between which words, both included, others lie."""
_SHORTEST = 4
"""Letters of a word that may be typed wrongly."""
_LONG = 7
"""Letters from which an error leaves the first three or the last three as they were; the first or last two, below."""


def may_be_slip(word: str) -> bool:
    """Whether a word may be typed wrongly: numbers are taken as they are, since one is as likely as another."""
    return len(word) >= _SHORTEST - 1 and not is_dense_script(word) and not _DIGIT.search(word)


def meant_by(word: str, words: Iterable[str]) -> list[str]:
    """Those of which a word may be a slip."""
    return [each for each in words if len(each) >= _SHORTEST and is_one_slip(word, each)]


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many, or has changed places with the next."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[same:], other[same:]
    return (
        rest[1:] == others[1:]
        or rest[1:] == others
        or rest == others[1:]
        or (rest[:2] == others[1::-1] and rest[2:] == others[2:] and len(others) > 1)
    )


def beginning_alike(word: str) -> list[Reach]:
    """Where words lie that begin as this one does."""
    kept = word[: _letters_kept(word)]
    return [("l", kept, kept + LAST)]


def ending_alike(word: str) -> list[Reach]:
    """Where words lie that end as this one does.

    And of four letters, the one with those in the middle in each other's place: neither end is as it was.
    """
    end = word[::-1][: _letters_kept(word)]
    reaches = [("r", end, end + LAST)]
    if len(word) == _SHORTEST:
        crossed = word[0] + word[2] + word[1] + word[3]
        reaches.append(("l", crossed, crossed))
    return reaches


def _letters_kept(word: str) -> int:
    """How many letters of one end of a word an error leaves as they were."""
    return 3 if len(word) >= _LONG else 2
