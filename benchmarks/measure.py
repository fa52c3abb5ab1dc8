"""What one command costs: seconds on the wall, seconds of processor, and the memory of all its processes.

Memory is the largest sum over the whole tree of processes, looked at every 50 milliseconds, and at first every 5.
On Linux each counts with its proportional set size (PSS: a page that four share counts a quarter in each), or with its
resident set size where PSS may not be read; elsewhere only the largest single process is known.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_INTERVAL = 0.05
_SHORTEST_INTERVAL = 0.005
"""At the beginning: a short command would be over before the second look."""
_SHARE_OF_TIME = 10
"""A look at the memory may take a tenth of the time at most: that of large processes takes milliseconds."""
_KIBIBYTE = 1024
_BLOCK = 512
"""What st_blocks counts in, whatever the file system (POSIX leaves it open; Linux and macOS agree)."""


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
    answer: str = ""
    """What it wrote to its standard output."""


class CommandError(Exception):
    """The measured command failed."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a folder takes of a disk."""

    files: int
    size: int
    """Bytes."""
    blocks: int
    """Bytes of the blocks that the files fill, which is more: each fills its last one."""
    inodes: int
    """Files and folders."""


def measure(command: Sequence[str], environment: Mapping[str, str], output: Path | None = None) -> Cost:
    """The cost of a command, and what the folder `output` that it writes holds then.

    Raises:
        CommandError: It ended with another code than 0; the message has what it wrote.
    """
    start = time.perf_counter()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as answer,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as complaint,
        subprocess.Popen(command, env=environment, stdout=answer, stderr=complaint) as process,
    ):
        watch = _MemoryWatch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        told, complained = _read(answer), _read(complaint)
    if process.returncode:
        raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{(told + complained)[-4000:]}")
    written = extent(output) if output else Extent(0, 0, 0, 0)
    peak = watch.peak or usage.ru_maxrss * (1 if sys.platform == "darwin" else _KIBIBYTE)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak, written.files, written.size, told)


def extent(folder: Path) -> Extent:
    """What a folder and all below it take."""
    files = size = blocks = inodes = 0
    for root, _, names in os.walk(folder):
        inodes += 1 + len(names)
        files += len(names)
        for name in names:
            facts = Path(root, name).lstat()
            size += facts.st_size
            blocks += facts.st_blocks * _BLOCK
    return Extent(files, size, blocks, inodes)


def _read(stream: IO[str]) -> str:
    stream.seek(0)
    return stream.read()


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
        start = time.perf_counter()
        while not self._stop_asked.wait(pause):
            before = time.perf_counter()
            self.peak = max(self.peak, sum(_memory_of(pid) for pid in _tree(self._root)))
            now = time.perf_counter()
            interval = min(_INTERVAL, max(_SHORTEST_INTERVAL, (now - start) / _SHARE_OF_TIME))
            pause = max(interval, _SHARE_OF_TIME * (now - before))

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
