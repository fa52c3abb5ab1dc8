"""The lines of a story where no template fits its page: another program's choice, and what it misses. Pure."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from newsgen.importers.saved_pages import labels
from newsgen.importers.saved_pages.rules import Template
from newsgen.importers.saved_pages.units import Lines, Place, Unit

_LEAST_ABOVE = 2
"""Paragraphs above comments that make sure that these are none of the story."""
_MOST_DROPPED = 0.4
"""Of the words that were chosen, what names of boxes may speak against: if it is more, they mean something else."""
_PARTS = frozenset({"h2", "h3", "h4", "li", "blockquote", "figcaption", "pre", "dd", "dt"})
NOT_CHOSEN = "another program does not count it among the story"


@dataclass(slots=True)
class Body:
    """Where the story of a page is."""

    place: Place
    units: list[Unit]
    prefix: str = "none:"
    template: Template | None = None
    chosen: list[bool] | None = None
    """Which of the lines another program has chosen; None where rules decide."""


def judged(lines: Lines, chosen: Sequence[bool]) -> Body:
    """The innermost box that holds nearly all of the lines that were chosen."""
    holds: dict[int, float] = defaultdict(float)
    places: dict[int, Place] = {}
    whole = 0.0
    for unit, is_chosen in zip(lines.units, chosen, strict=True):
        if is_chosen:
            whole += unit.words
            for place in unit.place.line():
                holds[id(place)] += unit.words
                places[id(place)] = place
    best = max((place for key, place in places.items() if holds[key] >= 0.999 * whole), key=lambda place: place.depth)
    units = [unit for unit in lines.units if unit.place.is_within(best)]
    inside = {id(unit): is_chosen for unit, is_chosen in zip(lines.units, chosen, strict=True)}
    return Body(best, units, chosen=[inside[id(unit)] for unit in units])


def densest(units: Sequence[Unit]) -> list[bool]:
    """The prose of the box that holds most of it by itself, where no other program has chosen any."""
    words: dict[int, float] = defaultdict(float)
    for unit in units:
        if unit.is_running_text:
            for depth, place in enumerate(list(unit.place.line())[1:4]):
                words[id(place)] += unit.words / (1 + depth)
    if not words:
        return [False] * len(units)
    best = max(words, key=lambda key: words[key])
    return [unit.is_running_text and any(id(place) == best for place in list(unit.place.line())[1:4]) for unit in units]


def without_hints(units: Sequence[Unit], reasons: Sequence[str], chosen: Sequence[bool]) -> list[str]:
    """The reasons without those of boxes that most of what was chosen lies in: their names tell nothing.

    But readers may say more than the story does: what is called comments, and stands below some of it, is that.
    """
    whole = sum(unit.words for unit, is_chosen in zip(units, chosen, strict=True) if is_chosen)
    against: dict[str, float] = defaultdict(float)
    for unit, why, is_chosen in zip(units, reasons, chosen, strict=True):
        if is_chosen and why and why == unit.place.hint:
            against[why] += unit.words
    wrong = {why for why, words in against.items() if words > _MOST_DROPPED * whole}
    said = next((at for at, why in enumerate(reasons) if why == labels.SAID and chosen[at]), 0)
    if sum(chosen[at] and not reasons[at] and units[at].is_prose for at in range(said)) >= _LEAST_ABOVE:
        wrong.discard(labels.SAID)
    return [
        labels.STORY if is_chosen and why in wrong and why == unit.place.hint else why
        for unit, why, is_chosen in zip(units, reasons, chosen, strict=True)
    ]


def by_choice(
    units: Sequence[Unit],
    reasons: Sequence[str],
    chosen: Sequence[bool],
    above: int,
    is_own: Callable[[str], bool],
    *,
    is_below_head: bool,
) -> list[str]:
    """Why each line is no part of the story: what was chosen, with what stands amid it and is like it, is.

    Args:
        units: The lines of the body.
        reasons: Why each is no part of any story; empty for the others.
        chosen: Those that another program has chosen.
        above: The place of the headline among them; -1 where it is none of them.
        is_own: Whether an address is of this site.
        is_below_head: Whether all of them behind that place stand below the headline.
    """
    paths = {unit.place.path for unit, is_chosen in zip(units, chosen, strict=True) if is_chosen and unit.is_prose}
    places = [at for at, (unit, is_chosen) in enumerate(zip(units, chosen, strict=True)) if is_chosen and unit.is_prose]
    first, last = (places[0], places[-1]) if places else (0, -1)
    found: list[str] = []
    for at, unit in enumerate(units):
        is_amid = first <= at <= last
        is_of_it = is_amid and _is_like(unit, paths) and (unit.share < 0.7 or _leads_out(unit, is_own))
        is_led = above < at < first and (
            _is_shown_above(unit) or (is_below_head and (_is_lead(unit) or (at == first - 1 and _is_subhead(unit))))
        )
        if reasons[at] or chosen[at] or is_of_it or is_led:
            found.append(reasons[at])
        else:
            found.append(NOT_CHOSEN)
    return found


def _is_like(unit: Unit, paths: set[int]) -> bool:
    """Whether a line amid a text is as others of it, or a part of one by its element."""
    return not unit.text or unit.is_prose or unit.place.path in paths or _is_part(unit)


def _is_shown_above(unit: Unit) -> bool:
    """Whether a line is the picture above the text, or its caption."""
    return unit.box is not None or bool(unit.pictures and not unit.text)


def _is_lead(unit: Unit) -> bool:
    """Whether a line below the headline is the first sentence of the story, in an element of its own."""
    return unit.is_running_text and unit.is_ended and unit.share < 0.3


def _is_subhead(unit: Unit) -> bool:
    """Whether a line is the heading of the first paragraph."""
    return any(place.element.name in {"h2", "h3", "h4"} for place in list(unit.place.line())[:2])


def _is_part(unit: Unit) -> bool:
    """Whether a line is a subhead, an item, a cell, a quotation or a caption by its element."""
    names = {place.element.name for place in list(unit.place.line())[:3]}
    return unit.box is not None or bool(names & _PARTS)


def _leads_out(unit: Unit, is_own: Callable[[str], bool]) -> bool:
    """Whether a line is a link to another site: no list of the site's own stories."""
    return bool(unit.links) and not any(is_own(link.get("href")) for link in unit.links)
