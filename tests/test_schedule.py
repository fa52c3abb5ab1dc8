"""What the clock changes next is told, so that nobody forgets to build."""

import json

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
