"""``newsgen deploy``."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from newsgen.builder.report import NextChange
from newsgen.checks.check import CheckOptions, check
from newsgen.cli.addresses import tell_vanished
from newsgen.cli.check import tell_problems
from newsgen.cli.console import BuildProgress, Console, counted, file_size, say_json
from newsgen.cli.next_change import next_json, tell_next
from newsgen.cli.options import (
    FOLDER,
    base_url_option,
    json_option,
    project_at,
    project_option,
    quiet_option,
    verbose_option,
)
from newsgen.deploy.branch import BranchOptions, publish_to_branch
from newsgen.deploy.built import built_site
from newsgen.deploy.copying import CopyOptions, copy_to_folder
from newsgen.deploy.report import DeployReport
from newsgen.deploy.workflow import WrittenWorkflow, write_wheel, write_workflow
from newsgen.errors import ContentError, ExitCode, UsageError
from newsgen.project import Project
from newsgen.settings import PLACEHOLDER_URL, address_fault, branch_fault, branch_mend
from newsgen.writer.manifest import Manifest

_SHOWN = 10


@click.command("deploy", epilog="Example: newsgen deploy --dry-run")
@project_option
@click.option("--workflow", is_flag=True, help="Write .github/workflows/publish.yml, by which GitHub publishes.")
@click.option(
    "--wheel", type=FOLDER, metavar="DIR", help="Write this newsgen itself into DIR as a wheel, for hosts that build."
)
@click.option("--to", "folder", type=FOLDER, metavar="DIR", help="Copy the site into this folder instead.")
@click.option("--remote", metavar="NAME", help="A remote, URL or path; else `deploy: remote`, else origin.")
@click.option("--branch", metavar="NAME", help="The branch; else `deploy: branch`, else gh-pages.")
@click.option("--history/--no-history", default=None, help="Whether each publication is a commit on the last one.")
@click.option(
    "-o", "--output", type=FOLDER, metavar="DIR", help="The built site; else `output` of newsgen.yaml, else build/."
)
@base_url_option
@click.option("--adopt", is_flag=True, help="Replace what is not newsgen's where the site is written; all else stays.")
@click.option("--force", is_flag=True, help="Publish although checks find errors; replace another workflow.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@json_option
@quiet_option
@verbose_option
def command(
    *,
    project_folder: Path | None,
    workflow: bool,
    wheel: Path | None,
    folder: Path | None,
    remote: str | None,
    branch: str | None,
    history: bool | None,
    output: Path | None,
    base_url: str | None,
    adopt: bool,
    force: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Publish the site that was built: to a branch of a git repository, or into a folder."""
    console = Console.for_process(quiet=quiet or as_json, verbose=verbose)
    git_options = [remote, branch, history]
    _refuse_contradictions(folder, git_options, output, wheel, workflow=workflow, adopt=adopt)
    if wheel is not None:
        return _tell_written(console, write_wheel(wheel, rehearse=dry_run), rehearse=dry_run, as_json=as_json)
    project = project_at(project_folder, base_url)
    if workflow:
        return _write_workflow(project, console, force=force, rehearse=dry_run, as_json=as_json)
    options = _branch_options(project, remote, branch, history, output, adopt=adopt, rehearse=dry_run)
    checked, next_change = _refuse_if_unfit(project, console, output, force=force)
    try:
        with BuildProgress(console) as progress:
            if folder is not None:
                copying = CopyOptions(folder, output, checked, adopt=adopt, rehearse=dry_run)
                report = copy_to_folder(project, copying, progress)
            else:
                report = publish_to_branch(project, replace(options, checked=checked), progress)
    except KeyboardInterrupt:
        console.note("interrupted; what is published is whole, as it was or as it was to be")
        return ExitCode.INTERRUPTED
    _tell(console, report, next_change, as_json=as_json)
    return ExitCode.OK


def _refuse_if_unfit(
    project: Project, console: Console, output: Path | None, *, force: bool
) -> tuple[Manifest, NextChange | None]:
    """The manifest of the site that was looked at, and what the clock changes next.

    The project's lock is not held yet, and a build may come between.

    Raises UsageError where the site has no address yet, and ContentError where `newsgen check` finds errors in what is
    to be published, unless it is forced.
    ``output`` is the built site; newsgen.yaml's output where it is None.
    """
    if project.settings.site.base_url == PLACEHOLDER_URL and not force:
        raise UsageError(
            f"`base_url` is still {PLACEHOLDER_URL}, and every page would name that address",
            mend="write in newsgen.yaml where the site will be, such as `base_url: https://USER.github.io/REPOSITORY/`,"
            " build, and deploy again; or publish all the same with --force",
        )
    site = built_site(project, output)  # What is no whole site is refused before it is looked at.
    with BuildProgress(console) as progress:
        report = check(project, CheckOptions(output=output), progress)
    if not report.errors:
        return site.manifest, report.next_change
    errors = counted(len(report.errors), "error")
    if force:
        console.warn(f"`newsgen check` finds {errors}; published all the same")
        return site.manifest, report.next_change
    tell_problems(console, report.errors)
    raise ContentError(
        f"nothing was published: `newsgen check` finds {errors}",
        mend="mend them, turn rules off under `checks:` in newsgen.yaml, or publish all the same with --force",
    )


def _refuse_contradictions(
    folder: Path | None,
    git_options: Sequence[object],
    output: Path | None,
    wheel: Path | None,
    *,
    workflow: bool,
    adopt: bool,
) -> None:
    to_git = any(option is not None for option in git_options)
    publishes = folder is not None or to_git or output is not None or adopt
    if workflow and (publishes or wheel is not None):
        raise UsageError("--workflow publishes nothing itself", mend="call it alone, or with --force and --dry-run")
    if wheel is not None and publishes:
        raise UsageError("--wheel publishes nothing", mend="call it alone, or with --dry-run")
    if folder is not None and to_git:
        raise UsageError(
            "--to copies into a folder, which has no remote, branch or history",
            mend="leave out --to, or --remote, --branch and --history",
        )


def _branch_options(
    project: Project,
    remote: str | None,
    branch: str | None,
    history: bool | None,  # noqa: FBT001 - as click has it: None where nothing was said
    output: Path | None,
    *,
    adopt: bool,
    rehearse: bool,
) -> BranchOptions:
    settings = project.settings.deploy
    if branch is not None and (fault := branch_fault(branch)):
        raise UsageError(f"--branch {fault}: {branch!r}", mend=branch_mend(branch))
    if remote is not None and (fault := address_fault(remote) if remote else "is empty"):
        raise UsageError(f"--remote {fault}", mend="write a name such as origin, or a URL")
    return BranchOptions(
        settings=replace(
            settings,
            remote=settings.remote if remote is None else remote,
            branch=settings.branch if branch is None else branch,
            history=settings.history if history is None else history,
        ),
        here=project.root if remote is None else Path.cwd(),
        environ=dict(os.environ),
        output=output,
        adopt=adopt,
        rehearse=rehearse,
    )


def _write_workflow(project: Project, console: Console, *, force: bool, rehearse: bool, as_json: bool) -> int:
    written = write_workflow(project, dict(os.environ), force=force, rehearse=rehearse)
    _tell_written(console, written, rehearse=rehearse, as_json=as_json)
    if written.is_changed and not rehearse:
        console.say("Next: commit and push it, and choose GitHub Actions as the source under Settings → Pages")
    return ExitCode.OK


def _tell_written(console: Console, written: WrittenWorkflow, *, rehearse: bool, as_json: bool) -> int:
    shown = os.path.relpath(written.path)
    wheel = os.path.relpath(written.wheel) if written.wheel else ""
    if as_json:
        key = "workflow" if written.path != written.wheel else "wheel"
        say_json({"wheel": wheel, key: shown, "is_changed": written.is_changed, "is_rehearsal": rehearse})
        return ExitCode.OK
    for remark in written.remarks:
        console.note(remark)
    if not written.is_changed:
        console.say(f"{shown} is right already")
    else:
        console.say(f"{shown} {'would be' if rehearse else 'is'} written")
    return ExitCode.OK


def _tell(console: Console, report: DeployReport, next_change: NextChange | None, *, as_json: bool) -> None:
    """The report, for a person or a program."""
    if as_json:
        say_json({**deploy_json(report), "next": next_json(next_change)})
        return
    for warning in report.warnings:
        console.warn(warning)
    for remark in report.remarks:
        console.note(remark)
    tell_vanished(console, report.gone)
    if report.is_rehearsal or console.verbose:
        _tell_changes(console, report)
    size = f"{counted(report.files, 'file')}, {file_size(report.size)}"
    if not report.changes:
        console.say(f"{report.target}: nothing has changed ({size})")
    elif report.is_rehearsal:
        console.say(f"{report.target} would change: {report.changes.summary} ({size}); nothing was published")
    else:
        commit = f", commit {report.commit[:12]}" if report.commit else ""
        console.say(f"{report.target}: {report.changes.summary} ({size}{commit})")
    tell_next(console, next_change)


def _tell_changes(console: Console, report: DeployReport) -> None:
    changes = report.changes
    for word, paths in (("added", changes.added), ("changed", changes.changed), ("removed", changes.removed)):
        shown = paths if console.verbose else paths[:_SHOWN]
        for path in shown:
            console.say(f"{word}: {path}")
        if len(paths) > len(shown):
            console.say(f"{word}: {len(paths) - len(shown):,} more (--verbose shows all)")


def deploy_json(report: DeployReport) -> dict[str, object]:
    """The report as JSON has it; docs/publish.md lists the keys."""
    return {
        "target": report.target,
        "is_rehearsal": report.is_rehearsal,
        "is_changed": bool(report.changes),
        "commit": report.commit,
        "files": report.files,
        "bytes": report.size,
        "added": list(report.changes.added),
        "changed": list(report.changes.changed),
        "removed": list(report.changes.removed),
        "gone": [{"url": gone.old_url, "alias": gone.alias} for gone in report.gone],
        "kept": list(report.kept),
        "replaced": list(report.replaced),
        "remarks": list(report.remarks),
        "warnings": list(report.warnings),
    }
