"""What a build tells: numbers, what was held back and why, what moved, what was not understood."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from newsgen.errors import ExitCode, Problem, Severity
from newsgen.models.article import HeldBack


@dataclass(frozen=True, slots=True)
class Move:
    """An article whose address has changed since the last build."""

    source: str
    old_place: str
    """Relative to the site's root, percent-encoded."""
    old_url: str
    new_url: str
    aliases: tuple[str, ...]
    """What the article's `aliases:` should be, the old address last."""


@dataclass(frozen=True, slots=True)
class Vanished:
    """An article that the last build published, and of whose address there is nothing any more."""

    source: str
    old_url: str
    alias: str
    """For the `aliases:` of an article that takes its place."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long some pages took to render."""

    name: str
    """Of their template, or what the page is."""
    pages: int
    seconds: float
    """Of all of them together, in the processes that rendered them."""


@dataclass(frozen=True, slots=True)
class NextChange:
    """The next instant at which the site must be built again, and what it changes."""

    at: str
    """With the offset of the publication's zone: ``2026-11-24T08:00:00+09:00``."""
    appear: tuple[str, ...]
    """The sources of the articles and standing pages that appear then."""
    leave: tuple[str, ...]
    """The same of those that leave."""
    end: tuple[str, ...] = ()
    """The same of the articles of which a banner or a pin ends."""
    age: tuple[str, ...] = ()
    """The same of the articles that leave the news sitemap."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How a build went."""

    output: str
    """The output folder, as the user would name it."""
    is_published: bool
    problems: tuple[Problem, ...] = ()
    articles: int = 0
    pages: int = 0
    files: int = 0
    size: int = 0
    """Bytes of all files of the site."""
    rendered: int = 0
    """Pages that were made anew; the others stood."""
    written: int = 0
    kept: int = 0
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    """Files of the site that somebody had edited, and that were replaced or removed: their edits are gone."""
    held_back: tuple[HeldBack, ...] = ()
    moved: tuple[Move, ...] = ()
    """Told by the build that moves them, and not again."""
    unled: tuple[Move, ...] = ()
    """All that have moved, now or before, while nothing leads on from the old address."""
    vanished: tuple[Vanished, ...] = ()
    """Told by the build that takes them out of the site, and not again."""
    unknown_fields: Mapping[str, int] = field(default_factory=dict)
    """Key that newsgen does not know to the number of articles that have it."""
    understood_fields: Mapping[str, int] = field(default_factory=dict)
    """Another system's field and what it is here, `excerpt → summary`, to the number of articles that have it."""
    pictures_made: int = 0
    """Pictures whose sizes were made this time."""
    described_by_files: tuple[str, ...] = ()
    """Pictures of stories whose caption or credit is what their own files say: paths in the project."""
    unused_files: tuple[str, ...] = ()
    """Files in content/ that no published article shows or links to."""
    next_change: NextChange | None = None
    """When the clock changes the site next, and how; None where it does not."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Phase to wall time."""
    templates: tuple[Timing, ...] = ()
    """The slowest first; empty unless it was asked for."""
    slowest: tuple[Timing, ...] = ()
    """The pages that took longest; likewise."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep something out of the site."""
        return tuple(problem for problem in self.problems if problem.is_error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The other problems."""
        return tuple(problem for problem in self.problems if not problem.is_error)

    @property
    def exit_code(self) -> ExitCode:
        """0 if all that should be in the site is in it."""
        return ExitCode.CONTENT if self.errors else ExitCode.OK


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether the next build makes a page anew."""

    url: str
    label: str
    """What the page is."""
    template: str
    reason: str
    """Why it is stale; empty where it stands."""


def report_to_json(report: BuildReport) -> dict[str, Any]:
    """The report as JSON can keep it."""
    return asdict(report)


def report_from_json(record: Any) -> BuildReport | None:  # noqa: ANN401 - what lay in a file
    """The report of a build that finds all as an earlier one left it; None where the record makes no sense."""
    try:
        problems = (Problem(**{**item, "severity": Severity(item["severity"])}) for item in record["problems"])
        report = BuildReport(
            **{
                **record,
                "problems": tuple(problems),
                "held_back": tuple(HeldBack(**item) for item in record["held_back"]),
                "moved": (),
                "unled": tuple(Move(**{**item, "aliases": tuple(item["aliases"])}) for item in record["unled"]),
                "vanished": (),
                "next_change": _next_from_json(record["next_change"]),
                "pictures_made": 0,
                "described_by_files": tuple(record["described_by_files"]),
                "unused_files": tuple(record["unused_files"]),
                "removed": (),
                "altered": (),
                "templates": (),
                "slowest": (),
            }
        )
    except (TypeError, ValueError, KeyError):
        return None
    return replace(report, rendered=0, written=0, kept=report.files)


def _next_from_json(record: Any) -> NextChange | None:  # noqa: ANN401 - likewise
    return (
        NextChange(record["at"], *(tuple(record[key]) for key in ("appear", "leave", "end", "age"))) if record else None
    )
