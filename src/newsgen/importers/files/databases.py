"""Databases of SQLite: opened to be read, and nothing in them is run that would not end."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from newsgen.errors import UsageError

_STEPS = 1_000_000
"""Steps of the database's machine between two looks at how far it is."""
_MOST_STEPS = 100
"""Looks until the next row must be there."""
_MOST_FOR_VIEWS = 300
"""Looks at all views, until the others are not looked at."""
_LARGEST_CELL = 64_000_000
_SAMPLE = 300
"""Rows by which a table is known."""
_LONG = 300
"""Letters of a long text."""


class Sample(NamedTuple):
    """A table or view at first sight."""

    name: str
    rows: list[dict[str, object]]
    size: int
    """Rows of all."""
    long: float
    """Long texts that it has, as far as its first rows tell."""


def sampled_tables(name: str) -> list[Sample]:
    """The tables and views of a database, that with most long texts first.

    Raises:
        UsageError: It cannot be read.
    """
    found: list[Sample] = []
    with closing(_opened(name)) as database:
        asked = "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view')"
        asked += r" AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
        try:
            names = [(str(row[0]), row[1] == "view") for row in database.execute(f"{asked} ORDER BY name")]
        except sqlite3.Error as error:
            raise _unreadable(name, error) from error
        patience = _Patience(_MOST_FOR_VIEWS)
        for table, is_view in names:
            if is_view and not patience.total:
                continue
            try:
                rows = [
                    row
                    for row, _ in zip(
                        _rows(database, table, patience if is_view else None), range(_SAMPLE), strict=False
                    )
                ]
                size = int(database.execute(f"SELECT count(*) FROM {_name(table)}").fetchone()[0])  # noqa: S608
            except sqlite3.Error:
                continue
            long = sum(isinstance(cell, str) and len(cell) > _LONG for row in rows for cell in row.values())
            found.append(Sample(table, rows, size, long * size / max(1, len(rows))))
    return sorted(found, key=lambda sample: (-sample.long, sample.name))


def rows_of_table(name: str, table: str) -> Iterator[dict[str, object]]:
    """The rows of a table or view one by one.

    Raises:
        UsageError: It cannot be read.
    """
    with closing(_opened(name)) as database:
        try:
            yield from _rows(database, table)
        except sqlite3.Error as error:
            raise _unreadable(f"{name}, table {table}", error) from error


def declared_keys(name: str, table: str) -> dict[str, str]:
    """The columns of a table that are declared to name rows of another, and that other table."""
    with closing(_opened(name)) as database:
        try:
            found = list(database.execute(f"PRAGMA foreign_key_list({_name(table)})"))
        except sqlite3.Error:
            return {}
    return {str(row[3]): str(row[2]) for row in found}


def _opened(name: str) -> sqlite3.Connection:
    path = quote(str(Path(name).absolute()))
    try:
        database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA query_only = ON")
    except sqlite3.Error as error:
        raise _unreadable(name, error) from error
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_CELL)
    database.text_factory = _text
    return database


@dataclass
class _Patience:
    """How long rows are waited for."""

    total: int = 0
    looks: int = 0

    def is_over(self) -> bool:
        """Whether the next row is no longer waited for."""
        self.looks += 1
        self.total = max(0, self.total - 1)
        return self.looks > _MOST_STEPS


def _rows(database: sqlite3.Connection, table: str, patience: _Patience | None = None) -> Iterator[dict[str, object]]:
    patience = patience or _Patience()
    patience.looks = 0
    database.set_progress_handler(patience.is_over, _STEPS)
    cursor = database.execute(f"SELECT * FROM {_name(table)}")  # noqa: S608 - the name is quoted
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        patience.looks = 0
        yield {name: _cell(cell) for name, cell in zip(columns, row, strict=True)}


def _cell(cell: object) -> object:
    if not isinstance(cell, bytes):
        return cell
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return None


def _text(typed: bytes) -> str:
    try:
        return typed.decode()
    except UnicodeDecodeError:
        return typed.decode("windows-1252", "replace")


def _name(table: str) -> str:
    return '"' + table.replace('"', '""') + '"'


def _unreadable(name: str, error: sqlite3.Error) -> UsageError:
    why = "it would not end" if "interrupted" in str(error) else str(error)
    return UsageError(f"{name} cannot be read: {why}", mend="copy the database once more, or export its table as CSV")
