"""Mail addresses are no names: not of authors, in whatever kind of source, nor of those who stand beside them."""

import json

import pytest
from tests.conftest import SiteDriver

from newsgen.importers.mail import has_mail, is_mail, mails_in, masked, name_without_mail

FEED = {
    "version": "https://jsonfeed.org/version/1",
    "title": "Old Paper",
    "items": [
        {
            "id": "1",
            "title": "The wall",
            "content_html": "<p>It fell today.</p>",
            "date_published": "2020-01-02T03:04:05Z",
            "authors": [{"name": "Jane Roe <jane.roe@paper.example>"}, {"name": "desk@paper.example"}],
        }
    ],
}
GHOST = {
    "db": [
        {
            "data": {
                "posts": [
                    {
                        "id": "1", "title": "The wall", "slug": "wall", "html": "<p>It fell today.</p>",
                        "status": "published", "visibility": "public", "published_at": "2020-01-02T03:04:05.000Z",
                    }
                ],
                "users": [{"id": "7", "name": "desk@paper.example", "slug": "desk", "bio": "Her life."}],
                "posts_authors": [{"post_id": "1", "author_id": "7"}],
            }
        }
    ]
}  # fmt: skip
WORDPRESS = """<?xml version="1.0"?><rss xmlns:content="c" xmlns:dc="d" xmlns:wp="w"><channel>
<link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>jane</wp:author_login><wp:author_display_name>desk@paper.example</wp:author_display_name>
<wp:author_description>Her life.</wp:author_description></wp:author>
<item><title>The wall</title><dc:creator>jane</dc:creator><content:encoded>It fell today.</content:encoded>
<wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>
<wp:post_date>2020-01-02 03:04:05</wp:post_date><wp:post_name>wall</wp:post_name></item></channel></rss>"""
FOLDER = """---
title: The wall
date: 2020-01-02
author: [Jane Roe <jane.roe@paper.example>, desk@paper.example]
---
It fell.
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("feed.json", json.dumps(FEED)),
        ("ghost.json", json.dumps(GHOST)),
        ("export.xml", WORDPRESS),
        ("old/wall.md", FOLDER),
    ],
)
def test_no_mail_address_is_published_as_an_author(site: SiteDriver, name: str, content: str) -> None:
    path = site.write_file(f"source/{name}", content)
    source = path.parent if name.endswith(".md") else path

    result = site.newsgen("import", str(source), "--now", "2026-11-28")

    assert result.code == 0, result.out + result.err
    written = [file for file in (site.root / "content").rglob("*") if file.is_file()]
    told = "".join(f"{file} {file.read_text()}" for file in written)
    assert "fell" in told
    assert "paper.example" not in told
    assert "desk-paper" not in told
    assert ("Jane Roe" in told) == ("Jane Roe" in content)
    assert "missing" not in result.out


def test_an_author_who_is_left_out_is_told(site: SiteDriver) -> None:
    site.write_file("source/wall.md", FOLDER)

    site.newsgen("import", str(site.root / "source"), "--now", "2026-11-28")

    (report,) = (site.root / "imports").rglob("report.json")
    left_out = json.loads(report.read_text())["items"][0]["left_out"]
    assert [each["why"] for each in left_out] == ["a mail address among the authors"]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "line",
    [
        "By Jane Roe jane.roe@paper.com",
        "By JANE ROE jroe@paper.com",
        "Jane Roe jroe@paper.com",
        "By Jane Roe (jane.roe@paper.com)",
        "Jane Roe, jane.roe@paper.com",
        "Von Jane Roe <jane.roe@paper.com>",
    ],
)
def test_a_name_with_a_mail_address_beside_it_is_the_author(site: SiteDriver, line: str) -> None:
    text = f"The old harbour wall has fallen\n\n{line}\n\n" + "The wall fell after a long night of rain. " * 9
    path = site.write_file("copied.txt", text)

    result = site.newsgen("import", str(path), "--as", "text", "--now", "2026-11-28")

    assert result.code == 0, result.out + result.err
    (article,) = (site.root / "content").rglob("*.md")
    assert "authors: [jane roe]" in article.read_text().lower()
    assert "paper.com" not in article.read_text()
    assert "missing" not in result.out


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Jo Roe <jo@x.example>", "Jo Roe"),
        ("jo@x.example (Jo Roe)", "Jo Roe"),
        ('"Jo Roe" &lt;jo@x.example&gt;', "Jo Roe"),
        ("Jo (AFP) jo@x.example", "Jo (AFP)"),
        ("jo@x.example", ""),
        ("<mailto:jo@x.example>", ""),
        ("홍길동기자 hong@paper.kr", "홍길동기자"),
        ("홍길동 기자hong@paper.kr", "홍길동 기자"),
        ("Jo Roe", "Jo Roe"),
        ("Jo & Kim @ Large", "Jo & Kim @ Large"),
    ],
)
def test_of_a_name_with_an_address_the_name_stays(typed: str, name: str) -> None:
    assert name_without_mail(typed) == name
    assert is_mail(typed) == (not name)


@pytest.mark.long
def test_texts_without_blanks_are_looked_through_at_once() -> None:
    for text in ("a" * 60_000 + "@", "a.b-" * 20_000 + "@a", "(" * 60_000 + "@", "@a." * 20_000):
        assert not has_mail(text)
        assert masked(text) == text
        assert not mails_in(text)
