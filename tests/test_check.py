"""`newsgen check`: each rule finds what it is there for, at its place, and nothing else."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Result, SiteDriver, newsgen
from pace import paced

from newsgen.checks.leftovers import leftovers
from newsgen.checks.scanner import Scanner
from newsgen.models.rules import EXTERNAL_LINK, LOST_WORDS, PLUGIN, RULES, THEME_COPY
from newsgen.writer.manifest import MANIFEST_NAME

pytestmark = pytest.mark.sampled(every=3)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001"
    "e221bc330000000049454e44ae426082"
)
"""One pixel."""
STORY = (
    "The harbour wall will be raised by two metres before the storms of the next winter, the council said on Monday."
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    """Two sound stories, built under a path: each test has a copy of them."""
    made = SiteDriver(tmp_path_factory.mktemp("built") / "site")
    made.write_file("newsgen.yaml", "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\n")
    sound(made, "content/a.md", title="A", date="2025-03-04")
    sound(made, "content/b.md", title="B", date="2025-03-05")
    assert made.build().code == 0
    return made


@pytest.fixture
def paper(site: SiteDriver, built: SiteDriver) -> SiteDriver:
    """Two sound stories, built under a path."""
    site.take(built)
    return site


def sound(site: SiteDriver, path: str, body: str = "", **fields: Any) -> None:
    """A story that keeps every rule."""
    site.write(path, body or f"{STORY} So {path} has it.", **({"summary": "In short.", "tags": ["sea"]} | fields))


def check(site: SiteDriver, *arguments: str, now: str = NOW) -> Result:
    return site.newsgen("check", "--now", now, *arguments)


def found(site: SiteDriver, *arguments: str, now: str = NOW) -> list[str]:
    """Place and rule of every finding."""
    report = check(site, "--json", *arguments, now=now).json
    return [f"{place_of(problem)} {problem['rule']}" for problem in report["problems"]]


def place_of(problem: dict[str, Any]) -> str:
    return ":".join(str(problem[key]) for key in ("path", "line", "column") if problem[key])


def after_build(site: SiteDriver, *arguments: str, now: str = NOW) -> list[str]:
    site.build(now=now)
    return found(site, *arguments, now=now)


def test_a_sound_site_has_nothing_to_tell(paper: SiteDriver) -> None:
    result = check(paper)

    assert (result.code, result.err) == (0, "")
    assert "0 errors, 0 warnings in 2 articles and" in result.out
    assert "most of it" in result.out


# Sources.


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("fields", "body", "place", "rule"),
    [
        ({"summary": None}, STORY, "2:1", "missing-summary"),
        ({"image": {"src": "p.png", "credit": "M."}}, STORY, "4:17", "missing-alt"),
        ({"image": {"src": "p.png", "alt": "A wall"}}, STORY, "4:17", "missing-credit"),
        ({}, "See ![](p.png) there.", "8:5", "missing-alt"),
        ({}, "See <img src=p.png> there.", "8:14", "missing-alt"),
        ({"updated": "2025-03-01"}, STORY, "4:10", "date-order"),
        ({"expires": "2025-03-04"}, STORY, "4:10", "date-order"),
        ({"corrections": [{"date": "2025-01-01", "text": "x"}]}, STORY, "4:14", "date-order"),
        ({"updated": "2035-03-01"}, STORY, "4:10", "strange-date"),
        ({"date": "1025-03-04"}, STORY, "3:7", "strange-date"),
        ({"title": "항만의 벽이 이 미터 높아진다", "tags": None}, "의회가 월요일에 말했다. " * 9, "2:1", "language"),
        ({}, "A [link](/nowhere/).", "8:10", "broken-link"),
        ({}, "A [link](/2025/03/05/B/).", "8:10", "letter-case"),
        ({}, "A [link](none.md).", "8:10", "broken-link"),
        ({}, "A [link](B.md).", "8:10", "letter-case"),
        ({}, "A [link](b.md#none).", "8:10", "broken-anchor"),
        (
            {},
            "Here `[x](/gone/)`, /gone/, https://x.example/gone/, but [there](/gone/).",
            "8:66",
            "broken-link",
        ),
        ({}, 'A <a href="/gone/?a=1&amp;b=2">link</a>.', "8:12", "broken-link"),
        ({}, "A [q](?page=2) [r](#TOP) [link](/nowhere/).", "8:33", "broken-link"),
        ({}, '<p id="titled">x</p><p id="title">x</p><p id="title">y</p>', "8:28", "duplicate-id"),
        ({}, "## Two\n\n#### Four", "10:1", "headings"),
        ({}, "<div><b>x</div>", "8:6", "open-element"),
        ({}, "<p>x</p></section>", "8:9", "open-element"),
        ({}, 'Here <base href="/x/"> it is.', "8:6", "outside-story"),
        ({}, "A `[gallery]` and [gallery ids=1].", "8:19", "leftover-code"),
        ({}, "A [link](http://localhost/x).", "8:10", "unreachable-link"),
        ({}, '<p lang="englisch_UK">x</p>', "8:10", "language"),
        ({}, "A [link](#none).", "8:10", "broken-anchor"),
        ({}, "A [link](javascript:x).", "8:10", "script-link"),
        ({}, "A\x01 word.", "8:2", "strange-character"),
        ({"colour": "red"}, STORY, "4:1", "unknown-field"),
        ({"people": "Doe, Jane"}, STORY, "4:9", "list-as-text"),
        ({"translation_of": "none.md"}, STORY, "4:17", "lone-version"),
        ({"kicker": "Harbour # wall"}, STORY, "4:17", "cut-value"),
        ({"places": "[\n  Pusan,\n]"}, STORY, "6:1", "yaml-indent"),
        ({}, "", "7:1", "missing-text"),
    ],
)
def test_what_is_wrong_with_an_article_is_found_where_it_was_typed(
    paper: SiteDriver, fields: dict[str, Any], body: str, place: str, rule: str
) -> None:
    paper.write_file("content/p.png", PNG)
    values = {"title": "C", "date": "2025-03-04"}
    late = {key: fields[key] for key in fields if key not in {"title", "date"} and fields[key] is not None}
    values |= {key: value for key, value in fields.items() if key in values}
    summary = {} if fields.get("summary", "") is None else {"summary": "In short."}
    tags = {} if "tags" in fields else {"tags": ["sea"]}
    paper.write("content/c.md", body, **values, **late, **summary, **tags)
    lines = (paper.root / "content/c.md").read_text().split("\n")
    body_line = lines.index("---", 1) + 3

    line, _, column = place.partition(":")
    expected = f"{body_line + int(line) - 8}:{column}" if int(line) >= 8 else place
    # A page that changes in the future has a sitemap say so, which is a mistake of its own.
    findings = [line for line in after_build(paper) if not line.endswith(" sitemap")]

    assert findings == [f"content/c.md:{expected} {rule}"]


def test_what_is_no_file_is_found_wherever_it_lies(paper: SiteDriver) -> None:
    (paper.root / "static").mkdir(exist_ok=True)
    os.mkfifo(paper.root / "content/pipe.jpg")
    os.mkfifo(paper.root / "static/pipe")

    findings = after_build(paper)

    assert findings == [f"{path} {rule}" for path in ("content/pipe.jpg", "static/pipe") for rule in ["strange-file"]]


def test_a_name_dated_in_another_zone_is_no_fault(paper: SiteDriver) -> None:
    paper.write(
        "content/2025-03-03-c.md", STORY, title="C", date="2025-03-04 03:30Z", summary="In short.", tags=["sea"]
    )

    assert after_build(paper) == []


def test_a_name_dated_a_week_off_is_found(paper: SiteDriver) -> None:
    paper.write(
        "content/2025-02-24-c.md", STORY, title="C", date="2025-03-04 03:30Z", summary="In short.", tags=["sea"]
    )

    assert after_build(paper) == ["content/2025-02-24-c.md:3:7 strange-date"]


def test_each_of_several_faults_in_a_line_is_found(paper: SiteDriver) -> None:
    body = '![](p.png) [a](/gone/) [b](none.md) [c](/gone/) <a href="/gone-raw/">d</a>'
    paper.write_file("content/p.png", PNG)
    sound(paper, "content/c.md", body, title="C", date="2025-03-06")

    findings = after_build(paper)

    assert [line.removeprefix("content/c.md:8:") for line in findings] == [
        f"{body.index('/gone/') + 1} broken-link",
        f"{body.index('none.md') + 1} broken-link",
        f"{body.rindex('/gone/') + 1} broken-link",
        f"{body.index('/gone-raw/') + 1} broken-link",
        "1 missing-alt",
    ]


def test_a_rule_that_is_turned_off_hides_no_other(paper: SiteDriver) -> None:
    base = "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\n"
    paper.write_file("newsgen.yaml", f"{base}checks: {{missing-alt: off}}\n")
    paper.write_file("content/p.png", PNG)
    sound(paper, "content/c.md", "![](p.png) [a](/gone/)", title="C", date="2025-03-06")

    assert after_build(paper) == ["content/c.md:8:16 broken-link"]


def test_a_dead_link_in_many_articles_is_told_with_their_number(paper: SiteDriver) -> None:
    for number in range(60):
        sound(
            paper, f"content/n-{number:02}.md", f"Text {number}: [x](/gone/).", title=f"N {number}", date="2025-03-06"
        )
    paper.build()

    problems = check(paper, "--json").json["problems"]

    assert len(problems) == 50
    assert [problem["what"] for problem in problems if "more" in problem["what"]] == [
        "dead link /post/gone/ (and in 10 more places)"
    ]


def test_what_an_article_only_mentions_is_not_laid_to_it(paper: SiteDriver) -> None:
    paper.write_file(
        "templates/base.html",
        '{% extends "theme/base.html" %}{% block footer %}<img src="/logo.png" alt="">{% endblock %}',
    )
    sound(paper, "content/c.md", "Our logo is /logo.png in the folder.", title="C", date="2025-03-06")

    findings = after_build(paper)

    assert [line.rpartition(" ")[2] for line in findings] == ["outside-base"]
    assert not findings[0].startswith("content/")


def test_a_picture_that_says_nothing_on_purpose_is_let_be(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", PNG)
    sound(paper, "content/c.md", 'See <img src="p.png" alt=""> there.', title="C", date="2025-03-06")

    assert after_build(paper) == []


def test_a_link_to_a_draft_is_a_remark(paper: SiteDriver) -> None:
    sound(paper, "content/d.md", "The other text of it, about nothing that was told before.", title="D", draft="true")
    sound(paper, "content/c.md", "A [link](d.md).", title="C", date="2025-03-06")

    assert [line.rpartition(" ")[2] for line in after_build(paper)] == ["held-back-link"]


WORDS = "anchor barge canal dockside estuary ferry granary harbour island jetty keel lantern mooring narrows".split()
LONG = " ".join(f"{WORDS[n * n % 14]} {WORDS[n * 3 % 14]} of number {n * 7919 % 997}" for n in range(60))
"""A text in which no five words come twice."""


@pytest.mark.parametrize(
    "body",
    [
        "A short notice of some ten words, which the desk has filed two times.",
        "항만의 벽이 이 미터 높아진다고 의회가 월요일 오후에 말했다. 공사는 봄에 시작한다.",
        "議会は月曜日に、港の壁を二メートル高くすると発表した。工事は春に始まる。",
    ],
)
def test_a_short_text_that_was_filed_twice_is_found(paper: SiteDriver, body: str) -> None:
    sound(paper, "content/c.md", body, title="C", date="2025-03-06")
    sound(paper, "content/d.md", body, title="D", date="2025-03-07")

    assert "content/d.md:1:1 duplicate" in after_build(paper)


def test_a_japanese_text_that_was_changed_a_little_is_found(paper: SiteDriver) -> None:
    body = "".join(chr(0x3042 + n * n % 61) + chr(0x4E00 + n * 7919 % 997) for n in range(200))
    sound(paper, "content/c.md", body, title="C", date="2025-03-06")
    sound(paper, "content/d.md", f"{body[:180]}追加。{body[180:]}", title="D", date="2025-03-07")

    assert [line for line in after_build(paper) if line.endswith(" language")] == [
        line for line in after_build(paper) if "duplicate" not in line
    ]
    assert "content/d.md:1:1 near-duplicate" in after_build(paper)


@pytest.mark.parametrize(
    ("tag", "text", "is_wrong"),
    [
        ("gu", "બંદરની દીવાલ બે મીટર ઊંચી કરવામાં આવશે", False),
        ("yue", "港口嘅牆會加高兩米，議會星期一話", False),
        ("tlh", "항만의 벽이 이 미터 높아진다", False),
        ("de-1996", "Die Hafenmauer wird um zwei Meter erhöht", False),
        ("mn-Mong", "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ ᠪᠢᠴᠢᠭ", False),
        ("gu", "The harbour wall will be raised", True),
        ("de", "Стена гавани будет поднята на два метра", True),
    ],
)
def test_letters_are_those_of_the_language(paper: SiteDriver, tag: str, text: str, *, is_wrong: bool) -> None:
    sound(paper, "content/c.md", f"{text}. " * 4, title=text, date="2025-03-06", lang=tag, tags=None, slug="c")

    assert after_build(paper) == (["content/c.md:5:7 language"] if is_wrong else [])


def test_a_story_that_was_filed_twice_is_found(paper: SiteDriver) -> None:
    sound(paper, "content/wire.md", LONG, title="Ships counted", date="2025-03-06")
    sound(paper, "content/wire-2.md", LONG.replace(" of ", "\nof "), title="Ships are counted", date="2025-03-07")

    assert after_build(paper) == ["content/wire-2.md:1:1 duplicate"]


def test_a_story_that_was_filed_again_with_some_words_changed_is_found(paper: SiteDriver) -> None:
    sound(paper, "content/wire.md", LONG, title="Ships counted", date="2025-03-06")
    sound(paper, "content/wire-2.md", f"Corrected. {LONG} That is all.", title="Ships!", date="2025-03-07")
    third = LONG.replace("harbour", "port").replace("jetty", "pier")
    sound(paper, "content/wire-3.md", third, title="Ships?", date="2025-03-08")

    assert after_build(paper) == ["content/wire-2.md:1:1 near-duplicate", "content/wire-3.md:1:1 near-duplicate"]
    report = check(paper, "--json").json
    shares = [re.match(r"(\d+) % of the text are also in content/wire", item["what"]) for item in report["problems"]]
    first, second = (int(share[1]) for share in shares if share)
    assert first == 100
    assert 60 <= second < 95


def test_stories_of_one_kind_are_no_copies(paper: SiteDriver) -> None:
    for number in range(6):
        words = " ".join(f"word{number}x{place}" for place in range(80))
        sound(paper, f"content/w{number}.md", f"{words} More soon.", title=f"W{number}", date="2025-03-06")

    assert after_build(paper) == []


def test_a_copy_that_says_where_it_stands_first_is_none(paper: SiteDriver) -> None:
    sound(paper, "content/wire.md", LONG, title="Ships", date="2025-03-06")
    other = "https://other.example.org/ships"
    sound(paper, "content/wire-2.md", LONG, title="Ships too", date="2025-03-07", canonical=other)

    assert after_build(paper) == []


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("taxonomy", "chief", "other", "is_told"),
    [
        ("tags", "harbours", "harbour", True),
        ("tags", "city", "cities", True),
        ("tags", "Quay", "quay", True),
        ("tags", "café", "cafe", True),
        ("tags", "church", "churches", True),
        ("tags", "cafés", "cafe", True),
        ("tags", "gas", "ga", False),
        ("tags", "port", "ports of call", False),
        ("people", "Ann Roger", "Ann Rogers", False),
        ("people", "José Díaz", "Jose Diaz", True),
    ],
)
def test_terms_that_are_one_are_found(
    paper: SiteDriver, taxonomy: str, chief: str, other: str, *, is_told: bool
) -> None:
    sound(paper, "content/c.md", title="C", date="2025-03-06", **{"tags": None, taxonomy: [chief]})
    sound(paper, "content/d.md", title="D", date="2025-03-07", **{"tags": None, taxonomy: [chief]})
    sound(paper, "content/e.md", title="E", date="2025-03-08", **{"tags": None, taxonomy: [other]})

    findings = [line for line in after_build(paper) if "duplicate" not in line]

    assert [line.rpartition(" ")[2] for line in findings] == (["term-spelling"] if is_told else [])
    assert not is_told or findings[0].startswith("content/e.md")


@pytest.mark.parametrize(("chief", "other"), [("Ёлка", "Елка"), ("Άρης", "Αρης"), ("Київ", "Киів")])
def test_terms_that_are_told_apart_and_are_probably_one_are_found(paper: SiteDriver, chief: str, other: str) -> None:
    sound(paper, "content/c.md", title="C", date="2025-03-06", tags=[chief])
    sound(paper, "content/d.md", title="D", date="2025-03-07", tags=[chief])
    sound(paper, "content/e.md", title="E", date="2025-03-08", tags=[other])
    paper.build()

    told = [
        problem["what"] for problem in check(paper, "--json").json["problems"] if problem["rule"] == "term-spelling"
    ]

    assert f"tags: `{other}` (1) is probably `{chief}` (2)" in told


def test_terms_that_the_newsroom_keeps_apart_are_let_be(paper: SiteDriver) -> None:
    base = "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\n"
    paper.write_file("newsgen.yaml", base + "taxonomies: {tags: {slugs: {glasses: spectacles}}}\n")
    sound(paper, "content/c.md", "One text.", title="C", date="2025-03-06", tags=["glass", "glasses"])

    assert after_build(paper) == []


@pytest.mark.parametrize(
    ("date", "updated", "is_wrong"),
    [
        ("2025-03-04 18:00", "2025-03-04", False),
        ("2025-03-04", "2025-03-04 09:00", False),
        ("2025-03-04 18:00", "2025-03-04 17:59", True),
        ("2025-03-04 18:00", "2025-03-03", True),
    ],
)
def test_a_day_without_a_time_is_the_whole_day(paper: SiteDriver, date: str, updated: str, *, is_wrong: bool) -> None:
    sound(paper, "content/c.md", "One text.", title="C", date=date, updated=updated)

    assert after_build(paper) == (["content/c.md:6:10 date-order"] if is_wrong else [])


def test_the_name_of_a_file_and_its_date_agree(paper: SiteDriver) -> None:
    sound(paper, "content/2025-03-09-c.md", "Another text, of no length.", title="C", date="2025-03-08")

    assert after_build(paper) == ["content/2025-03-09-c.md:3:7 strange-date"]


def test_a_date_far_ahead_is_likely_a_mistake(paper: SiteDriver) -> None:
    sound(paper, "content/c.md", "Another text, of no length.", title="C", date="2205-03-08")

    assert after_build(paper) == ["content/c.md:3:7 strange-date"]


def test_an_alias_in_conflict_is_an_error_that_nobody_turns_off(paper: SiteDriver) -> None:
    sound(paper, "content/c.md", "Another text.", title="C", date="2025-03-06", aliases=["/2025/03/04/a/"])

    result = check(paper, "--json")

    assert (result.code, [problem["rule"] for problem in result.json["problems"]]) == (1, ["alias-conflict"])
    paper.write_file("newsgen.yaml", "title: T\nbase_url: https://example.org/post/\nchecks: {alias-conflict: off}\n")
    refused = check(paper)
    assert refused.code == 2
    assert "newsgen.yaml:3:10: error: every build asks for `alias-conflict`: it cannot be changed" in refused.err


def test_what_a_build_refuses_is_told_with_all_else(paper: SiteDriver) -> None:
    paper.write_file("content/broken.md", "---\ntitle: [\n---\n")
    sound(paper, "content/c.md", "A text.", title="C", date="2025-03-06", summary=None)

    assert found(paper) == ["content/broken.md:2:9 content", "content/c.md:2:1 missing-summary"]


@pytest.mark.parametrize(
    ("path", "text", "finding"),
    [
        (
            "static/a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            "static/a.svg script-in-drawing",
        ),
        (
            "content/c.md",
            "---\ntitle: C\ndate: 2025-03-06\nsummary: S.\nimage: {src: n.png, alt: a, credit: c}\n---\nT\n",
            "content/c.md:5:14 missing-picture",
        ),
        ("static/2025/03/04/a/index.html", "mine", "static/2025/03/04/a/index.html address-conflict"),
        ("newsgen.yaml", "title: T\nbase_url: https://example.org/post/\nmenu: [None]\n", "newsgen.yaml settings"),
    ],
)
def test_what_a_build_remarks_is_told_under_its_rule(paper: SiteDriver, path: str, text: str, finding: str) -> None:
    paper.write_file(path, text)
    paper.build()

    assert finding in found(paper)


# The site.


def spoil(site: SiteDriver, path: str, old: str, new: str) -> None:
    """Changes a file of the site by hand, so that it is as it was not made."""
    text = site.read(path)
    assert old in text
    (site.output / path).write_text(text.replace(old, new, 1))


ARTICLE = "2025/03/04/a/index.html"


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        (ARTICLE, "</article>", "</b></article>", "html-nesting"),
        (ARTICLE, "<p>The harbour", "<p><div>x</div>The harbour", "html-nesting"),
        (ARTICLE, "<p>The harbour", "<p><b>The harbour", "html-nesting"),
        (
            ARTICLE,
            "<p>The harbour",
            '<p><a href="#page.main"><a href="#page.main">x</a></a>The harbour',
            "html-nesting",
        ),
        (ARTICLE, "<p>The harbour", '<p id="page.main">The harbour', "duplicate-id"),
        (ARTICLE, "<p>The harbour", "<h1>x</h1><p>The harbour", "headings"),
        (ARTICLE, "<p>The harbour", "<h3>x</h3><p>The harbour", "headings"),
        (ARTICLE, "<h1>A</h1>", "<h2>A</h2>", "headings"),
        (ARTICLE, '<html lang="en"', "<html", "language"),
        (ARTICLE, "<p>The harbour", '<p lang="english_UK">The harbour', "language"),
        (ARTICLE, "<title>A — Test Post</title>", "<title></title>", "page-title"),
        (ARTICLE, "<p>The harbour", '<p><img src="/post/favicon.svg">The harbour', "missing-alt"),
        (ARTICLE, "<p>The harbour", '<p><a href="/nowhere/">x</a>The harbour', "outside-base"),
        (ARTICLE, "<p>The harbour", '<p><a href="../../05/c/">x</a>The harbour', "broken-link"),
        (ARTICLE, "<p>The harbour", '<p><img alt="x" srcset="/post/x.png 2x">The harbour', "broken-link"),
        ("feed.xml", "<pubDate>", "<pubDate>soon ", "feed"),
        ("feed.xml", "2025/03/05/b/</guid>", "2025/03/04/a/</guid>", "feed"),
        ("feed.xml", "In short.", "&lt;script src=/x.js&gt;", "feed"),
        ("feed.xml", "2025/03/05/b/</link>", "2025/03/05/none/</link>", "feed"),
        ("feed.xml", 'rel="self"', 'rel="other"', "feed"),
        ("feed.xml", 'href="https://example.org/post/feed.xml"', 'href="https://example.org/feed.xml"', "feed"),
        ("feed.xml", "<pubDate>", "<author>Ann</author><pubDate>", "feed"),
        ("feed.xml", "In short.", "&lt;a href=/x/&gt;x&lt;/a&gt;", "feed"),
        ("atom.xml", "<updated>", "<updated>yesterday", "feed"),
        ("atom.xml", "<id>https://example.org/post/2025/03/05/b/</id>", "<id>b</id>", "feed"),
        ("sitemap.xml", "https://example.org/post/sitemaps/", "https://other.example.org/post/sitemaps/", "sitemap"),
        ("sitemaps/articles-2025.xml", "/03/04/a/", "/03/04/none/", "sitemap"),
        ("sitemaps/articles-2025.xml", "<lastmod>2025-03-04", "<lastmod>2035-03-04", "sitemap"),
        ("sitemaps/articles-2025.xml", "<lastmod>2025-03-04", "<lastmod>4 March 2025", "sitemap"),
        ("sitemaps/articles-2025.xml", "</urlset>", "", "well-formed"),
    ],
)
def test_what_is_wrong_with_a_file_of_the_site_is_found(
    paper: SiteDriver, path: str, old: str, new: str, rule: str
) -> None:
    spoil(paper, path, old, new)

    findings = found(paper)

    assert f"build/{path} intact" in findings
    others = [line for line in findings if not line.endswith(" intact")]
    assert {line.rpartition(" ")[2] for line in others} == {rule}
    assert all(re.fullmatch(rf"build/{re.escape(path)}:\d+:\d+ .*", line) for line in others)


def test_an_atom_feed_has_an_author_somewhere(paper: SiteDriver) -> None:
    feed = re.sub(r"<author>.*?</author>", "", paper.read("atom.xml"), flags=re.DOTALL)
    (paper.output / "atom.xml").write_text(feed)

    assert "neither the feed nor this entry has an author [feed]" in check(paper).err


def test_a_place_in_a_page_is_told_with_its_line(paper: SiteDriver) -> None:
    spoil(paper, ARTICLE, "<p>The harbour", "<p>x <u>The harbour")
    line = next(number for number, text in enumerate(paper.read(ARTICLE).split("\n"), 1) if "x <u>" in text)

    result = check(paper)

    text = paper.read(ARTICLE).split("\n")[line - 1]
    assert f"build/{ARTICLE}:{line}:{text.index('</p>') + 1}: warning: <u> is not closed before </p>" in result.err
    assert "[html-nesting]" in result.err


def test_what_stands_on_every_page_is_told_once(paper: SiteDriver) -> None:
    for number in range(60):
        sound(paper, f"content/n{number}.md", f"Text {number}.", title=f"N{number}", date="2025-03-06")
    base = (Path(__file__).parent.parent / "templates" / "base.html").read_text(encoding="utf-8")
    paper.write_file("templates/base.html", base.replace("</body>", '<p><a href="/post/gone/">x</a></p></body>'))
    assert paper.build().code == 0

    dead = [problem for problem in check(paper, "--json").json["problems"] if problem["rule"] == "broken-link"]

    assert len(dead) == 1
    assert re.search(r"\(and in \d+ more places\)", dead[0]["what"])


def test_a_site_that_is_not_there_or_old_is_told(site: SiteDriver) -> None:
    sound(site, "content/a.md")
    missing = check(site)
    assert missing.code == 1
    assert "build: error: there is no site yet [current]" in missing.err
    site.build()
    assert found(site) == []

    sound(site, "content/a.md", title="Another headline")
    assert found(site) == ["build current"]
    site.build()
    site.write_file("static/new.txt", "new")
    assert "it would copy static/new.txt" in check(site).err
    site.build()
    site.remove("static/new.txt")
    assert "it would remove new.txt" in check(site).err
    site.build()
    site.remove(".newsgen")
    assert found(site) == []
    assert "build current" in found(site, now="2019-01-01")


def test_files_that_are_missing_or_foreign_are_told(paper: SiteDriver) -> None:
    (paper.output / "atom.xml").unlink()
    paper.write_file("build/mine.txt", "mine")
    paper.write_file("build/CNAME", "example.org")
    paper.write_file("build/.well-known/security.txt", "mail")

    findings = found(paper)

    assert "build/atom.xml intact" in findings
    assert "build/mine.txt foreign-file" in findings
    assert not any("CNAME" in line or "well-known" in line for line in findings)


@pytest.mark.parametrize("kind", ["symlink", "hard link", "mode", "folder mode", "name"])
def test_what_github_pages_refuses_is_told(paper: SiteDriver, kind: str) -> None:
    page = paper.output / ARTICLE
    match kind:
        case "symlink":
            content = page.read_bytes()
            page.unlink()
            (paper.root / "elsewhere").write_bytes(content)
            page.symlink_to(paper.root / "elsewhere")
        case "hard link":
            os.link(page, paper.root / "twin")
        case "mode":
            page.chmod(0o600)
        case "folder mode":
            page.parent.chmod(0o700)
        case _:
            paper.write_file("build/a:b.txt", "x")

    refused = [line for line in found(paper) if line.endswith("refused-file")]

    place = {"folder mode": "2025/03/04/a", "name": "a:b.txt"}.get(kind, ARTICLE)
    assert refused == [f"build/{place} refused-file"]


def test_a_build_under_a_narrow_umask_is_told(site: SiteDriver) -> None:
    sound(site, "content/a.md")
    before = os.umask(0o077)
    try:
        site.build()
    finally:
        os.umask(before)

    assert "build/index.html refused-file" in found(site)


@pytest.mark.long
def test_a_site_that_is_too_large_names_what_is_heaviest(paper: SiteDriver) -> None:
    with (paper.output / "video.mp4").open("wb") as file:
        file.truncate(1_100_000_000)

    result = check(paper)

    assert result.code == 1
    assert "build: error: the site has 1.10 GB; GitHub Pages publishes at most 1 GB [site-size]" in result.err
    assert "look at what is heaviest: build/video.mp4 1,100 MB" in result.err
    assert "GitHub takes no file of more than 100 MB [file-size]" in result.err


def test_a_large_film_that_shows_what_is_held_back_is_found(paper: SiteDriver) -> None:
    sound(paper, "content/later.md", "The mayor is going to resign on Friday", title="Later", draft="true")
    assert paper.build().code == 0
    words = b" ".join(b"The mayor is going to resign on Friday".split())
    with (paper.output / "film.mp4").open("wb") as file:
        file.truncate(20_000_000)
        file.seek((8 << 20) - len(words) // 2)  # across the border of two pieces
        file.write(b" %b " % words)

    result = check(paper)

    assert result.code == 1
    assert "build/film.mp4: error: shows content/later.md, which is not published" in result.err


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is asked of /proc")
def test_a_film_is_not_read_into_memory_as_a_whole(paper: SiteDriver) -> None:
    with (paper.output / "film.mp4").open("wb") as file:
        file.truncate(250_000_000)

    result, peak = paper.peak_of("check")

    assert result == 1
    assert peak < 200_000_000


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("path", "content", "finding"),
    [
        ("bad.svg", "<svg><a></b></svg>", "static/bad.svg:1:11 well-formed"),
        ("x.geojson", "{", "static/x.geojson:1:2 well-formed"),
        ("OLD.RSS", "<rss>", "static/OLD.RSS:1:6 well-formed"),
        ("a.HTML", '<a href="/gone/">x</a>', "static/a.HTML:1:1 outside-base"),
        ("a.xml", '<?xml version="1.0" encoding="foo"?><rss/>', "static/a.xml:1:1 well-formed"),
        ("a.json", "[" * 100_000, "static/a.json well-formed"),
        ("a.css", "a{}\n/* url(x.png) */ b{background:url( 'x.png' )}", "static/a.css:2:37 broken-link"),
        ("s/a.css", "@import 'b.css';", "static/s/a.css:1:10 broken-link"),
        ("s/a.css", "@font-face{src:url(../f.woff2)}", "static/s/a.css:1:20 broken-link"),
        ("a.html", '<img alt="" srcset="/post/favicon.svg 1x,/post/none.webp 2x">', "static/a.html:1:1 broken-link"),
        ("a.html", '<a href="javascript:go()">x</a>', "static/a.html:1:1 script-link"),
        ("a.html", "<a href='/post/tags/'>x</a><script>", "static/a.html:1:35 html-nesting"),
        ("a.html", "<div>" * 600, "static/a.html:1:2566 html-nesting"),
        ("a.html", "<div>\n" * 600, "static/a.html:514:1 html-nesting"),
        ("a.html", "<b>\n<!--\n</b>\n--></i>", "static/a.html:4:4 html-nesting"),
        ("a.html", "<a\nhref='/post/tags/'\n>x\n<b>\n</a>", "static/a.html:5:1 html-nesting"),
        ("a.html", "<p>a<a title='\n<i>x</i>'>b\n</a></u>", "static/a.html:3:5 html-nesting"),
        ("a.html", "<div><!-- </li>", "static/a.html:1:15 html-nesting"),
        ("a.html", "<p id=a>x</p>\n<svg>\n<title>x</title><p id=a>\n</p></svg>", "static/a.html:3:17 duplicate-id"),
        (
            "a.html",
            '<meta property="og:image" content="/post/none.png">\n<meta property="og:title" content="/post/none/">',
            "static/a.html:1:1 broken-link",
        ),
        (
            "a.html",
            "<html lang=en><!--<title>x</title>--><body><h1>x</h1><svg><title>Icon</title></svg>",
            "static/a.html:1:1 page-title",
        ),
        (
            "feed.json",
            '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":"x","content_text":"","attachments":0}]}',
            "static/feed.json:1:75 feed",
        ),
    ],
)
def test_what_is_wrong_with_a_static_file_is_told_there(
    paper: SiteDriver, path: str, content: str, finding: str
) -> None:
    paper.write_file(f"static/{path}", content)

    assert after_build(paper) == [finding]


def test_a_copy_that_was_changed_is_told_where_it_lies(paper: SiteDriver) -> None:
    paper.write_file("static/a.txt", "One.")
    paper.build()
    (paper.output / "a.txt").write_text("Two.")

    assert "build/a.txt intact" in found(paper)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.xml", '<?xml version="1.0" encoding="euc-kr"?><x>항만</x>'.encode("euc-kr")),
        ("a.html", b"<svg><filter><feGaussianBlur/><feMergeNode/></filter></svg><math><mphantom/></math>"),
        ("a.html", b"<xmp><b></xmp><iframe><b></iframe>"),
        ("a.html", b"<script>\nif (a<b) '<i>'\n</script>\n<p title='a>\n<b>'>x</p>\n<!-- <u>\n<u> -->"),
        ("a.html", b"<ul><li><p>a<li><p>b</ul>"),
        ("a.html", b"<div><basefont size=2>x</div><frameset><frame></frameset>"),
        ("a.html", b'<p id="Mein%20Ziel">x</p><a href="#Mein%20Ziel">x</a><a href="#TOP">y</a>'),
        ("a.html", b'<base href="/post/tags/"><a href="sea/">x</a>'),
        ("a.html", b'<a href="https://example.org/post/tags/./sea/">x</a>'),
        ("a.html", b'<img alt="" srcset="/post/favicon.svg 1x,/post/favicon.svg 2x">'),
        ("a.css", b"a{background:url(data:image/png;base64,AA==) url(#x) url(/post/favicon.svg) url(favicon.svg)}"),
    ],
)
def test_what_is_sound_in_a_static_file_is_not_told(paper: SiteDriver, path: str, content: bytes) -> None:
    paper.write_file(f"static/{path}", content)

    assert after_build(paper) == []


def test_a_line_is_read_with_those_behind_it_wherever_it_is_read(paper: SiteDriver) -> None:
    paper.write_file("static/a.html", "<i>x</i>\n<p title='a\n<p>b</p>")
    paper.write_file("static/b.html", "<i>x</i>\n<p title='a\n<b>'>c</p>")

    assert after_build(paper) == []


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "piece", ["<!--", "<!--\n", "<script>\n", "<a b='", '<a\nb="', "<svg>\n", "</\n", "<title>", "<\n"]
)
def test_what_is_never_closed_is_looked_at_in_linear_time(piece: str) -> None:
    scanner = Scanner(lambda _: True)

    _, paces = paced(lambda: (scanner.scan(piece * 50_000), [*leftovers("{{ a }}" + piece * 50_000)]))

    assert paces < 1000


def test_a_feed_with_a_date_of_no_calendar_is_told(paper: SiteDriver) -> None:
    date = "Mon, 01 Jan 2026 00:00:00 +99999999999999999"
    spoil(paper, "feed.xml", "<pubDate>", f"<pubDate>{date}</pubDate><pubDate>")

    assert "feed" in {line.rpartition(" ")[2] for line in found(paper)}


def test_a_page_with_thousands_of_dead_links_is_looked_at_in_time(paper: SiteDriver) -> None:
    paper.write_file("static/a.html", "\n".join(f'<a href="/post/{number}/">x</a>' for number in range(10_000, 18_000)))
    paper.build()

    assert len(check(paper, "--json").json["problems"]) == 8_000


def test_a_site_that_was_built_for_another_address_is_told_in_a_word(paper: SiteDriver) -> None:
    assert paper.build("--base-url", "https://other.example.org/z/").code == 0

    result = check(paper)

    assert result.code == 1
    assert "build: error: was built for https://other.example.org/z/ [current]\n  mend: say `--base-url" in result.err
    assert "1 error, 0 warnings" in result.out
    assert check(paper, "--base-url", "https://other.example.org/z/").code == 0


@pytest.mark.parametrize(
    "link",
    [
        "<link href='https://other.example.org/z/' rel=canonical>",
        "<!-- <link rel=canonical href='https://x.example/'> --><link rel=canonical href='https://other.example.org/z/'>",
        '<link rel="canonical" href="https://other.example.org/z&#47;">',
    ],
)
def test_a_front_page_says_its_address_in_any_html(paper: SiteDriver, link: str) -> None:
    spoil(paper, "index.html", '<link rel="canonical" href="https://example.org/post/">', link)

    assert "was built for https://other.example.org/z/" in check(paper).err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may enter every folder")
def test_what_lies_in_a_closed_folder_is_not_called_missing(paper: SiteDriver) -> None:
    (paper.output / "tags").chmod(0)
    try:
        findings = found(paper)
    finally:
        (paper.output / "tags").chmod(0o755)

    assert "build/tags refused-file" in findings
    assert not [line for line in findings if line.endswith(" intact")]


@pytest.mark.parametrize("word", ["off", "OFF", "no", "false", "Off"])
def test_a_rule_is_turned_off_by_any_word_that_means_so(paper: SiteDriver, word: str) -> None:
    base = "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\n"
    paper.write_file("newsgen.yaml", f"{base}checks: {{missing-summary: {word}}}\n")
    sound(paper, "content/c.md", title="C", date="2025-03-06", summary=None)

    assert after_build(paper) == []


@pytest.mark.parametrize("lies_there", [None, "notes.txt"])
def test_a_folder_without_a_site_is_told(site: SiteDriver, lies_there: str | None) -> None:
    sound(site, "content/a.md", title="A", date="2025-03-04")
    site.output.mkdir()
    if lies_there:
        (site.output / lies_there).write_text("x")

    result = check(site)

    assert result.code == 1
    assert "build: error: holds no site that newsgen has built [current]\n  mend: run `newsgen build`" in result.err


def test_a_site_without_its_manifest_is_no_site(paper: SiteDriver) -> None:
    (paper.output / MANIFEST_NAME).unlink()

    assert "build current" in found(paper)


def test_a_heavy_page_is_told(paper: SiteDriver) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><!--' + b"x" * 2_100_000 + b"--></svg>"
    paper.write_file("content/big.svg", drawing)
    sound(paper, "content/c.md", "Look: ![A wall](big.svg)", title="C", date="2025-03-06")

    findings = after_build(paper)

    assert findings == ["build/2025/03/06/c/index.html page-weight"]


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "body",
    [
        "<ul><li>one<li>two</ul>",
        "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
        "<table><tr><td>a<td>b<tr><th>c</table>",
        "<p>one<p>two",
        "<figure><img src=/post/favicon.svg alt=x><figcaption>y</figcaption></figure>",
        "<DIV>a<BR>b<HR/></DIV>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><g><circle r="1"/></g></svg>',
        "<details><summary>a</summary><p>b</p></details>",
        "<script>if (1 < 2) document.write('<b>')</script>",
        "<!-- <b> <div> -->",
        '<a href="#page.main">a</a> <a href="#:~:text=harbour">b</a>',
        '<a href="mailto:a@b.org">c</a> <a href="?q=1">d</a>',
        '<a href="../../05/b/">a</a> <a href="/post/2025/03/05/b">b</a> <a href="//other.example.org/x">c</a>',
        '<a href="https://example.org/post/2025/03/05/b/?a=1&amp;b=2#page.main">a</a> <a href=/post/feed.xml>b</a>',
    ],
)
def test_what_is_sound_is_not_told(paper: SiteDriver, body: str) -> None:
    page = paper.read(ARTICLE)
    (paper.output / ARTICLE).write_text(page.replace("<p>The harbour", f"{body}<p>The harbour", 1))

    assert [line for line in found(paper) if not line.endswith(" intact")] == []


NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://example.org/post/2025/03/05/b/</loc><news:news><news:publication><news:name>T</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2025-12-31</news:publication_date>
<news:title>B</news:title></news:news></url></urlset>"""


@pytest.mark.parametrize(
    ("old", "new", "is_wrong"),
    [
        ("", "", False),
        ("2025-12-31", "2025-12-29", True),
        ("2025-12-31", "yesterday", True),
        (">en<", ">English<", True),
        ("<news:name>T</news:name>", "", True),
        ("<news:title>B</news:title>", "", True),
    ],
)
def test_a_news_sitemap_is_held_against_googles_rules(paper: SiteDriver, old: str, new: str, *, is_wrong: bool) -> None:
    paper.write_file("build/news.xml", NEWS.replace(old, new) if old else NEWS)

    rules = [line.rpartition(" ")[2] for line in found(paper) if not line.endswith("foreign-file")]

    assert rules == (["sitemap"] if is_wrong else [])


FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "feed_url": "https://example.org/post/feed.json",
    "items": [
        {
            "id": "1",
            "url": "https://example.org/post/2025/03/05/b/",
            "content_html": "<p>x</p>",
            "date_published": "2025-03-05T00:00:00Z",
            "authors": [{"name": "A"}],
            "attachments": [{"url": "https://example.org/a.mp3", "mime_type": "audio/mpeg"}],
        }
    ],
}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("change", "is_wrong"),
    [
        ({}, False),
        ({"version": "https://jsonfeed.org/version/1"}, True),
        ({"title": None}, True),
        ({"next_url": "https://example.org/post/feed.json"}, True),
        ({"items": FEED["items"] * 2}, True),
        ({"items": [{**FEED["items"][0], "id": 1}]}, True),
        ({"items": [{**FEED["items"][0], "content_html": None}]}, True),
        ({"items": [{**FEED["items"][0], "content_html": "<img src=x.png>"}]}, True),
        ({"items": [{**FEED["items"][0], "date_published": "5 March"}]}, True),
        ({"items": [{**FEED["items"][0], "authors": "A"}]}, True),
        ({"items": [{**FEED["items"][0], "attachments": [{"url": "x"}]}]}, True),
        ({"items": [{**FEED["items"][0], "url": "https://example.org/post/none/"}]}, True),
    ],
)
def test_a_json_feed_is_held_against_its_rules(paper: SiteDriver, change: dict[str, Any], *, is_wrong: bool) -> None:
    paper.write_file("build/feed.json", json.dumps(FEED | change))

    rules = {line.rpartition(" ")[2] for line in found(paper) if not line.endswith("foreign-file")}

    assert rules == ({"feed"} if is_wrong else set())


# What is held back.


HIDDEN = "Nobody outside knows that the mayor bought the quiet island behind the lighthouse last spring."


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("field", [{"draft": "true"}, {"date": "2027-01-01"}, {"expires": "2025-12-01"}])
@pytest.mark.parametrize("place", ["page", "feed", "json", "text"])
def test_words_of_a_story_that_is_held_back_are_found_in_any_file(
    paper: SiteDriver, field: dict[str, str], place: str
) -> None:
    sound(paper, "content/secret.md", HIDDEN, **({"title": "Secret", "date": "2025-04-01"} | field))
    paper.build()
    assert not [line for line in found(paper) if "held-back" in line]
    leak = HIDDEN[:70]
    match place:
        case "page":
            spoil(paper, ARTICLE, "<p>The harbour", f"<p>{leak}\n</p><p>The harbour")
        case "feed":
            spoil(paper, "feed.xml", "In short.", leak)
        case "json":
            paper.write_file(
                "build/search.json", json.dumps({"text": f"à propos: {leak}"}).replace(" the ", " \\u0074he ")
            )
        case _:
            paper.write_file("build/export.txt", leak.replace(" ", "\n"))

    leaks = [line for line in found(paper) if line.endswith(" held-back")]

    assert len(leaks) == 1


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("Mayor Kim is out, her office said.", "Mayor Kim is out, her office said."),
        ("Mayor Kim is out, her office said.", "<p>Mayor&nbsp;Kim is out, her office&#32;said.</p>"),
        ("Mayor Kim is out, her office said.", "<p>Mayor\u00a0Kim is out \u2014 her office said.</p>"),
        ("She said: “I go on Monday.”", 'She said: "I go on Monday."'),
        ("Mayor Kim is out.", "Mayor Kim is out."),
        ("Kim, 52, is out of the 3 races.", "Kim, 52, is out of the 3 races."),
        ("市長は月曜日に辞任すると本人が話した", "市長は月曜日に辞任すると本人が話した"),
    ],
)
def test_a_short_story_that_is_held_back_is_found(paper: SiteDriver, body: str, shown: str) -> None:
    sound(paper, "content/secret.md", body, title="Resigned", date="2025-04-01", draft="true", lang="tlh")
    paper.build()
    assert found(paper) == []

    paper.write_file("static/notes.txt", shown)

    assert after_build(paper) == ["static/notes.txt:1:1 held-back"] or after_build(paper) == [
        "static/notes.txt:1:4 held-back"
    ]


def test_words_of_a_json_file_are_read_as_it_means_them(paper: SiteDriver) -> None:
    sound(paper, "content/secret.md", "Mayor Kim is out, her office said.", title="R", date="2025-04-01", draft="true")
    paper.write_file("static/search.json", '{"text": "Mayor\\nKim\\tis out, her office\\u0020said."}')

    assert [line.rpartition(" ")[2] for line in after_build(paper)] == ["held-back"]


def test_words_that_newsgen_yaml_or_a_template_has_are_no_secret(paper: SiteDriver) -> None:
    paper.write_file(
        "newsgen.yaml",
        "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\n"
        "description: News and Letters to the Editor\n",
    )
    paper.write_file(
        "templates/base.html",
        '{% extends "theme/base.html" %}{% block footer %}<p>All that we know of it</p>{% endblock %}',
    )
    sound(paper, "content/l.md", "x", title="Letters to the Editor", date="2025-04-01", draft="true")
    sound(paper, "content/k.md", "x", title="All that we know of it", date="2025-04-01", draft="true")

    assert after_build(paper) == []


@pytest.mark.parametrize("stories", [1, 40])
def test_words_of_any_number_of_stories_are_looked_for(paper: SiteDriver, stories: int) -> None:
    for number in range(stories):
        name = "".join(chr(ord("k") + int(digit)) for digit in f"{number:03}")
        body = f"Nobody{name} knows{name} of the{name} quiet{name} island{name} behind{name} it."
        sound(paper, f"content/s{name}.md", body, title=name, date="2025-04-01", draft="true", lang="tlh")
    paper.write_file("static/notes.txt", f"<p>{body}</p>")

    assert after_build(paper) == ["static/notes.txt:1:4 held-back"]


def test_words_that_a_published_story_has_too_are_no_secret(paper: SiteDriver) -> None:
    sound(paper, "content/secret.md", STORY, title="The harbour wall will be raised", date="2025-04-01", draft="true")

    assert after_build(paper) == []


# Rules by name.


def test_a_rule_can_be_turned_off_or_made_graver(paper: SiteDriver) -> None:
    sound(paper, "content/c.md", "Another text.", title="C", date="2025-03-06", summary=None)
    settings = "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\nchecks: {missing-summary: %s}\n"
    assert after_build(paper) == ["content/c.md:2:1 missing-summary"]

    paper.write_file("newsgen.yaml", settings % "off")
    off = check(paper)
    paper.write_file("newsgen.yaml", settings % "error")
    graver = check(paper)

    assert (off.code, off.err) == (0, "")
    assert "turned off: missing-summary" in off.out
    assert graver.code == 1
    assert "error: the article has no summary [missing-summary]" in graver.err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "checks: {missing-sumary: off}",
            "3:10: error: there is no rule `missing-sumary`, did you mean `missing-summary`?",
        ),
        ("checks: {missing-summary: never}", "3:27: error: `missing-summary` must be off, warning or error"),
        ("checks: {missing-summary: }", "3:10: error: `missing-summary` must be off, warning or error"),
        ("checks: [missing-summary]", "3:9: error: `checks` must be a group of fields"),
    ],
)
def test_settings_of_rules_are_looked_at(site: SiteDriver, line: str, message: str) -> None:
    site.write_file("newsgen.yaml", f"title: T\nbase_url: https://example.org/\n{line}\n")

    result = check(site)

    assert result.code == 2
    assert f"newsgen.yaml:{message}" in result.err


def test_turning_a_rule_off_makes_no_page_stale(paper: SiteDriver) -> None:
    paper.write_file(
        "newsgen.yaml",
        "title: Test Post\nbase_url: https://example.org/post/\ntimezone: UTC\nchecks: {missing-summary: off}\n",
    )

    assert paper.report()["rendered"] == 0
    assert found(paper) == []


def test_the_rules_are_listed(paper: SiteDriver) -> None:
    listed = check(paper, "--rules")

    names = [line.split()[0] for line in listed.out.splitlines()]
    assert names == list(RULES)
    assert re.search(r"^broken-link +error +a link inside", listed.out, re.MULTILINE)
    assert {rule["name"] for rule in check(paper, "--rules", "--json").json} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_documented(name: str) -> None:
    page = (Path(__file__).parent.parent / "docs" / "check.md").read_text(encoding="utf-8")

    assert f"| `{name}` | {RULES[name].severity} | {RULES[name].asks}" in page


def test_every_rule_is_tested_here() -> None:
    here = Path(__file__)
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (here, here.with_name("test_check_contents.py"), here.with_name("test_check_old_urls.py"))
    )

    untested = {name for name in RULES if not re.search(rf'["\[ ]{name}["\]]', text)}
    # of which tests/test_check_external.py, tests/test_story_ends.py, tests/test_plugins.py and
    # tests/test_theme_command.py are
    assert untested == {EXTERNAL_LINK.name, LOST_WORDS.name, PLUGIN.name, THEME_COPY.name}


# How it is told.


def test_annotations_are_those_of_github(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(paper, "content/c, d.md", "A [link](/100%/).", title="C", date="2025-03-06")
    paper.build()
    monkeypatch.chdir(paper.root.parent)

    out = newsgen("check", "--project", str(paper.root), "--now", NOW, "--github").out

    line = next(line for line in out.splitlines() if line.startswith("::"))
    assert line.startswith("::error file=site/content/c%2C d.md,line=8,col=10,title=newsgen%3A broken-link::dead link")
    assert "100%25" in line


def test_of_each_rule_a_few_warnings_are_shown(paper: SiteDriver) -> None:
    for number in range(8):
        sound(paper, f"content/n{number}.md", f"Text {number}.", title=f"N{number}", date="2025-03-06", summary=None)
    paper.build()

    few, every, errors = check(paper), check(paper, "--verbose"), check(paper, "--quiet")

    assert few.err.count("[missing-summary]") == 5
    assert "3 more under missing-summary (--verbose shows all)" in few.err
    assert every.err.count("[missing-summary]") == 8
    assert (errors.code, errors.err, errors.out) == (0, "", "")


def test_a_check_changes_nothing(paper: SiteDriver) -> None:
    before = paper.files()

    check(paper)

    assert paper.files() == before
    assert paper.report()["written"] == 0


@pytest.mark.long
def test_many_processes_find_what_one_does(paper: SiteDriver) -> None:
    for number in range(330):
        sound(
            paper,
            f"content/n{number}.md",
            f"Text {number}. [x](/none{number % 7}/)",
            title=f"N{number}",
            summary=None,
        )
    paper.build()

    one, two = check(paper, "--json", "--jobs", "1").json, check(paper, "--json", "--jobs", "2").json

    assert one["problems"] == two["problems"]
    assert len(one["problems"]) > 330


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{% extends "theme/home.html" %}\n\n{% block latest %}X{% endblock %}', [(3, "`latest`")]),
        (
            "{% extends 'theme/home.html' %}\n{%- block archive_sise -%}X{%- endblock -%}",
            [(2, "did you mean `archive_size`?")],
        ),
        ('{% extends "theme/home.html" %}\n{% block rows %}{% block ours %}X{% endblock %}{% endblock %}', []),
        ('{% extends "theme/home.html" %}\n{% block foot %}X{% endblock %}{# {% block no %} #}', []),
        (
            '{% extends "theme/home.html" %}\n{% block a %}X{% endblock %}{% block rows %}{{ self.a() }}{% endblock %}',
            [],
        ),
        ('{% extends "theme/" ~ "home.html" %}\n{% block latest %}X{% endblock %}', []),
        ("{% block latest %}X{% endblock %}", []),
    ],
)
def test_a_block_that_is_shown_nowhere_is_told(paper: SiteDriver, text: str, told: list[tuple[int, str]]) -> None:
    paper.write_file("templates/home.html", text)

    problems = [each for each in check(paper, "--json").json["problems"] if each["rule"] == "lost-block"]

    assert [(each["path"], each["line"]) for each in problems] == [("templates/home.html", line) for line, _ in told]
    assert all(words in each["what"] for each, (_, words) in zip(problems, told, strict=True)), problems


def test_a_block_of_a_template_between_is_known(paper: SiteDriver) -> None:
    base = '{% extends "theme/base.html" %}\n{% block foot %}{% block ours %}{% endblock %}{% endblock %}'
    paper.write_file("templates/base.html", base)
    paper.write_file("templates/404.html", '{% extends "theme/404.html" %}\n{% block ours %}X{% endblock %}')

    assert "lost-block" not in check(paper).err
