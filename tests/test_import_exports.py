"""Exports of Ghost, Substack, Medium, Tumblr, Movable Type and LiveJournal."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.found.safe_xml import XmlError, read_xml


def imported(site: SiteDriver, name: str, content: str | bytes | dict[str, str | bytes], *arguments: str) -> Result:
    if isinstance(content, dict):
        with zipfile.ZipFile(site.root / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, inner in content.items():
                archive.writestr(path, inner)
    else:
        site.write_file(name, content)
    return site.newsgen("import", str(site.root / name), "--now", "2026-11-28", *arguments)


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def report_of(site: SiteDriver, name: str) -> Any:
    return json.loads(text_at(site, f"imports/{name}/report.json"))


def everything_in(site: SiteDriver) -> str:
    folders = (site.root / "content", site.root / "imports")
    files = (
        file for folder in folders for file in folder.rglob("*") if file.suffix in {".md", ".json", ".html", ".txt"}
    )
    return "".join(file.read_text() for file in files)


def ghost(*posts: dict[str, Any]) -> str:
    data = {
        "posts": [
            {"id": str(number), "uuid": f"u{number}", "slug": f"story-{number}", **post}
            for number, post in enumerate(posts, 1)
        ],
        "tags": [
            {"id": "t1", "name": "Mines", "slug": "mines", "description": "All about them."},
            {"id": "t2", "name": "#import", "slug": "hash-import", "visibility": "internal"},
        ],
        "posts_tags": [
            {"post_id": "1", "tag_id": "t2", "sort_order": 1},
            {"post_id": "1", "tag_id": "t1", "sort_order": 0},
        ],
        "users": [
            {"id": "a1", "name": "Jane Roe", "slug": "jane", "email": "jane@old.example", "bio": "Writes of walls."}
        ],
        "posts_authors": [{"post_id": "1", "author_id": "a1", "sort_order": 0}],
        "posts_meta": [{"post_id": "1", "feature_image_alt": "A wall", "meta_description": "In short."}],
    }
    return json.dumps({"db": [{"meta": {"exported_on": 1, "version": "5.0.0"}, "data": data}]})


def test_an_export_of_ghost_is_whole(site: SiteDriver) -> None:
    site.write_file("images/content/images/2020/wall.jpg", b"\xff\xd8\xff a picture")
    html = (
        '<p>See <a href="__GHOST_URL__/older/">it</a>.</p>'
        '<figure class="kg-card"><img src="__GHOST_URL__/content/images/2020/wall.jpg" alt="w"></figure>'
    )
    first = {
        "title": "The wall",
        "html": html,
        "status": "published",
        "visibility": "public",
        "published_at": "2020-05-06T07:08:09.000Z",
        "feature_image": "__GHOST_URL__/content/images/2020/wall.jpg",
        "featured": 1,
        "codeinjection_head": "<script>run()</script>",
    }
    page = {"title": "About", "html": "<p>Us.</p>", "type": "page", "status": "published"}

    done = imported(site, "old.ghost.2020.json", ghost(first, page), "--files", str(site.root / "images"))

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2020/05/story-1.md")
        == """\
---
title: The wall
date: 2020-05-06 07:08 +00:00
url: /story-1/
authors: [Jane Roe]
tags: [Mines]
summary: In short.
image:
  src: wall.jpg
  alt: A wall
featured: true
extra:
  internal_tags: ["#import"]
---

See [it](/older/).

![w](wall.jpg)
"""
    )
    assert "Us." in text_at(site, "content/pages/story-2.md")
    assert "Writes of walls." in text_at(site, "content/terms/authors/jane-roe.md")
    assert (site.root / "content/2020/05/wall.jpg").exists()
    assert "jane@" not in everything_in(site)
    assert "run()" not in everything_in(site)
    assert site.newsgen("build", "--now", "2026-11-28").code == 0


@pytest.mark.parametrize(
    "held_back",
    [
        {"status": "draft"},
        {"status": "sent"},
        {"visibility": "members"},
        {"visibility": "paid"},
        {"visibility": "tiers"},
    ],
)
def test_what_ghost_showed_to_nobody_or_to_some_is_held_back(site: SiteDriver, held_back: dict[str, str]) -> None:
    post = {
        "title": "One",
        "html": "<p>Words</p>",
        "status": "published",
        "published_at": "2020-05-06T07:08:09Z",
        **held_back,
    }

    imported(site, "old.json", ghost(post))

    assert "draft: true" in text_at(site, "content/2020/05/story-1.md")


def test_an_export_of_ghost_with_parts_of_other_kinds_is_read(site: SiteDriver) -> None:
    said = json.loads(
        ghost({"title": "One", "html": "<p>Words</p>", "status": "published", "published_at": 1_588_748_889_000})
    )
    data = said["db"][0]["data"]
    data["posts_tags"] = [{"post_id": "1", "tag_id": "t1", "sort_order": {}}, None, {"post_id": [], "tag_id": {}}]
    data["users"] = [{"id": None, "name": 5}, "x"]

    done = imported(site, "old.json", json.dumps(said))

    assert done.code == 0, done.out + done.err
    assert "tags: [Mines]" in text_at(site, "content/2020/05/story-1.md")


POSTS = """post_id,post_date,is_published,email_sent_at,inbox_sent_at,type,audience,title,subtitle,podcast_url
11.one,2021-03-04T05:06:07.000Z,true,,,newsletter,everyone,"One, and <all>",In short,
12.two,2021-03-05T05:06:07.000Z,true,,,newsletter,only_paid,Two,,
13.three,,false,,,newsletter,everyone,Three,,
14.four,2021-03-06T05:06:07.000Z,true,,,podcast,everyone,Four,,https://api.example/four.mp3
"""


def test_an_export_of_substack_is_whole(site: SiteDriver) -> None:
    files: dict[str, str | bytes] = {"posts.csv": POSTS, "email_list.old.csv": "email\nreader@old.example\n"}
    files |= {f"posts/{name}.html": f"<p>Words of {name}</p>" for name in ("11.one", "12.two", "13.three", "14.four")}
    files["posts/11.one.opens.csv"] = "email\nreader@old.example\n"

    done = imported(site, "export.zip", files)

    assert done.code == 0, done.out + done.err
    first = text_at(site, "content/2021/03/one.md")
    assert "title: One, and <all>" in first
    assert "subtitle: In short" in first
    assert "url: /p/one" in first
    assert "draft: true" not in first
    assert "draft: true" in text_at(site, "content/2021/03/two.md")
    assert "draft: true" in text_at(site, "content/drafts/three.md")
    assert "https://api.example/four.mp3" in text_at(site, "content/2021/03/four.md")
    assert "reader@" not in everything_in(site)


def test_what_substack_asks_of_readers_is_left_out_and_other_buttons_stay(site: SiteDriver) -> None:
    text = (
        '<p>First.</p><div class="subscription-widget-wrap-editor"><p>Thanks for reading!</p><form></form></div>'
        '<p class="button-wrapper"><a href="https://old.example/p/one?action=share"><span>Share</span></a></p>'
        '<p class="button-wrapper"><a href="https://shop.example/book"><span>Buy the book</span></a></p>'
    )

    done = imported(site, "export.zip", {"posts.csv": POSTS, "posts/11.one.html": text})

    assert text_at(site, "content/2021/03/one.md").endswith("\nFirst.\n\n[Buy the book](https://shop.example/book)\n")
    assert "left out: “Thanks for reading!” (a form for newsletters)" in done.out
    assert "left out: “Share” (a button to subscribe, to share or to comment)" in done.out


def test_a_text_of_substack_that_no_line_names_is_told_and_not_published(site: SiteDriver) -> None:
    done = imported(site, "export.zip", {"posts.csv": POSTS, "posts/99.secret.html": "<p>Secret</p>"})

    assert "posts/99.secret.html is in no line" in done.err
    assert "Secret" not in "".join(file.read_text() for file in site.root.rglob("*.md"))


MEDIUM = """<!DOCTYPE html><html><head><title>The wall</title></head><body><article class="h-entry">
<header><h1 class="p-name">The wall</h1></header><section data-field="subtitle" class="p-summary">
In short</section>
<section data-field="body" class="e-content"><section><div class="section-divider"><hr></div>
<div class="section-content">
<h3 class="graf graf--h3 graf--title">The wall</h3><p class="graf">First <strong>words</strong>.</p>
<figure><img src="https://cdn-images-1.example/wall.jpeg"><figcaption>A wall</figcaption>
</figure></div></section></section>
<footer><p>By <a href="https://medium.com/@jane" class="p-author h-card">Jane Roe</a> on
<a href="https://medium.com/p/0a1b2c3d4e5f"><time class="dt-published"
 datetime="2019-05-06T07:08:09.000Z">May 6</time></a>.</p>
<p><a href="https://medium.com/@jane/the-wall-0a1b2c3d4e5f" class="p-canonical">Canonical link</a></p>
</footer></article></body></html>
"""


def test_an_export_of_medium_is_whole(site: SiteDriver) -> None:
    draft = MEDIUM.replace("The wall", "Not yet").replace("dt-published", "x")
    files: dict[str, str | bytes] = {
        "posts/2019-05-06_The-wall-0a1b2c3d4e5f.html": MEDIUM,
        "posts/draft_Not-yet-1a1b2c3d4e5f.html": draft,
        "ips/ips-0001.html": "<p>127.0.0.1</p>",
    }

    done = imported(site, "medium-export.zip", files)

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2019/05/the-wall.md")
    assert "date: 2019-05-06 07:08 +00:00" in text
    assert "subtitle: In short" in text
    assert "authors: [Jane Roe]" in text
    assert text.endswith('---\n\nFirst **words**.\n\n![](https://cdn-images-1.example/wall.jpeg "A wall")\n')
    assert "draft: true" in text_at(site, "content/drafts/not-yet.md")
    assert "127.0.0.1" not in everything_in(site)


TUMBLR = """<?xml version="1.0" encoding="UTF-8"?><tumblr version="1.0"><posts>
<post id="1" url="http://old.tumblr.example/post/1" url-with-slug="http://old.tumblr.example/post/1/the-wall"
 type="regular" date-gmt="2012-05-06 07:08:09 GMT" slug="the-wall"><regular-title>The wall</regular-title>
<regular-body>&lt;p&gt;First &amp;amp; last.&lt;/p&gt;</regular-body><tag>Mines</tag><tag>Walls</tag></post>
<post id="2" type="photo" date-gmt="2012-05-07 07:08:09 GMT" slug="photo">
<photo-caption>&lt;p&gt;A wall&lt;/p&gt;</photo-caption>
<photo-url max-width="1280">http://media.example/big.jpg</photo-url>
<photo-url max-width="75">http://media.example/small.jpg</photo-url></post>
<post id="3" type="quote" date-gmt="2012-05-08 07:08:09 GMT" slug="quote" state="private">
<quote-text>Well said</quote-text><quote-source>Kim</quote-source></post></posts></tumblr>"""


def test_an_export_of_tumblr_is_whole(site: SiteDriver) -> None:
    done = imported(site, "posts.xml", TUMBLR)

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2012/05/the-wall.md")
    assert "url: /post/1/the-wall" in text
    assert "tags: [Mines, Walls]" in text
    assert text.endswith("\nFirst & last.\n")
    photo = text_at(site, "content/2012/05/photo.md")
    assert "big.jpg" in photo
    assert "small.jpg" not in photo
    assert "draft: true" in text_at(site, "content/2012/05/quote.md")


@pytest.mark.parametrize(
    "made",
    [
        lambda posts: posts,
        lambda posts: {"meta": {"status": 200}, "response": {"blog": {"name": "old"}, "posts": posts}},
    ],
)
def test_posts_of_tumblr_in_json_are_told_without_a_word(site: SiteDriver, made: Callable[[object], object]) -> None:
    post = {
        "id": 7,
        "post_url": "https://old.tumblr.com/post/7/the-wall",
        "slug": "the-wall",
        "date": "2012-05-06 07:08:09 GMT",
        "content": [{"type": "text", "text": "First"}, {"type": "text", "text": "Then", "subtype": "heading1"}],
    }

    done = imported(site, "posts.json", json.dumps(made([post])))

    assert "an export of Tumblr" in done.out
    assert "\nFirst\n\n## Then\n" in text_at(site, "content/2012/05/the-wall.md")


@pytest.mark.parametrize("root", ["<tumblr>", "<livejournal>"])
def test_a_text_that_speaks_of_a_system_is_no_export_of_it(site: SiteDriver, root: str) -> None:
    done = imported(site, "story.txt", f"How to write an importer\n\nFirst one looks for {root} in it.")

    assert "a text copied from a page" in done.out


def test_few_words_without_a_headline_are_the_headline_all_of_them(site: SiteDriver) -> None:
    post = {"id": 7, "post_url": "https://old.tumblr.com/post/7", "date": "2012-05-06", "caption": "<p>A photo</p>"}

    imported(site, "posts.json", json.dumps([post]))

    assert "title: A photo\n" in everything_in(site)


def test_blocks_of_tumblr_become_html(site: SiteDriver) -> None:
    formatting = [
        {"start": 6, "end": 10, "type": "bold"},
        {"start": 0, "end": 5, "type": "link", "url": "https://o.example/"},
    ]
    content = [
        {"type": "text", "subtype": "heading1", "text": "The wall"},
        {"type": "text", "text": "First <b>x", "formatting": formatting},
        {"type": "image", "media": [{"url": "https://media.example/a.jpg"}], "alt_text": "Alt"},
        {"type": "text", "subtype": "unordered-list-item", "text": "one"},
    ]
    post = {
        "id_string": "5",
        "blog_name": "old",
        "date": "2012-05-06 07:08:09 GMT",
        "state": "published",
        "content": content,
    }

    done = imported(site, "posts.json", json.dumps({"response": {"posts": [post]}}))

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2012/05/the-wall.md")
    assert "[First](https://o.example/) **&lt;b>x**" in text
    assert "![Alt](https://media.example/a.jpg)" in text
    assert "- one" in text


MOVABLE_TYPE = """AUTHOR: Jane Roe
TITLE: The wall
BASENAME: the_wall
STATUS: Publish
ALLOW COMMENTS: 1
CONVERT BREAKS: __default__
PRIMARY CATEGORY: World
CATEGORY: Walls

DATE: 05/06/2004 07:08:09 PM
TAGS: "big walls",stone
-----
BODY:
First line
and second.

Second <b>paragraph</b>.
-----
EXTENDED BODY:
More of it.

-----
EXCERPT:
In short.
-----
COMMENT:
AUTHOR: Kim
EMAIL: kim@old.example
IP: 192.0.2.1
DATE: 05/07/2004 07:08:09 PM
Well said.
-----
--------
AUTHOR: Jane Roe
TITLE: Not yet
STATUS: Draft
DATE: 05/08/2004 07:08:09 AM
-----
BODY:
Words
-----
--------
"""


def test_an_export_of_movable_type_is_whole(site: SiteDriver) -> None:
    done = imported(site, "mt.txt", MOVABLE_TYPE)

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2004/05/the-wall.md")
        == """\
---
title: The wall
date: 2004-05-06 19:08
sections: [World, Walls]
authors: [Jane Roe]
tags: [big walls, stone]
summary: In short.
---

First line{BREAK}
and second.

Second **paragraph**.

More of it.
""".replace("{BREAK}", "  ")
    )
    assert "draft: true" in text_at(site, "content/2004/05/not-yet.md")
    assert "Well said." in text_at(site, "imports/mt-txt/kept/2004/05/the-wall.json")
    assert "kim@" not in everything_in(site)
    assert "192.0.2.1" not in everything_in(site)


def test_an_export_of_livejournal_is_whole(site: SiteDriver) -> None:
    export = """<?xml version="1.0" encoding="utf-8"?><livejournal><entry><itemid>5</itemid>
<eventtime>2004-05-06 07:08:00</eventtime><subject>The wall</subject>
<event>First &lt;lj user="kim"&gt; line

&lt;lj-cut text="more"&gt;Second&lt;/lj-cut&gt;</event><security>public</security>
<current_mood>calm</current_mood></entry><entry><itemid>6</itemid><eventtime>2004-05-07 07:08:00</eventtime>
<subject>Friends</subject>
<event>Words</event>
<security>usemask</security></entry></livejournal>"""

    done = imported(site, "lj.xml", export)

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2004/05/the-wall.md")
    assert text.endswith("\nFirst [kim](https://kim.livejournal.com/) line\n\nSecond\n")
    assert "current_mood: calm" in text
    assert "draft: true" in text_at(site, "content/2004/05/friends.md")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", '{"db": [{"meta": {"exported_on": 1}, "data": {}}]}'),
        ("a.json", '{"db": [{"meta": {"exported_on": 1}, "data": {"posts": ['),
        ("a.xml", "<tumblr><posts>"),
        ("a.xml", "<livejournal><entry>"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "ha">]><livejournal>&a;</livejournal>'),
    ],
)
def test_an_export_that_cannot_be_read_is_told(site: SiteDriver, name: str, content: str) -> None:
    done = imported(site, name, content)

    assert done.code == 2
    assert name in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("count", [2])
def test_a_second_import_writes_nothing(site: SiteDriver, count: int) -> None:
    for name, content in (("mt.txt", MOVABLE_TYPE), ("posts.xml", TUMBLR)):
        outs = [imported(site, name, content).out for _ in range(count)]
        assert "nothing has changed" in outs[-1]


def test_entities_of_xml_are_refused_and_a_plain_doctype_is_not() -> None:
    assert read_xml(b'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-2.dtd"><nitf>a & b\x01</nitf>').text == "a & b"
    for bad in (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b'<!DOCTYPE a SYSTEM "x" [<!ELEMENT a ANY>]><a/>', b"<a>"):
        with pytest.raises(XmlError):
            read_xml(bad)
