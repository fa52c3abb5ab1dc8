"""Sitemaps 0.9: families of pages that change together, so that old ones never change, and an index of them.

A family is the articles of a year, the pages of a taxonomy, those of dates, or what is left. The protocol allows
50,000 URLs and 50 MB a file. Ten thousand URLs of the longest path that newsgen writes, every byte of it
percent-encoded, take 28 MB: by keeping to that, no file needs to be weighed. The versions of a story in other
languages are named beside it, as pages name them, and count as URLs.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from newsgen.models.archive import Archive
from newsgen.models.page import NoContext, Page, SitemapContext, SitemapEntry, SitemapVersion
from newsgen.planner import urls as places
from newsgen.planner.dates import members_of, months_of, years_of
from newsgen.planner.listings import listing_places
from newsgen.planner.views import Views

MAX_ENTRIES = 10_000


class Place(NamedTuple):
    """A page, as sitemaps list it."""

    place: str
    changed: str
    """When its content last changed: a W3C date, or empty."""
    versions: tuple[tuple[str, str], ...] = ()
    """Language and place of each version of a story in several languages."""


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that stand in sitemaps of one name."""

    name: str
    places: Callable[[], Sequence[Place]]


def plan_sitemaps(views: Views, names: Collection[str] | None = None) -> Iterator[Page]:
    """The sitemaps of all families, and the index at last; those of some families alone, where they are named."""
    entries: list[SitemapEntry] = []
    for family in families(views):
        found = family.places()
        for place, part in _parts(family.name, found):
            entries.append(SitemapEntry(views.site.absolute(place), max(page.changed for page in part)))
            if names is None or family.name in names:
                yield Page(
                    path=place,
                    template="sitemap.xml",
                    head=views.head("sitemap", place),
                    make_context=partial(_context, views, part),
                    label=f"the sitemap /{place}",
                )
    yield Page(
        path=places.SITEMAP,
        template="sitemap-index.xml",
        head=views.head("sitemap", places.SITEMAP),
        make_context=partial(SitemapContext, tuple(entries)),
        label="the index of the sitemaps",
    )


def possible_places(archive: Archive, names: Collection[str]) -> set[str]:
    """Where sitemaps of some families may lie, and more: none has more pages than there are articles and terms."""
    terms = sum(len(column.ids) for column in archive.index.terms.values())
    most = 10 + 5 * len(archive.index) + terms + archive.most_links_to_versions
    return {_part_place(name, number) for name in names for number in range(most // MAX_ENTRIES + 1)}


def _parts(name: str, found: Sequence[Place]) -> Iterator[tuple[str, Sequence[Place]]]:
    number = start = taken = 0
    for at, page in enumerate(found):
        urls = 1 + len(page.versions)
        if taken + urls > MAX_ENTRIES and at > start:
            yield _part_place(name, number), found[start:at]
            number, start, taken = number + 1, at, 0
        taken += urls
    if found:
        yield _part_place(name, number), found[start:]


def _part_place(name: str, number: int) -> str:
    return f"sitemaps/{name}.{number + 1}.xml" if number else f"sitemaps/{name}.xml"


def _context(views: Views, part: Sequence[Place]) -> SitemapContext:
    absolute = views.site.absolute

    def entry(page: Place) -> SitemapEntry:
        versions = tuple(SitemapVersion(lang, absolute(place)) for lang, place in page.versions)
        return SitemapEntry(absolute(page.place), page.changed, versions)

    return SitemapContext(tuple(map(entry, part)))


def families(views: Views) -> Iterator[Family]:
    """All families of the site."""
    for year, days in years_of(views.archive).items():
        yield Family(articles_family(year), partial(_article_places, views, members_of(days)))
    for taxonomy in views.archive.taxonomies:
        if views.archive.has_terms(taxonomy):
            yield Family(terms_family(taxonomy), partial(_term_places, views, taxonomy))
    yield Family(DATES, partial(_date_places, views))
    yield Family(PAGES, partial(_other_places, views))


DATES = "dates"
PAGES = "pages"


def articles_family(year: int) -> str:
    """The name of the family of the articles of a year."""
    return f"articles-{year:04}"


def terms_family(taxonomy: str) -> str:
    """The name of the family of the pages of a taxonomy, whatever it is called."""
    return f"terms-{taxonomy}"


def _article_places(views: Views, members: Sequence[int]) -> list[Place]:
    """Articles that were first published here, oldest first."""
    index = views.archive.index
    sources = ((index.sources[position], index.lastmods[position]) for position in members)
    return [
        Place(views.article_places[source], changed, _versions(views, source) if index.versions else ())
        for source, changed in sources
        if _is_first_here(views, source)
    ]


def _is_first_here(views: Views, source: str) -> bool:
    canonical = views.archive.index.canonicals.get(source)
    return not canonical or canonical == views.site.absolute(views.article_places[source])


def _versions(views: Views, source: str) -> tuple[tuple[str, str], ...]:
    """Language and place of each version of an article's story that sitemaps list, itself among them."""
    own, languages = views.site.language, views.archive.index.languages
    sources = views.archive.version_in_each_language(source, own).values()
    found = [(languages.get(each, own), views.article_places[each]) for each in sources if _is_first_here(views, each)]
    return tuple(found) if len(found) > 1 else ()


def _term_places(views: Views, taxonomy: str) -> list[Place]:
    found: list[Place] = [Place(places.taxonomy_place(taxonomy), "")]
    for term in views.archive.terms[taxonomy].values():
        found += _listing_places(views, places.term_place(term.taxonomy, term.slug), term.positions)
    return found


def _date_places(views: Views) -> list[Place]:
    found: list[Place] = [Place(places.DATES, "")]
    found += [Place(places.year_place(year), "") for year in years_of(views.archive)]
    for (year, month), days in months_of(views.archive).items():
        found += _listing_places(views, places.month_place(year, month), members_of(days))
    for day, positions in views.archive.days.items():
        found += _listing_places(views, places.day_place(day), positions)
    return found


def _other_places(views: Views) -> list[Place]:
    every = range(len(views.archive.index))
    home = Place(places.HOME, last_change(views.archive, every))
    return [home, *_listing_places(views, places.ARCHIVE, every)]


def _listing_places(views: Views, place: str, positions: Sequence[int]) -> list[Place]:
    found = listing_places(place, len(positions), views.settings.per_page)
    return [Place(here, last_change(views.archive, positions[part])) for here, part in found]


def last_change(archive: Archive, positions: Sequence[int]) -> str:
    """When the newest of these articles' contents changed; empty where there is none."""
    if not positions:
        return ""
    return archive.index.lastmods[max(positions, key=archive.index.changed.__getitem__)]


def plan_robots(views: Views) -> Page:
    """robots.txt: everything may be read, and the sitemap is there."""
    return Page(
        path=places.ROBOTS,
        template="robots.txt",
        head=views.head("robots", places.ROBOTS),
        make_context=NoContext,
        label="robots.txt",
    )


def plan_not_found(views: Views) -> Page:
    """404.html: what is shown where nothing is."""
    return Page(
        path=places.NOT_FOUND,
        template="404.html",
        head=views.head("404", places.NOT_FOUND),
        make_context=NoContext,
        label="the page 404.html",
    )
