"""Boxes amid the text of saved pages whose names sound like the site's: which are the story's own, and which are not."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable

import pytest
from benchmarks.saved_pages.__main__ import site_of

from newsgen.importers.saved_pages.making import LOST, SPOKEN
from newsgen.importers.saved_pages.rules import read_rules, rules_text
from newsgen.importers.saved_pages.site import Site
from newsgen.importers.story import Story

MANY = 12
TOWNS = "- Aldhaven Birkoe Corvin Dunmere Eastwick Fenby Garnsey Holt Inver Jarrow Kelby Lund".split()


def said(number: int) -> list[str]:
    return [
        f"The council of {TOWNS[number]} has bought the old mill, and nobody knows what it will do with the wheel.",
        f"Those who live beside the water of {TOWNS[number]} want a bridge instead, as they have for some {20 + number} years.",
        f"A second vote is to be held in {TOWNS[number]} when the snow has gone, the clerk told a full hall.",
    ]


def page(number: int, box: str) -> str:
    first, second, third = said(number)
    return (
        f"<html><head><title>{TOWNS[number]} buys its mill - The Post</title></head><body><div id='top'><a href='/'>The Post</a> <a href='/towns'>Towns</a></div>"
        f"<div id='main'><h1>{TOWNS[number]} buys its mill</h1><div class='date'>{number} May 2012</div><div class='text'><p>{first}</p><p>{second}</p>{box}<p>{third}</p></div></div>"
        "<div id='foot'>The Post is printed in the town each day</div></body></html>"
    )


def site(box: Callable[[int], str]) -> Site:
    return site_of({f"www.post.example/towns/mill{at}.html": page(at, box(at)).encode() for at in range(1, MANY + 1)})


def stories(made: Site) -> dict[int, Story]:
    return {int(story.source.rpartition("mill")[2].partition(".")[0]): story for story in made.stories()}


def read(box: Callable[[int], str]) -> dict[int, Story]:
    return stories(site(box))


def aside(number: int) -> str:
    return f"<h3>What {TOWNS[number]} pays</h3><p>The mill costs as much as the school of {TOWNS[number]} did, which was built in {1900 + number}.</p><p>Half of it comes from the county of {TOWNS[number]}.</p>"


@pytest.mark.parametrize(
    "box",
    [
        '<aside class="Sidebar_root__ab12c">{}</aside>',
        '<div class="related-box">{}</div>',
        '<div class="widget promo">{}</div>',
        '<section id="sidebar">{}</section>',
    ],
)
def test_a_box_that_says_other_sentences_on_each_page_is_the_storys_own(box: str) -> None:
    found = read(lambda number: box.format(aside(number)) if number % 2 else "")

    for number in range(1, MANY + 1):
        for line in (f"## What {TOWNS[number]} pays", f"Half of it comes from the county of {TOWNS[number]}."):
            assert (line in found[number].text) == bool(number % 2)
        assert all(line in found[number].text for line in said(number))


def test_rules_say_which_boxes_are_the_storys_own() -> None:
    def dressed(number: int) -> str:
        return f'<aside class="sidebar">{aside(number)}</aside>'

    learned, ruled = site(dressed), site(dressed)
    rules = rules_text(learned.learn())
    ruled.rules = read_rules(rules, "rules.yaml")

    assert "    own:\n" in rules
    assert [each.text for each in stories(ruled).values()] == [each.text for each in stories(learned).values()]


def test_a_table_of_other_figures_on_each_page_is_the_storys_own() -> None:
    def table(number: int) -> str:
        rows = "".join(
            f"<tr><td>{TOWNS[1 + (number + at) % MANY]} Rovers</td><td>{(number * at) % 10}</td></tr>"
            for at in range(4)
        )
        return f'<table class="ratings"><tr><th>Team</th><th>Points</th></tr>{rows}</table>'

    found = read(table)

    for number in range(1, MANY + 1):
        assert f"{TOWNS[1 + (number + 2) % MANY]} Rovers" in found[number].text
        assert "Points" in found[number].text


@pytest.mark.parametrize(
    "box",
    [
        # Other stories, with what they tell.
        '<div class="related"><h4><a href="/towns/mill{next}.html">{other} buys its mill</a></h4><p>The council of {other} has bought the old mill, and nobody knows what it will do with the wheel.</p></div>',
        # What always is the same.
        '<div class="sidebar"><h3>About this paper</h3><p>The Post has been printed beside the river since the year of the flood, and it is read in all towns.</p></div>',
        # What asks readers for something.
        '<div class="widget"><p>Should {town} keep its mill, and what would you do with a wheel of that size?</p><form><input type="radio"> Yes</form></div>',
        '<div class="promo"><p>Read also:</p><p>How {town} came to its mill, and what the miller said about the water that day.</p></div>',
    ],
)
def test_other_boxes_of_such_names_are_none_of_the_story(box: str) -> None:
    def dressed(number: int) -> str:
        return box.format(next=1 + number % MANY, other=TOWNS[1 + number % MANY], town=TOWNS[number])

    found = read(dressed)

    for number in range(1, MANY + 1):
        assert found[number].text.strip().split("\n\n") == said(number)


@pytest.mark.parametrize("name", ["sr-only", "Link_visuallyHidden__a1b2c", "screen-reader-text", "u-hidden-visually"])
def test_what_is_only_said_of_a_link_is_no_part_of_the_sentence(name: str) -> None:
    helper = f'<span class="icon {name}"> (opens in a new window)</span>'
    found = read(
        lambda number: (
            f'<p>The map of <a href="https://maps.example/{number}">{TOWNS[number]} mill{helper}</a> hangs in the hall'
            f' of the <a href="https://hall.example/{number}">old school{helper}</a>, where the vote will be held.</p>'
        )
    )

    for number in range(1, MANY + 1):
        assert "opens in" not in found[number].text
        assert f"[{TOWNS[number]} mill](https://maps.example/{number}) hangs" in found[number].text
        assert [each.text for each in found[number].left_out if each.why == SPOKEN] == ["(opens in a new window)"]


@pytest.mark.parametrize(
    "said_by_player",
    ["<span>Listen to this story</span><span>00:00</span>", "<button>Play</button> <i>0:00 / 4:12</i>"],
)
def test_what_a_player_of_sound_says_is_left_out(said_by_player: str) -> None:
    found = read(lambda number: f'<div class="Audio_root__0a1b2">{said_by_player}</div>' if number == 3 else "")

    assert found[3].text.strip().split("\n\n") == said(3)


@pytest.mark.parametrize(
    "note",
    [
        "This interview has been edited and condensed for clarity.",
        "Das Interview wurde gekürzt und redigiert.",
        "Esta entrevista ha sido editada y condensada.",
    ],
)
def test_a_note_on_how_an_interview_was_shortened_is_kept_on_all_pages(note: str) -> None:
    found = read(lambda _: f'<p class="note"><em>{note}</em></p>')

    assert all(note in found[number].text for number in range(1, MANY + 1))


def test_the_hour_and_the_name_above_an_entry_are_kept_for_all() -> None:
    def entries(number: int) -> str:
        return "".join(
            f'<div class="entry"><div class="meta"><time>{9 + at}:{10 + number}</time> <span>{name} Vale</span></div><p>The hall of {TOWNS[number]} is full at the {at}. knock, and the clerk reads on.</p></div>'
            for at, name in enumerate(("Ada", "Ben", "Ada", "Cid"), 1)
        )

    found = read(entries)

    for number in range(1, MANY + 1):
        for at, name in enumerate(("Ada", "Ben", "Ada", "Cid"), 1):
            assert f"{9 + at}:{10 + number} {name} Vale" in found[number].text


def test_a_link_around_a_picture_to_a_page_that_is_not_there_is_dropped() -> None:
    found = read(
        lambda number: (
            f'<p><a href="/window/gallery.php?id={number}"><img src="https://pictures.example/{number}.jpg" alt="The mill"></a></p>'
            f'<p><a href="/towns/mill{1 + number % MANY}.html"><img src="https://pictures.example/b{number}.jpg" alt="The wheel"></a></p>'
        )
    )

    for number in range(1, MANY + 1):
        assert "gallery.php" not in found[number].text
        assert f"https://pictures.example/{number}.jpg" in found[number].text
        assert f"/towns/mill{1 + number % MANY}.html" in found[number].text
        assert [each.text for each in found[number].left_out if each.why == LOST] == [
            f"http://www.post.example/window/gallery.php?id={number}"
        ]
