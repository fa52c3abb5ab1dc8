"""Files that the processes of one build share, and that go with it."""

import contextlib
import os
import platform
import struct
import sys
import uuid
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from newsgen.builder.store.database import DIGEST_SIZE, digest_in_place
from newsgen.builder.store.lock import SHARED, SMALL
from newsgen.errors import MachineError, machine_error, reason


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
        if digest_in_place(SHARED, "", content) != self.digest:
            raise _not_shared(path, "is not the file that the build has written")
        return content


def _not_shared(path: Path, what: str) -> MachineError:
    return MachineError(
        f"a worker on {platform.node() or 'another machine'} was given its work in a file: {path} {what}",
        mend=f"all workers must share {path.parent.parent}/ under this path and be allowed to read and write there",
    )


@contextlib.contextmanager
def shared_file(workspace: Path, content: bytes) -> Iterator[SharedFile]:
    """These bytes as a file of the workspace, which goes in the end.

    Raises:
        MachineError: The disk refused.
    """
    # Never twice the same name: a file system of a network may give out for a while what lay there before.
    path = workspace.absolute() / f"{SHARED}{uuid.uuid4().hex}"
    try:
        try:
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise machine_error(f"cannot write {path}", error, needed=max(len(content), SMALL)) from error
        yield SharedFile(str(path), digest_in_place(SHARED, "", content))
    finally:
        with contextlib.suppress(OSError):  # the next build sweeps what could not be removed
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
        content = written[DIGEST_SIZE:]
        return content if written[:DIGEST_SIZE] == digest_in_place(SHARED, str(number), content) else None

    def _write(self, file: int, number: int, content: bytes) -> None:
        written = digest_in_place(SHARED, str(number), content) + content
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
    with shared_file(workspace, b"") as file:
        yield SharedRecords(file.path, count)
