"""The section of a story, where only menus, breadcrumbs and the folders of addresses tell it. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from newsgen.importers.address_parts import joined, parts_of_address
from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.units import Unit

_FEWEST = 3
_SHARED = 0.9
"""Stories in a folder, in parts of all, by which it tells nothing of them."""
_MOST_WORDS = 4
"""Of a section's name."""
_MOST_CRUMBS = 5
_INDEX = re.compile(r"(?:index|default|home|main)\.\w{1,5}")
_NO_SECTION = re.compile(
    r"\d.*|.*\.\w{2,5}|(?:archives?|articles?|stor(?:y|ies)|posts?|nodes?|pages?|content|web|cgi-bin|print|mobile|m|amp|wp|"
    r"node|item|detail|read|view|show|blogs?|html?)",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"(?i)crumb|pathway|you-?are-?here")
_PARTED = re.compile(r"(?<!\s)\s++(?:(?:»|>|›|→|::)\s*|(?<=\s)/\s+)|(?:»|>|›|→|::)\s*")


def learn_sections(stories: Sequence[Parsed], pages: Iterable[Parsed]) -> Mapping[str, str]:
    """The folders that are sections, by the names that links to them have.

    Args:
        stories: Pages with stories.
        pages: All pages that were looked at.
    """
    folders = [_folders(page.page.address) for page in stories]
    depth = _shared_depth(folders)
    counts = Counter(
        each[depth] for each in folders if len(each) > depth and _NO_SECTION.fullmatch(each[depth]) is None
    )
    least = max(_FEWEST, 0.03 * len(stories))
    found = {folder: count for folder, count in counts.items() if count >= least}
    if len(found) < 2 or sum(found.values()) < len(stories) / 2:
        return {}
    named: dict[str, Counter[str]] = {folder: Counter() for folder in found}
    for page in pages:
        for unit in page.lines.units:
            for link in unit.links:
                text = link.one_line()
                if (
                    0 < len(text.split()) <= _MOST_WORDS
                    and (folder := _leads_to(page, link.get("href"), depth)) in named
                ):
                    named[folder][text] += 1
    return {folder: _name(folder, named[folder]) for folder in sorted(found)}


def _folders(address: str) -> list[str]:
    return [unquote(part) for part in parts_of_address(address).path.split("/")[1:-1]]


def _shared_depth(folders: Sequence[Sequence[str]]) -> int:
    """How many folders nearly all addresses begin with."""
    depth = 0
    while True:
        counts = Counter(each[depth] for each in folders if len(each) > depth)
        if not counts or counts.most_common(1)[0][1] < _SHARED * len(folders):
            return depth
        depth += 1


def _leads_to(page: Parsed, typed: str, depth: int) -> str:
    """The folder to whose own page a link leads."""
    path = parts_of_address(joined(page.page.address, typed.strip())).path if typed else ""
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if parts and _INDEX.fullmatch(parts[-1]):
        parts.pop()
    return parts[depth] if len(parts) == depth + 1 else ""


def _name(folder: str, named: Counter[str]) -> str:
    best = named.most_common(1)
    if best and best[0][1] >= _FEWEST:
        return best[0][0]
    plain = re.sub(r"[-_]+", " ", folder).strip()
    return plain[:1].upper() + plain[1:]


def section_in_folder(address: str, known: Mapping[str, str]) -> str:
    """The section by the first folder of an address that is one; empty for none."""
    return next((known[folder] for folder in _folders(address) if folder in known), "")


def section_in_crumbs(parsed: Parsed, title: str) -> str:
    """The last name between the home page and the story in the row of links above it; empty for none."""
    for place in parsed.lines.places.values():
        element = place.element
        if _CRUMBS.search(f"{element.get('class')} {element.get('id')}"):
            links = [link.one_line() for link in element.every("a")]
            if found := _deepest(links, title):
                return found
    for unit in parsed.lines.units:
        if 1 < len(unit.links) <= _MOST_CRUMBS and _leads_home(parsed, unit):
            parts = [part for part in _PARTED.split(unit.text) if part]
            links = [link.one_line() for link in unit.links]
            if parts[: len(links)] == links and (found := _deepest(links, title)):
                return found
    return ""


def _leads_home(parsed: Parsed, unit: Unit) -> bool:
    path = parts_of_address(joined(parsed.page.address, unit.links[0].get("href").strip())).path
    return path in {"", "/"} or (path.count("/") == 1 and _INDEX.fullmatch(path[1:]) is not None)


def _deepest(links: Sequence[str], title: str) -> str:
    """The last of the links of a row, without that to the home page and that to the story itself."""
    inner = [text for text in links[1:] if text and not evidence.agrees_with_title(text, title)]
    return inner[-1] if inner and len(inner) < _MOST_CRUMBS and len(inner[-1].split()) <= _MOST_WORDS else ""
