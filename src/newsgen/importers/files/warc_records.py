"""The records of a file of WARC, whether each is packed by itself or none is: what their heads say, where they lie."""

import zlib
from collections.abc import Iterator
from typing import IO

from newsgen.importers.files.warc_files import GZIP, PIECE, SIGN, Part, begins_warc
from newsgen.importers.tree import LARGEST, LARGEST_RATIO, SMALL, UnreadableError
from newsgen.importers.web_records import LONGEST_HEAD, Seen, seen_in

_BEHIND = 1_024
"""Bytes that may follow a record in its piece of gzip: more are the next one."""


class PackedAsOneError(Exception):
    """A file was packed as a whole, and not record by record."""


def records_in(file: IO[bytes], part: Part, faults: list[str]) -> Iterator[tuple[Seen, int, int]]:
    """What the headers of each record say, with begin and end of it; those that are damaged are told.

    Raises:
        PackedAsOneError: The file must be unpacked first.
    """
    at = part.begin
    while at < part.end:
        file.seek(at)
        head = file.read(min(LONGEST_HEAD, part.end - at))
        if not head:
            faults.append(f"{part.label}: its end is missing")
            return
        blank = len(head) - len(head.lstrip(b"\r\n\0"))
        if blank:
            at += blank
            continue
        is_packed = head.startswith(GZIP)
        try:
            seen, end = _packed_record(file, at, part.end) if is_packed else _plain_record(file, head, at, part.end)
        except UnreadableError as error:
            faults.append(f"{part.label}: the record at byte {at - part.begin:,} was passed over: {error}")
            at = _next_record(file, at + 1, part.end)
        else:
            yield seen, at, end
            at = end


def _plain_record(file: IO[bytes], head: bytes, at: int, end: int) -> tuple[Seen, int]:
    seen = seen_in(head)
    last = at + seen.head + seen.length
    if last > end:
        raise UnreadableError("its end is missing")
    file.seek(last)
    behind = file.read(min(16, end - last))
    if behind.strip() and not behind.startswith(b"\r\n\r\n") and not behind.lstrip().startswith(SIGN):
        raise UnreadableError("its length is not what it says")
    return seen, last


def _packed_record(file: IO[bytes], at: int, end: int) -> tuple[Seen, int]:
    """What a record that is packed by itself says, and where its piece of gzip ends."""
    engine, head, size, rest, seen = zlib.decompressobj(31), b"", 0, b"", None
    file.seek(at)
    while not engine.eof:
        data = rest or file.read(min(PIECE, end - file.tell()))
        if not data:
            raise UnreadableError("its end is missing")
        try:
            piece = engine.decompress(data, PIECE)
        except zlib.error as error:
            raise UnreadableError("it is damaged") from error
        size += len(piece)
        rest = engine.unconsumed_tail
        if len(head) < LONGEST_HEAD:
            head += piece[: LONGEST_HEAD - len(head)]
        if seen is None and (engine.eof or len(head) >= LONGEST_HEAD):
            seen = seen_in(head)
        if seen is not None and size > seen.head + seen.length + _BEHIND:
            raise PackedAsOneError
        if size > max(SMALL, LARGEST_RATIO * (file.tell() - at)):
            raise UnreadableError("it is packed like a bomb")
    if seen is None or size < seen.head + seen.length:
        raise UnreadableError("its length is not what it says")
    if head[seen.head + seen.length :].lstrip().startswith(SIGN):
        raise PackedAsOneError
    return seen, file.tell() - len(engine.unused_data)


def _next_record(file: IO[bytes], begin: int, end: int) -> int:
    """Where the next record begins behind one that is damaged; the end where there is none."""
    at, tail = begin, b""
    while at < end:
        file.seek(at)
        more = file.read(min(PIECE, end - at))
        if not more:
            return end  # A damaged WACZ says that it has more than the file has.
        data = tail + more
        first = at - len(tail)
        for sign, shift in ((b"\nWARC/1.", 1), (GZIP, 0)):
            found = data.find(sign)
            while found >= 0:
                if shift or _is_record(file, first + found):
                    return first + found + shift
                found = data.find(sign, found + 1)
        at = first + len(data)
        tail = data[-8:]
    return end


def _is_record(file: IO[bytes], at: int) -> bool:
    file.seek(at)
    return begins_warc(file.read(4096))


def unpacked_record(record: bytes) -> bytes:
    """A record that was packed by itself.

    Raises:
        UnreadableError: It is damaged, or too large.
    """
    engine, found, size, rest = zlib.decompressobj(31), [], 0, record
    try:
        while rest and not engine.eof:
            piece = engine.decompress(rest, PIECE)
            size += len(piece)
            found.append(piece)
            rest = engine.unconsumed_tail
            if size > LARGEST + LONGEST_HEAD:
                raise UnreadableError(f"it has more than {LARGEST:,} bytes")
    except zlib.error as error:
        raise UnreadableError("it is damaged") from error
    return b"".join(found)
