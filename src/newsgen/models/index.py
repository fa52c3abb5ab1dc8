"""The index of an archive: what filing needs to know of each card, in columns.

A card says everything of an article; to know where it is filed, a few values are enough. A hundred thousand cards take
seconds to bring out, an index of them a tenth of one. Two indexes tell what has changed between two builds.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from itertools import accumulate
from operator import attrgetter
from typing import Any, TypeVar

from newsgen.models.article import Article
from newsgen.models.fingerprint import Fingerprints
from newsgen.models.front import USUAL


@dataclass(frozen=True, slots=True)
class TermColumn:
    """The terms of one taxonomy that each article carries."""

    names: list[str] = field(default_factory=list)
    """Every spelling. One that no article carries any more may stay."""
    slugs: list[str] = field(default_factory=list)
    """Of each spelling."""
    counts: list[int] = field(default_factory=list)
    """How many names each article carries."""
    ids: list[int] = field(default_factory=list)
    """Those names, as places in `names`: of the first article, then of the second …"""


@dataclass(frozen=True, slots=True)
class Index:
    """One line for each article, oldest first, in columns of one length."""

    sources: list[str]
    """Paths inside content/."""
    instants: list[int]
    """When each was published, as Moment.instant."""
    days: list[int]
    """The day of that in the publication's zone, as an ordinal of `date`."""
    changed: list[int]
    """When each was last changed, as Moment.instant."""
    lastmods: list[str]
    """The same as a W3C date."""
    shown: list[str]
    """The digest of all that other pages, and its own but for its text, may show of it (`shown_digest`)."""
    files: list[str]
    """The digest of each file, as in SourceFile."""
    terms: Mapping[str, TermColumn]
    """By taxonomy."""
    canonicals: Mapping[str, str] = field(default_factory=dict)
    """Source to the web address where it was first published; few have one."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Source to its old addresses, as in Article; likewise."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Source to its `id`; likewise."""
    versions: Mapping[str, str] = field(default_factory=dict)
    """Source to its `version_key`; likewise."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Source to its `lang`, where that is not the publication's; likewise."""
    version_places: Mapping[str, str] = field(default_factory=dict)
    """Source to its `version_place`; likewise."""

    prominences: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """Source to its `Prominence.in_index`; likewise."""

    def __len__(self) -> int:
        return len(self.sources)


def is_whole(index: Index) -> bool:
    """Whether all columns are of one length."""
    columns: list[Sized] = [index.instants, index.days, index.changed, index.lastmods, index.shown, index.files]
    counts = [column.counts for column in index.terms.values()]
    sums = all(sum(column.counts) == len(column.ids) for column in index.terms.values())
    return sums and {len(column) for column in (*columns, *counts)} <= {len(index)}


Value = TypeVar("Value")
SlugOf = Callable[[str, str], str]
"""The slug of a name in a taxonomy."""


def shown_digest(article: Article) -> str:
    """A digest of all of a card that a page may show: not of what is known of its file besides."""
    return Fingerprints().of(_SHOWN_OF(article))


_NOT_SHOWN = frozenset({"digest", "body_line", "has_own_summary", "version_place"})
_SHOWN_OF = attrgetter(*(name for name in Article.__dataclass_fields__ if name not in _NOT_SHOWN))


def index_of(
    articles: Sequence[Article], shown: Mapping[str, str], taxonomies: Iterable[str], slug_of: SlugOf
) -> Index:
    """The index of articles in the order of `models.archive.order`; ``shown`` are their `shown_digest` by source."""
    return Index(
        sources=[article.source for article in articles],
        instants=[article.date.instant for article in articles],
        days=[article.date.local.toordinal() for article in articles],
        changed=[article.modified.instant for article in articles],
        lastmods=[article.modified.iso for article in articles],
        shown=[shown[article.source] for article in articles],
        files=[article.digest for article in articles],
        terms={taxonomy: term_column(articles, taxonomy, slug_of) for taxonomy in taxonomies},
        canonicals=_texts(articles, "canonical"),
        aliases={article.source: article.aliases for article in articles if article.aliases},
        ids=_texts(articles, "id"),
        versions=_texts(articles, "version_key"),
        languages=_texts(articles, "lang"),
        version_places=_texts(articles, "version_place"),
        prominences=_prominences(articles),
    )


def _texts(articles: Iterable[Article], name: str) -> dict[str, str]:
    """Source to a text of the card, where it has one."""
    return {article.source: text for article in articles if (text := getattr(article, name))}


def _prominences(articles: Iterable[Article]) -> dict[str, list[Any]]:
    return {
        article.source: list(article.prominence.in_index) for article in articles if article.prominence is not USUAL
    }


def term_column(articles: Iterable[Article], taxonomy: str, slug_of: SlugOf) -> TermColumn:
    """The terms of a taxonomy, numbered as the articles bring them."""
    names_of = [_each_once(article.names(taxonomy)) for article in articles]
    numbers: dict[str, int] = {}
    ids = [numbers.setdefault(name, len(numbers)) for names in names_of for name in names]
    slugs = [slug_of(taxonomy, name) for name in numbers]
    return TermColumn(list(numbers), slugs, list(map(len, names_of)), ids)


def _each_once(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names)) if len(names) > 1 else names


def edited(
    index: Index, gone: Collection[str], new: Iterable[Article], shown: Mapping[str, str], slug_of: SlugOf
) -> Index:
    """The index without the articles from these files, and with these new ones; ``shown`` as for `index_of`.

    The cost follows what changes, but for copies of the columns.
    """
    gone, new = set(gone), list(new)
    edits = _edits(index, gone, new)
    kept = {
        name: {source: text for source, text in getattr(index, name).items() if source not in gone}
        for name in ("canonicals", "ids", "versions", "languages", "version_places", "prominences")
    }
    aliases = {source: places for source, places in index.aliases.items() if source not in gone}
    return Index(
        sources=_spliced(index.sources, edits, lambda article: article.source),
        instants=_spliced(index.instants, edits, lambda article: article.date.instant),
        days=_spliced(index.days, edits, lambda article: article.date.local.toordinal()),
        changed=_spliced(index.changed, edits, lambda article: article.modified.instant),
        lastmods=_spliced(index.lastmods, edits, lambda article: article.modified.iso),
        shown=_spliced(index.shown, edits, lambda article: shown[article.source]),
        files=_spliced(index.files, edits, lambda article: article.digest),
        terms={name: _edited_terms(column, edits, name, slug_of) for name, column in index.terms.items()},
        aliases=aliases | {article.source: article.aliases for article in new if article.aliases},
        canonicals=kept["canonicals"] | _texts(new, "canonical"),
        ids=kept["ids"] | _texts(new, "id"),
        versions=kept["versions"] | _texts(new, "version_key"),
        languages=kept["languages"] | _texts(new, "lang"),
        version_places=kept["version_places"] | _texts(new, "version_place"),
        prominences=kept["prominences"] | _prominences(new),
    )


def part_of(index: Index, positions: Sequence[int]) -> Index:
    """The index of some of its articles, by their positions, oldest first."""

    def some(column: list[Value]) -> list[Value]:
        return [column[position] for position in positions]

    sources = some(index.sources)
    there = set(sources)

    def told(texts: Mapping[str, Value]) -> dict[str, Value]:
        return {source: text for source, text in texts.items() if source in there}

    return Index(
        sources=sources,
        instants=some(index.instants),
        days=some(index.days),
        changed=some(index.changed),
        lastmods=some(index.lastmods),
        shown=some(index.shown),
        files=some(index.files),
        terms={name: _part_of_terms(column, positions) for name, column in index.terms.items()},
        canonicals=told(index.canonicals),
        aliases=told(index.aliases),
        ids=told(index.ids),
        versions=told(index.versions),
        languages=told(index.languages),
        version_places=told(index.version_places),
        prominences=told(index.prominences),
    )


def _part_of_terms(column: TermColumn, positions: Sequence[int]) -> TermColumn:
    starts = [0, *accumulate(column.counts)]
    ids = [number for position in positions for number in column.ids[starts[position] : starts[position + 1]]]
    return TermColumn(column.names, column.slugs, [column.counts[position] for position in positions], ids)


def rewritten(index: Index, cards: Iterable[Article]) -> Index:
    """The index with other files of some of its articles, whose cards show what they showed."""
    new = {card.source: card for card in cards}
    files = index.files.copy()
    for position, source in enumerate(index.sources):
        if source in new:
            files[position] = new[source].digest
    places = {source: place for source, place in index.version_places.items() if source not in new}
    return replace(index, files=files, version_places=places | _texts(new.values(), "version_place"))


_Edit = tuple[int, Article | None]
"""A position, and the article that is to stand before it; None where the one that stands there goes."""


def _edits(index: Index, gone: set[str], new: list[Article]) -> list[_Edit]:
    """What is to be done, from the last position to the first, so that no edit moves the place of the next."""

    def key(position: int) -> tuple[int, str]:
        return index.instants[position], index.sources[position]

    edits: list[tuple[int, tuple[int, str], Article | None]] = []
    for article in new:
        wanted = (article.date.instant, article.source)
        edits.append((bisect_left(range(len(index)), wanted, key=key), wanted, article))
    if gone:
        edits += [(position, key(position), None) for position, source in enumerate(index.sources) if source in gone]
    # Where one stands that goes, it goes before another comes into its place.
    edits.sort(key=lambda edit: (edit[0], edit[2] is None, edit[1]), reverse=True)
    return [(position, article) for position, _, article in edits]


def _spliced(column: list[Value], edits: Iterable[_Edit], value_of: Callable[[Article], Value]) -> list[Value]:
    column = column.copy()
    for position, article in edits:
        if article is None:
            del column[position]
        else:
            column.insert(position, value_of(article))
    return column


def _edited_terms(column: TermColumn, edits: Iterable[_Edit], taxonomy: str, slug_of: SlugOf) -> TermColumn:
    names, slugs = column.names.copy(), column.slugs.copy()
    counts, ids = column.counts.copy(), column.ids.copy()
    numbers = {name: number for number, name in enumerate(names)}
    starts = [0, *accumulate(counts)]
    for position, article in edits:
        start = starts[position]
        if article is None:
            del ids[start : start + counts[position]], counts[position]
            continue
        carried = _each_once(article.names(taxonomy))
        for name in carried:
            if name not in numbers:
                numbers[name] = len(names)
                names.append(name)
                slugs.append(slug_of(taxonomy, name))
        counts.insert(position, len(carried))
        ids[start:start] = [numbers[name] for name in carried]
    return TermColumn(names, slugs, counts, ids)
