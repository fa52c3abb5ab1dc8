"""``newsgen theme merge``."""

from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import click

from newsgen import __version__
from newsgen.cli.console import Console, counted, say_json
from newsgen.cli.files import rewrite
from newsgen.cli.theme_copy import put
from newsgen.cli.theme_diff import advice, print_diff
from newsgen.cli.theme_words import told
from newsgen.documents.three_way import Change
from newsgen.errors import ExitCode, UsageError, printable
from newsgen.project import Project
from newsgen.renderer.theme import leads_outside, read_inside, real_path
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    Copy,
    State,
    lines_of,
    original_path,
)
from newsgen.renderer.theme_merging import Merge


def take_over(
    merges: Sequence[Merge], project: Project, console: Console, *, writes: bool, keeps_ours: bool, as_json: bool
) -> int:
    """Says, and if it ``writes`` does, what copies take over of the theme."""
    open_ones = [each for each in merges if not _is_settled(each, keeps_ours=keeps_ours)]
    if writes:
        _write(project.root, [each for each in merges if each not in open_ones or each.conflicts])
    if as_json:
        say_json([_merge_json(each, keeps_ours=keeps_ours, writes=writes) for each in merges])
    else:
        for each in merges:
            _print_merge(each, console, writes=writes, keeps_ours=keeps_ours)
        _print_outcome(merges, console, writes=writes, keeps_ours=keeps_ours)
    return ExitCode.CONTENT if open_ones else ExitCode.OK


def _is_settled(each: Merge, *, keeps_ours: bool) -> bool:
    """Whether nothing is left to a person."""
    if each.problem or each.conflicts:
        return False
    needs_word = each.copy.state is State.UNKNOWN and not keeps_ours
    return not needs_word and each.copy.state not in {State.GONE, State.UNREADABLE}


def _write(root: Path, merges: Sequence[Merge]) -> None:
    for each in merges:
        path = each.copy.path
        kept = original_path(path)
        if leads_outside(root, kept):
            mend = "put a folder of its own in the place of the link"
            raise UsageError(f"{kept} would lie outside of the publication: a link is in its way", mend=mend)
        # In this order: what is in a copy already is known as such, what an original has is not looked for any more.
        if each.is_change:
            rewrite({real_path(root, path): each.content})
        if read_inside(root, kept) != each.original:
            put(root, {kept: each.original})


def _print_merge(each: Merge, console: Console, *, writes: bool, keeps_ours: bool) -> None:
    copy = each.copy
    if each.problem:
        console.problems((each.problem,))
        return
    if not _is_settled(each, keeps_ours=keeps_ours) and not each.conflicts:
        click.echo(told(copy))
        for line in advice([copy]):
            console.note(line)
        return
    taken = counted(len(each.taken), "change") if each.taken else "no change"
    did = "taken over" if writes else "to be taken over"
    left = f", {counted(len(each.conflicts), 'conflict')} left" if each.conflicts else ""
    counts = "counts" if writes else "would count"
    known = f"; the theme of newsgen {__version__} {counts} as known to it" if keeps_ours else ""
    click.echo(printable(f"{copy.path}: {taken} of the theme {did}{left}{known}"))
    if each.is_change and not writes:
        new = [line.rstrip("\r") for line in lines_of(each.content.decode("utf-8", "replace"))]
        names = (copy.path, copy.path, "yours", "merged")
        print_diff(line.rstrip("\n") for line in unified_diff(copy.ours, new, *names, lineterm=""))
    for change in each.conflicts:
        _print_conflict(copy, change, each.line_of(change) if writes else change.ours[0] + 1)
    if each.conflicts:
        console.note(
            f"  mend: write into {copy.path} by hand what you want of these; then"
            f" `newsgen theme merge {copy.path.removeprefix(TEMPLATES)} --keep-mine --write` says that it is done"
        )


def _print_conflict(copy: Copy, change: Change, line: int) -> None:
    base = copy.original.lines if copy.original else ()
    click.echo(printable(f"{copy.path}:{line}: conflict: the theme has changed"))
    then, now = base[slice(*change.base)], copy.theirs[slice(*change.theirs)]
    print_diff([*(f"-{line}" for line in then), *(f"+{line}" for line in now)])
    yours = copy.ours[slice(*change.ours)]
    click.echo("  where yours has" if yours else "  where yours has nothing any more")
    print_diff(f" {line}" for line in yours)


def _print_outcome(merges: Sequence[Merge], console: Console, *, writes: bool, keeps_ours: bool) -> None:
    changed = sum(each.is_change for each in merges)
    if not merges:
        console.say("no copy is behind")
    elif writes:
        look = "; `newsgen serve` shows the site with it" if changed else ""
        console.say(f"{counted(changed, 'copy', 'copies') if changed else 'no copy'} changed{look}")
    elif changed or keeps_ours:
        would = counted(changed, "copy", "copies") if changed else "no copy"
        console.say(f"{would} would change. Nothing was written: `--write` does it.")
    else:
        console.say("no copy would change")


def _merge_json(each: Merge, *, keeps_ours: bool, writes: bool) -> dict[str, object]:
    copy = each.copy
    base = copy.original.lines if copy.original else ()
    return {
        "path": copy.path,
        "theme_path": copy.file,
        "state": str(copy.state),
        "taken": len(each.taken),
        "conflicts": [
            {
                "line": each.line_of(change) if writes else change.ours[0] + 1,
                "yours": list(copy.ours[slice(*change.ours)]),
                "theme_then": list(base[slice(*change.base)]),
                "theme_now": list(copy.theirs[slice(*change.theirs)]),
            }
            for change in each.conflicts
        ],
        "problem": f"{each.problem.place}: {each.problem.message()}" if each.problem else None,
        "is_settled": _is_settled(each, keeps_ours=keeps_ours),
        "is_written": writes and each.is_change,
    }
