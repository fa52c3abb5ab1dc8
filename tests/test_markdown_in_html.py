"""Markdown inside of an author's HTML, where an attribute asks for it."""

import re

import pytest
from examples import some_of
from pace import paced
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.card_texts import CardTexts
from newsgen.settings import DIALECTS, MarkdownSettings

in_both = pytest.mark.parametrize("dialect", DIALECTS)


def render(text: str, dialect: str = "commonmark", raw_html: str = "allow") -> tuple[str, list[Problem]]:
    settings = MarkdownSettings(dialect, raw_html=raw_html)
    renderer = BodyRenderer(settings, Addresses(Site("Post", "https://example.org/"), {}), "en")
    body, problems = renderer.render(text, source="a.md", first_line=1, lang="")
    return re.sub(r">\s+|\s+<", lambda found: found[0].strip(), body.html), problems


@in_both
@pytest.mark.parametrize("raw_html", ["allow", "sanitize"])
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<div markdown="1">\n*a*\n\n- b\n</div>\n\nc', "<div><p><em>a</em></p><ul><li>b</li></ul></div><p>c</p>"),
        ("<div markdown='1'>*a* b</div> **c**", "<div><p><em>a</em>b</p></div><p><strong>c</strong></p>"),
        ('<p markdown="1">\n*누리호*\n</p>', "<p><em>누리호</em></p>"),
        ('<aside markdown="span">*été*\nb</aside>', "<aside><em>été</em>b</aside>"),
        (
            '<div markdown="block">\n**一**\n\n<div markdown="1">\n*二*\n</div>\n</div>',
            "<div><p><strong>一</strong></p><div><p><em>二</em></p></div></div>",
        ),
        ('`<div markdown="1">*a*</div>`', None),
        ("```\n<div markdown=1>\n*a*\n</div>\n```", None),
        ("    <div markdown=1>*a*</div>", None),
    ],
)
def test_both_dialects_read_it(text: str, shown: str | None, raw_html: str, dialect: str) -> None:
    html, problems = render(text, dialect, raw_html)

    assert not problems
    assert html == shown if shown else LexborHTMLParser(html).css_first("code").text().strip() in text
    assert "<em>a" not in html or "markdown" not in html


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<table>\n<tr><td markdown=1>*x*</td><td>*y*</td></tr></table>", "<td><em>x</em></td><td>*y*</td>"),
        (
            "<table markdown=1>\n  <tr markdown=1>\n    <td markdown=1>*x*</td>\n  </tr>\n</table>",
            "<td><em>x</em></td>",
        ),
        ("- a\n\n  <div markdown=1>\n  *x*\n  </div>\n- b", "<div><p><em>x</em></p></div></li><li>"),
        (
            "- a\n\n    <div markdown=1>*x*\n\n    - y\n    </div>\n\n- b",
            "<div><p><em>x</em></p><ul><li>y</li></ul></div>",
        ),
        ("1. 한\n   <div markdown=1>\n   **국**\n   </div>\n2. b", "<div><p><strong>국</strong></p></div></li><li>"),
        ("text <div markdown=1>*a*</div>", "<div><em>a</em></div>"),
        ("<b markdown=1>*a*</b> b", "<b><em>a</em></b>"),
        ('<div markdown="0">*a*</div>', "<div>*a*</div>"),
        (
            "<details markdown=1>\n<summary markdown=1>So *m*</summary>\n[x][a]\n</details>\n\n[a]: https://x.example/",
            '<details><summary>So<em>m</em></summary><p><a href="https://x.example/">x</a></p></details>',
        ),
        ("<blockquote markdown=1>\n`</blockquote>` *ё*\n</blockquote>", "</code><em>ё</em></p></blockquote>"),
        ("<div>\n<p markdown=1>*a*</p>\n*raw*\n</div>", "<p><em>a</em></p>*raw*</div>"),
        (
            "<figure markdown=1>\n*a*\n<figcaption markdown=span>A *b*</figcaption>\n</figure>",
            "A<em>b</em></figcaption>",
        ),
    ],
)
def test_commonmark_reads_it_wherever_a_block_may_stand(text: str, shown: str) -> None:
    html, problems = render(text)

    assert shown in html
    assert "markdown" not in html
    assert not problems


@pytest.mark.parametrize(
    ("text", "column", "name"),
    [("> <div markdown=1>\n> *a*\n> </div>", 3, "div"), ("- <section markdown='1'>*a*</section>", 3, "section")],
)
def test_where_it_is_not_read_that_is_told(text: str, column: int, name: str) -> None:
    html, problems = render(text)

    assert "*a*" in html
    assert [(problem.line, problem.column, problem.what, problem.is_error) for problem in problems] == [
        (1, column, f"Markdown inside of <{name}> is not read, since something stands before the tag", False)
    ]


def test_what_is_not_closed_ends_with_the_story_and_is_told() -> None:
    html, problems = render("x\n\n<div markdown=1>\n<p title='a>b' markdown=1>*a*\n\nb")

    assert html == "<p>x</p><div><p title='a>b'><p><em>a</em></p><p>b</p></div>"
    assert (3, 1, "<div> is not closed before the story ends") in [
        (problem.line, problem.column, problem.what) for problem in problems
    ]


def test_what_is_not_closed_is_told_where_it_stands_and_not_where_code_shows_the_same() -> None:
    _, problems = render("`<div markdown=1>`\n\n<div markdown=1>\n\n<div markdown=1>\n\nb\n\n</div>")

    assert [(problem.line, problem.column) for problem in problems if "story ends" in problem.what] == [(3, 1)]


@in_both
def test_an_escaped_tag_asks_for_nothing(dialect: str) -> None:
    html, problems = render('<div markdown="1">*a*</div>', dialect, "escape")

    assert html == "<p>&lt;div markdown=“1”&gt;<em>a</em>&lt;/div&gt;</p>"
    assert not problems


@in_both
@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ('<div markdown="1">\n*One* two\n</div>\n\nthree', "One two three"),
        ("<div markdown=1>\n**Eins** zwei\n\n" + "drei\n\n" * 400 + "</div>", "Eins zwei drei"),
        ('<p markdown="1">*본문*이다</p>', "본문이다"),
    ],
)
def test_a_summary_reads_it_too(text: str, summary: str, dialect: str) -> None:
    assert CardTexts(MarkdownSettings(dialect), "en").summary(text, "").startswith(summary)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "piece",
    some_of(
        [
            "<div markdown=1>",
            "<div markdown=1>a</div>\n",
            "<p markdown=1>\n",
            "<b>",
            "<b></i>",
            "- a\n    <p markdown=1>x</p>\n",
            "</div>",
        ]
    ),
)
def test_many_of_them_take_no_sixteenfold_time(piece: str) -> None:
    short = min(paced(lambda: render("<i markdown=1>" + piece * 250))[1] for _ in range(3))
    long = min(paced(lambda: render("<i markdown=1>" + piece * 1000))[1] for _ in range(2))

    assert long < 12 * short + 30
