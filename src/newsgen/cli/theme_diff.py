"""``newsgen theme diff``, and differences on a terminal."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import groupby

import click

from newsgen import __version__
from newsgen.cli.console import Console, say_json
from newsgen.cli.theme_words import copy_json, since, told
from newsgen.documents.three_way import Change, Kind, hunks
from newsgen.errors import ExitCode, printable
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    Copy,
    State,
    original_path,
    shown,
)


def print_missed(copies: Sequence[Copy], console: Console, *, as_json: bool) -> int:
    """What each copy has missed of the theme."""
    missed = [copy for copy in copies if not copy.is_up_to_date]
    if as_json:
        say_json([{**copy_json(copy), "diff": "".join(f"{line}\n" for line in _diff_lines(copy))} for copy in copies])
        return ExitCode.CONTENT if missed else ExitCode.OK
    for copy in copies:
        click.echo(told(copy))
        print_diff(_diff_lines(copy))
    console.problems(copy.problem for copy in copies if copy.problem)
    if not copies:
        click.echo("there is no copy of a file of the theme")
    for line in advice(missed):
        console.note(line)
    return ExitCode.CONTENT if missed else ExitCode.OK


def _diff_lines(copy: Copy) -> Iterator[str]:
    """What the theme has that the copy may lack, as a unified diff."""
    theme = shown(copy.file)
    if copy.state is State.BEHIND and copy.original:
        yield f"--- {theme}\t{since(copy)}"
        yield f"+++ {theme}\tnewsgen {__version__}"
        told = [(change, _words(copy, change)) for change in copy.by_theme]
        yield from hunks(copy.original.lines, copy.theirs, told)
    elif copy.state is State.UNKNOWN:
        names = (copy.path, theme, "yours", f"newsgen {__version__}")
        yield from (line.rstrip("\n") for line in unified_diff(copy.ours, copy.theirs, *names, lineterm=""))


def _words(copy: Copy, change: Change) -> str:
    place = f"{copy.path}:{change.ours[0] + 1}"
    return {
        Kind.BOTH: f"in yours already, {place}",
        Kind.THEIRS: "to be taken over",
        Kind.CONFLICT: f"in conflict with yours, {place}",
    }[change.kind]


def advice(missed: Sequence[Copy]) -> Iterator[str]:
    """What to do next."""
    if any(copy.those(Kind.THEIRS) for copy in missed if copy.state is State.BEHIND):
        yield "`newsgen theme merge` shows what can be taken over, `newsgen theme merge --write` does it."
    if any(copy.those(Kind.CONFLICT) for copy in missed if copy.state is State.BEHIND):
        yield "What conflicts is yours to decide: `newsgen theme merge` shows both sides."
    for copy in missed:
        if copy.state is State.UNKNOWN:
            told = f"`newsgen theme merge {copy.path.removeprefix(TEMPLATES)} --keep-mine --write`"
            yield f"{copy.path}: bring over by hand what you want. After {told} it is known what it was made from."
        if copy.state is State.GONE:
            yield f"{copy.path}: if no template of yours names it, delete it, and {original_path(copy.path)}."


def print_diff(lines: Iterable[str]) -> None:
    """On a terminal in colours, and safe to print; as it is elsewhere."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    safe = ["\t".join(map(printable, line.split("\t"))) for line in lines]
    for line in safe if os.environ.get("NO_COLOR") else painted(safe):
        click.echo(line)


def painted(lines: Sequence[str]) -> Iterator[str]:
    """A diff in colours. Where as many lines came as went, what differs in a line is set off from the rest of it."""
    for sign, run in groupby(_in_runs(lines), key=lambda line: line[0][:1]):
        if sign in {"-", "+"}:
            yield from (_painted_line(line, other) for line, other in run)
        else:
            yield from (click.style(line, fg="cyan") if sign == "@" else line for line, _ in run)


def _in_runs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line of a diff, and the one that it took the place of, or that took its place; else an empty text."""
    runs = [(sign, [*run]) for sign, run in groupby(lines, key=lambda line: line[:1])]
    for number, (sign, run) in enumerate(runs):
        near = {"-": number + 1, "+": number - 1}.get(sign, -1)
        wanted = {"-": "+", "+": "-"}.get(sign)
        pair = runs[near] if 0 <= near < len(runs) else ("", [])
        is_pair = pair[0] == wanted and len(pair[1]) == len(run)
        yield from zip(run, pair[1] if is_pair else [""] * len(run), strict=True)


def _painted_line(line: str, other: str) -> str:
    if line.startswith(("--- ", "+++ ")) and (not other or other.startswith(("--- ", "+++ "))):
        return click.style(line, bold=True)
    colour = "red" if line.startswith("-") else "green"
    if not other:
        return click.style(line, fg=colour)
    words, others = (re.findall(r"\w+|\W", text[1:]) for text in (line, other))
    pieces = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    parts = (("".join(words[i1:i2]), what != "equal") for what, i1, i2, _, _ in pieces if i1 < i2)
    told = (click.style(part, fg=colour, reverse=is_other or None) for part, is_other in parts)
    return click.style(line[:1], fg=colour) + "".join(told)
