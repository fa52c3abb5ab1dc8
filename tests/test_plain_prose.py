"""The quick way through plain prose gives what Python-Markdown gives, to the byte."""

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.renderer.plain_prose import hasten_plain_prose
from newsgen.renderer.set_aside import set_aside
from newsgen.settings import DEFAULT_EXTENSIONS

_EXTENSIONS = [*(name for name in DEFAULT_EXTENSIONS if name != "smarty"), "toc"]
_SLOW = markdown.Markdown(extensions=_EXTENSIONS)
_QUICK = markdown.Markdown(extensions=_EXTENSIONS)
hasten_plain_prose(_QUICK)

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


@settings(max_examples=1500, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_quick_and_slow_agree(text: str) -> None:
    quick = _QUICK.reset().convert(text)
    slow = _SLOW.reset().convert(text)

    assert quick == slow
    aside = set_aside(text)
    assert aside.put_back(_QUICK.reset().convert(aside.text), str) == slow


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


@settings(max_examples=1500, deadline=None)
@given(st.lists(_PARAGRAPHS, max_size=12).map("\n\n".join))
def test_what_is_set_aside_comes_back_as_it_would_have_come_out(text: str) -> None:
    aside = set_aside(text)

    assert aside.put_back(_QUICK.reset().convert(aside.text), str) == _SLOW.reset().convert(text)


def test_plain_paragraphs_are_set_aside() -> None:
    aside = set_aside("\n# Head\n\nOne.\n\nTwo,\nthree.\n\nFour.\n\nWith *marks*.\n\nFive.\n\nSix.\n")

    assert aside.runs == (("One.", "Two,\nthree."), ("Five.", "Six."))


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


def test_an_unknown_pattern_leaves_the_converter_as_it_is() -> None:
    converter = markdown.Markdown(extensions=[*_EXTENSIONS, "wikilinks"])
    before = converter.treeprocessors["inline"]

    hasten_plain_prose(converter)

    assert converter.treeprocessors["inline"] is before
