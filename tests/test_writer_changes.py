"""Only what changed is named, and the output is as if the whole site had been published."""

import os
import tempfile
from collections.abc import Collection
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from writer_faults.desk import Desk, Site, files_in

from newsgen.errors import ContentError, MachineError, NewsgenError, UsageError
from newsgen.models.output import Output
from newsgen.writer.folder import Published, Receipt, Staging, clean
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME, Journal, render_journal
from newsgen.writer.survey import clash, clash_with

SITE = {
    "style.css": b"css",
    "2024/a/index.html": b"story",
    "tags/x/index.html": b"tag",
    "index.html": b"home",
}
CHANGED = {
    "style.css": b"css",
    "2024/b/index.html": b"news",
    "tags/x/index.html": b"tag and news",
    "index.html": b"home and news",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path / "project")
    desk.publish(SITE)
    return desk


def manifest_of_a_first_build(site: Site) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        other = Desk(Path(folder))
        other.publish(site)
        return (other.build / MANIFEST_NAME).read_bytes()


@pytest.mark.parametrize("looks", [False, True])
def test_a_change_leaves_what_a_first_build_would(desk: Desk, *, looks: bool) -> None:
    published = desk.change(SITE, CHANGED, looks=looks)

    assert published == Published(3, 1, ("2024/a/index.html",), desk.digest)
    assert desk.tree == CHANGED
    assert (desk.build / MANIFEST_NAME).read_bytes() == manifest_of_a_first_build(CHANGED)
    assert desk.empty_folders == []
    assert desk.litter == []


def test_what_is_not_named_is_not_looked_at(desk: Desk) -> None:
    desk.write("style.css", b"defaced")

    desk.change(SITE, CHANGED)

    assert desk.tree["style.css"] == b"defaced"


def test_no_change_touches_nothing(desk: Desk) -> None:
    before = {path: path.stat().st_mtime_ns for path in (desk.build, *desk.build.rglob("*"))}

    published = desk.change(SITE, SITE)

    assert published == Published(0, 4, (), desk.digest)
    assert {path: path.stat().st_mtime_ns for path in (desk.build, *desk.build.rglob("*"))} == before


def test_the_digest_is_the_one_that_the_manifest_ends_with(desk: Desk) -> None:
    assert desk.open().manifest_digest == desk.digest


def test_there_is_no_digest_where_the_site_is_not_whole_or_not_ours(desk: Desk, tmp_path: Path) -> None:
    adopted = desk.open(adopt=True).manifest_digest
    with desk.open() as staging, pytest.raises(MachineError):
        staging.publish_changes([staging.put(Output("a", b"a")), *lost(staging)], ())

    assert [adopted, desk.open().manifest_digest, Desk(tmp_path / "new").open().manifest_digest] == [
        "",
        "",
        "",
    ]


def lost(staging: Staging) -> list[Receipt]:
    """The receipt of a file that has been staged, and is gone."""
    receipt = staging.put(Output("lost.html", b"lost"))
    Path(staging._staged("lost.html")).unlink()
    return [receipt]


@pytest.mark.parametrize("removed", [["nobody.txt"], ["CNAME"], ["2024"]])
def test_what_is_to_be_removed_but_is_not_ours_stays(desk: Desk, removed: Collection[str]) -> None:
    desk.write("CNAME", b"example.org")

    with desk.open() as staging:
        assert staging.publish_changes([], removed).removed == ()

    assert desk.tree == {**SITE, "CNAME": b"example.org"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": b"file"}, {"a/b": b"inner"}),
        ({"a/b": b"inner"}, {"a": b"file"}),
        ({"a/b/c": b"1", "a/b/d": b"2", "a/e": b"3"}, {"a/b": b"file", "a/e": b"3"}),
        ({"a/b": b"file"}, {"a/b/c/d": b"1", "a/b/e": b"2"}),
    ],
)
def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path, old: Site, new: Site) -> None:
    desk = Desk(tmp_path)
    desk.publish(old)

    desk.change(old, new)

    assert desk.tree == new


def test_an_old_spelling_of_a_file_is_not_deleted_with_it(tmp_path: Path) -> None:
    """On a file system that compares names without case; a hard link stands for one here."""
    desk = Desk(tmp_path)
    desk.publish({"Tags.html": b"tags"})
    os.link(desk.build / "Tags.html", desk.build / "tags.html")

    desk.change({"Tags.html": b"tags"}, {"tags.html": b"new tags"})

    assert desk.tree["tags.html"] == b"new tags"


# What cannot be.


@pytest.mark.parametrize(
    ("paths", "removed"),
    [
        (["b", "b"], []),
        (["b", "b/c"], []),
        (["index.html/a"], []),
        (["2024"], []),
        (["2024/a"], []),
        (["index.html"], ["index.html"]),
    ],
)
def test_changes_that_cannot_be_are_a_fault(desk: Desk, paths: list[str], removed: list[str]) -> None:
    with desk.open() as staging:
        receipts = [staging.put(Output(path, b"x")) for path in dict.fromkeys(paths)]
        receipts += receipts[: len(paths) - len(receipts)]

        with pytest.raises(NewsgenError, match="is published twice, or as a file and as a folder"):
            staging.publish_changes(receipts, removed)

    assert desk.tree == SITE
    assert desk.is_whole


def test_a_file_that_is_not_ours_is_not_overwritten(desk: Desk) -> None:
    desk.write("2024/b/index.html", b"mine")
    before = files_in(desk.build)

    with pytest.raises(ContentError) as raised:
        desk.change(SITE, CHANGED)

    assert [problem.path for problem in raised.value.problems] == ["build/2024/b/index.html"]
    assert files_in(desk.build) == before
    assert desk.litter == []


def test_nothing_is_written_through_a_linked_folder(desk: Desk, tmp_path: Path) -> None:
    (desk.build / "tags").rename(tmp_path / "moved")
    (desk.build / "tags").symlink_to(tmp_path / "moved")

    with pytest.raises(ContentError):
        desk.change(SITE, CHANGED)

    assert files_in(tmp_path / "moved") == {"x/index.html": b"tag"}


@pytest.mark.parametrize("looks", [False, True])
def test_an_output_that_another_build_has_changed_meanwhile_is_an_error(
    desk: Desk, tmp_path: Path, *, looks: bool
) -> None:
    with desk.open(looks=looks) as staging:
        receipt = staging.put(Output("index.html", b"new"))
        Staging.open(desk.build, tmp_path / "other").publish([])

        with pytest.raises(MachineError, match="build/ is not as it was when the build began"):
            staging.publish_changes([receipt], ())

    assert desk.tree == {}


def test_an_output_whose_publication_was_broken_off_meanwhile_is_an_error(desk: Desk) -> None:
    with desk.open(looks=True) as staging:
        receipt = staging.put(Output("index.html", b"new"))
        half_changed(desk)

        with pytest.raises(MachineError, match="build/ is not as it was when the build began"):
            staging.publish_changes([receipt], ())


# The journal.


def half_changed(desk: Desk) -> None:
    """A publication that has brought in a new file, and then failed."""
    with desk.open() as staging, pytest.raises(MachineError):
        staging.publish_changes([staging.put(Output("new.html", b"new")), *lost(staging)], ["style.css"])
    assert desk.tree == {**SITE, "new.html": b"new"}


def test_a_publication_that_has_failed_leaves_the_output_dirty(desk: Desk) -> None:
    half_changed(desk)

    assert desk.open().is_dirty
    assert not desk.is_whole


def test_what_a_failed_publication_has_written_is_ours(desk: Desk) -> None:
    half_changed(desk)

    desk.publish(SITE)

    assert desk.tree == SITE
    assert desk.is_whole


def test_cleaning_takes_what_a_failed_publication_has_written(desk: Desk) -> None:
    half_changed(desk)

    clean(desk.build, desk.workspace)

    assert not desk.build.exists()


def damage(desk: Desk, how: str) -> None:
    journal = desk.build / JOURNAL_NAME
    text = journal.read_text(encoding="utf-8")
    if how == "a link":
        journal.rename(desk.root / "journal")
        journal.symlink_to(desk.root / "journal")
    else:
        forged = Journal({"../x": "ab" * 32}, desk.digest, "cd" * 32)
        strange = Journal({"new.html": "ab" * 32}, "ab" * 32, "cd" * 32)
        changes = {
            "empty": "",
            "cut": text[:-1],
            "altered": text.replace("new.html", "old.html"),
            "outside": render_journal(forged),
            "of another manifest": render_journal(strange),
        }
        journal.write_text(changes[how], encoding="utf-8")


DAMAGES = ["empty", "cut", "altered", "outside", "of another manifest", "a link"]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_journal_is_told_and_nothing_is_touched(desk: Desk, how: str) -> None:
    half_changed(desk)
    damage(desk, how)
    before = files_in(desk.build)

    for attempt in (lambda: desk.publish(CHANGED), lambda: clean(desk.build, desk.workspace)):
        with pytest.raises(UsageError, match=r"\.newsgen-manifest\.changes is damaged") as raised:
            attempt()
        assert "--adopt" in raised.value.mend

    assert files_in(desk.build) == before


@pytest.mark.parametrize("how", DAMAGES)
def test_adopting_mends_a_damaged_journal_and_keeps_what_the_manifest_owns(desk: Desk, how: str) -> None:
    half_changed(desk)
    damage(desk, how)

    desk.publish(CHANGED, adopt=True)

    assert desk.tree == {**CHANGED, "new.html": b"new"}
    assert desk.is_whole


def test_a_journal_that_outlived_its_publication_owns_nothing(desk: Desk) -> None:
    desk.write(JOURNAL_NAME, render_journal(Journal({"mine.txt": "ab" * 32}, "cd" * 32, desk.digest)).encode())
    desk.write("mine.txt", b"mine")

    desk.publish(CHANGED)

    assert desk.tree == {**CHANGED, "mine.txt": b"mine"}
    assert desk.is_whole


def test_a_journal_beside_a_dirty_manifest_owns_nothing(desk: Desk) -> None:
    manifest = desk.build / MANIFEST_NAME
    half_changed(desk)
    with desk.open() as staging, pytest.raises(MachineError):
        staging.publish(lost(staging))
    assert "manifest 1 dirty" in manifest.read_text(encoding="utf-8")
    desk.write(JOURNAL_NAME, b"damaged")

    desk.publish(CHANGED)

    assert desk.tree == CHANGED
    assert desk.is_whole


# All of it.

POOL = ["a", "a/b", "a/b/c", "b/index.html", "b/c/index.html", "z.xml", "Z.xml", ".nojekyll"]
STRANGERS = {"CNAME": b"example.org", "b/mine.txt": b"mine", ".well-known/a/b": b""}
sites = st.dictionaries(st.sampled_from(POOL), st.binary(max_size=2)).filter(lambda site: clash(site) is None)


@examples(60)
@given(st.lists(sites, min_size=2, max_size=6))
def test_after_any_history_of_changes_the_output_is_the_last_site_and_what_is_not_ours(history: list[Site]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.publish({})
        for path, content in STRANGERS.items():
            desk.write(path, content)
        last: Site = {}

        for site in history:
            desk.change(last, site)
            last = site

            assert desk.tree == {**STRANGERS, **site}
            assert desk.empty_folders == []
            assert desk.litter == []
        assert (desk.build / MANIFEST_NAME).read_bytes() == manifest_of_a_first_build(last)


trees = st.sets(st.lists(st.sampled_from("abA"), min_size=1, max_size=3).map("/".join))


@given(trees, trees)
def test_what_was_added_clashes_as_it_would_in_the_whole(old: set[str], added: set[str]) -> None:
    added -= old
    if clash(old) is None:
        assert (clash_with(added, old | added) is None) == (clash(old | added) is None)
