"""Folders and ZIP files as sources: nothing outside is read, and nothing that would not end."""

import zipfile
from pathlib import Path

import pytest

from newsgen.importers.files import digest_of_source, tree_of
from newsgen.importers.tree import Tree, UnreadableError


def packed(path: Path, **members: bytes) -> Tree:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    tree = tree_of(str(path))
    assert tree is not None
    return tree


@pytest.fixture(params=["folder", "ZIP"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Tree:
    """Two stories and a picture, and what belongs to tools."""
    members = {"b/two.md": b"Two.", "one.md": b"One.", "b/wall.jpg": b"\xff\xd8\xff", ".git/config": b"[core]"}
    if request.param == "ZIP":
        return packed(tmp_path / "paper.zip", **members)
    for path, content in members.items():
        (tmp_path / "paper" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "paper" / path).write_bytes(content)
    tree = tree_of(str(tmp_path / "paper"))
    assert tree is not None
    return tree


def test_a_tree_has_its_files_in_order(tree: Tree) -> None:
    assert tree.paths() == ["b/two.md", "b/wall.jpg", "one.md"]
    assert tree.read("one.md") == b"One."
    picture = tree.file("b/wall.jpg")
    assert picture is not None
    assert len(digest_of_source(picture)) == 64


@pytest.mark.parametrize("path", ["no.md", "../paper.zip", "/etc/hostname", "b", ""])
def test_what_is_not_in_a_tree_cannot_be_read(tree: Tree, path: str) -> None:
    assert tree.file(path) is None
    with pytest.raises(UnreadableError, match="no such file"):
        tree.read(path)


def test_a_file_of_too_many_bytes_is_not_read(tree: Tree) -> None:
    with pytest.raises(UnreadableError, match="more than 2 bytes"):
        tree.read("one.md", limit=2)


def test_a_text_is_no_tree(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("A story.")

    assert tree_of(str(tmp_path / "story.txt")) is None


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("Secret.")
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "link.md").symlink_to("../secret.md")
    (folder / "around").symlink_to("..")
    tree = tree_of(str(folder))

    assert tree is not None
    assert tree.paths() == []
    with pytest.raises(UnreadableError):
        tree.read("link.md")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    tree = packed(tmp_path / "bomb.zip", **{"bomb.md": b"\0" * 30_000_000, "story.md": b"A story."})

    with pytest.raises(UnreadableError, match="packed like a bomb"):
        tree.read("bomb.md")
    assert tree.read("story.md") == b"A story."


def test_names_that_lead_out_of_a_zip_file_are_not_among_its_files(tmp_path: Path) -> None:
    tree = packed(
        tmp_path / "out.zip", **{"../out.md": b"Out.", "/root.md": b"Root.", "a/../b.md": b"B.", "c.md": b"C."}
    )

    assert tree.paths() == ["c.md"]


def test_a_damaged_file_stops_itself_alone(tmp_path: Path) -> None:
    tree = packed(tmp_path / "paper.zip", **{"a.md": b"The first story.", "b.md": b"The second."})
    content = bytearray((tmp_path / "paper.zip").read_bytes())
    content[40] ^= 0xFF
    (tmp_path / "paper.zip").write_bytes(content)
    tree = tree_of(str(tmp_path / "paper.zip")) or tree

    with pytest.raises(UnreadableError, match="damaged"):
        tree.read("a.md")
    assert tree.read("b.md") == b"The second."
