"""Saved feeds: RSS, Atom, JSON Feed and Blogger's exports, in whatever state they are."""

import html
import json
from typing import Any

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.feeds.documents import read_document
from newsgen.importers.feeds.stories import is_cut
from newsgen.importers.feeds.telling import is_feed
from newsgen.importers.found.addresses import common_host
from newsgen.importers.found.sizes import stands_in

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:georss="http://www.georss.org/georss">
<channel><title>Old Paper</title><link>https://old.example/</link><language>{language}</language>
<lastBuildDate>{built}</lastBuildDate>{items}</channel></rss>
"""
BUILT = "Sun, 09 May 2010 10:00:00 GMT"


def item(number: int = 1, text: str = "<p>Words of it.</p>", **said: str) -> str:
    parts = {
        "title": f"Story {number}",
        "link": f"https://old.example/2010/05/story-{number}.html",
        "guid": f"https://old.example/?p={number}",
        "pubDate": "Thu, 06 May 2010 07:08:09 +0200",
        "content:encoded": f"<![CDATA[{text}]]>",
    } | {name.replace("__", ":"): value for name, value in said.items()}
    more = parts.pop("more", "")
    return f"<item>{''.join(f'<{name}>{value}</{name}>' for name, value in parts.items() if value)}{more}</item>"


def rss(*items: str, language: str = "en", built: str = BUILT) -> str:
    return RSS.format(items="".join(items), language=language, built=built)


def imported(site: SiteDriver, content: str | bytes, *arguments: str, name: str = "feed.xml") -> Result:
    return site.newsgen("import", str(site.write_file(name, content)), "--now", "2026-11-28", *arguments)


def text_at(site: SiteDriver, path: str) -> str:
    return (site.root / path).read_text(encoding="utf-8")


def report_of(site: SiteDriver, name: str = "feed-xml") -> Any:
    return json.loads(text_at(site, f"imports/{name}/report.json"))


def test_an_entry_becomes_a_file_that_a_person_would_have_written(site: SiteDriver) -> None:
    more = (
        "<dc:creator>By Jane Roe</dc:creator><category>Mines</category><category><![CDATA[Walls & doors]]></category>"
        '<description>In short.</description><media:thumbnail url="https://cdn.example/t.jpg"/>'
        '<source url="https://agency.example/feed">Agency</source><georss:point>37 127</georss:point>'
    )
    text = '<p>See <a href="https://old.example/2010/04/x.html">it</a>.</p><script>run()</script>'

    done = imported(site, rss(item(text=text, more=more)))

    assert done.code == 0, done.out + done.err
    assert (
        text_at(site, "content/2010/05/story-1.md")
        == """\
---
title: Story 1
date: 2010-05-06 07:08 +02:00
url: /2010/05/story-1.html
authors: [Jane Roe]
tags: [Mines, Walls & doors]
sources: [Agency]
summary: In short.
image:
  src: https://cdn.example/t.jpg
  alt: Story 1
extra:
  guid: https://old.example/?p=1
---

See [it](/2010/04/x.html).
"""
    )
    assert "127" in text_at(site, "imports/feed-xml/kept/2010/05/story-1.json")
    assert text_at(site, "imports/feed-xml/old-urls.txt") == "/2010/05/story-1.html\n"


def test_recordings_of_an_entry_stand_below_its_text(site: SiteDriver) -> None:
    enclosure = '<enclosure url="https://old.example/pod/1.mp3" type="audio/mpeg" length="5"/>'

    done = imported(site, rss(item(more=enclosure)))

    assert done.code == 0, done.out + done.err
    assert "https://old.example/pod/1.mp3" in text_at(site, "content/2010/05/story-1.md")


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Old Paper</title>
<link rel="alternate" href="https://old.example/"/><entry><id>tag:old.example,2010:1</id>
<title type="html">5 &amp;lt; 6</title><link href="https://old.example/one/"/><published>2010-05-06T07:08:09Z</published><updated>2010-05-08T07:08:09Z</updated>
<author><name>Jane Roe</name><email>jane@old.example</email></author><category term="mines" label="Mines"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Words <b>of</b> it.</p></div></content>
<summary>In short.</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://old.example/"><title>Old</title>
<link>https://old.example/</link></channel><item rdf:about="https://old.example/one/"><title>5 &lt; 6</title>
<link>https://old.example/one/</link><description>Words &lt;b&gt;of&lt;/b&gt; it.</description>
<dc:creator>Jane Roe</dc:creator>
<dc:date>2010-05-06T07:08:09Z</dc:date></item></rdf:RDF>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Old Paper",
        "home_page_url": "https://old.example/",
        "items": [
            {
                "id": "1",
                "url": "https://old.example/one/",
                "title": "5 < 6",
                "content_html": "<p>Words <b>of</b> it.</p>",
                "date_published": "2010-05-06T07:08:09Z",
                "authors": [{"name": "Jane Roe"}],
            }
        ],
    }
)
OLDEST = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "rss-0.91.dtd">
<rss version="0.91"><channel><title>Old</title><link>https://old.example/</link><item><title>5 &lt; 6</title>
<link>https://old.example/one/</link><description>Words &lt;b&gt;of&lt;/b&gt; it.</description>
<author>jane@old.example (Jane Roe)</author>
<pubDate>Thu, 06 May 2010 07:08:09 GMT</pubDate></item></channel></rss>"""


@pytest.mark.parametrize("content", [ATOM, RDF, JSON, OLDEST])
def test_every_kind_of_feed_is_known_and_read(site: SiteDriver, content: str) -> None:
    done = imported(site, content)

    assert done.code == 0, done.out + done.err
    text = text_at(site, "content/2010/05/one.md")
    assert "title: 5 < 6" in text
    assert "url: /one/" in text
    assert "authors: [Jane Roe]" in text
    assert "date: 2010-05-06 07:08 +00:00" in text
    assert text.endswith("\nWords **of** it.\n")
    assert "jane@" not in text
    assert site.newsgen("build", "--now", "2026-11-28").code == 0


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (b"\xef\xbb\xbf  <?xml version='1.0'?>\n<!-- made -->\n<rss version='2.0'>", True),
        ('<?xml version="1.0"?><feed>'.encode("utf-16"), True),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', True),
        (b"<html><rss>", False),
        (b"Feed me.", False),
    ],
)
def test_a_feed_is_told_from_its_first_bytes(content: bytes, *, is_one: bool) -> None:
    assert is_feed(content) == is_one


def test_captures_of_one_feed_become_one_story_with_the_newest_text(site: SiteDriver) -> None:
    first = rss(item(1, "<p>Old words.</p>"), item(2), built="Thu, 06 May 2010 10:00:00 GMT")
    second = rss(item(1, "<p>New words.</p>"), item(3), built="Fri, 07 May 2010 10:00:00 GMT")
    site.write_file("feeds/b.xml", first)
    site.write_file("feeds/a.xml", second)
    site.write_file("feeds/c.rss", first)

    done = site.newsgen("import", str(site.root / "feeds"), "--now", "2026-11-28")

    assert done.code == 0, done.out + done.err
    assert "New words" in text_at(site, "content/2010/05/story-1.md")
    report = report_of(site, "feeds")
    assert report["stories"] == 3
    assert "3 files: 2 entries stand in several, 1 with another text, of which the newest counts" in report["notes"]


def test_a_later_capture_updates_what_nobody_has_edited(site: SiteDriver) -> None:
    imported(site, rss(item(1, "<p>Old words.</p>"), item(2)))

    same = imported(site, rss(item(1, "<p>Old words.</p>"), item(2)))
    later = imported(site, rss(item(1, "<p>New words.</p>"), item(2)))

    assert "nothing has changed" in same.out
    assert "story-1.md: updated" in later.out
    assert "New words" in text_at(site, "content/2010/05/story-1.md")


def test_extracts_are_told(site: SiteDriver) -> None:
    cut = item(1, more="<description>The first words of it [&amp;#8230;]</description>", content__encoded="")

    imported(site, rss(cut, item(2)))

    assert any("only an extract: 1 story;" in note for note in report_of(site)["notes"])
    assert "extract: true" in text_at(site, "content/2010/05/story-1.md")


@pytest.mark.parametrize(
    ("text", "is_extract"),
    [
        ("<p>Words and …</p>", True),
        ("Words [...]", True),
        ('Words <a href="/x">Read more</a>', True),
        ('Worte <a href="/x">Weiterlesen »</a>', True),
        ("<p>He said: “Well …” and left.</p>", False),
        ("<p>All of it.</p>", False),
    ],
)
def test_an_extract_is_known_by_its_end(text: str, *, is_extract: bool) -> None:
    assert is_cut(text) == is_extract


@pytest.mark.parametrize(
    "feed",
    [
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
        + rss(item(title="x &c;")),
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + rss(item(title="x &x;")),
    ],
)
def test_entities_of_a_document_are_never_filled_in(site: SiteDriver, feed: str) -> None:
    imported(site, feed.replace('<?xml version="1.0" encoding="UTF-8"?>\n', ""))

    made = "".join(file.read_text() for file in (site.root / "content").rglob("*.md"))
    assert "ha" not in made.replace("that", "")
    assert "root:" not in made


def test_what_looks_like_an_address_is_never_opened() -> None:
    assert read_document(b"http://127.0.0.1:1/feed").entries == []
    assert read_document(b"/etc/passwd").entries == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda feed: feed.replace("Words of it", "Fish & chips \x02 <b>of"),
        lambda feed: feed[: feed.rindex("</item>")],
        lambda feed: feed.encode().replace(b"Words", b"W\xf6rds"),
        lambda feed: feed.encode().replace(b"UTF-8", b"UTF\xff\xfe-8"),
        lambda feed: feed.replace("<title>Story", "<title>A < B Story"),
    ],
)
def test_a_damaged_feed_is_read_as_far_as_it_goes(site: SiteDriver, damage: Any) -> None:
    done = imported(site, damage(rss(item(1), item(2))))

    assert "Traceback" not in done.err
    assert report_of(site)["stories"] >= 1


@pytest.mark.parametrize(
    "content", ["<rss>", "<rss version='2.0'><channel></channel></rss>", '{"version": "https://jsonfeed.org/version/1"']
)
def test_a_feed_without_entries_is_told(site: SiteDriver, content: str) -> None:
    done = imported(site, content)

    assert done.code == 2
    assert "feed.xml" in done.err
    assert "Traceback" not in done.err


def post(number: int, kind: str = "post", more: str = "", text: str = "Words of it.") -> str:
    kinds = f'<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#{kind}"/>'
    return (
        f"<entry><id>tag:blogger.com,1999:blog-1.{kind}-{number}</id><published>2010-05-06T07:08:09.000+02:00</published>{kinds}"
        f'<title type="text">Story {number}</title><content type="html">{html.escape(text)}</content>'
        f"<author><name>Jane</name><email>noreply@blogger.com</email></author>{more}</entry>"
    )


def blogger(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
        f' xmlns:app="http://purl.org/atom/app#"><title>Blog</title>{"".join(entries)}</feed>'
    )


def test_an_export_of_blogger_is_whole(site: SiteDriver) -> None:
    label = '<category scheme="http://www.blogger.com/atom/ns#" term="Mines"/>'
    link = '<link rel="alternate" href="http://blog.example/2010/05/x.html"/>'
    reply = '<thr:in-reply-to ref="tag:blogger.com,1999:blog-1.post-1" href="http://blog.example/2010/05/x.html"/>'
    export = blogger(
        post(9, "settings", text="TEMPLATE"),
        post(
            1, more=label + link, text='First line<br /><br />Second. <img src="http://1.bp.example/s1600/wall.jpg" />'
        ),
        post(2, more="<app:control><app:draft>yes</app:draft></app:control>"),
        post(3, "page", more='<link rel="alternate" href="http://blog.example/p/about.html"/>'),
        post(4, "comment", more=reply, text="Well said."),
    )

    done = imported(site, export)

    assert done.code == 0, done.out + done.err
    first = text_at(site, "content/2010/05/x.md")
    assert "url: /2010/05/x.html" in first
    assert "tags: [Mines]" in first
    assert "wall.jpg" in first
    assert "draft: true" in text_at(site, "content/2010/05/story-2.md")
    assert "url: /p/about.html" in text_at(site, "content/pages/about.md")
    kept = text_at(site, "imports/feed-xml/kept/2010/05/x.json")
    assert "Well said." in kept
    assert "noreply@" not in kept
    assert report_of(site)["passed_over"] == {"settings": 1}


def test_a_newer_export_of_blogger_has_the_end_of_an_address(site: SiteDriver) -> None:
    export = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">'
        "<title>Blog</title><entry><id>tag:blogger.com,1999:blog-1.post-2</id><blogger:type>POST</blogger:type>"
        "<blogger:status>LIVE</blogger:status><title>One</title><content type='html'>Words</content>"
        "<published>2010-05-06T07:08:09Z</published><blogger:filename>/2010/05/one.html</blogger:filename></entry>"
        "<entry><id>tag:blogger.com,1999:blog-1.post-3</id><blogger:type>POST</blogger:type>"
        "<blogger:status>SOFT_TRASHED</blogger:status><title>Two</title><content type='html'>Words</content>"
        "<published>2010-05-06T07:08:09Z</published></entry></feed>"
    )

    done = imported(site, export)

    assert done.code == 0, done.out + done.err
    assert "url: /2010/05/one.html" in text_at(site, "content/2010/05/one.md")
    assert "draft: true" in text_at(site, "content/2010/05/two.md")


def test_a_feed_in_another_language_says_so(site: SiteDriver) -> None:
    imported(site, rss(item(1), language="ko-KR"))

    assert "lang: ko-KR" in text_at(site, "content/2010/05/story-1.md")


def test_entries_without_an_address_say_nothing_of_the_sites_host() -> None:
    assert common_host(["https://old.example/a", "", ""]) == "old.example"
    assert common_host(["https://old.example/a", "https://other.example/b", ""]) == ""


SIZES = {
    "http://2.bp.blogspot.com/-a/b/c/s72-c/pier.jpg": "http://4.bp.blogspot.com/-a/b/c/s1600/pier.jpg",
    "https://lh3.googleusercontent.com/ab=s72-c": "https://lh5.googleusercontent.com/ab=w640-h480",
    "https://old.example/u/pier-150x150.jpg": "https://old.example/u/pier-1024x768.jpg",
    "https://old.example/u/pier-scaled.jpg?w=90": "http://www.old.example/u/pier.jpg?resize=640,480&amp;ssl=1",
}


@pytest.mark.parametrize("small", SIZES)
def test_a_picture_in_the_text_is_no_lead_picture_in_another_size(site: SiteDriver, small: str) -> None:
    thumbnail = f'<media:thumbnail url="{small}"/>'
    done = imported(site, rss(item(text=f'<p>Open again.</p><img src="{SIZES[small]}">', more=thumbnail)))

    assert done.code == 0, done.err
    (text,) = (each.read_text() for each in (site.root / "content").rglob("*.md") if "Open again" in each.read_text())
    assert "image:" not in text
    assert f"![]({SIZES[small].replace('&amp;', '&')})" in text


def test_another_picture_of_a_feed_is_the_lead_picture() -> None:
    assert stands_in("https://old.example/u/pier-150x150.jpg", ["https://old.example/u/pier.jpg"])
    assert not stands_in("https://old.example/u/pier.jpg", ["https://old.example/u/pier-2.jpg"])
    assert not stands_in("https://old.example/show?id=1", ["https://old.example/show?id=2"])
    assert not stands_in("https://old.example/s100/pier.jpg", ["https://old.example/2008/pier.jpg"])


def test_lists_of_a_blog_of_blogger_lead_on(site: SiteDriver) -> None:
    label = '<category scheme="http://www.blogger.com/atom/ns#" term="Old mines"/>'
    link = '<link rel="alternate" href="http://blog.example/2010/05/x.html"/>'
    text = '<a href="http://blog.example/2010_05_09_archive.html">weeks</a> <a href="/2010_07_01_archive.html">July</a>'
    imported(site, blogger(post(1, more=label + link, text=text)))

    lines = text_at(site, "imports/feed-xml/redirects.txt").splitlines()
    assert "/search/label/Old%20mines /tags/old-mines/" in lines
    assert "/2010_05_01_archive.html /2010/05/" in lines
    assert "/2010_05_09_archive.html /2010/05/" in lines
    assert "/2010_07_01_archive.html /2010/" in lines
