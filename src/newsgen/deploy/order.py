"""In which order files appear where readers are (law 3): no page may link to what is not there yet."""

from newsgen.deploy.removed_urls import is_article, is_page
from newsgen.planner.urls import HOME, ROBOTS, SITEMAP, output_path

_FEEDS = ("feed.xml", "atom.xml")
_SITEMAPS = "sitemaps/"


def rank(path: str, content: bytes) -> int:
    """Static files and attachments, articles, listings, the home page, feeds, sitemaps: by ascending rank.

    ``content`` is asked for pages only.
    """
    if path in {SITEMAP, ROBOTS} or path.startswith(_SITEMAPS):
        return 5
    if path.rpartition("/")[2] in _FEEDS:
        return 4
    if path == output_path(HOME):
        return 3
    if is_page(path):
        return 1 if is_article(content) else 2
    return 0
