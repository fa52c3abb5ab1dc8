"""A commit as `git fast-import` reads it; see its manual."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsgen.deploy.outside.disk import chunks
from newsgen.deploy.outside.private_repo import AGAIN, NEXT
from newsgen.errors import MachineError, reason

_MODE = b"100644"
_TOLD_MODES = {"100664": "100644"}
"""What trees of old held, and `git fast-import` takes no more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the branch."""

    mode: str
    blob: str
    """The name of its bytes; of what is no file, a submodule say, that of something else."""

    @property
    def is_file(self) -> bool:
        """Whether it is neither a symbolic link nor a submodule."""
        return self.mode.startswith("100")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that is to be on the branch, and where its bytes are: on the disk, here, or there already."""

    blob: str
    size: int
    origin: str = ""
    """A path on the disk."""
    content: bytes | None = None


def commit_stream(
    files: Mapping[str, Piece],
    removed: Iterable[str],
    kept: Mapping[str, Entry],
    *,
    lying: Collection[str],
    people: Iterable[bytes],
    message: str,
    tip: str,
) -> Iterator[bytes]:
    """A commit with these files, and with what is kept of the tip, as the newest of newsgen's repository.

    ``lying`` are names of bytes that lie there already, ``people`` the lines that say whose commit it is, and ``tip``
    is the commit that it goes on top of; empty for none.
    """
    marks: dict[str, bytes] = {}
    for piece in files.values():
        if piece.blob not in lying and piece.blob not in marks:
            marks[piece.blob] = b":%d" % (len(marks) + 1)
            yield b"blob\nmark %b\ndata %d\n" % (marks[piece.blob], piece.size)
            yield from _bytes_of(piece)
            yield b"\n"
    text = message.encode()
    yield b"commit %b\n" % NEXT.encode()
    yield from people
    yield b"data %d\n%b\n" % (len(text), text)
    if tip:
        yield b"from %b\n" % tip.encode()
    for path in removed:
        yield b"D %b\n" % _quoted(path)
    for path, entry in kept.items():
        mode = _TOLD_MODES.get(entry.mode, entry.mode)
        yield b"M %b %b %b\n" % (mode.encode(), entry.blob.encode(), _quoted(path))
    for path, piece in files.items():
        name = marks.get(piece.blob, piece.blob.encode())
        yield b"M %b %b %b\n" % (_MODE, name, _quoted(path))
    yield b"\ndone\n"


def _bytes_of(piece: Piece) -> Iterator[bytes]:
    """The bytes of a piece: as many as were there when it was summed."""
    if piece.content is not None:
        yield piece.content
        return
    left = piece.size
    try:
        for chunk in chunks(piece.origin):
            left -= len(chunk)
            yield chunk
    except OSError as error:
        raise MachineError(f"{piece.origin}: {reason(error)}", mend=AGAIN) from error
    if left:
        raise MachineError(f"{piece.origin} is being written", mend="wait until that is done, then deploy again")


def _quoted(path: str) -> bytes:
    """A path as `git fast-import` takes any."""
    name = os.fsencode(path).replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"%b"' % name
