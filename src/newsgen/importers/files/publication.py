"""The folder of a publication: files are written of which nobody but an import is the author."""

import errno
import hashlib
import json
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from newsgen.errors import MachineError, UsageError, machine_error
from newsgen.importers.files.reading import pieces_in
from newsgen.importers.kinds import HEAD
from newsgen.importers.tree import FileSource
from newsgen.opening import create, open_to_add

_NO_LINK = "put a folder of its own in the place of the link"


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    # Names of files may hold bytes that are no UTF-8: as `\\udcff` they are the same in JSON, and letters elsewhere.
    return (piece.encode("utf-8", "backslashreplace") for piece in pieces)


class Publication:
    """The folder into which stories are imported. Nothing outside of it is touched, and no link in it is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.written = 0
        """Files that were written."""
        self._growing: set[str] = set()
        """Files to which lines were added."""

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the folder, so that two imports never write at once.

        The system lets go of it when the process ends, however it ends; nothing is left of that.

        Raises:
            MachineError: Another import holds it.
        """
        folder = _locked(self._root)
        try:
            yield
        finally:
            if folder is not None:
                os.close(folder)

    def digest_of(self, path: str) -> str:
        """SHA-256 of a file in hex; empty where there is none. Of what is no file, or cannot be read, it is no digest.

        Raises:
            MachineError: It cannot be told whether there is one.
        """
        file = self._root / path
        try:
            found = file.lstat()
        except (FileNotFoundError, NotADirectoryError):
            return ""
        except OSError as error:
            raise machine_error(f"cannot look at {path}", error, again="call this again") from error
        try:
            if not stat.S_ISREG(found.st_mode):
                return "no file"
            with file.open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            return "no file"

    def head_of(self, path: str) -> str:
        """The beginning of a text that newsgen has written; empty where there is none."""
        try:
            with (self._root / path).open(encoding="utf-8", errors="replace") as file:
                return file.read(HEAD)
        except OSError:
            return ""

    def text(self, path: str) -> str:
        """What earlier imports have left in a file; empty where there is none.

        Raises:
            UsageError: It cannot be read.
        """
        file = self._root / path
        try:
            return file.read_text(encoding="utf-8") if file.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{path} cannot be read", mend="make it readable; it is text in UTF-8") from error

    def words_of(self, path: str) -> str:
        """What stands in a file of the publication; empty where there is none, or it is no text."""
        try:
            return self.text(path)
        except UsageError:
            return ""

    def path_to(self, file: str) -> str:
        """The way from the folder to a file anywhere, with slashes."""
        return way_from(self._root, file)

    def write(self, path: str, content: bytes) -> None:
        """Puts a file there, at once: it is never half-written. One that is as it should be is left alone.

        Raises:
            UsageError: The path leads out of the folder.
            MachineError: It cannot be written.
        """
        if self.digest_of(path) == hashlib.sha256(content).hexdigest():
            return
        self._put(path, lambda file: file.write(content), len(content))

    def write_pieces(self, path: str, pieces: Callable[[], Iterable[str]]) -> None:
        """Puts a text there, likewise, of which not all is in memory; its pieces are asked for twice."""
        digest = hashlib.sha256()
        size = 0
        for piece in pieces():
            digest.update(content := piece.encode("utf-8", "backslashreplace"))
            size += len(content)
        if self.digest_of(path) != digest.hexdigest():
            self._put(path, lambda file: file.writelines(_encoded(pieces())), size)

    def add_line(self, path: str, line: str) -> None:
        """Adds a line to a text at once: what an import that is ended has done is known to the next one.

        Raises:
            UsageError: The path leads out of the folder, or a link lies there.
            MachineError: It cannot be written.
        """
        target = self._root / path
        if path not in self._growing:
            self._refuse_outside(target)
            if target.is_symlink():
                raise UsageError(f"{path} is a link", mend="put a file in its place")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(open_to_add(str(target)), "r+b") as file:
                if path not in self._growing:
                    _drop_half_line(file)
                file.seek(0, os.SEEK_END)
                file.write(line.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise machine_error(f"cannot write {path}", error, needed=len(line), again="call this again") from error
        if path not in self._growing:
            self._growing.add(path)
            self.written += 1

    def copy(self, source: FileSource, path: str, wanted: str) -> None:
        """Copies a file from a source, likewise; ``wanted`` is its digest.

        Raises:
            UsageError: It cannot be read, or is another one by now; or the path leads out of the folder.
            MachineError: It cannot be written.
        """
        if self.digest_of(path) != wanted:
            self._put(path, lambda file: _copy(source, file, wanted), 0)

    def _put(self, path: str, fill: Callable[[IO[bytes]], object], size: int) -> None:
        target = self._root / path
        self._refuse_outside(target)
        whole = target.with_name(f".{target.name}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            whole.unlink(missing_ok=True)  # of an import that was ended, or a link that somebody has laid
            with os.fdopen(create(str(whole)), "wb") as file:
                fill(file)
            whole.replace(target)
        except BaseException as error:
            with suppress(OSError):
                whole.unlink()
            if not isinstance(error, OSError):
                raise  # a source that cannot be read, or somebody has ended the import
            raise machine_error(f"cannot write {path}", error, needed=size, again="call this again") from error
        if path not in self._growing:
            self.written += 1

    def _refuse_outside(self, target: Path) -> None:
        """Paths are made of slugs, but a folder in the publication may be a link to elsewhere."""
        above = target.parent
        while not above.exists():
            if above.is_symlink():
                raise UsageError(f"{above} is a link that leads nowhere", mend=_NO_LINK)
            above = above.parent
        if not above.is_dir():
            raise UsageError(f"{above} is no folder", mend="put it elsewhere")
        if not above.resolve().is_relative_to(self._root.resolve()):
            raise UsageError(f"{above} leads out of the publication", mend=_NO_LINK)


def _copy(source: FileSource, file: IO[bytes], wanted: str) -> None:
    digest = hashlib.sha256()
    for piece in pieces_in(source):
        digest.update(piece)
        file.write(piece)
    if digest.hexdigest() != wanted:
        raise UsageError(f"{source} has changed while it was read", mend="import once more")


def _drop_half_line(file: IO[bytes]) -> None:
    """Takes away what whoever was ended has written of a line; a whole one that lacks its end gets it."""
    tail, size = b"", file.seek(0, os.SEEK_END)
    end = size
    while end and b"\n" not in tail:
        start = max(0, end - HEAD)
        file.seek(start)
        tail, end = file.read(end - start) + tail, start
    tail = tail.rpartition(b"\n")[2]
    if not tail:
        return
    try:
        json.loads(tail)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    except ValueError:
        file.truncate(size - len(tail))


def _locked(root: Path) -> int | None:
    """The open folder, which is ours alone until it is closed; None where the system has no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415 - not everywhere

    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError:
        return None  # Whatever is to be written will tell.
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(folder)
        if error.errno in {errno.EWOULDBLOCK, errno.EACCES}:
            raise MachineError("another import is at work here", mend="wait for it to end, or stop it") from error
        return None
    return folder


def way_from(folder: Path, file: str) -> str:
    """The way from a folder to a file anywhere, with slashes, however the file is named."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # on another drive
        return Path(file).resolve().as_posix()
