"""The page that has a path, planned by itself: a preview of a hundred thousand pages need not plan the others."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property

from newsgen.models.archive import Term
from newsgen.models.page import Page
from newsgen.planner import urls as places
from newsgen.planner.articles import plan_article_pages, plan_listed_redirects, plan_redirects
from newsgen.planner.dates import SomeDates, plan_date_pages
from newsgen.planner.feeds import plan_site_feeds, plan_term_feeds
from newsgen.planner.home import plan_home
from newsgen.planner.listings import plan_archive_pages
from newsgen.planner.sitemaps import plan_not_found, plan_robots, plan_sitemaps
from newsgen.planner.terms import plan_taxonomy_pages, plan_term
from newsgen.planner.views import Views

_LISTING = re.compile(r"(?P<place>(?:[^/]+/)*?)(?:page/(?P<number>[1-9][0-9]{0,8})/)?index\.html")
_DATE = re.compile(r"(?P<year>\d{4})/(?:(?P<month>\d{2})/(?:(?P<day>\d{2})/)?)?")
_TERM = re.compile(r"(?P<taxonomy>[^/]+)/(?P<slug>[^/]+)/")
_FEED = re.compile(r"(?P<place>(?:[^/]+/)*)(?:feed|atom)\.xml")
_SITEMAP = re.compile(r"sitemaps/(?P<name>.+?)(?P<part>\.[0-9]+)?\.xml")


class PageLookup:
    """Finds pages in the plan of a site without making the plan."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def page(self, path: str) -> Page | None:
        """The page that would be written to a path in the output; None if there is none."""
        return next(self.pages(path), None)

    def pages(self, path: str) -> Iterator[Page]:
        """All pages that want a path, in the order of a plan: more than one is a collision."""
        return (page for page in self._candidates(path) if page.path == path)

    def _candidates(self, path: str) -> Iterator[Page]:
        """Pages of which one may have the path, in the order in which a plan gives addresses away."""
        yield from self._articles_at(path)
        yield from self._single_pages(path)
        if listing := _LISTING.fullmatch(path):
            yield from self._listings(listing["place"], int(listing["number"] or 0))
            if listing["number"]:  # which may be the name of a term, too
                yield from self._listings(path.removesuffix("index.html"), 0)
        if feed := _FEED.fullmatch(path):
            yield from self._feeds(feed["place"])
        if sitemap := _SITEMAP.fullmatch(path):
            yield from plan_sitemaps(self._views, {sitemap["name"], f"{sitemap['name']}{sitemap['part'] or ''}"})

    def _articles_at(self, path: str) -> Iterator[Page]:
        views = self._views
        if sources := _each(self._articles.get(path)):
            yield from plan_article_pages(views, sorted(map(views.archive.positions.__getitem__, sources)))
        if sources := _each(self._aliases.get(path)):
            yield from plan_redirects(views, set(sources))
        if path in self._listed_redirects:
            yield self._listed_redirects[path]

    @cached_property
    def _listed_redirects(self) -> dict[str, Page]:
        return {page.path: page for page in plan_listed_redirects(self._views)}

    @cached_property
    def shared_paths(self) -> set[str]:
        """The paths that several articles may want, for their pages or for their old addresses, or the redirects."""
        both = (self._articles, self._aliases)
        several = {path for known in both for path, sources in known.items() if isinstance(sources, list)}
        both_kinds = self._articles.keys() & self._aliases.keys()
        return several | both_kinds | self._listed_redirects.keys()

    @cached_property
    def _articles(self) -> dict[str, str | list[str]]:
        """Path of each article's page to its source."""
        return _by_path(self._views.article_places.items())

    @cached_property
    def _aliases(self) -> dict[str, str | list[str]]:
        """Path of each redirect to the source of its article."""
        known = self._views.archive.index.aliases
        return _by_path((source, places.alias_place(alias)) for source, aliases in known.items() for alias in aliases)

    def _single_pages(self, path: str) -> Iterator[Page]:
        views = self._views
        match path:
            case places.NOT_FOUND:
                yield plan_not_found(views)
            case places.ROBOTS:
                yield plan_robots(views)
            case places.SITEMAP:
                yield from plan_sitemaps(views, ())
            case "index.html":
                yield plan_home(views)

    def _listings(self, place: str, number: int) -> Iterator[Page]:
        views = self._views
        if place == places.ARCHIVE:
            yield from plan_archive_pages(views, {number})
        if (taxonomy := place.removesuffix("/")) in views.archive.taxonomies:
            yield from plan_taxonomy_pages(views, {taxonomy})
        if term := self._term_at(place):
            yield from plan_term(views, term, {number})
        if place == places.DATES:
            yield from plan_date_pages(views, SomeDates((), {}, {}))
        if found := _DATE.fullmatch(place):
            with suppress(ValueError):  # there is no such day
                yield from plan_date_pages(views, _some_dates(found, number))

    def _term_at(self, place: str) -> Term | None:
        found = _TERM.fullmatch(place)
        return self._views.archive.term(found["taxonomy"], found["slug"]) if found else None

    def _feeds(self, place: str) -> Iterator[Page]:
        if place == places.HOME:
            yield from plan_site_feeds(self._views)
        elif term := self._term_at(place):
            yield from plan_term_feeds(self._views, term)


def _by_path(claims: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Path to the source that has it; to several, where they want the same. ``claims`` are sources and places."""
    found: dict[str, str | list[str]] = {}
    for source, place in claims:
        path = places.output_path(place)
        found[path] = [*_each(found[path]), source] if path in found else source
    return found


def _each(sources: str | list[str] | None) -> list[str]:
    return [sources] if isinstance(sources, str) else sources or []


def _some_dates(found: re.Match[str], number: int) -> SomeDates:
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if day:
        return SomeDates((), {}, {date(year, month, day): {number}})
    if month:
        return SomeDates((), {(year, month): {number}}, {})
    return SomeDates({year}, {}, {})
