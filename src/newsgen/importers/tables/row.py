"""A row of a table. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from newsgen.importers.tables.rich_text import unpacked

BEYOND = "cells beyond the last column"
"""What stands where a row has more cells than the table has columns."""


class Row(NamedTuple):
    """One row."""

    place: str
    """As messages name it: `line 7`."""
    cells: Mapping[str, object]
    """Name of each column to what stands there: a text, a number, nothing, or a list of such."""


@dataclass
class Table:
    """A table that can be read several times."""

    name: str
    """What tells it from other tables of the same system."""
    read: "Callable[[Table], Iterator[Row]]"
    faults: list[str] = field(default_factory=list)
    """What is wrong with rows, as found in the last reading."""
    notes: list[str] = field(default_factory=list)
    """Likewise."""

    def rows(self) -> Iterator[Row]:
        """All rows, from the first."""
        self.faults.clear()
        self.notes.clear()
        return (Row(place, unpacked(cells)) for place, cells in self.read(self))


def text_of(value: object) -> str:  # noqa: PLR0911 - one case for each kind of value
    """What a cell says, as text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, map(text_of, value)))
    if isinstance(value, Mapping):
        return "\n".join(filter(None, map(text_of, value.values())))
    return str(value)
