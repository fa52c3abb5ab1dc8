"""The menu of an old site as places of its pages in the menu here. Pure."""

import re
from collections import Counter

from newsgen.importers.wordpress.index import SiteIndex

_MAIN = re.compile(
    r"(?i)\b(?:main|primary|header|top|haupt\w*|principal|principale|hoofd\w*|glavn\w*|head|nav\w*)\b|главн|основн|메인|主|メイン"
)
"""Names of a site's first menu; which of several that was, no export says."""


def menu_of(index: SiteIndex) -> tuple[dict[str, int], list[str]]:
    """The place of each page in the menu, by its number; and what is to be told of the menus."""
    sizes = Counter(item.menu for item in index.menus)
    if not sizes:
        return {}, []
    chosen = max(sizes, key=lambda name: (_MAIN.search(name) is not None, sizes[name], name))
    items = sorted((item for item in index.menus if item.menu == chosen), key=lambda item: item.order)
    top = [item for item in items if item.below in {"", "0"}]
    pages = list(dict.fromkeys(item.target for item in top if item.kind == "page" and item.target in index.pages))
    others = [item.title or item.url or f"{item.kind} {item.target}" for item in items if item.target not in pages]
    notes = [f"the menu {chosen!r} gave `menu:` to {len(pages)} pages"] if pages else []
    if others:
        notes.append(f"the menu {chosen!r} also has: {', '.join(others[:20])}; all of it is kept in menus.ndjson")
    notes += [
        f"the menu {name!r} ({count} items) is kept in menus.ndjson" for name, count in sizes.items() if name != chosen
    ]
    return {number: place for place, number in enumerate(pages, 1)}, notes
