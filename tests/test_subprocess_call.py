"""A large site is looked at in a process of its own, which answers as this one would, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest
from tests.conftest import SiteDriver, tree_digest

from newsgen.builder import fast_path
from newsgen.builder.parallel import can_fork
from newsgen.builder.subprocess_call import SubprocessCall

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes are not forked here")


def test_the_answer_comes_whole() -> None:
    content = os.urandom(1_000_000)  # more than a pipe holds

    with closing(SubprocessCall(lambda: content)) as call:
        assert call.result() == content


def test_a_call_that_fails_has_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(SubprocessCall(lambda: b"%d" % (1 // 0))) as call:
        assert call.result() is None

    assert capfd.readouterr().err == ""


def test_a_call_whose_process_is_killed_has_no_answer() -> None:
    with closing(SubprocessCall(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"")) as call:
        assert call.result() is None


def test_a_call_that_nobody_waits_for_is_ended() -> None:
    call = SubprocessCall(lambda: bytes(bool(time.sleep(86_400))))

    call.close()

    assert active_children() == []
    assert call.result() is None


def test_the_other_process_keeps_no_file_open(tmp_path: Path) -> None:
    with (
        (tmp_path / "held").open("w") as held,
        closing(
            SubprocessCall(lambda: " ".join(path.name for path in Path("/proc/self/fd").iterdir()).encode())
        ) as call,
    ):
        assert str(held.fileno()) not in (call.result() or b"").decode().split()


def test_a_process_with_threads_is_not_forked() -> None:
    """In a process of its own: that of the tests may have threads that another test has left."""
    program = """
import threading
from newsgen.builder import subprocess_call
subprocess_call.available_processors = lambda: 2
print(subprocess_call.SubprocessCall.is_worthwhile())
done = threading.Event()
threading.Thread(target=done.wait).start()
print(subprocess_call.SubprocessCall.is_worthwhile())
done.set()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)

    assert done.stdout.split() == ["True", "False"]


@pytest.fixture(params=["forked", "lost"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, site: SiteDriver) -> SiteDriver:
    """A site that is looked at from another process, or that would be if the process were not lost."""
    monkeypatch.setattr(fast_path, "_LARGE", 0)
    # Whatever threads other tests have left in this process.
    monkeypatch.setattr(SubprocessCall, "is_worthwhile", staticmethod(lambda: True))
    if request.param == "lost":
        monkeypatch.setattr(SubprocessCall, "result", lambda _: None)
    for name in "abc":
        site.write(f"content/{name}.md", name, tags=[name])
    site.build()
    time.sleep(0.05)
    site.build()
    return site


def test_nothing_changed_is_seen(large: SiteDriver, partial: list[bool]) -> None:
    assert large.build().code == 0
    assert partial == []


@pytest.mark.sampled(every=2)
def test_after_edits_a_part_is_looked_at(large: SiteDriver, partial: list[bool]) -> None:
    large.write("content/a.md", "Another text.", tags=["a"])
    large.build()
    large.write("content/d.md", "New.", tags=["b", "new"])
    large.build()
    (large.root / "content/b.md").unlink()
    large.build()

    assert partial == [True] * 3
    large.build("-o", str(large.root / "clean"))
    assert tree_digest(large.output) == tree_digest(large.root / "clean")


def test_what_others_did_to_the_site_is_seen(large: SiteDriver, partial: list[bool]) -> None:
    (large.output / "index.html").write_text("not ours", encoding="utf-8")

    large.build()

    assert partial == [False]
    large.build("-o", str(large.root / "clean"))
    assert tree_digest(large.output) == tree_digest(large.root / "clean")


def test_one_job_is_one_process(large: SiteDriver, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a process was forked")

    monkeypatch.setattr(SubprocessCall, "__init__", refuse)

    assert large.build("-j", "1").code == 0


def test_the_answer_is_heeded(large: SiteDriver, partial: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SubprocessCall, "result", lambda _: b"otherwise")

    large.build()

    assert partial == [False]


def test_the_lock_goes_with_the_first_process(tmp_path: Path) -> None:
    program = """
import os, signal, sys, time
from pathlib import Path
from newsgen.builder.subprocess_call import ForkedCall
from newsgen.builder.store import project_lock
with project_lock(Path(sys.argv[1])):
    call = ForkedCall(lambda: bytes(bool(time.sleep(3))))
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    from newsgen.builder.store import project_lock  # noqa: PLC0415 - as the program

    workspace = tmp_path / ".newsgen"

    subprocess.run([sys.executable, "-c", program, str(workspace)], check=False, stderr=subprocess.DEVNULL)

    with project_lock(workspace):
        pass
