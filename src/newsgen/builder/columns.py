"""Columns: what is long and seldom changes as a whole lies in blobs of its own, and only another one is written. Pure.

A head, which is written each time, says of each column the number of the writing that brought it. A column that has
another number belongs to another head: after a power cut, say. Most columns are lists of texts or of numbers, and are
spelled so that a hundred thousand lines are read in milliseconds.
"""

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Generations = Mapping[str, int]
"""Column to the number of the writing that has brought it, counted from 1."""

_NUMBERS = b"numbers"
_LINES = b"lines"
_JSON = b"json"
_BETWEEN = b" "


def changed_columns(
    new: Mapping[str, Any], old: Mapping[str, Any], known: Generations
) -> tuple[dict[str, bytes], Generations]:
    """The blobs of the columns that are other than the old ones, by column, and the generations of all.

    ``known`` are those of the old ones, which lie in the store.
    """
    number = max(known.values(), default=0) + 1
    brought = {name for name, column in new.items() if name not in known or name not in old or old[name] != column}
    blobs = {name: _to_blob(number, new[name]) for name in new if name in brought}
    return blobs, {name: number if name in brought else known[name] for name in new}


def read_columns(read: Callable[[str], bytes | None], generations: Generations) -> dict[str, Any]:
    """All columns of a head; ``read`` gives the blob of a column.

    Raises:
        ValueError: One belongs to another head, or is none.
        TypeError: One is missing.
    """
    return {name: _from_blob(read(name), name, number) for name, number in generations.items()}


def _to_blob(generation: int, column: Any) -> bytes:  # noqa: ANN401 - whatever can be JSON
    return _BETWEEN.join([str(generation).encode(), *_spell(column)])


def _spell(column: Any) -> tuple[bytes, bytes]:  # noqa: ANN401 - likewise
    """The name of a form, and the column in that form."""
    kinds = set(map(type, column)) if isinstance(column, list | tuple) else set()
    if kinds == {int}:
        return _NUMBERS, bytes_of(column)
    if kinds == {str} and (lines := "\n".join(column)).count("\n") == len(column) - 1:
        return _LINES, lines.encode("utf-8", "surrogatepass")
    return _JSON, json.dumps(column, separators=(",", ":")).encode()


def _from_blob(blob: bytes | None, name: str, generation: int) -> Any:  # noqa: ANN401 - what lay in a file
    if blob is None:
        raise TypeError(f"the column {name} is missing")
    number, form, content = blob.split(_BETWEEN, 2)
    if int(number) != generation:
        raise ValueError(f"the column {name} belongs to another head")
    if form == _NUMBERS:
        return numbers_in(content).tolist()
    if form == _LINES:
        return content.decode("utf-8", "surrogatepass").split("\n")
    return json.loads(content)


def bytes_of(numbers: Iterable[int]) -> bytes:
    """Whole numbers of eight bytes each, the lowest first on every machine."""
    return _in_order(array("q", numbers)).tobytes()


def numbers_in(content: bytes) -> "array[int]":
    """The numbers that `bytes_of` has spelled.

    Raises:
        ValueError: A part of a number is missing.
    """
    numbers = array("q")
    numbers.frombytes(content)
    return _in_order(numbers)


def _in_order(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
