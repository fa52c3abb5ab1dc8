"""Columns: what is long and seldom changes as a whole lies in sheets of its own, and only another one is written. Pure.

A head, which is written each time, says of each column the number of the writing that brought it. A column that has
another number belongs to another head: after a power cut, say.
"""

from collections.abc import Callable, Mapping
from typing import Any

Generations = Mapping[str, int]
"""Column to the number of the writing that has brought it, counted from 1."""


def changed_columns(
    new: Mapping[str, Any], old: Mapping[str, Any], known: Generations
) -> tuple[dict[str, Any], Generations]:
    """The sheets of the columns that are other than the old ones, by column, and the generations of all.

    ``known`` are those of the old ones, which lie in the store.
    """
    number = max(known.values(), default=0) + 1
    brought = {name for name, column in new.items() if name not in known or name not in old or old[name] != column}
    sheets = {name: [number, new[name]] for name in brought}
    return sheets, {name: number if name in brought else known[name] for name in new}


def read_columns(read: Callable[[str], Any], generations: Generations) -> dict[str, Any]:
    """All columns of a head; ``read`` gives the sheet of a column.

    Raises:
        ValueError: One belongs to another head.
        TypeError: One is missing, or no column.
    """
    return {name: _column(read(name), name, number) for name, number in generations.items()}


def _column(sheet: Any, name: str, generation: int) -> Any:  # noqa: ANN401 - what lay in a file
    number, column = sheet
    if number != generation:
        raise ValueError(f"the column {name} belongs to another head")
    return column
