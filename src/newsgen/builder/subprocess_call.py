"""One call in a process of its own, while this one goes on: for what takes long and needs nothing that comes later."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from newsgen.builder.parallel import available_processors, can_fork

_MOST_FILES = 1_024
"""Below this lies every descriptor that newsgen has open: the system gives the lowest that is free. Some systems allow
a thousand million, which would take minutes to close."""


class SubprocessCall:
    """A call that was begun when this was made. Must be closed."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        """``work`` must leave nothing behind: it is ended wherever it is when nobody waits for it any more."""
        context = multiprocessing.get_context("fork")
        self._from, to = context.Pipe(duplex=False)
        self._process = context.Process(target=_answer, args=(work, to), daemon=True)
        self._process.start()
        to.close()

    @staticmethod
    def is_worthwhile() -> bool:
        """Whether it would save time, and is safe: a process with threads is not, since one may hold a lock."""
        return can_fork() and available_processors() > 1 and threading.active_count() == 1

    def result(self) -> bytes | None:
        """What the call gave, which is waited for; to be asked once. None if it failed, or its process was lost."""
        with suppress(EOFError, OSError):
            return self._from.recv_bytes()
        return None

    def close(self) -> None:
        """Ends it if it is still at work."""
        self._from.close()
        self._process.kill()
        self._process.join()


def _answer(work: Callable[[], bytes], to: Connection) -> None:
    """The life of the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to both; the first one answers it
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What the first one holds, such as a lock, is to go with it.
    os.closerange(3, to.fileno())
    os.closerange(to.fileno() + 1, _MOST_FILES)
    with suppress(Exception):  # whoever asks does the work again, and is told
        to.send_bytes(work())
