"""The search page in a real browser: typing, filters, the address, keys; and that its engine answers as newsgen's."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import SETTINGS, SiteDriver, page_without_complaints
from test_search import NO_PHRASES, NOTED, OWN_PHRASES, write_rich_story
from test_search_engine import RANKING, VECTORS, ranked_index

from newsgen.searcher import shards
from newsgen.searcher.excerpts import page_text
from newsgen.searcher.find import Asked, search
from newsgen.searcher.manifest import manifest_to_json
from newsgen.searcher.stems import ENDINGS
from newsgen.searcher.words import compared_text

PATIENCE = 15
"""Seconds."""
SCRIPTS = Path(__file__).parent.parent / "static" / "search"
RESULTS = ".results h2"


class Handler(SimpleHTTPRequestHandler):
    """Serves a site below /record/, and lets no script run but the site's own."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/record"))

    def end_headers(self) -> None:
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            "img-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'",
        )
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(str(self.directory), "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/record/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> SiteDriver:
    site = SiteDriver(tmp_path_factory.mktemp("search") / "paper")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    site.write(
        "content/a.md", "The night bus goes by the harbour.", title="Buses", section="Local", tags=["Night life"]
    )
    site.write("content/b.md", "The night was dark: no bus went.", title="Dark", date="2024-02-01", section="World")
    site.write("content/c.md", "A harbour festival with governments.", title="Festival", date="2023-05-06")
    site.write("content/d.md", "한국어판에는 항구 소식이 있습니다.", title="항구의 배", date="2023-05-07", lang="ko")
    site.write("content/e.md", "宮﨑駿は山﨑で生まれた。", title="宮﨑駿", date="1998-05-07", lang="ja")
    for number in range(60):
        site.write(
            f"content/n{number}.md",
            f"Many words{number} and a lighthouse" + " with a keeper" * (number % 4) + ".",
            title=f"Number {number}",
            date=f"20{number % 20:02}-03-04",
            tags=[f"Tag {number}", "All"],
        )
    filler = " ".join(f"filler{number}" for number in range(400))
    site.write("content/last.md", f"{filler}. A lighthouse many know.", title="Last", date="1999-01-01")
    assert site.build().code == 0
    return site


@pytest.fixture(scope="module")
def address(paper: SiteDriver) -> Iterator[str]:
    with served(paper.output) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    with page_without_complaints(browser, height=900, patience=PATIENCE) as page:
        yield page


def shows(page: Any, *titles: str, count: str = "") -> None:
    """Waits until these are the results."""
    wanted = json.dumps(list(titles))
    page.wait_for_function(
        f"() => JSON.stringify([...document.querySelectorAll('{RESULTS}')].map((each) => each.textContent)) === "
        f"JSON.stringify({wanted})"
    )
    if count:
        assert page.inner_text("[role=status]") == count


def has_results(page: Any, count: int) -> None:
    """Waits until there are so many results."""
    page.wait_for_function(f"() => document.querySelectorAll('{RESULTS}').length === {count}")


def test_the_rules_are_the_same_in_both_languages(page: Any) -> None:
    page.goto("about:blank")
    for name in ("index", "words", "postings", "stems", "typed", "slips", "ranking", "query"):
        page.add_script_tag(content=(SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    said = page.evaluate(
        """(vectors) => {
            const s = newsgenSearch;
            const slot = (each) => [each.word, each.isPrefix, each.isExcluded, each.isExact];
            const typed = (query, isUnfinished) => {
                const { slots, phrases, excluded } = s.readQuery(query, isUnfinished);
                const parts = excluded.map((part) => part.map((each) => each.word));
                return { slots: slots.map(slot), phrases, ...(parts.length ? { excluded: parts } : {}) };
            };
            return {
                words: vectors.words.map(([text]) => [text, s.wordsIn(text)]),
                compared: vectors.compared.map(([text]) => [text, s.comparedText(text)]),
                forms: vectors.forms.map(([one, other, tag]) => {
                    return [one, other, tag, s.areForms(one, other, s.languageOf(tag, vectors.endings[tag]))];
                }),
                slips: vectors.slips.map(([one, other]) => [one, other, s.isOneSlip(one, other)]),
                postings: vectors.postings.map(([text]) => [text, s.decode(text)]),
                queries: vectors.queries.map(([query, is]) => [query, is, typed(query, is)]),
                phrases: vectors.phrases.map(([text, phrase]) => [text, phrase, s.hasPhrase(text, phrase)]),
            };
        }""",
        {**VECTORS, "endings": ENDINGS},
    )

    assert said == VECTORS


def test_words_have_the_same_order_in_both_languages(page: Any) -> None:
    words = ["", "a", "ab", "b", "山", "山﨑", "﨑", "﨑山", "𠮷", "𠮷山", "𠮸", "\U0010ffff"]
    page.goto("about:blank")
    for name in ("index", "words"):
        page.add_script_tag(content=(SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    said = page.evaluate(
        "(words) => words.map((one) => words.map((other) => newsgenSearch.isInOrder(one, other)))", words
    )

    assert said == [[one <= other for other in words] for one in words]


def test_the_order_of_results_is_the_same_in_both_languages(page: Any) -> None:
    page.goto("about:blank")
    for name in ("index", "words", "postings", "stems", "typed", "slips", "ranking", "query"):
        page.add_script_tag(content=(SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    manifest, held = ranked_index()
    answers = page.evaluate(
        """async ([told, held, queries]) => {
            const manifest = newsgenSearch.manifestOf(told);
            const load = async (names) => new Map(names.map((name) => [name, JSON.parse(held[name])]));
            const answers = [];
            for (const [query, isUnfinished, asked] of queries) {
                const typed = newsgenSearch.readQuery(query, isUnfinished);
                const { hits, hasAll } = await newsgenSearch.answer(manifest, typed, asked, load);
                answers.push([hits.map((hit) => [hit.segment, hit.number]), hasAll]);
            }
            return answers;
        }""",
        [json.loads(manifest_to_json(manifest)), held, RANKING["queries"]],
    )
    titles = [title for title, *_ in RANKING["texts"]]
    before = {"2018": 0, "2020": manifest.segments[0].count}

    assert [[[titles[before[segment] + number] for segment, number in hits], has_all] for hits, has_all in answers] == [
        [wanted, has_all] for *_, wanted, has_all in RANKING["queries"]
    ]


def test_typing(page: Any, address: str) -> None:
    page.goto(address)
    page.fill("#page\\.search", "harbour")
    page.press("#page\\.search", "Enter")
    shows(page, "Buses", "Festival", count="2 results")
    assert page.url == f"{address}search/?q=harbour"
    assert page.inner_text(".results li:first-child mark") == "harbour"
    assert "night bus goes by the harbour" in page.inner_text(".results li:first-child")

    page.fill("#page\\.query", "fest")  # while it is typed
    shows(page, "Festival", count="1 result")
    page.fill("#page\\.query", "nothingatall")
    page.wait_for_selector("text=Nothing was found.")
    page.fill("#page\\.query", "")
    page.wait_for_function("() => document.querySelector('[role=status]').textContent === ''")
    assert page.is_visible(".ways")


def test_a_slip_and_words_of_which_no_story_has_all_are_answered_while_they_are_typed(page: Any, address: str) -> None:
    page.goto(f"{address}search/")
    for typed, count in {
        "festivla": "1 result",
        "keeper nothingatall": "No story has all of these words. These have some of them: 45 results",
        "lighthouse keepre": "45 results",
    }.items():
        page.fill("#page\\.query", typed)
        page.wait_for_function(f"() => document.querySelector('[role=status]').textContent === '{count}'")
        page.wait_for_selector(RESULTS)


def test_phrases_slips_and_scripts(page: Any, address: str) -> None:
    for typed, titles in {
        'went "night bus"': [],
        '"night bus"': ["Buses"],
        "harbuor festival": ["Festival"],
        "harbour -festival": ["Buses"],
        "항구": ["항구의 배"],
        "배": ["항구의 배"],
        "宮": ["宮﨑駿"],  # What begins so lies beyond U+E000.
        "governments": ["Festival"],
    }.items():
        page.goto(f"{address}search/?q={quote(typed)}")
        if titles:
            shows(page, *titles)
        else:
            page.wait_for_function("() => document.querySelector('[role=status]').textContent !== ''")
            assert "night bus" not in page.inner_text(".results")
    assert page.get_attribute(".results a", "lang") is None


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("宮崎 山﨑", ["山﨑"]),
        ("宮﨑駿", ["宮﨑駿", "宮﨑駿"]),
        ("山", ["山"]),
        ("lighthouse many", ["Many", "lighthouse"]),
        ('night -"bus festival"', ["night"]),
    ],
)
def test_what_is_marked_is_what_was_looked_for(page: Any, address: str, typed: str, marked: list[str]) -> None:
    page.goto(f"{address}search/?q={quote(typed)}")
    page.wait_for_function("() => document.querySelectorAll('.results li [data-part=snippet] mark').length")
    assert page.locator(".results li:first-child mark").all_inner_texts() == marked


def test_a_choice_of_an_address_that_is_none_any_more(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=night&of-sections=gone&sort=odd&lang=xx&q=twice")
    shows(page, "Buses", "Dark")
    assert (
        page.evaluate("[...document.querySelectorAll('select')].map((each) => each.selectedIndex).includes(-1)")
        is False
    )


def test_phrases_amid_notes_and_blocks(page: Any, tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "noted")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    site.write(body=NOTED, title="Noted")
    assert site.build().code == 0
    with served(site.output) as address:
        for phrase in ("the bus left", "left late h2o", "one two a b c d", "in capitals or with remarks"):
            page.goto(f'{address}search/?q="{phrase}"')
            shows(page, "Noted", count="1 result")
        page.goto(f'{address}search/?q="bus1"')
        page.wait_for_selector("text=Nothing was found.")


def test_a_phrase_is_looked_for_as_far_as_a_reader_wants(page: Any, address: str) -> None:
    page.goto(f'{address}search/?q="lighthouse many"')  # All have its words, and the last one of them the phrase.
    page.wait_for_selector("#page\\.more:not([hidden])")
    assert page.inner_text("[role=status]") == "0+ results"
    page.click("#page\\.more")

    shows(page, "Last", count="1 result")
    page.wait_for_selector("[data-part=snippet]:has-text('A lighthouse many know.')")


def test_the_back_button_and_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=festival")
    shows(page, "Festival")
    page.fill("#page\\.query", "dark")
    page.press("#page\\.query", "Enter")
    shows(page, "Dark")
    page.click(".results a")
    page.wait_for_selector("h1:has-text('Dark')")

    page.go_back()

    shows(page, "Dark")
    assert page.input_value("#page\\.query") == "dark"


def test_who_comes_back_finds_as_many_results_as_there_were(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=lighthouse")
    page.click("text=Show more")
    has_results(page, 20)
    page.locator(f"{RESULTS} a").nth(14).click()
    page.wait_for_selector("h1:has-text('Number')")

    page.go_back()

    has_results(page, 20)
    page.fill("#page\\.query", "keeper")  # another question begins anew
    has_results(page, 10)


def test_filters(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=night")
    shows(page, "Buses", "Dark")
    page.click("summary")
    page.select_option("[name=of-sections]", label="World")
    shows(page, "Dark")
    assert "of-sections=world" in page.url
    page.select_option("[name=of-sections]", value="")
    page.fill("[name=from]", "2025-01-01")
    shows(page, "Buses")
    page.fill("[name=from]", "")
    page.fill("[name=q]", "")
    shows(page)
    page.focus("[name=of-tags]")
    page.wait_for_function("() => document.querySelector('datalist').options.length > 50")
    page.fill("[name=of-tags]", "Nigh")  # no tag is called so, and one begins so
    shows(page, "Buses")
    page.fill("[name=of-tags]", "t")  # many begin so
    page.wait_for_selector("text=Nothing was found.")
    page.fill("[name=of-tags]", "night LIFE")
    shows(page, "Buses")
    page.fill("[name=of-tags]", "Tag 2")
    shows(page, "Number 2")
    page.fill("[name=of-tags]", "No such tag")
    page.wait_for_selector("text=Nothing was found.")

    page.goto(f"{address}search/?of-tags=All&sort=newest&to=2018-12-31")
    shows(page, *(f"Number {number}" for number in (58, 38, 18, 57, 37, 17, 56, 36, 16, 55)), count="57 results")
    page.click("text=Show more")
    has_results(page, 20)
    assert page.evaluate("document.activeElement.textContent") == "Number 35"


def test_an_edition_looks_for_its_own_language_first(page: Any, tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "two")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/") + "languages: {ko: {}}\n")
    site.write("content/a.md", "Harbour.", title="One")
    site.write("content/ko/b.md", "Harbour, 항구.", title="둘")
    assert site.build().code == 0
    with served(site.output) as address:
        page.goto(f"{address}ko/search/?q=harbour")
        shows(page, "둘")
        page.click("summary")
        page.select_option("[name=lang]", value="any")
        shows(page, "둘", "One")
        assert page.url.endswith("?q=harbour&lang=any")
        page.reload()
        shows(page, "둘", "One")
        page.goto(f"{address}search/?q=harbour")
        shows(page, "One")
        page.goto(f"{address}search/?q=항구")  # In no English text.
        shows(page, "둘")
        page.goto(f"{address}search/?lang=ko")
        shows(page, "둘")


def test_keys(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=night")
    shows(page, "Buses", "Dark")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "page.query"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Dark"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "Buses"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "page.query"


def test_what_a_template_leaves_out_is_not_shown(page: Any, address: str) -> None:
    page.goto(f"{address}search/")
    page.evaluate(
        """() => document.getElementById("page.result").content
            .querySelectorAll("[data-part=section], time, [data-part=snippet]").forEach((each) => each.remove())"""
    )
    page.fill("#page\\.query", "festival")
    shows(page, "Festival", count="1 result")


def test_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("#page\\.search", "harbour")
    page.press("#page\\.search", "Enter")
    page.wait_for_url(f"{address}search/?q=harbour")

    links = [link.get_attribute("href") for link in page.query_selector_all(".ways a")]
    assert {"/record/2025/", "/record/sections/local/", "/record/tags/#page.letter-1", "/record/articles/"} <= {*links}
    assert "your browser must run JavaScript" in page.inner_text("noscript")
    assert not page.is_visible("summary")
    context.close()


def test_an_address_at_which_nothing_is(page: Any, address: str) -> None:
    page.goto(f"{address}2025/03/04/harbour-festival.html")
    page.wait_for_function("() => document.querySelector('#page\\\\.search').value !== ''")
    assert page.input_value("#page\\.search") == "harbour festival"
    page.press("#page\\.search", "Enter")
    shows(page, "Festival")


def test_from_a_disk(page: Any, tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "disk")
    site.write_file("newsgen.yaml", SETTINGS + "relative_urls: true\nsearch: {snippets: stored}\n")
    site.write("content/a.md", "The night bus goes by the harbour.", title="Buses")
    assert site.build().code == 0

    page.goto(f"{(site.output / 'index.html').as_uri()}")
    page.fill("#page\\.search", "harbuor")
    page.press("#page\\.search", "Enter")
    shows(page, "Buses")
    assert "by the harbour" in page.inner_text(".results")
    page.click(".results a")
    page.wait_for_selector("h1:has-text('Buses')")


def test_a_manifest_that_is_older_than_the_site(page: Any, tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "two")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    for number in range(400):
        site.write(f"content/n{number}.md", f"Aword{number} bword{number} cword{number} of many.", title=f"N{number}")
    assert site.build().code == 0
    with served(site.output) as address:
        old = site.read("search-index/manifest.js")
        site.write("content/n0.md", "Aword0 " + " ".join(f"amore{number}x" for number in range(900)), title="N0")
        assert site.build().code == 0
        assert site.read("search-index/manifest.js") != old
        page.route("**/manifest.js", lambda route: route.fulfill(body=old, content_type="text/javascript"))
        page.goto(f"{address}search/?q=cword399")
        page.wait_for_selector(f"{RESULTS}:has-text('N399')")
        for typed in ("amore899x", '"amore898x"'):
            page.goto(f"{address}search/?q={quote(typed)}")
            page.wait_for_selector(f"{RESULTS}:has-text('N0')")


def test_a_count_is_whole_or_says_that_it_is_not(page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_LARGEST", 16)
    site = SiteDriver(tmp_path / "lamps")
    site.write_file("newsgen.yaml", SETTINGS.replace("example.org/", "example.org/record/"))
    for number in range(50):
        site.write(f"content/n{number}.md", f"Lamp{'abcdfghijk'[number % 10]}.", title=f"N{number}")
    site.write("content/lamp.md", "lamp " * 5, title="Lamp")
    for number in range(5):
        site.write(f"content/l{number}.md", "Lamp.", title=f"L{number}")
    assert site.build().code == 0
    with served(site.output) as address:
        page.goto(f"{address}search/")
        page.fill("#page\\.query", "lamp")
        page.wait_for_selector("[role=status]:has-text('+ results')")
        page.press("#page\\.query", "Enter")
        page.wait_for_selector("text=6 results")
        page.goto(f"{address}search/?q=lamp*")
        page.wait_for_selector("text=56 results")


def test_a_network_that_comes_back(page: Any, address: str) -> None:
    page.route("**/search-index/**", lambda route: route.abort())
    page.goto(f"{address}search/?q=festival")
    page.wait_for_selector("text=could not be loaded")
    page.unroute("**/search-index/**")
    page.press("#page\\.query", "Enter")

    shows(page, "Festival")


def test_the_engine_of_the_theme_answers_as_newsgen_does(page: Any, address: str, paper: SiteDriver) -> None:
    queries = [
        "lighthouse keeper",
        "words7 many",
        "keepr",
        "night",
        "with -keeper",
        "light*",
        "number 5",
        "lighthouse xyz",
    ]
    page.goto(f"{address}search/")
    said = page.evaluate(
        """async (queries) => {
            const index = newsgenSearch.openIndex(new URL("../search-index/", location.href).href);
            const answers = [];
            for (const query of queries) {
                answers.push(await newsgenSearch.withFreshIndex(index, async (manifest) => {
                    const found = await newsgenSearch.answer(manifest, newsgenSearch.readQuery(query), {}, index.load);
                    const file = (hit) => `${hit.segment}/d${hit.number >> 5}`;
                    const held = await index.load([...new Set(found.hits.map(file))]);
                    const titles = found.hits.map((hit) => held.get(file(hit))[hit.number & 31][0]);
                    return [titles, found.hasAll];
                }));
            }
            return answers;
        }""",
        queries,
    )

    found = [search(paper.output, query, Asked(), limit=1_000) for query in queries]
    assert said == [[[result.title for result in each.results], each.has_all] for each in found]


def test_results_wait_for_their_script_and_the_next_query_asks_for_it_again(page: Any, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/snippets.js", lambda route: route.abort())
    page.goto(f"{address}search/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "snippets" in url] == []
    page.fill("#page\\.query", "festival")
    page.wait_for_selector("text=could not be loaded")
    assert page.locator(RESULTS).count() == 0
    page.unroute("**/snippets.js")
    page.press("#page\\.query", "Enter")

    shows(page, "Festival", count="1 result")
    assert page.inner_text(".results mark") == "Festival"


def test_filters_that_are_set_are_told_and_cleared(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=night&of-sections=world&from=2024-01-31&of-tags=+&picture=0&sort=newest")
    page.wait_for_selector("text=Nothing was found.")
    told = page.locator(".chosen li")
    assert told.all_inner_texts() == ["From 31 January 2024", "Sections World", "Order Newest first", "With a picture"]
    assert page.get_attribute("details", "open") is None

    page.click("summary")
    page.uncheck("[name=picture]")
    shows(page, "Dark")
    page.select_option("[name=of-sections]", value="")
    shows(page, "Buses", "Dark")
    assert told.all_inner_texts() == ["From 31 January 2024", "Order Newest first"]
    page.fill("[name=from]", "2025-01-01")
    shows(page, "Buses")
    page.click("text=Clear filters")
    shows(page, "Buses", "Dark", count="2 results")
    assert (page.url, page.input_value("[name=from]")) == (f"{address}search/?q=night", "")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert not page.is_visible(".chosen")

    page.go_back()
    shows(page, "Buses")
    assert told.all_inner_texts() == ["From 1 January 2025", "Order Newest first"]
    page.go_forward()
    shows(page, "Buses", "Dark")
    assert not page.is_visible(".chosen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_box_is_seen_as_a_field(page: Any, address: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    for place in ("", "2024/02/01/dark/", "sections/world/", "nothing-here/"):
        for width in (375, 960, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + place)
            contrasts, gaps = page.evaluate(
                """() => {
                    const light = (color) => {
                        const [red, green, blue] = color.match(/\\d+/g).map((part) => {
                            const share = part / 255;
                            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
                        });
                        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
                    };
                    const form = document.querySelector("form.search");
                    const [style, paper] = [form, document.documentElement].map((each) => getComputedStyle(each));
                    const contrasts = ["top", "right", "bottom", "left"].map((side) => {
                        const [one, other] = [light(style[`border-${side}-color`]), light(paper.backgroundColor)];
                        return parseFloat(style[`border-${side}-width`]) && Math.max(one, other) / Math.min(one, other);
                    });
                    const box = form.getBoundingClientRect();
                    const gaps = [...document.querySelectorAll(".nameplate a, .tagline, .menu")].map((each) => {
                        const { left, right, top, bottom } = each.getBoundingClientRect();
                        return Math.max(left - box.right, box.left - right, top - box.bottom, box.top - bottom);
                    });
                    return [contrasts, gaps];
                }"""
            )
            assert min(contrasts) >= 3, (place, width, contrasts)
            assert min(gaps) >= 8, (place, width, gaps)


def test_a_count_with_a_plus_is_said_in_the_form_for_any_number(page: Any, address: str) -> None:
    page.goto(f"{address}search/")
    page.evaluate(
        """() => {
            document.documentElement.lang = "ar";
            const forms = { zero: "none", one: "a single one", other: "{count} of them" };
            document.getElementById("page.search").dataset.results = JSON.stringify(forms);
        }"""
    )
    for typed, said in {"festival": "a single one", '"lighthouse many"': "0+ of them"}.items():
        page.fill("#page\\.query", typed)
        page.press("#page\\.query", "Enter")
        page.wait_for_function(f"() => document.querySelector('[role=status]').textContent === '{said}'")


def test_phrases_are_looked_for_in_the_story_alone_and_in_all_of_it(page: Any, tmp_path: Path) -> None:
    site = SiteDriver(tmp_path / "rich")
    site.moved_to("https://example.org/record/")
    write_rich_story(site)
    assert site.build().code == 0
    with served(site.output) as address:
        page.goto(f"{address}search/?q=lamp")
        page.wait_for_selector("[data-part=snippet]:has-text('A lamp')")
        said, *found = page.evaluate(
            """async ([place, ...lists]) => {
                const { textAt, comparedText, hasPhrase } = newsgenSearch;
                const text = await textAt(new URL(place, location.href).href);
                const compared = text.parts.map(comparedText);
                const stands = (phrase) => compared.some((part) => hasPhrase(part, phrase));
                return [[text.story, text.beside, compared], ...lists.map((list) => list.map(stands))];
            }""",
            ["../2024/06/02/rich/", OWN_PHRASES, NO_PHRASES],
        )
        page.goto(f'{address}search/?q="by the slipway"')
        page.wait_for_selector("[data-part=snippet]:has-text('A walrus sang')")
        shows(page, "Keeper of the light", count="1 result")
        page.goto(f'{address}search/?q="slipway was lit"')
        page.wait_for_selector(f"{RESULTS}:nth-of-type(1)")
        assert "Keeper" not in page.inner_text(".results")

    text = page_text(site.read("2024/06/02/rich/index.html"))
    assert said[:2] == [text.story, list(text.beside)]
    assert {*said[2]} - {""} == {*map(compared_text, text.parts)} - {""}
    assert found == [[True] * len(OWN_PHRASES), [False] * len(NO_PHRASES)]


@pytest.mark.parametrize("query", ["?q=bus", "?q=nothinglikeit", ""])
def test_the_face_of_headlines_follows_the_answer(page: Any, address: str, query: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address).partition("?")[0]))
    with page.expect_response("**/newsreader.woff2"):
        page.goto(f"{address}search/{query}")
    page.wait_for_load_state("networkidle")

    face = asked.index("fonts/newsreader.woff2")
    files = [name for name in asked[face:] if name.startswith("search-index/")]
    assert files == []
    assert any("/l" in name for name in asked[:face]) == bool(query)


def test_parts_of_a_result_keep_their_order_and_their_side_in_an_edition_from_right_to_left(
    page: Any, tmp_path: Path
) -> None:
    site = SiteDriver(tmp_path / "rtl")
    site.moved_to("https://example.org/record/")
    site.settings("languages: {ar: {}}\n")
    site.write("content/a.md", "A ferry left.", title="Boats", date="2024-11-22", section="Local")
    site.write("content/ar/b.md", "سفينة.", title="سفينة", date="2024-11-21", section="محلي")
    assert site.build().code == 0
    with served(site.output) as address:
        page.goto(f"{address}ar/search/?q=ferry&lang=any")
        page.wait_for_selector("[data-part=snippet]:has-text('A ferry')")
        parts = page.evaluate(
            """() => ["link", "snippet", "section", "date"].map((name) => {
                const range = document.createRange();
                range.selectNodeContents(document.querySelector(`.results [data-part=${name}]`));
                const { left, right } = range.getBoundingClientRect();
                return [left, right];
            })"""
        )
    link, snippet, section, date = parts
    assert abs(link[1] - snippet[1]) < 2
    assert abs(link[1] - section[1]) < 2
    assert section[0] - date[1] > 4
