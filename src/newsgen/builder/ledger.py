"""What was written last time, and from which fingerprint. Pure: the store keeps it.

A record is one page's, and says what that page was made from and what came of it: it stays true, whatever comes later.
The ledger says of the whole site what it was made from. As long as all of that is as it was, only what has changed
since needs to be looked at (see `amendment`); otherwise every page is compared with its record (see `staleness`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from newsgen.errors import Problem, Severity
from newsgen.models.addresses import PictureUse
from newsgen.models.index import Index, TermColumn
from newsgen.models.site import Site
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
    owner: str = ""
    """Whose page it is (bookkeeping.owner_of): tells whether another one has taken its address."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """What its rendering asked (models.notebook) to the fingerprint of the answer."""
    attachments: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Address:
    """Where an article was published."""

    place: str
    """Relative to the site's root, percent-encoded."""
    digest: str
    """Of its source file: tells a renamed file from another one."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was published as it is."""

    origin: Stamp
    """The stamp of the file that was copied."""
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The last publication into one output folder, and what the whole site was made from."""

    environment: str = ""
    """The fingerprint of what all pages depend on: newsgen, its libraries, the settings, the theme's words."""
    plan: str = ""
    """The fingerprint of all that the planner read."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Name of a template to the fingerprint of all that it reaches."""
    surroundings: str = ""
    """What the program, the settings, the templates and the static files look like from outside."""
    index: Index | None = None
    """Of the articles that were published."""
    places: tuple[str, ...] = ()
    """Of each of these: relative to the site's root, not percent-encoded."""
    held_back: Mapping[str, str] = field(default_factory=dict)
    """Source of an article that was not published to the reason."""
    waiting: Mapping[str, Address] = field(default_factory=dict)
    """Addresses to remember of articles that are not published now, or have moved while nothing leads on from there."""
    common: Mapping[str, str] = field(default_factory=dict)
    """The questions that were asked, but those that an article's page asks of that article; and the fingerprints of the
    answers."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What links in articles hang on (models.addresses.target_key) to the sources of those articles."""
    sizes: Mapping[str, tuple[int, int] | None] = field(default_factory=dict)
    """Every file in content/ that is no article, to its width and height."""
    pictures: Mapping[str, PictureUse] = field(default_factory=dict)
    """By the source of the story."""
    remarks: Mapping[str, tuple[tuple[str, ...], tuple[Problem, ...]]] = field(default_factory=dict)
    """Path of a page to the attachments that it needs and what is wrong with it; of those that have any."""
    copies: Mapping[str, Copy] = field(default_factory=dict)
    """By path."""
    page_count: int = 0
    size: int = 0
    """Bytes of all files."""


def addresses_in(index: Index | None, places: Sequence[str], site: Site) -> dict[str, Address]:
    """Source to address of all articles of an index; ``places`` are theirs, in the same order."""
    if index is None:
        return {}
    quoted = (site.url(place).removeprefix(site.base_path) for place in places)
    return {
        source: Address(place, digest) for source, place, digest in zip(index.sources, quoted, index.files, strict=True)
    }


@dataclass(frozen=True, slots=True)
class Shelves:
    """The names under which the store keeps the ledger of one output folder."""

    output: str
    """As the user would name it."""

    @property
    def ledger(self) -> str:
        """The sheet of the ledger."""
        return f"ledger of {self.output}"

    @property
    def looks(self) -> str:
        """The sheet of what the files of the site look like."""
        return f"looks of {self.output}"

    @property
    def report(self) -> str:
        """The sheet of the last report."""
        return f"report on {self.output}"

    @property
    def pages(self) -> str:
        """The shelf of the records of pages."""
        return f"pages of {self.output}"


_PLAIN = ("environment", "plan", "templates", "surroundings", "places", "held_back", "common", "page_count", "size")


def ledger_to_json(ledger: Ledger) -> dict[str, Any]:
    """The ledger as JSON can keep it."""
    index = ledger.index
    return {
        **{name: getattr(ledger, name) for name in _PLAIN},
        "index": _index_to_json(index) if index else None,
        "waiting": {source: [address.place, address.digest] for source, address in ledger.waiting.items()},
        "links": dict(ledger.links),
        "sizes": dict(ledger.sizes),
        "pictures": {
            source: [picture.attachment, problem_to_json(picture.problem) if picture.problem else None]
            for source, picture in ledger.pictures.items()
        },
        "remarks": {
            path: [attachments, list(map(problem_to_json, problems))]
            for path, (attachments, problems) in ledger.remarks.items()
        },
        "copies": {path: [copy.origin, copy.sha256, copy.size] for path, copy in ledger.copies.items()},
    }


def ledger_from_json(record: Any) -> Ledger:  # noqa: ANN401 - what lay in a file
    """The ledger of a record; an empty one where the record makes no sense, as if it had never been written."""
    try:
        return Ledger(
            **{name: record[name] for name in _PLAIN if name != "places"},
            places=tuple(record["places"]),
            index=_index_from_json(record["index"]) if record["index"] else None,
            waiting={source: Address(str(place), str(digest)) for source, (place, digest) in record["waiting"].items()},
            links={key: tuple(sources) for key, sources in record["links"].items()},
            sizes={path: tuple(size) if size else None for path, size in record["sizes"].items()},
            pictures={
                source: PictureUse(attachment, problem_from_json(problem) if problem else None)
                for source, (attachment, problem) in record["pictures"].items()
            },
            remarks={
                path: (tuple(attachments), tuple(map(problem_from_json, problems)))
                for path, (attachments, problems) in record["remarks"].items()
            },
            copies={
                path: Copy(tuple(origin), sha256, size) for path, (origin, sha256, size) in record["copies"].items()
            },
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return Ledger()


def _index_to_json(index: Index) -> dict[str, Any]:
    columns = {each.name: getattr(index, each.name) for each in fields(Index) if each.name != "terms"}
    terms = {
        taxonomy: [column.names, column.slugs, column.counts, column.ids] for taxonomy, column in index.terms.items()
    }
    return {**columns, "terms": terms}


def _index_from_json(record: dict[str, Any]) -> Index:
    columns = {each.name: record[each.name] for each in fields(Index) if each.name not in {"terms", "aliases"}}
    terms = {taxonomy: TermColumn(*columns) for taxonomy, columns in record["terms"].items()}
    aliases = {source: tuple(places) for source, places in record["aliases"].items()}
    return Index(**columns, terms=terms, aliases=aliases)


def page_to_record(record: PageRecord) -> list[Any]:
    """A page's record as JSON can keep it."""
    return [
        record.inputs,
        record.text,
        record.sha256,
        record.size,
        record.owner,
        dict(record.answers),
        record.attachments,
        [problem_to_json(problem) for problem in record.problems],
    ]


def pages_from_records(records: Mapping[str, Any]) -> dict[str, PageRecord]:
    """Path to record; what makes no sense is left out, as if it had never been written."""
    found: dict[str, PageRecord] = {}
    for path, record in records.items():
        try:
            inputs, text, sha256, size, owner, *rest = record
            answers, attachments, problems = rest
            found[path] = PageRecord(
                inputs, text, sha256, size, owner, answers, tuple(attachments), tuple(map(problem_from_json, problems))
            )
        except (TypeError, ValueError):
            continue
    return found


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
