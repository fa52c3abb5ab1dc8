"""The files of WARC that a file is, or has packed in it: WACZ, and what was packed as a whole."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from newsgen.errors import UsageError
from newsgen.importers.tree import LARGEST_RATIO, LARGEST_TOTAL, SMALL, UnreadableError

SIGN = b"WARC/"
"""With which each record begins."""
GZIP = b"\x1f\x8b\x08"
PIECE = 1 << 18
"""Bytes that are read at once."""
_SUFFIXES = (".warc", ".warc.gz")


def is_web_archive(name: str) -> bool:
    """Whether a file is one of WARC, packed or not, or of WACZ: its first bytes tell, and what is packed in it."""
    try:
        with Path(name).open("rb") as file:
            head = file.read(4096)
        if head.startswith(b"PK") and zipfile.is_zipfile(name):
            with zipfile.ZipFile(name) as archive:
                names = set(archive.namelist())
            return any(each.startswith("archive/") and each.endswith(_SUFFIXES) for each in names)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    return head.startswith(SIGN) or (head.startswith(GZIP) and (begins_warc(head) or name.endswith(_SUFFIXES)))


def archives_in(paths: Sequence[str]) -> list[str]:
    """Those of the files in a folder that are WARC or WACZ, as their names say."""
    return [path for path in paths if path.lower().endswith((*_SUFFIXES, ".wacz"))]


def begins_warc(head: bytes) -> bool:
    """Whether what is packed begins as a file of WARC does."""
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(head, 16).startswith(SIGN)
    return False


@dataclass(frozen=True, slots=True)
class Part:
    """A file of WARC: one on the disk, a stretch of a WACZ file, or what was unpacked of one."""

    label: str
    """As messages name it."""
    path: str
    begin: int
    end: int
    unpacked: IO[bytes] | None = None
    """A file without a name."""

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        """The file, to be read."""
        if self.unpacked is not None:
            yield self.unpacked
            return
        with Path(self.path).open("rb") as file:
            yield file


def parts_of_file(name: str, faults: list[str]) -> Iterator[Part]:
    """The files of WARC that a file is, or has packed in it."""
    try:
        if not zipfile.is_zipfile(name) or not is_web_archive(name):
            yield Part(name, name, 0, Path(name).stat().st_size)
            return
        with zipfile.ZipFile(name) as archive:
            for info in archive.infolist():
                if not info.filename.startswith("archive/") or not info.filename.endswith(_SUFFIXES):
                    continue
                label = f"{name}: {info.filename}"
                if info.flag_bits & 1:
                    faults.append(f"{label} is locked with a password")
                elif info.compress_type == zipfile.ZIP_STORED and info.file_size == info.compress_size:
                    with Path(name).open("rb") as file:
                        file.seek(info.header_offset + 26)
                        lengths = file.read(4)
                        begin = file.tell() + sum(int.from_bytes(lengths[at : at + 2], "little") for at in (0, 2))
                    yield Part(label, name, begin, begin + info.file_size)
                else:
                    yield _inflated_member(archive, info, label, faults)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise UsageError(f"{name} cannot be read: {error}", mend="fetch the file once more") from error


def _inflated_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, faults: list[str]) -> Part:
    pieces: Iterator[bytes] = iter(())
    if info.file_size > max(SMALL, LARGEST_RATIO * info.compress_size) or info.file_size > LARGEST_TOTAL:
        faults.append(f"{label} is packed like a bomb")
    else:
        pieces = _member_pieces(archive, info)
    return _spooled(pieces, label, faults)


def _member_pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as member:
        while piece := member.read(PIECE):
            yield piece


def unpacked(file: IO[bytes], part: Part, faults: list[str]) -> Part:
    """What was packed as a whole, in a file without a name."""
    return _spooled(_gzip_pieces(file, part.end), part.label, faults)


def _spooled(pieces: Iterator[bytes], label: str, faults: list[str]) -> Part:
    whole = TemporaryFile()  # noqa: SIM115 - it lives as long as the part does
    size = 0
    try:
        for piece in pieces:
            if size > LARGEST_TOTAL:
                faults.append(f"{label} is packed like a bomb: only its first {size:,} bytes were read")
                break
            size += whole.write(piece)
    except UnreadableError as error:
        faults.append(f"{label}: {error}, after {size:,} bytes")
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        faults.append(f"{label}: it is damaged, after {size:,} bytes")
    return Part(label, "", 0, size, whole)


def _gzip_pieces(file: IO[bytes], end: int) -> Iterator[bytes]:
    """What is in one piece of gzip, or several; `file` stands behind the last at the end.

    Raises:
        UnreadableError: It is packed like a bomb.
        zlib.error: It is damaged.
    """
    engine, rest, size, begin = zlib.decompressobj(31), b"", 0, file.tell()
    while True:
        data = rest or file.read(min(PIECE, end - file.tell()))
        if not data:
            if not engine.eof:
                raise zlib.error("it ends too early")
            return
        piece = engine.decompress(data, PIECE)
        size += len(piece)
        if size > max(SMALL, LARGEST_RATIO * (file.tell() - begin)):
            raise UnreadableError("it is packed like a bomb")
        yield piece
        rest = engine.unconsumed_tail
        if engine.eof:
            rest = engine.unused_data
            if not rest.startswith(GZIP) and len(rest) >= len(GZIP):
                return
            if rest:
                engine = zlib.decompressobj(31)
