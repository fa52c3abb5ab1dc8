"""Texts that systems keep as trees in JSON: Contentful, Sanity, ProseMirror, Slate, Strapi, Lexical, Draft.js."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import SiteDriver

from newsgen.importers.from_html.convert import markdown_of
from newsgen.importers.from_html.nodes import parse
from newsgen.importers.tables.rich_text import html_of_rich

EXPECTED = """\
## Later

A **wall** and [a *sea*](https://a.example/).

- one
- two

1. first

> Said

![A wall](https://old.example/wall.jpg)
"""


def word(text: str, *marks: str) -> dict[str, Any]:
    """As Contentful has it."""
    return {"nodeType": "text", "value": text, "marks": [{"type": mark} for mark in marks], "data": {}}


def tree(kind: str, *content: dict[str, Any], **data: object) -> dict[str, Any]:
    return {"nodeType": kind, "content": list(content), "data": data}


CONTENTFUL = tree(
    "document",
    tree("heading-2", word("Later")),
    tree(
        "paragraph",
        word("A "),
        word("wall", "bold"),
        word(" and "),
        tree("hyperlink", word("a "), word("sea", "italic"), uri="https://a.example/"),
        word("."),
    ),
    tree(
        "unordered-list",
        tree("list-item", tree("paragraph", word("one"))),
        tree("list-item", tree("paragraph", word("two"))),
    ),
    tree("ordered-list", tree("list-item", tree("paragraph", word("first")))),
    tree("blockquote", tree("paragraph", word("Said"))),
    tree("embedded-asset-block", target={"url": "https://old.example/wall.jpg", "alt": "A wall"}),
)


def span(text: str, *marks: str) -> dict[str, Any]:
    return {"_type": "span", "text": text, "marks": list(marks)}


def block(*spans: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"_type": "block", "style": "normal", "markDefs": [], "children": list(spans), **more}


SANITY = [
    block(span("Later"), style="h2"),
    block(
        span("A "),
        span("wall", "strong"),
        span(" and "),
        span("a ", "k1"),
        span("sea", "k1", "em"),
        span("."),
        markDefs=[{"_key": "k1", "_type": "link", "href": "https://a.example/"}],
    ),
    block(span("one"), listItem="bullet", level=1),
    block(span("two"), listItem="bullet", level=1),
    block(span("first"), listItem="number", level=1),
    block(span("Said"), style="blockquote"),
    {"_type": "image", "asset": {"url": "https://old.example/wall.jpg"}, "alt": "A wall"},
]


def piece(text: str, *marks: object) -> dict[str, Any]:
    named = [{"type": mark} if isinstance(mark, str) else mark for mark in marks]
    return {"type": "text", "text": text, "marks": named}


def pm(kind: str, *content: dict[str, Any], **attrs: object) -> dict[str, Any]:
    return {"type": kind, "content": list(content), "attrs": attrs}


LINK = {"type": "link", "attrs": {"href": "https://a.example/"}}
PROSEMIRROR = pm(
    "doc",
    pm("heading", piece("Later"), level=2),
    pm(
        "paragraph",
        piece("A "),
        piece("wall", "bold"),
        piece(" and "),
        piece("a ", LINK),
        piece("sea", LINK, "italic"),
        piece("."),
    ),
    pm("bulletList", pm("listItem", pm("paragraph", piece("one"))), pm("listItem", pm("paragraph", piece("two")))),
    pm("orderedList", pm("listItem", pm("paragraph", piece("first")))),
    pm("blockquote", pm("paragraph", piece("Said"))),
    {"type": "image", "attrs": {"src": "https://old.example/wall.jpg", "alt": "A wall"}},
)


def leaf(text: str, **marks: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, **marks}


def strapi(kind: str, *children: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": kind, "children": list(children), **more}


STRAPI = [
    strapi("heading", leaf("Later"), level=2),
    strapi(
        "paragraph",
        leaf("A "),
        leaf("wall", bold=True),
        leaf(" and "),
        strapi("link", leaf("a "), leaf("sea", italic=True), url="https://a.example/"),
        leaf("."),
    ),
    strapi("list", strapi("list-item", leaf("one")), strapi("list-item", leaf("two")), format="unordered"),
    strapi("list", strapi("list-item", leaf("first")), format="ordered"),
    strapi("quote", leaf("Said")),
    strapi("image", leaf(""), image={"url": "https://old.example/wall.jpg", "alternativeText": "A wall"}),
]
DRAFT = {
    "blocks": [
        {"type": "header-two", "text": "Later"},
        {
            "type": "unstyled",
            "text": "A wall and a sea.",
            "inlineStyleRanges": [
                {"style": "BOLD", "offset": 2, "length": 4},
                {"style": "ITALIC", "offset": 13, "length": 3},
            ],
            "entityRanges": [{"key": 0, "offset": 11, "length": 5}],
        },
        {"type": "unordered-list-item", "text": "one"},
        {"type": "unordered-list-item", "text": "two"},
        {"type": "ordered-list-item", "text": "first"},
        {"type": "blockquote", "text": "Said"},
        {"type": "atomic", "text": " ", "entityRanges": [{"key": 1, "offset": 0, "length": 1}]},
    ],
    "entityMap": {
        "0": {"type": "LINK", "data": {"url": "https://a.example/"}},
        "1": {"type": "IMAGE", "data": {"src": "https://old.example/wall.jpg", "alt": "A wall"}},
    },
}
TREES = {
    "contentful": CONTENTFUL,
    "sanity": SANITY,
    "prosemirror": PROSEMIRROR,
    "strapi": STRAPI,
    "draft": DRAFT,
}


def markdown(value: object) -> str:
    made = html_of_rich(value)
    assert made is not None
    return markdown_of(parse(made)).text.strip() + "\n"


@pytest.mark.parametrize("name", TREES)
def test_a_tree_is_markdown_that_a_person_would_write(name: str) -> None:
    assert markdown(TREES[name]) == EXPECTED


def test_lists_of_sanity_stand_in_one_another_by_their_levels() -> None:
    items = [("a", 1), ("b", 2), ("c", 2), ("d", 1)]
    blocks = [block(span(text), listItem="bullet", level=level) for text, level in items]

    assert markdown(blocks) == "- a\n    - b\n    - c\n- d\n"


def test_code_keeps_its_lines_and_its_language() -> None:
    assert markdown([block(span("x")), {"_type": "code", "language": "js", "code": "a < b\n\nc"}]) == (
        "x\n\n```js\na < b\n\nc\n```\n"
    )


def test_words_of_nodes_that_nobody_knows_are_not_lost() -> None:
    strange = {"_type": "factbox", "title": "The facts", "children": [block(span("Seven walls"))]}

    assert "Seven walls" in markdown([block(span("x")), strange])
    assert "Just words" in markdown([block(span("x")), {"_type": "teaser", "text": "Just words"}])


@pytest.mark.parametrize(
    "value",
    [
        "text",
        [],
        [1],
        {},
        {"type": "doc"},
        [{"name": "Kim", "children": [{"text": "a comment without a kind"}]}],
        [{"id": 1, "title": "tag"}],
    ],
)
def test_what_is_no_tree_stays_what_it_is(value: object) -> None:
    assert html_of_rich(value) is None


def test_a_tree_of_great_depth_ends_nothing() -> None:
    inner = tree("paragraph", word("deep"))
    for _ in range(300):
        inner = tree("blockquote", inner)

    assert isinstance(html_of_rich(tree("document", inner)), str)


def test_a_file_of_contentful_becomes_a_story(site: SiteDriver) -> None:
    entry = {
        "sys": {"id": "e1"},
        "fields": {"title": {"en": "The wall"}, "date": {"en": "2020-05-06"}, "body": {"en": CONTENTFUL}},
    }
    other = {**entry, "sys": {"id": "e2"}, "fields": {**entry["fields"], "title": {"en": "The sea"}}}
    site.write_file("paper.json", json.dumps({"entries": [entry, other]}))

    done = site.newsgen("import", str(site.root / "paper.json"), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert (site.root / "content/2020/05/the-wall.md").read_text().endswith(EXPECTED)


def test_a_tree_in_a_cell_of_a_database_becomes_a_text(site: SiteDriver, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "paper.sqlite") as database:
        database.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, title TEXT, published_at TEXT, body TEXT)")
        rows = [(number, f"Wall {number}", "2020-05-06", json.dumps(STRAPI)) for number in (1, 2)]
        database.executemany("INSERT INTO articles VALUES (?, ?, ?, ?)", rows)

    done = site.newsgen("import", str(tmp_path / "paper.sqlite"), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert (site.root / "content/2020/05/wall-1.md").read_text().endswith(EXPECTED)
