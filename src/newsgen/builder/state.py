"""The state of a site that was built: what it was made from as a whole. The store keeps it. Pure.

The next build compares it with what is there now and so finds the pages that may be stale (`dirty`). What each page was
made from is in its trace (`traces`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass, field, fields
from datetime import tzinfo
from typing import Any

from newsgen.builder.columns import Generations, changed_columns, read_columns
from newsgen.builder.records import other_from_record, other_to_record
from newsgen.builder.store import StoreKeys
from newsgen.builder.traces import Fact, Remarks, problem_from_json, problem_to_json
from newsgen.models.addresses import PictureUse
from newsgen.models.index import Index, TermColumn, is_whole
from newsgen.models.picture import PictureFacts
from newsgen.models.site import Site
from newsgen.models.stamp import Stamp
from newsgen.models.written import Other
from newsgen.searcher.manifest import SegmentInfo


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


@dataclass(frozen=True, slots=True)
class BuildState:
    """The last publication into one output folder, and what the whole site was made from."""

    environment: str = ""
    """BuildEnvironment.fingerprint of that build."""
    settings: str = ""
    """The fingerprint of newsgen.yaml as it was understood."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Name of a template to the fingerprint of all that it reaches."""
    manifest: str = ""
    """The digest that the manifest of that publication ends with."""
    surroundings: str = ""
    """What the program, the settings, the templates and the static files looked like from outside."""
    filing: str = ""
    """What the index and the places hang on besides the articles, as a fingerprint (`filing_rules`)."""
    index: Index | None = None
    """Of the articles that were published."""
    places: tuple[str, ...] = ()
    """Of each of these: relative to the site's root, not percent-encoded."""
    files: str = ""
    """The SourceIndex's fingerprint: of the articles of the index, and of those that were held back."""
    held_back: Mapping[str, str] = field(default_factory=dict)
    """Source of an article that was not published to the reason."""
    others: Mapping[str, Other] = field(default_factory=dict)
    """The files that are no articles and were published, by source, sorted."""
    waiting: Mapping[str, Address] = field(default_factory=dict)
    """Addresses to remember of articles that are not published now, or have moved while nothing leads on from there."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """What was asked besides, by the note of the question."""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What links in articles hang on (models.addresses.target_keys) to the sources of those articles."""
    files_beside: Mapping[str, PictureFacts | None] = field(default_factory=dict)
    """Every file in content/ that is no article, and every static picture, to its facts as a picture."""
    drawn_cards: frozenset[str] = frozenset()
    """The sources of the stories for which a picture was drawn, to be shared."""
    card_rules: str = ""
    """By what it was told which these are."""
    picture_faults: Mapping[str, str] = field(default_factory=dict)
    """What was wrong with pictures when their sizes were made, by their paths as in `files_beside`."""
    pictures: Mapping[str, PictureUse] = field(default_factory=dict)
    """By the source of the story."""
    remarks: Remarks = field(default_factory=dict)
    copies: Mapping[str, Copy] = field(default_factory=dict)
    """By path."""
    search: Mapping[str, SegmentInfo] = field(default_factory=dict)
    """The segments of the search index, by their names."""
    page_count: int = 0
    size: int = 0
    """Bytes of all files."""
    generations: Generations = field(default_factory=dict)


def address_of(site: Site, place: str, digest: str) -> Address:
    """The address of an article at a place that is not percent-encoded yet."""
    return Address(site.url(place).removeprefix(site.base_path), digest)


_PLAIN = (
    "environment",
    "settings",
    "templates",
    "manifest",
    "surroundings",
    "filing",
    "files",
    "held_back",
    "page_count",
    "size",
)
_TERM_COLUMNS = tuple(each.name for each in fields(TermColumn))
_INDEX_COLUMNS = tuple(each.name for each in fields(Index) if each.name != "terms")


def state_to_blobs(state: BuildState, before: BuildState, keys: StoreKeys) -> dict[str, Any]:
    """The state as blobs of the store: those of which ``before``, which lies there, has others."""
    columns, generations = changed_columns(_columns(state), _columns(before), before.generations)
    blobs = {keys.column(name): column for name, column in columns.items()}
    return {**blobs, keys.state: _head_to_json(state, generations)}


def _columns(state: BuildState) -> dict[str, Any]:
    """The columns of a state; none of one that knows of no article."""
    index = state.index
    if index is None:
        return {}
    terms = {
        _term_column(part, taxonomy): getattr(column, part)
        for taxonomy, column in index.terms.items()
        for part in _TERM_COLUMNS
    }
    plain = {name: getattr(index, name) for name in _INDEX_COLUMNS}
    return {"places": state.places, "links": state.links, **plain, **terms}


def _term_column(part: str, taxonomy: str) -> str:
    return f"{part} of {taxonomy}"


def _head_to_json(state: BuildState, generations: Generations) -> dict[str, Any]:
    return {
        "generations": generations,
        "taxonomies": [] if state.index is None else list(state.index.terms),
        **{name: getattr(state, name) for name in _PLAIN},
        "facts": {note: [fact.answer, sorted(fact.templates), fact.paths] for note, fact in state.facts.items()},
        "others": {source: other_to_record(other) for source, other in state.others.items()},
        "waiting": {source: [address.place, address.digest] for source, address in state.waiting.items()},
        "files_beside": {path: facts and facts.as_record() for path, facts in state.files_beside.items()},
        "picture_faults": dict(state.picture_faults),
        "drawn_cards": sorted(state.drawn_cards),
        "card_rules": state.card_rules,
        "pictures": {
            source: [use.attachment, problem_to_json(use.problem) if use.problem else None, use.focus, use.taken]
            for source, use in state.pictures.items()
        },
        "remarks": {
            path: [attachments, list(map(problem_to_json, problems))]
            for path, (attachments, problems) in state.remarks.items()
        },
        "search": [astuple(segment) for segment in state.search.values()],
        "copies": {path: [copy.origin, copy.sha256, copy.size, copy.is_static] for path, copy in state.copies.items()},
    }


def state_from_blobs(record: Any, read: Callable[[str], bytes | None], keys: StoreKeys, zone: tzinfo) -> BuildState:  # noqa: ANN401
    """The state that lies in the store: ``record`` is its head, and ``read`` gives its columns' blobs by their names.

    An empty one where they make no sense, as if they had never been written. What an earlier newsgen did not know yet
    is left out of what it has written: where its stories were published is known all the same.
    """
    try:
        columns = read_columns(lambda name: read(keys.column(name)), record["generations"])
        return BuildState(
            **{name: record[name] for name in _PLAIN if name in record},
            generations=record["generations"],
            places=tuple(columns["places"]),
            index=_index_from_columns(columns, record["taxonomies"]),
            others={
                source: other_from_record(source, other, zone) for source, other in record.get("others", {}).items()
            },
            waiting={source: Address(str(place), str(digest)) for source, (place, digest) in record["waiting"].items()},
            facts={
                note: Fact(answer, set(templates), dict(paths))
                for note, (answer, templates, paths) in record.get("facts", {}).items()
            },
            links={key: tuple(sources) for key, sources in columns["links"].items()},
            files_beside={
                path: PictureFacts(*facts) if facts else None for path, facts in record.get("files_beside", {}).items()
            },
            picture_faults=dict(record.get("picture_faults", {})),
            search={segment[0]: SegmentInfo(*segment) for segment in record.get("search", ())},
            drawn_cards=frozenset(record.get("drawn_cards", ())),
            card_rules=record.get("card_rules", ""),
            pictures={
                source: PictureUse(
                    attachment,
                    problem_from_json(problem) if problem else None,
                    tuple(focus) if focus else None,
                    tuple(taken),
                )
                for source, (attachment, problem, focus, taken) in record["pictures"].items()
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
        return BuildState()


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
