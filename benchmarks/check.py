"""How long `newsgen check` takes on a site that was built just before.

python -m benchmarks.check --sizes 20000,100000 --write

With --html the stories are of 40 KB of HTML each, as old systems wrote it, with three dead links.
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine
from benchmarks.archive import write_files
from benchmarks.contenders import Contender, Wanted, newsgen, newsgen_version, write_sources
from benchmarks.page import read_options, tell

PART = "check"


_DRAFT = f"""---
title: What nobody is to know before Friday
date: 2025-01-01
draft: true
---

{" ".join(f"The {number}th witness saw the chairman leave by a side door before the vote." for number in range(40))}
"""
"""A story that is held back: its words are looked for in every file."""


_DEAD = (
    "/old/{number}/{place}.html",
    "../archive/{number}.asp?id={place}&amp;lang=en",
    "/news/{number}.html#part{place}",
)
_HTML_STORY = 40_000
"""In letters."""


def html_story(number: int, seed: int) -> tuple[str, str]:
    """Path and text of a story in the HTML of a word processor, with three dead links."""
    chance = random.Random(f"{seed} {number}")
    day = datetime(2001 + number % 20, 1 + number % 12, 1 + number % 28, tzinfo=UTC)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < _HTML_STORY:
        words = " ".join(f"{chance.choice(_SYLLABLES)}{chance.choice(_SYLLABLES)}" for _ in range(40))
        place = len(paragraphs)
        links = f' <a href="https://elsewhere.example/{chance.randrange(10**6)}" target="_blank">more</a>'
        if place in {10, 30, 50}:
            links += f' <a href="{_DEAD[place // 20].format(number=number, place=place)}">earlier</a>'
        text = f'<span lang="EN-US" style="color:#333">{words}</span>{links}'
        paragraphs.append(f'<p class="MsoNormal" style="margin:0">{text}</p>\n')
    head = f"---\ntitle: Story {number}\ndate: {day:%Y-%m-%d}\nsummary: In short.\ntags: [t{number % 50}]\n---\n\n"
    return f"content/{day:%Y}/story-{number}.md", head + "".join(paragraphs)


_SYLLABLES = "ba co di fe gu hal jor kan lem mir nos pet qua rul sta tor vin wex yal zun".split()


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one archive."""

    articles: int
    files: int
    size: int
    """In bytes, of all files of the site."""
    seconds: list[float]
    """Wall time of each run."""
    phases: dict[str, float]
    """Of the last run, in seconds, as newsgen tells them."""
    built: float
    """Wall time of the build from nothing before, in seconds: by it, a slow machine is known."""
    share: float
    """The processor time of a check, where that of the build is 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__)
    parser.add_argument("--sizes", default="2000", help="one archive or several, like 20000,100000 (default: 2000)")
    parser.add_argument("--html", action="store_true", help="stories of 40 KB of HTML with three dead links each")
    parser.add_argument("--runs", type=int, default=3, help="checks that are measured (default: 3)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the sites here, and use sources that lie here")
    options = read_options(parser, PART, arguments)
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = options.keep or Path(temporary)
        figures = [_measure(folder, int(size), options.runs, is_html=options.html) for size in options.sizes.split(",")]
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    how = f"{newsgen_version()}; medians of {options.runs} checks, in brackets the longest. Each is a new process."
    text = f"{_table(figures)}\n\n{how}\n\n{facts}"
    tell(PART, text, options)
    return 0


def _measure(folder: Path, size: int, runs: int, *, is_html: bool) -> Figures:
    contender = newsgen(folder / f"{size}{'-html' if is_html else ''}", Wanted(size))
    contender.folder.parent.mkdir(parents=True, exist_ok=True)
    if is_html:
        contender.write_site(())
        write_files((html_story(number, 1) for number in range(size)), contender.folder)
    else:
        write_sources(contender, Wanted(size))
    (contender.folder / "content" / "draft.md").write_text(_DRAFT, encoding="utf-8")
    contender.remove_output()
    built = contender.build()
    contender.build()  # the second one finds stamps that can be trusted
    seconds, worked = [], []
    report = {}
    for _ in range(runs):
        started, before = time.perf_counter(), _worked()
        report = _check(contender)
        seconds.append(time.perf_counter() - started)
        worked.append(_worked() - before)
    figures = Figures(
        size,
        report["files"],
        report["bytes"],
        seconds,
        report["seconds"],
        built.wall,
        statistics.median(worked) / built.cpu,
    )
    print(figures, file=sys.stderr, flush=True)
    return figures


def _worked() -> float:
    """Processor seconds of all processes that were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _check(contender: Contender) -> dict[str, object]:
    command = [sys.executable, "-m", "newsgen", "check", "--json", "--project", str(contender.folder)]
    ran = subprocess.run(command, env=contender.environment, capture_output=True, text=True, check=False)
    report: dict[str, object] = json.loads(ran.stdout)
    return report


def _table(figures: Sequence[Figures]) -> str:
    rows = [
        ("Files", [f"{known.files:,}" for known in figures]),
        ("Megabytes", [f"{known.size / 1e6:,.0f}" for known in figures]),
        ("Check, seconds", [f"{statistics.median(known.seconds):.1f} ({max(known.seconds):.1f})" for known in figures]),
        *(
            (f"of these, {phase}", [f"{known.phases.get(phase, 0):.1f}" for known in figures])
            for phase in ("load", "articles", "copies", "site")
        ),
    ]
    rows += [
        ("The build from nothing before, seconds", [f"{known.built:.1f}" for known in figures]),
        ("Check, build = 1", [f"{statistics.median(known.seconds) / known.built:.2f}" for known in figures]),
        ("The same in processor time", [f"{known.share:.2f}" for known in figures]),
    ]
    head = "|  | " + " | ".join(f"{known.articles:,} articles" for known in figures) + " |"
    return "\n".join(
        [head, "|---|" + "---:|" * len(figures), *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)]
    )


if __name__ == "__main__":
    sys.exit(main())
