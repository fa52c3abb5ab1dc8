"""`relative_urls: true`: a site whose pages find one another without a host, from a disk."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from tests.conftest import SETTINGS, SiteDriver

from newsgen.models.output import Output
from newsgen.models.site import Site
from newsgen.renderer.relative_urls import with_relative_urls

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
SITE = Site("Post", "https://example.org/record/")


def relative(page: str, markup: str, site: Site = SITE) -> str:
    return with_relative_urls(Output(page, markup.encode()), site).content.decode()


@pytest.mark.parametrize(
    ("page", "address", "led"),
    [
        ("index.html", "/record/", "index.html"),
        ("index.html", "/record/tags/harbour/", "tags/harbour/index.html"),
        ("tags/harbour/index.html", "/record/", "../../index.html"),
        ("tags/harbour/index.html", "/record/tags/harbour/#top", "index.html#top"),
        ("tags/harbour/index.html", "/record/style.css?v=1a2b", "../../style.css?v=1a2b"),
        ("2003/05/story12.html", "/record/2003/05/a%20b.jpg", "a%20b.jpg"),
        ("index.html", "/record/a:b/", "./a:b/index.html"),
        ("태그/index.html", "/record/%ED%83%9C%EA%B7%B8/x/", "x/index.html"),
        ("index.html", "/elsewhere/", "/elsewhere/"),
        ("index.html", "//cdn.example/x.js", "//cdn.example/x.js"),
        ("index.html", "https://example.org/record/", "https://example.org/record/"),
        ("index.html", "#notes", "#notes"),
    ],
)
def test_an_address_inside_the_site_leads_from_the_page_to_the_file(page: str, address: str, led: str) -> None:
    assert relative(page, f'<a href="{address}">x</a>') == f'<a href="{led}">x</a>'


@pytest.mark.parametrize(
    ("markup", "led"),
    [
        ('<img srcset="/a.webp 1x, /b/c.webp 2x">', '<img srcset="a.webp 1x, b/c.webp 2x">'),
        ("<video poster='/p.jpg' src=/v.mp4>", '<video poster="p.jpg" src="v.mp4">'),
        ('<p style="background: url(/p.jpg)">', '<p style="background: url(p.jpg)">'),
        (
            '<meta http-equiv="refresh" content="0; url=/x/">',
            '<meta http-equiv="refresh" content="0; url=x/index.html">',
        ),
        ('<script-x></script-x><a href="/x/">', '<script-x></script-x><a href="x/index.html">'),
        ('<style-x><a href="/x/">', '<style-x><a href="x/index.html">'),
        ('<script>if (a <b href="/x/") c</script>', '<script>if (a <b href="/x/") c</script>'),
        ('<p title="/x/">href="/x/"</p>', '<p title="/x/">href="/x/"</p>'),
        ('<a href="/?a=1&amp;b=2">', '<a href="index.html?a=1&amp;b=2">'),
    ],
)
def test_every_attribute_that_names_a_file_is_led_and_nothing_else(markup: str, led: str) -> None:
    assert relative("index.html", markup, Site("Post", "https://example.org/")) == led


def test_what_is_shown_at_any_depth_and_what_is_no_page_stay_absolute() -> None:
    for path in ("404.html", "feed.xml", "robots.txt"):
        assert relative(path, '<a href="/record/">x</a>') == '<a href="/record/">x</a>'


@pytest.fixture
def paper(tmp_path: Path) -> SiteDriver:
    """Stories with pictures, links among them, an old address, and names in another script; under a path."""
    site = SiteDriver(tmp_path / "paper")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/") + "relative_urls: true\n")
    site.write_file("content/2025/wall of stone.png", PNG)
    body = "See [the other](한글-b.md#later), ![a wall](<wall of stone.png>) and [home](/)."
    site.write("content/2025/a.md", body, tags=["Sea", "바다"], section="World", image="wall of stone.png")
    later = '## Later\n\nText. <a href="a.md">Back</a>'
    site.write("content/2025/한글-b.md", later, title="Second", aliases=["/old/b/", "/old/c.html"], slug="한글-b")
    assert site.build().code == 0
    return site


def links_of(page: Path) -> Iterator[str]:
    for value in re.findall(r'(?:href|src|url)="?([^"\s>]+)"', page.read_text(encoding="utf-8")):
        yield unescape(value)


def test_every_link_of_every_page_names_a_file(paper: SiteDriver) -> None:
    pages = [page for page in paper.output.rglob("*.html") if page.name != "404.html"]
    links = [
        (page, link) for page in pages for link in links_of(page) if urlsplit(link).path and not urlsplit(link).scheme
    ]

    dead = [(page, link) for page, link in links if not (page.parent / unquote(urlsplit(link).path)).is_file()]

    assert len(links) > 200
    assert dead == []


def test_a_relative_site_is_fit_to_print_and_stays_so_after_an_edit(paper: SiteDriver) -> None:
    assert paper.newsgen("check", "--now", "2026-01-01").code == 0
    paper.write("content/2025/a.md", "Another text.", tags=["Sea"], section="World")
    paper.build()
    after_an_edit = paper.files()
    paper.remove("build")
    paper.remove(".newsgen")
    paper.build()

    assert paper.files() == after_an_edit


def test_the_setting_switched_off_again_makes_every_page_anew(paper: SiteDriver) -> None:
    paper.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))

    paper.build()

    assert 'href="/record/tags/sea/"' in paper.read("index.html") + paper.read("tags/index.html")


def test_opened_from_a_disk_the_site_has_its_style_its_pictures_and_every_link(
    paper: SiteDriver, browser: Any, tmp_path: Path
) -> None:
    stick = tmp_path / "a stick 100%"
    shutil.copytree(paper.output, stick)
    page = browser.new_page()
    seen = _walk(page, (stick / "index.html").as_uri())
    page.close()

    pages = {page for page in stick.rglob("*.html") if page.name != "404.html"}
    aliases = {stick / "old/b/index.html", stick / "old/c.html"}
    # Numbered pages and the like are reached; old addresses are only reached by who has kept one.
    assert {Path(unquote(urlsplit(address).path)) for address in seen} == pages - aliases


def _walk(page: Any, start: str) -> set[str]:
    """Opens every page that is linked from another; asserts that each has style and pictures."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        state = page.evaluate(
            """() => ({
                styles: [...document.styleSheets].length,
                serif: getComputedStyle(document.body).fontFamily,
                broken: [...document.images].filter(i => i.loading !== 'lazy' && !i.naturalWidth).map(i => i.src),
                links: [...document.querySelectorAll('a[href]')].map(a => a.href.split('#')[0]),
            })"""
        )
        assert state["styles"], address
        assert state["broken"] == []
        waiting += [link for link in state["links"] if link.startswith("file:") and link.endswith(".html")]
        assert not [link for link in state["links"] if link.startswith("file:") and link.endswith("/")]
    return seen
