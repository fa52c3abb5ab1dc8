"""A made archive: the same seed and the same number of articles give the same bytes, on any machine.

Knows what a story is and how newsgen wants it written; not how anything is built or measured. Chance comes
from `random.Random` seeded with texts, never from sets, hashes or the clock.

    python -m benchmarks.archive FOLDER --articles 2000 --seed 1
"""

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from string import Formatter

from benchmarks import vocabulary

FIRST_YEAR = 2015
YEARS = 10
TITLE = "The Meridian Record"
DESCRIPTION = "A made archive for measuring: its people, places and events do not exist."
BASE_URL = "https://example.org/"
LANGUAGE = "en"
TIMEZONE = "Europe/London"

_REFERENCE = 20_000
"""The archive for which the numbers of terms below hold; others get more or fewer by Heaps' law."""
_HEAPS_EXPONENT = 0.6
_PHRASES = 3_000
_LONGEST_SLUG = 70
_NO_WORD = re.compile(r"[^a-z0-9]+")

Chance = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Story:
    """One article as it was thought up, before anyone's front matter."""

    slug: str
    title: str
    date: datetime
    section: str
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    places: tuple[str, ...]
    people: tuple[str, ...]
    organizations: tuple[str, ...]
    sources: tuple[str, ...]
    series: str
    dateline: str
    kicker: str
    subtitle: str
    summary: str
    updated: datetime | None
    corrections: tuple[tuple[datetime, str], ...]
    body: str

    @property
    def path(self) -> str:
        """Where its file goes inside content/."""
        return f"{self.date:%Y/%m}/{self.slug}.md"

    @property
    def place(self) -> str:
        """Where its page lies below the root of newsgen's site."""
        return f"{self.date:%Y/%m/%d}/{self.slug}/"

    @property
    def short_texts(self) -> dict[str, str]:
        """What stands around its headline and on cards, by newsgen's keys; only what the story has."""
        keys = ("dateline", "kicker", "subtitle", "summary")
        return {key: text for key in keys if (text := getattr(self, key))}

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """Taxonomy to names, in newsgen's order; only what the story has."""
        named = {
            "tags": self.tags,
            "sections": (self.section,),
            "authors": self.authors,
            "places": self.places,
            "people": self.people,
            "organizations": self.organizations,
            "sources": self.sources,
            "series": (self.series,) if self.series else (),
        }
        return {taxonomy: names for taxonomy, names in named.items() if names}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Names to draw from, the first ones far more often than the last: a Zipf-Mandelbrot long tail."""

    names: tuple[str, ...]
    weights: tuple[float, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Sum the weights once."""
        object.__setattr__(self, "weights", tuple(accumulate(1 / (rank + 8) for rank in range(len(self.names)))))

    def draw(self, chance: random.Random, count: int) -> tuple[str, ...]:
        """At most so many names, each once."""
        return tuple(dict.fromkeys(chance.choices(self.names, cum_weights=self.weights, k=count))) if count else ()


@dataclass(frozen=True, slots=True)
class Shelves:
    """Every name that the archive knows."""

    tags: Shelf
    authors: Shelf
    places: Shelf
    people: Shelf
    organizations: Shelf
    sources: Shelf
    series: Shelf


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text with holes, and the lists that fill them."""

    text: str
    """With ``%s`` for each hole."""
    holes: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """A pattern from a text with names in braces."""
        parts = list(Formatter().parse(text))
        return cls(
            "".join(before.replace("%", "%%") + ("" if hole is None else "%s") for before, hole, _, _ in parts),
            tuple(hole for _, hole, _, _ in parts if hole is not None),
        )

    def fill(self, lists: Mapping[str, Sequence[str]], chance: Chance) -> str:
        """The text with one entry of each list."""
        filling = []
        for hole in self.holes:
            entries = lists[hole]
            filling.append(entries[int(chance() * len(entries))])
        return self.text % tuple(filling)


def make_archive(count: int, seed: int) -> Iterator[Story]:
    """So many stories of ten years, in no order of dates."""
    writer = _Writer(count, seed)
    for number in range(count):
        yield writer.story(number)


def write_project(stories: Iterable[Story], folder: Path, settings: str = "") -> None:
    """Lay the stories out as a newsgen project: newsgen.yaml, more settings at its end, and content/YYYY/MM/slug.md."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "newsgen.yaml").write_text(
        f"title: {TITLE}\n"
        f"base_url: {BASE_URL}\n"
        f"language: {LANGUAGE}\n"
        f"timezone: {TIMEZONE}\n"
        f"description: {json.dumps(DESCRIPTION)}\n" + settings,
        encoding="utf-8",
    )
    write_files(map(newsgen_source, stories), folder)


def write_files(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write each text under its relative path."""
    made: set[Path] = set()
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(text.encode())


def front_matter_list(names: Sequence[str]) -> str:
    """A YAML list on one line, of names that need no quotes."""
    return f"[{', '.join(names)}]"


def front_matter_text(text: str) -> str:
    """A YAML text in double quotes: JSON's are the same where they are not escaped."""
    return json.dumps(text, ensure_ascii=False)


def newsgen_source(story: Story) -> tuple[str, str]:
    """The story's path in a newsgen project and its text, with front matter as newsgen documents it."""
    lines = [
        "---",
        f"title: {front_matter_text(story.title)}",
        f"date: {story.date:%Y-%m-%d %H:%M}",
    ]
    if story.updated:
        lines.append(f"updated: {story.updated:%Y-%m-%d %H:%M}")
    for taxonomy, names in story.terms.items():
        match taxonomy:
            case "sections":
                lines.append(f"section: {names[0]}")
            case "series":
                lines.append(f"series: {names[0]}")
            case _:
                lines.append(f"{taxonomy}: {front_matter_list(names)}")
    lines += [f"{key}: {front_matter_text(text)}" for key, text in story.short_texts.items()]
    if story.corrections:
        lines.append("corrections:")
        for date, text in story.corrections:
            lines += [f"  - date: {date:%Y-%m-%d}", f"    text: {front_matter_text(text)}"]
    return f"content/{story.path}", "\n".join([*lines, "---", story.body])


class _Writer:
    """Thinks up stories. Each has its own chance, so that one more draw in one story changes no other."""

    def __init__(self, count: int, seed: int) -> None:
        chance = random.Random(f"{seed} lists")
        self._seed = seed
        self._slugs: set[str] = set()
        self._shelves = _fill_shelves(chance, count)
        self._lists = _expand_lists(chance)
        self._sentences = [Pattern.parse(text) for text in vocabulary.SENTENCES]
        self._headlines = [Pattern.parse(text) for text in vocabulary.HEADLINES]
        self._subheads = [Pattern.parse(text) for text in vocabulary.SUBHEADS]
        self._items = [Pattern.parse(text) for text in vocabulary.LIST_ITEMS]

    def story(self, number: int) -> Story:
        """The story of this number."""
        chance = random.Random(f"{self._seed} story {number}")
        happens = chance.random
        shelves = self._shelves
        places = shelves.places.draw(chance, chance.randint(1, 3))
        people = shelves.people.draw(chance, chance.choice((0, 1, 1, 2, 2, 3)))
        organizations = shelves.organizations.draw(chance, chance.choice((0, 1, 1, 2)))
        lists = self._lists | {
            "place": places,
            "person": people or self._lists["official"],
            "organization": organizations or shelves.organizations.names[:20],
        }
        date = datetime(FIRST_YEAR, 1, 1) + timedelta(  # noqa: DTZ001 - the zone is the publication's
            days=int(happens() * (YEARS * 365 + 2)),
            minutes=5 * chance.randint(6 * 12, 22 * 12),  # never in the hour that clocks skip
        )
        title = self._pick(self._headlines, lists, happens).replace("{place}", places[0])
        title = title[0].upper() + title[1:]
        return Story(
            slug=self._slug(title),
            title=title,
            date=date,
            section=vocabulary.SECTIONS[int(happens() ** 1.5 * len(vocabulary.SECTIONS))],
            authors=shelves.authors.draw(chance, 2 if happens() < 0.2 else 1),
            tags=shelves.tags.draw(chance, chance.randint(2, 6)),
            places=places,
            people=people,
            organizations=organizations,
            sources=shelves.sources.draw(chance, 1) if happens() < 0.4 else (),
            series=shelves.series.draw(chance, 1)[0] if happens() < 0.03 else "",
            dateline=f"{places[0]}, {chance.choice(vocabulary.REGIONS)}" if happens() < 0.8 else "",
            kicker=chance.choice(vocabulary.KICKERS) if happens() < 0.3 else "",
            subtitle=self._sentence(lists, happens) if happens() < 0.25 else "",
            summary=self._summary(lists, happens) if happens() < 0.7 else "",
            updated=date + timedelta(minutes=chance.randint(10, 90)) if happens() < 0.08 else None,
            corrections=self._corrections(date, lists, happens),
            body=self._body(lists, chance),
        )

    @staticmethod
    def _pick(patterns: Sequence[Pattern], lists: Mapping[str, Sequence[str]], happens: Chance) -> str:
        return patterns[int(happens() * len(patterns))].fill(lists, happens)

    def _sentence(self, lists: Mapping[str, Sequence[str]], happens: Chance) -> str:
        return self._pick(self._sentences, lists, happens)

    def _summary(self, lists: Mapping[str, Sequence[str]], happens: Chance) -> str:
        return " ".join(self._sentence(lists, happens) for _ in range(1 if happens() < 0.6 else 2))

    def _slug(self, title: str) -> str:
        """The headline's first words; a number where another story of the archive has them too."""
        words = _NO_WORD.sub("-", title.lower()).strip("-")
        if len(words) > _LONGEST_SLUG:
            words = words[:_LONGEST_SLUG].rpartition("-")[0]
        slug, number = words, 2
        while slug in self._slugs:
            slug, number = f"{words}-{number}", number + 1
        self._slugs.add(slug)
        return slug

    def _corrections(
        self, date: datetime, lists: Mapping[str, Sequence[str]], happens: Chance
    ) -> tuple[tuple[datetime, str], ...]:
        if happens() >= 0.008:
            return ()
        text = "An earlier version of this article misstated a figure. " + self._sentence(lists, happens)
        return ((date + timedelta(days=1 + int(happens() * 20)), text),)

    def _body(self, lists: Mapping[str, Sequence[str]], chance: random.Random) -> str:
        """One to six kilobytes of Markdown."""
        happens = chance.random
        length = chance.randint(1_000, 5_900)
        has_subheads = length > 2_500 and happens() < 0.45
        extras = self._extras(lists, happens)
        blocks: list[str] = []
        notes: list[str] = []
        size = 0
        while size < length:
            if has_subheads and len(blocks) % 7 == 6:
                blocks.append("## " + self._pick(self._subheads, lists, happens))
            paragraph = self._paragraph(lists, happens)
            if happens() < 0.004:
                notes.append(f"[^{len(notes) + 1}]: {self._sentence(lists, happens)}")
                paragraph += f"[^{len(notes)}]"
            blocks.append(paragraph)
            if extras and happens() < 0.2:
                blocks.append(extras.pop())
            size += len(paragraph) + 2
        return "\n\n".join(blocks + notes) + "\n"

    def _paragraph(self, lists: Mapping[str, Sequence[str]], happens: Chance) -> str:
        """One to four sentences, some of them with emphasis or a link."""
        text = " ".join([self._sentence(lists, happens) for _ in range(1 + int(happens() * 4))])
        kind = happens()
        if kind < 0.30:
            words = text.split(" ")
            start = int(happens() * max(1, len(words) - 4))
            chosen = " ".join(words[start : start + 3])
            if not chosen[-1].isalpha() or not chosen[0].isalpha():
                return text
            if kind < 0.10:
                mark = f"*{chosen}*"
            elif kind < 0.14:
                mark = f"**{chosen}**"
            else:
                mark = f"[{chosen}](https://www.example.com/reports/{int(happens() * 90_000)})"
            return " ".join([*words[:start], mark, *words[start + 3 :]])
        return text

    def _extras(self, lists: Mapping[str, Sequence[str]], happens: Chance) -> list[str]:
        """The story's list, block quotation and table, of which most stories have none."""
        found = []
        if happens() < 0.14:
            bullet = "1. " if happens() < 0.2 else "- "
            count = 3 + int(happens() * 4)
            found.append("\n".join(bullet + self._pick(self._items, lists, happens) for _ in range(count)))
        if happens() < 0.10:
            found.append("> " + self._sentence(lists, happens) + "\n>\n> " + self._sentence(lists, happens))
        if happens() < 0.03:
            rows = [
                f"| {place} | {int(happens() * 900)} | {happens():.1%} |" for place in self._shelves.places.names[:5]
            ]
            found.append("\n".join(["| Place | Cases | Share |", "|---|---:|---:|", *rows]))
        return found


def _fill_shelves(chance: random.Random, count: int) -> Shelves:
    """The archive's names: fewer in a small archive, more in a large one."""
    growth = (count / _REFERENCE) ** _HEAPS_EXPONENT

    def shelf(wanted: int, names: Sequence[str]) -> Shelf:
        return Shelf(tuple(chance.sample(names, min(len(names), max(5, round(wanted * growth))))))

    people = [f"{first} {last}" for first, last in product(vocabulary.FIRST_NAMES, vocabulary.LAST_NAMES)]
    chance.shuffle(people)
    places = [
        beginning + ending
        for beginning, ending in product(vocabulary.PLACE_BEGINNINGS, vocabulary.PLACE_ENDINGS)
        if beginning[-1].lower() != ending[0]
    ]
    chance.shuffle(places)
    return Shelves(
        tags=shelf(
            3_000,
            [" ".join(words).capitalize() for words in product(vocabulary.TAG_SUBJECTS, vocabulary.TAG_MATTERS)],
        ),
        authors=Shelf(tuple(people[:60])),
        places=shelf(400, places),
        people=shelf(300, people[60:]),
        organizations=shelf(
            200, [f"{place} {kind}" for place, kind in product(places[:60], vocabulary.ORGANIZATION_KINDS)]
        ),
        sources=Shelf(vocabulary.SOURCES),
        series=shelf(
            40,
            [f"The {subject} {kind}" for subject, kind in product(vocabulary.SERIES_SUBJECTS, vocabulary.SERIES_KINDS)],
        ),
    )


def _expand_lists(chance: random.Random) -> dict[str, Sequence[str]]:
    """The vocabulary with its patterns written out, so that a sentence is one look-up a hole."""
    lists: dict[str, Sequence[str]] = dict(vocabulary.WORDS)
    lists["reason"] = _expand(vocabulary.WORDS["reason"], lists, chance, 400)
    lists["event"] = _expand(vocabulary.WORDS["event"], lists, chance, 100)
    lists["claim"] = _expand(vocabulary.CLAIMS, lists, chance, _PHRASES)
    lists["quote"] = _expand(vocabulary.QUOTES, lists, chance, _PHRASES)
    for name in ("official", "group", "number", "money", "headline_object"):
        lists[f"{name}_capital"] = tuple(text[0].upper() + text[1:] for text in lists[name])
    return lists


def _expand(
    texts: Sequence[str], lists: Mapping[str, Sequence[str]], chance: random.Random, count: int
) -> tuple[str, ...]:
    patterns = [Pattern.parse(text) for text in texts]
    return tuple(chance.choice(patterns).fill(lists, chance.random) for _ in range(count))


def main() -> None:
    """Write an archive where the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description="Write a made archive.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write_project(make_archive(options.articles, options.seed), options.folder)


if __name__ == "__main__":
    main()
