"""The front page: which story leads, and which rows there are. docs/front-page.md says what holds."""

import json
import re
from typing import Any

import pytest
from pictures import png
from tests.conftest import SiteDriver

PNG = png()


def story(site: SiteDriver, number: int, **fields: Any) -> None:
    """One of some stories, a day apart; the larger the number, the newer."""
    site.write(f"content/s{number:02}.md", **{"title": f"Story {number:02}", "date": f"2025-01-{number:02}", **fields})


def front(site: SiteDriver, path: str = "index.html", now: str = "2026-01-01") -> str:
    """The front page without its banner, built now."""
    result = site.newsgen("build", "--now", now)
    assert result.code == 0, result.err
    return site.read(path).split("<main", 1)[1].split("<footer", 1)[0]


def headlines(html: str) -> list[str]:
    """All headlines of a page, in their order."""
    return re.findall(r"Story \d\d", re.sub(r'<section class="breaking".*?</section>', "", html, flags=re.DOTALL))


def lead(html: str) -> str:
    """The headline of the lead."""
    return headlines(html.split('class="story lead"', 1)[1])[0]


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """Twenty stories of two sections."""
    for number in range(1, 21):
        story(site, number, section="World" if number % 2 else "Local")
    return site


def test_no_story_stands_twice(paper: SiteDriver) -> None:
    found = headlines(front(paper))

    assert found[:5] == ["Story 20", "Story 19", "Story 18", "Story 17", "Story 16"]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("number", "fields", "leads"),
    [
        (10, {"weight": 5}, True),
        (8, {"weight": 5}, False),  # not among the newest dozen
        (8, {"featured": True}, True),
        (1, {"pinned": True}, True),
        (1, {"pinned": "2026-02-01"}, True),
        (1, {"pinned": {"until": "2025-12-31"}}, False),
        (1, {"breaking": True}, False),
        (20, {"weight": -5}, False),
    ],
)
def test_an_editor_says_which_story_leads(
    paper: SiteDriver, number: int, fields: dict[str, Any], *, leads: bool
) -> None:
    story(paper, number, section="World", **fields)

    assert (lead(front(paper)) == f"Story {number:02}") is leads


def test_a_picture_leads_where_nobody_says_so(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", PNG)
    story(paper, 19, image="p.png", lang="ko")
    story(paper, 17, image="p.png")
    story(paper, 3, image="p.png")

    assert lead(front(paper)) == "Story 17"


def test_a_banner_ends_by_the_clock(paper: SiteDriver) -> None:
    story(paper, 5, breaking={"until": "2026-03-01 18:00"})
    report = paper.report("--now", "2026-01-01")
    assert '<strong>Breaking</strong> <a href="/2025/01/05/s05/">Story 05</a>' in paper.read("index.html")
    assert (report["next"]["at"], report["next"]["end"]) == ("2026-03-01T18:00:00+00:00", ["content/s05.md"])

    again = paper.newsgen("build", "--now", "2026-03-01 18:01")

    assert "breaking" not in paper.read("index.html")
    assert "next:" not in again.out


def test_a_banner_without_an_end_holds_for_a_day(paper: SiteDriver) -> None:
    story(paper, 20, date="2025-01-20 12:00", breaking=True)

    assert 'class="breaking"' in front(paper, now="2025-01-21 11:59")
    assert 'class="breaking"' not in front(paper, now="2025-01-21 12:00")


def test_what_ends_is_told_before(paper: SiteDriver) -> None:
    story(paper, 5, pinned="2026-03-01", breaking="2026-02-01 06:30")

    built = paper.newsgen("build", "--now", "2026-01-01")
    listed = paper.newsgen("list", "--upcoming", "--now", "2026-01-01")

    assert "next: 1 banner or pin to end on 2026-02-01, 06:30" in built.out
    assert [line.split()[:4] for line in listed.out.splitlines()[:2]] == [
        ["2026-02-01", "06:30", "banner", "ends"],
        ["2026-03-01", "00:00", "pin", "ends"],
    ]


def test_rows_are_what_newsgen_yaml_asks_for(paper: SiteDriver) -> None:
    story(paper, 2, series="Mines", section="Local")
    story(paper, 4, series="Mines", section="Local")
    story(paper, 6, featured=True, tags=["Sea"], date="2020-01-06")
    paper.settings(
        """front:
- {featured: 2}
- {lead: true, stories: 1}
- {latest: 2}
- {series: Mines, title: Our series}
- {section: World, stories: 2}
- {sections: 1}
- {tag: Nothing}
- {archive: true}
"""
    )
    html = front(paper)

    rows = [
        (re.sub(r"<[^>]+>", "", title), headlines(text))
        for title, text in re.findall(r'<section class="row".*?<h2[^>]*>(.*?)</h2>(.*?)</section>', html, re.DOTALL)
    ]
    assert rows == [
        ("Featured", ["Story 06"]),
        ("Our series", ["Story 02", "Story 04"]),
        ("World", ["Story 15", "Story 13"]),
        ("Local", ["Story 16", "Story 14", "Story 12", "Story 10"]),
    ]
    assert lead(html) == "Story 20"
    assert headlines(html.split('class="latest"')[1])[:2] == ["Story 18", "Story 17"]
    assert "20 stories since 2020" in html


def test_rows_of_the_day_are_of_earlier_years(site: SiteDriver) -> None:
    for number, day in enumerate(("2020-03-05", "2021-03-05", "2022-03-06", "2023-03-05"), 1):
        story(site, number, date=day)
    site.settings("front: [{lead: true, stories: 0}, {on_this_day: 5}]\n")

    html = front(site)

    assert headlines(html) == ["Story 04", "Story 02", "Story 01"]
    assert 'href="/on-this-day/03-05/"' in html


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("count", range(1, 8))
@pytest.mark.parametrize("has_picture", [True, False])
def test_a_row_is_set_by_how_many_stories_it_has(site: SiteDriver, count: int, *, has_picture: bool) -> None:
    site.write_file("content/p.png", PNG)
    for number in range(1, count + 1):
        story(site, number, section="World", image="p.png" if has_picture and number == 1 else None)
    site.settings("front: [{section: World, stories: 7}]\n")

    html = front(site)

    row = html.split('class="cards ')[1].split('"')[0]
    assert row == f"of-{count if count < 5 else 'many'}{'' if has_picture else ' plain'}"
    assert len(headlines(html)) == count
    if has_picture:
        assert headlines(html)[0] == "Story 01"


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_a_small_paper_has_a_front_page(site: SiteDriver, count: int) -> None:
    for number in range(1, count + 1):
        story(site, number)

    html = front(site)

    assert len(headlines(html)) == count
    assert ("Nothing has been published yet." in html) is not count


def test_the_time_of_day_is_told_of_the_newest_day(site: SiteDriver) -> None:
    story(site, 1, date="2025-01-04 10:30")
    story(site, 2, date="2025-01-05 09:15")
    story(site, 3, date="2025-01-05")

    html = front(site)

    assert re.findall(r"<time[^>]*>([^<]*)</time>", html) == [
        "5 January 2025, 09:15",
        "5 January 2025",
        "4 January 2025",
    ]
    assert ", 09:15" not in site.read("articles/index.html")


def test_a_section_has_a_front_of_its_own(paper: SiteDriver) -> None:
    paper.write_file(
        "content/terms/sections/world.md",
        "---\nfront: [{lead: true, stories: 2}, {place: Seoul}]\n---\n",
    )
    story(paper, 3, section="World", places=["Seoul"])
    story(paper, 4, section="Local", places=["Seoul"])
    story(paper, 5, section="World", pinned=True)

    html = front(paper, "sections/world/index.html").split('class="of-term"')[1].split('<ol class="stories">')[0]

    assert headlines(html) == ["Story 05", "Story 19", "Story 17", "Story 03"]


def test_the_list_below_a_front_of_a_term_has_a_title(paper: SiteDriver) -> None:
    paper.write_file("content/terms/sections/world.md", "---\nfront: [{lead: true}]\n---\n")

    assert '<h2 class="all">All stories</h2>' in front(paper, "sections/world/index.html")
    assert '<h2 class="all">' not in paper.read("sections/local/index.html")


def test_a_kicker_does_not_say_again_what_stands_above_it(site: SiteDriver) -> None:
    for number, kicker in enumerate(["World", "Mines", "Harbour"], start=1):
        story(site, number, section="World", series="Mines", kicker=kicker)
    site.settings("front: [{series: Mines}]\n")

    html = front(site)

    assert re.findall('<p class="kicker">(.*?)</p>', html) == [" <bdi>Harbour</bdi>"]
    sections = re.findall('<p class="kicker">(.*?)</p>', site.read("articles/index.html"))
    assert [re.findall("<bdi>(.*?)</bdi>", each) for each in sections] == [
        ["World", "Harbour"],
        ["World", "Mines"],
        ["World"],
    ]
    assert site.read("2025/01/01/s01/index.html").count("<bdi>World</bdi></a> </p>") == 1


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ("[{latst: 8}]", "unknown field `latst`, did you mean `latest`?"),
        ("[{latest: many}]", "`latest` is 'many'; it must be a whole number from 1 to 50"),
        ("[{lead: true}, {lead: true}]", "`front` has two leads"),
        ("[{lead: false}]", "`lead` is not true"),
        ("[{latest: 3, section: World}]", "a row names two kinds"),
        ("[{title: X}]", "a row names no kind"),
        ("[latest]", "an item of `front` must be a group of fields"),
        ("[{section: World, count: 3}]", "unknown field `count`"),
    ],
)
def test_a_mistake_in_rows_is_told(site: SiteDriver, rows: str, what: str) -> None:
    site.settings(f"front: {rows}\n")

    result = site.build()

    assert result.code == 2
    assert what in result.err


def test_fronts_of_terms_have_no_rows_of_the_whole_site(paper: SiteDriver) -> None:
    paper.write_file("content/terms/sections/world.md", "---\nfront: [{sections: 3}]\n---\n")

    (problem,) = paper.report()["problems"]

    assert "unknown field `sections`" in problem["what"]


@pytest.mark.parametrize(
    ("key", "value"), [("weight", "heavy"), ("featured", "pic.jpg"), ("pinned", "here"), ("breaking", ["a"])]
)
def test_what_another_system_meant_is_kept(site: SiteDriver, key: str, value: object) -> None:
    story(site, 1, **{key: value})

    report = site.report()

    assert [(each["severity"], each["what"]) for each in report["problems"]] == [
        ("warning", f"`{key}` is not what it means here, and has no effect")
    ]
    (listed,) = json.loads(site.newsgen("list", "--json").out)
    assert listed["extra"] == {key: value}


def test_the_lead_stands_on_top_wherever_its_row_does(paper: SiteDriver) -> None:
    paper.settings("front: [{latest: 3}, {lead: true, stories: 1}]\n")

    assert headlines(front(paper)) == ["Story 20", "Story 19", "Story 18", "Story 17", "Story 16"]


def test_one_version_of_a_story_stands_on_the_page(site: SiteDriver) -> None:
    for number in (1, 2):
        story(site, number, breaking={"until": "2027-01-01"}, section="World")
        both = {"lang": "ko", "translation_of": f"s{number:02}.md", "breaking": {"until": "2027-01-01"}}
        site.write(f"content/ko{number:02}.md", title="기사", date=f"2025-01-{number:02}", **both)
    site.write("content/alone.md", title="혼자", date="2024-01-01", lang="ko")

    html = front(site)

    assert "기사" not in html
    assert "혼자" in html
    assert headlines(html) == ["Story 02", "Story 01"]


def test_rows_mean_the_term_that_they_name(site: SiteDriver) -> None:
    site.settings("menu: [竞技]\nfront: [{lead: true, stories: 0}, {section: 竞技}, {section: 经济}]\n")
    for number, section in ((1, "经济"), (2, "竞技"), (3, "经济"), (4, "竞技")):
        story(site, number, section=section)
    site.write_file("content/terms/sections/jing-ji.md", "---\ntitle: 经济\n---\n")

    html = front(site)

    rows = re.findall(r'<section class="row".*?<bdi>(.*?)</bdi>', html, re.DOTALL)
    assert rows == ["竞技", "经济"]
    assert "<bdi>竞技</bdi>" in site.read("index.html").split('class="menu"')[1].split("</nav>")[0]


def test_what_only_a_story_that_left_had_names_nothing(site: SiteDriver) -> None:
    site.settings("front: [{section: 竞技}]\nmenu: [竞技]\n")
    story(site, 1, section="经济")
    story(site, 2, section="竞技", expires="2025-02-02")
    front(site, now="2025-02-01")
    later = site.newsgen("build", "--now", "2025-02-03")
    incremental = site.files()

    site.remove(".newsgen")
    site.remove("build")
    clean = site.newsgen("build", "--now", "2025-02-03")

    assert site.files() == incremental
    assert "`menu` names '竞技'" in later.err
    assert "`front` names '竞技'" in later.err
    assert ("`menu` names" in clean.err) is ("`menu` names" in later.err)


def test_an_end_that_nobody_sees_is_not_announced(site: SiteDriver) -> None:
    story(site, 3, date="2025-01-03 10:00", breaking=True, expires="2025-01-03 12:00")
    story(site, 4, date="2025-01-04", pinned="2025-01-02")

    assert site.report("--now", "2025-01-05")["next"] is None
    assert site.newsgen("list", "--upcoming", "--now", "2025-01-05").out == "0 changes\n"


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"weight": "0" * 18 + "1" * 5000}, "`weight` is not what it means here"),
        ({"pinned": "{until: }"}, "`until` of `pinned` is empty"),
    ],
)
def test_odd_values_are_told(site: SiteDriver, fields: dict[str, str], what: str) -> None:
    story(site, 1, **fields)

    assert what in str(site.report()["problems"])


def test_a_day_has_the_hours_that_it_has(site: SiteDriver) -> None:
    site.head = site.head.replace("UTC", "Europe/Berlin")
    site.settings("")
    story(site, 1, date="2025-03-29 12:00", breaking=True)

    assert site.report("--now", "2025-03-29 13:00")["next"]["at"] == "2025-03-30T13:00:00+02:00"


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ("pinned: 2026-12-01 25:00", "`pinned` is no such"),
        ("breaking: 2026-02-30", "`breaking` is no such date"),
        ("pinned: {until: 2026-13-01}", "`until` is no such date"),
    ],
)
def test_an_end_that_no_calendar_has_is_an_error(site: SiteDriver, field: str, what: str) -> None:
    site.write_file("content/a.md", f"---\ntitle: A\ndate: 2025-01-01\n{field}\n---\nText.\n")

    result = site.build()

    assert result.code == 1
    assert f"error: {what}" in result.err


def test_an_end_may_be_said_in_words(site: SiteDriver) -> None:
    site.write(pinned="until 2026-12-01")

    assert "pin to end on 2026-12-01" in site.build(now="2025-06-01").out
