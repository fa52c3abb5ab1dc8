"""Every attribute that names a file is followed; what readers cannot reach is told with the mend."""

import pytest
from conftest import SiteDriver
from pictures import png
from selectolax.lexbor import LexborHTMLParser
from test_leftovers import render

from newsgen.documents.html import Kind, attributes_of, split_tags, srcset_of, tokens
from newsgen.settings import DIALECTS


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("text", "files"),
    [
        ('<picture><source srcset="q.webp 1x, r.webp 2x"><img src="p.jpg" alt=""></picture>', "p.jpg q.webp r.webp"),
        ('<img srcset="q.webp, r.webp 2x" alt="">', "q.webp r.webp"),
        ('<video poster="p.jpg" src=tide.mp4><track src="tide.vtt"></video>', "p.jpg tide.mp4 tide.vtt"),
        ('<audio><source src="tide.mp4"></audio>', "tide.mp4"),
        ('<object data="tide.mp4"></object><embed src="p.jpg">', "p.jpg tide.mp4"),
        ('<svg><image href="p.jpg"/><image xlink:href="q.webp"/></svg>', "p.jpg q.webp"),
        ('<table background="p.jpg"><tr><td background=q.webp>x</table>', "p.jpg q.webp"),
        ("<p style=\"background: url('p.jpg')\">x</p>", "p.jpg"),
        ('<blockquote cite="p.jpg">x</blockquote><img longdesc="q.webp" alt="">', "p.jpg q.webp"),
        ('<img data-src="p.jpg" data-srcset="q.webp 2x" alt="">', "p.jpg q.webp"),
        ('<link rel="preload" imagesrcset="p.jpg 2x">', "p.jpg"),
        ("![x](a%20b.png)", "a b.png"),
    ],
)
def test_every_attribute_that_names_a_file_is_followed(text: str, files: str, dialect: str) -> None:
    body, problems = render(text, dialect)

    named = ["a b.png"] if files == "a b.png" else files.split()
    assert list(body.attachments) == named
    assert all(f"/{name.replace(' ', '%20')}" in body.html for name in named)
    assert not problems


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("address", "mend"),
    [
        (r"C:\Users\jane\p.jpg", "put the file beside the article, and name it here: p.jpg"),
        ("D:/pictures/hafen.png", "name it here: hafen.png"),
        ("file:///Users/jane/notes.pdf", "name it here: notes.pdf"),
        (r"\\server\share\x.doc", "name it here: x.doc"),
        ("/Users/jane/Desktop/p.jpg", "name it here: p.jpg"),
        ("blob:https://x.example/1-2", "put the file beside the article"),
        ("about:reader", "put the file beside the article"),
        ("http://localhost:4000/x", "the address at which the public finds it"),
        ("https://192.168.1.7/x", "the address at which the public finds it"),
        ("//intranet.local/x", "the address at which the public finds it"),
        ("http://[::1]/x", "the address at which the public finds it"),
        ("www.example.com", "write https://www.example.com"),
        ("example.org/a/b", "write https://example.org/a/b"),
        ("jane@x.org", "write mailto:jane@x.org"),
        ("tel 555-0100", "write tel:555-0100"),
        ("bbc.co.uk/news", "write https://bbc.co.uk/news"),
        ("zeitung.de?a=1", "write https://zeitung.de?a=1"),
        ("новости.рф/статья", "write https://новости.рф/статья"),
        ("청와대.한국", "write https://청와대.한국"),
        ("max.müller@zeitung.de", "write mailto:max.müller@zeitung.de"),
        ("brief.md", "there is no article content/brief.md"),
        ("karte.ai", "there is no file content/karte.ai"),
    ],
)
def test_a_link_that_no_reader_can_follow_is_told_with_the_mend(address: str, mend: str, dialect: str) -> None:
    _, problems = render(f"One\n\ntwo [x]({address})", dialect)

    assert [problem.line for problem in problems] == [3]
    assert problems[0].source_line[problems[0].column - 1 :].startswith((address, address[1:]))
    assert mend in problems[0].mend


@pytest.mark.sampled(every=8)
@pytest.mark.parametrize(
    ("address", "mend"),
    [
        (r"C:\Users\jane\p.jpg", "name it here: p.jpg"),
        ("D:/pictures/hafen.png", "name it here: hafen.png"),
        ("file:///home/jane/사진.jpg", "name it here: 사진.jpg"),
        ("/Users/jane/Desktop/p.jpg", "name it here: p.jpg"),
        (r"\\server\share\p.jpg", "name it here: p.jpg"),
        ("~/p.jpg", "name it here: p.jpg"),
        ("http://localhost:3000/p.jpg", "the address at which the public finds it"),
    ],
)
@pytest.mark.parametrize("form", ["image: '{}'", "image: {{src: '{}', alt: x}}", "featured_image: '{}'"])
def test_a_picture_on_the_writers_computer_is_told_and_left_out(
    site: SiteDriver, form: str, address: str, mend: str
) -> None:
    head, field = "---\ntitle: A\ndate: 2025-01-02\n", form.format(address)
    site.write_file("content/a.md", f"{head}{field}\n---\nText.\n")

    result = site.build()

    assert result.code == 0
    assert f"content/a.md:4:{field.index(address)}: warning: a link to a " in result.err
    assert mend in result.err
    assert address not in site.read("2025/01/02/a/index.html")

    site.write("content/b.md")
    site.build()
    kept = site.files()
    site.build("-o", str(site.root / "clean"))
    assert site.files(site.root / "clean") == kept


def test_a_picture_that_is_there_is_no_ones_own_computers(site: SiteDriver) -> None:
    site.write("content/a.md", image="/home/jane/p.png")
    site.write_file("content/home/jane/p.png", png())

    assert "one computer" not in site.build().err
    assert site.exists("home/jane/p.png")


@pytest.mark.parametrize(
    "address",
    ["https://example.com/C:/x", "/home/news/", "about:blank", "http://10.example.org/", "https://local.org/x"],
)
def test_an_address_of_the_public_web_is_not_told(address: str) -> None:
    assert not render(f"[x]({address})", "markdown")[1]


# The tokenizer.


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ('<a href="x>y" b>t</a>', ['<a href="x>y" b>', "</a>"]),
        ('<a b"c>d">', ['<a b"c>']),
        ("<!-->x<!--->y<!-- z --!>", ["<!-->", "<!--->", "<!-- z --!>"]),
        ("<script><!-- <script> </script> <b> --> </script><i>", ["<script>", "</script>", "<i>"]),
        ("<title><b></TITLE >", ["<title>", "</TITLE >"]),
        ("<svg><title><b></title></svg>", ["<svg>", "<title>", "<b>", "</title>", "</svg>"]),
        ("a < b <3 <é> </ x> <?p ?>", ["</ x>", "<?p ?>"]),
    ],
)
def test_markup_is_cut_as_the_standard_cuts_it(text: str, markup: list[str]) -> None:
    assert [text[token.start : token.end] for token in tokens(text)] == markup


@pytest.mark.parametrize("text", ['<p>x<a b=" <i>y</i>', "<p>x<!-- <i>y</i>"])
def test_what_has_no_end_is_a_stray_sign_and_the_rest_is_read(text: str) -> None:
    found = [(token.kind, token.name) for token in tokens(text)]

    assert (Kind.STRAY, "") in found
    assert found[-1] == (Kind.END, "i")


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("<a href=x/>", [("href", "x/")]),
        ("<A B='&amp;' c>", [("B", "&"), ("c", "")]),
        ("<a =x=y z = 'q'>", [("=x", "y"), ("z", "q")]),
        ('<a b="1"c=2/d>', [("b", "1"), ("c", "2/d")]),
    ],
)
def test_attributes_are_read_as_the_standard_reads_them(tag: str, attributes: list[tuple[str, str]]) -> None:
    assert [(each.name, each.value) for each in attributes_of(tag)] == attributes
    node = LexborHTMLParser(tag + "</a>").css_first("a")
    assert node is not None
    assert {name: value or "" for name, value in node.attributes.items()} == {
        name.lower(): value for name, value in attributes
    }


def test_the_candidates_of_srcset_are_read_as_the_standard_reads_them() -> None:
    assert [*srcset_of(" a.png, b,c.png 2x , data:,x 3x,")] == [("a.png", ""), ("b,c.png", "2x"), ("data:,x", "3x")]


def test_text_and_tags_stand_in_turn() -> None:
    text = '<p>a<!-- b --><a href="x>">c</a>< d'

    assert "".join(split_tags(text)) == text
    assert split_tags(text)[1::2] == ["<p>", "<!-- b -->", '<a href="x>">', "</a>"]
