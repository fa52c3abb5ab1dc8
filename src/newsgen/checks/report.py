"""What a check tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.builder.report import NextChange
from newsgen.checks.hosting import Weight
from newsgen.checks.search_cost import SearchCost
from newsgen.errors import ExitCode, Problem


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How a check went."""

    output: str
    """The output folder, as the user would name it."""
    problems: tuple[Problem, ...]
    """By rule in the order of models.rules, then by place."""
    articles: int
    files: int
    pages: int
    size: int
    """Bytes of all files in the output."""
    heaviest: tuple[Weight, ...]
    search: SearchCost | None
    """What the search index weighs; None where there is none."""
    external: int
    """Addresses on other sites that were asked for."""
    off: tuple[str, ...]
    """Rules that newsgen.yaml turns off."""
    old_urls: int = 0
    """Addresses of an old site that were looked for."""
    next_change: NextChange | None = None
    """When the clock changes the site next, and how."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Phase to wall time."""

    @property
    def errors(self) -> Sequence[Problem]:
        """What must be mended before the site is published."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> Sequence[Problem]:
        """The other problems."""
        return tuple(problem for problem in self.problems if not problem.is_error)

    @property
    def exit_code(self) -> ExitCode:
        """0 without errors."""
        return ExitCode.CONTENT if self.errors else ExitCode.OK
