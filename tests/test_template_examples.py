"""The examples of docs/templates.md work as they stand there."""

import re
import shutil
from pathlib import Path

import pytest
from conftest import SiteDriver, newsgen
from selectolax.lexbor import LexborHTMLParser

WHOLE = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
WALK = WHOLE.partition("\n## A designer's afternoon\n")[2].partition("\n## ")[0]
"""The walk from an empty folder, of which each file is whole."""
DOCUMENT = WHOLE.replace(WALK, "")
THEME = Path(__file__).parent.parent / "templates"
TEMPLATES = re.findall(r"^```jinja\n(\{# (templates/[\w./]+).*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
STYLES = re.findall(r"^```css\n(/\* (static/[\w./]+).*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
DATA = re.findall(r"^`(data/[\w./]+)`:\n\n```\w+\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """A site with all examples in it."""
    site = SiteDriver(tmp_path_factory.mktemp("examples") / "site")
    for year in (2023, 2024, 2025, 2025):
        site.write(f"content/{year}.md", date=f"{year}-03-04", section="World", title=f"World {year}", desk="night")
    site.write("content/other.md", section="Local", title="Local news")
    for text, path in (*TEMPLATES, *STYLES):
        site.write_file(path, text)
    for path, text in DATA:
        site.write_file(path, text)
    result = site.build()
    assert result.code == 0, result.err
    return site


def test_each_example_is_a_file_of_its_own() -> None:
    assert len(TEMPLATES) == len(re.findall(r"^```jinja$", DOCUMENT, re.MULTILINE))
    assert len({path for _, path in TEMPLATES}) == len(TEMPLATES) >= 3
    assert len(STYLES) == len(re.findall(r"^```css$", DOCUMENT, re.MULTILINE))
    assert len(DATA) == 2


def test_the_example_of_a_question_shows_stories(shown: SiteDriver) -> None:
    page = shown.read("404.html")

    assert re.findall(r"World \d+|Local news", page) == ["World 2025", "World 2024", "World 2023"]
    assert "3 stories, 1 of them in 2025" in page


def test_the_example_of_data_shows_it(shown: SiteDriver) -> None:
    page = shown.read("index.html")

    assert "<li>Jane Doe, editor</li>" in page
    assert "John Roe" not in page
    assert "<p>1,280 for it</p>" in page


def test_the_example_of_a_field_shows_it(shown: SiteDriver) -> None:
    assert '<p class="desk">night</p>' in shown.read("2025/03/04/2025/index.html")


def test_the_blocks_of_the_theme_are_those_that_are_documented() -> None:
    def blocks(name: str) -> set[str]:
        return set(re.findall(r"{% block (\w+)", (THEME / name).read_text(encoding="utf-8")))

    chapter = WHOLE.partition("\n### The blocks of base.html\n")[2].partition("\n### ")[0]
    base, kinds = chapter.split("\nKinds of pages add some of their own:\n")
    rows = dict(re.findall(r"^\| `(\w+\.html)` \| (.*) \|$", kinds, re.MULTILINE))

    assert {name for name in re.findall(r"`(\w+)`", base) if name in blocks("base.html")} == blocks("base.html")
    assert set(re.findall(r"^\| `(\w+)` \|", base, re.MULTILINE)) <= blocks("base.html")
    for path in THEME.glob("*.html"):
        own = blocks(path.name) - blocks("base.html")
        if path.name != "base.html":
            assert set(re.findall(r"`(\w+)`", rows.get(path.name, ""))) == own, path.name


FILES = re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```", WALK, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """The walk, done as it is written."""
    root = tmp_path_factory.mktemp("walk") / "harbour"
    assert newsgen("init", str(root)).code == 0
    site = SiteDriver.__new__(SiteDriver)
    site.root = root
    for path, text in FILES:
        site.write_file(path, text)
    result = site.newsgen("build")
    assert result.code == 0, result.err
    assert "error" not in result.err
    assert "warning" not in result.err
    return site


def test_the_walk_shows_every_file_whole() -> None:
    fences = re.findall(r"^```(\w+)$", WALK, re.MULTILINE)

    assert len(FILES) == len(fences) - fences.count("sh")
    assert len(FILES) >= 8


def test_the_files_of_the_walk_stand_in_an_order_in_which_none_is_missed() -> None:
    order = [path for path, _ in FILES]

    assert order.index("static/logo.svg") < order.index("newsgen.yaml")
    assert order.index("static/ours.css") < order.index("templates/base.html")
    assert order.index("templates/blocks/tides.html") < order.index("content/pages/ferry.md")
    assert order.index("templates/landing.html") < order.index("content/pages/ferry.md")


def test_the_front_page_of_the_walk_outlives_the_samples(walked: SiteDriver, tmp_path: Path) -> None:
    root = tmp_path / "harbour"
    shutil.copytree(walked.root, root, ignore=shutil.ignore_patterns("build", ".newsgen"))
    shutil.rmtree(next((root / "content").glob("20*")))
    site = SiteDriver.__new__(SiteDriver)
    site.root = root
    site.write("content/own.md", section="Local", title="Own", lang="ar")

    assert site.newsgen("build").code == 0
    assert "handbook" not in site.read("index.html")
    assert 'lang="ar" dir="rtl">Own</a>' in site.read("ferry/index.html")


def test_the_walk_ends_in_a_look_of_its_own(walked: SiteDriver) -> None:
    for path in walked.output.rglob("*.html"):
        page = LexborHTMLParser(path.read_text(encoding="utf-8"))
        is_article = page.css_matches("body.page-article")
        assert [link.attributes["href"] for link in page.css("link[rel=stylesheet]")] == [
            "/style.css",
            *(() if is_article else ("/front.css",)),
            *(("/search/search.css",) if page.css_matches("body.page-search") else ()),
            "/print.css",
            "/theme.css",
            "/ours.css",
        ], path
        assert page.css_first(".nameplate img").attributes["alt"] == "The Harbour Post"
        assert page.css_matches(".masthead .tagline"), path
        assert "read on the water" in page.css_first(".colophon").text(), path


def test_the_walk_has_a_front_page_a_landing_page_and_a_block(walked: SiteDriver) -> None:
    assert LexborHTMLParser(walked.read("index.html")).css("[aria-labelledby='page.handbook'] .lines a")
    ferry = LexborHTMLParser(walked.read("ferry/index.html"))
    assert ferry.css(".ferry-list .lines a")
    assert "Tides today" in ferry.css_first("aside.tides").text()


def test_nothing_is_found_wrong_with_what_the_walk_has_made(walked: SiteDriver) -> None:
    found = walked.newsgen("check").err

    assert not re.findall(r"(?:templates|static|ferry|newsgen\.yaml)[^ ]*: (?:error|warning): (?!base_url).*", found)
