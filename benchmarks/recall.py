"""How much search finds in scripts that part no words: documentation in such a language, and queries made of it.

    python -m benchmarks.recall help/ko/text help/ja/text --language ko,ja

Each folder has HTML pages of one language; of each page an article is made, of its headline and paragraphs. Queries are
made of these with a fixed seed: letters that stand side by side in them, from one to five; whole runs of letters of the
script; two pieces of one page; letters with the Latin word that they hang on. What is true is told by the pages of the
site, which are read here by other means than the index: pages in whose headline or text the letters stand.
"""

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import yaml

from benchmarks import machine
from benchmarks.archive import write_files
from benchmarks.contenders import Wanted, newsgen, newsgen_version
from benchmarks.measure import Cost, extent
from benchmarks.page import read_options, tell
from benchmarks.read_pages import page_of
from benchmarks.recall_queries import SCRIPTS, Maker, Query, Truth, some
from benchmarks.search import Engine, Load, from_nothing, without_search
from newsgen.searcher.find import Asked, search
from newsgen.searcher.shards import FOLDER

PART = "recall"
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_FIRST_DAY = date(2015, 1, 1)
_LENGTHS = (1, 2, 3, 4, 5)
_MANY = 5
"""Results from which the search page looks no further; as in `search/page.js`."""
_KILOBYTE = 1_000
_ALL = 1_000_000


# The site.


def write_site(source: Path, site: Path, language: str) -> int:
    """Make a project of a folder of HTML pages, and tell how many articles it has."""
    shutil.rmtree(site, ignore_errors=True)
    settings = f"title: Help\nbase_url: https://help.example/\ntimezone: UTC\nlanguage: {language}\n"
    articles = list(_articles(source))
    write_files([("newsgen.yaml", settings), *articles], site)
    return len(articles)


def _articles(source: Path) -> Iterator[tuple[str, str]]:
    """The path and the text of each, a day after the one before."""
    day = _FIRST_DAY
    for path in sorted(source.rglob("*.htm*")):
        headline, blocks = page_of(path.read_text(encoding="utf-8", errors="replace"))
        if headline and (blocks := [block for block in blocks if block != headline]):
            front = yaml.safe_dump({"title": headline, "date": day.isoformat()}, allow_unicode=True, width=_ALL)
            text = "\n\n".join(map(_as_markdown, blocks))
            yield f"content/{day:%Y}/page-{day:%m-%d}.md", f"---\n{front}---\n\n{text}\n"
            day += timedelta(days=1)


def _as_markdown(text: str) -> str:
    """A paragraph in which every sign stands for itself."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)


# What comes of it.


@dataclass(slots=True)
class Score:
    """How well queries of one kind are answered."""

    queries: int = 0
    true: int = 0
    """Pages that answer, of all queries."""
    found: int = 0
    """Those of them that were found."""
    answered: int = 0
    """All pages that were found."""
    missed: list[str] = field(default_factory=list)
    """Queries of which a page was not found."""
    wrong: list[str] = field(default_factory=list)
    """Those for which another was."""

    def add(self, query: str, true: set[str], found: set[str]) -> None:
        """Count a query, the pages that answer it and those that were found."""
        self.queries += 1
        self.true += len(true)
        self.found += len(true & found)
        self.answered += len(found)
        if true - found:
            self.missed.append(query)
        if found - true:
            self.wrong.append(query)

    @property
    def recall(self) -> float:
        """How many of the pages that answer were found."""
        return self.found / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """How many of the pages that were found answer."""
        return self.found / self.answered if self.answered else 1.0


@dataclass(slots=True)
class Result:
    """All figures of one language."""

    language: str
    pages: int
    letters: int
    plain: Cost
    searched: Cost
    index: int
    """Bytes."""
    scores: dict[str, Score]
    headlines: tuple[int, int]
    """Queries whose first result has them in its headline, and all of which a page has them there, another not."""


def measured(source: Path, folder: Path, language: str, count: int, seed: int) -> Result:
    """The figures of one folder of pages."""
    sites = {kind: newsgen(folder / language / kind, Wanted(0, jobs=1)) for kind in ("with", "without")}
    site, pages = sites["with"], 0
    for each in sites.values():
        pages = write_site(source, each.folder, language)
    if not pages:
        raise SystemExit(f"{source} has no page of HTML with a headline and text")
    without_search(sites["without"])
    costs = from_nothing(sites)
    output = site.folder / site.output
    truth, engine = Truth.of(output), Engine(output)
    maker = Maker(truth, SCRIPTS[language], random.Random(seed))
    kinds = {
        **{_of_length(length): some(maker.pieces(length), count) for length in _LENGTHS},
        "a whole run of letters": some(maker.whole_runs(), count),
        "two pieces": some(maker.pairs(), count),
        "with a Latin word": some(maker.with_latin(), count),
    }
    quoted = {
        "in quotation marks": some(maker.quoted(), count),
        "in quotation marks, with a Latin word": some(maker.quoted_with_latin(), count),
    }
    scores = {
        **{kind: _scored(truth, queries, partial(_places, engine)) for kind, queries in kinds.items()},
        "one letter, as the search page shows it": _scored(
            truth, kinds[_of_length(1)], partial(_places, engine, is_shown=True)
        ),
        **{kind: _scored(truth, queries, partial(_places_with_phrases, output)) for kind, queries in quoted.items()},
    }
    return Result(
        language=language,
        pages=pages,
        letters=sum(map(len, truth.texts.values())),
        plain=costs["without"],
        searched=costs["with"],
        index=extent(output / FOLDER).size,
        scores=scores,
        headlines=_headlines(engine, truth, [*kinds[_of_length(1)], *kinds[_of_length(2)], *kinds[_of_length(3)]]),
    )


def _of_length(length: int) -> str:
    return f"{length} letter{'s' if length > 1 else ''}"


def _scored(truth: Truth, queries: Sequence[Query], places: Callable[[str], set[str]]) -> Score:
    score = Score()
    for query in queries:
        score.add(query.text, truth.having(*query.parts), places(query.text))
    return score


def _places(engine: Engine, query: str, *, is_shown: bool = False) -> set[str]:
    """Where the pages lie that have all that is asked for."""
    answer = engine.answer(query)
    if is_shown:
        quick = engine.answer(query, Load())
        answer = quick if len(quick.hits) >= _MANY and quick.is_whole else answer
    return {*engine.places(answer, _ALL)} if answer.has_all else set()


def _places_with_phrases(output: Path, query: str) -> set[str]:
    """The same where the pages themselves are asked for phrases."""
    return {result.place for result in search(output, query, Asked(), limit=_ALL).results}


def _headlines(engine: Engine, truth: Truth, queries: Sequence[Query]) -> tuple[int, int]:
    first = every = 0
    for query in queries:
        titled = truth.titled(query.text)
        if titled and truth.having(*query.parts) - titled:
            every += 1
            first += engine.places(engine.answer(query.text), 1)[0] in titled
    return first, every


def table_of(results: Sequence[Result], names: Mapping[str, str]) -> str:
    """The figures, a column for each language."""
    rows: list[tuple[str, list[str]]] = [
        ("pages; letters of each", [f"{each.pages:,}; {each.letters / each.pages:,.0f}" for each in results]),
        *((f"{kind}: recall; precision", [_said(each.scores[kind]) for each in results]) for kind in results[0].scores),
        ("of 100 queries that a headline has, it comes first", [_share(*each.headlines) for each in results]),
        ("the index, KB of a page", [f"{each.index / each.pages / _KILOBYTE:.2f}" for each in results]),
        (
            "build without the index, with it: seconds of processor time",
            [f"{each.plain.cpu:.1f}; {each.searched.cpu:.1f}" for each in results],
        ),
    ]
    head = " | ".join(names.get(each.language, each.language) for each in results)
    lines = [f"| | {head} |", f"|---|{'--:|' * len(results)}"]
    return "\n".join([*lines, *(f"| {name} | {' | '.join(values)} |" for name, values in rows)])


def _said(score: Score) -> str:
    if not score.queries:
        return "–"
    # What is not all is never told as 1.
    recall = min(round(score.recall, 4), 1.0 if not score.missed else 0.9999)
    precision = min(round(score.precision, 3), 1.0 if not score.wrong else 0.999)
    return f"{recall:g}; {precision:g}"


def _share(some: int, every: int) -> str:
    return f"{100 * some / every:.1f}" if every else "–"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code: 1 where not all was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recall", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="of HTML pages, of one language each")
    parser.add_argument("--language", required=True, help=f"of each folder: {', '.join(SCRIPTS)}; ko,ja for two")
    parser.add_argument("--name", default="", help="of what lies in each folder, for the table: one,other")
    parser.add_argument("--queries", type=int, default=300, help="how many of each kind (default: 300)")
    parser.add_argument("--seed", type=int, default=1, help="other queries")
    parser.add_argument("--folder", type=Path, help="where the sites are made; else a temporary folder")
    options = read_options(parser, PART, arguments)
    languages = options.language.split(",")
    if unknown := {*languages} - SCRIPTS.keys():
        parser.error(f"--language: {', '.join(sorted(unknown))} is none of {', '.join(SCRIPTS)}")
    if len(languages) != len(options.folders) or len({*languages}) < len(languages):
        parser.error("--language wants another one for each folder, as in `help/ko help/ja --language ko,ja`")
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        results = [
            measured(source, folder, language, options.queries, options.seed)
            for source, language in zip(options.folders, languages, strict=True)
        ]
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    names = dict(zip(languages, options.name.split(","), strict=False)) if options.name else {}
    text = f"{table_of(results, names)}\n\n{newsgen_version()}.\n\n{facts}"
    tell(PART, text, options)
    is_whole = True
    for result in results:
        for kind, score in result.scores.items():
            if score.missed:
                is_whole = False
                print(
                    f"{result.language}, {kind}: not all found of {json.dumps(score.missed[:20], ensure_ascii=False)}",
                    file=sys.stderr,
                )
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
