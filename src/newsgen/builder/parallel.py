"""One function over many batches, in order, in this process or in workers.

The work is an object that is called with a batch. What it needs besides, it carries; what is costly to set up, it
makes when it is first called, so that each process has its own. Results come in the order of the batches, whoever is
done first.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from newsgen.errors import NewsgenError

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class WorkerLostError(NewsgenError):
    """A worker process died: killed, or out of memory."""


def available_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    work: Callable[[Batch], Result], batches: Sequence[Batch], *, jobs: int, describe: Callable[[Batch], str]
) -> Iterator[Result]:
    """``work(batch)`` for each batch, in order.

    Args:
        work: Can be pickled where processes are not forked.
        batches: What to work on.
        jobs: How many processes; 1 works in this one.
        describe: Names a batch to a person, if its worker is lost.

    Raises:
        WorkerLostError: A worker died; the message names the first batch that was not done.
    """
    if jobs <= 1 or len(batches) <= 1:
        yield from map(work, batches)
        return
    executor = _pool(work, min(jobs, len(batches)) - 1)
    try:
        yield from _shared_work(executor, work, batches, describe)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _pool(work: Callable[[Any], Any], workers: int) -> Executor:
    # Forked workers share what was loaded; elsewhere the work is pickled to them once.
    forks = "fork" in multiprocessing.get_all_start_methods() and os.uname().sysname == "Linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_Worker.begin, initargs=(work,))


def _shared_work(
    executor: Executor, work: Callable[[Any], Any], batches: Sequence[Any], describe: Callable[[Any], str]
) -> Iterator[Any]:
    """The workers begin at the front and this process, which would only wait, at the back, until they meet.

    A process that waits costs as much memory as one that works.
    """
    futures: list[Future[Any]] = [executor.submit(_Worker.call, batch) for batch in batches]
    own: dict[int, Any] = {}
    back = len(batches)
    for index, batch in enumerate(batches):
        while index < back and not futures[index].done() and futures[back - 1].cancel():
            back -= 1
            own[back] = work(batches[back])
        if index in own:
            yield own.pop(index)
        else:
            yield _result(futures[index], batch, describe)
        futures[index] = Future()  # lets the result go


def _result(future: Future[Any], batch: Any, describe: Callable[[Any], str]) -> Any:  # noqa: ANN401 - the work's own
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise WorkerLostError(
            f"a worker process was lost while it worked on {describe(batch)}",
            mend="is the machine out of memory? try again with fewer --jobs",
        ) from error


class _Worker:
    """What a worker process works with: set once when it starts, since a pool offers no other place."""

    work: Callable[[Any], Any]

    @classmethod
    def begin(cls, work: Callable[[Any], Any]) -> None:
        """Takes the work. Ctrl-C goes to every process of a terminal; the parent alone answers it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        cls.work = work

    @classmethod
    def call(cls, batch: Any) -> Any:  # noqa: ANN401 - of the work's own type
        """Does the work on one batch."""
        return cls.work(batch)


def batched(items: Sequence[Batch], size: int) -> list[Sequence[Batch]]:
    """The items in runs of at most ``size``."""
    return [items[start : start + size] for start in range(0, len(items), size)]
