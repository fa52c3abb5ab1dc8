"""Sitemaps 0.9: one for each year's articles, so that old ones never change, some for the listings, and an index.

The protocol allows 50,000 URLs and 50 MB a file. Ten thousand URLs of the longest path that newsgen writes, every
byte of it percent-encoded, take 28 MB: by keeping to that, no file needs to be weighed.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from newsgen.models.page import NoContext, Page, SitemapContext, SitemapEntry
from newsgen.planner import urls as places
from newsgen.planner.views import Views

MAX_ENTRIES = 10_000
_NOT_FOR_SEARCH = frozenset({"redirect", "feed", "sitemap", "404", "robots"})


def plan_sitemaps(views: Views, pages: Sequence[Page]) -> Iterator[Page]:
    """The sitemaps of all these pages, and the index at last."""
    articles = [page for page in pages if page.source and page.head.canonical == page.head.absolute_url]
    others = [page for page in pages if page.head.kind not in _NOT_FOR_SEARCH and page.head.kind != "article"]
    maps: list[Page] = []
    years = {article.source: article.date.day.year for article in views.archive.articles}
    for year, group in groupby(articles, key=lambda page: years[page.source]):
        maps += _plan_maps(views, f"articles-{year:04}", list(group))
    maps += _plan_maps(views, "pages", others)
    yield from maps
    yield Page(
        path=places.SITEMAP,
        template="sitemap-index.xml",
        head=views.head("sitemap", places.SITEMAP),
        make_context=partial(SitemapContext, tuple(_entry(page) for page in maps)),
        label="the index of the sitemaps",
    )


def _plan_maps(views: Views, name: str, pages: Sequence[Page]) -> Iterator[Page]:
    for start in range(0, len(pages), MAX_ENTRIES):
        number = start // MAX_ENTRIES
        place = f"sitemaps/{name}-{number + 1}.xml" if number else f"sitemaps/{name}.xml"
        part = pages[start : start + MAX_ENTRIES]
        yield Page(
            path=place,
            template="sitemap.xml",
            head=views.head("sitemap", place),
            make_context=partial(SitemapContext, tuple(_entry(page) for page in part)),
            label=f"the sitemap /{place}",
            # Dates of one zone sort as text, but for the hour that clocks repeat.
            last_change=max(page.last_change for page in part),
        )


def _entry(page: Page) -> SitemapEntry:
    return SitemapEntry(page.head.absolute_url, page.last_change)


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
