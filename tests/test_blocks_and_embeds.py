"""Blocks in stories, and addresses that become frames. docs/blocks.md says what holds."""

import re
from typing import Any

import pytest
from pace import paced
from pictures import encoded, photograph, png
from tests.conftest import SiteDriver

from newsgen.renderer.block_views import block_view
from newsgen.renderer.fenced_blocks import Known, set_blocks_apart, without_blocks
from newsgen.renderer.fences import fenced_code
from newsgen.renderer.places import Places

PLACE = "2025/03/04/a/index.html"
DIALECTS = pytest.mark.parametrize("dialect", ["commonmark", "markdown"])


def text_of(site: SiteDriver, body: str, dialect: str = "commonmark", **fields: object) -> str:
    """The HTML of a story's text."""
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write(body=body, **fields)
    result = site.build()
    assert result.code == 0, result.err
    return site.read(PLACE).split('<div class="text">', 1)[1].split("\n</div>\n</div>", 1)[0]


@DIALECTS
def test_a_block_is_what_its_template_makes(site: SiteDriver, dialect: str) -> None:
    site.write_file("templates/blocks/recipe.html", "<aside>{{ block.title }}: {{ inside }}</aside>")
    html = text_of(
        site,
        "Before.\n::: recipe Soup & *salt* {.wide lang=ko}\nFish, [n][n].[^1]\n\n- one\n- two\n:::\nAfter.\n\n"
        "[n]: https://example.com/\n\n[^1]: Fresh.\n",
        dialect,
    )

    (inside,) = re.findall(r"<aside>Soup &amp; \*salt\*: (.*?)</aside>", html, re.DOTALL)
    assert 'Fish, <a href="https://example.com/">n</a>.<sup' in inside
    assert "<li>two</li>" in inside
    assert html.index("<p>Before.</p>") < html.index("<aside>") < html.index("<p>After.</p>")
    assert "Fresh." in html


@pytest.mark.sampled(every=3)
@DIALECTS
@pytest.mark.parametrize("name", ["pullquote", "factbox", "note", "timeline", "gallery", "qa"])
def test_blocks_of_the_theme_hold_their_text(site: SiteDriver, name: str, dialect: str) -> None:
    html = text_of(site, f"::: {name} A title\n- **1972** Words\n:::\n", dialect)

    assert "<strong>1972</strong> Words" in html
    assert "A title" in html
    assert ":::" not in html


@DIALECTS
def test_blocks_stand_in_one_another(site: SiteDriver, dialect: str) -> None:
    html = text_of(site, ":::: factbox Outer\nOne.\n\n::: note Inner\nTwo.\n:::\n\nThree.\n::::\n", dialect)

    assert re.search(
        r'<aside class="box factbox".*?<div class="box note".*?Two\..*?</div>.*?Three\..*?</aside>', html, re.DOTALL
    )


@DIALECTS
def test_a_live_report_begins_with_the_newest(site: SiteDriver, dialect: str) -> None:
    html = text_of(
        site,
        "::: live Flood\n### 2025-03-04 23:30 Closed\nA.\n\n### 2025-03-05 0:10 Open\nB.\n\n### 09.15 Dry\nC.\n:::\n",
        dialect,
    )

    assert re.findall(r"<h3>(\w+)</h3>", html) == ["Dry", "Open", "Closed"]
    assert re.findall(r'datetime="([^"]*)"', html) == ["09:15", "2025-03-05T00:10", "2025-03-04T23:30"]
    anchors = re.findall(r'<article class="entry" id="([^"]+)"', html)
    assert [f"#{anchor}" for anchor in anchors] == re.findall(r'<a href="(#[^"]+)"><time', html)


def test_recordings_lie_beside_the_story_and_load_nothing(site: SiteDriver) -> None:
    site.write_file("content/talk.mp3", b"ID3")
    site.write_file("content/film.mp4", b"film")
    site.write_file("content/still.png", png())
    html = text_of(
        site, "::: audio\n[The talk](talk.mp3)\n:::\n\n::: video The wall\n![](still.png)\n[Film](film.mp4)\n:::\n"
    )

    assert '<audio controls preload="none" src="/talk.mp3"></audio>' in html
    assert '<video controls preload="none" poster="/still.png" src="/film.mp4"></video>' in html
    assert all(site.exists(name) for name in ("talk.mp3", "film.mp4", "still.png"))


EMBEDS = {
    "https://youtu.be/abc": "https://www.youtube-nocookie.com/embed/abc?autoplay=1",
    "https://www.youtube.com/shorts/abc": "https://www.youtube-nocookie.com/embed/abc?autoplay=1",
    "https://vimeo.com/12345": "https://player.vimeo.com/video/12345?autoplay=1&dnt=1",
    "https://www.dailymotion.com/video/x1": "https://www.dailymotion.com/embed/video/x1?autoplay=1",
    "https://x.com/a/status/99": "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99",
    "https://mobile.twitter.com/a/status/99": "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99",
    "https://www.instagram.com/p/Cx/": "https://www.instagram.com/p/Cx/embed/",
    "https://www.tiktok.com/@a/video/77": "https://www.tiktok.com/embed/v2/77",
    "https://www.facebook.com/a/posts/1": "https://www.facebook.com/plugins/post.php?href=https%3A//www.facebook.com/a/posts/1",
    "https://open.spotify.com/episode/5x": "https://open.spotify.com/embed/episode/5x",
    "https://soundcloud.com/a/b": "https://w.soundcloud.com/player/?auto_play=true&url=https%3A//soundcloud.com/a/b",
    "https://datawrapper.dwcdn.net/AbC/2/": "https://datawrapper.dwcdn.net/AbC/",
    "https://public.flourish.studio/visualisation/12/": "https://flo.uri.sh/visualisation/12/embed",
    "https://archive.org/details/x": "https://archive.org/embed/x",
    "https://t.me/chan/7": "https://t.me/chan/7?embed=1",
    "https://www.youtube.com/watch?v=abc_1-2&t=3": "https://www.youtube-nocookie.com/embed/abc_1-2?autoplay=1&start=3",
    "https://youtu.be/abc?t=1m30s": "https://www.youtube-nocookie.com/embed/abc?autoplay=1&start=90",
    "https://www.youtube.com/embed/abc?start=30": "https://www.youtube-nocookie.com/embed/abc?autoplay=1&start=30",
    "https://m.youtube.com/playlist?list=PL_1": "https://www.youtube-nocookie.com/embed/videoseries?autoplay=1&list=PL_1",
    "https://www.youtube-nocookie.com/embed/videoseries?list=PL_1": "https://www.youtube-nocookie.com/embed/videoseries?autoplay=1&list=PL_1",
    "https://vimeo.com/12345/ab12": "https://player.vimeo.com/video/12345?autoplay=1&dnt=1&h=ab12",
    "https://player.vimeo.com/video/12345?h=ab12": "https://player.vimeo.com/video/12345?autoplay=1&dnt=1&h=ab12",
    "https://vimeo.com/channels/staff/12345": "https://player.vimeo.com/video/12345?autoplay=1&dnt=1",
    "https://dai.ly/x1": "https://www.dailymotion.com/embed/video/x1?autoplay=1",
    "https://x.com/i/web/status/99": "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=99",
    "https://www.instagram.com/reels/Cx/": "https://www.instagram.com/reel/Cx/embed/",
    "https://www.instagram.com/someone/p/Cx/": "https://www.instagram.com/p/Cx/embed/",
    "https://www.tiktok.com/@a/photo/77": "https://www.tiktok.com/embed/v2/77",
    "https://www.facebook.com/reel/12": "https://www.facebook.com/plugins/video.php?href=https%3A//www.facebook.com/reel/12",
    "https://www.facebook.com/watch/?v=12": "https://www.facebook.com/plugins/video.php?href=https%3A//www.facebook.com/watch/%3Fv%3D12",
    "https://www.facebook.com/a/videos/12": "https://www.facebook.com/plugins/video.php?href=https%3A//www.facebook.com/a/videos/12",
    "https://www.facebook.com/groups/g/posts/12": "https://www.facebook.com/plugins/post.php?href=https%3A//www.facebook.com/groups/g/posts/12",
    "https://open.spotify.com/intl-de/track/5x": "https://open.spotify.com/embed/track/5x",
    "https://archive.org/details/a%20b": "https://archive.org/embed/a%20b",
    "https://t.me/s/chan/7": "https://t.me/chan/7?embed=1",
}
LINKS = """
    https://user:word@vimeo.com/12345 https://vimeo.com:8080/12345 https://vimeo.com/12345\\x https://vimeo.com/١٢٣
    https://vimeo.com/%D9%A1%D9%A2 https://vimeo.com/showcase/123 https://vimeo.com/123/../5
    https://www.youtube.com/watch?v=a%2Fb https://www.youtube.com/@name https://www.youtube.com/embed/live_stream
    https://t.me/c/123/7 https://t.me/chan/7/9 https://t.me/chan/7?comment=3
    https://www.facebook.com/someone https://www.facebook.com/groups/g https://www.facebook.com/groups/g/about
    https://fb.watch/ab https://open.spotify.com/user/x https://archive.org/details/@someone
    https://www.instagram.com/someone/ https://x.com/someone https://soundcloud.com/a/likes
""".split()


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("url", EMBEDS)
def test_an_address_alone_becomes_a_frame_that_loads_nothing(site: SiteDriver, url: str) -> None:
    html = text_of(site, f"Before.\n\n{url}\n\nAfter.\n")

    (frame,) = re.findall(r"<iframe [^>]*>", html)
    assert " src=" not in frame
    assert EMBEDS[url].replace("&", "&amp;amp;") in frame
    assert f'<a href="{url.replace("&", "&amp;")}">' in html


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("url", LINKS)
def test_an_address_of_a_known_host_of_which_nothing_is_made_is_a_link(site: SiteDriver, url: str) -> None:
    html = text_of(site, f"Before.\n\n{url}\n\nAfter.\n")

    assert f'<p><a href="{url}">{url}</a></p>' in html


@pytest.mark.sampled(every=3)
@DIALECTS
@pytest.mark.parametrize(
    "body",
    [
        "See https://vimeo.com/12345 there.",
        "https://vimeo.com/about",
        "https://example.com/film",
        "```\nhttps://vimeo.com/12345\n```",
        "- https://vimeo.com/12345",
        "[a film](https://vimeo.com/12345)",
    ],
)
def test_what_is_no_embed_stays_what_it_was(site: SiteDriver, body: str, dialect: str) -> None:
    html = text_of(site, body, dialect)

    assert "<iframe" not in html
    assert "vimeo.com/" in html or "example.com/film" in html


@pytest.mark.parametrize("raw_html", ["sanitize", "escape", "allow"])
def test_nothing_of_an_author_gets_into_a_frame(site: SiteDriver, raw_html: str) -> None:
    site.settings(f"raw_html: {raw_html}\n")
    site.write(body='https://vimeo.com/12345\n\n::: note <script>x</script>" onclick="y\nText.\n:::\n')
    assert site.build().code == 0
    html = site.read(PLACE).split('<div class="text">', 1)[1].split("<footer", 1)[0]

    assert "player.vimeo.com" in html
    assert "<script>x" not in html
    assert '" onclick="y' not in html


@pytest.mark.sampled(every=3)
@DIALECTS
@pytest.mark.parametrize(
    ("body", "line", "what"),
    [
        ("Text.\n\n::: note\nWords.\n", 8, "the block `note` is not closed"),
        ("::: factbox\n::: note\nWords.\n:::\n", 6, "the block `factbox` is not closed"),
        ("::: pullquote\nx\n\n<div>\n\n:::\n\ny</div>\n", 6, "the block `pullquote` is cut in two"),
        ("::: note\n" * 21 + "x\n" + ":::\n" * 21, 26, "more than 20 blocks stand in one another here"),
        ("Text.\n\n::: gallery\n:::\n", 8, "the block `gallery` is empty"),
        ("Text.\n\n::: audio\n\n:::\n", 8, "the block `audio` is empty"),
        ("Text.\n\n::: pullquote T\n:::\n", 8, "the block `pullquote` is empty"),
        ("::: note\nA.\n:::\n\n> ::: note\n", 10, "a mark of another system shows as text: ::: note"),
        ("::: factbx\nWords.\n:::\n", 6, "there is no block `factbx`, did you mean `factbox`?"),
    ],
)
def test_a_mistake_is_told_at_its_line(site: SiteDriver, body: str, line: int, what: str, dialect: str) -> None:
    site.settings(f"markdown: {{dialect: {dialect}}}\n")
    site.write(body=body)

    report = site.report()

    assert (line, what) in [(each["line"], each["what"]) for each in report["problems"]], report["problems"]


@DIALECTS
def test_what_no_template_knows_stays_as_it_was_typed(site: SiteDriver, dialect: str) -> None:
    html = text_of(site, "::: spoiler\nWords.\n:::\n\n```\n::: note\n```\n", dialect)

    assert "::: spoiler" in html
    assert "Words." in html
    assert "::: note" in html


@pytest.mark.parametrize(
    ("line", "is_meant"), [("::: spoiler Title", True), ("> ::: spoiler", False), (":::spoiler", False)]
)
def test_who_writes_a_block_of_their_own_is_told_of_its_template(
    site: SiteDriver, line: str, *, is_meant: bool
) -> None:
    site.write(body=f"A.\n\n{line}\n")

    (problem,) = site.report()["problems"]

    assert ("templates/blocks/spoiler.html" in problem["mend"]) == is_meant, problem


def test_a_mistake_in_a_template_is_told(site: SiteDriver) -> None:
    site.write_file("templates/blocks/own.html", "\n{{ block.nothing }}")
    site.write(body="::: own\nWords.\n:::\n")

    (problem,) = site.report()["problems"]

    assert (problem["path"], problem["line"]) == ("templates/blocks/own.html", 2)
    assert problem["during"] == "content/a.md"


def test_summaries_feeds_and_counts_leave_blocks_as_is_sensible(site: SiteDriver) -> None:
    site.settings("feeds: {full_text: true}\n")
    site.write(
        body="https://vimeo.com/12345\n\n::: pullquote\nOne two three.\n:::\n\n"
        "First words.\n\n::: factbox F\nFour.\n:::\n"
    )
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block cite %}{{ body.word_count }} words{% endblock %}',
    )
    assert site.build().code == 0

    html = site.read(PLACE)
    assert '<meta name="description" content="First words.">' in html
    assert "3 words" in html
    feed = site.read("feed.xml")
    assert "&lt;iframe" not in feed
    assert "https://vimeo.com/12345" in feed
    assert "Four." in feed


@DIALECTS
def test_colons_in_a_comment_are_no_block(site: SiteDriver, dialect: str) -> None:
    html = text_of(site, "::: note T\n<!--\n:::\n-->\nWords.\n:::\n\n<!--\n::: note\n-->\n", dialect)

    assert "Words.</p></div>" in html.replace("\n", "")
    assert ":::" not in html


def test_a_line_that_is_given_back_is_text() -> None:
    """A line where no block can be is an error, and no markup in it gets through."""
    blocks = set_blocks_apart("::: note <b>\n:::\n", Known(frozenset({"note"})), Places("", "a.md", 1))

    shown = blocks.fill("<td>\ufde20\ufde2</td>", lambda *_: "", Places("::: note\n", "a.md", 1), str)

    assert shown == "<td>::: note &lt;b&gt;</td>"


def test_many_pieces_of_code_take_no_long_time() -> None:
    text = "```\n:::\n```\n\n<!--\n:::\n-->\n\n" * 20_000

    _, paces = paced(lambda: set_blocks_apart(text, Known(frozenset({"note"})), Places(text, "a.md", 1)))

    assert paces < 300


@DIALECTS
def test_entries_begin_at_headings_that_stand_in_nothing_else(site: SiteDriver, dialect: str) -> None:
    html = text_of(
        site,
        "::: factbox\n:::: live\n### 10:00 One\n::: note\n### Inner\nA.\n:::\n\n<div>\n\n### Raw\n\n</div>\n\n"
        "::: qa\n### Why?\nB.\n:::\n\n### 11:00 Two\nC.\n::::\n:::\n",
        dialect,
    )

    assert re.findall(r"<h3>(\w+)</h3>", html) == ["Two", "One"]
    assert html.count("<article") == 2
    assert [html.count(word) for word in ("Inner", "Raw", "Why?")] == [1, 1, 1]


@DIALECTS
def test_what_stands_before_the_first_entry_is_shown_before_all(site: SiteDriver, dialect: str) -> None:
    html = text_of(site, "::: live\nWhat has been.\n\n### 10:00 One\nA.\n\n### 11:00 Two\nB.\n:::\n", dialect)

    assert re.findall(r"been|One|Two", re.sub(r'"[^"]*"', "", html)) == ["been", "Two", "One"]


WHEN = {
    "14:30 Three": ("", "14:30", "Three"),
    "14:30:45 Three": ("", "14:30:45", "Three"),
    "2026-11-24 8:05: Three": ("2026-11-24", "08:05", "Three"),
    "2026-11-24T08:05 Three": ("2026-11-24", "08:05", "Three"),
    "14h45 Trois": ("", "14:45", "Trois"),
    "14 h 45 Trois": ("", "14:45", "Trois"),
    "14:45 Uhr Drei": ("", "14:45", "Drei"),
    "09.15 Three": ("", "09:15", "Three"),
    "09.15 – three": ("", "09:15", "three"),
    "09.15": ("", "09:15", ""),
    "<strong>15:00</strong> x": ("", "15:00", "x"),
    "<strong>15:00 Three</strong>": ("", "15:00", "<strong>Three</strong>"),
    "15:10–15:20 Span": ("", "15:10", "15:10–15:20 Span"),
    "15:10 to 15:20 Span": ("", "15:10", "15:10 to 15:20 Span"),
}
NO_TIMES = [
    "2:30 pm Three",
    "2:30 p.m. Three",
    "3.50 euros",
    "10.15 million",
    "10.15. Three",
    "10.12.2026 Three",
    "10.15 % more",
    "2026-13-45 10:00 Three",
    "16:9 pictures",
    "25:10 Three",
]


@pytest.mark.parametrize("typed", [*WHEN, *NO_TIMES])
def test_a_time_is_told_from_other_numbers(typed: str) -> None:
    (entry,) = block_view("live", "", {}, f"<h3>{typed}</h3>\n<p>A.</p>\n").entries

    assert (entry.day, entry.time, entry.title) == WHEN.get(typed, ("", "", typed))


def test_what_stands_beside_a_recording_is_shown(site: SiteDriver) -> None:
    for name in ("talk.mp3", "talk.ogg", "other.mp3", "still.png"):
        site.write_file(f"content/{name}", b"x")
    html = text_of(
        site,
        "::: audio\nWords before.\n\n[MP3](talk.mp3) [](talk.ogg)\n\n[Another](other.mp3)\n\nA transcript.\n:::\n\n"
        "::: video\n![One](still.png) [A film](film)\n\nMore words.\n:::\n\n::: audio Only a title\nWords.\n:::\n",
    )

    assert '<audio controls preload="none"><source src="/talk.mp3"><source src="/talk.ogg"></audio>' in html
    assert '<a href="/talk.mp3">MP3</a> <a href="/talk.ogg">talk.ogg</a></figcaption>' in html
    assert '<p><a href="/other.mp3">Another</a></p>' in html
    assert [html.count(words) for words in ("Words before.", "A transcript.", "More words.", "Only a title")] == [1] * 4
    assert 'poster="/still.png"' in html
    assert "<img" not in html


def test_links_and_pictures_of_a_block_are_texts(site: SiteDriver) -> None:
    site.write_file(
        "templates/blocks/own.html", "{{ block.links[0].title }}|{{ block.links[0].url }}|{{ block.pictures[0].alt }}"
    )

    html = text_of(
        site, "::: own\n[A & <b>*B*</b>](https://example.com/?a=1&b=2) ![C & D](https://example.com/x.png)\n:::\n"
    )

    assert "A &amp; B|https://example.com/?a=1&amp;b=2|C &amp; D" in html


@pytest.mark.parametrize(
    ("block", "partial"),
    [
        ("{{ archive.count() }}", ""),
        ("{% for name in data.figures %}{{ name }}{% endfor %}", ""),
        ("{{ asset_url('style.css') }}", ""),
        ("{{ full_text(block) }}", ""),
        ('{% include "partials/own.html" %}', "{{ archive.count() }}"),
        (
            '{% from "partials/own.html" import own %}{{ own() }}',
            "{% macro own() %}{{ archive.count() }}{% endmacro %}",
        ),
        ('{% import "partials/own.html" as own with context %}{{ own.n }}', "{% set n = archive.count() %}"),
    ],
)
def test_blocks_cannot_ask_what_changes_without_their_story(site: SiteDriver, block: str, partial: str) -> None:
    site.write_file("data/figures.yaml", "a: 1\n")
    site.write_file("templates/blocks/own.html", block)
    site.write_file("templates/partials/own.html", partial)
    use = "{% include 'partials/own.html' %}" if "include" in block else ""
    site.write_file(
        "templates/article.html", f'{{% extends "theme/article.html" %}}{{% block cite %}}{use}{{% endblock %}}'
    )
    site.write(body="A page may.")
    assert site.build().code == 0
    site.write(body="::: own\nWords.\n:::\n")

    (problem,) = site.report()["problems"]

    assert "blocks and embeds cannot ask" in problem["what"]


def test_templates_that_no_story_can_ask_for_are_told(site: SiteDriver) -> None:
    for name in ("blocks/Recipe", "blocks/fish soup", "blocks/_parts", "blocks/fine-1", "embeds/www.example.com"):
        site.write_file(f"templates/{name}.html", "x")
    site.write_file("templates/embeds/Example.org.html", "x")
    site.write(body="Words.")

    problems = site.report()["problems"]

    assert [(each["path"].removeprefix("templates/"), each["severity"]) for each in problems] == [
        ("blocks/Recipe.html", "warning"),
        ("blocks/fish soup.html", "warning"),
        ("embeds/Example.org.html", "warning"),
        ("embeds/www.example.com.html", "warning"),
    ]
    assert "call it recipe.html" in problems[0]["mend"]


@pytest.mark.parametrize(
    "name", ["pullquote", "factbox", "note", "timeline", "gallery", "qa", "audio", "video", "live"]
)
def test_blocks_of_the_theme_carry_what_their_braces_hold(site: SiteDriver, name: str) -> None:
    site.write_file("content/a.mp3", b"x")
    html = text_of(site, f"::: {name} T {{.wide #here lang=ar}}\n[Words](a.mp3)\n:::\n")

    (tag,) = re.findall(r"<\w+ [^>]*wide[^>]*>", html)
    assert re.search(rf'class="(box )?({name}|player) wide" id="here" lang="ar" dir="rtl"', tag)


OPENINGS = {
    "note The {x} thing": ("note", "The {x} thing", {"class": ""}),
    "note About {x}": ("note", "About {x}", {"class": ""}),
    'note Two {.a} {#b k="v w"} :::': ("note", "Two", {"class": "a", "id": "b", "k": "v w"}),
    "{.note .wide}": ("note", "", {"class": "wide"}),
    "Note\u3000Title {.wide}": ("note", "Title", {"class": "wide"}),
    "\u3000note T": ("note", "T", {"class": ""}),
}


@pytest.mark.parametrize("typed", OPENINGS)
def test_braces_of_attributes_are_told_from_those_of_a_title(typed: str) -> None:
    known = Known(frozenset({"note"}))

    (line, _) = set_blocks_apart(f"::: {typed}\nx\n:::\n", known, Places("", "a.md", 1)).lines

    assert (line.name, line.title, dict(line.attributes)) == OPENINGS[typed]


@pytest.mark.parametrize(
    "quoted",
    ["One two.", "日本語の引用文です。", "Un mot « cité » !", "https://vimeo.com/12345", "::: pullquote\nA b.\n:::"],
)
def test_what_a_pull_quote_says_counts_for_nothing(site: SiteDriver, quoted: str) -> None:
    site.write_file(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block cite %}{{ body.word_count }} words{% endblock %}',
    )
    site.write(body=f"First words are four.\n\n:::: pullquote\n{quoted}\n::::\n", lang="fr")
    assert site.build().code == 0

    assert "4 words" in site.read(PLACE)


SQUARES = """
[...document.querySelectorAll(".pictures img")].map(img => {
  const box = img.getBoundingClientRect()
  return [Math.round(box.left), Math.round(box.top), Math.round(box.width), Math.round(box.height)]
})
"""
DOT = "getComputedStyle(document.querySelector('.timeline li'), '::before').content"
BULLET = "[...document.querySelectorAll('.pictures li')].map(item => getComputedStyle(item).display)"


@pytest.mark.browser
@pytest.mark.parametrize("width", [375, 1440])
def test_pictures_of_a_gallery_are_squares_that_do_not_overlap(site: SiteDriver, browser: Any, width: int) -> None:
    for number in range(3):
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="{90 + 200 * number}" height="200"/>'
        site.write_file(f"content/{number}.svg", picture)
    text_of(site, "::: gallery\n![](0.svg)\n\n![](1.svg)\n\n- ![](2.svg)\n:::\n\n::: timeline\n1. **1972** A.\n:::\n")
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((site.output / PLACE).as_uri())
    page.add_style_tag(content=site.read("style.css"))

    boxes = page.evaluate(SQUARES)
    dot, items = page.evaluate(DOT), page.evaluate(BULLET)
    page.close()

    assert all(abs(wide - high) <= 1 for _, _, wide, high in boxes)
    assert not [
        (one, other)
        for one in boxes
        for other in boxes
        if one < other and abs(one[0] - other[0]) < one[2] - 1 and abs(one[1] - other[1]) < one[3] - 1
    ]
    assert (dot, items) == ("none", ["contents"])


@pytest.mark.browser
def test_formats_that_are_offered_take_no_place_in_a_gallery(site: SiteDriver, browser: Any) -> None:
    for number in range(2):
        site.write_file(f"content/{number}.jpg", encoded(photograph()))
    text_of(site, "::: gallery\n![](0.jpg)\n![](1.jpg)\n:::\n")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((site.output / PLACE).as_uri())
    page.add_style_tag(content=site.read("style.css"))

    lefts = page.evaluate("[...document.querySelectorAll('.pictures img')].map(each => each.offsetLeft)")
    begin, wide = page.evaluate("(each => [each.offsetLeft, each.offsetWidth])(document.querySelector('.pictures'))")
    page.close()

    assert "<source" in site.read(PLACE)
    assert lefts[0] == begin
    assert lefts[1] - lefts[0] < wide / 3


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("::: note\nA.\n:::\nB.", "\nB."),
        ("::: own\nA.\n:::\nB.", "::: own\nA.\n:::\nB."),
        ("::: own\nA.\n\n::: note\nB.\n:::\nC.", "::: own\nA.\n\n\nC."),
        ("::: own that is never closed\nA.", "::: own that is never closed\nA."),
        ("::: note\n::: own\nA.\n:::\nB.\n:::\nC.", "\nC."),
    ],
)
def test_a_summary_is_made_of_all_that_is_no_block(text: str, rest: str) -> None:
    assert without_blocks(text, ("note",)) == rest


def test_a_summary_follows_the_templates_that_there_are(site: SiteDriver) -> None:
    site.write(body="::: own\nOf the block.\n:::\n\nOf the story.\n")
    site.build()
    before = site.read(PLACE)
    site.write_file("templates/blocks/own.html", "{{ inside }}")

    site.build()

    assert '<meta name="description" content="::: own Of the block. ::: Of the story.">' in before
    assert '<meta name="description" content="Of the story.">' in site.read(PLACE)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("> ```\n> a\n\nb", "> ```\n> a\n\n"),
        ("> > ```\n> > a\n> b\n> ```", "> > ```\n> > a\n"),
        ("- ```\n  a\n\nb\n```\nc\n```", "- ```\n  a\n\n"),
        ("- ```\n  a\n  ```\nb", "- ```\n  a\n  ```"),
        ("1. a\n\n    ```\n    b\n    ```\nc", "    ```\n    b\n    ```"),
        ("a\n\n    ```\n    b\n\nc", ""),
        ("- a\n\nb\n\n    ```\n\nc", ""),
        ("```\na\n> b\n```\nc", "```\na\n> b\n```"),
    ],
)
def test_fenced_code_ends_with_what_it_stands_in(text: str, code: str) -> None:
    assert next((text[start:end] for start, end in fenced_code(text)), "") == code
