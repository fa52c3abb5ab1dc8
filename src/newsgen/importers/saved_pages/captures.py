"""What lies around a page where it was kept: toolbars, rewritten addresses, marks of browsers, parts of MHTML. Pure."""

import email
import email.policy
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from newsgen.importers.address_parts import joined, parts_of_address, without_index
from newsgen.importers.saved_pages.encodings import decoded_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from newsgen.importers.saved_pages.told import Told

LARGEST_PAGE = 16_000_000
"""Bytes of a page; what is larger is refused."""
_MOST_NESTED = 20
MOST_PARTS = 5_000
"""Of one file of MHTML."""
_TAG = re.compile(r"<[a-zA-Z!]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_MOST_UNPRINTABLE = 0.01
"""Signs of a text, of all, that no text has."""
_ARCHIVED = r"(?:https?:)?(?:\\?/\\?/web\.archive\.org)?/web/(?P<stamp>\d{4,14})(?:[a-z]{2}_)?/"
_REWRITTEN = re.compile(rf"{_ARCHIVED}(?=(?:https?:|ftp:|mailto:|//|%3A))", re.IGNORECASE)
_TOOLBAR = re.compile(r"<!--\s*BEGIN WAYBACK TOOLBAR INSERT\s*-->.*?<!--\s*END WAYBACK TOOLBAR INSERT\s*-->", re.DOTALL)
_HEAD = re.compile(r"<script[^>]*archive\.org.*?<!--\s*End Wayback Rewrite JS Include\s*-->", re.DOTALL)
_TAIL = re.compile(r"<!--\s*FILE ARCHIVED ON .*?-->|<!--\s*playback timings.*?-->", re.DOTALL | re.IGNORECASE)
_ARCHIVED_ON = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d \w{3} \d\d, \d{4})")
_WOMBAT = re.compile(r"__wm\.wombat\(\s*\"(?P<address>[^\"]+)\"\s*,\s*\"(?P<stamp>\d{14})\"")
_SHOWN = re.compile(r"""<input[^>]*\bid=["']wmtbURL["'][^>]*\bvalue=["'](?P<address>[^"']+)["']""")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<address>\S+?)\s*-->", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s+url:\s*(?P<address>\S+)(?:\s+saved date:\s*(?P<day>[^\n]*))?", re.IGNORECASE
)
_MIRRORED = re.compile(
    r"<!--\s*Mirrored from (?P<address>\S+) by HTTrack(?:, (?P<day>\w{3}, \d\d \w{3} \d{4}))?[^>]*-->"
)
_IN_PATH = re.compile(r"(?:\A|.*/)(?:web/)?(?P<stamp>\d{14})(?:[a-z]{2}_)?/(?P<address>https?:/.+)\Z", re.DOTALL)
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,18}(?::\d+)?", re.IGNORECASE)
_SUFFIXES = frozenset("html htm shtml xhtml php asp aspx jsp cgi cfm xml txt pdf".split())


@dataclass(frozen=True, slots=True)
class SavedPage:
    """A page as its site had it."""

    path: str
    """Of the file among others, with `/` between folders."""
    html: str
    address: str = ""
    """Under which readers found it; empty where nothing says so."""
    captured: datetime | None = None
    """When it was saved."""
    parts: Mapping[str, bytes] = field(default_factory=dict)
    """Address of each picture that came in the same file, to its bytes."""
    told: "Told | None" = None
    """What feeds and sitemaps tell of it."""
    parted: frozenset[str] = frozenset()
    """The places of all pages on which its story stands, if these are several."""
    is_further: bool = False
    """Whether the story begins on another of these."""


def unwrapped(path: str, content: bytes, header: str = "", address: str = "") -> SavedPage | str:
    """The page in a file; or why there is none.

    Args:
        path: Of the file.
        content: Its bytes.
        header: The charset that a server has declared; empty where none has.
        address: Of the page, where it is known from elsewhere.
    """
    if len(content) > LARGEST_PAGE:
        return f"{path} has more than {LARGEST_PAGE:,} bytes, too many for a page"
    if is_mhtml(content):
        return _of_mhtml(path, content)
    text = decoded_page(content, header)
    if not _TAG.search(text) or len(_UNPRINTABLE.findall(text)) > _MOST_UNPRINTABLE * len(text):
        return f"{path} is no page of HTML"
    return _plain(path, text, address)


def is_mhtml(head: bytes) -> bool:
    """Whether a file that begins so is a page with all its parts, as browsers save it."""
    begin = head[:4096].lstrip().lower()
    return re.search(rb"^content-type:\s*multipart/related", begin, re.MULTILINE) is not None and begin.startswith(
        (b"from:", b"mime-version:", b"subject:", b"content-type:", b"date:", b"x-", b"snapshot-content-location:")
    )


def _plain(path: str, text: str, address: str) -> SavedPage:
    captured, found = _capture_in(text)
    in_path, day = address_of_path(path)
    text = _TOOLBAR.sub("", text)
    text = _TAIL.sub("", _HEAD.sub("", text) if "End Wayback Rewrite JS Include" in text else text)
    text = _REWRITTEN.sub("", text)
    return SavedPage(path, text, original(address or found or in_path), captured or day)


def _capture_in(text: str) -> tuple[datetime | None, str]:
    """When and where a page was saved, as the mark says that a saving program has left in it."""
    ends = text[:20_000] + text[-4_000:]
    for pattern in (_WOMBAT, _SAVED_FROM, _SINGLE_FILE, _MIRRORED, _SHOWN):
        if match := pattern.search(ends):
            said = match.groupdict()
            day = _stamp(said.get("stamp") or "") or _archived_on(ends) or _written_day(said.get("day") or "")
            address = html.unescape(said["address"])
            if pattern is _MIRRORED and "://" not in address:
                address = f"http://{address}"
            return day, address
    if day := _archived_on(ends):
        return day, ""
    return None, ""


def _archived_on(text: str) -> datetime | None:
    match = _ARCHIVED_ON.search(text)
    return datetime.strptime(match[1], "%H:%M:%S %b %d, %Y").replace(tzinfo=UTC) if match else None


def _written_day(text: str) -> datetime | None:
    match = re.search(r"(\d{1,2}) (\w{3}) (\d{4})|(\w{3}) (\d{1,2}) (\d{4})", text)
    if match is None:
        return None
    day, month, year = match.groups()[:3] if match[1] else (match[5], match[4], match[6])
    try:
        return datetime.strptime(f"{day} {month} {year}", "%d %b %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def _stamp(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=UTC) if digits else None
    except ValueError:
        return None


def original(address: str) -> str:
    """An address without the Wayback Machine before it."""
    return _REWRITTEN.sub("", address) if "/web/" in address else address


def address_of_path(path: str) -> tuple[str, datetime | None]:
    """The address that the path of a file tells, as crawlers name their files; and when it was saved."""
    if match := _IN_PATH.match(path):
        address = re.sub(r"\A(https?):/+", r"\1://", match["address"])
        return address, _stamp(match["stamp"])
    folders = path.split("/")
    for at, folder in enumerate(folders[:-1]):
        if _HOST.fullmatch(folder) and folder.rpartition(".")[2].lower() not in _SUFFIXES:
            return f"http://{'/'.join(folders[at:])}", None
        if re.fullmatch(r"\d{14}", folder):
            continue
    return "", None


def _of_mhtml(path: str, content: bytes) -> SavedPage | str:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    page: Message | None = None
    parts: dict[str, bytes] = {}
    for count, part in enumerate(_parts_of(message)):
        if count > MOST_PARTS:
            return f"{path} has more than {MOST_PARTS:,} parts"
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if part.get_content_type() in {"text/html", "application/xhtml+xml"} and page is None:
            page = part
        elif part.get_content_maintype() == "image":
            location = str(part.get("Content-Location", "")).strip()
            identity = str(part.get("Content-ID", "")).strip(" <>")
            parts |= {address: payload for address in (location, f"cid:{identity}" if identity else "") if address}
    if page is None:
        return f"{path} has no page of HTML in it"
    address = str(message.get("Snapshot-Content-Location") or page.get("Content-Location") or "").strip()
    payload = page.get_payload(decode=True)
    charset = page.get_content_charset() or ""
    body = decoded_page(payload if isinstance(payload, bytes) else b"", charset)
    saved = _plain(path, body, address if re.match("https?:", address) else "")
    day = saved.captured or _mail_day(str(message.get("Date") or ""))
    found = {joined(address, original(key)): value for key, value in parts.items()}
    return SavedPage(path, saved.html, saved.address, day, found)


def _parts_of(message: "Message", depth: int = 0) -> "Iterator[Message]":
    """A message, and all that lie in it."""
    yield message
    inner = message.get_payload()
    if isinstance(inner, list) and depth < _MOST_NESTED:
        for part in inner:
            if not isinstance(part, str):
                yield from _parts_of(part, depth + 1)


def _mail_day(typed: str) -> datetime | None:
    from email.utils import parsedate_to_datetime  # noqa: PLC0415 - only where there is MHTML

    try:
        return parsedate_to_datetime(typed) if typed else None
    except ValueError:
        return None


def place_of(address: str) -> str:
    """The path by which an address is known on its site, without what names a folder's own page."""
    parts = parts_of_address(address)
    path = without_index(parts.path or "/")
    return f"{path}?{parts.query}" if parts.query else path
