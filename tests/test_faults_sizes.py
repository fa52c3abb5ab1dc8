"""Sizes and depth: rows 15 to 23 of the table of faults."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from conftest import SiteDriver
from faults import Refusal, article, refuse
from hypothesis import given
from hypothesis import strategies as st
from pace import paced
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem, display_width
from newsgen.models.addresses import Addresses
from newsgen.models.body import Body
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.card_texts import MAX_SUMMARY, CardTexts
from newsgen.renderer.markup import STAND_IN, hide_stray_angles, show_stray_angles
from newsgen.settings import MarkdownSettings

SITE = Site("Test Post", "https://example.org/")
ALIASES = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
MERGES = "m0: &m0 {x: 1}\n" + "".join(f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}\n" for n in range(1, 20))
BAD: Mapping[str, tuple[str, str]] = {
    "70 KB of front matter": (
        article(f"x: {'y' * 70_000}"),
        "2:1: error: front matter of 68 KB; the limit is 64 KB",
    ),
    "60,000 brackets": (article(f"a: {'[' * 60_000}"), "4:35: error: nested deeper than 32 levels"),
    "60,000 braces": (article(f"a: {'{' * 60_000}"), "nested deeper than 32 levels"),
    "nested dashes": (article("a:\n  " + "- " * 500 + "x"), "nested deeper than 32 levels"),
    "nested question marks": (article("? " * 500 + "x"), "nested deeper than 32 levels"),
    "an alias bomb": (article(ALIASES), "4:5: error: anchors and aliases (`&`, `*`) are not supported"),
    "a merge bomb": (article(MERGES), "4:5: error: anchors and aliases (`&`, `*`) are not supported"),
    "a list that holds itself": (
        article("a: &a [*a]"),
        "4:4: error: anchors and aliases (`&`, `*`) are not supported",
    ),
    "a body of 6 MB": (article(body="Some prose. " * 500_000), "larger than 5 MB"),
    "a title of 10,000 characters": (
        article(head=f"title: {'word ' * 2_000}\ndate: 2024-01-02\n"),
        "2:8: error: `title` is 9,999 characters long",
    ),
    "a slug of 300 characters": (
        article(f"slug: {'x' * 300}"),
        "4:7: error: `slug` has a part of more than 200 bytes",
    ),
    "a slug of 2,000 characters": (
        article(f"slug: {'x' * 2_000}"),
        "4:7: error: `slug` is 2,000 characters long",
    ),
    "201 tags": (
        article(f"tags: [{', '.join(f't{n}' for n in range(201))}]"),
        "4:7: error: 201 names in `tags`; the limit is 200",
    ),
    "a tag of 1,000 characters": (
        article(f"tags: [{'x' * 1_000}]"),
        "4:8: error: a name of 1,000 characters in `tags`",
    ),
    "thousands of mistakes": (article("corrections:\n" + "- a:\n" * 3_000), "5:3: error: `text` is missing"),
    "300 lists": (
        article(body="\n".join("    " * n + "- x" for n in range(300))),
        "error: nested too deeply at line",
    ),
}


@pytest.fixture(scope="module")
def refusal(tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    files = {f"content/bad-{number}.md": text for number, (text, _) in enumerate(BAD.values())}
    return refuse(tmp_path_factory.mktemp("sizes") / "site", files)


@pytest.mark.parametrize("fault", BAD)
def test_too_much_is_refused_with_its_limit(refusal: Refusal, fault: str) -> None:
    assert BAD[fault][1] in refusal.of(f"content/bad-{list(BAD).index(fault)}.md")


def test_all_that_is_too_much_is_named_in_one_run_and_the_old_site_stays(refusal: Refusal) -> None:
    assert refusal.result.code == 1
    assert refusal.left_the_old_site


def test_a_long_title_and_many_tags_are_published_under_short_addresses(site: SiteDriver) -> None:
    tags = [f"tag {number} " + "long " * 30 for number in range(200)]
    site.write("content/" + "headline-" * 25 + ".md", title="word " * 300, tags=tags)

    result = site.build()

    assert result.code == 0, result.err
    assert max(len(part) for path in site.files() for part in path.split("/")) <= 80


def render(text: str, raw_html: str = "allow") -> Body:
    renderer = BodyRenderer(MarkdownSettings(raw_html=raw_html), Addresses(SITE, {}), "en")
    return renderer.render(text, source="a.md", first_line=1, lang="")[0]


def text_of(html: str) -> str:
    """What a browser shows."""
    body = LexborHTMLParser(html).body
    return body.text() if body else ""


ODD = {
    "an open comment": ("<!-- one two", "one two"),
    "comments in a comment": ("<!-- <!-- one two", "one two"),
    "an end tag in code": ("`</` and `</` one", "and one"),
    "a marked section": ("<![ one <![CDATA[ two", "one two"),
    "an odd end of a comment": ("-- > one --!> two", "one two"),
    "a comment that ends at once": ("<!--> one --> two", "one two"),
    "an open script": ("one <script> two", "one two"),
    "an open style": ("one\n\n<style>\n\ntwo", "one two"),
    "an open text field": ("one <textarea> two <title> three", "one two three"),
    "open blocks of Markdown": (
        "one\n\n<div markdown=1>\n\n<div markdown=1>\n\ntwo *three*",
        "one two three",
    ),
    "300 open blocks of Markdown": ("one\n\n" + "<div markdown=1>\n\n" * 300 + "two", "one two"),
    "5,000 quotation marks": (">" * 5_000 + " one", "one"),
    "wire copy": ("<HVE> one <F.N> a < b <3 two", "<HVE> one <F.N> a < b <3 two"),
    "many comments": ("<!--" * 20_000 + " --!> one -->", "one"),
    "many scripts": ("<script>" * 20_000 + " one </script", "one"),
    "many pointed links": ("](<" * 20_000 + " one", "one"),
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("oddity", ODD)
def test_odd_markup_keeps_its_words_and_takes_no_time(oddity: str) -> None:
    text, words = ODD[oddity]

    body, paces = paced(lambda: render(text))

    shown = text_of(body.html).split()
    assert paces < 500  # some 30
    assert [word for word in shown if word in words.split()] == words.split()


HEAVY = {
    "a table of 2,000 columns": "|".join(["a"] * 2_000)
    + "\n"
    + "|".join(["-"] * 2_000)
    + "\n"
    + "|".join(["b"] * 2_000),
    "500 footnotes": "\n\n".join(f"a[^{n}]" for n in range(500))
    + "\n\n"
    + "\n".join(f"[^{n}]: note" for n in range(500)),
    "500 abbreviations": " ".join(f"AB{n}" for n in range(500))
    + "\n\n"
    + "\n".join(f"*[AB{n}]: note" for n in range(500)),
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY)
def test_heavy_markup_is_rendered_in_time(text: str) -> None:
    body, paces = paced(lambda: render(text))

    assert body.html
    assert paces < 1000


# Letters of many kinds, and the marks that Markdown and HTML are made of.
MARKUP = st.lists(
    st.sampled_from(
        [
            *"<>/!-=\"'abHVE[](){}*_`#&;: \n\t1.|~^\\",
            "é",
            "한",
            "<b>",
            "</b>",
            "<!--",
            "-->",
            "<script>",
            "</script>",
            "<p ",
            "\n\n",
        ]
    ),
    max_size=80,
).map("".join)


@given(st.one_of(MARKUP, st.text(max_size=200)), st.booleans())
def test_hiding_angle_brackets_loses_nothing(text: str, keep_tags: bool) -> None:  # noqa: FBT001 - hypothesis fills it in
    text = text.replace(STAND_IN, "")

    hidden = hide_stray_angles(text, keep_tags=keep_tags)

    def plain(text: str) -> str:  # an escaped sign is hidden without the backslash that escapes it
        return re.sub(r"\\(?=<)", "", text)

    assert plain(hidden.replace(STAND_IN, "<")) == plain(text)
    assert plain(show_stray_angles(hidden).replace("&lt;", "<")) == plain(text.replace("&lt;", "<"))


@given(MARKUP, st.sampled_from(["allow", "sanitize", "escape"]))
def test_any_text_is_rendered_without_a_traceback(text: str, raw_html: str) -> None:
    render(text, raw_html)


WORDS = st.lists(
    st.sampled_from(
        [
            "alpha",
            "<HVE>",
            "a<b",
            "beta",
            "<F.N>",
            "x<3",
            "\n\n",
            "gamma",
            "<",
            "1<2>1",
            "<unknown attr>",
            "delta",
        ]
    ),
    max_size=30,
)


@given(WORDS, st.sampled_from(["allow", "sanitize", "escape"]))
def test_every_word_between_stray_angles_is_in_the_page(words: list[str], raw_html: str) -> None:
    shown = text_of(render("Begin " + " ".join(words), raw_html).html)

    assert shown.split() == ["Begin", *" ".join(words).split()]


@given(st.one_of(MARKUP, st.text(max_size=2_000)))
def test_any_text_has_first_words(text: str) -> None:
    assert len(CardTexts(MarkdownSettings(), "en").summary(text, "")) <= MAX_SUMMARY


@pytest.mark.parametrize("piece", ["*a *a ", "[", "![", "_a __b ", "<script", "`", "<!--", "<a ", "&#x", "\\"])
def test_first_words_take_no_time(piece: str) -> None:
    _, paces = paced(lambda: CardTexts(MarkdownSettings(), "en").summary(piece * 100_000, ""))

    assert paces < 500


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("mark", ["[x](gone%d.md)", "[^%d]", "![](bild%d.png)", "[[위키%d]]", "www.a%d.org/<hve>"])
def test_thousands_of_mistakes_in_one_line_are_kept_in_little_room(site: SiteDriver, mark: str) -> None:
    site.write(body=" ".join(mark.replace("%d", str(number)) for number in range(3_000)) + "\nThe end.")

    assert site.build().code == 0

    assert (site.root / ".newsgen/store.sqlite").stat().st_size < 40_000_000


@pytest.mark.parametrize("column", [1, 400, 501, 5_000, 9_999])
def test_of_a_long_line_what_stands_around_the_mistake_is_shown(column: int) -> None:
    line = "".join(chr(0x4E00 + number) for number in range(10_000))
    problem = Problem("a.md", "wrong", line=7, column=column, source_line=line)

    row, caret = problem.excerpt(100)

    assert problem.place == f"a.md:7:{column}"
    assert line[column - 1] in row
    assert display_width(row.partition(line[column - 1])[0]) == caret.index("^")
    assert replace(problem, what="other").excerpt(100) == [row, caret]
