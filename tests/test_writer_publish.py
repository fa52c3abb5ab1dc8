import os
import tempfile
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from writer_faults.desk import Desk, Site, files_in, paths_in

from newsgen.errors import ContentError, MachineError, NewsgenError
from newsgen.models.output import Output
from newsgen.writer.folder import Published, Receipt
from newsgen.writer.manifest import MANIFEST_NAME, Manifest
from newsgen.writer.survey import clash

SITE = {
    "style.css": b"css",
    "2024/a/index.html": b"story",
    "tags/x/index.html": b"tag",
    "index.html": b"home",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "project")


# The first time.


def test_a_first_publication_makes_the_whole_site(desk: Desk) -> None:
    published = desk.publish(SITE)

    assert published == Published(4, 0, (), desk.digest)
    assert desk.tree == SITE
    assert desk.manifest is not None
    assert desk.manifest.files.keys() == SITE.keys()
    assert not desk.manifest.is_dirty
    assert desk.litter == []


def test_a_first_publication_moves_in_as_a_whole(desk: Desk) -> None:
    with desk.open() as staging:
        receipts = [staging.put(Output(path, content)) for path, content in SITE.items()]
        folder = Path(staging.folder).stat()
        staging.publish(receipts)

    assert os.path.samestat(desk.build.stat(), folder)


def test_an_empty_folder_becomes_the_site(desk: Desk) -> None:
    desk.build.mkdir()

    desk.publish(SITE)

    assert desk.tree == SITE


def test_the_folders_above_the_output_are_made(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "public/site/build")

    desk.publish(SITE)

    assert desk.tree == SITE
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["site"]


def test_an_output_behind_a_link_is_written_where_it_leads(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    desk.build.symlink_to(tmp_path / "www")

    desk.publish({"old.html": b"old"})
    desk.publish(SITE)

    assert desk.build.is_symlink()
    assert files_in(tmp_path / "www").keys() == {*SITE, MANIFEST_NAME}


def test_what_somebody_put_into_the_output_during_the_first_build_stays(desk: Desk) -> None:
    with desk.open() as staging:
        receipt = staging.put(Output("index.html", b"home"))
        desk.write("mine.txt")
        staging.publish([receipt])

    assert desk.tree == {"index.html": b"home", "mine.txt": b"mine"}
    assert desk.manifest is not None
    assert desk.manifest.files.keys() == {"index.html"}


def test_a_site_without_files_is_a_site(desk: Desk) -> None:
    desk.publish({})
    desk.publish({})

    assert desk.tree == {}
    assert desk.manifest == Manifest({}, is_dirty=False)


# The next time.


def test_only_what_changed_is_written(desk: Desk) -> None:
    desk.publish(SITE)
    before = {path: (desk.build / path).stat().st_ino for path in SITE}

    published = desk.publish({**SITE, "index.html": b"new home"})

    after = {path: (desk.build / path).stat().st_ino for path in SITE}
    assert published == Published(1, 3, (), desk.digest)
    assert {path for path in SITE if before[path] != after[path]} == {"index.html"}


def test_a_site_that_did_not_change_is_not_touched(desk: Desk) -> None:
    desk.publish(SITE)
    before = {path: path.stat().st_mtime_ns for path in (desk.build, *desk.build.rglob("*"))}

    desk.publish(SITE)

    assert {path: path.stat().st_mtime_ns for path in (desk.build, *desk.build.rglob("*"))} == before


def test_what_left_the_site_leaves_the_output_with_its_folders(desk: Desk) -> None:
    desk.publish(SITE)

    published = desk.publish({"index.html": b"home"})

    removed = ("2024/a/index.html", "style.css", "tags/x/index.html")
    assert published == Published(0, 1, removed, desk.digest)
    assert sorted(paths_in(desk.build)) == [MANIFEST_NAME, "index.html"]


def test_files_appear_in_the_order_of_the_receipts(desk: Desk) -> None:
    desk.publish({"old.html": b"old"})
    site = {"style.css": b"css", "2024/a/index.html": b"story", "index.html": b"home", "feed.xml": b"feed"}

    with desk.open() as staging:
        receipts = [staging.put(Output(path, content)) for path, content in reversed(site.items())]
        staging.publish(receipts[::-1])

    times = {path: (desk.build / path).stat().st_ctime_ns for path in site}  # a rename sets the time of change
    assert sorted(times, key=lambda path: times[path]) == list(site)


def test_an_altered_file_is_repaired(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write("index.html", b"defaced")

    assert desk.publish(SITE).written == 1
    assert desk.tree == SITE


def test_a_deleted_file_is_written_again(desk: Desk) -> None:
    desk.publish(SITE)
    (desk.build / "2024/a/index.html").unlink()
    (desk.build / "2024/a").rmdir()

    desk.publish(SITE)

    assert desk.tree == SITE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": b"file"}, {"a/b": b"inner"}),
        ({"a/b": b"inner"}, {"a": b"file"}),
        ({"a/b/c": b"1", "a/b/d": b"2", "a/e": b"3"}, {"a/b": b"file", "a/e": b"3"}),
        ({"a/b": b"file"}, {"a/b/c/d": b"1", "a/b/e": b"2"}),
        ({"a": b"1", "b/c": b"2"}, {"a/x": b"1", "b": b"2"}),
    ],
)
def test_a_file_may_become_a_folder_and_a_folder_a_file(desk: Desk, old: Site, new: Site) -> None:
    desk.publish(old)

    published = desk.publish(new)

    assert desk.tree == new
    assert set(published.removed) == old.keys() - new.keys()


def test_a_folder_with_nothing_but_empty_folders_may_become_a_file(desk: Desk) -> None:
    desk.publish({"a/b": b"inner"})
    (desk.build / "a" / "empty" / "emptier").mkdir(parents=True)

    desk.publish({"a": b"file"})

    assert desk.tree == {"a": b"file"}


def test_an_old_spelling_of_a_file_is_not_deleted_with_it(desk: Desk) -> None:
    """On a file system that compares names without case; a hard link stands for one here."""
    desk.publish({"Tags.html": b"tags"})
    os.link(desk.build / "Tags.html", desk.build / "tags.html")

    desk.publish({"tags.html": b"tags"})

    assert (desk.build / "Tags.html").exists()
    assert desk.manifest is not None
    assert desk.manifest.files.keys() == {"tags.html"}


def test_a_new_spelling_of_our_file_is_ours(desk: Desk) -> None:
    desk.publish({"Tags.html": b"tags"})
    os.link(desk.build / "Tags.html", desk.build / "tags.html")

    desk.publish({"tags.html": b"new tags"})

    assert desk.tree["tags.html"] == b"new tags"


@pytest.mark.parametrize("site", [SITE, {"style.css": b"new css"}])
def test_nothing_is_left_in_the_staging_after_a_publication(desk: Desk, site: Site) -> None:
    desk.publish(SITE)
    staging = desk.open()

    staging.publish([staging.put(Output(path, content)) for path, content in site.items()])

    assert desk.litter == []


def test_nothing_is_left_in_the_staging_after_a_refusal(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write("feed.xml")
    staging = desk.open()
    receipts = [staging.put(Output("feed.xml", b"feed"))]

    with pytest.raises(ContentError):
        staging.publish(receipts)

    assert desk.litter == []


# What is not ours.

FOREIGN = {"CNAME": b"example.org", ".well-known/x": b"x", "mine.txt": b"mine", "tags/mine.txt": b"mine"}


def test_files_that_are_not_ours_outlive_every_build(desk: Desk) -> None:
    desk.publish(SITE)
    for path, content in FOREIGN.items():
        desk.write(path, content)

    for site in (SITE, {"index.html": b"x"}, {}, SITE):
        desk.publish(site)
        assert desk.tree == {**FOREIGN, **site}


def test_an_empty_folder_that_is_not_ours_stays(desk: Desk) -> None:
    desk.publish(SITE)
    (desk.build / "uploads").mkdir()

    desk.publish({"index.html": b"x"})

    assert (desk.build / "uploads").is_dir()


def refusal(desk: Desk, site: Site, *, adopt: bool = False) -> list[str]:
    """The problems that keep the site from being published; the output must not have been touched."""
    before = files_in(desk.build)
    with pytest.raises(ContentError) as raised:
        desk.publish(site, adopt=adopt)
    assert files_in(desk.build) == before
    assert desk.litter == []
    return [f"{problem.path}: {problem.what}" for problem in raised.value.problems]


def test_a_file_that_is_not_ours_is_not_overwritten(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write("feed.xml")
    desk.write("about/index.html", b"equal")

    assert refusal(desk, {**SITE, "feed.xml": b"feed", "about/index.html": b"equal", "index.html": b"x"}) == [
        "build/feed.xml: was not written by newsgen, and a file of the site must lie there",
        "build/about/index.html: was not written by newsgen, and a file of the site must lie there",
    ]


def test_a_refusal_says_how_to_mend_it(desk: Desk) -> None:
    desk.publish({})
    desk.write("feed.xml")

    with pytest.raises(ContentError) as raised:
        desk.publish({"feed.xml": b"feed"})

    mend = "move it away, or put it into static/ if it belongs to the site; --adopt lets newsgen replace it"
    assert raised.value.problems[0].mend == mend


@pytest.mark.parametrize("adopt", [False, True])
def test_a_file_that_is_not_ours_does_not_become_a_folder(desk: Desk, adopt: bool) -> None:  # noqa: FBT001
    desk.publish(SITE)
    desk.write("about")

    assert refusal(desk, {**SITE, "about/index.html": b"about"}, adopt=adopt) == [
        "build/about: was not written by newsgen, and it must become a folder of the site"
    ]


@pytest.mark.parametrize("adopt", [False, True])
def test_a_folder_with_files_that_are_not_ours_does_not_become_a_file(desk: Desk, adopt: bool) -> None:  # noqa: FBT001
    desk.publish({**SITE, "about/a": b"ours"})
    desk.write("about/x/1")
    desk.write("about/x/2")

    assert refusal(desk, {**SITE, "about": b"about"}, adopt=adopt) == [
        "build/about/x/1: was not written by newsgen, and build/about must become a file",
        "build/about/x/2: was not written by newsgen, and build/about must become a file",
    ]


@pytest.mark.parametrize("adopt", [False, True])
def test_nothing_is_written_through_a_linked_folder(desk: Desk, tmp_path: Path, adopt: bool) -> None:  # noqa: FBT001
    victim = tmp_path / "victim"
    victim.mkdir()
    desk.publish({"index.html": b"home"})
    (desk.build / "tags").symlink_to(victim)

    assert refusal(desk, SITE, adopt=adopt)[:1] == [
        "build/tags: is a symbolic link, and newsgen writes through none inside the output"
    ]
    assert paths_in(victim) == []


def test_a_site_that_did_not_change_is_refused_too_where_a_folder_became_a_link(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (desk.build / "tags").rename(tmp_path / "moved")
    (desk.build / "tags").symlink_to(tmp_path / "moved")

    assert len(refusal_names(desk)) == 1


def refusal_names(desk: Desk) -> list[str]:
    with pytest.raises(ContentError) as raised:
        desk.publish(SITE)
    return [problem.path for problem in raised.value.problems]


def test_nothing_is_deleted_through_a_linked_folder(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (desk.build / "tags").rename(tmp_path / "moved")
    (desk.build / "tags").symlink_to(tmp_path / "moved")
    (tmp_path / "moved" / "empty").mkdir()

    desk.publish({"index.html": b"home"})

    assert files_in(tmp_path / "moved") == {"x/index.html": b"tag"}
    assert (desk.build / "tags").is_symlink()


def test_nothing_is_deleted_through_a_folder_that_became_a_link_during_the_build(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)

    with desk.open() as staging:
        receipt = staging.put(Output("index.html", b"home"))
        assert not staging.put(Output("tags/x/index.html", b"tag")).is_changed
        (desk.build / "tags").rename(tmp_path / "moved")
        (desk.build / "tags").symlink_to(tmp_path / "moved")
        staging.publish([receipt])

    assert files_in(tmp_path / "moved") == {"x/index.html": b"tag"}


def test_a_link_in_the_place_of_our_file_is_replaced_and_its_target_stays(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (tmp_path / "target").write_bytes(b"target")
    for path in ("index.html", "style.css"):
        (desk.build / path).unlink()
        (desk.build / path).symlink_to(tmp_path / "target")

    desk.publish({"index.html": b"new"})

    assert desk.tree == {"index.html": b"new"}
    assert (tmp_path / "target").read_bytes() == b"target"


def test_a_folder_in_the_place_of_our_old_file_is_left_alone(desk: Desk) -> None:
    desk.publish(SITE)
    (desk.build / "style.css").unlink()
    desk.write("style.css/mine.txt")

    published = desk.publish({"index.html": b"home"})

    assert desk.tree == {"index.html": b"home", "style.css/mine.txt": b"mine"}
    assert "style.css" not in published.removed


# Adoption.


def test_adopting_takes_over_what_lies_where_the_site_is_written(desk: Desk) -> None:
    for path, content in {**FOREIGN, "index.html": b"theirs", "style.css": b"css"}.items():
        desk.write(path, content)

    published = desk.publish(SITE, adopt=True)

    assert desk.tree == {**FOREIGN, **SITE}
    assert published == Published(3, 1, (), desk.digest)
    assert desk.publish({}).removed == tuple(sorted(SITE))
    assert desk.tree == FOREIGN


def test_adopting_replaces_a_link_and_not_its_target(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"target")
    desk.build.mkdir()
    (desk.build / "index.html").symlink_to(tmp_path / "target")

    desk.publish({"index.html": b"home"}, adopt=True)

    assert desk.tree == {"index.html": b"home"}
    assert (tmp_path / "target").read_bytes() == b"target"


def test_adopting_mends_a_damaged_manifest(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write(MANIFEST_NAME, b"damaged")

    desk.publish({"index.html": b"new"}, adopt=True)

    assert desk.tree == {**SITE, "index.html": b"new"}
    assert desk.manifest is not None
    assert desk.manifest.files.keys() == {"index.html"}


def test_an_output_being_adopted_is_dirty(desk: Desk) -> None:
    desk.write("mine.txt")

    with desk.open(adopt=True) as staging:
        assert staging.is_dirty


# What cannot be.


def test_an_output_emptied_during_a_build_is_an_error(desk: Desk) -> None:
    desk.publish(SITE)
    with desk.open() as staging:
        receipts = [staging.put(Output(path, content)) for path, content in SITE.items()]
        for path in (*SITE, MANIFEST_NAME):
            (desk.build / path).unlink()

        with pytest.raises(MachineError, match="build/ was emptied"):
            staging.publish(receipts)


@pytest.mark.parametrize("paths", [["a", "a"], ["a", "a/b"], ["x/y/z", "x"]])
def test_receipts_that_cannot_all_be_are_a_fault(desk: Desk, paths: list[str]) -> None:
    desk.publish(SITE)

    with (
        desk.open() as staging,
        pytest.raises(NewsgenError, match="is published twice, or as a file and as a folder"),
    ):
        staging.publish([Receipt(path, "0" * 64, 0, is_changed=False) for path in paths])

    assert desk.tree == SITE


def test_a_receipt_without_a_staged_file_is_an_error_that_the_next_build_mends(desk: Desk) -> None:
    desk.publish(SITE)

    with (
        desk.open() as staging,
        pytest.raises(MachineError, match=r"cannot publish build/b\.html: no such file"),
    ):
        staging.publish([Receipt("b.html", "0" * 64, 0, is_changed=True)])

    assert not desk.is_whole
    assert desk.open().is_dirty
    desk.publish(SITE)
    assert desk.tree == SITE
    assert desk.is_whole


POOL = ["a", "a/b", "a/b/c", "b/index.html", "b/c/index.html", "z.xml", "Z.xml"]
STRANGERS = {"CNAME": b"example.org", "b/mine.txt": b"mine", ".well-known/a/b": b""}
sites = st.dictionaries(st.sampled_from(POOL), st.binary(max_size=2)).filter(lambda site: clash(site) is None)


@examples(60)
@given(st.lists(sites, min_size=1, max_size=6))
def test_after_any_history_the_output_is_the_last_site_and_what_is_not_ours(history: list[Site]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.publish({})
        for path, content in STRANGERS.items():
            desk.write(path, content)

        for site in history:
            desk.publish(site)

            assert desk.tree == {**STRANGERS, **site}
            assert desk.empty_folders == []
            assert desk.litter == []
