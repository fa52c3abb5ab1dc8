"""Values that templates may read and cannot change: what one page did to them, the next would show."""

from collections.abc import Mapping
from typing import NoReturn


class ReadOnly(dict[str, object]):
    """A mapping that stays as it is made."""

    def __reduce__(self) -> tuple[type["ReadOnly"], tuple[dict[str, object]]]:
        return ReadOnly, (dict(self),)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("this cannot be changed by a template: it is the same on every page")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse


NOTHING = ReadOnly()


def read_only_mapping(values: Mapping[str, object]) -> ReadOnly:
    """A mapping of which nothing can be changed, however deep in it."""
    return ReadOnly((key, read_only(value)) for key, value in values.items()) if values else NOTHING


def read_only(value: object) -> object:
    """The value with all lists in it as tuples, and all mappings as `ReadOnly`."""
    if isinstance(value, Mapping):
        return read_only_mapping(value)
    return tuple(map(read_only, value)) if isinstance(value, list | tuple) else value
