"""Scale: rows 18 and 97 of the table of faults, with small numbers."""

from pathlib import Path

import pytest
from conftest import SiteDriver

PER_PAGE = 3


@pytest.mark.parametrize(
    ("count", "pages"),
    # The newest page grows until it holds two pages' worth (law 10), so that page-size + 1 articles need no second.
    [
        (0, []),
        (1, []),
        (PER_PAGE, []),
        (PER_PAGE + 1, []),
        (2 * PER_PAGE - 1, []),
        (2 * PER_PAGE, ["1"]),
        (3 * PER_PAGE, ["1", "2"]),
    ],
)
def test_a_listing_has_no_page_that_it_does_not_need(site: SiteDriver, count: int, pages: list[str]) -> None:
    site.settings(f"per_page: {PER_PAGE}\n")
    for number in range(count):
        site.write(f"content/a-{number}.md", title=f"Story {number}", tags=["x"])

    result = site.build("--strict")

    assert result.code == 0, result.err
    assert "<main" in site.read("index.html")
    for listing in ("articles", "tags/x"):
        folder = site.output / listing / "page"
        numbered = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
        assert numbered == pages
        for page in folder.glob("*/index.html"):
            assert "Story " in page.read_text(encoding="utf-8")
    assert not any(path.is_dir() and not any(path.iterdir()) for path in site.output.rglob("*"))


def test_a_site_without_articles_has_a_front_page_and_empty_feeds(site: SiteDriver) -> None:
    result = site.build()

    assert result.code == 0, result.err
    assert {
        "index.html",
        "404.html",
        "feed.xml",
        "atom.xml",
        "sitemap.xml",
        "robots.txt",
    } <= site.files().keys()


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is asked of /proc")
def test_a_long_story_is_published_in_bounded_memory(site: SiteDriver) -> None:
    paragraph = "The harbour wall is to rise by two metres, the council said on Monday. " * 5 + "\n\n"
    site.write(body=paragraph * (4_500_000 // len(paragraph)))

    code, peak = site.peak_of("build")

    assert code == 0
    assert peak < 300_000_000  # it was 100 million
    assert (site.output / "2025/03/04/a/index.html").stat().st_size > 4_500_000
