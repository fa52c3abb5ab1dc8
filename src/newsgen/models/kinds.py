"""Problems of one kind: the same mistake in many files is told once, with examples. Pure.

Nobody gives kinds their names. Two problems are of one kind if their rules are the same, and their messages and mends
are, too, but for what is quoted, for numbers and for paths.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, takewhile

from newsgen.errors import Problem, Severity
from newsgen.models.rules import CONTENT

_PART = re.compile(
    r"""( `[^`\n]*`
      | (?<!\w)'(?:[^'\\\n]|\\.)*'(?!\w) | "(?:[^"\\\n]|\\.)*" | “[^”\n]*” | «[^»\n]*»
      | <[^<>\s]{1,60}>
      | U\+[0-9A-F]{4,6}
      | [^\s`'"“”«»()]*/[^\s`'"“”«»(),;:]+
      | [^\s`'"“”«»(),;:]*\w\.[a-z]{2,5}(?![\w-])
      | \w*\d(?:[\w.,:-]*\w)? )""",
    re.VERBOSE,
)
"""What may be another in each message of a kind."""
_WORDS = 2
_FEW = 3
"""If a kind is of so few names in backticks, as `title` and `date` that are missing, each of them is a kind."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Kind:
    """Problems that are the same mistake; there is at least one."""

    problems: tuple[Problem, ...]
    """In the order in which they came."""

    @property
    def severity(self) -> Severity:
        """Of all of them."""
        return self.problems[0].severity

    @property
    def rule(self) -> str:
        """Of all of them."""
        return self.problems[0].rule

    @property
    def file_count(self) -> int:
        """In how many files they are."""
        return len({problem.path for problem in self.problems})

    @property
    def what(self) -> str:
        """The message, with an ellipsis for what is not the same in all."""
        if len({_shape(problem.what) for problem in self.problems}) > 1:
            return f"{self._beginning} {ELLIPSIS}"
        parts = zip(*(_PART.split(problem.what) for problem in self.problems), strict=True)
        return "".join(part[0] if len(set(part)) == 1 else _blank(part[0]) for part in parts)

    @property
    def _beginning(self) -> str:
        """The words with which all messages begin."""
        columns = zip(*(problem.what.split(" ") for problem in self.problems), strict=False)
        return " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns))

    @property
    def mend(self) -> str:
        """The mend, if it is the same for all of them; else empty."""
        mends = {problem.mend for problem in self.problems}
        return mends.pop() if len(mends) == 1 else ""

    def differences(self) -> Iterator[str]:
        """Of each problem, what its message has where `what` has an ellipsis."""
        if len({_shape(problem.what) for problem in self.problems}) > 1:
            yield from (problem.what.removeprefix(self._beginning).strip() for problem in self.problems)
            return
        rows = [_PART.split(problem.what)[1::2] for problem in self.problems]
        varies = [len(set(column)) > 1 for column in zip(*rows, strict=True)]
        for row in rows:
            yield ", ".join(part for part, is_other in zip(row, varies, strict=True) if is_other)


def kind_of(problem: Problem) -> str:
    """The message without its particulars: what programs can count by."""
    return "".join(_shape(problem.what))


def kinds_of(problems: Iterable[Problem]) -> list[Kind]:
    """The problems by kind, the most frequent first; those that are as frequent come as they came."""
    groups: dict[tuple[object, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[problem.severity, problem.rule, _shape(problem.what), _shape(problem.mend)].append(problem)
    kinds = [part for group in groups.values() for part in _by_name(group)]
    return sorted(map(Kind, map(tuple, _by_rule(kinds))), key=lambda kind: -len(kind.problems))


def _by_rule(groups: Iterable[list[Problem]]) -> Iterator[list[Problem]]:
    """The groups; of one rule those that begin alike are one, unless they are few: what follows is the particular."""
    alike: dict[tuple[str, ...], list[list[Problem]]] = defaultdict(list)
    for number, group in enumerate(groups):
        first = group[0]
        is_told_by_rule = first.rule not in {"", CONTENT.name}
        words = first.what.split(" ")[:_WORDS] if is_told_by_rule else [str(number)]
        alike[first.severity, first.rule, *words].append(group)
    for found in alike.values():
        yield from [list(chain(*found))] if len(found) > _FEW else found


def _by_name(group: list[Problem]) -> Iterable[list[Problem]]:
    """The group, parted by the names in backticks where these are few."""
    named: dict[tuple[str, ...], list[Problem]] = defaultdict(list)
    for problem in group:
        named[tuple(part for part in _PART.split(problem.what)[1::2] if part[0] == "`")].append(problem)
    return named.values() if len(named) <= _FEW else [group]


def _shape(text: str) -> tuple[str, ...]:
    """The pieces of a text, with an ellipsis in each that may be another."""
    return tuple(_blank(part) if place % 2 else part for place, part in enumerate(_PART.split(text)))


def _blank(part: str) -> str:
    """An ellipsis in the marks of a part."""
    is_quoted = not (part[0].isalnum() or part[0] in "./#") and not part[0].isspace() and part[-1] in "`'\"”»>"
    return f"{part[0]}{ELLIPSIS}{part[-1]}" if is_quoted else ELLIPSIS
