"""Injection: rows 57 to 61 of the table of faults. Every text is escaped at its sink (law 8)."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest
from conftest import SETTINGS, SiteDriver
from faults import article, refuse
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsgen.errors import Problem, printable
from newsgen.models.addresses import Addresses
from newsgen.models.site import Site
from newsgen.renderer.body import BodyRenderer
from newsgen.renderer.sanitizing import is_dangerous
from newsgen.settings import MarkdownSettings

MARKER = "M0\"'><script>M1</script><!--<script>]]>&amp;{{7*7}}{% raw %}${7}"
ODD = f"{MARKER}\u202e\u2028{{{{7*7}}}}"
IN_SUMMARY = "M0\"'><script>M1</script><!--<script>]]>&${7}"
"""As rendered text has it, without what looks like another system's shortcodes."""
FOLDED = " ".join(ODD.split())
"""White space is folded, U+2028 too: the rest comes back to the letter."""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


FIELDS = "title dateline subtitle kicker summary".split()
TAXONOMIES = "tags sections authors places people organizations sources series".split()


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """A site with the marker in every text field."""
    site = SiteDriver(tmp_path_factory.mktemp("marked") / "site")
    # In newsgen.yaml a direction mark is an error; the rest of the marker is welcome.
    text, path = quoted(MARKER), quoted(f"/{MARKER}")
    site.write_file(
        "newsgen.yaml",
        f"{SETTINGS.replace('Test Post', text)}description: {text}\ncopyright: {text}\nimage: {path}\n"
        f"publisher: {{name: {text}, url: {path}, email: {text}, logo: {path}, ethicsPolicy: {path}}}\n"
        f"menu: [{text}, {{title: {text}, url: {path}}}]\ntaxonomies: {{tags: {{title: {text}}}}}\nraw_html: escape\n"
        "markdown: {extensions: [extra, sane_lists]}\n",  # the marker is looked for as it was typed
    )
    text = quoted(ODD)
    fields = "".join(f"{name}: {text}\n" for name in FIELDS) + "".join(f"{name}: [{text}]\n" for name in TAXONOMIES)
    more = (
        f"image: {{src: a.jpg, alt: {text}, caption: {text}, credit: {text}}}\n"
        f"corrections: [{{date: 2025-03-05, text: {text}}}]\n"
        f"extra: {{x: {text}}}\n{quoted(MARKER)}: {text}\naliases: [/old/]\n"
    )
    body = (
        f"{ODD}\n\n## {ODD}\n\n"
        + "\n\n".join(f"## Part {n}" for n in range(6))
        + f"\n\n[{MARKER}](https://e.example/{MARKER})\n"
    )
    site.write_file("content/a.md", f"---\n{fields}date: 2025-03-04\n{more}---\n{body}")
    site.write_file(
        "content/b.md", f"---\ntitle: Plain\ndate: 2025-03-04\ntags: [{text}]\nsection: {text}\n---\n{body}"
    )
    site.write_file("content/a.jpg", b"")
    result = site.build()
    assert result.code == 0, result.err
    return site


def pages(site: SiteDriver, *suffixes: str) -> Iterator[tuple[str, str]]:
    for path, content in site.files().items():
        if path.endswith(suffixes):
            yield path, content.decode()


def test_no_page_holds_the_marker_as_markup(marked: SiteDriver) -> None:
    for path, page in pages(marked, ".html", ".xml", ".json", ".txt"):
        assert "<script>M1" not in page, path
        assert "<!--<script" not in page, path
        assert not re.search(r"(?<![\d.])49(?!\d)", page), path
        assert "\x0b" not in page, path


def test_a_browser_finds_no_script_but_structured_data_and_search(marked: SiteDriver) -> None:
    for path, page in pages(marked, ".html"):
        tree = LexborHTMLParser(page)
        for node in tree.css('script[src^="/search/"]'):
            assert not node.text(), path
            node.decompose()
        kinds = {node.attributes.get("type") for node in tree.css("script")}
        assert kinds <= {"application/ld+json"}, path
        for node in tree.css("*"):
            assert not any(name.startswith("on") or "m0" in name for name in node.attributes), path


def test_a_browser_shows_the_marker_to_the_letter(marked: SiteDriver) -> None:
    tree = LexborHTMLParser(marked.read("2025/03/04/a/index.html"))

    assert tree.css_first("h1").text() == FOLDED
    assert tree.css_first(".standfirst").text() == FOLDED
    assert FOLDED in tree.css_first(".corrections").text()
    assert {
        node.attributes["content"] for node in tree.css("meta[property='article:tag'], meta[name='description']")
    } == {FOLDED}
    assert tree.css_first("figure img").attributes["alt"] == FOLDED


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in value:
                yield from strings(item)
        case dict():
            for item in value.values():
                yield from strings(item)


def test_structured_data_gives_the_marker_back(marked: SiteDriver) -> None:
    for path, page in pages(marked, ".html"):
        for typed in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL):
            assert "<" not in typed, path
            for text in strings(json.loads(typed)):
                is_whole = MARKER in text or FOLDED.startswith(text) or "%3Cscript%3EM1" in text
                assert "M1" not in text or is_whole or IN_SUMMARY in text, path
    article_data = json.loads(re.findall(r"ld\+json\">(.*?)</script>", marked.read("2025/03/04/a/index.html"))[0])[0]
    for key in ("headline", "alternativeHeadline", "description", "articleSection", "dateline"):
        assert article_data[key] == FOLDED
    assert article_data["keywords"] == [FOLDED]
    assert article_data["image"][0]["caption"] == FOLDED


def test_feeds_and_sitemaps_are_well_formed_and_give_the_marker_back(marked: SiteDriver) -> None:
    count = 0
    for path, page in pages(marked, ".xml"):
        assert "]]>" not in page, path
        ET.fromstring(page)  # noqa: S314 - our own
        count += 1
    assert count > 10
    for name in ("feed.xml", "atom.xml"):
        feed = feedparser.parse(marked.read(name), sanitize_html=False)
        assert not feed.bozo, feed.get("bozo_exception")
        assert FOLDED in {entry.title for entry in feed.entries}
    atom = ET.fromstring(marked.read("atom.xml"))  # noqa: S314 - our own
    summaries = {node.text for node in atom.iter("{http://www.w3.org/2005/Atom}summary")}
    assert FOLDED in summaries


def test_the_command_line_lists_titles_without_driving_the_terminal(marked: SiteDriver) -> None:
    for arguments in (["list"], ["build"], ["config"]):
        result = marked.newsgen(*arguments)
        assert not set(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]", result.out + result.err)), (
            arguments
        )


SITE = Site("Test Post", "https://example.org/")


def render(text: str, raw_html: str) -> tuple[str, list[Problem]]:
    renderer = BodyRenderer(MarkdownSettings(raw_html=raw_html), Addresses(SITE, {}), "en")
    body, problems = renderer.render(text, source="a.md", first_line=1, lang="")
    return body.html, problems


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java&#x09;script:alert(1)",
    "java&#10;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<b>",
    "data:text/html;base64,PGI+",
    "DATA:TEXT/HTML,x",
    "data:image/svg+xml,x",
    "data:application/xhtml+xml,x",
]
FORMS = [
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    '<a\nhref = "{}">x</a>',
    '<a title="x"href="{}">x</a>',
    '<a/href="{}">x</a>',
    '<a title="\' href=\'" href="{}" x="\'">x</a>',
    '<a title=\'href="y"\' href="{}">x</a>',
    '<iframe src="{}"></iframe>',
    '<form action="{}"></form>',
    '<button formaction="{}">x</button>',
    '<object data="{}"></object>',
    '<svg><a xlink:href="{}">x</a></svg>',
    '<!--><a href="{}">x</a>-->',
    '<!-- --!><a href="{}">x</a>-->',
    '<A HREF="{}">x</A>',
]


@pytest.mark.parametrize("raw_html", ["allow", "sanitize", "escape"])
@pytest.mark.parametrize("form", FORMS)
def test_no_html_of_an_author_leads_to_a_script(form: str, raw_html: str) -> None:
    for address in ADDRESSES:
        html, _ = render(form.format(address), raw_html)
        for node in LexborHTMLParser(html).css("*"):
            for name, value in node.attributes.items():
                if name in {"href", "src", "action", "formaction", "data", "xlink:href"}:
                    assert not is_dangerous(value or ""), address


@pytest.mark.parametrize("raw_html", ["allow", "sanitize", "escape"])
@pytest.mark.parametrize(
    "form", ["[x]({})", "[x](<{}>)", "![x]({})", "[x][r]\n\n[r]: {}", "<{}>", "[x](y){{: href='{}' }}"]
)
def test_no_markdown_of_an_author_leads_to_a_script(form: str, raw_html: str) -> None:
    for address in ADDRESSES:
        html, _ = render(form.format(address), raw_html)
        for node in LexborHTMLParser(html).css("[href], [src]"):
            assert not is_dangerous(node.attributes.get("href") or node.attributes.get("src") or ""), address


def test_a_link_that_was_taken_out_is_named(site: SiteDriver) -> None:
    site.write(body="One\n\n[x](javascript:alert(1))")

    result = site.build()

    assert "content/a.md:8:5: warning: a link that runs a script: javascript:alert(1)" in result.err


ACTIVE = [
    "<script>M1</script>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)></svg>",
    '<p title="<table onmouseover=alert(1) ">x</p>',
    '[x](https://e.example "<table onmouseover=alert(1) x=")',
    "[x](https://e.example){: onclick=alert(1) }",
    "# Head {: onmouseover=alert(1) }",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form><input autofocus onfocus=alert(1)></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<div markdown=1 onclick=alert(1)>\n\nx\n\n</div>",
    "<style>*{background:url(javascript:alert(1))}</style>",
]


@pytest.mark.parametrize("raw_html", ["sanitize", "escape"])
def test_nothing_of_an_author_is_active_where_html_is_not_allowed(site: SiteDriver, raw_html: str) -> None:
    site.settings(f"raw_html: {raw_html}\n")
    for number, text in enumerate(ACTIVE):
        site.write(f"content/a-{number}.md", text)

    result = site.build()

    assert result.code == 0, result.err
    for number, text in enumerate(ACTIVE):
        tree = LexborHTMLParser(site.read(f"2025/03/04/a-{number}/index.html"))
        for node in tree.css("*"):
            assert not any(name.startswith("on") or name == "srcdoc" for name in node.attributes), text
        assert not tree.css("main iframe, main form, main input, main style, main script"), text


def test_no_template_takes_the_value_of_an_attribute_for_a_tag(site: SiteDriver) -> None:
    site.write(body='<p title="<table onmouseover=alert(1) ">x</p>\n\na | b\n- | -\n1 | 2')

    site.build()

    tree = LexborHTMLParser(site.read("2025/03/04/a/index.html"))
    assert len(tree.css("main table")) == 1
    assert not tree.css("[onmouseover]")


def test_a_script_that_is_allowed_stays_as_it_was_typed() -> None:
    script = '<script>document.write("<img src=\'a.jpg\'><a href=\\"b.md\\">--</a>")</script>'

    assert script in render(f"One\n\n{script}\n\nTwo", "allow")[0]


@given(st.text(alphabet=st.sampled_from([*"javscript:&#x;/\t\n \x01"]), max_size=30), st.sampled_from(["java", "vb"]))
def test_white_space_and_controls_hide_no_script(noise: str, kind: str) -> None:
    blank = "".join(char for char in noise if char in "\t\n \x01")

    assert is_dangerous(f"{blank}{kind[:1]}{blank}{kind[1:]}script{blank}:x")


MARKUP = st.lists(
    st.sampled_from(
        [
            *"<>/\"'=! -&;:()[]{}x\n",
            "a",
            "href",
            "javascript:",
            "onclick",
            "<a ",
            "<p ",
            "<!--",
            "-->",
            "<script",
            "style",
            "title",
            "{: ",
            "](",
            "table",
        ]
    ),
    max_size=40,
).map("".join)


@given(MARKUP)
def test_no_text_is_active_where_html_is_escaped(text: str) -> None:
    for node in LexborHTMLParser(render(text, "escape")[0]).css("*"):
        assert node.tag != "script"
        assert not any(name.startswith("on") for name in node.attributes)
        assert not is_dangerous(node.attributes.get("href") or "")


def test_a_heading_is_told_as_text_in_the_contents(site: SiteDriver) -> None:
    headings = "\n\n".join(f"## Part {number}" for number in range(6))
    site.write(body=f"## A <b>x</b> & <HVE> `<i>` &lt;z\n\n{headings}")

    site.build()

    tree = LexborHTMLParser(site.read("2025/03/04/a/index.html"))
    assert tree.css_first(".toc a").text() == "A x & <HVE> <i> <z"


def test_drawings_with_scripts_are_copied_with_a_warning(site: SiteDriver) -> None:
    drawing = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    site.write_file("static/logo.svg", drawing)
    site.write_file("content/chart.svg", drawing)
    site.write_file("content/fine.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    site.write(body="![Chart](chart.svg) ![Fine](fine.svg)")

    result = site.build()

    assert result.code == 0
    assert "static/logo.svg: warning: a drawing with a script in it" in result.err
    assert "content/chart.svg: warning: a drawing with a script in it" in result.err
    assert "fine.svg" not in result.err
    assert site.read("logo.svg") == drawing
    # A drawing in an <img> runs nothing; it is never made part of a page.
    assert "<svg" not in site.read("2025/03/04/a/index.html").partition("<main")[2]


def test_a_message_does_not_drive_the_terminal(site: SiteDriver) -> None:
    refusal = refuse(
        site.root,
        {
            "content/raw.md": "---\ntitle: \x1b]0;x\x07\x1b[2J\ndate: 2024-01-02\n---\n",
            "content/escape.md": article('kicker: "\\e]0;x"'),
            "content/\x1b[2J\n.md": "no front matter",
            "content/value.md": article("draft: '\u202e\u2066'"),
            "content/key.md": article('"tit\u202el": x'),
        },
    )

    assert refusal.result.code == 1
    assert r"title: \x1b]0;x\x07\x1b[2J" in refusal.result.err
    assert r"content/\x1b[2J\x0a.md:1:1: error: no front matter" in refusal.result.err
    assert not re.findall(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", refusal.result.err + refusal.result.out
    )


@given(st.text(), st.text(), st.integers(0, 200))
def test_no_problem_drives_the_terminal(what: str, source_line: str, column: int) -> None:
    shown = Problem("a.md", what, what, 1, column, source_line).explain()

    assert all(printable(line) == line for line in shown.split("\n"))
