"""One function over many batches, in order, in this process or in workers.

The work is an object that is called with a batch. What it needs besides, it carries; what is costly to set up, it
makes when it is first called, so that each process has its own. Results come in the order of the batches, whoever is
done first.
"""

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from newsgen.builder.store import SharedFile, shared_file
from newsgen.errors import NewsgenError

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class WorkerLostError(NewsgenError):
    """A worker process died: killed, or out of memory."""


@dataclass(frozen=True, slots=True)
class ForeignWorkers:
    """Somebody else's workers, of which we know nothing but that they share a folder with us."""

    executor: Executor
    """It is not shut down."""
    workspace: Path
    """In which the work is laid for them."""


def available_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


PARALLEL_FROM = 300
"""Articles to read, or pages to look at, from which worker processes are worth their start."""


def jobs_for(count: int, asked: int = 0) -> int:
    """How many processes are to work on so many articles, pages or files; as many as are ``asked`` for, if any are."""
    return asked or (available_processors() if count >= PARALLEL_FROM else 1)


def can_fork() -> bool:
    """Whether processes may be forked: only Linux keeps its libraries usable in them."""
    return "fork" in multiprocessing.get_all_start_methods() and os.uname().sysname == "Linux"


def map_in_order(
    work: Callable[[Batch], Result],
    batches: Sequence[Batch],
    *,
    jobs: int,
    describe: Callable[[Batch], str],
    foreign: ForeignWorkers | None = None,
) -> Iterator[Result]:
    """``work(batch)`` for each batch, in order.

    Args:
        work: Can be pickled where processes are not forked.
        batches: What to work on.
        jobs: How many processes; 1 works in this one.
        describe: Names a batch to a person, if its worker is lost.
        foreign: They do all the work in the place of processes of our own.

    Raises:
        WorkerLostError: A worker died; the message names the first batch that was not done.
        MachineError: Foreign workers do not share the folder, or it cannot be written.
    """
    if foreign is not None:
        yield from _handed_over(foreign, work, batches, describe)
        return
    if jobs <= 1 or len(batches) <= 1:
        yield from map(work, batches)
        return
    workers = min(jobs, len(batches)) - 1
    pool = _pool(work, workers)
    try:
        yield from _SharedWork(pool, workers, work, batches, describe).results()
    except BaseException:  # an interruption, too; nobody wants the rest
        _end_workers(pool)
        raise
    finally:
        pool.shutdown(wait=True)


def _end_workers(pool: ProcessPoolExecutor) -> None:
    """Ends them amid their work: what they stage is discarded by whoever opened the staging."""
    # A pool has no such method before Python 3.14. The pool itself sees that they are gone.
    for process in list((pool._processes or {}).values()):  # noqa: SLF001
        process.terminate()
    # One may have sent the half of a result. Whoever reads it waits for the other half as long as anybody can write
    # there, and this process, which never does, is the last one.
    pool._result_queue._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001


def _pool(work: Callable[[Any], Any], workers: int) -> ProcessPoolExecutor:
    # Forked workers share what was loaded; elsewhere the work is pickled to them once.
    context = multiprocessing.get_context("fork" if can_fork() else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_Worker.begin, initargs=(work,))


class _SharedWork:
    """The workers begin at the front and this process, which would only wait, at the back, until they meet.

    A process that waits costs as much memory as one that works. The workers get few batches ahead of time: in a pool
    that has lost a worker, a batch that was cancelled would leave the others waiting for ever.
    """

    def __init__(
        self,
        executor: Executor,
        workers: int,
        work: Callable[[Any], Any],
        batches: Sequence[Any],
        describe: Callable[[Any], str],
    ) -> None:
        self._executor = executor
        self._ahead = 2 * workers
        self._work = work
        self._batches = batches
        self._describe = describe
        self._front = 0
        """The first batch that is nobody's yet."""
        self._back = len(batches)
        """The first batch that was done here."""
        self._futures: dict[int, Future[Any]] = {}
        self._own: dict[int, Any] = {}
        self._done: set[int] = set()
        """The batches whose workers are done, as far as that has been heard here."""
        self._arrivals: SimpleQueue[int] = SimpleQueue()
        """The same, from the thread of the pool."""

    def results(self) -> Iterator[Any]:
        """What came of each batch, in order."""
        for number, batch in enumerate(self._batches):
            self._hand_out()
            while not self._is_ready(number) and self._front < self._back:
                self._back -= 1
                self._own[self._back] = self._work(self._batches[self._back])
                self._hand_out()
            if number in self._own:
                yield self._own.pop(number)
            else:
                while number not in self._done:
                    self._done.add(self._arrivals.get())
                yield _result(self._futures.pop(number), batch, self._describe)

    def _is_ready(self, number: int) -> bool:
        return number in self._own or number in self._done

    def _hand_out(self) -> None:
        """Sees to it that no worker is idle while there is work."""
        while not self._arrivals.empty():
            self._done.add(self._arrivals.get())
        busy = len(self._futures.keys() - self._done)
        for number in range(self._front, min(self._back, self._front + self._ahead - busy)):
            with _uninterrupted():
                self._futures[number] = self._submitted(self._batches[number])
                self._futures[number].add_done_callback(partial(self._arrive, number))
            self._front = number + 1

    def _submitted(self, batch: Any) -> Future[Any]:  # noqa: ANN401 - of the work's own type
        try:
            return self._executor.submit(_Worker.call, batch)
        except BrokenExecutor as error:  # a worker died; its own batch is told where its result is asked for
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def _arrive(self, number: int, _: Future[Any]) -> None:
        self._arrivals.put(number)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is over.

    It may come when this thread has just taken a lock of the pool, and has not yet seen to it that it is let go of: the
    pool's own thread would then wait for ever. For the same reason pending futures are not asked whether they are done.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _INTERRUPTIONS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_INTERRUPTIONS = frozenset((signal.SIGINT, signal.SIGTERM))


def _handed_over(
    foreign: ForeignWorkers, work: Callable[[Any], Any], batches: Sequence[Any], describe: Callable[[Any], str]
) -> Iterator[Any]:
    """Somebody else's workers: each reads the work once, from a file, and gets nothing but batches besides."""
    if not batches:
        return
    waiting: deque[tuple[Any, Future[Any]]] = deque()
    with shared_file(foreign.workspace, pickle.dumps(work)) as shared:
        try:
            for batch in batches:
                waiting.append((batch, _submitted(foreign.executor, shared, batch, describe)))
                if len(waiting) > _AHEAD:
                    first, future = waiting.popleft()
                    yield _foreign_result(future, first, describe)
            while waiting:
                first, future = waiting.popleft()
                yield _foreign_result(future, first, describe)
        finally:
            for _, future in waiting:
                future.cancel()


_AHEAD = 96
"""Batches that are handed over before the first result is waited for."""


def _submitted(
    executor: Executor,
    shared: SharedFile,
    batch: Any,  # noqa: ANN401 - of the work's own type
    describe: Callable[[Any], str],
) -> Future[Any]:
    try:
        return executor.submit(_call_shared, shared, batch)
    except Exception as error:  # a pool that is broken, has been shut down or can start no process
        raise _lost(batch, describe) from error


@cache
def _here() -> threading.local:
    """The work of this thread, and its file: renderers cannot be shared by threads."""
    return threading.local()


@dataclass(frozen=True, slots=True)
class _Raised:
    """What the work raised in a foreign worker: whatever else is raised there is the executor's own."""

    error: Exception


def _call_shared(shared: SharedFile, batch: Any) -> Any:  # noqa: ANN401 - of the work's own type
    here = _here()
    try:
        if getattr(here, "shared", None) != shared:
            here.work = pickle.loads(shared.read())  # noqa: S301 - its digest came from the process that submits
            here.shared = shared
        return here.work(batch)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        if not isinstance(error, NewsgenError):
            error.add_note(traceback.format_exc())  # Frames stay behind in the worker.
        return _Raised(error)


def _foreign_result(future: Future[Any], batch: Any, describe: Callable[[Any], str]) -> Any:  # noqa: ANN401 - likewise
    try:
        result = future.result()
    except Exception as error:  # Each has names of its own for a worker that is lost.
        raise _lost(batch, describe) from error
    if isinstance(result, _Raised):
        raise result.error
    return result


def _result(future: Future[Any], batch: Any, describe: Callable[[Any], str]) -> Any:  # noqa: ANN401 - the work's own
    try:
        return future.result()
    except (BrokenExecutor, CancelledError) as error:
        raise _lost(batch, describe) from error


def _lost(batch: Any, describe: Callable[[Any], str]) -> WorkerLostError:  # noqa: ANN401 - likewise
    return WorkerLostError(
        f"a worker process was lost while it worked on {describe(batch)}",
        mend="is the machine out of memory? try again with fewer --jobs",
    )


class _Worker:
    """What a worker process works with: set once when it starts, since a pool offers no other place."""

    work: Callable[[Any], Any]

    @classmethod
    def begin(cls, work: Callable[[Any], Any]) -> None:
        """Takes the work. Ctrl-C goes to every process of a terminal; the parent alone answers it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        if hasattr(signal, "pthread_sigmask"):  # The parent was not to be interrupted when it started this one.
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _INTERRUPTIONS)
        cls.work = work

    @classmethod
    def call(cls, batch: Any) -> Any:  # noqa: ANN401 - of the work's own type
        """Does the work on one batch."""
        return cls.work(batch)


def batched(items: Sequence[Batch], size: int) -> list[Sequence[Batch]]:
    """The items in runs of at most ``size``."""
    return [items[start : start + size] for start in range(0, len(items), size)]
