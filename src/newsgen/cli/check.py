"""``newsgen check``."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from newsgen.checks.check import CheckOptions, CheckReport, check
from newsgen.checks.dead_links import dead_links_by_kind
from newsgen.cli.build import problem_json
from newsgen.cli.console import MANY, BuildProgress, Console, counted, file_size, say_json
from newsgen.cli.options import (
    FOLDER,
    base_url_option,
    jobs_option,
    json_option,
    project_at,
    project_option,
    quiet_option,
    verbose_option,
)
from newsgen.errors import ExitCode, Problem
from newsgen.models.rules import OLD_URL, RULES

_SHOWN = 5
"""Findings that are shown of a rule under which there are many."""
_KINDS = 10
"""Warnings of a rule."""


@click.command("check", epilog="Example: newsgen check --external")
@project_option
@click.option(
    "-o", "--output", type=FOLDER, metavar="DIR", help="The site to check; else `output` of newsgen.yaml, else build/."
)
@click.option(
    "--now",
    default="",
    metavar="DATE",
    help="The time to check for, like 2025-12-14T09:30; else SOURCE_DATE_EPOCH, else the clock.",
)
@jobs_option
@base_url_option
@click.option("--external", is_flag=True, help="Ask other sites, too, whether what articles link to is there.")
@click.option(
    "--old-urls",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A list of addresses of an old site: each must lead to something.",
)
@click.option("--rules", is_flag=True, help="List the rules, and how grave each is here; check nothing.")
@click.option("--github", is_flag=True, help="Print annotations, as GitHub Actions shows them beside the lines.")
@json_option
@quiet_option
@verbose_option
def command(
    *,
    project_folder: Path | None,
    output: Path | None,
    now: str,
    jobs: int,
    base_url: str | None,
    external: bool,
    old_urls: Path | None,
    rules: bool,
    github: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the articles and the built site: links, pictures, dates, feeds, what is held back, what Pages takes."""
    console = Console.for_process(quiet=quiet or as_json, verbose=verbose)
    project = project_at(project_folder, base_url)
    if rules:
        return _list_rules(console, project.settings.checks, as_json=as_json)
    options = CheckOptions(output=output, now=now, jobs=jobs, external=external, old_urls=old_urls)
    with BuildProgress(console) as progress:
        report = check(project, options, progress)
    if as_json:
        say_json(report_json(report))
    elif github:
        for problem in report.problems:
            click.echo(annotation(problem, os.path.relpath(project.root)))
        _tell(console, report)
    else:
        tell_problems(console, report.problems)
        _tell(console, report)
    return report.exit_code


def _list_rules(console: Console, levels: Mapping[str, str], *, as_json: bool) -> int:
    if as_json:
        found = [
            {"name": rule.name, "level": levels.get(rule.name, str(rule.severity)), "asks": rule.asks}
            for rule in RULES.values()
        ]
        say_json(found)
        return ExitCode.OK
    for rule in RULES.values():
        level = levels.get(rule.name, str(rule.severity))
        console.say(f"{rule.name:<18} {level:<8} {rule.asks}{' (cannot be turned off)' if rule.is_fixed else ''}")
    return ExitCode.OK


def tell_problems(console: Console, problems: Sequence[Problem]) -> None:
    """Warnings first, of each rule a few; then all errors. Many of either are told by kind."""
    errors = [problem for problem in problems if problem.is_error]
    warnings = [problem for problem in problems if not problem.is_error]
    counts = Counter(problem.rule for problem in warnings)
    is_short = not console.verbose and len(problems) <= MANY
    told = list(_few_of_each_rule(warnings)) if is_short else warnings
    if console.problems([*told, *errors], shows_rule=True):
        _tell_dead_links(console, errors)
        console.note("(--verbose or --json tells every one)")
    for rule, count in counts.items():
        if count > _SHOWN and is_short:
            console.note(f"{count - _SHOWN:,} more under {rule} (--verbose shows all)")


def _tell_dead_links(console: Console, problems: Iterable[Problem]) -> None:
    """Of many dead links the kinds: an old site's addresses are mended by kind, not one by one."""
    kinds = dead_links_by_kind(problems)
    if sum(len(found.problems) for found in kinds) <= MANY:
        return
    console.note("dead links by kind:")
    for found in kinds[:_KINDS]:
        links, files = counted(len(found.problems), "link"), counted(found.files, "file")
        console.note(f"  {found.kind}: {links} in {files}, such as {found.example}")
    if len(kinds) > _KINDS:
        console.note(f"  {counted(len(kinds) - _KINDS, 'more kind')}")
    console.note("  mend: where a page has taken the old one's place, write the old address under its `aliases:`")


def _few_of_each_rule(problems: Iterable[Problem]) -> Iterator[Problem]:
    shown: Counter[str] = Counter()
    for problem in problems:
        shown[problem.rule] += 1
        if shown[problem.rule] <= _SHOWN:
            yield problem


def _tell(console: Console, report: CheckReport) -> None:
    """The summary."""
    if report.off:
        console.say(f"turned off: {', '.join(report.off)}")
    if report.files:
        heavy = ", ".join(f"{weight.path} {file_size(weight.size)}" for weight in report.heaviest[:3])
        console.say(f"{report.output}/: {counted(report.files, 'file')}, {file_size(report.size)}, most of it {heavy}")
    if report.search:
        cost = report.search
        dearest = f'; the dearest word is "{cost.word}", {file_size(cost.query)}' if cost.word else ""
        console.say(f"search-index/: {counted(cost.files, 'file')}, {file_size(cost.size)}{dearest}")
    if report.external:
        console.say(f"{counted(report.external, 'link')} to other sites")
    if report.old_urls:
        dead = sum(problem.rule == OLD_URL.name for problem in report.problems)
        state = f"{dead:,} of them to nothing" if dead else "each leads to something"
        console.say(f"{counted(report.old_urls, 'old address', 'old addresses')}: {state}")
    seconds = sum(report.seconds.values())
    if console.verbose:
        console.say("  " + ", ".join(f"{phase} {spent:.2f} s" for phase, spent in report.seconds.items()))
    found = f"{counted(len(report.errors), 'error')}, {counted(len(report.warnings), 'warning')}"
    console.say(
        f"{found} in {counted(report.articles, 'article')} and {counted(report.pages, 'page')} ({seconds:.2f} s)"
    )


def report_json(report: CheckReport) -> dict[str, object]:
    """The report as JSON has it; docs/check.md lists the keys."""
    return {
        "output": report.output,
        "exit_code": int(report.exit_code),
        "articles": report.articles,
        "pages": report.pages,
        "files": report.files,
        "bytes": report.size,
        "search": asdict(report.search) if report.search else None,
        "heaviest": [{"path": weight.path, "bytes": weight.size} for weight in report.heaviest],
        "external": report.external,
        "old_urls": report.old_urls,
        "off": list(report.off),
        "dead_links": [
            {"kind": found.kind, "links": len(found.problems), "files": found.files, "example": found.example}
            for found in dead_links_by_kind(report.problems)
        ],
        "problems": [problem_json(problem) for problem in report.problems],
        "seconds": {phase: round(spent, 3) for phase, spent in report.seconds.items()},
    }


def annotation(problem: Problem, root: str) -> str:
    """A problem as a workflow command of GitHub Actions; ``root`` is the publication's folder from the current one."""
    path = problem.path if root == "." else f"{root}/{problem.path}"
    properties = {"file": path, "line": problem.line, "col": problem.column, "title": f"newsgen: {problem.rule}"}
    shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    mend = f" — {problem.mend}" if problem.mend else ""
    return f"::{problem.severity} {shown}::{_message(problem.what + mend)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
