"""Which articles that the public could read would be gone. Told by their pages: nothing else is where they lie."""

import re
from collections.abc import Iterable, Iterator

from newsgen.builder.report import Vanished
from newsgen.models.site import Site

_ARTICLE = re.compile(rb"""<meta\s+property=["']?og:type["']?\s+content=["']?article\b""")
_INDEX = "index.html"


def is_article(content: bytes) -> bool:
    """Whether this is the page of an article."""
    return _ARTICLE.search(content) is not None


def is_page(path: str) -> bool:
    """Whether this is a page at all, by its name."""
    return path.endswith(".html")


def gone_articles(removed: Iterable[tuple[str, bytes]], site: Site) -> Iterator[Vanished]:
    """The articles among pages that are to be removed: path and bytes of each."""
    for path, content in removed:
        if is_page(path) and is_article(content):
            is_index = path == _INDEX or path.endswith(f"/{_INDEX}")
            place = path.removesuffix(_INDEX) if is_index else path
            yield Vanished("", site.url(place), f"/{place}")
