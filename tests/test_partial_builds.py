"""Builds of a part of the pages: when all must be looked at all the same, and what must not be lost."""

import json
import os
import random
import sqlite3
import time
from contextlib import closing

import pytest
from incremental.picture import png
from tests.conftest import NOW, SiteDriver, tree_digest

from newsgen.builder import engine, traces
from newsgen.builder.dirty import DirtySet, find_dirty
from newsgen.builder.fast_path import FastPath
from newsgen.builder.store import Store, StoreKeys, Transaction
from newsgen.planner import term_shares

pytestmark = pytest.mark.sampled(every=3)


def settle(site: SiteDriver) -> None:
    """Builds until nothing is new, so that of the next edit only a part is looked at."""
    site.build()
    time.sleep(0.05)
    site.build()


def assert_as_clean(site: SiteDriver) -> None:
    site.build("-o", str(site.root / "clean"))
    assert tree_digest(site.output) == tree_digest(site.root / "clean")


def facts_of(site: SiteDriver) -> dict[str, object]:
    """What the store keeps of questions, by their notes."""
    with closing(Store(site.root / ".newsgen")) as store:
        return store.blob(StoreKeys("build").state)["facts"]


def assert_refused_as_clean(site: SiteDriver) -> None:
    report = site.report()
    assert report["exit_code"] == 1
    assert report["problems"] == site.report("-o", str(site.root / "clean"))["problems"]


def redirects_of(site: SiteDriver) -> list[str]:
    """The lines that `newsgen build --write-redirects` writes."""
    site.build("--write-redirects", "redirects.txt")
    file = site.root / "redirects.txt"
    return file.read_text().splitlines() if file.exists() else []


def test_after_an_edit_of_a_body_a_part_is_looked_at(site: SiteDriver, partial: list[bool]) -> None:
    site.write("content/a.md", "One.")
    settle(site)

    site.write("content/a.md", "Two.", summary="The same")
    site.build()

    assert partial[-1]
    assert_as_clean(site)


def test_a_static_file_of_the_name_of_an_unused_attachment_stays(site: SiteDriver, partial: list[bool]) -> None:
    site.write_file("content/logo.txt", "not used")
    site.write_file("static/logo.txt", "static")
    site.write("content/a.md", "One.")
    settle(site)

    site.write("content/a.md", "Two.")
    site.build()

    assert partial[-1]
    assert site.read("logo.txt") == "static"


def test_an_attachment_that_wants_the_place_of_a_static_file_is_refused(site: SiteDriver) -> None:
    site.write_file("content/logo.txt", "beside")
    site.write_file("static/logo.txt", "static")
    site.write("content/a.md", "One.")
    settle(site)

    site.write("content/a.md", "See [it](logo.txt).")
    result = site.build()

    assert result.code == 1
    assert "wanted by" in result.err
    assert site.read("logo.txt") == "static"


def test_an_attachment_that_wants_the_place_of_a_page_is_refused(site: SiteDriver) -> None:
    site.write_file("content/articles/index.html", "mine")
    site.write("content/a.md", "One.")
    settle(site)

    site.write("content/a.md", "See [it](articles/index.html).")

    assert site.build().code == 1


def test_a_page_that_wants_the_place_of_a_file_that_is_shown_is_refused(site: SiteDriver) -> None:
    site.settings("permalink: /{slug}/\n")
    site.write("content/b.md", "See [it](a/index.html).")
    site.write_file("content/a/index.html", "kept")
    settle(site)

    site.write("content/a.md")

    assert_refused_as_clean(site)
    assert site.read("a/index.html") == "kept"


@pytest.mark.parametrize("path", ["logo.txt", "LOGO.txt", "logo.txt/inner.txt"])
def test_a_static_file_that_wants_the_place_of_a_file_that_is_shown_is_refused(site: SiteDriver, path: str) -> None:
    site.write("content/a.md", "See [it](logo.txt).")
    site.write_file("content/logo.txt", "beside")
    settle(site)

    site.write_file(f"static/{path}", "static")

    assert_refused_as_clean(site)
    assert site.read("logo.txt") == "beside"


def test_a_static_file_and_a_file_beside_an_article_that_come_together_are_refused(site: SiteDriver) -> None:
    site.write("content/a.md")
    settle(site)

    site.write("content/a.md", "See [it](logo.txt).")
    site.write_file("content/logo.txt", "beside")
    site.write_file("static/logo.txt", "static")

    assert_refused_as_clean(site)


def test_two_articles_of_one_address_are_refused(site: SiteDriver) -> None:
    site.write("content/a.md")
    settle(site)

    site.write("content/x/a.md")
    result = site.build()

    assert result.code == 1
    assert "content/a.md" in result.err
    assert "content/x/a.md" in result.err


def test_an_article_that_takes_the_address_of_one_that_went_is_there(site: SiteDriver) -> None:
    site.write("content/a.md", "Old words.")
    site.write("content/b.md", "Others.")
    settle(site)

    site.remove("content/a.md")
    site.write("content/x/a.md", "New words.")
    site.build()

    assert "New words." in site.read("2025/03/04/a/index.html")
    assert_as_clean(site)


def test_a_page_that_becomes_an_attachment_is_copied(site: SiteDriver) -> None:
    site.settings("permalink: /{slug}/\n")
    site.write("content/a.md", "Old words.")
    site.write("content/b.md", "Others.")
    settle(site)

    site.remove("content/a.md")
    site.write_file("content/a/index.html", "kept")
    site.write("content/b.md", "See [it](a/index.html).")
    result = site.build()

    assert result.code == 0
    assert site.read("a/index.html") == "kept"
    assert_as_clean(site)


def test_a_moved_story_is_told_once_and_kept_in_mind_until_an_alias_leads_on(
    site: SiteDriver, partial: list[bool]
) -> None:
    site.write("content/a.md", slug="one")
    site.write("content/b.md")
    settle(site)
    site.write("content/a.md", slug="two")
    first = site.report()
    site.write("content/b.md", "Other words.")

    again = site.report()

    assert [move["from"] for move in first["moved"]] == ["/2025/03/04/one/"]
    assert again["moved"] == []
    assert "/2025/03/04/one/ /2025/03/04/two/" in redirects_of(site)
    assert partial[-2:] == [True, True]

    site.write("content/a.md", slug="two", aliases=["/2025/03/04/one/"])
    (site.root / "redirects.txt").unlink()
    assert redirects_of(site) == []


def test_a_renamed_file_keeps_its_old_address_in_mind(site: SiteDriver) -> None:
    site.write("content/a.md", "Words of its own.")
    settle(site)
    (site.root / "content/a.md").rename(site.root / "content/z.md")

    assert [move["source"] for move in site.report()["moved"]] == ["content/z.md"]


def test_where_a_great_many_questions_were_asked_all_pages_are_looked_at(site: SiteDriver, partial: list[bool]) -> None:
    site.write_file(
        "templates/404.html",
        "{% for n in range(1001) %}{{ archive.latest(n)|length }}{% endfor %}",
    )
    site.write("content/a.md")
    settle(site)

    site.write("content/b.md")
    site.build()

    assert not partial[-1]
    assert_as_clean(site)


def test_what_no_template_asks_any_more_is_forgotten(
    site: SiteDriver, partial: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(traces, "_FEW", 2)
    for number in range(4):
        site.write(f"content/a{number}.md", title=f"A{number}")
    notes = []
    for year in (2024, 2025):
        byline = f"{{% block byline %}}{{{{ archive.count(year={year}) }}}}{{% endblock %}}"
        site.write_file("templates/article.html", f'{{% extends "theme/article.html" %}}{byline}')
        settle(site)
        notes.append([note for note in facts_of(site) if str(year) in note or "2024" in note])

    assert partial[-1]
    assert ["2024" in note for note in notes[0]] == [True]
    assert ["2024" in note for note in notes[1]] == [False]
    assert_as_clean(site)


def test_a_page_that_asks_for_another_storys_coverage_is_asked_anew(site: SiteDriver) -> None:
    site.write_file("templates/404.html", "{% for s in archive.related('b.md', 3) %}{{ s.title }}{% endfor %}")
    site.write("content/b.md", title="B", date="2025-03-05", tags=["Sea"])
    settle(site)

    site.write("content/a.md", title="A", date="2025-03-04", tags=["Sea"])
    site.build()

    assert site.read("404.html") == "A"
    assert_as_clean(site)


def test_a_large_edit_is_an_edit_too(site: SiteDriver, partial: list[bool]) -> None:
    site.write("content/a.md")
    settle(site)

    for number in range(301):
        site.write(f"content/n{number}.md", date=f"2024-01-{number % 28 + 1:02}")
    site.build("--jobs", "2")

    assert partial[-1]
    assert_as_clean(site)


def test_a_damaged_card_is_read_anew(site: SiteDriver) -> None:
    site.write("content/a.md", title="A", date="2025-01-01", tags=["Sea"])
    site.write("content/b.md", title="B", date="2025-01-02", tags=["Sea"])
    settle(site)
    with sqlite3.connect(site.root / ".newsgen/store.sqlite") as database:
        database.execute("UPDATE records SET content = '[]' WHERE prefix = 'cards' AND key = 'a.md'")

    site.write("content/b.md", title="B, changed", date="2025-01-02", tags=["Sea"])

    assert site.build().code == 0
    assert_as_clean(site)


def lose_card(site: SiteDriver, source: str) -> None:
    with sqlite3.connect(site.root / ".newsgen/store.sqlite") as database:
        database.execute("DELETE FROM records WHERE prefix = 'cards' AND key = ?", [source])


def test_a_lost_card_of_a_story_that_has_moved_is_read_anew(site: SiteDriver, partial: list[bool]) -> None:
    site.write("content/a.md", title="A", date="2025-01-01", tags=["Sea"])
    site.write("content/b.md", "One.", summary="Same", title="B", date="2024-01-01")
    site.write("content/between.md", title="C", date="2024-06-01")
    settle(site)
    site.write("content/a.md", title="A", date="2025-01-01", tags=["Sea"], slug="moved")
    settle(site)
    lose_card(site, "a.md")

    site.write("content/b.md", "Two.", summary="Same", title="B", date="2024-01-01")
    result = site.build()

    assert result.code == 0, result.err
    assert partial[-1]
    assert_as_clean(site)


def test_explain_reads_a_lost_card_anew(site: SiteDriver) -> None:
    site.write("content/a.md", title="A")
    site.write("content/b.md", title="B", draft=True)
    settle(site)
    lose_card(site, "b.md")

    assert site.newsgen("build", "--now", NOW, "--explain", "/2025/03/04/a/").code == 0


def test_two_outputs_keep_their_own_memory(site: SiteDriver) -> None:
    site.write("content/a.md", title="A", date="2025-01-01")
    other = site.root / "other"
    settle(site)
    site.build("-o", str(other))
    site.write("content/a.md", title="B", date="2025-01-01")
    site.build()
    site.write("content/c.md", title="C", date="2025-01-02")

    site.build("-o", str(other))
    site.build()

    assert tree_digest(site.output) == tree_digest(other)
    assert_as_clean(site)


def test_a_static_file_where_a_sitemap_might_lie_stays(site: SiteDriver, partial: list[bool]) -> None:
    site.write_file("static/sitemaps/articles-2025.xml", "mine")
    site.write("content/a.md", date="2024-01-01")
    site.write("content/b.md", date="2025-01-01", canonical="https://example.net/x")
    settle(site)

    site.write("content/b.md", title="Another", date="2025-01-01", canonical="https://example.net/x")
    report = site.report()

    assert partial[-1]
    assert site.read("sitemaps/articles-2025.xml") == "mine"
    clean = site.report("-o", str(site.root / "clean"))
    assert [report[key] for key in ("pages", "files", "bytes")] == [clean[key] for key in ("pages", "files", "bytes")]
    assert tree_digest(site.output) == tree_digest(site.root / "clean")


def test_a_static_file_where_a_sitemap_might_lie_outlives_the_articles(site: SiteDriver, partial: list[bool]) -> None:
    site.write_file("static/sitemaps/articles-2025.xml", "mine")
    site.write("content/a.md", date="2024-01-01")
    site.write("content/b.md", date="2025-01-01", canonical="https://example.net/x")
    settle(site)

    site.remove("content/b.md")
    site.build()

    assert partial[-1]
    assert site.read("sitemaps/articles-2025.xml") == "mine"
    assert_as_clean(site)


def test_a_dead_link_names_the_same_near_file_whenever_it_came(site: SiteDriver, partial: list[bool]) -> None:
    site.write("content/l.md", "See [x](FERRY.md).", date="2024-06-01")
    site.write("content/ferry.md", date="2025-01-01", slug="one")
    settle(site)

    site.write("content/Ferry.md", date="2023-01-01", slug="two")
    told = site.report()["problems"]

    assert partial[-1]
    assert told == site.report("-o", str(site.root / "clean"))["problems"]


def test_moves_are_told_in_the_order_of_their_files(site: SiteDriver, partial: list[bool]) -> None:
    names = [f"s{number}" for number in range(8)]
    for name in names:
        site.write(f"content/{name}.md")
    settle(site)

    for name in reversed(names):
        site.write(f"content/{name}.md", slug=f"{name}-moved")
    told = [move["source"] for move in site.report()["moved"]]

    assert partial[-1]
    assert told == [f"content/{name}.md" for name in names]


def test_the_seconds_told_are_those_of_the_whole_build(site: SiteDriver) -> None:
    site.write("content/a.md", "One.")
    settle(site)
    look = FastPath.__init__
    site.write("content/a.md", "Two.")

    def slow(*arguments: object, **named: object) -> None:
        time.sleep(0.3)
        look(*arguments, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patches:
        patches.setattr(FastPath, "__init__", slow)
        assert sum(site.report()["seconds"].values()) >= 0.3


def test_the_first_story_of_an_empty_site_has_its_terms(site: SiteDriver) -> None:
    site.write("content/a.md", "One.", draft=True, section="World")
    settle(site)

    site.write("content/a.md", "One.", section="World")
    result = site.build()

    assert result.code == 0
    assert_as_clean(site)


def test_the_size_of_the_site_is_right_where_the_record_of_a_page_that_goes_is_lost(site: SiteDriver) -> None:
    for name in "abc":
        site.write(f"content/{name}.md", "One.")
    settle(site)
    with sqlite3.connect(site.root / ".newsgen/store.sqlite") as database:
        database.execute("DELETE FROM records WHERE key LIKE '%/b/index.html'")

    site.remove("content/b.md")
    told = site.report()["bytes"]

    assert told == site.report("--verify")["bytes"]


def test_a_ledger_with_fewer_places_than_articles_counts_as_absent(site: SiteDriver) -> None:
    site.write("content/a.md", "One.")
    site.write("content/b.md", "Two.")
    settle(site)
    store, name = Store(site.root / ".newsgen"), StoreKeys("build").column("places")
    content = store.blob_bytes(name)
    assert content is not None
    store.write(Transaction(blobs={name: content.rpartition(b"\n")[0]}))

    site.write("content/a.md", "Three.")

    assert site.build().code == 0
    assert_as_clean(site)


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ((), ()),
        (("languages",), ()),
        (("ids", "versions", "languages"), ("filing",)),
        (("canonicals", "ids", "versions", "languages"), ("filing", "surroundings", "facts")),
    ],
)
def test_what_an_earlier_newsgen_has_published_is_known(
    site: SiteDriver, columns: tuple[str, ...], values: tuple[str, ...]
) -> None:
    site.write("content/a.md")
    site.write("content/b.md")
    settle(site)
    store, prefixes = Store(site.root / ".newsgen"), StoreKeys("build")
    head = store.blob(prefixes.state) | {"environment": "of an earlier newsgen"}
    head["generations"] = {name: number for name, number in head["generations"].items() if name not in columns}
    blob = json.dumps({name: value for name, value in head.items() if name not in values}).encode()
    store.write(Transaction(blobs={prefixes.state: blob}))

    site.write("content/a.md", url="/posts/1.html")
    site.remove("content/b.md")
    report = site.report()

    assert [move["to"] for move in report["moved"]] == ["/posts/1.html"]
    assert [gone["url"] for gone in report["vanished"]] == ["/2025/03/04/b/"]
    assert_as_clean(site)


def vanished(site: SiteDriver, *options: str) -> list[str]:
    return [gone["url"] for gone in site.report(*options)["vanished"]]


@pytest.mark.parametrize("options", [(), ("--verify",)])
def test_a_story_that_is_gone_is_told_once(site: SiteDriver, options: tuple[str, ...], partial: list[bool]) -> None:
    for name in "abc":
        site.write(f"content/{name}.md", slug=name)
    settle(site)
    site.remove("content/b.md")
    site.write("content/c.md", slug="c", draft=True)

    assert vanished(site, *options) == ["/2025/03/04/b/", "/2025/03/04/c/"]
    assert partial[-1] == (not options)
    assert vanished(site, *options) == []
    time.sleep(0.05)
    assert vanished(site) == []


@pytest.mark.parametrize("options", [(), ("--verify",)])
def test_a_story_whose_place_is_taken_is_not_gone(site: SiteDriver, options: tuple[str, ...]) -> None:
    for name in "abcd":
        site.write(f"content/{name}.md", slug=name)
    settle(site)
    site.write("content/e.md")
    settle(site)
    (site.root / "content/b.md").rename(site.root / "content/renamed.md")
    (site.root / "content/e.md").rename(site.root / "content/moved.md")
    site.write("content/a.md", slug="another")
    site.remove("content/c.md")
    site.write("content/d.md", slug="d", aliases=["/2025/03/04/c/"])

    assert vanished(site, *options) == []


def test_a_story_that_is_gone_is_told_with_the_line_to_add(site: SiteDriver) -> None:
    site.write_file("newsgen.yaml", "title: T\nbase_url: https://example.org/sub/\ntimezone: UTC\n")
    site.write("content/a.md", slug="a")
    site.write("content/b.md", slug="é, b")
    site.build()
    site.remove("content/b.md")

    told = site.build().out

    assert "gone: content/b.md: nothing is at /sub/2025/03/04/%C3%A9,%20b/ any more\n" in told
    assert 'write `aliases: ["/2025/03/04/é, b/"]` in that' in told


def test_another_spelling_moves_a_term_in_its_sitemap(site: SiteDriver, partial: list[bool]) -> None:
    for name, tag, day in (("a", "Sea side", 1), ("b", "Sea-side", 2), ("c", "Sea Z", 3)):
        site.write(f"content/{name}.md", date=f"2025-03-0{day}", tags=[tag])
    settle(site)
    before = site.read("sitemaps/terms-tags.xml")

    site.write("content/a.md", date="2025-03-01", tags=["Sea-side"])
    site.build()

    assert partial[-1]
    assert site.read("sitemaps/terms-tags.xml") != before
    assert_as_clean(site)


@pytest.mark.long
def test_terms_are_dealt_out_among_sitemaps_whatever_comes_and_goes(
    site: SiteDriver, partial: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(term_shares, "SHARE", 2)
    chance = random.Random(1)  # noqa: S311 - the same edits each time
    for name in range(6):
        site.write(f"content/{name}.md", tags=[f"Tag {name}", "Sea"])
    settle(site)
    for _ in range(8):
        for name in chance.sample(range(12), 2):
            tags = [f"Tag {chance.randrange(30)}" for _ in range(chance.choice([1, 6]))]
            site.write(f"content/{name}.md", tags=[*tags, "SEA" if name % 2 else "Sea"])
        site.remove(f"content/{min(int(file.stem) for file in (site.root / 'content').glob('*.md'))}.md")
        site.build()

        assert partial[-1]
        assert_as_clean(site)
        listed = "".join(file.read_text() for file in (site.output / "sitemaps/terms-tags").glob("*.xml"))
        terms = [file.parent.name for file in site.output.glob("tags/*/index.html")]
        assert all(listed.count(f"/tags/{term}/</loc>") == 1 for term in terms)
        assert listed.count("/tags/</loc>") == 1


def test_a_headline_concerns_no_sitemap_and_no_index_of_terms(
    site: SiteDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        site.write(f"content/{name}.md", tags=["Sea"])
    settle(site)
    seen: list[DirtySet] = []
    monkeypatch.setattr(
        engine, "find_dirty", lambda *given, **named: seen.append(find_dirty(*given, **named)) or seen[-1]
    )

    site.write("content/a.md", title="Another", tags=["Sea"])
    site.build()

    kinds = {kind for kind, _ in seen[-1].keys}
    assert {"article", "term", "day", "home"} <= kinds
    assert kinds.isdisjoint({"sitemap", "sitemap index", "taxonomy"})


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("target", ["https://old.example/pics/x.png", "/blog/pics/x.png", "/pics/x.png"])
@pytest.mark.parametrize("is_in_text", [True, False])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_picture_by_its_old_address_that_comes_or_grows(
    site: SiteDriver, partial: list[bool], target: str, *, is_in_text: bool, is_there: bool
) -> None:
    site.settings("old_urls: [https://old.example/, /blog/]\n")
    site.write_file(
        "templates/404.html", "{% for t in archive.latest(3) %}{{ t.picture.width if t.picture else 0 }} {% endfor %}"
    )
    site.write("content/a.md", f"![A]({target})" if is_in_text else "A.", **({} if is_in_text else {"image": target}))
    site.write("content/b.md", date="2025-05-05")
    if is_there:
        site.write_file("content/pics/x.png", png(10, 10))
    settle(site)

    site.write_file("content/pics/x.png", png(30, 20))
    site.build()

    assert partial[-1]
    assert_as_clean(site)


def test_a_file_that_is_no_article_any_more_leaves_no_remark(site: SiteDriver) -> None:
    site.write("content/a.md")
    site.write("content/README.md", unknownfield="x")
    settle(site)
    site.write_file("content/README.md", "No story.\n")

    assert "unknownfield" not in site.build().out
    assert site.build("--strict").code == 0


@pytest.mark.parametrize("path", ["content/a.md", "build/index.html"])
def test_a_file_of_the_year_2300_is_built(site: SiteDriver, path: str) -> None:
    site.write()
    settle(site)
    later = 10_413_792_000
    os.utime(site.root / path, (later, later))

    assert site.build().code == 0
    assert site.build().code == 0
    assert_as_clean(site)


@pytest.mark.long
def test_a_template_too_deep_is_told_before_workers_begin(site: SiteDriver) -> None:
    for number in range(320):
        site.write(f"content/{number}.md")
    site.build()
    site.write_file("templates/article.html", f"{{{{ {'(' * 3000} 1 {')' * 3000} }}}}")

    result = site.build("--jobs", "2")

    assert result.code == 1
    assert "templates/article.html" in result.err
