"""Whether a source is a feed, at first sight. Pure."""

import re

from newsgen.importers.feeds.packed import unpacked
from newsgen.importers.tree import LARGEST, Tree, UnreadableError

_FEED = re.compile(
    rb"\s*+(?>(?:(?:<\?xml[^>]*\?>)\s*+)?)"
    rb"(?>(?:(?><!--.*?-->|<\?[^>]*\?>|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>)\s*+)*)"
    rb"<(?:rss|feed|(?:rdf:)?RDF|channel)[\s>]",
    re.DOTALL,
)
_JSON_FEED = re.compile(rb"\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")
_FEED_NAME = re.compile(r"(?i)\.(?:xml|rss2?|atom|rdf|json|feed)(?:\.gz)?\Z")
_TRIED = 10
"""Files of a folder that are looked into: the first captures may be a server's words that there is none."""


def is_feed(head: bytes) -> bool:
    """Whether a file that begins so is a feed."""
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\0", b"")
    return _FEED.match(head) is not None or _JSON_FEED.search(head[:4_000]) is not None


def may_be_feed(path: str) -> bool:
    """Whether a file is called as feeds are; one without any suffix may be."""
    return _FEED_NAME.search(path) is not None or "." not in path.rpartition("/")[2]


def is_folder_of_feeds(tree: Tree) -> bool:
    """Whether a folder has saved feeds, and little else."""
    paths = tree.paths()
    feeds = [path for path in paths if may_be_feed(path)]
    return len(feeds) > len(paths) / 2 and any(_is_feed_in(tree, path) for path in feeds[:_TRIED])


def _is_feed_in(tree: Tree, path: str) -> bool:
    try:
        return is_feed(unpacked(tree.read(path), LARGEST)[:65_536])
    except UnreadableError:
        return False
