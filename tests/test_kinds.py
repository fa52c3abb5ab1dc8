"""Many mistakes are told by kind."""

import json

import pytest
from conftest import SiteDriver

from newsgen.cli.console import fold
from newsgen.cli.new import names_in_byline
from newsgen.errors import Problem
from newsgen.models.kinds import kinds_of


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (
            ["`date` is no such date: '2025-13-01'", "`date` is no such date: '31. Mai'"],
            ["`date` is no such date: '…'"],
        ),
        (["`date` is missing", "`title` is missing"], ["`date` is missing", "`title` is missing"]),
        ([f"unknown field `{name}`" for name in ("제목", "título", "дата", "f")], ["unknown field `…`"]),
        (["wanted by content/a.md, too", "wanted by content/é.md, too"], ["wanted by …, too"]),
        (["it's wrong on line 3", "it's wrong on line 12"], ["it's wrong on line …"]),
        (["not UTF-8: byte 0xE9", "not UTF-8: byte 0xFF"], ["not UTF-8: byte …"]),
    ],
)
def test_mistakes_that_differ_in_particulars_are_of_one_kind(messages: list[str], told: list[str]) -> None:
    kinds = kinds_of(Problem("content/a.md", message) for message in messages)

    assert [kind.what for kind in kinds] == told


def test_findings_of_one_rule_that_begin_alike_are_of_one_kind() -> None:
    words = ("about", "kontakt", "소개", "о-нас")
    (kind,) = kinds_of(Problem(f"content/{word}.md", f"dead link {word}", rule="broken-link") for word in words)

    assert (kind.what, kind.file_count, tuple(kind.differences())) == ("dead link …", 4, words)


@pytest.fixture
def broken(site: SiteDriver) -> SiteDriver:
    """Thirty articles with mistakes of two kinds."""
    for number in range(20):
        site.write(f"content/a{number:02}.md", title=None)
        if number < 10:
            site.write(f"content/b{number:02}.md", date=f"2025-13-{number + 10}")
    return site


def test_many_errors_are_told_by_kind_with_the_sum_last(broken: SiteDriver) -> None:
    told = broken.build().err.splitlines()

    assert told[:6] == [
        "20 files: error: `title` is missing",
        "    content/a00.md:2:1",
        "    content/a01.md:2:1",
        "    content/a02.md:2:1",
        "    and 17 more",
        "  mend: add a line `title: …`",
    ]
    assert "    content/b00.md:3:7: '2025-13-10'" in told
    assert told[-1].startswith("30 errors in 30 files; nothing was published")
    assert len(told) < 20


def test_every_error_is_told_where_all_are_wanted(broken: SiteDriver) -> None:
    assert broken.build("--verbose").err.count(": error: ") == 30
    problems = broken.report()["problems"]
    assert len(problems) == 30
    assert {problem["kind"] for problem in problems} == {
        "`…` is missing",
        "`…` is no such date: '…' (month must be in …)",
    }


def test_broken_files_are_listed_one_on_each_line(broken: SiteDriver) -> None:
    listed = broken.newsgen("list", "--broken")
    found = json.loads(broken.newsgen("list", "--broken", "--json").out)

    assert listed.code == 1
    assert listed.out.splitlines()[0] == "content/a00.md:2:1: `title` is missing"
    assert listed.out.splitlines()[-1] == "30 files"
    assert [len(each["problems"]) for each in found] == [1] * 30


def test_a_line_is_not_broken_inside_a_path() -> None:
    path = "content/2003/" + "long-" * 20 + "name.md:3:7:"

    lines = fold(
        f"{path} error: `date` is no such date and the line goes on for a while, until it is full", 60, 4
    ).split("\n")

    assert lines[0] == path
    assert all(line.startswith("    ") and len(line) <= 60 for line in lines[1:])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("By Jane", ["Jane"]),
        ("by jane doe", ["jane doe"]),
        ("Par Zoé Roux", ["Zoé Roux"]),
        ("Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("By María López & Jan de Vries", ["María López", "Jan de Vries"]),
        ("Ministry of Health and Social Care", ["Ministry of Health and Social Care"]),
        ("BY JANE DOE AND JOHN ROE", ["JANE DOE", "JOHN ROE"]),
        ("By: Jane", ["Jane"]),
        ("Par : Zoé Roux et Luc Petit", ["Zoé Roux", "Luc Petit"]),
        ("By：王小明", ["王小明"]),
        ("By:", ["By:"]),
        ("Parker Lee", ["Parker Lee"]),
        ("Par Zoé Roux et Luc Petit", ["Zoé Roux", "Luc Petit"]),
        ("Анна Кук и Пётр Лис", ["Анна Кук", "Пётр Лис"]),
        ("Emma en Jan", ["Emma en Jan"]),
        ("Byron", ["Byron"]),
        ("By", ["By"]),
        ("Von Braun", ["Von Braun"]),
        ("김민준", ["김민준"]),
    ],
)
def test_a_byline_is_taken_apart_where_it_is_plainly_names(typed: str, names: list[str]) -> None:
    assert names_in_byline(typed, ("Par", "Von")) == names


def test_a_file_of_the_site_that_was_edited_is_named_once(site: SiteDriver) -> None:
    site.write()
    site.build()
    for path in ("index.html", "404.html", "robots.txt", "feed.xml"):
        (site.output / path).write_text("mine")

    told, again = site.build(), site.build()

    assert (
        "edited since the last build, and replaced: build/404.html, build/feed.xml, build/index.html and 1 more"
        in told.err
    )
    assert "edited" not in again.err
