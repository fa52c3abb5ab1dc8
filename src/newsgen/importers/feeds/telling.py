"""Whether a source is a feed, at first sight. Pure."""

import re

from newsgen.importers.tree import Tree, UnreadableError

_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?"
    rb"(?:<!--.*?-->\s*|<\?[^>]*\?>\s*|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:rss|feed|(?:rdf:)?RDF|channel)[\s>]",
    re.DOTALL,
)
_JSON_FEED = re.compile(rb"\"version\"\s*:\s*\"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version")
_SUFFIX = re.compile(r"(?i)\.(?:xml|rss|atom|rdf|json)\Z")


def is_feed(head: bytes) -> bool:
    """Whether a file that begins so is a feed."""
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").replace(b"\0", b"")
    return _FEED.match(head) is not None or _JSON_FEED.search(head[:4_000]) is not None


def is_folder_of_feeds(tree: Tree) -> bool:
    """Whether a folder has saved feeds, and little else."""
    paths = tree.paths()
    feeds = [path for path in paths if _SUFFIX.search(path)]
    if len(feeds) <= len(paths) / 2:
        return False
    try:
        return is_feed(tree.read(feeds[0])[:65_536])
    except UnreadableError:
        return False
