"""Sources as an archivist names them: files, standard input, and what lies beside."""

import hashlib
import os
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from importlib.resources import files as package_files
from pathlib import Path
from typing import IO, Any

import yaml

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a build of PyYAML without libyaml: the same, but slow
    from yaml import SafeLoader  # type: ignore[assignment]

from newsgen.errors import UsageError
from newsgen.importers.kinds import HEAD
from newsgen.importers.tree import FileSource, UnreadableError

STANDARD_INPUT = "-"
_FETCH_AGAIN = "fetch the file once more"
_OWN = ("content", "imports", "build", "newsgen.yaml")
"""What of a publication nothing is imported from."""
LARGEST_TEXT = 64_000_000
"""Bytes of a text that is read at once."""


def refuse_no_source(root: Path, name: str) -> None:
    """Refuses what is not there, what is no file and no folder, and what this publication has itself.

    Raises:
        UsageError: It is such.
    """
    path = Path(name)
    if not os.path.lexists(name):
        raise UsageError(f"{name} cannot be read: there is no such file or folder", mend="name one that is there")
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise UsageError(f"{name} is no file and no folder", mend="give what it says as standard input: `-`")
    found, own = path.resolve(), root.resolve()
    if found == own or any(found.is_relative_to(own / each) for each in _OWN):
        mend = "its stories are here already; name a folder outside of content/, imports/ and build/"
        raise UsageError(f"{name} is of the publication itself", mend=mend)


def refuse_no_picture(name: str) -> None:
    """Refuses a picture that is not there, before a story is written that shows it.

    Raises:
        UsageError: There is no such file.
    """
    if name and not os.path.isfile(name):  # noqa: PTH113 - of a name with a NUL it says no
        raise UsageError(f"--picture {name} is no file", mend="name the picture's file")


def read_source(name: str, limit: int = LARGEST_TEXT) -> bytes:
    """The bytes of a file that an archivist names, or of standard input.

    Raises:
        UsageError: It cannot be read, or is too large.
    """
    try:
        if name == STANDARD_INPUT:
            content = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(limit + 1)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}", mend="name a file that you may read") from error
    if len(content) > limit:
        raise UsageError(f"{name} has more than {limit:,} bytes, too many for a text", mend="name its kind with --as")
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
            raise UsageError(
                f"--files {folder} is no folder",
                mend="name the folder in which the pictures and files of the old site lie",
            )
        self._roots = [Path(folder, inner) for inner in ("wp-content/uploads", "uploads", "")] if folder else []

    def find(self, path: str) -> str:
        """The file at a path below the folder of uploads; empty where there is none, or where it would lie outside."""
        for root in self._roots:
            file = root / path
            if file.is_file() and file.resolve().is_relative_to(root.resolve()):
                return str(file)
        return ""


def opened(source: FileSource) -> IO[bytes]:
    """A file of a source, to be read.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        return Path(source).open("rb") if isinstance(source, str) else source.open()
    except (OSError, UnreadableError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{source} cannot be read: {why}", mend="name a file that you may read") from error


def pieces_in(source: FileSource) -> Iterator[bytes]:
    """The bytes of a file of a source, piece by piece.

    Raises:
        UsageError: It cannot be read, or not to its end.
    """
    with opened(source) as file:
        try:
            while piece := file.read(1 << 20):
                yield piece
        except (OSError, EOFError, RuntimeError, ValueError, zlib.error, zipfile.BadZipFile, UnreadableError) as error:
            why = error.strerror if isinstance(error, OSError) else error if isinstance(error, UnreadableError) else ""
            raise UsageError(f"{source} cannot be read: {why or 'it is damaged'}", mend=_FETCH_AGAIN) from error


def picture_beside(name: str, suffixes: Iterable[str]) -> str:
    """The picture that lies beside a text under its name; empty where there is none."""
    if name == STANDARD_INPUT:
        return ""
    stem = Path(name).with_suffix("")
    found = (stem.with_name(stem.name + suffix) for suffix in suffixes)
    return next((str(path) for path in found if path.is_file()), "")


def digest_of_source(source: FileSource) -> str:
    """SHA-256 of a file that is copied, in hex.

    Raises:
        UsageError: It cannot be read.
    """
    if not isinstance(source, str) and source.digest:
        return source.digest
    digest = hashlib.sha256()
    for piece in pieces_in(source):
        digest.update(piece)
    return digest.hexdigest()


def pasted_words(name: str) -> dict[str, Any]:
    """Words of many languages by which lines around a story are known: ``leftovers.yaml``, ``words.yaml``."""
    found = (package_files("newsgen.importers.pasted") / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(found, Loader=SafeLoader)
    return loaded
