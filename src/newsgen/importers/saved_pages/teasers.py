"""Boxes in which other stories are told with their first sentences: their prose is no page's own. Pure."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence

from newsgen.importers.address_parts import joined
from newsgen.importers.saved_pages.captures import place_of
from newsgen.importers.saved_pages.lists import OTHERS, has_number_beside, is_link_to_story
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.units import Paths, Unit

_FEWEST = 3
_NEARLY_ALWAYS = 0.9
"""Pages that have a box, in parts of all, on which all prose in it is led by links."""
_SEVERAL = 1.5
"""Other stories that are told in such a box: a lead below one link may be the story's own."""
_SAME = 0.3
"""Pages that have a line, in parts of all, by which it is none about another story."""
_ALL = 0.8
_FEWEST_WORDS = 2
"""Letters of a line that are its link, in parts of all, and words that are too few for a headline."""
_NEAR = 3
"""Lines above a sentence, among which the link is."""


def mark_teasers(pages: Sequence[Parsed], paths: Paths) -> None:
    """Marks the boxes in which all prose always stands below links to other stories, as such.

    Args:
        pages: Those of a site that have stories.
        paths: Those of the site.
    """
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({unit.told for unit in page.lines.units if unit.told})
    # Headlines of other stories may stand on several pages, too, but not on a third of all.
    standing = {told for told, count in counts.items() if count >= max(_FEWEST, _SAME * len(pages))}
    has_prose: Counter[int] = Counter()
    is_led: Counter[int] = Counter()
    told: Counter[int] = Counter()
    shows: Counter[int] = Counter()
    for page in pages:
        every, led, shown = _prose_by_path(page, standing)
        has_prose.update(every.keys())
        is_led.update({path for path, count in led.items() if count == every[path]})
        told.update(shown)
        shows.update(shown.keys())
    found = {
        path
        for path, count in is_led.items()
        if count >= _FEWEST and count >= _NEARLY_ALWAYS * has_prose[path] and told[path] >= _SEVERAL * shows[path]
    }
    tops = {path for path in found if paths.above(path) not in found}
    for page in pages:
        for place in page.lines.places.values():
            if not place.hint and any(each.path in tops for each in place.line()):
                place.hint = OTHERS


def told_of_others(pages: Sequence[Parsed]) -> Mapping[int, frozenset[str]]:
    """Identity of each page to the lines on it that are another page's own: that to which a link above them leads."""
    own = {
        place_of(page.page.address or f"/{page.page.path}"): {unit.told for unit in page.lines.units if unit.is_prose}
        for page in pages
    }
    found: dict[int, frozenset[str]] = {}
    for page in pages:
        base = page.page.address or f"/{page.page.path}"
        told: set[str] = set()
        for at, unit in enumerate(page.lines.units):
            link = link_above(page.lines.units, at) if unit.is_prose else None
            if link is None:
                continue
            place = place_of(joined(base, link.links[0].get("href").strip()))
            if place != place_of(base) and unit.told in own.get(place, ()):
                told.add(unit.told)
        found[id(page)] = frozenset(told)
    return found


def _prose_by_path(page: Parsed, standing: Container[str]) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """How many lines of prose stand below each path, how many of them tell of other stories, and all below links."""
    every: Counter[int] = Counter()
    led: Counter[int] = Counter()
    shown: Counter[int] = Counter()
    units = page.lines.units
    for at, unit in enumerate(units):
        if not unit.is_prose or unit.place.hint:
            continue
        link = link_above(units, at)
        around = {place.path for place in unit.place.line()}
        if link is not None:
            shown.update(around)
        if unit.told in standing or (link is not None and (link.told in standing or not is_link_to_story(link, page))):
            continue  # Lists of the latest stories have the page's own among them, and those that most have read.
        every.update(around)
        if link is not None:
            led.update(around)
    return every, led, shown


def link_above(units: Sequence[Unit], at: int) -> Unit | None:
    """The link above a sentence that may lead to the story it tells of."""
    for above in reversed(units[max(0, at - _NEAR) : at]):
        if above.is_prose:
            return None
        if above.links and above.words > _FEWEST_WORDS and _is_all_link(above):
            return above
    return None


def _is_all_link(unit: Unit) -> bool:
    """Whether a line is one link, perhaps with the day of the other page beside it."""
    return (len(unit.links) == 1 and unit.share >= _ALL) or has_number_beside(unit)
