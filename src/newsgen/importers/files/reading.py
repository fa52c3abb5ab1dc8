"""Sources as an archivist names them: files, standard input, and what lies beside."""

import hashlib
import sys
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
    with opened(source) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def pasted_words(name: str) -> dict[str, Any]:
    """Words of many languages by which lines around a story are known: ``leftovers.yaml``, ``words.yaml``."""
    found = (package_files("newsgen.importers.pasted") / name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(found, Loader=SafeLoader)
    return loaded
