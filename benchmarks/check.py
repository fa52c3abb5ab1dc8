"""How long `newsgen check` takes on a site that was built just before.

python -m benchmarks.check --sizes 20000,100000 --write
"""

import argparse
import json
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
from benchmarks.contenders import ROOT, Contender, Wanted, newsgen, newsgen_version, write_sources
from benchmarks.page import check_markers, replace_parts

PART = "check"
_PAGE = ROOT / "docs" / "benchmarks.md"


_DRAFT = f"""---
title: What nobody is to know before Friday
date: 2025-01-01
draft: true
---

{" ".join(f"The {number}th witness saw the chairman leave by a side door before the vote." for number in range(40))}
"""
"""A story that is held back: its words are looked for in every file."""


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.check", description=__doc__)
    parser.add_argument("--sizes", default="2000", help="one archive or several, like 20000,100000 (default: 2000)")
    parser.add_argument("--runs", type=int, default=3, help="checks that are measured (default: 3)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the sites here, and use sources that lie here")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md too")
    options = parser.parse_args(arguments)
    if options.write:
        check_markers(_PAGE, [PART])
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = options.keep or Path(temporary)
        figures = [_measure(folder, int(size), options.runs) for size in options.sizes.split(",")]
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    how = f"{newsgen_version()}; medians of {options.runs} checks, in brackets the longest. Each is a new process."
    text = f"{_table(figures)}\n\n{how}\n\n{facts}"
    print(text)
    if options.write:
        replace_parts(_PAGE, {PART: text})
    return 0


def _measure(folder: Path, size: int, runs: int) -> Figures:
    contender = newsgen(folder / str(size), Wanted(size))
    contender.folder.parent.mkdir(parents=True, exist_ok=True)
    write_sources(contender, Wanted(size))
    (contender.folder / "content" / "draft.md").write_text(_DRAFT, encoding="utf-8")
    contender.remove_output()
    built = contender.build().wall
    contender.build()  # the second one finds stamps that can be trusted
    seconds = []
    report = {}
    for _ in range(runs):
        started = time.perf_counter()
        report = _check(contender)
        seconds.append(time.perf_counter() - started)
    figures = Figures(size, report["files"], report["bytes"], seconds, report["seconds"], built)
    print(figures, file=sys.stderr, flush=True)
    return figures


def _check(contender: Contender) -> dict[str, object]:
    command = [sys.executable, "-m", "newsgen", "check", "--json", "--project", str(contender.folder)]
    ran = subprocess.run(command, env=contender.environment, capture_output=True, text=True, check=True)
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
    ]
    head = "|  | " + " | ".join(f"{known.articles:,} articles" for known in figures) + " |"
    return "\n".join(
        [head, "|---|" + "---:|" * len(figures), *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows)]
    )


if __name__ == "__main__":
    sys.exit(main())
