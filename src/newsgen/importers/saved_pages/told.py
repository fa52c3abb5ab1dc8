"""What feeds and sitemaps that lie among saved pages tell of their stories: headline, date, authors, section. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import parse_qsl, unquote, urlencode

from newsgen.importers.address_parts import bare_host, parts_of_address, without_index
from newsgen.importers.feeds.documents import Entry, read_document
from newsgen.importers.feeds.packed import unpacked
from newsgen.importers.feeds.sections import parted, sections_in
from newsgen.importers.feeds.telling import is_feed
from newsgen.importers.found.safe_xml import XmlError, local, read_xml, text_of
from newsgen.importers.saved_pages.statements import Statement, iso_date

LARGEST_TOLD = 16_000_000
"""Bytes of a feed or a sitemap; what is larger is passed over."""
_FEWEST_FILES = 20
_FILES_OF_PAGES = 25
"""Pages to each further file that is read: those of one site tell the same over and over."""
_NAMED = re.compile(
    r"\.(?:xml|rss|atom|rdf)(?:\.gz)?\Z|(?:\A|/)(?:feeds?|rss2?|atom|rdf)(?:/(?:index\.\w+)?)?\Z|"
    r"(?:\A|/)(?:feed|rss|atom|sitemap)[\w-]*\.(?:php\d?|aspx?|json|cgi)\Z|[?&@]feed=",
    re.IGNORECASE,
)
_OF_COMMENTS = re.compile(r"comment|kommentar|replies|wfw", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?urlset[\s>]")
_CUT = re.compile(r"(?:…|\.\.\.)\s*\Z")
_TAG = re.compile(r"<[^<>]*>")
_FOLLOWING = re.compile(r"(?:utm_.*|source|ref|rss|cmp|xtor|partner|feed(?:type|name)?)\Z", re.IGNORECASE)
"""What is asked of an address only so that a site sees from where its readers come."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one story. Everything may be empty."""

    headline: str = ""
    date: str = ""
    """As newsgen writes it."""
    authors: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Telling:
    """All that feeds and sitemaps of a site tell, by the addresses of its stories."""

    files: int = 0
    _entries: dict[str, Entry] = field(default_factory=dict)
    _news: dict[str, Told] = field(default_factory=dict)
    _sections: frozenset[str] | None = None

    def add(self, content: bytes) -> None:
        """Takes what a file tells; nothing of one that is neither a feed nor a sitemap."""
        content = unpacked(content, LARGEST_TOLD)
        head = content[:65_536]
        if is_feed(head):
            entries = [entry for entry in read_document(content).entries if "#" not in entry.link]
            for entry in entries:
                entry.content = entry.summary = ""
                for address in {entry.link, entry.identity if "://" in entry.identity else ""} - {""}:
                    self._entries.setdefault(_key(address), entry)
            self.files += bool(entries)
        elif _SITEMAP.search(head):
            found = dict(_in_sitemap(content))
            self._news |= found
            self.files += bool(found)

    def of(self, address: str) -> Told | None:
        """What is told of the page of an address; None where nothing is."""
        key = _key(address) if address else ""
        entry = self._entries.get(key) if key.partition("/")[2] or "?" in key else None
        if entry is None:
            return self._news.get(key)
        if self._sections is None:
            self._sections = sections_in(list({id(each): each for each in self._entries.values()}.values()))
        sections, tags = parted((name.strip() for _, name in entry.tags if name.strip()), self._sections)
        return Told(
            _line(entry.title), _moment(entry.published), tuple(entry.authors), sections[0] if sections else "", tags
        )


def called_feeds(paths: Iterable[str]) -> Sequence[str]:
    """The files that are called like feeds and sitemaps."""
    return [path for path in paths if _NAMED.search(path)]


def worth_reading(paths: Iterable[str], pages: int) -> Sequence[str]:
    """Of some feeds those of the whole site first, and no more than so many pages are worth."""
    chosen = sorted((path.count("/"), path) for path in paths if not _OF_COMMENTS.search(path))
    return [path for _, path in chosen[: _FEWEST_FILES + pages // _FILES_OF_PAGES]]


def is_telling(head: bytes) -> bool:
    """Whether a file that begins so is a feed or a sitemap, however it is called."""
    return is_feed(head) or (head.lstrip().startswith(b"<?xml") and _SITEMAP.search(head) is not None)


def completed(said: Statement, told: Told) -> Statement:
    """What a page says of itself, with what it leaves out: what it says to machines for sure counts more."""
    said.is_story, said.is_other = True, False
    if told.headline and "headline" not in said.sure and not _CUT.search(told.headline):
        said.headline = told.headline
    if told.date and not iso_date(said.date):
        said.date = told.date
    said.authors = said.authors or told.authors
    said.section = said.section or told.section
    if not said.tags:
        said.tags = told.tags
    return said


def _key(address: str) -> str:
    """An address without what does not tell one page from another."""
    parts = parts_of_address(address.strip())
    asked = [(name, value) for name, value in parse_qsl(parts.query) if not _FOLLOWING.match(name)]
    path = without_index(unquote(parts.path)).rstrip("/")
    host = bare_host(parts.netloc)
    return f"{host}{path}" + (f"?{urlencode(asked)}" if asked else "")


def _line(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def _moment(typed: str) -> str:
    """A date of a feed as newsgen writes it; empty for none."""
    if found := iso_date(typed):
        return found
    try:
        return iso_date(parsedate_to_datetime(typed).isoformat())
    except ValueError:
        return ""


def _in_sitemap(content: bytes) -> Mapping[str, Told]:
    """What a sitemap of news tells of each address; one of other pages tells only of addresses."""
    try:
        root = read_xml(content)
    except XmlError:
        return {}
    found: dict[str, Told] = {}
    for url in root:
        parts = {local(each): text_of(each) for each in url.iter()}
        if parts.get("loc") and parts.get("publication_date"):
            tags = tuple(part.strip() for part in parts.get("keywords", "").split(",") if part.strip())
            found[_key(parts["loc"])] = Told(
                _line(parts.get("title", "")), _moment(parts["publication_date"]), tags=tags
            )
    return found
