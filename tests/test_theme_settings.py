"""`theme` in newsgen.yaml: colours, faces, a logo; and the blocks that stand on every page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import SETTINGS, SiteDriver
from faults import has_caret
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsgen.documents.text import Text
from newsgen.models.colors import PAPER, READABLE, TINT, ColorPair, contrast, hex_color, readable_color
from newsgen.settings import DEFAULT_ACCENT, Settings, ThemeSettings, read_settings

TEMPLATES = Path(__file__).parent.parent / "templates"


def theme_of(lines: str) -> ThemeSettings:
    settings = read_settings(Text("newsgen.yaml", SETTINGS + lines))
    assert isinstance(settings, Settings), settings
    return settings.theme


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ("", ThemeSettings()),
        ("theme: {}\n", ThemeSettings()),
        ("theme: {fonts: system, dark: off}\n", ThemeSettings(fonts="system", dark="off")),
        ("theme: {logo: /logo.svg}\n", ThemeSettings(logo="/logo.svg")),
        ("theme: {logo: {light: /a.svg}}\n", ThemeSettings(logo="/a.svg")),
        ("theme: {logo: {light: /a.svg, dark: /b.svg}}\n", ThemeSettings(logo="/a.svg", logo_dark="/b.svg")),
        ("theme: {logo: {light: /a.svg, dark: /a.svg}}\n", ThemeSettings(logo="/a.svg")),
        ('theme: {accent: {light: "#00f", dark: "#ABCDEF"}}\n', ThemeSettings(ColorPair("#0000ff", "#abcdef"))),
        (
            'theme:\n  accent: "#98201F"\n',
            ThemeSettings(ColorPair("#98201f", readable_color("#98201f", PAPER.dark, TINT.dark))),
        ),
    ],
)
def test_the_group_is_read(lines: str, wanted: ThemeSettings) -> None:
    assert theme_of(lines) == wanted


@pytest.mark.parametrize(
    ("group", "place", "said"),
    [
        ("{acent: x}", "4:9", "unknown field `acent`, did you mean `accent`?"),
        ("red", "4:8", "`theme` must be a group of fields"),
        ("{fonts: bundeld}", "4:16", "`fonts` is 'bundeld', did you mean `bundled`?"),
        ("{dark: never}", "4:15", "`dark` is 'never'"),
        ("{accent: red}", "4:17", "`accent` is no colour: 'red'"),
        ('{accent: "#12345"}', "4:17", "`accent` is no colour: '#12345'"),
        ('{accent: "#ff000080"}', "4:17", "`accent` is no colour"),
        ("\n  accent: #9b1c1f", "5:3", "`accent` is empty: a colour begins with `#`, which begins a comment"),
        ('{accent: ["#9b1c1f"]}', "4:17", "`accent` is a list"),
        ('{accent: {ligth: "#9b1c1f"}}', "4:18", "unknown field `ligth`, did you mean `light`?"),
        (
            '{accent: "#fc0"}',
            "4:17",
            "`accent` cannot be read on light pages: #ffcc00 has a contrast of 1.4:1 with #fdfcf8",
        ),
        ('{accent: {dark: "#900"}}', "4:24", "`dark` cannot be read on dark pages: #990000"),
        ("{logo: [/a.svg, /b.svg]}", "4:15", "`logo` is a list"),
        ("{logo: {ligth: /a.svg}}", "4:16", "unknown field `ligth`, did you mean `light`?"),
        ("{logo: {light: {a: b}}}", "4:23", "`light` is a group of fields"),
        ("{logo: {dark: /b.svg}}", "4:9", "`logo` has a `dark` and no `light`, which icons are made of, too"),
    ],
)
def test_a_mistake_is_told_at_its_place(site: SiteDriver, group: str, place: str, said: str) -> None:
    site.settings(f"theme: {group}\n")
    result = site.build()

    assert result.code == 2
    assert f"newsgen.yaml:{place}: error: {said}" in result.err
    assert has_caret(result.err)


def test_the_colour_that_a_mistake_names_will_do(site: SiteDriver) -> None:
    site.settings('theme: {accent: "#fc0"}\n')
    near = re.search(r'that will do is ("#\w+")', site.build().err)
    assert near

    assert theme_of(f"theme: {{accent: {near[1]}}}\n").accent


@pytest.mark.hypothesis
@given(st.integers(0, 0xFFFFFF))
def test_any_colour_has_one_of_its_hue_for_any_page(number: int) -> None:
    color = f"#{number:06x}"

    assert contrast(readable_color(color, PAPER.light, TINT.light), TINT.light) >= READABLE
    assert contrast(readable_color(color, PAPER.dark, TINT.dark), TINT.dark) >= READABLE


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


def test_a_readable_colour_stays_as_it_is() -> None:
    assert readable_color("#98201f", PAPER.light, TINT.light) == "#98201f"
    assert (hex_color("#ABC"), hex_color("abc"), hex_color("#abcd")) == ("#aabbcc", "", "")


def test_without_the_group_pages_name_no_stylesheet_for_it(site: SiteDriver) -> None:
    site.write()
    site.build()

    assert not site.exists("theme.css")
    assert "theme.css" not in site.read("index.html")


def test_colours_and_faces_are_in_a_stylesheet_behind_that_of_the_theme(site: SiteDriver) -> None:
    site.moved_to("https://example.org/sub/")
    site.settings('theme: {accent: "#0a58ca", fonts: system}\n')
    site.write()
    site.build()

    for path, front in (("index.html", ["/sub/front.css"]), ("2025/03/04/a/index.html", [])):
        links = LexborHTMLParser(site.read(path)).css("link[rel=stylesheet]")
        expected = ["/sub/style.css", *front, "/sub/print.css", "/sub/theme.css"]
        assert [link.attributes["href"] for link in links] == expected
    css = site.read("theme.css")
    assert "--accent: #0a58ca" in css
    assert f"--accent: {readable_color('#0a58ca', PAPER.dark, TINT.dark)}" in css
    assert "--display: var(--display-system)" in css
    assert css.count("{") == css.count("}")


OF_THE_COLOUR = {
    "theme.css", "site.webmanifest",
    "favicon.ico", "favicon.svg", "apple-touch-icon.png", "icon-192.png", "icon-512.png",
}  # fmt: skip


def test_another_colour_makes_no_page_anew(site: SiteDriver) -> None:
    site.settings('theme: {accent: "#0a58ca"}\n')
    for number in range(5):
        site.write(f"content/{number}.md")
    site.build()
    site.settings('theme: {accent: "#006400"}\n')

    before = site.files()
    assert site.report()["rendered"] == len(OF_THE_COLOUR)
    assert {path for path, content in site.files().items() if before[path] != content} == OF_THE_COLOUR


@pytest.mark.parametrize(
    ("theme", "light", "dark"),
    [
        ("{}", DEFAULT_ACCENT.light, DEFAULT_ACCENT.dark),
        ('{accent: {light: "#0a58ca", dark: "#8ab4f8"}}', "#0a58ca", "#8ab4f8"),
        ('{accent: {light: "#0a58ca", dark: "#8ab4f8"}, dark: off}', "#0a58ca", "#8ab4f8"),
    ],
)
def test_the_drawing_of_tabs_has_the_accent(site: SiteDriver, theme: str, light: str, dark: str) -> None:
    site.write()
    site.settings(f"theme: {theme}\n")
    site.build()

    before, _, after = site.read("favicon.svg").partition("@media (prefers-color-scheme:dark)")
    assert (f".a{{fill:{light}}}" in before, f".a{{fill:{dark}}}" in after, 'class="a"' in after) == (True, True, True)


def test_versions_of_static_files_tell_other_colours(site: SiteDriver) -> None:
    names = []
    for color in ("#0a58ca", "#006400"):
        site.settings(f'assets: {{versions: true}}\ntheme: {{accent: "{color}"}}\n')
        site.write()
        site.build()
        names += re.findall(r"/theme\.css\?v=[0-9a-f]{8}", site.read("index.html"))

    assert len(names) == len(set(names)) == 2


def test_a_static_file_of_that_name_is_in_its_way(site: SiteDriver) -> None:
    site.settings("theme: {fonts: system}\n")
    site.write()
    site.write_file("static/theme.css", "p {}")
    result = site.build()

    assert result.code == 1
    assert "static/theme.css" in result.err


def test_dark_colours_can_be_turned_off(site: SiteDriver) -> None:
    site.write(aliases=["/old/"])
    site.settings('theme: {dark: off, accent: "#0a58ca"}\n')
    site.build()

    for path, content in site.files().items():
        if path.endswith(".html"):
            assert '<meta name="color-scheme" content="light">' in content.decode(), path
            assert "data-dark" in content.decode() or path == "old/index.html"
    assert "prefers-color-scheme" not in site.read("theme.css")


# What stands on every page.


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """A publication with a page of every kind that has the frame."""
    site.head = SETTINGS + "description: All of it\nlanguages: [ko]\nper_page: 2\n"
    site.settings("")
    for number in range(5):
        site.write(f"content/{number}.md", date=f"2025-12-0{number + 1}", tags=["Sea"], section="World")
        site.write(f"content/ko/{number}.md", tags=["Sea"], section="World")
    site.write_file("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    return site


FRAMED = {path.stem for path in TEMPLATES.glob("*.html")} - {"base", "redirect"}


def pages_of(paper: SiteDriver) -> dict[str, LexborHTMLParser]:
    """Every page that has the frame, by its path; all kinds are among them."""
    found = {
        path: LexborHTMLParser(content.decode()) for path, content in paper.files().items() if path.endswith(".html")
    }
    kinds = {str(page.css_first("body").attributes["class"]).removeprefix("page-") for page in found.values()}
    assert kinds == FRAMED
    return found


@pytest.mark.sampled(every=6)
@pytest.mark.parametrize(
    ("block", "where"),
    [
        ("logo", ".nameplate a"),
        ("nameplate", ".masthead"),
        ("tagline", ".masthead"),
        ("menu", ".masthead"),
        ("masthead", "body"),
        ("foot", ".colophon"),
        ("imprint", ".colophon"),
        ("footer_browse", ".colophon"),
        ("footer_about", ".colophon"),
        ("footer", "body"),
        ("languages", ".masthead"),
    ],
)
def test_what_a_base_of_ones_own_fills_stands_on_every_page(paper: SiteDriver, block: str, where: str) -> None:
    own = '{% extends "theme/base.html" %}\n{% block ' + block + ' %}<b id="ours">Ours</b>{% endblock %}\n'
    paper.write_file("templates/base.html", own)
    result = paper.build()
    assert result.code == 0, result.err

    for path, page in pages_of(paper).items():
        assert page.css_matches(f"{where} #ours"), path


def test_the_front_page_has_its_title_as_heading_and_others_have_not(paper: SiteDriver) -> None:
    paper.build()

    for path, page in pages_of(paper).items():
        tags = [node.tag for node in page.css(".nameplate")]
        assert tags == (["h1"] if path in {"index.html", "ko/index.html"} else ["p"]), path
        assert len(page.css("h1")) == 1, path
        assert bool(page.css(".tagline")) == (tags == ["h1"]), path


def test_a_logo_stands_on_every_page_and_is_called_by_the_title(paper: SiteDriver) -> None:
    paper.write_file("static/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 1"/>')
    paper.settings("theme: {logo: /logo.svg}\n")
    result = paper.build()
    assert result.code == 0, result.err

    for path, page in pages_of(paper).items():
        (logo,) = page.css(".nameplate img")
        assert (logo.attributes["src"], logo.attributes["alt"]) == ("/logo.svg", "Test Post"), path
        assert page.css_first(".nameplate").text().strip() == "", path


@pytest.mark.parametrize(("dark", "sources"), [("auto", ["/b%20c.svg"]), ("off", [])])
def test_dark_pages_may_have_a_logo_of_their_own(paper: SiteDriver, dark: str, sources: list[str]) -> None:
    for name in ("a.svg", "b c.svg"):
        paper.write_file(f"static/{name}", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 1"/>')
    paper.settings(f"theme: {{logo: {{light: /a.svg, dark: /b c.svg}}, dark: {dark}}}\n")
    result = paper.build()
    assert (result.code, "theme.logo" in result.err) == (0, False), result.err

    for path, page in pages_of(paper).items():
        (logo,) = page.css(".nameplate img")
        assert (logo.attributes["src"], logo.attributes["alt"]) == ("/a.svg", "Test Post"), path
        found = page.css(".nameplate picture source")
        assert [each.attributes["srcset"] for each in found] == sources, path
        # On paper the light one stands, whatever the reader's system.
        assert {each.attributes["media"] for each in found} <= {"screen and (prefers-color-scheme: dark)"}, path


def test_a_logo_of_dark_pages_is_found_from_a_disk(site: SiteDriver) -> None:
    site.write_file("static/b.svg", "<svg/>")
    site.write(tags=["harbour"])
    site.settings("relative_urls: true\ntheme: {logo: {light: /favicon.svg, dark: /b.svg}}\n")
    assert site.build().code == 0

    assert '<source srcset="../../b.svg"' in site.read("tags/harbour/index.html")


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "shown"), [("light", "a.svg"), ("dark", "b.svg")])
def test_the_logo_that_is_seen_is_that_of_the_page(site: SiteDriver, browser: Any, scheme: str, shown: str) -> None:
    for name in ("a.svg", "b.svg"):
        site.write_file(f"static/{name}", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="1"/>')
    site.write()
    site.settings("relative_urls: true\ntheme: {logo: {light: /a.svg, dark: /b.svg}}\n")
    assert site.build().code == 0
    page = browser.new_page(color_scheme=scheme)
    page.goto((site.output / "index.html").as_uri())

    logo, high = page.evaluate("(each => [each.currentSrc, each.height])(document.querySelector('.logo'))")
    page.close()

    assert (logo.rpartition("/")[2], high > 20) == (shown, True)


def test_a_logo_of_dark_pages_that_is_not_there_is_told(site: SiteDriver) -> None:
    site.write()
    site.settings("theme: {logo: {light: /favicon.svg, dark: /none.svg}}\n")

    assert "`theme.logo.dark`: there is no file static/none.svg" in site.build().err


def test_a_logo_that_is_not_there_is_told(site: SiteDriver) -> None:
    site.write()
    site.settings("theme: {logo: /logo.svg}\n")

    assert "`theme.logo`: there is no file static/logo.svg" in site.build().err
    site.write_file("static/sign.svg", "<svg/>")
    site.settings("theme: {logo: /static/sign.svg}\n")
    assert "  mend: write `/sign.svg`: static/ is no part of an address" in site.build().err


@pytest.mark.parametrize(
    ("settings", "logo"),
    [
        ("theme: {logo: /favicon.svg}\n", "https://example.org/favicon.svg"),
        ("theme: {logo: /favicon.svg}\npublisher: {logo: https://e.org/p.png}\n", "https://e.org/p.png"),
    ],
)
def test_search_engines_are_told_the_publishers_logo_or_that_of_the_theme(
    site: SiteDriver, settings: str, logo: str
) -> None:
    site.write()
    site.settings(settings)
    site.build()

    text = LexborHTMLParser(site.read("index.html")).css_first("script").text()
    assert {node["logo"]["url"] for node in _things(json.loads(text)) if "logo" in node} == {logo}


def _things(value: object) -> list[dict]:  # type: ignore[type-arg]
    if isinstance(value, list):
        return [thing for each in value for thing in _things(each)]
    if isinstance(value, dict):
        return [value, *(thing for each in value.values() for thing in _things(each))]
    return []
