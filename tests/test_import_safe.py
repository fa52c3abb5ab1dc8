"""What could run, and what could stop an import: handlers in HTML, feeds that stop parsers, hosts of the house."""

import errno
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from conftest import Result, SiteDriver
from pace import paced

from newsgen.errors import MachineError, UsageError
from newsgen.importers import readers
from newsgen.importers.beside import only_draws
from newsgen.importers.generators.html_in_text import with_safe_html
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tables import source as tables

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


def two_tables(site: SiteDriver, *arguments: str) -> Result:
    """An import of two tables, between a feed and a copied text."""
    for name in ("a.csv", "b.csv"):
        site.write_file(name, f"id,title,date,body\n{name[0]}1,Table {name[0]},2020-01-02,Words of it.\n")
    site.write_file("feed.xml", FEED.replace("NUMBER", "1").replace("CHARACTER", "all"))
    site.write_file("text.txt", "The bridge opens\n\nIt opened on Monday, and many came to see it.\n")
    names = ("feed.xml", "a.csv", "b.csv", "text.txt")
    return site.newsgen("import", *(str(site.root / name) for name in names), "--now", "2026-11-28", *arguments)


def articles(site: SiteDriver) -> set[str]:
    return {path.name for path in (site.root / "content").rglob("*.md")}


ALL = {"wall-1.md", "table-a.md", "table-b.md", "the-bridge-opens.md"}


def raising(error: Callable[[], BaseException]) -> Callable[..., Any]:
    def failing(*_: Any, **__: Any) -> Any:
        raise error()

    return failing


def first_raising(real: Callable[..., Any], name: str, error: Callable[[], BaseException]) -> Callable[..., Any]:
    """A reader that fails where this source is among what it is given."""

    def failing(given: Given) -> Iterator[Source]:
        if any(each.endswith(name) for each in given.names):
            raise error()
        return real(given)

    return failing


@pytest.mark.parametrize("verbose", [True, False])
def test_whatever_a_reader_does_the_other_sources_are_imported(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, *, verbose: bool
) -> None:
    monkeypatch.setattr(
        tables, "open_sources", first_raising(tables.open_sources, "a.csv", lambda: KeyError("no such thing"))
    )

    done = two_tables(site, *(["--verbose"] if verbose else []))

    assert done.code == 1
    assert "a.csv cannot be read to its end: newsgen fails at it (KeyError('no such thing'))" in done.err
    assert ("Traceback" in done.err) == verbose
    assert ("test_import_safe.py" in done.err) == verbose
    assert articles(site) == ALL - {"table-a.md"}
    failures = json.loads((site.root / "imports/a-csv/report.json").read_text())["failures"]
    assert "no such thing" in failures[0]["why"]


def test_whatever_happens_between_two_stories_the_other_sources_are_imported(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tables.open_sources

    def failing(given: Given) -> Iterator[Source]:
        def stories(source: Source) -> Iterator[Story]:
            yield from source.stories
            raise RecursionError

        for source in real(given):
            yield replace(source, stories=stories(source)) if source.name.endswith("a.csv") else source

    monkeypatch.setattr(tables, "open_sources", failing)

    done = two_tables(site)

    assert done.code == 1
    assert "a.csv cannot be read to its end: it is nested too deeply" in done.err
    assert articles(site) == ALL


def test_a_source_of_which_newsgen_fails_to_tell_what_it_is_stops_itself(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = readers.head_of

    def failing(name: str) -> bytes:
        if name.endswith("b.csv"):
            raise IndexError("out of range")
        return real(name)

    monkeypatch.setattr(readers, "head_of", failing)

    done = two_tables(site)

    assert done.code == 1
    assert "b.csv cannot be read to its end: newsgen fails at it (IndexError('out of range'))" in done.err
    assert articles(site) == ALL - {"table-b.md"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (KeyboardInterrupt, 130),
        (lambda: OSError(errno.ENOSPC, "No space left on device"), 3),
        (lambda: MachineError("the disk is gone"), 3),
        (lambda: UsageError("it is none"), 2),
    ],
)
def test_what_stops_the_whole_import_still_does(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch, error: Callable[[], BaseException], code: int
) -> None:
    monkeypatch.setattr(tables, "open_sources", raising(error))

    assert two_tables(site).code == code


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


@pytest.mark.parametrize(
    ("content", "draws"),
    [
        (b'<?xml version="1.0" encoding="ISO-2022-JP"?><svg><scr\x1b(Bipt>alert(1)</scr\x1b(Bipt></svg>', False),
        (b'<?xml version="1.0" encoding="UTF-7"?><svg>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</svg>', False),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding = 'hz-gb-2312'?><svg/>", False),
        (b"<svg><scr\x1b(Bipt>alert(1)</scr\x1b(Bipt></svg>", False),
        (b"\xff\xfe<\xe6\x88\x91", False),
        (b"<svg><script>alert(1)</script></svg>", False),
        (b'<?xml version="1.0" encoding="utf-8" standalone="no"?><svg><path d="M0 0"/></svg>', True),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><svg><text>\xe4</text></svg>", True),
        (b"<?xml version='1.0'?><svg><text>encoding='hz'</text></svg>", True),
        (b"<svg/>", True),
    ],
)
def test_a_drawing_in_a_coding_that_hides_scripts_stays_behind(content: bytes, *, draws: bool) -> None:
    assert only_draws(content) == draws
