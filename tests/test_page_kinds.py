"""What holds for every kind of page: a page is found by its address, and the archive tells which may have changed."""

import pytest
from tests.conftest import SiteDriver

from newsgen.builder.source_follower import PreviewOptions, SourceFollower
from newsgen.planner.kinds import PageKind
from newsgen.planner.site_pages import SitePages
from newsgen.project import open_project

NOWHERE = ["", "x", "x/index.html", "2025/13/index.html", "2025/02/30/index.html", "page/2/index.html", "sitemaps/.xml"]


def pages_of(site: SiteDriver) -> SitePages:
    seen = SourceFollower(open_project(site.root), PreviewOptions()).first_look(1)
    return SitePages(seen.diff.views)


@pytest.fixture
def paper(site: SiteDriver) -> SitePages:
    """A site in which every kind has a page, and listings several."""
    feeds = "feeds: {of_terms: [rss, atom], from: 1}\nnews_sitemap: true\ntheme: {fonts: system}\ncards: all\n"
    site.settings(f"per_page: 2\nredirects: redirects.txt\nlanguages: [ko]\n{feeds}")
    site.write_file("redirects.txt", "/before/ /articles/\n")
    for number in range(9):
        site.write(
            f"content/{number}.md",
            date=f"202{number % 3}-12-0{number % 4 + 1}",
            tags=["Sea", "page", "2"][: number % 4],
            section="World",
            aliases=[f"/old/{number}/"],
        )
    for number in range(4):
        site.write(f"content/ko/{number}.md", tags=["Sea"], section="World")
    site.write_file("content/terms/tags/sea.md", "---\naliases: [Ocean]\n---\nWater.\n")
    site.write_file("content/pages/about.md", "---\ntitle: About\naliases: [/who/]\n---\nUs.\n")
    site.write_file("content/ko/pages/about.md", "---\ntitle: About\naliases: [/ko/who/]\n---\nUs.\n")
    return pages_of(site)


def test_a_page_is_found_by_where_it_lies(paper: SitePages) -> None:
    keys = list(paper.keys())

    assert {kind for kind, _ in keys} == set(paper.kinds)
    for key in keys:
        assert list(paper.at(paper.path(key))) == [key]
        assert key in paper
        assert paper.page(key).path == paper.path(key)


def test_where_nothing_lies_no_page_is_found(paper: SitePages) -> None:
    there = {paper.path(key) for key in paper.keys()}  # noqa: SIM118 - no mapping
    near = [path.replace("page/1", "page/99").replace("2020", "1999").replace("sea", "see") for path in there]

    assert [path for path in (*NOWHERE, *near) if path not in there and list(paper.at(path))] == []


def test_pages_are_put_in_the_order_of_publishing(paper: SitePages) -> None:
    keys = list(paper.keys())

    assert list(paper.in_order(set(keys))) == keys


def subclasses(kind: type) -> set[type]:
    return {kind, *(each for child in kind.__subclasses__() for each in subclasses(child))}


def test_every_kind_there_is_makes_pages(paper: SitePages) -> None:
    whole = {kind for kind in subclasses(PageKind) if not getattr(kind, "__abstractmethods__", None)}
    made = {type(kind) for kind in paper.kinds.values()}

    assert {kind.__name__ for kind in whole - made if not kind.__name__.startswith("_")} == set()


def test_a_day_of_the_year_lists_all_years(site: SiteDriver) -> None:
    site.settings("front: [{lead: true, stories: 0}, {on_this_day: 3}]\n")
    for year in (2023, 2024, 2025):
        site.write(f"content/{year}.md", title=f"Of {year}", date=f"{year}-12-14")
    site.write("content/other.md", title="Of the day after", date="2022-12-15")
    site.build()

    listed = site.read("on-this-day/12-14/index.html")
    assert [year for year in (2025, 2024, 2023) if f"Of {year}" in listed] == [2025, 2024, 2023]
    assert "Of the day after" not in listed
    assert 'href="/on-this-day/12-15/"' in listed
    home = site.read("index.html")
    assert home.index("/on-this-day/12-14/") < home.rindex("Of 2024") < home.rindex("Of 2023")
    assert "/on-this-day/12-14/" in site.read("sitemaps/on-this-day.xml")
