"""Files that lie together in a source: a folder, or what is packed in one file. Pure; `files.trees` has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

LARGEST = 64_000_000
"""Bytes of a file that is read at once."""
LARGEST_HEAD = 4096
"""Bytes by which it is told what a file is."""
LARGEST_RATIO = 200
"""How many times as large a file may be as it is packed: text is rarely more than 20 times."""
SMALL = 1_000_000
"""Bytes below which it does not matter."""
LARGEST_TOTAL = 64_000_000_000
"""Bytes of all that is packed in one file."""


class UnreadableError(Exception):
    """One file of a source cannot be read; its message says why. All others can."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A file as a crawler has got it from a server."""

    content: bytes
    charset: str
    """As the server has declared it; empty where it has not."""
    address: str
    day: datetime | None
    """When it was captured; if several times, then the first of these."""


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

    def head(self, path: str) -> bytes:
        """The first bytes of a file; none where it cannot be read."""
        ...

    def file(self, path: str) -> FileSource | None:
        """The file, to be copied; None where there is none."""
        ...
