"""Where pages live. Only this module and the page kinds join strings into a place.

A *place* is relative to the site's root and has no leading slash: ``tags/harbour/``. It ends in a slash unless it
names a file. A URL is the place behind the base path, percent-encoded (models.site.Site.url).
"""

import re
from collections.abc import Iterable
from datetime import date

from newsgen.models.article import Article
from newsgen.models.names import slug_for
from newsgen.models.standing import StandingPage
from newsgen.settings import Settings

HOME = ""
ARCHIVE = "articles/"
DATES = "dates/"
SEARCH = "search/"
SEARCH_SCRIPT = "search/search.js"
SNIPPET_SCRIPT = "search/snippets.js"
SEARCH_INDEX = "search-index"
"""The folder of the search index."""
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
NEWS_SITEMAP = "sitemaps/news.xml"
ROBOTS = "robots.txt"
_WEB_PAGE = re.compile(r"[^/]+\.html?")


def output_path(place: str) -> str:
    """The file of a place: ``tags/`` is ``tags/index.html``."""
    return f"{place}index.html" if place.endswith("/") or not place else place


def term_place(taxonomy: str, slug: str) -> str:
    """``tags/harbour/``."""
    return f"{taxonomy}/{slug}/"


def taxonomy_place(taxonomy: str) -> str:
    """``tags/``."""
    return f"{taxonomy}/"


def year_place(year: int) -> str:
    """``2025/``."""
    return f"{year:04}/"


def month_place(year: int, month: int) -> str:
    """``2025/12/``."""
    return f"{year:04}/{month:02}/"


def day_place(day: date) -> str:
    """``2025/12/14/``."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def numbered_place(place: str, number: int) -> str:
    """``tags/harbour/page/7/``; the newest page, number 0, has the place itself."""
    return f"{place}page/{number}/" if number else place


_FEED_NAMES = {"rss": "feed.xml", "atom": "atom.xml"}
"""By settings.FEED_FORMATS."""


def feed_place(place: str, form: str) -> str:
    """``tags/harbour/feed.xml`` for the format ``rss``."""
    return f"{place}{_FEED_NAMES[form]}"


def alias_place(alias: str) -> str:
    """The place of an old address: a file if it is named like a web page, else a folder with an index."""
    if alias.endswith("/") or not alias:
        return alias
    last = alias.rpartition("/")[2]
    return alias if _WEB_PAGE.fullmatch(last) else f"{alias}/"


def article_places(articles: Iterable[Article], settings: Settings) -> dict[str, str]:
    """Source of each article to its place."""
    return {article.source: article_place(article, settings) for article in articles}


def on_this_day_place(month: int, day: int) -> str:
    """``on-this-day/03-09/``."""
    return f"on-this-day/{month:02}-{day:02}/"


def card_place(place: str) -> str:
    """Where the drawn picture of an article lies, beside the article."""
    return f"{place}card.png" if place.endswith("/") or not place else f"{place}.card.png"


def article_place(article: Article, settings: Settings) -> str:
    """``2025/12/14/engineers-return/``, after the permalink of newsgen.yaml; or the article's own ``url``."""
    if article.url:
        return alias_place(article.url)
    day = article.date.day
    place = settings.permalink.format(
        year=f"{day.year:04}",
        month=f"{day.month:02}",
        day=f"{day.day:02}",
        slug=article.slug,
        section=slug_for(article.section, settings.slugs) if article.section else "news",
        lang=language_part(article.lang, settings),
    )
    # The publication's own language has no part of the address.
    return place.replace("//", "/").lstrip("/")


def page_place(page: StandingPage) -> str:
    """``about/corrections/``, after the path of its file; or the page's own ``url``."""
    return alias_place(page.url) if page.url else f"{page.path}/" if page.path else HOME


def language_part(tag: str, settings: Settings) -> str:
    """``ja`` in the addresses of what stands in the Japanese edition; in small letters, as all paths.

    Without editions, of everything that is not in the publication's own language.
    """
    if settings.editions:
        edition = settings.edition_of(tag)
        return edition.prefix.rstrip("/") if edition else ""
    lower = tag.lower()
    return "" if lower == settings.site.language.lower() else lower
