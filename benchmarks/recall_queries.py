"""Queries in scripts that part no words, made of the pages of a site, and what answers: for benchmarks/recall.py."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.read_pages import as_compared, page_of
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import RECORDS

SCRIPTS = {
    "ko": "\uac00-\ud7a3",
    "zh": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff",
    "ja": "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff",
    "th": "\u0e01-\u0e3a\u0e40-\u0e4e",
}
"""The letters of a language, for a class of a regular expression."""
_LONGEST_RUN = 12


@dataclass(slots=True)
class Truth:
    """What stands on which page of a site, by its place."""

    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    """Headline and text, with a line end between."""

    @classmethod
    def of(cls, output: Path) -> "Truth":
        """That of a site that has been built."""
        truth, index = cls(), IndexFolder(output)
        for segment in index.manifest().segments:
            names = [f"{segment.name}/d{number}" for number in range(-(segment.count // -RECORDS))]
            for records in index.load(names).values():
                for record in records:
                    headline, blocks = page_of(index.page(record[1]), is_built=True)
                    truth.titles[record[1]] = as_compared(headline)
                    truth.texts[record[1]] = "\n".join(map(as_compared, [headline, *blocks]))
        return truth

    def having(self, *wanted: "re.Pattern[str] | str") -> set[str]:
        """The places of the pages on which all of these stand."""
        return {place for place, text in self.texts.items() if all(_stands_in(text, each) for each in wanted)}

    def titled(self, wanted: str) -> set[str]:
        """The places of those in whose headline it stands."""
        return {place for place, title in self.titles.items() if wanted in title}


def _stands_in(text: str, wanted: "re.Pattern[str] | str") -> bool:
    return wanted in text if isinstance(wanted, str) else wanted.search(text) is not None


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and what must stand on a page that answers it."""

    text: str
    """Empty where none could be made."""
    parts: tuple["re.Pattern[str] | str", ...]


@dataclass(slots=True)
class Maker:
    """Makes queries of the texts of pages."""

    truth: Truth
    script: str
    """A class of a regular expression."""
    chance: random.Random
    runs: list[list[str]] = field(default_factory=list)
    """Of letters of the script, of each page."""
    mixed: list[tuple[str, str]] = field(default_factory=list)
    """A word of Latin letters or digits, and the letters that it touches, in their order."""

    def __post_init__(self) -> None:
        run = re.compile(f"[{self.script}]+")
        # What is a word by itself: no other letter touches the Latin one.
        mixed = re.compile(rf"(?<![^\W_])([a-z]+)([{self.script}]{{2,}})|([{self.script}]{{2,}})([a-z]+)(?![^\W_])")
        for place in sorted(self.truth.texts):
            text = self.truth.texts[place]
            self.runs.append(run.findall(text))
            self.mixed += [(first + third, second + fourth) for first, second, third, fourth in mixed.findall(text)]
        self.mixed = sorted({*self.mixed})

    def piece(self, length: int, runs: Sequence[str]) -> str:
        """Letters that stand side by side; nothing where no run is so long."""
        long = [run for run in runs if len(run) >= length]
        if not long:
            return ""
        run = self.chance.choice(long)
        at = self.chance.randrange(len(run) - length + 1)
        return run[at : at + length]

    def pieces(self, length: int) -> Iterator[Query]:
        """So many letters that stand side by side."""
        while True:
            piece = self.piece(length, self.chance.choice(self.runs))
            yield Query(piece, (piece,))

    def whole_runs(self) -> Iterator[Query]:
        """All letters between two signs or blanks."""
        while True:
            runs = [run for run in self.chance.choice(self.runs) if 2 <= len(run) <= _LONGEST_RUN]
            run = self.chance.choice(runs or [""])
            yield Query(run, (run,))

    def pairs(self) -> Iterator[Query]:
        """Two pieces of a page, with a blank between."""
        while True:
            runs = self.chance.choice(self.runs)
            pair = tuple(self.piece(self.chance.choice((2, 3)), runs) for _ in range(2))
            yield Query(" ".join(pair) if all(pair) else "", pair)

    def with_latin(self) -> Iterator[Query]:
        """A Latin word with two to four letters of the script that touch it: both must stand on a page."""
        for one, other in self._touching():
            latin, letters = (one, other) if one.isascii() else (other, one)
            yield Query(one + other, (re.compile(rf"(?<![a-z0-9]){latin}(?![a-z0-9])"), letters))

    def quoted_with_latin(self) -> Iterator[Query]:
        """The same in quotation marks: they must touch."""
        for one, other in self._touching():
            text = one + other
            yield Query(
                f'"{text}"', (re.compile(rf"(?<![a-z0-9]){text}" if one.isascii() else rf"{text}(?![a-z0-9])"),)
            )

    def _touching(self) -> Iterator[tuple[str, str]]:
        while self.mixed:
            one, other = self.chance.choice(self.mixed)
            count = self.chance.choice((2, 3, 4))
            yield (one, other[:count]) if one.isascii() else (one[-count:], other)

    def quoted(self) -> Iterator[Query]:
        """Two to six letters in quotation marks, or two words of a page between which only signs stand."""
        side_by_side = re.compile(f"[{self.script}]{{1,6}}[ 、,，·・]{{1,2}}[{self.script}]{{1,6}}")
        texts = [self.truth.texts[place] for place in sorted(self.truth.texts)]
        while True:
            if self.chance.random() < 0.5:
                piece = self.piece(self.chance.choice((2, 3, 4, 5, 6)), self.chance.choice(self.runs))
            else:
                piece = self.chance.choice(side_by_side.findall(self.chance.choice(texts)) or [""])
            words = re.findall(f"[{self.script}]+", piece)
            yield Query(f'"{piece}"' if words else "", (re.compile(r"[\W_]+".join(words)),))


def some(made: Iterator[Query], count: int) -> list[Query]:
    """So many queries, each once; fewer where no others come."""
    found: dict[str, Query] = {}
    for tries, query in enumerate(made):
        if query.text:
            found.setdefault(query.text, query)
        if len(found) == count or tries > 50 * count:
            break
    return list(found.values())
