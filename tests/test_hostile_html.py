"""Hostile texts: with `sanitize` and `escape` nothing of them runs, and no address runs a script in any mode."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from examples import IS_FULL
from payloads import payloads
from selectolax.lexbor import LexborHTMLParser

from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.sanitizing import runs_script
from newsgen.settings import DIALECTS, MarkdownSettings

PAYLOADS = list(dict.fromkeys(payloads()))
ACTIVE = frozenset(
    "script iframe frame object embed applet form input button style link meta base svg math template".split()
)


@cache
def stories(raw_html: str, dialect: str) -> tuple[tuple[str, str], ...]:
    """Each payload, in a usual run every third, and what is made of it."""
    addresses = Addresses(Site("Post", "https://example.org/"), {})
    renderer = BodyRenderer(MarkdownSettings(dialect, raw_html=raw_html), addresses, "en")
    return tuple(
        (text, renderer.render(text, source="a.md", first_line=1, lang="")[0].html)
        for text in PAYLOADS[:: 1 if IS_FULL else 3]
    )


def elements_of(story: str) -> set[str]:
    page = LexborHTMLParser(f"<!DOCTYPE html><body><main>{story}</main>")
    return {node.tag or "" for node in page.css("main *")}


def attributes_of(story: str) -> Iterator[tuple[str, str]]:
    page = LexborHTMLParser(f"<!DOCTYPE html><body><main>{story}</main>")
    for node in page.css("main *"):
        yield from ((name.lower(), value or "") for name, value in node.attributes.items())


def test_there_are_hundreds_of_payloads() -> None:
    assert len(PAYLOADS) > 1000


@pytest.mark.sampled
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", ["sanitize", "escape"])
def test_nothing_of_an_author_is_active_where_html_is_not_allowed(raw_html: str, dialect: str) -> None:
    active = [
        text
        for text, story in stories(raw_html, dialect)
        if not ACTIVE.isdisjoint(elements_of(story))
        or any(name.startswith("on") or name == "srcdoc" for name, _ in attributes_of(story))
    ]

    assert active == []


@pytest.mark.sampled
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", ["allow", "sanitize", "escape"])
def test_no_address_in_any_attribute_runs_a_script(raw_html: str, dialect: str) -> None:
    left = [
        (text, name, value)
        for text, story in stories(raw_html, dialect)
        for name, value in attributes_of(story)
        if runs_script(name, value)
    ]

    assert left == []


@pytest.mark.parametrize("raw_html", ["allow", "sanitize", "escape"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_handler_comes_from_a_list_of_attributes(raw_html: str, dialect: str) -> None:
    left = [
        text
        for text, story in stories(raw_html, dialect)
        if "{" in text and "<" not in text and any(name.startswith("on") for name, _ in attributes_of(story))
    ]

    assert left == []


def test_a_handler_that_an_author_typed_as_html_is_the_authors() -> None:
    addresses = Addresses(Site("Post", "https://example.org/"), {})
    renderer = BodyRenderer(MarkdownSettings(), addresses, "en")

    text = "<b onclick='go()'>x</b> *y*{: onclick='go()' } [z](/z){: onclick='other()' }"
    story = renderer.render(text, source="a.md", first_line=1, lang="")[0].html

    assert "<b onclick='go()'>x</b> <em>y</em> <a href=\"/z\">z</a>" in story


# In a browser, which is the judge of what runs.

PAGE = """<!DOCTYPE html><html><head><title>t</title>
<script>window.ran = 0; window.xss = () => { window.ran += 1 }</script></head><body>STORY</body></html>"""
PROVOKE = """() => {
  for (const node of document.querySelectorAll('body *')) {
    for (const kind of ['mouseover', 'focus', 'toggle', 'animationstart', 'pointerenter', 'load', 'error', 'begin'])
      node.dispatchEvent(new Event(kind));
    if (node.protocol === undefined || node.protocol === 'javascript:')
      node.dispatchEvent(new MouseEvent('click', {cancelable: true}));
  }
}"""
SCRIPT_ADDRESSES = """() => [...document.querySelectorAll('body *')].flatMap(node =>
  [...node.attributes].filter(each => {
  if (/^(alt|title|class|id|style)$/.test(each.name)) return false;
  try { return /^(javascript|vbscript):/.test(new URL(each.value, 'https://example.org/').protocol) }
  catch { return false }
}).map(each => node.outerHTML.slice(0, 200)))"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", lambda route: route.abort() if "paper.example" not in route.request.url else route.continue_())
    yield page
    context.close()


def load(page: Any, story: str) -> None:
    address = "https://paper.example/"
    body = PAGE.replace("STORY", story)
    page.route(address, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
    page.goto(address, wait_until="load")


def ran(page: Any, story: str) -> int:
    """How often a story called for help."""
    load(page, story)
    page.evaluate(PROVOKE)
    return int(page.evaluate("new Promise(done => setTimeout(() => done(window.ran), 200))"))


@pytest.mark.sampled
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", ["sanitize", "escape"])
def test_a_browser_runs_nothing(page: Any, raw_html: str, dialect: str) -> None:
    every = "\n".join(f"<div>{story}</div>" for _, story in stories(raw_html, dialect))

    assert ran(page, every) == 0
    assert page.evaluate(SCRIPT_ADDRESSES) == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_browser_finds_no_address_of_a_script_where_html_is_allowed(page: Any, dialect: str) -> None:
    found = [story for text, story in stories("allow", dialect) if "script>" not in text.lower()]
    load(page, "\n".join(f"<div>{story}</div>" for story in found))

    assert page.evaluate(SCRIPT_ADDRESSES) == []


def test_the_browser_would_tell(page: Any) -> None:
    assert ran(page, "<b onclick=xss()>x</b><img src=x onerror=xss()><a href='javascript:xss()'>x</a>") >= 3
    assert page.evaluate(SCRIPT_ADDRESSES)
