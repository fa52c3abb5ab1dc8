"""What a file looked like from outside: by this, and without reading it, a later build sees that it changed.

A stamp is numbers. Only I/O modules take one; whoever keeps one asks first whether it is settled.
"""

import os
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeAlias

Stamp: TypeAlias = tuple[int, int, int, int]
"""Size in bytes, time of modification and time of change in nanoseconds, inode."""

NO_STAMP: Stamp = (0, 0, 0, 0)
"""Of a file that is to be read again, whatever it looks like: no file has it."""
_SECOND = 1_000_000_000
_TOO_LARGE = 1 << 63
TICK = 20_000_000
"""Nanoseconds: how coarse a file system's clock may be: Linux advances it 100 times a second or more."""
_COARSE_TICK = 2 * _SECOND
"""FAT counts in steps of two seconds, others in whole ones."""


STAMP_OF: Callable[[os.stat_result], Stamp] = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""Gives the stamp of the file that a status is about."""


def are_settled(modified: Sequence[int], changed: Sequence[int], since_ns: int) -> bool:
    """Whether all stamps with these times are settled; see `is_settled`."""
    # What is older than the coarsest step is settled, whatever the file system keeps.
    bound = since_ns - _COARSE_TICK - 1
    if not modified or max(*modified, *changed) < bound:
        return True
    recent = (pair for pair in zip(modified, changed, strict=True) if max(pair) >= bound)
    return all(is_settled((0, *pair, 0), since_ns) for pair in recent)


def is_settled(stamp: Stamp, since_ns: int) -> bool:
    """Whether every change of the file that comes after ``since_ns`` shows in its stamp.

    ``since_ns`` is the moment before the file was looked at, in nanoseconds since 1970. A file system's clock
    moves in steps: a file that is read and then overwritten within one step, by as many bytes, has the stamp it
    had. git calls such a file racy. So a stamp is to be trusted only where both its times lie at least one step
    before the look: whatever changes the file later gets a later time. Where the time of modification is a whole
    second, the file system may keep no more than that. A time in the future is never settled, nor a file whose inode
    takes more than the eight bytes in which stamps are kept.
    """
    _, modified, changed, inode = stamp
    if inode >= _TOO_LARGE:
        return False
    tick = TICK if modified % _SECOND else _COARSE_TICK
    return max(modified, changed) + tick < since_ns
