"""The I/O of this package: reads sources, and writes files of which nobody but an import is the author."""

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.resources import files as package_files
from pathlib import Path
from typing import IO

from newsgen.errors import UsageError, machine_error
from newsgen.importers.kinds import HEAD
from newsgen.importers.record import RECORD

STANDARD_INPUT = "-"
LARGEST_TEXT = 64_000_000
"""Bytes of a text that is read at once."""


def read_source(name: str) -> bytes:
    """The bytes of a file that an archivist names, or of standard input.

    Raises:
        UsageError: It cannot be read, or is too large.
    """
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(LARGEST_TEXT + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", mend="name a file that you may read") from error
    if len(content) > LARGEST_TEXT:
        raise UsageError(
            f"{name} has more than {LARGEST_TEXT:,} bytes, too many for a text", mend="name its kind with --as"
        )
    return content


def head_of(name: str) -> bytes:
    """The first bytes of a file.

    Raises:
        UsageError: It cannot be read.
    """
    return next(pieces_of(name, HEAD), b"")


def pieces_of(name: str, size: int = 1 << 20) -> Iterator[bytes]:
    """The bytes of a file, piece by piece.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with Path(name).open("rb") as file:
            while piece := file.read(size):
                yield piece
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", mend="name a file that you may read") from error


class Uploads:
    """The folder in which the files lie that were uploaded to a site."""

    def __init__(self, folder: str) -> None:
        if folder and not Path(folder).is_dir():
            raise UsageError(f"--files {folder} is no folder", mend="name the folder that has wp-content/uploads in it")
        self._roots = [Path(folder, inner) for inner in ("wp-content/uploads", "uploads", "")] if folder else []

    def find(self, path: str) -> str:
        """The file at a path below the folder of uploads; empty where there is none, or where it would lie outside."""
        for root in self._roots:
            file = root / path
            if file.is_file() and file.resolve().is_relative_to(root.resolve()):
                return str(file)
        return ""


def picture_beside(name: str, suffixes: Iterable[str]) -> str:
    """The picture that lies beside a text under its name; empty where there is none."""
    if name == STANDARD_INPUT:
        return ""
    stem = Path(name).with_suffix("")
    found = (stem.with_name(stem.name + suffix) for suffix in suffixes)
    return next((str(path) for path in found if path.is_file()), "")


def digest_of_source(name: str) -> str:
    """SHA-256 of a file that is copied, in hex.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with Path(name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", mend="name a file that you may read") from error


def pasted_words(name: str) -> str:
    """Words of many languages by which lines around a story are known: ``leftovers.yaml``, ``words.yaml``."""
    return (package_files("newsgen.importers.pasted") / name).read_text(encoding="utf-8")


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

    def record(self) -> str:
        """What earlier imports have left; empty where there was none.

        Raises:
            UsageError: It cannot be read.
        """
        file = self._root / RECORD
        try:
            return file.read_text(encoding="utf-8") if file.exists() else ""
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{RECORD} cannot be read", mend="make it readable; it is text in UTF-8") from error

    def write(self, path: str, content: bytes) -> None:
        """Puts a file there, at once: it is never half-written. One that is as it should be is left alone.

        Raises:
            UsageError: The path leads out of the folder.
            MachineError: It cannot be written.
        """
        if self.digest_of(path) == hashlib.sha256(content).hexdigest():
            return
        self._put(path, lambda file: file.write(content), len(content))

    def copy(self, source: str, path: str) -> None:
        """Copies a file from a source, likewise."""
        if self.digest_of(path) == digest_of_source(source):
            return
        with Path(source).open("rb") as opened:
            self._put(path, lambda file: shutil.copyfileobj(opened, file), os.fstat(opened.fileno()).st_size)

    def _put(self, path: str, fill: Callable[[IO[bytes]], object], size: int) -> None:
        target = self._root / path
        self._refuse_outside(target)
        whole = target.with_name(f".{target.name}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with whole.open("wb") as file:
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
