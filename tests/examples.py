"""How much a test tries: the only place that says `max_examples`, and how many steps of a loop are taken.

A usual run takes a few, the same each time. ``NEWSGEN_FULL=1`` takes all that a test asks for, and other examples each
time; ``NEWSGEN_LONG=1`` lets the histories of law 1 go on for an hour, too. No verdict hangs on the machine's speed.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, Phase, settings

IS_LONG = bool(os.environ.get("NEWSGEN_LONG"))
IS_FULL = IS_LONG or bool(os.environ.get("NEWSGEN_FULL"))
_USUAL = 100
"""Examples of a property that asks for no number, in a full run."""
_FEW = 10
_FEW_STEPS = 2
T = TypeVar("T")


def few_of(number: int) -> int:
    """All of so many in a full run, else a twentieth of them, and no fewer than ten."""
    return number if IS_FULL else min(number, max(_FEW, number // 20))


def examples(number: int) -> settings:
    """A decorator: so many examples in a full run, a few of them in a usual one."""
    return settings(max_examples=few_of(number))


def some_of(steps: Sequence[T]) -> Sequence[T]:
    """Every step of a loop in a full run, else one amid them and the last; for tests marked `sampled`."""
    return steps if IS_FULL or len(steps) <= _FEW_STEPS else (steps[len(steps) // 2], steps[-1])


def histories(usual: tuple[int, int], full: tuple[int, int], long: tuple[int, int]) -> settings:
    """For a machine of states: how many histories, of how many steps, in each kind of run."""
    number, steps = long if IS_LONG else full if IS_FULL else usual
    return settings(
        database=None,
        derandomize=not IS_LONG,
        max_examples=number,
        stateful_step_count=steps,
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        phases=(Phase.generate, Phase.shrink),
        print_blob=True,
    )


def load_profile() -> None:
    """What holds for every property."""
    settings.register_profile(
        "newsgen",
        deadline=None,
        derandomize=not IS_FULL,
        max_examples=few_of(_USUAL),
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("newsgen")
