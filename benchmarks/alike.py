"""Whether the sites are alike: how many files of each kind, and how large they are.

Knows the addresses of the three generators' pages, and nothing of how they come about.
"""

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_TAXONOMIES = "tags|sections|authors|places|people|organizations|sources|series"
_PAGE = r"(?:page/\d+/)?"
KINDS: Mapping[str, re.Pattern[str]] = {
    title: re.compile(pattern)
    for title, pattern in {
        "Front page": r"index\.html",
        "Articles": r"\d{4}/\d\d/\d\d/[^/]+/index\.html",
        "All articles": rf"articles/{_PAGE}index\.html",
        "Days": rf"(?:\d{{4}}/\d\d/\d\d/|days/[^/]+/){_PAGE}index\.html",
        "Months": rf"(?:\d{{4}}/\d\d/|months/[^/]+/){_PAGE}index\.html",
        "Years": rf"(?:\d{{4}}/|years/\d{{4}}/){_PAGE}index\.html",
        "Index of dates": r"(?:dates|years)/index\.html",
        "Tags, sections, authors": rf"(?:tags|sections|authors)/[^/]+/{_PAGE}index\.html",
        "Other terms": rf"(?:{_TAXONOMIES})/[^/]+/{_PAGE}index\.html",
        "Indexes of terms": rf"(?:{_TAXONOMIES})/index\.html",
        "RSS feeds": r"(?:.*/)?feed\.xml",
        "Atom feeds": r"(?:.*/)?atom\.xml",
        "Sitemaps": r"(?:.*/)?sitemap.*\.xml|sitemaps/.*",
        "Others": r".*",
    }.items()
}
"""A file is of the first kind whose pattern its path matches."""


@dataclass(slots=True)
class Census:
    """The files of a site, counted by kind."""

    files: Counter[str] = field(default_factory=Counter)
    size: Counter[str] = field(default_factory=Counter)
    """Bytes."""


def take_census(output: Path) -> Census:
    """What lies in a site's output folder."""
    census = Census()
    for root, _, names in os.walk(output):
        for name in names:
            path = Path(root, name)
            place = path.relative_to(output).as_posix()
            kind = next(title for title, pattern in KINDS.items() if pattern.fullmatch(place))
            census.files[kind] += 1
            census.size[kind] += path.lstat().st_size
    return census
