"""``newsgen build``."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from newsgen.builder.build import BuildOptions, build
from newsgen.builder.build import explain as explain_page
from newsgen.builder.report import BuildReport, Explanation
from newsgen.cli.addresses import tell_vanished
from newsgen.cli.archive import tell_fields, tell_files
from newsgen.cli.console import BuildProgress, Console, counted, file_size, say_json
from newsgen.cli.next_change import next_json, tell_next
from newsgen.cli.options import (
    FOLDER,
    base_url_option,
    jobs_option,
    json_option,
    now_option,
    project_at,
    project_option,
    quiet_option,
    verbose_option,
)
from newsgen.cli.redirects import add_redirects
from newsgen.documents.writing import yaml_item
from newsgen.errors import ExitCode, Problem, UsageError
from newsgen.models.article import BROKEN, HeldBack
from newsgen.models.kinds import kind_of
from newsgen.models.names import path_fault
from newsgen.settings import PLACEHOLDER_URL

_PAGES_LIMIT = 1_000_000_000
"""GitHub Pages: a published site may be at most 1 GB."""
_SHOWN = 10
_SHOWN_ALTERED = 3
_ALL = "(--verbose or --json tells every one)"


@click.command("build", epilog="Example: newsgen build --output /tmp/site --now 2025-12-14")
@project_option
@click.option(
    "-o", "--output", type=FOLDER, metavar="DIR", help="Where to build to; else `output` of newsgen.yaml, else build/."
)
@base_url_option
@now_option
@jobs_option
@click.option("--keep-going", is_flag=True, help="Publish what is right although something is wrong; still exits 1.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--adopt", is_flag=True, help="Build into a folder with files that newsgen did not write.")
@click.option("--verify", is_flag=True, help="Read and compare every file; trust no time stamp.")
@click.option("--profile", is_flag=True, help="Tell which templates and pages took the longest to render.")
@click.option(
    "--write-redirects",
    metavar="FILE",
    help="Add to FILE the old and new addresses of stories that have moved; `redirects: FILE` makes them lead on.",
)
@click.option("--explain", metavar="URL", help="Say why the page at this address is stale or stands; build nothing.")
@json_option
@quiet_option
@verbose_option
def command(
    *,
    project_folder: Path | None,
    output: Path | None,
    base_url: str | None,
    now: str,
    jobs: int,
    keep_going: bool,
    strict: bool,
    adopt: bool,
    verify: bool,
    profile: bool,
    write_redirects: str | None,
    explain: str | None,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build the site. With an error in any article nothing is published, and the old site stays."""
    console = Console.for_process(quiet=quiet or as_json, verbose=verbose)
    if write_redirects is not None and (fault := path_fault(write_redirects.removeprefix("./"))):
        raise UsageError(f"--write-redirects has {fault}", mend="name a file inside the project, such as redirects.txt")
    project = project_at(project_folder, base_url)
    options = BuildOptions(
        output=output,
        now=now,
        jobs=jobs,
        keep_going=keep_going,
        strict=strict,
        adopt=adopt,
        verify=verify,
        profile=profile,
    )
    if explain is not None:
        return _explain(console, explain_page(project, options, explain), as_json=as_json)
    with BuildProgress(console) as progress:
        report = build(project, options, progress)
    if as_json:
        say_json(report_json(report))
    else:
        is_short = console.problems(report.problems)
        _tell(console, report, is_short=is_short)
        if report.is_published and project.settings.site.base_url == PLACEHOLDER_URL:
            console.note(f"base_url is still {PLACEHOLDER_URL}: set it in newsgen.yaml before the site is published")
    if write_redirects is not None and report.is_published:
        add_redirects(project, write_redirects.removeprefix("./"), report, console)
    return report.exit_code


def _explain(console: Console, explanation: Explanation, *, as_json: bool) -> int:
    if as_json:
        say_json({**asdict(explanation), "is_stale": bool(explanation.reason)})
    else:
        console.say(f"{explanation.url} is {explanation.label}, made with the template {explanation.template}")
        verdict = (
            f"stale: {explanation.reason}" if explanation.reason else "stands: nothing it is made from has changed"
        )
        console.say(f"  {verdict}")
    return ExitCode.OK


def _tell(console: Console, report: BuildReport, *, is_short: bool) -> None:
    """The report, for a person; ``is_short`` says whether only some of the problems were told."""
    if is_short:
        console.note(_ALL)
    _tell_held_back(console, report.held_back, is_short=is_short)
    tell_fields(console, report)
    tell_files(console, report)
    _tell_addresses(console, report)
    seconds = sum(report.seconds.values())
    if not report.is_published:
        console.note(f"{_sum(report)}; nothing was published, {report.output}/ is as it was ({seconds:.2f} s)")
        return
    console.say(
        f"{counted(report.articles, 'article')}, {counted(report.pages, 'page')}, {counted(report.files, 'file')}, "
        f"{file_size(report.size)}"
    )
    if report.size > _PAGES_LIMIT:
        console.say("  this is more than GitHub Pages publishes (1 GB)")
    _tell_profile(console, report)
    if console.verbose or report.templates:
        console.say("  " + ", ".join(f"{phase} {spent:.2f} s" for phase, spent in report.seconds.items()))
    pictures = f"{counted(report.pictures_made, 'picture')} made, " if report.pictures_made else ""
    console.say(
        f"{report.output}/: {report.rendered:,} rendered, {pictures}{report.written:,} written, {report.kept:,} kept, "
        f"{len(report.removed):,} removed in {seconds:.2f} s"
    )
    tell_next(console, report.next_change)
    if report.altered:
        _tell_altered(console, report)
    if report.errors:
        console.note(f"{_sum(report)}: what they concern is not in the site")


def _tell_altered(console: Console, report: BuildReport) -> None:
    """Whose edits are gone. Not under the words of a result: it must not be missed."""
    shown = report.altered if console.verbose else report.altered[:_SHOWN_ALTERED]
    names = ", ".join(f"{report.output}/{path}" for path in shown)
    more = f" and {len(report.altered) - len(shown):,} more" if len(report.altered) > len(shown) else ""
    console.warn(
        f"edited since the last build, and replaced: {names}{more} (edit content/, templates/ or static/ instead)"
    )


def _sum(report: BuildReport) -> str:
    """``118 errors in 97 files``; of one file or one error the number is enough."""
    files = {problem.path for problem in report.errors}
    where = f" in {counted(len(files), 'file')}" if len(report.errors) > 1 else ""
    return f"{counted(len(report.errors), 'error')}{where}"


def _tell_held_back(console: Console, held_back: Sequence[HeldBack], *, is_short: bool) -> None:
    """What is not in the site, and why. Of files whose errors are told by kind the number is enough."""
    told = [held for held in held_back if not (is_short and held.reason == BROKEN)]
    for held in told if console.verbose else told[:_SHOWN]:
        console.say(f"held back: content/{held.source} ({held.reason})")
    if len(told) > _SHOWN and not console.verbose:
        console.say(f"held back: {len(told) - _SHOWN:,} more (`newsgen list` shows them)")
    if broken := len(held_back) - len(told):
        console.say(f"held back: {counted(broken, 'article')} with errors (`newsgen list --broken` shows them)")


def _tell_addresses(console: Console, report: BuildReport) -> None:
    """Addresses that lead nowhere any more, and what to write so that they do."""
    for move in report.moved:
        console.say(f"moved: content/{move.source}: {move.old_url} is now {move.new_url}")
        aliases = ", ".join(yaml_item(alias) for alias in move.aliases)
        console.say(f"  mend: to keep the old address alive, write `aliases: [{aliases}]` in the article")
    if len(report.moved) > 1:
        console.say("  or, for all of them: newsgen build --write-redirects redirects.txt")
    tell_vanished(console, report.vanished)


def _tell_profile(console: Console, report: BuildReport) -> None:
    if report.templates:
        console.say("rendered, by template (seconds of all processes):")
        for timing in report.templates:
            each = 1000 * timing.seconds / timing.pages
            pages = counted(timing.pages, "page")
            console.say(f"  {timing.seconds:8.2f} s {pages:>15} {each:8.2f} ms each  {timing.name}")
        console.say("the slowest pages:")
        for timing in report.slowest:
            console.say(f"  {1000 * timing.seconds:8.2f} ms  {timing.name}")


def report_json(report: BuildReport) -> dict[str, object]:
    """The report as JSON has it; docs/getting-started.md lists the keys."""
    return {
        "output": report.output,
        "is_published": report.is_published,
        "exit_code": int(report.exit_code),
        "articles": report.articles,
        "pages": report.pages,
        "files": report.files,
        "bytes": report.size,
        "rendered": report.rendered,
        "written": report.written,
        "kept": report.kept,
        "removed": list(report.removed),
        "altered": list(report.altered),
        "held_back": [
            {"source": f"content/{held.source}", "title": held.title, "reason": held.reason}
            for held in report.held_back
        ],
        "moved": [
            {
                "source": f"content/{move.source}",
                "from": move.old_url,
                "to": move.new_url,
                "aliases": list(move.aliases),
            }
            for move in report.moved
        ],
        "vanished": [
            {"source": f"content/{gone.source}", "url": gone.old_url, "alias": gone.alias} for gone in report.vanished
        ],
        "next": next_json(report.next_change),
        "unknown_fields": dict(report.unknown_fields),
        "understood_fields": dict(report.understood_fields),
        "pictures_made": report.pictures_made,
        "described_by_files": list(report.described_by_files),
        "unused_files": [f"content/{path}" for path in report.unused_files],
        "problems": [problem_json(problem) for problem in report.problems],
        "seconds": {phase: round(spent, 3) for phase, spent in report.seconds.items()},
        "templates": [asdict(timing) for timing in report.templates],
        "slowest": [asdict(timing) for timing in report.slowest],
    }


def problem_json(problem: Problem) -> dict[str, object]:
    """A problem as JSON has it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "severity": str(problem.severity),
        "what": problem.what,
        "kind": kind_of(problem),
        "mend": problem.mend,
        "during": problem.during,
        "rule": problem.rule,
    }
