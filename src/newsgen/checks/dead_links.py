"""Dead links by kind: thousands that lead to where an old site had its pages are a few kinds. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from newsgen.errors import Problem
from newsgen.models.rules import BROKEN_LINK

_DEAD = "dead link "
_CODE = re.compile(r"\{[{%]|%7B(?:%7B|%25|%)", re.IGNORECASE)
_HOST = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)


@dataclass
class DeadLinks:
    """Dead links of one kind."""

    kind: str
    """What they have in common: ``/archives/….html``."""
    problems: list[Problem] = field(default_factory=list)

    @property
    def files(self) -> int:
        """In how many files they stand."""
        return len({problem.path for problem in self.problems})

    @property
    def example(self) -> str:
        """Where the first of them stands."""
        first = self.problems[0]
        return ":".join(str(part) for part in (first.path, first.line, first.column) if part)


def dead_links_by_kind(problems: Iterable[Problem]) -> Sequence[DeadLinks]:
    """The dead links among the problems, the most frequent kind first."""
    kinds: dict[str, DeadLinks] = {}
    for problem, address in _addresses(problems):
        kind = kind_of(address)
        kinds.setdefault(kind, DeadLinks(kind)).problems.append(problem)
    return sorted(kinds.values(), key=lambda found: (-len(found.problems), found.kind))


def _addresses(problems: Iterable[Problem]) -> Iterator[tuple[Problem, str]]:
    for problem in problems:
        if problem.rule == BROKEN_LINK.name and problem.what.startswith(_DEAD):
            yield problem, problem.what.removeprefix(_DEAD)


def kind_of(address: str) -> str:
    """What an address has in common with others of its old system: its beginning, and how it ends."""
    if _CODE.search(address):
        return "code of a template: {{ … }}, {% … %}"
    path = _HOST.sub("", address).partition("#")[0]
    path, mark, _ = path.partition("?")
    name = path.rpartition("/")[2]
    suffix = f".{name.rpartition('.')[2].lower()}" if "." in name.strip(".") else ""
    first = path.strip("/").partition("/")[0]
    is_deep = "/" in path.strip("/")
    if not path.startswith("/"):
        begin = "…"
    elif is_deep and not first.isdecimal():
        begin = f"/{first}/…"
    elif is_deep:
        begin = "/2003/…" if len(first) == len("2003") else "/123/…"
    else:
        begin = "/…"
    return f"{begin}{suffix}{'?…' if mark else ''}"
