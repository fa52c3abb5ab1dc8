"""What a source is, told from its first bytes, its name, and the names of the files in it. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from newsgen.importers.exports.telling import (
    is_ghost,
    is_livejournal,
    is_medium,
    is_movable_type,
    is_substack,
    is_tumblr,
)
from newsgen.importers.feeds.telling import is_feed, is_folder_of_feeds
from newsgen.importers.generators.telling import GENERATORS, is_of
from newsgen.importers.news.telling import is_folder_of_news, is_news
from newsgen.importers.saved_pages.kinds import are_pages, begins_page
from newsgen.importers.tables.telling import looks_like_table
from newsgen.importers.tree import Tree

HEAD = 65_536
"""Bytes that are enough to tell."""
_WORDPRESS = re.compile(rb"<wp:wxr_version>|xmlns:wp=|wordpress\.org/export/", re.IGNORECASE)
_XML = re.compile(rb"\s*+(?:\xef\xbb\xbf\s*+)?<(?:\?xml|rss|feed|rdf)", re.IGNORECASE)
_NO_TEXT = (b"PK\3\4", b"\x1f\x8b", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite")


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a source at first sight."""

    name: str
    """As it was named; ``-`` for standard input."""
    head: bytes = b""
    """Its first bytes, without NUL; empty for a folder."""
    tree: Tree | None = None
    """The files of a folder or of a ZIP file."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source."""

    name: str
    """As `--as` takes it."""
    words: str
    """As messages call it."""
    module: str
    """In this package: has the function ``open_sources`` (`source.Opener`)."""
    tells: Callable[[Look], bool]
    """Whether a source is of this kind, unless a kind before it in `KINDS` has said so."""


def _is_wordpress(look: Look) -> bool:
    return _WORDPRESS.search(look.head) is not None


def _is_text(look: Look) -> bool:
    return look.tree is None and what_else(look) == ""


def _is_generator(name: str, look: Look) -> bool:
    return look.tree is not None and is_of(name, look.tree)


def _is_table(look: Look) -> bool:
    return looks_like_table(look.name, look.head, look.tree.paths() if look.tree else ())


def _is_feed(look: Look) -> bool:
    return is_folder_of_feeds(look.tree) if look.tree else is_feed(look.head)


def _paths(look: Look) -> Sequence[str]:
    return look.tree.paths() if look.tree else ()


def _are_pages(look: Look) -> bool:
    if look.tree is not None:
        return are_pages(look.tree.paths(), look.tree.head)
    return begins_page(look.head)


def _is_web_archive(look: Look) -> bool:
    # Only such trees know of each file when it was captured.
    return hasattr(look.tree, "captured")


EXPORTS = (
    Kind("ghost", "an export of Ghost", "exports.source", lambda look: is_ghost(look.head, _paths(look))),
    Kind("substack", "an export of Substack", "exports.source", lambda look: is_substack(_paths(look))),
    Kind("medium", "an export of Medium", "exports.source", lambda look: is_medium(_paths(look))),
    Kind("tumblr", "an export of Tumblr", "exports.source", lambda look: is_tumblr(look.head, _paths(look))),
    Kind("livejournal", "an export of LiveJournal", "exports.source", lambda look: is_livejournal(look.head)),
    Kind("movabletype", "an export of Movable Type", "exports.source", lambda look: is_movable_type(look.head)),
)


def _is_news(look: Look) -> bool:
    return is_folder_of_news(look.tree) if look.tree else is_news(look.head)


NEWS = Kind("news", "items of ninjs, NITF or NewsML", "news.source", _is_news)
FEED = Kind("feed", "a feed", "feeds.source", _is_feed)
TABLE = Kind("table", "a table", "tables.source", _is_table)
TEXT = Kind("text", "a text copied from a page", "pasted.source", _is_text)
WORDPRESS = Kind("wordpress", "an export of WordPress", "wordpress.source", _is_wordpress)
PAGES = Kind("pages", "saved pages of a site", "saved_pages.source", _are_pages)
WEB_ARCHIVE = Kind("warc", "a crawl in WARC or WACZ", "saved_pages.source", _is_web_archive)
_GENERATORS = tuple(
    Kind(name, words, "generators.source", partial(_is_generator, name)) for name, words in GENERATORS.items()
)
KINDS = (WEB_ARCHIVE, WORDPRESS, *EXPORTS, *_GENERATORS[:-1], NEWS, FEED, PAGES, _GENERATORS[-1], TABLE, TEXT)
"""In the order in which they are asked."""


def kind_of(look: Look) -> Kind | None:
    """The kind of a source; None where it is of none that newsgen knows."""
    return next((kind for kind in KINDS if kind.tells(look)), None)


def what_else(look: Look) -> str:
    """What a source of no known kind is; empty for some text."""
    if look.tree is not None:
        is_empty = not look.tree.paths()
        return "empty: no file lies in it" if is_empty else "a folder, or a file of many, in which nothing is known"
    if _XML.match(look.head):
        return "a document of XML of a kind that is not known"
    if begins_page(look.head):
        return "a page of HTML"
    return "no text" if look.head.startswith(_NO_TEXT) else ""
