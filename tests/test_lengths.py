"""Signs that nothing ends, a million times: read in time that grows with their length.

Nothing here looks at a clock. What would try each place of a text against each other one takes hours, and the limit
of the whole suite ends it.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import pytest

from newsgen.documents.text import Text
from newsgen.documents.values import header_key, load_toml
from newsgen.errors import Problem
from newsgen.importers import kinds
from newsgen.importers.exports import livejournal
from newsgen.importers.exports import telling as telling_of_exports
from newsgen.importers.feeds import telling
from newsgen.importers.feeds.documents import read_document
from newsgen.importers.found import markdown, names
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.from_html.unseen import is_unseen
from newsgen.importers.generators import (
    components,
    evaluating,
    fields,
    headers,
    images,
    inline_marks,
    links_in_text,
    site_scripts,
    tag_markdown,
    tags,
    tags_of_hexo,
    templates,
)
from newsgen.importers.generators.front import HEADING
from newsgen.importers.generators.own_blocks import with_own_blocks
from newsgen.importers.generators.said import said_by_markdown
from newsgen.importers.generators.script_errors import UnreadScriptError
from newsgen.importers.generators.scripts import read_expression
from newsgen.importers.generators.tags import Tag, resolve
from newsgen.importers.generators.unarrived import unarrived
from newsgen.importers.pasted import bylines, clip
from newsgen.importers.saved_pages import evidence, sections, tongue
from newsgen.importers.saved_pages.encodings import decoded_page
from newsgen.importers.saved_pages.linked_data import read_linked_data
from newsgen.importers.tables import survey
from newsgen.importers.wordpress import export, members
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


def expression_of(text: str) -> None:
    with suppress(UnreadScriptError):
        read_expression(text)


def boxed(text: str) -> str:
    return with_own_blocks(text, is_indented=True)


def linked_data(text: str) -> object:
    return read_linked_data([text], "").story


def found_by(pattern: re.Pattern[str]) -> Callable[[str], object]:
    return lambda text: [*pattern.finditer(text)]


UNENDED: dict[str, tuple[Callable[[Any], object], object]] = {
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
    "empty lines before a title": (headers.with_headers_of_rst, b"\n" * MILLION + b"x"),
    "titles that do not end": (headers.with_headers_of_html, b"<title>" * 200_000),
    "blanks behind the name of a tag": (found_by(site_scripts._DEFINED), "add_shortcode('a', " + " " * MILLION),
    "what begins comments in a script": (expression_of, "/*" * 200_000),
    "brackets in a script": (expression_of, "a" + "(" * 200_000),
    "loops of a template": (found_by(templates._LOOP_SIGN), "{% for" * 200_000),
    "settings of a template": (found_by(templates._SET), "{% set a" * 200_000),
    "values of a template": (found_by(templates._SIGN), "{{ 'a" * 20_000),
    "tags that say words": (lambda text: unarrived(text, {"a": text}, [""]), "{{< a " * 30_000),
    "a word of a field": (lambda text: unarrived("", {"a": text}, [""]), "a" * MILLION),
    "backslashes before quotes in a template": (found_by(evaluating._ATOM), '"\\' * 20_000),
    "backslashes before quotes in a tag": (found_by(tags._ARGUMENT), '"\\' * 20_000),
    "blanks in an expression of a template": (found_by(evaluating._SIGN), "{{" + " " * MILLION),
    "blanks before what joins conditions": (evaluating._JOINED.split, " " * MILLION),
    "blanks in a figure": (boxed, "<figure> ![a](b) " + " " * MILLION + "x"),
    "blanks behind an address": (found_by(links_in_text._INLINE), "[a](" + " " * MILLION + "x"),
    "a name without a value in Markdown": (found_by(markdown._ATTRIBUTE), "a" * MILLION),
    "a name without a value in a component": (found_by(components._PROPERTY), "a" * MILLION),
    "a name without a value in an export": (found_by(export._ATTRIBUTE), "a" * MILLION),
    "a name without a value in a gallery": (tag_markdown.figures_in, f"<img {'a' * MILLION}>"),
    "ticks": (found_by(markdown._CODE), "`" * 100_000 + "x"),
    "ats in an address": (markdown._AUTOLINK.fullmatch, "<" + "@" * MILLION),
    "strokes in the name of a picture": (images._OF_BUNDLE.fullmatch, "cover" + "_a" * 20_000 + "!"),
    "edits": (found_by(inline_marks._CRITIC[0][0]), "{~~ a~>" * 3_000),
    "dots in a word of Hexo": (tags_of_hexo.pictured, Tag("liquid", "img", {}, f"img {'.' * MILLION}", "")),
    "a date of many letters": (lambda text: fields.moment_of(text, cast("Any", None)), "T" * MILLION),
    "a size of a picture": (lambda text: is_unseen(lambda _: text), "0" + " " * MILLION + "x"),
    "comments before a feed": (telling._FEED.match, b"<!-- -->" * 100_000 + b"x"),
    "comments before a clipboard's HTML": (clip._HTML.match, "<!-- -->" * 100_000 + "x"),
    "blanks before XML": (kinds._XML.match, b" " * MILLION),
    "commas behind a hashtag": (bylines._HASHTAGS.fullmatch, "#a," * 60 + " !"),
    "parts between commas": (survey._COMMAS.fullmatch, "a1" + ", aa" * 60 + "."),
    "a user's name": (found_by(livejournal._USER), "<lj user=" + "a" * MILLION),
    "strokes in the name of a post": (telling_of_exports.MEDIUM_POST.fullmatch, "posts/draft_" + "-" * MILLION),
    "commas behind a name": (found_by(tongue._BEHIND), ", " * 500_000 + "x"),
    "blanks in a title": (evidence.parts_of, " " * MILLION),
    "blanks in a line of sections": (sections._PARTED.split, " " * MILLION),
    "blanks among authors": (names.names_in, "a" + " " * MILLION + "b"),
    "blanks before the end of an element": (export.part_of, "<a>" + " " * MILLION + "x"),
    "ends within marks of CDATA": (export.part_of, "<a>b<![CDATA[" + "</a>" * 200_000),
    "a key of meta": (members._names_readers, "member_" * 100_000),
    "angles in a page of no encoding": (lambda text: decoded_page(text.encode("latin-1")), "<" * 200_000 + "\xff"),
}


@pytest.mark.sampled(every=5)
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
