"""Feeds that hold whole stories: `feeds: {full_text: true}`; and what a body tells of itself."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import feedparser
import pytest
from conftest import NOW, SiteDriver
from incremental.picture import png

from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.builder.store import shared_records
from newsgen.project import open_project

FULL = "feeds: {full_text: true, from: 1, of_terms: [rss, atom]}\n"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CONTENT = "{http://www.w3.org/2005/Atom}content"
STORY = "https://example.org/2025/03/04/a/"


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    site.settings(FULL)
    return site


def texts(site: SiteDriver, feed: str = "feed.xml") -> list[str]:
    """The texts of the stories in a feed, as a reader of feeds has them."""
    root = ET.fromstring(site.read(feed))  # noqa: S314 - our own
    return [element.text or "" for element in root.iter(ENCODED if feed.endswith("feed.xml") else CONTENT)]


def text_of(site: SiteDriver, body: str, **fields: object) -> str:
    """That of one story."""
    site.write("content/a.md", body, **fields)
    result = site.build()
    assert result.code == 0, result.err
    (text,) = texts(site)
    assert texts(site, "atom.xml") == [text]
    return text


def test_feeds_hold_no_texts_unless_asked_for(site: SiteDriver) -> None:
    site.write("content/a.md", "A story.")
    site.build()

    assert texts(site) == texts(site, "atom.xml") == []
    assert "content" not in site.read("feed.xml")


def test_a_feed_holds_the_story_with_its_picture_and_dateline(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", png(3, 2))
    image = {"src": "p.png", "alt": "A “wall”", "caption": "The <wall>", "credit": "Us & them"}

    text = text_of(paper, "First *words*.\n\nMore.", image=image, dateline="Pyongyang, North Korea")

    assert text == (
        '<figure><img src="https://example.org/p.png" alt="A “wall”" width="3" height="2">'
        "<figcaption>The &lt;wall&gt; <small>Us &amp; them</small></figcaption></figure>\n"
        "<p>PYONGYANG, North Korea — First <em>words</em>.</p>\n<p>More.</p>"
    )


def test_a_dateline_before_what_is_no_paragraph_has_one_of_its_own(paper: SiteDriver) -> None:
    assert text_of(paper, "- one\n- two", dateline="Seoul").startswith("<p>SEOUL</p>\n<ul>")


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("[x](b.md)", "https://example.org/2025/03/04/b/"),
        ("[x](b.md#part)", "https://example.org/2025/03/04/b/#part"),
        ("[x](#part)", f"{STORY}#part"),
        ("[x](?q=1&r=2)", f"{STORY}?q=1&r=2"),
        ("[x](nowhere.md)", f"{STORY}nowhere.md"),
        ("[x](/about/)", "https://example.org/about/"),
        ("[x](//other.example/y)", "https://other.example/y"),
        ("[x](https://other.example/a/../y)", "https://other.example/a/../y"),
        ("[x](mailto:us@example.org)", "mailto:us@example.org"),
        ('<A HREF = "b.md">x</A>', "https://example.org/2025/03/04/b/"),
        ("<a href='/about/'>x</a>", "https://example.org/about/"),
        ("<a href=/about/>x</a>", "https://example.org/about/"),
        ('<a href=" /about/ ">x</a>', "https://example.org/about/"),
        ('<a href="//[">x</a>', "https://["),
        ("![x](p.png)", "https://example.org/p.png"),
        ('<video poster="/p.png" controls></video>', "https://example.org/p.png"),
        ('<img srcset="/p.png 1x, /p.png 2x" src="/p.png">', "https://example.org/p.png"),
    ],
)
def test_every_address_is_absolute(paper: SiteDriver, typed: str, address: str) -> None:
    paper.write("content/b.md", "B.", draft=False)
    paper.write_file("content/p.png", png(3, 2))

    paper.write("content/a.md", f"See {typed}.")
    paper.build()

    (text,) = (each for each in texts(paper) if "See" in each)
    found = re.findall(r'(?:href|src|poster)\s*=\s*"([^"]*)"', text.replace("&amp;", "&"))
    assert found == [address]
    assert "/p.png 1x" not in text.replace("https://example.org/p.png 1x", "")


def test_notes_lead_to_the_page_of_the_story(paper: SiteDriver) -> None:
    text = text_of(paper, "Said.[^1]\n\n[^1]: By whom.")

    assert {f"{STORY}#fn:1", f"{STORY}#fnref:1"} == set(re.findall('href="([^"]*)"', text))
    assert '"#' not in text


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("raw_html", ["allow", "sanitize", "escape"])
@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<style>p {color: red}</style>",
        '<p onclick="alert(1)">Words.</p>',
        '<p style="position: fixed">Words.</p>',
        '<form action="/x"><input name="y"><button>Go</button></form>',
        '<iframe src="https://other.example/"></iframe>',
        '<iframe srcdoc="&lt;script>alert(1)&lt;/script>"></iframe>',
        '<object data="/x.swf"><embed src="/x.swf"></object>',
        '<svg onload="alert(1)"><script>alert(1)</script></svg>',
        '<a href="javascript:alert(1)">x</a>',
        '<img src="/x.png" onerror=alert(1)>',
        '<base href="https://other.example/"><meta http-equiv="refresh" content="0">',
        '<link rel="stylesheet" href="/x.css">',
        "*x*{: onclick='alert(1)' style='color: red'}",
    ],
)
def test_nothing_in_a_feed_is_active(paper: SiteDriver, raw_html: str, typed: str) -> None:
    paper.settings(f"{FULL}raw_html: {raw_html}\n")

    text = text_of(paper, f"Before.\n\n{typed}\n\nBehind.")

    assert not re.search(r"<(?:script|style|form|input|button|iframe|object|embed|svg|base|meta|link)\b", text)
    assert not re.search(r"<[^>]*\s(?:on\w+|style|srcdoc)\s*=", text)
    assert not re.search(r"<[^>]*javascript:", text)
    assert "Before." in text
    assert "Behind." in text


def test_a_page_keeps_what_its_feed_leaves_out(paper: SiteDriver) -> None:
    text = text_of(paper, '<p onclick="x()">Words.</p>\n\n<div style="color: red">More.</div>')

    assert 'onclick="x()"' in paper.read("2025/03/04/a/index.html")
    assert "Words." in text
    assert "More." in text


WORDS = (
    "Plain “words” & more <b>",
    "한국의 뉴스",
    "経済の記事、全文。",
    "经济新闻",
    "أخبار <b>اليوم</b>",
    "חדשות היום",
    "Новости дня",
    "Ειδήσεις",
    "ข่าววันนี้",
    "आज की ख़बर",
    "Ꮳꮃꭹ 𞤀𞤣𞤤𞤢𞤥 🗞️",
)


def test_feeds_in_many_scripts_are_well_formed_and_say_what_was_typed(paper: SiteDriver) -> None:
    for number, words in enumerate(WORDS):
        paper.write(
            f"content/{number}.md", f"{words}</b>" if "<b>" in words else words, date=f"2025-01-{number + 1:02}"
        )
    paper.build()

    for feed in ("feed.xml", "atom.xml"):
        content = (paper.root / "build" / feed).read_bytes()
        parsed = feedparser.parse(content)
        assert not parsed.bozo
        shown = "".join(entry.content[0].value for entry in parsed.entries)
        assert all(word in shown for words in WORDS for word in re.sub("<.*?>|[&“”]", " ", words).split())
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("reference", ["&#8;", "&#x1;", "&#xFFFE;", "&#xFFFF;", "&#xD800;", "&#127;", "\ufffe"])
def test_no_character_of_a_text_breaks_a_feed(paper: SiteDriver, reference: str) -> None:
    for raw_html in ("allow", "sanitize"):
        paper.settings(f"{FULL}raw_html: {raw_html}\n")
        paper.write("content/a.md", f"One<i style='x'>{reference}</i>two.")

        if paper.build().code == 0:
            (text,) = texts(paper)
            assert "two." in text


def test_feeds_are_sound_by_our_own_check(paper: SiteDriver) -> None:
    text_of(paper, "[x](#y) <a href='tag:x'>y</a> [z](nowhere/) [f](ftp://example.net/x)\n\n<iframe src='/'></iframe>")

    assert not [finding for finding in paper.newsgen("check", "--json").json["problems"] if finding["rule"] == "feed"]


# What is made anew.


def rebuilt(site: SiteDriver) -> tuple[int, set[str]]:
    """Builds, and gives how many pages were made anew, and which are others than they were."""
    before = site.files()
    report = site.report()
    files = {path: content for path, content in site.files().items() if not path.startswith("search-index/")}
    return report["rendered"], {path for path, content in files.items() if before.get(path) != content}


@pytest.fixture
def several(paper: SiteDriver) -> SiteDriver:
    """Stories of two tags, of which feeds hold the newest two."""
    paper.settings(f"{FULL}feed_limit: 2\n")
    for number in range(1, 5):
        paper.write(f"content/{number}.md", f"Text {number}.", summary="S.", date=f"2025-01-0{number}", tags=["sea"])
    paper.write("content/5.md", "See [four](4.md).", summary="S.", date="2025-01-05", tags=["air"])
    paper.build()
    return paper


FEEDS = {"feed.xml", "atom.xml"}
OF_SEA = {f"tags/sea/{name}" for name in FEEDS}
OF_AIR = {f"tags/air/{name}" for name in FEEDS}


def test_an_edit_of_a_text_makes_the_feeds_anew_in_which_it_stands(several: SiteDriver) -> None:
    several.write("content/4.md", "Other.", summary="S.", date="2025-01-04", tags=["sea"])

    assert rebuilt(several) == (5, {"2025/01/04/4/index.html", *FEEDS, *OF_SEA})


def test_an_edit_of_a_text_that_stands_in_no_feed_makes_its_own_page_anew(several: SiteDriver) -> None:
    several.write("content/1.md", "Other.", summary="S.", date="2025-01-01", tags=["sea"])

    assert rebuilt(several) == (1, {"2025/01/01/1/index.html"})


def test_a_link_that_leads_elsewhere_makes_the_feeds_of_its_story_anew(several: SiteDriver) -> None:
    several.write("content/4.md", "Text 4.", summary="S.", date="2025-01-04", tags=["sea"], slug="moved")

    _, changed = rebuilt(several)

    assert changed >= {*FEEDS, *OF_SEA, *OF_AIR}
    assert "https://example.org/2025/01/04/moved/" in texts(several, "tags/air/feed.xml")[0]


def test_explain_says_which_text_has_changed(several: SiteDriver) -> None:
    several.write("content/5.md", "Other.", summary="S.", date="2025-01-05", tags=["air"])

    assert "the text of content/5.md has changed" in several.build("--explain", "/tags/air/feed.xml").out


def test_without_texts_an_edit_of_one_concerns_no_feed(several: SiteDriver) -> None:
    several.settings("feed_limit: 2\n")
    several.build()
    several.write("content/4.md", "Other.", summary="S.", date="2025-01-04", tags=["sea"])

    assert rebuilt(several) == (1, {"2025/01/04/4/index.html"})


FAULTY = """
from newsgen import Mistake
def judged(html, article):
    return Mistake("no") if "bad" in html else html
bodies = [judged]
"""


def test_an_error_in_a_text_is_told_once(paper: SiteDriver) -> None:
    paper.write_file("plugins/own.py", FAULTY)
    paper.settings(f"{FULL}plugins: [plugins/own.py]\n")
    paper.write("content/a.md", "A bad text.", tags=["sea"])

    report = paper.report()

    assert [(problem["path"], problem["what"]) for problem in report["problems"] if problem["severity"] == "error"] == [
        ("content/a.md", "no")
    ]


def test_a_build_that_keeps_going_leaves_a_text_with_an_error_out_of_feeds(paper: SiteDriver) -> None:
    paper.write_file("plugins/own.py", FAULTY)
    paper.settings(f"{FULL}plugins: [plugins/own.py]\n")
    paper.write("content/a.md", "A bad text.", tags=["sea"])
    paper.write("content/b.md", "See [a](a.md).", tags=["sea"])

    paper.build("--keep-going")

    (text,) = texts(paper)
    assert "See" in text
    assert "2025/03/04/a/" not in text


# At most one rendering of a body a build.

COUNTING = """
from pathlib import Path
def counted(html, article):
    with (Path(__file__).parent.parent.parent / "counts").open("a") as counts:
        counts.write(f"{article.source}\\n")
    return html
bodies = [counted]
"""


def counts_of(site: SiteDriver) -> Counter[str]:
    """How often each text was rendered since the last time."""
    file = site.root.parent / "counts"
    found = Counter(file.read_text().split()) if file.exists() else Counter[str]()
    file.unlink(missing_ok=True)
    return found


@pytest.fixture
def counted(paper: SiteDriver) -> SiteDriver:
    """Stories that stand in several feeds each, and so many pages between theirs and the feeds that two are at work."""
    paper.write_file("plugins/own.py", COUNTING)
    paper.settings(f"{FULL}per_page: 1\nplugins: [plugins/own.py]\n")
    for number in range(60):
        tags = ["all", f"of {number % 7}", f"and {number % 11}"]
        paper.write(f"content/{number}.md", f"Text {number}.", date=f"2025-{number % 12 + 1:02}-01", tags=tags)
    return paper


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("jobs", ["2", "1", "3"])
def test_a_text_is_rendered_once_for_its_page_and_all_feeds(counted: SiteDriver, jobs: str) -> None:
    counted.build("--jobs", jobs)

    assert counts_of(counted) == Counter(f"{number}.md" for number in range(60))


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("jobs", ["2", "1", "3"])
def test_a_text_whose_page_stands_is_rendered_once_for_all_feeds(counted: SiteDriver, jobs: str) -> None:
    counted.build()
    counts_of(counted)
    counted.write_file("templates/rss.xml", "{% for story in items %}{{ full_text(story) }}{% endfor %}")
    counted.write_file("templates/atom.xml", "{% for story in items %}{{ full_text(story) }}{% endfor %}")
    counted.write("content/59.md", "Another text.", date="2025-12-01", tags=["all"])

    counted.build("--jobs", jobs)

    counts = counts_of(counted)
    assert counts
    assert set(counts.values()) == {1}


def test_the_site_is_the_same_for_any_number_of_jobs(counted: SiteDriver) -> None:
    sites = []
    for jobs in ("1", "2", "3"):
        counted.build("--jobs", jobs, "--output", f"build{jobs}")
        sites.append(counted.files(counted.root / f"build{jobs}"))

    assert sites[0] == sites[1] == sites[2]


def test_no_text_stays_behind(counted: SiteDriver) -> None:
    counted.build("--jobs", "2")

    assert not list((counted.root / ".newsgen").glob("shared-*"))


def test_what_is_asked_for_by_many_is_made_once_and_kept_whole(tmp_path: Path) -> None:
    with shared_records(tmp_path, 3) as records:
        made = [records.made_once(number % 3, lambda number=number: b"x" * number) for number in range(9)]

    assert made == [b"", b"x", b"xx"] * 3
    assert not list(tmp_path.iterdir())


def test_a_damaged_record_is_made_again(tmp_path: Path) -> None:
    with shared_records(tmp_path, 2) as records:
        records.made_once(1, lambda: b"first")
        (file,) = tmp_path.iterdir()
        file.write_bytes(file.read_bytes().replace(b"first", b"worse"))

        assert records.made_once(1, lambda: b"second") == b"second"
        assert records.made_once(1, lambda: b"third") == b"second"


def test_where_no_file_can_be_shared_each_makes_what_it_needs(tmp_path: Path) -> None:
    with shared_records(tmp_path, 2) as records:
        (file,) = tmp_path.iterdir()
        file.unlink()

        assert [records.made_once(1, lambda: b"one"), records.made_once(1, lambda: b"two")] == [b"one", b"two"]


# Who else asks.


def test_a_template_of_another_page_cannot_ask_for_texts(paper: SiteDriver) -> None:
    paper.write("content/a.md", "Text.")
    paper.write_file("templates/home.html", "{{ full_text(lead) }}")

    result = paper.build()

    assert result.code == 1
    assert "full_text is for feeds" in result.err
    assert "templates/home.html:1" in result.err


def test_a_feed_of_ones_own_may_keep_texts(paper: SiteDriver) -> None:
    paper.write("content/a.md", "Text one.", summary="S.")
    paper.write_file(
        "templates/rss.xml",
        "<x>{% for one in items %}{% cached one %}{{ full_text(one) }}{% endcached %}{% endfor %}</x>",
    )
    paper.build()
    paper.write("content/a.md", "Text two.", summary="S.")
    paper.build()

    assert "Text two." in paper.read("feed.xml")


def test_a_body_tells_its_text_links_and_pictures(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", png(3, 2))
    paper.write_file(
        "templates/article.html",
        "{{ body.text }}|{{ body.links|join(' ') }}|"
        "{% for one in body.pictures %}{{ one.url }} {{ one.alt }};{% endfor %}",
    )
    paper.write(
        "content/a.md", "## Part\n\nSee [a](a.md), [b](#x), [a](a.md).\n\n![One & two](p.png) ![](p.png)\n\n    code"
    )
    paper.build()

    assert paper.read("2025/03/04/a/index.html") == "Part See a, b, a.|/2025/03/04/a/ #x|/p.png One &amp; two;/p.png ;"


@pytest.mark.parametrize("typed", ["yes, please", "[true]", "7"])
def test_whether_feeds_hold_texts_is_true_or_false(site: SiteDriver, typed: str) -> None:
    site.settings(f"feeds: {{full_text: {typed}}}\n" if "," not in typed else f"feeds: {{full_text: '{typed}'}}\n")
    site.write()

    result = site.build()

    assert result.code != 0
    assert "full_text" in result.err
    assert "newsgen.yaml:4:" in result.err


def test_the_settings_in_force_say_whether_feeds_hold_texts(paper: SiteDriver) -> None:
    assert "full_text: true" in paper.newsgen("config").out


def test_a_preview_shows_the_texts_of_feeds_as_they_are_edited(paper: SiteDriver) -> None:
    paper.write("content/a.md", "Text one.", summary="S.")
    shown = Preview(open_project(paper.root), PreviewOptions(now=NOW, environ={}))

    def feed() -> str:
        answer = shown.page("feed.xml")
        assert answer
        assert answer.content
        return answer.content.decode()

    assert "Text one." in feed()

    paper.write("content/a.md", "Text two.", summary="S.")
    shown.look()
    assert "Text two." in feed()

    paper.write_file("content/a.md", "---\ntitle: [\n---\nText three.\n")
    shown.look()
    assert "A title" in feed()
    assert "Text" not in feed()

    paper.remove("content")
    shown.look()
    assert "A title" in feed()
