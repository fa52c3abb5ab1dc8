"""Columnists of saved pages, whose names stand in the heading or above it without a word such as *by*."""
# ruff: noqa: E501 - pages of HTML, as they were saved

import pytest
from benchmarks.saved_pages.__main__ import site_of

from newsgen.importers.story import Story

MANY = 8
TOWNS = "- Ahlbeck Bergen Calais Delft Emden Fano Gent Hoorn".split()
NAMES = ("Jane Roe", "John Doe", "Ida Holm")


def name(number: int) -> str:
    return NAMES[number % len(NAMES)]


def read(head: str, foot: str, title: str = "") -> dict[int, Story]:
    """The stories of a site, by their numbers; `{name}` and `{town}` differ between its pages."""

    def page(number: int) -> str:
        said = {"name": name(number), "town": TOWNS[number]}
        return (
            f"<html><head><title>{{town}} needs no new road{title} - The Post</title></head><body>"
            '<div class="k1"><a href="/">The Post</a> <a href="/opinion/">Opinion</a></div>'
            f"<div class='k2'>{head}<p class='k3'>{number} May 2012</p><div class='k4'>"
            "<p>For ten years the council of {town} has drawn roads on maps, and for ten years nobody has driven on them.</p>"
            "<p>Let it plant trees there instead, since {town} has more need of shade than of another way to the sea.</p>"
            f"</div>{foot}</div><div class='k9'>The Post is printed in the town each day</div></body></html>"
        ).format(**said)

    site = site_of({f"www.post.example/opinion/road{each}.html": page(each).encode() for each in range(1, MANY + 1)})
    site.learn()
    return {int(story.source.rpartition("road")[2].partition(".")[0]): story for story in site.stories()}


@pytest.mark.parametrize(
    ("head", "foot", "title"),
    [
        ("<h1><span class='op-author'>{name}</span> {town} needs no new road</h1>", "", " | {name}"),
        (
            "<h1><span class='z1'>{name}</span> {town} needs no new road</h1>",
            "<p class='z2'>{name} writes about the coast each week.</p>",
            " | {name}",
        ),
        (
            "<table><tr><td><b>OPINION</b><br><b>{name}</b></td></tr></table><h2>{town} needs no new road</h2>",
            "<p><i>{name} is a columnist of this paper.</i></p>",
            "",
        ),
    ],
)
def test_a_name_at_the_heading_that_a_line_below_the_text_tells_of_is_the_author(
    head: str, foot: str, title: str
) -> None:
    found = read(head, foot, title)

    for number in range(1, MANY + 1):
        assert found[number].fields["authors"] == (name(number),)
        assert found[number].fields["title"] == f"{TOWNS[number]} needs no new road"
        assert found[number].fields.get("kicker") != name(number)


def test_words_above_the_heading_that_nothing_tells_of_are_no_author() -> None:
    found = read("<div><b>OPINION</b><br><b>Harbour View</b></div><h2>{town} needs no new road</h2>", "")

    assert not any("authors" in story.fields for story in found.values())


def test_a_page_without_a_day_beside_stories_that_have_one_is_a_standing_page() -> None:
    story = "<p>The mole of {0} is to be longer by a third, which the fishermen of {0} have asked for since the storm.</p><p>Work in {0} begins in May.</p>"
    frame = "<html><head><title>{title} - The Post</title></head><body><div class='k1'><a href='/'>The Post</a></div>{inner}<div class='k9'>© 2018 The Post Ltd</div></body></html>"
    files = {
        f"www.post.example/news/mole{number}.html": frame.format(
            title=f"Mole of {TOWNS[number]} grows",
            inner=f"<div class='k2'><h1>Mole of {TOWNS[number]} grows</h1><p class='date'>{number} May 2012</p><div class='k4'>{story.format(TOWNS[number])}</div></div>",
        )
        for number in range(1, MANY + 1)
    }
    files["www.post.example/about/index.html"] = frame.format(
        title="About us",
        inner="<article class='z'><h1>About us</h1><p>The Post is written by nine people in a house above the harbour, and has been since the war.</p><p>Whoever has seen something calls us at any hour of the day, or comes by and tells it over a cup of tea.</p></article>",
    )
    site = site_of({path: text.encode() for path, text in files.items()})
    site.learn()
    kinds = {story.source: (story.kind, "date" in story.fields) for story in site.stories()}

    assert kinds.pop("www.post.example/about/index.html") == ("page", False)
    assert set(kinds.values()) == {("article", True)}
