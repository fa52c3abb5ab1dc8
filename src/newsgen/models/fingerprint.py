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
from newsgen.models.page import Teaser, TermLink

_PLAIN = frozenset({str, int, float, bool, type(None), date})
_SIZE = 12
"""Bytes: among a billion values, two would be taken for one with a chance of one in 10¹¹."""


def digest_of(text: str) -> str:
    """24 hex digits of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


_SHARED = frozenset({Teaser, TermLink})
"""What stands on many pages: each is spelled once."""


class Fingerprints:
    """Makes fingerprints of the values of one build."""

    def __init__(self) -> None:
        self._shared: dict[int, tuple[str, object]] = {}

    def of(self, *values: object) -> str:
        """The fingerprint of these values: 24 hex digits.

        Raises:
            TypeError: A value is of a type that is not spelled out here.
        """
        return digest_of("\n".join(map(self._spell, values)))

    def _spell(self, value: Any) -> str:  # noqa: ANN401 - any of the types below; one return for each
        kind: type = type(value)
        if kind in _PLAIN:
            return repr(value)
        if kind in _SHARED:
            known = self._shared.get(id(value))
            return known[0] if known is not None else self._spell_shared(value)
        if kind is tuple or kind is list:
            return f"[{self._spell_all(value)}]"
        if kind is Moment:
            return f"Moment({value.local!r}, {value.local.fold}, {value.has_time})"
        if (reader := _reader(kind)) is not None:
            name, read = reader
            return f"{name}({self._spell_all(read(value))})"
        if isinstance(value, Mapping):
            return f"{{{','.join([f'{key!r}:{self._spell(item)}' for key, item in value.items()])}}}"
        raise TypeError(f"a {kind.__qualname__} has no fingerprint")

    def _spell_all(self, values: Iterable[Any]) -> str:
        # Most values are plain: a call for each would cost as much as the spelling.
        return ",".join([repr(value) if type(value) in _PLAIN else self._spell(value) for value in values])

    def _spell_shared(self, value: Any) -> str:  # noqa: ANN401 - one of _SHARED
        kind: type = type(value)
        name, read = _reader(kind)  # type: ignore[misc] # they are dataclasses
        # A digest, since it is spelled often; the value is held, so that its id stays its own.
        spelled = f"{name}({digest_of(self._spell_all(read(value)))})"
        self._shared[id(value)] = (spelled, value)
        return spelled


@cache
def _reader(kind: type) -> tuple[str, Any] | None:
    """The name of a dataclass, and a function that gives the values of all its fields; None of any other type."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return kind.__name__, attrgetter(*names)
    return kind.__name__, lambda value: tuple(getattr(value, name) for name in names)
