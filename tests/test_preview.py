"""A preview shows what a build would write: page by page, after any history, and writes nothing of it."""

import gc
import os
import shutil
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from examples import IS_FULL, histories
from hypothesis.stateful import run_state_machine_as_test
from incremental.comparison import Outcome, build_and_compare, build_clean, seen_version
from incremental.edits import EDITS, begin
from incremental.machine import THEN, History
from incremental.picture import png
from incremental.publication import Publication
from tests.conftest import NOW, SiteDriver

from newsgen.builder import preview, source_follower
from newsgen.builder.preview import Preview, PreviewOptions
from newsgen.errors import ExitCode, UsageError
from newsgen.project import open_project
from newsgen.writer.manifest import RECORD_NAMES

pytestmark = pytest.mark.sampled(every=3)

ROOT = Path(__file__).parent.parent


def shown(preview: Preview, path: str) -> bytes | None:
    """What lies at a path of the site."""
    if (picture := preview.picture(path)) is not None:
        return picture
    if (file := preview.file(path)) is not None:
        return Path(file.origin).read_bytes()
    answer = preview.page(path)
    return answer.content if answer else None


def assert_shows(preview: Preview, files: dict[str, bytes]) -> None:
    """Pages first: what lies beside articles is shown as soon as a page needs it."""
    wanted = {
        path: content
        for path, content in files.items()
        if path not in RECORD_NAMES and not path.startswith("search-index/")
    }
    for path in sorted(wanted, key=lambda path: (not path.endswith("index.html"), path)):
        assert shown(preview, path) == wanted[path], path


def opened(site: SiteDriver, **options: Any) -> Preview:
    return Preview(open_project(site.root), PreviewOptions(**{"now": NOW, "environ": {}, **options}))


class Follower:
    """A preview that follows a publication; a new one where the publication is no longer the same."""

    def __init__(self, paper: Publication) -> None:
        self._paper = paper
        self._preview: Preview | None = None
        self._of: object = None

    def assert_shows(self, clean: Outcome) -> None:
        paper = self._paper
        if clean.code == ExitCode.USAGE:
            return
        of = (paper.root, paper.now, paper.version)
        with seen_version(""):
            if self._preview is None or of != self._of:
                options = PreviewOptions(now=paper.now, environ={})
                self._preview, self._of = Preview(open_project(paper.root), options), of
            else:
                self._preview.look()
            if clean.code == ExitCode.OK and not paper.version:
                assert_shows(self._preview, clean.files)
                assert not [problem for problem in self._preview.problems if problem.is_error]


class Followed(History):
    """Edits and builds in any order. Whoever follows them sees at each step what a build from nothing makes."""

    def __init__(self) -> None:
        super().__init__()
        self._follower = Follower(self._paper)

    def _follow(self, then: str, step: str = "begin") -> None:
        if then == "build again":
            super()._follow(then, step)
        if THEN[then]:
            self._follower.assert_shows(build_clean(self._paper))


@pytest.mark.sampled
def test_a_preview_shows_after_any_history_what_a_build_from_nothing_makes() -> None:
    run_state_machine_as_test(
        Followed,
        settings=histories((2, 12), full=(12, 15), long=(300, 40)),
    )


@pytest.mark.long
@pytest.mark.sampled
def test_a_preview_shows_after_each_kind_of_edit_what_a_build_from_nothing_makes(tmp_path: Path) -> None:
    paper = Publication(tmp_path / "project")
    begin(paper)
    build_and_compare(paper)
    follower = Follower(paper)
    edits = list(EDITS.items())
    for name, edit in edits if IS_FULL else edits[: len(edits) // 6]:
        paper.note(f"({name})")
        edit(paper)
        follower.assert_shows(build_clean(paper))


@pytest.mark.long
def test_the_demo_is_shown_as_it_is_built(tmp_path: Path) -> None:
    for name in ("content", "static", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "newsgen.yaml", tmp_path)
    site = SiteDriver.__new__(SiteDriver)
    site.root = tmp_path
    before = opened(site)
    assert site.build().code == 0

    assert_shows(before, site.files())
    assert_shows(opened(site), site.files())


@pytest.fixture
def paper(site: SiteDriver) -> SiteDriver:
    site.write("content/a.md", "One. See [b](b.md).", tags=["Sea"])
    site.write("content/b.md", "Two.", tags=["Sea", "Land"])
    return site


def test_a_preview_is_opened_in_one_thread_and_used_in_another(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", png(2, 2))
    for number in range(3):
        paper.write(f"content/s{number}.md", title=f"S{number}", image="/p.png", series="S")
    paper.build()
    preview = opened(paper)
    preview.page("index.html")

    def use() -> None:
        paper.write("content/s1.md", title="Another headline", image="/p.png", series="S")
        preview.look()
        answer = preview.page("series/s/index.html")
        assert answer is not None
        assert b"Another headline" in (answer.content or b"")

    with ThreadPoolExecutor(1) as other:
        other.submit(use).result()


@pytest.mark.long
def test_nothing_is_written_to_the_output(paper: SiteDriver) -> None:
    preview = opened(paper)
    preview.page("index.html")
    preview.look()

    assert not paper.output.exists()


@pytest.mark.long
def test_what_is_not_in_the_site_is_not_shown(paper: SiteDriver) -> None:
    paper.write_file("content/notes.txt", "for us alone")
    paper.write("content/draft.md", "Secret.", draft=True)
    paper.write("content/later.md", "Later.", date="2030-01-01")
    preview = opened(paper)

    for path in ("notes.txt", "a.md", "2025/03/04/draft/index.html", "2030/01/01/later/index.html", "tags/page/1/x"):
        assert shown(preview, path) is None
    for path in ("../newsgen.yaml", ".newsgen/store.sqlite", "2025/13/01/index.html", "tags/sea/page/9/index.html", ""):
        assert shown(preview, path) is None


@pytest.mark.long
def test_drafts_and_later_stories_are_shown_where_they_are_asked_for(paper: SiteDriver) -> None:
    paper.write("content/draft.md", "Secret.", draft=True)
    paper.write("content/later.md", "Later.", date="2030-01-01")
    paper.write("content/past.md", "Past.", expires="2025-06-01")

    with_drafts, with_future = opened(paper, drafts=True), opened(paper, future=True)
    earlier = opened(paper, now="2025-04-01")

    draft, later = with_drafts.page("2025/03/04/draft/index.html"), with_future.page("2030/01/01/later/index.html")
    assert draft is not None
    assert draft.content is not None
    assert draft.held_back == "draft"
    assert later is not None
    assert later.held_back.startswith("future until 2030-01-01")
    assert with_drafts.page("2030/01/01/later/index.html") is None
    assert with_future.page("2025/03/04/draft/index.html") is None
    past = earlier.page("2025/03/04/past/index.html")
    assert past is not None
    assert past.held_back == ""
    assert b"Secret" in (shown(with_drafts, "2025/03/04/draft/index.html") or b"")


def test_a_look_tells_of_new_stories(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write("content/new.md", "News.", title="Ferry <sinks>")

    assert preview.look() == ("new.md",)
    assert preview.story("new.md") == ("Ferry <sinks>", "/2025/03/04/new/")
    assert preview.look() == ()


def test_a_broken_article_is_shown_as_it_was(paper: SiteDriver) -> None:
    preview = opened(paper)
    before = shown(preview, "2025/03/04/a/index.html")
    home = shown(preview, "index.html")

    paper.write_file("content/a.md", "---\ntitle: [\n---\n")
    preview.look()

    answer = preview.page("2025/03/04/a/index.html")
    assert answer is not None
    assert answer.content == before
    assert [problem.place for problem in answer.problems] == ["content/a.md:2:9"]
    assert [problem.place for problem in preview.problems] == ["content/a.md:2:9"]
    assert shown(preview, "index.html") == home

    paper.write("content/a.md", "Mended.", tags=["Sea"])
    preview.look()

    assert b"Mended." in (shown(preview, "2025/03/04/a/index.html") or b"")
    assert preview.problems == ()


def test_an_article_that_was_broken_before_has_no_page_but_an_error(paper: SiteDriver) -> None:
    paper.build()
    paper.write_file("content/a.md", "---\ntitle: [\n---\n")

    answer = opened(paper).page("2025/03/04/a/index.html")

    assert answer is not None
    assert answer.content is None
    assert [problem.line for problem in answer.problems] == [2]


def test_a_mistake_in_a_template_is_told_where_it_is_used(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write_file("templates/article.html", "{{ article.nothing }}")
    preview.look()

    answer = preview.page("2025/03/04/a/index.html")

    assert answer is not None
    assert [problem.place for problem in answer.problems] == ["templates/article.html:1"]
    assert shown(preview, "index.html") is not None
    assert [problem.place for problem in preview.problems] == ["templates/article.html:1"]

    paper.remove("templates/article.html")
    preview.look()
    preview.page("2025/03/04/a/index.html")

    assert preview.problems == ()


def test_settings_with_a_mistake_leave_the_site_as_it_was(paper: SiteDriver) -> None:
    preview = opened(paper)
    home = shown(preview, "index.html")
    paper.settings("nonsense: 1\n")
    preview.look()

    assert shown(preview, "index.html") == home
    assert [problem.path for problem in preview.problems] == ["newsgen.yaml"]

    paper.settings("description: Sound.\n")
    preview.look()

    assert preview.problems == ()
    assert b"Sound." in (shown(preview, "index.html") or b"")


def test_two_stories_at_one_address_are_told_until_one_moves(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write("content/x/a.md", "Another.")
    preview.look()
    preview.look()

    (problem,) = preview.problems
    assert problem.is_error
    assert {"content/a.md", "content/x/a.md"} == {
        word.strip(",:;`") for word in str(problem).split() if word.startswith("content/")
    }

    paper.write("content/x/a.md", "Another.", slug="other")
    preview.look()

    assert preview.problems == ()


def test_of_two_stories_at_one_address_the_earlier_is_shown_whatever_was_seen_before(paper: SiteDriver) -> None:
    paper.write("content/x/one.md", "The one.", url="both/", date="2025-01-01")
    paper.write("content/x/two.md", "The two.", url="both/", date="2025-01-02")
    preview = opened(paper)
    assert b"The one." in (shown(preview, "both/index.html") or b"")

    paper.write("content/x/one.md", "The one.", url="both/", date="2025-01-03")
    preview.look()
    assert b"The two." in (shown(preview, "both/index.html") or b"")

    paper.write("content/x/two.md", "The two.", url="elsewhere/", date="2025-01-02")
    preview.look()
    assert b"The one." in (shown(preview, "both/index.html") or b"")
    assert b"The two." in (shown(preview, "elsewhere/index.html") or b"")
    assert preview.problems == ()


def test_a_story_in_the_place_of_a_static_file_is_told(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write_file("static/2025/03/04/c/index.html", "static")
    paper.write("content/c.md", "Story.")
    preview.look()

    assert [problem.is_error for problem in preview.problems] == [True]


def test_the_pages_stay_while_content_is_gone(paper: SiteDriver) -> None:
    preview = opened(paper)
    before = shown(preview, "index.html")
    (paper.root / "content").rename(paper.root / "away")
    preview.look()

    assert shown(preview, "index.html") == before
    assert [(problem.path, problem.is_error) for problem in preview.problems] == [("content", True)]

    (paper.root / "away").rename(paper.root / "content")
    preview.look()

    assert preview.problems == ()


def test_a_picture_that_changes_is_another_version_of_all_pages(paper: SiteDriver) -> None:
    paper.write_file("content/p.png", b"one")
    paper.write_file("static/extra.css", "i{}")
    preview = opened(paper)
    seen = [preview.files_digest]
    for path in ("content/p.png", "content/p.png", "static/extra.css"):
        paper.write_file(path, os.urandom(8))
        preview.look()
        seen.append(preview.files_digest)
    preview.look()

    assert len(set(seen)) == 4
    assert preview.files_digest == seen[-1]


def test_a_lost_card_is_read_again(paper: SiteDriver) -> None:
    paper.build()
    preview = opened(paper)
    before = shown(opened(paper), "2025/03/04/a/index.html")
    store = paper.root / ".newsgen/store.sqlite"
    store.unlink()

    assert shown(preview, "2025/03/04/a/index.html") == before
    preview.look()
    assert shown(preview, "index.html") is not None


def test_a_story_whose_time_comes_is_due(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    paper.write("content/later.md", "Later.", date="2026-01-01T00:00:10")
    preview = opened(paper, now="", environ={"SOURCE_DATE_EPOCH": "1767225600"})
    assert not preview.is_due()

    clock = source_follower.read_clock
    monkeypatch.setattr(
        source_follower, "read_clock", lambda asked, _, zone: clock(asked, {"SOURCE_DATE_EPOCH": "1767225610"}, zone)
    )

    assert preview.is_due()
    assert preview.look() == ("later.md",)
    assert not preview.is_due()


def test_a_build_at_work_does_not_hinder_a_preview(paper: SiteDriver) -> None:
    from newsgen.builder.store import project_lock  # noqa: PLC0415 - as another process

    with project_lock(paper.root / ".newsgen"):
        preview = opened(paper)
        paper.write("content/new.md", "News.")
        assert preview.look() == ("new.md",)


def count_loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The articles that are read from now on."""
    from newsgen.builder import load  # noqa: PLC0415 - to be patched

    read: list[str] = []
    real: Any = load.load_article

    def counted(source: Any, rules: Any) -> Any:
        read.append(source.path)
        return real(source, rules)

    monkeypatch.setattr(load, "load_article", counted)
    return read


def test_what_was_read_is_kept_for_the_next(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    import time  # noqa: PLC0415 - for this test alone

    time.sleep(0.05)  # what was written just now would have to be read again
    read = count_loads(monkeypatch)
    opened(paper)
    assert sorted(read) == ["a.md", "b.md"]
    read.clear()

    opened(paper)
    paper.build()

    assert read == []


def test_a_preview_of_a_built_site_brings_out_few_cards(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    paper.build()
    brought: list[str] = []
    real = preview.SourceFollower.first_look

    def watched(self: Any, *given: Any) -> Any:
        seen = real(self, *given)
        brought.extend(seen.diff.article_store._cards)
        return seen

    monkeypatch.setattr(preview.SourceFollower, "first_look", watched)
    opened(paper)

    assert brought == []


def test_another_permalink_is_not_taken_for_the_one_of_the_last_build(paper: SiteDriver) -> None:
    paper.build()
    paper.settings("permalink: /{year}/{slug}/\n")

    assert shown(opened(paper), "2025/a/index.html") is not None
    assert replace(PreviewOptions(), drafts=True).drafts


@pytest.mark.parametrize(
    ("setting", "fields"),
    [
        ("old_urls: [https://old.example/]", {"url": "https://old.example/2003/x/"}),
        ('date_formats: ["%d.%m.%Y"]', {"date": "05.03.2024"}),
        ("fields: {place_on_site: url}", {"place_on_site": "/2003/x/"}),
        ("fields: {shelf: tags}", {"shelf": "[Sea]"}),
    ],
)
def test_what_was_read_by_other_settings_is_read_again_after_a_build(
    paper: SiteDriver, setting: str, fields: dict[str, str]
) -> None:
    paper.write("content/c.md", "Three.", **fields)
    paper.build("--keep-going")
    preview = opened(paper)
    paper.settings(f"{setting}\n")
    preview.look()

    assert paper.build().code == 0
    assert_shows(preview, paper.files())
    assert_shows(opened(paper), paper.files())


def test_a_look_at_known_files_looks_at_no_others(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write("content/a.md", "Edited one.", tags=["Sea"])
    paper.write("content/b.md", "Edited two.", tags=["Sea"])

    preview.look(["content/a.md", "static/gone.css", "content/.a.md.swp", "content/a.md~"])

    assert b"Edited one." in (shown(preview, "2025/03/04/a/index.html") or b"")
    assert preview.look() == ()
    assert b"Edited two." in (shown(preview, "2025/03/04/b/index.html") or b"")


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (lambda site: site.write("content/x/new.md", "New."), "content/x/new.md"),
        (lambda site: site.write("content/x/new.md", "New."), "content/x"),
        (lambda site: site.write("content/x/new.md", "New."), "content"),
        (lambda site: site.remove("content/b.md"), "content/b.md"),
        (lambda site: (site.root / "content/b.md").rename(site.root / "content/c.md"), "content/c.md"),
        (lambda site: (site.root / "content/l.md").symlink_to("b.md"), "content/l.md"),
    ],
)
def test_whatever_comes_or_goes_is_seen_at_once(paper: SiteDriver, edit: Any, changed: str) -> None:
    preview = opened(paper)
    edit(paper)

    preview.look([changed])

    assert paper.build().code == 0
    assert_shows(preview, paper.files())


def test_a_file_that_becomes_a_link_out_of_the_project_is_not_read(paper: SiteDriver, tmp_path: Path) -> None:
    preview = opened(paper)
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: Secret\ndate: 2025-03-04\n---\nNot ours.\n", encoding="utf-8")
    paper.remove("content/a.md")
    (paper.root / "content/a.md").symlink_to(secret)

    preview.look(["content/a.md"])

    assert b"Not ours." not in (shown(preview, "2025/03/04/a/index.html") or b"")
    assert [problem.path for problem in preview.problems] == ["content/a.md"]


def test_a_mistake_that_is_mended_leaves_with_all_pages_that_had_it(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write_file("templates/article.html", "{{ article.nothing }}")
    preview.look(["templates/article.html"])
    for name in "ab":
        preview.page(f"2025/03/04/{name}/index.html")
    assert [problem.place for problem in preview.problems] == ["templates/article.html:1"]

    paper.remove("templates/article.html")
    preview.look(["templates/article.html"])

    assert preview.problems == ()


def test_a_dead_link_that_leads_somewhere_again_is_told_no_longer(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.remove("content/b.md")
    preview.look(["content/b.md"])
    preview.page("2025/03/04/a/index.html")
    assert [problem.path for problem in preview.problems] == ["content/a.md"]

    paper.write("content/b.md", "Back.")
    preview.look(["content/b.md"])

    assert preview.problems == ()


def test_what_was_wrong_with_a_page_that_is_gone_is_forgotten(paper: SiteDriver) -> None:
    paper.write("content/a.md", "[Nothing](nothing.md)")
    preview = opened(paper)
    preview.page("2025/03/04/a/index.html")
    assert preview.problems

    paper.remove("content/a.md")
    preview.look()

    assert preview.problems == ()


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("is_built", [True, False])
@pytest.mark.parametrize(
    "rival",
    [
        lambda site: site.write("content/x/a.md", "Another."),
        lambda site: site.write("content/c.md", "Old.", aliases=["/2025/03/04/a/"]),
        lambda site: site.write("content/c.md", "Old.", aliases=["/index.html"]),
        lambda site: site.write("content/c.md", "Old.", aliases=["/2025/"]),
        lambda site: site.write_file("static/index.html", "ours"),
        lambda site: site.write_file("static/2025/03/04/a/index.html", "ours"),
        lambda site: site.write_file("static/404.html", "ours"),
        lambda site: site.write_file("content/pages/x.md", "---\ntitle: X\naliases: [/2025/03/04/a/]\n---\nX.\n"),
        lambda site: site.write_file("content/pages/x.md", "---\ntitle: X\naliases: [/articles/]\n---\nX.\n"),
        lambda site: site.write_file("content/pages/x.md", "---\ntitle: X\nurl: /series/\n---\nX.\n"),
        lambda site: site.write_file("content/pages/articles.md", "---\ntitle: X\n---\nX.\n"),
    ],
)
def test_two_that_want_one_address_are_told(paper: SiteDriver, rival: Any, *, is_built: bool) -> None:
    if is_built:
        paper.build()
        preview = opened(paper)
        rival(paper)
        preview.look()
    else:
        rival(paper)
        preview = opened(paper)

    assert [problem.is_error for problem in preview.problems] == [True]
    assert paper.build().code == ExitCode.CONTENT
    assert str(preview.problems[0].what) in paper.build().err


def test_terms_may_have_the_names_of_numbered_pages(paper: SiteDriver) -> None:
    paper.settings("taxonomies: {page: {}, feed: {}, articles-x: {}}\nper_page: 1\n")
    for number in range(4):
        paper.write(f"content/n{number}.md", "N.", page=["1", "2", "page"], feed=["x"], date=f"2025-03-0{number + 1}")
    assert paper.build().code == 0

    assert_shows(opened(paper), paper.files())


@pytest.mark.parametrize("path", ["content/x.md", "content/pages/x.md"])
def test_a_picture_that_comes_is_shown(paper: SiteDriver, path: str) -> None:
    preview = opened(paper)
    paper.write(path, "Words.", image="p9.png")
    preview.look()
    assert "missing picture" in preview.problems[0].what

    picture = path.replace("x.md", "p9.png")
    paper.write_file(picture, png(3, 2))
    preview.look()

    assert preview.problems == ()
    assert preview.file(picture.removeprefix("content/")) is not None


def test_why_a_story_cannot_be_read_is_told(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.remove("content/a.md")

    answer = preview.page("2025/03/04/a/index.html")

    assert answer is not None
    assert answer.content is None
    assert [problem.path for problem in answer.problems] == ["content/a.md"]


@pytest.mark.long
def test_a_broken_article_is_shown_as_it_was_under_other_settings_too(paper: SiteDriver) -> None:
    preview = opened(paper)
    before = shown(preview, "2025/03/04/a/index.html")
    paper.write_file("content/a.md", "---\ntitle: [\n---\n")
    preview.look()
    paper.settings("per_page: 5\n")
    preview.look()

    assert shown(preview, "2025/03/04/a/index.html") == before


@pytest.mark.parametrize("setting", ["markdown: {extensions: [nosuch]}", "output: content", "output: ../.."])
def test_settings_that_a_build_refuses_leave_the_site_as_it_was(paper: SiteDriver, setting: str) -> None:
    preview = opened(paper)
    paper.settings(f"{setting}\n")
    preview.look()
    paper.write("content/a.md", "Edited meanwhile.", tags=["Sea"])
    preview.look()

    assert b"Edited meanwhile." in (shown(preview, "2025/03/04/a/index.html") or b"")
    assert [problem.path for problem in preview.problems] == ["newsgen.yaml"]
    assert paper.build().code == ExitCode.USAGE
    with pytest.raises(UsageError):
        opened(paper)

    paper.settings("")
    preview.look()

    assert preview.problems == ()


def test_other_settings_start_no_process(paper: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = preview.SourceFollower.first_look
    monkeypatch.setattr(
        preview.SourceFollower, "first_look", lambda self, jobs, *rest: asked.append(jobs) or real(self, jobs, *rest)
    )
    shower = opened(paper)
    paper.settings("per_page: 5\n")
    shower.look()

    assert asked[1:] == [1]


@pytest.mark.long
def test_what_was_shown_by_other_settings_is_let_go_of(paper: SiteDriver) -> None:
    shower = opened(paper)
    shower.page("index.html")
    earlier = []
    for number in (5, 6, 7):
        earlier.append(weakref.ref(shower._preview_state.views))
        paper.settings(f"per_page: {number}\n")
        shower.look()

    gc.collect()

    assert [each() for each in earlier] == [None] * 3


def test_the_first_reading_is_told_step_by_step(paper: SiteDriver) -> None:
    told: list[tuple[str, int]] = []

    class Listener:
        def begin(self, phase: str, total: int) -> None:
            told.append((phase, total))

        def advance(self, steps: int) -> None:
            told.append(("", steps))

    Preview(open_project(paper.root), PreviewOptions(), Listener())

    assert told == [("load", 2), ("", 2)]


def test_a_broken_article_keeps_its_card_when_the_settings_change(paper: SiteDriver) -> None:
    paper.build()
    preview = opened(paper)
    paper.write_file("content/a.md", "---\ntitle: [\n---\n")
    preview.look()
    paper.settings("per_page: 5\n")
    paper.write("content/b.md", "Another text.")
    preview.look()

    assert b"A title" in (shown(preview, "articles/index.html") or b"")
    assert preview.has_page("2025/03/04/a/index.html")
    assert [problem.path for problem in preview.problems] == ["content/a.md"]


def test_two_mistakes_that_hide_one_another_are_told_one_after_the_other(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write_file("templates/labels.yaml", "en: [\n")
    preview.look()
    paper.settings("markdown: {extensions: [nosuch]}\n")
    preview.look()
    paper.remove("templates/labels.yaml")
    preview.look()

    assert [problem.path for problem in preview.problems] == ["newsgen.yaml"]
    paper.settings("")
    preview.look()
    assert preview.problems == ()
    assert shown(preview, "index.html") is not None


def test_pages_that_cannot_be_made_say_nothing_of_older_mistakes(paper: SiteDriver) -> None:
    preview = opened(paper)
    paper.write_file("templates/home.html", "{{ nothing.at }}")
    preview.look()
    preview.page("index.html")
    paper.write_file("templates/labels.yaml", "en: [\n")
    preview.look()

    assert [problem.path for problem in preview.problems] == ["templates/labels.yaml"]


def test_no_story_is_shown_in_the_place_of_another(paper: SiteDriver) -> None:
    preview = opened(paper)
    preview.page("2025/03/04/a/index.html")
    paper.remove("content/a.md")
    paper.write("content/c.md", "Three.", slug="a")
    paper.write_file("templates/article.html", "{% x")
    preview.look()

    answer = preview.page("2025/03/04/a/index.html")

    assert answer is not None
    assert answer.content is None
    paper.remove("templates/article.html")
    paper.write_file("content/c.md", "---\ntitle: [\n---\n")
    preview.look()
    answer = preview.page("2025/03/04/a/index.html")
    assert answer is not None
    assert answer.content is None
