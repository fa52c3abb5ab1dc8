"""Lines that many pages have: no part of a story, but for those that are. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from itertools import islice

from newsgen.importers.saved_pages.groups import Group, in_body
from newsgen.importers.saved_pages.labels import OTHERS, picture_line
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.tongue import Tongue, without_names
from newsgen.importers.saved_pages.units import Unit

_LONGEST_LINE = 300
"""Letters of a line that is listed among those of menus."""
_TOLD = frozenset({"li", "blockquote"})
"""Elements of a story, beside paragraphs, in which sentences stand."""
_SAID = re.compile(r"[.!?。！？।][\"'”’»)」』]*\Z")
_NAMELESS = "img "
"""What is shown under no address is not the same on many pages."""
_HOUR = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d(?:\s*(?:[ap]\.?m\.?|uhr|h|[A-Z]{2,4}))?", re.IGNORECASE)
_FEWEST_ENTRIES = 3
_MOST_OF_ENTRY = 8
"""Words of a line with the hour of an entry, and who wrote it."""
_CORRECTION = re.compile(
    r"(?i)\b(?:(?:was|were|has been|have been) "
    r"(?:amended|corrected|updated|edited|changed)\b.*\b(?:to|because|since|after)\b|"
    r"\A\W*correction\b|wurde(?:n)? (?:\S+ ){0,6}(?:korrigiert|berichtigt)|a été corrigé|"
    r"ha sido corregid|è stato corretto|foi corrigid|"
    r"\b(?:interview|conversation|transcript|q&a)\b.*\b(?:edited|condensed|abridged|shortened)\b|"
    r"\b(?:interview|gespräch)\b.*\b(?:gekürzt|redigiert|bearbeitet|verdichtet)|\b(?:entretien|interview|propos)\b.*\b(?:édité|condensé|abrégé|relu)|"
    r"\bentrevista\b.*\b(?:editada|condensada|resumida|abreviada)|\bintervista\b.*\b(?:modificata|condensata|abbreviata|ridotta)|"
    r"\binterview\b.*\b(?:ingekort|geredigeerd|bewerkt)|\b(?:wywiad|rozmowa)\b.*\b(?:skrócon|zredagowan)|интервью\b.*(?:сокращен|отредактирован))"
)
"""What a story says of its own mistakes, and of how an interview was shortened."""
_MOSTLY = 0.8
"""Of a line's pages, by which it stands always there."""
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_MOST_BETWEEN = 4
"""Lines between a subhead and the text below it: an advertisement, a link to another story."""
_SUBHEADS = frozenset("h1 h2 h3 h4 h5 h6 b strong u".split())


def standing_in(group: Group, tongue: Tongue) -> dict[str, int]:
    """Lines in bodies that several pages have, and that are no fields."""
    chosen = {path for name, known in group.fields.items() if name != "tags" for path in known}
    counts: Counter[str] = Counter()
    for page in group.pages:
        names = _names_on(page, group, tongue)
        entries = _times_of_entries(in_body(page, group.body))
        found = {
            without_names(unit.told, names)
            for unit in in_body(page, group.body)
            if len(unit.told) > 1
            and unit.place.path not in entries
            and not (unit.is_ended and not unit.share and _CORRECTION.search(unit.text))
            and unit.place.hint != OTHERS  # The first sentences of a story are its own, though others tell them, too.
            # One person takes the pictures of many stories.
            and not (unit.box is not None and tongue.bylines.credits.alone(unit.text))
            and not (unit.place.path in chosen and (unit.words < 4 or tongue.authors(unit.text, is_sure=True)))
        }
        counts.update(found)
        counts.update(
            {picture_line(image) for unit in in_body(page, group.body) for image in (*unit.pictures, *unit.frames)}
            - {_NAMELESS}
        )
    least = max(3, round(0.04 * len(group.pages)))
    return {told: count for told, count in counts.items() if count >= least}


def _times_of_entries(units: Sequence[Unit]) -> set[int]:
    """Paths of the hours that stand above each entry of a page that was written on as things happened."""
    seen: dict[int, set[str]] = defaultdict(set)
    for unit in units:
        hour = _HOUR.match(unit.text)
        if hour is None or unit.place.hint:
            continue
        is_alone = unit.place.element.name == "time" and hour[0] == unit.text
        # Who wrote an entry may stand behind its hour.
        is_signed = unit.words <= _MOST_OF_ENTRY and next(unit.place.element.every("time"), None) is not None
        if is_alone or is_signed:
            seen[unit.place.path].add(hour[0])
    return {path for path, hours in seen.items() if len(hours) >= _FEWEST_ENTRIES}


def _names_on(page: Parsed, group: Group, tongue: Tongue) -> tuple[str, ...]:
    """The authors of a page."""
    chosen = group.fields.get("authors", ())
    shown = (tongue.authors(unit.text) for unit in page.lines.units if unit.place.path in chosen and unit.words < 30)
    return next((names for names in shown if names), page.said.authors)


def lines_elsewhere(pages: Sequence[Parsed], standing: Container[str]) -> dict[str, int]:
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


def kept_lines(group: Group, standing: Mapping[str, int], many: int) -> set[str]:
    """Lines that several stories have in their midst: sentences, captions, and subheads with prose below them.

    What most stories have is none; nor what stands always above or below the same other line that many pages have.
    """
    amid: Counter[str] = Counter()
    every: Counter[str] = Counter()
    varied = _varied_paths(group, standing)
    fixed = _fixed_lines(group, standing)
    for page in group.pages:
        units = in_body(page, group.body)
        is_main = [unit.place.path in group.mains and unit.told not in standing and unit.is_prose for unit in units]
        for at, unit in enumerate(units):
            if unit.told not in standing or unit.place.hint:
                continue
            every[unit.told] += 1
            tags = {place.element.name for place in list(unit.place.line())[:3]}
            is_text = unit.place.path in group.mains or bool(tags & _TOLD)
            is_long = unit.words > 3 or (unit.place.path in group.mains and _SAID.search(unit.text) is not None)
            is_sentence = is_text and unit.is_ended and is_long and unit.share < 0.3
            is_like_subhead = bool(tags & _SUBHEADS) or unit.place.path in varied
            is_followed = any(is_main[at + 1 : at + 2]) or (
                bool(tags & _HEADINGS) and _is_above_text(group, units, at, standing)
            )
            is_subhead = is_like_subhead and unit.share == 0 and any(is_main[:at]) and is_followed
            is_caption = unit.box is not None and not any(
                picture_line(each) in standing for each in unit.box.element.every("img")
            )
            amid[unit.told] += (is_sentence and unit.told not in fixed) or is_subhead or is_caption
    return {told for told, count in amid.items() if count >= 0.8 * every[told] and standing[told] < max(4, 0.35 * many)}


def teased_lines(group: Group, standing: Container[str], others: Mapping[int, Container[str]]) -> set[str]:
    """Lines that many pages have only since they tell of another page by them: there they are its own.

    Args:
        group: The pages.
        standing: The lines that many of them have.
        others: For each page, by its identity, the lines on it that are another page's own.
    """
    own: Counter[str] = Counter()
    told: set[str] = set()
    for page in group.pages:
        there = {unit.told for unit in in_body(page, group.body) if unit.is_prose and unit.told in standing}
        teasing = {line for line in there if line in others.get(id(page), ())}
        told |= teasing
        own.update(there - teasing)
    return {line for line in told if own[line] <= 1}


def _is_above_text(group: Group, units: Sequence[Unit], at: int, standing: Container[str]) -> bool:
    """Whether prose stands below a heading, with nothing between them but boxes that lead elsewhere."""
    below = (unit for unit in units[at + 1 :] if unit.text and not _is_linked(unit))
    for unit in islice(below, _MOST_BETWEEN):
        is_said = unit.place.path in group.mains and _SAID.search(unit.text) is not None
        if not unit.place.hint and (is_said or (unit.is_prose and unit.told not in standing)):
            return True
        if any(place.element.name in _HEADINGS for place in islice(unit.place.line(), 3)):
            return False
    return False


def _is_linked(unit: Unit) -> bool:
    """Whether a line stands in a link that holds a whole box."""
    return any(place.is_link for place in islice(unit.place.line(), 3))


def _fixed_lines(group: Group, standing: Mapping[str, int]) -> set[str]:
    """Lines of which two stand nearly always beside one another, as those of a box do."""
    beside: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    every: Counter[str] = Counter()
    for page in group.pages:
        units = [unit for unit in in_body(page, group.body) if unit.text]
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
        for unit in in_body(page, group.body):
            if unit.words < 15 and unit.text:
                seen[unit.place.path] += 1
                often[unit.place.path] += unit.told in standing
    return {
        path for path, count in seen.items() if count > 3 and often[path] < 0.75 * count and path not in group.mains
    }
