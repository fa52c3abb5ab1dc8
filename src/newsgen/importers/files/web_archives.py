"""WARC and WACZ files as trees: where each record lies is remembered, and its body is read when it is asked for."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from newsgen.errors import UsageError
from newsgen.importers.tree import LARGEST, LARGEST_RATIO, LARGEST_TOTAL, SMALL, Captured, UnreadableError
from newsgen.importers.web_records import LONGEST_HEAD, Seen, body_in, key_of, seen_in

_SIGN = b"WARC/"
_GZIP = b"\x1f\x8b\x08"
_SUFFIXES = (".warc", ".warc.gz")
_PIECE = 1 << 18
_BEHIND = 1_024
"""Bytes that may follow a record in its piece of gzip: more are the next one."""
_MOST_FAULTS = 20
"""Of one file that are told one by one."""
_PICTURE = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif))?/*\Z", re.IGNORECASE)
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_FOUND = 200
_NO_OTHER = (0, _FOUND, 304)
"""What servers say where a page is what it was."""


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
    return head.startswith(_SIGN) or (head.startswith(_GZIP) and (_begins(head) or name.endswith(_SUFFIXES)))


def archives_in(paths: Sequence[str]) -> list[str]:
    """Those of the files in a folder that are WARC or WACZ, as their names say."""
    return [path for path in paths if path.lower().endswith((*_SUFFIXES, ".wacz"))]


def _begins(head: bytes) -> bool:
    with suppress(zlib.error):
        return zlib.decompressobj(31).decompress(head, 16).startswith(_SIGN)
    return False


@dataclass(frozen=True, slots=True)
class _Part:
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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record lies."""

    part: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class _Capture:
    """An address as it was captured."""

    place: _Place
    address: str
    order: datetime
    """The newest counts."""
    day: datetime | None
    """When this very body was captured first."""
    charset: str
    digest: str
    suffix: str
    """Of a picture; empty for a page."""


class _PackedAsOneError(Exception):
    """A file was packed as a whole, and not record by record."""


@dataclass(frozen=True)
class _File:
    """A picture of a web archive."""

    archive: "WebArchive"
    key: str
    digest: str = ""

    def open(self) -> IO[bytes]:
        """The file, to be read."""
        return io.BytesIO(self.archive.read(self.key))

    def __str__(self) -> str:
        """As messages name it."""
        return f"{self.archive.name}: {self.key}"


@dataclass(eq=False)
class WebArchive:
    """The pages and pictures of one or several files of WARC or WACZ, by their web addresses: host, path, query."""

    names: Sequence[str]
    name: str = ""
    faults: list[str] = field(default_factory=list)
    """Records that cannot be read; known when there was a question for any path."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Likewise: kinds of records that are neither page nor picture, or older."""
    notes: list[str] = field(default_factory=list)
    """Likewise: what is in it, for a person to read."""
    _parts: list[_Part] = field(default_factory=list)
    _revisits: list[Seen] = field(default_factory=list)
    _by_digest: dict[str, _Capture] = field(default_factory=dict)
    _by_identity: dict[str, _Capture] = field(default_factory=dict)
    _cut: int = 0
    _feeds: dict[str, _Capture] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.name or self.names[0]

    def __del__(self) -> None:
        for part in self._parts:
            if part.unpacked is not None:
                part.unpacked.close()

    def paths(self) -> Sequence[str]:
        """All pages and pictures, sorted."""
        return sorted(self._captures)

    def pages(self) -> Sequence[str]:
        """All pages, sorted."""
        return sorted(key for key, capture in self._captures.items() if not capture.suffix)

    def feeds(self) -> Sequence[str]:
        """All feeds and sitemaps, sorted; they are none of the paths."""
        return sorted(self._feeds) if self._captures else []

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """The bytes of a page or a picture, as a browser would have got them."""
        return self.captured(path, limit).content

    def file(self, path: str) -> _File | None:
        """The page or picture, to be copied; None where there is none."""
        return _File(self, path) if path in self._captures else None

    def captured(self, path: str, limit: int = LARGEST) -> Captured:
        """A page or picture, and what is known of it.

        Raises:
            UnreadableError: It is not there, cannot be read, or has more than ``limit``.
        """
        capture = self._captures.get(path) or self._feeds.get(path)
        if capture is None:
            raise UnreadableError("there is no such file")
        part = self._parts[capture.place.part]
        try:
            with part.opened() as file:
                file.seek(capture.place.begin)
                record = file.read(min(capture.place.end - capture.place.begin, LARGEST + LONGEST_HEAD))
        except OSError as error:
            raise UnreadableError(str(error.strerror).lower()) from error
        if record.startswith(_GZIP):
            record = _whole(record)
        return Captured(body_in(record, limit), capture.charset, capture.address, capture.day)

    def picture(self, address: str) -> tuple[str, str, _File] | None:
        """Name, path here, and file of the picture of an address; the largest where only other sizes were captured."""
        key = key_of(address)
        host, slash, rest = key.partition("/")
        other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        for each in (key, f"{other}{slash}{rest}"):
            for found in (each, self._sizes.get(each.partition("?")[0], "")):
                capture = self._captures.get(found)
                if capture is not None and capture.suffix:
                    stem = _PICTURE.sub("", found.partition("?")[0])
                    return f"{stem}.{capture.suffix}", found, _File(self, found)
        return None

    @cached_property
    def _sizes(self) -> dict[str, str]:
        """Address of each picture without what it asks, to the largest of its captures."""
        found: dict[str, str] = {}
        for key, capture in self._captures.items():
            bare = key.partition("?")[0]
            if capture.suffix and (bare not in found or _size(capture) > _size(self._captures[found[bare]])):
                found[bare] = key
        return found

    @cached_property
    def _captures(self) -> dict[str, _Capture]:
        """Path of each page and picture to its newest capture."""
        found: dict[str, _Capture] = {}
        for part in (part for name in self.names for part in _parts_of(name, self.faults)):
            self._read_part(part, found)
        for seen in self._revisits:
            original = self._original(seen)
            if original is not None:
                moment = seen.day or _EARLIEST
                self._offer(found, key_of(seen.address), replace(original, address=seen.address, order=moment))
            elif seen.status in _NO_OTHER:
                self.passed_over["captures whose text is in another file of the crawl"] += 1
        pictures = sum(bool(capture.suffix) for capture in found.values())
        self.notes.append(f"a crawl: {len(found) - pictures:,} pages and {pictures:,} pictures, each as captured last")
        if self._cut:
            self.notes.append(f"{self._cut:,} of them were cut off by the crawler, as it says itself")
        self._revisits.clear()
        self._by_digest.clear()
        self._by_identity.clear()
        return found

    def _read_part(self, part: _Part, found: dict[str, _Capture]) -> None:
        faults: list[str] = []
        try:
            with part.opened() as file:
                try:
                    self._take(part, _records(file, part, faults), found)
                except _PackedAsOneError:
                    file.seek(part.begin)
                    whole = _unpacked(file, part, faults)
                    self._take(whole, _records(whole.unpacked or file, whole, faults), found)
        except OSError as error:
            faults.append(f"{part.label} cannot be read: {error.strerror}")
        self.faults.extend(islice(faults, _MOST_FAULTS))
        if len(faults) > _MOST_FAULTS:
            self.faults.append(f"{part.label}: {len(faults) - _MOST_FAULTS:,} further records are damaged")

    def _take(self, part: _Part, records: Iterator[tuple[Seen, int, int]], found: dict[str, _Capture]) -> None:
        self._parts.append(part)
        number = len(self._parts) - 1
        for seen, begin, end in records:
            key = key_of(seen.address) if seen.type in {"response", "resource", "revisit"} else ""
            if not key:
                continue
            if seen.type == "revisit":
                self._revisits.append(seen)
            elif seen.status != _FOUND:
                self.passed_over[f"answers of servers that are no page: {seen.status or 'none of HTTP'}"] += 1
            elif not seen.is_page and not seen.suffix:
                self.passed_over["files that are neither pages nor pictures"] += 1
                if seen.is_feed:
                    place, day = _Place(number, begin, end), seen.day
                    self._feeds[key] = _Capture(place, seen.address, day or _EARLIEST, day, seen.charset, "", "xml")
            else:
                self._cut += seen.is_cut
                suffix = "" if seen.is_page else seen.suffix
                capture = _Capture(
                    _Place(number, begin, end),
                    seen.address,
                    seen.day or _EARLIEST,
                    seen.day,
                    seen.charset,
                    seen.digest,
                    suffix,
                )
                if seen.identity:
                    self._by_identity[seen.identity] = capture
                for sign in (seen.digest, f"{key} {seen.day}"):
                    if sign:
                        self._by_digest.setdefault(sign, capture)
                self._offer(found, key, capture)

    def _original(self, seen: Seen) -> _Capture | None:
        """The capture that has the body of a revisit."""
        named = f"{key_of(seen.refers_to_address)} {seen.refers_to_day}"
        return self._by_identity.get(seen.refers_to) or self._by_digest.get(seen.digest) or self._by_digest.get(named)

    def _offer(self, found: dict[str, _Capture], key: str, capture: _Capture) -> None:
        known = found.get(key)
        if known is None:
            found[key] = capture
            return
        self.passed_over["older captures of the same address"] += 1
        newest, other = (capture, known) if capture.order >= known.order else (known, capture)
        if newest.digest and newest.digest == other.digest and newest.day and other.day:
            newest = replace(newest, day=min(newest.day, other.day))
        found[key] = newest


def _size(capture: _Capture) -> int:
    return capture.place.end - capture.place.begin


def _parts_of(name: str, faults: list[str]) -> Iterator[_Part]:
    """The files of WARC that a file is, or has packed in it."""
    try:
        if not zipfile.is_zipfile(name) or not is_web_archive(name):
            yield _Part(name, name, 0, Path(name).stat().st_size)
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
                    yield _Part(label, name, begin, begin + info.file_size)
                else:
                    yield _inflated_member(archive, info, label, faults)
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise UsageError(f"{name} cannot be read: {error}", mend="fetch the file once more") from error


def _inflated_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, label: str, faults: list[str]) -> _Part:
    pieces: Iterator[bytes] = iter(())
    if info.file_size > max(SMALL, LARGEST_RATIO * info.compress_size) or info.file_size > LARGEST_TOTAL:
        faults.append(f"{label} is packed like a bomb")
    else:
        pieces = _member_pieces(archive, info)
    return _spooled(pieces, label, faults)


def _member_pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as member:
        while piece := member.read(_PIECE):
            yield piece


def _unpacked(file: IO[bytes], part: _Part, faults: list[str]) -> _Part:
    """What was packed as a whole, in a file without a name."""
    return _spooled(_gzip_pieces(file, part.end), part.label, faults)


def _spooled(pieces: Iterator[bytes], label: str, faults: list[str]) -> _Part:
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
    return _Part(label, "", 0, size, whole)


def _gzip_pieces(file: IO[bytes], end: int) -> Iterator[bytes]:
    """What is in one piece of gzip, or several; `file` stands behind the last at the end.

    Raises:
        UnreadableError: It is packed like a bomb.
        zlib.error: It is damaged.
    """
    engine, rest, size, begin = zlib.decompressobj(31), b"", 0, file.tell()
    while True:
        data = rest or file.read(min(_PIECE, end - file.tell()))
        if not data:
            if not engine.eof:
                raise zlib.error("it ends too early")
            return
        piece = engine.decompress(data, _PIECE)
        size += len(piece)
        if size > max(SMALL, LARGEST_RATIO * (file.tell() - begin)):
            raise UnreadableError("it is packed like a bomb")
        yield piece
        rest = engine.unconsumed_tail
        if engine.eof:
            rest = engine.unused_data
            if not rest.startswith(_GZIP) and len(rest) >= len(_GZIP):
                return
            if rest:
                engine = zlib.decompressobj(31)


def _records(file: IO[bytes], part: _Part, faults: list[str]) -> Iterator[tuple[Seen, int, int]]:
    """What the headers of each record say, with begin and end of it; those that are damaged are told.

    Raises:
        _PackedAsOneError: The file must be unpacked first.
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
        is_packed = head.startswith(_GZIP)
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
    if behind.strip() and not behind.startswith(b"\r\n\r\n") and not behind.lstrip().startswith(_SIGN):
        raise UnreadableError("its length is not what it says")
    return seen, last


def _packed_record(file: IO[bytes], at: int, end: int) -> tuple[Seen, int]:
    """What a record that is packed by itself says, and where its piece of gzip ends."""
    engine, head, size, rest, seen = zlib.decompressobj(31), b"", 0, b"", None
    file.seek(at)
    while not engine.eof:
        data = rest or file.read(min(_PIECE, end - file.tell()))
        if not data:
            raise UnreadableError("its end is missing")
        try:
            piece = engine.decompress(data, _PIECE)
        except zlib.error as error:
            raise UnreadableError("it is damaged") from error
        size += len(piece)
        rest = engine.unconsumed_tail
        if len(head) < LONGEST_HEAD:
            head += piece[: LONGEST_HEAD - len(head)]
        if seen is None and (engine.eof or len(head) >= LONGEST_HEAD):
            seen = seen_in(head)
        if seen is not None and size > seen.head + seen.length + _BEHIND:
            raise _PackedAsOneError
        if size > max(SMALL, LARGEST_RATIO * (file.tell() - at)):
            raise UnreadableError("it is packed like a bomb")
    if seen is None or size < seen.head + seen.length:
        raise UnreadableError("its length is not what it says")
    if head[seen.head + seen.length :].lstrip().startswith(_SIGN):
        raise _PackedAsOneError
    return seen, file.tell() - len(engine.unused_data)


def _next_record(file: IO[bytes], begin: int, end: int) -> int:
    """Where the next record begins behind one that is damaged; the end where there is none."""
    at, tail = begin, b""
    while at < end:
        file.seek(at)
        more = file.read(min(_PIECE, end - at))
        if not more:
            return end  # A damaged WACZ says that it has more than the file has.
        data = tail + more
        first = at - len(tail)
        for sign, shift in ((b"\nWARC/1.", 1), (_GZIP, 0)):
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
    return _begins(file.read(4096))


def _whole(record: bytes) -> bytes:
    engine, found, size, rest = zlib.decompressobj(31), [], 0, record
    try:
        while rest and not engine.eof:
            piece = engine.decompress(rest, _PIECE)
            size += len(piece)
            found.append(piece)
            rest = engine.unconsumed_tail
            if size > LARGEST + LONGEST_HEAD:
                raise UnreadableError(f"it has more than {LARGEST:,} bytes")
    except zlib.error as error:
        raise UnreadableError("it is damaged") from error
    return b"".join(found)
