"""What expressions of scripts can be worth, and how a text and a condition take that. Pure."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from newsgen.importers.generators.script_dates import ScriptDate
from newsgen.importers.generators.script_errors import UntoldError, untold
from newsgen.importers.generators.scripts import Node

LARGEST: Final = 50_000
"""Letters of a text, and things of a list."""
UNREAD: Final = object()
"""The value of a name that was set to something that is not known."""


@dataclass(frozen=True)
class Function:
    """A function of a script, or one that is known here."""

    node: Node = ()
    scope: "Scope | None" = None
    made: Callable[[Sequence[Any]], Any] | None = None


@dataclass(frozen=True)
class Pattern:
    """A pattern of a script."""

    text: str
    flags: str


@dataclass
class Scope:
    """Names and their values, and those around it."""

    names: dict[str, Any] = field(default_factory=dict)
    outer: "Scope | None" = None


def spelled(value: object) -> str:
    """A value as a text shows it; nothing for what is not there.

    Raises:
        UntoldError: It is nothing that a text shows.
    """
    if value is None or value is False:
        return "" if value is None else "false"
    if value is True:
        return "true"
    if isinstance(value, float):
        return f"{value:.15g}" if math.isfinite(value) else untold()
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, list | tuple):
        return _spelled_list(value)
    if isinstance(value, ScriptDate):
        return value.day.isoformat()
    raise UntoldError


def _spelled_list(things: Iterable[object]) -> str:
    made: list[str] = []
    length = 0
    for each in things:  # Lists of lists may be endless, and empty.
        made.append(spelled(each))
        length += len(made[-1]) + 1
        if length > LARGEST:
            raise UntoldError
    return ",".join(made)


def holds(value: object) -> bool:
    """Whether a value is true in a condition of a script."""
    return isinstance(value, list | tuple | Mapping) or bool(value)


def is_plain(value: object) -> bool:
    """Whether a value is the same as another that is like it: numbers and texts are, two lists are two."""
    return value is None or isinstance(value, str | int | float | date)


def is_among(value: object, things: Sequence[object]) -> bool:
    """Whether a value is one of some things."""
    return value in things if is_plain(value) else any(each is value for each in things)


def short(text: str) -> str:
    """A text that is not too long.

    Raises:
        UntoldError: It is.
    """
    if len(text) > LARGEST:
        raise UntoldError
    return text
