"""Exports of WordPress: what plugins, page builders and hostile hands have left in them."""
# ruff: noqa: E501 - exports have long lines

import json
from pathlib import Path

import pytest
from tests.conftest import SiteDriver
from tests.test_import_wordpress import END, HEAD, content_of, everything_in, imported, item, parts_of, text_at

BEGIN, CLOSE = "<!-- kept: [a_b] -->", "<!-- kept: [/a_b] -->"

# Shortcodes


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("[[gallery]] and [[caption]x[/caption]]", "\\[gallery] and \\[caption]x\\[/caption]\n"),
        ("[[not one", "\\[\\[not one\n"),
        ("[a_b][a_b]x[/a_b][/a_b]", f"{BEGIN}{BEGIN}x{CLOSE}{CLOSE}\n"),
        ("[one_half]A [one_half]b[/one_half] c[/one_half]", "A\n\nb\n\nc\n"),
        ('<a href="[my_url]">x</a>', "[x]([my_url])\n"),
        ('[caption]<img src="a.jpg"> The [b_c] wall[/caption]', '![](a.jpg "The wall")\n\n<!-- kept: [b_c] -->\n'),
        ("[gallery]words[gallery][/gallery]", None),
        ("[youtube=http://www.youtube.com/watch?v=abcdefg&w=640]", "http://www.youtube.com/watch?v=abcdefg&w=640\n"),
        ("[youtube https://youtu.be/abcdefg]", "https://youtu.be/abcdefg\n"),
        ("[tweet 1234567]", "https://twitter.com/i/status/1234567\n"),
        ("[vimeo 1234567 w=300]", "https://vimeo.com/1234567\n"),
        ("[dropcap]T[/dropcap]he wall", "The wall\n"),
        ('[button link="https://x.example/b"]Buy it[/button]', "[Buy it](https://x.example/b)\n"),
        ('[vc_row][vc_column][vc_custom_heading text="Our history"][/vc_column][/vc_row]', "**Our history**\n"),
        ('[vc_btn title="More" link="url:https%3A%2F%2Fx.example%2Fa|target:_blank"]', "[More](https://x.example/a)\n"),
        ('[et_pb_blurb title="Fast" url="https://x.example/f"]<p>Quick</p>[/et_pb_blurb]', "[Fast](https://x.example/f)\n\nQuick\n"),
        ('[fusion_imageframe image_id="9|full"]https://x.example/a.jpg[/fusion_imageframe]', "![](https://x.example/a.jpg)\n"),
        ('[vc_cta h2="Call" btn_title="Ring" btn_link="url:https%3A%2F%2Fx.example%2Fr"]', "**Call**\n\n[Ring](https://x.example/r)\n"),
        ("[av_button label='Press' link='manually,https://x.example/p']", "[Press](https://x.example/p)\n"),
        ("[vc_raw_html]JTNDcCUzRWhpJTNDJTJGcCUzRQ==[/vc_raw_html]", "hi\n"),
    ],
)  # fmt: skip
def test_shortcodes_of_many_hands(typed: str, text: str | None) -> None:
    found = content_of(typed).text

    assert "words" in found if text is None else found == text


def test_a_shortcode_in_a_table_is_hidden_and_stays_in_the_file() -> None:
    content = content_of('<table><tr><td colspan="2">a [foo b="1"] c</td><td>d</td></tr></table>')

    assert 'a <!-- kept: [foo b="1"] --> c' in content.text


@pytest.mark.parametrize("code", ['[contact-form-7 id="1" title="Ask us"]', "[wpforms id=9]", "[gravityform id=1]"])
def test_forms_are_left_out_and_told(code: str) -> None:
    content = content_of(f"Before {code} after")

    assert content.text == "Before\n\nafter\n"
    assert [why for _, why in content.left_out] == ["a form"]


def test_shortcodes_in_titles_and_excerpts_are_not_shown(site: SiteDriver) -> None:
    excerpt = "<![CDATA[[gallery ids='1'] In short.]]>"
    done = imported(site, item(title="The wall [acme_icon name='x'] stands", excerpt__encoded=excerpt))

    story = text_at(site, "content/2008/06/story-7.md")
    assert "title: The wall stands\n" in story
    assert "summary: In short.\n" in story
    assert "a shortcode in a title or an excerpt" in done.out


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "typed",
    [
        "[a_b c='d'] " * 20_000,
        "[a_b]" * 20_000 + "[/a_b]" * 20_000,
        "<a [b_c] " * 5_000,
        "[[a]" * 20_000 + "[/a]",
        "[a_b " + 'x="' * 20_000,
    ],
)
def test_many_shortcodes_take_no_longer_than_they_are_long(typed: str) -> None:
    content_of(typed)  # One that calls itself for each step, or begins anew at each, would end here.


# The file


def test_a_reader_who_writes_of_comments_ends_none() -> None:
    said = "<wp:comment_content><![CDATA[a </wp:comment> b]]></wp:comment_content>"
    _, (part,) = parts_of(
        HEAD + item(more=f"<wp:comment>{said}<wp:comment_author>Kim</wp:comment_author></wp:comment>") + END
    )

    (comment,) = part.inner("wp:comment")
    assert comment.text("wp:comment_content") == "a </wp:comment> b"
    assert comment.text("wp:comment_author") == "Kim"


def test_a_text_in_several_pieces_is_one() -> None:
    _, (part,) = parts_of(f"{HEAD}<item><title><![CDATA[a]]>\n<![CDATA[b ]]]]><![CDATA[> c]]></title></item>{END}")

    assert part.text("title") == "ab ]]> c"


def test_a_date_that_is_told_in_utc_alone_is_written_so(site: SiteDriver) -> None:
    done = imported(
        site, item(wp__post_date="0000-00-00 00:00:00", more="<wp:post_date_gmt>2008-06-13 08:01:00</wp:post_date_gmt>")
    )

    assert "date: 2008-06-13 08:01Z\n" in text_at(site, "content/2008/06/story-7.md")
    assert "the export tells it in UTC only" in done.out
    assert site.build().code == 0


def test_every_value_of_a_meta_key_is_kept(site: SiteDriver) -> None:
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>mood</wp:meta_key><wp:meta_value><![CDATA[{mood}]]></wp:meta_value></wp:postmeta>"
        for mood in ("grave", "gay")
    )
    imported(site, item(more=meta))

    assert json.loads(text_at(site, "imports/export-xml/kept/2008/06/story-7.json"))["meta"] == {
        "mood": ["grave", "gay"]
    }


def test_pages_say_who_wrote_them_and_when(site: SiteDriver) -> None:
    more = "<wp:post_modified>2010-01-02 03:04:05</wp:post_modified>"
    imported(site, item(1, wp__post_type="page", wp__post_name="about", more=more))
    page = text_at(site, "content/pages/about.md")

    assert "updated: 2010-01-02 03:04:05\n" in page
    assert "author: Jane Roe\n" in page
    assert "published: 2008-06-13 08:01\n" in page


def test_a_page_that_is_scheduled_waits(site: SiteDriver) -> None:
    imported(
        site,
        item(1, wp__post_type="page", wp__post_name="soon", wp__status="future", wp__post_date="2099-01-01 10:00:00"),
    )

    assert "date: 2099-01-01 10:00\n" in text_at(site, "content/pages/soon.md")


def test_posts_that_go_among_the_pages_stay_stories(site: SiteDriver) -> None:
    imported(site, item(), arguments=["--into", "pages"])

    assert text_at(site, "content/pages/story-7.md").startswith("---\nkind: article\n")


def test_reports_of_two_sources_of_one_name_are_two(site: SiteDriver, tmp_path: Path) -> None:
    imported(site, item(1))
    (tmp_path / "export.xml").write_text(HEAD.replace("old.example", "other.example") + item(2) + END)
    site.newsgen("import", str(tmp_path / "export.xml"))
    assert '"wordpress:old.example/blog"' in text_at(site, "imports/export-xml/report.json")
    assert '"wordpress:other.example/blog"' in text_at(site, "imports/export-xml-2/report.json")

    assert "nothing has changed" in site.newsgen("import", str(tmp_path / "export.xml")).out
    assert not (site.root / "imports/export-xml-3").exists()


def test_footnotes_whose_backslashes_are_lost_are_read() -> None:
    text = (
        '<!-- wp:paragraph --><p>Word<sup data-fn="f1" class="fn"><a href="#f1">1</a></sup></p><!-- /wp:paragraph -->'
    )
    content = content_of(text, '[{"content":"The <a href="https://x.example/">note</a>","id":"f1"}]')

    assert content.text == "Word[^1]\n\n[^1]: The [note](https://x.example/)\n"


def test_footnotes_that_nobody_can_read_are_told() -> None:
    assert ("footnotes", "they cannot be read: kept beside as they are") in content_of("x", "a:1:{broken").left_out


def test_what_lies_very_deep_keeps_its_words_links_and_pictures() -> None:
    content = content_of(
        "<div>" * 300 + '<p>one</p><p>two <a href="/x">three</a><img src="/a.jpg" alt="A"></p>' + "</div>" * 300
    )

    assert content.text.split() == ["one", "two", "[three](/x)![A](/a.jpg)"]


# Addresses that ask


def test_links_that_ask_by_a_number_lead_to_the_story(site: SiteDriver) -> None:
    head = HEAD.replace("<wp:category>", "<wp:category><wp:term_id>4</wp:term_id>", 1)
    text = (
        '<a href="https://old.example/blog/?p=8">A</a> <a href="/blog/?page_id=9#more-9">B</a> '
        '<a href="https://old.example/blog/?cat=4">C</a> <a href="?p=99">D</a> <a href="/blog/?attachment_id=50">E</a>'
    )
    imported(
        site,
        item(7, text=text),
        item(8),
        item(9, wp__post_type="page", wp__post_name="about", link="https://old.example/blog/about/"),
        item(50, wp__post_type="attachment", more="<wp:post_parent>8</wp:post_parent>"),
        head=head,
    )

    story = text_at(site, "content/2008/06/story-7.md")
    assert "[A](/2008/06/13/story-8/) [B](/about/) [C](/sections/world/) [D](/?p=99) [E](/2008/06/13/story-8/)" in story


def test_a_site_whose_addresses_all_ask_is_led_on(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/news/")
    done = imported(
        site,
        item(7, text='See <a href="https://old.example/blog/?p=8">it</a>.', link="https://old.example/blog/?p=7"),
        item(8, link="https://old.example/blog/?p=8"),
    )
    site.build()

    assert done.code == 0
    assert "See [it](/2008/06/story-8.md)." in text_at(site, "content/2008/06/story-7.md")
    assert "/?p=7 /2008/06/13/story-7/\n" in text_at(site, "imports/export-xml/old-urls.txt")
    assert '"/news/?p=7" "/news/2008/06/13/story-7/";' in text_at(site, "imports/export-xml/questions.nginx.conf")
    assert "/news/ p=7 /news/2008/06/13/story-7/ 301!" in text_at(site, "imports/export-xml/questions.netlify.txt")
    file = site.write_file("asked.txt", "/?p=7 /2008/06/13/story-7/\n/?p=9 /2008/06/13/gone/\n/?p=10\n")
    told = site.newsgen("check", "--old-urls", str(file)).err
    assert told.count("[old-url]") == 2
    assert "nothing answers at /2008/06/13/gone/, to which /?p=9 leads" in told


def test_an_address_stands_once_in_each_list(site: SiteDriver) -> None:
    imported(site, *(item(7, title=title, text="One<!--nextpage-->Two") for title in ("One", "Another")))

    for name in ("old-urls.txt", "redirects.txt", "questions.nginx.conf", "questions.netlify.txt"):
        lines = text_at(site, f"imports/export-xml/{name}").splitlines()
        assert len(set(lines)) == len(lines) > 0, name


def test_no_address_of_a_person_leaves_the_export(site: SiteDriver) -> None:
    said = """<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Kim</wp:comment_author>
    <wp:comment_author_email><![CDATA[kim@private.example]]></wp:comment_author_email>
    <wp:comment_author_IP>10.9.8.7</wp:comment_author_IP><wp:comment_content><![CDATA[Yes.]]></wp:comment_content>
    </wp:comment>"""
    imported(site, item(more=said))

    assert not [secret for secret in ("private.example", "10.9.8.7") if secret in everything_in(site)]


def test_a_file_of_the_site_that_is_no_upload_keeps_its_address(site: SiteDriver) -> None:
    imported(site, item(text="[audio https://old.example/blog/sounds/x.mp3]"))

    assert "(https://old.example/blog/sounds/x.mp3)" in text_at(site, "content/2008/06/story-7.md")


def test_an_export_of_the_first_version_has_categories_without_nicknames(site: SiteDriver) -> None:
    more = "<category><![CDATA[Uncategorized]]></category><category><![CDATA[World]]></category>"
    imported(site, item(more=more, wp__status="static"))

    assert "sections: [World]\n" in text_at(site, "content/2008/06/story-7.md")
    assert "draft" not in text_at(site, "content/2008/06/story-7.md")


# Comments, types, menus, and what lies beside


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


def comment(number: int, text: str, answers: int = 0, **said: str) -> str:
    fields = {
        "author": f"Reader {number}",
        "author_email": f"r{number}@private.example",
        "author_IP": "10.9.8.7",
        "author_url": "https://spam.example/",
        "date": f"2008-06-13 0{number}:00:00",
        "approved": "1",
        "type": "",
    }
    inner = "".join(
        f"<wp:comment_{name}><![CDATA[{value}]]></wp:comment_{name}>" for name, value in (fields | said).items()
    )
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_parent>{answers}</wp:comment_parent>{inner}"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content></wp:comment>"
    )


TALK = (
    comment(1, "<h2>I</h2> was <b>there</b>.\n::: note")
    + comment(2, "So was I.\n\n<script>alert(1)</script>Twice.", answers=1)
    + comment(3, "Buy pills", approved="spam")
    + comment(4, "Ping", type="pingback")
    + comment(5, "An answer to spam.", answers=3, author="kim@private.example {#x}")
)


def test_comments_stay_beside_unless_they_are_asked_for(site: SiteDriver) -> None:
    imported(site, item(more=TALK))

    assert "there" not in text_at(site, "content/2008/06/story-7.md")
    kept = json.loads(text_at(site, "imports/export-xml/kept/2008/06/story-7.json"))["comments"]
    assert [each["id"] for each in kept] == ["1", "2", "3", "4", "5"]


def test_comments_are_shown_in_threads_without_mail_addresses(site: SiteDriver) -> None:
    site.settings("import: {comments: shown}\n")
    done = imported(site, item(more=TALK))
    assert done.code == 0, done.err

    assert text_at(site, "content/2008/06/story-7.md").partition("::: comments\n")[2] == (
        '::: comment Reader 1 {#comment-1 time="2008-06-13 01:00"}\n**I**\n\nwas **there**.  \n\\::: note\n\n'
        '::: comment Reader 2 {#comment-2 time="2008-06-13 02:00"}\nSo was I.\n\nTwice.\n\n:::\n\n:::\n\n'
        '::: comment #x {#comment-5 time="2008-06-13 05:00"}\nAn answer to spam.\n\n:::\n:::\n'
    )
    assert site.build().code == 0
    page = site.read("2008/06/13/story-7/index.html")
    assert '<article class="comment" id="comment-2">' in page
    assert page.index('id="comment-2"') < page.index("</article>") < page.index('id="comment-5"')
    assert '<time datetime="2008-06-13T01:00">2008-06-13 01:00</time>' in page
    assert "::: note" in page
    assert not [
        word for word in ("private.example", "10.9.8.7", "spam.example", "alert", "pills", "Ping") if word in page
    ]


def test_answers_to_answers_to_answers_end_no_import(site: SiteDriver) -> None:
    site.settings("import: {comments: shown}\n")
    imported(site, item(more="".join(comment(number, f"No {number}.", number - 1) for number in range(1, 400))))

    assert site.build().code == 0
    assert "No 399." in site.read("2008/06/13/story-7/index.html")


def test_types_of_posts_become_what_the_settings_say(site: SiteDriver) -> None:
    site.settings("import: {types: {recipe: article, event: page, slide: nothing}}\n")
    for number, kind in enumerate(("recipe", "event", "slide", "movie"), 1):
        imported(site, item(number, wp__post_type=kind, wp__post_name=kind, link=f"https://old.example/blog/{kind}/"))

    assert "draft" not in text_at(site, "content/2008/06/recipe.md")
    assert "draft" not in text_at(site, "content/pages/event.md")
    assert not list(site.root.rglob("slide*"))
    assert "draft: true" in text_at(site, "content/2008/06/movie.md")


def test_a_type_that_is_to_be_anything_else_is_an_error(site: SiteDriver) -> None:
    site.settings("import: {types: {recipe: artcle}}\n")

    assert "`recipe` is 'artcle', did you mean `article`?" in imported(site, item()).err


def menu_item(number: int, order: int, kind: str, target: str, menu: str = "Main") -> str:
    meta = {"_menu_item_object": kind, "_menu_item_object_id": target, "_menu_item_menu_item_parent": "0"}
    more = (
        f'<category domain="nav_menu" nicename="x"><![CDATA[{menu}]]></category><wp:menu_order>{order}</wp:menu_order>'
    )
    more += "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
        for key, value in meta.items()
    )
    return item(number, wp__post_type="nav_menu_item", title=f"Item {number}", more=more)


def test_a_menu_gives_pages_their_places_and_is_kept(site: SiteDriver) -> None:
    pages = [
        item(number, wp__post_type="page", wp__post_name=name, link=f"https://old.example/blog/{name}/")
        for number, name in ((1, "about"), (2, "contact"))
    ]
    menus = [menu_item(31, 2, "page", "1"), menu_item(32, 1, "page", "2"), menu_item(33, 3, "category", "4"),
             menu_item(34, 1, "page", "1", menu="Footer")]  # fmt: skip
    done = imported(site, *pages, *menus)

    assert "menu: 2\n" in text_at(site, "content/pages/about.md")
    assert "menu: 1\n" in text_at(site, "content/pages/contact.md")
    assert "the menu 'Main' also has: Item 33; all of it is kept in menus.ndjson" in done.out
    assert text_at(site, "imports/export-xml/menus.ndjson").count("\n") == 4


def test_uploads_and_revisions_are_kept_and_what_persons_sent_is_not(site: SiteDriver) -> None:
    upload = item(50, wp__post_type="attachment", text="A long description.", excerpt__encoded="<![CDATA[Caption]]>")
    revision = item(51, wp__post_type="revision", text="How it was.", more="<wp:post_parent>7</wp:post_parent>")
    secret = item(52, wp__post_type="feedback", text="jim@mail.example")
    block = item(53, wp__post_type="wp_block", text="A block that nobody uses.")
    imported(site, item(7), upload, revision, secret, block)

    kept = {
        name: json.loads(text_at(site, f"imports/export-xml/{name}.ndjson"))
        for name in ("uploads", "revisions", "parts")
    }
    assert (kept["uploads"]["text"], kept["uploads"]["caption"]) == ("A long description.", "Caption")
    assert (kept["revisions"]["of"], kept["revisions"]["text"]) == ("7", "How it was.")
    assert kept["parts"]["text"] == "A block that nobody uses."
    assert "jim@mail.example" not in everything_in(site)


# Plugins


def test_several_authors_of_a_plugin_write_together(site: SiteDriver) -> None:
    guest = item(
        80,
        wp__post_type="guest-author",
        title="Kim Lee",
        wp__post_name="cap-kim-lee",
        more=meta("cap-user_login", "kim-lee"),
    )
    terms = "".join(
        f'<category domain="author" nicename="cap-{login}">{login}</category>' for login in ("kim-lee", "jroe")
    )
    imported(site, item(more=terms), guest)

    assert "authors: [Kim Lee, Jane Roe]\n" in text_at(site, "content/2008/06/story-7.md")
    assert not list(site.root.rglob("*cap-kim*"))


def test_an_author_of_whom_nothing_else_is_said_is_called_as_the_term_is(site: SiteDriver) -> None:
    terms = (
        '<category domain="author" nicename="cap-j-roe">jroe</category>'
        '<category domain="author" nicename="cap-sun-hee">Sun-hee Park</category>'
    )
    imported(site, item(more=terms))

    assert "authors: [Jane Roe, Sun-hee Park]\n" in text_at(site, "content/2008/06/story-7.md")


def test_lines_at_the_headline_in_meta_of_themes_are_lines_at_the_headline(site: SiteDriver) -> None:
    imported(site, item(more=meta("wps_subtitle", "Below <i>it</i>") + meta("kicker", "Above it")))

    text = text_at(site, "content/2008/06/story-7.md")
    assert "kicker: Above it\n" in text
    assert "subtitle: Below it\n" in text


def test_versions_in_several_languages_are_one_story(site: SiteDriver) -> None:
    terms = '<category domain="language" nicename="{}">x</category>'
    terms += '<category domain="post_translations" nicename="pll_5f">x</category>'
    imported(site, item(7, more=terms.format("en")), item(8, more=terms.format("de")))

    assert "lang:" not in text_at(site, "content/2008/06/story-7.md")
    assert "lang: de\n" in text_at(site, "content/2008/06/story-8.md")
    assert "translation_of: pll_5f\n" in text_at(site, "content/2008/06/story-8.md")
    assert site.build().code == 0


def test_the_primary_section_is_the_first(site: SiteDriver) -> None:
    head = HEAD.replace(
        "<wp:category><wp:category_nicename>korea", "<wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>korea"
    )
    terms = "".join(
        f'<category domain="category" nicename="{name.lower()}">{name}</category>' for name in ("World", "Korea")
    )
    imported(site, item(more=terms + meta("_yoast_wpseo_primary_category", "4")), head=head)

    assert "sections: [Korea, World]\n" in text_at(site, "content/2008/06/story-7.md")


def test_a_caption_with_a_link_below_a_picture_in_a_link_keeps_both() -> None:
    text = '[caption]<a href="/big"><img src="a.jpg" alt="A"></a> From <a href="/map" title="Map">here</a>[/caption]'

    found = content_of(text).text
    assert '<a href="/big"><img src="a.jpg" alt="A"></a>' in found
    assert '<figcaption>From <a href="/map" title="Map">here</a></figcaption>' in found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ('<!-- wp:acme/a {"t":"[gallery] [b_c]"} /-->x', '<!-- kept: wp:acme/a {"t":"[gallery] [b_c]"} / -->x\n'),
        ('<div style="background-image:url(\'https://x.example/a.jpg\')"><p>On it</p></div>', "![](https://x.example/a.jpg)\n\nOn it\n"),
        ('<!-- wp:jetpack/contact-form --><div><!-- wp:jetpack/field-name {"label":"Your name"} /--></div><!-- /wp:jetpack/contact-form -->y', "y\n"),
        ('<!-- wp:block {"ref":5,"content":{"A":{"content":"Other"}}} /-->',
         'Used again\n\n<!-- kept: wp:block {"ref":5,"content":{"A":{"content":"Other"}}} / -->\n'),
    ],
)  # fmt: skip
def test_blocks_of_many_hands(typed: str, text: str) -> None:
    content = content_of(f"<!-- wp:group -->{typed}<!-- /wp:group -->")

    assert content.text == text
