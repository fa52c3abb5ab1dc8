"""What the figures were measured on: they hold for one machine on one day."""

import os
import platform
from datetime import date
from pathlib import Path

_GIBIBYTE = 1024**3


def memory() -> int:
    """Bytes of the machine's memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def inodes(folder: Path) -> int:
    """Files and folders that the file system of a folder has room for; 0 where it knows no such number."""
    return os.statvfs(folder).f_files


def load() -> float:
    """How many processes want to run, over the last minute: read before anything is measured."""
    return os.getloadavg()[0]


def facts(folder: Path, day: date, load_before: float) -> str:
    """The machine, the file system of the sites and the day, in a line."""
    return (
        f"{os.cpu_count()} × {_processor()}, {memory() / _GIBIBYTE:.0f} GiB of memory; "
        f"the sites on {_file_system(folder)}; "
        f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}, Python {platform.python_version()}; "
        f"load before {load_before:.1f}; {day:%-d %B %Y}."
    )


def _processor() -> str:
    """The processor's name, where /proc says it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())


def _file_system(folder: Path) -> str:
    """The kind of the mount that holds a folder: the deepest mount point above it, and of two the later one."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return "the disk"
    above = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    return max(reversed(above), key=lambda mount: len(mount[1]))[2]
