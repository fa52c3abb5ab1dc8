"""Every card in order, filed: by term, by day, with its neighbours and its earlier coverage.

Knows nothing of URLs, templates or files. Positions count from 0, the oldest article, so that news changes no position.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from math import log2

from newsgen.models.article import Article
from newsgen.models.names import slug_for


@dataclass(frozen=True, slots=True)
class Term:
    """One tag, one section, one author: a name and the articles that carry it."""

    taxonomy: str
    name: str
    """As it was first spelled, in the order of dates."""
    slug: str
    positions: tuple[int, ...]
    """Into Archive.articles, oldest first."""
    other_spellings: tuple[str, ...] = ()
    """Merged into this term, since they make the same slug."""


def order(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Oldest first; articles of one instant by the path of their file."""
    return tuple(sorted(articles, key=lambda article: (article.date.instant, article.source)))


_RELATED_WINDOW = 12
"""How many of a term's newest earlier articles are looked at: enough to choose from, and the cost stays even."""


@dataclass(frozen=True)
class Archive:
    """The card catalogue of a publication."""

    articles: tuple[Article, ...]
    """In the order of `order`: oldest first."""
    taxonomies: tuple[str, ...] = ()
    slugs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Taxonomy to name to slug, where newsgen.yaml overrides the usual one."""

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Source path of an article to its position."""
        return {article.source: position for position, article in enumerate(self.articles)}

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """Taxonomy to slug to Term; terms in the order of their names."""
        return {taxonomy: self._file_terms(taxonomy) for taxonomy in self.taxonomies}

    def _file_terms(self, taxonomy: str) -> Mapping[str, Term]:
        positions: defaultdict[str, list[int]] = defaultdict(list)
        spellings: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for position, article in enumerate(self.articles):
            for name in article.names(taxonomy):
                slug = self.term_slug(taxonomy, name)
                spellings[slug][name] = None
                if positions[slug][-1:] != [position]:  # One article may spell a name in two ways.
                    positions[slug].append(position)
        terms = []
        for slug, names in spellings.items():
            first, *others = names
            terms.append(Term(taxonomy, first, slug, tuple(positions[slug]), tuple(others)))
        return {term.slug: term for term in sorted(terms, key=lambda term: (term.name.casefold(), term.name))}

    def term_slug(self, taxonomy: str, name: str) -> str:
        """The slug under which a name is filed."""
        return self.slugs.get(taxonomy, {}).get(name) or slug_for(name)

    def terms_of(self, article: Article, taxonomy: str) -> tuple[Term, ...]:
        """The terms that an article carries in one taxonomy, in the author's order, each once."""
        names = article.names(taxonomy)
        if not names:
            return ()
        filed = self._terms_by_name[taxonomy]
        return tuple({filed[name].slug: filed[name] for name in names}.values())

    @cached_property
    def _terms_by_name(self) -> Mapping[str, Mapping[str, Term]]:
        """Taxonomy to every spelling to its term."""
        return {
            taxonomy: {name: term for term in terms.values() for name in (term.name, *term.other_spellings)}
            for taxonomy, terms in self.terms.items()
        }

    @cached_property
    def days(self) -> Mapping[date, tuple[int, ...]]:
        """Days on which something was published, oldest first, and the positions of that day's articles."""
        numbered = enumerate(self.articles)
        by_day = groupby(numbered, key=lambda pair: pair[1].date.day)
        return {day: tuple(position for position, _ in pairs) for day, pairs in by_day}

    @cached_property
    def _days_of_the_year(self) -> Mapping[tuple[int, int], tuple[int, ...]]:
        found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for day, positions in self.days.items():
            found[day.month, day.day] += positions
        return {key: tuple(positions) for key, positions in found.items()}

    def on_this_day(self, month: int, day: int) -> tuple[Article, ...]:
        """What was published on this day of any year, oldest first."""
        return self.at(self._days_of_the_year.get((month, day), ()))

    def at(self, positions: Sequence[int]) -> tuple[Article, ...]:
        """The articles at these positions."""
        return tuple(self.articles[position] for position in positions)

    def latest(self, count: int) -> tuple[Article, ...]:
        """The newest articles, newest first."""
        return self.articles[::-1][:count] if count else ()

    def neighbours(self, position: int) -> tuple[Article | None, Article | None]:
        """The article before and the one after."""
        before = self.articles[position - 1] if position else None
        after = self.articles[position + 1] if position + 1 < len(self.articles) else None
        return before, after

    def related(self, position: int, count: int) -> tuple[Article, ...]:
        """Earlier articles that share the rarest terms with this one, the closest first.

        Only earlier articles, and terms weighed by how often they had been used until then: news never changes what an
        old page lists (law 10).
        """
        scores: defaultdict[int, float] = defaultdict(float)
        article = self.articles[position]
        for taxonomy in self.taxonomies:
            for term in self.terms_of(article, taxonomy):
                earlier = bisect_left(term.positions, position)
                weight = 1 / log2(2 + earlier)
                for other in term.positions[max(0, earlier - _RELATED_WINDOW) : earlier]:
                    scores[other] += weight
        ranked = sorted(scores, key=lambda other: (-scores[other], -other))
        return self.at(ranked[:count])
