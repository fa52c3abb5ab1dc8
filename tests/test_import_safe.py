"""What could run, and what could stop an import: handlers in HTML, feeds that stop parsers, hosts of the house."""

import io
from typing import Any

import feedparser
import pytest
from conftest import SiteDriver
from pace import paced

from newsgen.importers.generators.html_in_text import with_safe_html

STORY = """---
title: The wall
date: 2020-05-06
---
<p title="a>b" onclick="alert(1)">One.</p>

<div><img src="https://x.example/a.jpg" alt="A > B"
onerror='alert(2)'></div>

> <b
> onclick=alert(3)>Two.</b>

<pre onclick="alert(4)"><img src="https://x.example/a.jpg" onerror='alert(2)'>Three.</pre>

- One ` more
- <b onclick="alert(1)">Four.</b> ` one
"""


@pytest.mark.parametrize(
    ("typed", "clean", "told"),
    [
        ('<p title="a>b" onclick="alert(3)">x</p>', '<p title="a>b">x</p>', '<p onclick="alert(3)">'),
        ('<p title="<" ONCLICK=alert(3)>x', '<p title="&lt;">x', "<p ONCLICK=alert(3)>"),
        ("<p title='x'onclick=alert(3) id=a>x", "<p title='x' id=a>x", "<p onclick=alert(3)>"),
        ("<p/onclick='x'title='y'>", "<p/ title='y'>", "<p onclick='x'>"),
        ('<link title="<" href=x>', "", "<link>"),
        ("<textarea><img src=a onerror=b></textarea>", "<img src=a>", "<img onerror=b>"),
        ('<img width="1" title=">" src="x">', "", "<img> x"),
        ("> <p\n> onclick=x>hi", "> <p\n> onclick&#61;x>hi", ""),
        ("> <p onclick\n> =x>hi", "> <p\n> =x>hi", ""),
        ('<p title="a\n\n<embed src=x>">', '<p title="a\n\n&lt;embed src=x>">', ""),
        ('<embed src="x', '&lt;embed src="x', ""),
        ("<https://x.example/@jo/:a> <jo@x.example>", "<https://x.example/@jo/:a> <jo@x.example>", ""),
        ("<https://x.example/onclick=1>", "<https://x.example/%6Fnclick=1>", ""),
        ('if a <b and once = 1: <i title="A > B">', 'if a <b and once = 1: <i title="A > B">', ""),
        ("<<link>embed src=x>", "&lt;embed src=x>", "<link>"),
        ("</<link>p> <em<x-y>bed src=x>", "&lt;/p> &lt;embed src=x>", "<link>"),
        ("if a <y then <i>b</i>", "if a <y then <i>b</i>", ""),
        ('<p onclick="x" <i>', '<p onclick&#61;"x" <i>', ""),
        ('<p @click="x" :class="y>z" v-if="u" id=a>', "<p id=a>", ""),
    ],
)
def test_no_handler_is_left_in_html_and_each_is_told(typed: str, clean: str, told: str) -> None:
    text, cut = with_safe_html(typed)

    assert text == clean
    assert told in {what for what, _ in cut} if told else not cut


@pytest.mark.parametrize(
    "many",
    [
        "<a" + " " * 40_000,
        "<img " + "a" * 200_000 + ">",
        "<a" * 20_000,
        "<xmp>" * 20_000,
        "<p " + "onx=y " * 20_000 + ">",
    ],
)
def test_tags_that_nothing_ends_are_cleaned_in_time_that_grows_with_their_length(many: str) -> None:
    _, paces = paced(lambda: with_safe_html(many))

    assert paces < 500  # A loop within a loop takes ten thousands.


def test_a_built_page_has_no_handler_of_a_folder(site: SiteDriver) -> None:
    site.write_file("blog/wall.md", STORY)

    done = site.newsgen("import", str(site.root / "blog"), "--as", "markdown", "--verbose")

    assert done.code == 0, done.err
    assert 'left out: “<p onclick="alert(1)">”' in done.out
    assert "left out: “<img onerror='alert(2)'>”" in done.out
    assert site.build().code == 0
    pages = b"".join(content for path, content in site.files().items() if path.endswith("index.html")).decode()
    assert "One." in pages
    assert "Two." in pages
    assert "Three." in pages
    assert "Four." in pages
    assert "onerror=" not in pages
    assert "onclick=" not in pages
    assert "alert(4)" not in pages


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>
<item><title>Wall NUMBER</title><guid>NUMBER</guid><description>Words of it: CHARACTER.</description></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("character", "read"),
    [
        ("&#x110000;", "�"),
        ("&#9999999999;", "�"),
        (f"&#{'9' * 5_000};", "�"),
        ("&#xD800;", "�"),
        ("&#00000000000228;", "ä"),
        ("&#x1F600;", "\U0001f600"),
    ],
)
def test_a_reference_to_no_character_ends_no_feed(site: SiteDriver, character: str, read: str) -> None:
    site.write_file("feed.xml", FEED.replace("NUMBER", "1").replace("CHARACTER", character))

    done = site.newsgen("import", str(site.root / "feed.xml"), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert f"Words of it: {read}." in next((site.root / "content").rglob("wall-1.md")).read_text()


def test_whatever_one_feed_does_to_its_parser_the_others_are_read(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = feedparser.parse

    def failing(stream: Any, **options: Any) -> Any:
        content = stream.read()
        if b"Wall 2" in content:
            raise AttributeError("no such state")
        return real(io.BytesIO(content), **options)

    monkeypatch.setattr(feedparser, "parse", failing)
    for number in ("1", "2", "3"):
        site.write_file(f"feeds/{number}.xml", FEED.replace("NUMBER", number).replace("CHARACTER", "all"))

    done = site.newsgen("import", str(site.root / "feeds"), "--now", "2026-11-28")

    assert done.code == 1
    assert "2.xml cannot be read: newsgen fails at it (AttributeError('no such state'))" in done.err
    assert sorted(path.name for path in (site.root / "content").rglob("wall-*.md")) == ["wall-1.md", "wall-3.md"]
