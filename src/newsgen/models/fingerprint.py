"""Whether two values are the same, told by a short text that can be kept: the fingerprint of what a page is made from.

Every value is spelled out, type and all, and the spelling is digested. A value that has no agreed spelling is a
mistake of the program and not passed over: what a page is made from must be known to the last field.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from newsgen.models.moment import Moment
from newsgen.models.page import Teaser

_SIZE = 12
"""Bytes: among a billion values, two would be taken for one with a chance of one in 10¹¹."""


def digest_of(text: str) -> str:
    """24 hex digits of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


class Fingerprints:
    """Makes fingerprints of the values of one build. Teasers stand on many pages: each is digested once."""

    def __init__(self) -> None:
        self._teasers: dict[int, tuple[str, Teaser]] = {}

    def of(self, *values: object) -> str:
        """The fingerprint of these values: 24 hex digits.

        Raises:
            TypeError: A value is of a type that is not spelled out here.
        """
        return digest_of("\n".join(map(self._spell, values)))

    def _spell(self, value: Any) -> str:  # noqa: ANN401, PLR0911 - any of the types below; one return for each
        if value is None or isinstance(value, str | int | date):
            return repr(value)
        if isinstance(value, Moment):
            return f"Moment({value.local!r}, {value.local.fold}, {value.has_time})"
        if isinstance(value, Teaser):
            return self._teaser(value)
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{key!r}:{self._spell(item)}' for key, item in value.items())}}}"
        if isinstance(value, tuple | list):
            return f"[{','.join(map(self._spell, value))}]"
        if isinstance(value, set | frozenset):
            return f"<{','.join(sorted(map(self._spell, value)))}>"
        if is_dataclass(value) and not isinstance(value, type):
            name, read = _reader(type(value))
            return f"{name}({','.join(map(self._spell, read(value)))})"
        raise TypeError(f"a {type(value).__qualname__} has no fingerprint")

    def _teaser(self, teaser: Teaser) -> str:
        known = self._teasers.get(id(teaser))
        if known is None:
            _, read = _reader(Teaser)
            known = (digest_of(",".join(map(self._spell, read(teaser)))), teaser)  # held, so that its id stays its own
            self._teasers[id(teaser)] = known
        return known[0]


@cache
def _reader(kind: type) -> tuple[str, Any]:
    """The name of a dataclass, and a function that gives the values of all its fields."""
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return kind.__name__, attrgetter(*names)
    return kind.__name__, lambda value: tuple(getattr(value, name) for name in names)
