"""Pagers: where the pages of a list lead, and that old ones lead there for good."""

import re

import pytest
from tests.conftest import SiteDriver

from newsgen.planner.pagination import jumps_from


def write(site: SiteDriver, numbers: range) -> None:
    for number in numbers:
        site.write(f"content/{number:03}.md", date=f"{1990 + number // 4}-0{number % 4 + 1}-02", tags=["Sea"])


def numbers(html: str) -> list[str]:
    pager = html.partition('<nav class="pager" ')[2].partition("</nav>")[0]
    return re.findall(r'class="number" href="([^"]+)"', pager)


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """A list of fourteen pages, with two stories each."""
    site.settings("per_page: 2\n")
    write(site, range(28))
    site.build()
    return site


def test_the_newest_page_leads_to_the_oldest_and_to_some_between(paper: SiteDriver) -> None:
    assert numbers(paper.read("tags/sea/index.html")) == [
        f"/tags/sea/page/{number}/" for number in (13, 12, 10, 7, 3, 1)
    ]


def test_a_numbered_page_leads_to_the_newest_by_the_address_of_the_list(paper: SiteDriver) -> None:
    html = paper.read("tags/sea/page/6/index.html")

    assert html.count('<a href="/tags/sea/">Latest</a>') == 2
    assert numbers(html) == [f"/tags/sea/page/{number}/" for number in (5, 4, 3, 1)]


@pytest.mark.parametrize("number", range(1, 200, 7))
def test_where_a_numbered_page_leads_hangs_on_its_number_alone(number: int) -> None:
    assert {tuple(jumps_from(number, count, 5)) for count in (1_000, 1_005, 90_000)} == {
        tuple(jumps_from(number, 1_000, 5))
    }


def test_numbered_pages_stay_as_they_are_when_a_list_grows(paper: SiteDriver) -> None:
    numbered = re.compile(r"(tags/sea|articles)/page/([1-9]|1[0-2])/index.html")
    old = {path: content for path, content in paper.files().items() if numbered.fullmatch(path)}
    write(paper, range(28, 60))
    paper.build()
    paper.write("content/000.md", date="1990-01-03", tags=["Sea"])  # the first one: on the same page as before
    paper.build()

    now = paper.files()
    changed = {path for path in old if now[path] != old[path]}
    assert changed == {"tags/sea/page/1/index.html", "articles/page/1/index.html"}


def test_a_long_list_leads_to_its_years(paper: SiteDriver) -> None:
    html = paper.read("articles/index.html")
    years = re.findall(r'class="number" href="([^"]+)">(\d{4})<', html)

    assert years == [
        ("/articles/", "1996"),
        *((f"/articles/page/{2 * (year - 1989)}/", str(year)) for year in range(1995, 1989, -1)),
    ]
    for url, year in years:
        assert f'<time datetime="{year}-04-02">' in paper.read(f"{url[1:]}index.html")
    assert "of-years" not in paper.read("articles/page/3/index.html")


def test_years_of_which_all_stories_are_on_one_page_are_all_named(site: SiteDriver) -> None:
    site.settings("per_page: 4\n")
    for number in range(30):
        site.write(f"content/{number}.md", date=f"{1970 + number}-01-02")
    site.build()

    years = re.findall(r'class="number" href="[^"]+">(\d{4})<', site.read("articles/index.html"))
    assert years == [str(year) for year in range(1999, 1969, -1)]


def test_a_list_of_one_page_has_no_pager(site: SiteDriver) -> None:
    site.write()
    site.build()

    assert "pager" not in site.read("articles/index.html")
