"""Feeds and sitemaps that lie among saved pages, in a folder or in a crawl, tell what the pages leave out."""

import gzip
from pathlib import Path

import pytest
from tests.conftest import SiteDriver
from tests.test_import_web_archives import Crawl

from newsgen.importers.saved_pages.statements import Statement
from newsgen.importers.saved_pages.told import Telling, Told, called_feeds, completed, worth_reading

HOST = "http://www.harbour-post.example"
TEXTS = ("The wall is to be raised by a metre within two years, the council decided on Sunday night in the hall.",)
PAGE = """<html><head><title>Harbour Post</title></head><body><div id="menu"><a href="/">Home</a></div>
<div id="main"><h2>{title}</h2><div class="text"><p>{text} Number {number} says so.</p></div></div></body></html>"""
TITLES = ["A wall is raised", "The ferry stops", "A school is closed", "Two men held", "The market opens", "Fog"]
ITEM = """<item><title>{title}</title><link>{host}/news/{number}.html?utm_source=rss</link>
<pubDate>Tue, 0{number} Mar 2004 10:00:00 GMT</pubDate><dc:creator>Jane Roe</dc:creator><category>Local</category>
<category>t{number}</category></item>"""
RSS = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Post</title>{}</channel></rss>'
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{host}/news/1.html</loc><news:news>
<news:publication_date>2004-03-01</news:publication_date><news:title>A wall is raised</news:title></news:news></url>
<url><loc>{host}/news/2.html</loc><lastmod>2011-01-01</lastmod></url></urlset>"""


def pages() -> dict[str, str]:
    return {
        f"/news/{number}.html": PAGE.format(title=title, text=TEXTS[0], number=title)
        for number, title in enumerate(TITLES, 1)
    }


def rss() -> str:
    return RSS.format("".join(ITEM.format(title=title, host=HOST, number=at) for at, title in enumerate(TITLES, 1)))


@pytest.mark.parametrize("name", ["rss.xml", "feed/index.html", "sitemaps/news.rss"])
def test_a_feed_in_the_folder_gives_dates_and_authors_that_no_page_has(
    site: SiteDriver, tmp_path: Path, name: str
) -> None:
    for path, text in {**pages(), f"/{name}": rss()}.items():
        file = tmp_path / "crawl/www.harbour-post.example" / path[1:]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    ran = site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")

    assert ran.code == 0, ran.err
    assert "feeds and sitemaps among the pages (1) tell of 6 of them, too" in ran.out
    assert "6 stories" in ran.out
    written = "\n".join(path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md"))
    assert written.count("Jane Roe") == 6
    assert written.count("date: 2004-03-0") == 6


def test_a_feed_in_a_crawl_is_used_likewise(site: SiteDriver, tmp_path: Path) -> None:
    crawl = Crawl()
    for path, text in pages().items():
        crawl.add(path, text.encode())
    crawl.add("/index.php?format=feed", rss().encode(), ("Content-Type", "application/rss+xml; charset=utf-8"))
    (tmp_path / "crawl.warc.gz").write_bytes(crawl.content)

    ran = site.newsgen("import", str(tmp_path / "crawl.warc.gz"), "--now", "2026-11-28")

    assert "feeds and sitemaps among the pages (1) tell of 6 of them, too" in ran.out
    written = "\n".join(path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md"))
    assert written.count("date: 2004-03-0") == 6


def test_a_sitemap_of_news_tells_dates_and_any_other_nothing() -> None:
    telling = Telling()

    telling.add(gzip.compress(SITEMAP.format(host=HOST).encode()))

    assert telling.of("https://harbour-post.example/news/1.html") == Told("A wall is raised", "2004-03-01")
    assert telling.of(f"{HOST}/news/2.html") is None
    assert telling.of(f"{HOST}/") is None


def test_what_a_page_says_for_sure_counts_more() -> None:
    said = Statement(
        headline="As the page has it", date="2004-03-05", authors=("Li Wei",), sure=frozenset({"headline"})
    )

    done = completed(said, Told("As the feed has it", "2004-03-06", ("Jane Roe",), "Local"))

    assert (done.headline, done.date, done.authors) == ("As the page has it", "2004-03-05", ("Li Wei",))
    assert done.section == "Local"
    assert completed(Statement(headline="Whole and long"), Told("Whole and…")).headline == "Whole and long"


def test_feeds_of_the_whole_site_come_first_and_those_of_comments_never() -> None:
    paths = [f"2004/0{at}/a/feed/index.html" for at in range(1, 10)] * 9 + [
        "feed/index.html",
        "comments/feed/index.html",
    ]

    chosen = worth_reading(called_feeds([*paths, "news/feeding-time.html", "about.html"]), 100)

    assert chosen[0] == "feed/index.html"
    assert len(chosen) == 24
    assert not any("comments" in path or "feeding" in path for path in chosen)


@pytest.mark.parametrize(
    "content", [b"", b"<rss", b"<urlset><url>", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><urlset/>']
)
def test_what_is_no_feed_tells_nothing(content: bytes) -> None:
    telling = Telling()

    telling.add(content)

    assert telling.files == 0
