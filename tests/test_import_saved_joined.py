"""Bylines, months and parts of saved pages as old sites had them: what boxes without a name hold, too."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable

import pytest
from benchmarks.saved_pages.__main__ import site_of, tongue

from newsgen.importers.saved_pages.capitals import as_written
from newsgen.importers.saved_pages.captures import unwrapped
from newsgen.importers.saved_pages.site import PageFile, Site
from newsgen.importers.story import Story

MANY = 16
NAMES = ("Jane Roe", "John Doe", "Ida Holm and Jane Roe", "Ida Holm")


def ward(number: int) -> str:
    return "".join(chr(65 + int(digit)) for digit in f"{number:03}")


def told(number: int) -> str:
    """Two paragraphs of a story that no other has."""
    return (
        f"<p>The council of ward {ward(number)} decided on Sunday that its wall along the harbour is to be raised by a metre.</p>"
        f"<p>Work on it begins in spring, said the mayor of {ward(number)}, who has asked the province for half of the money.</p>"
    )


def read(dress: Callable[[int], str], many: int = MANY, lang: str = "en") -> dict[int, Story]:
    """The stories of a site whose pages are dressed alike, by their numbers."""
    files = {
        f"www.post.example/news/wall{number}.html": (
            f'<html lang="{lang}"><head><title>Wall of ward {ward(number)} is raised - The Post</title></head><body>'
            f'<div id="top"><a href="/">The Post</a> <a href="/local">Local News</a></div>{dress(number)}'
            '<div class="widget"><h2>Popular Posts</h2><a href="/a">Ferry</a></div></body></html>'
        ).encode()
        for number in range(1, many + 1)
    }
    site = site_of(files)
    site.learn()
    return {int(story.source.rpartition("wall")[2].partition(".")[0]): story for story in site.stories()}


def head(number: int) -> str:
    return f"<h1>Wall of ward {ward(number)} is raised</h1><div>{number % 28 + 1} May 2011</div>"


def name(number: int) -> str:
    return NAMES[number % len(NAMES)]


def authors(found: dict[int, Story]) -> list[object]:
    return [found[number].fields.get("authors") for number in sorted(found)]


def wanted() -> list[tuple[str, ...]]:
    return [tuple(name(number).split(" and ")) for number in range(1, MANY + 1)]


@pytest.mark.parametrize(
    "foot",
    [
        "<div class='post-footer'><span>Posted by <span>{}</span></span> at <a href='#'>08:38 AM</a></div>",
        "<div class='entry-footer'><p>Written by {} on 3 May 2011 at 10:12 p.m.</p></div>",
    ],
)
def test_a_byline_in_the_foot_of_a_story_names_its_authors(foot: str) -> None:
    found = read(lambda number: f"<div>{head(number)}<div>{told(number)}</div>{foot.format(name(number))}</div>")

    assert authors(found) == wanted()


def test_the_foot_of_an_article_has_its_byline_and_that_of_the_page_has_none() -> None:
    found = read(
        lambda number: (
            f"<article>{head(number)}{told(number)}<footer><p>By {name(number)}</p></footer></article>"
            "<footer><p>By Karl Otto</p></footer>"
        )
    )

    assert authors(found) == wanted()


@pytest.mark.parametrize("lead", ["", "<div><b>The harbour has waited for it since the flood of last year.</b></div>"])
def test_names_that_come_again_are_authors_without_any_sign(lead: str) -> None:
    found = read(
        lambda number: (
            f"<div>{number}.05.2011</div><div><font size=5><b>Wall of ward {ward(number)} is raised</b></font></div>"
            f"{lead}<div>{name(number)}</div><div>{told(number)}</div><div>anna{number}: I like walls.</div>"
        ),
    )

    assert authors(found) == wanted()


def test_the_name_of_a_section_or_a_box_below_the_headline_is_no_author() -> None:
    found = read(
        lambda number: (
            f"<div>{head(number)}<div>Local News</div><div><div>The Morning Letter</div>{told(number)}</div></div>"
        )
    )

    assert authors(found) == [None] * MANY


def test_users_of_a_system_are_no_authors() -> None:
    found = read(
        lambda number: f"<div>{head(number)}<span class=author>Written by Super User</span>{told(number)}</div>"
    )

    assert authors(found) == [None] * MANY


@pytest.mark.parametrize(
    ("typed", "name", "language"),
    [
        ("JOHN SMITH", "John Smith", "en"),
        ("JEAN-MARC DE LA TOUR", "Jean-Marc de la Tour", "fr"),
        ("PETER O'HARA", "Peter O'Hara", "en"),
        ("RYAN McDONALD", "Ryan McDonald", "en"),
        ("J.R. EWING", "J.R. Ewing", "en"),
        ("TJ MCKAY JR", "TJ McKay Jr", "en"),
        ("HENRY FORD III", "Henry Ford III", "en"),
        ("AYŞE IŞIK İNCE", "Ayşe Işık İnce", "tr-TR"),
        ("Jane ROE", "Jane ROE", "fr"),
        ("AFP", "AFP", "fr"),
    ],
)
def test_names_in_capitals_are_written_as_names_are(typed: str, name: str, language: str) -> None:
    assert as_written(typed, [], language) == name


def test_names_in_capitals_are_written_as_other_pages_of_the_site_do() -> None:
    def dress(number: int) -> str:
        bio = "<div><p>Tell Ada deGroot of walls that fall in your street.</p></div>" if number == MANY else ""
        return f"<div>{head(number)}<div class=byline>By ADA DEGROOT</div>{told(number)}</div>{bio}"

    assert authors(read(dress)) == [("Ada deGroot",)] * MANY


@pytest.mark.parametrize(("lang", "month"), [("hr", 10), ("cs", 11), ("", 11)])
def test_listopad_is_october_in_croatian_and_november_elsewhere(lang: str, month: int) -> None:
    found = read(
        lambda number: (
            f"<div><h1>Wall of ward {ward(number)} is raised</h1><p>{number}. listopada 2021</p>{told(number)}</div>"
        ),
        lang=lang,
    )

    assert [str(each.fields["date"]) for each in found.values()] == [f"2021-{month}-{number:02}" for number in found]


PARTS = ("The wall was built by hand.", "It fell in the great flood.", "Nobody has raised it again.")
PAGERS = {
    "numbers": lambda at, link: " | ".join(
        str(each) if each == at else f'<a href="{link(each)}">{each}</a>' for each in (1, 2, 3)
    ),
    "words": lambda at, link: (
        f"Page {at} of 3 " + " ".join(f'<a href="{link(each)}">Page {each}</a>' for each in (1, 2, 3) if each != at)
    ),
    "next": lambda at, link: f'<a rel="next" href="{link(at + 1)}">Next</a>' if at < 3 else "",
}


def long_story(pager: str, link: Callable[[int], str]) -> dict[str, bytes]:
    """A site with one story on three pages."""
    files = {}
    for at, part in enumerate(PARTS, 1):
        text = "".join(
            f"<p>{part} {line}</p>"
            for line in ("Fishermen tell of it.", f"So says the book of the town, in chapter {'abc'[at - 1]}.")
        )
        title = "The long history of the wall" + (f" - Page {at}" if at > 1 else "")
        files[f"www.post.example{link(at)}"] = (
            f"<html><head><title>{title} - The Post</title></head><body><div id=top><a href=/>The Post</a></div><div><h1>The long history of the wall</h1>"
            f"<div>3 May 2011</div>{text}<p>{PAGERS[pager](at, link)}</p></div></body></html>"
        ).encode()
    return files


@pytest.mark.parametrize("pager", PAGERS)
@pytest.mark.parametrize("address", ["/wall.html?page={}", "/wall-{}.html", "/wall/{}/"])
def test_a_story_on_several_pages_becomes_one(pager: str, address: str) -> None:
    def link(at: int) -> str:
        return address.format(at) if at > 1 else address.replace("?page={}", "").replace("-{}", "").replace("{}/", "")

    files = {
        path if path.endswith("html") or "?" in path else f"{path}index.html": text
        for path, text in long_story(pager, link).items()
    }
    site = Site(
        [
            PageFile(
                path,
                lambda path=path: unwrapped(path, files[path], address=f"http://{path.removesuffix('index.html')}"),
            )
            for path in files
        ],
        tongue(),
        lambda _: None,
    )
    site.learn()
    (story,) = site.stories()

    assert [line.partition(". ")[0] + "." for line in story.text.strip().split("\n\n")[::2]] == list(PARTS)
    assert len(story.text.strip().split("\n\n")) == 6
    old = [*story.fields.get("aliases", ()), *story.asked]
    assert {link(2), link(3)} <= set(old)
    assert site.passed_over["further pages of a story"] == 2


def test_numbered_stories_of_other_headlines_stay_apart() -> None:
    def dress(number: int) -> str:
        row = " ".join(f'<a href="wall{each}.html">{each}</a>' for each in range(1, MANY + 1))
        return f"<div>{head(number)}{told(number)}<p>{row}</p></div>"

    assert len(read(dress)) == MANY


@pytest.mark.parametrize("line", ["Last modified: {} May 2011", "Last updated on {} May 2011 at 10:12"])
def test_a_line_that_tells_the_last_change_is_no_part_of_a_text(line: str) -> None:
    found = read(
        lambda number: (
            f"<div>{head(number)}{told(number)}<p>{line.format(number) if number == 1 else ''}</p><p>It was made on {number} May 2011.</p></div>"
        )
    )

    assert "May 2011" not in found[1].text.replace("It was made on 1 May 2011.", "")
    assert any(why == "says when the page was changed" for _, why in found[1].left_out)


def test_a_subhead_that_comes_again_is_kept_above_an_advertisement_and_the_text() -> None:
    def dress(number: int) -> str:
        first, second = told(number).split("</p><p>")
        advertisement = "<div><span>Annons</span></div>" if number % 8 else ""
        subhead = "" if number % 4 else f"<h2>The cost</h2>{advertisement}"
        return f"<div>{head(number)}<div>{first}</p>{subhead}<p>{second}</div></div>"

    found = read(dress, many=40)

    assert [number for number, story in found.items() if "## The cost" in story.text] == [
        number for number in found if number % 4 == 0
    ]
