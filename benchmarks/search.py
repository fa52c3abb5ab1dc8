"""What the search index costs, and how well it answers: a made archive, built with and without it; Pagefind beside.

    python -m benchmarks.search --articles 20000 --pagefind

Pagefind is installed with `pip install 'pagefind[bin]'`; without it, its column is left out. Queries are made of the
archive with a fixed seed: two words out of the six rarest of a story, which at most five stories have; and the same
with one letter wrong, missing, doubled, or in the place of its neighbour.
"""

import argparse
import gzip
import random
import shutil
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.archive import make_archive
from benchmarks.contenders import Contender, Wanted, newsgen, newsgen_version, write_sources
from benchmarks.measure import Cost, extent, measure
from benchmarks.page import check_markers, replace_parts
from newsgen.searcher.find import page_text
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import RECORDS, Manifest
from newsgen.searcher.query import Answer, Query
from newsgen.searcher.shards import FOLDER
from newsgen.searcher.typed import read_query
from newsgen.searcher.words import words_in

PART = "search"
_PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_RAREST = 6
_MOST_ANSWERS = 5
_SHORTEST = 4
_KILOBYTE = 1_000
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class Load:
    """What a browser would have loaded for a query."""

    trips: int = 0
    """One after the other, until the results can be shown."""
    stored: int = 0
    """Bytes."""
    packed: int = 0
    """The same as a server sends them, each file packed by gzip."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the place of the story that it was made of."""

    words: tuple[str, ...]
    place: str


class Engine:
    """Answers queries as a browser does, and counts what it loads."""

    def __init__(self, output: Path) -> None:
        self._index = IndexFolder(output)
        self._output = output
        self.manifest: Manifest = self._index.manifest()
        self._held: dict[str, Any] = {}
        self._seen: set[str] = set()

    def answer(self, query: str, load: Load | None = None) -> Answer:
        """The answer to a query in a fresh browser, which shows what it finds at once before it looks further."""
        quick = self._answer(query, load, is_quick=True)
        return quick if load is not None and quick.hits and quick.has_all else self._answer(query, load)

    def _answer(self, query: str, load: Load | None, *, is_quick: bool = False) -> Answer:
        steps, sent = Query(self.manifest, read_query(query)).answer(is_quick=is_quick), None
        seen = self._seen if load is not None and not is_quick else set[str]()
        while True:
            try:
                names = next(steps) if sent is None else steps.send(sent)
            except StopIteration as end:
                answer: Answer = end.value
                return answer
            sent = {name: self._file(name) for name in names}
            if load is not None and (anew := [name for name in names if name not in seen]):
                self._count(anew, load)
            if is_quick:
                self._seen = {*names}

    def places(self, answer: Answer, limit: int, load: Load | None = None) -> list[str]:
        """Where the first results lie."""
        hits = answer.hits[:limit]
        files = dict.fromkeys(f"{hit.segment}/d{hit.number // RECORDS}" for hit in hits)
        if load is not None and files:
            self._count(list(files), load)
        return [self._file(f"{hit.segment}/d{hit.number // RECORDS}")[hit.number % RECORDS][1] for hit in hits]

    def _file(self, name: str) -> Any:  # noqa: ANN401 - what the file holds
        if name not in self._held:
            self._held.update(self._index.load([name]))
        return self._held[name]

    def _count(self, names: Sequence[str], load: Load) -> None:
        load.trips += 1
        for name in names:
            content = (self._output / FOLDER / f"{name}.js").read_bytes()
            load.stored += len(content)
            load.packed += len(gzip.compress(content, 6))


@dataclass(slots=True)
class Truth:
    """Which stories have which words: those that were thought up, and those of their pages."""

    stories: dict[str, Counter[str]] = field(default_factory=dict)
    """Place to its words."""
    frequency: Counter[str] = field(default_factory=Counter)
    having: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, output: Path, articles: int) -> "Truth":
        """That of the site of a made archive."""
        truth, index = cls(), IndexFolder(output)
        for story in make_archive(articles, Wanted(articles).seed):
            place = f"{story.date:%Y/%m/%d}/{story.slug}/"
            said = [story.title, story.kicker, story.subtitle, story.summary, story.dateline]
            said += [text for _, text in story.corrections]
            said += [name for names in story.terms.values() for name in names]
            counts = Counter(words_in(" ".join([*said, page_text(index.page(place))[1]])))
            truth.stories[place] = counts
            truth.frequency.update(counts.keys())
            for word in counts:
                truth.having.setdefault(word, set()).add(place)
        return truth

    def queries(self, count: int, seed: int, *, unambiguous: bool = True) -> Iterator[Asked]:
        """Two words out of a story's rarest."""
        chance, places = random.Random(seed), sorted(self.stories)
        made = 0
        while made < count:
            place = chance.choice(places)
            words = [word for word in self.stories[place] if len(word) >= _SHORTEST and word.isalpha()]
            rarest = sorted(words, key=lambda word: (self.frequency[word], word))[:_RAREST]
            if len(rarest) < _RAREST:
                continue
            pair = tuple(chance.sample(rarest, 2))
            both = self.having[pair[0]] & self.having[pair[1]]
            if unambiguous and len(both) > _MOST_ANSWERS:
                continue
            made += 1
            yield Asked(pair, place)


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


def found_among(engine: Engine, queries: Sequence[tuple[str, str]], limit: int = 5) -> float:
    """How many of these queries have their story among the first results, in hundredths."""
    hits = sum(place in engine.places(engine.answer(query), limit) for query, place in queries)
    return 100 * hits / len(queries)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print tables in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000, help="how many (default: 2,000)")
    parser.add_argument("--runs", type=int, default=3, help="builds of each kind, by turns (default: 3)")
    parser.add_argument("--queries", type=int, default=1_000, help="how many of each kind (default: 1,000)")
    parser.add_argument("--pagefind", action="store_true", help="measure Pagefind's index of the same site, too")
    parser.add_argument("--folder", type=Path, help="where the sites are made; else a temporary folder")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/benchmarks.md too")
    options = parser.parse_args(arguments)
    if options.write:
        check_markers(_PAGE, [PART])
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        site = newsgen(folder, Wanted(options.articles))
        write_sources(site, Wanted(options.articles))
        costs = _costs(site, options.runs)
        pagefind = _pagefind(site) if options.pagefind else None
        answers = _answers(site, options.articles, options.queries)
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    text = f"{_table(options.articles, costs, pagefind, answers)}\n\n{newsgen_version()}.\n\n{facts}"
    sys.stdout.write(f"{text}\n")
    if options.write:
        replace_parts(_PAGE, {PART: text})
    return 0


def _costs(site: Contender, runs: int) -> dict[str, Any]:
    """What builds cost with and without the index, by turns; and one after an edit."""
    settings = site.folder / "newsgen.yaml"
    typed = settings.read_text(encoding="utf-8").replace("search: off\n", "")
    costs: dict[str, list[Cost]] = {"without": [], "with": [], "edit without": [], "edit with": []}
    changed = 0
    for _ in range(runs):
        for kind in ("without", "with"):
            settings.write_text(typed + ("search: off\n" if kind == "without" else ""), encoding="utf-8")
            site.remove_output()
            costs[kind].append(site.build())
            before = _index_files(site.folder / site.output)
            story = sorted((site.folder / "content").rglob("*.md"))[-50]
            text = story.read_text(encoding="utf-8")
            story.write_text(f"{text}\nOne more unheardofword at the end.\n", encoding="utf-8")
            costs[f"edit {kind}"].append(site.build())
            after = _index_files(site.folder / site.output)
            changed = sum(before.get(path) != content for path, content in after.items()) or changed
            story.write_text(text, encoding="utf-8")
            site.build()
    return {**costs, "changed": changed, "index": extent(site.folder / site.output / FOLDER)}


def _index_files(output: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (output / FOLDER).rglob("*.js")}


def _pagefind(site: Contender) -> Cost | None:
    """What Pagefind's index of the same site costs; None where it is not installed, or ends with a failure."""
    if find_spec("pagefind") is None:
        return None
    target = site.folder / "pagefind"
    shutil.rmtree(target, ignore_errors=True)
    source = site.folder / "pagefind-source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(site.folder / site.output, source, ignore=shutil.ignore_patterns(FOLDER, "search", "*.json"))
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(target)]
    cost = measure([*command, "--glob", "20*/*/*/*/index.html"], {}, target)
    shutil.rmtree(source)
    return cost


def _answers(site: Contender, articles: int, count: int) -> dict[str, Any]:
    """How well the index answers, and what a browser loads for that."""
    output = site.folder / site.output
    engine = Engine(output)
    truth = Truth.of(output, articles)
    chance = random.Random(7)
    plain = list(truth.queries(count, seed=1))
    every = list(truth.queries(count, seed=2, unambiguous=False))
    slips: dict[str, list[tuple[str, str]]] = {"four": [], "long": []}
    for asked in truth.queries(4 * count, seed=3):
        at = chance.randrange(2)
        kind = "four" if len(asked.words[at]) == _SHORTEST else "long"
        words = [with_slip(word, chance) if number == at else word for number, word in enumerate(asked.words)]
        if len(slips[kind]) < count and words[at] not in truth.frequency:
            slips[kind].append((" ".join(words), asked.place))
    loads: list[Load] = []
    for asked in plain[:200]:
        loads.append(load := Load())
        engine.places(engine.answer(" ".join(asked.words), load), 10, load)
    frequent = [word for word, _ in truth.frequency.most_common(400) if len(word) >= _SHORTEST][-40:]
    usual: list[Load] = []
    for one, other in zip(frequent[::2], frequent[1::2], strict=True):
        usual.append(load := Load())
        engine.places(engine.answer(f"{one} {other}", load), 10, load)
    slipped: list[Load] = []
    for query, _ in slips["long"][:100]:
        slipped.append(load := Load())
        engine.places(engine.answer(query, load), 10, load)
    prefixes = [(f"{asked.words[0][:4]}* {asked.words[1]}", asked.place) for asked in plain]
    script = (output / "search" / "search.js").read_bytes()
    manifest = (output / FOLDER / "manifest.js").read_bytes()
    return {
        "plain": found_among(engine, [(" ".join(asked.words), asked.place) for asked in plain]),
        "every": found_among(engine, [(" ".join(asked.words), asked.place) for asked in every]),
        "four": found_among(engine, slips["four"]) if slips["four"] else None,
        "long": found_among(engine, slips["long"]),
        "prefixes": found_among(engine, prefixes),
        "loads": loads,
        "usual": usual,
        "slipped": slipped,
        "first": sum(len(gzip.compress(part, 6)) for part in (script, manifest)),
    }


def _median(costs: Sequence[Cost]) -> float:
    return statistics.median(cost.cpu for cost in costs)


def _kilobytes(sizes: Sequence[int]) -> str:
    return f"{statistics.median(sizes) / _KILOBYTE:,.0f} (at most {max(sizes) / _KILOBYTE:,.0f})"


def _most_trips(loads: Sequence[Load]) -> int:
    return max(load.trips for load in loads)


def _table(articles: int, costs: dict[str, Any], pagefind: Cost | None, answers: dict[str, Any]) -> str:
    index, ratio = costs["index"], _median(costs["with"]) / _median(costs["without"])
    added = _median(costs["with"]) - _median(costs["without"])
    edit = _median(costs["edit with"]) - _median(costs["edit without"])
    rows = [
        ("build without the index, seconds of processor time", f"{_median(costs['without']):,.1f}"),
        ("with it; without = 1", f"{_median(costs['with']):,.1f}; {ratio:.3f}"),
        (
            "the index, MB; KB of a story; files",
            f"{index.size / _MEGABYTE:,.1f}; {index.size / articles / 1e3:.2f}; {index.files:,}",
        ),
        ("scripts and manifest, packed, KB", f"{answers['first'] / _KILOBYTE:,.1f}"),
        ("one text edited: seconds added; files of the index changed", f"{edit:.2f}; {costs['changed']}"),
        ("a query of two rare words: KB packed", _kilobytes([load.packed for load in answers["loads"]])),
        ("as stored", _kilobytes([load.stored for load in answers["loads"]])),
        ("round trips", f"{_most_trips(answers['loads'])}"),
        ("of two frequent words: KB packed", _kilobytes([load.packed for load in answers["usual"]])),
        ("as stored", _kilobytes([load.stored for load in answers["usual"]])),
        ("round trips", f"{_most_trips(answers['usual'])}"),
        (
            "with a slip: KB packed; round trips",
            f"{_kilobytes([load.packed for load in answers['slipped']])}; {_most_trips(answers['slipped'])}",
        ),
        ("the story is among the first five, of 100 queries", f"{answers['plain']:.1f}"),
        ("with a slip in a word of five letters and more", f"{answers['long']:.1f}"),
        ("in a word of four letters", "–" if answers["four"] is None else f"{answers['four']:.1f}"),
        ("four letters of one of the words", f"{answers['prefixes']:.1f}"),
        ("of all such pairs, those with many answers too", f"{answers['every']:.1f}"),
    ]
    if pagefind is not None:
        rows += [
            (
                "Pagefind: seconds of processor time; newsgen's of this",
                f"{pagefind.cpu:,.1f}; {added / pagefind.cpu:.2f}",
            ),
            (
                "Pagefind: MB; files; memory, MB",
                f"{pagefind.size / _MEGABYTE:,.1f}; {pagefind.files:,}; {pagefind.memory / _MEGABYTE:,.0f}",
            ),
        ]
    lines = [f"| | {articles:,} stories |", "|---|--:|", *(f"| {name} | {value} |" for name, value in rows)]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
