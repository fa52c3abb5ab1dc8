"""What newsgen keeps for itself in .newsgen/: the door of this room. May be deleted, copied or damaged at any time.

The store is named shelves, and a shelf is records by their keys: JSON, in chunks. Every chunk is checked by its
digest when it is read. A shelf that has lost a byte counts as empty, and the next build makes it anew.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from newsgen.errors import MachineError

_FORMAT = 1
_CHUNK = 500
"""Records in a chunk, about: an edit writes the chunks again whose records it changed."""


Changes = Mapping[str, Collection[str]]


class Store:
    """The shelves of one project."""

    def __init__(self, workspace: Path) -> None:
        self._path = workspace / "store.sqlite"

    def read(self, shelf: str) -> dict[str, Any]:
        """The records of a shelf by their keys; empty where there is none, or where it is damaged."""
        if not self._path.is_file():
            return {}
        try:
            with contextlib.closing(sqlite3.connect(self._path)) as database:
                return _read_shelf(database, shelf)
        except (sqlite3.Error, ValueError, RecursionError):
            return {}

    def write(self, shelves: Mapping[str, Mapping[str, Any]], changed: Changes | None = None) -> None:
        """Puts records in the place of what lay on these shelves, all or none.

        ``changed`` are, by shelf, the keys of all records that are new, other than they were, or gone: where that is
        known, only the chunks that hold them are made anew.

        Raises:
            MachineError: The disk refused.
        """
        try:
            try:
                self._write(shelves, changed or {})
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
                    raise
                self._path.unlink(missing_ok=True)
                self._write(shelves, {})
        except (OSError, sqlite3.Error) as error:
            raise MachineError(
                f"cannot write {self._path}: {error}", mend="free some space or allow writing there, then build again"
            ) from error

    def _write(self, shelves: Mapping[str, Mapping[str, Any]], changed: Changes) -> None:
        with contextlib.closing(sqlite3.connect(self._path)) as database:
            # After a power cut the digests tell what was lost; waiting for the disk would only cost time.
            database.execute("PRAGMA synchronous = OFF")
            _prepare(database)
            with database:
                for shelf, records in shelves.items():
                    _write_shelf(database, shelf, records, changed.get(shelf))


def _is_damage(error: sqlite3.OperationalError) -> bool:
    """Whether SQLite cannot make sense of the file, as against a disk that is full."""
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}


def _prepare(database: sqlite3.Connection) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == _FORMAT:
        return
    with database:
        for name in ("shelves", "chunks"):
            database.execute(f"DROP TABLE IF EXISTS {name}")
        database.execute("CREATE TABLE shelves (name TEXT PRIMARY KEY, digests TEXT)")
        database.execute("CREATE TABLE chunks (shelf TEXT, number INTEGER, content BLOB, PRIMARY KEY (shelf, number))")
        database.execute(f"PRAGMA user_version = {_FORMAT}")


def _read_shelf(database: sqlite3.Connection, shelf: str) -> dict[str, Any]:
    digests = _digests(database, shelf)
    rows = database.execute("SELECT number, content FROM chunks WHERE shelf = ? ORDER BY number", (shelf,)).fetchall()
    if [number for number, _ in rows] != list(range(len(digests))):
        return {}
    records: dict[str, Any] = {}
    for (_, content), digest in zip(rows, digests, strict=True):
        if not isinstance(content, bytes) or _digest(content) != digest:
            return {}
        records.update(json.loads(content))
    return records


def _digests(database: sqlite3.Connection, shelf: str) -> list[str]:
    """The digests of a shelf's chunks; they are digested themselves, behind the shelf's name."""
    row = database.execute("SELECT digests FROM shelves WHERE name = ?", (shelf,)).fetchone()
    total, _, rest = str(row[0]).partition(" ") if row else ("", "", "")
    digests = rest.split()
    return digests if total == _digest(f"{shelf} {digests}".encode()) else []


def _write_shelf(
    database: sqlite3.Connection, shelf: str, records: Mapping[str, Any], changed: Collection[str] | None
) -> None:
    before = _digests(database, shelf)
    count = _chunk_count(len(records))
    if changed is None or count != len(before):
        before, stale = [""] * count, set(range(count))
    else:
        stale = {_chunk_of(key, count) for key in changed}
    digests = list(before)
    for number, chunk in _chunks(records, count, stale).items():
        content = json.dumps(chunk, separators=(",", ":")).encode()
        digests[number] = _digest(content)
        if digests[number] != before[number]:
            database.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?)", (shelf, number, content))
    database.execute("DELETE FROM chunks WHERE shelf = ? AND number >= ?", (shelf, count))
    total = _digest(f"{shelf} {digests}".encode())
    database.execute("INSERT OR REPLACE INTO shelves VALUES (?, ?)", (shelf, " ".join([total, *digests])))


def _chunk_count(records: int) -> int:
    count = 1
    while count * _CHUNK < records:
        count *= 2
    return count


def _chunk_of(key: str, count: int) -> int:
    """A record stays in its chunk while others come and go."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % count


def _chunks(records: Mapping[str, Any], count: int, wanted: Collection[int]) -> dict[int, dict[str, Any]]:
    """The records of some chunks, by the number of their chunk, in the order of their keys."""
    chunks: dict[int, dict[str, Any]] = {number: {} for number in wanted}
    keys = (key for key in records if _chunk_of(key, count) in chunks) if len(wanted) < count else records
    for key in sorted(keys):
        chunks[_chunk_of(key, count)][key] = records[key]
    return chunks


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@contextlib.contextmanager
def project_lock(workspace: Path) -> Iterator[None]:
    """Holds the project, so that two builds never write at once.

    The system lets go of it when the process ends, however it ends.

    Raises:
        MachineError: Another build holds it, or the workspace cannot be written.
    """
    try:
        workspace.mkdir(exist_ok=True)
        (workspace / ".gitignore").write_text("*\n", encoding="utf-8")
        lock = (workspace / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise MachineError(
            f"{workspace}: {(error.strerror or str(error)).lower()}", mend="make the folder writable"
        ) from error
    with lock:
        if not _try_lock(lock):
            lock.seek(0)
            holder = lock.read(20).strip()
            named = f" (process {holder})" if holder.isdigit() else ""
            raise MachineError(f"another build is at work here{named}", mend="wait for it to end, or stop it")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _try_lock(lock: TextIO) -> bool:
    """Whether the file is ours alone from now on."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there only

            lock.seek(1000)  # a byte that nobody reads: Windows locks what it locks against reading, too
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - elsewhere only

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
