import hashlib
import os
import pickle
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from writer_faults.desk import Desk, files_in

from newsgen.errors import ContentError, MachineError, NewsgenError, UsageError
from newsgen.models.output import FileCopy, Output
from newsgen.models.stamp import Stamp
from newsgen.writer.folder import Receipt, Staging, take_snapshot
from newsgen.writer.manifest import MANIFEST_NAME

SITE = {"index.html": b"home", "a/index.html": b"story"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "project")


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def copy_of(file: Path, path: str = "pictures/a.jpg") -> FileCopy:
    return FileCopy(path, str(file), f"static/{file.name}")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# Opening.


def test_an_output_that_somebody_else_filled_is_refused_by_name(desk: Desk) -> None:
    for name in "gfedcba":
        desk.write(name)

    with pytest.raises(UsageError, match="did not write: a, b, c, d, e and 2 more") as raised:
        desk.open()

    assert "--adopt" in raised.value.mend
    assert desk.litter == []


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"# newsgen manifest 1 clean\n", b"# newsgen manifest 9 clean\n"])
def test_an_output_whose_manifest_is_damaged_is_refused(desk: Desk, damage: bytes) -> None:
    desk.publish(SITE)
    desk.write(MANIFEST_NAME, damage)

    with pytest.raises(UsageError, match=r"build/\.newsgen-manifest is damaged") as raised:
        desk.open()

    assert "--adopt" in raised.value.mend


def test_a_manifest_that_is_a_link_is_damaged(desk: Desk) -> None:
    desk.publish(SITE)
    (desk.build / MANIFEST_NAME).rename(desk.root / "manifest")
    (desk.build / MANIFEST_NAME).symlink_to(desk.root / "manifest")

    with pytest.raises(UsageError, match="is damaged"):
        desk.open()


def test_an_empty_output_belongs_to_whoever_comes_first(desk: Desk) -> None:
    desk.build.mkdir()

    with desk.open() as staging:
        assert staging.is_first


def test_the_loss_of_the_workspace_is_no_loss_of_ownership(desk: Desk) -> None:
    desk.publish(SITE)
    desk.workspace.rmdir()

    assert desk.publish({"index.html": b"home"}).removed == ("a/index.html",)


def test_opening_sweeps_what_a_killed_build_has_staged(desk: Desk) -> None:
    killed = desk.open()
    killed.put(Output("a/b.html", b"old"))

    staging = desk.open()

    assert files_in(Path(staging.folder)) == {}


def test_opening_does_not_follow_a_link_in_the_place_of_the_staging(desk: Desk, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "letter").touch()
    desk.workspace.mkdir()
    (desk.workspace / "staging").symlink_to(victim)

    with desk.open() as staging:
        staging.put(Output("a.html", b"a"))

    assert files_in(victim) == {"letter": b""}


def test_a_workspace_that_is_a_link_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    desk.workspace.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(UsageError, match="is a symbolic link"):
        desk.open()


def test_opening_does_not_touch_the_output(desk: Desk) -> None:
    desk.publish(SITE)
    before = desk.build.stat().st_mtime_ns

    desk.open().discard()

    assert desk.build.stat().st_mtime_ns == before


def test_only_an_output_of_an_unfinished_publication_is_dirty(desk: Desk) -> None:
    assert not desk.open().is_dirty
    desk.publish(SITE)
    assert not desk.open().is_dirty


def test_a_staging_discards_itself_when_the_build_fails(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError), desk.open() as staging:
        staging.put(Output("a/b.html", bytes(1 // 0)))

    assert desk.litter == []
    assert not desk.build.exists()


# Putting.


def test_a_receipt_says_what_is_staged(desk: Desk) -> None:
    with desk.open() as staging:
        receipt = staging.put(Output("a/index.html", b"story"))

    assert receipt == Receipt("a/index.html", sha256(b"story"), 5, is_changed=True)


def test_what_lies_in_the_output_already_is_not_staged(desk: Desk) -> None:
    desk.publish(SITE)

    with desk.open() as staging:
        receipt = staging.put(Output("a/index.html", b"story"))

        assert not receipt.is_changed
        assert files_in(Path(staging.folder)) == {}


@pytest.mark.parametrize("altered", [b"Story", b"stor", b"story ", b""])
def test_a_file_altered_in_the_output_is_staged_again(desk: Desk, altered: bytes) -> None:
    desk.publish(SITE)
    desk.write("a/index.html", altered)

    with desk.open() as staging:
        assert staging.put(Output("a/index.html", b"story")).is_changed
        assert not staging.put(Output("index.html", b"home")).is_changed


def calls_of(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the file system is asked for something from now on, by the name of the call."""
    calls: Counter[str] = Counter()

    def counted(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            return real(*arguments, **named)

        return call

    for name in ("open", "read", "write", "close", "mkdir", "lstat", "fstat", "stat", "rename", "replace", "unlink"):
        monkeypatch.setattr(os, name, counted(name))
    return calls


def test_a_first_build_makes_each_folder_once_and_asks_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = ["2025", "2025/01", "2025/01/02", "2025/01/02/a", "2025/01/02/b", "2025/01/03", "tags"]
    paths = ["2025/01/02/a/index.html", "2025/01/02/b/index.html", "2025/01/03/index.html", "tags/feed.xml", "x.html"]
    with desk.open() as staging:
        calls = calls_of(monkeypatch)
        for path in paths:
            staging.put(Output(path, b"page"))

        assert calls == {"mkdir": len(folders), **dict.fromkeys(["open", "write", "close"], len(paths))}


def as_left(desk: Desk) -> dict[str, tuple[str, Stamp]]:
    looks = take_snapshot(desk.build, desk.workspace)
    assert looks is not None
    return looks.all_as_left()


def test_a_file_whose_digest_is_known_is_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish(SITE)
    left = as_left(desk)
    with desk.open() as staging:
        calls = calls_of(monkeypatch)
        changed = staging.put(Output("a/index.html", b"other"), left["a/index.html"])

        assert calls == {"open": 1, "write": 1, "close": 1}
        assert changed == Receipt("a/index.html", sha256(b"other"), 5, is_changed=True)
        calls.clear()
        same = staging.put(Output("index.html", b"home"), left["index.html"])

        assert calls == {"lstat": 1}
        assert same == Receipt("index.html", sha256(b"home"), 4, is_changed=False)


def test_a_file_that_does_not_look_as_it_was_left_is_read_whatever_is_known(desk: Desk) -> None:
    desk.publish(SITE)
    left = as_left(desk)
    desk.write("index.html", b"hom!")
    os.utime(desk.build / "a/index.html", (1, 1))

    with desk.open() as staging:
        assert staging.put(Output("index.html", b"home"), left["index.html"]).is_changed
        assert not staging.put(Output("a/index.html", b"story"), left["a/index.html"]).is_changed


def test_what_is_known_of_a_file_behind_a_linked_folder_is_not_trusted(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    left = as_left(desk)
    (desk.build / "a").rename(tmp_path / "moved")
    (desk.build / "a").symlink_to(tmp_path / "moved")

    with desk.open() as staging:
        assert staging.put(Output("a/index.html", b"story"), left["a/index.html"]).is_changed


def test_a_link_to_equal_bytes_is_not_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (tmp_path / "twin").write_bytes(b"home")
    (desk.build / "index.html").unlink()
    (desk.build / "index.html").symlink_to(tmp_path / "twin")

    with desk.open() as staging:
        assert staging.put(Output("index.html", b"home")).is_changed


def test_equal_bytes_behind_a_linked_folder_are_not_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (desk.build / "a").rename(tmp_path / "moved")
    (desk.build / "a").symlink_to(tmp_path / "moved")

    with desk.open() as staging:
        assert staging.put(Output("a/index.html", b"story")).is_changed


def test_a_pipe_in_the_place_of_a_file_does_not_stop_the_build(desk: Desk) -> None:
    desk.publish(SITE)
    (desk.build / "index.html").unlink()
    os.mkfifo(desk.build / "index.html")

    desk.publish(SITE)

    assert desk.tree == SITE


def test_a_socket_in_the_place_of_a_file_does_not_stop_the_build(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish(SITE)
    (desk.build / "index.html").unlink()
    monkeypatch.chdir(desk.build)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("index.html")
        desk.publish(SITE)

    assert desk.tree == SITE


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ".git/x", "a\\b", "nul", "a//b", "", "e\u0301.html"])
def test_a_path_that_may_not_be_written_is_refused_once_more(desk: Desk, path: str) -> None:
    with desk.open() as staging:
        with pytest.raises(NewsgenError, match="may not be written"):
            staging.put(Output(path, b"x"))
        with pytest.raises(NewsgenError, match="may not be written"):
            staging.copy(FileCopy(path, "/dev/null", "static/x"))
        with pytest.raises(NewsgenError, match="may not be written"):
            staging.keep(path, sha256(b"x"))

        assert files_in(desk.root) == {}


@pytest.mark.parametrize("site", [{}, SITE])
def test_a_path_put_twice_is_a_fault(desk: Desk, site: dict[str, bytes]) -> None:
    desk.publish(site)
    with desk.open() as staging:
        staging.put(Output("b.html", b"one"))

        with pytest.raises(NewsgenError, match=r"b\.html is written twice"):
            staging.put(Output("b.html", b"two"))


def test_a_big_file_is_staged_whole(desk: Desk) -> None:
    content = os.urandom(3_000_001)

    desk.publish({"big.bin": content})

    assert desk.tree == {"big.bin": content}
    assert desk.publish({"big.bin": content}).written == 0
    assert desk.publish({"big.bin": content[:-1] + b"!"}).written == (content[-1:] != b"!")


@pytest.mark.parametrize(("mask", "file_mode", "folder_mode"), [(0o077, 0o600, 0o700), (0o002, 0o664, 0o775)])
@pytest.mark.parametrize("before", [None, {}, {"old.html": b"old"}])
@pytest.mark.usefixtures("umask")
def test_files_and_folders_have_the_modes_that_the_umask_says(
    desk: Desk, mask: int, file_mode: int, folder_mode: int, before: dict[str, bytes] | None
) -> None:
    os.umask(mask)
    source = desk.root / "a.jpg"
    source.touch(mode=0o400)
    if before is not None:
        desk.publish(before)

    with desk.open() as staging:
        staging.publish([staging.put(Output("x/y/index.html", b"x")), staging.copy(copy_of(source))])

    modes = {path: (desk.build / path).stat().st_mode & 0o7777 for path in ("", "x", "x/y", "x/y/index.html")}
    assert modes == {"": folder_mode, "x": folder_mode, "x/y": folder_mode, "x/y/index.html": file_mode}
    assert (desk.build / "pictures/a.jpg").stat().st_mode & 0o7777 == file_mode
    assert (desk.build / MANIFEST_NAME).stat().st_mode & 0o7777 == file_mode


# Copying.


def test_a_copy_has_the_bytes_of_its_origin(desk: Desk) -> None:
    content = os.urandom(1_000_000)
    (desk.root / "a.jpg").write_bytes(content)

    with desk.open() as staging:
        receipt = staging.copy(copy_of(desk.root / "a.jpg"))
        staging.publish([receipt])

    assert receipt == Receipt("pictures/a.jpg", sha256(content), 1_000_000, is_changed=True)
    assert desk.tree == {"pictures/a.jpg": content}


def test_a_copy_that_lies_in_the_output_is_not_made_again(desk: Desk) -> None:
    (desk.root / "a.jpg").write_bytes(b"picture")
    desk.publish({"pictures/a.jpg": b"picture"})

    with desk.open() as staging:
        receipt = staging.copy(copy_of(desk.root / "a.jpg"))

        assert receipt == Receipt("pictures/a.jpg", sha256(b"picture"), 7, is_changed=False)
        assert files_in(Path(staging.folder)) == {}


@pytest.mark.parametrize("altered", [b"picturE", b"pic", b"picture!"])
def test_a_copy_altered_in_the_output_is_made_again(desk: Desk, altered: bytes) -> None:
    (desk.root / "a.jpg").write_bytes(b"picture")
    desk.publish({"pictures/a.jpg": altered})

    with desk.open() as staging:
        staging.publish([staging.copy(copy_of(desk.root / "a.jpg"))])

    assert desk.tree == {"pictures/a.jpg": b"picture"}


def test_a_copy_is_no_link_to_its_origin(desk: Desk) -> None:
    (desk.root / "a.jpg").write_bytes(b"picture")

    with desk.open() as staging:
        staging.publish([staging.copy(copy_of(desk.root / "a.jpg"))])

    assert (desk.build / "pictures/a.jpg").stat().st_nlink == 1


def test_an_origin_that_became_a_link_is_not_followed(desk: Desk) -> None:
    (desk.root / "secret").write_bytes(b"root:x:0:0")
    (desk.root / "a.jpg").symlink_to(desk.root / "secret")

    with desk.open() as staging, pytest.raises(ContentError) as raised:
        staging.copy(copy_of(desk.root / "a.jpg"))

    (problem,) = raised.value.problems
    assert (problem.path, problem.what) == ("static/a.jpg", "cannot be read: not a regular file")


def test_an_origin_that_is_gone_is_named(desk: Desk) -> None:
    with desk.open() as staging, pytest.raises(ContentError) as raised:
        staging.copy(copy_of(desk.root / "a.jpg"))

    (problem,) = raised.value.problems
    assert (problem.path, problem.what) == ("static/a.jpg", "cannot be read: no such file or directory")


def test_an_origin_that_is_a_pipe_does_not_stop_the_build(desk: Desk) -> None:
    os.mkfifo(desk.root / "a.jpg")

    with desk.open() as staging, pytest.raises(ContentError, match="not a regular file"):
        staging.copy(copy_of(desk.root / "a.jpg"))


# Keeping.


def test_a_file_that_lies_there_unaltered_is_kept(desk: Desk) -> None:
    desk.publish(SITE)

    with desk.open() as staging:
        receipt = staging.keep("a/index.html", sha256(b"story"))

    assert receipt == Receipt("a/index.html", sha256(b"story"), 5, is_changed=False)


def test_a_file_that_is_altered_or_gone_is_not_kept(desk: Desk) -> None:
    desk.publish(SITE)
    desk.write("index.html", b"hone")
    (desk.build / "a/index.html").unlink()

    with desk.open() as staging:
        assert staging.keep("index.html", sha256(b"home")) is None
        assert staging.keep("a/index.html", sha256(b"story")) is None


def test_nothing_is_kept_behind_a_linked_folder(desk: Desk, tmp_path: Path) -> None:
    desk.publish(SITE)
    (desk.build / "a").rename(tmp_path / "moved")
    (desk.build / "a").symlink_to(tmp_path / "moved")

    with desk.open() as staging:
        assert staging.keep("a/index.html", sha256(b"story")) is None


# Several processes.


@pytest.mark.parametrize("before", [None, {"old.html": b"old", "2024/0/0.html": b"0"}])
def test_several_processes_stage_one_site(desk: Desk, before: dict[str, bytes] | None) -> None:
    if before is not None:
        desk.publish(before)
    site = {f"{2020 + i % 3}/{i % 7}/{i}.html": str(i).encode() for i in range(200)}

    with desk.open() as staging, ProcessPoolExecutor(4, mp_context=get_context("spawn")) as workers:
        receipts = list(workers.map(staging.put, [Output(*pair) for pair in site.items()], chunksize=10))
        staging.publish(receipts)

    assert desk.tree == site


def test_a_staging_costs_little_to_send_to_a_worker(desk: Desk) -> None:
    desk.publish({f"{i}/index.html": b"x" for i in range(300)})

    with desk.open() as staging:
        assert len(pickle.dumps(staging)) < 1000


def test_a_staging_that_is_gone_is_an_error_of_the_machine(desk: Desk) -> None:
    desk.publish(SITE)
    staging: Staging = desk.open()
    staging.discard()

    with pytest.raises(MachineError, match=r"cannot write build/b\.html: no such file"):
        staging.put(Output("b.html", b"b"))
