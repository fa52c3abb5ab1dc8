"""Saved pages become stories: by the template that was learned, by rules that were edited, or one by one."""
# ruff: noqa: E501 - pages of HTML, as they were saved

import json
import zipfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from benchmarks.saved_pages.__main__ import measure, site_of, tongue
from benchmarks.saved_pages.held_out import TEMPLATES
from benchmarks.saved_pages.templates import TUNED, wordpress
from tests.conftest import SiteDriver

from newsgen.errors import UsageError
from newsgen.importers.kinds import Look, kind_of
from newsgen.importers.saved_pages.captures import unwrapped
from newsgen.importers.saved_pages.encodings import decoded_page
from newsgen.importers.saved_pages.kinds import begins_page
from newsgen.importers.saved_pages.moments import local_moment
from newsgen.importers.saved_pages.rules import read_rules, rules_text
from newsgen.importers.story import Story

PARAGRAPHS = [
    "The council decided on Sunday that the wall along the harbour is to be raised by a metre within two years.",
    "Work begins in the spring, said the mayor, who has asked the province for half of the money that it takes.",
    "Fishermen had feared that the ferry would have to stop for a summer, and were told that it would not.",
]
PAGE = """<html><head><title>{title} - Harbour Post</title></head><body>
<div id="menu"><a href="/">Home</a> <a href="/w">World</a></div>
<div id="main"><h1>{title}</h1><p class="byline">By Jane Roe</p><p class="date">5 March 2004</p>
<div class="text">{text}</div></div><div id="foot">All that stands here stands on each of the pages.</div></body></html>"""


def stories_of(files: dict[str, bytes], rules: str = "") -> list[Story]:
    site = site_of(files)
    if rules:
        site.rules = read_rules(rules, "rules.yaml")
    site.learn()
    return list(site.stories())


def one(html: str | bytes, path: str = "story.html") -> Story:
    (story,) = stories_of({path: html if isinstance(html, bytes) else html.encode()})
    return story


def page(title: str = "The wall is to be raised", text: str = "") -> str:
    return PAGE.format(title=title, text=text or "".join(f"<p>{each}</p>" for each in PARAGRAPHS))


@pytest.mark.sampled(every=5)
@pytest.mark.parametrize("name", [*TUNED, *TEMPLATES])
def test_bodies_and_fields_of_made_sites_are_right(name: str) -> None:
    made, files = {**TUNED, **TEMPLATES}[name](30)

    score = measure(made, files, 0)

    assert score.exact >= 0.9 * score.stories
    assert score.right["headline"] == score.right["date"] == score.stories
    assert score.right["authors"] >= 0.9 * score.stories
    assert score.pictures == score.wanted_pictures


def test_what_is_no_story_is_left_out_by_name_and_no_menu_is_told_of_each_page() -> None:
    made, files = wordpress(16)
    talked = next(each for each in made if each.comments)

    story = next(each for each in stories_of(files) if each.source == talked.path)

    told = {why: text for text, why in story.left_out}
    assert talked.comments[0][1] in told["comments"]
    assert "Facebook" in told["a share bar"]
    assert all("powered by WordPress" not in text for text in told.values())


def test_lists_are_counted_and_are_no_stories() -> None:
    _, files = wordpress(16)
    site = site_of(files)

    found = list(site.stories())

    assert len(found) == 16
    assert site.passed_over["lists of stories"] + site.passed_over["further copies of a story"] == 4
    assert all(site.passed_over.values()), "a kind of which there is none is not told"


@pytest.mark.long
def test_edited_rules_are_used_again() -> None:
    made, files = wordpress(16)
    site = site_of(files)
    text = rules_text(site.learn())
    again = [story.text for story in stories_of(files, text)]

    edited = stories_of(files, text.replace('- "div#content > div.hentry > div.entry"', '- "div#content > div.hentry"'))

    assert again == [story.text for story in site.stories()]
    assert made[0].headline in edited[0].fields["title"]
    assert "Posted in" in edited[0].text
    assert "Posted in" not in again[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("templates: {story: {body: ['div[[']}}", "`div[[` is no selector"),
        ("templates: {story: {bodies: [div]}}", "`bodies` is nothing that rules know"),
        ("templates: [", "rules.yaml:1:13 is no YAML"),
        ("- a", "has no rules"),
        ("standing: 5", "`standing` has to be a list"),
        ("sections: {arts: [Arts]}", "`sections` has to be a group of texts"),
    ],
)
def test_rules_that_cannot_be_read_are_told_with_their_place(text: str, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_rules(text, "rules.yaml")

    assert told in str(raised.value)


def test_a_single_page_is_read_as_other_programs_see_it_and_says_so() -> None:
    story = one(page())

    assert story.text == "\n\n".join(PARAGRAPHS) + "\n"
    assert story.fields["title"] == "The wall is to be raised"
    assert (story.fields["date"], story.fields["authors"]) == ("2004-03-05", ("Jane Roe",))
    assert any(guess.field == "text" and guess.confidence < 0.8 for guess in story.guesses)


def test_what_a_page_says_to_machines_is_believed() -> None:
    said = {
        "@type": "NewsArticle",
        "headline": "The wall is to be raised",
        "datePublished": "2004-03-04T23:30:00-05:00",
    }
    head = f'<script type="application/ld+json">{json.dumps(said | {"author": [{"name": "Ida Holm"}]})}</script></head>'

    story = one(page().replace("</head>", head))

    assert story.fields["date"] == "2004-03-04T23:30:00-05:00"
    assert story.fields["authors"] == ("Ida Holm",)


def test_a_capture_of_the_wayback_machine_is_unwrapped() -> None:
    archived = (
        (
            page(
                text="".join(f"<p>{each}</p>" for each in PARAGRAPHS)
                + '<p>See <a href="/web/20080101000000/http://dead.example/b.html">this</a>.</p>'
            )
            .replace(
                "<body>",
                "<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><div>12 captures</div><!-- END WAYBACK TOOLBAR INSERT -->",
            )
            .replace(
                "<head>", '<head><script>__wm.wombat("http://dead.example/2004/wall.html","20080101120000")</script>'
            )
        )
        + "<!-- FILE ARCHIVED ON 12:00:00 Jan 01, 2008 AND RETRIEVED FROM THE INTERNET ARCHIVE ON 10:00:00 Feb 02, 2020. -->"
    )

    saved = unwrapped("x.html", archived.encode())

    assert not isinstance(saved, str)
    assert (saved.address, str(saved.captured)[:10]) == ("http://dead.example/2004/wall.html", "2008-01-01")
    assert "archive.org" not in saved.html
    assert "12 captures" not in saved.html
    assert one(archived).fields["url"] == "/2004/wall.html"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("www.dead.example/2004/a.html", "http://www.dead.example/2004/a.html"),
        ("web.archive.org/web/20080101000000/http:/dead.example/a.html", "http://dead.example/a.html"),
        ("20080101000000/http:/dead.example/a.html", "http://dead.example/a.html"),
        ("pages/a.html", ""),
    ],
)
def test_the_folders_of_crawlers_tell_addresses(path: str, address: str) -> None:
    saved = unwrapped(path, page().encode())

    assert not isinstance(saved, str)
    assert saved.address == address


def test_a_page_of_mhtml_brings_its_pictures() -> None:
    body = page(
        text="<p>"
        + "</p><p>".join(PARAGRAPHS)
        + '</p><p><img src="wall.jpg" alt="The wall"></p>'
        + f"<p>{PARAGRAPHS[0][::-1]}.</p>"
    )
    mhtml = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://dead.example/a/b.html\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="X"\r\n\r\n--X\r\nContent-Type: text/html; charset=utf-8\r\n'
        f"Content-Location: https://dead.example/a/b.html\r\n\r\n{body}\r\n--X\r\nContent-Type: image/jpeg\r\n"
        "Content-Transfer-Encoding: base64\r\nContent-Location: https://dead.example/a/wall.jpg\r\n\r\n/9j/2Q==\r\n--X--\r\n"
    )

    story = one(mhtml, "b.mhtml")

    ((name, file),) = story.files.items()
    assert story.fields["url"] == "/a/b.html"
    assert f"![The wall]({name})" in story.text
    assert not isinstance(file, str)
    assert file.open().read() == b"\xff\xd8\xff\xd9"


@pytest.mark.parametrize(
    ("encoding", "declared", "text"),
    [
        ("euc-kr", "euc-kr", "서울 시장은"),
        ("cp949", "ks_c_5601-1987", "똠방각하"),
        ("cp932", "Shift_JIS", "①市議会"),
        ("gb18030", "gb2312", "镕基"),
        ("cp1251", "windows-1251", "Городской совет"),
        ("cp1256", "windows-1256", "قال المجلس"),
        ("cp1252", "iso-8859-1", "“quoted” – café"),
        ("utf-8", "iso-8859-1; nonsense", "naïve"),
        ("utf-8-sig", "euc-kr", "서울"),
        ("utf-16", "utf-8", "wall"),
    ],
)
def test_encodings_are_told_as_browsers_tell_them(encoding: str, declared: str, text: str) -> None:
    html = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>{text}</p>'

    found = decoded_page(html.encode(encoding))

    assert text in found or (encoding == "utf-8" and "Ã" in found)


def test_no_script_form_or_counter_comes_along() -> None:
    bad = '<script>alert(1)</script><form><input></form><img src="http://count.example/p.gif" width="1" height="1"><a href="javascript:x()">go</a>'

    story = one(page(text=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} {bad}</p><p>{PARAGRAPHS[2]}</p>"))

    assert not any(each in story.text for each in ("alert", "<form", "count.example", "javascript"))


PLACES = "harbour school island ferry market library bridge museum station river".split()


def talk(number: int) -> list[str]:
    """Three paragraphs that no other page has."""
    one, other = PLACES[number // 10], PLACES[number % 10]
    return [
        f"At the {one} they met once more, and spoke at length about the {other} and what it costs.",
        f"Whoever lives between {one} and {other} has to pay more, said the keeper of both, and sighed twice.",
        f"The {other} stays closed until further notice, for the {one} has no roof and no door any more.",
    ]


def site_files(many: int, text: Callable[[int], str], form: str = PAGE) -> dict[str, bytes]:
    """The pages of a site with the addresses of its folders."""
    return {
        f"crawl/www.dead.example/{PLACES[at % 3]}/2004/03/{at}.html": form.format(
            title=f"The {PLACES[at % 10]} has number {at}", text=text(at)
        ).encode()
        for at in range(1, many + 1)
    }


def numbered(found: list[Story]) -> dict[int, Story]:
    return {int(story.source.rpartition("/")[2].removesuffix(".html")): story for story in found}


def test_a_sentence_amid_several_stories_is_kept_and_what_always_stands_beside_the_same_is_not() -> None:
    again = "The quarry was shut in the year of the flood."
    box = "<p>Is there more to tell of this?</p><p>Write to us at the old gate.</p>"

    def text(at: int) -> str:
        first, second, third = (f"<p>{each}</p>" for each in talk(at))
        said = f"<ul><li>{again}</li><li>{talk(at + 50)[0]}</li></ul>" if at % 6 == 1 else f"<p>{again}</p>"
        return first + (said if at % 3 == 1 else "") + second + (box if at % 3 == 2 else "") + third

    found = numbered(stories_of(site_files(30, text)))

    assert all((again in found[at].text) == (at % 3 == 1) for at in found)
    assert not any("old gate" in story.text for story in found.values())


def test_pictures_that_come_late_are_taken_from_where_they_lie() -> None:
    wait = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
    ways = [
        '<img src="{wait}" data-src="/pics/{at}.jpg">',
        '<img src="{wait}" alt=""><noscript><img src="/pics/{at}.jpg"></noscript>',
        '<img src="/grey/blank.gif" data-srcset="/pics/small.jpg 200w, /pics/{at}.jpg 900w">',
        '<img src="http://dead.example/pics/{at}.jpg">',
    ]

    def text(at: int) -> str:
        first, second, third = (f"<p>{each}</p>" for each in talk(at))
        return f"{first}{second}<p>{ways[at % 4].format(wait=wait, at=at)}</p>{third}"

    files = site_files(16, text)
    files |= {f"crawl/www.dead.example/pics/{at}.jpg": b"\xff\xd8" for at in range(1, 17)}
    files["crawl/www.dead.example/grey/blank.gif"] = b"GIF89a"
    found = numbered(stories_of(files))

    assert {at: [name[:2].strip("-") for name in story.files] for at, story in found.items() if at < 17} == {
        at: [str(at)] for at in found if at < 17
    }


@pytest.mark.parametrize("is_day_first", [True, False])
def test_a_date_that_begins_the_text_is_a_field_and_the_address_tells_its_month(is_day_first: bool) -> None:  # noqa: FBT001
    form = PAGE.replace('<p class="date">5 March 2004</p>', "")

    def text(at: int) -> str:
        first, second, third = talk(at)
        typed = f"{at:02}/03/2004" if is_day_first else f"03/{at:02}/2004"
        told = f"It was on 01/02/2003 that the {PLACES[at % 10]} was shut, said the keeper of the {PLACES[at // 10]}, and left."
        return f"<p>{typed}</p><p>{first}</p><p>{told}</p><p>{second}</p><p>{third}</p>"

    found = numbered(stories_of(site_files(12, text, form)))

    assert [found[at].fields["date"] for at in sorted(found)] == [f"2004-03-{at:02}" for at in range(1, 13)]
    assert all(story.text.count("\n\n") == 3 and "2004" not in story.text for story in found.values())


def test_letters_that_are_closed_before_their_last_paragraph_hold_the_whole_story() -> None:
    form = """<html><head><title>{title} - Harbour Post</title></head><body><table><tr><td>
<font size=5><b>{title}</b></font><br><font size=2><i>By Jane Roe</i><br>03/{day}/2004</font>
<font size=3>
{text}</font><p align=center><font size=1><a href="/">Back to the front</a></font></td></tr></table></body></html>"""

    def text(at: int) -> str:
        return ("<br><br>" if at % 2 else "<p>").join(["", *talk(at)][at % 2 :])

    files = {
        f"www.dead.example/2004/03/{at}.html": form.format(
            title=f"The {PLACES[at % 10]} has number {at}", text=text(at), day=f"{at:02}"
        ).encode()
        for at in range(1, 25)
    }

    found = numbered(stories_of(files))

    assert [found[at].text for at in sorted(found)] == ["\n\n".join(talk(at)) + "\n" for at in range(1, 25)]
    assert [found[at].fields["date"] for at in sorted(found)] == [f"2004-03-{at:02}" for at in range(1, 25)]


def test_sections_are_told_by_folders_as_menus_call_them_and_by_the_row_of_links_above_a_story() -> None:
    menu = '<a href="/">Home</a> <a href="/harbour/index.html">The Harbour</a> <a href="/school/">Schools</a>'
    plain = site_files(
        15, lambda at: "".join(f"<p>{each}</p>" for each in talk(at)), PAGE.replace('<a href="/w">World</a>', menu)
    )
    trail = '<div class="trail"><a href="/">Home</a> &raquo; <a href="/i/">Island life</a> &raquo; {title}</div><h1>'
    crumbs = site_files(6, lambda at: "".join(f"<p>{each}</p>" for each in talk(at)), PAGE.replace("<h1>", trail))

    site = site_of(plain)
    rules = site.learn()
    told = {story.source.split("/")[2]: story.fields["sections"] for story in site.stories()}

    assert told == {"harbour": ("The Harbour",), "school": ("Schools",), "island": ("Island",)}
    assert read_rules(rules_text(rules), "rules.yaml").sections == rules.sections
    assert {story.fields["sections"] for story in stories_of(crumbs)} == {("Island life",)}


def test_folders_that_are_dates_or_hold_all_stories_are_no_sections() -> None:
    files = site_files(12, lambda at: "".join(f"<p>{each}</p>" for each in talk(at)))
    dated = {
        f"crawl/www.dead.example/news/{2000 + at % 3}/03/{at}.html": content
        for at, content in enumerate(files.values())
    }

    assert not any("sections" in story.fields for story in stories_of(dated))


@pytest.mark.parametrize(
    ("typed", "shown", "zone", "written"),
    [
        ("2015-02-11T05:17:00+00:00", "2015-02-11T00:17:00", None, "2015-02-11T00:17:00-05:00"),
        ("2015-02-11T05:17:00+00:00", "2015-02-11T00:17:00-05:00", None, "2015-02-11T00:17:00-05:00"),
        ("2015-02-11T03:17:00+00:00", "", "America/New_York", "2015-02-10T22:17:00-05:00"),
        ("2015-02-11T03:17:00+00:00", "2015-02-10", "America/New_York", "2015-02-10T22:17:00-05:00"),
        ("2015-02-11T03:17:00+00:00", "2015-02-10", "UTC", "2015-02-10"),
        ("2015-02-10T22:17:00-05:00", "", "Europe/Berlin", "2015-02-10T22:17:00-05:00"),
        ("2015-02-31T03:17:00+00:00", "2015-02-10", "UTC", "2015-02-31T03:17:00+00:00"),
        ("2015-02-11", "2015-02-10T08:00:00", "UTC", "2015-02-11"),
    ],
)
def test_times_of_greenwich_are_written_as_readers_saw_them(
    typed: str, shown: str, zone: str | None, written: str
) -> None:
    assert local_moment(typed, shown, ZoneInfo(zone) if zone else None) == written


def test_those_of_a_house_who_write_together_are_authors() -> None:
    known = tongue()

    assert known.authors("By Harbour Post staff") == ("Harbour Post staff",)
    assert known.authors("By the Harbour Post Editorial Board | March 5, 2004") == ("Harbour Post Editorial Board",)
    assert known.authors("By Jane Roe, staff writer") == ("Jane Roe",)
    assert known.authors("By staff") == known.authors("By Staff Reports") == ()
    assert known.authors("Harbour Post staff") == ()


@pytest.mark.parametrize(
    ("title", "is_error"),
    [
        ("404 Not Found", True),
        ("Page not found - Harbour Post", True),
        ("Not Found", True),
        ("301 Moved Permanently", True),
        ("404 houses lose power", False),
        ("Not found guilty", False),
        ("Lost boat found", False),
    ],
)
def test_what_a_server_says_in_place_of_a_page_is_no_story(title: str, is_error: bool) -> None:  # noqa: FBT001
    said = "The requested address was not found on this server. Please look at what you have typed, and try it again."
    site = site_of(
        {
            "x.html": f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{said}</p></body></html>".encode()
        }
    )

    assert len(list(site.stories())) == (not is_error)
    assert site.passed_over["pages that say that there is none"] == is_error


def test_pages_for_printing_are_counted_and_their_addresses_lead_on_to_the_story() -> None:
    files = site_files(12, lambda at: "".join(f"<p>{each}</p>" for each in talk(at)))
    form = '<html><head><title>{title} - Print</title></head><body onload="window.print()"><h2>{title}</h2>{text}</body></html>'
    for path, at in (("harbour/2004/03/3_print.html", 3), ("print/6.html", 6), ("print/40.html", 40)):
        title = f"The {PLACES[at % 10]} has number {at}"
        text = "".join(f"<p>{each}</p>" for each in talk(at))
        files[f"crawl/www.dead.example/{path}"] = form.format(title=title, text=text).encode()
    site = site_of(files)

    found = list(site.stories())

    led = {story.source.rpartition("/")[2]: story.fields["aliases"] for story in found if "aliases" in story.fields}
    assert led == {"3.html": ("/harbour/2004/03/3_print.html",), "6.html": ("/print/6.html",)}
    assert site.passed_over["copies for printing, AMP and the like"] == 2
    assert len(found) == 13  # What is there for printing only is a story.


@pytest.mark.parametrize("folder", ["amp", "zamp"])
def test_a_copy_that_names_the_storys_own_page_leads_on_to_it(folder: str) -> None:
    files = site_files(12, lambda at: "".join(f"<p>{each}</p>" for each in talk(at)))
    for at in (3, 6):
        own = next(path for path in files if path.endswith(f"/{at}.html"))
        address = own.removeprefix("crawl/www.dead.example/")
        text = "".join(f"<p>{each}</p>" for each in talk(at))
        head = f'<link rel="canonical" href="http://www.dead.example/{address}"><title>{{0}}</title>'
        title = f"The {PLACES[at % 10]} has number {at}"
        copy = (
            f"<html amp><head>{head.format(title)}</head><body><article><h1>{title}</h1>{text}</article></body></html>"
        )
        files[f"crawl/www.dead.example/{folder}/{address}"] = copy.encode()
    site = site_of(files)

    found = list(site.stories())

    led = {story.fields["url"]: story.fields["aliases"] for story in found if "aliases" in story.fields}
    assert all(alias == (f"/{folder}{url}",) for url, alias in led.items())
    assert len(led) == 2
    assert len(found) == 12


@pytest.mark.parametrize(
    ("bomb", "told"),
    [
        ("<div>" * 60_000, "has more than 5,000 elements in one another"),
        ("<table><tr><td>" * 20_000, "has more than 5,000 elements in one another"),
        ("<p><b>" * 30_000, "has more than 5,000 elements in one another"),
        ("<p><b>" * 70_000, "has more than 120,000 elements"),
        ("<" * 200_000, "has more than 120,000 elements"),
    ],
)
def test_a_page_that_would_not_end_stops_itself_alone(bomb: str, told: str) -> None:
    site = site_of({"a.html": page().encode(), "bomb.html": f"<html><body>{bomb}x".encode()})

    found = list(site.stories())

    assert [story.source for story in found] == ["a.html"]
    assert site.faults == [f"bomb.html {told}"]


@pytest.mark.long
def test_many_elements_that_are_not_in_one_another_stop_no_page() -> None:
    text = "".join(f"<p>{each}" for each in PARAGRAPHS) + "<p><font>x</font><br>" * 6_000

    assert PARAGRAPHS[1] in one(page(text=text)).text


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 900, b"just words", b"\xff\xfe"])
def test_what_is_no_page_is_told_and_makes_no_story(content: bytes) -> None:
    site = site_of({"a.html": page().encode(), "b.html": content})

    found = list(site.stories())

    assert [story.source for story in found] == ["a.html"]
    assert site.faults == ["b.html is no page of HTML"]


def test_an_address_that_is_none_stops_no_page() -> None:
    text = (
        "".join(f'<p>{each} <a href="http://[x">there</a></p>' for each in PARAGRAPHS) + '<p><img src="http://[y"></p>'
    )

    story = one(
        page(text=text).replace("<head>", '<head><link rel="canonical" href="http://[z">'), "dead.example/2004/a.html"
    )

    assert PARAGRAPHS[2] in story.text


def test_a_single_page_has_nothing_above_its_headline_and_no_teasers_below() -> None:
    motto = "<p>News for all who live along the harbour and on the island, each day but Sunday.</p>"
    teaser = f'<div><a href="/b.html"><h3>The ferry goes on</h3></a><p>{PARAGRAPHS[2][:40]} of the island in the bay.</p></div>'
    html = page(text="".join(f"<p>{each}</p>" for each in PARAGRAPHS) + teaser * 3).replace("<h1>", f"{motto}<h1>")

    story = one(html)

    assert story.text == "\n\n".join(PARAGRAPHS) + "\n"


def test_links_between_pages_lead_to_the_stories_here() -> None:
    link = '<p>As <a href="../b/2.html#end">told before</a>, and <a href="http://www.dead.example/b/2.html">again</a>, the wall is to grow.</p>'
    files = {
        "www.dead.example/a/1.html": page(text=f"<p>{PARAGRAPHS[0]}</p>{link}<p>{PARAGRAPHS[1]}</p>").encode(),
        "www.dead.example/b/2.html": page(
            "The ferry goes on", f"<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[1]}</p>"
        ).encode(),
    }

    story = next(each for each in stories_of(files) if each.source.endswith("1.html"))

    assert story.links == ("/b/2.html#end", "/b/2.html")


def test_pages_are_told_from_other_sources() -> None:
    heads: dict[str, bytes] = defaultdict(bytes)

    def kind(name: str = "x", head: bytes = b"", *paths: str) -> str:
        tree: Any = (
            SimpleNamespace(name=name, paths=lambda: list(paths), read=lambda *_: b"", head=heads.__getitem__)
            if paths
            else None
        )
        found = kind_of(Look(name, head, tree))
        return found.name if found else ""

    assert kind("x", b"<!-- saved from url=(0014)about:internet -->\n<html>") == "pages"
    assert kind("x", b"", "dead.example/a.html", "dead.example/b.htm", "dead.example/wall.jpg") == "pages"
    assert kind("x", b"", "content/a.md", "content/b.md", "layouts/index.html") != "pages"
    heads |= {
        "dead.example/story/1/the-wall": b"<!DOCTYPE html><p>The wall",
        "dead.example/a.css": b"body { margin: 0 }",
    }
    assert kind("x", b"", *heads) == "pages"
    assert kind("x", b"", *heads, "README.md", "LICENSE.md") != "pages"
    assert kind("x", b"", "dead.example/a.css", "dead.example/b.css") != "pages"


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!doctype html><title>The wall</title>", True),
        (b"\xef\xbb\xbf\r\n<!-- made by a machine -->\n<!-- twice -->\n<HTML lang=el>", True),
        ("<html><body>Der Deich".encode("utf-16"), True),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', True),
        (b"<body bgcolor=white>The wall", True),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", True),
        (b"<header>a part of a page", False),
        (b'<?xml version="1.0"?><rss version="2.0">', False),
        (b"body { color: red } /* <html> */", False),
        (b"", False),
    ],
)
def test_a_page_is_told_by_how_it_begins(head: bytes, is_page: bool) -> None:  # noqa: FBT001
    assert begins_page(head) is is_page


@pytest.mark.parametrize("is_packed", [False, True])
def test_pages_are_read_whatever_their_files_are_called_and_what_is_not_read_is_told(
    site: SiteDriver,
    tmp_path: Path,
    is_packed: bool,  # noqa: FBT001
) -> None:
    def told(number: int) -> str:
        return "".join(f"<p>{each}</p>" for each in talk(number))

    names = ["story/{n}/the-wall-of-{n}", "index.html?p={n}", "story.php?id={n}", "story{n}.asp", "page@id={n}"]
    files = {
        f"www.dead.example/{names[at % 5].format(n=at)}": content
        for at, content in enumerate(site_files(10, told).values())
    }
    files |= {
        "www.dead.example/style.css": b"p { margin: 0 }",
        "www.dead.example/robots": b"User-agent: *",
        "a.css": b"",
    }
    crawl = tmp_path / ("crawl.zip" if is_packed else "crawl")
    for path, content in files.items():
        if is_packed:
            with zipfile.ZipFile(crawl, "a") as archive:
                archive.writestr(path, content)
        else:
            (crawl / path).parent.mkdir(parents=True, exist_ok=True)
            (crawl / path).write_bytes(content)

    done = site.newsgen("import", str(crawl), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert "10 stories" in done.out
    assert "not read, since these files are no pages: 2 .css, 1 without a suffix" in done.out
    written = [path.read_text(encoding="utf-8") for path in (site.root / "content").rglob("*.md")]
    assert sorted(text.partition("\nurl: ")[2].partition("\n")[0] for text in written if "/story/" in text) == [
        "/story/0/the-wall-of-0",
        "/story/5/the-wall-of-5",
    ]


def test_a_folder_is_imported_and_a_second_time_nothing_is_written(site: SiteDriver, tmp_path: Path) -> None:
    _, files = wordpress(12)
    for path, content in files.items():
        file = tmp_path / "crawl" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    first = site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")
    second = site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")

    assert first.code == 0, first.err
    assert "12 stories" in first.out
    assert "all on pages" in first.out
    assert "nothing has changed" in second.out
    assert (site.root / "imports/crawl/rules.yaml").is_file()
    written = {path: path.read_bytes() for path in (site.root / "content").rglob("*.md")}
    site.newsgen("import", str(tmp_path / "crawl"), "--rules", str(site.root / "imports/crawl/rules.yaml"))
    assert {path: path.read_bytes() for path in (site.root / "content").rglob("*.md")} == written


@pytest.mark.long
def test_rules_that_somebody_has_edited_stay(site: SiteDriver, tmp_path: Path) -> None:
    _, files = wordpress(12)
    for path, content in files.items():
        file = tmp_path / "crawl" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    rules = site.root / "imports/crawl/rules.yaml"
    site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")
    learned = rules.read_bytes()
    for path in [*(tmp_path / "crawl").rglob("*.html")][-2:]:
        path.unlink()

    site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")
    relearned = rules.read_bytes()
    assert relearned != learned

    rules.write_bytes(edited := b"# mine\n" + relearned)
    again = site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")
    assert "imports/crawl/rules.yaml has been edited, and stays as it is" in again.out
    assert rules.read_bytes() == edited
    site.newsgen("import", str(tmp_path / "crawl"), "--rules", str(rules), "--now", "2026-11-28")
    assert rules.read_bytes() == edited


def test_words_of_all_languages_are_there() -> None:
    known = tongue()

    assert known.authors("posted by Sarah McBride at 20:12 | path: /sports") == ("Sarah McBride",)
    assert known.authors("Submitted by Li Wei on Tue, 05/04/2010 - 17:32") == ("Li Wei",)
    assert known.date("Published 2/25/98") == ("1998-02-25", known.date("Published 2/25/98")[1])  # type: ignore[index]


def test_pages_that_share_no_template_are_told(site: SiteDriver) -> None:
    for number in (1, 2):
        site.write_file(f"page-{number}.html", page(f"The wall number {number} is to be raised"))

    done = site.newsgen("import", *(str(site.root / f"page-{number}.html") for number in (1, 2)))

    assert "no template was found that these 2 pages share: each is read by itself" in done.out
