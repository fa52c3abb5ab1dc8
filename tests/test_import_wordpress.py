"""Exports of WordPress: what arrives from them, in whatever state they are."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.from_html.convert import Converted, markdown_of
from newsgen.importers.from_html.nodes import Element
from newsgen.importers.wordpress import content
from newsgen.importers.wordpress.autop import with_paragraphs
from newsgen.importers.wordpress.content import read_content
from newsgen.importers.wordpress.export import Export, NoExportError, Part, decoded_stream, items_of
from newsgen.importers.wordpress.reading import Content, Site

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Paper</title><link>https://old.example/blog</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example/blog</wp:base_blog_url>
<wp:author><wp:author_login><![CDATA[jroe]]></wp:author_login><wp:author_email>jane@old.example</wp:author_email>
<wp:author_display_name><![CDATA[Jane Roe]]></wp:author_display_name></wp:author>
<wp:category><wp:category_nicename>world</wp:category_nicename><wp:category_parent></wp:category_parent>
<wp:cat_name><![CDATA[World]]></wp:cat_name></wp:category>
<wp:category><wp:category_nicename>korea</wp:category_nicename><wp:category_parent>world</wp:category_parent>
<wp:cat_name><![CDATA[Korea]]></wp:cat_name><wp:category_description><![CDATA[Both of them.]]></wp:category_description>
</wp:category>
"""
END = "</channel></rss>\n"
GALLERY = '::: gallery\n![Alt](https://old.example/wp-content/uploads/a.jpg "Words of it")\n:::\n'
QUOTE = "<figure class='wp-block-pullquote'><blockquote><p>Big words</p><cite>Kim</cite></blockquote></figure>"


def item(number: int = 7, text: str = "Words.", **said: str) -> str:
    fields = {
        "title": "A title",
        "link": f"https://old.example/blog/2008/06/13/story-{number}/",
        "dc:creator": "<![CDATA[jroe]]>",
        "content:encoded": f"<![CDATA[{text}]]>",
        "excerpt:encoded": "<![CDATA[]]>",
        "wp:post_id": str(number),
        "wp:post_date": "2008-06-13 08:01:00",
        "wp:post_name": f"story-{number}",
        "wp:status": "publish",
        "wp:post_type": "post",
    } | {key.replace("__", ":"): value for key, value in said.items()}
    more = fields.pop("more", "")
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in fields.items())}{more}</item>\n"


def imported(site: SiteDriver, *items: str, head: str = HEAD, arguments: Sequence[str] = ()) -> Result:
    file = site.write_file("export.xml", head + "".join(items) + END)
    return site.newsgen("import", str(file), "--now", "2026-11-28", *arguments)


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def parts_of(text: str | bytes, size: int = 1 << 20) -> tuple[Export, list[Part]]:
    content = text if isinstance(text, bytes) else text.encode()
    export = Export()
    pieces = (content[at : at + size] for at in range(0, len(content), size))
    return export, list(items_of(decoded_stream(pieces), export))


def content_of(text: str, notes: str = "") -> Content:
    media = {"1": ("https://old.example/wp-content/uploads/a.jpg", "Alt", "Words of it")}
    site = Site(media.get, {"5": "<!-- wp:paragraph --><p>Used again</p><!-- /wp:paragraph -->"}.get)  # type: ignore[arg-type]
    return read_content(text, site, ("1",), notes)


def everything_in(site: SiteDriver) -> str:
    files = (file for file in site.root.rglob("*") if file.is_file() and file.name != "export.xml")
    return "".join(file.read_text() for file in files)


def test_a_post_becomes_a_file_that_a_person_would_have_written(site: SiteDriver) -> None:
    more = """<category domain="category" nicename="korea"><![CDATA[Korea]]></category>
    <category domain="post_tag" nicename="mines"><![CDATA[Mines & more]]></category><wp:is_sticky>1</wp:is_sticky>"""
    done = imported(
        site,
        item(
            text="First *line*\nand second.\n\nSee <a href='https://old.example/blog/2008/01/02/older/'>it</a>.",
            title="Q&amp;A: the wall",
            excerpt__encoded="<![CDATA[In short.]]>",
            more=more,
        ),
    )

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2008/06/story-7.md")
        == """\
---
title: "Q&A: the wall"
date: 2008-06-13 08:01
url: /2008/06/13/story-7/
sections: [Korea]
authors: [Jane Roe]
tags: [Mines & more]
summary: In short.
featured: true
extra:
  wordpress_id: 7
---

First \\*line\\*{BREAK}
and second.

See [it](/2008/01/02/older/).
""".replace("{BREAK}", "  ")
    )
    assert (
        text_at(site, "content/terms/sections/korea.md")
        == """\
---
title: Korea
parent: World
---

Both of them.
"""
    )
    site.moved_to("https://paper.example.org/")
    assert site.build().code == 0
    assert site.exists("2008/06/13/story-7/index.html")


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"wp__status": "draft"}, "draft"),
        ({"wp__status": "private"}, "private"),
        ({"wp__status": "pending"}, "pending"),
        ({"wp__post_password": "secret"}, "protected"),
        ({"wp__post_date": "0000-00-00 00:00:00"}, "without a date"),
        ({"wp__status": "publish"}, ""),
        ({"wp__status": "future", "wp__post_date": "2030-01-01 12:00:00"}, ""),
    ],
)
def test_what_readers_did_not_see_is_held_back(site: SiteDriver, said: dict[str, str], held: str) -> None:
    imported(site, item(**said))

    (path,) = (site.root / "content").rglob("story-7.md")
    text = path.read_text()
    assert ("draft: true" in text) == bool(held)
    assert (f"status: {held}" in text) == bool(held)
    assert "secret" not in "".join(
        file.read_text() for file in site.root.rglob("*") if file.name != "export.xml" and file.is_file()
    )


def test_pages_lie_in_the_folder_of_the_one_above(site: SiteDriver) -> None:
    page = {"wp__post_type": "page"}
    imported(
        site,
        item(1, wp__post_name="about", link="https://old.example/blog/about/", **page),
        item(2, wp__post_name="team", link="https://old.example/blog/about/team/", wp__post_parent="1", **page),
    )

    assert "url: /about/team/" in text_at(site, "content/pages/about/team.md")
    assert "date:" not in text_at(site, "content/pages/about.md")


def test_comments_and_meta_are_kept_without_what_is_nobodys_business(site: SiteDriver) -> None:
    more = """<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Kim</wp:comment_author>
    <wp:comment_author_email>kim@private.example</wp:comment_author_email>
    <wp:comment_author_IP>10.9.8.7</wp:comment_author_IP>
    <wp:comment_content><![CDATA[I was there.]]></wp:comment_content></wp:comment>
    <wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value><![CDATA[grave]]></wp:meta_value></wp:postmeta>"""
    imported(site, item(more=more))

    kept = json.loads(text_at(site, "imports/export-xml/kept/2008/06/story-7.json"))
    assert kept["comments"] == [{"id": "3", "author": "Kim", "content": "I was there."}]
    assert kept["meta"] == {"mood": "grave"}
    everything = everything_in(site)
    assert "private.example" not in everything
    assert "10.9.8.7" not in everything


def test_uploads_lie_beside_their_story_in_full_size(site: SiteDriver, tmp_path: Path) -> None:
    uploads = tmp_path / "wp-content" / "uploads" / "2008" / "06"
    uploads.mkdir(parents=True)
    (uploads / "wall.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "secret.jpg").write_bytes(b"no")
    address = "https://old.example/wp-content/uploads/2008/06"
    thumbnail = f"""<item><title>Wall</title><wp:post_id>90</wp:post_id><wp:post_type>attachment</wp:post_type>
    <wp:attachment_url>{address}/wall.jpg</wp:attachment_url>
    <excerpt:encoded><![CDATA[The wall]]></excerpt:encoded></item>"""
    meta = "<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>90</wp:meta_value></wp:postmeta>"
    text = f'<img src="{address}/wall-300x200.jpg" alt="A"> <img src="{address}/../../../../secret.jpg" alt="B">'

    imported(site, thumbnail, item(text=text, more=meta), arguments=["--files", str(tmp_path)])

    story = text_at(site, "content/2008/06/story-7.md")
    assert "![A](wall.jpg)" in story
    assert "image:\n  src: wall.jpg\n  alt: Wall\n  caption: The wall\n" in story
    assert (site.root / "content/2008/06/wall.jpg").read_bytes() == b"\xff\xd8\xff"
    assert not list(site.root.rglob("secret.jpg"))


def test_the_address_of_a_listing_is_not_taken(site: SiteDriver) -> None:
    done = imported(site, item(link="https://old.example/blog/tags/"))

    assert "url:" not in text_at(site, "content/2008/06/story-7.md")
    assert "at which a listing or a file of this site lies" in done.out


def test_a_second_import_writes_nothing_and_a_later_export_what_is_new(site: SiteDriver) -> None:
    imported(site, item(1))
    assert "nothing has changed" in imported(site, item(1)).out

    more = imported(site, item(1), item(2))
    assert "content/2008/06/story-2.md: written" in more.out
    assert "content/2008/06/story-1.md: is there already" in more.out


def test_every_old_address_leads_to_something(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    more = """<category domain="category" nicename="korea"><![CDATA[Korea]]></category>
    <category domain="post_tag" nicename="old-mines"><![CDATA[Mines]]></category>"""
    wall = """<item><title>Wall</title><link>https://old.example/blog/2008/06/13/story-7/wall/</link><wp:post_id>90</wp:post_id>
    <wp:post_type>attachment</wp:post_type><wp:post_parent>7</wp:post_parent></item>"""
    imported(site, wall, item(text="One<!--nextpage-->Two", more=more), item(8, wp__status="draft"))

    listed = text_at(site, "imports/export-xml/old-urls.txt")
    asked = {"/?p=7 /2008/06/13/story-7/", "/?attachment_id=90 /2008/06/13/story-7/", "/?tag=old-mines /tags/mines/"}
    paths = {
        "/2008/06/13/story-7/", "/2008/06/13/story-7/2/", "/2008/06/13/story-7/feed/", "/2008/06/13/story-7/wall/",
        "/category/world/korea/", "/tag/old-mines/", "/author/jroe/", "/feed/",
    }  # fmt: skip
    assert set(listed.splitlines()) == asked | paths | {f"/blog{path}" for path in paths}
    check = ("check", "--old-urls", str(site.root / "imports/export-xml/old-urls.txt"))
    site.build()
    assert "[old-url]" in site.newsgen(*check).err
    site.settings("redirects: imports/export-xml/redirects.txt\n")
    assert site.build().code == 0
    assert "[old-url]" not in site.newsgen(*check).err


def test_two_stories_of_one_key_are_two_files(site: SiteDriver) -> None:
    imported(site, item(7, text="First.", wp__post_id="", link=""), item(7, text="Second.", wp__post_id="", link=""))

    assert "First." in text_at(site, "content/2008/06/story-7.md")
    assert "Second." in text_at(site, "content/2008/06/story-7-2.md")


def test_two_posts_of_one_address_do_not_stop_the_build(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    link = "https://old.example/blog/2008/06/13/same/"

    done = imported(site, item(1, link=link), item(2, link=link.replace("same", "SAME")))

    assert "which another story has, too" in done.out
    assert site.build().code == 0


@pytest.mark.parametrize("said", [{"wp__status": "pitch"}, {"wp__status": "archive"}, {"wp__post_type": "product"}])
def test_what_no_rule_knows_to_be_public_is_held_back(site: SiteDriver, said: dict[str, str]) -> None:
    imported(site, item(**said))

    assert "draft: true" in text_at(site, "content/2008/06/story-7.md")


def test_what_came_in_by_forms_is_passed_over_and_counted(site: SiteDriver) -> None:
    done = imported(site, item(1), item(2, wp__post_type="feedback", text="jim@mail.example"))

    assert "passed over, since they are no stories: 1 feedback" in done.out
    assert "jim@mail.example" not in everything_in(site)


def test_uploads_of_one_name_stay_two_and_pages_are_not_copied(site: SiteDriver, tmp_path: Path) -> None:
    for month in ("05", "06"):
        (tmp_path / "uploads" / "2008" / month).mkdir(parents=True)
        (tmp_path / "uploads" / "2008" / month / "photo.png").write_bytes(month.encode())
    (tmp_path / "uploads" / "2008" / "06" / "evil.md").write_text("---\ntitle: Evil\ndate: 2020-01-01\n---\nx")
    address = "https://old.example/wp-content/uploads/2008"
    (site.root / "content/2008/06").mkdir(parents=True)
    (site.root / "content/2008/06/mine.png").write_bytes(b"mine")
    (tmp_path / "uploads" / "2008" / "06" / "mine.png").write_bytes(b"theirs")

    done = imported(
        site,
        item(1, text=f'<img src="{address}/05/photo.png" alt="A">'),
        item(2, text=f'<img src="{address}/06/photo.png" alt="B"> <a href="{address}/06/evil.md">E</a>'),
        item(3, text=f'<img src="{address}/06/mine.png" alt="C">'),
        arguments=["--files", str(tmp_path)],
    )

    assert "![A](photo.png)" in text_at(site, "content/2008/06/story-1.md")
    for number, name, there in ((2, "photo", b"06"), (3, "mine", b"theirs")):
        shown = re.search(rf"\(({name}-\w{{8}}\.png)\)", text_at(site, f"content/2008/06/story-{number}.md"))
        assert shown is not None
        assert (site.root / "content/2008/06" / shown[1]).read_bytes() == there
    assert not (site.root / "content/2008/06/evil.md").exists()
    assert (site.root / "content/2008/06/mine.png").read_bytes() == b"mine"
    assert done.code == 0


def test_a_text_that_speaks_of_items_stays_in_its_post() -> None:
    _, parts = parts_of(HEAD + item(1, text="<pre></item>\n<item><title>inner</title></pre> tail") + item(2) + END)

    assert [part.text("wp:post_id") for part in parts] == ["1", "2"]
    assert parts[0].text("content:encoded").endswith(" tail")


def test_exports_of_two_sites_are_refused(site: SiteDriver) -> None:
    other = site.write_file("other.xml", HEAD.replace("old.example", "other.example") + item() + END)
    site.write_file("export.xml", HEAD + item() + END)

    done = site.newsgen("import", str(site.root / "export.xml"), str(other))

    assert (done.code, "exports of several sites" in done.err) == (2, True)


def test_categories_in_a_circle_have_no_parent(site: SiteDriver) -> None:
    done = imported(
        site,
        item(),
        head=HEAD.replace(
            "<wp:category_parent></wp:category_parent>", "<wp:category_parent>korea</wp:category_parent>"
        ),
    )

    assert done.code == 0
    assert "parent:" not in text_at(site, "content/terms/sections/korea.md")


@pytest.mark.parametrize("encoding", ["base64", "hex", "idna", "nonsense", "utf-8"])
def test_any_name_of_an_encoding_will_do(encoding: str) -> None:
    _, parts = parts_of(HEAD.replace("UTF-8", encoding) + item() + END)

    assert len(parts) == 1


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('[foo a="---> seen"]x', '<!-- kept: [foo a="- - - > seen"] -->x\n'),
        ("a [/acme_section] b", "a <!-- kept: [/acme_section] --> b\n"),
        ('Wow!<a href="/x">link</a>', "Wow\\![link](/x)\n"),
        ("\ue0107\ue011 and \ue0201\ue021", "7 and 1\n"),
        ('<!-- wp:block {"ref":5} /--><!-- wp:block {"ref":5} /-->', "Used again\n\nUsed again\n"),
    ],
)
def test_signs_that_would_mean_something_else(typed: str, text: str) -> None:
    assert content_of(typed).text == text


def test_a_reusable_block_that_holds_itself_ends() -> None:
    again = '<!-- wp:block {"ref":5} /-->'
    site = Site(lambda _: None, lambda _: again * 2)

    assert read_content(again, site, (), "").unknown == {"wp:block": 2}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "typed",
    ['<!-- wp:p {"a":1} x ' * 10_000, "<script " * 5_000, "<!-- a " * 20_000, "<pre>a " * 10_000, "[a b='" * 20_000,
     "[abc] " * 40_000, " " * 100_000 + "x", "\n" * 30_000 + "x"],
    ids=["block", "script", "comment", "pre", "attributes", "codes", "blanks", "lines"],
)  # fmt: skip
def test_what_is_never_closed_takes_no_longer_than_it_is_long(typed: str) -> None:
    content_of(typed)  # With a pattern that begins anew at each sign, this would take minutes.


# The file itself


@pytest.mark.parametrize("size", [1, 7, 64, 1 << 20])
def test_a_stream_is_cut_alike_however_it_comes(size: int) -> None:
    text = HEAD + item(1, text="a </item> b <item> c") + item(2) + END

    export, parts = parts_of(text, size)

    assert [part.text("wp:post_id") for part in parts] == ["1", "2"]
    assert parts[0].text("content:encoded") == "a </item> b <item> c"
    assert export.head.text("title") == "Old Paper"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<![CDATA[a & b < c]]>", "a & b < c"),
        ("<![CDATA[code: a[b[0]]>1]]>", "code: a[b[0]]>1"),
        ("<![CDATA[a ]]]]><![CDATA[> b]]>", "a ]]> b"),
        ("Q & A &amp; more", "Q & A & more"),
        ("caf\x0c\x01e", "cafe"),
    ],
)
def test_what_is_not_well_formed_is_read_all_the_same(typed: str, read: str) -> None:
    _, (part,) = parts_of(f"{HEAD}<item><title>{typed}</title><wp:post_id>1</wp:post_id></item>{END}")

    assert part.text("title") == read
    assert part.text("wp:post_id") == "1"


def test_bytes_of_an_old_database_are_windows_1252() -> None:
    _, (part,) = parts_of(HEAD.encode() + b"<item><title>caf\xe9 \x93x\x94 \xc3\xa9</title></item>" + END.encode())

    assert part.text("title") == "café “x” é"


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes_and_told(site: SiteDriver) -> None:
    file = site.write_file("export.xml", HEAD + item(1) + item(2)[:-60])

    done = site.newsgen("import", str(file))

    assert done.code == 1
    assert "cut off within its last item" in done.err
    assert (site.root / "content/2008/06/story-2.md").exists()


@pytest.mark.parametrize("bomb", ['<!DOCTYPE rss [<!ENTITY a "aaaa">]>', '<!doctype x SYSTEM "file:///etc/passwd">'])
def test_a_doctype_is_refused(site: SiteDriver, bomb: str) -> None:
    with pytest.raises(NoExportError):
        parts_of(HEAD.replace("<rss", f"{bomb}<rss") + item() + END)
    done = imported(site, item(), head=HEAD.replace("<rss", f"{bomb}<rss"))
    assert (done.code, "DOCTYPE" in done.err) == (2, True)


# Texts


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("One\ntwo\n\nThree", "One  \ntwo\n\nThree\n"),
        ('[caption id="x"]<img src="a.jpg" alt="A" /> The <em>wall</em>[/caption]', '![A](a.jpg "The *wall*")\n'),
        ('[caption caption="W"]<a href="a.jpg"><img src="a.jpg" alt="A"></a>[/caption]', '![A](a.jpg "W")\n'),
        ("[gallery]", GALLERY),
        ('[gallery ids="1,99"]', GALLERY),
        ("[embed]https://vimeo.com/1_2_[/embed]", "https://vimeo.com/1_2_\n"),
        ("[sourcecode language='css']a { b: c }[/sourcecode]", "```css\na { b: c }\n```\n"),
        ('[audio mp3="a.mp3"]', "::: audio\n[a.mp3](a.mp3)\n:::\n"),
        ("[[gallery]] is typed so", "\\[gallery] is typed so\n"),
        ("He [sic] said [so]", "He \\[sic] said \\[so]\n"),
        ("<code>[gallery]</code>", "`[gallery]`\n"),
        ('<!-- wp:embed {"url":"https://x.example/1"} /-->', "https://x.example/1\n"),
        ('<!-- wp:block {"ref":5} /-->', "Used again\n"),
        (f"<!-- wp:pullquote -->{QUOTE}<!-- /wp:pullquote -->", "::: pullquote Kim\nBig words\n:::\n"),
        ("<!-- wp:verse --><pre class='wp-block-verse'>One\n  two</pre><!-- /wp:verse -->", "One  \ntwo\n"),
        ("<!-- wp:list --><ul><li>a</li></ul><!-- /wp:list -->", "- a\n"),
        ("<table>\n<tr>\n<th>A</th>\n</tr>\n<tr>\n<td>b</td>\n</tr>\n</table>", "| A |\n| --- |\n| b |\n"),
    ],
)  # fmt: skip
def test_texts_of_both_editors(typed: str, text: str) -> None:
    assert content_of(typed).text == text


def test_what_no_rule_knows_is_hidden_and_counted() -> None:
    content = content_of('Before [contact-map to="a"]Name[/contact-map] after.')

    assert content.unknown == {"contact-map": 1}
    assert content.text.startswith('Before <!-- kept: [contact-map to="a"] -->Name<!-- kept: [/contact-map] --> after.')


def test_an_unknown_block_is_hidden_and_counted() -> None:
    content = content_of('<!-- wp:paragraph --><p>x</p><!-- /wp:paragraph --><!-- wp:acme/map {"at":"a--b"} /-->')

    assert content.unknown == {"wp:acme/map": 1}
    assert "<!-- kept: wp:acme/map" in content.text


def test_lists_that_the_site_makes_are_left_out_and_told() -> None:
    assert content_of("<!-- wp:latest-posts /-->").left_out == [("wp:latest-posts", "a list that the site makes")]


def test_footnotes_of_the_new_editor_become_footnotes() -> None:
    text = (
        '<!-- wp:paragraph --><p>Word<sup data-fn="f1" class="fn"><a href="#f1">1</a></sup></p><!-- /wp:paragraph -->'
    )
    content = content_of(text, '[{"id":"f1","content":"The <em>note</em>"}]')

    assert content.text == "Word[^1]\n\n[^1]: The *note*\n"
    assert "note" in content.said


def test_paragraphs_of_the_classic_editor() -> None:
    assert (
        with_paragraphs("a\n\n<pre>b\n\nc</pre>\n\nd<hr>e") == "<p>a</p>\n<pre>b\n\nc</pre>\n<p>d</p>\n<hr>\n<p>e</p>"
    )


def test_a_link_or_a_picture_that_does_not_arrive_is_named(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_addresses(root: Element) -> Converted:
        return Converted(markdown_of(root).text.replace("/gone", "/here"))

    monkeypatch.setattr(content, "markdown_of", without_addresses)

    done = imported(site, item(text='<a href="/gone/a">A</a> <img src="/gone.jpg" alt="B"> <a href="/kept">C</a>'))

    assert done.code == 1
    assert "missing: the link or picture /gone/a" in done.err
    assert "missing: the link or picture /gone.jpg" in done.err
    assert "/kept" not in done.err
    assert "2 links and 1 picture: 2 missing" in done.out


def test_what_is_to_be_done_is_said_once(site: SiteDriver) -> None:
    items = [item(number, title=f"Story {number}") for number in range(1, 30)]
    lost = item(31, title="", text="<p>Words.</p>")  # without a headline, which is a guess

    first = imported(site, *items, lost).out

    assert "content/2008/06/story-31.md: written" in first, "what is doubtful is told first"
    assert "more; `--verbose` tells all" in first
    assert "to be looked at: 1 story, in imports/export-xml/report.html" in first
    assert "old addresses lead on with `redirects: [imports/export-xml/redirects.txt]` in newsgen.yaml" in first

    site.settings("redirects: imports/export-xml/redirects.txt\n")
    assert "to be looked at" not in imported(site, *items, lost).out
