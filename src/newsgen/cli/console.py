"""What a person reads: messages on standard error, results on standard output.

Texts from files are made safe to print.
"""

import io
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from newsgen.errors import EXCERPT_WIDTH, NewsgenError, Problem, Severity, display_width, machine_error, printable
from newsgen.models.kinds import Kind, kinds_of

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

MANY = 20
"""Errors, or warnings, that are told one by one; more are told by kind."""
_SHOWN_KINDS = 10
_SHOWN_PLACES = 3
_PATIENCE = 2.0
"""Seconds after which a build is long enough to show how it goes on."""
_LINE_EVERY = 5.0


def _is_terminal() -> bool:
    """Whether a person reads the messages. There may be no standard error at all."""
    return sys.stderr is not None and sys.stderr.isatty()


def say_json(value: object) -> None:
    """A result for a program: one JSON text, in UTF-8 whatever bytes are in the names of files."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    try:
        click.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        needed = len(text.encode())
        raise machine_error("cannot write the JSON", error, needed=needed, again="call this again") from error


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Console:
    """Where messages go, and how much is wanted."""

    quiet: bool = False
    verbose: bool = False
    uses_colour: bool = False

    @classmethod
    def for_process(cls, *, quiet: bool = False, verbose: bool = False) -> Self:
        """Colour on a terminal, unless NO_COLOR (https://no-color.org) is set."""
        return cls(quiet, verbose, uses_colour=_is_terminal() and not os.environ.get("NO_COLOR"))

    def say(self, text: str) -> None:
        """A result, unless the run is quiet."""
        if not self.quiet:
            click.echo(printable_lines(text))

    def note(self, text: str) -> None:
        """A remark about the run, unless it is quiet."""
        if not self.quiet:
            click.echo(printable_lines(text), err=True)

    def warn(self, text: str) -> None:
        """A remark that must not be missed, however quiet the run is."""
        click.echo(self._paint("warning: ", "yellow") + printable_lines(text), err=True)

    def failure(self, error: NewsgenError) -> None:
        """Why a run could not go on."""
        self.problems(error.problems)
        click.echo(self._paint("error: ", "red") + printable_lines(str(error)), err=True)
        if error.mend:
            click.echo(f"  mend: {printable_lines(error.mend)}", err=True)

    def usage(self, error: click.ClickException) -> None:
        """What is wrong with the command line."""
        click.echo(self._paint("error: ", "red") + printable_lines(error.format_message()), err=True)
        if isinstance(error, click.UsageError):
            command = error.ctx.command_path if error.ctx is not None else "newsgen"
            quotes = "put what has blanks between quotation marks; " if "extra argument" in error.message else ""
            click.echo(f"  mend: {quotes}`{command} --help` shows what can be written", err=True)

    def problems(self, problems: Iterable[Problem], *, shows_rule: bool = False) -> bool:
        """Problems, warnings first, errors last: what must be mended stands where the eye is.

        Where there are many they are told by kind, unless all are wanted. Whether any was left out.
        """
        told = [problem for problem in problems if problem.is_error or not self.quiet]
        is_many = len(told) > MANY and not self.verbose
        for severity in (Severity.WARNING, Severity.ERROR):
            found = [problem for problem in told if problem.severity is severity]
            if is_many:
                self._kinds(found, shows_rule=shows_rule)
            else:
                for problem in found:
                    self._problem(problem, shows_rule=shows_rule)
        return is_many

    def _kinds(self, problems: Sequence[Problem], *, shows_rule: bool) -> None:
        kinds = kinds_of(problems)
        for kind in kinds[:_SHOWN_KINDS]:
            self._kind(kind, shows_rule=shows_rule)
        if rest := kinds[_SHOWN_KINDS:]:
            count = sum(len(kind.problems) for kind in rest)
            self._line(f"and {counted(count, problems[0].severity)} of {counted(len(rest), 'more kind')}")

    def _kind(self, kind: Kind, *, shows_rule: bool) -> None:
        """What is wrong in many files, some of them, and the mend for all."""
        first, *others = kind.problems
        if not others:
            self._problem(first, shows_rule=shows_rule)
            return
        files = counted(kind.file_count, "file")
        named = files if kind.file_count == len(kind.problems) else f"{counted(len(kind.problems), 'time')} in {files}"
        message = replace(first, what=kind.what, during="").message(shows_rule=shows_rule)
        self._headed(named, first, message)
        for problem, part in islice(zip(kind.problems, kind.differences(), strict=True), _SHOWN_PLACES):
            self._line(f"    {problem.place}{': ' if part else ''}{part}", hang=6)
        if len(kind.problems) > _SHOWN_PLACES:
            self._line(f"    and {len(kind.problems) - _SHOWN_PLACES:,} more")
        if first.mend:
            self._line(f"  mend{'' if kind.mend else ' of the first'}: {first.mend}", hang=4)

    def _problem(self, problem: Problem, *, shows_rule: bool = False) -> None:
        self._headed(problem.place, problem, problem.message(shows_rule=shows_rule))
        for row in problem.excerpt(self._width or EXCERPT_WIDTH):
            click.echo(row, err=True)
        if problem.mend:
            self._line(f"  mend: {problem.mend}", hang=4)

    def _headed(self, place: str, problem: Problem, message: str) -> None:
        """The first line of a problem, or of a kind of which it is the first."""
        text = self._folded(printable(f"{place}: {problem.severity}: {message}"), hang=4)
        colour = "red" if problem.is_error else "yellow"
        # Painted when the line is broken: colours take no cells.
        painted = re.sub(f"(?<=:\\s){problem.severity}(?=:\\s)", self._paint(problem.severity, colour), text, count=1)
        click.echo(painted, err=True)

    def _line(self, text: str, hang: int = 0) -> None:
        click.echo(self._folded(printable_lines(text), hang), err=True)

    def _folded(self, text: str, hang: int) -> str:
        """The text in lines that the terminal does not break itself, for it would break them inside of paths."""
        return fold(text, self._width, hang) if self._width else text

    @property
    def _width(self) -> int:
        """Columns of the terminal; 0 where messages go elsewhere: lines are then for programs, and stay whole."""
        if _is_terminal():
            with suppress(OSError, ValueError, AttributeError):
                return int(os.environ.get("COLUMNS") or os.get_terminal_size(sys.stderr.fileno()).columns)
        return 0

    def _paint(self, text: str, colour: str) -> str:
        return click.style(text, fg=colour, bold=True) if self.uses_colour else text


def fold(text: str, width: int, hang: int) -> str:
    """The text in lines of so many cells, broken at blanks alone; lines after the first hang in by some cells."""
    lead = len(text) - len(text.lstrip(" "))
    line, lines = text[:lead], list[str]()
    for number, word in enumerate(text[lead:].split(" ")):
        if number and display_width(line) + 1 + display_width(word) > width and line.strip():
            lines.append(line)
            line = " " * hang + word
        else:
            line = f"{line} {word}" if number else line + word
    return "\n".join([*lines, line])


def printable_lines(text: str) -> str:
    """The text with control characters spelled out, but for line feeds."""
    return "\n".join(printable(line) for line in text.split("\n"))


class BuildProgress:
    """How a long build goes on: a bar on a terminal, a line now and then elsewhere, nothing in a short or quiet one."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started = self._spoke = time.monotonic()
        self._phase = ""
        self._total = self._done = 0
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Nothing is shown any more."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def begin(self, phase: str, total: int) -> None:
        """A phase begins."""
        self._phase, self._total, self._done = phase, total, 0
        self._task = None
        self.advance(0)

    def advance(self, steps: int) -> None:
        """Some more steps are done."""
        self._done += steps
        now = time.monotonic()
        if self._console.quiet or now - self._started < _PATIENCE:
            return
        if _is_terminal():
            self._show_bar()
        elif now - self._spoke >= _LINE_EVERY:
            self._spoke = now
            count = f" {self._done:,} of {self._total:,}" if self._total else ""
            click.echo(f"{self._phase}{count}", err=True)

    def _show_bar(self) -> None:
        if self._bar is None:
            self._bar = _make_bar()
            self._bar.start()
        if self._task is None:
            for task in self._bar.task_ids:
                self._bar.remove_task(task)
            self._task = self._bar.add_task(self._phase, total=self._total or None)
        self._bar.update(self._task, completed=self._done)
        self._bar.refresh()


def _make_bar() -> "RichProgress":
    # Imported here: only long builds on a terminal pay for it. No refresh thread: worker processes are forked.
    from rich.console import Console as RichConsole  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns: list[Any] = [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    ]
    return Progress(*columns, console=RichConsole(stderr=True), auto_refresh=False, transient=True)


def file_size(size: int) -> str:
    """``3.2 MB``: powers of 1000, as disks and GitHub's limits are given."""
    amount = float(size)
    for unit in ("bytes", "KB", "MB"):
        if amount < 1000:  # noqa: PLR2004 - the unit's step
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.2f} GB"


def counted(number: int, word: str, several: str = "") -> str:
    """``1 article``, ``2 articles``; ``several`` is the word for many where that is not made by an s."""
    return f"{number:,} {word if number == 1 else several or f'{word}s'}"
