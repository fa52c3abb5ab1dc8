"""The I/O of this package: opens files that are published as they are. No other module here touches the disk."""

import io
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsgen.opening import open_regular

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file that is open for reading. Must be closed."""

    file: io.FileIO
    size: int

    def read(self, part: range) -> Iterator[bytes]:
        """Some bytes of it, in pieces; fewer where the file has become shorter."""
        self.file.seek(part.start)
        left = len(part)
        while left and (chunk := self.file.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        """Lets go of it."""
        self.file.close()


def open_inside(path: str, borders: Sequence[Path]) -> OpenFile | None:
    """Opens a regular file that really lies in one of these folders; None where there is none."""
    real = Path(os.path.realpath(path))
    if not any(real.is_relative_to(border.resolve()) for border in borders):
        return None
    try:
        file = open_regular(str(real))
    except OSError:
        return None
    return None if file is None else OpenFile(io.FileIO(file), os.fstat(file).st_size)


def identities(folders: Iterable[Path]) -> tuple[tuple[int, int] | None, ...]:
    """What tells each folder from another one in its place; None where there is none."""
    return tuple(map(_identity, folders))


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None


def read_client() -> bytes:
    """The script that pages of a preview load."""
    return (Path(__file__).parent / "client.js").read_bytes()
