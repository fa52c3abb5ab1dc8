"""The folder of a publication: files are written of which nobody but an import is the author."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from newsgen.errors import UsageError, machine_error
from newsgen.importers.files.reading import digest_of_source, opened
from newsgen.importers.kinds import HEAD
from newsgen.importers.tree import FileSource
from newsgen.opening import create


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "surrogatepass") for piece in pieces)


class Publication:
    """The folder into which stories are imported. Nothing outside of it is touched, and no link in it is followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.written = 0
        """Files that were written."""

    def digest_of(self, path: str) -> str:
        """SHA-256 of a file in hex; empty where there is none. Of what is no file it is no digest."""
        file = self._root / path
        try:
            if file.is_symlink() or not file.is_file():
                return "no file" if file.is_symlink() or file.exists() else ""
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

    def path_to(self, file: str) -> str:
        """The way from the folder to a file anywhere, with slashes."""
        try:
            return Path(os.path.relpath(file, self._root)).as_posix()
        except ValueError:  # on another drive
            return Path(file).resolve().as_posix()

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
            digest.update(content := piece.encode("utf-8", "surrogatepass"))
            size += len(content)
        if self.digest_of(path) != digest.hexdigest():
            self._put(path, lambda file: file.writelines(_encoded(pieces())), size)

    def copy(self, source: FileSource, path: str) -> None:
        """Copies a file from a source, likewise."""
        if self.digest_of(path) == digest_of_source(source):
            return
        with opened(source) as found:
            self._put(path, lambda file: shutil.copyfileobj(found, file), 0)

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
        except OSError as error:
            with suppress(OSError):
                whole.unlink()
            raise machine_error(f"cannot write {path}", error, needed=size, again="call this again") from error
        self.written += 1

    def _refuse_outside(self, target: Path) -> None:
        """Paths are made of slugs, but a folder in the publication may be a link to elsewhere."""
        above = target.parent
        while not above.exists():
            above = above.parent
        if not above.resolve().is_relative_to(self._root.resolve()):
            mend = "put a folder of its own in the place of the link"
            raise UsageError(f"{above} leads out of the publication", mend=mend)
