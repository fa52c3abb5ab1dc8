"""``newsgen check``."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click

from newsgen.checks.check import CheckOptions, CheckReport, check
from newsgen.cli.build import problem_json
from newsgen.cli.console import MANY, BuildProgress, Console, counted, file_size, say_json
from newsgen.cli.options import base_url_option, json_option, project_at, project_option, quiet_option, verbose_option
from newsgen.errors import ExitCode, Problem, UsageError
from newsgen.models.rules import RULES

_SHOWN = 5
"""Warnings of a rule."""


@click.command("check", epilog="Example: newsgen check --external")
@project_option
@click.option("-o", "--output", metavar="DIR", help="The site to check; else `output` of newsgen.yaml, else build/.")
@click.option(
    "--now",
    default="",
    metavar="DATE",
    help="The time to check for, like 2025-12-14T09:30; else SOURCE_DATE_EPOCH, else the clock.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; else one for each processor.",
)
@base_url_option
@click.option("--external", is_flag=True, help="Ask other sites, too, whether what articles link to is there.")
@click.option("--rules", is_flag=True, help="List the rules, and how grave each is here; check nothing.")
@click.option("--github", is_flag=True, help="Print annotations, as GitHub Actions shows them beside the lines.")
@json_option
@quiet_option
@verbose_option
def command(
    *,
    project_folder: Path | None,
    output: str | None,
    now: str,
    jobs: int,
    base_url: str | None,
    external: bool,
    rules: bool,
    github: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check the articles and the built site: links, pictures, dates, feeds, what is held back, what Pages takes."""
    console = Console.for_process(quiet=quiet or as_json, verbose=verbose)
    if output is not None and not output.strip():
        raise UsageError("--output is empty", mend="name a folder")
    project = project_at(project_folder, base_url)
    if rules:
        return _list_rules(console, project.settings.checks, as_json=as_json)
    options = CheckOptions(output=Path(output) if output else None, now=now, jobs=jobs, external=external)
    with BuildProgress(console) as progress:
        report = check(project, options, progress)
    if as_json:
        say_json(report_json(report))
    elif github:
        for problem in report.problems:
            click.echo(annotation(problem, os.path.relpath(project.root)))
        _tell(console, report)
    else:
        _tell_problems(console, report)
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


def _tell_problems(console: Console, report: CheckReport) -> None:
    """Warnings first, of each rule a few; then all errors. Many of either are told by kind."""
    counts = Counter(problem.rule for problem in report.warnings)
    is_short = not console.verbose and len(report.problems) <= MANY
    told = list(_few_of_each_rule(report.warnings)) if is_short else report.warnings
    if console.problems([*told, *report.errors], shows_rule=True):
        console.note("(--verbose or --json tells every one)")
    for rule, count in counts.items():
        if count > _SHOWN and is_short:
            console.note(f"{count - _SHOWN:,} more under {rule} (--verbose shows all)")


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
    if report.external:
        console.say(f"{counted(report.external, 'link')} to other sites")
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
        "heaviest": [{"path": weight.path, "bytes": weight.size} for weight in report.heaviest],
        "external": report.external,
        "off": list(report.off),
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
