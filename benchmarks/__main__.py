"""Build a made archive with newsgen, and with Hugo beside it, and print what each build cost.

python -m benchmarks --articles 20000 --runs 3 --against hugo
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.archive import make_archive, write_project
from benchmarks.hugo_site import HugoMissingError, find_hugo, hugo_command, write_hugo_site
from benchmarks.measure import CommandError, Cost, measure

_ROOT = Path(__file__).parent.parent
_MEBIBYTE = 1024 * 1024
_WITHOUT_RELATED = '{% extends "theme/article.html" %}{% block related %}{% endblock %}\n'
_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    title: str
    value: Callable[[Cost], float]
    form: str


@dataclass(slots=True)
class Contender:
    """A generator, its site, and what its builds cost."""

    name: str
    folder: Path
    command: list[str]
    environment: dict[str, str]
    output: str
    """The folder that a build writes."""
    leftovers: tuple[str, ...]
    """What else a build leaves in the site's folder."""
    costs: list[Cost] = field(default_factory=list)

    def build_from_nothing(self) -> None:
        """Remove what the last build left, build, and keep the cost."""
        for name in (self.output, *self.leftovers):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.costs.append(measure(self.command, self.environment, self.folder / self.output))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        with _workspace(options.keep) as folder:
            contenders = [_newsgen(Path(folder), options), *_others(Path(folder), options)]
            for run in range(1, options.runs + 1):
                for contender in contenders:
                    contender.build_from_nothing()
                    _say(f"run {run} of {options.runs}: {contender.name}, {_line(contender.costs[-1])}")
    except (CommandError, HugoMissingError) as error:
        print(error, file=sys.stderr)
        return 1
    print(_machine(options))
    print()
    print(_table(contenders, options.articles))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure builds of a made archive.")
    parser.add_argument("--articles", type=int, default=2_000, help="how large the archive is (default: 2000)")
    parser.add_argument("--runs", type=int, default=3, help="builds from nothing, of which the median counts")
    parser.add_argument("--against", choices=("hugo",), help="build the same pages with this generator too")
    parser.add_argument(
        "--without-related", action="store_true", help="no article lists earlier coverage, which is slow in Hugo"
    )
    parser.add_argument("--jobs", type=int, help="how many processes, or threads in Hugo (default: their own choice)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives another archive")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the sites in this folder")
    return parser


def _workspace(keep: Path | None) -> AbstractContextManager[str | Path]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="newsgen-benchmark-")
    keep.mkdir(parents=True, exist_ok=True)
    return nullcontext(keep)


def _newsgen(folder: Path, options: argparse.Namespace) -> Contender:
    """This checkout of newsgen, and its project."""
    site = folder / "newsgen"
    _write_afresh(site, lambda: write_project(make_archive(options.articles, options.seed), site))
    if options.without_related:
        (site / "templates").mkdir()
        (site / "templates" / "article.html").write_text(_WITHOUT_RELATED, encoding="utf-8")
    command = [sys.executable, "-m", "newsgen", "build", "--project", str(site), "--json"]
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(_ROOT / "src"), *filter(None, [environment.get("PYTHONPATH")])],
    )
    if options.jobs:
        command += ["--jobs", str(options.jobs)]
    return Contender("newsgen", site, command, environment, output="build", leftovers=(".newsgen",))


def _others(folder: Path, options: argparse.Namespace) -> list[Contender]:
    """Hugo with a site of the same pages, if it was asked for."""
    if options.against is None:
        return []
    site = folder / "hugo"
    command = hugo_command(site)
    stories = make_archive(options.articles, options.seed)
    _write_afresh(site, lambda: write_hugo_site(stories, site, with_related=not options.without_related))
    environment = dict(os.environ)
    if options.jobs:
        environment["GOMAXPROCS"] = str(options.jobs)
    return [Contender("Hugo", site, command, environment, output="public", leftovers=("resources", ".hugo_build.lock"))]


def _write_afresh(site: Path, write: Callable[[], None]) -> None:
    """A site's folder with nothing in it from before."""
    if site.exists():
        shutil.rmtree(site)
    _say(f"writing {site} …")
    write()


def _line(cost: Cost) -> str:
    """A run in a line, with its load: above the number of processors, others were at work too."""
    seconds = f"{cost.wall:.1f} s by the clock, {cost.cpu:.1f} s of processor"
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{seconds}, {cost.memory / _MEBIBYTE:,.0f} MiB{load}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _machine(options: argparse.Namespace) -> str:
    """What was measured, and on what."""
    versions = [f"Python {platform.python_version()}"]
    if options.against == "hugo":
        related = "without" if options.without_related else "with"
        version = subprocess.run([find_hugo(), "version"], capture_output=True, encoding="utf-8", check=True).stdout
        versions.append(f"Hugo {version.split()[1].lstrip('v').partition('-')[0]} (both {related} earlier coverage)")
    jobs = f"{options.jobs} jobs" if options.jobs else "jobs as each chooses"
    runs = f"median of {options.runs} builds from nothing" if options.runs > 1 else "one build from nothing"
    return f"{options.articles:,} articles; {runs}; {os.cpu_count()} processors, {jobs}; {', '.join(versions)}."


def _table(contenders: Sequence[Contender], articles: int) -> str:
    """The medians, a line each, in Markdown."""
    rows = (
        Row("Articles a second", lambda cost: articles / cost.wall, "{:,.0f}"),
        Row("Wall clock, seconds", lambda cost: cost.wall, "{:,.1f}"),
        Row("Processor, seconds", lambda cost: cost.cpu, "{:,.1f}"),
        Row("Peak memory of all processes, MiB", lambda cost: cost.memory / _MEBIBYTE, "{:,.0f}"),
        Row("Files written", lambda cost: cost.files, "{:,.0f}"),
        Row("Megabytes written", lambda cost: cost.size / _MEGABYTE, "{:,.1f}"),
    )
    names = [contender.name for contender in contenders]
    if len(names) > 1:
        names.append(f"{names[0]} / {names[1]}")
    lines = [f"| | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    for row in rows:
        medians = [median(row.value(cost) for cost in contender.costs) for contender in contenders]
        cells = [row.form.format(value) for value in medians]
        if len(medians) > 1:
            cells.append(f"{medians[0] / medians[1]:.2f}")
        lines.append(f"| {row.title} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
