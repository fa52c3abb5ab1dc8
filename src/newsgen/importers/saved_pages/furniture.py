"""Boxes amid the text of a template that are no part of any story. Pure."""

from collections import Counter, defaultdict
from collections.abc import Container, Mapping

from newsgen.importers.from_html.inline import BLOCKS
from newsgen.importers.saved_pages.bodies import weight
from newsgen.importers.saved_pages.groups import Group, in_body, is_below
from newsgen.importers.saved_pages.units import Paths, Place

_FURNITURE = 0.6
"""Letters of a box that are links, or stand on many pages, by which it is none of the story's."""


def furniture(group: Group, paths: Paths, standing: Mapping[str, int]) -> dict[int, str]:
    """Paths of boxes in the body that are no part of any story, and why."""
    seen: Counter[int] = Counter()
    bad: Counter[int] = Counter()
    notes: dict[int, str] = {}
    for page in group.pages:
        stand: dict[int, int] = defaultdict(int)
        holds: set[int] = set()
        inside: dict[int, Place] = {}
        texts: dict[int, str] = {}
        for unit in in_body(page, group.body):
            is_main = unit.place.path in group.mains and weight(unit, ()) > 0 and unit.told not in standing
            for place in unit.place.line():
                if place.path == group.body:
                    break
                inside[id(place)] = place
                texts.setdefault(id(place), unit.text)
                if unit.told in standing or unit.place.hint:
                    stand[id(place)] += len(unit.text) - unit.linked
                if is_main:
                    holds.add(id(place))
        for key, place in inside.items():
            is_part = place.element.name in {"tr", "tbody"} or place.path in group.own
            if place.element.name not in BLOCKS or not place.letters or is_part:
                continue
            seen[place.path] += 1
            is_bad = place.hint or (key not in holds and place.linked + stand[key] >= _FURNITURE * place.letters)
            if is_bad:
                bad[place.path] += 1
                notes.setdefault(place.path, place.hint or texts[key])
    least = max(2, 0.02 * len(group.pages))
    found = {
        path
        for path, count in bad.items()
        if count >= least and count >= (0.85 if _is_named(paths.last(path)) else 1.0) * seen[path]
    }
    # Of a box that is at times the story's own those in it are meant that never are.
    found = {path for path in found if bad[path] == seen[path] or not _is_told_by_inner(path, found, bad, paths)}
    tops = sorted(path for path in found if not any(is_below(paths.above(path), other, paths) for other in found))
    fields = {path for known in group.fields.values() for path in known}
    return {
        path: f"{bad[path]:,}: {notes[path]}"
        for path in tops
        if not any(is_below(each, path, paths) for each in fields) and _has_name(paths.last(path))
    }


def _is_told_by_inner(path: int, found: Container[int], bad: Mapping[int, int], paths: Paths) -> bool:
    inner = [each for each in bad if each in found and paths.above(each) == path]
    return sum(bad[each] for each in inner) >= bad[path]


def _is_named(key: str) -> bool:
    """Whether an element has a class or an id: others of its path may be anything."""
    return "." in key or "#" in key


def _has_name(key: str) -> bool:
    return (
        "." in key
        or "#" in key
        or key.partition(":")[0]
        in {"ul", "ol", "table", "dl", "form", "aside", "article", "section", "nav", "div", "center", "h3", "h4", "h5"}
    )
