"""Whether two values are the same, told by a short text that can be kept: the fingerprint of what a page is made from.

Every value is spelled out, type and all, and the spelling is digested. A value that has no agreed spelling is a
mistake of the program and not passed over: what a page is made from must be known to the last field.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from newsgen.models.moment import Moment
from newsgen.models.page import Teaser

_PLAIN = frozenset({str, int, bool, type(None), date})
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

    def _spell(self, value: Any) -> str:  # noqa: ANN401 - any of the types below; one return for each
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind is Teaser:
            return self._teaser(value)
        if kind is tuple or kind is list:
            return f"[{self._spell_all(value)}]"
        if is_dataclass(kind) and kind is not Moment:
            name, read = _reader(kind)
            return f"{name}({self._spell_all(read(value))})"
        if kind is Moment:
            return f"Moment({value.local!r}, {value.local.fold}, {value.has_time})"
        if isinstance(value, Mapping):
            return f"{{{','.join(f'{key!r}:{self._spell(item)}' for key, item in value.items())}}}"
        raise TypeError(f"a {kind.__qualname__} has no fingerprint")

    def _spell_all(self, values: Iterable[Any]) -> str:
        # Most values are plain: a call for each would cost as much as the spelling.
        return ",".join([repr(value) if type(value) in _PLAIN else self._spell(value) for value in values])

    def _teaser(self, teaser: Teaser) -> str:
        known = self._teasers.get(id(teaser))
        if known is None:
            _, read = _reader(Teaser)
            known = (digest_of(self._spell_all(read(teaser))), teaser)  # held, so that its id stays its own
            self._teasers[id(teaser)] = known
        return known[0]


@cache
def _reader(kind: type) -> tuple[str, Any]:
    """The name of a dataclass, and a function that gives the values of all its fields."""
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return kind.__name__, attrgetter(*names)
    return kind.__name__, lambda value: tuple(getattr(value, name) for name in names)
