"""Parts of a source one by one: whatever one of thousands does, the others are read. Pure."""

import errno
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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


@contextmanager
def alone(fail: Callable[[Exception], None]) -> Iterator[None]:
    """What is done in it fails by itself: ``fail`` is given why, and what follows goes on.

    Raises:
        NewsgenError: What stops the whole import; so do a full disk and a signal.
    """
    try:
        yield
    except Exception as error:
        if _stops_all(error):
            raise
        fail(error)


def _stops_all(error: Exception) -> bool:
    if isinstance(error, NewsgenError | BrokenPipeError):
        return True
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    # Python packs a signal that comes at some places into an error.
    cause: BaseException | None = error
    while isinstance(cause, Exception):
        cause = cause.__cause__
    return cause is not None


def why_not(error: Exception) -> str:
    """Why a part cannot be read, in a few words."""
    return "it is nested too deeply" if isinstance(error, RecursionError) else f"newsgen fails at it ({error!r:.200})"
