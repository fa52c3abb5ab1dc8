"""Work is shared among processes, results come in order, and a worker that is lost is an error with a name."""

import os
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
from newsgen.builder.parallel import WorkerLostError, can_fork, map_in_order
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


def describe(batch: list[int]) -> str:
    return f"batch {batch[0]}"


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_results_come_in_order(jobs: int) -> None:
    results = map_in_order(Squares(), BATCHES, jobs=jobs, describe=describe)

    assert list(results) == [[number * number] for number in range(40)]


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_any_pool_of_processes_can_do_the_work(method: str) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context(method)) as pool:
        results = list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, executor=pool))

    assert results == [[number * number] for number in range(40)]


def test_any_executor_can_do_the_work() -> None:
    results = map_in_order(Squares(), BATCHES, jobs=1, describe=describe, executor=Immediate())

    assert list(results) == [[number * number] for number in range(40)]


def test_threads_do_not_share_what_cannot_be_shared() -> None:
    with ThreadPoolExecutor(3) as pool:
        assert all(map_in_order(OwnThread(), BATCHES * 5, jobs=1, describe=describe, executor=pool))


@pytest.mark.parametrize("number", [0, 1, 20])
def test_a_killed_worker_is_an_error_that_names_its_batch(number: int, tmp_path: Path) -> None:
    with pytest.raises(WorkerLostError, match=r"a worker process was lost while it worked on batch \d+"):
        list(map_in_order(Deadly(set(range(number, 40)), tmp_path), BATCHES, jobs=3, describe=describe))


@pytest.mark.parametrize("number", [0, 20, 39])
def test_a_killed_worker_of_a_handed_pool_is_an_error(number: int, tmp_path: Path) -> None:
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
        pytest.raises(WorkerLostError, match="a worker process was lost"),
    ):
        list(map_in_order(Deadly({number}, tmp_path), BATCHES, jobs=1, describe=describe, executor=pool))


@pytest.fixture(params=["fork", "spawn"])
def _start_method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes cannot be forked, they are spawned."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: [request.param])


@pytest.mark.usefixtures("_start_method")
@pytest.mark.parametrize("jobs", [2, 7])
def test_results_are_the_same_however_workers_are_started(jobs: int) -> None:
    results = map_in_order(Squares(), BATCHES, jobs=jobs, describe=describe)

    assert list(results) == [[number * number] for number in range(40)]


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


@pytest.mark.parametrize("error", [RuntimeError("shut down"), OSError(11, "no more processes"), ValueError("full")])
def test_an_executor_that_takes_no_more_is_an_error_that_names_the_batch(error: Exception) -> None:
    with pytest.raises(WorkerLostError, match="batch 5"):
        list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, executor=Stubborn(error)))


def test_few_batches_are_handed_over_ahead_of_time() -> None:
    pool = Counting()

    for number, _ in enumerate(map_in_order(Squares(), BATCHES * 50, jobs=1, describe=describe, executor=pool)):
        assert pool.handed_over <= number + 100


def test_a_pool_that_was_shut_down_is_an_error() -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()

    with pytest.raises(WorkerLostError, match="batch 0"):
        list(map_in_order(Squares(), BATCHES, jobs=1, describe=describe, executor=pool))


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
