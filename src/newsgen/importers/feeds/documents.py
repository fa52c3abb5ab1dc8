"""What a file of a feed has: entries, with one name for each part, whatever the kind of the feed. Pure.

XML is read by feedparser, which resolves no entities of a document's own. HTML comes as it is: it is made clean where
it becomes Markdown.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXParseException

from newsgen.importers.alone import why_not
from newsgen.importers.found.json_text import load_json
from newsgen.importers.found.keeping import said_by
from newsgen.importers.found.safe_xml import XmlError, local, read_xml


@dataclass
class Entry:
    """One entry."""

    identity: str
    """What the feed calls it for ever; empty where it says nothing."""
    title: str = ""
    link: str = ""
    content: str = ""
    is_plain: bool = False
    """Whether the content is text, and no HTML."""
    summary: str = ""
    published: str = ""
    updated: str = ""
    authors: list[str] = field(default_factory=list)
    tags: list[tuple[str, str]] = field(default_factory=list)
    """Scheme and name of each."""
    image: str = ""
    credit: str = ""
    media: list[tuple[str, str]] = field(default_factory=list)
    """Address and type of each recording, film or document."""
    source: str = ""
    language: str = ""
    rights: str = ""
    said: dict[str, object] = field(default_factory=dict)
    """What has no name here."""
    rest: dict[str, object] = field(default_factory=dict)
    """All that the file says of it but its texts, by the names that it has there."""


@dataclass
class Document:
    """One file of a feed."""

    title: str = ""
    link: str = ""
    language: str = ""
    updated: str = ""
    entries: list[Entry] = field(default_factory=list)
    fault: str = ""


_TAKEN = frozenset(
    """id guid guidislink link links title title_detail content summary summary_detail published
    published_parsed updated updated_parsed created created_parsed authors author author_detail tags
    media_content media_thumbnail enclosures media_credit credit source language rights
    rights_detail href value comments image subtitle subtitle_detail feedburner_origlink publisher
    publisher_detail contributors email""".split()
)
_ASKED = ("wfw_commentrss", "slash_comments", "thr_total")
"""What only an open feed has a use for."""
_ADDRESS = re.compile(r"(?i)https?://|/(?!/)")
_MOST_ATTRIBUTES = 1_000
"""Of an element: a parser compares each with all others."""
_LONG_TAG = re.compile(rb"<[^<>]{5000,}")
_REFERENCE = re.compile(rb"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")
_MOST_DIGITS = 7
"""Of a reference to a character."""
_LONG_NAME = re.compile(
    rb"(?i)<(?:[\w-]+:)?(?:author|creator|managingEditor|webMaster|publisher|name)\b[^<>]*>"
    rb"(?:\s*<!\[CDATA\[)?[^<]{300,}"
)
_LONG_WORD = re.compile(rb"[\w.+-]{300}")
_NAME = re.compile(
    rb"(?is)<(?:[\w-]+:)?(?:author|creator|name|email)\b[^<>]{0,500}>.{1,500}?"
    rb"</(?:[\w-]+:)?(?:author|creator|name|email)\b"
)
_AT = "~~at~~"
"""In the place of an @ in names: the parser would take addresses out of them, of domains with the long ends of today
only a piece, and put the rest in the place of the name. It takes this for none."""
_IMAGES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")


def read_document(content: bytes) -> Document:
    """The entries of a file."""
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    try:
        return _json_feed(text) if text.startswith(b"{") else _xml_feed(_REFERENCE.sub(_possible, content))
    except Exception as error:  # noqa: BLE001 - whatever one file does to a parser, the others are read
        return Document(fault=f"cannot be read: {why_not(error)}")


def _possible(match: re.Match[bytes]) -> bytes:
    """A reference to a character; to the sign for those that cannot be read where there is no such character."""
    digits = (match["hex"] or match["decimal"]).lstrip(b"0")
    number = int(digits or b"0", 16 if match["hex"] else 10) if len(digits) <= _MOST_DIGITS else sys.maxunicode + 1
    is_possible = 0 < number <= sys.maxunicode and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - halves of UTF-16
    return match[0] if is_possible else b"&#xFFFD;"


def _xml_feed(content: bytes) -> Document:
    import feedparser  # noqa: PLC0415 - only where there is a feed

    if any(tag[0].count(b"=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(content)):
        return Document(fault=f"has an element with more than {_MOST_ATTRIBUTES:,} attributes, and is not read")

    # A parser looks for an address of mail from each letter of a name's words on.
    content = _LONG_NAME.sub(lambda name: _LONG_WORD.sub(rb"\g<0> ", name[0]), content)
    shown = _NAME.sub(lambda name: name[0].replace(b"@", _AT.encode()), content)
    # A stream, never a text: what looks like an address or a path would be opened.
    try:
        read = feedparser.parse(io.BytesIO(shown), sanitize_html=False, resolve_relative_uris=True)
    except ValueError:  # It has looked at an encoding that the bytes are not in.
        sound = shown.decode("utf-8", "replace").encode()
        read = feedparser.parse(io.BytesIO(sound), sanitize_html=False, resolve_relative_uris=True)
    # Plain dictionaries: those of feedparser answer for names that are not there.
    feed = dict(read.get("feed", {}))
    document = Document(_text(feed, "title"), _text(feed, "link"), _text(feed, "language"), _text(feed, "updated"))
    document.entries = [_entry(dict(each)) for each in read.get("entries", ())]
    _take_rest(document, content)
    if read.get("bozo") and not document.entries:
        document.fault = f"is no feed that can be read: {_where(read.get('bozo_exception'))}"
    elif read.get("bozo") and "encoding" not in type(read.get("bozo_exception")).__name__.lower():
        document.fault = f"is not well-formed, and read as far as it goes: {_where(read.get('bozo_exception'))}"
    return document


def _where(error: object) -> str:
    """What a parser has met, after the line where it has."""
    if isinstance(error, SAXParseException):
        return f"line {error.getLineNumber()}, {error.getMessage()}"
    return str(error)


_NO_TEXT = frozenset(
    """guid id pubDate published updated issued modified created date encoded content commentRss comments total email
    type length rel medium isPermaLink domain scheme lang width height fileSize isDefault expression bitrate duration
    hreflang version origLink""".split()
)
"""Elements and attributes of which no story is to be told."""


def _take_rest(document: Document, content: bytes) -> None:
    """Takes from a sound file what its reader has no word for, or puts in the place of something else."""
    try:
        root = read_xml(content)
    except XmlError:
        return
    found = [each for each in root.iter() if local(each) in {"item", "entry"}]
    if len(found) == len(document.entries):
        for entry, element in zip(document.entries, found, strict=True):
            entry.rest = said_by(element, but=_NO_TEXT)


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value.strip() if isinstance(value, str) else ""


def _entry(said: Mapping[str, Any]) -> Entry:
    entry = Entry(_text(said, "id"), _text(said, "title"))
    entry.link = _text(said, "feedburner_origlink") or _text(said, "link")
    if not _ADDRESS.match(entry.link):
        entry.link = ""  # An identity that is no address stands for the link that is not there.
    contents = [each for each in said.get("content") or () if each.get("value")]
    best = max(contents, key=lambda each: len(each["value"]), default=None)
    detail = said.get("summary_detail") or {}
    if best is not None:
        entry.content, entry.is_plain = best["value"], best.get("type") == "text/plain"
        entry.language = best.get("language") or ""
    if _text(said, "summary") and _text(said, "summary") != entry.content.strip():
        entry.summary = _text(said, "summary")
        if best is None:
            entry.is_plain = detail.get("type") == "text/plain"
        elif len(entry.summary) > len(entry.content):
            entry.summary, entry.content = entry.content, entry.summary
    entry.published = _text(said, "published") or _text(said, "created") or _text(said, "updated")
    entry.updated = _text(said, "updated")
    entry.authors = _authors(said)
    entry.tags = [
        (each.get("scheme") or "", each.get("label") or each.get("term") or "") for each in said.get("tags") or ()
    ]
    entry.source = _text(said.get("source") or {}, "title")
    entry.rights = _text(said, "rights")
    _take_media(entry, said)
    entry.said = {
        key: value
        for key, value in said.items()
        if key not in _TAKEN and key not in _ASKED and value and not key.endswith(("_parsed", "_detail"))
    }
    return entry


def _authors(said: Mapping[str, Any]) -> list[str]:
    """Names as they were typed, with the addresses in them; of one without a name the address, which is told."""
    names = (str(each.get("name") or each.get("email") or "") for each in said.get("authors") or ())
    return [name.replace(_AT, "@") for name in names if name]


def _take_media(entry: Entry, said: Mapping[str, Any]) -> None:
    found = [
        (str(each.get("url") or ""), str(each.get("type") or each.get("medium") or ""))
        for each in said.get("media_content") or ()
    ]
    found += [
        (str(each.get("href") or ""), str(each.get("type") or ""))
        for each in said.get("links") or ()
        if each.get("rel") == "enclosure"
    ]
    found += [(str(each.get("url") or ""), "image") for each in said.get("media_thumbnail") or ()]
    found += [(str((said.get("image") or {}).get("href") or ""), "image")]
    for address, kind in dict.fromkeys(each for each in found if each[0]):
        if kind.startswith("image") or (not kind and address.lower().partition("?")[0].endswith(_IMAGES)):
            entry.image = entry.image or address
        elif address not in {known for known, _ in entry.media}:
            entry.media.append((address, kind))
    credits_ = said.get("media_credit") or ()
    entry.credit = next((str(each.get("content") or "") for each in credits_ if isinstance(each, Mapping)), "")


def _json_feed(content: bytes) -> Document:
    try:
        said: Any = load_json(content)
    except ValueError as error:
        return Document(fault=f"is no JSON that can be read: {error}")
    items = said.get("items") if isinstance(said, dict) else None
    if not isinstance(items, list):
        return Document(fault="has no items")
    document = Document(_text(said, "title"), _text(said, "home_page_url"), _text(said, "language"))
    document.entries = [_json_entry(item) for item in items if isinstance(item, dict)]
    return document


def _json_entry(item: Mapping[str, Any]) -> Entry:
    identity = item.get("id")
    entry = Entry(str(identity) if identity is not None else "", _text(item, "title"))
    no_text = {"id", "content_html", "date_published", "date_modified", "language", "mime_type"}
    entry.rest = {key: value for key, value in item.items() if key not in no_text}
    entry.link = _text(item, "url") or _text(item, "external_url")
    entry.content = _text(item, "content_html") or _text(item, "content_text")
    entry.is_plain = not _text(item, "content_html")
    entry.summary = _text(item, "summary")
    entry.published = _text(item, "date_published") or _text(item, "date_modified")
    entry.updated = _text(item, "date_modified")
    authors = item.get("authors") or [item.get("author")]
    entry.authors = [_text(each, "name") for each in _groups(authors) if _text(each, "name")]
    tags = item.get("tags")
    entry.tags = [("", str(tag)) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    entry.image = _text(item, "image") or _text(item, "banner_image")
    entry.media = [
        (_text(each, "url"), _text(each, "mime_type"))
        for each in _groups(item.get("attachments"))
        if _text(each, "url")
    ]
    entry.language = _text(item, "language")
    known = {
        "id",
        "title",
        "url",
        "content_html",
        "content_text",
        "summary",
        "date_published",
        "date_modified",
        "authors",
    }
    known |= {"author", "tags", "image", "banner_image", "attachments", "language"}
    entry.said = {key: value for key, value in item.items() if key not in known}
    if entry.link != _text(item, "external_url") and item.get("external_url"):
        entry.said["external_url"] = item["external_url"]
    else:
        entry.said.pop("external_url", None)
    return entry


def _groups(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, Mapping))
