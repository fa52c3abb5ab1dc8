"""``newsgen list``."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from newsgen.builder.build import BuildOptions, dry_run
from newsgen.builder.catalogue import Entry, read_catalogue
from newsgen.builder.schedule import aged
from newsgen.cli.build import problem_json
from newsgen.cli.console import BuildProgress, Console, counted, say_json
from newsgen.cli.options import json_option, now_option, project_at, project_option, split_term
from newsgen.errors import ExitCode, Problem, UsageError, display_width, printable
from newsgen.models.moment import DateError, Moment, parse_moment
from newsgen.models.names import is_in_another_script, slug_for
from newsgen.models.term_filing import NO_FILING, TermFiling
from newsgen.planner.filings import filings_of
from newsgen.project import Project


@dataclass(frozen=True, slots=True)
class _Filter:
    """Which articles are wanted."""

    states: frozenset[str]
    terms: tuple[tuple[str, str], ...]
    """Taxonomy and a name."""
    since: Moment | None
    until: Moment | None
    filings: Mapping[str, TermFiling]

    def accepts(self, entry: Entry) -> bool:
        """Whether an article is among them."""
        article = entry.article
        if self.states and entry.state not in self.states:
            return False
        if self.since and article.date.instant < self.since.instant:
            return False
        if self.until and article.date.day > self.until.day:
            return False
        return all(
            self.word(taxonomy, wanted) in {self.word(taxonomy, name) for name in article.names(taxonomy)}
            for taxonomy, wanted in self.terms
        )

    def word(self, taxonomy: str, name: str) -> str:
        """The same for all names of a term: in other scripts, ASCII would take two for one."""
        word = slug_for(name, "unicode" if is_in_another_script(name) else "ascii")
        return self.filings.get(taxonomy, NO_FILING).slug_of(name, word) or word


@click.command("list", epilog="Example: newsgen list --section World --since 2025-01-01 --json")
@project_option
@click.option("--draft", is_flag=True, help="Only drafts.")
@click.option("--future", is_flag=True, help="Only articles whose date is still to come.")
@click.option("--expired", is_flag=True, help="Only articles whose time is over.")
@click.option("--upcoming", is_flag=True, help="Only what the clock will change: what appears or leaves, and when.")
@click.option("--broken", is_flag=True, help="Only files that cannot be published, and why, one on each line.")
@click.option("--tag", multiple=True, metavar="NAME", help="Only articles with this tag; may be repeated.")
@click.option("--section", metavar="NAME", help="Only articles of this section.")
@click.option("--author", metavar="NAME", help="Only articles by this author.")
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="TAXONOMY=NAME",
    help="Only articles with this term of any taxonomy.",
)
@click.option("--since", default="", metavar="DATE", help="Only articles of this day or later.")
@click.option("--until", default="", metavar="DATE", help="Only articles of this day or earlier.")
@now_option
@json_option
def command(
    *,
    project_folder: Path | None,
    draft: bool,
    future: bool,
    expired: bool,
    upcoming: bool,
    broken: bool,
    tag: tuple[str, ...],
    section: str | None,
    author: str | None,
    terms: tuple[str, ...],
    since: str,
    until: str,
    now: str,
    as_json: bool,
) -> int:
    """List articles, newest first: published, drafts, future and expired ones."""
    project = project_at(project_folder)
    if broken:
        _refuse_filters(draft, future, expired, upcoming, tag, section, author, terms, since, until)
        return _list_broken(project, now, as_json=as_json)
    asked = [("tags", name) for name in tag]
    asked += [(taxonomy, name) for taxonomy, name in (("sections", section), ("authors", author)) if name]
    asked += [split_term(term, project.settings) for term in terms]
    catalogue = read_catalogue(project, now, dict(os.environ))
    wanted = _Filter(
        states=_states(draft=draft, future=future, expired=expired),
        terms=tuple(asked),
        since=_day("--since", since, project),
        until=_day("--until", until, project),
        filings=filings_of(catalogue.others, project.settings),
    )
    entries = [entry for entry in reversed(catalogue.entries) if wanted.accepts(entry)]
    if upcoming:
        _say_upcoming(_upcoming(entries, catalogue.now, news=project.settings.news_sitemap), as_json=as_json)
    elif as_json:
        say_json([_entry_json(entry) for entry in entries])
    else:
        _print_table(entries)
    console = Console.for_process()
    console.problems(catalogue.errors)
    return ExitCode.CONTENT if catalogue.errors else ExitCode.OK


def _refuse_filters(*filters: object) -> None:
    if any(filters):
        raise UsageError(
            "--broken lists files, of which neither terms nor dates are known for sure",
            mend="call it alone, or with --json, --now and --project",
        )


def _list_broken(project: Project, now: str, *, as_json: bool) -> int:
    """What a build would leave out for its errors, file by file."""
    console = Console.for_process(quiet=as_json)
    with BuildProgress(console) as progress:
        report = dry_run(project, BuildOptions(now=now), progress).report
    files: dict[str, list[Problem]] = {}
    for problem in report.errors:
        files.setdefault(problem.path, []).append(problem)
    if as_json:
        say_json(
            [{"source": path, "problems": [problem_json(each) for each in found]} for path, found in files.items()]
        )
    else:
        for first, *others in files.values():
            more = f" (and {len(others):,} more)" if others else ""
            console.say(f"{first.place}: {first.message()}{more}")
        console.say(counted(len(files), "file"))
    return ExitCode.CONTENT if files else ExitCode.OK


def _states(*, draft: bool, future: bool, expired: bool) -> frozenset[str]:
    """The states that are asked for: what another system's field or folder hides is a draft there."""
    asked = (("draft", draft), ("hidden", draft), ("future", future), ("expired", expired))
    return frozenset(state for state, is_asked in asked if is_asked)


def _day(option: str, text: str, project: Project) -> Moment | None:
    if not text:
        return None
    try:
        return parse_moment(text, project.settings.zone)
    except DateError as error:
        raise UsageError(f"{option} is {error}", mend="write YYYY-MM-DD") from None


def _upcoming(entries: list[Entry], now: int, *, news: bool) -> list[tuple[Moment, str, Entry]]:
    """When an article appears, leaves, is news no more, or its pin or banner ends; and which, the next first."""
    found = [(entry.article.date, "appears", entry) for entry in entries if entry.state == "future"]
    found += [
        (entry.article.expires, "leaves", entry)
        for entry in entries
        if entry.article.expires is not None and entry.state in {"published", "future"}
    ]
    found += [
        (end, "pin ends" if end == entry.article.prominence.pinned_until else "banner ends", entry)
        for entry in entries
        for end in entry.article.ends
        if entry.state in {"published", "future"} and end.instant > now
    ]
    if news:
        found += [
            (leaves, "leaves news", entry)
            for entry in entries
            if entry.state in {"published", "future"} and (leaves := aged(entry.article.date)) and leaves.instant > now
        ]
    return sorted(found, key=lambda change: (change[0].instant, change[2].article.source))


def _say_upcoming(changes: list[tuple[Moment, str, Entry]], *, as_json: bool) -> None:
    if as_json:
        say_json([{"at": moment.rfc3339, "what": what, **_entry_json(entry)} for moment, what, entry in changes])
        return
    width = max((len(what) for _, what, _ in changes), default=0)
    for moment, what, entry in changes:
        clock = moment.rfc3339[11:16]
        title, source = printable(entry.article.title), printable(entry.article.source)
        click.echo(f"{moment.iso_day}  {clock}  {what:{width}}  {title}  (content/{source})")
    click.echo(counted(len(changes), "change"))


def _print_table(entries: list[Entry]) -> None:
    rows = [
        (
            entry.article.date.iso_day,
            entry.state,
            printable(entry.article.section),
            printable(entry.article.title),
        )
        for entry in entries
    ]
    widths = [max((display_width(row[column]) for row in rows), default=0) for column in range(3)]
    for row, entry in zip(rows, entries, strict=True):
        cells = [cell + " " * (width - display_width(cell)) for cell, width in zip(row[:3], widths, strict=True)]
        click.echo("  ".join([*cells, row[3], f"(content/{printable(entry.article.source)})"]))
    click.echo(counted(len(entries), "article"))


def _entry_json(entry: Entry) -> dict[str, object]:
    article = entry.article
    return {
        "source": f"content/{article.source}",
        "url": entry.url,
        "state": entry.state,
        "reason": entry.reason,
        "title": article.title,
        "date": article.date.iso,
        "updated": article.updated.iso if article.updated else None,
        "lang": article.lang or None,
        "summary": article.summary,
        "terms": {taxonomy: list(names) for taxonomy, names in article.terms.items()},
        "extra": dict(article.extra),
    }
