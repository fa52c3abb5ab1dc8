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
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import yaml

from benchmarks import machine
from benchmarks.contenders import newsgen_environment, newsgen_version
from benchmarks.measure import Cost, extent, measure
from benchmarks.page import read_options, tell
from benchmarks.search import Engine, Load
from newsgen.searcher.find import Asked, search
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import RECORDS
from newsgen.searcher.shards import FOLDER
from newsgen.searcher.words import folded_letters

PART = "recall"
SCRIPTS = {
    "ko": "\uac00-\ud7a3",
    "zh": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff",
    "ja": "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff",
    "th": "\u0e01-\u0e3a\u0e40-\u0e4e",
}
"""The letters of a language, for a class of a regular expression."""
_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i img ins kbd label mark q s samp small span strong sub tt u var wbr"
    .split()
)  # fmt: skip
"""Elements that part no words."""
_UNREAD = frozenset("script style template noscript nav header footer aside form head button select".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FIRST_DAY = date(2015, 1, 1)
_LENGTHS = (1, 2, 3, 4, 5)
_LONGEST_RUN = 12
_MANY = 5
"""Results from which the search page looks no further; as in `search/page.js`."""
_KILOBYTE = 1_000
_ALL = 1_000_000


# Pages of HTML, as readers read them.


class _Reader(HTMLParser):
    """The blocks of text of an element, and the first headline of a page."""

    def __init__(self, wanted: Callable[[str, Mapping[str, str | None]], bool]) -> None:
        super().__init__()
        self._wanted = wanted
        self._inside: list[str] = []
        """The open elements from the wanted one on."""
        self._unread: list[str] = []
        self._piece: list[str] = []
        self._titles: dict[str, list[str]] = {}
        self._title = ""
        self.blocks: list[str] = []

    @property
    def headline(self) -> str:
        for name in ("h1", "title"):
            if text := " ".join(_CONTROLS.sub(" ", "".join(self._titles.get(name, []))).split()):
                return text
        return ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "title"} and tag not in self._titles:
            self._title = tag
            self._titles[tag] = []
        if tag in _VOID:
            self._end_block(tag)
        elif self._unread or (tag in _UNREAD and tag != "head"):
            self._unread.append(tag)
        elif self._inside or self._wanted(tag, dict(attrs)):
            self._end_block(tag)
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._title:
            self._title = ""
        for stack in (self._unread, self._inside):
            if tag in stack:
                while stack.pop() != tag:
                    pass
                break
        self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if self._title:
            self._titles[self._title].append(data)
        if self._inside and not self._unread:
            self._piece.append(data)

    def close(self) -> None:
        super().close()
        self._end_block("p")

    def _end_block(self, tag: str) -> None:
        if tag in _INLINE:
            return
        if text := " ".join(_CONTROLS.sub(" ", "".join(self._piece)).split()):
            self.blocks.append(text)
        self._piece.clear()


def page_of(html: str, *, is_built: bool = False) -> tuple[str, list[str]]:
    """The headline of a page and the blocks of its text: of the whole body, or of the text of a story that is built."""

    def is_body(tag: str, _: Mapping[str, str | None]) -> bool:
        return tag == "body"

    def is_text(tag: str, attributes: Mapping[str, str | None]) -> bool:
        return tag == "div" and "text" in (attributes.get("class") or "").split()

    reader = _Reader(is_text if is_built else is_body)
    reader.feed(html)
    reader.close()
    return reader.headline, reader.blocks


def as_compared(text: str) -> str:
    """A text in the letters that search compares, and one blank where it has some; signs stay where they are."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return " ".join(folded_letters(seen).split())


# The site.


def write_site(source: Path, site: Path, language: str) -> int:
    """Make a project of a folder of HTML pages, and tell how many articles it has."""
    shutil.rmtree(site, ignore_errors=True)
    _write(site / "newsgen.yaml", _settings(language))
    count = 0
    for path in sorted(source.rglob("*.htm*")):
        headline, blocks = page_of(path.read_text(encoding="utf-8", errors="replace"))
        blocks = [block for block in blocks if block != headline]
        if not headline or not blocks:
            continue
        day = _FIRST_DAY + timedelta(days=count)
        front = yaml.safe_dump({"title": headline, "date": day.isoformat()}, allow_unicode=True, width=_ALL)
        text = "\n\n".join(map(_as_markdown, blocks))
        _write(site / "content" / f"{day:%Y}" / f"page-{count}.md", f"---\n{front}---\n\n{text}\n")
        count += 1
    return count


def _settings(language: str) -> str:
    return f"title: Help\nbase_url: https://help.example/\ntimezone: UTC\nlanguage: {language}\n"


def _as_markdown(text: str) -> str:
    """A paragraph in which every sign stands for itself."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(site: Path, *, with_search: bool) -> Cost:
    """What a build from nothing costs."""
    settings = (site / "newsgen.yaml").read_text(encoding="utf-8").replace("search: off\n", "")
    (site / "newsgen.yaml").write_text(settings + ("" if with_search else "search: off\n"), encoding="utf-8")
    for left in ("build", ".newsgen"):
        shutil.rmtree(site / left, ignore_errors=True)
    command = [sys.executable, "-m", "newsgen", "build", "--project", str(site), "--json", "--jobs", "1"]
    return measure(command, newsgen_environment(), site / "build")


# What is true.


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


# Queries.


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query, and what must stand on a page that answers it."""

    query: str
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

    def pieces(self, length: int) -> Iterator[Wanted]:
        """So many letters that stand side by side; like the others, with nothing in a query that could not be made."""
        while True:
            piece = self.piece(length, self.chance.choice(self.runs))
            yield Wanted(piece, (piece,))

    def whole_runs(self) -> Iterator[Wanted]:
        """All letters between two signs or blanks."""
        while True:
            runs = [run for run in self.chance.choice(self.runs) if 2 <= len(run) <= _LONGEST_RUN]
            run = self.chance.choice(runs or [""])
            yield Wanted(run, (run,))

    def pairs(self) -> Iterator[Wanted]:
        """Two pieces of a page, with a blank between."""
        while True:
            runs = self.chance.choice(self.runs)
            pair = tuple(self.piece(self.chance.choice((2, 3)), runs) for _ in range(2))
            yield Wanted(" ".join(pair) if all(pair) else "", pair)

    def with_latin(self) -> Iterator[Wanted]:
        """A Latin word with two to four letters of the script that touch it: both must stand on a page."""
        for one, other in self._touching():
            latin, letters = (one, other) if one.isascii() else (other, one)
            yield Wanted(one + other, (re.compile(rf"(?<![a-z0-9]){latin}(?![a-z0-9])"), letters))

    def quoted_with_latin(self) -> Iterator[Wanted]:
        """The same in quotation marks: they must touch."""
        for one, other in self._touching():
            text = one + other
            yield Wanted(
                f'"{text}"', (re.compile(rf"(?<![a-z0-9]){text}" if one.isascii() else rf"{text}(?![a-z0-9])"),)
            )

    def _touching(self) -> Iterator[tuple[str, str]]:
        while self.mixed:
            one, other = self.chance.choice(self.mixed)
            count = self.chance.choice((2, 3, 4))
            yield (one, other[:count]) if one.isascii() else (one[-count:], other)

    def quoted(self) -> Iterator[Wanted]:
        """Two to six letters in quotation marks, or two words of a page between which only signs stand."""
        side_by_side = re.compile(f"[{self.script}]{{1,6}}[ 、,，·・]{{1,2}}[{self.script}]{{1,6}}")
        texts = [self.truth.texts[place] for place in sorted(self.truth.texts)]
        while True:
            if self.chance.random() < 0.5:
                piece = self.piece(self.chance.choice((2, 3, 4, 5, 6)), self.chance.choice(self.runs))
            else:
                piece = self.chance.choice(side_by_side.findall(self.chance.choice(texts)) or [""])
            words = re.findall(f"[{self.script}]+", piece)
            yield Wanted(f'"{piece}"' if words else "", (re.compile(r"[\W_]+".join(words)),))

    def some(self, made: Iterator[Wanted], count: int) -> list[Wanted]:
        """So many queries, each once; fewer where no others come."""
        found: dict[str, Wanted] = {}
        for tries, wanted in enumerate(made):
            if wanted.query:
                found.setdefault(wanted.query, wanted)
            if len(found) == count or tries > 50 * count:
                break
        return list(found.values())


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
    site = folder / language
    pages = write_site(source, site, language)
    if not pages:
        raise SystemExit(f"{source} has no page of HTML with a headline and text")
    plain, searched = build(site, with_search=False), build(site, with_search=True)
    output = site / "build"
    truth, engine = Truth.of(output), Engine(output)
    maker = Maker(truth, SCRIPTS[language], random.Random(seed))
    kinds = {
        **{_of_length(length): maker.some(maker.pieces(length), count) for length in _LENGTHS},
        "a whole run of letters": maker.some(maker.whole_runs(), count),
        "two pieces": maker.some(maker.pairs(), count),
        "with a Latin word": maker.some(maker.with_latin(), count),
    }
    scores = {kind: _scored(engine, truth, wanted) for kind, wanted in kinds.items()}
    shown = Score()
    for wanted in kinds[_of_length(1)]:
        shown.add(wanted.query, truth.having(*wanted.parts), _places(engine, wanted.query, is_shown=True))
    scores["one letter, as the search page shows it"] = shown
    for kind, made in (
        ("in quotation marks", maker.quoted()),
        ("in quotation marks, with a Latin word", maker.quoted_with_latin()),
    ):
        quoted = scores[kind] = Score()
        for wanted in maker.some(made, count):
            found = search(output, wanted.query, Asked(), limit=_ALL)
            quoted.add(wanted.query, truth.having(*wanted.parts), {result.place for result in found.results})
    return Result(
        language=language,
        pages=pages,
        letters=sum(map(len, truth.texts.values())),
        plain=plain,
        searched=searched,
        index=extent(output / FOLDER).size,
        scores=scores,
        headlines=_headlines(engine, truth, [*kinds[_of_length(1)], *kinds[_of_length(2)], *kinds[_of_length(3)]]),
    )


def _of_length(length: int) -> str:
    return f"{length} letter{'s' if length > 1 else ''}"


def _scored(engine: Engine, truth: Truth, queries: Sequence[Wanted]) -> Score:
    score = Score()
    for wanted in queries:
        score.add(wanted.query, truth.having(*wanted.parts), _places(engine, wanted.query))
    return score


def _places(engine: Engine, query: str, *, is_shown: bool = False) -> set[str]:
    """Where the pages lie that have all that is asked for."""
    answer = engine.answer(query)
    if is_shown:
        quick = engine.answer(query, Load())
        answer = quick if len(quick.hits) >= _MANY and quick.is_whole else answer
    return {*engine.places(answer, _ALL)} if answer.has_all else set()


def _headlines(engine: Engine, truth: Truth, queries: Sequence[Wanted]) -> tuple[int, int]:
    first = every = 0
    for wanted in queries:
        titled = truth.titled(wanted.query)
        if titled and truth.having(*wanted.parts) - titled:
            every += 1
            first += engine.places(engine.answer(wanted.query), 1)[0] in titled
    return first, every


def table_of(results: Sequence[Result], names: Mapping[str, str]) -> str:
    """The figures, a column for each language."""
    rows: list[tuple[str, list[str]]] = [
        ("pages; letters of each", [f"{each.pages:,}; {each.letters / each.pages:,.0f}" for each in results]),
        *((f"{kind}: recall; precision", [_said(each.scores[kind]) for each in results]) for kind in results[0].scores),
        ("of 100 queries that a headline has, it comes first", [_share(*each.headlines) for each in results]),
        (
            "the index, KB of a page",
            [f"{each.index / each.pages / _KILOBYTE:.2f}" for each in results],
        ),
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
