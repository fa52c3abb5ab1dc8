"""How much texts say of what is asked, by the postings of its words. As in `search/ranking.js`.

The more of the words a text has, the better; then the more of them as they were typed; then by how rare they are, and
how much each says of the text.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

from newsgen.searcher.postings import MOST

EXACT = 10
"""Tenths: what the word itself counts; below, a form of it, a longer one, and one typed like it."""
FORM = 8
BEGUN = 7
NEAR = 6
Posted = tuple[str, int, Sequence[int]]
"""A word that answers a slot, what it counts, and the codes of its texts."""
Table = Mapping[int, int]
"""Text of a segment to what counts in it."""
_AS_TYPED = 1_000_000
"""What a word as it was typed counts besides: more than all that others say of a text."""
_OF_A_WORD = 100_000_000
"""What each word that a text has counts: the more of them, the better."""
_HUNDREDTHS = 100


def tables_of(lists: Sequence[Sequence[Posted]], count: int) -> list[Table]:
    """What a slot counts in each text, by segments.

    Args:
        lists: Of each segment, the words that answer the slot.
        count: Of all texts.
    """
    frequencies: defaultdict[str, int] = defaultdict(int)
    own: set[str] = set()
    for posted in lists:
        for word, weight, codes in posted:
            frequencies[word] += len(codes)
            if weight != NEAR:
                own.add(word)
    of_own = sum(frequencies[word] for word in own)
    tables: list[Table] = []
    for posted in lists:
        scores: dict[int, int] = {}
        for word, weight, codes in posted:
            factor = weight * _rarity(frequencies[word] if weight == NEAR else of_own, count)
            least = _AS_TYPED if weight == EXACT else 0
            for code in codes:
                number, score = code >> 4, least + factor * (code & MOST)
                if score > scores.get(number, 0):
                    scores[number] = score
        tables.append(scores)
    return tables


def scores_of(groups: Sequence[Sequence[Sequence[Table]]], *, needs_all: bool) -> dict[int, int]:
    """Text to what all that is asked counts in it.

    Args:
        groups: Of each, the ways to say it; a way is the tables of its words.
        needs_all: Whether what has no way of one of them does not count.
    """
    found = [_best_way(ways, needs_all=needs_all) for ways in groups]
    scores: defaultdict[int, int] = defaultdict(int)
    for best in found:
        numbers = set(best).intersection(*found) if needs_all else set(best)
        for number in numbers:
            score, has = best[number]
            scores[number] += score + _OF_A_WORD * has
    return scores


def has_most(score: int, count: int) -> bool:
    """Whether a text of this score has more than half of so many words."""
    return score // _OF_A_WORD > count // 2


def _best_way(ways: Sequence[Sequence[Table]], *, needs_all: bool) -> dict[int, tuple[int, int]]:
    """Text to what the best of several ways to say something counts in it, and how many words of the first way that is.

    What has a part of a way only counts if not all is needed.
    """
    best: dict[int, tuple[int, int]] = {}
    for way in ways:
        scores: defaultdict[int, int] = defaultdict(int)
        has: defaultdict[int, int] = defaultdict(int)
        for table in way:
            for number, score in table.items():
                scores[number] += score
                has[number] += 1
        for number, score in scores.items():
            if has[number] == len(way) or not needs_all:
                best[number] = max(best.get(number, (0, 0)), (score, len(ways[0]) * has[number] // len(way)))
    return best


def _rarity(frequency: int, count: int) -> int:
    """How much a word tells that stands in so many of all texts, in hundredths, as BM25 weighs it."""
    texts = min(frequency, count)
    return max(1, round(_HUNDREDTHS * log(1 + (count - texts + 0.5) / (texts + 0.5))))
