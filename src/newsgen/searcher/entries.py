"""What the index knows of one text: its words and how much each says of it, its filters, and what a result shows.

An entry is made where the text's page is rendered, and the store keeps it: the index is put together of entries, and
mended by those of the texts that have changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from newsgen.searcher.postings import MOST
from newsgen.searcher.words import count_words

FILTER = "#"
"""How terms begin that are no words but filters: ``#tags:harbour``, ``#lang:ko``."""
_NOT_ENCODED = "!~*'()"
"""What JavaScript's encodeURIComponent leaves besides letters of ASCII, digits, and ``_.-``."""
_WEIGHT_OF_TITLE = 3
_LENGTH = 300
"""Words of a text of usual length. No average of the archive: no text shapes what is known of another."""
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_K1 = 1.2
_B = 0.75
_MOST_TIMES = 64
"""Times from which a word says no more of a text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text, as the index has it."""

    record: str
    """What a result shows, as JSON: headline, place, day as ``2015-01-17``, section, language."""
    words: Mapping[int, str]
    """Impact to the words that have it, with blanks between, sorted."""

    def postings(self, number: int) -> Iterator[tuple[int, list[str]]]:
        """The code of each posting, as `postings` has them, with the words that have it."""
        for impact, words in self.words.items():
            yield number << 4 | impact, words.split(" ")

    def impacts(self) -> dict[str, int]:
        """How much each word says of it."""
        return {word: impact for impact, words in self.words.items() for word in words.split(" ")}


@lru_cache(maxsize=16_384)
def term_filter(taxonomy: str, slug: str) -> str:
    """By what texts with a term are filtered: ``tags:harbour``; as browsers encode a part of an address."""
    return f"{taxonomy}:{quote(slug, safe=_NOT_ENCODED)}"


def entry_of(record: Sequence[Any], text: str, headlines: Iterable[str] = (), filters: Iterable[str] = ()) -> Entry:
    """The entry of a text.

    Args:
        record: What a result shows.
        text: What readers read of it, as plain text.
        headlines: Its headline and what stands with it, whose words weigh more.
        filters: Such as ``tags:harbour``.
    """
    counts = count_words(text)
    length = counts.total()
    for word, times in count_words(" ".join(headlines)).items():
        counts[word] += _WEIGHT_OF_TITLE * times
    groups: list[list[str]] = [[] for _ in range(MOST + 1)]
    add = [groups[impact].append for impact in _impacts(length // 16)]
    for word, times in counts.items():
        add[times if times < _MOST_TIMES else -1](word)
    groups[1] += sorted({FILTER + mark for mark in filters})
    return Entry(_ENCODE(record), {impact: " ".join(words) for impact, words in enumerate(groups) if words})


@lru_cache(maxsize=4_096)
def _impacts(sixteens: int) -> tuple[int, ...]:
    """The impact of a word by the times that it stands in a text of so many words, as BM25 weighs it; last, of more."""
    length = 16 * sixteens + 8
    norm = _K1 * (1 - _B + _B * length / _LENGTH)
    return (*(max(1, round(MOST * times / (times + norm))) for times in range(_MOST_TIMES)), MOST)


def spelled(entry: Entry) -> bytes:
    """An entry on lines: what a result shows, then impacts and words by turns. JSON would take three times as long."""
    lines = [entry.record]
    for impact, words in entry.words.items():
        lines += str(impact), words
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def entry_from(content: bytes) -> Entry:
    """The entry that was `spelled`.

    Raises:
        ValueError: It was not.
    """
    record, *lines = content.decode("utf-8", "surrogatepass").split("\n")
    return Entry(record, {int(impact): words for impact, words in zip(lines[::2], lines[1::2], strict=True)})
