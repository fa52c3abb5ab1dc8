"""Parts of a source one by one: whatever one of thousands does, the others are read. Pure."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from newsgen.errors import NewsgenError

_Part = TypeVar("_Part")
_Made = TypeVar("_Made")


def each_alone(
    parts: Iterable[_Part], make: Callable[[_Part], _Made], name: Callable[[_Part], str], faults: list[str]
) -> Iterator[_Made]:
    """What comes of each part; one that cannot be read becomes a fault, with its name.

    Raises:
        NewsgenError: What stops the whole import.
    """
    for part in parts:
        try:
            made = make(part)
        except NewsgenError:
            raise
        except Exception as error:  # noqa: BLE001 - see above
            faults.append(f"{name(part)} cannot be read: {why_not(error)}")
        else:
            yield made


def why_not(error: Exception) -> str:
    """Why a part cannot be read, in a few words."""
    return "it is nested too deeply" if isinstance(error, RecursionError) else f"newsgen fails at it ({error!r:.200})"
