"""Build a made archive with newsgen, and with others beside it, and print what each build cost.

python -m benchmarks --sizes 20000,100000 --runs 3 --against hugo,pelican --write
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks import machine, tables
from benchmarks.alike import take_census
from benchmarks.contenders import (
    COMMONMARK,
    NEWSGEN,
    Contender,
    RefusedError,
    Wanted,
    hugo,
    newsgen,
    newsgen_version,
    pelican,
    write_sources,
)
from benchmarks.growth import fit_line
from benchmarks.hugo_site import HugoMissingError
from benchmarks.measure import CommandError, Cost, extent
from benchmarks.page import PAGE, MarkerError, check_markers, replace_parts
from benchmarks.pelican_site import PelicanMissingError
from benchmarks.rounds import Costs, builds_after_edits, builds_from_nothing, starts

FROM_NOTHING = "from-nothing"
EDITS = "edits"
START = "start"
CHOICES = (FROM_NOTHING, EDITS, START)
WITHOUT_RELATED = "from-nothing-without-related"
GROWTH = "growth"
GROWTH_AFTER_EDITS = "growth-after-edits"
EXTRAPOLATION = "extrapolation"
PARTS = (*CHOICES, WITHOUT_RELATED, GROWTH, GROWTH_AFTER_EDITS, EXTRAPOLATION)
"""What is measured, and the names of the markers in the page between which it is written."""
RIVALS = ("hugo", "pelican")
_START_RUNS = 15
_ARTICLES_PER_RUN = 10
"""Of which three are altered, so that most stay as they are."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print tables in Markdown, and return the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    options.sizes = options.sizes or [options.articles or 2_000]
    if options.without_related:
        options.only = FROM_NOTHING
    edits_are_due = options.only in {None, EDITS} and not options.extrapolate
    if edits_are_due and min(options.sizes) < _ARTICLES_PER_RUN * options.runs:
        parser.error(f"{options.runs} runs of the edits want {_ARTICLES_PER_RUN * options.runs} articles or more")
    load_before = machine.load()
    try:
        if options.write:
            check_markers(options.write, PARTS)
        with _workspace(options.keep) as folder:
            measured = _extrapolate(Path(folder), options) if options.extrapolate else _measure(Path(folder), options)
            facts = machine.facts(Path(folder), datetime.now(UTC).date(), load_before)
        parts = {name: f"{text}\n\n{facts}" for name, text in measured.items()}
        for name, text in parts.items():
            print(f"## {name}\n\n{text}\n")
        if options.write:
            replace_parts(options.write, parts)
    except (CommandError, HugoMissingError, PelicanMissingError, MarkerError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure builds of a made archive.")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--articles", type=int, help="how large the archive is (default: 2000)")
    sizes.add_argument(
        "--sizes", type=_numbers, help="several archives, like 20000,100000, and the growth between them"
    )
    sizes.add_argument(
        "--extrapolate", type=_numbers, metavar="SIZES", help="newsgen alone, and what a million would cost"
    )
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each is measured; the median counts (default: 3)"
    )
    parser.add_argument(
        "--against", type=_rivals, default=(), help="build the same articles with hugo, pelican or both too"
    )
    parser.add_argument(
        "--pelican-up-to", type=int, default=20_000, help="leave Pelican out of larger archives (default: 20000)"
    )
    parser.add_argument(
        "--hugo-up-to", type=int, default=100_000, help="leave Hugo out of larger archives (default: 100000)"
    )
    parser.add_argument("--only", choices=CHOICES, help="one part, instead of all that apply")
    parser.add_argument(
        "--incremental-of-all", action="store_true", help="the edits for the others too, which build all anew"
    )
    parser.add_argument("--without-commonmark", action="store_true", help="newsgen with its default dialect only")
    parser.add_argument(
        "--without-related", action="store_true", help="builds from nothing where no article lists earlier coverage"
    )
    parser.add_argument("--jobs", type=int, help="how many processes, or threads in Hugo (default: their own choice)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another archive")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="leave the sites here, and use sources again that lie here"
    )
    parser.add_argument(
        *("--write",),
        type=Path,
        nargs="?",
        const=PAGE,
        metavar="PAGE",
        help="put the tables into docs/benchmarks.md too",
    )
    return parser


def _measure(folder: Path, options: argparse.Namespace) -> dict[str, str]:
    """The parts that were asked for, and their texts."""
    if options.only == START:
        return _measure_starts()
    from_nothing: dict[int, Costs] = {}
    edits: dict[int, dict[str, Costs]] = {}
    texts: dict[str, list[str]] = {FROM_NOTHING: [], EDITS: []}
    contenders: list[Contender] = []
    for size in options.sizes:
        wanted = Wanted(size, options.seed, not options.without_related, options.jobs)
        contenders, notes = _contenders(folder / str(size), wanted, options)
        if options.only in {None, FROM_NOTHING}:
            from_nothing[size] = builds_from_nothing(contenders, options.runs, _say)
            sites = tables.sites({who.name: take_census(who.folder / who.output) for who in contenders})
            texts[FROM_NOTHING] += [f"{size:,} articles:", tables.from_nothing(from_nothing[size], size), sites, *notes]
        if options.only in {None, EDITS}:
            edited = [who for who in contenders if who.name == NEWSGEN or options.incremental_of_all]
            edits[size] = builds_after_edits(edited, wanted, options.runs, _say)
            texts[EDITS] += [f"{size:,} articles, newsgen:", tables.after_edits(edits[size][NEWSGEN])]
            if options.incremental_of_all:
                texts[EDITS] += ["All:", tables.after_edits_of_all(edits[size])]
    how = _how(options, contenders)
    parts = {name: "\n\n".join([*text, how]) for name, text in texts.items() if text}
    if options.without_related:
        return {WITHOUT_RELATED: parts[FROM_NOTHING]}
    if len(options.sizes) > 1:
        growths = {GROWTH: _growth_from_nothing(from_nothing), GROWTH_AFTER_EDITS: _growth_after_edits(edits)}
        for name, named in growths.items():
            at_all_sizes = {title: by_size for title, by_size in named.items() if len(by_size) == len(options.sizes)}
            if at_all_sizes:
                parts[name] = f"{tables.growth(at_all_sizes)}\n\n{how}"
    return parts if options.only else parts | _measure_starts()


def _measure_starts() -> dict[str, str]:
    """How long newsgen takes before it does anything, and when there is nothing to do."""
    return {START: f"{tables.starts(starts(_START_RUNS, _say))}\n\nMedian of {_START_RUNS} runs, {newsgen_version()}."}


_ByName = dict[str, dict[int, list[Cost]]]
"""Title to size to costs."""


def _growth_from_nothing(costs_by_size: dict[int, Costs]) -> _ByName:
    """The builds from nothing of each contender."""
    named: _ByName = {}
    for size, costs in costs_by_size.items():
        for name, measured in costs.items():
            named.setdefault(f"{name}, from nothing", {})[size] = measured
    return named


def _growth_after_edits(edits_by_size: dict[int, dict[str, Costs]]) -> _ByName:
    """The builds of each contender after each edit."""
    named: _ByName = {}
    for size, contenders in edits_by_size.items():
        for name, costs in contenders.items():
            for title, measured in costs.items():
                named.setdefault(f"{name}, {title[0].lower()}{title[1:]}", {})[size] = measured
    return named


def _extrapolate(folder: Path, options: argparse.Namespace) -> dict[str, str]:
    """What newsgen costs at several sizes, and what the straight lines through them say of a million articles."""
    points = []
    for size in options.extrapolate:
        wanted = Wanted(size, options.seed, not options.without_related, options.jobs)
        contender = newsgen(folder / str(size), wanted)
        _write(contender, wanted)
        cost = builds_from_nothing([contender], 1, _say)[NEWSGEN][0]
        again = contender.build()
        _say(f"{NEWSGEN}, nothing changed", again)
        points.append(tables.Point(size, cost, again, extent(contender.folder)))
    lines = {
        title: fit_line(options.extrapolate, [point.values[title] for point in points]) for title in points[0].values
    }
    limits = tables.what_breaks_first(lines, memory=machine.memory(), inodes=machine.inodes(folder))
    table = tables.extrapolation(points, lines)
    return {EXTRAPOLATION: f"{table}\n\n{limits}\n\nOne build each, {_versions([contender])}."}


def _contenders(folder: Path, wanted: Wanted, options: argparse.Namespace) -> tuple[list[Contender], list[str]]:
    """Who takes part, with their sources written, and notes on who does not."""
    folder.mkdir(parents=True, exist_ok=True)
    makers = [partial(newsgen, folder, wanted)]
    if not options.without_commonmark:
        makers.append(partial(newsgen, folder, wanted, name=COMMONMARK))
    found, notes = [], []
    if "hugo" in options.against and wanted.articles <= options.hugo_up_to:
        makers.append(partial(hugo, folder, wanted))
    elif "hugo" in options.against:
        notes.append(f"Hugo is left out at {wanted.articles:,}: it takes half an hour, and 8 GB of memory.")
    if "pelican" in options.against and wanted.articles <= options.pelican_up_to:
        makers.append(partial(pelican, folder))
    elif "pelican" in options.against:
        notes.append(f"Pelican is left out at {wanted.articles:,}: it goes through all articles for each tag.")
    for contender in [make() for make in makers]:
        try:
            _write(contender, wanted)
        except RefusedError as error:
            _tell(str(error))
            notes.append(str(error))
        else:
            found.append(contender)
    return found, notes


def _write(contender: Contender, wanted: Wanted) -> None:
    contender.folder.parent.mkdir(parents=True, exist_ok=True)
    was_written = write_sources(contender, wanted)
    _tell(f"{contender.folder}: sources {'written' if was_written else 'used again'}")


def _workspace(keep: Path | None) -> AbstractContextManager[str | Path]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="newsgen-benchmark-")
    keep.mkdir(parents=True, exist_ok=True)
    return nullcontext(keep)


def _how(options: argparse.Namespace, contenders: Sequence[Contender]) -> str:
    """How it was measured, in a line."""
    jobs = f"{options.jobs} jobs" if options.jobs else "jobs as each chooses"
    runs = f"Median of {options.runs} runs" if options.runs > 1 else "One run"
    related = "without" if options.without_related else "with"
    return f"{runs}, {jobs}, {related} earlier coverage; {_versions(contenders)}."


def _versions(contenders: Sequence[Contender]) -> str:
    return ", ".join(dict.fromkeys(contender.version() for contender in contenders))


def _numbers(text: str) -> list[int]:
    numbers = [int(number) for number in text.split(",")]
    if len(set(numbers)) < 2 or min(numbers) < 1:
        raise argparse.ArgumentTypeError("two sizes or more, like 20000,100000")
    return numbers


def _rivals(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if not set(names) <= set(RIVALS):
        raise argparse.ArgumentTypeError(f"choose of {', '.join(RIVALS)}")
    return names


def _say(what: str, cost: Cost) -> None:
    """A build in a line, with the load: above the number of processors, others were at work too."""
    seconds = f"{cost.wall:.2f} s by the clock, {cost.cpu:.2f} s of processor"
    _tell(f"{what}: {seconds}, {cost.memory / tables.MEBIBYTE:,.0f} MiB, load {os.getloadavg()[0]:.1f}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
