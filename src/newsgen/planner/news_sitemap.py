"""The news sitemap: the stories of the last two days, as search engines for news ask for them.

Format: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile
from typing import Self

from newsgen.models.page import NewsSitemapContext, Page
from newsgen.models.page_parts import NewsEntry
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import SinglePage

NEWS_AGE = 2 * 24 * 60 * 60
"""Seconds after which a story is news no more."""
_MOST = 1_000
_CHINESE = {"zh-hant": "zh-tw", "zh-tw": "zh-tw", "zh-hk": "zh-tw", "zh-mo": "zh-tw"}


class NewsSitemap(SinglePage):
    """sitemaps/news.xml, where newsgen.yaml asks for it. As time goes by, stories leave it."""

    name = "news sitemap"
    template = "news-sitemap.xml"
    is_of_editions = False
    where = urls.NEWS_SITEMAP

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and self.views.settings.news_sitemap

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del before, diff
        return self.keys()  # The clock takes stories out of it.

    def page(self, key: str) -> Page:
        return Page(
            path=key,
            template=self.template,
            head=self.views.head("sitemap", key),
            make_context=self._context,
            label="the news sitemap",
        )

    def _context(self) -> NewsSitemapContext:
        return NewsSitemapContext(tuple(islice(self._entries(), _MOST)))

    def _entries(self) -> Iterator[NewsEntry]:
        views, index = self.views, self.archive.index
        newest = reversed(range(len(index)))
        for position in takewhile(lambda position: index.instants[position] + NEWS_AGE > views.now, newest):
            source = index.sources[position]
            url = views.site.absolute(views.article_places[source])
            if index.canonicals.get(source, url) != url:
                continue  # It was first published elsewhere.
            article, edition = self.archive.articles[position], views.edition_with(source)
            language = article.lang or views.own_language
            yield NewsEntry(url, edition.site.title, _language_code(language), article.date, article.title)


def _language_code(tag: str) -> str:
    """An ISO 639 code; of Chinese with the script, as the format has it."""
    lower = tag.lower()
    main = lower.partition("-")[0]
    return _CHINESE.get(lower, "zh-cn") if main == "zh" else main
