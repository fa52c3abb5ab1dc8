"""Which pages may be other than they were, told from two indexes: the way from an edit to the few pages it concerns.

Too many are allowed, too few are not. A page that is not named here has the context that it had, and `related` has for
it the answer that it had; all other questions are the same on every page, and whoever builds asks them again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from newsgen.models.archive import RELATED_WINDOW, Archive, Term, earlier_coverage_weight
from newsgen.models.page import Page
from newsgen.planner import urls as places
from newsgen.planner.articles import plan_article_pages, plan_redirects
from newsgen.planner.dates import Days, SomeDates, members_of, months_of, plan_date_pages, years_of
from newsgen.planner.feeds import plan_site_feeds, plan_term_feeds
from newsgen.planner.home import plan_home
from newsgen.planner.listings import altered_numbers, plan_archive_pages
from newsgen.planner.sitemaps import DATES, PAGES, articles_family, plan_sitemaps, possible_places, terms_family
from newsgen.planner.terms import plan_taxonomy_pages, plan_term
from newsgen.planner.views import Views

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was among the articles of the site, by their sources."""

    added: AbstractSet[str] = frozenset()
    removed: AbstractSet[str] = frozenset()
    changed: AbstractSet[str] = frozenset()
    """Articles of which other pages may show something else now, their address among it."""
    own: AbstractSet[str] = frozenset()
    """Articles whose own page alone may be another: by its text, or by where a link in it leads."""

    @property
    def shows_elsewhere(self) -> bool:
        """Whether it concerns more than articles' own pages."""
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class ChangedPages:
    """The part of a plan that may be other than it was."""

    pages: tuple[Page, ...]
    """In the order in which they are published."""
    gone: AbstractSet[str]
    """Paths of pages that are no more."""


def plan_changes(views: Views, before: Views, difference: Difference) -> ChangedPages:
    """The pages that may be other than they were when the site was planned from ``before``.

    The cards of ``before`` are not looked at.
    """
    return _ChangePlanner(views, before, difference).plan()


class _ChangePlanner:
    def __init__(self, views: Views, before: Views, difference: Difference) -> None:
        self._views = views
        self._before = before
        self._old: Archive = before.archive
        self._new: Archive = views.archive
        renamed = set(self._members_of_renamed_terms(difference))
        self._difference = replace(difference, changed=(difference.changed | renamed) - difference.added)
        self._looks_other = self._difference.changed | self._difference.added
        self._gone: set[str] = set()

    def plan(self) -> ChangedPages:
        """The pages, and the paths of those that are gone."""
        pages = list(self._plan())
        paths = {page.path for page in pages}
        return ChangedPages(tuple(pages), self._gone - paths)

    def _plan(self) -> Iterator[Page]:
        views, difference = self._views, self._difference
        if not difference.shows_elsewhere:
            yield from plan_article_pages(views, self._positions(difference.own))
            return
        terms = self._terms(self._touched_terms(difference))
        yield from plan_article_pages(views, self._positions(self._articles(terms)))
        yield from plan_redirects(views, self._looks_other)
        self._forget_articles()
        yield from plan_archive_pages(views, self._archive_numbers())
        for old, new in terms:
            yield from self._plan_term(old, new)
        taxonomies = {term.taxonomy for pair in terms for term in pair if term}
        yield from plan_taxonomy_pages(views, taxonomies)
        self._forget_taxonomies(taxonomies)
        yield from self._plan_dates()
        yield plan_home(views)
        yield from plan_site_feeds(views)
        for _, new in terms:
            if new:
                yield from plan_term_feeds(views, new)
        yield from self._plan_sitemaps(taxonomies)

    def _positions(self, sources: Collection[str]) -> list[int]:
        return sorted(self._new.positions[source] for source in sources if source in self._new.positions)

    # Articles.

    def _articles(self, terms: Sequence[tuple[Term | None, Term | None]]) -> set[str]:
        """The sources of all articles whose pages may be other."""
        found = {*self._looks_other, *self._difference.own}
        for archive in (self._old, self._new):
            for source in self._concerned():
                position = archive.positions.get(source)
                if position is not None:
                    found.update(archive.index.sources[max(0, position - 1) : position + 2])
                    found.update(archive.versions(source))
        for old, new in terms:
            if new:
                old_members = _sources(self._old, old.positions) if old else []
                found |= asking_anew(old_members, _sources(self._new, new.positions), self._looks_other)
        return found

    def _concerned(self) -> Iterator[str]:
        yield from self._looks_other
        yield from self._difference.removed

    def _forget_articles(self) -> None:
        """Notes the old addresses of articles that are gone or may have moved."""
        for source in self._concerned():
            if (place := self._before.article_places.get(source)) is not None:
                self._gone.add(places.output_path(place))
            for alias in self._old.index.aliases.get(source, ()):
                self._gone.add(places.output_path(places.alias_place(alias)))

    # Terms.

    def _touched_terms(self, difference: Difference) -> set[tuple[str, str]]:
        """Taxonomy and slug of every term that an article carries or carried which is not as it was."""
        found: set[tuple[str, str]] = set()
        for archive in (self._old, self._new):
            for source in (*difference.changed, *difference.added, *difference.removed):
                position = archive.positions.get(source)
                if position is not None:
                    found.update(archive.slugs_at(position))
        return found

    def _terms(self, touched: Collection[tuple[str, str]]) -> list[tuple[Term | None, Term | None]]:
        """Each of these terms as it was and as it is, in an order that is always the same."""
        pairs = [(self._old.term(taxonomy, slug), self._new.term(taxonomy, slug)) for taxonomy, slug in touched]
        return sorted(pairs, key=_term_order)

    def _members_of_renamed_terms(self, difference: Difference) -> Iterator[str]:
        """The articles of terms whose first spelling is another now: all of them show it."""
        for old, new in self._terms(self._touched_terms(difference)):
            if old and new and old.name != new.name:
                yield from _sources(self._new, new.positions)

    def _plan_term(self, old: Term | None, new: Term | None) -> Iterator[Page]:
        before, now = old.positions if old else (), new.positions if new else ()
        numbers = self._numbers(_sources(self._old, before), _sources(self._new, now), place_of(old, new))
        if old:
            self._gone |= {feed.path for feed in plan_term_feeds(self._before, old)}
        if new:
            yield from plan_term(self._views, new, None if self._has_other_feeds(old, new) else numbers | {0})

    def _has_other_feeds(self, old: Term | None, new: Term) -> bool:
        """Whether the term got or lost its feeds, to which all its pages link."""
        return (self._before.feeds_of(old) if old else None) != self._views.feeds_of(new)

    def _numbers(self, old: Sequence[str], new: Sequence[str], place: str) -> set[int]:
        """The numbers of a listing's pages that may be other, told from the sources that it lists.

        Those that are gone are noted.
        """
        altered, gone = altered_numbers(old, new, self._looks_other, self._views.settings.per_page)
        self._gone |= {places.output_path(places.numbered_place(place, number)) for number in gone}
        return altered

    def _archive_numbers(self) -> set[int]:
        return self._numbers(self._old.index.sources, self._new.index.sources, places.ARCHIVE) | {0}

    def _forget_taxonomies(self, taxonomies: Collection[str]) -> None:
        for taxonomy in taxonomies:
            if not self._new.has_terms(taxonomy):
                self._gone.add(places.output_path(places.taxonomy_place(taxonomy)))

    # Dates.

    def _plan_dates(self) -> Iterator[Page]:
        touched = self._touched_days()
        old_months, new_months = months_of(self._old), months_of(self._new)
        old_years, new_years = years_of(self._old), years_of(self._new)
        months = with_new_neighbours({(day.year, day.month) for day in touched}, list(old_months), list(new_months))
        years = with_new_neighbours({day.year for day in touched}, list(old_years), list(new_years))
        days = with_new_neighbours(touched, list(self._old.days), list(self._new.days))
        self._gone |= {places.output_path(places.year_place(year)) for year in years if year not in new_years}
        yield from plan_date_pages(
            self._views,
            SomeDates(
                years,
                {month: self._month_numbers(month, old_months, new_months) for month in months},
                {day: self._day_numbers(day) for day in days},
            ),
        )

    def _touched_days(self) -> set[date]:
        found = set()
        for archive in (self._old, self._new):
            for source in self._concerned():
                if (position := archive.positions.get(source)) is not None:
                    found.add(date.fromordinal(archive.index.days[position]))
        return found

    def _month_numbers(
        self, month: tuple[int, int], old: Mapping[tuple[int, int], Days], new: Mapping[tuple[int, int], Days]
    ) -> set[int]:
        before, now = members_of(old.get(month, ())), members_of(new.get(month, ()))
        return self._numbers(_sources(self._old, before), _sources(self._new, now), places.month_place(*month)) | {0}

    def _day_numbers(self, day: date) -> set[int]:
        before, now = self._old.days.get(day, ()), self._new.days.get(day, ())
        return self._numbers(_sources(self._old, before), _sources(self._new, now), places.day_place(day)) | {0}

    # Sitemaps.

    def _plan_sitemaps(self, taxonomies: Collection[str]) -> Iterator[Page]:
        families = {DATES, PAGES, *map(terms_family, taxonomies)}
        families |= {articles_family(year) for year in self._years_in_sitemaps()}
        self._gone |= possible_places(self._old, families)
        yield from plan_sitemaps(self._views, families)

    def _years_in_sitemaps(self) -> set[int]:
        """The years of articles that are not as they were, and of the other versions of their stories."""
        found = {day.year for day in self._touched_days()}
        for archive in (self._old, self._new):
            for source in self._concerned():
                days = (archive.index.days[archive.positions[each]] for each in archive.versions(source))
                found.update(date.fromordinal(day).year for day in days)
        return found


def place_of(old: Term | None, new: Term | None) -> str:
    """The place of a term that is there now, or was."""
    term = new or old
    return places.term_place(term.taxonomy, term.slug) if term else ""


def _term_order(pair: tuple[Term | None, Term | None]) -> tuple[str, str]:
    term = pair[1] or pair[0]
    return (term.taxonomy, term.slug) if term else ("", "")


def _sources(archive: Archive, positions: Sequence[int]) -> list[str]:
    return list(map(archive.index.sources.__getitem__, positions))


def with_new_neighbours(touched: AbstractSet[Key], old: Sequence[Key], new: Sequence[Key]) -> set[Key]:
    """What is touched, and what has another neighbour now. ``old`` and ``new`` are everything there is, in order."""
    places_in_old = {key: number for number, key in enumerate(old)}
    found = set(touched)
    for number, key in enumerate(new):
        was = places_in_old.get(key)
        if was is None or _around(old, was) != _around(new, number):
            found.add(key)
    return found


def _around(keys: Sequence[Key], number: int) -> tuple[Key | None, Key | None]:
    return keys[number - 1] if number else None, keys[number + 1] if number + 1 < len(keys) else None


def asking_anew(old: Sequence[str], new: Sequence[str], looks_other: AbstractSet[str]) -> set[str]:
    """The articles of a term for which it may mean other earlier coverage than before.

    ``old`` and ``new`` are the sources of its articles, oldest first. Earlier coverage hangs on the articles right
    before, and on the weight of the term, which the number of all before tells (`Archive.related`).
    """
    first = _first_difference(old, new, looks_other)
    if first is None:
        return set()
    was = {source: number for number, source in enumerate(old[first:], first)}
    found: set[str] = set()
    concerned = 0
    for number in range(first, len(new)):
        source = new[number]
        before = was.get(source)
        if before is None or source in looks_other or _previous(old, before) != _previous(new, number):
            concerned = RELATED_WINDOW + 1
        if concerned or (before is not None and earlier_coverage_weight(before) != earlier_coverage_weight(number)):
            found.add(source)
        concerned = max(0, concerned - 1)
    return found


def _previous(members: Sequence[str], number: int) -> str | None:
    return members[number - 1] if number else None


def _first_difference(old: Sequence[str], new: Sequence[str], looks_other: AbstractSet[str]) -> int | None:
    for number, (before, now) in enumerate(zip(old, new, strict=False)):
        if before != now or now in looks_other:
            return number
    return None if len(old) == len(new) else min(len(old), len(new))


__all__ = ["ChangedPages", "Difference", "plan_changes"]
