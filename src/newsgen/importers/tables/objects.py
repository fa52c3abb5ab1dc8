"""Rows of objects: JSON, and a line of JSON for each. What lies in one another is reached by dotted names. Pure."""

from collections.abc import Iterator, Mapping

from newsgen.importers.found.json_text import load_json, said_twice
from newsgen.importers.tables.blocks import html_of, is_blocks
from newsgen.importers.tables.rich_text import html_of_rich
from newsgen.importers.tables.row import Row, Table

_DEPTH = 6
"""Objects in one another that are columns; what lies deeper is kept as it is."""
_TYPES = frozenset({"$oid", "$date", "$numberLong", "$numberInt", "$numberDouble", "$uuid"})
_TOLD = 20
_FEWEST = 2


def rows_of_lines(lines: Iterator[str], table: Table) -> Iterator[Row]:
    """A row for each line of JSON."""
    wrong = 0
    for number, line in enumerate(lines, 1):
        typed = line.strip("\ufeff\x1e\0 \t\r\n,")
        if not typed or typed in "[]":
            continue
        try:
            found = load_json(typed, twice := list[str]())
        except ValueError as error:
            wrong += 1
            if wrong <= _TOLD:
                table.faults.append(f"line {number} is no JSON that can be read: {_without_line(str(error))}")
            continue
        if twice:
            wrong += 1
            if wrong <= _TOLD:
                table.faults.append(f"line {number}: {said_twice(twice)}")
        if isinstance(found, dict):
            yield Row(f"line {number}", flat(found))
        else:
            wrong += 1
            if wrong <= _TOLD:
                table.faults.append(f"line {number} is no object")
    if wrong > _TOLD:
        table.faults.append(f"{wrong - _TOLD:,} more lines are wrong")


def objects_in(text: str, twice: list[str]) -> tuple[list[dict[str, object]], str]:
    """The objects of a document, and the name by which they are reached; none, and what is wrong, of any other."""
    try:
        document = load_json(text, twice)
    except ValueError as error:
        return [], f"is no JSON that can be read: {error}"
    name, found = _largest(document, "", 0)
    if not found and isinstance(document, dict):
        values = list(document.values())
        if len(values) >= _FEWEST and all(isinstance(value, dict) for value in values):
            return [{"key": key, **value} for key, value in document.items()], ""
        return [document], ""
    return found, name if found else "has no list of objects"


def _largest(value: object, name: str, depth: int) -> tuple[str, list[dict[str, object]]]:
    """The list with most of JSON in it."""
    if isinstance(value, list):
        objects = [each for each in value if isinstance(each, dict)]
        if objects and len(objects) > len(value) / 2 and (depth or len(objects) > 1 or not _inner_list(objects[0])):
            return name, objects
        inner = [_largest(each, name, depth + 1) for each in objects] if depth < _DEPTH else []
    elif isinstance(value, dict) and depth < _DEPTH:
        inner = [_largest(each, f"{name}.{key}".strip("."), depth + 1) for key, each in value.items()]
        # What belongs to one object, as its tags do, is no table.
        inner = [each for each in inner if len(each[1]) > 1 or (each[1] and len(each[1][0]) > _FEWEST)]
        if depth == 0 and any(key in value for key in ("title", "headline")):
            return name, []
    else:
        return name, []
    return max(inner, key=lambda each: _size(each[1]), default=(name, []))


def _inner_list(found: Mapping[str, object]) -> bool:
    return any(isinstance(value, dict | list) for value in found.values()) and not any(
        isinstance(value, str) for value in found.values()
    )


def _size(objects: list[dict[str, object]]) -> int:
    return sum(len(value) for each in objects for value in each.values() if isinstance(value, str))


def flat(found: Mapping[str, object], begin: str = "", depth: int = 0) -> dict[str, object]:
    """An object as cells."""
    cells: dict[str, object] = {}
    for key, typed in found.items():
        name, value = f"{begin}{key}", _simple(typed)
        if (rich := html_of_rich(value)) is not None:
            cells[name] = rich
        elif isinstance(value, dict) and value and depth < _DEPTH:
            cells |= flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list) and is_blocks(value):
            cells[name] = html_of(value)
        elif isinstance(value, list) and value and depth < _DEPTH and all(isinstance(each, dict) for each in value):
            cells |= _joined(name, value, depth)
        else:
            cells[name] = value
    return cells


def _joined(name: str, values: list[dict[str, object]], depth: int) -> dict[str, object]:
    """A list of objects as cells: each key has the values of all."""
    if len(values) == 1:
        return flat(values[0], f"{name}.", depth + 1)
    each = [flat(value, f"{name}.", depth + 1) for value in values]
    keys = dict.fromkeys(key for cells in each for key in cells)
    # Where one has no value, its place stays: the second caption is that of the second picture.
    return {key: [cells.get(key, "") for cells in each] for key in keys}


def _simple(value: object) -> object:
    """A value of a database that has written its type around it: `{"$oid": "5f…"}`."""
    if isinstance(value, dict) and len(value) == 1 and next(iter(value)) in _TYPES:
        return _simple(next(iter(value.values())))
    return value


def _without_line(why: str) -> str:
    """Why a line is no JSON, whose number is known."""
    return why.replace("in line 1, column", "in column")
