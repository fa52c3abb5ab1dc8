"""Lists, copies, rows of links, tags and captions of old sites that set all of it in one cell, without a class."""
# ruff: noqa: E501 - pages of HTML, as they were saved

import json
import re
from pathlib import Path

import pytest
from benchmarks.saved_pages.__main__ import site_of, tongue
from benchmarks.saved_pages.templates import PICTURE
from tests.conftest import SiteDriver

from newsgen.importers.saved_pages.byline import BylineReader
from newsgen.importers.saved_pages.captures import unwrapped
from newsgen.importers.saved_pages.prints import text_of
from newsgen.importers.saved_pages.rules import read_rules, rules_text
from newsgen.importers.saved_pages.shapes import shape_of
from newsgen.importers.saved_pages.site import Site
from newsgen.importers.story import Story

SHELL = """<html><head><title>{title} - Inselbote</title></head><body><table><tr><td width="100"><a href="/">Inselbote</a><br>
<a href="/s/1.html">Hafen</a><br><a href="/s/2.html">Markt</a></td><td width="400">{inner}</td></tr><tr><td>Copyright 2004 Inselbote, all rights reserved by those who print it.</td></tr></table></body></html>"""
HOST = "www.inselbote.example"
SUBJECTS = "wall ferry market school bridge library tower garden mill theatre station lighthouse".split()


def paragraphs(number: int) -> list[str]:
    subject = SUBJECTS[number]
    return [
        f"The {subject} by the harbour is to be closed for {number + 3} weeks, as the council of the island decided on Monday.",
        f"Nobody whom we asked knew why the {subject} had cost more than {number + 20} thousand in the year before this one.",
        f"It was built in 19{number + 10}, and whoever lives beside the {subject} hopes that it is opened again by spring.",
    ]


def headline(number: int) -> str:
    return f"Long repairs begin at the {SUBJECTS[number]}"


def caption(number: int) -> str:
    return f"The gate of the {SUBJECTS[number]} from the sea"


def story_page(number: int, *, above: str = "", below: str = "", text: list[str] | None = None) -> str:
    told = "<br><br>".join(text or paragraphs(number))
    return SHELL.format(
        title=headline(number),
        inner=f'{above}<font size="4"><b>{headline(number)}</b></font><br><font size="1">{number + 13:02}-03-2004</font><br><br>{told}{below}',
    )


def address(number: int) -> str:
    return f"/a/{number + 100}.html"


def entry(number: int) -> str:
    return f'<a href="{address(number)}"><b>{headline(number)}</b></a> <font size="1">({number + 13:02}-03-2004)</font><br>{paragraphs(number)[0]}<br><br>'


def made(pages: dict[str, str]) -> tuple[Site, dict[str, Story]]:
    site = site_of({f"{HOST}{path}": html.encode() for path, html in pages.items()})
    return site, {str(story.fields.get("url", story.source)): story for story in site.stories()}


def stories(**said: str) -> dict[str, str]:
    return {address(number): story_page(number, **said) for number in range(len(SUBJECTS))}


def test_lists_in_the_box_of_the_stories_are_none_and_take_no_lead_from_these() -> None:
    lists = {
        f"/s/{at}.html": SHELL.format(
            title=name, inner=f'<font size="5"><b>{name}</b></font><br><br>{"".join(map(entry, range(12)))}'
        )
        for at, name in enumerate(("Hafen", "Markt", "Search results", "Keyword repairs"), 1)
    }
    months = {
        "/archiv/04.html": SHELL.format(
            title="Archiv 2004",
            inner="<br>".join(f'{at + 13:02}-03-2004 <a href="{address(at)}">{headline(at)}</a>' for at in range(12)),
        )
    }

    site, found = made({**stories(), **lists, **months})

    assert sorted(found) == sorted(address(at) for at in range(12))
    assert site.passed_over["lists of stories"] == 5
    assert all(found[address(at)].text == "\n\n".join(paragraphs(at)) + "\n" for at in range(12))


@pytest.mark.parametrize(
    "asked", ["story.asp?S={}", "news.php?q={}.html", "article.php?cat=3&art={}.html", "s.jsp?tag={}"]
)
def test_the_name_of_what_an_address_asks_makes_no_list_of_a_story(asked: str) -> None:
    pages = {f"/{asked.format(number + 100)}": story_page(number) for number in range(12)}
    entries = "".join(map(entry, range(12)))
    for name, inner in (
        ("Hafen", entries),
        ("Alles vom Markt der Insel", f"<h1>Alles vom Markt der Insel</h1>{entries}"),
    ):
        pages[f"/{asked.format(name[:1])}"] = SHELL.format(title=name, inner=inner)

    site, found = made(pages)

    assert len(found) == 12
    assert site.named["lists of stories"] == [f"{HOST}/{asked.format(each)}" for each in "AH"]


@pytest.mark.parametrize("many", [2, 4])
def test_what_looks_like_a_list_is_one_where_its_address_asks_for_lists(many: int) -> None:
    links = "<br>".join(f'<a href="{address(at)}">{headline(at)}</a>' for at in range(many))
    headed = SHELL.format(title="Alles vom Markt der Insel", inner=f"<h1>Alles vom Markt der Insel</h1>{links}")

    site, _ = made({**stories(), "/l.php?cat=3": headed})

    assert site.passed_over["lists of stories"] == (many > 2)


def test_lists_are_named_and_that_they_are_far_more_than_stories_is_told_first(
    site: SiteDriver, tmp_path: Path
) -> None:
    entries = "".join(map(entry, range(12)))
    pages = dict(list(stories().items())[:4])
    pages |= {
        f"/s/{at}.html": SHELL.format(title=f"Hafen {at}", inner=entries.replace("weeks", f"{at} weeks"))
        for at in range(10, 22)
    }
    for path, html in pages.items():
        file = tmp_path / "crawl" / HOST / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")

    done = site.newsgen("import", str(tmp_path / "crawl"), "--now", "2026-11-28")

    assert done.code == 0, done.err
    assert "12 pages were taken for lists of stories, and 4 for stories" in done.err
    assert f"taken for lists of stories: {HOST}/s/10.html, {HOST}/s/11.html, {HOST}/s/12.html and 9 more" in done.out
    report = json.loads((site.root / "imports/crawl/report.json").read_text(encoding="utf-8"))
    assert report["passed_over_parts"]["lists of stories"] == [f"{HOST}/s/{at}.html" for at in range(10, 22)]


def test_what_many_stories_tell_of_another_is_its_own_alone() -> None:
    tease = f'<br><br><a href="{address(0)}"><b>{headline(0)}</b></a> <font size="1">(13-03-2004)</font><br>{paragraphs(0)[0]}<br><br>'
    pages = {address(at): story_page(at, below=tease if at in range(3, 9) else "") for at in range(12)}

    site, found = made(pages)

    assert paragraphs(0)[0] in found[address(0)].text
    assert all(paragraphs(0)[0] not in found[address(at)].text for at in range(3, 9))
    assert "teased:" in rules_text(site.learn())


@pytest.mark.parametrize(
    "way",
    [
        '<font size="1"><a href="/">Inselbote</a> &gt; <a href="/s/{0}.html">Hafen</a></font><br>',
        '<small><a href="/index.html">Home</a> » Markt</small><br>',
        '<span><a href="/s/{0}.html">Hafen</a> / <a href="/s/9.html">Fischer</a> /</span><br>',
        '<i>You are here: <a href="http://www.inselbote.example/">Home</a> | <a href="/s/{0}.html">Hafen</a> | Inselkrimi</i><br>',
    ],
)
def test_the_row_of_links_that_leads_to_a_story_is_none_of_it(way: str) -> None:
    pages = {address(at): story_page(at, above=way.format(at % 3)) for at in range(12)}

    _, found = made(pages)

    assert all(found[address(at)].text == "\n\n".join(paragraphs(at)) + "\n" for at in range(12))


def test_a_line_that_begins_with_a_link_and_tells_something_stays() -> None:
    pages = {
        address(at): story_page(at, text=[f'<a href="/s/1.html">Hafen</a>: the {SUBJECTS[at]} stays', *paragraphs(at)])
        for at in range(12)
    }

    _, found = made(pages)

    assert all(f"the {SUBJECTS[at]} stays" in found[address(at)].text for at in range(12))


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        (
            '<font size="1">Słowa kluczowe: <a href="/t/{0}">{0}</a>, <a href="/t/1">sea &amp; wind</a></font>',
            "sea & wind",
        ),
        ("<b>Mots-clés :</b> {0}, vent du nord", "vent du nord"),
        ('<div>Ключевые слова: <a href="/t/{0}">{0}</a> <a href="/t/2">ветер</a></div>', "ветер"),
        ("<i>Trefwoorden: {0}; wind</i>", "wind"),
        ('<span>關鍵詞：<a href="/t/{0}">{0}</a>、<a href="/t/2">海風</a></span>', "海風"),
    ],
)
def test_a_line_that_begins_with_a_word_for_tags_has_them_in_whatever_element(line: str, tags: str) -> None:
    pages = {address(at): story_page(at, below=f"<br><br>{line.format(SUBJECTS[at])}<br>") for at in range(12)}

    _, found = made(pages)

    assert [found[address(at)].fields.get("tags") for at in range(12)] == [(SUBJECTS[at], tags) for at in range(12)]
    assert all(found[address(at)].text == "\n\n".join(paragraphs(at)) + "\n" for at in range(12))


def test_a_sentence_that_begins_with_a_word_for_tags_stays() -> None:
    line = "Topics: what the council of the island is to decide, and why the {0} has to wait for it until the spring."
    pages = {address(at): story_page(at, below=f"<br><br>{line.format(SUBJECTS[at])}<br>") for at in range(12)}

    _, found = made(pages)

    assert all("Topics: what the council" in found[address(at)].text for at in range(12))
    assert not any("tags" in story.fields for story in found.values())


@pytest.mark.parametrize(
    ("below", "credit"),
    [
        ("<font>{1}</font><br><font>Fot. Jan Nowak / IB</font>", "Jan Nowak / IB"),
        ("<font>{1}</font><br><font>FOT. JAN NOWAK</font>", "JAN NOWAK"),
        ("<small>{1} Photo: Jan Nowak</small>", "Jan Nowak"),
        (
            '<a href="#"><font size="1">powiększ</font></a><br><i>{1}</i><br><i>Fot.: Jan Nowak</i>',
            "Jan Nowak",
        ),
        ("<font>Click to enlarge</font><br><font>{1}</font><br><font>Foto: dpa</font>", "dpa"),
    ],
)
@pytest.mark.parametrize("is_lead", [True, False])
def test_the_word_before_a_credit_and_a_link_that_enlarges_a_picture_are_no_caption(
    below: str,
    credit: str,
    is_lead: bool,  # noqa: FBT001
) -> None:
    def text(at: int) -> list[str]:
        box = (
            '<table width="210" align="right"><tr><td><img src="/p{0}.jpg" width="200"><br>'
            + below
            + "</td></tr></table>"
        )
        told = paragraphs(at)
        told[0 if is_lead else 1] = box.format(at, caption(at)) + told[0 if is_lead else 1]
        return told

    pages = {f"{HOST}{address(at)}": story_page(at, text=text(at)).encode() for at in range(12)}
    site = site_of(pages | {f"{HOST}/p{at}.jpg": PICTURE for at in range(12)})

    found = {str(story.fields["url"]): story for story in site.stories()}

    for at in range(12):
        story = found[address(at)]
        image = story.fields.get("image")
        if is_lead:
            assert isinstance(image, dict)
            assert (image["caption"], image["credit"]) == (caption(at), credit)
        else:
            assert f'"{caption(at)} | {credit}"' in story.text


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("The harbour Photo: Jane Roe", ("The harbour", "Jane Roe")),
        ("Der Hafen Foto: dpa", ("Der Hafen", "dpa")),
        ("Port w nocy fot. Jan Nowak", ("Port w nocy", "Jan Nowak")),
        ("Порт Фото: Иван Петров", ("Порт", "Иван Петров")),
        ("In this photo: the harbour", ("In this photo: the harbour", "")),
    ],
)
def test_a_credit_needs_no_mark_before_its_word(line: str, parted: tuple[str, str]) -> None:
    assert tongue().bylines.split_credit(line) == parted


@pytest.mark.long
@pytest.mark.parametrize("title", ["{} - version to be printed", "{}", "Inselbote"])
def test_a_copy_for_printing_is_told_by_its_text_whatever_its_address(title: str) -> None:
    menu = "".join(f'<a href="/m/{at}.html">Menu {at}</a><br>' for at in range(9))
    bare = '<html><head><title>{}</title></head><body><font size="1">Inselbote</font><h3>{}</h3>{}<br><br>{}<hr>&copy; Inselbote</body></html>'
    pages = {address(at): story_page(at, above=menu) for at in range(12)}
    copies = {
        f"/b/{at + 100}.html": bare.format(
            title.format(headline(at)), headline(at), f"{at + 13:02}-03-2004", "<br><br>".join(paragraphs(at))
        )
        for at in range(5)
    }

    site, found = made({**copies, **pages})

    assert sorted(found) == sorted(address(at) for at in range(12))
    assert [found[address(at)].fields.get("aliases", ()) for at in range(12)] == [
        (f"/b/{at + 100}.html",) if at < 5 else () for at in range(12)
    ]
    assert site.passed_over["copies for printing, AMP and the like"] == 5


def test_two_stories_that_share_a_paragraph_are_no_copies() -> None:
    shared = paragraphs(0)[0]
    pages = {address(at): story_page(at, text=[shared, *paragraphs(at)[1:]] if at < 2 else None) for at in range(12)}
    bare = f"<html><head><title>{headline(3)}</title></head><body><h3>{headline(3)}</h3>15-03-2004<br><br>{shared}<br><br>What else the council decided about this matter, nobody could tell us on Monday.</body></html>"

    _, found = made({**pages, "/b/1.html": bare})

    assert len(found) == 13
    assert not any("aliases" in story.fields for story in found.values())


def test_pages_without_a_day_in_the_box_of_the_stories_are_standing_pages() -> None:
    about = [
        "The Inselbote has been printed on the island since the harbour was built, and belongs to those who write it.",
        "Whoever wants to write to us does so by letter, or comes to the house beside the market on a Monday.",
    ]
    pages = {
        f"/{name}.html": SHELL.format(
            title=name.title(), inner=f"<b>{name.title()}</b><br><br>{'<br><br>'.join(about)}<br>{name}"
        )
        for name in ("about", "contact", "donate")
    }

    _, found = made({**stories(), **pages})

    assert {url for url, story in found.items() if story.kind == "page"} == set(pages)
    assert all("date" not in found[url].fields for url in pages)


def test_a_story_without_a_day_whose_address_is_that_of_a_story_stays_one() -> None:
    undated = story_page(3).replace("16-03-2004", "")

    _, found = made({**stories(), address(3): undated})

    assert found[address(3)].kind == "article"
    assert any(guess.field == "date" for guess in found[address(3)].guesses)


def test_a_page_of_a_forum_is_no_story() -> None:
    post = '<table><tr><td><font size="1">Autor: <b>{who}</b> Data: 1{at}-03-2004</font></td></tr><tr><td>{text}</td></tr></table>'
    talk = "".join(
        post.format(who=who, at=at, text=paragraphs(at)[1]) for at, who in enumerate(("ida", "max77", "guest"), 1)
    )
    forum = SHELL.format(title=f"Forum: {headline(2)}", inner=f"<b>Forum: {headline(2)}</b><br>{talk}")

    site, found = made({**stories(), "/forum/7.html": forum})

    assert len(found) == 12
    assert site.passed_over["pages of a forum"] == 1


@pytest.mark.parametrize(
    "said",
    [
        "Nie znaleziono strony",
        "Fehler 404: Seite nicht gefunden",
        "Страница не найдена",
        "ページが見つかりません",
        "Oops! Page not found",
    ],
)
def test_what_a_server_says_in_place_of_a_page_is_known_in_many_languages(said: str) -> None:
    inner = (
        f"<h2>{said}</h2><p>The page that was asked for is none, or has gone to another place. <a href='/'>Home</a></p>"
    )

    site, found = made({**stories(), "/a/1.html": SHELL.format(title="Inselbote", inner=inner)})

    assert len(found) == 12
    assert site.passed_over["pages that say that there is none"] == 1


@pytest.mark.parametrize(
    ("one", "other", "are_like"),
    [
        ("http://a.example/news/2004/03/five-boats-sunk/", "http://a.example/news/2011/12/17-reasons-to-go/", True),
        ("http://a.example/1,35801,200000.html", "http://a.example/1,44425,9.html", True),
        ("http://a.example/story.php?id=5&p=2", "http://a.example/story.php?p=1&id=77", True),
        ("http://a.example/news/2000.a_b_c/", "http://a.example/news/31.several_words/", True),
        ("http://a.example/1,35801,200000.html", "http://a.example/redakcja.html", False),
        ("http://a.example/long-name-of-story/", "http://a.example/about/", False),
    ],
)
def test_addresses_are_of_one_pattern_whatever_their_words_and_numbers(one: str, other: str, are_like: bool) -> None:  # noqa: FBT001
    assert (shape_of(one) == shape_of(other)) is are_like


def test_an_address_unlike_those_of_the_stories_raises_doubt() -> None:
    _, found = made({**stories(), "/extra/special/today.html": story_page(5).replace("library", "quay")})

    (doubt,) = [guess for guess in found["/extra/special/today.html"].guesses if guess.field == "url"]
    assert doubt.confidence < 0.8
    assert not any(guess.field == "url" for guess in found[address(5)].guesses)


def test_prose_that_stands_in_one_story_and_was_left_out_is_counted() -> None:
    rules = rules_text(made(stories())[0].learn())
    told = paragraphs(2)[1].casefold().replace("22", "#")
    pages = stories()

    site = site_of({f"{HOST}{path}": html.encode() for path, html in pages.items()})
    site.rules = read_rules(rules.replace("standing: []", f'standing: ["{told}"]'), "rules.yaml")
    found = list(site.stories())

    assert len(found) == 12
    assert any("words of prose that no other story has" in note for note in site.notes)


def test_a_short_story_beside_many_headlines_with_their_days_is_one_though_no_title_names_it() -> None:
    latest = "".join(map(entry, range(6)))
    pages = {
        address(at): story_page(at, below=f"<hr>{latest}").replace(f"<title>{headline(at)} - ", "<title>")
        for at in range(12)
    }

    _, found = made(pages)

    assert sorted(found) == sorted(pages)


@pytest.mark.parametrize(
    "line",
    [
        "Rozmawiała Ida Holm",
        "Das Gespräch führte Ida Holm",
        "Беседовала Ida Holm",
        "Ptala se Ida Holm",
        "Röportaj: Ida Holm",
        "Intervista di Ida Holm",
    ],
)
def test_whoever_asked_in_an_interview_is_its_author(line: str) -> None:
    assert tongue().authors(line) == tongue().authors(line, is_sure=True) == ("Ida Holm",)


def test_the_page_of_an_author_with_words_about_them_and_their_stories_is_a_list() -> None:
    about = (
        "Ida Holm has written about the harbour and the market since 1999, when she came to the island on the last ferry of the year. "
        * 2
    )
    profiles = {
        f"/people/{name}.html": SHELL.format(
            title=f"{name.title()} Holm",
            inner=f"<h1>{name.title()} Holm</h1><p>{about}</p>{''.join(map(entry, range(6)))}",
        )
        for name in ("ida", "max", "tove")
    }

    site, found = made({**stories(), **profiles})

    assert sorted(found) == sorted(address(at) for at in range(12))
    assert site.passed_over["lists of stories"] == 3


@pytest.mark.parametrize("part", ["<script", "<!--", "<style>>", "<noscript></script"])
def test_scripts_without_an_end_do_not_slow_the_comparison_of_texts(part: str) -> None:
    found = unwrapped("a.html", (f"<html><body><p>{'word ' * 20}</p>" + part * 200_000).encode())
    assert not isinstance(found, str)

    assert len(text_of(found).runs) == 1


MAST = '<td align="right" class="top">{day}<br><span>Hafen: 12 Grad</span></td>'


@pytest.mark.parametrize("has_own", [True, False])
def test_the_day_of_the_visit_in_the_frame_is_no_date_of_a_page(has_own: bool) -> None:  # noqa: FBT001
    def framed(html: str, at: int) -> str:
        return html.replace("<tr><td", f"<tr>{MAST.format(day=f'Monday, March {9 + at % 2}, 2009')}</tr><tr><td", 1)

    entries = "".join(map(entry, range(12)))
    pages = {path: framed(html, at) for at, (path, html) in enumerate(stories().items())}
    if not has_own:
        pages = {path: re.sub(r"\d\d-03-2004", "", html) for path, html in pages.items()}
    pages |= {f"/s/{at}.html": framed(SHELL.format(title="Hafen", inner=entries), at) for at in range(3)}
    about = "We print this paper on the island, and have done so since the harbour froze."
    for at, name in enumerate(("Contact us", "Jane Roe")):
        told = f"<b>{name}</b><br><br>{about}<br><br>{paragraphs(at)[0].replace('weeks', 'years')}"
        pages[f"/about/{name[:4].lower()}.html"] = framed(SHELL.format(title=name, inner=told), at)

    _, found = made(pages)

    days = {str(story.fields.get("date", ""))[:7] for path, story in found.items() if path.startswith("/a/")}
    assert days == {"2004-03" if has_own else "2009-03"}  # The only day of a story may be that of its issue.
    assert len(found) == 14
    if has_own:
        standing = [story for path, story in found.items() if path.startswith("/about/")]
        assert [(story.kind, story.fields.get("date")) for story in standing] == [("page", None)] * 2


def test_a_day_that_themes_call_that_of_the_visit_is_no_date() -> None:
    bar = '<div class="td_data_time">Δευτέρα, 9 Μαρτίου 2009</div>'
    pages = {path: html.replace("<body>", f"<body>{bar}") for path, html in stories().items()}
    pages["/about/us.html"] = SHELL.format(
        title="Contact us",
        inner=f"<b>Contact us</b><br><br>{paragraphs(1)[0].replace('weeks', 'years')}<br><br>{paragraphs(2)[1]}",
    ).replace("<body>", f"<body>{bar}")

    _, found = made(pages)

    assert found["/about/us.html"].kind == "page"
    assert found["/a/100.html"].fields["date"] == "2004-03-13"


@pytest.mark.parametrize("form", ["list", "machines"])
def test_all_categories_of_a_story_are_its_sections(form: str) -> None:
    names = [("Hafen", "Markt"), ("Markt", "Kultur"), ("Kultur", "Hafen")]
    pages = {}
    for at in range(12):
        several = names[at % 3]
        above = f'<ul class="td-category"><li>{several[0]}</li><li>{several[1]}</li></ul>'
        html = story_page(at, above=above if form == "list" else "")
        data = {"@type": "NewsArticle", "headline": headline(at), "articleSection": several}
        script = f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        pages[address(at)] = html if form == "list" else html.replace("</head>", script)

    _, found = made(pages)

    assert [found[address(at)].fields.get("sections") for at in range(3)] == names


@pytest.mark.parametrize("mark", ["*", "†", "¹", " *", "**"])
def test_marks_of_notes_behind_names_are_no_part_of_them(mark: str) -> None:
    words = tongue()
    said = BylineReader(words.bylines, words.known).read(f"Γράφει ο Νίκος Ρούσσος{mark}")
    assert said.authors == ("Νίκος Ρούσσος",)
