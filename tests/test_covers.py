"""The stories that stand for years and months, and the bars that say how much was published."""

import re
from collections.abc import Mapping

import pytest
from tests.conftest import SiteDriver, tree_digest

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"></svg>'
"""Of which each story may have a copy of its own."""


def publish(site: SiteDriver, **stories: Mapping[str, object]) -> None:
    """Stories of 2001, in the order in which they are named, and what is special about each."""
    for number, (name, fields) in enumerate(stories.items(), start=1):
        site.write(f"content/{name}.md", title=name, date=f"2001-{number:02}-04", summary=f"About {name}.", **fields)
    site.write_file("content/p.svg", PICTURE)
    site.build()


def covers(site: SiteDriver, page: str = "2001/index.html") -> list[str]:
    """The headlines above the months."""
    cards = site.read(page).partition('<div class="cards')[2].partition("</div>")[0]
    return re.findall(r"<h2><a[^>]*>(.*?)</a>", cards)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("stories", "first"),
    [
        ({"one": {}, "two": {}}, "one"),
        ({"one": {}, "two": {"image": "p.svg"}}, "two"),
        ({"one": {"image": "p.svg"}, "two": {"tags": ["Sea"]}, "three": {"tags": ["Sea"]}}, "one"),
        ({"one": {}, "two": {"tags": ["Sea"]}, "three": {"tags": ["Sea"]}}, "two"),
        (
            {"one": {"tags": ["A"]}, "two": {"tags": ["A", "B"]}, "three": {"tags": ["B"]}, "four": {"tags": ["B"]}},
            "two",
        ),
        ({"one": {"tags": ["A"]}, "two": {"tags": ["A"]}, "three": {"series": "S"}, "four": {"series": "S"}}, "three"),
        ({"one": {"image": "p.svg"}, "two": {"weight": 1}}, "two"),
        ({"one": {"weight": 5}, "two": {"featured": True}}, "two"),
        ({"one": {"weight": -1, "image": "p.svg"}, "two": {}}, "two"),
        ({"one": {"featured": True}, "two": {"featured": True, "image": "p.svg"}}, "two"),
    ],
)
def test_the_rule_says_which_story_stands_for_a_year(
    site: SiteDriver, stories: Mapping[str, Mapping[str, object]], first: str
) -> None:
    publish(site, **stories)

    assert covers(site)[0] == first
    assert f">{first}</a></p>" in site.read("dates/index.html")


def test_a_month_shows_no_story_that_stands_for_its_year(site: SiteDriver) -> None:
    publish(site, one={}, two={}, three={}, four={}, five={})

    shown = covers(site)
    months = site.read("2001/index.html").partition('<ol class="of-months">')[2]

    assert shown == ["one", "two", "three", "four"]
    assert re.findall(r'<li class="story"><a[^>]*>(.*?)</a>', months) == ["five"]


def test_of_a_story_in_two_languages_one_stands_for_the_year(site: SiteDriver) -> None:
    publish(site, one={"lang": "ko", "translation_of": "two.md", "image": "p.svg"}, two={"image": "p.svg"}, three={})

    assert covers(site) == ["two", "three"]


def test_news_changes_no_page_of_an_old_year(site: SiteDriver) -> None:
    publish(site, one={"tags": ["Sea"]}, two={"series": "Long"}, three={"image": "p.svg"})
    site.write("content/next.md", date="2002-05-04")
    site.build()
    before = {path: content for path, content in site.files().items() if path.startswith("2001/")}

    for number in range(5):
        fields = {"tags": ["Sea"], "series": "Long", "featured": True, "image": "p.svg"}
        site.write(f"content/new-{number}.md", "See [one](one.md).", title="News", date="2003-05-04", **fields)
    site.build()

    years = {path for path in before if path.count("/") <= 2 or path.endswith("04/index.html")}
    assert {path for path in years if site.files()[path] != before[path]} == set()


def test_a_late_story_changes_the_pages_of_its_own_year_and_month_alone(site: SiteDriver) -> None:
    publish(site, one={}, two={}, three={})
    for year in (1999, 2003):
        site.write(f"content/{year}.md", date=f"{year}-02-04")
    site.build()
    before = site.files()

    site.write("content/late.md", date="2001-02-06", featured=True)
    site.build()

    dates = re.compile(r"(dates|\d{4}(/\d\d)?)/index\.html")
    changed = {path for path, content in site.files().items() if dates.fullmatch(path) and before.get(path) != content}
    assert changed == {"dates/index.html", "2001/index.html", "2001/02/index.html"}


@pytest.mark.parametrize("fields", [{"featured": True}, {"image": "p.svg"}, {"series": "Long"}, {"weight": 3}])
def test_another_cover_is_seen_by_the_next_build(site: SiteDriver, fields: Mapping[str, object]) -> None:
    publish(site, one={}, two={"series": "Long"}, three={})
    site.write("content/three.md", title="three", date="2001-03-04", summary="About three.", **fields)

    site.build()

    site.build("-o", str(site.root / "clean"))
    assert tree_digest(site.output) == tree_digest(site.root / "clean")


def test_bars_say_their_numbers(site: SiteDriver) -> None:
    publish(site, one={}, two={})
    for number in range(3):
        site.write(f"content/more-{number}.md", date="2001-02-05")
    site.build()

    for page in ("2001/index.html", "dates/index.html"):
        bars = site.read(page).partition('<ol class="bars"')[2].partition("</ol>")[0]
        said = re.findall(r'<a class="(b\d+)" href="([^"]+)"><b aria-hidden="true">(\d+)</b><span>(.*?)</span>', bars)
        assert said == [
            ("b3", "/2001/01/", "1", "January: 1 story"),
            ("b10", "/2001/02/", "2", "February: 4 stories"),
        ]
        assert bars.count("<li") == 12


def test_bars_of_all_years_are_comparable(site: SiteDriver) -> None:
    publish(site, one={})
    for number in range(10):
        site.write(f"content/more-{number}.md", date="2002-02-05")
    site.build()

    assert re.findall(r'class="(b\d+)"', site.read("dates/index.html")) == ["b10", "b1"]
    assert re.findall(r'class="(b\d+)"', site.read("2001/index.html")) == ["b10"]


def test_a_long_archive_is_seen_by_decades(site: SiteDriver) -> None:
    publish(site, one={})
    for year in (1988, 1989, 2003):
        site.write(f"content/{year}.md", date=f"{year}-02-05")
    site.build()
    dates = site.read("dates/index.html")

    assert re.findall(r'<a href="#(page\.\d+)">(.*?)</a>', dates) == [
        ("page.2000", "2000–2009"),
        ("page.1980", "1980–1989"),
    ]
    assert re.findall(r'<h2 id="(page\.\d+)">', dates) == ["page.2000", "page.1980"]
    assert re.findall(r"<h3><a[^>]*>(\d+)</a>", dates) == ["2003", "2001", "1989", "1988"]


def test_a_short_archive_has_no_decades(site: SiteDriver) -> None:
    publish(site, one={})
    site.write("content/late.md", date="2015-12-31")
    site.build()

    assert "page.20" not in site.read("dates/index.html")


def test_a_long_month_begins_with_the_stories_that_stand_for_it(site: SiteDriver) -> None:
    site.settings("per_page: 4\n")
    for number in range(9):
        site.write(f"content/{number}.md", title=f"story {number}", date=f"2001-01-{number + 1:02}")
    site.write("content/7.md", title="story 7", date="2001-01-08", featured=True)
    site.build()

    assert covers(site, "2001/01/index.html") == ["story 7", "story 0", "story 1"]
    assert covers(site, "2001/01/page/1/index.html") == []
    site.remove("content/8.md")
    site.build()
    assert covers(site, "2001/01/index.html") == []


def test_an_empty_archive_has_a_page_of_dates(site: SiteDriver) -> None:
    site.build()

    assert "Nothing has been published yet." in site.read("dates/index.html")
