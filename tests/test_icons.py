"""Icons and the web manifest: made of the logo or of the title, and a file of one's own wins."""

import io
import json
from collections.abc import Callable

import pytest
from conftest import SETTINGS, SiteDriver
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from newsgen.models.page import IconContext
from newsgen.renderer.icons import IconError, draw_icon
from newsgen.renderer.theme import headline_face

SIZES = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
RED, PAPER = (152, 32, 31), (253, 252, 248)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def colors_of(image: Image.Image) -> set[tuple[int, ...]]:
    """The colours that more than a fiftieth of a picture has."""
    counted = image.convert("RGB").getcolors(image.width * image.height) or []
    return {color for count, color in counted if count > image.width * image.height / 50}  # type: ignore[misc]


def picture(width: int, height: int, color: str, kind: str = "PNG", mode: str = "RGBA") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), color).save(file, kind)
    return file.getvalue()


def read(site: SiteDriver, name: str) -> bytes:
    return (site.output / name).read_bytes()


def test_icons_have_the_sizes_that_their_names_and_links_say(site: SiteDriver) -> None:
    site.write()
    site.build()

    for name, size in SIZES.items():
        image = opened(read(site, name))
        assert (image.format, image.size) == ("PNG", (size, size))
    ico = opened(read(site, "favicon.ico"))
    assert ico.format == "ICO"
    assert ico.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_mark_is_a_letter_on_the_accent(site: SiteDriver) -> None:
    site.write()
    site.build()
    assert colors_of(opened(read(site, "icon-192.png"))) == {RED, PAPER}

    site.settings('theme: {accent: "#006400"}\n')
    site.build()
    assert colors_of(opened(read(site, "icon-192.png"))) == {(0, 100, 0), PAPER}


def made(letter: str, size: int = 64) -> bytes:
    return draw_icon(IconContext(size, "#fdfcf8", is_opaque=False, accent="#98201f", letter=letter), headline_face, b"")


def test_each_letter_has_its_mark_and_what_the_face_has_not_a_sheet() -> None:
    assert made("M") != made("N")
    assert made("ㄷ") == made("") == made("Ж") != made("M")


@pytest.mark.parametrize("letter", "MWQIÅŁ1gŞ")
def test_a_letter_stands_in_the_middle_and_touches_no_edge(letter: str) -> None:
    grey = opened(made(letter, 100)).convert("L")
    left, top, right, bottom = grey.point(lambda value: 255 if value > 90 else 0).getbbox() or (0, 0, 0, 0)

    assert min(left, top) > 3
    assert abs(left - (100 - right)) <= 4
    assert abs(top - (100 - bottom)) <= 4


@pytest.mark.parametrize(
    ("title", "letter"), [("The Harbour Post", "H"), ("Test Post", "T"), ("24 Hours", "2"), ("Ærø Avis", "Æ")]
)
def test_the_letter_is_the_one_under_which_the_title_is_filed(site: SiteDriver, title: str, letter: str) -> None:
    site.write()
    site.write_file("newsgen.yaml", SETTINGS.replace("Test Post", title))
    site.build()

    wanted = draw_icon(
        IconContext(192, "#fdfcf8", is_opaque=False, accent="#98201f", letter=letter), headline_face, b""
    )
    assert read(site, "icon-192.png") == wanted


def test_a_logo_of_pixels_is_the_icon(site: SiteDriver) -> None:
    site.write()
    site.write_file("static/logo.png", picture(300, 300, "#00f"))
    site.settings("theme: {logo: /logo.png}\n")
    site.build()

    assert colors_of(opened(read(site, "icon-192.png"))) == {(0, 0, 255)}
    apple = opened(read(site, "apple-touch-icon.png"))
    assert apple.mode == "RGB"
    assert colors_of(apple) == {(0, 0, 255), PAPER}
    links = {link.attributes["href"] for link in LexborHTMLParser(site.read("index.html")).css("link[rel=icon]")}
    assert links == {"/favicon.ico", "/icon-192.png"}


def test_a_drawing_of_ones_own_is_linked_beside_a_logo_of_pixels(site: SiteDriver) -> None:
    site.write()
    site.write_file("static/logo.png", picture(300, 300, "#00f"))
    site.settings("theme: {logo: /logo.png}\n")
    site.build()
    site.write_file("static/favicon.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    site.build()

    assert 'href="/favicon.svg"' in site.read("index.html")


def test_a_wide_logo_keeps_its_shape() -> None:
    context = IconContext(100, "#fdfcf8", is_opaque=False, logo="l.png")
    image = opened(draw_icon(context, headline_face, picture(400, 100, "#00f")))

    assert image.getchannel("A").getbbox() == (0, 37, 100, 62) or image.getchannel("A").getbbox() == (0, 38, 100, 63)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_logo_may_be_of_any_such_kind(kind: str) -> None:
    context = IconContext(50, "#fdfcf8", is_opaque=True, logo="l")
    content = picture(80, 80, "#000", kind, "L" if kind == "GIF" else "RGB")

    assert opened(draw_icon(context, headline_face, content)).size == (50, 50)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a", "cannot be read as a picture"),
        (b"", "cannot be read as a picture"),
        (picture(9000, 9000, "#fff", mode="1"), "has 81,000,000 pixels; the limit is 50,000,000"),
        (picture(300, 300, "#00f")[:200], "cannot be read as a picture"),
    ],
)
def test_a_logo_that_is_none_is_told(site: SiteDriver, content: bytes, said: str) -> None:
    site.write()
    site.write_file("static/logo.png", content)
    site.settings("theme: {logo: /logo.png}\n")
    result = site.build()

    assert result.code == 1
    assert f"static/logo.png: error: the logo {said}" in result.err
    with pytest.raises(IconError, match=said.partition(";")[0]):
        draw_icon(IconContext(50, "#fdfcf8", is_opaque=True, logo="l"), headline_face, content)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("name", ["favicon.ico", "favicon.svg", *SIZES, "site.webmanifest"])
def test_a_file_of_ones_own_wins_and_gives_way_again(site: SiteDriver, name: str) -> None:
    site.write()
    site.build()
    made_first = read(site, name)

    site.write_file(f"static/{name}", b"ours")
    assert site.build().code == 0
    assert read(site, name) == b"ours"

    site.remove(f"static/{name}")
    site.build()
    assert read(site, name) == made_first


def test_the_manifest_names_icons_that_are_there(site: SiteDriver) -> None:
    site.moved_to("https://example.org/sub/")
    site.settings("description: '\"All\" </script> of it'\n")
    site.write()
    site.build()
    manifest = json.loads(site.read("site.webmanifest"))

    assert (manifest["name"], manifest["description"]) == ("Test Post", '"All" </script> of it')
    assert (manifest["theme_color"], manifest["background_color"]) == ("#98201f", "#fdfcf8")
    for icon in manifest["icons"]:
        assert "x".join(map(str, opened(read(site, icon["src"])).size)) == icon["sizes"]


def test_every_page_links_to_what_is_there(site: SiteDriver) -> None:
    site.moved_to("https://example.org/sub/")
    site.head += "languages: [ko]\n"
    site.settings("")
    site.write()
    site.write("content/ko/b.md")
    site.build()

    for path in ("index.html", "ko/index.html", "404.html"):
        page = LexborHTMLParser(site.read(path))
        links = page.css("link[rel=icon], link[rel=apple-touch-icon], link[rel=manifest]")
        places = [str(link.attributes["href"]).removeprefix("/sub/") for link in links]
        assert places == ["favicon.ico", "favicon.svg", "apple-touch-icon.png", "site.webmanifest"]
        assert all(map(site.exists, places))


def test_icons_are_not_drawn_again_for_a_story(site: SiteDriver, make_site: Callable[[str], SiteDriver]) -> None:
    site.write()
    site.build()
    site.write("content/b.md", date="2025-03-05")
    site.build()
    assert site.report()["rendered"] == 0

    other = make_site("other")
    other.write()
    other.write("content/b.md", date="2025-03-05")
    other.build()
    assert {name: read(site, name) for name in SIZES} == {name: read(other, name) for name in SIZES}
