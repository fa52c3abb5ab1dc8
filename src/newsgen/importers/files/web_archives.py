"""WARC and WACZ files as trees: where each record lies is remembered, and its body is read when it is asked for."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import IO

from newsgen.importers.files.warc_files import GZIP, Part, parts_of_file, unpacked
from newsgen.importers.files.warc_records import PackedAsOneError, records_in, unpacked_record
from newsgen.importers.proxies import picture_name, without_size
from newsgen.importers.tree import LARGEST, LARGEST_HEAD, Captured, UnreadableError
from newsgen.importers.web_records import LONGEST_HEAD, Seen, body_in, key_of

_MOST_FAULTS = 20
"""Of one file that are told one by one."""
_PICTURE = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif)/*+|(?<!/)/++)?\Z", re.IGNORECASE)
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)
_FOUND = 200
_NO_OTHER = (0, _FOUND, 304)
"""What servers say where a page is what it was."""


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
    _parts: list[Part] = field(default_factory=list)
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

    def head(self, path: str) -> bytes:
        """The first bytes of a page or a picture; none where it cannot be read."""
        with suppress(UnreadableError):
            return self.read(path)[:LARGEST_HEAD]
        return b""

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
        if record.startswith(GZIP):
            record = unpacked_record(record)
        return Captured(body_in(record, limit), capture.charset, capture.address, capture.day)

    def picture(self, address: str) -> tuple[str, str, _File] | None:
        """Name, path here, and file of the picture of an address; the largest where only other sizes were captured."""
        key = key_of(address)
        host, slash, rest = key.partition("/")
        other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
        for each in (key, f"{other}{slash}{rest}"):
            for found in (each, self._sizes.get(without_size(each), "")):
                capture = self._captures.get(found)
                if capture is not None and capture.suffix:
                    stem = _PICTURE.sub("", picture_name(*found.partition("?")[::2]))
                    return f"{stem}.{capture.suffix}", found, _File(self, found)
        return None

    @cached_property
    def _sizes(self) -> dict[str, str]:
        """Address of each picture without what it asks, to the largest of its captures."""
        found: dict[str, str] = {}
        for key, capture in self._captures.items():
            bare = without_size(key)
            if capture.suffix and (bare not in found or _size(capture) > _size(self._captures[found[bare]])):
                found[bare] = key
        return found

    @cached_property
    def _captures(self) -> dict[str, _Capture]:
        """Path of each page and picture to its newest capture."""
        found: dict[str, _Capture] = {}
        for part in (part for name in self.names for part in parts_of_file(name, self.faults)):
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

    def _read_part(self, part: Part, found: dict[str, _Capture]) -> None:
        faults: list[str] = []
        try:
            with part.opened() as file:
                try:
                    self._take(part, records_in(file, part, faults), found)
                except PackedAsOneError:
                    file.seek(part.begin)
                    whole = unpacked(file, part, faults)
                    self._take(whole, records_in(whole.unpacked or file, whole, faults), found)
        except OSError as error:
            faults.append(f"{part.label} cannot be read: {error.strerror}")
        self.faults.extend(islice(faults, _MOST_FAULTS))
        if len(faults) > _MOST_FAULTS:
            self.faults.append(f"{part.label}: {len(faults) - _MOST_FAULTS:,} further records are damaged")

    def _take(self, part: Part, records: Iterator[tuple[Seen, int, int]], found: dict[str, _Capture]) -> None:
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
