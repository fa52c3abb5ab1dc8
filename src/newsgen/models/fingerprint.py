"""Whether two values are the same, told by a short text that can be kept: the fingerprint of what a page is made from.

Every value is taken apart to the last field, type and all, and what comes of it is digested. A value of another type
than those below is a mistake of the program and not passed over: what a page is made from must be known.
"""

import hashlib
import marshal
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Any

from newsgen.models.moment import Moment
from newsgen.models.views import Teaser, TermGroup, TermLink

_PLAIN = frozenset({str, int, float, bool, type(None)})
_SIZE = 12
"""Bytes: among a billion values, two would be taken for one with a chance of one in 10¹¹."""
_SAME_BYTES = 2
"""The form of marshal in which equal values have equal bytes: later ones mark what is shared."""


def digest_of(text: str) -> str:
    """24 hex digits of a text."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_SIZE).hexdigest()


_SHARED = frozenset({Teaser, TermGroup, TermLink})
"""What stands on many pages: each is digested once."""


class Fingerprints:
    """Makes fingerprints of the values of one build."""

    def __init__(self) -> None:
        self._shared: dict[int, tuple[bytes, object]] = {}

    def of(self, *values: object) -> str:
        """The fingerprint of these values: 24 hex digits.

        Raises:
            TypeError: A value is of a type that is not taken apart here.
        """
        return self._digest(self._parts(values)).hex()

    def _digest(self, parts: list[Any]) -> bytes:
        return hashlib.blake2b(marshal.dumps(parts, _SAME_BYTES), digest_size=_SIZE).digest()

    def _part(self, value: Any) -> Any:  # noqa: ANN401 - of the types below, as plain values, lists and tuples
        kind: type = type(value)
        if kind in _SHARED:
            known = self._shared.get(id(value))
            return known[0] if known is not None else self._shared_part(value)
        if kind is tuple or kind is list:
            return self._parts(value)
        # Tuples that begin with a name, so that none of these is taken for a list.
        if kind is Moment:
            return ("Moment", repr(value.local), value.local.fold, value.has_time)
        if (reader := _reader(kind)) is not None:
            name, read = reader
            return (name, *self._parts(read(value)))
        if kind is date:
            return ("date", value.isoformat())
        if isinstance(value, Mapping):
            return ("mapping", self._parts(value), self._parts(value.values()))
        raise TypeError(f"a {kind.__qualname__} has no fingerprint")

    def _parts(self, values: Iterable[Any]) -> list[Any]:
        # Most values are plain: a call for each would cost as much as digesting them.
        return [value if type(value) in _PLAIN else self._part(value) for value in values]

    def _shared_part(self, value: Any) -> bytes:  # noqa: ANN401 - one of _SHARED
        kind: type = type(value)
        name, read = _reader(kind)  # type: ignore[misc] # they are dataclasses
        # A digest, since it is asked for often; the value is held, so that its id stays its own.
        part = self._digest([name, *self._parts(read(value))])
        self._shared[id(value)] = (part, value)
        return part


@cache
def _reader(kind: type) -> tuple[str, Any] | None:
    """The name of a dataclass, and a function that gives the values of all its fields; None of any other type."""
    if not is_dataclass(kind):
        return None
    names = [field.name for field in fields(kind)]
    if len(names) > 1:
        return kind.__name__, attrgetter(*names)
    return kind.__name__, lambda value: tuple(getattr(value, name) for name in names)
