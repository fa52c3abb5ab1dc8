"""Files that lie together in a source: a folder, or what is packed in one file. Pure; `files.trees` has them."""

from collections.abc import Sequence
from typing import IO, Protocol

LARGEST = 64_000_000
"""Bytes of a file that is read at once."""


class UnreadableError(Exception):
    """One file of a source cannot be read; its message says why. All others can."""


class Packed(Protocol):
    """A file that is none of the archivist's on the disk."""

    @property
    def digest(self) -> str:
        """SHA-256 in hex, where that is known before it is read; else empty."""
        ...

    def open(self) -> IO[bytes]:
        """The file, to be read.

        Raises:
            UnreadableError: It cannot be.
        """
        ...

    def __str__(self) -> str:
        """As messages name it."""
        ...


FileSource = str | Packed
"""A file that is copied from a source: its path on the disk, or what is packed somewhere."""


class Tree(Protocol):
    """Files, by their paths: relative, with slashes, never out of the tree."""

    name: str
    """As messages call it."""

    def paths(self) -> Sequence[str]:
        """All files, sorted."""
        ...

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """The bytes of a file.

        Raises:
            UnreadableError: It is not there, cannot be read, or has more than ``limit``.
        """
        ...

    def file(self, path: str) -> FileSource | None:
        """The file, to be copied; None where there is none."""
        ...
