"""What the index of a site answers: stories with headline, address, day, and the lines in which the words stand."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from newsgen.documents.fields import suggest
from newsgen.errors import UsageError
from newsgen.searcher.entries import FILTER, term_filter
from newsgen.searcher.excerpts import page_text, snippet_of
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import LAST, RECORDS, Manifest
from newsgen.searcher.query import Filters, Hit, Query, answered
from newsgen.searcher.shards import lines_of
from newsgen.searcher.typed import read_query
from newsgen.searcher.words import compared_text, has_phrase

_LANGUAGE = "lang:"
"""How the filter of a language begins."""
_PARTED = " | "
"""Between the parts of a story: no phrase has it."""


@dataclass(frozen=True, slots=True)
class Result:
    """A text that answers."""

    title: str
    place: str
    """Where its page lies below the site's root: ``2025/12/14/engineers-return/``."""
    day: str
    """``2025-12-14``; empty of a standing page."""
    section: str
    lang: str
    snippet: str
    """The part of its text in which most of the words stand."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query."""

    results: tuple[Result, ...]
    """The best first, or the newest."""
    count: int
    """Of all texts that answer."""
    has_all: bool
    """Whether each has every word; else each has some of them."""
    words: tuple[str, ...]
    """What was looked for: the words, and others like them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which texts are looked at, as people say it."""

    terms: Mapping[str, str] = field(default_factory=dict)
    """Taxonomy to the name, another name or the slug of a term."""
    first: str = ""
    """The earliest day, as ``2015-01-17``; empty for any."""
    last: str = ""
    lang: str = ""
    has_picture: bool = False


def search(
    output: Path, query: str, asked: Asked, *, is_newest: bool = False, limit: int = 10, offset: int = 0
) -> Found:
    """What the index of a site answers; ``output`` is the folder into which it was built.

    Raises:
        UsageError: There is no index, or it is not whole; a filter names what is not there.
        MachineError: It cannot be read.
    """
    index = IndexFolder(output)
    manifest, typed = index.manifest(), read_query(query)
    answer = answered(Query(manifest, typed, _filters(index, asked)), index.load)
    hits: Sequence[Hit] = answer.hits
    if is_newest:
        # What has no date stands behind all that has.
        order = {segment.name: place if segment.first else -1 for place, segment in enumerate(manifest.segments)}
        hits = sorted(hits, key=lambda hit: (order[hit.segment], hit.number), reverse=True)
    if typed.phrases:
        hits = list(_with_phrases(index, manifest, hits, typed.phrases))
    shown = hits[offset : offset + limit]
    words = frozenset(answer.words)
    results = tuple(_result(index, record, words, typed.phrases) for record in _records(index, manifest, shown))
    return Found(results, len(hits), answer.has_all, answer.words)


def _filters(index: IndexFolder, asked: Asked) -> Filters:
    """The same as the index has them."""
    marks: list[tuple[str, ...]] = [_marks_of(index, taxonomy, name) for taxonomy, name in asked.terms.items()]
    if asked.lang:
        marks.append(tuple(_marks_of_language(index, asked.lang)))
    if asked.has_picture:
        marks.append(("picture",))
    for option, day in (("since", asked.first), ("until", asked.last)):
        if day and not _is_day(day):
            raise UsageError(f"`{option}` is {day!r}, which is no day", mend="write YYYY-MM-DD")
    return Filters(tuple(marks), asked.first, asked.last)


def _marks_of_language(index: IndexFolder, wanted: str) -> Iterator[str]:
    """A language, and what is written in a country's kind of it: ``pt`` is ``pt-BR`` too."""
    begin = FILTER + _LANGUAGE
    names = [name for each in index.manifest().segments for name in each.covering("t", begin, begin + LAST)]
    words = {line.partition(" ")[0] for held in index.load(names).values() for line in lines_of(held)}
    tags = sorted(word.removeprefix(begin) for word in words if word.startswith(begin))
    found = [tag for tag in tags if f"{tag}-".casefold().startswith(f"{wanted}-".casefold())]
    if not found:
        what = f"no text is in the language {wanted!r}{suggest(wanted, tags)}"
        raise UsageError(what, mend=f"choose from {', '.join(tags)}")
    return map(_LANGUAGE.__add__, found)


def _marks_of(index: IndexFolder, taxonomy: str, name: str) -> tuple[str, ...]:
    """The terms of a name: in each edition one may have another slug."""
    taxonomies = index.taxonomies()
    if taxonomy not in taxonomies:
        what = f"the site has no taxonomy {taxonomy!r}{suggest(taxonomy, taxonomies)}"
        raise UsageError(what, mend=f"choose from {', '.join(taxonomies)}")
    wanted, terms = compared_text(name), index.names(taxonomy)
    found = [slug for slug, *known in terms if name == slug or wanted in map(compared_text, known)]
    if found:
        return tuple(term_filter(taxonomy, slug) for slug in found)
    every = [term for _, *known in terms for term in known]
    raise UsageError(
        f"no story has {name!r} in {taxonomy}{suggest(name, every)}", mend="`newsgen terms` lists the terms"
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _records(index: IndexFolder, manifest: Manifest, hits: Sequence[Hit]) -> list[list[str]]:
    """What results show of each."""
    segments = {segment.name: segment for segment in manifest.segments}
    names = [segments[hit.segment].record_file(hit.number) for hit in hits]
    held = index.load(dict.fromkeys(names))
    return [held[name][hit.number % RECORDS] for name, hit in zip(names, hits, strict=True)]


def _with_phrases(index: IndexFolder, manifest: Manifest, hits: Sequence[Hit], phrases: Sequence[str]) -> Iterator[Hit]:
    for hit, record in zip(hits, _records(index, manifest, hits), strict=True):
        text = _PARTED.join(map(compared_text, [record[0], *page_text(index.page(record[1])).parts]))
        if all(has_phrase(text, phrase) for phrase in phrases):
            yield hit


def _result(index: IndexFolder, record: Sequence[str], words: AbstractSet[str], phrases: Sequence[str]) -> Result:
    title, place, day, section, lang = record[:5]
    snippet = snippet_of(page_text(index.page(place)), words, phrases)
    return Result(title, place, day, section, lang, snippet)
