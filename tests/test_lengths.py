"""Signs that nothing ends, a million times: read in time that grows with their length.

Nothing here looks at a clock. What would try each place of a text against each other one takes hours, and the limit
of the whole suite ends it.
"""

from collections.abc import Callable

import pytest

from newsgen.documents.text import Text
from newsgen.documents.values import header_key, load_toml
from newsgen.errors import Problem
from newsgen.importers.feeds.documents import read_document
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.generators.front import HEADING
from newsgen.importers.generators.own_blocks import with_own_blocks
from newsgen.importers.generators.said import said_by_markdown
from newsgen.importers.generators.tags import Tag, resolve
from newsgen.importers.saved_pages.encodings import decoded_page
from newsgen.importers.saved_pages.linked_data import read_linked_data
from newsgen.importers.wordpress.said import said_in
from newsgen.renderer.commonmark import CommonMarkConverter
from newsgen.settings import MarkdownSettings

MILLION = 1_000_000


def test_a_word_of_a_million_letters_in_toml_is_a_value() -> None:
    assert load_toml(Text("a.toml", f'a = "{"x" * MILLION}"')) == {"a": "x" * MILLION}


def test_dots_in_a_string_of_toml_are_no_nested_keys() -> None:
    assert load_toml(Text("a.toml", f'a = """\n{"b." * 300}"""\nc = \'{"d." * 300}\' # {"e." * 300}')) == {
        "a": "b." * 300,
        "c": "d." * 300,
    }


@pytest.mark.parametrize("typed", ["{}c = 1", "[{}c]", "a = {{ {}c = 1 }}", "a = 'b'\n'''\n'''\n{}c = 1"])
@pytest.mark.parametrize("part", ["b.", "b . ", '"b".', "'b'\t."])
def test_a_key_of_very_many_parts_is_refused_before_it_is_parsed(part: str, typed: str) -> None:
    problem = load_toml(Text("a.toml", typed.format(part * 20_000)))

    assert isinstance(problem, Problem)
    assert "nested deeper than" in problem.what


def test_a_million_blanks_behind_a_word_are_no_header() -> None:
    assert not header_key("a" + " " * MILLION + "b")
    assert header_key("Date of  this" + " " * 10 + ": x") == "date of  this"


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n| - | - |\n" + " " * MILLION + "|",
        " " * MILLION + "| a",
        "[a]:" + " " * MILLION + "\n\nb",
        "a:" * (MILLION // 2),
    ],
    ids=["blanks in a table", "blanks before a bar", "blanks behind a definition", "colons"],
)
def test_a_line_of_a_million_signs_is_converted(text: str) -> None:
    assert CommonMarkConverter(MarkdownSettings()).convert(text).html


def resolved(text: str) -> str:
    def typed(tag: Tag) -> tuple[str, str]:
        return tag.raw, ""

    return resolve(text, lambda _: None, typed)


def boxed(text: str) -> str:
    return with_own_blocks(text, is_indented=True)


def linked_data(text: str) -> object:
    return read_linked_data([text], "").story


UNENDED: dict[str, tuple[Callable[[str], object], str]] = {
    "comments in a headline": (line_of_html, "<!--" * MILLION),
    "blanks in a tag of Hugo": (resolved, "{{< a" + " " * MILLION),
    "blanks in a tag of Liquid": (resolved, "{% a" + " " * MILLION),
    "blanks in an expression": (resolved, "{{ a" + " " * MILLION),
    "blanks behind three slashes": (boxed, "/// a\nb\n///\n\n///" + " " * MILLION + "]\n"),
    "blanks behind a box's mark": (boxed, "!!!" + " " * MILLION + "]"),
    "empty lines before a headline": (HEADING.match, "\n" * MILLION + " "),
    "slashes": (said_by_markdown, "/" * MILLION),
    "remarks of Hugo": (said_by_markdown, "{{</*" * 200_000),
    "blanks in a shortcode": (said_in, "[a" + " " * MILLION),
    "blanks in JSON-LD": (linked_data, "{}" + " " * 390_000 + "x"),
    "blanks behind a type": (linked_data, '{"@type":' + " " * 390_000 + "x"),
    "a type without end": (linked_data, '{"@type": "' + "x" * 390_000 + '"}'),
    "angles in a page of no encoding": (lambda text: decoded_page(text.encode("latin-1")), "<" * 200_000 + "\xff"),
}


@pytest.mark.parametrize("case", UNENDED)
def test_what_nothing_ends_is_read_by_importers(case: str) -> None:
    read, text = UNENDED[case]

    read(text)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("typed", ["{}", "<![CDATA[{}]]>"])
@pytest.mark.parametrize("name", ["author", "dc:creator", "itunes:author"])
def test_an_author_of_very_many_letters_is_read_in_a_feed(name: str, typed: str) -> None:
    said = f"<{name}>{typed.format('x' * 200_000)}</{name}>"
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    feed = f"<rss version='2.0' {spaces}><channel><item><title>A</title>{said}</item></channel></rss>"

    assert [entry.title for entry in read_document(feed.encode()).entries] == ["A"]
