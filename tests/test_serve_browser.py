"""The preview in a real browser: an edit reloads the page, a mistake lies over it, and both go by themselves."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SETTINGS, SiteDriver, page_without_complaints
from serving.driver import PATIENCE, serving

STORY = "record/2025/03/04/a/"
LONG = "\n\n".join(f"Paragraph {number} of a long story." for number in range(120))
OVERLAY = "newsgen-preview section"
NEWS = "newsgen-preview nav"


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    with page_without_complaints(browser, height=600, patience=PATIENCE) as page:
        yield page


@pytest.fixture
def paper(tmp_path: Path) -> SiteDriver:
    site = SiteDriver(tmp_path / "paper")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    site.write("content/a.md", LONG, title="Harbour wall to rise", tags=["Sea"])
    site.write("content/b.md", "Two.", title="A draft", draft=True)
    return site


def test_from_an_edit_to_a_mistake_and_back(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url.split('/')[0]}/{STORY}")
        page.wait_for_selector("text=Harbour wall to rise")
        page.evaluate("scrollTo(0, 1500)")

        paper.write("content/a.md", f"Edited. {LONG}", title="Harbour wall rises", tags=["Sea"])
        page.wait_for_selector("text=Harbour wall rises")
        page.wait_for_function("Math.abs(scrollY - 1500) < 3")
        assert not page.is_visible(OVERLAY)

        paper.write_file("content/a.md", '---\ntitle: "<img src=x onerror=alert(1)>\n---\n')
        page.wait_for_selector(OVERLAY)
        told = page.inner_text(OVERLAY)
        assert "content/a.md:" in told
        assert "mend: " in told
        assert "<img src=x" in told
        assert page.is_visible("text=Harbour wall rises")

        paper.write("content/a.md", f"Mended. {LONG}", title="Harbour wall mended", tags=["Sea"])
        page.wait_for_selector("text=Harbour wall mended")
        assert not page.is_visible(OVERLAY)


def test_a_page_that_could_not_be_made_comes_by_itself(paper: SiteDriver, page: Any) -> None:
    paper.write_file("templates/article.html", "{{ article.nothing }}")
    with serving(paper.root) as server:
        page.goto(f"http://{server.url.split('/')[0]}/{STORY}")
        page.wait_for_selector("text=This page cannot be shown")
        assert "templates/article.html:1" in page.inner_text("main")
        page.wait_for_timeout(500)
        assert not page.is_visible(OVERLAY)

        paper.write_file("templates/article.html", "\n\n{{ article.nothing }}")
        page.wait_for_selector("text=templates/article.html:3")

        paper.remove("templates/article.html")

        page.wait_for_selector("text=Harbour wall to rise")


def test_a_style_sheet_is_seen_at_once(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url}")
        paper.write_file("static/style.css", "body { background: rgb(1, 2, 3) }")

        page.wait_for_function("getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'")


def test_a_new_story_is_offered_as_a_link(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url.split('/')[0]}/record/tags/")
        page.wait_for_selector("text=Sea")
        paper.write("content/new.md", "News.", title="Ferry <b>sinks</b>")
        page.wait_for_selector(NEWS)

        page.click(f"{NEWS} a")

        page.wait_for_url("**/2025/03/04/new/")
        assert page.inner_text("h1") == "Ferry <b>sinks</b>"


def test_the_link_to_a_new_story_stays_until_it_is_read(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url}")
        page.wait_for_selector("h1")
        paper.write("content/new.md", "News.", title="Ferry sinks")  # shows on the front page, which reloads
        page.wait_for_selector(f"{NEWS} a")
        paper.write_file("static/style.css", "body { background: rgb(1, 2, 3) }")
        page.wait_for_function("getComputedStyle(document.body).backgroundColor === 'rgb(1, 2, 3)'")

        page.click(f"{NEWS} a")
        page.wait_for_url("**/2025/03/04/new/")
        assert page.locator(NEWS).is_hidden()
        page.goto(f"http://{server.url}")
        assert page.locator(NEWS).is_hidden()


def test_a_story_that_is_not_there_yet_appears(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url.split('/')[0]}/record/2025/03/04/later/")
        paper.write("content/later.md", "Here.", title="It has come")

        page.wait_for_selector("text=It has come")


def test_a_hidden_mistake_stays_hidden_until_it_is_another(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root) as server:
        page.goto(f"http://{server.url}")
        paper.write_file("content/a.md", "---\ntitle: [\n---\n")
        page.wait_for_selector(OVERLAY)
        page.click(f"{OVERLAY} button")
        assert not page.is_visible(OVERLAY)

        paper.write_file("content/c.md", "---\ntitle: {\n---\n")

        page.wait_for_selector(OVERLAY)
        assert "2 errors" in page.inner_text(OVERLAY)


def test_a_draft_has_a_banner(paper: SiteDriver, page: Any) -> None:
    with serving(paper.root, "--drafts") as server:
        page.goto(f"http://{server.url.split('/')[0]}/record/2025/03/04/b/")

        assert page.is_visible("text=Preview: this story is not published (draft)")


SEEN = """seen => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => (seen ? "visible" : "hidden") });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
"""Shows or hides a tab: a browser without a window takes each for one that somebody sees."""


def test_more_tabs_than_a_browser_has_connections_are_followed(paper: SiteDriver, browser: Any) -> None:
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    with serving(paper.root) as server:
        tabs = [context.new_page() for _ in range(8)]
        for tab in tabs:
            tab.goto(f"http://{server.url.split('/')[0]}/{STORY}")
            tab.evaluate(SEEN, arg=False)
        paper.write("content/a.md", "Edited.", title="Harbour wall rises")
        for tab in tabs:
            tab.evaluate(SEEN, arg=True)
            tab.wait_for_selector("text=Harbour wall rises")
            tab.evaluate(SEEN, arg=False)
    context.close()
