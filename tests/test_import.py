"""Importing twice, over edits, into taken names and out of the publication: nobody's work is lost."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from tests.conftest import Result, SiteDriver

from newsgen.importers.pasted import reading

STORY = """The wall of the harbour is to be raised

HALDANE BAY, 14 December 2025 – The council of the town decided on Sunday that the wall along the harbour is to be \
raised by a metre, which will take two years{more}.
"""
PATH = "content/2025/12/the-wall-of-the-harbour-is-to-be-raised.md"


def imported(site: SiteDriver, *arguments: str, more: str = "") -> Result:
    site.write_file("story.txt", STORY.format(more=more))
    return site.newsgen("import", str(site.root / "story.txt"), "--now", "2026-11-28", *arguments)


def outcome_of(result: Result) -> str:
    (outcome,) = json.loads(result.out)["reports"][0]["outcomes"].values()
    return str(outcome)


def tree(site: SiteDriver) -> dict[str, tuple[bytes, int]]:
    files = (path for path in site.root.rglob("*") if path.is_file())
    return {path.relative_to(site.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_a_second_import_writes_nothing(site: SiteDriver) -> None:
    imported(site)
    before = tree(site)

    again = imported(site)

    assert "nothing has changed" in again.out
    assert {path: kept for path, kept in tree(site).items() if path != "story.txt"} == {
        path: kept for path, kept in before.items() if path != "story.txt"
    }


def test_a_changed_source_updates_what_nobody_has_edited(site: SiteDriver) -> None:
    imported(site)

    again = imported(site, "--json", more=", and a summer")

    assert outcome_of(again) == "updated"
    assert "and a summer" in (site.root / PATH).read_text()


def test_an_edited_file_is_never_overwritten(site: SiteDriver) -> None:
    imported(site)
    edited = (site.root / PATH).read_text().replace("two years", "three years")
    (site.root / PATH).write_text(edited)

    same = imported(site, "--json")
    changed = imported(site, "--json", more=", and a summer")

    assert outcome_of(same) == "same"
    assert (changed.code, outcome_of(changed)) == (1, "edited")
    assert (site.root / PATH).read_text() == edited


def test_what_was_deleted_comes_back_only_by_a_word(site: SiteDriver) -> None:
    imported(site)
    (site.root / PATH).unlink()

    assert outcome_of(imported(site, "--json")) == "deleted"
    assert not (site.root / PATH).exists()
    assert outcome_of(imported(site, "--json", "--again")) == "new"
    assert (site.root / PATH).exists()


def test_a_taken_name_is_left_to_whoever_has_it(site: SiteDriver) -> None:
    site.write_file(PATH, "mine")

    done = imported(site)

    assert (site.root / PATH).read_text() == "mine"
    assert (site.root / PATH.replace(".md", "-2.md")).exists()
    assert f"another story lies at {PATH}" in done.out


def test_a_file_that_a_killed_import_has_left_is_taken_for_its_own(site: SiteDriver) -> None:
    imported(site)
    (site.root / "imports" / "record.ndjson").unlink()

    assert outcome_of(imported(site, "--json")) == "same"
    assert not (site.root / PATH.replace(".md", "-2.md")).exists()


def test_a_dry_run_writes_nothing(site: SiteDriver) -> None:
    done = imported(site, "--dry-run")

    assert f"{PATH}: would be written" in done.out
    assert "nothing was written" in done.out
    assert not (site.root / "content").exists()
    assert not (site.root / "imports").exists()


def test_what_is_imported_may_be_held_back_and_lie_elsewhere(site: SiteDriver) -> None:
    imported(site, "--draft", "--into", "old/wire")

    assert "draft: true" in (site.root / "content/old/wire" / Path(PATH).name).read_text()


@pytest.mark.parametrize("folder", ["../out", "/etc/..", "a/../../b", ".hidden", "con"])
def test_nothing_is_written_outside_of_the_publication(site: SiteDriver, folder: str) -> None:
    done = imported(site, "--into", folder)

    assert done.code == 2
    assert "name a folder inside content/" in done.err
    assert not (site.root / "content").exists()


def test_a_link_that_leads_out_of_the_publication_is_not_followed(site: SiteDriver, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.root / "content").mkdir()
    (site.root / "content" / "2025").symlink_to(outside)

    done = imported(site)

    assert done.code == 2
    assert "leads out of the publication" in done.err
    assert list(outside.iterdir()) == []


def test_a_link_in_the_place_of_a_file_is_left_alone(site: SiteDriver, tmp_path: Path) -> None:
    target = tmp_path / "target"
    (site.root / PATH).parent.mkdir(parents=True)
    (site.root / PATH).symlink_to(target)

    imported(site)

    assert not target.exists()
    assert (site.root / PATH.replace(".md", "-2.md")).exists()


def test_a_broken_record_is_told_with_its_line(site: SiteDriver) -> None:
    imported(site)
    record = site.root / "imports" / "record.ndjson"
    record.write_text(record.read_text() + "what?\n")

    done = imported(site)

    assert done.code == 2
    assert "imports/record.ndjson:2" in done.err


def test_what_is_missing_is_named_and_fails(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "markdown_of", lambda body: body[0].text.replace("harbour", "") + "\n")

    done = imported(site, "--json")

    assert done.code == 1
    assert json.loads(done.out)["reports"][0]["items"][0]["missing"] == ["harbour"]


def test_the_report_is_a_page_that_shows_what_is_doubtful_beside_its_source(site: SiteDriver) -> None:
    site.write_file(
        "a.txt", "A wall <b>of</b> stones\n\n" + "The wall is high, and nobody has climbed it yet, they say. " * 3
    )

    site.newsgen("import", str(site.root / "a.txt"), "--now", "2026-11-28")

    page = (site.root / "imports/a-txt/report.html").read_text()
    assert "the text names none" in page
    assert "A wall &lt;b&gt;of&lt;/b&gt; stones" in page
    assert "<h4>Source</h4>" in page


def test_several_sources_come_with_a_report_each(site: SiteDriver) -> None:
    site.write_file("one.txt", STORY.format(more=""))
    site.write_file("two.txt", STORY.format(more="").replace("wall", "gate"))

    done = site.newsgen("import", *(str(site.root / name) for name in ("one.txt", "two.txt")), "--now", "2026-11-28")

    assert "2 stories" in done.out
    assert {path.name for path in (site.root / "imports").iterdir()} == {
        "one-txt",
        "two-txt",
        "record.ndjson",
        "sources.sha256",
    }


def test_a_source_that_is_not_there_is_told(site: SiteDriver) -> None:
    done = site.newsgen("import", str(site.root / "none.txt"))

    assert done.code == 2
    assert "none.txt cannot be read" in done.err


def test_the_digests_of_the_originals_are_kept_as_sha256sum_reads_them(site: SiteDriver) -> None:
    imported(site)
    site.write_file("more/b.txt", STORY.format(more="").replace("harbour", "market"))
    site.newsgen("import", str(site.root / "more/b.txt"), "--now", "2026-11-28")

    lines = (site.root / "imports/sources.sha256").read_text().splitlines()

    assert [line[66:] for line in lines] == ["more/b.txt", "story.txt"]
    for line in lines:
        assert hashlib.sha256((site.root / line[66:]).read_bytes()).hexdigest() == line[:64]


def test_what_came_from_the_clipboard_is_kept(site: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = STORY.format(more=", with “marks”").encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))

    site.newsgen("import", "-", "--now", "2026-11-28")

    digest, _, path = (site.root / "imports/sources.sha256").read_text().rstrip().partition("  ")
    assert hashlib.sha256(typed).hexdigest() == digest
    assert (site.root / path).read_bytes() == typed


def test_a_link_in_the_way_of_a_new_file_is_not_followed(site: SiteDriver, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Not ours.")
    path = site.root / PATH
    path.parent.mkdir(parents=True)
    (path.parent / f".{path.name}.new").symlink_to(outside)

    imported(site)

    assert outside.read_text() == "Not ours."
    assert "decided on Sunday" in path.read_text()
