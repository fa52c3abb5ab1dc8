"""What the clock changes next is told, so that nobody forgets to build."""

import json
import re

from tests.conftest import SiteDriver


def test_the_next_change_is_told_with_its_time(site: SiteDriver) -> None:
    site.settings("")
    site.write("content/now.md", expires="2026-03-01 18:30")
    site.write("content/a.md", date="2026-02-01 08:00")
    site.write("content/b.md", date="2026-02-01T08:00:00Z")
    site.write("content/c.md", date="2026-02-01 08:01")
    site.write("content/draft.md", date="2026-01-20", draft=True)

    assert "next: 2 files to appear on 2026-02-01, 08:00 (`newsgen list --upcoming`)" in site.build().out
    assert site.report()["next"] == {
        "at": "2026-02-01T08:00:00+00:00",
        "appear": ["content/a.md", "content/b.md"],
        "leave": [],
        "end": [],
        "age": [],
    }
    assert "next: 1 file to leave on 2026-03-01, 18:30" in site.build(now="2026-02-02").out


def test_a_build_with_nothing_to_do_tells_it_too(site: SiteDriver) -> None:
    site.write("content/a.md", date="2026-02-01")
    site.write_file("content/pages/soon.md", "---\ntitle: Soon\ndate: 2026-01-15\n---\nSoon.\n")
    site.build()

    report = site.report()

    assert report["rendered"] == 0
    assert report["next"]["appear"] == ["content/pages/soon.md"]


def test_nothing_is_told_where_nothing_comes(site: SiteDriver) -> None:
    site.write()
    site.write("content/draft.md", date="2027-01-20", draft=True)

    assert site.report()["next"] is None
    assert "next:" not in site.build().out


def test_the_publication_has_its_own_clock(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", "title: T\nbase_url: https://example.org/\ntimezone: Asia/Seoul\n")
    site.write("content/a.md", date="2026-02-01 08:00")

    assert site.report()["next"]["at"] == "2026-02-01T08:00:00+09:00"


def test_list_has_all_that_is_upcoming(site: SiteDriver) -> None:
    site.write("content/now.md", title="Now", expires="2026-03-01 18:30")
    site.write("content/a.md", title="Later", date="2026-02-01 08:00", expires="2026-04-01")
    site.write("content/gone.md", title="Gone", expires="2025-04-01")

    told = site.newsgen("list", "--upcoming", "--now", "2026-01-01").out.splitlines()

    assert told == [
        "2026-02-01  08:00  appears  Later  (content/a.md)",
        "2026-03-01  18:30  leaves   Now  (content/now.md)",
        "2026-04-01  00:00  leaves   Later  (content/a.md)",
        "3 changes",
    ]
    listed = json.loads(site.newsgen("list", "--upcoming", "--json", "--now", "2026-01-01").out)
    assert [(each["what"], each["title"]) for each in listed] == [
        ("appears", "Later"),
        ("leaves", "Now"),
        ("leaves", "Later"),
    ]


def test_the_news_sitemap_lists_two_days_in_the_words_of_each_edition(site: SiteDriver) -> None:
    site.settings("news_sitemap: true\nlanguages: {zh-Hant: {title: 報}, ko: }\n")
    site.write("content/old.md", title="Old", date="2025-01-01")
    site.write("content/new.md", title="A & B", date="2025-01-03 09:30")
    site.write("content/zh-Hant/new.md", title="新", date="2025-01-03 09:00")
    site.write("content/else.md", title="Else", date="2025-01-03 09:00", canonical="https://else.example/a")
    site.write("content/fr.md", title="Nouvelle", date="2025-01-03 08:00", lang="fr-CA")
    result = site.build(now="2025-01-03T12:00")

    text = site.read("sitemaps/news.xml")
    assert re.findall("<news:title>(.*?)</news:title>", text) == ["A &amp; B", "新", "Nouvelle"]
    assert re.findall("<news:language>(.*?)</news:language>", text) == ["en", "zh-tw", "fr"]
    assert re.findall("<news:name>(.*?)</news:name>", text) == ["Test Post", "報", "Test Post"]
    assert "<news:publication_date>2025-01-03T09:30:00+00:00</news:publication_date>" in text
    assert "<loc>https://example.org/sitemaps/news.xml</loc>" in site.read("sitemap.xml")
    assert "next: 1 story to leave the news sitemap on 2025-01-05, 08:00" in result.out


def test_a_story_leaves_the_news_sitemap_by_the_clock(site: SiteDriver) -> None:
    site.settings("news_sitemap: true\n")
    site.write(date="2025-01-01 10:00")
    site.build(now="2025-01-02T10:00")
    site.build(now="2025-01-03T09:59")
    assert "<news:title>" in site.read("sitemaps/news.xml")

    result = site.build(now="2025-01-03T10:00")

    assert "<news:title>" not in site.read("sitemaps/news.xml")
    assert "1 rendered" in result.out
    assert "next:" not in result.out
    upcoming = site.newsgen("list", "--upcoming", "--now", "2025-01-02T10:00").out
    assert "2025-01-03  10:00  leaves news" in upcoming


def test_a_story_of_the_last_day_leaves_no_news_sitemap(site: SiteDriver) -> None:
    site.settings("news_sitemap: true\n")
    site.write(date="9999-12-31")

    assert site.build(now="9999-12-31T10:00").code == 0
    assert site.newsgen("list", "--upcoming", "--now", "9999-12-31T10:00").code == 0
