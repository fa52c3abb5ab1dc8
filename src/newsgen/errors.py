"""What went wrong, where, and how to mend it.

A Problem is a value: it is collected, and all problems of a run are shown together. An exception
is raised only where going on makes no sense; its class says whose fault it is, and that is the exit code.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What a shell script learns from a run (docs/getting-started.md)."""

    OK = 0
    CONTENT = 1
    USAGE = 2
    MACHINE = 3
    FAULT = 4
    INTERRUPTED = 130


class Severity(StrEnum):
    """An error keeps the old site in place; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the user's files."""

    path: str
    """As the user would type it: relative to the project, with forward slashes."""
    what: str
    mend: str = ""
    line: int = 0
    """Counted from 1, front matter included; 0 where the whole file is meant."""
    column: int = 0
    """Counted from 1, in characters; 0 where the whole line is meant."""
    source_line: str = ""
    severity: Severity = Severity.ERROR
    during: str = ""
    """What was being rendered when a template failed."""
    rule: str = ""
    """The rule of `newsgen check` that it is under (models.rules); empty for what must be mended in any case."""

    @property
    def is_error(self) -> bool:
        """Whether this keeps the site from being published."""
        return self.severity is Severity.ERROR

    @property
    def place(self) -> str:
        """``path``, ``path:line`` or ``path:line:column``."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"

    def as_warning(self) -> "Problem":
        """The same, but the site may be published."""
        return replace(self, severity=Severity.WARNING)

    def as_error(self) -> "Problem":
        """The same, but the site may not be published."""
        return replace(self, severity=Severity.ERROR)

    def under(self, rule: str) -> "Problem":
        """The same, under a rule of `newsgen check`."""
        return replace(self, rule=rule)

    def __str__(self) -> str:
        mend = f" — {self.mend}" if self.mend else ""
        return f"{self.place}: {self._what}{mend}"

    @property
    def _what(self) -> str:
        return f"{self.what} (while rendering {self.during})" if self.during else self.what

    def explain(self, *, shows_rule: bool = False) -> str:
        """The message with its source line and a caret, safe to print on a terminal."""
        rule = f" [{self.rule}]" if shows_rule and self.rule else ""
        head = printable(f"{self.place}: {self.severity}: {self._what}{rule}")
        lines = [head]
        if self.source_line:
            lines += _excerpt(self.source_line, self.line, self.column)
        if self.mend:
            lines.append(f"  mend: {printable(self.mend)}")
        return "\n".join(lines)


_LONGEST_WHAT = 400


def shortened(text: str, limit: int = _LONGEST_WHAT) -> str:
    """The text, or its beginning and its end: a value of thousands of characters is no message."""
    return text if len(text) <= limit else f"{text[: limit - 41]} … {text[-38:]}"


_EXCERPT_WIDTH = 100
_EXCERPT_LEAD = 60


def _excerpt(source_line: str, line: int, column: int) -> list[str]:
    """The source line and a caret under its column; a long line is cut around the column."""
    start = max(0, column - _EXCERPT_LEAD) if len(source_line) > _EXCERPT_WIDTH else 0
    cut = source_line[start : start + _EXCERPT_WIDTH]
    shown = printable(cut.replace("\t", " "))
    margin = f"{line:>5} | "
    rows = [margin + shown]
    if column:
        before = printable(cut[: column - 1 - start].replace("\t", " "))
        rows.append(" " * (len(margin) - 2) + "| " + " " * display_width(before) + "^")
    return rows


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    r"""The text with control and direction characters spelled out (``\x1b``), so that it cannot drive a terminal."""
    return _CONTROLS.sub(_spell, text)


def _spell(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def display_width(text: str) -> int:
    """How many terminal cells the text takes: wide East Asian characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


class NewsgenError(Exception):
    """A run that cannot go on; ``exit_code`` says whose fault it is."""

    exit_code = ExitCode.FAULT

    def __init__(self, message: str, *, mend: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.mend = mend
        self.problems = problems


class ContentError(NewsgenError):
    """Articles, templates or static files hold errors; the published site is unchanged."""

    exit_code = ExitCode.CONTENT


class UsageError(NewsgenError):
    """The command line or newsgen.yaml asks for something that cannot be."""

    exit_code = ExitCode.USAGE


class MachineError(NewsgenError):
    """The machine refused: a full disk, a missing permission, another build at work."""

    exit_code = ExitCode.MACHINE


def collapse(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once.

    A template that fails on 10,000 pages is one problem, which names the first page and counts the rest.
    """
    groups: dict[Problem, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(replace(problem, during=""), []).append(problem)
    collapsed = []
    for first, *others in groups.values():
        more = f" and {len(others):,} more" if first.during and others else ""
        collapsed.append(replace(first, during=first.during + more))
    return collapsed
