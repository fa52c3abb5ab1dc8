"""Exports of WordPress: kinds of sites, plugins and themes, each as its exports have it."""
# ruff: noqa: E501 - exports have long lines

import json

import pytest
from tests.conftest import SiteDriver
from tests.test_import_wordpress import HEAD, everything_in, imported, item, text_at

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


def test_a_site_that_has_moved_knows_its_own_addresses(site: SiteDriver) -> None:
    link = "https://www.moved.example/2008/06/story-{}/"
    imported(site, item(link=link.format(7), text=f'<a href="{link.format(8)}">x</a>'), item(8, link=link.format(8)))

    story = text_at(site, "content/2008/06/story-7.md")
    assert "url: /2008/06/story-7/\n" in story
    assert "[x](/2008/06/story-8/)" in story


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
