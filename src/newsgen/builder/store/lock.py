"""The lock of a project, which keeps two builds apart, and its workspace."""

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from newsgen.errors import MachineError, machine_error

SMALL = 100
"""Bytes that no file of the lock is larger than."""
_NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
SHARED = "shared-"
"""How the names of shared files begin."""


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
            raise machine_error(f"cannot write {error.filename or workspace / 'lock'}", error, needed=SMALL) from error
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


def _sweep(workspace: Path) -> None:
    """Removes the files that a killed build has shared."""
    for path in workspace.glob(f"{SHARED}*"):
        with contextlib.suppress(OSError):
            path.unlink()
