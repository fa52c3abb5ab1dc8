"""The custom properties of the stylesheet: documented, in pairs, and readable."""

import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from conftest import SiteDriver

from newsgen.models.colors import PAPER, READABLE, TINT, ColorPair, contrast, hex_color
from newsgen.settings import DEFAULT_ACCENT

ROOT = Path(__file__).parent.parent
STYLE = (ROOT / "static" / "style.css").read_text(encoding="utf-8")
DOCUMENT = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
SECTION = DOCUMENT.split("\n### Colours, faces and measures\n")[1].split("\n### ")[0]
DARK_RULE = r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root:not\(\[data-dark=off\]\) (\{.*?\})\s*\}"

Pairs = dict[str, tuple[str, str]]


def said(rule: str) -> dict[str, str]:
    """Property to value of one rule."""
    return {name: " ".join(value.split()) for name, value in re.findall(r"(--[\w-]+):\s*(.*?);", rule, re.DOTALL)}


def pairs_of(style: str) -> Pairs:
    """Each property and its values on light and dark pages; empty where a rule does not say it."""
    light = said(match[1]) if (match := re.search(r"^:root (\{.*?\})", style, re.DOTALL | re.MULTILINE)) else {}
    dark = said(match[1]) if (match := re.search(DARK_RULE, style, re.DOTALL)) else {}
    return {name: (light.get(name, ""), dark.get(name, "")) for name in {**light, **dark}}


def rows_of(table: str) -> dict[str, tuple[str, str, str]]:
    """Each property in the table, with its light value, its dark value, and what it is."""
    rows = re.findall(r"^\| `(--[\w-]+)` \|([^|]*)\|([^|]*)\| (\w+) \|[^|]+\|$", table, re.MULTILINE)
    return {name: (light.strip(" `"), dark.strip(" `"), kind) for name, light, dark, kind in rows}


def faults(style: str, table: str) -> list[str]:
    """What table and stylesheet do not agree on, and colours without a pair."""
    pairs, rows = pairs_of(style), rows_of(table)
    used = set(re.findall(r"var\((--[\w-]+)", style))
    found = [f"{name} has no row" for name in pairs.keys() - rows.keys()]
    found += [f"{name} is in no rule" for name in rows.keys() - pairs.keys()]
    found += [f"{name} is used and not said" for name in used - pairs.keys()]
    for name in pairs.keys() & rows.keys():
        light, dark = pairs[name]
        is_color = bool(hex_color(light) or hex_color(dark))
        if is_color and not (hex_color(light) and hex_color(dark)):
            found.append(f"{name} has no pair")
        if rows[name][:2] != ((light, dark) if is_color else ("", "")):
            found.append(f"{name} has other values in its row")
    return found


def unreadable(pairs: Pairs, kinds: dict[str, tuple[str, str, str]]) -> list[str]:
    """The texts that cannot be read on a ground."""
    texts, grounds = ([name for name in pairs if kinds[name][2] == kind] for kind in ("text", "ground"))
    combined = [*product(texts, grounds), ("--paper", "--ink"), ("--paper", "--accent")]
    return [
        f"{text} on {ground}, {mode}"
        for text, ground in combined
        for at, mode in enumerate(("light", "dark"))
        if contrast(hex_color(pairs[text][at]), hex_color(pairs[ground][at])) < READABLE
    ]


def test_table_and_stylesheet_agree_and_colours_come_in_pairs() -> None:
    assert faults(STYLE, SECTION) == []


def test_every_text_can_be_read_on_every_ground() -> None:
    assert unreadable(pairs_of(STYLE), rows_of(SECTION)) == []


@pytest.mark.parametrize(
    ("old", "new", "said_then"),
    [
        ("  --tint: #f3efe5;\n", "  --tint: #f3efe5;\n  --new: 1px;\n", "--new has no row"),
        ("  --wide: 75rem;\n", "", "--wide is in no rule"),
        ("    --rule: #3d3932;\n", "", "--rule has no pair"),
        ("  --mark: #fbeeb8;\n", "", "--mark has no pair"),
        ("--soft: #aea698", "--soft: #aea699", "--soft has other values in its row"),
        ("var(--tint)", "var(--teint)", "--teint is used and not said"),
    ],
)
def test_each_disagreement_is_found(old: str, new: str, said_then: str) -> None:
    assert old in STYLE
    assert said_then in faults(STYLE.replace(old, new, 1), SECTION)


def test_a_text_that_cannot_be_read_is_found() -> None:
    pairs = pairs_of(STYLE) | {"--soft": ("#999999", "#aea698")}

    assert unreadable(pairs, rows_of(SECTION))[0] == "--soft on --paper, light"


def test_what_settings_compare_with_is_what_the_stylesheet_says() -> None:
    pairs = pairs_of(STYLE)

    assert ColorPair(*pairs["--paper"]) == PAPER
    assert ColorPair(*pairs["--tint"]) == TINT
    assert ColorPair(*pairs["--accent"]) == DEFAULT_ACCENT


CSS, JINJA = (re.search(rf"```{kind}\n(.*?)```", SECTION, re.DOTALL)[1] for kind in ("css", "jinja"))  # type: ignore[index]


def test_the_recipe_of_a_second_stylesheet_can_be_read_in_both_modes() -> None:
    assert unreadable(pairs_of(STYLE) | pairs_of(CSS), rows_of(SECTION)) == []
    assert all(light and dark for light, dark in pairs_of(CSS).values())


def _rgb(color: str) -> str:
    digits = hex_color(color)[1:]
    return f"rgb({', '.join(str(int(digits[at : at + 2], 16)) for at in (0, 2, 4))})"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("own", "dark", "wanted"),
    [
        ("", "auto", PAPER),
        (CSS, "auto", ColorPair(*pairs_of(CSS)["--paper"])),
        (":root { --paper: #fff }", "auto", ColorPair("#fff", PAPER.dark)),
        ("", "off", ColorPair(PAPER.light, PAPER.light)),
        (CSS, "off", ColorPair("#fff", "#fff")),
    ],
)
def test_a_page_has_the_paper_of_its_mode(
    site: SiteDriver, browser: Any, *, own: str, dark: str, wanted: ColorPair, mode: str
) -> None:
    site.settings(f"relative_urls: true\ntheme: {{dark: {dark}}}\n")
    site.write()
    site.write_file("static/ours.css", own)
    site.write_file("templates/base.html", JINJA)
    site.build()
    context = browser.new_context(color_scheme=mode)
    page = context.new_page()
    page.goto((site.output / "index.html").as_uri())
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    context.close()

    assert ground == _rgb(getattr(wanted, mode))
    assert scheme == ("light" if dark == "off" else "light dark")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_page_has_the_accent_of_newsgen_yaml(site: SiteDriver, browser: Any, mode: str) -> None:
    site.settings('relative_urls: true\ntheme: {accent: {light: "#0a58ca", dark: "#8ab4f8"}, fonts: system}\n')
    site.write(section="World")
    site.build()
    context = browser.new_context(color_scheme=mode)
    page = context.new_page()
    page.goto((site.output / "index.html").as_uri())
    color = page.evaluate("getComputedStyle(document.querySelector('.kicker')).color")
    faces = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(each => each.status))")
    context.close()

    assert color == _rgb({"light": "#0a58ca", "dark": "#8ab4f8"}[mode])
    assert set(faces) == {"unloaded"}


def test_the_banner_and_its_focus_are_seen_in_every_colour(site: SiteDriver, browser: Any) -> None:
    site.settings("theme: {fonts: system}\nrelative_urls: true\n")
    site.write("content/a.md", breaking={"until": "2099-12-31"})
    site.build()
    page = browser.new_page()
    page.goto((site.output / "index.html").as_uri())
    while not page.evaluate("document.activeElement.matches('.breaking a')"):
        page.keyboard.press("Tab")
    ring, ground, line = (
        "getComputedStyle(document.activeElement).outlineColor",
        "getComputedStyle(document.querySelector('.breaking')).backgroundColor",
        "getComputedStyle(document.querySelector('.breaking')).borderTopStyle",
    )
    usual = page.evaluate(ring) != page.evaluate(ground)
    page.emulate_media(forced_colors="active")
    forced = page.evaluate(ring) != page.evaluate(ground) and page.evaluate(line) == "solid"
    page.close()

    assert (usual, forced) == (True, True)
