"""The examples of docs/templates.md work as they stand there."""

import re
from pathlib import Path

import pytest
from conftest import SiteDriver

DOCUMENT = (Path(__file__).parent.parent / "docs" / "templates.md").read_text(encoding="utf-8")
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
