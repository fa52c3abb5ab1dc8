"""What the search index costs, and how well it answers: a made archive, built with and without it; Pagefind beside.

    python -m benchmarks.search --articles 20000 100000 --pagefind

Pagefind is installed with `pip install 'pagefind[bin]'`, what is seen in a browser needs Chromium; without them, their
rows are left out. `search_queries` tells of what the queries are made.
"""

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.contenders import Contender, Wanted, newsgen, newsgen_version, write_sources
from benchmarks.measure import CommandError, Cost, Extent, extent, measure
from benchmarks.page import read_options, tell
from benchmarks.search_browser import Seen, can_browse, pagefind_found, pagefind_page, search_page
from benchmarks.search_queries import SHORTEST, Asked, Truth, told_pages
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import RECORDS, Manifest
from newsgen.searcher.query import Answer, Query, answered
from newsgen.searcher.shards import FOLDER
from newsgen.searcher.typed import read_query

PART = "search"
_KILOBYTE = 1_000
_MEGABYTE = 1_000_000
_OFF = "search: off\n"
_FIRST_FIVE = 5
_SHOWN = 10
"""Results of a page."""
_TIMES_AMBIGUOUS = 4
"""As many times more queries have any number of answers: which of equal ones are among the first is chance."""
_EDITS = 20
"""Of a text, with the index and without: what they take differs by more than what is measured."""
_OF_PAGEFIND = 300
"""Queries of each kind that Pagefind is asked, too."""
_MEMORY_OF_PAGEFIND = 16_000_000
"""KiB. Without a limit it would take what the machine has, and end other programs."""


@dataclass(slots=True)
class Load:
    """What a browser would have loaded for a query."""

    trips: int = 0
    """One after the other, until the results can be shown."""
    stored: int = 0
    """Bytes."""
    packed: int = 0
    """The same as a server sends them, each file packed by gzip."""


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
        seen = self._seen if load is not None and not is_quick else set[str]()

        def loaded(names: list[str]) -> dict[str, Any]:
            if load is not None and (anew := [name for name in names if name not in seen]):
                self._count(anew, load)
            if is_quick:
                self._seen = {*names}
            return {name: self._file(name) for name in names}

        return answered(Query(self.manifest, read_query(query)), loaded, is_quick=is_quick)

    def places(self, answer: Answer, limit: int, load: Load | None = None) -> list[str]:
        """Where the first results lie."""
        hits = answer.hits[:limit]
        files = dict.fromkeys(f"{hit.segment}/d{hit.number // RECORDS}" for hit in hits)
        if load is not None and files:
            self._count(list(files), load)
        return [self._file(f"{hit.segment}/d{hit.number // RECORDS}")[hit.number % RECORDS][1] for hit in hits]

    def loads(self, queries: Sequence[str]) -> list[Load]:
        """What a fresh browser loads for each query, results included."""
        loads: list[Load] = []
        for query in queries:
            loads.append(load := Load())
            self.places(self.answer(query, load), _SHOWN, load)
        return loads

    def finds(self, asked: Asked) -> bool:
        """Whether the story is among the first five."""
        return asked.place in self.places(self.answer(asked.text), _FIRST_FIVE)

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


@dataclass(frozen=True, slots=True)
class Builds:
    """What builds cost, in pairs that are made at the same time."""

    pairs: Sequence[Mapping[str, Cost]]
    """Of builds from nothing, ``with`` and ``without`` the index."""
    edits: Sequence[Mapping[str, Cost]]
    """Of builds after an edit, likewise."""
    changed: int
    """Files of the index that are others after an edit."""
    index: Extent


@dataclass(frozen=True, slots=True)
class Answers:
    """How well the index answers, and what a browser loads for that."""

    found: Mapping[str, float]
    """Kind of queries to how many found their story, in hundredths."""
    as_bm25: float
    """Queries that found their story for each that BM25 over all stories finds."""
    loads: Mapping[str, Sequence[Load]]
    first: int
    """Bytes of the scripts and the manifest, packed."""
    seen: Seen | None = None


@dataclass(slots=True)
class Pagefind:
    """What Pagefind does with the same words."""

    cost: Cost | None = None
    """None if it ended with a failure."""
    found: Mapping[str, float] = field(default_factory=dict)
    seen: Seen | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print tables in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=int, nargs="+", default=[2_000], help="how many (default: 2,000)")
    parser.add_argument(
        "--runs",
        type=int,
        nargs="+",
        default=[3],
        help="pairs of builds; one number or one for each archive (default: 3)",
    )
    parser.add_argument("--queries", type=int, default=1_000, help="how many of each kind (default: 1,000)")
    parser.add_argument("--pagefind", action="store_true", help="measure Pagefind's index of the same site, too")
    parser.add_argument("--folder", type=Path, help="where the sites are made; else a temporary folder")
    options = read_options(parser, PART, arguments)
    load_before = machine.load()
    columns: dict[int, dict[str, str]] = {}
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        times = chain(options.runs, repeat(options.runs[-1]))
        for articles, runs in zip(options.articles, times, strict=False):
            folder = (options.folder or Path(temporary)) / str(articles)
            folder.mkdir(parents=True, exist_ok=True)
            columns[articles] = dict(_measured(folder, articles, runs, options))
            if options.folder is None:
                shutil.rmtree(folder)
        facts = machine.facts(options.folder or Path(temporary), datetime.now(UTC).date(), load_before)
    text = f"{_table(columns)}\n\n{newsgen_version()}.\n\n{facts}"
    tell(PART, text, options)
    return 0


def _measured(folder: Path, articles: int, runs: int, options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """The rows of one archive: what was measured, and what came of it."""
    wanted = Wanted(articles, jobs=1)  # So each of both has a processor of its own.
    site, other = sites = newsgen(folder / "with", wanted), newsgen(folder / "without", wanted)
    for each in sites:
        each.folder.parent.mkdir(exist_ok=True)
        write_sources(each, wanted)
    without_search(other)
    builds = _builds({"with": site, "without": other}, runs)
    output = site.folder / site.output
    truth = Truth.of(output, articles, wanted.seed)
    queries = {
        "plain": list(truth.queries(options.queries, seed=1)),
        "every": list(truth.queries(_TIMES_AMBIGUOUS * options.queries, seed=2, unambiguous=False)),
        **truth.slips(options.queries, seed=3),
        "prefixes": list(truth.prefixes(options.queries, seed=4)),
    }
    yield from _rows_of_builds(articles, builds)
    yield from _rows_of_answers(_answers(output, truth, queries))
    if options.pagefind and find_spec("pagefind") is not None:
        yield from _rows_of_pagefind(_pagefind(site, articles, queries), builds)


def without_search(site: Contender) -> None:
    """From now on the site is built without the index."""
    settings = site.folder / "newsgen.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(_OFF, "") + _OFF, encoding="utf-8")


def from_nothing(sites: Mapping[str, Contender]) -> Mapping[str, Cost]:
    """What it costs to build each site anew, all at the same time."""
    for site in sites.values():
        site.remove_output()
    os.sync()  # What an earlier build wrote is not to be this one's work.
    return _at_once(sites)


def _at_once(sites: Mapping[str, Contender]) -> Mapping[str, Cost]:
    with ThreadPoolExecutor(len(sites)) as pool:
        return dict(zip(sites, pool.map(Contender.build, sites.values()), strict=True))


def _builds(sites: Mapping[str, Contender], runs: int) -> Builds:
    """What builds and edits cost ``with`` and ``without`` the index. The first builds do not count.

    Both of a pair are made at the same time: a shared machine is now faster and now slower, and so it is for both.
    """
    pairs = [from_nothing(sites) for _ in range(runs + 1)][1:]
    output = sites["with"].folder / sites["with"].output
    before = _index_files(output)
    stories = {kind: _story(site) for kind, site in sites.items()}
    text = stories["with"].read_text(encoding="utf-8")
    edits: list[Mapping[str, Cost]] = []
    for number in range(_EDITS):
        for story in stories.values():
            story.write_text(f"{text}\nOne more unheardofword{number} at the end.\n", encoding="utf-8")
        edits.append(_at_once(sites))
    changed = sum(before.get(path) != content for path, content in _index_files(output).items())
    stories["with"].write_text(text, encoding="utf-8")  # What answers is the made archive.
    sites["with"].build()
    return Builds(pairs, edits, changed, extent(output / FOLDER))


def _story(site: Contender) -> Path:
    """One of the last."""
    return sorted((site.folder / "content").rglob("*.md"))[-50]


def _index_files(output: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in (output / FOLDER).rglob("*.js")}


def _answers(output: Path, truth: Truth, queries: Mapping[str, Sequence[Asked]]) -> Answers:
    engine = Engine(output)
    found = {kind: 100 * statistics.mean(map(engine.finds, asked)) for kind, asked in queries.items() if asked}
    by_bm25 = statistics.mean(asked.place in truth.best(asked.words, _FIRST_FIVE) for asked in queries["every"])
    frequent = [word for word, _ in truth.frequency.most_common(400) if len(word) >= SHORTEST][-40:]
    usual = [f"{one} {other}" for one, other in zip(frequent[::2], frequent[1::2], strict=True)]
    rare = [asked.text for asked in queries["plain"][:200]]
    slipped = [asked.text for kind in ("long", "four") for asked in queries[kind][:100]]
    loads = {"rare": engine.loads(rare), "usual": engine.loads(usual), "slipped": engine.loads(slipped)}
    files = (output / "search" / "search.js", output / FOLDER / "manifest.js")
    first = sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)
    seen = search_page(output, [*rare[:10], *usual[:10]]) if can_browse() else None
    return Answers(found, found["every"] / 100 / by_bm25, loads, first, seen)


def _pagefind(site: Contender, articles: int, queries: Mapping[str, Sequence[Asked]]) -> Pagefind:
    """What Pagefind's index of the same words costs, and how it answers."""
    target, source = site.folder / "pagefind", site.folder / "pagefind-source"
    for folder in (target, source):
        shutil.rmtree(folder, ignore_errors=True)
    for place, page in told_pages(site.folder / site.output, articles, Wanted(articles).seed):
        (source / place).mkdir(parents=True)
        (source / place / "index.html").write_text(page, encoding="utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(source), "--output-path", str(target)]
    command = ["sh", "-c", f'ulimit -v {_MEMORY_OF_PAGEFIND}; exec "$@"', "sh", *command]
    try:
        cost = measure(command, {}, target)
    except CommandError:
        return Pagefind()
    finally:
        shutil.rmtree(source)
    if not can_browse():
        return Pagefind(cost)
    asked = {
        kind: [Asked(tuple(word.removesuffix("*") for word in each.words), each.place) for each in some[:_OF_PAGEFIND]]
        for kind, some in queries.items()
    }
    seen = pagefind_page(target, [each.text for each in queries["plain"][:10]])
    return Pagefind(cost, pagefind_found(target, asked, _FIRST_FIVE), seen)


def _median(costs: Sequence[Mapping[str, Cost]], kind: str) -> float:
    return statistics.median(pair[kind].cpu for pair in costs)


def _ratios(builds: Builds) -> list[float]:
    """What builds with the index cost, where the one without it beside them is 1."""
    return [pair["with"].cpu / pair["without"].cpu for pair in builds.pairs]


def _kilobytes(sizes: Sequence[int]) -> str:
    return f"{statistics.median(sizes) / _KILOBYTE:,.0f} (at most {max(sizes) / _KILOBYTE:,.0f})"


def _seconds(seen: Seen) -> str:
    return f"{statistics.median(seen.seconds):.2f} (at most {max(seen.seconds):.2f})"


def _rows_of_builds(articles: int, builds: Builds) -> Iterator[tuple[str, str]]:
    index = builds.index
    yield "build without the index, seconds of processor time", f"{_median(builds.pairs, 'without'):,.1f}"
    ratios = _ratios(builds)
    of_pairs = f"{statistics.median(ratios):.3f} ({len(ratios)}, {min(ratios):.3f} to {max(ratios):.3f})"
    yield (
        "with it; without = 1, the median of pairs (how many, from which to which)",
        f"{_median(builds.pairs, 'with'):,.1f}; {of_pairs}",
    )
    memory = [max(pair[kind].memory for pair in builds.pairs) / _MEGABYTE for kind in ("without", "with")]
    yield "peak memory without and with it, MB", f"{memory[0]:,.0f}; {memory[1]:,.0f}"
    size = f"{index.size / _MEGABYTE:,.1f}; {index.size / articles / _KILOBYTE:.2f}; {index.files:,}"
    yield "the index, MB; KB of a story; files", size
    added = [pair["with"].cpu - pair["without"].cpu for pair in builds.edits]
    first, middle, third = statistics.quantiles(added, n=4)
    told = f"{middle:.2f} (half of them {first:.2f} to {third:.2f}); {builds.changed}"
    yield "one text edited: seconds added, the median of pairs; files of the index changed", told


_LOADS = {
    "rare": "a query of two rare words",
    "usual": "of two frequent words",
    "slipped": "with a slip",
}
_FOUND = {
    "plain": "the story is among the first five, of 100 queries",
    "long": "with a slip in a word of five letters and more",
    "four": "in a word of four letters",
    "prefixes": "four letters of one of the words",
}


def _rows_of_answers(answers: Answers) -> Iterator[tuple[str, str]]:
    yield "scripts and manifest, packed, KB", f"{answers.first / _KILOBYTE:,.1f}"
    for kind, name in _LOADS.items():
        loads = answers.loads[kind]
        yield f"{name}: KB packed", _kilobytes([load.packed for load in loads])
        yield f"{name}: as stored", _kilobytes([load.stored for load in loads])
        trips = [load.trips for load in loads]
        yield f"{name}: round trips", f"{statistics.median(trips):.0f} (at most {max(trips)})"
    if answers.seen is not None:
        yield "first result at 150 ms and 1.6 Mbit/s, the page's opening included, s", _seconds(answers.seen)
    for kind, name in _FOUND.items():
        yield name, f"{answers.found[kind]:.1f}" if kind in answers.found else "–"
    yield (
        "of all such pairs, those with many answers too; BM25 over all stories = 1",
        (f"{answers.found['every']:.1f}; {answers.as_bm25:.3f}"),
    )


def _rows_of_pagefind(pagefind: Pagefind, builds: Builds) -> Iterator[tuple[str, str]]:
    cost, seen = pagefind.cost, pagefind.seen
    if cost is None:
        gibibytes = _MEMORY_OF_PAGEFIND / 1_000_000
        yield "Pagefind: seconds of processor time", f"fails with {gibibytes:.0f} GB of memory"
        return
    added = (statistics.median(_ratios(builds)) - 1) * _median(builds.pairs, "without")
    yield "Pagefind: seconds of processor time; newsgen's of this", f"{cost.cpu:,.1f}; {added / cost.cpu:.2f}"
    size = f"{cost.size / _MEGABYTE:,.1f}; {cost.files:,}; {cost.memory / _MEGABYTE:,.0f}"
    yield "Pagefind: MB; files; memory, MB", size
    if seen is not None:
        yield "Pagefind: its engine, packed, KB", f"{seen.engine / _KILOBYTE:,.0f}"
        yield "Pagefind: a query of two rare words, KB", _kilobytes(seen.packed)
        yield "Pagefind: first ten results at 150 ms and 1.6 Mbit/s, s", _seconds(seen)
    for kind, name in _FOUND.items():
        if kind in pagefind.found:
            yield f"Pagefind: {name}", f"{pagefind.found[kind]:.1f}"


def _table(columns: Mapping[int, Mapping[str, str]]) -> str:
    names = dict.fromkeys(name for column in columns.values() for name in column)
    heads = "".join(f" {articles:,} stories |" for articles in columns)
    lines = [f"| |{heads}", f"|---|{'--:|' * len(columns)}"]
    for name in names:
        values = (column.get(name, "–") for column in columns.values())
        lines.append(f"| {name} |{''.join(f' {value} |' for value in values)}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
