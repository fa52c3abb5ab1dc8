"""Exports of WordPress: kinds of sites, plugins and themes, each as its exports have it."""
# ruff: noqa: E501 - exports have long lines

import json

import pytest
from tests.conftest import SiteDriver
from tests.test_import_wordpress import HEAD, content_of, everything_in, imported, item, parts_of, text_at

from newsgen.importers.wordpress.content import read_content
from newsgen.importers.wordpress.reading import Site

KEPT = "imports/export-xml/kept/2008/06/story-7.json"


def meta(key: str, value: str) -> str:
    return (
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
    )


# What is kept beside


def test_meta_is_kept_whatever_its_name_and_addresses_of_persons_are_not(site: SiteDriver) -> None:
    more = (
        meta("_jetpack_dont_email_post_to_subs", "1") + meta("_VenueAddress", "4 Pier Road") + meta("phone", "12 34 56")
        + meta("organizer_email", "Write to kim@private.example") + meta("author_ip", "203.0.113.9")
        + meta("_billing_city", "Bergen") + meta("gate_password", "sesame")
    )  # fmt: skip
    imported(site, item(more=more))

    assert json.loads(text_at(site, KEPT))["meta"] == {
        "_jetpack_dont_email_post_to_subs": "1", "_VenueAddress": "4 Pier Road", "phone": "12 34 56",
        "organizer_email": "Write to …", "author_ip": "…",
    }  # fmt: skip


def test_mail_addresses_in_what_is_no_story_stay_in_the_export(site: SiteDriver) -> None:
    imported(site, item(wp__post_type="ticket", more=meta("_sent_by", "Kim, kim@private.example")))

    assert json.loads(text_at(site, KEPT))["meta"] == {"_sent_by": "Kim, …"}


def test_what_plugins_note_of_comments_is_kept_but_for_what_is_of_persons(site: SiteDriver) -> None:
    said = """<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>kim@private.example</wp:comment_author>
    <wp:comment_author_email>kim@private.example</wp:comment_author_email><wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>
    <wp:comment_content><![CDATA[[...] I sit at 203.0.113.9, ask Kim@private.example [...]]]></wp:comment_content>
    <wp:commentmeta><wp:meta_key>rating</wp:meta_key><wp:meta_value>5</wp:meta_value></wp:commentmeta>
    <wp:commentmeta><wp:meta_key>akismet_as_submitted</wp:meta_key><wp:meta_value>x</wp:meta_value></wp:commentmeta>
    <wp:commentmeta><wp:meta_key>seen</wp:meta_key><wp:meta_value>from 203.0.113.9</wp:meta_value></wp:commentmeta></wp:comment>"""
    imported(site, item(more=said))

    (comment,) = json.loads(text_at(site, KEPT))["comments"]
    assert comment["content"] == "[...] I sit at …, ask … [...]"
    assert comment["meta"] == {"rating": "5"}
    assert "private.example" not in everything_in(site)
    assert "203.0.113.9" not in everything_in(site)


def test_what_an_export_says_of_terms_arrives(site: SiteDriver) -> None:
    head = (
        HEAD.replace("Both of them.", "See <a href='https://x.example/k'>both</a>.")
        + """
    <wp:tag><wp:tag_slug>pier</wp:tag_slug><wp:tag_name>Pier</wp:tag_name><wp:tag_description>Where boats lie.</wp:tag_description></wp:tag>
    <wp:term><wp:term_id>5</wp:term_id><wp:term_taxonomy>region</wp:term_taxonomy><wp:term_slug>north</wp:term_slug>
    <wp:term_name>North</wp:term_name><wp:term_description>Cold.</wp:term_description>
    <wp:termmeta><wp:meta_key>order</wp:meta_key><wp:meta_value>77</wp:meta_value></wp:termmeta></wp:term>"""
    )
    imported(site, item(), head=head)

    assert "See [both](https://x.example/k)." in text_at(site, "content/terms/sections/korea.md")
    assert "Where boats lie." in text_at(site, "content/terms/tags/pier.md")
    lines = [json.loads(line) for line in text_at(site, "imports/export-xml/terms.ndjson").splitlines()]
    assert {
        "taxonomy": "region", "name": "North", "slug": "north", "description": "Cold.", "meta": {"order": ["77"]},
    } in lines  # fmt: skip


def test_what_is_left_out_is_kept_as_it_was(site: SiteDriver) -> None:
    text = """[vc_row css="x{background-image: url(https://x.example/sea.jpg)}"]Words[/vc_row] [contact-form-7 id="12"]
    <a href="https://x.example/nowhere"></a> <form>Your name</form> <!-- wp:latest-posts {"postsToShow":3} /-->"""
    imported(site, item(text=text))

    kept = " ".join(json.loads(text_at(site, KEPT))["left_out"])
    for each in ("https://x.example/sea.jpg", 'id="12"', "https://x.example/nowhere", "Your name", '"postsToShow":3'):
        assert each in kept


def test_comments_on_uploaded_files_are_kept(site: SiteDriver) -> None:
    more = "<wp:comment><wp:comment_content>A fine picture</wp:comment_content></wp:comment>"
    imported(site, item(8, wp__post_type="attachment", more=more))

    assert "A fine picture" in text_at(site, "imports/export-xml/uploads.ndjson")


# Dates and addresses


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("Fri, 13 Jun 2008 08:01:00 +0000", "date: 2008-06-13 08:01Z\n"),
        ("Mon, 30 Nov -0001 00:00:00 +0000", "status: without a date\n"),
        ("Tue, 30 Nov 1999 00:00:00 +0000", "status: without a date\n"),
    ],
)
def test_a_post_without_a_date_of_its_own_has_the_one_of_feeds(site: SiteDriver, typed: str, date: str) -> None:
    imported(site, item(wp__post_date="", more=f"<pubDate>{typed}</pubDate>"))

    (story,) = (site.root / "content").rglob("story-7.md")
    assert date in story.read_text(encoding="utf-8")


@pytest.mark.parametrize("typed", ["2008-06-13T08:01:00", "2008-06-13T08:01:00Z", "2008-06-13T08:01:00.000+00:00"])
def test_dates_of_programs_that_write_exports_are_read(site: SiteDriver, typed: str) -> None:
    imported(site, item(wp__post_date=typed))

    assert "date: 2008-06-13 08:01\n" in text_at(site, "content/2008/06/story-7.md")


def test_files_of_a_site_of_a_network_are_found_in_its_own_folder(site: SiteDriver) -> None:
    site.write_file("up/2014/11/a.jpg", "picture")
    address = "https://old.example/blog/wp-content/uploads/sites/9/2014/11/a.jpg"
    imported(site, item(text=f'<img src="{address}" alt="A">'), arguments=("--files", str(site.root / "up")))

    assert "![A](a.jpg)" in text_at(site, "content/2008/06/story-7.md")


def test_a_site_that_has_moved_knows_its_own_addresses(site: SiteDriver) -> None:
    link = "https://www.moved.example/2008/06/story-{}/"
    imported(site, item(link=link.format(7), text=f'<a href="{link.format(8)}">x</a>'), item(8, link=link.format(8)))

    story = text_at(site, "content/2008/06/story-7.md")
    assert "url: /2008/06/story-7/\n" in story
    assert "[x](/2008/06/story-8/)" in story


def test_pages_called_like_a_listing_do_not_stop_the_build(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    page = {"wp__post_type": "page"}
    pages = (
        item(number, link=f"https://old.example/blog/{name}/", wp__post_name=name, **page)
        for number, name in ((1, "articles"), (2, "2008"), (3, "authors"), (4, "feed"))
    )
    twice = item(5, link="https://old.example/blog/feed/", wp__post_name="feed", **page)
    post = item(6, link="https://old.example/blog/2008/a.html")
    dots = item(7, link="https://old.example/blog/2008/../a/.b/")
    file = "<item><link>https://old.example/blog/2008/06/13/story-9/</link><wp:post_id>90</wp:post_id><wp:post_type>attachment</wp:post_type></item>"
    imported(site, file, *pages, twice, post, dots, item(8, more=meta("_thumbnail_id", "90")), item(9))
    site.settings("redirects: imports/export-xml/redirects.txt\n")

    assert site.build().code == 0
    assert (
        "[old-url]" not in site.newsgen("check", "--old-urls", str(site.root / "imports/export-xml/old-urls.txt")).err
    )
    assert (site.root / "content/pages/articles-page.md").exists()


@pytest.mark.parametrize(
    "links",
    [
        ("/2008/a.html", "/2008/a.html/b/"),
        ("/2008/A/", "/2008/a/"),
        ("/style.css/", "/404/"),
        ("/archive.php", "/%f0%9f%98%80/"),
    ],
)
def test_addresses_that_stand_in_each_others_way_do_not_stop_the_build(
    site: SiteDriver, links: tuple[str, str]
) -> None:
    site.moved_to("https://paper.example.org/")
    pages = ("/tags/", "/2008/06/13/", "/index.html", "/feed.xml", "/style.css", "/2008/a.html/c/")
    files = (
        f"<item><link>https://old.example/blog{link}</link><wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type></item>"
        for number, link in enumerate(pages, 50)
    )
    stories = (item(number, link=f"https://old.example/blog{link}") for number, link in enumerate(links, 1))
    imported(site, *stories, *files)
    site.settings("redirects: imports/export-xml/redirects.txt\n")

    done = site.build()
    assert done.code == 0, done.err


def test_a_post_called_like_a_program_arrives_and_its_old_address_leads_on(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    imported(site, item(link="https://old.example/blog/2008/a.php"))
    site.settings("redirects: imports/export-xml/redirects.txt\n")

    assert "url: /2008/a.html\n" in text_at(site, "content/2008/06/story-7.md")
    assert site.build().code == 0
    assert (
        "[old-url]" not in site.newsgen("check", "--old-urls", str(site.root / "imports/export-xml/old-urls.txt")).err
    )


@pytest.mark.parametrize("typed", ["2008-02-30 10:00:00", "2008-13-45 99:99:99"])
def test_a_date_that_is_none_of_the_calendar_costs_no_story(site: SiteDriver, typed: str) -> None:
    imported(site, item(wp__post_date=typed, more="<wp:post_date_gmt>2008-03-01 10:00:00</wp:post_date_gmt>"))

    assert "date: 2008-03-01 10:00Z\n" in text_at(site, "content/2008/03/story-7.md")


def test_a_tag_that_is_a_whole_text_costs_no_story(site: SiteDriver) -> None:
    long = f'<category domain="post_tag" nicename="x"><![CDATA[{"word " * 60}]]></category>'
    imported(site, item(more=long + '<category domain="post_tag" nicename="sea"><![CDATA[Sea]]></category>'))

    assert "tags: [Sea]\n" in text_at(site, "content/2008/06/story-7.md")


def test_a_tag_over_several_lines_is_whole() -> None:
    assert (
        content_of('A <a\n href="\nhttps://x.example/\n">link</a>\nhere').text
        == "A [link](https://x.example/)  \nhere\n"
    )


def test_what_is_no_address_stops_nothing(site: SiteDriver) -> None:
    text = '<a href="http://[bad">a</a> <img src="http://[bad/x.jpg" alt="b"> <a href="?p=http://[">c</a>'
    done = imported(site, item(text=text, link="http://[bad/", more=meta("enclosure", "http://[/a.mp3")), item(8))

    assert done.code in {0, 1}
    assert "content/2008/06/story-8.md: written" in done.out


def test_an_address_with_a_blank_or_a_question_behind_it_is_led_on(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    imported(
        site,
        item(1, link="https://old.example/blog/a%20b/", text="One<!--nextpage-->Two"),
        item(2, link="https://old.example/blog/c/?lang=de"),
    )
    site.settings("redirects: imports/export-xml/redirects.txt\n")

    assert site.build().code == 0
    assert (
        "[old-url]" not in site.newsgen("check", "--old-urls", str(site.root / "imports/export-xml/old-urls.txt")).err
    )
    assert site.exists("a b/2/index.html")
    assert "url: /c/\n" in text_at(site, "content/2008/06/story-2.md")


def test_latin_1_has_the_quotation_marks_of_windows() -> None:
    _, (part,) = parts_of(
        b'<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>\x93Caf\xe9\x94</title></item></channel></rss>'
    )

    assert part.text("title") == "“Café”"


def test_a_post_that_was_renamed_answers_at_its_older_addresses(site: SiteDriver) -> None:
    imported(site, item(more=meta("_wp_old_slug", "draft-name") + meta("_wp_old_date", "2008-05-01")))

    leads = dict(line.split() for line in text_at(site, "imports/export-xml/redirects.txt").splitlines())
    assert leads["/2008/06/13/draft-name/"] == leads["/2008/05/01/story-7/"] == "/2008/06/13/story-7/"


def test_pages_of_files_lead_to_what_shows_them(site: SiteDriver) -> None:
    site.moved_to("https://paper.example.org/")
    files = (
        f"<item><link>https://old.example/blog/{name}/</link><wp:post_id>{number}</wp:post_id><wp:post_type>attachment</wp:post_type></item>"
        for number, name in ((20, "head"), (21, "inside"), (22, "logo"))
    )
    imported(site, *files, item(text='<img class="wp-image-21" src="a.jpg">', more=meta("_thumbnail_id", "20")))

    leads = dict(line.split() for line in text_at(site, "imports/export-xml/redirects.txt").splitlines())
    assert leads["/head/"] == leads["/inside/"] == leads["/blog/head/"] == "/2008/06/13/story-7/"
    assert leads["/logo/"] == "/"
    site.settings("redirects: imports/export-xml/redirects.txt\n")
    assert site.build().code == 0
    assert (
        "[old-url]" not in site.newsgen("check", "--old-urls", str(site.root / "imports/export-xml/old-urls.txt")).err
    )


# Shortcodes


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("[toc]\n\nWords", "Words\n"),
        ("[sitemap]\n\nWords [sitemap] of words", "Words \\[sitemap] of words\n"),
        ("[powerpress]\n\nWords", "<!-- kept: [powerpress] -->\n\nWords\n"),
        ("He saw it [VIDEO] and [Audio]", "He saw it \\[VIDEO] and \\[Audio]\n"),
        ("[laughter]\n\n[...] [the] [sic]", "\\[laughter]\n\n\\[...] \\[the] \\[sic]\n"),
        ("[amd-zlrecipe-recipe:12] Bake", "<!-- kept: [amd-zlrecipe-recipe:12] --> Bake\n"),
        ("[et_pb_text]@ET-DC@eyJk=@ Words[/et_pb_text]", "Words\n"),
        ("Sum $latex a^2+b$ and [tex]c_1[/tex]", "Sum `a^2+b` and `c_1`\n"),
        ('[crayon lang="js"]var a = [1];[/crayon]', "```js\nvar a = [1];\n```\n"),
        ('[cc lang="go"]x[/cc] [go]y[/go]', "```go\nx\n```\n\n```go\ny\n```\n"),
        ("[postimages]\n\nA [map of the harbour] and a [postimages] of it", "<!-- kept: [postimages] -->\n\nA \\[map of the harbour] and a \\[postimages] of it\n"),
        ("[img_assist|nid=3|title=The pier|width=5] Words", "<!-- kept: [img_assist|nid=3|title=The pier|width=5] --> Words\n"),
        ("[b]Big[/b] [url=https://x.example/a]words[/url] [img]https://x.example/a.jpg[/img]", "**Big** [words](https://x.example/a) ![](https://x.example/a.jpg)\n"),
        ('[my_head title="Step%201%3A%20ask"]W[/my_head]', '<!-- kept: [my_head title="Step%201%3A%20ask"] -->\n\n**Step 1: ask**\n\nW<!-- kept: [/my_head] -->\n'),
        ("[hulu 1234]", "https://www.hulu.com/embed/1234\n"),
        ("[blackbirdpie id='99']", "https://twitter.com/i/status/99\n"),
        ("[mixcloud https://www.mixcloud.com/a/b/ width=10]", "https://www.mixcloud.com/a/b/\n"),
        ('[iframe src="https://x.example/map" width="5"]', "https://x.example/map\n"),
        ("[embedyt]https://www.youtube.com/watch?v=q[/embedyt]", "https://www.youtube.com/watch?v=q\n"),
        ('[pdf-embedder url="https://x.example/a.pdf"]', "https://x.example/a.pdf\n"),
        ('[googleapps domain="docs" dir="document/d/1" query="a=1"]', "https://docs.google.com/document/d/1?a=1\n"),
        ("[slideshare id=12345678&doc=harbour-1]", "https://www.slideshare.net/slideshow/embed_code/12345678\n"),
        ("[bandcamp album=77 size=large]", "https://bandcamp.com/EmbeddedPlayer/album=77\n"),
        ("[file]https://x.example/a.zip and words[/file]", None),
        ("[audio https://x.example/a.mp3|titles=A]", "::: audio\n[a.mp3](https://x.example/a.mp3)\n:::\n"),
        ('[my_team name="Ann Lee" role="x"]Words[/my_team]', '<!-- kept: [my_team name="Ann Lee" role="x"] -->\n\n**Ann Lee**\n\nWords<!-- kept: [/my_team] -->\n'),
        ('A [my_tip title="Long ago"]word[/my_tip]', 'A <!-- kept: [my_tip title="Long ago"] -->word<!-- kept: [/my_tip] -->\n'),
        ('[my_frame src="https://x.example/a.jpg"]', '<!-- kept: [my_frame src="https://x.example/a.jpg"] -->\n\n![](https://x.example/a.jpg)\n'),
    ],
)  # fmt: skip
def test_shortcodes_of_more_hands(typed: str, text: str | None) -> None:
    found = content_of(typed).text

    assert "and words" in found if text is None else found == text


@pytest.mark.parametrize(
    "typed",
    [
        "[tweet 210222] [youtube]abc124[/youtube]",
        "[dropcap]T[/dropcap]he wall",
        "[vc_raw_html]JTNDcCUzRWhpJTNDJTJGcCUzRQ==[/vc_raw_html]",
        "[audio https://x.example/a.mp3|titles=A]",
        "$latex a^2$ [gallery=2] [toc]",
        "[et_pb_text]@ET-DC@eyJk=@[/et_pb_text]",
    ],
)
def test_no_mark_of_a_plugin_is_told_as_a_word_that_is_missing(site: SiteDriver, typed: str) -> None:
    assert "missing" not in imported(site, item(text=typed)).err


@pytest.mark.parametrize(
    "typed",
    [
        "The pier[ref]Built in 1870.[/ref] stands.",
        "The pier[efn_note]Built in 1870.[/efn_note] stands.",
        "The pier[mfn]Built in 1870.[/mfn] stands.",
        "The pier[footnote]Built in 1870.[/footnote] stands.",
        "The pier[note]Built in 1870.[/note] stands.",
        "The pier ((Built in the year 1870.)) stands.",
    ],
)
def test_footnotes_that_are_typed_where_they_belong_are_footnotes(typed: str) -> None:
    note = "Built in the year 1870." if "((" in typed else "Built in 1870."

    assert content_of(typed).text == f"The pier[^1] stands.\n\n[^1]: {note}\n"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("A pier[ref]One.[/ref][ref]Two.[/ref] and[ref]Three.[/ref] end.", "A pier[^1][^2] and[^3] end."),
        ("<p>A <em>pier</em>[ref]One.[/ref] and <b>more</b>[ref]Two.[/ref].</p>", "A *pier*[^1] and **more**[^2]."),
        ("<p>[note]One.[/note] A pier[note]Two.[/note].</p>", "[^1] A pier[^2]."),
        ("A pier\n[ref]One.[/ref]\nends[ref]Two.[/ref].", "A pier  \n[^1]  \nends[^2]."),
    ],
)
def test_footnotes_behind_one_another_and_behind_tags_are_footnotes(typed: str, read: str) -> None:
    assert content_of(typed).text.partition("\n\n")[0] == read


@pytest.mark.parametrize("typed", ["[note]Bring a lamp.[/note]", "<p><b>[note]Bring a lamp.[/note]</b></p>"])
def test_a_note_on_a_line_of_its_own_is_no_footnote(typed: str) -> None:
    content = content_of(f"Words.\n\n{typed}\n\nMore.")

    assert "[^1]" not in content.text
    assert "Bring a lamp." in content.text


def test_what_stands_in_a_player_without_a_recording_is_read_once() -> None:
    content = content_of("A pier[ref]Built in 1870.[/ref] stands.\n\n[audio]By[ref]At noon.[/ref] [odd_thing][/audio]")

    assert "[^2]: At noon." in content.text
    assert "[^3]" not in content.text
    assert content.unknown["odd_thing"] == 1


def test_two_brackets_of_a_formula_are_no_footnote() -> None:
    assert "[^1]" not in content_of("f((a + b) * c) and g((x1)) and ((((a lot of words in four))))").text


@pytest.mark.parametrize(
    "typed",
    [
        '[sourcecode language="html"]<b>bold</b>\n\n<!-- c -->\n<pre>x</pre>[/sourcecode]',
        "[html]<b>bold</b>\n\n<!-- c -->\n<pre>x</pre>[/html]",
    ],
)
def test_code_that_holds_tags_and_comments_stays_whole(typed: str) -> None:
    assert content_of(typed).text == "```html\n<b>bold</b>\n\n<!-- c -->\n<pre>x</pre>\n```\n"


def test_quotation_marks_that_an_editor_has_set_are_no_part_of_a_value() -> None:
    assert content_of("[youtube id=”abcdefg” width=”5″]").text == "https://www.youtube.com/watch?v=abcdefg\n"
    assert content_of("[button link=&#8220;https://x.example/&#8221;]Go[/button]").text == "[Go](https://x.example/)\n"


def test_a_table_of_tablepress_stands_where_it_was_shown(site: SiteDriver) -> None:
    cells = '[["Item","Price"],["Boat","10"],["#rowspan#","=A1"],["Two\\nlines","#colspan#"]]'
    table = item(20, cells, wp__post_type="tablepress_table", more=meta("_tablepress_export_table_id", "7"))
    block = '<!-- wp:tablepress/table {"id":"7"} /-->'
    imported(
        site,
        table,
        item(text="Before\n\n[table id=7 /]\n\nafter"),
        item(8, f"<!-- wp:paragraph --><p>A</p><!-- /wp:paragraph -->{block}"),
    )

    for name in ("story-7", "story-8"):
        story = text_at(site, f"content/2008/06/{name}.md").replace("\n", "")
        assert '<th>Item</th><th>Price</th></tr><tr><td rowspan="2">Boat</td><td>10</td></tr>' in story
        assert '<td colspan="2">Two<br>lines</td>' in story
    assert not (site.root / "content/2008/06/story-20.md").exists()
    assert "Boat" in text_at(site, "imports/export-xml/parts.ndjson")


# Blocks and elements


def test_words_that_can_be_pressed_are_words_outside_of_forms() -> None:
    question = '<h3><button><span>Where is it?</span><span aria-hidden="true">+</span></button></h3><p>Here.</p>'

    assert content_of(question).text == "### Where is it?\n\nHere.\n"
    assert content_of("<form><button>Send</button></form>Words").text == "Words\n"
    assert content_of("<textarea>a = 1</textarea>").text == "```\na = 1\n```\n"


@pytest.mark.parametrize(
    "typed",
    [
        '<img src="data:image/gif;base64,R0" data-src="https://x.example/a.jpg"><noscript><img src="https://x.example/a.jpg"></noscript>',
        '<img src="https://x.example/spacer.gif" data-lazy-src="https://x.example/a.jpg">',
        '<img data-original="https://x.example/a.jpg">',
        '<noscript><img src="https://x.example/a.jpg"></noscript>',
    ],
)
def test_a_picture_that_was_loaded_late_is_the_picture(typed: str) -> None:
    content = content_of(typed)

    assert content.text == "![](https://x.example/a.jpg)\n"
    assert content.pictures == ["https://x.example/a.jpg"]


def test_a_list_of_pictures_with_words_is_a_gallery() -> None:
    items = "<li><figure><img src='https://x.example/a.jpg'><figcaption>Low water</figcaption></figure></li>"
    typed = f"<ul class='swiper'>{items}<li><figure><img src='https://x.example/b.jpg'></figure></li></ul>"

    assert '![](https://x.example/a.jpg "Low water")' in content_of(typed).text.splitlines()


def test_the_button_of_a_file_is_left_out_and_its_link_stays() -> None:
    typed = '<div class="wp-block-file"><a href="/a.pdf">Plan</a><a href="/a.pdf" class="wp-block-file__button">Download</a></div>'

    content = content_of(typed)
    assert content.text == "[Plan](/a.pdf)\n"
    assert ("Download", "a button beside the link to its file") in content.left_out


def test_the_links_of_a_map_over_a_picture_are_links() -> None:
    typed = '<img src="a.gif" usemap="#m"><map name="m"><area href="https://x.example/" alt="North"></map>'

    assert "[North](https://x.example/)" in content_of(typed).text


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ('acf/guest {"data":{"words":"The words of a guest","_words":"field_1","photo":1,"size":"large"}}', 'The words of a guest\n\n![Alt](https://old.example/wp-content/uploads/a.jpg "Words of it")\n'),
        ('lazyblock/card {"text":"%3Cp%3EA boat%3C/p%3E","more":"%7B%22url%22:%22https://x.example/b%22,%22title%22:%22More%22%7D"}', "A boat\n\n[More](https://x.example/b)\n"),
        ('divi/text {"content":{"innerContent":{"desktop":{"value":"\\u003cp\\u003eA boat\\u003c/p\\u003e"},"phone":{"value":"A"}}}}', "A boat\n"),
        ('x/faq {"color":"dark blue","questions":[{"question":"Is it open?","answer":"Yes, it is."}]}', "Is it open?\n\nYes, it is.\n"),
        ('jetpack/gif {"giphyUrl":"https://giphy.example/embed/a"}', "<https://giphy.example/embed/a>\n"),
    ],
)  # fmt: skip
def test_words_in_the_attributes_of_blocks_are_shown(block: str, text: str) -> None:
    content = content_of(f"<!-- wp:{block} /-->")

    assert content.text.partition("-->\n\n")[2] == text
    assert content.text.startswith("<!-- kept: wp:")


def test_a_reusable_block_has_the_words_that_a_story_gives_it(site: SiteDriver) -> None:
    named = '{"metadata":{"name":"Line","bindings":{"__default":{"source":"core/pattern-overrides"}}}}'
    block = f"<!-- wp:paragraph {named} --><p>Usual words</p><!-- /wp:paragraph --><!-- wp:paragraph --><p>Others</p><!-- /wp:paragraph -->"
    used = '<!-- wp:block {"ref":20,"content":{"Line":{"content":"Its <em>own</em> words"}}} /-->'
    imported(site, item(20, block, wp__post_type="wp_block"), item(text=used), item(8, '<!-- wp:block {"ref":20} /-->'))

    assert "Its *own* words\n\nOthers\n" in text_at(site, "content/2008/06/story-7.md")
    assert "Usual words\n\nOthers\n" in text_at(site, "content/2008/06/story-8.md")


def test_a_block_shows_the_meta_to_which_it_is_bound(site: SiteDriver) -> None:
    bound = '{"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"weather"}}}}}'
    text = f"<!-- wp:paragraph {bound} --><p></p><!-- /wp:paragraph -->"
    imported(site, item(text=text, more=meta("weather", "Rain, then sun")))

    assert "Rain, then sun\n" in text_at(site, "content/2008/06/story-7.md")


def test_the_recording_of_an_episode_stands_below_its_text(site: SiteDriver) -> None:
    said = "https://x.example/1.mp3\n12345\naudio/mpeg\na:0:{}"
    linked = '<a href="https://x.example/1.mp3">Hear it</a>'
    imported(site, item(more=meta("enclosure", said)), item(8, linked, more=meta("enclosure", said)))

    assert "Words.\n\n::: audio\n[1.mp3](https://x.example/1.mp3)\n:::\n" in text_at(site, "content/2008/06/story-7.md")
    assert "::: audio" not in text_at(site, "content/2008/06/story-8.md")


# Languages


@pytest.mark.parametrize(
    "typed", ["[:en]The sea[:de]Das Meer[:] 1", "<!--:en-->The sea<!--:--><!--:de-->Das Meer<!--:--> 1"]
)
def test_a_text_in_several_languages_becomes_a_story_in_each(site: SiteDriver, typed: str) -> None:
    site.moved_to("https://paper.example.org/")
    more = "<wp:comment><wp:comment_content>Hi</wp:comment_content></wp:comment>"
    imported(site, item(text=typed, title="[:en]Sea[:de]Meer[:]", more=more))

    first, other = text_at(site, "content/2008/06/story-7.md"), text_at(site, "content/2008/06/story-7-de.md")
    assert "title: Sea\n" in first
    assert first.endswith("\nThe sea 1\n")
    assert "title: Meer\n" in other
    assert "url: /de/2008/06/13/story-7/\n" in other
    assert "lang: de\ntranslation_of: languages-of-7\n" in other
    assert other.endswith("\nDas Meer 1\n")
    assert site.build().code == 0


def test_words_of_a_shortcode_that_nobody_knows_are_told_and_in_doubt(site: SiteDriver) -> None:
    done = imported(
        site, item(text='Eat here. [tavern name="The Bent Oar" street="4 Pier Road" price="€€"] [slides id="7"]')
    )

    assert "“[tavern] The Bent Oar, 4 Pier Road, €€” (in a shortcode that no rule knows" in done.out
    items = json.loads(text_at(site, "imports/export-xml/report.json"))["items"]
    found = next(each for each in items if each["source"] == "post 7")
    assert [(each["field"], each["confidence"]) for each in found["guesses"]] == [("text", 0.5)]
    assert "[slides]" not in done.out


def test_what_was_never_shown_is_left_out_by_name() -> None:
    content = content_of(
        '<p>Seen.</p><p style="color: red; display: none">Secret <a href="https://x.example/">words</a></p>'
        '<a href="#more">More</a><div id="more" style="display:none">Opened.</div>'
    )

    assert "Secret" not in content.text
    assert "Opened." in content.text
    assert ("Secret words", "never shown: its style says so") in content.left_out
    assert content.beside == ["Secret words", "https://x.example/"]


def test_links_to_accounts_are_left_out_by_name() -> None:
    typed = '<!-- wp:social-links --><ul><!-- wp:social-link {"url":"https://f.example/us","service":"facebook"} /--></ul><!-- /wp:social-links -->'
    content = content_of(typed)

    assert not content.text.strip()
    assert ("facebook https://f.example/us", "a link to an account: the theme has such") in content.left_out


def test_an_import_makes_the_redirects_that_the_settings_name_already(site: SiteDriver) -> None:
    site.settings("redirects: [imports/export-xml/redirects.txt]\n")

    assert site.build().code == 2
    assert imported(site, item()).code == 0
    assert (site.root / "imports/export-xml/redirects.txt").exists()
    assert site.build().code == 0


# Charts, posts and documents that a script loads; code, quotations and shortcodes of more plugins

SCRIPTED = {
    '<div class="flourish-embed" data-src="visualisation/12?3"></div>': "https://flo.uri.sh/visualisation/12/embed",
    '<div class="infogram-embed" data-id="ab-c1" data-title="Votes"></div>': "https://infogram.com/ab-c1",
    '<script id="infogram_0_votes-1" src="//e.infogr.am/js/embed.js?x"></script>': "https://infogram.com/votes-1",
    '<div id="d"><script src="https://datawrapper.dwcdn.net/AbC1/embed.js"></script></div>': "https://datawrapper.dwcdn.net/AbC1/",
    '<script src="https://gist.github.com/kim/0a1.js"></script>': "https://gist.github.com/kim/0a1",
    '<script src="//cdn.jwplayer.com/players/ab-cd.js"></script>': "https://cdn.jwplayer.com/players/ab-cd.html",
    '<script async data-id="a1" src="//speakerdeck.com/assets/embed.js"></script>': "https://speakerdeck.com/player/a1",
    "<div id='x'></div><script>new pym.Parent('x', '//g.example/map.html', {});</script>": "https://g.example/map.html",
    '<div data-pym-src="https://g.example/b.html">Loading...</div>': "Loading...\n\nhttps://g.example/b.html",
    '[pym src="https://g.example/c.html" pymoptions=""]': "https://g.example/c.html",
    '<script>DV.load("//www.documentcloud.org/documents/9-plan.js", {});</script>': "https://www.documentcloud.org/documents/9-plan",
    '<div class="fb-post" data-href="https://www.facebook.com/town/posts/1"></div>': "https://www.facebook.com/town/posts/1",
    '<div class="fb-like" data-href="https://old.example/">x</div>': "x",
    '<a data-pin-do="embedPin" href="https://www.pinterest.com/pin/5/"></a>': "https://www.pinterest.com/pin/5/",
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/X/?a=1"></blockquote>': "https://www.instagram.com/p/X/",
    '<video-js data-account="1" data-player="default" data-video-id="2"></video-js>': "https://players.brightcove.net/1/default_default/index.html?videoId=2",
    '<object class="tableauViz"><param name="name" value="Book/Sheet"></object>': "https://public.tableau.com/views/Book/Sheet",
    '<div data-src="https://p.example/behind.jpg"></div>': "",
}


@pytest.mark.parametrize("typed", SCRIPTED)
def test_what_a_script_would_load_is_named_by_its_address(typed: str) -> None:
    assert content_of(typed).text.strip() == SCRIPTED[typed]


CODES = {
    "[ccnLe_php]\n$a = 1;\n\nif ($a < 2) { echo '<b>'; }\n[/ccnLe_php]": "```php\n$a = 1;\n\nif ($a < 2) { echo '<b>'; }\n```",
    "Say [cci_bash]ls [a][/cci_bash] there.": "Say `ls [a]` there.",
    '<pre lang="php" line="3">echo "<b>";\n[foo]</pre>': '```php\necho "<b>";\n[foo]\n```',
    '<pre lang="de">Ein <b>Wort</b></pre>': "```\nEin Wort\n```",
    '[quote author="Jo Ray" job="Mayor"]Said it.[/quote]': "> Said it.\n>\n> — Jo Ray, Mayor",
    '[pullquote_left cite="Kim"]Large words[/pullquote_left]': "::: pullquote Kim\nLarge words\n:::",
    "[su_quote]Once.[/su_quote]": "> Once.",
    "[latexpage] It is so.": "<!-- kept: [latexpage] --> It is so.",
    "Words.\n\n[sig] [author]\n\nMore.": "Words.\n\n<!-- kept: [sig] --> <!-- kept: [author] -->\n\nMore.",
    "He said [sic] [aside] so.": "He said \\[sic] \\[aside] so.",
    '<p>So <math><mi>x</mi><mo>=</mo><mn>1</mn><annotation encoding="application/x-tex">x=1</annotation></math>.</p>': "So `x=1`.",
    '<!-- wp:kadence/singlebtn {"text":"Press here","link":"https://b.example/"} /-->': '<!-- kept: wp:kadence/singlebtn {"text":"Press here","link":"https://b.example/"} / -->\n\n[Press here](https://b.example/)',
}  # fmt: skip


@pytest.mark.parametrize("typed", CODES)
def test_code_quotations_and_lone_names_of_plugins(typed: str) -> None:
    assert content_of(typed).text.strip() == CODES[typed]


def test_links_in_captions_of_a_gallery_are_on_the_page(site: SiteDriver) -> None:
    figures = "".join(
        f'<figure class="wp-block-image"><img src="https://p.example/{name}.jpg" alt=""/>'
        f'<figcaption>By <a href="https://{name}.example/">{name}</a></figcaption></figure>'
        for name in ("kim", "jo")
    )
    done = imported(site, item(text=f'<figure class="wp-block-gallery">{figures}</figure>'))

    assert done.code == 0
    assert "2 links and 2 pictures: all on pages" in done.out


# Words in the settings of blocks that hold something

PARAGRAPH = "<!-- wp:paragraph --><p>Held words.</p><!-- /wp:paragraph -->"


def around(name: str, said: object, inside: str = PARAGRAPH) -> str:
    return f"<!-- wp:{name} {json.dumps(said)} -->{inside}<!-- /wp:{name} -->"


SETTINGS = {
    around("acme/panel", {"panelTitle": "The old pier", "index": 0}): "**The old pier**\n\nHeld words.",
    around("acme/tabs", {"tabsTitle": ["By land", "By sea"]}, PARAGRAPH + PARAGRAPH): "**By land**\n\nHeld words.\n\n**By sea**\n\nHeld words.",
    around("acme/tabs", {"titles": [{"text": "By land", "icon": "fas fa-ship"}]}): "**By land**\n\nHeld words.",
    around("acme/box", {"label": "In short", "kicker": "Harbour"}): "**In short**\n\n**Harbour**\n\nHeld words.",
    around("acme/compare", {"caption": "Then and now"}): "Held words.\n\nThen and now",
    around("acme/map", {"points": [{"placeTitle": "The pier", "title": "", "caption": "Built <em>twice</em>.", "id": "x1"}]}, ""): "**The pier**\n\nBuilt *twice*.",
    # What stands in the block, says how it looks, or is hidden
    around("acme/panel", {"title": "Held words"}): "Held words.",
    around("acme/panel", {"fontFamily": "Open Sans", "titleColor": "Dark Red", "metadata": {"name": "My own box"}}): "Held words.",
    around("acme/panel", {"boxShadow": "0 1px 2px Black", "className": "is-style-wide has text"}): "Held words.",
    around("image", {"alt": "The wall"}, '<figure><img src="https://p.example/a.jpg" alt="The wall"></figure>'): "![The wall](https://p.example/a.jpg)",
    around("paragraph", {"blockVisibility": {"hideBlock": True}}, "<p>No</p>") + PARAGRAPH: "Held words.",
    around("group", {"metadata": {"blockVisibility": False}}, around("group", {}, "<p>No</p>")) + PARAGRAPH: "Held words.",
    around("group", {"metadata": {"blockVisibility": {"viewport": {"mobile": False}}}}): "Held words.",
    '<!-- wp:lazyblock/fact {"heading":"Facts","blockId":"Zx1","blockUniqueClass":"lazyblock-fact-Zx1"} /-->': '<!-- kept: wp:lazyblock/fact {"heading":"Facts","blockId":"Zx1","blockUniqueClass":"lazyblock-fact-Zx1"} / -->\n\nFacts',
}  # fmt: skip


@pytest.mark.parametrize("typed", SETTINGS)
def test_words_in_settings_of_a_block_are_shown_where_readers_saw_them(typed: str) -> None:
    assert content_of(typed).text.strip() == SETTINGS[typed]


def test_words_in_settings_that_may_have_been_seen_are_kept_and_named() -> None:
    content = content_of(around("acme/score", {"homeTeam": "The Harbour Eleven", "awayTeam": "Northern Lights"}))

    assert '<!-- kept: wp:acme/score {"homeTeam": "The Harbour Eleven"' in content.text
    assert content.unknown == {"wp:acme/score": 1}


def test_what_blocks_hide_is_told_and_kept_beside() -> None:
    content = content_of(around("paragraph", {"metadata": {"blockVisibility": False}}, "<p>Not yet</p>") + PARAGRAPH)

    assert ("Not yet", "never shown: its style says so") in content.left_out
    assert "Not yet" in content.beside


@pytest.mark.parametrize(
    "typed",
    [
        around("acme/panel", {"panelTitle": "The caf\u00e9 & more"}),
        '<!-- wp:acme/one {"line":"\\u003cem\\u003eSeen twice\\u003c/em\\u003e"} /-->',
        around("jetpack/contact-form", {"customThankyouMessage": "Thanks for all of it"}),
        '[youtube id="abcdefghijk" note="Filmed at the caf&eacute;"]',
        '<!-- wp:post-terms {"term":"category","prefix":"Seen with a \\u003cem\\u003elot more\\u003c/em\\u003e of it"} /-->',
        '[acme_list items="%5B%7B%22t%22%3A%22Filmed%20at%20noon%22%7D%5D"]',
        '[audio mp3="https://p.example/a.mp3" credit="Recorded by Kim"]',
    ],
)
def test_the_proof_counts_words_in_settings_and_attributes(site: SiteDriver, typed: str) -> None:
    done = imported(site, item(text=typed))

    assert done.code == 0, done.out
    kept = everything_in(site)
    for words in ("more", "twice", "Thanks", "Filmed", "Recorded"):
        assert words not in typed or words in kept


def test_the_proof_names_words_in_settings_that_nothing_keeps(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsgen.importers.wordpress.blocks.unsaid", lambda _found, _inside: [])
    done = imported(site, item(text=around("acme/panel", {"panelTitle": "The old pier"})))

    assert done.code == 1
    assert "pier" in done.err + done.out


# Shortcodes whose end is missing, pictures by their numbers, footnotes by theirs

BY_NUMBER = {
    "Said so.[1. See <em>the plan</em> of 1910.] And more.[2. On page [4] of it.]": "Said so.[^1] And more.[^2]\n\n[^1]: See *the plan* of 1910.\n\n[^2]: On page \\[4] of it.",
    "In the list [3. the third of them all] it stands.": "In the list \\[3. the third of them all] it stands.",
    "[row][col]One.\n\n[col]Two.[/row]": "One.\n\nTwo.",
    "[row][col]One [col]Two[/col][/row]": "One\n\nTwo",
    "A [row] in a [box].": "A \\[row] in a \\[box].",
    '[vc_btn title="Order" link="url:https%3A%2F%2Fb.example%2F|title:Buy"]': "[Order](https://b.example/)",
    '[vc_progress_bar values="%5B%7B%22label%22%3A%22By%20sea%22%2C%22value%22%3A%2290%22%7D%5D"]': "By sea",
    '[acme_list items="%5B%7B%22title%22%3A%22By%20sea%22%7D%5D"]': '<!-- kept: [acme\\_list items="%5B%7B%22title%22%3A%22By%20sea%22%7D%5D"] -->\n\nBy sea',
    '[caption width="9" caption="Both piers"]<img src="https://p.example/a.jpg"><img src="https://p.example/b.jpg">[/caption]': "::: gallery Both piers\n![](https://p.example/a.jpg)\n\n![](https://p.example/b.jpg)\n:::",
    '[su_lightbox type="image" src="https://p.example/a.jpg"]The plan[/su_lightbox]': "The plan\n\n![](https://p.example/a.jpg)",
    '[su_lightbox src="https://p.example/a.jpg"]<img src="https://p.example/s.jpg">[/su_lightbox]': "![](https://p.example/s.jpg)",
    '[fusion_imageframe image_id="1"]https://p.example/a.jpg[/fusion_imageframe]': "![](https://p.example/a.jpg)",
}  # fmt: skip


@pytest.mark.parametrize("typed", BY_NUMBER)
def test_shortcodes_without_an_end_and_notes_by_their_numbers(typed: str) -> None:
    assert content_of(typed).text.strip().replace("acme_list", "acme\\_list") == BY_NUMBER[typed]


@pytest.mark.parametrize(
    "typed",
    [
        '[twenty20 img1="7" img2="9"]',
        '[su_image_carousel source="media: 7,9"]',
        '[acme before_image_id="7" after_image_id="9"]',
    ],
)
def test_pictures_that_attributes_name_by_number_are_shown(typed: str) -> None:
    media = {number: (f"https://p.example/{number}.jpg", "", "") for number in ("7", "9")}

    text = read_content(typed, Site(media.get, lambda _number: ""), (), "").text
    assert "![](https://p.example/7.jpg)" in text
    assert "![](https://p.example/9.jpg)" in text


def test_what_is_shown_of_a_shortcode_around_a_text_is_not_called_unseen() -> None:
    content = content_of('[stextbox id="info" caption="The old pier"]Words.[/stextbox]')

    assert "The old pier" in content.text
    assert content.unsure == []


def test_an_address_in_a_shortcode_is_no_missing_word(site: SiteDriver) -> None:
    done = imported(
        site, item(text='[fusion_imageframe id="1"]https://old.example/wp-content/uploads/a.jpg[/fusion_imageframe]')
    )

    assert done.code == 0, done.out


def test_a_shortcode_that_is_written_about_has_no_backslash_on_its_page(site: SiteDriver) -> None:
    imported(site, item(text="Type [[gallery]] or [[b]so[/b]], [sic] and [1]."))
    site.build()

    (page,) = (each for each in (site.root / "build").rglob("story*/index.html") if "Type" in each.read_text())
    assert "Type [gallery] or [b]so[/b], [sic] and [1]." in page.read_text()


OLD_PLAYERS = {
    "[audio:http://a.example/y.mp3|titles=Y]": "::: audio\n[y.mp3](http://a.example/y.mp3)\n:::\n\n<!-- kept: [audio:http://a.example/y.mp3|titles=Y] -->",
    "[youtube:https://youtu.be/SgXhGb-7QbU]": "https://youtu.be/SgXhGb-7QbU",
    "[gist:12ab34]": "https://gist.github.com/12ab34",
    "[jwplayer abcd-efgh]": "https://cdn.jwplayer.com/players/abcd-efgh.html",
    '[infogram id="ab-1"]': "https://infogram.com/ab-1",
    '[dc url="https://www.documentcloud.org/documents/2.html"]': "https://www.documentcloud.org/documents/2.html",
    '[bc_video video_id="77" account_id="88" player_id="default"]': "https://players.brightcove.net/88/default_default/index.html?videoId=77",
    '[protected-iframe id="ab" info="//f.example/x" width="6"]': "https://f.example/x",
    '[media-credit name="Kim Li" width="300"]<img src="https://p.example/a.jpg" alt="A" />[/media-credit]': '![A](https://p.example/a.jpg "| Kim Li")',
    '[caption id="x"][media-credit name="Kim Li"]<img src="https://p.example/a.jpg" alt="A" />[/media-credit] The pier.[/caption]': '![A](https://p.example/a.jpg "The pier. | Kim Li")',
    '[photo src="https://p.example/a.jpg" caption="The pier" credit="Jo"]': '<!-- kept: [photo src="https://p.example/a.jpg" caption="The pier" credit="Jo"] -->\n\n![](https://p.example/a.jpg "The pier | Jo")',
}  # fmt: skip


@pytest.mark.parametrize("typed", OLD_PLAYERS)
def test_players_and_credits_of_more_plugins(typed: str) -> None:
    assert content_of(typed).text.strip() == OLD_PLAYERS[typed]


# Bylines of plugins

PHP = 'a:2:{i:0;s:8:"guest-21";i:1;s:8:"guest-22";}'
BYLINES = {
    (("_molongui_author", "guest-21"), ("_molongui_main_author", "guest-21")): "[Mia Lund]",
    (("_molongui_author", "guest-21"), ("_molongui_author", "guest-22"), ("_molongui_main_author", "guest-22")): "[Mia Lund, Ole Dahl]",
    (("_molongui_author", "user-1"),): "[Jane Roe]",
    (("guest_authors", PHP),): "[Mia Lund, Ole Dahl]",
    (("guest_authors", "[21, 22]"),): "[Mia Lund, Ole Dahl]",
    (("_molongui_author_display_name", "Mia Lund"),): "[Mia Lund]",
    (("guest-author", "By Mia Lund and Ole Dahl"),): "[Mia Lund, Ole Dahl]",
    (("byline", "Mia van der Lund"),): "[Mia van der Lund]",
    # What is said of an author, switches something, or is no name
    (("author_bio", "Mia Lund"), ("author_image", "21"), ("hide_author", "Mia Lund"), ("author", "21x"), ("_author_box", "yes")): "[Jane Roe]",
    (("byline", "field_9"), ("_byline", "123"), ("author", "1")): "[Jane Roe]",
}  # fmt: skip


def person(number: int, name: str) -> str:
    shown = meta("_molongui_guest_author_display_name", name) + meta("_molongui_guest_author_mail", "x@private.example")
    return item(number, f"{name} likes boats.", title=name, wp__post_type="guest_author", more=shown)


@pytest.mark.parametrize("said", BYLINES)
def test_the_byline_is_theirs_whom_a_plugin_names(site: SiteDriver, said: tuple[tuple[str, str], ...]) -> None:
    post = item(more="".join(meta(*each) for each in said))
    imported(site, person(21, "Mia Lund"), person(22, "Ole Dahl"), post)

    assert f"authors: {BYLINES[said]}" in text_at(site, "content/2008/06/story-7.md")
    assert not (site.root / "content/2008/06/mia-lund.md").exists()
    assert "Mia Lund likes boats." in text_at(site, "content/terms/authors/mia-lund.md")
    assert "private.example" not in everything_in(site)


def test_what_may_be_a_byline_is_told(site: SiteDriver) -> None:
    done = imported(site, item(more=meta("byline", "the harbour desk")))

    assert "authors: [Jane Roe]" in text_at(site, "content/2008/06/story-7.md")
    assert "byline: the harbour desk (its meta may name another author" in done.out


# Texts that only a page builder has

BUILT = [
    {"elType": "section", "settings": {"layout": "boxed"}, "elements": [
        {"elType": "widget", "widgetType": "heading", "settings": {"title": "The old pier", "header_size": "h3"}, "elements": []},
        {"elType": "widget", "widgetType": "text-editor", "settings": {"editor": "<p>It was <b>built</b> twice, and it fell into the sea twice, too.</p>"}},
        {"elType": "widget", "widgetType": "image", "settings": {"image": {"url": "https://p.example/a.jpg", "id": 3}, "caption": "Seen from afar"}},
        {"elType": "widget", "widgetType": "button", "settings": {"text": "All of it", "link": {"url": "https://b.example/"}, "align": "left"}},
    ]}
]  # fmt: skip


def php(*texts: str) -> str:
    return "a:1:{" + "".join(f's:{len(each.encode())}:"{each}";' for each in texts) + "}"


def test_a_text_that_only_a_page_builder_has_is_read(site: SiteDriver) -> None:
    done = imported(site, item(text="", more=meta("_elementor_data", json.dumps(BUILT))))

    text = text_at(site, "content/2008/06/story-7.md")
    assert "### The old pier\n\nIt was **built** twice" in text
    assert "https://p.example/a.jpg" in text
    assert "Seen from afar" in text
    assert "All of it" in text
    assert done.code == 0, done.err
    assert "text: _elementor_data (its page builder has more than the post" in done.out


def test_a_text_of_a_builder_in_values_of_php_is_read(site: SiteDriver) -> None:
    said = php(
        "type",
        "rich-text",
        "text",
        "<p>Le caf\u00e9 was built twice, and it fell into the sea twice, too.</p>",
        "class",
        "A B",
    )
    imported(site, item(text="<p></p>", more=meta("_fl_builder_data", said)))

    assert "caf\u00e9 was built twice" in text_at(site, "content/2008/06/story-7.md")


def test_a_builder_that_says_what_the_post_says_is_not_read_twice(site: SiteDriver) -> None:
    words = "It was built twice, and it fell into the sea twice, too. The old pier Seen from afar All of it"
    done = imported(site, item(text=words, more=meta("_elementor_data", json.dumps(BUILT))))

    assert text_at(site, "content/2008/06/story-7.md").count("twice, too") == 1
    assert "page builder" not in done.out


def test_a_builder_that_nobody_can_read_is_told(site: SiteDriver) -> None:
    done = imported(site, item(text="", more=meta("acme_builder_state", "x" * 2_000)))

    assert "acme_builder_state (readers saw what its page builder has" in done.out
