"""What went wrong, where, and how to mend it.

A Problem is a value: it is collected, and all problems of a run are shown together. An exception
is raised only where going on makes no sense; its class says whose fault it is, and that is the exit code.
"""

import errno
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from itertools import accumulate


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
    """Of a long line what stands around the column."""
    severity: Severity = Severity.ERROR
    during: str = ""
    """What was being rendered when a template failed."""
    rule: str = ""
    """The rule of `newsgen check` that it is under (models.rules); empty for what must be mended in any case."""
    offset: int = 0
    """Characters of the line that stand before `source_line`."""

    def __post_init__(self) -> None:
        # A story may be one line of 100,000 letters with thousands of mistakes, each of which is kept.
        if len(self.source_line) > 2 * _ENOUGH:
            start = max(0, self.column - 1 - _ENOUGH)
            object.__setattr__(self, "source_line", self.source_line[start : start + 2 * _ENOUGH])
            object.__setattr__(self, "offset", start)

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

    def message(self, *, shows_rule: bool = False) -> str:
        """What is wrong, and with its rule where that is wanted."""
        return f"{self._what} [{self.rule}]" if shows_rule and self.rule else self._what

    def excerpt(self, width: int) -> list[str]:
        """The source line, cut around the column to so many cells of a terminal, and a caret, if the line is known."""
        return _excerpt(self, max(width, _LEAST_WIDTH)) if self.source_line else []

    def explain(self, *, shows_rule: bool = False) -> str:
        """The message with its source line and a caret, safe to print on a terminal."""
        head = printable(f"{self.place}: {self.severity}: {self.message(shows_rule=shows_rule)}")
        lines = [head, *self.excerpt(EXCERPT_WIDTH)]
        if self.mend:
            lines.append(f"  mend: {printable(self.mend)}")
        return "\n".join(lines)


_LONGEST_WHAT = 400


def shortened(text: str, limit: int = _LONGEST_WHAT) -> str:
    """The text, or its beginning and its end: a value of thousands of characters is no message."""
    return text if len(text) <= limit else f"{text[: limit - 41]} … {text[-38:]}"


EXCERPT_WIDTH = 108
"""Cells of a terminal that a source line takes where nothing is known of the terminal."""
_LEAST_WIDTH = 40
_ENOUGH = 500
"""Characters on each side of a column: more than a line of a terminal shows."""


def some(names: Sequence[str], limit: int = 5) -> str:
    """The first of the names, and how many more there are."""
    more = f" and {len(names) - limit:,} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def _excerpt(problem: Problem, width: int) -> list[str]:
    margin = f"{problem.line:>5} | "
    room = width - len(margin)
    end = max(problem.column - 1 - problem.offset, 0)
    before = printable(problem.source_line[:end][-_ENOUGH:].replace("\t", " "))
    after = printable(problem.source_line[end : end + _ENOUGH].replace("\t", " "))
    if display_width(before) + display_width(after) > room:
        before = _fitting(before[::-1], room * 3 // 5)[::-1]
        after = _fitting(after, room - display_width(before))
    rows = [margin + before + after]
    if problem.column:
        rows.append(" " * (len(margin) - 2) + "| " + " " * display_width(before) + "^")
    return rows


def _fitting(text: str, width: int) -> str:
    """The beginning of a text that takes so many cells of a terminal at most."""
    for end, taken in enumerate(accumulate(map(display_width, text))):
        if taken > width:
            return text[:end]
    return text


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


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FREE = "free some space"
_ALLOW = "allow writing there"
_MENDS = {
    errno.ENOSPC: _FREE,
    errno.EDQUOT: _FREE,
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.EROFS: _ALLOW,
    errno.EIO: "look after the disk",
}


def machine_error(what: str, error: OSError, *, needed: int = 0, again: str = "build again") -> MachineError:
    """The error for a refusal of the system, with a way to mend it.

    ``needed`` are the bytes that were to be written, as far as is known; ``again`` is what to do when that is mended.
    """
    room = f" ({needed:,} bytes are needed)" if needed and error.errno in _FULL else ""
    mend = _MENDS.get(error.errno or 0, "")
    return MachineError(f"{what}: {reason(error)}{room}", mend=f"{mend}, then {again}" if mend else again)


def reason(error: OSError) -> str:
    """What the system says, as part of a sentence."""
    return (error.strerror or str(error)).lower()


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
