"""Records of WARC files: what each has of the web, and its body as a browser would have got it. Pure."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from newsgen.importers.tree import LARGEST_RATIO, SMALL, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_HEAD = 65_536
"""Bytes of a record's headers, those of HTTP among them."""
_PIECE = 65_536
_DEFLATED = 8
"""As the first byte of zlib says it."""
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_FEED_TYPES = frozenset(
    {f"application/{each}" for each in ("rss+xml", "atom+xml", "rdf+xml", "xml", "feed+json")} | {"text/xml"}
)
_FILE_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/jpg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
}
"""Pictures as pages have them; drawings of SVG can hold scripts, and are none."""
_UNTYPED = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})
_PAGE_NAME = re.compile(r"(?:/|\.(?:x?html?|shtml?|php\d?|aspx?|jsp|cfm))\Z|/[^./]*\Z", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(jpe?g|png|gif|webp|avif)\Z", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f]")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d))?|(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the headers of a record say."""

    type: str
    """As WARC has it: ``response``, ``revisit``, ``resource`` and so on."""
    address: str
    day: datetime | None
    status: int
    """Of HTTP; 200 for what was no answer of a server."""
    media: str
    """The type of the body, in small letters; empty where none is said."""
    charset: str
    digest: str
    """Of the body, as the crawler has written it; empty where it has not."""
    identity: str
    refers_to: str
    """Identity of the record that has the body of a revisit; empty where it is told otherwise, or not."""
    refers_to_address: str
    refers_to_day: datetime | None
    is_cut: bool
    """Whether the crawler says that it has not kept the whole of it."""
    head: int
    """Bytes of the headers of the record itself."""
    length: int
    """Bytes of what follows them."""

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML, as its type says, or its address where no type is said."""
        named = _PAGE_NAME.search(urlsplit(self.address).path)
        return self.media in _PAGE_TYPES or (not self.media and named is not None)

    @property
    def is_feed(self) -> bool:
        """Whether it may be a feed or a sitemap, as its type says."""
        return self.media in _FEED_TYPES

    @property
    def suffix(self) -> str:
        """The suffix of a picture, empty for what is none."""
        if self.media in _FILE_SUFFIXES:
            return _FILE_SUFFIXES[self.media]
        named = _SUFFIX.search(urlsplit(self.address).path)
        return named[1].lower() if named and self.media in _UNTYPED else ""


def seen_in(head: bytes) -> Seen:
    """What the headers at the beginning of a record say.

    Raises:
        UnreadableError: It does not begin as a record does.
    """
    if not head.startswith(b"WARC/"):
        raise UnreadableError("it is damaged")
    record = _parsed(head)
    named = record.rec_headers
    length = named.get_header("Content-Length", "")
    blank = re.search(rb"\r?\n\r?\n", head)
    begin = blank.end() if blank else len(head)
    if record.format != "warc" or not re.fullmatch(r"\d{1,15}", length) or not record.rec_type:
        raise UnreadableError("it is damaged")
    http = record.http_headers
    typed = (http.get_header("Content-Type") or "") if http else ""
    if record.rec_type in {"resource", "conversion"}:
        typed = named.get_header("Content-Type") or ""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", typed, re.IGNORECASE)
    code = http.get_statuscode() if http else "200"
    return Seen(
        record.rec_type,
        _bare(named.get_header("WARC-Target-URI")),
        _moment(named.get_header("WARC-Date")),
        int(code) if code and re.fullmatch(r"\d{3}", code) else 0,
        typed.partition(";")[0].strip().lower(),
        charset[1] if charset else "",
        (named.get_header("WARC-Payload-Digest") or "").strip(),
        _bare(named.get_header("WARC-Record-ID")),
        _bare(named.get_header("WARC-Refers-To")),
        _bare(named.get_header("WARC-Refers-To-Target-URI")),
        _moment(named.get_header("WARC-Refers-To-Date")),
        named.get_header("WARC-Truncated") is not None,
        begin,
        int(length),
    )


def body_in(record: bytes, limit: int) -> bytes:
    """The body of a whole record, with all that it was packed in for its way taken off.

    Raises:
        UnreadableError: It is damaged, has more than ``limit``, or is packed like a bomb or in a way nobody knows.
    """
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - only where there are such records

    parsed = _parsed(record)
    stream: Any = parsed.raw_stream
    http = parsed.http_headers
    if http and "chunked" in (http.get_header("Transfer-Encoding") or "").lower():
        stream = ChunkedDataReader(stream)
    body = b"".join(iter(lambda: stream.read(_PIECE), b""))
    codings = (http.get_header("Content-Encoding") or "").lower().split(",") if http else []
    for coding in reversed(codings[-3:]):
        body = _decoded(body, coding.strip(), limit)
    if len(body) > limit:
        raise UnreadableError(f"it has more than {limit:,} bytes")
    return body


def key_of(address: str) -> str:
    """An address as the path of a file: its host, its path, and what it asks; empty for one that is of no site."""
    try:
        parts = urlsplit(address.partition("#")[0])
        host, port = (parts.hostname or "").lower().rstrip("."), parts.port
    except ValueError:
        return ""
    path = unquote(parts.path) or "/"
    if parts.scheme not in {"http", "https"} or not host or "/../" in f"{path}/" or "\0" in path:
        return ""
    place = f":{port}" if port and port not in {80, 443} else ""
    return f"{host}{place}{path}" + (f"?{parts.query}" if parts.query else "")


def _parsed(record: bytes) -> Any:  # noqa: ANN401 - warcio has no types
    from warcio.recordloader import ArcWarcRecordLoader  # noqa: PLC0415 - only where there are such records

    try:
        return ArcWarcRecordLoader(verify_http=False).parse_record_stream(io.BytesIO(record), known_format="warc")
    except Exception as error:  # whatever a damaged record does, the others are read
        raise UnreadableError("it is damaged") from error


def _bare(typed: str | None) -> str:
    bare = (typed or "").strip().strip("<>")
    return "" if _UNPRINTABLE.search(bare) else bare


def _moment(typed: str | None) -> datetime | None:
    match = _DAY.match(typed or "")
    if match is None:
        return None
    try:
        return datetime(*(int(each) for each in match.groups() if each is not None), tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _decoded(body: bytes, coding: str, limit: int) -> bytes:
    """A body with one coding taken off; what was kept without the coding that its headers name stays as it is."""
    if coding in {"", "identity", "none"} or not body:
        return body
    if coding in {"gzip", "x-gzip"}:
        return _inflated(body, 31, limit) if body.startswith(b"\x1f\x8b") else body
    if coding == "deflate":
        # The standard says with the head of zlib; some servers left it out.
        is_zlib = body[0] & 15 == _DEFLATED and int.from_bytes(body[:2], "big") % 31 == 0
        return _inflated(body, 15 if is_zlib else -15, limit)
    if coding == "br":
        return _unbrotlied(body, limit)
    if re.match(rb"\s*+(?:\xef\xbb\xbf\s*+)?<", body):
        return body
    raise UnreadableError(f"it is packed in a way that is not known: {coding[:20]}")


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    engine = zlib.decompressobj(window)

    def pieces() -> Iterator[bytes]:
        rest = body
        while rest and not engine.eof:
            yield engine.decompress(rest, _PIECE)
            rest = engine.unconsumed_tail

    try:
        return _within(pieces(), len(body), limit)
    except zlib.error as error:
        if window < 0 and re.match(rb"\s*<", body):
            return body
        raise UnreadableError("it is damaged") from error


def _unbrotlied(body: bytes, limit: int) -> bytes:
    import brotli  # noqa: PLC0415 - only where there are such bodies

    engine = brotli.Decompressor()
    feed: Callable[..., bytes] = engine.process

    def pieces() -> Iterator[bytes]:
        yield feed(body, output_buffer_limit=_PIECE)
        while not engine.can_accept_more_data() and not engine.is_finished():
            yield feed(b"", output_buffer_limit=_PIECE)

    try:
        return _within(pieces(), len(body), limit)
    except brotli.error as error:
        if re.match(rb"\s*<", body):
            return body
        raise UnreadableError("it is damaged") from error


def _within(pieces: Iterator[bytes], packed: int, limit: int) -> bytes:
    found, size = [], 0
    for piece in pieces:
        size += len(piece)
        found.append(piece)
        if size > max(SMALL, LARGEST_RATIO * packed):
            raise UnreadableError("it is packed like a bomb")
        if size > limit:
            raise UnreadableError(f"it has more than {limit:,} bytes")
    return b"".join(found)
