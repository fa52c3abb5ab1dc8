"""Sitemaps 0.9: one for each year's articles, so that old ones never change, some for the listings, and an index.

The protocol allows 50,000 URLs and 50 MB a file. Ten thousand URLs of the longest path that newsgen writes, every
byte of it percent-encoded, take 28 MB: by keeping to that, no file needs to be weighed.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from newsgen.models.page import ArticleContext, Context, NoContext, Page, SitemapContext, SitemapEntry
from newsgen.planner import urls as places
from newsgen.planner.views import Views

MAX_ENTRIES = 10_000
_NOT_FOR_SEARCH = frozenset({"redirect", "feed", "sitemap", "404", "robots"})


def plan_sitemaps(views: Views, pages: Sequence[Page]) -> Iterator[Page]:
    """The sitemaps of all these pages, and the index at last."""
    articles = [
        page
        for page in pages
        if isinstance(page.context, ArticleContext) and page.head.canonical == page.head.absolute_url
    ]
    others = [page for page in pages if page.head.kind not in _NOT_FOR_SEARCH and page.head.kind != "article"]
    maps: list[Page] = []
    for year, group in groupby(articles, key=_year):
        maps += _plan_maps(views, f"articles-{year:04}", list(group))
    maps += _plan_maps(views, "pages", others)
    yield from maps
    yield Page(
        path=places.SITEMAP,
        template="sitemap-index.xml",
        head=views.head("sitemap", places.SITEMAP),
        context=SitemapContext(tuple(SitemapEntry(page.head.absolute_url, _newest(page.context)) for page in maps)),
        label="the index of the sitemaps",
    )


def _year(page: Page) -> int:
    assert isinstance(page.context, ArticleContext)  # noqa: S101 - for the type checker; chosen above
    return page.context.article.date.day.year


def _plan_maps(views: Views, name: str, pages: Sequence[Page]) -> Iterator[Page]:
    for start in range(0, len(pages), MAX_ENTRIES):
        number = start // MAX_ENTRIES
        place = f"sitemaps/{name}-{number + 1}.xml" if number else f"sitemaps/{name}.xml"
        entries = [
            SitemapEntry(page.head.absolute_url, last_change(page.context))
            for page in pages[start : start + MAX_ENTRIES]
        ]
        yield Page(
            path=place,
            template="sitemap.xml",
            head=views.head("sitemap", place),
            context=SitemapContext(tuple(entries)),
            label=f"the sitemap /{place}",
        )


def last_change(context: Context) -> str:
    """When the content of a page last changed, as its author says: a W3C date, or empty where no article tells."""
    if isinstance(context, ArticleContext):
        return (context.article.updated or context.article.date).iso
    teasers = getattr(context, "teasers", ())
    newest = max((teaser.updated or teaser.date for teaser in teasers), key=lambda moment: moment.instant, default=None)
    return newest.iso if newest else ""


def _newest(context: Context) -> str:
    """The newest date of a sitemap: dates of one zone sort as text, but for the hour that clocks repeat."""
    entries = context.entries if isinstance(context, SitemapContext) else ()
    return max((entry.lastmod for entry in entries), default="")


def plan_robots(views: Views) -> Page:
    """robots.txt: everything may be read, and the sitemap is there."""
    return Page(
        path=places.ROBOTS,
        template="robots.txt",
        head=views.head("robots", places.ROBOTS),
        context=NoContext(),
        label="robots.txt",
    )


def plan_not_found(views: Views) -> Page:
    """404.html: what is shown where nothing is."""
    return Page(
        path=places.NOT_FOUND,
        template="404.html",
        head=views.head("404", places.NOT_FOUND),
        context=NoContext(),
        label="the page 404.html",
    )
