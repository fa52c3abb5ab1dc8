"""Every card in order, filed: by term, by day, with its neighbours and its earlier coverage.

Knows nothing of URLs, templates or files. Positions count from 0, the oldest article, so that news changes no position.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nlargest
from itertools import accumulate, chain
from typing import Protocol, overload, runtime_checkable

from newsgen.models.article import Article
from newsgen.models.filed_terms import FEW_TERMS, FiledTerms, Spelled, Spellings, Term, places_of, terms_within
from newsgen.models.index import Index, TermColumn, part_of
from newsgen.models.likeness import slug_among, tell_apart
from newsgen.models.term_filing import NO_FILING, TermFiling


def order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Oldest first; articles of one instant by the path of their file."""
    return tuple(sorted(articles, key=lambda article: (article.date.instant, article.source)))


RELATED_WINDOW = 12
"""How many of a term's newest earlier articles are looked at: enough to choose from, and the cost stays even."""


@runtime_checkable
class BringsSeveral(Protocol):
    """A sequence of articles that brings out many together in less time than one by one."""

    def several(self, positions: Sequence[int]) -> Sequence[Article]:
        """The articles at these positions."""
        ...


class _Some(Sequence[Article]):
    """Some articles of an archive, by their positions."""

    def __init__(self, whole: "Archive", positions: Sequence[int]) -> None:
        self._whole = whole
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> Article: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Article]: ...
    def __getitem__(self, index: int | slice) -> Article | Sequence[Article]:
        if isinstance(index, slice):
            return self._whole.several(self._positions[index])
        return self._whole.articles[self._positions[index]]

    def several(self, positions: Sequence[int]) -> Sequence[Article]:
        """The articles at these positions of the part."""
        return self._whole.several([self._positions[position] for position in positions])


@dataclass(frozen=True)
class Archive:
    """The card catalogue of a publication. What the index tells is not asked of the cards: they may lie elsewhere."""

    articles: Sequence[Article]
    """In the order of `order`: oldest first."""
    index: Index
    """Of these articles."""
    filings: Mapping[str, TermFiling] = field(default_factory=dict)
    """By taxonomy, where term files say how names are filed."""
    whole: "Archive | None" = None
    """Of a part of an archive: the archive, in which versions of its stories stand."""

    def part(self, positions: Sequence[int], filings: Mapping[str, TermFiling]) -> "Archive":
        """Some of its articles, by their positions, oldest first, with what term files say of them."""
        return Archive(_Some(self, positions), part_of(self.index, positions), filings, self)

    def several(self, positions: Sequence[int]) -> Sequence[Article]:
        """The articles at these positions."""
        articles = self.articles
        return (
            articles.several(positions) if isinstance(articles, BringsSeveral) else [articles[at] for at in positions]
        )

    @cached_property
    def taxonomies(self) -> tuple[str, ...]:
        """The names of the taxonomies."""
        return tuple(self.index.terms)

    @cached_property
    def columns(self) -> Mapping[str, TermColumn]:
        """The terms of the index by taxonomy, with the slugs under which they are filed."""
        return {taxonomy: self.filing(taxonomy).filed(column) for taxonomy, column in self._told_apart.items()}

    @cached_property
    def _told_apart(self) -> Mapping[str, TermColumn]:
        """The terms of the index by taxonomy, those that are alike in ASCII told apart."""
        return {taxonomy: tell_apart(column) for taxonomy, column in self.index.terms.items()}

    def filing(self, taxonomy: str) -> TermFiling:
        """What term files say of a taxonomy."""
        return self._filings.get(taxonomy, NO_FILING)

    @cached_property
    def _filings(self) -> Mapping[str, TermFiling]:
        columns = self._told_apart
        return {name: filing.among(columns[name]) for name, filing in self.filings.items() if name in columns}

    def told_apart(self) -> Iterator[tuple[str, str, str]]:
        """Taxonomy, name and slug of the terms that have a slug other than the one in the index."""
        for taxonomy, column in self._told_apart.items():
            if column is not (known := self.index.terms[taxonomy]):
                filing, slugs = self.filing(taxonomy), zip(column.names, column.slugs, known.slugs, strict=True)
                told = (
                    (name, slug)
                    for number, (name, slug, usual) in enumerate(slugs)
                    if slug != usual and number in self._used_numbers[taxonomy]
                )
                yield from ((taxonomy, name, slug) for name, slug in told if filing.slug_of(name, slug) is None)

    def slug_of(self, taxonomy: str, name: str, usual: str) -> str:
        """The slug of a name; ``usual`` is the one that it makes, alone and where no term file claims it."""
        if (filed := self.filing(taxonomy).slug_of(name, usual)) is not None:
            return filed
        known = self._asked_slugs.get((taxonomy, name))
        if known is None and taxonomy in self.columns:
            known = self._asked_slugs[taxonomy, name] = slug_among(name, usual, self.columns[taxonomy])
        return known or usual

    @cached_property
    def _used_numbers(self) -> Mapping[str, AbstractSet[int]]:
        """Taxonomy to the spellings that articles carry."""
        return {taxonomy: set(column.ids) for taxonomy, column in self.index.terms.items()}

    @cached_property
    def _asked_slugs(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Source path of an article to its position."""
        return {source: position for position, source in enumerate(self.index.sources)}

    @cached_property
    def terms(self) -> "FiledTerms":
        """Taxonomy to slug to Term; terms in the order of their names."""
        return FiledTerms(self.columns, self._filings)

    @property
    def taxonomies_with_merged_terms(self) -> tuple[str, ...]:
        """The taxonomies in which a term may have several spellings."""
        merged = []
        for name, column in self.columns.items():
            if len(set(column.slugs)) < len(column.slugs):
                used = self._used_numbers[name]
                if len({column.slugs[number] for number in used}) < len(used):
                    merged.append(name)
        return tuple(merged)

    @cached_property
    def used_slugs(self) -> Mapping[str, AbstractSet[str]]:
        """Taxonomy to the slugs of its terms, where there are term files."""
        found = {}
        for taxonomy in self.filings.keys() & self.columns.keys():
            column, filing = self.columns[taxonomy], self.filing(taxonomy)
            slugs = {column.slugs[number] for number in set(column.ids)}
            found[taxonomy] = slugs.union(*map(filing.above, slugs)) if filing.parents else slugs
        return found

    def has_terms(self, taxonomy: str) -> bool:
        """Whether any article carries a term of this taxonomy."""
        return taxonomy in self.index.terms and bool(self.index.terms[taxonomy].ids)

    def term(self, taxonomy: str, slug: str) -> Term | None:
        """One term of a taxonomy. The others are not filed for it, unless many have been asked for."""
        if taxonomy not in self.index.terms:
            return None
        single = self._single_terms[taxonomy]
        if self.terms.is_filed(taxonomy) or (len(single) >= FEW_TERMS and slug not in single):
            return self.terms[taxonomy].get(slug)
        if slug not in single:
            single[slug] = self._find_term(taxonomy, slug)
        return single[slug]

    @cached_property
    def _single_terms(self) -> Mapping[str, dict[str, Term | None]]:
        return {taxonomy: {} for taxonomy in self.index.terms}

    def _find_term(self, taxonomy: str, slug: str) -> Term | None:
        column, starts, spellings = self.columns[taxonomy], self._starts[taxonomy], self._spellings[taxonomy]
        numbers = spellings.numbers_of(slug)
        within = [
            number for each in self._terms_within(taxonomy).get(slug, ()) for number in spellings.numbers_of(each)
        ]
        places = {number: [*places_of(number, column.ids)] for number in (*numbers, *within)}
        used, used_within = ([number for number in some if places[number]] for some in (numbers, within))
        if not used and not used_within:
            return None
        spelled = Spelled(
            names=column.names,
            positions={number: [bisect_right(starts, place) - 1 for place in places[number]] for number in places},
            first_places={number: places[number][0] for number in used},
        )
        return spelled.term(taxonomy, slug, used, used_within, self.filing(taxonomy).titles.get(slug))

    def _terms_within(self, taxonomy: str) -> Mapping[str, Sequence[str]]:
        """Slug of a term to those of all within it."""
        return self._all_within.get(taxonomy, {})

    @cached_property
    def _all_within(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        return {taxonomy: terms_within(filing, filing.parents) for taxonomy, filing in self._filings.items()}

    def terms_right_within(self, taxonomy: str, slug: str) -> Sequence[Term]:
        """The terms of which a term is the parent, as far as articles carry them, by name."""
        found = [self.term(taxonomy, each) for each in self.filing(taxonomy).children.get(slug, ())]
        terms = [term for term in found if term is not None]
        return sorted(terms, key=lambda term: (term.name.casefold(), term.name))

    @cached_property
    def _spellings(self) -> Mapping[str, "Spellings"]:
        return {taxonomy: Spellings.of(column) for taxonomy, column in self.columns.items()}

    def spelling(self, taxonomy: str, name: str) -> tuple[str, str]:
        """The slug of a term, and its name, by one of its spellings."""
        slug, first = self._spellings[taxonomy].first_of(name)
        return slug, self.filing(taxonomy).titles.get(slug, first)

    @cached_property
    def _starts(self) -> Mapping[str, Sequence[int]]:
        """Taxonomy to where the names of each article begin in its column."""
        return {taxonomy: (0, *accumulate(column.counts)) for taxonomy, column in self.index.terms.items()}

    def slugs_at(self, position: int) -> Iterator[tuple[str, str]]:
        """Taxonomy and slug of each term that lists an article; its card is not looked at."""
        for taxonomy, column in self.columns.items():
            starts, filing = self._starts[taxonomy], self._filings.get(taxonomy)
            for number in column.ids[starts[position] : starts[position + 1]]:
                yield taxonomy, column.slugs[number]
                if filing is not None:
                    yield from ((taxonomy, slug) for slug in filing.above(column.slugs[number]))

    def slugs_in(self, taxonomy: str, position: int) -> Iterator[str]:
        """The slugs of those terms in one taxonomy; likewise. One may come twice."""
        column, starts = self.columns[taxonomy], self._starts[taxonomy]
        slugs = map(column.slugs.__getitem__, column.ids[starts[position] : starts[position + 1]])
        filing = self.filing(taxonomy)
        return chain.from_iterable((slug, *filing.above(slug)) for slug in slugs) if filing.parents else slugs

    def term_lengths(self, taxonomy: str) -> Mapping[str, int]:
        """Slug of each term of a taxonomy to how many articles carry it; nothing is filed for it."""
        column, lengths, merged = self.columns[taxonomy], dict[str, int](), set[str]()
        for number, count in Counter(column.ids).items():
            slug = column.slugs[number]
            if slug in lengths:
                merged.add(slug)
            lengths[slug] = count
        merged.update(self._terms_within(taxonomy))
        for slug in merged:  # of which an article may carry two spellings, or two terms within
            term = self.term(taxonomy, slug)
            lengths[slug] = len(term.positions) if term else 0
        return {slug: length for slug, length in lengths.items() if length}

    @cached_property
    def latest_changes(self) -> Sequence[int]:
        """The positions of all articles, the one whose contents changed last first."""
        return sorted(range(len(self.index)), key=self.index.changed.__getitem__, reverse=True)

    def names_at(self, position: int) -> Iterator[tuple[str, str, str]]:
        """Taxonomy, spelling and slug of each term of an article; likewise."""
        for taxonomy, column in self.columns.items():
            starts = self._starts[taxonomy]
            for number in column.ids[starts[position] : starts[position + 1]]:
                yield taxonomy, column.names[number], column.slugs[number]

    def firsts_of_shared_terms(self, taxonomy: str, positions: Sequence[int]) -> list[int]:
        """Of each term of a taxonomy that several of these articles carry, the first of them; the most used one first.

        ``positions`` are in their order. No card is looked at, and nothing is filed for it.
        """
        if not positions or not self.has_terms(taxonomy):
            return []
        column, starts = self.columns[taxonomy], self._starts[taxonomy]
        first, stop = positions[0], positions[-1] + 1
        if len(positions) == stop - first:  # as those of a year are, unless clocks go back in its first hour
            ids, counts = column.ids[starts[first] : starts[stop]], column.counts[first:stop]
        else:
            ids = [number for each in positions for number in column.ids[starts[each] : starts[each + 1]]]
            counts = [column.counts[each] for each in positions]
        used, places = Counter[str](), dict[str, int]()
        first_places = dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
        for number, count in Counter(ids).items():
            slug, place = column.slugs[number], first_places[number]
            used[slug] += count
            places[slug] = min(place, places.get(slug, place))
        several = [slug for slug, count in used.items() if count > 1]
        several.sort(key=lambda slug: (-used[slug], places[slug]))
        ends = list(accumulate(counts))
        return [positions[bisect_right(ends, places[slug])] for slug in several]

    @cached_property
    def days(self) -> Mapping[date, tuple[int, ...]]:
        """Days on which something was published, oldest first, and the positions of that day's articles."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for position, day in enumerate(self.index.days):
            found[day].append(position)
        # Where clocks go back over midnight, an earlier day comes after a later one.
        return {date.fromordinal(day): tuple(found[day]) for day in sorted(found)}

    @cached_property
    def days_of_the_year(self) -> Mapping[tuple[int, int], tuple[int, ...]]:
        """Month and day to the positions of what was published on it in any year, oldest first."""
        found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for day, positions in self.days.items():
            found[day.month, day.day] += positions
        return {key: tuple(positions) for key, positions in found.items()}

    def on_this_day(self, month: int, day: int) -> tuple[int, ...]:
        """Positions of what was published on this day of any year, oldest first."""
        return self.days_of_the_year.get((month, day), ())

    def neighbours(self, position: int) -> tuple[Article | None, Article | None]:
        """The article before and the one after."""
        before = self.articles[position - 1] if position else None
        after = self.articles[position + 1] if position + 1 < len(self.articles) else None
        return before, after

    @property
    def has_versions(self) -> bool:
        """Whether a story may be there in several languages."""
        return bool((self.whole or self).index.versions)

    def versions(self, source: str) -> tuple[str, ...]:
        """The sources of all versions of an article's story in the order of the archive, itself among them.

        Empty where there is no other. Of several in one file's place none is left out: who shows them chooses.
        """
        if self.whole is not None:
            return self.whole.versions(source)
        group = self._versions.get(self.index.versions.get(source, source), ())
        return tuple(group) if len(group) > 1 and source in group else ()

    def version_in_each_language(self, source: str, own: str) -> Mapping[str, str]:
        """Language to the source of an article's version, in the order of languages; empty where there is no other.

        It is itself that of its own language; of several in another the first. ``own`` is the publication's language.
        """
        others = [other for other in self.versions(source) if other != source]
        languages = (self.whole or self).index.languages
        chosen = {languages.get(each, own).lower(): each for each in (*reversed(others), source)}
        return dict(sorted(chosen.items())) if len(chosen) > 1 else {}

    @cached_property
    def _versions(self) -> Mapping[str, Sequence[str]]:
        """What versions have in common to their sources; an article without a key is the one that its path names."""
        keys = self.index.versions
        if not keys:
            return {}
        found: defaultdict[str, list[str]] = defaultdict(list)
        for source in self.index.sources:
            found[keys.get(source, source)].append(source)
        return found

    def related(self, position: int, count: int) -> tuple[int, ...]:
        """Positions of earlier articles that share the rarest terms with this one, the closest first.

        Only earlier articles, and terms weighed by how often they had been used until then: news never changes what an
        old page lists (law 10). An article that comes in between changes little: see `earlier_coverage_weight`.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        for taxonomy, slug in dict.fromkeys(self.slugs_at(position)):  # two spellings of one term count once
            term = self.term(taxonomy, slug)
            if term is None:
                continue
            earlier = bisect_left(term.positions, position)
            weight = earlier_coverage_weight(earlier)
            for other in term.positions[max(0, earlier - RELATED_WINDOW) : earlier]:
                scores[other] += weight
        return tuple(other for _, other in nlargest(count, zip(scores.values(), scores, strict=True)))


def earlier_coverage_weight(earlier: int) -> float:
    """How much it counts that two articles share a term which ``earlier`` articles carry: the rarer, the more.

    In powers of two: where an article comes or goes amid old ones, the term weighs as before for nearly all later ones.
    """
    return 1 / (2 + earlier).bit_length()
