"""What was written last time, and from which fingerprint. Pure: the store keeps it.

A record is one page's. It stands or falls by itself: what it says of the page's inputs and of its file is all that
is needed to tell whether the page must be made anew (see `staleness`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsgen.errors import Problem, Severity
from newsgen.models.stamp import Stamp


@dataclass(frozen=True, slots=True)
class PageRecord:
    """How a page was made."""

    inputs: str
    """The fingerprint of its address, its template's name and its context."""
    text: str
    """The digest of its article's file; empty where it has none."""
    sha256: str
    """Of its bytes."""
    size: int
    answers: Mapping[str, str] = field(default_factory=dict)
    """What its rendering asked (models.notebook) to the fingerprint of the answer."""
    attachments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    stamp: Stamp | None = None
    """Of its file in the output; None where it is not to be trusted."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an article was published."""

    place: str
    """Relative to the site's root, percent-encoded."""
    digest: str
    """Of its source file: tells a renamed file from another one."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The last publication into one output folder."""

    environment: str = ""
    """The fingerprint of what all pages depend on: newsgen, its libraries, the settings, the theme's words."""
    plan: str = ""
    """The fingerprint of all that the planner read."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Name of a template to the fingerprint of all that it reaches."""
    pages: Mapping[str, PageRecord] = field(default_factory=dict)
    """By path."""
    addresses: Mapping[str, Address] = field(default_factory=dict)
    """By source path."""


_KINDS = ("settings", "pages", "addresses")


def shelf_names(output: str) -> dict[str, str]:
    """Kind of record to the shelf that keeps it for an output folder."""
    return {kind: f"{kind} of {output}" for kind in _KINDS}


def to_shelves(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """The ledger as records for the store, by their kind."""
    return {
        "settings": {"environment": ledger.environment, "plan": ledger.plan, "templates": dict(ledger.templates)},
        "pages": {path: _page_to_json(record) for path, record in ledger.pages.items()},
        "addresses": {source: [address.place, address.digest] for source, address in ledger.addresses.items()},
    }


def from_shelves(shelves: Mapping[str, Mapping[str, Any]]) -> Ledger:
    """The ledger that the records tell; what makes no sense is left out, as if it had never been written."""
    try:
        return Ledger(
            environment=str(shelves["settings"].get("environment", "")),
            plan=str(shelves["settings"].get("plan", "")),
            templates=dict(shelves["settings"].get("templates", {})),
            pages={path: _page_from_json(record) for path, record in shelves["pages"].items()},
            addresses={
                source: Address(str(place), str(digest)) for source, (place, digest) in shelves["addresses"].items()
            },
        )
    except (TypeError, ValueError, KeyError):
        return Ledger()


def _page_to_json(record: PageRecord) -> list[Any]:
    return [
        record.inputs,
        record.text,
        record.sha256,
        record.size,
        record.stamp,
        dict(record.answers),
        record.attachments,
        [problem_to_json(problem) for problem in record.problems],
    ]


def _page_from_json(record: list[Any]) -> PageRecord:
    inputs, text, sha256, size, stamp, answers, attachments, problems = record
    return PageRecord(
        inputs,
        text,
        sha256,
        size,
        answers,
        tuple(attachments),
        tuple(map(problem_from_json, problems)),
        None if stamp is None else tuple(stamp),
    )


def problem_to_json(problem: Problem) -> list[Any]:
    """A problem as a record."""
    return [
        problem.path,
        problem.what,
        problem.mend,
        problem.line,
        problem.column,
        problem.source_line,
        str(problem.severity),
        problem.during,
    ]


def problem_from_json(record: list[Any]) -> Problem:
    """The problem of a record."""
    path, what, mend, line, column, source_line, severity, during = record
    return Problem(path, what, mend, line, column, source_line, Severity(severity), during)
