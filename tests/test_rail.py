"""What stands beside a story: earlier coverage, and what its section had brought before it."""

import re

import pytest
from tests.conftest import SiteDriver, tree_digest

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="6" height="4"></svg>'


def write(site: SiteDriver, *numbers: int, **fields: object) -> None:
    for number in numbers:
        values = {"title": f"Story {number:02}", "date": f"2001-01-{number:02}", "section": "World"} | fields
        site.write(f"content/{number:02}.md", **values)


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """Stories of one section, on each day but the tenth."""
    write(site, *(number for number in range(1, 21) if number != 10))
    site.write_file("content/p.svg", PICTURE)
    site.build()
    return site


def shown(site: SiteDriver, number: int, part: str) -> list[str]:
    html = site.read(f"2001/01/{number:02}/{number:02}/index.html")
    section = html.partition(f'aria-labelledby="page.{part}"')[2].partition("</section>")[0]
    return re.findall(r"Story (\d\d)</a>", section)


def test_the_section_brings_what_came_before_and_is_not_shown_already(paper: SiteDriver) -> None:
    assert shown(paper, 9, "earlier") == ["08", "07", "06", "05", "04"]
    assert shown(paper, 9, "section") == ["03"]


def test_the_first_story_of_a_section_has_none(paper: SiteDriver) -> None:
    assert shown(paper, 1, "section") == []


def test_earlier_coverage_begins_with_a_story_that_has_a_picture(paper: SiteDriver) -> None:
    write(paper, 6, image="p.svg", summary="In a few words.")
    paper.build()

    assert shown(paper, 9, "earlier") == ["06", "08", "07", "05", "04"]
    html = paper.read("2001/01/09/09/index.html").partition('<div class="story feature">')[2].partition("</div>")[0]
    assert "p.svg" in html
    assert "In a few words." in html


def test_news_changes_no_rail_but_that_of_the_story_before_it(paper: SiteDriver) -> None:
    before = paper.files()
    write(paper, 21, 22)
    paper.build()

    stories = {path for path in before if re.fullmatch(r"2001/01/\d\d/\d\d/index.html", path)}
    assert {path for path in stories if paper.files()[path] != before[path]} == {"2001/01/20/20/index.html"}


@pytest.mark.parametrize("change", ["a story between", "a story less", "another section"])
def test_what_comes_in_between_is_seen_in_the_stories_after_it(paper: SiteDriver, change: str) -> None:
    if change == "a story between":
        write(paper, 10)
    elif change == "a story less":
        paper.remove("content/06.md")
    else:
        write(paper, 6, section="Local")
    paper.build()

    paper.build("-o", str(paper.root / "clean"))
    assert tree_digest(paper.output) == tree_digest(paper.root / "clean")


def test_another_version_of_the_story_itself_is_not_what_came_before(site: SiteDriver) -> None:
    write(site, 1, lang="ko", translation_of="02.md")
    write(site, 2)
    site.build()

    assert shown(site, 2, "section") == []
