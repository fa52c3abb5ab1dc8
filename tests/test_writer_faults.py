"""Builds that are killed at every step, disks that are full, folders that may not be written."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from examples import some_of
from writer_faults.build import NEW, OLD, SITES
from writer_faults.desk import Desk, files_in, paths_in

import newsgen
from newsgen.errors import ExitCode
from newsgen.writer.folder import clean
from newsgen.writer.manifest import JOURNAL_NAME

pytestmark = pytest.mark.sampled(every=3)

TESTS = Path(__file__).parent
BUILD = TESTS / "writer_faults" / "build.py"
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(Path(newsgen.__file__).parent.parent), str(TESTS)]),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
MINE = {"CNAME": b"example.org", "2024/mine.txt": b"mine"}

# Where a system has several calls for one purpose, Python uses one of them.
CHANGES = ["rename,renameat,renameat2", "unlink,unlinkat", "rmdir", "mkdir,mkdirat", "write", "fsync"]


def _can_trace() -> bool:
    command = ["strace", "-o", os.devnull, "true"]
    return bool(shutil.which("strace")) and not subprocess.run(command, check=False).returncode


needs_strace = pytest.mark.skipif(not _can_trace(), reason="strace is not installed, or may not trace")


def run(desk: Desk, command: str, *prefix: str) -> subprocess.CompletedProcess[str]:
    """Publish a site or clean, in a process of its own."""
    return subprocess.run(
        [*prefix, sys.executable, str(BUILD), str(desk.root), command],
        env=ENVIRONMENT,
        check=False,
        capture_output=True,
        text=True,
    )


def start(root: Path, *, is_first: bool = False) -> Desk:
    """A project: new, or with the old site and some files that are not ours."""
    shutil.rmtree(root, ignore_errors=True)
    desk = Desk(root)
    if not is_first:
        desk.publish(OLD)
        for path, content in MINE.items():
            desk.write(path, content)
    return desk


def steps(desk: Desk, command: str, calls: str, log: Path) -> list[tuple[str, int]]:
    """The calls of the command that concern the project: name, and number among those of its name."""
    run(desk, command, "strace", "-y", "-o", str(log), "-e", f"trace={calls}")
    count: Counter[str] = Counter()
    found = []
    for line in log.read_text(errors="replace").splitlines():
        call = line.partition("(")[0]
        count[call] += 1
        if str(desk.root) in line:
            found.append((call, count[call]))
    return found


def spoil(desk: Desk, command: str, step: tuple[str, int], fault: str) -> subprocess.CompletedProcess[str]:
    """Run the command, but one call goes wrong."""
    call, number = step
    injection = f"inject={call}:{fault}:when={number}"
    return run(desk, command, "strace", "-o", os.devnull, "-e", f"trace={call}", "-e", injection)


def assert_no_file_is_half_written(desk: Desk) -> None:
    for path, content in desk.tree.items():
        assert content in {site.get(path) for site in (OLD, NEW, MINE)}, path


def assert_clean_means_whole(desk: Desk) -> None:
    if desk.is_whole:
        assert desk.tree in [OLD | MINE, NEW | MINE]


def assert_the_next_build_finishes(desk: Desk, copy: Path, foreign: dict[str, bytes]) -> None:
    """Whichever site is built next, it is there as if nothing had happened."""
    for site in SITES.values():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(desk.root, copy)
        after = Desk(copy)

        after.publish(site)

        assert after.tree == site | foreign
        assert after.empty_folders == []
        assert after.litter == []
        assert after.is_whole


# Killed.


@pytest.mark.sampled(every=3)
@needs_strace
@pytest.mark.parametrize("command", ["new", "changes"])
@pytest.mark.parametrize("calls", CHANGES)
def test_a_build_killed_at_any_step_is_finished_by_the_next(tmp_path: Path, calls: str, command: str) -> None:
    found = steps(start(tmp_path / "project"), command, calls, tmp_path / "log")
    assert found
    for step in some_of(found):
        desk = start(tmp_path / "project")

        killed = spoil(desk, command, step, "signal=KILL")

        assert killed.returncode not in list(ExitCode), step
        assert_no_file_is_half_written(desk)
        assert_clean_means_whole(desk)
        assert_the_next_build_finishes(desk, tmp_path / "copy", MINE)


@pytest.mark.sampled
@needs_strace
@pytest.mark.parametrize("calls", ["rename,renameat,renameat2", "unlink,unlinkat", "fsync"])
def test_a_build_that_is_killed_while_it_finishes_another_is_finished_by_the_next(tmp_path: Path, calls: str) -> None:
    _, *moves = steps(start(tmp_path / "project"), "changes", "rename", tmp_path / "log")
    found = steps(half_changed(tmp_path / "project", moves[5]), "old", calls, tmp_path / "log")
    assert found
    for step in some_of(found):
        desk = half_changed(tmp_path / "project", moves[5])

        killed = spoil(desk, "old", step, "signal=KILL")

        assert killed.returncode not in list(ExitCode), step
        assert_no_file_is_half_written(desk)
        assert_the_next_build_finishes(desk, tmp_path / "copy", MINE)


def half_changed(root: Path, step: tuple[str, int]) -> Desk:
    """A project in which a build has been killed amid its changes."""
    desk = start(root)
    spoil(desk, "changes", step, "signal=KILL")
    assert (desk.build / JOURNAL_NAME).exists()
    return desk


@pytest.mark.sampled
@needs_strace
@pytest.mark.parametrize("calls", ["rename,renameat,renameat2", "mkdir,mkdirat", "write", "fsync"])
def test_a_first_build_killed_at_any_step_leaves_all_or_nothing(tmp_path: Path, calls: str) -> None:
    found = steps(start(tmp_path / "project", is_first=True), "new", calls, tmp_path / "log")
    assert found
    for step in some_of(found):
        desk = start(tmp_path / "project", is_first=True)

        killed = spoil(desk, "new", step, "signal=KILL")

        assert killed.returncode not in list(ExitCode), step
        assert not desk.build.exists() or desk.tree == NEW
        assert_the_next_build_finishes(desk, tmp_path / "copy", {})


@pytest.mark.sampled
@needs_strace
@pytest.mark.parametrize("calls", ["unlink,unlinkat", "rmdir"])
@pytest.mark.parametrize("is_half_changed", [False, True])
def test_a_cleaning_killed_at_any_step_is_finished_by_the_next(
    tmp_path: Path,
    calls: str,
    is_half_changed: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    def begin() -> Desk:
        root = tmp_path / "project"
        return half_changed(root, moves[5]) if is_half_changed else start(root)

    _, *moves = steps(start(tmp_path / "project"), "changes", "rename", tmp_path / "log")
    found = steps(begin(), "clean", calls, tmp_path / "log")
    assert found
    for step in some_of(found):
        desk = begin()

        killed = spoil(desk, "clean", step, "signal=KILL")
        clean(desk.build, desk.workspace)

        assert killed.returncode not in list(ExitCode), step
        assert files_in(desk.build) == MINE


@needs_strace
def test_nothing_is_deleted_until_everything_new_is_there(tmp_path: Path) -> None:
    desk, log = start(tmp_path / "project"), tmp_path / "log"

    run(desk, "new", "strace", "-o", str(log), "-e", "trace=rename,renameat,renameat2,unlink,unlinkat")

    lines = log.read_text(encoding="utf-8").splitlines()
    moved = [lines.index(line) for line in lines if line.startswith("rename") and f'{desk.build}/index.html"' in line]
    deleted = [lines.index(line) for line in lines if line.startswith("unlink") and "/gone/index.html" in line]
    assert (len(moved), len(deleted)) == (1, 2)
    assert moved < deleted


# Refused by the disk.


@pytest.mark.sampled(every=3)
@needs_strace
@pytest.mark.parametrize(
    ("calls", "error"),
    [
        ("write", "ENOSPC"),
        ("mkdir,mkdirat", "ENOSPC"),
        ("openat", "ENOSPC"),
        ("rename,renameat,renameat2", "ENOSPC"),
        ("rename,renameat,renameat2", "EXDEV"),
        ("unlink,unlinkat", "EIO"),
        ("rmdir", "EIO"),
        ("fsync", "EIO"),
    ],
)
def test_a_refusal_of_the_disk_is_said_and_mended_by_the_next_build(tmp_path: Path, calls: str, error: str) -> None:
    found = steps(start(tmp_path / "project"), "new", calls, tmp_path / "log")
    codes = []
    for step in some_of(found):
        desk = start(tmp_path / "project")

        failed = spoil(desk, "new", step, f"error={error}")

        codes.append(failed.returncode)
        if failed.returncode == ExitCode.OK:
            assert desk.tree == NEW | MINE, step
        else:
            assert failed.returncode == ExitCode.MACHINE, (step, failed.stderr)
            assert failed.stderr.startswith("cannot "), step
            assert failed.stderr.count("\n") == 1, step
            assert desk.litter == [], step
        assert_no_file_is_half_written(desk)
        assert_clean_means_whole(desk)
        assert_the_next_build_finishes(desk, tmp_path / "copy", MINE)
    assert ExitCode.MACHINE in codes


@needs_strace
def test_a_full_disk_names_the_file_and_leaves_the_old_site(tmp_path: Path) -> None:
    desk = start(tmp_path / "project")
    first_write, *_ = steps(desk, "new", "write", tmp_path / "log")
    desk = start(tmp_path / "project")

    failed = spoil(desk, "new", first_write, "error=ENOSPC")

    assert (failed.returncode, failed.stderr) == (
        ExitCode.MACHINE,
        "cannot write build/style.css: no space left on device (7 bytes are needed)\n",
    )
    assert desk.tree == OLD | MINE
    assert desk.litter == []


@needs_strace
def test_a_full_disk_names_whatever_file_was_being_written(tmp_path: Path) -> None:
    found = steps(start(tmp_path / "project"), "new", "write", tmp_path / "log")
    for step in some_of(found):
        desk = start(tmp_path / "project")

        failed = spoil(desk, "new", step, "error=ENOSPC")

        if failed.returncode != ExitCode.OK:
            told = r"cannot write .*[^/]: no space left on device \([\d,]+ bytes are needed\)\n"
            assert re.fullmatch(told, failed.stderr), (step, failed.stderr)


@needs_strace
def test_an_output_that_cannot_be_replaced_as_a_whole_is_filled_file_by_file(tmp_path: Path) -> None:
    *_, into_place = steps(start(tmp_path / "project", is_first=True), "new", "rename", tmp_path / "log")
    desk = start(tmp_path / "project", is_first=True)
    desk.build.mkdir()

    filled = spoil(desk, "new", into_place, "error=EBUSY")

    assert filled.returncode == ExitCode.OK
    assert desk.tree == NEW
    assert desk.litter == []


# Refused by permissions.


@pytest.fixture
def guarded() -> Iterator[Desk]:
    """A project in which a builder who is nobody in particular has every permission, to begin with."""
    with tempfile.TemporaryDirectory() as folder:
        desk = start(Path(folder) / "project")
        allow(Path(folder))
        yield desk
        allow(Path(folder))


def allow(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o644)


def run_as_nobody(desk: Desk, command: str) -> subprocess.CompletedProcess[str]:
    if os.getuid():
        return run(desk, command)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    trial = [*nobody, sys.executable, "-c", "import newsgen.writer.folder"]
    if not shutil.which("setpriv") or subprocess.run(trial, env=ENVIRONMENT, check=False).returncode:
        pytest.skip("permissions do not bind root, and nobody else can run Python here")
    return run(desk, command, *nobody)


def test_an_output_that_may_not_be_written_is_refused_before_any_work(guarded: Desk) -> None:
    guarded.build.chmod(0o555)

    refused = run_as_nobody(guarded, "new")

    assert (refused.returncode, refused.stderr) == (ExitCode.MACHINE, "cannot write into build/\n")
    assert guarded.tree == OLD | MINE
    assert paths_in(guarded.workspace) == []


def test_a_place_for_the_output_that_may_not_be_written_is_refused_before_any_work(guarded: Desk) -> None:
    shutil.rmtree(guarded.build)
    guarded.root.chmod(0o555)

    refused = run_as_nobody(guarded, "new")

    assert (refused.returncode, refused.stderr) == (ExitCode.MACHINE, "cannot write into build/\n")
    assert paths_in(guarded.workspace) == []


def test_an_empty_output_may_be_filled_where_its_neighbours_may_not_be_written(guarded: Desk) -> None:
    shutil.rmtree(guarded.build)
    guarded.build.mkdir()
    guarded.build.chmod(0o777)
    guarded.root.chmod(0o555)

    filled = run_as_nobody(guarded, "new")

    assert filled.returncode == ExitCode.OK
    assert guarded.tree == NEW


def test_a_workspace_that_may_not_be_written_is_done_without(guarded: Desk) -> None:
    guarded.workspace.chmod(0o555)

    built = run_as_nobody(guarded, "new")

    assert built.returncode == ExitCode.OK
    assert guarded.tree == NEW | MINE
    assert guarded.litter == []


def test_a_folder_inside_the_output_that_may_not_be_written_is_named(guarded: Desk) -> None:
    (guarded.build / "2024/a").chmod(0o555)

    refused = run_as_nobody(guarded, "new")

    assert (refused.returncode, refused.stderr) == (
        ExitCode.MACHINE,
        "cannot publish build/2024/a/index.html: permission denied\n",
    )
    allow(guarded.root)
    assert run_as_nobody(guarded, "new").returncode == ExitCode.OK
    assert guarded.tree == NEW | MINE


def test_a_file_in_the_output_that_may_not_be_read_is_replaced(guarded: Desk) -> None:
    (guarded.build / "same.js").chmod(0)

    built = run_as_nobody(guarded, "new")

    assert built.returncode == ExitCode.OK
    assert (guarded.build / "same.js").stat().st_mode & 0o400
    assert guarded.tree == NEW | MINE


def test_a_file_to_copy_that_may_not_be_read_is_the_fault_of_the_content(guarded: Desk) -> None:
    (guarded.root / "a.jpg").touch(mode=0)

    refused = run_as_nobody(guarded, "copy")

    assert (refused.returncode, refused.stderr.partition(" — ")[0]) == (
        ExitCode.CONTENT,
        "static/a.jpg: cannot be read: permission denied",
    )
    assert guarded.tree == OLD | MINE


# Other mounts.

_MOUNT = 'mount --bind "$0/mounted" "$0/build" && exec "$@"'


@pytest.mark.parametrize("before", [{}, OLD])
def test_an_output_that_is_a_mount_point_is_filled_file_by_file(tmp_path: Path, before: dict[str, bytes]) -> None:
    """As in a container: the same device number, and yet no rename leads from the project into the output."""
    desk = Desk(tmp_path, "mounted")
    desk.build.mkdir()
    if before:
        desk.publish(before)
    (tmp_path / "build").mkdir()
    prefix = ["unshare", "--mount", "sh", "-c", _MOUNT, str(tmp_path)]
    if not shutil.which("unshare") or subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode:
        pytest.skip("a folder cannot be mounted here")

    filled = run(desk, "new", *prefix)

    assert (filled.returncode, filled.stderr) == (ExitCode.OK, "")
    assert desk.tree == NEW
    assert paths_in(tmp_path / ".newsgen") == []
    assert paths_in(tmp_path / "build") == []


def test_an_output_on_another_disk_is_staged_beside_it(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - usually another file system
    if not os.access(memory, os.W_OK) or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    desk = Desk(tmp_path)
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        desk.build = Path(folder) / "www"
        for site in SITES.values():
            desk.publish(site)

            assert desk.tree == site
            assert [path.name for path in Path(folder).iterdir()] == ["www"]
            assert paths_in(desk.workspace) == []
