"""Tags of saved pages in rows of links that nothing marks as a list, and parts of stories, in all kinds of boxes."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable

import pytest
from benchmarks.saved_pages.__main__ import site_of

from newsgen.importers.story import Story

MANY = 8
TOWNS = "- Ahlbeck Bergen Calais Delft Emden Fano Gent Hoorn".split()


def told(number: int) -> str:
    """Two paragraphs of a story that no other has."""
    return (
        f"<p>The bridge of {TOWNS[number]} is closed from Monday on, since two of its beams have to be replaced.</p>"
        f"<p>Whoever wants to cross the water at {TOWNS[number]} takes the ferry, said the harbour master on Friday.</p>"
    )


def page(number: int, text: str, behind: str = "", title: str = "") -> str:
    return (
        f"<html><head><title>Bridge of {TOWNS[number]} is closed{title} - The Post</title></head><body>"
        '<div class="k1"><a href="/">The Post</a> <a href="/topic/roads/">Roads</a> <a href="/topic/sea/">The Sea</a></div>'
        f"<div class='k2'><h1>Bridge of {TOWNS[number]} is closed</h1><p class='k3'>{number} May 2012</p><div class='k4'>{text}</div>{behind}</div>"
        '<div class="k9">The Post is printed in the town each day</div></body></html>'
    )


def read(dress: Callable[[int], str], **others: str) -> dict[str, Story]:
    """The stories of a site whose pages are dressed alike, by the names of their files."""
    files = {f"www.post.example/roads/bridge{number}.html": dress(number).encode() for number in range(1, MANY + 1)}
    files |= {f"www.post.example/roads/{name.replace('_', '-')}.html": text.encode() for name, text in others.items()}
    site = site_of(files)
    site.learn()
    return {story.source.rpartition("/")[2].removesuffix(".html"): story for story in site.stories()}


@pytest.mark.parametrize(
    "row",
    [
        "<div class='css-tags'><span>Topics</span><a href='/topic/roads/'>Roads</a><a href='/topic/{0}/'>{0}</a></div>",
        "<div class='q7z'><b>Filed under:</b> <a href='/tag/roads'>Roads</a>, <a href='/tag/{0}'>{0}</a></div>",
        "<p class='q7z'><a href='/themen/roads/'>Roads</a> <a href='/themen/{0}/'>{0}</a></p>",
    ],
)
def test_a_row_of_links_to_topics_below_the_text_has_its_tags(row: str) -> None:
    found = read(lambda number: page(number, told(number), row.format(TOWNS[number])))

    for number in range(1, MANY + 1):
        assert found[f"bridge{number}"].fields["tags"] == ("Roads", TOWNS[number])
        assert "Roads" not in found[f"bridge{number}"].text


def test_a_menu_of_topics_that_all_pages_have_has_no_tags() -> None:
    found = read(lambda number: page(number, told(number)))

    assert not any("tags" in story.fields for story in found.values())


def further(number: int) -> str:
    return f"<p>In {TOWNS[number]} the new beams come by ship, and a crane is waiting for them on the quay since April.</p>"


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("<div><a href='/roads/bridge3-2.html'>Next page</a></div>", " - Page 2"),
        ("<div><a href='/roads/bridge3-2.html'><b>Nächste Seite</b> &raquo;</a></div>", ""),
        ("", " (page 2 of 2)"),
    ],
)
def test_a_second_page_by_a_link_of_words_or_by_its_name_belongs_to_the_first(link: str, title: str) -> None:
    found = read(
        lambda number: page(number, told(number), link if number == 3 else ""),
        bridge3_2=page(3, further(3), title=title),
    )

    assert "bridge3-2" not in found
    assert "closed from Monday" in found["bridge3"].text
    assert "come by ship" in found["bridge3"].text
    assert "Next page" not in found["bridge3"].text


def test_a_link_to_the_next_story_joins_none() -> None:
    found = read(
        lambda number: page(number, told(number), f"<a href='/roads/bridge{number + 1}.html'>Next</a>"),
    )

    assert len(found) == MANY
