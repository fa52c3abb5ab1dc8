"""``newsgen import``."""

import os
import sys
from collections import Counter
from itertools import islice
from pathlib import Path

import click

from newsgen.builder.clock import read_clock
from newsgen.builder.load import article_rules
from newsgen.cli.console import Console, counted, say_json
from newsgen.cli.options import json_option, now_option, project_at, project_option, quiet_option, verbose_option
from newsgen.errors import ExitCode, UsageError, printable
from newsgen.importers.kinds import KINDS
from newsgen.importers.plan import Outcome
from newsgen.importers.report import LISTS, Item, Report
from newsgen.importers.run import Imported, ImportOptions, import_sources
from newsgen.importers.source import Question, Reading

_LISTS_NAMED = 3
"""Pages taken for lists that are told one by one."""
_TOLD = 20
"""Stories that are told one by one."""
_REASONS = 8
"""Reasons why something was left out, of a source with many stories."""
_LONGEST = 90
"""Letters of a line that was left out."""


@click.command("import", epilog="Example: newsgen import export.xml --files wp-content/uploads --dry-run")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCES...")
@project_option
@click.option(
    "--as", "kind", type=click.Choice([each.name for each in KINDS]), help="What the source is; else it tells."
)
@click.option("--into", default="", metavar="DIR", help="The folder in content/ for the files; else YEAR/MONTH.")
@click.option("--picture", default="", metavar="FILE", help="The picture of a copied story.")
@click.option(
    "--files", default="", metavar="DIR", help="Where the files lie that an export names: wp-content/uploads."
)
@click.option("--tidy", is_flag=True, help="Mend letters that were decoded wrongly, and chains of blanks.")
@click.option("--fetch", is_flag=True, help="Fetch the pictures that lie nowhere but on the network.")
@click.option("--fetch-at-most", default=1000, metavar="MB", type=click.IntRange(1), help="Of that; 1000 MB.")
@click.option("--map", "columns", multiple=True, metavar="FIELD=COLUMN,…", help="Which column of a table is what.")
@click.option("--status", multiple=True, metavar="VALUE=MEANING,…", help="What states mean: F=published,E=held.")
@click.option("--table", default="", metavar="NAME", help="The table of a database; else the one with most texts.")
@click.option("--rules", default="", metavar="FILE", help="How saved pages are read: imports/NAME/rules.yaml, edited.")
@click.option("--interactive", is_flag=True, help="Ask, on a terminal, about what is unsure in saved pages.")
@click.option("--draft", is_flag=True, help="Hold back what is imported.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option("--again", is_flag=True, help="Write files again that you have deleted.")
@now_option
@quiet_option
@verbose_option
@json_option
def command(
    *,
    sources: tuple[str, ...],
    project_folder: Path | None,
    kind: str | None,
    into: str,
    picture: str,
    files: str,
    tidy: bool,
    fetch: bool,
    fetch_at_most: int,
    columns: tuple[str, ...],
    status: tuple[str, ...],
    table: str,
    rules: str,
    interactive: bool,
    draft: bool,
    dry_run: bool,
    again: bool,
    now: str,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> int:
    """Make article files of another system's stories, or of a text copied from a page. `-` is standard input."""
    if interactive:
        _check_terminal(rules)
    project = project_at(project_folder, makes_redirects=True)
    kinds = (each for each in KINDS if each.name == kind)
    ask = _ask if interactive else None
    options = ImportOptions(
        reading=Reading(next(kinds, None), picture, files, columns, table, rules, status, ask),
        into=into,
        draft=draft,
        dry_run=dry_run,
        again=again,
        tidy=tidy,
        fetch=fetch,
        budget=fetch_at_most * 1_000_000,
    )
    moment = read_clock(now, dict(os.environ), project.settings.zone)
    imported = import_sources(project, article_rules(project), sources, options, moment)
    for trace in (trace for report in imported.reports for trace in report.traces if verbose):
        click.echo(trace, err=True)
    if as_json:
        say_json(_as_json(imported, is_dry=dry_run))
    else:
        console = Console.for_process(quiet=quiet, verbose=verbose)
        for report in imported.reports:
            _tell(report, console, is_dry=dry_run)
        _tell_outcome(imported, console, is_dry=dry_run)
        _tell_what_to_do(imported, console, project.settings.redirect_files)
    return ExitCode.OK if all(report.is_whole for report in imported.reports) else ExitCode.CONTENT


def _check_terminal(rules: str) -> None:
    if rules:
        raise UsageError("--rules answers what --interactive would ask", mend="leave one of the two away")
    if not sys.stdin.isatty():
        raise UsageError(
            "--interactive asks questions, and standard input is no terminal",
            mend="import without it, edit rules.yaml in the folder that the import names, and give it with --rules",
        )


def _ask(question: Question) -> int:
    """The candidate that a person chooses on the terminal."""
    click.echo(f"{question.about}: which is {question.wanted}?", err=True)
    for number, each in enumerate(question.candidates, 1):
        shown = " · ".join(f"“{text}”" for text in each.examples)
        learned = "   (learned)" if each.is_learned else ""
        click.echo(printable(f"  {number}  {each.selector}   {shown}{learned}"), err=True)
    click.echo("  0  none of them", err=True)
    known = next((number for number, each in enumerate(question.candidates, 1) if each.is_learned), 0)
    choice = click.IntRange(0, len(question.candidates))
    try:
        chosen: int = click.prompt("Your choice", default=known, type=choice, err=True)
    except click.Abort as error:  # It is no failure of one source.
        raise KeyboardInterrupt from error
    return chosen - 1


def _as_json(imported: Imported, *, is_dry: bool) -> dict[str, object]:
    return {
        "dry_run": is_dry,
        "files_written": imported.written,
        "reports": [
            {**report.as_json(), "outcomes": {item.path: item.outcome.value for item in report.items}}
            for report in imported.reports
        ],
    }


_WORDS = {
    Outcome.NEW: "written",
    Outcome.SAME: "is there already",
    Outcome.UPDATED: "updated: its source has changed",
    Outcome.EDITED: "left as it is: its source has changed, and so have you the file",
    Outcome.REFUSED: "not written, since it could not be built",
    Outcome.DELETED: "not written again: you have deleted it (`--again` writes it)",
}


_ONE = {
    "answers that servers call pages, and that are none": "answer that a server calls a page, and that is none",
    "captures whose text is in another file of the crawl": "capture whose text is in another file of the crawl",
    "comments on what is not there": "comment on what is not there",
    "copies for printing, AMP and the like": "copy for printing, AMP and the like",
    "entries without headline and text": "entry without headline and text",
    "feeds and sitemaps": "feed or sitemap",
    "files that are neither pages nor pictures": "file that is neither page nor picture",
    "files that are no feed": "file that is no feed",
    "further copies of a story": "further copy of a story",
    "further pages of a story": "further page of a story",
    "lists of stories": "list of stories",
    "older captures of the same address": "older capture of the same address",
    "pages of a forum": "page of a forum",
    "pages that say that there is none": "page that says that there is none",
    "pages without a story": "page without a story",
    "pages without a text": "page without a text",
    "rows without headline and text": "row without headline and text",
}
"""What is told of parts that are no stories, where there is one of a kind."""


def _tell(report: Report, console: Console, *, is_dry: bool) -> None:
    console.say(f"{report.name}: {report.kind}")
    if report.warning:
        console.warn(printable(f"{report.name}: {report.warning}"))
    if any(report.passed_over.values()):
        known = sorted(report.passed_over.items())
        told = ", ".join(f"{count:,} {_ONE.get(kind, kind) if count == 1 else kind}" for kind, count in known if count)
        console.say(f"passed over, since they are no stories: {told}")
        if lists := report.named.get(LISTS, ()):
            more = f" and {len(lists) - _LISTS_NAMED:,} more" if len(lists) > _LISTS_NAMED else ""
            console.say(f"taken for lists of stories: {printable(', '.join(lists[:_LISTS_NAMED]))}{more}")
    for note in report.notes:
        console.say(note)
    for _, why in report.failures:
        console.warn(why)
    is_short = console.verbose or len(report.items) <= _TOLD
    for item in report.items if is_short else _first_of(report):
        _tell_item(item, console, is_dry=is_dry, is_short=is_short)
    if not is_short:
        reasons = Counter(each.why for item in report.items for each in item.left_out)
        for reason, count in reasons.most_common(_REASONS):
            console.say(f"left out: {reason} ({'once' if count == 1 else f'{count:,} times'})")
        console.say(f"and {len(report.items) - _TOLD:,} more; `--verbose` tells all")


def _first_of(report: Report) -> list[Item]:
    """Some stories, those first at which a person should look."""
    doubtful = list(islice((item for item in report.items if item.is_doubtful), _TOLD))
    sure = (item for item in report.items if not item.is_doubtful)
    return [*doubtful, *islice(sure, _TOLD - len(doubtful))]


def _tell_item(item: Item, console: Console, *, is_dry: bool, is_short: bool) -> None:
    is_to_come = is_dry and item.outcome in {Outcome.NEW, Outcome.UPDATED}
    did = f"would be {_WORDS[item.outcome]}" if is_to_come else _WORDS[item.outcome]
    held = f", and held back: {_short(item.held_back)}" if item.held_back else ""
    console.say(f"{item.path}: {did}{held}")
    if item.beside:
        console.say(f"  another story lies at {item.beside}; look whether it is the same one")
    for guess in item.guesses:
        doubt = "" if guess not in item.doubtful else f"; look at it: {guess.confidence:.0%} sure"
        console.say(f"  {guess.field}: {_short(guess.value)} ({guess.why}{doubt})")
    for each in item.left_out if is_short else ():
        console.say(f"  left out: “{_short(each.text)}” ({each.why})")
    if item.proof.missing:
        amid = "".join(f"; in “…{_short(each)}…”" for each in item.proof.around)
        console.warn(f"{item.path}: missing: {_short(' '.join(item.proof.missing))}{amid}")
    for address in item.proof.missing_links:
        console.warn(f"{item.path}: missing: the link or picture {_short(address)}")
    for problem in item.problems:
        console.warn(problem)


def _short(text: str) -> str:
    return printable(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def _tell_outcome(imported: Imported, console: Console, *, is_dry: bool) -> None:
    count = sum(len(report.items) for report in imported.reports)
    words = sum(report.words[0] for report in imported.reports)
    shown = sum(report.words[1] for report in imported.reports)
    missing = sum(report.words[2] for report in imported.reports)
    arrived = [f"{shown:,} on pages" if shown < words else "all on pages"]
    if kept := words - shown - missing:
        arrived.append(f"{kept:,} in fields that no page shows, or kept beside")
    if missing:
        arrived.append(f"{missing:,} missing")
    console.say(f"{counted(count, 'story', 'stories')}, {counted(words, 'word')}: {', '.join(arrived)}")
    links, pictures, lost = (sum(report.addresses[at] for report in imported.reports) for at in range(3))
    if links or pictures:
        state = f"{lost:,} missing" if lost else "all on pages"
        console.say(f"{counted(links, 'link')} and {counted(pictures, 'picture')}: {state}")
    if is_dry:
        console.say("nothing was written")
    elif imported.written and not any(
        report.outcomes[outcome] for report in imported.reports for outcome in (Outcome.NEW, Outcome.UPDATED)
    ):
        console.say(f"no story has changed; {counted(imported.written, 'file')} of the report written")
    elif imported.written:
        console.say(f"{counted(imported.written, 'file')} written; `newsgen build` shows the site with it")
    else:
        console.say("nothing has changed")


def _tell_what_to_do(imported: Imported, console: Console, led: tuple[str, ...]) -> None:
    """Where doubts are to be looked at, and how old addresses lead on; ``led`` are the files that do so already."""
    if not imported.written:
        return
    for report in imported.reports:
        if doubtful := sum(item.is_doubtful for item in report.items):
            console.say(f"to be looked at: {counted(doubtful, 'story', 'stories')}, in {report.folder}/report.html")
    if files := [report.redirects for report in imported.reports if report.redirects not in {"", *led}]:
        named = ", ".join((*led, *files))
        console.say(f"old addresses lead on with `redirects: [{named}]` in newsgen.yaml")
    for report in imported.reports:
        if report.old_urls:
            console.say(f"after `newsgen build`: `newsgen check --old-urls {report.old_urls}`")
