"""What newsgen remembers of its last build, in .newsgen/: the door of this room. May be deleted at any time.

A damaged ledger counts as none. What is in the output folder is told by the manifest that lies there, not by the
ledger.
"""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from newsgen.errors import MachineError

_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Address:
    """Where an article was published."""

    place: str
    """Relative to the site's root, percent-encoded."""
    digest: str
    """Of its source file: tells a renamed file from another one."""


class Ledger:
    """The ledger of one output folder."""

    def __init__(self, workspace: Path, output: str) -> None:
        self._path = workspace / "ledger.sqlite"
        self._output = output

    def addresses(self) -> Mapping[str, Address]:
        """Source path to address, as of the last build that was published; empty where nothing is remembered."""
        if not self._path.exists():
            return {}
        try:
            with contextlib.closing(self._open()) as database:
                rows = database.execute("SELECT source, place, digest FROM addresses WHERE output = ?", (self._output,))
                return {str(source): Address(str(place), str(digest)) for source, place, digest in rows}
        except sqlite3.DatabaseError:
            return {}

    def remember(self, addresses: Mapping[str, Address]) -> None:
        """Takes the place of what was remembered of this output folder."""
        try:
            self._write(addresses)
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
            self._write(addresses)

    def _write(self, addresses: Mapping[str, Address]) -> None:
        with contextlib.closing(self._open()) as database, database:
            database.execute("DELETE FROM addresses WHERE output = ?", (self._output,))
            rows = ((self._output, source, address.place, address.digest) for source, address in addresses.items())
            database.executemany("INSERT INTO addresses VALUES (?, ?, ?, ?)", rows)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path)
        (version,) = database.execute("PRAGMA user_version").fetchone()
        if version != _FORMAT:
            with database:
                database.execute("DROP TABLE IF EXISTS addresses")
                database.execute(
                    "CREATE TABLE addresses"
                    " (output TEXT, source TEXT, place TEXT, digest TEXT, PRIMARY KEY (output, source))"
                )
                database.execute(f"PRAGMA user_version = {_FORMAT}")
        return database


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
