"""Search of a site: what the index holds and answers, and that it is after any edit what a build from nothing makes."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SiteDriver
from pictures import png

from newsgen.searcher import shards
from newsgen.searcher.excerpts import page_text
from newsgen.searcher.words import compared_text, has_phrase


def write_stories(site: SiteDriver) -> None:
    site.write(
        "content/a.md", "The *night* bus goes by the harbour.", title="Buses", section="Local", tags=["Night life"]
    )
    site.write("content/b.md", "The night was dark, and no bus went. Café Korea.", title="Dark", date="2024-02-01")
    site.write(
        "content/c.md", "A harbour festival with governments.", title="Festival", date="2023-05-06", section="Local"
    )
    site.write("content/d.md", "한국어판에는 항구 소식이 있습니다.", title="항구의 배", date="2023-05-07", lang="ko")
    site.write("content/e.md", "Nothing of the harbour yet.", title="Secret", draft=True)
    site.write_file("content/pages/about.md", "---\ntitle: About us\n---\nWe live at the harbour.\n")
    site.write_file("content/terms/places/north-korea.md", "---\ntitle: North Korea\naliases: [DPRK]\n---\n")
    site.write(
        "content/f.md", "Talks in North Korea went on.", title="Talks", date="2022-01-01", places=["North Korea"]
    )


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    write_stories(site)
    return site


def built_with(folder: Path, write: Callable[[SiteDriver], None]) -> SiteDriver:
    """A site that is to be asked, and not to be changed."""
    site = SiteDriver(folder / "site")
    write(site)
    assert site.build().code == 0
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    return built_with(tmp_path_factory.mktemp("search"), write_stories)


def assert_equal_to_a_clean_build(site: SiteDriver) -> None:
    assert site.build().code == 0
    edited = site.files()
    site.remove("build")
    site.remove(".newsgen")
    assert site.build().code == 0
    assert site.files() == edited


def titles(paper: SiteDriver, *arguments: str) -> list[str]:
    found = paper.newsgen("search", "--json", *arguments)
    assert found.code == 0, found.err
    return [result["title"] for result in found.json["results"]]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (["harbour"], ["Buses", "Festival", "About us"]),
        (["harbour", "night"], ["Buses"]),
        (["night bus"], ["Buses"]),  # The shell has taken the quotation marks.
        (["--", "harbour", "-festival"], ["Buses", "About us"]),
        (["harbour", "-festival"], ["Buses", "About us"]),
        (["-festival", "harbour"], ["Buses", "About us"]),
        (["harbour", "-night bus"], ["Festival", "About us"]),
        (["harbour", "--", "-night bus"], ["Festival", "About us"]),
        (["harbour", "night", "--", "-2024"], ["Buses"]),
        (["harb*"], ["Buses", "Festival", "About us"]),
        (["harbuor"], ["Buses", "Festival", "About us"]),
        (["arbour"], ["Buses", "Festival", "About us"]),
        (["government"], ["Festival"]),
        (["cafe"], ["Dark"]),
        (["항구"], ["항구의 배"]),
        (["배"], ["항구의 배"]),
        (["DPRK"], ["Talks"]),
        (["dprk", "talks"], ["Talks"]),
        (["secret"], []),
    ],
)
def test_answers(built: SiteDriver, typed: list[str], wanted: list[str]) -> None:
    assert sorted(titles(built, *typed)) == sorted(wanted)


def test_filters(built: SiteDriver) -> None:
    assert titles(built, "--section", "local", "harbour", "--newest") == ["Buses", "Festival"]
    assert titles(built, "--tag", "night-life") == ["Buses"]
    assert titles(built, "--term", "places=dprk") == ["Talks"]
    assert titles(built, "--language", "ko") == ["항구의 배"]
    assert titles(built, "--language", "en")[-1] == "About us"  # what has no date stands last
    assert built.newsgen("search").code == 2
    assert titles(built, "--since", "2023-05-07", "--until", "2024-12-31", "--newest") == ["Dark", "항구의 배"]
    assert titles(built, "--until", "2022-12-31") == ["Talks"]
    assert titles(built, "--language", "KO") == ["항구의 배"]
    unknown = built.newsgen("search", "x", "--language", "kr")
    assert unknown.code == 2
    assert "no text is in the language 'kr'" in unknown.err
    assert "choose from en, ko" in unknown.err
    refused = built.newsgen("search", "x", "--section", "Locla")
    assert refused.code == 2
    assert "did you mean" in refused.err
    assert built.newsgen("search", "x", "--since", "last week").code == 2


@pytest.mark.parametrize("slug", ["a;b=c d", "a'b (c)!", "한국"])
def test_a_term_is_found_by_whatever_slug(site: SiteDriver, slug: str) -> None:
    site.settings("slugs: unicode\n")
    site.write("content/a.md", "One.", title="One", tags=["Sea"])
    site.write("content/b.md", "Two.", title="Two", tags=["Wind"])
    site.write_file("content/terms/tags/sea.md", f"---\ntitle: Sea\nslug: {json.dumps(slug)}\n---\n")
    assert site.build().code == 0

    assert titles(site, "--tag", "Sea") == ["One"]
    assert titles(site, "--tag", "Wind") == ["Two"]


NOTED = (
    "The bus[^1] left<br>late, H<sub>2</sub>O.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n"
    "Typed in <B>cap</B>itals or with re<!-- a remark -->marks.\n\n[^1]: A note.\n"
)


@pytest.mark.parametrize(
    ("phrase", "stands"),
    [
        ("the bus left", True),
        ("left late h2o", True),
        ("one two a b c d", True),
        ("in capitals or with remarks", True),
        ("bus1", False),
        ("leftlate", False),
    ],
)
def test_phrases_amid_notes_and_blocks(noted: SiteDriver, phrase: str, stands: object) -> None:
    assert titles(noted, f'"{phrase}"') == (["Noted"] if stands else [])


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    site = SiteDriver(tmp_path_factory.mktemp("search") / "noted")
    site.write(body=NOTED, title="Noted")
    site.write("content/b.md", "यह एक समाचार है। " * 40 + "अंत में हिन्दी में खबर।", title="ख", date="2024-01-01", lang="hi")
    assert site.build().code == 0
    return site


def test_snippets_in_scripts_that_write_vowels_as_marks(noted: SiteDriver) -> None:
    assert "हिन्दी में" in noted.newsgen("search", "--json", "हिन्दी").json["results"][0]["snippet"]


@pytest.mark.parametrize("typed", ["*", "!?", '""', "\u2014", "\ud800"])
def test_nothing_that_is_a_word(built: SiteDriver, typed: str) -> None:
    assert titles(built, typed) == []


def test_names_of_a_term_without_published_stories_are_not_in_the_index(site: SiteDriver) -> None:
    site.write("content/a.md", "One.", title="One", tags=["Sea"])
    site.write("content/b.md", "Two.", title="Two", tags=["Operation Gold"], draft=True)
    site.write_file("content/terms/tags/sea.md", "---\ntitle: Sea\naliases: [Ocean]\n---\n")
    site.write_file("content/terms/tags/gold.md", "---\ntitle: Operation Gold\naliases: [Goldfinger]\n---\n")
    assert site.build().code == 0

    index = b"".join(content for path, content in site.files().items() if path.startswith("search-index/"))
    assert b"ocean" in index
    assert b"gold" not in index.lower()


def test_a_filter_passes_all_stories_that_the_page_of_the_term_lists(site: SiteDriver) -> None:
    site.write("content/a.md", "One.", title="One", section="[Local, World]", places=["Pyongyang"])
    site.write("content/b.md", "Two.", title="Two", section="Local")
    site.write_file("content/terms/places/pyongyang.md", "---\ntitle: Pyongyang\nparent: North Korea\n---\n")
    assert site.build().code == 0
    assert titles(site, "--section", "World") == ["One"]
    assert titles(site, "world") == ["One"]
    assert titles(site, "--term", "places=North Korea") == ["One"]
    assert titles(site, "--term", "places=Pyongyang") == ["One"]

    site.write_file("content/terms/places/pyongyang.md", "---\ntitle: Pyongyang\nparent: Korea\n---\n")
    assert_equal_to_a_clean_build(site)
    assert titles(site, "--term", "places=Korea") == ["One"]


def test_words_of_which_no_text_has_all(built: SiteDriver) -> None:
    found = built.newsgen("search", "festival", "talks", "--json").json

    assert found["has_all_words"] is False
    assert {result["title"] for result in found["results"]} == {"Festival", "Talks"}


def test_what_is_said_of_a_site_without_an_index(paper: SiteDriver) -> None:
    told = paper.newsgen("search", "harbour")
    assert told.code == 2
    assert "there is no search index" in told.err

    paper.settings("search: off\n")
    assert paper.build().code == 0
    assert not [path for path in paper.files() if path.startswith("search")]
    assert 'role="search"' not in paper.read("index.html")


def test_settings(paper: SiteDriver) -> None:
    paper.settings("search: {fields: [terms], snippets: stored, synonyms: false}\n")
    assert paper.build().code == 0

    assert titles(paper, "bus") == ["Buses"]  # a form of what its headline has
    assert "Talks" not in titles(paper, "DPRK")
    assert "A harbour festival" in paper.read("search-index/2022/d0.js")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("search: {fields: [txt]}", "`fields` has the unknown word 'txt', did you mean `text`?"),
        ("search: {snippets: page}", "`snippets` is 'page', did you mean `pages`?"),
        ("search: maybe", "`search` is 'maybe'; it must be true or false"),
        ("search: {synonym: off}", "`synonym`"),
    ],
)
def test_faults_of_settings(site: SiteDriver, text: str, told: str) -> None:
    site.settings(f"{text}\n")
    result = site.build()

    assert result.code == 2
    assert told in result.err


def test_no_other_file_may_lie_in_the_index(site: SiteDriver) -> None:
    site.write(url="/search-index/2025/t0.js/")

    assert "is reserved for the search index" in site.build().err


def test_an_edit_changes_the_files_of_its_words_alone(paper: SiteDriver, partial: list[bool]) -> None:
    for number in range(120):
        paper.write(f"content/n{number}.md", f"Word{number} word{number + 1} of many.", title=f"N {number}")
    assert paper.build().code == 0
    before = paper.files()
    paper.write("content/n5.md", "Word5 word6 of quite many.", title="N 5")
    assert_equal_to_a_clean_build(paper)
    edited = paper.files()
    changed_files = {path for path in edited if edited[path] != before.get(path) and path.startswith("search-index/")}

    assert partial[1] is True
    assert {"search-index/manifest.js"} < changed_files
    assert not any("/d" in path for path in changed_files), changed_files


def test_a_damaged_index_is_made_again(paper: SiteDriver) -> None:
    assert paper.build().code == 0
    before = paper.files()
    (paper.output / "search-index/2022/l0.js").write_text("newsgenSearch(")
    told = paper.newsgen("search", "harbour")
    assert told.code == 2
    assert "--verify" in told.err
    (paper.output / "search-index/2022/t0.js").unlink()

    assert paper.build("--verify").code == 0
    assert paper.files() == before


def test_an_index_of_another_program_is_made_again(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paper.build().code == 0
    assert "search-index/2022/l1.js" not in paper.files()
    monkeypatch.setattr(shards, "_LARGEST", 16)
    paper.settings("description: Another one.\n")  # as another program does, this makes all pages anew

    assert_equal_to_a_clean_build(paper)
    assert "search-index/2022/l1.js" in paper.files()


def test_a_store_that_has_lost_texts_makes_them_anew(paper: SiteDriver) -> None:
    assert paper.build().code == 0
    paper.write("content/a.md", "Other words.", title="Buses")
    with sqlite3.connect(paper.root / ".newsgen/store.sqlite") as connection:
        connection.execute("delete from records where prefix like 'search entries%'")

    assert_equal_to_a_clean_build(paper)


def test_a_result_shows_where_a_phrase_stands(site: SiteDriver) -> None:
    filler = " ".join(["The night was long, and the bus was late."] * 20)
    site.write(
        "content/a.md", f"{filler}\n\nAt last a *night* bus came. {filler}", title="Waiting", subtitle="Of buses"
    )
    site.write("content/b.md", "Nothing of it here.", title="Other", subtitle="A standfirst tells of a walrus")
    assert site.build().code == 0
    results = site.newsgen("search", '"night bus"', "--json").json["results"]

    assert ["a night bus came" in result["snippet"] for result in results] == [True]
    assert "walrus" in site.newsgen("search", "walrus", "--json").json["results"][0]["snippet"]


def test_the_api_answers_the_same(built: SiteDriver) -> None:
    import newsgen  # noqa: PLC0415 - as those who use it

    found = newsgen.load(built.root).search("night bus", terms={"sections": "Local"}, limit=1)

    assert [result.title for result in found.results] == ["Buses"]
    assert found.results[0].snippet == "The night bus goes by the harbour."
    assert newsgen.search(built.root, "festival").count == 1


def test_a_check_tells_what_the_index_weighs(built: SiteDriver) -> None:
    weight = sum(len(content) for path, content in built.files().items() if path.startswith("search-index/"))

    assert "search-index/: " in built.newsgen("check").out
    told = built.newsgen("check", "--json").json["search"]
    assert told["size"] == weight
    assert told["files"] == sum(path.startswith("search-index/") for path in built.files())


@pytest.fixture
def bilingual(site: SiteDriver) -> SiteDriver:
    """A term that has another name and another slug in another edition."""
    site.settings("languages: {ko: {}}\n")
    site.write("content/a.md", "One.", title="One", places=["Pyongyang"])
    site.write("content/ko/b.md", "둘.", title="둘", places=["Pyongyang"])
    site.write_file("content/terms/places/pyongyang.md", "---\ntitle: Pyongyang\naliases: [평양]\n---\n")
    site.write_file(
        "content/ko/terms/places/pyongyang.md", "---\ntitle: 평양\naliases: [Pyongyang]\nslug: pyeongyang\n---\n"
    )
    return site


def test_a_term_with_another_slug_in_an_edition_is_found_in_both(bilingual: SiteDriver) -> None:
    assert bilingual.build().code == 0

    assert sorted(titles(bilingual, "--term", "places=Pyongyang")) == ["One", "둘"]
    assert titles(bilingual, "--term", "places=pyeongyang") == ["둘"]

    bilingual.write_file("content/ko/terms/places/pyongyang.md", "---\ntitle: 평양시\nslug: pyeongyang\n---\n")
    assert_equal_to_a_clean_build(bilingual)


def test_a_story_takes_the_names_of_its_terms_into_another_edition_and_back(bilingual: SiteDriver) -> None:
    assert bilingual.build().code == 0
    both = bilingual.read("search-index/names/places.js")

    for lang, stands in (("ko", False), ("en", True)):
        bilingual.write("content/a.md", "One.", title="One", places=["Pyongyang"], lang=lang)
        assert_equal_to_a_clean_build(bilingual)
        names = bilingual.read("search-index/names/places.js")
        assert ('"pyongyang"' in names, names == both) == (stands, stands)


def test_names_in_editions_follow_the_order_of_their_stories(site: SiteDriver) -> None:
    site.settings("languages: {ko: {}}\n")
    days = {"a": "2024-01-01", "ko/b": "2024-01-02", "c": "2024-01-03", "ko/d": "2024-01-04"}
    tags = {"a": "Night Life", "ko/b": "Night life", "c": "Night life", "ko/d": "Night Life"}
    for name, day in days.items():
        site.write(f"content/{name}.md", title=name, date=day, tags=[tags[name]])
    assert site.build().code == 0
    assert '["night-life","Night Life","Night life"]' in site.read("search-index/names/tags.js")

    for name, other in (("a", "ko/d"), ("ko/d", "a")):  # In the whole of the site, the order of spellings stays.
        site.write(f"content/{name}.md", title=name, date=days[other], tags=[tags[name]])
    assert_equal_to_a_clean_build(site)
    assert '["night-life","Night life","Night Life"]' in site.read("search-index/names/tags.js")


def write_rich_story(site: SiteDriver) -> None:
    """A story that says something in each of its fields, amid others of its tag and section."""
    site.write_file("content/p.png", png(40, 30))
    site.write(
        "content/rich.md",
        "A lamp turned all night long.\n\n::: factbox Box\nSeven lamps were lit once.\n:::\n\nThe last words of it.",
        title="Keeper of the light",
        date="2024-06-02",
        kicker="Letters home",
        subtitle="She kept it nineteen years",
        summary="'A walrus sang by the slipway, and \"nobody\" wept > once'",
        dateline="North Quay",
        section=["Local", "World at large"],
        authors=["Nell Sorley Vane"],
        tags=["Night life"],
        places=["Old Tern Island"],
        image={"src": "p.png", "alt": "Oars against a wall", "caption": "The boat house", "credit": "Jane Roe"},
        corrections=[{"date": "2024-06-03", "text": "An error crept in here"}],
    )
    site.write_file("content/terms/authors/v.md", "---\ntitle: Nell Sorley Vane\nsummary: Keeper in her prime\n---\n")
    for number, title in enumerate(["The old lamp was lit again", "She kept a boat all night"]):
        site.write(
            f"content/other{number}.md", "Of it.", title=title, date=f"2024-06-0{number * 3 + 1}", section="Local",
            tags=["Night life"], places=["Old Tern Island"], summary="The slipway was lit all night",
        )  # fmt: skip


OWN_PHRASES = [
    "keeper of the light",
    "letters home",
    "kept it nineteen years",
    "walrus sang by the slipway and nobody wept",
    "north quay",
    "lamp turned all night",
    "seven lamps were lit",
    "oars against a wall",
    "the boat house",
    "jane roe",
    "world at large",
    "nell sorley vane",
    "night life",
    "old tern island",
    "error crept in here",
]
NO_PHRASES = [
    "old lamp was lit",  # The headlines and summaries of other stories on its page.
    "she kept a boat",
    "slipway was lit",
    "the light she kept",  # From one part into another.
    "house jane",
    "of it an error",
    "large nell",
    "keeper in her prime",  # What is said of its author.
    "2 june 2024",  # Words of the theme.
    "local letters",
]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    return built_with(tmp_path_factory.mktemp("rich"), write_rich_story)


@pytest.mark.parametrize("phrase", OWN_PHRASES)
def test_a_phrase_is_found_wherever_its_words_are_searched(rich: SiteDriver, phrase: str) -> None:
    assert "Keeper of the light" in titles(rich, f'"{phrase}"')


@pytest.mark.parametrize("phrase", NO_PHRASES)
def test_a_phrase_of_what_stands_beside_a_story_does_not_find_it(rich: SiteDriver, phrase: str) -> None:
    text = page_text(rich.read("2024/06/02/rich/index.html"))

    assert "Keeper of the light" not in titles(rich, f'"{phrase}"')
    assert not any(has_phrase(compared_text(part), phrase) for part in text.parts)


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [("by the slipway", "A walrus sang"), ("against a wall", "Oars"), ("crept in", "An error"), ("Jane Roe", "boat")],
)
def test_a_result_shows_a_phrase_that_stands_beside_the_text(rich: SiteDriver, phrase: str, shown: str) -> None:
    assert shown in rich.newsgen("search", "--json", f'"{phrase}"').json["results"][0]["snippet"]


@pytest.mark.parametrize(
    ("main", "stands", "is_beside"),
    [
        ("<article><h1>T</h1><section>STORY</section><aside>BESIDE</aside></article><div>BESIDE</div>", True, True),
        ("<article>BESIDE</article><section><h1>T</h1><div class='a text b'>STORY</div></section>", True, True),
        ("<article>BESIDE</article><article><div class=text>STORY</div><div class=beside>BESIDE</div>", True, True),
        ("<h1>T</h1>STORY<footer>BESIDE</footer><nav>BESIDE</nav><form>BESIDE</form>", True, True),
        ("<h1>T</h1>STORY<p>BESIDE</p>", True, False),
        ("<article><div class='text'><aside>STORY</aside></div><div><b class='beside'>BESIDE</b></div>", True, True),
        ("<article><p class='beside'>BESIDE<div class='text'>STORY</div></article>", True, True),
        ("<article><h1 class=text>STORY</h1><p>STORY <article class=beside><time>BESIDE", True, True),
        ("<article class=text><h1>T</h1>STORY <nav>BESIDE</nav></article>", True, False),
        ("<article><!-- STORY --><script>STORY</script><h1>T</h1></article>", False, True),
    ],
)
def test_which_part_of_a_page_is_the_story(main: str, stands: object, is_beside: object) -> None:
    parts = " | ".join(page_text(f"<head><title>No</title></head><main id=m>{main}</main>").parts)

    assert "No" not in parts
    assert ("STORY" in parts, "BESIDE" not in parts) == (stands, is_beside)
