"""The store: an SQLite file of blobs, which are read as a whole, and of records, which are read by their keys.

Every blob and every record is checked by its digest when it is read. One that has lost a byte counts as absent, and the
next build makes it anew.
"""

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsgen.errors import MachineError, machine_error

_FORMAT = 4
_EMPTY = 64 * 1024
"""Bytes of a database that holds next to nothing, and of its journal."""
DIGEST_SIZE = 12
_AT_ONCE = 500
"""Keys in one question to the database."""
_ENCODE = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Transaction:
    """What is to be written, all or none."""

    blobs: Mapping[str, Any] = field(default_factory=dict)
    """Name to what can be JSON, or bytes."""
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Shelf to key to what can be JSON, or is `encoded` already."""
    gone: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Shelf to the keys of records that are to go."""
    emptied: Collection[str] = ()
    """Shelves of which nothing old is to stay."""


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The names under which the store keeps what it knows of one output folder."""

    output: str
    """As the user would name it."""

    @property
    def state(self) -> str:
        """The head of the BuildState."""
        return f"state of {self.output}"

    def column(self, name: str) -> str:
        """One column of it."""
        return f"{name} of {self.output}"

    @property
    def looks(self) -> str:
        """What the files of the site look like."""
        return f"looks of {self.output}"

    @property
    def report(self) -> str:
        """The last report."""
        return f"report on {self.output}"

    @property
    def pages(self) -> str:
        """The traces of the pages."""
        return f"pages of {self.output}"

    @property
    def entries(self) -> str:
        """What the search index knows of the articles and standing pages, by their sources."""
        return f"search entries of {self.output}"


class Store:
    """The store of one project."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        """The folder in which it lies."""
        self._path = workspace / "store.sqlite"
        self._reader: sqlite3.Connection | None = None
        """Open while nothing is written: cards are read one by one."""

    def __getstate__(self) -> dict[str, Any]:
        """Without the connection, which no other process can use."""
        return {**self.__dict__, "_reader": None}

    def blob(self, name: str) -> Any:  # noqa: ANN401 - whatever was put there
        """What was written to a blob as JSON; None where there is none, or where it is damaged."""
        content = self.blob_bytes(name)
        try:
            return None if content is None else json.loads(content)
        except (ValueError, RecursionError):
            return None

    def blob_bytes(self, name: str) -> bytes | None:
        """What was written to a blob as bytes."""
        try:
            with self._connected() as database:
                row = database.execute("SELECT content, digest FROM blobs WHERE name = ?", (name,)).fetchone()
        except sqlite3.Error:
            return None
        if row is None or not isinstance(row[0], bytes) or digest_in_place(name, "", row[0]) != row[1]:
            return None
        return row[0]

    def records(
        self, prefix: str, keys: Iterable[str] | None = None, read: Callable[[bytes], Any] = json.loads
    ) -> dict[str, Any]:
        """The records of a prefix by their keys; those with these keys alone, where they are named.

        What is not there, is damaged, or what `read` refuses with a ValueError, is left out.
        """
        found: dict[str, Any] = {}
        try:
            with self._connected() as database:
                for key, content, digest in _select(database, prefix, keys):
                    if isinstance(content, bytes) and digest_in_place(prefix, key, content) == digest:
                        with contextlib.suppress(ValueError, RecursionError):
                            found[key] = read(content)
        except sqlite3.Error:
            return found
        return found

    def keys(self, prefix: str) -> set[str]:
        """The keys of the records of a prefix."""
        try:
            with self._connected() as database:
                return {key for (key,) in database.execute("SELECT key FROM records WHERE prefix = ?", (prefix,))}
        except sqlite3.Error:
            return set()

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        if self._reader is None:
            if not self._path.is_file():
                raise sqlite3.OperationalError("there is no store")
            # A preview is opened in one thread and used in another, never in two at once.
            self._reader = sqlite3.connect(self._path, check_same_thread=False)
        try:
            yield self._reader
        except sqlite3.Error:
            self.close()
            raise

    def close(self) -> None:
        """Lets go of the file until it is read again."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def write(self, transaction: Transaction) -> None:
        """Puts this in the place of what was there, all or none.

        Raises:
            MachineError: The disk refused.
        """
        self.close()
        try:
            try:
                self._write(transaction)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                    raise
                # Nothing in it can be trusted any more. Who writes a part of a prefix has read it before, and will
                # find the rest missing.
                self._path.unlink(missing_ok=True)
                self._write(transaction)
        except OSError as error:
            raise machine_error(f"cannot write {self._path}", error, needed=_size(transaction)) from error
        except sqlite3.Error as error:
            raise _refused(error, self._path, _size(transaction)) from error

    def _write(self, transaction: Transaction) -> None:
        with contextlib.closing(sqlite3.connect(self._path)) as database:
            # After a power cut the digests tell what was lost; waiting for the disk would only cost time.
            database.execute("PRAGMA synchronous = OFF")
            _prepare(database)
            with database:
                for prefix in transaction.emptied:
                    database.execute("DELETE FROM records WHERE prefix = ?", (prefix,))
                for prefix, keys in transaction.gone.items():
                    database.executemany(
                        "DELETE FROM records WHERE prefix = ? AND key = ?", ((prefix, key) for key in keys)
                    )
                for prefix, records in transaction.records.items():
                    database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", _rows(prefix, records))
                for name, value in transaction.blobs.items():
                    content = encoded(value)
                    row = (name, content, digest_in_place(name, "", content))
                    database.execute("INSERT OR REPLACE INTO blobs VALUES (?, ?, ?)", row)


def _select(
    database: sqlite3.Connection, prefix: str, keys: Iterable[str] | None
) -> Iterator[tuple[str, object, object]]:
    if keys is None:
        yield from database.execute("SELECT key, content, digest FROM records WHERE prefix = ?", (prefix,))
        return
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(part))
        query = f"SELECT key, content, digest FROM records WHERE prefix = ? AND key IN ({marks})"  # noqa: S608 - marks
        yield from database.execute(query, (prefix, *part))


def _rows(prefix: str, records: Mapping[str, Any]) -> Iterator[tuple[str, str, bytes, bytes]]:
    for key in sorted(records):  # in the order of the table, each goes to the end
        content = encoded(records[key])
        yield prefix, key, content, digest_in_place(prefix, key, content)


def encoded(value: Any) -> bytes:  # noqa: ANN401 - whatever can be JSON
    """A value as it lies on a blob; what is spelled already stays as it is."""
    return value if isinstance(value, bytes) else _ENCODE(value).encode()


def digest_in_place(name: str, key: str, content: bytes) -> bytes:
    """Of a record's place and content: none can stand in the place of another."""
    place = f"{name}\0{key}\0".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(place + content, digest_size=DIGEST_SIZE).digest()


def _size(transaction: Transaction) -> int:
    """How much room it takes to write this: twice, since the database keeps what was there until all is written."""
    records = (value for prefix in transaction.records.values() for value in prefix.values())
    return _EMPTY + 2 * sum(len(encoded(value)) for value in (*transaction.blobs.values(), *records))


_SYSTEM_ERRORS = {
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


def _refused(error: sqlite3.Error, path: Path, needed: int) -> MachineError:
    """What SQLite has met, as the system would say it: a disk that is full may show as an error of the disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    is_full = code == sqlite3.SQLITE_FULL or shutil.disk_usage(path.parent).free < needed
    number = errno.ENOSPC if is_full else _SYSTEM_ERRORS.get(code)
    what = f"cannot write {path}"
    if number is None:
        return MachineError(f"{what}: {error}", mend="delete the folder .newsgen/, then build again")
    return machine_error(what, OSError(number, os.strerror(number)), needed=needed)


def _is_damage(error: sqlite3.OperationalError) -> bool:
    """Whether SQLite cannot make sense of the file, as against a disk that is full."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}


def _prepare(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == _FORMAT:
        return
    # Most records are larger than a quarter of SQLite's usual page, and would each take another page besides.
    database.execute("PRAGMA page_size = 16384")
    with database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            database.execute(f'DROP TABLE "{name}"')
        database.execute("CREATE TABLE blobs (name TEXT PRIMARY KEY, content BLOB, digest BLOB)")
        database.execute(
            "CREATE TABLE records (prefix TEXT, key TEXT, content BLOB, digest BLOB, PRIMARY KEY (prefix, key))"
            " WITHOUT ROWID"
        )
        database.execute(f"PRAGMA user_version = {_FORMAT}")
