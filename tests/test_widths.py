"""Where things stand on telephones, tablets and wide screens, in a browser."""

from typing import Any

import pytest
from conftest import SiteDriver

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"></svg>'
ARABIC = "content/05.md"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """Eight stories with pictures, of which the fifth is in Arabic."""
    site = SiteDriver(tmp_path_factory.mktemp("widths") / "site")
    site.write_file("content/p.svg", PICTURE)
    for number in range(1, 9):
        site.write(
            f"content/{number:02}.md",
            title=f"Story {number:02} of the wall at the harbour",
            date=f"2001-01-{number:02}",
            section="World",
            image="p.svg",
            summary="It was voted for.",
            **({"lang": "ar"} if f"content/{number:02}.md" == ARABIC else {}),
        )
    for year in (1999, 2000):
        site.write(f"content/{year}.md", title=f"The wall in {year}", date=f"{year}-01-08", section="World")
    site.settings("front: [{lead: true}, {on_this_day: 3}]\n")
    assert site.build().code == 0
    return site


def measured(site: SiteDriver, browser: Any, path: str, width: int, script: str) -> Any:
    """What a script says of a page at a width."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site.output / path / "index.html").as_uri())
    for name in ("style.css", "front.css"):
        page.add_style_tag(content=site.read(name))
    value = page.evaluate(script)
    page.close()
    return value


EDGES = """[...document.querySelectorAll('.entry:has([lang=ar])')].map(entry => ['h2', '.summary'].map(name => {
    const range = document.createRange();
    range.selectNodeContents(entry.querySelector(name));
    return Math.round(range.getBoundingClientRect().right);
}))"""


@pytest.mark.parametrize("width", [375, 1440])
def test_a_summary_from_right_to_left_begins_below_its_headline(site: SiteDriver, browser: Any, width: int) -> None:
    ((headline, summary),) = measured(site, browser, "sections/world", width, EDGES)

    # A square stands beside the headline alone on telephones.
    assert (summary == headline) if width > 375 else (summary > headline)


def test_a_headline_takes_the_room_of_a_picture_that_telephones_leave_out(site: SiteDriver, browser: Any) -> None:
    script = "['.under h2', '.top h2'].map(name => document.querySelector(name).getBoundingClientRect().width)"
    under, top = measured(site, browser, "", 375, script)

    assert under == top


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_a_row_of_two_headlines_is_as_wide_as_the_page(site: SiteDriver, browser: Any, width: int) -> None:
    script = """['.row > .lines', '.row > .lines > li:last-child']
        .map(name => Math.round(document.querySelector(name).getBoundingClientRect().right))"""
    row, last = measured(site, browser, "", width, script)

    assert row == last


SHARE = """(() => {
    const [word, link] = ['.share b', '.share a'].map(name => {
        const range = document.createRange();
        range.selectNodeContents(document.querySelector(name));
        return range.getBoundingClientRect();
    });
    const text = document.querySelector('.text').getBoundingClientRect();
    return [Math.round(word.top - link.top), Math.round(word.top - text.bottom)];
})()"""


@pytest.mark.parametrize("width", [375, 1440])
def test_links_to_share_stand_on_one_line_and_apart_from_the_story(site: SiteDriver, browser: Any, width: int) -> None:
    off, apart = measured(site, browser, "2001/01/08/08", width, SHARE)

    assert abs(off) <= 1
    assert apart >= 32


@pytest.mark.parametrize(("width", "place"), [(375, "beside"), (768, "beside"), (1440, "above")])
def test_the_picture_of_earlier_coverage_is_small_where_there_is_no_rail(
    site: SiteDriver, browser: Any, width: int, place: str
) -> None:
    script = """['img', '.cover'].map(name => document.querySelector('.feature ' + name).getBoundingClientRect())
        .map(box => [box.left, box.right])"""
    (left, right), (begin, end) = measured(site, browser, "2001/01/08/08", width, script)

    assert ("beside" if begin >= right or end <= left else "above") == place


def test_the_menu_begins_where_the_page_does(site: SiteDriver, browser: Any) -> None:
    script = """(() => {
        document.querySelector('.masthead').style.textAlign = 'start';
        return ['.menu', '.menu a'].map(name => Math.round(document.querySelector(name).getBoundingClientRect().left));
    })()"""
    line, first = measured(site, browser, "", 1440, script)

    assert line == first
