"""Posts of Ghost that are there only as its editor keeps them: Lexical, Mobiledoc, Markdown."""

import json
from typing import Any

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.exports.ghost_documents import read_document
from newsgen.importers.from_html.convert import markdown_of
from newsgen.importers.from_html.nodes import parse


def text(words: str, bits: int = 0) -> dict[str, Any]:
    return {"type": "extended-text", "text": words, "format": bits}


def node(kind: str, *children: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": kind, "children": list(children), **more}


def markdown_of_lexical(*nodes: dict[str, Any]) -> str:
    document = read_document(json.dumps({"root": node("root", *nodes)}), "", "")
    assert document is not None
    return markdown_of(parse(document.html)).text.strip()


def imported(site: SiteDriver, **post: object) -> Result:
    whole = {"id": "1", "uuid": "u", "title": "The wall", "slug": "wall", "status": "published", "html": None, **post}
    whole["published_at"] = "2024-05-06T07:08:09.000Z"
    export = {"db": [{"meta": {"exported_on": 1}, "data": {"posts": [whole]}}]}
    site.write_file("paper.json", json.dumps(export))
    return site.newsgen("import", str(site.root / "paper.json"), "--now", "2026-11-28")


def story(site: SiteDriver) -> str:
    return (site.root / "content/2024/05/wall.md").read_text(encoding="utf-8")


PICTURE = {"src": "https://old.example/wall.jpg", "alt": "A wall", "caption": "The <b>wall</b>"}


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (node("paragraph", text("A "), text("wall", 1), text(" and "), text("a sea", 2)), "A **wall** and *a sea*"),
        (node("paragraph", text("One"), {"type": "linebreak"}, text("two", 16)), "One  \n`two`"),
        (node("paragraph", node("link", text("It"), url="https://a.example/")), "[It](https://a.example/)"),
        (node("extended-heading", text("Later"), tag="h3"), "### Later"),
        (node("extended-quote", text("Said")), "> Said"),
        (
            node("list", node("listitem", text("a")), node("listitem", text("b")), listType="number", start=3),
            "3. a\n4. b",
        ),
        (
            node(
                "list",
                node("listitem", text("a")),
                node("listitem", node("list", node("listitem", text("deep")), listType="bullet")),
                listType="bullet",
            ),
            "- a\n    - deep",
        ),
        (
            {"type": "image", **PICTURE, "cardWidth": "wide"},
            '![A wall](https://old.example/wall.jpg "The **wall**"){.wide}',
        ),
        (
            {"type": "gallery", "images": [PICTURE, {**PICTURE, "src": "https://old.example/b.jpg"}], "caption": "Two"},
            "::: gallery Two\n![A wall](https://old.example/wall.jpg)\n\n![A wall](https://old.example/b.jpg)\n:::",
        ),
        ({"type": "codeblock", "code": "a < b\n\nc", "language": "js"}, "```js\na < b\n\nc\n```"),
        ({"type": "html", "html": "<p>Raw <i>text</i></p>"}, "Raw *text*"),
        ({"type": "markdown", "markdown": "## Then\n\nSome *more*."}, "## Then\n\nSome *more*."),
        (
            {"type": "bookmark", "url": "https://b.example/", "metadata": {"title": "B & C", "description": "Short"}},
            "[B & C](https://b.example/)\n\nShort",
        ),
        ({"type": "embed", "url": "https://vimeo.com/123", "html": "<iframe></iframe>"}, "https://vimeo.com/123"),
        ({"type": "callout", "calloutEmoji": "!", "calloutText": "<p>Mind <b>it</b></p>"}, "> ! Mind **it**"),
        ({"type": "toggle", "heading": "Why?", "content": "<p>So.</p>"}, "**Why?**\n\nSo."),
        ({"type": "button", "buttonText": "Read", "buttonUrl": "https://c.example/"}, "[Read](https://c.example/)"),
        ({"type": "horizontalrule"}, "---"),
        ({"type": "email", "html": "<p>Dear reader</p>"}, ""),
        (node("unheard-of", text("No word is lost")), "No word is lost"),
    ],
)
def test_each_node_of_lexical_is_markdown_that_a_person_would_write(made: dict[str, Any], expected: str) -> None:
    assert markdown_of_lexical(made) == expected


def test_a_story_that_has_lexical_alone_arrives(site: SiteDriver) -> None:
    document = {"root": node("root", node("paragraph", text("The wa"), text("ll", 1), text(" stands.")))}

    done = imported(site, lexical=json.dumps(document))

    assert done.code == 0, done.out + done.err
    assert "text: lexical (the export has no HTML of it: read as its editor kept it)" in done.out
    assert "stands." in story(site)


def test_a_story_that_has_mobiledoc_alone_arrives(site: SiteDriver) -> None:
    document = {
        "version": "0.3.1",
        "atoms": [["soft-return", "", {}]],
        "cards": [["image", PICTURE], ["html", {"html": "<p>Raw</p>"}], ["email", {"html": "<p>Dear</p>"}]],
        "markups": [["strong"], ["a", ["href", "https://a.example/"]]],
        "sections": [
            [1, "p", [[0, [], 0, "A "], [0, [0], 1, "wall"], [1, [], 0, 0], [0, [1], 1, "there"]]],
            [1, "h2", [[0, [], 0, "Later"]]],
            [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
            [10, 0],
            [10, 1],
            [10, 2],
        ],
    }

    done = imported(site, html="", mobiledoc=json.dumps(document))

    assert done.code == 0, done.out + done.err
    assert story(site).endswith(
        "A **wall**  \n[there](https://a.example/)\n\n## Later\n\n1. one\n2. two\n\n"
        '![A wall](https://old.example/wall.jpg "The **wall**")\n\nRaw\n'
    )
    assert "left out: “Dear” (stood in mails only)" in done.out


def test_markdown_of_the_oldest_ghosts_arrives(site: SiteDriver) -> None:
    assert imported(site, markdown="A **wall**.").code == 0
    assert story(site).endswith("\nA **wall**.\n")


def test_words_of_nodes_that_nobody_knows_are_on_the_page_or_kept(site: SiteDriver) -> None:
    """The proof counts words of the document, not of what became of it."""
    strange = {"type": "poll", "heading": "Which wall?", "buttonText": "Vote"}

    done = imported(site, lexical=json.dumps({"root": node("root", node("paragraph", text("First")), strange)}))

    assert done.code == 0, done.out + done.err
    kept = next((site.root / "imports").rglob("kept/**/wall.json")).read_text()
    assert "Which wall?" in kept


@pytest.mark.parametrize("broken", ["{", "[]", '"x"', '{"root": 5}', '{"sections": [[1], 5, [10, 99], [3, "ul", 7]]}'])
def test_a_broken_document_ends_nothing(site: SiteDriver, broken: str) -> None:
    done = imported(site, lexical=broken, mobiledoc=broken)

    assert done.code in {0, 1}
    assert "The wall" in story(site)


def test_a_document_of_great_depth_ends_nothing(site: SiteDriver) -> None:
    inner = node("paragraph", text("deep"))
    for _ in range(400):
        inner = node("quote", inner)

    assert "Traceback" not in imported(site, lexical=json.dumps({"root": node("root", inner)})).err


def test_a_story_without_any_text_is_to_be_looked_at(site: SiteDriver) -> None:
    done = imported(site)

    assert "the source has none of it; look at it" in done.out
    assert "to be looked at: 1 story" in done.out


def test_files_that_lie_nowhere_are_named_and_come_when_their_folder_is_named(site: SiteDriver) -> None:
    html = '<p>See <img src="__GHOST_URL__/content/images/wall.jpg" alt="w"></p>'
    done = imported(site, html=html)
    assert "1 picture or file lies nowhere, so what leads there is dead: /content/images/wall.jpg" in done.out

    site.write_file("files/content/images/wall.jpg", b"\xff\xd8\xff a picture")
    done = site.newsgen("import", str(site.root / "paper.json"), "--files", str(site.root / "files"))

    assert "lies nowhere" not in done.out
    assert "![w](wall.jpg)" in story(site)
