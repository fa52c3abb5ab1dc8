"""The dialect commonmark: what it makes of a text, where it differs from the default, and that no word is lost."""

import re
from pathlib import Path

import pytest
from conftest import SiteDriver
from examples import examples, some_of
from hypothesis import given
from hypothesis import strategies as st
from pace import paced
from selectolax.lexbor import LexborHTMLParser

from newsgen.documents.text import Text
from newsgen.errors import Problem
from newsgen.models.addresses import Addresses
from newsgen.models.body import Body, Heading
from newsgen.models.picture import PictureFacts
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.converters import make_converter
from newsgen.settings import COMMONMARK_EXTENSIONS, DIALECTS, RAW_HTML, MarkdownSettings, Settings, read_settings

DOCS = Path(__file__).parent.parent / "docs" / "articles.md"
ADDRESSES = Addresses(
    Site("Test Post", "https://example.org/"),
    {"b.md": "/b/", "누리호.md": "/nuriho/"},
    attachments=frozenset({"wall.png"}),
    pictures={"wall.png": PictureFacts(40, 30, "gif")},
    held_back={"draft.md": "draft"},
)


def render(text: str, dialect: str = "commonmark", raw_html: str = "allow") -> tuple[Body, list[Problem]]:
    renderer = BodyRenderer(MarkdownSettings(dialect, raw_html=raw_html), ADDRESSES, "en")
    return renderer.render(text, source="a.md", first_line=1, lang="")


def html_of(text: str, dialect: str = "commonmark", raw_html: str = "allow") -> str:
    return render(text, dialect, raw_html)[0].html


def normal(html: str) -> str:
    """HTML without what no reader sees: line ends between tags, XML's slashes, the ways back from footnotes."""
    html = re.sub(r'&#160;<a class="footnote-backref".*?</a>', "", html)
    html = html.replace(" />", ">").replace("/>", ">").replace("center;", "center").replace("right;", "right")
    return re.sub(r">\n+<", "><", html).strip()


# The table of differences in docs/articles.md.


def code_in(cell: str) -> str:
    match = re.fullmatch(r"\s*(`+) ?(.+?) ?\1\s*", cell)
    assert match, cell
    return match[2].replace("\\|", "|").replace("⏎", "\n")


def differences() -> list[tuple[str, str, str]]:
    chapter = DOCS.read_text(encoding="utf-8").split("\n### The dialect commonmark\n")[1].split("\n### ")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in chapter.splitlines() if line.startswith("| `")]
    return [(code_in(typed), code_in(default), code_in(commonmark)) for typed, default, commonmark in rows]


@pytest.mark.parametrize(("typed", "default", "commonmark"), differences())
def test_the_dialects_differ_as_documented(typed: str, default: str, commonmark: str) -> None:
    assert (normal(html_of(typed, "markdown")), normal(html_of(typed))) == (normal(default), normal(commonmark))


def test_the_documentation_has_a_table_of_differences() -> None:
    assert len(differences()) > 15


@pytest.mark.parametrize("name", [*COMMONMARK_EXTENSIONS, *DIALECTS])
def test_every_extension_and_dialect_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCS.read_text(encoding="utf-8").split("\n## Markdown\n")[1].split("\n### Raw HTML\n")[0]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "text",
    [
        "One *two* **three** `four`\n\nFive  \nsix",
        '# One\n\n## Two *and* "three"\n\n## Two and "three"\n\n### 4. Über 한국어!\n\n# ?',
        "# One {#own .wide}\n\n## Two {: .a .b}",
        "Head\n===\n\nNext\n---",
        "a[^1] b[^two] c[^1]\n\n[^two]: note *two*\n\n[^1]: note\n\n    more\n\nend",
        "a[^1]\n\n[^1]: - item\n",
        "## Head[^1]\n\n[^1]: note",
        "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | |",
        "Term\n: meaning\n: other",
        "- a\n- b\n\n1. c\n2. d",
        "3. a\n4. b",
        "> quoted\n> on",
        "```python\na < b\n```\n\n~~~\n<HVE>\n~~~",
        "a\n\n    <b>code</b>",
        "[a](b.md) [b](/b.md#c) [c](누리호.md) [d](draft.md) [e](no.md) [f][x] <http://x.y/>\n\n[x]: b.md 'Title'",
        "![Wall](wall.png) <img src=wall.png>",
        '"One" -- \'two\'... `"three" --`',
        "<HVE> <F.N> 1 < 2 `<HVE>` [<HVE>](/x) </x>",
        "<b>bold</b> <!-- comment --> text\n\n<div>\nblock\n</div>",
        "[Q]: Why?\n\n[A]: Because",
        '# H & <i>i</i> `c` ![p](wall.png) "q" <HVE>',
        "\\*no\\* &amp; &lt;b&gt; AT&T",
    ],
)
@pytest.mark.parametrize("raw_html", RAW_HTML)
def test_the_dialects_agree(text: str, raw_html: str) -> None:
    (default, default_problems), (body, problems) = render(text, "markdown", raw_html), render(text, raw_html=raw_html)

    def shape(html: str) -> list[tuple[str, dict[str, str | None], str]]:
        nodes = LexborHTMLParser(f"<main>{normal(html)}</main>").css("main, main *")
        return [(node.tag or "", node.attributes, re.sub(r"\s", "", node.text())) for node in nodes]

    assert shape(body.html) == shape(default.html)
    assert body.headings == default.headings
    assert body.word_count == default.word_count
    assert (body.attachments, body.targets) == (default.attachments, default.targets)
    assert [(problem.what, problem.line) for problem in problems] == [
        (problem.what, problem.line) for problem in default_problems
    ]


@given(st.lists(st.text(alphabet="aÄ한-_1 9!&", max_size=8), max_size=8))
@examples(200)
def test_headings_get_the_addresses_that_they_have_in_the_default_dialect(names: list[str]) -> None:
    text = "\n\n".join(f"## x{name.strip()}x" for name in names)

    assert render(text)[0].headings == render(text, "markdown")[0].headings


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("attributes", "anchor"),
    [
        ("id=own", "own"),
        ("ID='own'", "own"),
        ("class='id' id='o&amp;n'", "o&n"),
        ("id='its own'", "its own"),
        ("title='see id=own'", "head"),
        ("data-id=own", "head"),
        ("id=''", "head"),
    ],
)
def test_a_heading_has_the_address_that_its_tag_says(attributes: str, anchor: str, dialect: str) -> None:
    body, _ = render(f"<h2 {attributes}>Head</h2>", dialect)

    (tag,) = LexborHTMLParser(body.html).css("h2")
    assert [heading.anchor for heading in body.headings] == [anchor] == [tag.attributes["id"]]


def test_a_heading_of_the_first_level_goes_down_with_all_others() -> None:
    body, _ = render("# One\n\n<h2 id=own>Two</h2>\n\n###### Six\n\n<!-- <h1>No</h1> -->")

    assert body.headings == (Heading(2, "One", "one"), Heading(3, "Two", "own"), Heading(6, "Six", "six"))
    assert "No" not in body.html


@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize("address", ["javascript:alert(1)", "JaVaScript&colon;x", "vbscript:x", "data:text/html,<b>"])
@pytest.mark.parametrize("form", ["[x]({})", "[x](<{}>)", "[x]\n\n[x]: {}", "![x]({})", "<{}>", '<a href="{}">x</a>'])
def test_no_link_runs_a_script(form: str, address: str, raw_html: str) -> None:
    page = LexborHTMLParser(html_of(form.format(address), raw_html=raw_html))

    addresses = [value or "" for node in page.css("[href], [src]") for value in node.attributes.values()]
    assert not [each for each in addresses if re.match(r"\s*(javascript|vbscript|data):", each, re.IGNORECASE)]


# No word is lost.

PIECES = """
-␣ >␣ 1.␣ 12)␣ ␣␣␣␣ :␣ #␣ * ** _ ` `` ```↵ ~~~↵ ```␣ ~~~␣ [ ] ( ) [^1] [^1]:␣ [^2]: [a]:␣ [b] [b]: | |↵ |-|-|↵
-|-↵ <b> </b> <div> </div> <div↵ <!-- <textarea> </textarea> <pre> </pre> <title> </title> <script <HVE> < & &lt;
\\ {#i␣.c} {:␣.c} --- ===↵ ![ ]( ](x) " ' = <table> <td> </table> <http://x.y> ~~ % %41 ! <ul><li> <br> ]:␣<x␣y>
](<
""".split()
WORDS = st.lists(
    st.sampled_from([piece.replace("␣", " ").replace("↵", "\n") for piece in PIECES])
    | st.sampled_from([" ", "\n", "\n\n"])
    | st.integers(0, 99).map("w{}w".format),
    max_size=16,
).map("".join)


@given(WORDS, st.sampled_from(RAW_HTML))
@examples(1000)
def test_every_word_is_shown(text: str, raw_html: str) -> None:
    main = LexborHTMLParser(f"<main>{html_of(text, raw_html=raw_html)}</main>").css_first("main")

    shown = main.html or ""
    assert not [word for word in re.findall(r"w\d+w", text) if word not in shown]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[Q]: Why?\n[A]: Because", "[Q]: Why? [A]: Because"),
        ("[a]: /x\n[a]: second\n\n[a]", "[a]: second a"),
        ("[b]: [b]", "[b]: [b]"),
        ("a|b\n-|-\n1|2|three|four\n", "a b 1 2|three|four"),
        ("``` one two three\ncode\n```", "two three code"),
        ("- ``` one two\n  code\n", "two code"),
        ("> <textarea>\n\nx `</textarea>` one", "<textarea> x </textarea> one"),
        ("x](<HVE> one", "x](<HVE> one"),
        ("text\n[b]: <HVE>\n\n[b]", "text [b]: <HVE> [b]"),
    ],
)
def test_what_the_engine_would_drop_is_text(text: str, shown: str) -> None:
    main = LexborHTMLParser(f"<main>{html_of(text)}</main>").css_first("main")

    assert " ".join(main.text(separator=" ").split()) == shown


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_second_footnote_of_one_name_does_not_replace_the_first(dialect: str) -> None:
    body, _ = render("a[^1]\n\n[^1]: first\n[^1]: second\n\n[^1]: third", dialect)

    notes = LexborHTMLParser(body.html).css(".footnote li")
    assert [note.text().strip().strip("\u00a0↩") for note in notes] == ["first", "second", "third"]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "text",
    [
        "x[^1]\n\n" + "[^1]: n\n\n" * 16_000,
        "x[^1] y[^2]\n\n" + "[^1]: n\n\n[^2]: m\n\n" * 8000,
        "[^1]: n\n\n" * 16_000,
    ],
    ids=["one name", "two names", "no reference"],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_thousands_of_notes_that_nothing_leads_to_are_told_in_linear_time(text: str, dialect: str) -> None:
    (_, problems), paces = paced(lambda: render(text, dialect))

    assert len(problems) >= 15_998
    assert paces < 250  # some 50; above 500 where each is compared with all before it


def test_a_footnote_may_hold_elements() -> None:
    body, _ = render("a[^1] b[^2]\n\n[^1]: <div>one</div>\n\n    more\n\n[^2]: two\n\nend")

    page = LexborHTMLParser(body.html)
    assert ["".join(note.text().split()).strip("↩") for note in page.css(".footnote li")] == ["onemore", "two"]
    assert [paragraph.text() for paragraph in page.css("body > p")] == ["a1 b2", "end"]


# Settings.


def test_a_site_is_built_in_the_dialect_of_its_settings(site: SiteDriver) -> None:
    site.write("content/a.md", "~~gone~~ and *here*")
    site.settings("markdown: {dialect: commonmark}\n")

    assert site.build().code == 0
    (page,) = [path for path in site.files() if path.endswith("/a/index.html")]
    assert "<del>gone</del> and <em>here</em>" in site.read(page)


def read(yaml: str) -> Settings | list[Problem]:
    return read_settings(Text("newsgen.yaml", f"title: T\nbase_url: https://example.org/\nmarkdown: {yaml}\n"))


def test_an_extension_that_the_dialect_lacks_is_an_error_with_its_line() -> None:
    problems = read("{dialect: commonmark, extensions: [extra, codehilite]}")

    assert isinstance(problems, list)
    (problem,) = problems
    assert (problem.what, problem.line) == ("the dialect commonmark has no extension `codehilite`", 3)
    assert problem.mend.startswith("take it out, or use `dialect: markdown`")


@pytest.mark.parametrize("extensions", ["", ", extensions: [extra, sane_lists, smarty]", ", extensions: []"])
def test_the_default_extensions_and_none_are_accepted(extensions: str) -> None:
    assert isinstance(read(f"{{dialect: commonmark{extensions}}}"), Settings)


@pytest.mark.parametrize(
    ("extension", "text", "tag"),
    [
        ("tables", "a|b\n-|-\n1|2", "<table>"),
        ("footnotes", "a[^1]\n\n[^1]: b", '<div class="footnote">'),
        ("def_list", "a\n: b", "<dl>"),
        ("attr_list", "## a {#own}", '<h2 id="own">'),
        ("md_in_html", '<div markdown="1">*a*</div>', "<em>a</em>"),
        ("smarty", '"a"', "“a”"),
    ],
)
def test_an_extension_is_off_unless_it_is_asked_for(extension: str, text: str, tag: str) -> None:
    others = tuple(name for name in COMMONMARK_EXTENSIONS if name not in {extension, "extra"})

    def html(extensions: tuple[str, ...]) -> str:
        renderer = BodyRenderer(MarkdownSettings("commonmark", extensions), ADDRESSES, "en")
        return renderer.render(text, source="a.md", first_line=1, lang="")[0].html

    assert tag in html((*others, extension))
    assert tag not in html(others)


# Texts that are made to take long.

HOSTILE = {
    "pictures": "![" * 20_000,
    "links": "[" * 20_000,
    "abbreviations": "*[" * 10_000,
    "links in links": "[" * 10_000 + "]" * 10_000,
    "links in open links": "[[a]" * 10_000,
    "names": "[a][" * 10_000,
    "addresses": "[a](" * 10_000,
    "addresses in addresses": "[a](" * 5_000 + ")" * 5_000,
    "lines": "[\n" * 10_000,
    "quotations": ">" * 5_000,
    "lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "elements": "<div>" * 50_000,
    "marks": "*_" * 10_000,
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("raw_html", RAW_HTML)
@pytest.mark.parametrize("kind", some_of(tuple(HOSTILE)))
def test_no_text_takes_long(kind: str, raw_html: str, dialect: str) -> None:
    text = HOSTILE[kind]

    (body, problems), paces = paced(lambda: render(text, dialect, raw_html))

    assert paces < 800  # most take 10; without their guards 1,000 to 6,000
    assert body.html or "nested too deeply" in problems[0].what


def test_too_many_elements_inside_one_another_are_refused_with_their_line() -> None:
    _, problems = render("One\n\n" + "<div>" * 1001, raw_html="sanitize")

    assert [(problem.what, problem.line, bool(problem.mend)) for problem in problems] == [
        ("nested too deeply at line 3", 3, True)
    ]


@pytest.mark.parametrize("text", ["<div>" * 1000, "<p>a " * 5000, "<div>a</div>" * 5000, "<br><hr>" * 5000])
def test_many_elements_that_are_not_inside_one_another_are_sanitized(text: str) -> None:
    _, problems = render(text, raw_html="sanitize")

    assert not [problem for problem in problems if problem.is_error]


@pytest.mark.parametrize(
    "text", ["Yes\n:) he said", "At\n:30 it was", "One\n\n:smile: two", "> One\n> :::", "- One\n  :x", "One\n\n    :x"]
)
def test_a_colon_that_begins_a_line_and_explains_nothing_is_shown(text: str) -> None:
    rendered = make_converter(MarkdownSettings("commonmark")).convert(text).html

    assert "<dl>" not in rendered
    assert text[text.rindex(":") :] in rendered


@pytest.mark.parametrize("text", ["One\n: two", "One\n\n:\ttwo", "> One\n> : two"])
def test_a_colon_with_a_blank_behind_it_explains_a_term(text: str) -> None:
    assert "<dd>" in make_converter(MarkdownSettings("commonmark")).convert(text).html


def test_a_colon_tells_how_a_column_is_set() -> None:
    rendered = make_converter(MarkdownSettings("commonmark")).convert("a|b\n:-|-:\n1|2").html

    assert "text-align: right" in rendered
