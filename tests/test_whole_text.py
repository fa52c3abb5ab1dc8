"""A line like a definition is text unless a link asks for it: no word of a story is lost, in either dialect."""

import pytest

from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.settings import DIALECTS, MarkdownSettings

SITE = Site("Post", "https://example.org/")


def body_of(text: str, dialect: str) -> str:
    renderer = BodyRenderer(MarkdownSettings(dialect), Addresses(SITE, {}), "en")
    body, problems = renderer.render(text, source="a.md", first_line=1, lang="")
    assert not problems
    return body.html


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        "> [Q]: Whistle",
        "> > [Q]: Whistle",
        "- [Q]: Whistle",
        "1. [Q]: Whistle",
        "Say `[q]`.\n\n[q]: Whistle",
        "Say ``[q] ` ``.\n\n[q]: Whistle",
        "    [q]\n\n[q]: Whistle",
        '<p title="[q]">a</p>\n\n[q]: Whistle',
        "[Q]: Why\n\n> [A]: Whistle",
        "[^]: Whistle",
        "1. [^]:who:Whistle",
        "a\n\n[^b\nWhistle]: c",
        "| a | b |\n|---|---|\n|---|---|---|\n| c | d | Whistle |",
    ],
)
def test_a_line_that_no_link_asks_for_is_text(text: str, dialect: str) -> None:
    assert "Whistle" in body_of(text, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", ["[q]", "[it][q]", "[q][]", "> [q]", "- [Q]", "**[q]**", "`[q]` and [q]"])
def test_a_line_that_a_link_asks_for_is_its_address(text: str, dialect: str) -> None:
    rendered = body_of(f"{text}\n\n[q]: /there", dialect)

    assert '<a href="/there">' in rendered
    assert "[q]: " not in rendered


@pytest.mark.parametrize("dialect", DIALECTS)
def test_one_story_knows_nothing_of_the_definitions_of_another(dialect: str) -> None:
    renderer = BodyRenderer(MarkdownSettings(dialect), Addresses(SITE, {}), "en")
    renderer.render("`[q]`\n\n[q]: Whistle", source="a.md", first_line=1, lang="")

    body, _ = renderer.render("See [q].\n\n[q]: /there", source="b.md", first_line=1, lang="")

    assert '<a href="/there">q</a>' in body.html
