"""Which pages an edit renders, and that a page is rendered whenever anything that it is made from has changed."""

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest
from tests.conftest import SiteDriver, tree_digest

from newsgen.builder.store import Store, Transaction
from newsgen.program import program_fingerprint, shapes_a_site
from newsgen.writer.folder import Staging

pytestmark = pytest.mark.sampled(every=3)


def story(site: SiteDriver, name: str, day: str, **fields: object) -> None:
    site.write(f"content/{name}.md", **{"title": name.title(), "date": day, "summary": f"About {name}."} | fields)


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    """Four stories of four days, with a tag or two, built."""
    site.settings("per_page: 2\nmenu: [World]\n")
    for number, name in enumerate(["one", "two", "three", "four"], start=1):
        story(site, name, f"2025-0{number}-04", tags=["Sea"] if number % 2 else ["Sea", "Land"], section="World")
    site.build()
    return site


def stamps(site: SiteDriver) -> dict[str, int]:
    return {path.relative_to(site.output).as_posix(): path.stat().st_mtime_ns for path in site.output.rglob("*.*ml")}


def changed(site: SiteDriver, before: dict[str, int]) -> set[str]:
    return {path for path, time in stamps(site).items() if before.get(path) != time}


def assert_as_clean(site: SiteDriver) -> None:
    site.build("-o", str(site.root / "clean"))
    assert tree_digest(site.output) == tree_digest(site.root / "clean")


def test_nothing_changed_renders_nothing(paper: SiteDriver) -> None:
    assert paper.report()["rendered"] == 0


def test_a_body_edit_renders_that_page_alone(paper: SiteDriver) -> None:
    story(paper, "two", "2025-02-04", tags=["Sea", "Land"], section="World", body="Other words.")

    report = paper.report()

    assert report["rendered"] == 1
    assert "Other words." in paper.read("2025/02/04/two/index.html")


def test_a_new_story_renders_no_numbered_page_and_no_distant_story(paper: SiteDriver) -> None:
    before = stamps(paper)
    story(paper, "five", "2025-05-04", tags=["Sea"], section="World")

    paper.build()

    assert changed(paper, before) == {
        "2025/05/04/five/index.html",
        "2025/04/04/four/index.html",  # the one before it, which now has a next one
        "index.html",
        "feed.xml",
        "atom.xml",
        "articles/index.html",
        "tags/index.html",
        "tags/sea/index.html",
        "tags/sea/feed.xml",
        "sections/index.html",
        "sections/world/index.html",
        "sections/world/feed.xml",
        "dates/index.html",
        "2025/index.html",
        "2025/05/index.html",
        "2025/05/04/index.html",
        "2025/04/index.html",
        "2025/04/04/index.html",
        "on-this-day/04-04/index.html",
        "on-this-day/05-04/index.html",
        "sitemaps/articles-2025.xml",
        "sitemaps/dates.xml",
        "sitemaps/on-this-day.xml",
        "sitemaps/pages.xml",
        "sitemaps/terms-sections.xml",
        "sitemaps/terms-tags.xml",
        "sitemap.xml",
    }


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "change",
    [
        lambda site: story(site, "one", "2025-01-04", title="Another headline"),
        lambda site: site.remove("content/two.md"),
        lambda site: site.settings("per_page: 3\n"),
        lambda site: site.settings("feed_limit: 1\n"),
        lambda site: site.settings("feeds: {formats: [], of_terms: [atom], from: 2}\n"),
        lambda site: site.settings("language: ko\n"),
        lambda site: site.write_file("static/style.css", "p { color: red }"),
        lambda site: site.write_file(
            "templates/base.html", '{% extends "theme/base.html" %}{% block imprint %}Ours{% endblock %}'
        ),
        lambda site: site.write_file("templates/labels.yaml", "en: {latest: Newest}"),
        lambda site: site.write_file(
            "templates/404.html", '{% extends "theme/404.html" %}{% block robots %}{% endblock %}'
        ),
        lambda site: (site.output / "index.html").unlink(),
        lambda site: (site.output / "tags/sea/index.html").write_text("altered"),
        lambda site: site.remove(".newsgen"),
        lambda site: site.remove("build"),
    ],
)
def test_after_a_change_the_site_is_as_a_clean_one(paper: SiteDriver, change: object) -> None:
    change(paper)  # type: ignore[operator]

    paper.build()

    assert_as_clean(paper)


def feed_links(site: SiteDriver, path: str) -> list[str]:
    return re.findall(r'href="([^"]*/(?:feed|atom)\.xml)"', site.read(path))


@pytest.mark.parametrize("verify", [(), ("--verify",)])
def test_a_term_gets_its_feed_with_its_third_story_and_loses_it_with_that(
    site: SiteDriver, verify: tuple[str, ...]
) -> None:
    site.settings("per_page: 1\n")
    for name, day in [("one", "2025-01-04"), ("two", "2025-02-04")]:
        story(site, name, day, tags=["Sea"])
    story(site, "other", "2025-02-05", tags=["Land"])
    site.build()
    for feeds in (False, True, False):
        if feeds:
            story(site, "three", "2025-03-04", tags=["Sea"])
        elif site.exists("2025/03/04/three/index.html"):
            site.remove("content/three.md")

        site.build(*verify)

        assert site.exists("tags/sea/feed.xml") is feeds
        for path in ("tags/sea/index.html", "tags/sea/page/1/index.html"):
            assert feed_links(site, path) == 2 * feeds * ["/tags/sea/feed.xml"]
        assert_as_clean(site)


@pytest.mark.parametrize(
    ("feeds", "of_site", "of_term"),
    [
        ("{formats: [atom]}", ["/atom.xml"], ["/tags/sea/feed.xml"]),
        ("{formats: []}", [], ["/tags/sea/feed.xml"]),
        ("{of_terms: []}", ["/feed.xml", "/atom.xml"], []),
        ("{of_terms: [atom, rss]}", ["/feed.xml", "/atom.xml"], ["/tags/sea/feed.xml", "/tags/sea/atom.xml"]),
    ],
)
def test_pages_link_to_the_feeds_that_there_are(
    paper: SiteDriver, feeds: str, of_site: list[str], of_term: list[str]
) -> None:
    paper.settings(f"feeds: {feeds}\n")

    assert paper.build().code == 0

    assert feed_links(paper, "index.html") == 2 * of_site
    assert feed_links(paper, "tags/sea/index.html") == 2 * of_term
    lying = {"/" + path for path in paper.files() if path.endswith(("feed.xml", "atom.xml"))}
    assert lying - {"/sections/world/feed.xml", "/sections/world/atom.xml"} == {*of_site, *of_term}
    assert paper.newsgen("check").code == 0


def test_a_template_is_stale_by_what_it_includes(site: SiteDriver) -> None:
    site.write()
    site.write_file("templates/404.html", '{% include "partials/note.html" ignore missing %}')
    site.build()
    site.write_file("templates/partials/note.html", "now it is there")

    report = site.report()

    assert report["rendered"] == 1
    assert site.read("404.html") == "now it is there"


def test_a_page_is_stale_by_what_it_asked(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04")
    site.write_file("templates/404.html", "{% for story in archive.latest(1) %}{{ story.title }}{% endfor %}")
    site.build()
    story(site, "two", "2025-02-04")

    site.build()

    assert site.read("404.html") == "Two"


def test_a_dead_link_comes_alive_with_its_story(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04", body="See [the other](two.md).")
    site.build()
    story(site, "two", "2025-02-04")

    site.build()

    assert 'href="/2025/02/04/two/"' in site.read("2025/01/04/one/index.html")


def test_a_warning_is_told_again_although_its_page_stands(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04", body="See [the other](two.md).")
    first = site.report()

    second = site.report()

    assert second["rendered"] == 0
    assert second["problems"] == first["problems"] != []


def test_a_picture_of_a_story_that_stands_stays_in_the_site(site: SiteDriver) -> None:
    site.write_file("content/map.txt", "a map")
    story(site, "one", "2025-01-04", body="See [the map](map.txt).")
    site.build()

    site.build()

    assert site.exists("map.txt")


def test_a_file_with_its_old_size_and_time_but_other_bytes_is_made_anew(paper: SiteDriver) -> None:
    page = paper.output / "2025/01/04/one/index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))

    paper.build()

    assert_as_clean(paper)


def test_another_newsgen_renders_everything(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsgen.builder.build.program_fingerprint", lambda *_: "another")

    report = paper.report()

    assert report["rendered"] == report["pages"]


def test_a_copied_project_builds_the_same_site(paper: SiteDriver, tmp_path: Path) -> None:
    shutil.copytree(paper.root, tmp_path / "copy")
    copy = SiteDriver.__new__(SiteDriver)
    copy.root = tmp_path / "copy"

    report = copy.report()

    assert report["rendered"] == 0
    assert tree_digest(copy.output) == tree_digest(paper.output)


def test_each_damage_of_the_store_counts_as_absence(paper: SiteDriver) -> None:
    clean = tree_digest(paper.output)
    path = paper.root / ".newsgen/store.sqlite"
    content = path.read_bytes()
    for at in range(0, len(content), max(97, len(content) // 40)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :])

        assert paper.build().code == 0
        assert tree_digest(paper.output) == clean


@pytest.mark.long
def test_a_store_that_was_cut_off_counts_as_absent(paper: SiteDriver) -> None:
    path = paper.root / ".newsgen/store.sqlite"
    content = path.read_bytes()
    for size in range(0, len(content), max(1024, len(content) // 20)):
        path.write_bytes(content[:size])

        assert paper.build().code == 0


def test_a_store_gives_back_what_was_put_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    records = {f"key {number}": [number, None, {"a": "é"}] for number in range(2_000)}

    store.write(Transaction(blobs={"text": ["é"], "bytes": b"\0\1"}, records={"one": records, "two": {"x": 1}}))

    assert store.blob("text") == ["é"]
    assert store.blob_bytes("bytes") == b"\0\1"
    assert store.records("one") == records
    assert store.records("one", ["key 7", "no key"]) == {"key 7": records["key 7"]}
    assert store.records("two") == {"x": 1}
    assert store.keys("two") == {"x"}


def test_a_store_forgets_what_is_to_go(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(Transaction(records={"one": {"a": 1, "b": 2}, "two": {"a": 3, "b": 4}}))

    store.write(Transaction(gone={"one": ["a"]}, emptied=["two"], records={"two": {"c": 5}}))

    assert store.records("one") == {"b": 2}
    assert store.records("two") == {"c": 5}


def test_no_record_stands_in_the_place_of_another(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(Transaction(records={"one": {"a": 1, "b": 2}}))
    with sqlite3.connect(tmp_path / "store.sqlite") as database:
        database.execute("UPDATE records SET key = 'c' WHERE key = 'a'")

    assert store.records("one") == {"b": 2}


def settled(site: SiteDriver) -> None:
    """Waits until the clock of the file system has moved on, builds, and has the report kept."""
    time.sleep(0.05)
    site.build()


def test_a_build_that_finds_nothing_changed_goes_through_no_pages(paper: SiteDriver) -> None:
    settled(paper)

    assert set(paper.report()["seconds"]) == {"look"}


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site.root / "content/one.md").touch(),
        lambda site: site.write_file("content/map.txt", "a map"),
        lambda site: site.write_file("static/new.txt", "new"),
        lambda site: site.write_file("templates/404.html", "gone"),
        lambda site: site.settings("per_page: 3\n"),
        lambda site: (site.output / "index.html").touch(),
        lambda site: (site.output / "index.html").unlink(),
        lambda site: (site.output / ".newsgen-manifest").unlink(),
    ],
)
def test_whatever_is_touched_has_pages_looked_at(paper: SiteDriver, change: object) -> None:
    settled(paper)

    change(paper)  # type: ignore[operator]

    assert "look" not in (paper.build("--json").out or "no report")


def test_the_last_report_holds_until_a_story_appears(paper: SiteDriver) -> None:
    story(paper, "later", "2026-06-01")
    settled(paper)

    assert "look" in paper.report(now="2026-05-31")["seconds"]
    assert paper.report(now="2026-06-02")["articles"] == 5


def test_the_last_report_is_the_same_but_for_what_was_done(paper: SiteDriver) -> None:
    story(paper, "draft", "2025-06-01", draft=True, strange="yes", body="See [nothing](nothing.md).")
    story(paper, "last", "2025-06-01", strange="yes", body="See [nothing](nothing.md).")
    settled(paper)
    followed = paper.report("--verify")

    looked = paper.report()

    assert looked.pop("seconds").keys() == {"look"}
    assert looked == {key: value for key, value in followed.items() if key != "seconds"}


def test_an_article_that_is_known_is_not_read_again(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(paper)
    paper.write_file("static/new.txt", "new")
    monkeypatch.setattr("newsgen.builder.load.load_article", None)

    assert paper.build().code == 0


def test_verify_reads_every_file(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    settled(paper)
    page = paper.output / "2025/01/04/one/index.html"
    content = page.read_bytes()
    page.write_bytes(content[::-1])
    time.sleep(0.05)
    with monkeypatch.context() as patches:  # as if it had been changed in a way that no stamp shows
        patches.setattr(Staging, "stands", lambda *_: True)
        paper.build()
    assert page.read_bytes() != content

    paper.build("--verify")

    assert page.read_bytes() == content


@pytest.mark.parametrize(
    ("change", "url", "reason"),
    [
        (lambda _: None, "/2025/01/04/one/", ""),
        (lambda site: story(site, "one", "2025-01-04", body="New."), "/2025/01/04/one/", "the text of content/one.md"),
        (lambda site: story(site, "new", "2025-01-04"), "/2025/01/04/new/", "it is new"),
        (lambda site: story(site, "five", "2025-05-04"), "/", "what it shows has changed"),
        (lambda site: site.write_file("templates/404.html", "gone"), "404.html", "the template 404.html has changed"),
        (lambda site: site.write_file("static/style.css", "p {}"), "/", ""),
        (lambda site: (site.output / "index.html").unlink(), "https://example.org/", "is missing, or has been altered"),
        (lambda site: site.settings("title: Test Post, Late\n".replace("title", "description")), "/", "settings"),
    ],
)
def test_explain_says_why_a_page_is_stale(paper: SiteDriver, change: object, url: str, reason: str) -> None:
    change(paper)  # type: ignore[operator]
    before = tree_digest(paper.output)

    result = paper.build("--explain", url, "--json")

    assert result.code == 0
    assert reason in result.json["reason"]
    assert result.json["is_stale"] == bool(reason)
    assert tree_digest(paper.output) == before


def test_an_edited_style_sheet_renders_no_page(paper: SiteDriver) -> None:
    paper.write_file("static/style.css", "p {}")

    report = paper.report()

    assert (report["rendered"], report["written"]) == (0, 1)
    assert_as_clean(paper)


@pytest.mark.parametrize("content", [b"p {}", b"", "p::after { content: '…' }".encode()])
def test_with_versions_a_page_follows_its_style_sheet(paper: SiteDriver, content: bytes) -> None:
    paper.settings("assets: {versions: true}\n")
    paper.build()
    (paper.root / "static").mkdir(exist_ok=True)
    (paper.root / "static/style.css").write_bytes(content)
    reason = paper.build("--explain", "/", "--json").json["reason"]

    paper.build()

    assert "the static file style.css has changed" in reason
    assert f'href="/style.css?v={hashlib.sha256(content).hexdigest()[:8]}"' in paper.read("index.html")
    assert_as_clean(paper)


@pytest.mark.parametrize("versions", ["true", "false"])
def test_a_static_file_that_goes_is_missed_by_its_pages(paper: SiteDriver, versions: str) -> None:
    paper.settings(f"assets: {{versions: {versions}}}\n")
    paper.write_file("static/ours.css", "p {}")
    paper.write_file(
        "templates/home.html",
        '{% extends "theme/home.html" %}{% block head %}<link href="{{ asset_url("ours.css") }}">{% endblock %}',
    )
    assert paper.build().code == 0
    paper.remove("static/ours.css")

    result = paper.build()

    assert result.code == 1
    assert "there is no static file ours.css" in result.err


def test_explain_says_that_a_page_stands(paper: SiteDriver) -> None:
    assert "stands: nothing it is made from has changed" in paper.build("--explain", "/tags/sea/").out


def test_explain_knows_no_page_there(paper: SiteDriver) -> None:
    result = paper.build("--explain", "/nowhere/")

    assert result.code == 2
    assert "no page has the address /nowhere/" in result.err


def test_a_page_is_stale_by_the_answer_to_its_question(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04")
    site.write_file("templates/404.html", "{% for story in archive.latest(1) %}{{ story.title }}{% endfor %}")
    site.build()
    story(site, "two", "2025-02-04")

    result = site.build("--explain", "/404.html")

    assert "stale: archive.latest(1) has another answer" in result.out


def test_a_profile_names_templates_and_slow_pages(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04")

    report = site.report("--profile")

    assert sum(timing["pages"] for timing in report["templates"]) == report["rendered"]
    assert {"name": "article.html", "pages": 1} in [
        {key: timing[key] for key in ("name", "pages")} for timing in report["templates"]
    ]
    assert len(report["slowest"]) == 10
    assert report["slowest"] == sorted(report["slowest"], key=lambda timing: -timing["seconds"])


def test_a_profile_is_printed(site: SiteDriver) -> None:
    story(site, "one", "2025-01-04")

    out = site.build("--profile").out

    assert "1 page " in out
    assert "the slowest pages:" in out


def test_a_file_that_was_only_touched_is_read_once(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    (paper.output / "index.html").touch()
    time.sleep(0.05)
    paper.build()
    paper.write_file("static/new.txt", "new")
    monkeypatch.setattr("newsgen.writer.folder.Staging.keep", None)

    assert paper.build().code == 0


def test_every_library_that_shapes_a_page_tells_one_newsgen_from_another() -> None:
    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[^\w-]", line)[0].lower().replace("-", "_") for line in project["dependencies"]}
    names -= {"click", "rich", "starlette", "urllib3", "uvicorn", "watchfiles"}  # they make no page
    of_imports = """brotli charset_normalizer defusedxml docutils emoji feedparser ftfy htmldate lxml striprtf textile
        trafilatura warcio webencodings""".split()
    names -= set(of_imports)  # they make no page, either

    assert {name for name in names if not shapes_a_site(f"{name}-1.0.dist-info")} == set()
    assert not shapes_a_site("click-8.2.dist-info")


OWN_EXTENSIONS = {
    "a module of a package": ("ours_notes.marks", "ours_notes/marks.py"),
    "what its package imports": ("ours_notes.marks:Marks", "ours_notes/inner/words.py"),
    "the package itself": ("ours_notes", "ours_notes/__init__.py"),
    "a package without an __init__.py": ("ours_plain.marks", "ours_plain/words.py"),
    "a module alone": ("ours_alone", "ours_alone.py"),
    "a class of it": ("ours_alone:Marks", "ours_alone.py"),
}


@pytest.mark.parametrize("case", OWN_EXTENSIONS)
def test_ones_own_extension_counts_by_all_its_text(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, edited = OWN_EXTENSIONS[case]
    for path in (
        "ours_notes/__init__.py",
        "ours_notes/marks.py",
        "ours_notes/inner/words.py",
        "ours_plain/words.py",
        "ours_alone.py",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("MARK = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    before = program_fingerprint(["extra", name])

    (tmp_path / edited).write_text("MARK = 2\n", encoding="utf-8")

    assert program_fingerprint(["extra", name]) != before
    assert program_fingerprint(["extra"]) == program_fingerprint(["extra"])


@pytest.mark.long
def test_an_edited_extension_renders_its_pages_anew(site: SiteDriver, tmp_path: Path) -> None:
    def extension(word: str) -> None:
        text = f"""
            from markdown.extensions import Extension
            from markdown.preprocessors import Preprocessor

            class Marks(Preprocessor):
                def run(self, lines):
                    return [line.replace("@@", "{word}") for line in lines]

            def makeExtension(**options):
                made = Extension(**options)
                made.extendMarkdown = lambda md: md.preprocessors.register(Marks(md), "marks", 100)
                return made
            """
        (tmp_path / "ours_marks.py").write_text(dedent(text), encoding="utf-8")

    def build() -> None:
        command = [sys.executable, "-m", "newsgen", "build", "-q", "--project", str(site.root)]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(tmp_path)})

    site.write(body="Here @@ there.")
    site.settings("markdown: {extensions: [extra, ours_marks]}\n")
    extension("one")
    build()
    assert "Here one there." in site.read("2025/03/04/a/index.html")

    extension("other")
    build()

    assert "Here other there." in site.read("2025/03/04/a/index.html")
