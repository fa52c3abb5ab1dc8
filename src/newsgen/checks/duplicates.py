"""Articles that say the same: a wire story filed twice, or filed again with a few words changed. Pure.

A text is known by its runs of five words. Of the hashes of its runs the smallest are kept, the same for every text:
two texts share as large a part of those as they share of their runs (Broder, "On the resemblance and containment of
documents", 1997). So pairs are found without comparing each with each, and only those are compared in full.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from zlib import crc32

_KEPT = 24
"""Hashes that are kept of a text."""
_LOOKED_AT = 3_000
"""Characters from the beginning that a sketch is made of; two texts that are compared are read whole."""
_FEWEST = 10
"""Words of a text that is looked at."""
_FEWEST_ALIKE = 40
"""Words of a text that may be nearly another: shorter ones resemble one another without being copies."""
_SHARED = 6
"""Kept hashes that two texts must share to be compared."""
ALIKE = 0.6
"""The part of the runs of the shorter text that the other has, from which two are nearly the same."""

_WORD = re.compile(r"\w+")
_UNPARTED = "\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Letters of Japanese, Chinese, Thai, Lao, Burmese and Khmer, which part no words: each counts as one."""
_UNPARTED_WORD = re.compile(rf"[{_UNPARTED}]|[^\W{_UNPARTED}]+")
_HAS_UNPARTED = re.compile(f"[{_UNPARTED}]")
_TARGET = re.compile(r"\]\([^)\n]*\)|<[^<>\n]*>")
"""Addresses of links, and tags: not words."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text, as far as it takes to find others like it."""

    digest: bytes
    """Of the text but for its white space; empty where its words are few."""
    kept: "array[int]"
    """The smallest hashes of its runs."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts that say the same."""

    source: str
    earlier: str
    share: float
    """The part of the shorter one's runs that the other has; 1 where the words are the same."""
    is_same: bool


NO_SKETCH = Sketch(b"", array("L"))


def words_of(body: str) -> list[str]:
    """The words of a Markdown text, in small letters."""
    text = _TARGET.sub(" ", body).lower()
    return (_UNPARTED_WORD if _HAS_UNPARTED.search(text) else _WORD).findall(text)


def sketch_of(body: str) -> Sketch:
    """The sketch of a Markdown text."""
    words = words_of(body[:_LOOKED_AT])
    if len(words) < _FEWEST:
        return NO_SKETCH
    same = " ".join(body.split()).lower()
    kept = sorted(runs_of(words))[:_KEPT] if len(words) >= _FEWEST_ALIKE else ()
    return Sketch(blake2b(same.encode(), digest_size=16).digest(), array("L", kept))


def runs_of(words: Sequence[str]) -> set[int]:
    """The hashes of some runs of a text: those that begin with a word whose hash ends in 00, one in ten or so."""
    hashes = list(map(_hashes().__getitem__, words))
    found = set()
    for at, first in enumerate(hashes[:-4]):
        if not first & _SOME:
            _, second, third, fourth, fifth = hashes[at : at + 5]
            found.add((first * 3 + second * 5 + third * 7 + fourth * 11 + fifth * 13) * _MIXER & _MASK)
    return found


_SOME = 3
_MIXER = 2_654_435_761
_MASK = 0xFFFFFFFF


class _Hashes(dict[str, int]):
    """Word to hash, each computed once."""

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        # A run begins with a word that is not too frequent: with `the`, say, every tenth would.
        typed = word.encode()
        number = self[word] = crc32(typed) | (len(typed) < _LONG_WORD and not _HAS_UNPARTED.match(word))
        return number


_LONG_WORD = 5
"""Bytes, not letters: words of Korean, Hindi, Hebrew or Vietnamese have few letters, and each says more."""
_MOST_WORDS = 200_000


@cache
def _hashes() -> _Hashes:
    """Of this process."""
    return _Hashes()


def find_alike(sketches: Mapping[str, Sketch], runs_of_source: Callable[[str], set[int]]) -> Iterator[Likeness]:
    """Each text that says what an earlier one says, with the one that it is most like.

    Args:
        sketches: Source to sketch, oldest first.
        runs_of_source: Gives the runs of a text, to compare two in full.
    """
    firsts: dict[bytes, str] = {}
    latest: dict[int, str] = {}
    for source, sketch in sketches.items():
        if not sketch.digest:
            continue
        if sketch.digest in firsts:
            yield Likeness(source, firsts[sketch.digest], 1.0, is_same=True)
            continue
        firsts[sketch.digest] = source
        # Of several earlier texts with a run the last one: what hundreds have in common is boilerplate.
        likely = Counter(latest[number] for number in sketch.kept if number in latest)
        close = [other for other, shared in likely.most_common(_MOST_COMPARED) if shared >= _SHARED]
        if close:
            runs = runs_of_source(source)
            share, other = max((_share(runs, runs_of_source(other)), other) for other in close)
            if share >= ALIKE:
                yield Likeness(source, other, share, is_same=False)
        latest.update(dict.fromkeys(sketch.kept, source))


_MOST_COMPARED = 3


def families_of(alike: Iterable[Likeness]) -> Iterator[Sequence[Likeness]]:
    """Those that go back to one text, each by way of others, perhaps: same ones, and nearly the same ones, apart.

    The first of a family is like the oldest text in it.
    """
    oldest: dict[str, str] = {}
    families: dict[tuple[str, bool], list[Likeness]] = {}
    for each in alike:
        first = oldest[each.source] = oldest.get(each.earlier, each.earlier)
        families.setdefault((first, each.is_same), []).append(each)
    yield from families.values()


def _share(runs: set[int], others: set[int]) -> float:
    return len(runs & others) / max(1, min(len(runs), len(others)))
