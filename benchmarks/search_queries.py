"""Queries made of an archive, and what they should find: for benchmarks/search.py."""

import heapq
import html
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path

from benchmarks.archive import Story, make_archive
from newsgen.searcher.excerpts import page_text
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.words import words_in

MOST_ANSWERS = 5
"""Stories that may answer a query which is to find one of them among the first five."""
SHORTEST = 4
"""Letters of a word of a query."""
_RAREST = 6
_WEIGHT_OF_TITLE = 3
_K1 = 1.2
_B = 0.75
"""BM25 as textbooks have it: what measures the index does not take its weights from there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the place of the story that it was made of."""

    words: tuple[str, ...]
    place: str

    @property
    def text(self) -> str:
        """As it is typed."""
        return " ".join(self.words)


@dataclass(slots=True)
class Truth:
    """Which stories have which words: those that were thought up, and those of their pages."""

    stories: dict[str, Counter[str]] = field(default_factory=dict)
    """Place to its words, a word of a headline counted three times."""
    lengths: dict[str, int] = field(default_factory=dict)
    """Place to how many words its page has."""
    frequency: Counter[str] = field(default_factory=Counter)
    rarest: dict[str, list[str]] = field(default_factory=dict)
    """Place to the six words that the fewest stories have."""
    having: dict[str, set[str]] = field(default_factory=dict)
    """Each word that is among the rarest of a story, to the places that have it."""

    @classmethod
    def of(cls, output: Path, articles: int, seed: int) -> "Truth":
        """That of the site of a made archive."""
        truth, index, known = cls(), IndexFolder(output), dict[str, str]()
        for story in make_archive(articles, seed):
            told = words_in(" ".join([*_said_in(story), page_text(index.page(story.place)).story]))
            counts = Counter(known.setdefault(word, word) for word in told)
            truth.lengths[story.place] = len(told)
            truth.frequency.update(counts.keys())
            for word in words_in(f"{story.title} {story.kicker} {story.subtitle}"):
                counts[known.setdefault(word, word)] += _WEIGHT_OF_TITLE - 1
            truth.stories[story.place] = counts
        truth._find_rarest()
        return truth

    def _find_rarest(self) -> None:
        for place, counts in self.stories.items():
            words = [word for word in counts if len(word) >= SHORTEST and word.isalpha()]
            rarest = heapq.nsmallest(_RAREST, words, key=lambda word: (self.frequency[word], word))
            if len(rarest) == _RAREST:
                self.rarest[place] = rarest
        wanted = {word for words in self.rarest.values() for word in words}
        having: defaultdict[str, set[str]] = defaultdict(set)
        for place, counts in self.stories.items():
            for word in wanted & counts.keys():
                having[word].add(place)
        self.having = dict(having)

    def queries(self, count: int, seed: int, *, unambiguous: bool = True) -> Iterator[Asked]:
        """Two words out of a story's rarest; unless told otherwise, such as few stories have."""
        chance, places = random.Random(seed), sorted(self.rarest)
        made = 0
        while made < count:
            place = chance.choice(places)
            one, other = chance.sample(self.rarest[place], 2)
            if unambiguous and len(self.having[one] & self.having[other]) > MOST_ANSWERS:
                continue
            made += 1
            yield Asked((one, other), place)

    def prefixes(self, count: int, seed: int) -> Iterator[Asked]:
        """Four letters of one of two words out of a story's rarest, such as few stories have."""
        for asked in self.queries(100 * count, seed):
            begun, other = asked.words[0][:SHORTEST], asked.words[1]
            if len(asked.words[0]) == SHORTEST:
                continue
            answers = sum(any(word.startswith(begun) for word in self.stories[place]) for place in self.having[other])
            if answers <= MOST_ANSWERS:
                count -= 1
                yield Asked((f"{begun}*", other), asked.place)
            if not count:
                return

    def slips(self, count: int, seed: int) -> dict[str, list[Asked]]:
        """Queries with a slip in a word of ``four`` letters, and in a ``long`` one; no story has the word as typed."""
        chance = random.Random(seed)
        made: dict[str, list[Asked]] = {"four": [], "long": []}
        for asked in self.queries(20 * count, seed):
            at = chance.randrange(2)
            kind = made["four" if len(asked.words[at]) == SHORTEST else "long"]
            words = [with_slip(word, chance) if number == at else word for number, word in enumerate(asked.words)]
            if len(kind) < count and words[at] not in self.frequency:
                kind.append(Asked(tuple(words), asked.place))
            if all(len(kind) == count for kind in made.values()):
                break
        return made

    def best(self, words: Sequence[str], limit: int) -> list[str]:
        """The places that BM25 puts first, over all stories; of equal ones the newest."""
        texts = len(self.stories)
        usual = sum(self.lengths.values()) / texts
        scores: defaultdict[str, float] = defaultdict(float)
        for word in words:
            having = self.having[word]
            rarity = log(1 + (texts - len(having) + 0.5) / (len(having) + 0.5))
            for place in having:
                times = self.stories[place][word]
                norm = _K1 * (1 - _B + _B * self.lengths[place] / usual)
                scores[place] += rarity * times / (times + norm)
        return heapq.nlargest(limit, scores, key=lambda place: (scores[place], place))


def _said_in(story: Story) -> list[str]:
    said = [story.title, *story.short_texts.values(), *(text for _, text in story.corrections)]
    return said + [name for names in story.terms.values() for name in names]


def told_pages(output: Path, articles: int, seed: int) -> Iterator[tuple[str, str]]:
    """The place of each story of a made archive, and a plain page with the words that are searched, and no others."""
    index = IndexFolder(output)
    for story in make_archive(articles, seed):
        told = " ".join(_said_in(story)[1:]) + " " + page_text(index.page(story.place)).story
        head = f'<!doctype html><html lang="en"><title>{html.escape(story.title)}</title>'
        yield story.place, f"{head}<body><h1>{html.escape(story.title)}</h1><p>{html.escape(told)}</p></body></html>"


def with_slip(word: str, chance: random.Random) -> str:
    """A word with a letter wrong, missing, doubled, or in the place of its neighbour."""
    at = chance.randrange(len(word))
    kind = chance.choice(("wrong", "missing", "doubled", "swapped"))
    if kind == "wrong":
        return word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz".replace(word[at], "")) + word[at + 1 :]
    if kind == "missing":
        return word[:at] + word[at + 1 :]
    if kind == "doubled":
        return word[: at + 1] + word[at:]
    at = min(at, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return swapped if swapped != word else word[:at] + word[at + 1 :]
