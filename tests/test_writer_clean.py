from pathlib import Path

import pytest
from writer_faults.desk import Desk, files_in

from newsgen.errors import UsageError
from newsgen.models.output import Output
from newsgen.writer.folder import Cleaned, clean
from newsgen.writer.manifest import MANIFEST_NAME

SITE = {"index.html": b"home", "a/b/index.html": b"story"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "project")


def test_cleaning_leaves_nothing_of_ours(desk: Desk) -> None:
    desk.publish(SITE)

    assert clean(desk.build, desk.workspace) == Cleaned(("a/b/index.html", "index.html"), ())
    assert not desk.build.exists()


def test_cleaning_leaves_what_is_not_ours_and_says_so(desk: Desk) -> None:
    desk.publish(SITE)
    foreign = {"CNAME": b"example.org", "a/mine.txt": b"mine", ".well-known/x": b"x"}
    for path, content in foreign.items():
        desk.write(path, content)

    cleaned = clean(desk.build, desk.workspace)

    assert cleaned.left == (".well-known/x", "CNAME", "a/mine.txt")
    assert files_in(desk.build) == foreign
    assert not (desk.build / "a/b").exists()


def test_cleaning_deletes_our_files_even_if_they_were_altered(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write("index.html", b"altered")

    clean(desk.build, desk.workspace)

    assert not desk.build.exists()


def test_cleaning_an_output_that_is_not_ours_deletes_nothing(desk: Desk) -> None:
    desk.write("mine.txt")

    assert clean(desk.build, desk.workspace) == Cleaned((), ("mine.txt",))


def test_cleaning_where_nothing_is_does_nothing(desk: Desk) -> None:
    assert clean(desk.build, desk.workspace) == Cleaned((), ())


def test_cleaning_with_a_damaged_manifest_is_refused(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write(MANIFEST_NAME, b"damaged")

    with pytest.raises(UsageError, match="is damaged"):
        clean(desk.build, desk.workspace)

    assert desk.tree == SITE


def test_cleaning_follows_no_link(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (desk.build / "a").rename(tmp_path / "moved")
    (desk.build / "a").symlink_to(tmp_path / "moved")
    (tmp_path / "moved/b/empty").mkdir()

    cleaned = clean(desk.build, desk.workspace)

    assert cleaned == Cleaned(("index.html",), ("a",))
    assert files_in(tmp_path / "moved") == {"b/index.html": b"story"}


def test_cleaning_keeps_an_output_that_is_a_link(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    desk.build.symlink_to(tmp_path / "www")
    desk.publish(SITE)

    clean(desk.build, desk.workspace)

    assert desk.build.is_symlink()
    assert files_in(tmp_path / "www") == {}


def test_cleaning_removes_what_a_killed_build_has_staged(desk: Desk) -> None:
    desk.open().put(Output("a.html", b"a"))

    clean(desk.build, desk.workspace)

    assert desk.litter == []


def test_a_site_can_be_published_again_after_cleaning(desk: Desk) -> None:
    desk.publish(SITE)
    clean(desk.build, desk.workspace)

    desk.publish(SITE)

    assert desk.tree == SITE
