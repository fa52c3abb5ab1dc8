"""Feeds as they were captured over years: sections among categories, addresses that track, packed and broken files."""

import gzip
import zlib

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.feeds.documents import Entry
from newsgen.importers.feeds.packed import unpacked
from newsgen.importers.feeds.sections import sections_in
from newsgen.importers.found.addresses import own_path

HOSTS = ("old.example",)


def item(number: int, categories: str, text: str = "", link: str = "") -> str:
    named = "".join(f"<category>{name}</category>" for name in categories.split(";"))
    address = link or f"https://old.example/2010/s{number}"
    body = text or f"<p>Words of story {number}.</p>"
    return (
        f"<item><title>Story {number}</title><link>{address}</link><guid isPermaLink='false'>g{number}</guid>"
        f"<pubDate>Thu, 06 May 2010 07:08:{number:02} GMT</pubDate>{named}"
        f"<description><![CDATA[{body}]]></description></item>"
    )


def feed(*items: str, end: str = "</channel></rss>") -> str:
    head = "<rss version='2.0'><channel><title>Old</title><link>https://old.example/</link><description>x</description>"
    return f"{head}{''.join(items)}{end}"


def imported(site: SiteDriver, *arguments: str) -> Result:
    return site.newsgen("import", str(site.root / "old"), "--now", "2026-11-28", *arguments)


def story(site: SiteDriver, name: str) -> str:
    return next(site.root.glob(f"content/**/{name}.md")).read_text(encoding="utf-8")


def entries(*lists: str) -> list[Entry]:
    return [
        Entry(str(number), tags=[("", name) for name in names.split(";") if name]) for number, names in enumerate(lists)
    ]


def test_few_categories_that_stand_first_in_all_entries_are_sections(site: SiteDriver) -> None:
    items = [item(n, f"{'Sport' if n % 2 else 'News'};tag {n}") for n in range(1, 15)]
    site.write_file("old/feed.xml", feed(*items))

    done = imported(site)

    assert "sections: [Sport]" in story(site, "s3")
    assert "tags: [tag 3]" in story(site, "s3")
    assert "sections, since few categories stand first in all entries: News, Sport" in done.out


def test_a_person_may_say_that_all_categories_are_tags(site: SiteDriver) -> None:
    site.write_file("old/feed.xml", feed(*(item(n, f"{'Sport' if n % 2 else 'News'};tag {n}") for n in range(1, 15))))

    imported(site, "--map", "sections=")

    assert "sections:" not in story(site, "s3")
    assert "tags: [Sport, tag 3]" in story(site, "s3")


def test_labels_in_the_order_of_the_alphabet_are_no_sections() -> None:
    assert not sections_in(entries(*["a;b", "b;c", "a;c", "b", "c"] * 5))
    assert not sections_in(entries(*[f"tag {n};x" for n in range(20)]))
    assert not sections_in(entries(*["News;a"] * 5))
    assert not sections_in(entries(*["News;a", "", "Sport;b"] * 5))
    assert sections_in(entries(*["News;a", "Sport;b", "News"] * 5)) == {"News", "Sport"}


def test_a_domain_that_says_section_is_believed() -> None:
    entry = Entry("1", tags=[("https://old.example/sections", "News"), ("https://old.example/tags", "a")])

    assert sections_in([entry]) == {"News"}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/a?utm_source=rss&utm_medium=feed", "/a"),
        ("https://old.example/a?fbclid=x#top", "/a"),
        ("https://old.example/a?ref=rss", "/a"),
        ("https://old.example/a?id=7&utm_source=rss", ""),
        ("https://old.example/a?from=3", ""),
        ("https://other.example/a?utm_source=rss", ""),
    ],
)
def test_what_only_tracks_readers_is_no_part_of_an_address(address: str, path: str) -> None:
    assert own_path(address, HOSTS) == path


def test_packed_captures_are_read_and_bombs_are_not(site: SiteDriver) -> None:
    site.write_file("old/a.xml", feed(item(1, "a")))
    site.write_file("old/b.xml", gzip.compress(feed(item(2, "a")).encode()))

    imported(site)

    assert "Words of story 2." in story(site, "s2")
    bomb = gzip.compress(b"<rss>" + b" " * 40_000_000)
    assert unpacked(bomb, 1_000_000_000) is bomb
    assert unpacked(zlib.compress(b"x"), 100) == zlib.compress(b"x")
    assert unpacked(b"\x1f\x8b\x08broken", 100) == b"\x1f\x8b\x08broken"


def test_a_whole_text_counts_before_one_that_breaks_off(site: SiteDriver) -> None:
    whole = item(1, "a", "<p>First words.</p><p>Last words.</p>")
    site.write_file("old/a.xml", feed(whole))
    site.write_file("old/b.xml", feed(whole.partition("<p>Last")[0], end="").replace("07:08", "07:09"))

    imported(site)

    assert "Last words." in story(site, "s1")


def test_captures_are_read_whatever_their_names(site: SiteDriver) -> None:
    site.write_file("old/2010-05-01.xml", "<html><p>Come back later.</p></html>")
    site.write_file("old/2010-05-02.xml.gz", gzip.compress(feed(item(1, "a")).encode()))
    site.write_file("old/20100503/feed", feed(item(2, "a")))
    site.write_file("old/notes.html", "<p>Mine.</p>")

    done = imported(site)

    assert "Words of story 1." in story(site, "s1")
    assert "Words of story 2." in story(site, "s2")
    assert "2 files that are no feed" in done.out


@pytest.mark.parametrize(
    ("typed", "authors"),
    [
        ("<author>desk@paper.example</author>", []),
        ("<author>roe@paper.museum (Jane Roe)</author>", ["Jane Roe"]),
        ("<author>Jane Roe &lt;roe@x.museum&gt;</author><author>Lee Doe d@x.museum</author>", ["Jane Roe", "Lee Doe"]),
        ("<author><![CDATA[Jane Roe <roe@paper.museum>]]></author>", ["Jane Roe"]),
    ],
)  # fmt: skip
def test_no_piece_of_an_address_is_an_author(site: SiteDriver, typed: str, authors: list[str]) -> None:
    site.write_file("old/feed.xml", feed(item(1, "a").replace("<link>", f"{typed}<link>")))

    done = imported(site, "--verbose")

    named = f"authors: [{', '.join(authors)}]\n"
    assert named in story(site, "s1") if authors else "authors" not in story(site, "s1")
    assert ("a mail address among the authors" in done.out) is not bool(authors)


@pytest.mark.parametrize(
    "foot",
    [
        "<p>The post <a href='https://old.example/s'>S</a> appeared first on <a href='https://old.example'>Old</a>.</p>",
        "<p>The post S appeared first on Old.</p>",
        " The post S appeared first on Old.",
    ],
)
def test_the_line_below_each_entry_is_left_out_with_and_without_links(site: SiteDriver, foot: str) -> None:
    site.write_file("old/feed.xml", feed(item(1, "a", f"<p>The post office has burned.</p>{foot}")))

    done = imported(site)

    assert story(site, "s1").endswith("The post office has burned.\n")
    assert "left out: “The post S appeared first on Old.”" in done.out


def test_where_a_feed_breaks_off_is_told_by_its_line(site: SiteDriver) -> None:
    site.write_file("old/feed.xml", feed(item(1, "a"), "\n<item><title>Cut", end=""))

    assert "feed.xml is not well-formed, and read as far as it goes: line 3, " in imported(site).err
