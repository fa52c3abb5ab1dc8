"""The quick ways through plain prose give what the slow ones give, to the byte."""

import re

import markdown
import pytest
from examples import examples
from hypothesis import example, given
from hypothesis import strategies as st

from newsgen.documents.html import split_tags
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer, _Rewriter, count_words
from newsgen.renderer.brackets import hide_endless_brackets
from newsgen.renderer.commonmark import CommonMarkConverter
from newsgen.renderer.markdown import MarkdownConverter
from newsgen.renderer.markdown_rules import set_rules
from newsgen.renderer.markdown_shortcuts import hasten_prose
from newsgen.renderer.markup import show_hidden
from newsgen.renderer.places import Places
from newsgen.renderer.typography import Typographer
from newsgen.settings import DEFAULT_EXTENSIONS, MarkdownSettings

_EXTENSIONS = [name for name in DEFAULT_EXTENSIONS if name != "smarty"]
_SLOW = markdown.Markdown(extensions=_EXTENSIONS)
_QUICK = markdown.Markdown(extensions=_EXTENSIONS)
set_rules(_SLOW)
set_rules(_QUICK)
hasten_prose(_QUICK)

_PIECES = st.sampled_from(
    [
        *(
            "word",
            "Ünï",
            "한국",
            "\n",
            "\n\n",
            " ",
            "  \n",
            "    ",
            "\t",
            "1. ",
            "2) ",
            "- ",
            "* ",
            "+ ",
            "> ",
            "# ",
            "## ",
            "---",
            "===",
        ),
        *(
            "*",
            "**",
            "_",
            "__",
            "`",
            "``",
            "```\n",
            "~~~\n",
            "[",
            "]",
            "(",
            ")",
            "[a]",
            "[a]: http://x\n",
            "[a](b)",
            "![a](b)",
            "!",
            "\\",
        ),
        *(
            "<b>",
            "</b>",
            "<div>",
            "</div>\n",
            "<http://x.y>",
            "<a@b.c>",
            "&amp;",
            "&",
            "<",
            ">",
            "|",
            "a|b\n-|-\nc|d\n",
            ": ",
            "term\n: def\n",
        ),
        *(
            "[^1]",
            "[^1]: note\n",
            "*[HTML]: Hyper\n",
            "HTML",
            "{: .c }",
            "{#i}",
            '"',
            "'",
            "“",
            "—",
            "...",
            "\x02",
            "\x03",
            "12. x",
            "(x)",
        ),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        *("`x`", "a\\*b", "x[^1]\n\n[^1]: note", "[a](b)", "![a](b)", "<http://x.y>", "<a@b.c>", "a  \nb", "<b>x</b>"),
        *("[a][b]\n\n[b]: /x", "![a][b]\n\n[b]: /x", "[b]\n\n[b]: /x", "![b]\n\n[b]: /x", "[a] [b]\n\n[b]: /x"),
        *("&copy; x", "&copy x", "&#64;", "~~x~~", "_x_", "*x*", "__x__", "**x**", "[a](b 'c')", "[a]: /x\n\n[a] _b_"),
        *(
            "```\nx\n```",
            "~~~\nx\n~~~",
            "<div>x</div>",
            "# x {#y}",
            "# C# {#y}",
            "a\n  \n \nb\n ",
            "a\tb",
            "a\rb\r\nc",
            "\x02x\x03",
        ),
    ],
)
def test_each_rule_is_asked_where_its_sign_is(text: str) -> None:
    assert _QUICK.reset().convert(text) == _SLOW.reset().convert(text)


@examples(1500)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_quick_and_slow_agree(text: str) -> None:
    quick = _QUICK.reset().convert(text)
    slow = _SLOW.reset().convert(text)

    assert quick == slow


_PARAGRAPHS = st.sampled_from(
    [
        *("One of them.", "Two lines\nof it.", "“Said” the third", "Ünï fourth", "한국어 문단", "(In brackets.)"),
        *(
            "- item",
            "    inside",
            "1. first",
            "> quoted",
            "## Heading",
            ":   definition",
            "[^1]: note",
            "[a]: http://x.y",
        ),
        *(
            "A [link][a] and a note[^1].",
            "| a | b |\n|---|---|\n| c | d |",
            "*[One]: more",
            "```",
            "~~~",
            "---",
            "<div>",
            "</div>",
        ),
        *(
            "ends with two  ",
            "Setext\n===",
            "",
            "\nwith a line before",
            "{: .c }",
            "Last {: .c }",
            "\tTab",
            "#No heading",
            "\\escaped",
        ),
    ]
)


@examples(1500)
@given(st.lists(_PARAGRAPHS, max_size=12).map("\n\n".join))
def test_quick_and_slow_agree_on_paragraphs(text: str) -> None:
    assert _QUICK.reset().convert(text) == _SLOW.reset().convert(text)


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph.\n\nAnother one,\nof two lines.",
        "Term\n\n:   Definition",
        "Before\n\n- item\n\n    inside\n\nAfter",
        "The HTML here.\n\n*[HTML]: Hyper Text",
        "A note[^1].\n\n[^1]: Here.\n\n    More of it.",
        "A paragraph\n{: .note }",
        "Two  \nlines",
    ],
)
def test_quick_and_slow_agree_where_rules_meet(text: str) -> None:
    assert _QUICK.reset().convert(text) == _SLOW.reset().convert(text)


def test_an_extension_that_is_not_known_turns_the_quick_ways_off() -> None:
    quick = MarkdownConverter(MarkdownSettings(), CommonMarkConverter(MarkdownSettings()))
    settings = MarkdownSettings(extensions=("extra", "wikilinks"))
    slow = MarkdownConverter(settings, CommonMarkConverter(MarkdownSettings()))

    assert "newsgen-paragraph" in quick._markdown.parser.blockprocessors
    assert "newsgen-paragraph" not in slow._markdown.parser.blockprocessors


_BLANKS = "".join(chr(code) for code in range(0x3100) if chr(code).isspace())


def _words(text: str) -> int:
    characters = re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]", text)
    letters = re.findall(r"[\u0e01-\u0fff\u1000-\u109f\u1780-\u17ff]", text)
    rest = re.sub(
        r"[\u3001\u3002\uff0c\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u0e01-\u0fff\u1000-\u109f\u1780-\u17ff]", " ", text
    )
    return len(rest.split()) + len(characters) // 2 + -(-len(letters) // 5)


@examples(1000)
@given(st.text(alphabet=f"ab é“—한漢かアｶ、ข่າབ་ကិ\u2fff\u200b.{_BLANKS}", max_size=12))
def test_words_are_counted_as_if_each_were_taken_out(text: str) -> None:
    assert count_words(text) == _words(text)


_SLOW_SPLIT = re.compile(
    r"""(<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9]*(?:[\s/][^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)?>)""", re.DOTALL
)
_PIECES_OF_HTML = """
<p> </p> <em> </em> <b␣class='a<b'> <a␣href="b.md"> <img␣src=x.png> </a> <br/> <br␣/> <!--a--> <!--␣--> <code>
</code> <pre> <svg> </svg> <h2␣id="a"> <li> < > <1> </ &lt; &quot; &#39; " ' -- --- ... .. - & 漢字 한 é word ␣
"""
# `<word` and `</word` open tags whose names go on until a blank, by the standard, and not until the next angle.
_HTML = (
    st.lists(st.sampled_from(_PIECES_OF_HTML.split()) | st.just("\n"), max_size=20)
    .map(lambda pieces: "".join(pieces).replace("␣", " "))
    .filter(lambda html: "<word" not in html and "</word" not in html)
)


@examples(1000)
@given(_HTML)
def test_tags_are_parted_from_text_as_ever(html: str) -> None:
    assert split_tags(html) == _SLOW_SPLIT.split(html)


@examples(1000)
@example('word<p>"word')
@example('word<em>"')
@example("漢字 \n漢字")
@given(_HTML)
def test_tags_stay_where_they_are_and_words_are_counted_as_piece_by_piece(html: str) -> None:
    if re.search("<(code|pre|svg)", html):
        return
    addresses = Addresses(Site("T", "https://example.org/"), {})
    rewriter = _Rewriter(addresses, "a.md", Places(html, "a.md", 1), Typographer("en"))

    led = _SLOW_SPLIT.split(rewriter.rewrite(html))

    pieces = _SLOW_SPLIT.split(html)
    assert list(map(_typed, led[::2])) == list(map(_typed, pieces[::2]))
    assert rewriter.word_count == sum(map(_words, pieces[::2]))


def _typed(text: str) -> str:
    """A text with one straight mark for all quotation marks (one inside another may change), and without line ends.

    Among ideographs the blanks beside a line end go with it.
    """
    for marks, straight in (('“”″‘’′"', "'"), ("—–", "-"), ("…", "...")):
        for mark in marks:
            text = text.replace(mark, straight)
    text = text.replace("&quot;", "'").replace("&#39;", "'")
    return re.sub(" *\n *", "", re.sub("-+", "-", text))


def test_code_and_drawings_keep_their_marks_and_scripts_count_no_words() -> None:
    renderer = BodyRenderer(MarkdownSettings(), Addresses(Site("T", "https://example.org/"), {}), "en")

    text = 'A "b" `"c"` <svg><text>"d"</text></svg> "e"'
    body, _ = renderer.render(text, source="a.md", first_line=1, lang="")

    assert body.html == '<p>A “b” <code>"c"</code> <svg><text>"d"</text></svg> “e”</p>'
    assert body.word_count == 4


_BRACKETS = [
    "[",
    "]",
    "![",
    "[a]",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "(",
    ")",
    "word ",
    "*",
    "\n",
    "\\",
    "[[[[a]]]]",
]


@examples(1000)
@given(st.lists(st.sampled_from(_BRACKETS), max_size=14).map("".join))
def test_brackets_that_nothing_closes_are_text_anyway(text: str) -> None:
    text += "\n\n[a]: http://x.y\n\n[^1]: note"
    if re.search(r"\](?:\(|\s?\[)", re.sub(r"\[a\]\(b\)", "", text)):
        return  # An open bracket behind a name makes Markdown pass over the name.

    assert show_hidden(_QUICK.reset().convert(hide_endless_brackets(text, steps=0))) == _QUICK.reset().convert(text)


def test_brackets_are_hidden_only_where_they_are_many() -> None:
    text = "[a](b) [" * 100

    assert hide_endless_brackets(text) == text
    assert hide_endless_brackets(text * 100) != text * 100
