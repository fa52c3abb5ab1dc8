"""What newsgen keeps for itself in .newsgen/: the I/O of this package. May be deleted, copied or damaged at any time.

The store has blobs, each of which is read as a whole, and prefixes of records, each of which is read by its key. Every
blob and every record is checked by its digest when it is read. One that has lost a byte counts as absent, and the next
build makes it anew.
"""

import contextlib
import errno
import hashlib
import json
import os
import platform
import shutil
import sqlite3
import struct
import sys
import tempfile
import uuid
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import FileIO
from pathlib import Path
from typing import Any

from newsgen.errors import MachineError, machine_error, reason

_FORMAT = 4
_EMPTY = 64 * 1024
"""Bytes of a database that holds next to nothing, and of its journal."""
_DIGEST_SIZE = 12
_SMALL = 100
"""Bytes that no file of the lock is larger than."""
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
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
        if row is None or not isinstance(row[0], bytes) or _digest(name, "", row[0]) != row[1]:
            return None
        return row[0]

    def records(self, prefix: str, keys: Iterable[str] | None = None) -> dict[str, Any]:
        """The records of a prefix by their keys; those with these keys alone, where they are named.

        What is not there, or is damaged, is left out.
        """
        found: dict[str, Any] = {}
        try:
            with self._connected() as database:
                for key, content, digest in _select(database, prefix, keys):
                    if isinstance(content, bytes) and _digest(prefix, key, content) == digest:
                        with contextlib.suppress(ValueError, RecursionError):
                            found[key] = json.loads(content)
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
            self._reader = sqlite3.connect(self._path)
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
                    row = (name, content, _digest(name, "", content))
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
        yield prefix, key, content, _digest(prefix, key, content)


def encoded(value: Any) -> bytes:  # noqa: ANN401 - whatever can be JSON
    """A value as it lies on a blob; what is spelled already stays as it is."""
    return value if isinstance(value, bytes) else _ENCODE(value).encode()


def _digest(name: str, key: str, content: bytes) -> bytes:
    """Of a record's place and content: none can stand in the place of another."""
    place = f"{name}\0{key}\0".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(place + content, digest_size=_DIGEST_SIZE).digest()


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
    with database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            database.execute(f'DROP TABLE "{name}"')
        database.execute("CREATE TABLE blobs (name TEXT PRIMARY KEY, content BLOB, digest BLOB)")
        database.execute(
            "CREATE TABLE records (prefix TEXT, key TEXT, content BLOB, digest BLOB, PRIMARY KEY (prefix, key))"
            " WITHOUT ROWID"
        )
        database.execute(f"PRAGMA user_version = {_FORMAT}")


@contextlib.contextmanager
def project_lock(workspace: Path) -> Iterator[None]:
    """Holds the project, so that two builds never write at once.

    The system lets go of it when the process ends, however it ends.

    Raises:
        MachineError: Another build holds it, or the workspace cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            workspace.mkdir(exist_ok=True)
            (workspace / ".gitignore").write_text("*\n", encoding="utf-8")
            lock = stack.enter_context((workspace / "lock").open("ab+", buffering=0))
            is_ours = _try_lock(lock)
            if is_ours:
                lock.truncate(0)
                lock.write(str(os.getpid()).encode())
                _sweep(workspace)
        except OSError as error:
            raise machine_error(f"cannot write {error.filename or workspace / 'lock'}", error, needed=_SMALL) from error
        if not is_ours:
            lock.seek(0)
            holder = lock.read(20).decode("ascii", "replace").strip()
            named = f" (process {holder})" if holder.isdigit() else ""
            raise MachineError(
                f"another build or deployment is at work here{named}", mend="wait for it to end, or stop it"
            )
        yield


@contextlib.contextmanager
def lent_workspace(workspace: Path) -> Iterator[Path]:
    """The workspace of a project, held; or one for the moment where nothing may be written there.

    For those who only look: two of them do one another no harm.

    Raises:
        MachineError: Another build holds it, or the disk is full.
    """
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(project_lock(workspace))
        except MachineError as error:
            if not isinstance(error.__cause__, OSError) or error.__cause__.errno not in _NOT_ALLOWED:
                raise
            workspace = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsgen-")))
        yield workspace


@dataclass(frozen=True, slots=True)
class SharedFile:
    """What several processes read, which may run on several machines that share the workspace's folder."""

    path: str
    """Absolute."""
    digest: bytes
    """Of its bytes."""

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            MachineError: It cannot be read here, or another file lies there.
        """
        path = Path(self.path)
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _not_shared(path, f"cannot be read: {reason(error)}") from error
        if _digest(_SHARED, "", content) != self.digest:
            raise _not_shared(path, "is not the file that the build has written")
        return content


def _not_shared(path: Path, what: str) -> MachineError:
    return MachineError(
        f"a worker on {platform.node() or 'another machine'} was given its work in a file: {path} {what}",
        mend=f"all workers must share {path.parent.parent}/ under this path and be allowed to read and write there",
    )


_SHARED = "shared-"
"""How the names of shared files begin."""


@contextlib.contextmanager
def shared_file(workspace: Path, content: bytes) -> Iterator[SharedFile]:
    """These bytes as a file of the workspace, which goes in the end.

    Raises:
        MachineError: The disk refused.
    """
    # Never twice the same name: a file system of a network may give out for a while what lay there before.
    path = workspace.absolute() / f"{_SHARED}{uuid.uuid4().hex}"
    try:
        try:
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise machine_error(f"cannot write {path}", error, needed=len(content)) from error
        yield SharedFile(str(path), _digest(_SHARED, "", content))
    finally:
        with contextlib.suppress(OSError):  # the next build sweeps what could not be removed
            path.unlink()


def _sweep(workspace: Path) -> None:
    """Removes the files that a killed build has shared."""
    for path in workspace.glob(f"{_SHARED}*"):
        with contextlib.suppress(OSError):
            path.unlink()


class SharedRecords:
    """What the processes of one build may need of each other, and none is to make twice: a file of numbered records.

    It begins with where its records end, then has for each number where its record lies. Where the file cannot be
    used, each process makes what it needs: that costs time, and no more.
    """

    def __init__(self, path: str, count: int) -> None:
        """``path`` is absolute; the records have the numbers below ``count``."""
        self._path = path
        self._count = count

    def __getstate__(self) -> dict[str, object]:
        """Without the open file: each process opens its own."""
        return {"_path": self._path, "_count": self._count}

    @cached_property
    def _file(self) -> int | None:
        if sys.platform == "win32":  # It has no way to read at a place that several processes may use.
            return None
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return None
        weakref.finalize(self, os.close, file)
        return file

    def made_once(self, number: int, make: Callable[[], bytes]) -> bytes:
        """The record of a number; if there is none, what ``make`` makes now, while all others that ask for it wait."""
        file = self._file
        if file is None:
            return make()
        content = self._read(file, number)
        if content is None:
            with _locked(file, *self._entry(number)):
                content = self._read(file, number)
                if content is None:
                    content = make()
                    with contextlib.suppress(OSError):
                        self._write(file, number, content)
        return content

    def _entry(self, number: int) -> tuple[int, int]:
        """Where it is said where a record lies, and in how many bytes."""
        return _END.size + number * _ENTRY.size, _ENTRY.size

    def _read(self, file: int, number: int) -> bytes | None:
        start, size = self._entry(number)
        try:
            place, length = _ENTRY.unpack(os.pread(file, size, start))
            written = os.pread(file, length, place) if length else b""
        except (OSError, struct.error):
            return None
        content = written[_DIGEST_SIZE:]
        return content if written[:_DIGEST_SIZE] == _digest(_SHARED, str(number), content) else None

    def _write(self, file: int, number: int, content: bytes) -> None:
        written = _digest(_SHARED, str(number), content) + content
        with _locked(file, 0, _END.size):
            (end,) = _END.unpack(os.pread(file, _END.size, 0).ljust(_END.size, b"\0"))
            place = end or self._entry(self._count)[0]
            os.pwrite(file, _END.pack(place + len(written)), 0)
        os.pwrite(file, written, place)
        os.pwrite(file, _ENTRY.pack(place, len(written)), self._entry(number)[0])


_END = struct.Struct("<Q")
_ENTRY = struct.Struct("<QQ")


@contextlib.contextmanager
def _locked(file: int, start: int, length: int) -> Iterator[None]:
    """Holds some bytes of a file against other processes; the system lets go of them when this one ends."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415 - elsewhere only

        with contextlib.suppress(OSError):  # A file system that knows no locks: others may do the same work.
            fcntl.lockf(file, fcntl.LOCK_EX, length, start)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                fcntl.lockf(file, fcntl.LOCK_UN, length, start)
    else:
        yield


@contextlib.contextmanager
def shared_records(workspace: Path, count: int) -> Iterator[SharedRecords]:
    """So many records, none of which there is yet, in a file of the workspace, which goes in the end.

    Raises:
        MachineError: The disk refused.
    """
    path = workspace.absolute() / f"{_SHARED}{uuid.uuid4().hex}"
    try:
        path.open("xb").close()
    except OSError as error:
        raise machine_error(f"cannot write {path}", error, needed=_SMALL) from error
    try:
        yield SharedRecords(str(path), count)
    finally:
        with contextlib.suppress(OSError):  # the next build sweeps what could not be removed
            path.unlink()


def _try_lock(lock: FileIO) -> bool:
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
