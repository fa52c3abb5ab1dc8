"""Single files and folders, wherever they lie: no link in their place is followed."""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH102, PTH106, PTH108, PTH120

import errno
import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress

from newsgen.errors import machine_error
from newsgen.opening import create
from newsgen.writer.survey import parent


def measure(chunks: Iterable[bytes], copy_to: int | None = None) -> tuple[str, int]:
    """The digest and the size of the bytes, which are written to a file on the way if one is given."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if copy_to is not None:
            write_all(copy_to, chunk)
    return digest.hexdigest(), size


def write_all(file: int, content: bytes) -> None:
    """Write all of the bytes, in as many steps as the system takes."""
    written = os.write(file, content)
    while written < len(content):
        written += os.write(file, memoryview(content)[written:])


def write_synced(path: str, text: str) -> None:
    """Write the file anew and wait until the disk has it. Raises MachineError where the disk refuses."""
    content = text.encode()
    try:
        with suppress(FileNotFoundError):
            os.unlink(path)
        file = create(path)
        try:
            write_all(file, content)
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise machine_error(f"cannot write {path}", error, needed=len(content)) from error


def sync_folder(folder: str) -> None:
    """Wait until the disk knows the folder's names, where folders can be opened."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(base: str, folder: str) -> None:
    """Make the folder and those above it, up to the base, which is there."""
    try:
        os.mkdir(f"{base}/{folder}")
    except FileExistsError:
        pass  # another process was faster
    except FileNotFoundError:
        if not folder:
            raise
        make_folder(base, parent(folder))
        make_folder(base, folder)


def make_folders(base: str, folder: str, made: set[str]) -> None:
    """As `make_folder`, where most are new: from the top, none that is among ``made``, which they join."""
    if not folder or folder in made:
        return
    make_folders(base, parent(folder), made)
    with suppress(FileExistsError):  # another process was faster
        os.mkdir(f"{base}/{folder}")
    made.add(folder)


def remove_if_empty(folder: str) -> None:
    """Remove the folder; one that holds something stays."""
    try:
        os.rmdir(folder)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY}:  # EBUSY: a mount point
            raise


def nearest(path: str) -> str:
    """The path, or the first above it that is there."""
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return path
