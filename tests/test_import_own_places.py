"""Where imported pages and stories lie, and which of their old addresses are to be looked for."""

import pytest
from tests.conftest import SiteDriver

DRAFT = "---\ntitle: About us\ndraft: true\n---\nSay who you are.\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://old.example/"\n',
    "content/about.md": "---\ntitle: About\n---\nFour of us make this paper.\n",
    "content/news/bridge.md": "---\ntitle: The bridge\ndate: 2020-03-04\n---\nIt was opened.\n",
    "content/news/tunnel.md": "---\ntitle: The tunnel\ndate: 2031-03-04\naliases: [/dig/]\n---\nIt was dug.\n",
}
JEKYLL = {
    "_config.yml": "title: Old\n",
    "about.md": "---\ntitle: About\nlayout: page\npermalink: /about/\n---\nFour of us make this paper.\n",
    "_posts/2020-03-04-bridge.md": "---\ntitle: The bridge\n---\nIt was opened.\n",
}


def old_urls(imported) -> list[str]:  # noqa: ANN001 - what the fixture gives
    return str(imported.file("imports/old/old-urls.txt")).splitlines()


@pytest.mark.parametrize("folder", [HUGO, JEKYLL])
def test_a_page_whose_name_a_draft_has_keeps_its_address(site: SiteDriver, take, folder: dict[str, str]) -> None:  # noqa: ANN001 - the fixture
    site.write_file("content/pages/about.md", DRAFT)

    imported = take(folder)

    assert "url: /about/\n" in imported.story("pages/about-2.md")[0]
    assert "Four of us make this paper." in imported.seen()["about/index.html"]
    assert "/about/" in old_urls(imported)
    assert "nothing has changed" in take(folder).result.out


def test_a_page_whose_name_a_page_has_that_readers_see_takes_no_address_from_it(site: SiteDriver, take) -> None:  # noqa: ANN001 - the fixture
    site.write_file("content/pages/about.md", DRAFT.replace("draft: true\n", ""))

    imported = take(HUGO)

    assert "url:" not in imported.story("pages/about-2.md")[0]
    assert "Say who you are." in imported.seen()["about/index.html"]
    assert "Four of us" in imported.seen()["about-2/index.html"]


def test_a_page_that_has_its_name_says_no_address_and_is_looked_for_at_its_old_one(take) -> None:  # noqa: ANN001 - the fixture
    imported = take(JEKYLL)

    assert "url:" not in imported.story("pages/about.md")[0]
    assert "/about/" in old_urls(imported)


def test_the_addresses_of_stories_to_come_are_not_looked_for(site: SiteDriver, take) -> None:  # noqa: ANN001 - the fixture
    imported = take(HUGO)

    assert old_urls(imported) == ["/about/", "/news/bridge/"]
    assert "url: /news/tunnel/" in imported.story("2031/03/tunnel.md")[0]
    site.build(now="2026-11-28")
    checked = site.newsgen("check", "--old-urls", "imports/old/old-urls.txt", "--now", "2026-11-28")
    assert "nothing answers" not in checked.out + checked.err
