"""`newsgen build --base-url`: the same site, for another place."""

import pytest
from conftest import SETTINGS, SiteDriver, read_tree

ELSEWHERE = "https://paper.example.net/record/"


@pytest.fixture
def filled(site: SiteDriver) -> SiteDriver:
    site.write("content/a.md", "[b](b.md)", tags=["Sea"])
    site.write("content/b.md", title="B", date="2025-03-05")
    return site


def test_pages_carry_the_base_url_that_was_asked_for(filled: SiteDriver) -> None:
    result = filled.build("--base-url", ELSEWHERE)

    assert result.code == 0, result.err
    assert f'<link rel="canonical" href="{ELSEWHERE}2025/03/04/a/">' in filled.read("2025/03/04/a/index.html")
    assert 'href="/record/2025/03/05/b/"' in filled.read("2025/03/04/a/index.html")
    assert f"{ELSEWHERE}2025/03/04/a/" in filled.read("sitemaps/articles-2025.xml")
    assert "https://example.org/" not in filled.read("feed.xml")


def test_it_is_the_site_that_newsgen_yaml_would_make(filled: SiteDriver) -> None:
    filled.build("--base-url", ELSEWHERE)
    asked = filled.files()
    filled.write_file("newsgen.yaml", SETTINGS.replace("https://example.org/", ELSEWHERE))
    filled.build()

    assert filled.files() == asked


def test_the_next_build_without_it_is_that_of_newsgen_yaml_again(filled: SiteDriver) -> None:
    filled.build()
    clean = filled.files()

    filled.build("--base-url", ELSEWHERE)
    assert filled.files() != clean
    filled.build()
    assert filled.files() == clean
    filled.write("content/a.md", "Another text.", tags=["Sea"])
    filled.build("--base-url", ELSEWHERE)
    filled.build("--base-url", ELSEWHERE, "-o", str(filled.root / "fresh"))
    assert filled.files() == read_tree(filled.root / "fresh")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", "does not begin with https:// or http://"),
        ("example.org", "does not begin with https:// or http://"),
        ("https:///x/", "names no host"),
        ("https://e.org/?a=b", "must have no ?, # or user name"),
        ("https://e.org/a/../b/", "has a path with a part that begins with a dot"),
        ("https://[e.org/", "is not a web address"),
    ],
)
def test_a_base_url_that_will_not_do_is_refused(filled: SiteDriver, typed: str, fault: str) -> None:
    result = filled.build("--base-url", typed)

    assert result.code == 2
    assert f"error: --base-url {fault}" in result.err
    assert "mend: write it like `https://example.org/`" in result.err
    assert not filled.output.exists()


def test_a_slash_at_the_end_may_be_left_out(filled: SiteDriver) -> None:
    filled.build("--base-url", ELSEWHERE.rstrip("/"))

    assert f"{ELSEWHERE}2025/03/04/a/" in filled.read("feed.xml")
