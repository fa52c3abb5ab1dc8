"""Where the pages of a template have their text: the innermost box that holds the prose of each. Pure."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from newsgen.importers.saved_pages import evidence, hints
from newsgen.importers.saved_pages.groups import Group, is_below
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Paths, Place, Unit

_HOLDS = 0.8
"""A box is the body's if it holds as much of the prose of the box around it."""
_BESIDE = 0.02
"""Prose beside a box, in parts of what that holds, by which the body is more than the box…"""
_RARELY = 0.03
"""… if it is so on more than these parts of the pages."""
_BEGUN = 0.3
"""Pages whose text begins beside a box, in parts of all, by which the body is more than the box."""
_ALONE = 0.04
"""Likewise those on which there is nothing else."""
_NEAR = 10
"""Lines below a headline among which the byline is."""
_FEW = 20
"""Words of a byline."""
_NEARLY_ALL = 0.9
_FEWEST_SHOWN = 3
"""Pictures with captions that are a row of them, and no picture beside a text."""
_SHOWING = 0.3
"""Pages with such a row beside a box, in parts of all, by which the body is more than the box."""
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


def find_body(group: Group, paths: Paths, standing: Container[tuple[int, str]], tongue: Tongue) -> None:
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
        if not _is_body_within(group, body, inner, shares, seen, paths=paths, standing=standing, tongue=tongue):
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
    tongue: Tongue,
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
    if _are_begun_beside(group, body, inner, standing, tongue) or _are_shown_beside(group, body, inner):
        return False
    if shares[inner] >= _HOLDS * shares[body]:
        return True
    is_common = sum(inner in prose.best for prose in seen) >= _NEARLY_ALL * len(seen)
    return is_common and _is_rest_headed(group, body, inner, standing)


def _are_begun_beside(
    group: Group, body: int, inner: int, standing: Container[tuple[int, str]], tongue: Tongue
) -> bool:
    """Whether texts begin below the headline, in a box beside the one that holds the rest of them.

    What is called a standfirst is one, but where it is at times the whole of a story.
    """
    begun = named = alone = 0
    for page in group.pages:
        lead, is_alone = _lead_beside(page, body, inner, standing, tongue)
        if lead is not None:
            is_named = _is_named_field(lead)
            begun, named, alone = begun + (not is_named), named + is_named, alone + is_alone
    many = len(group.pages)
    return begun >= _BEGUN * many or (begun + named >= _BEGUN * many and alone >= max(2, _ALONE * many))


def _are_shown_beside(group: Group, body: int, inner: int) -> bool:
    """Whether a row of pictures, each with its caption, stands beside a box: that of which it only is the lead."""
    showing = 0
    for page in group.pages:
        inside: set[int] = set()
        beside: set[int] = set()
        for unit in page.lines.units:
            place = unit.place
            if not unit.pictures or unit.box is None or not unit.box.letters or place.hint or place.is_link:
                continue
            line = {each.path for each in place.line()}
            (inside if inner in line else beside if body in line else set()).add(id(unit.box))
        showing += len(beside) >= _FEWEST_SHOWN and len(beside) > len(inside)
    return showing >= max(2, _SHOWING * len(group.pages))


def _lead_beside(
    page: Parsed, body: int, inner: int, standing: Container[tuple[int, str]], tongue: Tongue
) -> tuple[Unit | None, bool]:
    """The first line of prose between the headline and a box; and whether that has none itself."""
    title = page.said.headline or page.said.title
    head = -1
    lead: Unit | None = None
    for at, unit in enumerate(page.lines.units):
        line = [place.path for place in unit.place.line()]
        if inner in line and unit.is_prose:
            return lead, False
        if lead is not None and body not in line:
            break
        if unit.share < 0.5 and evidence.agrees_with_title(unit.text, title):
            head, lead = (at, None) if head < 0 else (head, lead)
        elif unit.words < _FEW and (tongue.date(unit.text) is not None or tongue.authors(unit.text)):
            # A standfirst stands above the byline, and no text does.
            is_byline = head >= 0 and at < head + _NEAR and not tongue.is_update(unit.text)
            lead = None if is_byline else lead
        elif head >= 0 and body in line and weight(unit, standing) and lead is None:
            lead = None if tongue.is_update(unit.text) else unit
    return lead, lead is not None


def _is_named_field(unit: Unit) -> bool:
    """Whether a line is a standfirst or a caption, as its elements are called."""
    near = list(islice(unit.place.line(), 3))
    return any(hints.field_of(place.element) in {"subtitle", "caption", "credit"} for place in near) or any(
        place.element.name in {"h2", "h3", "h4", "h5", "figcaption"} for place in near
    )


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
