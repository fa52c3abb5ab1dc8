"""How much some work costs, however fast the machine is and whatever else it does: in paces, not in seconds.

A pace is the processor time of a fixed loop, taken before and after the work; usually a hundredth of a second.
"""

import gc
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_LOOP = 1_000_000


def paced(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and how many paces it took."""
    before = _pace()
    gc.disable()  # What other tests have left in memory would be gone through again and again.
    try:
        begun = time.process_time()
        given = work()
        spent = time.process_time() - begun
    finally:
        gc.enable()
    return given, spent / max(before, _pace())


def _pace() -> float:
    begun = time.process_time()
    for _ in range(_LOOP):
        pass
    return max(time.process_time() - begun, 1e-3)
