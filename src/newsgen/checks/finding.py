"""What the rules find, before it is told: places in files, and how often the same thing was found."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from newsgen.checks.lines import place_at
from newsgen.errors import Problem
from newsgen.models.rules import Rule

MEND_TEMPLATE = "mend the template that makes it"
_MOST_PLACES = 50
"""Places of one thing that are kept: what stands on every page is told once."""


@dataclass(frozen=True, slots=True)
class OutputText:
    """A file of the output, as it was read."""

    shown: str
    """Its path as messages show it."""
    content: bytes

    def at_byte(self, offset: int, rule: Rule, what: str, mend: str) -> Problem:
        """A problem at a byte."""
        line, column, text = place_at(self.content, max(0, offset))
        return Problem(self.shown, what, mend, line, column, text, rule.severity, rule=rule.name)

    def at_text(self, needle: str, rule: Rule, what: str, mend: str) -> Problem:
        """A problem where a text stands; at the beginning where it does not."""
        return self.at_byte(self.content.find(needle.encode()), rule, what, mend)

    def as_whole(self, rule: Rule, what: str, mend: str) -> Problem:
        """A problem of the file as a whole."""
        return of_file(self.shown, rule, what, mend)


def of_file(path: str, rule: Rule, what: str, mend: str) -> Problem:
    """A problem of a file, or of a folder, as a whole."""
    return Problem(path, what, mend, severity=rule.severity, rule=rule.name)


class Kind(StrEnum):
    """What was typed: it tells what stands around it in a source."""

    ADDRESS = "address"
    VALUE = "value"
    """Of an attribute."""
    HEADING = "heading"
    """The words of one."""
    TAG = "tag"
    """The beginning of one: ``<b`` or ``</b``."""
    TEXT = "text"
    """Anything, as it stands."""


class Typed(NamedTuple):
    """Something that somebody typed."""

    text: str
    kind: Kind = Kind.ADDRESS


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a file of the output."""

    problem: Problem
    page: str
    """The path of the file in the output."""
    typed: Typed | None = None
    """What somebody typed to cause it, if it may stand in a source."""


@dataclass
class Findings:
    """What was found in some files of the output."""

    places: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)
    """Rule and message to the first places where this was found."""
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    """The same to the number of all places."""

    def wants(self, rule: Rule | str, what: str) -> bool:
        """Counts one more place of something; whether the place itself is wanted."""
        key = (rule if isinstance(rule, str) else rule.name, what)
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key] <= _MOST_PLACES

    def add(self, finding: Finding) -> None:
        """Takes in a place that is wanted."""
        problem = finding.problem
        self.places.setdefault((problem.rule, problem.what), []).append(finding)

    def note(self, finding: Finding) -> None:
        """Counts a place, and takes it in if it is wanted."""
        if self.wants(finding.problem.rule, finding.problem.what):
            self.add(finding)

    def join(self, other: "Findings") -> None:
        """Takes in what was found in other files."""
        for key, places in other.places.items():
            kept = self.places.setdefault(key, [])
            kept += places[: _MOST_PLACES - len(kept)]
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count


def gathered(problems: Iterable[Problem], count: int) -> Problem:
    """One problem for what was found at many places."""
    first = min(problems, key=lambda problem: (problem.path, problem.line))
    more = f" (and in {count - 1:,} more places)" if count > 1 else ""
    return replace(first, what=f"{first.what}{more}")
