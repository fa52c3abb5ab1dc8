"""The door of this room: opens files that are published as they are. No other module here touches the disk."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open for reading. Must be closed."""

    descriptor: int
    size: int

    def read(self, part: range) -> Iterator[bytes]:
        """Some bytes of it, in pieces; fewer where the file has become shorter."""
        os.lseek(self.descriptor, part.start, os.SEEK_SET)
        left = len(part)
        while left and (chunk := os.read(self.descriptor, min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Lets go of it."""
        os.close(self.descriptor)


def open_inside(path: str, borders: Sequence[Path]) -> OpenFile | None:
    """Opens a regular file that really lies in one of these folders; None where there is none."""
    real = Path(os.path.realpath(path))
    if not any(real.is_relative_to(border.resolve()) for border in borders):
        return None
    try:
        descriptor = os.open(real, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)
    except OSError:
        return None
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        return None
    return OpenFile(descriptor, found.st_size)


def folders_among(paths: Iterable[Path]) -> list[Path]:
    """Those of these paths at which folders lie."""
    return [path for path in paths if path.is_dir()]


def read_client() -> bytes:
    """The script that pages of a preview load."""
    return (Path(__file__).parent / "client.js").read_bytes()
