"""Pictures for previews of links that are drawn for stories without a photograph: `cards: all`."""

import io
import re

import pytest
from pictures import encoded, photograph
from PIL import Image
from tests.conftest import SiteDriver

from newsgen.models.face import can_be_drawn
from newsgen.models.page import CardContext
from newsgen.renderer.cards import HEIGHT, WIDTH, draw_card
from newsgen.renderer.theme import headline_face

HOST = "https://paper.example.org/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def shared(site: SiteDriver, place: str) -> str:
    """What the page of a story names to be shared; empty where that is nothing."""
    found = re.search(r'<meta property="og:image" content="(.*?)">', site.read(f"{place}index.html"))
    return found[1].removeprefix(HOST) if found else ""


def test_a_story_without_a_photograph_has_a_card(site: SiteDriver) -> None:
    site.moved_to(HOST)
    site.settings("cards: all\nimage: /site.png\n")
    site.write_file("static/site.png", encoded(photograph(600, 400), "PNG"))
    site.write_file("content/wall.jpg", encoded(photograph(900, 700)))
    site.write_file("content/map.svg", SVG)
    site.write("content/plain.md", title="Plain", date="2024-01-01")
    site.write("content/photo.md", title="Photo", date="2024-01-01", image={"src": "wall.jpg", "alt": "x"})
    site.write("content/map.md", title="Map", date="2024-01-01", image={"src": "map.svg", "alt": "x"})
    site.write("content/hangul.md", title="바람", date="2024-01-01")

    assert site.build().err == ""
    card = "2024/01/01/plain/card.png"
    assert shared(site, "2024/01/01/plain/") == card
    assert shared(site, "2024/01/01/map/") == "2024/01/01/map/card.png"
    assert shared(site, "2024/01/01/photo/") == "wall.jpg.card.jpg"
    assert [path for path in site.files() if path.endswith("card.png")] == ["2024/01/01/map/card.png", card]
    drawn = Image.open(io.BytesIO((site.output / card).read_bytes()))
    assert (drawn.size, drawn.format) == ((WIDTH, HEIGHT), "PNG")
    page = site.read("2024/01/01/plain/index.html")
    assert '<meta property="og:image:alt" content="Plain">' in page
    assert f'<meta property="og:image:width" content="{WIDTH}">' in page
    assert shared(site, "2024/01/01/hangul/") == "site.png"

    assert "0 rendered" in site.build().out
    site.write("content/plain.md", title="Plain", date="2024-01-01", image={"src": "wall.jpg", "alt": "x"})
    site.build()
    assert not site.exists(card)


@pytest.mark.parametrize("cards", ["lead", "off"])
def test_cards_are_drawn_only_where_they_are_asked_for(site: SiteDriver, cards: str) -> None:
    site.settings(f"cards: {cards}\n")
    site.write()
    site.build()

    assert not [path for path in site.files() if path.endswith("card.png")]


@pytest.mark.parametrize(
    "title",
    ["A", "Word " * 60, "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3, ""],
)
def test_every_headline_stays_within_the_card(title: str) -> None:
    context = CardContext(title, "News " * 40, "The Record " * 20, "#98201f", "#ffffff")
    drawn = Image.open(io.BytesIO(draw_card(context, headline_face))).convert("RGB")

    for box in ((0, 30, 70, HEIGHT), (WIDTH - 70, 30, WIDTH, HEIGHT), (0, HEIGHT - 50, WIDTH, HEIGHT)):
        assert drawn.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), (255, 255, 255))]


def test_two_headlines_make_two_cards_and_one_makes_the_same_bytes() -> None:
    first, again, other = (CardContext(title, "", "N", "#98201f", "#ffffff") for title in ("One", "One", "Two"))

    assert draw_card(first, headline_face) == draw_card(again, headline_face)
    assert draw_card(first, headline_face) != draw_card(other, headline_face)


def test_what_is_said_to_be_drawable_is() -> None:
    from PIL import ImageFont  # noqa: PLC0415

    font = ImageFont.truetype(io.BytesIO(headline_face()), 20, layout_engine=ImageFont.Layout.BASIC)
    missing = bytes(font.getmask("\uffff"))
    for number in range(0x20, 0x2300):
        letter = chr(number)
        if letter.isprintable() and can_be_drawn(letter):
            assert bytes(font.getmask(letter)) != missing, hex(number)
    for letter in "가ب日Жλ":
        assert not can_be_drawn(letter)
