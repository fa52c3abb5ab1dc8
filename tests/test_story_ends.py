"""What an author's HTML leaves open, or closes without opening, ends with the story: the page stands as it was."""

import re

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.body import Body
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.closing import Closed, letters_lost
from newsgen.renderer.places import Places
from newsgen.settings import DIALECTS, RAW_HTML, MarkdownSettings

SITE = Site("Post", "https://example.org/")
PAGE = (
    '<html lang="en"><body class="own"><div id="top"><article id="story">{}</article><p id="foot">Foot</p></div></body>'
)


def render(text: str, dialect: str = "markdown", raw_html: str = "allow") -> tuple[Body, list[Problem]]:
    renderer = BodyRenderer(MarkdownSettings(dialect, raw_html=raw_html), Addresses(SITE, {}), "en")
    return renderer.render(text, source="a.md", first_line=1, lang="")


def html_of(text: str, dialect: str = "markdown", raw_html: str = "allow") -> str:
    return render(text, dialect, raw_html)[0].html


def assert_the_page_stands(story: str) -> None:
    page = LexborHTMLParser(PAGE.format(story))
    foot = page.css_first("#foot")
    assert foot is not None, story
    assert foot.parent is not None
    assert foot.parent.attributes.get("id") == "top", story
    assert (foot.html or "") == '<p id="foot">Foot</p>', story
    assert [node.attributes.get("id") for node in page.css("#top > *")] == ["story", "foot"], story
    body, root = page.css_first("body"), page.css_first("html")
    assert body is not None
    assert root is not None
    assert (dict(body.attributes), dict(root.attributes)) == ({"class": "own"}, {"lang": "en"}), story
    assert not page.css("base, frameset, frame, plaintext, meta[http-equiv]"), story


def shown(story: str) -> str:
    main = LexborHTMLParser(PAGE.format(story)).css_first("#story")
    assert main is not None
    return " ".join(main.text(separator=" ").split())


TICKERS = [
    ("Approval to acquire USAir Group <U>.", "<U>."),
    ("Shares of <A>, <P>, <B>, <I>, <S>, <Q>, <DD> fell.", "<A>, <P>, <B>, <I>, <S>, <Q>, <DD> fell"),
    ("Gains for AMR Corp <EM> and Delta <ABBR> today.", "<EM> and Delta <ABBR> today"),
    ("Thai Airways <TT>; Texaco <TX>; Tyco <VAR>", "<TT>; Texaco <TX>; Tyco <VAR>"),
    ("Er kaufte <U>Aktien und <B>Bonds", "<U>Aktien und <B>Bonds"),
    ("株<U>は、東京<S>で", "株<U>は、東京<S>で"),
    ("سهم <A> و <P>", "سهم <A> و <P>"),
    ("- <I>\n- ירדה <Q>", "<I> ירדה <Q>"),
    ("Kurse von <SUB> und <DT> stiegen", "<SUB> und <DT> stiegen"),
    ("Le titre <LI> gagne 3 %, <H1> perd.", "<LI> gagne 3 %, <H1> perd"),
    ("삼성전자 <CODE> 주가, <TD> 하락", "<CODE> 주가, <TD> 하락"),
    ("東京 <RT>、大阪 <KBD>。", "<RT>、大阪 <KBD>。"),
    ("سهم <SUP> ارتفع", "<SUP> ارتفع"),
    ("Filed by <SOURCE> in the <AREA> of <TEXT> and <LINE>", "<SOURCE> in the <AREA> of <TEXT> and <LINE>"),
    ("Options of\n<P> fell, of\n<DIV> rose", "<P> fell, of <DIV> rose"),
]


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(("text", "words"), TICKERS)
def test_a_tag_that_nothing_closes_is_a_word_where_it_stands_among_words(text: str, words: str, dialect: str) -> None:
    body, problems = render(f"{text}\n\nThe *rest* of it.", dialect)

    page = LexborHTMLParser(body.html)
    assert words in " ".join((page.text() or "").split())
    assert [node.text() for node in page.css("em")] == ["rest"]
    assert not problems


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "text",
    [
        '<p class="lead">A <b>bold</b> word</p>',
        "<div>\n<p>one\n<p>two</p>\n</div>",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>1<td>2<tr><td>3</table>",
        "<dl><dt>A<dd>b</dl>",
        '<img src="https://x.example/a.png" alt="" loading="eager">',
        "<select><option>a<option>b</select>",
        '<svg viewBox="0 0 1 1"><title>A wheel</title><g><circle r="1"/></g></svg>',
        "<details><summary>S</summary>text</details>",
        "<ruby>東<rt>とう<rt>x</ruby>",
        "<A HREF='https://x.example/'>x</A> <hr> <BR> a<wbr>b",
        '<iframe src="https://v.example/1" allowfullscreen></iframe>',
        "<script>if (a < b && c > d) { document.write('<div>') }</script>",
    ],
)
def test_html_that_is_balanced_stays_to_the_byte(text: str, dialect: str) -> None:
    body, problems = render(f"Before\n\n{text}\n\nafter", dialect)

    assert text in body.html
    assert not problems


OPEN = [
    "<b>bold, and *more*",
    '<font color="red">red',
    "<div><b>one</div>",
    "</div></article> two",
    "</p></p> one",
    "<i>one\n\n- two\n- <u>three</i>",
    "<table><tr><td>one",
    "<table>one<tr>two<td>three</table>",
    "<table><div>one</table>",
    "<svg><p>one</svg>",
    "<svg><style><div></style></svg> one",
    "<math><mtext><b>one",
    "<math><annotation-xml><div>one",
    "<select><option>one",
    "<select><b>one",
    "<textarea>one",
    "<title>one <b>two",
    "<title>one <b>two</title>",
    "<plaintext>one",
    "<xmp>one <b>",
    "<noframes>one",
    "<iframe>one",
    "<script>one",
    "<style>one",
    "<script><!-- <script> </script> one",
    "<html class=x><head><body class=y onload=z>one</body></html>",
    "<frameset><frame src=x>one",
    '<base href="https://evil.example/">one',
    "<meta http-equiv=refresh content=0>one",
    '<a href="https://x.example/">one\n\ntwo',
    '<a b="one\n\ntwo',
    "<!-- one",
    "<!-- one --!> two",
    "<![CDATA[ one",
    "<template><div>one</template>",
    "<form><form><div>one",
    "<button><button>one</button>",
    "<h2>one</h3>",
    "<li>one\n\n<dd>two",
    "<center><font size=4><b><i>one</b></font>",
    "<nobr><nobr>one",
    "<object><param name=a><embed src=x>one",
    "<p><p><blockquote>one</p>",
    "<a><table><a>one</table></a></a>",
    "<noscript><div>one</noscript></div></div>",
    "<dialog open><summary>one",
    "<caption>one</caption></table></td></tr>",
    "</body></html></table></svg></template> one",
]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", OPEN)
def test_nothing_reaches_out_of_the_story_and_no_word_is_lost(text: str, dialect: str, raw_html: str) -> None:
    story = html_of(f"First {text}\n\nlast *word*", dialect, raw_html)

    assert_the_page_stands(story)
    words = re.findall(r"\b(?:one|two|three|last|word)\b", re.sub(r"<!--.*?--!?>", "", text) + " last word")
    assert [word for word in words if word not in story] == []


PIECES = st.sampled_from(
    """
    <b> </b> <i> </i> <a␣href="/x"> </a> <font␣color=red> </font> <div> </div> </article> <p> </p> <table> </table> <tr>
    <td> </td> <svg> </svg> <math> </math> <mi> <title> </title> <style> </style> <textarea> </textarea> <script>
    </script> <select> </select> <option> <body> </body> <html> <base␣href=x> <template> </template> <li> <ul> </ul>
    <form> </form> <button> </button> <h2> </h2> <!-- --> --!> <! <?x ?> </ < > " ' = <a␣b=" <foreignObject> <desc>
    <noscript> </noscript> <frameset> <plaintext> <iframe> </iframe> <object> </object> <br> </br> <hr/> <div/> ` * _ w
    ↵ ↵↵ ␣ ␣␣␣␣ >␣ -␣ <nobr> <caption> <col> <dd> </dd> <rt> <annotation-xml> <mglyph> <U>, &lt;
    <div␣markdown=1> <p␣markdown=1>
    """.split()
)


@examples(300)
@given(st.lists(PIECES, max_size=14), st.sampled_from(DIALECTS), st.sampled_from(RAW_HTML))
def test_the_page_stands_whatever_the_story_is_made_of(pieces: list[str], dialect: str, raw_html: str) -> None:
    text = "".join(pieces).replace("␣", " ").replace("↵", "\n")

    assert_the_page_stands(html_of(text, dialect, raw_html))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("tag", ["<template>one", "<svg width=9>one", "<math display=block>", "<dialog>", "<video>x"])
def test_an_element_that_would_hide_the_rest_is_text_if_nothing_closes_it(tag: str, dialect: str) -> None:
    body, problems = render(f"First {tag}\n\nlast *word*", dialect)

    page = LexborHTMLParser(body.html)
    assert "last word" in shown(body.html)
    assert tag in (page.text() or "")
    assert not page.css("template, svg, math, dialog, video")
    assert [problem.rule for problem in problems] == ["open-element"]


def test_letters_that_a_parser_drops_are_counted_and_told() -> None:
    lost = letters_lost("<p>Ebb &amp; flood 7</p>", "<p>Ebb</p>")
    (problem,) = Closed("", lost=lost).problems(Places("Ebb & flood 7", "content/a.md", 1))

    assert (problem.what, problem.rule) == ("6 letters of its HTML are not in the page", "lost-words")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("One\n\n<div><em>two</div>", [(3, 6)]),
        ("`</div>` one</div> <u>u</u> <u>v", [(1, 13), (1, 29)]),
        ("<p>a</p></section>\n\n<font size=2>b", [(1, 9), (3, 1)]),
        ("x\n\n<b>y</b>\n\nz <b>w", [(5, 3)]),
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_left_open_is_told_with_its_place(text: str, places: list[tuple[int, int]], dialect: str) -> None:
    _, problems = render(text, dialect)

    assert sorted((problem.line, problem.column) for problem in problems) == places
    assert {problem.rule for problem in problems} == {"open-element"}
    assert all(problem.mend and not problem.is_error for problem in problems)
