import os
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsgen.errors import UsageError
from newsgen.models.names import path_fault
from newsgen.writer.containment import is_within
from newsgen.writer.folder import check_output

SOURCES = ("content", "templates", "static", ".newsgen", ".git")
odd_parts = st.sampled_from(["..", ".", "", "a", "b", "site", "site_secret", "a b", "é", "...", "~", "%2e%2e"])


def test_a_sibling_whose_name_begins_alike_lies_outside() -> None:
    assert not is_within(PurePosixPath("/out/site_secret"), PurePosixPath("/out/site"))


def test_a_folder_lies_within_itself() -> None:
    assert is_within(PurePosixPath("/out/site"), PurePosixPath("/out/site"))


def test_a_path_that_climbs_lies_nowhere() -> None:
    assert not is_within(PurePosixPath("/out/site/../../etc"), PurePosixPath("/out/site"))


@given(st.lists(odd_parts, max_size=6))
def test_what_lies_within_still_does_when_it_is_resolved(parts: list[str]) -> None:
    folder = "/out/site"
    path = "/".join([folder, *parts])

    if is_within(PurePosixPath(path), PurePosixPath(folder)):
        assert os.path.normpath(path) == folder or os.path.normpath(path).startswith(folder + "/")


@given(st.lists(odd_parts | st.text(max_size=5), max_size=5).map("/".join))
def test_a_path_without_fault_stays_in_the_output(path: str) -> None:
    if path_fault(path) is None:
        assert os.path.normpath(f"/out/site/{path}") == f"/out/site/{path}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project inside a home folder."""
    root = tmp_path / "home" / "record"
    for name in SOURCES:
        (root / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(root)
    return root


def check(root: Path, output: str) -> None:
    check_output(Path(output), root, [root / name for name in SOURCES])


@pytest.mark.parametrize("output", ["build", "a/b/c", "../elsewhere", "content_old", "build/../site"])
def test_a_folder_of_its_own_may_be_the_output(root: Path, output: str) -> None:
    before = sorted(root.parent.rglob("*"))

    check(root, output)

    assert sorted(root.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("output", "what"),
    [
        ("/", "the root of the file system"),
        ("//", "the root of the file system"),
        ("../..", "holds your home folder"),
        ("..", "is your home folder"),
        (".", "the project's own folder"),
        ("", "the project's own folder"),
        ("content/..", "the project's own folder"),
        ("content", "is content/ or lies in it"),
        ("content/out", "is content/ or lies in it"),
        ("build/../content/a", "is content/ or lies in it"),
        ("templates", "is templates/ or lies in it"),
        ("static/x", "is static/ or lies in it"),
        (".newsgen", "is .newsgen/ or lies in it"),
        (".git/hooks", "is .git/ or lies in it"),
    ],
)
def test_a_folder_that_holds_other_things_may_not_be_the_output(root: Path, output: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        check(root, output)


def test_the_project_may_not_lie_in_the_output(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "other"))

    with pytest.raises(UsageError, match="holds the project's own folder"):
        check(root, "..")


def test_a_source_may_not_lie_in_the_output(root: Path) -> None:
    with pytest.raises(UsageError, match="holds content/"):
        check_output(root / "build", root, [root / "build" / "sub" / "content"])


def test_a_link_may_be_the_output_if_its_target_may(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (root / "build").symlink_to(tmp_path / "www")

    check(root, "build")


@pytest.mark.parametrize(
    ("target", "what"),
    [
        ("content", "is content/"),
        ("content/sub", "is content/"),
        (".", "the project's own folder"),
        ("/", "the root of the file system"),
        ("nowhere", "leads nowhere"),
        ("build", "leads nowhere"),
        ("file", "is not a folder"),
    ],
)
def test_a_link_may_not_be_the_output_if_its_target_may_not(root: Path, target: str, what: str) -> None:
    (root / "content" / "sub").mkdir()
    (root / "file").touch()
    (root / "build").symlink_to(target)

    with pytest.raises(UsageError, match=what):
        check(root, "build")


def test_a_link_inside_a_source_may_not_be_the_output(root: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (root / "content" / "out").symlink_to(tmp_path / "www")

    with pytest.raises(UsageError, match="is content/ or lies in it"):
        check(root, "content/out")


def test_a_source_that_is_a_link_may_not_have_the_output_in_its_target(root: Path, tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (root / "content").rmdir()
    (root / "content").symlink_to(tmp_path / "stories")

    with pytest.raises(UsageError, match="lies in it"):
        check(root, str(tmp_path / "stories" / "out"))


@pytest.mark.parametrize("output", ["file", "file/build"])
def test_a_file_may_not_be_the_output(root: Path, output: str) -> None:
    (root / "file").touch()

    with pytest.raises(UsageError, match="is not a folder"):
        check(root, output)


def test_a_refusal_says_how_to_mend_it(root: Path) -> None:
    with pytest.raises(UsageError) as raised:
        check(root, "content")

    assert raised.value.mend == "choose a folder that holds nothing but the site, such as build"
