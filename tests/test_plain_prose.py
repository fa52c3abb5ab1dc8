"""The quick way through plain prose gives what Python-Markdown gives, to the byte."""

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsgen.renderer.plain_prose import hasten_plain_prose
from newsgen.settings import DEFAULT_EXTENSIONS

_EXTENSIONS = [*(name for name in DEFAULT_EXTENSIONS if name != "smarty"), "toc"]
_SLOW = markdown.Markdown(extensions=_EXTENSIONS)
_QUICK = markdown.Markdown(extensions=_EXTENSIONS)
hasten_plain_prose(_QUICK)

_PIECES = st.sampled_from(
    [
        *("word", "Ünï", "한국", "\n", "\n\n", " ", "  \n", "    ", "\t", "1. ", "2) ", "- ", "* ", "+ ", "> ", "# ", "## ", "---", "==="),
        *("*", "**", "_", "__", "`", "``", "```\n", "~~~\n", "[", "]", "(", ")", "[a]", "[a]: http://x\n", "[a](b)", "![a](b)", "!", "\\"),
        *("<b>", "</b>", "<div>", "</div>\n", "<http://x.y>", "<a@b.c>", "&amp;", "&", "<", ">", "|", "a|b\n-|-\nc|d\n", ": ", "term\n: def\n"),
        *("[^1]", "[^1]: note\n", "*[HTML]: Hyper\n", "HTML", "{: .c }", "{#i}", '"', "'", "“", "—", "...", "\x02", "\x03", "12. x", "(x)"),
    ]
)


@settings(max_examples=1500, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_quick_and_slow_agree(text: str) -> None:
    quick = _QUICK.reset().convert(text)
    slow = _SLOW.reset().convert(text)

    assert quick == slow


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
