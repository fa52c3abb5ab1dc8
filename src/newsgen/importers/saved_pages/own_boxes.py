"""Boxes amid the text that are the story's own, though their names sound like the site's, as *ratings* does. Pure."""

from collections import Counter
from collections.abc import Container

from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.groups import Group, in_body, is_below
from newsgen.importers.saved_pages.labels import OTHERS
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.pictures import is_table
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, Place, Unit

_FEW_LINKS = 0.3
"""Letters of a box that are links, in parts of all, by which it may be the story's own."""
_MOST_STANDING = 0.5
"""Likewise those that stand on many pages."""
_MOST_OF_HEADING = 12
"""Words of the heading of a box, which may say what it is."""
_MOSTLY = 0.75
"""Of the boxes at a path, those that have to be a story's own, and to say what no other says."""
_FEWEST = 2
_LINKED = 0.7
_FEWEST_OF_LINK = 3
"""Words of a line that is a link to another story."""
_LEAVING = ("form", "input", "select", "iframe", "button")


def own_boxes(group: Group, paths: Paths, standing: Container[str], tongue: Tongue) -> frozenset[int]:
    """Paths of boxes in the body that say other sentences, or figures, on each page, and hardly lead anywhere."""
    seen: Counter[int] = Counter()
    own: Counter[int] = Counter()
    said: dict[int, set[str]] = {}
    for page in group.pages:
        for place, units in _soft_boxes(page, group, paths):
            seen[place.path] += 1
            if _is_own(place, units, standing, tongue):
                own[place.path] += 1
                said.setdefault(place.path, set()).add(" ".join(unit.text for unit in units))
    return frozenset(
        path
        for path, count in own.items()
        if count >= max(_FEWEST, _MOSTLY * seen[path]) and len(said[path]) >= max(_FEWEST, _MOSTLY * count)
    )


def _soft_boxes(page: Parsed, group: Group, paths: Paths) -> list[tuple[Place, list[Unit]]]:
    """The outermost boxes in a body whose names alone speak against them, with their lines."""
    found: dict[int, tuple[Place, list[Unit]]] = {}
    for unit in in_body(page, group.body):
        if not unit.place.hint:
            continue
        top = next((place for place in reversed(list(unit.place.line())) if place.hint), unit.place)
        if top.path != group.body and is_below(top.path, group.body, paths) and hints.is_soft(top.element):
            found.setdefault(id(top), (top, []))[1].append(unit)
    return list(found.values())


def _is_own(place: Place, units: list[Unit], standing: Container[str], tongue: Tongue) -> bool:
    element = place.element
    whole = sum(len(unit.text) for unit in units)
    if not whole or place.linked >= _FEW_LINKS * place.letters or next(element.every(*_LEAVING), None) is not None:
        return False
    if any(unit.share >= _LINKED and unit.words >= _FEWEST_OF_LINK for unit in units):
        return False
    if any(unit.words < _MOST_OF_HEADING and tongue.reason(unit.text) for unit in units[:2]):
        return False
    if element.name == "table" and is_table(element):
        return True  # One league has the same clubs, with other figures.
    stands = sum(len(unit.text) for unit in units if unit.told in standing)
    return stands < _MOST_STANDING * whole and any(
        unit.is_prose and unit.share < _FEW_LINKS and unit.told not in standing for unit in units
    )


def free(group: Group, chosen: frozenset[int]) -> None:
    """Takes from boxes what their names say against them."""
    for page in group.pages:
        tops = {id(place) for place in page.lines.places.values() if place.path in chosen}
        if not tops:
            continue
        for place in page.lines.places.values():
            if not any(id(each) in tops for each in place.line()):
                continue
            is_told_otherwise = place.hint == OTHERS != place.own and id(place) not in tops
            around = place.above.hint if place.above is not None else ""
            mine = "" if id(place) in tops else place.own
            place.hint = around or (OTHERS if is_told_otherwise and not _is_below_own(place, tops) else mine)


def _is_below_own(place: Place, tops: Container[int]) -> bool:
    """Whether a box got its reason from the one that is the story's own."""
    return any(id(each) in tops and each.own == OTHERS for each in place.line())
