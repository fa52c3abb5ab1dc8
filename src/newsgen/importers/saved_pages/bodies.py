"""Where the pages of a template have their text: the innermost box that holds the prose of each. Pure."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from newsgen.importers.saved_pages.groups import Group, is_below
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.units import Paths, Place, Unit

_HOLDS = 0.8
"""A box is the body's if it holds as much of the prose of the box around it."""
_BESIDE = 0.02
"""Prose beside a box, in parts of what that holds, by which the body is more than the box…"""
_RARELY = 0.03
"""… if it is so on more than these parts of the pages."""
_NEARLY_ALL = 0.9
_LETTERS = frozenset("font b big em i small strong u".split())


def weight(unit: Unit, standing: Container[tuple[int, str]]) -> float:
    """How much a line tells of where the story is."""
    if unit.place.hint or not unit.is_prose or (unit.place.path, unit.told) in standing:
        return 0.0
    return min(unit.words, 150.0) * (1 - unit.share)


class _Prose(NamedTuple):
    """Where the prose of one page is, by path."""

    best: dict[int, float]
    """The most that one box holds."""
    every: dict[int, float]
    """What all boxes hold."""
    own: dict[int, float]
    """What stands in them and in no inner box."""


def _prose_of(page: Parsed, standing: Container[tuple[int, str]]) -> _Prose:
    found = _Prose({}, defaultdict(float), defaultdict(float))
    holds: dict[int, float] = defaultdict(float)
    places: dict[int, Place] = {}
    for unit in page.lines.units:
        if mine := weight(unit, standing):
            found.own[unit.place.path] += mine
            for place in unit.place.line():
                holds[id(place)] += mine
                places[id(place)] = place
    for key, held in holds.items():
        path = places[key].path
        found.best[path] = max(found.best.get(path, 0.0), held)
        found.every[path] += held
    return found


def find_body(group: Group, paths: Paths, standing: Container[tuple[int, str]]) -> None:
    """The innermost box that holds the prose of each page."""
    seen = [_prose_of(page, standing) for page in group.pages]
    shares: dict[int, float] = defaultdict(float)
    mains: Counter[int] = Counter()
    for prose in seen:
        mains.update(prose.own)
        for path, held in prose.best.items():
            shares[path] += held * min(1.0, 300 / prose.best[0])
    below: dict[int, list[int]] = defaultdict(list)
    for path in shares:
        below[paths.above(path)].append(path)
    body = 0
    while below[body]:
        inner = max(below[body], key=shares.__getitem__)
        if not _is_body_within(group, body, inner, shares, seen, paths=paths, standing=standing):
            break
        body = inner
    group.body = body
    total = sum(mains.values())
    group.mains = frozenset(
        path for path, held in mains.items() if held >= 0.08 * total and is_below(path, body, paths)
    )


def _is_body_within(
    group: Group,
    body: int,
    inner: int,
    shares: Mapping[int, float],
    seen: Sequence[_Prose],
    *,
    paths: Paths,
    standing: Container[tuple[int, str]],
) -> bool:
    """Whether the body of a box is that of one box in it."""
    # What stands in a like box beside it, or around it and in no other box, is no other thing.
    split = _split_off(seen, body, inner, paths)
    rests = sum(
        prose.every[inner]
        - prose.best.get(inner, 0.0)
        + prose.own[body]
        + sum(prose.own.get(path, 0.0) for path in split)
        > _BESIDE * prose.best.get(inner, 0.0)
        for prose in seen
    )
    if rests > max(1, _RARELY * len(seen)):
        return False
    if shares[inner] >= _HOLDS * shares[body]:
        return True
    is_common = sum(inner in prose.best for prose in seen) >= _NEARLY_ALL * len(seen)
    return is_common and _is_rest_headed(group, body, inner, standing)


def _split_off(seen: Iterable[_Prose], body: int, inner: int, paths: Paths) -> list[int]:
    """Paths of what browsers split off an element of letters that was closed before the paragraph in it."""
    key = paths.last(inner)
    if key.partition("[")[0].partition(".")[0] not in _LETTERS:
        return []
    known = {path for prose in seen for path in prose.own if paths.last(path) == key}
    return [path for path in known if is_below(path, body, paths) and not is_below(path, inner, paths)]


def _is_rest_headed(group: Group, body: int, inner: int, standing: Container[tuple[int, str]]) -> bool:
    """Whether what stands beside a box has headings that many pages have, as comments and other stories have."""
    whole = headed = 0.0
    for page in group.pages:
        units = page.lines.units
        for at, unit in enumerate(units):
            mine = weight(unit, standing)
            line = list(unit.place.line()) if mine else []
            above = next((number for number, place in enumerate(line) if place.path == body), 0)
            if not above or line[above - 1].path == inner:
                continue
            box = line[above - 1]
            first = at
            while first and units[first - 1].place.is_within(box):
                first -= 1
            whole += mine
            headed += mine * any(
                (each.place.path, each.told) in standing and not each.is_prose
                for each in units[max(0, first - 1) : first + 1]
            )
    return whole > 0 and headed >= _HOLDS * whole
