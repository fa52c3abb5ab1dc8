"""What was written last time, and from which fingerprint. Pure: the store keeps it.

A record is one page's, and says what that page was made from and what came of it: it stays true, whatever comes later.
The ledger says of the whole site what it was made from. As long as all of that is as it was, only what has changed
since needs to be looked at (see `amendment`); otherwise every page is compared with its record (see `staleness`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from newsgen.builder.columns import Generations, changed_columns, read_columns
from newsgen.builder.shelves import Shelves
from newsgen.errors import Problem, Severity
from newsgen.models.addresses import PictureUse
from newsgen.models.index import Index, TermColumn, is_whole
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
    is_static: bool
    """Whether it lay in static/ or the theme; else beside articles."""


Remark = tuple[tuple[str, ...], tuple[Problem, ...]]
"""The attachments that a page needs, and what is wrong with it."""
Remarks = Mapping[str, Remark]
"""By the path of the page; of those that have any."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The last publication into one output folder, and what the whole site was made from."""

    environment: str = ""
    """The fingerprint of what all pages depend on: newsgen, its libraries, the settings, the theme's words."""
    plan: str = ""
    """The fingerprint of all that the planner read."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Name of a template to the fingerprint of all that it reaches."""
    manifest: str = ""
    """The digest that the manifest of that publication ends with."""
    surroundings: str = ""
    """What the program, the settings, the templates and the static files look like from outside."""
    filing: str = ""
    """What the index and the places hang on besides the articles, as a fingerprint (`filing_rules`)."""
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
    """What links in articles hang on (models.addresses.target_keys) to the sources of those articles."""
    sizes: Mapping[str, tuple[int, int] | None] = field(default_factory=dict)
    """Every file in content/ that is no article, to its width and height."""
    pictures: Mapping[str, PictureUse] = field(default_factory=dict)
    """By the source of the story."""
    remarks: Remarks = field(default_factory=dict)
    copies: Mapping[str, Copy] = field(default_factory=dict)
    """By path."""
    page_count: int = 0
    size: int = 0
    """Bytes of all files."""
    generations: Generations = field(default_factory=dict)


def addresses_in(index: Index | None, places: Sequence[str], site: Site) -> dict[str, Address]:
    """Source to address of all articles of an index; ``places`` are theirs, in the same order."""
    if index is None:
        return {}
    lines = zip(index.sources, places, index.files, strict=True)
    return {source: address_of(site, place, digest) for source, place, digest in lines}


def address_of(site: Site, place: str, digest: str) -> Address:
    """The address of an article at a place that is not percent-encoded yet."""
    return Address(site.url(place).removeprefix(site.base_path), digest)


_PLAIN = (
    "environment",
    "plan",
    "templates",
    "manifest",
    "surroundings",
    "filing",
    "held_back",
    "common",
    "page_count",
    "size",
)
_TERM_COLUMNS = tuple(each.name for each in fields(TermColumn))
_INDEX_COLUMNS = tuple(each.name for each in fields(Index) if each.name != "terms")


def ledger_to_sheets(ledger: Ledger, before: Ledger, shelves: Shelves) -> dict[str, Any]:
    """The ledger as sheets of the store: those of which ``before``, which lies there, has others."""
    columns, generations = changed_columns(_columns(ledger), _columns(before), before.generations)
    sheets = {shelves.column(name): column for name, column in columns.items()}
    return {**sheets, shelves.ledger: _head_to_json(ledger, generations)}


def _columns(ledger: Ledger) -> dict[str, Any]:
    """The columns of a ledger; none of one that knows of no article."""
    index = ledger.index
    if index is None:
        return {}
    terms = {
        _term_column(part, taxonomy): getattr(column, part)
        for taxonomy, column in index.terms.items()
        for part in _TERM_COLUMNS
    }
    plain = {name: getattr(index, name) for name in _INDEX_COLUMNS}
    return {"places": ledger.places, "links": ledger.links, **plain, **terms}


def _term_column(part: str, taxonomy: str) -> str:
    return f"{part} of {taxonomy}"


def _head_to_json(ledger: Ledger, generations: Generations) -> dict[str, Any]:
    return {
        "generations": generations,
        "taxonomies": [] if ledger.index is None else list(ledger.index.terms),
        **{name: getattr(ledger, name) for name in _PLAIN},
        "waiting": {source: [address.place, address.digest] for source, address in ledger.waiting.items()},
        "sizes": dict(ledger.sizes),
        "pictures": {
            source: [picture.attachment, problem_to_json(picture.problem) if picture.problem else None]
            for source, picture in ledger.pictures.items()
        },
        "remarks": {
            path: [attachments, list(map(problem_to_json, problems))]
            for path, (attachments, problems) in ledger.remarks.items()
        },
        "copies": {path: [copy.origin, copy.sha256, copy.size, copy.is_static] for path, copy in ledger.copies.items()},
    }


def ledger_from_sheets(record: Any, read: Callable[[str], bytes | None], shelves: Shelves) -> Ledger:  # noqa: ANN401
    """The ledger that lies in the store: ``record`` is its head, and ``read`` gives its columns' sheets by their names.

    An empty one where they make no sense, as if they had never been written. What an earlier newsgen did not know yet
    is left out of what it has written: where its stories were published is known all the same.
    """
    try:
        columns = read_columns(lambda name: read(shelves.column(name)), record["generations"])
        return Ledger(
            **{name: record[name] for name in _PLAIN if name in record},
            generations=record["generations"],
            places=tuple(columns["places"]),
            index=_index_from_columns(columns, record["taxonomies"]),
            waiting={source: Address(str(place), str(digest)) for source, (place, digest) in record["waiting"].items()},
            links={key: tuple(sources) for key, sources in columns["links"].items()},
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
                path: Copy(tuple(origin), sha256, size, bool(is_static))
                for path, (origin, sha256, size, is_static) in record["copies"].items()
            },
        )
    except (TypeError, ValueError, KeyError, AttributeError):
        return Ledger()


def _index_from_columns(columns: Mapping[str, Any], taxonomies: Iterable[str]) -> Index:
    terms = {
        taxonomy: TermColumn(*(columns[_term_column(part, taxonomy)] for part in _TERM_COLUMNS))
        for taxonomy in taxonomies
    }
    plain = {name: columns[name] for name in _INDEX_COLUMNS if name != "aliases" and name in columns}
    aliases = {source: tuple(places) for source, places in columns["aliases"].items()}
    index = Index(**plain, terms=terms, aliases=aliases)
    if not is_whole(index) or len(columns["places"]) != len(index):
        raise ValueError("columns of different lengths")
    return index


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
        problem.rule,
        problem.offset,
    ]


def problem_from_json(record: list[Any]) -> Problem:
    """The problem of a record. An earlier newsgen has written none of what stands behind the rule."""
    path, what, mend, line, column, source_line, severity, during, rule, *rest = record
    return Problem(path, what, mend, line, column, source_line, Severity(severity), during, rule, *rest)
