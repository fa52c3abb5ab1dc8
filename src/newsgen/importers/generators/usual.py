"""What a generator gives a text that does not say it: the section of its folder, the site's author. Pure."""

from collections.abc import Callable

from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.story import Value

_NO_SECTIONS = frozenset(
    "post posts blog article articles story stories entry entries content archive archives".split()
)
"""Folders for all texts alike."""
_NOTHING = frozenset({"", "misc", "uncategorized", "uncategorised"})


def usual_terms(
    site: Site, entry: Entry, fields: dict[str, Value], title: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    """Sections and authors of an article that names none.

    Args:
        site: Its site.
        entry: Where it lies.
        fields: What it says.
        title: The headline that the page of a folder has; empty where there is none.
    """
    found: dict[str, tuple[str, ...]] = {}
    sections = _sections(site, entry, fields.get("sections", ()), title)
    if sections:
        found["sections"] = sections
    if site.generator == "pelican" and not fields.get("authors"):
        author = text_of(site.config, "AUTHOR")
        if author:
            found["authors"] = (author,)
    return found


def _sections(site: Site, entry: Entry, own: Value, title: Callable[[str], str]) -> tuple[str, ...]:
    folders = entry.folder.split("/") if entry.folder else []
    if site.generator == "jekyll":
        above = folders[: folders.index("_posts")] if "_posts" in folders else []
        named = own if isinstance(own, tuple) else ()
        known = {name.casefold() for name in named}
        return (*(name for name in above if name.casefold() not in known), *named) if above else ()
    if own:
        return ()
    if site.generator == "pelican":
        by_folder = site.config.get("USE_FOLDER_AS_CATEGORY", True) is not False
        name = folders[-1] if folders and by_folder else text_of(site.config, "DEFAULT_CATEGORY")
        return (name,) if name.casefold() not in _NOTHING else ()
    if site.generator in {"hugo", "zola"}:
        depth = 2 if entry.stem == "index" else 1  # The folder of a story itself is none.
        if len(folders) < depth or not folders or folders[0].casefold() in _NO_SECTIONS:
            return ()
        name = title(folders[0]) or folders[0].replace("-", " ").replace("_", " ").capitalize()
        return (name,)
    return ()
