"""How long a preview takes: from the command to the first page, and from a saved file to the page in a browser.

    python -m benchmarks.preview --sizes 20000,100000 --write

Wants Chromium, and playwright to drive it.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import machine
from benchmarks.archive import Story, make_archive, write_files
from benchmarks.contenders import Contender, Wanted, newsgen, newsgen_version, unsealed, write_sources
from benchmarks.edits import choose_stories
from benchmarks.page import read_options, tell

if TYPE_CHECKING:
    from playwright.sync_api import Page

PART = "preview"
_PATIENCE = 120
_WAIT = 0.7
"""Seconds between two edits: an editor is slower, and the watcher must not take two for one."""
_CLOCK = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => {
  window.shown = [document.documentElement.outerHTML, Date.now()];
}));
"""
"""Notes what each page says when it is about to be painted, and when that is: by the same clock as the save."""
_SHOWS = "text => window.shown && window.shown[0].includes(text) && window.shown[1]"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one archive, in seconds."""

    articles: int
    first_pages: list[float]
    """From the command to the first page, where the site was built before."""
    from_nothing: float
    """The same once, where nothing was."""
    edits: dict[str, list[float]]
    """Kind of edit to the times from the save to the page."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a table in Markdown, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--sizes", default="2000", help="one archive or several, like 20000,100000 (default: 2000)")
    parser.add_argument("--runs", type=int, default=5, help="starts that are measured (default: 5)")
    parser.add_argument("--edits", type=int, default=40, help="edits of each kind (default: 40)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave the sites here, and use sources that lie here")
    options = read_options(parser, PART, arguments)
    load_before = machine.load()
    with tempfile.TemporaryDirectory(prefix="newsgen-benchmark-") as temporary:
        folder = options.keep or Path(temporary)
        figures = [_measure(folder, int(size), options.runs, options.edits) for size in options.sizes.split(",")]
        facts = machine.facts(folder, datetime.now(UTC).date(), load_before)
    text = f"{_table(figures)}\n\n{_how(options)}\n\n{facts}"
    tell(PART, text, options)
    return 0


def _measure(folder: Path, size: int, runs: int, count: int) -> Figures:
    contender = newsgen(folder / str(size), Wanted(size))
    contender.folder.parent.mkdir(parents=True, exist_ok=True)
    write_sources(contender, Wanted(size))
    stories = choose_stories(make_archive(size, 1), 1)
    shutil.rmtree(contender.folder / ".newsgen", ignore_errors=True)
    from_nothing = _first_page(contender)
    contender.build()
    contender.build()  # the second one finds stamps that can be trusted
    first_pages = [_first_page(contender) for _ in range(runs)]
    with unsealed(contender), _served(contender) as (_, url):
        edits = _edits(contender, url, stories[0], count)
        contender.write(stories)
    figures = Figures(size, first_pages, from_nothing, edits)
    print(figures, file=sys.stderr, flush=True)
    return figures


@contextmanager
def _served(contender: Contender) -> Iterator[tuple[float, str]]:
    """A preview: when it was called, and its address."""
    command = [sys.executable, "-u", "-m", "newsgen", "serve", "--port", "0", "--project", str(contender.folder)]
    started = time.perf_counter()
    process = subprocess.Popen(command, env=contender.environment, stdout=subprocess.PIPE, text=True)
    try:
        found = next(match for line in process.stdout or () if (match := re.search(r"http://\S+", line)))
        yield started, found[0]
    finally:
        process.kill()
        process.communicate()


def _first_page(contender: Contender) -> float:
    with _served(contender) as (started, url):
        urllib.request.urlopen(url, timeout=_PATIENCE).read()  # noqa: S310 - our own
        return time.perf_counter() - started


def _edits(contender: Contender, url: str, story: Story, count: int) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody who measures has it

    day = story.date
    place = f"{day:%Y/%m/%d}/{story.slug}/"
    template = contender.folder / contender.template
    before = template.read_text(encoding="utf-8") if template.exists() else ""

    def edit_text(text: str) -> None:
        contender.write([replace(story, body=f"{text}\n\n{story.body}")])

    def edit_headline(text: str) -> None:
        contender.write([replace(story, title=text)])

    def edit_template(text: str) -> None:
        block = f"{{% block byline %}}{{{{ super() }}}}<p>{text}</p>{{% endblock %}}\n"
        write_files([(contender.template, '{% extends "theme/article.html" %}\n' + block)], contender.folder)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE * 1000)
        page.add_init_script(_CLOCK)
        page.goto(url + place)
        measured = {
            "A text edited": _times(page, edit_text, "Words", count),
            "A headline edited": _times(page, edit_headline, "Headline", count),
            "article.html edited": _times(page, edit_template, "Edition", count),
        }
        contender.write_template(before)
        browser.close()
    return measured


def _times(page: "Page", edit: Callable[[str], None], word: str, count: int) -> list[float]:
    """From each save to the moment at which the page has the text."""
    times = []
    for number in range(count):
        time.sleep(_WAIT)
        text = f"{word} {number} of {os.getpid()}"
        saved = time.time()
        edit(text)
        shown = page.wait_for_function(_SHOWS, arg=text).json_value()
        times.append(shown / 1000 - saved)
    return times


def _table(figures: list[Figures]) -> str:
    titles = [f"{each.articles:,} articles" for each in figures]
    rows = [
        ["First page after the command, s", *(f"{statistics.median(each.first_pages):.2f}" for each in figures)],
        ["The same where nothing was built or read before, s", *(f"{each.from_nothing:.2f}" for each in figures)],
        *(
            [f"{title}, ms: median, 95th percentile", *(_percentiles(each.edits[title]) for each in figures)]
            for title in figures[0].edits
        ),
    ]
    head = f"|  | {' | '.join(titles)} |\n|---|{'---:|' * len(figures)}"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


def _percentiles(times: list[float]) -> str:
    high = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
    return f"{1000 * statistics.median(times):.0f}, {1000 * high:.0f}"


def _how(options: argparse.Namespace) -> str:
    return (
        f"{options.runs} starts, {options.edits} edits of each kind, in headless Chromium on the story's own page; "
        f"{newsgen_version()}."
    )


if __name__ == "__main__":
    sys.exit(main())
