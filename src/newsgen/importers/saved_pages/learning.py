"""The rules of a site, learned from many of its pages: what stands on all, what varies, and where. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from newsgen.importers.from_html.inline import BLOCKS
from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.field_paths import FieldPaths, find_fields
from newsgen.importers.saved_pages.labels import picture_line
from newsgen.importers.saved_pages.lists import has_several
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.rules import Rules, Template, renamed
from newsgen.importers.saved_pages.tongue import Tongue, without_names
from newsgen.importers.saved_pages.units import Paths, Place, Unit

FEWEST = 4
"""Pages from which a template can be learned."""
_ALIKE = 0.55
"""Of two pages' paths: with as many in common they have one template."""
_MOST_GROUPS = 60
_HOLDS = 0.8
"""A box is the body's if it holds as much of the prose of the box around it."""
_BESIDE = 0.02
"""Prose beside a box, in parts of what that holds, by which the body is more than the box…"""
_RARELY = 0.03
"""… if it is so on more than these parts of the pages."""
_NEARLY_ALL = 0.9
_FURNITURE = 0.6
"""Letters of a box that are links, or stand on many pages, by which it is none of the story's."""
_LONGEST_LINE = 300
"""Letters of a line that is listed among those of menus."""
_INNER = frozenset("a b i em strong font span img u small big sup sub abbr cite q br wbr li p tr".split())
_LETTERS = frozenset("font b big em i small strong u".split())
_TOLD = frozenset({"li", "blockquote"})
"""Elements of a story, beside paragraphs, in which sentences stand."""
_MOSTLY = 0.8
"""Of a line's pages, by which it stands always there."""
_SUBHEADS = frozenset("h1 h2 h3 h4 h5 h6 b strong u".split())
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)(?!\d)")


@dataclass(slots=True)
class Group:
    """Pages of one template."""

    pages: list[Parsed]
    frame: frozenset[int]
    body: int = 0
    mains: frozenset[int] = frozenset()
    """Paths of most of the prose."""
    fields: FieldPaths = field(default_factory=dict)
    is_list: bool = False


def learn(pages: Sequence[Parsed], paths: Paths, tongue: Tongue) -> Rules:
    """The rules of a site.

    Args:
        pages: As many of its pages as are worth it.
        paths: Those of the site.
        tongue: Knows words; is told how the site writes dates.
    """
    tongue.day_first = _day_first(pages)
    ends = evidence.title_ends([page.said.title for page in pages])
    groups = _learned_groups(pages, paths, tongue, ends)
    several = {id(page) for group in groups for page in group.pages if _has_several(page, group)}
    if several:
        # Lists that show whole stories: what stands on these, too, does not stand on many pages by itself.
        pages = [page for page in pages if id(page) not in several]
        groups = _learned_groups(pages, paths, tongue, ends)
    standing: Counter[str] = Counter()
    kept: set[str] = set()
    for group in groups:
        mine = _standing_in(group, tongue)
        kept |= _kept(group, mine, len(group.pages))
        standing.update({told: count for told, count in mine.items() if told not in kept})
    hosts = Counter(page.page.address.split("/")[2] for page in pages if page.page.address.count("/") > 1)
    return Rules(
        templates=renamed(_merged([_template(group, paths, standing) for group in groups])),
        standing=standing,
        elsewhere=_elsewhere(pages, standing),
        keep=frozenset(kept),
        day_first=tongue.day_first,
        title_ends=ends,
        site=hosts.most_common(1)[0][0] if hosts else "",
        authors=_false_authors(pages),
        learned=len(pages),
    )


def _learned_groups(pages: Sequence[Parsed], paths: Paths, tongue: Tongue, ends: Sequence[str]) -> list[Group]:
    """The templates that have enough pages, with their bodies and fields."""
    counts: Counter[tuple[int, str]] = Counter()
    for page in pages:
        counts.update({(unit.place.path, unit.told) for unit in page.lines.units if unit.told})
    least = max(3, round(0.04 * len(pages))) if len(pages) >= FEWEST else len(pages) + 1
    standing = {line for line, count in counts.items() if count >= least}
    groups = _grouped(pages, paths)
    for group in groups:
        _learn_group(group, paths, standing, tongue, ends)
    groups = _joined(groups, paths, standing, tongue, ends)
    return [group for group in groups if len(group.pages) >= FEWEST and group.mains]


def _learn_group(
    group: Group, paths: Paths, standing: Container[tuple[int, str]], tongue: Tongue, ends: Sequence[str]
) -> None:
    _find_body(group, paths, standing)
    if len(group.pages) >= FEWEST and group.mains:
        group.fields = find_fields(group.pages, group.body, paths, tongue, ends)


def _joined(
    groups: Sequence[Group], paths: Paths, standing: Container[tuple[int, str]], tongue: Tongue, ends: Sequence[str]
) -> list[Group]:
    """Groups whose headlines stand at one path are one, if the body of one lies in that of the other."""
    found: list[Group] = []
    for group in groups:
        head = set(group.fields.get("headline", ()))
        other = next(
            (
                each
                for each in found
                if head & set(each.fields.get("headline", ()))
                and (is_below(group.body, each.body, paths) or is_below(each.body, group.body, paths))
            ),
            None,
        )
        if other is None:
            found.append(group)
            continue
        other.pages += group.pages
        if other.body != group.body:
            _learn_group(other, paths, standing, tongue, ends)
    return found


def _has_several(page: Parsed, group: Group) -> bool:
    """Whether a page has several headlines where other pages of its template have one."""
    if page.said.is_story and page.said.sure:
        return False
    chosen = set(group.fields.get("headline", ()))
    heads = [at for at, unit in enumerate(page.lines.units) if unit.place.path in chosen]
    return has_several(page.lines.units, heads)


def _standing_in(group: Group, tongue: Tongue) -> dict[str, int]:
    """Lines in bodies that several pages have, and that are no fields."""
    chosen = {path for name, known in group.fields.items() if name != "tags" for path in known}
    counts: Counter[str] = Counter()
    for page in group.pages:
        names = _names_on(page, group, tongue)
        found = {
            without_names(unit.told, names)
            for unit in _in_body(page, group.body)
            if len(unit.told) > 1
            and not (unit.place.path in chosen and (unit.words < 4 or tongue.authors(unit.text, is_sure=True)))
        }
        counts.update(found)
        counts.update(
            {picture_line(image) for unit in _in_body(page, group.body) for image in (*unit.pictures, *unit.frames)}
        )
    least = max(3, round(0.04 * len(group.pages)))
    return {told: count for told, count in counts.items() if count >= least}


def _names_on(page: Parsed, group: Group, tongue: Tongue) -> tuple[str, ...]:
    """The authors of a page."""
    chosen = group.fields.get("authors", ())
    shown = (tongue.authors(unit.text) for unit in page.lines.units if unit.place.path in chosen and unit.words < 30)
    return next((names for names in shown if names), page.said.authors)


def _elsewhere(pages: Sequence[Parsed], standing: Container[str]) -> dict[str, int]:
    """Lines outside of bodies that many pages have: menus, and what stands at the foot."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({unit.told for unit in page.lines.units if unit.told})
    least = max(3, 0.1 * len(pages))
    return {
        told: count
        for told, count in counts.items()
        if count >= least and told not in standing and len(told) < _LONGEST_LINE
    }


def _day_first(pages: Iterable[Parsed]) -> bool | None:
    """Whether the site writes the day before the month, by those of its dates that can be read in one way only.

    Where there are none, by the month that addresses have.
    """
    first = second = 0
    in_address: Counter[bool] = Counter()
    language = ""
    for page in pages:
        month = evidence.date_in_address(page.page.address)[:7] or evidence.month_in_address(page.page.address)
        language = language or page.said.language
        for unit in page.lines.units:
            if unit.words < 14 and (match := _NUMERIC.search(unit.text)):
                first += int(match[1]) > 12
                second += int(match[3]) > 12
                if match[1] != match[3] and int(month[5:] or 0) in {int(match[1]), int(match[3])}:
                    in_address[int(match[3]) == int(month[5:])] += match[0].endswith(month[2:4])
    if first != second:
        return first > second
    if in_address[True] != in_address[False]:
        return in_address[True] > in_address[False]
    return False if language.lower() in {"en-us", "en_us"} else None


def _grouped(pages: Sequence[Parsed], paths: Paths) -> list[Group]:
    """The pages by template: those with nearly the same boxes."""
    groups: list[Group] = []
    for page in pages:
        frame = frozenset(
            path for path in page.lines.paths() if paths.last(path).partition(".")[0].partition("#")[0] not in _INNER
        )
        best = max(groups, key=lambda group: _likeness(group.frame, frame), default=None)
        if best is not None and (_likeness(best.frame, frame) >= _ALIKE or len(groups) >= _MOST_GROUPS):
            best.pages.append(page)
        else:
            groups.append(Group([page], frame))
    return sorted(groups, key=lambda group: -len(group.pages))


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


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


def _find_body(group: Group, paths: Paths, standing: Container[tuple[int, str]]) -> None:
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


def is_below(path: int, other: int, paths: Paths) -> bool:
    """Whether a path is another, or begins with it."""
    while path >= 0:
        if path == other:
            return True
        path = paths.above(path)
    return False


def _in_body(page: Parsed, body: int) -> list[Unit]:
    return [unit for unit in page.lines.units if any(place.path == body for place in unit.place.line())]


def _kept(group: Group, standing: Mapping[str, int], many: int) -> set[str]:
    """Lines that several stories have in their midst: sentences, captions, and subheads with prose below them.

    What most stories have is none; nor what stands always above or below the same other line that many pages have.
    """
    amid: Counter[str] = Counter()
    every: Counter[str] = Counter()
    varied = _varied_paths(group, standing)
    fixed = _fixed_lines(group, standing)
    for page in group.pages:
        units = _in_body(page, group.body)
        is_main = [unit.place.path in group.mains and unit.told not in standing and unit.is_prose for unit in units]
        for at, unit in enumerate(units):
            if unit.told not in standing or unit.place.hint:
                continue
            every[unit.told] += 1
            tags = {place.element.name for place in list(unit.place.line())[:3]}
            is_text = unit.place.path in group.mains or bool(tags & _TOLD)
            is_sentence = is_text and unit.is_ended and unit.words > 3 and unit.share < 0.3
            is_like_subhead = bool(tags & _SUBHEADS) or unit.place.path in varied
            is_subhead = is_like_subhead and unit.share == 0 and any(is_main[:at]) and any(is_main[at + 1 : at + 2])
            is_caption = unit.box is not None and not any(
                picture_line(each) in standing for each in unit.box.element.every("img")
            )
            amid[unit.told] += (is_sentence and unit.told not in fixed) or is_subhead or is_caption
    return {told for told, count in amid.items() if count >= 0.8 * every[told] and standing[told] < max(4, 0.35 * many)}


def _fixed_lines(group: Group, standing: Mapping[str, int]) -> set[str]:
    """Lines of which two stand nearly always beside one another, as those of a box do."""
    beside: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    for page in group.pages:
        units = [unit for unit in _in_body(page, group.body) if unit.text]
        for at, unit in enumerate(units):
            if unit.told in standing:
                every[unit.told] += 1
                near = {side: units[at + side].told for side in (-1, 1) if 0 <= at + side < len(units)}
                beside[unit.told].update((side, told) for side, told in near.items() if told in standing)
    return {
        told
        for told, found in beside.items()
        if any(count >= _MOSTLY * max(every[told], every[other]) for (_, other), count in found.items())
    }


def _varied_paths(group: Group, standing: Container[str]) -> set[int]:
    """Paths of short lines of which most stand on one page only, as subheads do."""
    seen: Counter[int] = Counter()
    often: Counter[int] = Counter()
    for page in group.pages:
        for unit in _in_body(page, group.body):
            if unit.words < 15 and unit.text:
                seen[unit.place.path] += 1
                often[unit.place.path] += unit.told in standing
    return {
        path for path, count in seen.items() if count > 3 and often[path] < 0.75 * count and path not in group.mains
    }


def _template(group: Group, paths: Paths, standing: Mapping[str, int]) -> Template:
    drop = _furniture(group, paths, standing)
    example = group.pages[0].page
    return Template(
        name="",
        body=(paths.selector(group.body),),
        fields={name: tuple(paths.selector(path) for path in found) for name, found in group.fields.items() if found},
        drop=tuple(paths.selector(path) for path in drop),
        pages=len(group.pages),
        example=example.address or example.path,
        notes={paths.selector(path): note for path, note in drop.items()},
    )


def _furniture(group: Group, paths: Paths, standing: Mapping[str, int]) -> dict[int, str]:
    """Paths of boxes in the body that are no part of any story, and why."""
    seen: Counter[int] = Counter()
    bad: Counter[int] = Counter()
    notes: dict[int, str] = {}
    for page in group.pages:
        stand: dict[int, int] = defaultdict(int)
        holds: set[int] = set()
        inside: dict[int, Place] = {}
        texts: dict[int, str] = {}
        for unit in _in_body(page, group.body):
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
            if place.element.name not in BLOCKS or not place.letters or place.element.name in {"tr", "tbody"}:
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
    tops = sorted(path for path in found if not any(is_below(paths.above(path), other, paths) for other in found))
    fields = {path for known in group.fields.values() for path in known}
    return {
        path: f"{bad[path]:,}: {notes[path]}"
        for path in tops
        if not any(is_below(each, path, paths) for each in fields) and _has_name(paths.last(path))
    }


def _is_named(key: str) -> bool:
    """Whether an element has a class or an id: others of its path may be anything."""
    return "." in key or "#" in key


def _has_name(key: str) -> bool:
    return (
        "." in key
        or "#" in key
        or key.partition(":")[0] in {"ul", "ol", "table", "dl", "form", "aside", "div", "center", "h3", "h4", "h5"}
    )


def _merged(templates: Sequence[Template]) -> list[Template]:
    """Templates that say the same as one."""
    found: dict[tuple[str, ...], Template] = {}
    for each in templates:
        known = found.get(each.body)
        if known is None:
            found[each.body] = each
            continue
        fields = {
            name: tuple(dict.fromkeys((*known.fields.get(name, ()), *each.fields.get(name, ()))))
            for name in {**known.fields, **each.fields}
        }
        found[each.body] = Template(
            known.name,
            known.body,
            fields,
            tuple(dict.fromkeys((*known.drop, *each.drop))),
            known.pages + each.pages,
            known.example,
            {**each.notes, **known.notes},
        )
    return list(found.values())


def _false_authors(pages: Sequence[Parsed]) -> tuple[str, ...]:
    """Names that nearly all pages give to machines as their author, and hardly any to readers."""
    if len(pages) < 2 * FEWEST:
        return ()
    given: Counter[str] = Counter(name for page in pages for name in set(page.said.authors))
    found: list[str] = []
    for name, count in given.items():
        if count < 0.8 * len(pages):
            continue
        shown = sum(
            any(name.casefold() in unit.told and unit.words < 12 for unit in page.lines.units) for page in pages
        )
        if shown < count / 2:
            found.append(name)
    return tuple(found)
