"""Files and folders. No link in the place of a file is followed."""

# Paths are text here: for small files, making Path objects would cost as much as reading.
# ruff: noqa: PTH105, PTH108, PTH116, PTH123

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from newsgen import opening
from newsgen.errors import MachineError, machine_error, reason
from newsgen.writer.survey import folders_of

_GIT = ".git"


class Kind(Enum):
    """What was found."""

    FILE = auto()
    LINK = auto()
    OTHER = auto()
    """A device, a socket, a named pipe."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something in a folder that is no folder."""

    path: str
    """From the folder on, with forward slashes."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Sums:
    """What tells one file's bytes from another's."""

    size: int
    sha256: str
    blob: str
    """What git calls these bytes; empty where nobody asked."""


def list_folder(folder: Path) -> Iterator[Found]:
    """Everything in the folder and the folders in it, if it is there; of git's own folder (``.git``) nothing.

    Raises:
        MachineError: It cannot be read.
    """
    try:
        if os.path.lexists(folder):
            yield from _walk(os.fspath(folder), "")
    except OSError as error:
        raise _refused(error, folder, "allow reading it") from error


def _walk(root: str, folder: str) -> Iterator[Found]:
    with os.scandir(f"{root}/{folder}") as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.lower() == _GIT:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(root, path)
            else:
                yield Found(path, _kind(entry))


def _kind(entry: os.DirEntry[str]) -> Kind:
    if entry.is_symlink():
        return Kind.LINK
    return Kind.FILE if entry.is_file(follow_symlinks=False) else Kind.OTHER


def chunks(path: str) -> Iterator[bytes]:
    """What the regular file holds, in pieces. Raises OSError."""
    file = _open(path)
    try:
        yield from opening.chunks(file)
    finally:
        os.close(file)


def _open(path: str) -> int:
    file = opening.open_regular(path)
    if file is None:
        raise OSError(None, "not a regular file", path)
    return file


def sum_file(path: str, blob_hash: str = "") -> Sums:
    """The sums of a regular file; ``blob_hash`` is that by which git names bytes, ``sha1`` or ``sha256``.

    Raises:
        MachineError: It cannot be read, or changes while it is.
    """
    try:
        file = _open(path)
        try:
            return _sums(file, blob_hash, path)
        finally:
            os.close(file)
    except OSError as error:
        raise _refused(error, path, "allow reading it") from error


def _sums(file: int, blob_hash: str, path: str) -> Sums:
    size = os.fstat(file).st_size
    sha256 = hashlib.sha256()
    blob = hashlib.new(blob_hash, b"blob %d\0" % size, usedforsecurity=False) if blob_hash else None
    read = 0
    for chunk in opening.chunks(file):
        read += len(chunk)
        sha256.update(chunk)
        if blob is not None:
            blob.update(chunk)
    if read != size:
        raise MachineError(f"{path} is being written", mend="wait until that is done, then deploy again")
    return Sums(size, sha256.hexdigest(), blob.hexdigest() if blob is not None else "")


def read_bytes(path: Path) -> bytes | None:
    """What the regular file holds; None where there is nothing.

    Raises:
        MachineError: It cannot be read.
    """
    try:
        return b"".join(chunks(os.fspath(path)))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _refused(error, path, "allow reading it") from error


def obstacle(path: Path) -> str:
    """What stands where a file may lie, in words: ``a symbolic link``; empty for a regular file, and for nothing."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return ""
    if stat.S_ISREG(mode):
        return ""
    if stat.S_ISLNK(mode):
        return "a symbolic link"
    return "a folder" if stat.S_ISDIR(mode) else "not a regular file"


def write_bytes(path: Path, content: bytes) -> None:
    """Puts a file in its place, whole or not at all; folders above it are made.

    Raises:
        MachineError: The disk refuses.
    """
    staged = f"{path}.newsgen-new"
    made = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(staged, "wb") as file:
            file.write(content)
        os.replace(staged, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(staged)
        with suppress(OSError):
            for folder in made:
                folder.rmdir()
        raise machine_error(f"cannot write {path}", error, needed=len(content), again="deploy again") from error


def enclosing_repository(folder: Path) -> Path | None:
    """The top of the git repository that the folder lies in, if it lies in one."""
    for above in (folder, *folder.parents):
        if (above / _GIT).exists():
            return above
    return None


def real_path(path: Path) -> str:
    """The path with its links resolved."""
    return os.path.realpath(path)


def overlap(one: Path, other: Path) -> bool:
    """Whether the two are one folder, or one lies in the other; links resolved."""
    first, second = Path(os.path.realpath(one)), Path(os.path.realpath(other))
    return first.is_relative_to(second) or second.is_relative_to(first)


def hides_from_others(folder: Path, paths: Collection[str]) -> str:
    """The first folder, or else file, of these paths that another user of the machine may not read; else empty."""
    root = os.fspath(folder)
    for names, wanted in (
        (["", *sorted(folders_of(paths))], stat.S_IROTH | stat.S_IXOTH),
        (paths, stat.S_IROTH),
    ):
        for name in names:
            place = f"{root}/{name}" if name else root
            if os.stat(place).st_mode & wanted != wanted:
                return place
    return ""


def _refused(error: OSError, path: Path | str, mend: str) -> MachineError:
    place = os.fspath(error.filename or path)
    return MachineError(f"{place}: {reason(error)}", mend=f"{mend}, then deploy again")
