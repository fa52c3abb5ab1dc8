"""What a person reads: messages on standard error, results on standard output.

Texts from files are made safe to print.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import click

from newsgen.errors import NewsgenError, Problem, printable

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

_SHOWN_WARNINGS = 20
_PATIENCE = 2.0
"""Seconds after which a build is long enough to show how it goes on."""
_LINE_EVERY = 5.0


def _is_terminal() -> bool:
    """Whether a person reads the messages. There may be no standard error at all."""
    return sys.stderr is not None and sys.stderr.isatty()


def say_json(value: object) -> None:
    """A result for a program: one JSON text, in UTF-8 whatever bytes are in the names of files."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    click.echo(_LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


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
        if isinstance(error, click.UsageError) and error.ctx is not None:
            click.echo(f"  mend: `{error.ctx.command_path} --help` shows what can be written", err=True)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Problems, warnings first, errors last and all of them: what must be mended stands where the eye is."""
        problems = list(problems)
        errors = [problem for problem in problems if problem.is_error]
        warnings = [problem for problem in problems if not problem.is_error]
        shown = [] if self.quiet else warnings if self.verbose else warnings[:_SHOWN_WARNINGS]
        for problem in shown:
            self._problem(problem, "yellow")
        if len(shown) < len(warnings) and not self.quiet:
            click.echo(f"and {len(warnings) - len(shown):,} more warnings (--verbose shows all)", err=True)
        for problem in errors:
            self._problem(problem, "red")

    def findings(self, problems: Iterable[Problem]) -> None:
        """Problems as they come, each with its rule; errors only if the run is quiet."""
        for problem in problems:
            if problem.is_error or not self.quiet:
                self._problem(problem, "red" if problem.is_error else "yellow", shows_rule=True)

    def _problem(self, problem: Problem, colour: str, *, shows_rule: bool = False) -> None:
        head, _, rest = problem.explain(shows_rule=shows_rule).partition(f": {problem.severity}: ")
        click.echo(f"{head}: {self._paint(problem.severity, colour)}: {rest}", err=True)

    def _paint(self, text: str, colour: str) -> str:
        return click.style(text, fg=colour, bold=True) if self.uses_colour else text


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


def counted(number: int, word: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
