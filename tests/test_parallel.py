"""Work is shared among processes, results come in order, and a worker that is lost is an error with a name."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW, SiteDriver, tree_digest

from newsgen.builder.build import BuildOptions, build
from newsgen.builder.parallel import ForeignWorkers, WorkerLostError, can_fork, map_in_order
from newsgen.builder.store import SharedFile
from newsgen.errors import MachineError
from newsgen.project import open_project

BATCHES = [[number] for number in range(40)]


class Squares:
    """Work that can be pickled."""

    def __call__(self, batch: list[int]) -> list[int]:
        return [number * number for number in batch]


class Deadly:
    """Dies in a worker that gets one of these numbers. In the parent it lets the workers begin two batches for each."""

    def __init__(self, numbers: set[int], signs: Path) -> None:
        self.numbers = numbers
        self.signs = signs
        self.parent = os.getpid()
        self.own = 0

    def __call__(self, batch: list[int]) -> list[int]:
        if os.getpid() != self.parent:
            (self.signs / str(batch[0])).touch()
            if self.numbers.intersection(batch):
                (self.signs / "dead").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return batch
        self.own += 1
        # They may have begun all that they were given before the parent has heard of what is done: it must go on, then.
        patience = 5_000
        begun = 0
        while begun < 2 * self.own and not (self.signs / "dead").exists() and patience:
            time.sleep(0.001)
            before, begun = begun, len(list(self.signs.iterdir()))
            patience = 5_000 if begun > before else patience - 1
        return batch


class Interrupted:
    """Would take long in a worker, and is interrupted in the parent once a worker has begun."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign
        self.parent = os.getpid()

    def __call__(self, _batch: list[int]) -> list[int]:
        if os.getpid() != self.parent:
            self.sign.touch()
            time.sleep(86_400)
        while not self.sign.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt


class OwnThread:
    """Tells whether it is used by one thread only."""

    def __init__(self) -> None:
        self.thread = 0

    def __call__(self, _batch: list[int]) -> bool:
        here = threading.get_ident()
        self.thread = self.thread or here
        return self.thread == here


class Immediate(Executor):
    """The least that an executor can be."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Counting(Immediate):
    """Knows how much it was given."""

    handed_over = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.handed_over += 1
        return super().submit(fn, *args, **kwargs)


class Weighing(Immediate):
    """Knows how many bytes it sends, and how many lie in files for its workers."""

    def __init__(self) -> None:
        self.sent = 0
        self.shared: dict[str, int] = {}

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.sent += len(pickle.dumps((fn, args, kwargs)))
        self.shared |= {arg.path: Path(arg.path).stat().st_size for arg in args if isinstance(arg, SharedFile)}
        return super().submit(fn, *args, **kwargs)


class Spoiling(Immediate):
    """Its workers do not find in the folder what was put there."""

    def __init__(self, folder: Path, spoil: Callable[[Path], object]) -> None:
        self.folder = folder
        self.spoil = spoil

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        for path in shared_files(self.folder):
            self.spoil(path)
        future: Future[Any] = Future()
        result = pickle.dumps(fn(*args, **kwargs))
        future.set_result(pickle.loads(result))  # noqa: S301 - our own, as it arrives from another process
        return future


class Losing(Executor):
    """Its workers are lost, which it tells in its own words."""

    def submit(self, fn: Callable[..., Any], /, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(LookupError(f"{fn.__name__}: the node is gone"))
        return future


class Failing:
    """Work with a mistake of its own."""

    def __call__(self, batch: list[int]) -> list[int]:
        return [1 // number for number in batch]


class Stubborn(Executor):
    """Takes some batches, and then no more."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.left = 5

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.left:
            raise self.error
        self.left -= 1
        return Immediate().submit(fn, *args, **kwargs)


def shared_files(folder: Path) -> list[Path]:
    return list(folder.rglob("shared-*"))


def describe(batch: list[int]) -> str:
    return f"batch {batch[0]}"


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_results_come_in_order(jobs: int) -> None:
    results = map_in_order(Squares(), BATCHES, jobs=jobs, describe=describe)

    assert list(results) == [[number * number] for number in range(40)]


@pytest.mark.long
@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_any_pool_of_processes_can_do_the_work(method: str, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        results = list(
            map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path))
        )

    assert results == [[number * number] for number in range(40)]


def test_any_executor_can_do_the_work(tmp_path: Path) -> None:
    results = map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(Immediate(), tmp_path))

    assert list(results) == [[number * number] for number in range(40)]


def test_threads_do_not_share_what_cannot_be_shared(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert all(
            map_in_order(OwnThread(), BATCHES * 5, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path))
        )


@pytest.mark.long
@pytest.mark.parametrize("number", [0, 1, 20])
def test_a_killed_worker_is_an_error_that_names_its_batch(number: int, tmp_path: Path) -> None:
    with pytest.raises(WorkerLostError, match=r"a worker process was lost while it worked on batch \d+"):
        list(map_in_order(Deadly(set(range(number, 40)), tmp_path), BATCHES, jobs=3, describe=describe))


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("number", [0, 20, 39])
def test_a_killed_worker_of_a_handed_pool_is_an_error(number: int, tmp_path: Path) -> None:
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
        pytest.raises(WorkerLostError, match="a worker process was lost"),
    ):
        list(
            map_in_order(
                Deadly({number}, tmp_path), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path)
            )
        )


@pytest.fixture(params=["fork", "spawn"])
def _start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes cannot be forked, they are spawned."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: [request.param])


@pytest.mark.long
@pytest.mark.usefixtures("_start_method")
@pytest.mark.parametrize("jobs", [2, 5])
def test_results_are_the_same_however_workers_are_started(jobs: int) -> None:
    results = map_in_order(Squares(), BATCHES, jobs=jobs, describe=describe)

    assert list(results) == [[number * number] for number in range(40)]


@pytest.mark.sampled(every=3)
@pytest.mark.usefixtures("_start_method")
@pytest.mark.parametrize("numbers", [{0}, {1}, {3}, set(range(40))])
def test_a_worker_that_is_killed_anywhere_is_an_error_however_it_was_started(numbers: set[int], tmp_path: Path) -> None:
    done: list[list[int]] = []

    with pytest.raises(WorkerLostError, match="batch "):
        done.extend(map_in_order(Deadly(numbers, tmp_path), BATCHES, jobs=3, describe=describe))

    assert done == BATCHES[: len(done)]


@pytest.mark.usefixtures("_start_method")
def test_a_stop_of_the_build_ends_the_workers_at_once(tmp_path: Path) -> None:
    before = set(active_children())

    with pytest.raises(KeyboardInterrupt):
        list(map_in_order(Interrupted(tmp_path / "sign"), BATCHES, jobs=3, describe=describe))

    assert set(active_children()) == before


HALF_SENT = """
import os, sys, time
from pathlib import Path
from newsgen.builder.parallel import map_in_order

class Large:
    def __init__(self, sign, wait):
        self.sign, self.wait, self.parent = sign, wait, os.getpid()

    def __call__(self, batch):
        if os.getpid() != self.parent:
            self.sign.touch()
            return bytes(60_000_000)
        while not self.sign.exists():
            time.sleep(0.001)
        time.sleep(self.wait)
        raise KeyboardInterrupt

if __name__ == "__main__":
    for number in range(12):
        try:
            list(map_in_order(Large(Path(sys.argv[1]) / str(number), number / 200), [*range(8)], jobs=2, describe=str))
        except KeyboardInterrupt:
            print(number)
"""


def test_a_worker_that_is_stopped_amid_a_result_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(HALF_SENT)
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path)]

    done = subprocess.run(command, capture_output=True, timeout=300, check=True, encoding="utf-8")

    assert done.stdout.split() == [str(number) for number in range(12)]


@pytest.mark.parametrize("error", [RuntimeError("shut down"), OSError(11, "no more processes"), ValueError("full")])
def test_an_executor_that_takes_no_more_is_an_error_that_names_the_batch(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(WorkerLostError, match="batch 5"):
        list(
            map_in_order(
                Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(Stubborn(error), tmp_path)
            )
        )


def test_a_lost_worker_is_an_error_whatever_its_executor_calls_it(tmp_path: Path) -> None:
    foreign = ForeignWorkers(Losing(), tmp_path)

    with pytest.raises(WorkerLostError, match="batch 0"):
        list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=foreign))


def test_a_mistake_of_the_work_is_told_as_it_is_with_the_worker_s_frames(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        results = map_in_order(Failing(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path))
        with pytest.raises(ZeroDivisionError) as caught:
            next(results)

    assert "1 // number" in caught.value.__notes__[0]


def test_few_batches_are_handed_over_ahead_of_time(tmp_path: Path) -> None:
    pool = Counting()

    for number, _ in enumerate(
        map_in_order(Squares(), BATCHES * 50, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path))
    ):
        assert pool.handed_over <= number + 100


def test_a_pool_that_was_shut_down_is_an_error(tmp_path: Path) -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()

    with pytest.raises(WorkerLostError, match="batch 0"):
        list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path)))


def test_the_work_is_sent_to_no_worker_with_its_batches(site: SiteDriver) -> None:
    for number in range(300):
        site.write(f"content/{number}.md", title=f"Story {number}", date="2025-01-02", tags=["Sea"])
    pool = Weighing()

    build(open_project(site.root), BuildOptions(output=site.output, now=NOW, executor=pool))

    assert site.exists("tags/sea/index.html")
    assert len(pool.shared) == len({"read", "render"})
    assert pool.sent < max(pool.shared.values()) / 10


def test_the_file_for_foreign_workers_goes_when_all_is_done(tmp_path: Path) -> None:
    pool = Weighing()

    assert list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(pool, tmp_path)))

    assert pool.shared
    assert not shared_files(tmp_path)


@pytest.mark.parametrize("error", [RuntimeError("shut down"), KeyboardInterrupt()])
def test_the_file_for_foreign_workers_goes_however_the_work_ends(error: Exception, tmp_path: Path) -> None:
    with pytest.raises((WorkerLostError, KeyboardInterrupt)):
        list(
            map_in_order(
                Squares(), BATCHES, jobs=1, describe=describe, foreign=ForeignWorkers(Stubborn(error), tmp_path)
            )
        )

    assert not shared_files(tmp_path)


def test_the_file_of_a_killed_build_goes_with_the_next(site: SiteDriver) -> None:
    site.write("content/a.md", title="A", date="2025-01-02")
    site.write_file(".newsgen/shared-of-a-killed-build", b"work")

    site.build()

    assert not shared_files(site.root)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"other work")])
def test_a_worker_that_does_not_share_the_folder_is_told_of(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    foreign = ForeignWorkers(Spoiling(tmp_path, spoil), tmp_path / ".newsgen")
    foreign.workspace.mkdir()

    with pytest.raises(MachineError, match=r"was given its work in a file: .*shared-") as caught:
        list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, foreign=foreign))

    assert caught.value.mend.startswith(f"all workers must share {tmp_path}/ under this path")


@pytest.mark.sampled(every=3)
@pytest.mark.parametrize("kind", ["threads", "spawn", "immediate"])
def test_a_site_is_the_same_whoever_builds_it(site: SiteDriver, tmp_path: Path, kind: str) -> None:
    for number in range(1, 9):
        site.write(f"content/{number}.md", title=f"Story {number}", date=f"2025-01-0{number}", tags=["Sea"])
    site.build()
    pools: dict[str, Callable[[], Executor]] = {
        "threads": lambda: ThreadPoolExecutor(3),
        "spawn": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
        "immediate": Immediate,
    }

    with pools[kind]() as pool:
        build(open_project(site.root), BuildOptions(output=tmp_path / "other", now=NOW, executor=pool))

    assert tree_digest(tmp_path / "other") == tree_digest(site.output)


INTERRUPTED_AT_A_LOCK = """
import os, signal, sys, threading, time
from newsgen.builder.parallel import map_in_order

countdown, parent, main = int(sys.argv[1]), os.getpid(), threading.get_ident()
enter = threading.Condition.__enter__

def enter_and_be_interrupted(condition):
    # What CPython does where Ctrl-C comes as this returns: the lock is taken, and nobody will let go of it.
    global countdown
    taken = enter(condition)
    if os.getpid() == parent and threading.get_ident() == main:
        if signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, []):
            countdown -= 1
            if countdown == 0:
                raise KeyboardInterrupt
    return taken

def work(batch):
    time.sleep(0.01)
    return batch

threading.Condition.__enter__ = enter_and_be_interrupted
try:
    list(map_in_order(work, range(30), jobs=3, describe=str))
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(not can_fork(), reason="signals are held back, and processes forked, on Linux alone")
@pytest.mark.parametrize("lock", [1, 2, 3, 5, 8])
def test_an_interruption_that_comes_at_a_lock_ends(lock: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT_A_LOCK, str(lock)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "interrupted\n", "")
