"""A publication in several languages: each has an edition of its own (docs/languages.md)."""

import json
import re

import pytest
from conftest import SiteDriver

pytestmark = pytest.mark.sampled(every=3)

LANGUAGES = "languages:\n  ko: {title: 미러, description: 항구, menu: [경제]}\n  ar:\n"


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """A story in three languages, and others in one."""
    site.settings(f"description: Harbour\n{LANGUAGES}")
    site.write("content/wall.md", title="Wall", date="2025-01-02 21:30", section="Local", places=["Busan"])
    site.write("content/wall.ko.md", title="방파제", date="2025-01-02 21:30", section="경제", places=["부산"])
    site.write("content/ar/wall.md", title="الجدار", date="2025-01-03")
    site.write("content/ferry.md", title="Ferry", date="2025-01-05", section="Local")
    site.write("content/ko/rice.md", title="쌀", date="2025-01-06", section="경제", tags=["쌀"])
    return site


def links(html: str, part: str = "main") -> list[str]:
    return re.findall(r'href="([^"]+)"', re.findall(rf"<{part}\b.*?</{part}>", html, re.DOTALL)[0])


def test_each_edition_lists_its_stories_and_no_others(paper: SiteDriver) -> None:
    assert paper.build().code == 0

    for page, there, elsewhere in (
        ("index.html", {"Wall", "Ferry"}, {"방파제", "쌀", "الجدار"}),
        ("ko/index.html", {"방파제", "쌀"}, {"Wall", "Ferry", "الجدار"}),
        ("ar/articles/index.html", {"الجدار"}, {"Wall", "Ferry", "방파제", "쌀"}),
        ("ko/feed.xml", {"방파제", "쌀"}, {"Wall", "Ferry", "الجدار"}),
        ("ko/2025/01/index.html", {"방파제", "쌀"}, {"Wall", "Ferry", "الجدار"}),
    ):
        text = paper.read(page)
        assert {title for title in there | elsewhere if title in text} == there, page


def test_an_edition_speaks_its_language(paper: SiteDriver) -> None:
    paper.build()

    korean, arabic = paper.read("ko/index.html"), paper.read("ar/index.html")
    assert '<html lang="ko" dir="ltr">' in korean
    assert "<title>미러</title>" in korean or "— 미러</title>" in korean
    assert "오후 9:30" in paper.read("ko/2025/01/02/wall/index.html")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "Test Post" in arabic
    assert '<meta name="description" content="항구">' in korean
    assert '<meta name="description" content="Harbour">' in arabic
    assert "<language>ko</language>" in paper.read("ko/feed.xml")
    assert "지역" in paper.read("ko/places/index.html")


def test_what_an_edition_links_to_lies_in_it(paper: SiteDriver) -> None:
    paper.build()

    to_others = re.compile(r'<nav class="languages".*?</nav>|<p class="versions">.*?</p>', re.DOTALL)
    for path in [path for path in paper.files() if path.startswith("ko/") and path.endswith(".html")]:
        html = to_others.sub("", paper.read(path))
        places = {link for link in links(html, "body") if link.startswith("/")}
        assert {place for place in places if not place.startswith("/ko/")} == set(), path


def test_every_link_of_the_site_leads_somewhere(paper: SiteDriver) -> None:
    paper.write_file("content/pages/about.md", "---\ntitle: About\n---\nWe.\n")
    paper.write_file("content/ko/pages/about.md", "---\ntitle: 소개\nmenu: 1\n---\n우리.\n")
    paper.build()

    there = set(paper.files())
    for path in (path for path in there if path.endswith(".html")):
        for link in links(paper.read(path), "body"):
            place = link.partition("#")[0].lstrip("/")
            if link.startswith("/"):
                assert place in there or f"{place}index.html" in there, (path, link)


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    ("page", "to_korean"),
    [
        ("index.html", "/ko/"),
        ("articles/index.html", "/ko/articles/"),
        ("dates/index.html", "/ko/dates/"),
        ("2025/01/02/wall/index.html", "/ko/2025/01/02/wall/"),
        ("2025/01/05/ferry/index.html", "/ko/"),
        ("about/index.html", "/ko/about/"),
        ("rules/index.html", "/ko/"),
        ("places/seoul/index.html", "/ko/places/seoul/"),
        ("places/index.html", "/ko/places/"),
        ("2025/index.html", "/ko/"),
        ("places/ulsan/index.html", "/ko/"),
        ("404.html", "/ko/"),
    ],
)
def test_the_switch_leads_to_the_same_page_where_there_is_one(paper: SiteDriver, page: str, to_korean: str) -> None:
    paper.write_file("content/pages/about.md", "---\ntitle: About\n---\nWe.\n")
    paper.write_file("content/pages/rules.md", "---\ntitle: Rules\n---\nWe.\n")
    paper.write_file("content/ko/pages/about.md", "---\ntitle: 소개\n---\n우리.\n")
    paper.write("content/seoul.md", title="S", date="2024-01-01", places=["Seoul", "Ulsan"])
    paper.write("content/ko/seoul.md", title="S", date="2024-01-01", places=["Seoul"])
    paper.build()

    html = paper.read(page)
    switch = re.findall(r'<nav class="languages".*?</nav>', html, re.DOTALL)[0]
    assert f'<a href="{to_korean}" hreflang="ko" lang="ko" dir="ltr">한국어</a>' in switch
    assert '<span aria-current="true">English</span>' in switch
    has_version = to_korean != "/ko/" or page == "index.html"
    assert (f'rel="alternate" hreflang="ko" href="https://example.org{to_korean}"' in html) == has_version
    assert ('hreflang="x-default"' in html) == has_version


def test_standing_pages_are_listed_in_their_edition_alone(paper: SiteDriver) -> None:
    paper.write_file("content/pages/about.md", "---\ntitle: About\nmenu: 1\n---\nWe.\n")
    paper.write_file("content/ko/pages/help.md", "---\ntitle: 도움말\nmenu: 1\n---\n우리.\n")
    paper.build()

    assert "도움말" not in paper.read("index.html")
    assert "도움말" in paper.read("ko/index.html")
    assert "/about/" not in paper.read("ko/index.html").partition("<footer")[0]
    assert '<html lang="ko"' in paper.read("ko/help/index.html")


def test_a_term_says_something_else_in_each_edition(paper: SiteDriver) -> None:
    paper.write_file("content/terms/places/busan.md", "---\ntitle: Busan\nsummary: A port.\n---\nA port.\n")
    paper.write_file("content/ko/terms/places/busan.md", "---\ntitle: 부산\naliases: [Busan]\n---\n항구.\n")
    paper.write("content/ko/rice.md", title="쌀", date="2025-01-06", section="경제", places=["Busan"])
    assert paper.build().code == 0

    assert "A port." in paper.read("places/busan/index.html")
    korean = paper.read("ko/places/busan/index.html")
    assert "항구." in korean
    assert "쌀" in korean
    assert "방파제" in korean
    assert "A port." not in korean


def test_a_term_without_a_file_of_the_edition_has_that_of_the_publication(paper: SiteDriver) -> None:
    paper.write_file("content/terms/places/busan.md", "---\naliases: [부산]\n---\nA port.\n")
    paper.build()

    text = paper.read("ko/places/busan/index.html")
    assert '<div class="text" lang="en" dir="ltr">' in text
    assert "A port." in text


@pytest.mark.parametrize(
    ("lang", "place"),
    [
        ("ko-KR", "ko/articles"),
        ("KO", "ko/articles"),
        ("fr", "articles"),
        ("en-GB", "articles"),
        ("ar-EG", "ar/articles"),
    ],
)
def test_a_story_stands_in_the_edition_of_its_language_and_nowhere_else(
    paper: SiteDriver, lang: str, place: str
) -> None:
    paper.write("content/new.md", title="A new one", date="2025-01-07", lang=lang)
    paper.build()

    listings = ("articles", "ko/articles", "ar/articles")
    assert [each for each in listings if "A new one" in paper.read(f"{each}/index.html")] == [place]


def test_a_list_of_languages_says_nothing_otherwise(site: SiteDriver) -> None:
    site.settings("languages: [en, ko, zh_Hant]\n")
    site.write("content/a.md", section="World")
    site.write("content/zh-Hant/a.md", section="World")
    site.build()

    assert "Test Post" in site.read("ko/index.html")
    assert "zh-hant/index.html" in site.files()
    assert not [path for path in site.files() if path.startswith("en/")]
    assert '<html lang="zh-Hant"' in site.read("zh-hant/index.html")


def test_what_the_settings_say_of_languages_comes_back_as_it_was_typed(paper: SiteDriver) -> None:
    shown = json.loads(paper.newsgen("config", "--json").out)["languages"]

    assert shown == {"ko": {"title": "미러", "description": "항구", "menu": ["경제"]}, "ar": {}}


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("{korean!: {}}", "`languages`: korean! is not a language tag"),
        ("{ko: {titel: x}}", "unknown field `titel`, did you mean `title`?"),
        ("{ko: {menu: x}}", "`menu` must be a list"),
        ("{ko: {front: [{nothing: 1}]}}", "unknown field `nothing`"),
        ("{ko: 미러}", "`ko` must be a group of fields"),
    ],
)
def test_a_mistake_in_languages_is_told_at_its_place(site: SiteDriver, typed: str, what: str) -> None:
    site.settings(f"languages: {typed}\n")
    site.write()

    result = site.build()

    assert result.code == 2
    assert what in result.err
    assert re.search(r"newsgen.yaml:\d+:\d+: error", result.err)


def test_a_menu_of_an_edition_that_leads_nowhere_is_told(paper: SiteDriver) -> None:
    paper.settings("languages: {ko: {menu: [없음]}}\n")

    assert "`languages.ko.menu` names '없음', but no article is in that section" in paper.build().err


@pytest.mark.long
def test_relative_urls_lead_from_one_edition_to_another(paper: SiteDriver) -> None:
    paper.settings(f"{LANGUAGES}relative_urls: true\n")
    paper.build()

    assert 'href="../index.html" hreflang="en"' in paper.read("ko/index.html")
    assert 'href="ko/index.html" hreflang="ko"' in paper.read("index.html")


def test_sitemaps_list_every_edition(paper: SiteDriver) -> None:
    paper.build()

    listed = "".join(paper.read(path) for path in paper.files() if path.startswith("sitemaps/"))
    for place in ("", "ko/", "ar/", "ko/articles/", "ko/2025/01/", "ko/tags/ssal/", "ar/dates/"):
        assert f"<loc>https://example.org/{place}</loc>" in listed, place


def test_a_template_asks_the_archive_of_its_edition(paper: SiteDriver) -> None:
    template = '{% extends "theme/dates.html" %}{% block main %}{{ archive.latest(1)[0].title }} {{ archive.count() }}'
    paper.write_file("templates/dates.html", template + "{% endblock %}")
    paper.build()

    assert "Ferry 2" in paper.read("dates/index.html")
    assert "쌀 2" in paper.read("ko/dates/index.html")
    assert "الجدار 1" in paper.read("ar/dates/index.html")


@pytest.mark.parametrize("said", ["description", "copyright", "title"])
def test_what_an_edition_says_of_itself_makes_its_pages_anew(site: SiteDriver, said: str) -> None:
    site.write()
    site.write("content/a.ko.md")
    for text in ("One", "Another"):
        site.settings(f"languages: {{ko: {{{said}: {text}}}}}\n")
        site.build()

    assert [path for path in site.files() if path.startswith("ko/") and b">One<" in site.files()[path]] == []
    assert "Another" in site.read("ko/articles/index.html")


def test_an_imprint_that_is_written_once_is_reached_from_every_edition(paper: SiteDriver) -> None:
    paper.write_file("content/pages/imprint.md", "---\ntitle: Imprint\n---\nWe.\n")
    paper.write_file("content/pages/about.md", "---\ntitle: About\nmenu: 1\n---\nWe.\n")
    paper.write_file("content/ko/pages/about.md", "---\ntitle: 소개\n---\n우리.\n")
    paper.build()

    for path, is_there in (("ko/index.html", False), ("ar/2025/01/03/wall/index.html", True)):
        footer = paper.read(path).partition("<footer")[2]
        assert '<a href="/imprint/" hreflang="en" lang="en">' in footer
        assert ('<a href="/about/" hreflang="en" lang="en">' in footer) == is_there
    assert "Imprint" not in paper.read("ko/index.html").partition("<footer")[0]


@pytest.mark.parametrize("name", ["about/index", "readme", "index-of-things"])
def test_a_page_in_a_folder_of_a_language_may_be_called_as_anywhere(paper: SiteDriver, name: str) -> None:
    paper.write_file(f"content/pages/{name}.md", "---\ntitle: About\n---\nWe.\n")
    paper.write_file(f"content/ko/pages/{name}.md", "---\ntitle: 소개\n---\n우리.\n")
    paper.build()

    place = name.removesuffix("/index")
    assert f"{place}/index.html" in paper.files()
    assert f"ko/{place}/index.html" in paper.files()


def test_a_page_with_an_address_of_its_own_is_a_version_still(paper: SiteDriver) -> None:
    paper.write_file("content/pages/priv.md", "---\ntitle: Privacy\n---\nWe.\n")
    paper.write_file("content/ko/pages/priv.md", "---\ntitle: 개인정보\nurl: /privko/\n---\n우리.\n")
    paper.build()

    assert 'hreflang="ko" href="https://example.org/privko/"' in paper.read("priv/index.html")
    assert 'hreflang="en" href="https://example.org/priv/"' in paper.read("privko/index.html")


def test_two_files_may_claim_one_name_in_two_languages(paper: SiteDriver) -> None:
    paper.write_file("content/terms/places/busan.md", "---\naliases: [부산]\n---\nA port.\n")
    paper.write_file("content/ko/terms/places/pusan.md", "---\ntitle: 부산\naliases: [Busan]\n---\n항구.\n")

    assert paper.build().code == 0
    assert "항구." in paper.read("ko/places/pusan/index.html")
    assert "busan.md" in paper.newsgen("terms", "places").out


def test_an_edition_without_a_story_is_told(site: SiteDriver) -> None:
    site.settings("languages: [ko]\n")
    site.write()

    assert "`languages` names ko, in which no story is published" in site.build().err


@pytest.mark.parametrize(
    ("lang", "edition"), [("zh-TW", "zh-hant"), ("zh_HK", "zh-hant"), ("zh", ""), ("zh-Hant-TW", "zh-hant")]
)
def test_a_region_that_writes_in_another_script_stands_in_that_edition(
    site: SiteDriver, lang: str, edition: str
) -> None:
    site.settings("languages: [zh-Hant]\n")
    site.write(lang=lang, title="Here it is")
    site.build()

    assert ("Here it is" in site.read("zh-hant/articles/index.html")) == bool(edition)
    assert f"{edition}/2025/03/04/a/index.html".lstrip("/") in site.files()


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("{en: {title: Own}, ko: }", "en is the publication's own language"),
        ("{ko: {title: A}, KO: {title: B}}", "`languages` names KO twice"),
    ],
)
def test_what_would_be_lost_in_languages_is_told(site: SiteDriver, typed: str, what: str) -> None:
    site.settings(f"languages: {typed}\n")
    site.write()

    assert what in site.build().err


@pytest.mark.long
def test_check_tells_of_editions_without_words(site: SiteDriver) -> None:
    site.settings("languages: [eo]\n")
    site.write()
    site.write("content/eo/b.md")
    site.build()

    assert "the theme has no words in `eo`" in site.newsgen("check").err
