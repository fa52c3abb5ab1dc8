"""Pictures of saved pages: rows of them that are the whole of a story, and captions in nameless boxes."""
# ruff: noqa: E501 - pages of HTML, as they were saved

from collections.abc import Callable, Mapping

import pytest
from benchmarks.saved_pages.__main__ import site_of
from benchmarks.saved_pages.templates import PICTURE

from newsgen.importers.story import Story

MANY = 8
SHIPS = "- Anna Berta Clara Dora Emma Frieda Greta Hanna".split()


def row(number: int) -> list[tuple[str, str]]:
    """Name and caption of each picture of a story."""
    return [
        (f"{number}-{at}.jpg", f"The {SHIPS[number]} leaves the {side} quay")
        for at, side in enumerate(("old", "new", "far", "low"), 1)
    ]


def lead(number: int) -> str:
    return f"The crew of the {SHIPS[number]} sailed out at dawn, and our photographer stood on the mole to see them go."


def read(dress: Callable[[int], str]) -> dict[int, Story]:
    """The stories of a site whose pages are dressed alike, by their numbers."""
    files = {
        f"www.post.example/sea/boats{number}.html": (
            f"<html><head><title>Boats follow the {SHIPS[number]} - The Post</title></head><body>"
            '<div id="top"><a href="/">The Post</a> <a href="/sea">The Sea</a></div>'
            f"<div id='main'><h1>Boats follow the {SHIPS[number]}</h1><div class='date'>{number} May 2012</div>{dress(number)}</div>"
            '<div id="foot">The Post is printed in the town each day</div></body></html>'
        ).encode()
        for number in range(1, MANY + 1)
    }
    files |= {f"www.post.example/sea/{name}": PICTURE for number in range(1, MANY + 1) for name, _ in row(number)}
    site = site_of(files)
    site.learn()
    return {int(story.source.rpartition("boats")[2].partition(".")[0]): story for story in site.stories()}


def slides(number: int, item: str, box: str) -> str:
    shown = row(number)
    return box.format(
        "".join(
            item.format(name=name, caption=caption, at=at, of=len(shown)) for at, (name, caption) in enumerate(shown, 1)
        )
    )


@pytest.mark.parametrize(
    ("item", "box"),
    [
        (
            "<li><figure><img src='{name}'><figcaption><span>{at}/{of}</span><p>{caption}</p></figcaption></figure></li>",
            "<ol>{}</ol>",
        ),
        (
            "<li><figure><img src='{name}'><figcaption>{caption}</figcaption></figure></li>",
            "<ul class='slides'>{}</ul>",
        ),
        (
            "<figure><img src='{name}'><figcaption><b>{at} of {of}</b><div>{caption}</div></figcaption></figure>",
            "<div>{}</div>",
        ),
    ],
)
def test_a_row_of_pictures_below_one_sentence_is_the_story(item: str, box: str) -> None:
    found = read(lambda number: f"<p class='intro'>{lead(number)}</p>{slides(number, item, box)}")

    for number in range(1, MANY + 1):
        parts = found[number].text.strip().split("\n\n")
        assert parts[0] == lead(number)
        assert len(parts) == 1 + len(row(number))
        for part, (_, caption) in zip(parts[1:], row(number), strict=True):
            assert part.startswith("![")
            assert f'"{caption}"' in part
        assert "subtitle" not in found[number].fields


def test_pictures_that_lead_to_other_stories_beside_a_text_are_no_row_of_it() -> None:
    card = "<figure><a href='/sea/{at}.html'><img src='{name}'></a><figcaption>{caption}</figcaption></figure>"
    found = read(
        lambda number: (
            f"<div class='copy'><p>{lead(number)}</p><p>By noon the bay of the {SHIPS[number]} was empty again.</p></div>{slides(number, card, '<section>{}</section>')}"
        )
    )

    for number in range(1, MANY + 1):
        assert found[number].text.strip().split("\n\n") == [
            lead(number),
            f"By noon the bay of the {SHIPS[number]} was empty again.",
        ]


@pytest.mark.parametrize(
    ("box", "credit"),
    [
        (
            "<div class='q1f'><div class='q2a'><img src='{name}' alt='{caption}'></div><div class='q3b'>{caption}</div><div class='q4c'>Image: Ida Holm</div></div>",
            " | Ida Holm",
        ),
        (
            "<div class='q1f'><img src='{name}'><div class='q3b'>{caption}</div><p class='q4c'>Photo: Ida Holm</p></div>",
            " | Ida Holm",
        ),
        ("<div class='q1f'><picture><img src='{name}' alt=''></picture><p class='q3b'>{caption}</p></div>", ""),
    ],
)
def test_boxes_right_below_a_picture_are_its_caption_and_its_credit(box: str, credit: str) -> None:
    found = read(
        lambda number: (
            f"<div class='copy'><p class='t'>{lead(number)}</p>{box.format(name=row(number)[0][0], caption=row(number)[0][1])}<p class='t'>By noon the bay of the {SHIPS[number]} was empty again.</p></div>"
        )
    )

    for number in range(1, MANY + 1):
        parts = found[number].text.strip().split("\n\n")
        assert len(parts) == 3
        assert parts[1].endswith(f' "{row(number)[0][1]}{credit}")')


def test_a_caption_in_a_box_of_its_own_goes_with_the_picture_above_the_text() -> None:
    found = read(
        lambda number: (
            f"<div class='q1f'><picture><img src='{row(number)[0][0]}' alt=''></picture><p class='q3b'>{row(number)[0][1]}</p></div><div class='copy'><p>{lead(number)}</p><p>By noon the bay of the {SHIPS[number]} was empty again.</p></div>"
        )
    )

    for number in range(1, MANY + 1):
        image = found[number].fields["image"]
        assert isinstance(image, Mapping)
        assert image["caption"] == row(number)[0][1]


def test_a_sentence_below_a_picture_in_one_box_stays_the_text() -> None:
    found = read(
        lambda number: (
            f"<div class='copy'><div class='q2a'><img src='{row(number)[0][0]}'></div><p class='t'>{lead(number)}</p></div>"
        )
    )

    for number in range(1, MANY + 1):
        assert lead(number) in found[number].text


@pytest.mark.parametrize(
    "counter", ["{at} of {of}", "{at} von {of}", "{at}/{of}", "Image {at} of {of}", "Zdjęcie {at} z {of}"]
)
def test_a_counter_before_a_caption_in_one_line_is_left_out(counter: str) -> None:
    item = (
        f"<li><figure><img src='{{name}}'><figcaption><span class='count'>{counter}</span> <span class='caption'>{{caption}}</span>"
        " <span class='credit'>(Photo: Jon Reef)</span></figcaption></figure></li>"
    )
    found = read(lambda number: f"<p>{lead(number)}</p>{slides(number, item, '<ul>{}</ul>')}")

    for number in range(1, MANY + 1):
        for _, caption in row(number):
            assert f'"{caption} | Jon Reef"' in found[number].text
        assert [each.why for each in found[number].left_out].count("counts the pictures") == 1
