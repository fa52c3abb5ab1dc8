"""What one command costs: seconds on the wall, seconds of processor, and the memory of all its processes.

Memory is the largest sum over the whole tree of processes, looked at every 50 milliseconds. On Linux each
counts with its proportional set size (PSS: a page that four share counts a quarter in each), or with its
resident set size where PSS may not be read; elsewhere only the largest single process is known.
"""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05
_SHARE_OF_TIME = 10
"""A look at the memory may take a tenth of the time at most: that of large processes takes milliseconds."""
_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of all processes, in user mode and in the kernel."""
    memory: int
    """Bytes at the peak."""
    files: int
    """Files written."""
    size: int
    """Bytes written."""


class CommandError(Exception):
    """The measured command failed."""


def measure(command: Sequence[str], environment: Mapping[str, str], output: Path) -> Cost:
    """The cost of a command that writes the folder `output`.

    Raises:
        CommandError: It ended with another code than 0; the message has what it wrote.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        watch = _MemoryWatch(process.pid)
        reader = _Reader(process)
        watch.start()
        reader.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        reader.join()
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{reader.text[-4000:]}")
    files, size = _count(output)
    peak = watch.peak or usage.ru_maxrss * (1 if sys.platform == "darwin" else _KIBIBYTE)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak, files, size)


class _Reader(threading.Thread):
    """Reads what a process writes, so that it never waits for us."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        super().__init__(daemon=True)
        self._stream = process.stdout
        self.text = ""

    def run(self) -> None:
        if self._stream is not None:
            self.text = self._stream.read()


class _MemoryWatch(threading.Thread):
    """Looks at the memory of a process and its descendants until it is told to stop."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self._root = root
        self._stop_asked = threading.Event()
        self.peak = 0
        """Bytes; 0 where it cannot be known."""

    def run(self) -> None:
        pause = 0.0
        while not self._stop_asked.wait(pause):
            before = time.perf_counter()
            self.peak = max(self.peak, sum(_memory_of(pid) for pid in _tree(self._root)))
            pause = max(_INTERVAL, _SHARE_OF_TIME * (time.perf_counter() - before))

    def stop(self) -> None:
        """Come to an end."""
        self._stop_asked.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """The process and its descendants, as far as they still run."""
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        try:
            children = (task / "children").read_text(encoding="ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _tree(int(child))


def _memory_of(pid: int) -> int:
    """Bytes of one process; 0 where it has ended or there is no /proc."""
    for name, key in (("smaps_rollup", "Pss:"), ("status", "VmRSS:")):
        try:
            text = Path(f"/proc/{pid}/{name}").read_text(encoding="ascii")
        except OSError:
            continue
        for line in text.splitlines():
            if line.startswith(key):
                return int(line.split()[1]) * _KIBIBYTE
    return 0


def _count(folder: Path) -> tuple[int, int]:
    """How many files lie in a folder, and their bytes."""
    sizes = [Path(root, name).lstat().st_size for root, _, names in os.walk(folder) for name in names]
    return len(sizes), sum(sizes)
