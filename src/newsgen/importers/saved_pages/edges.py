"""How the pages of a site end their texts, and how they lead from them to other stories. Pure."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from newsgen.importers.from_html.nodes import Text
from newsgen.importers.saved_pages.groups import Group, in_body
from newsgen.importers.saved_pages.units import Place, Unit

_ALWAYS = 0.6
"""Pages of a template that have a line, in parts of all, by which it may be where their texts end."""
_NEVER = 0.02
"""Likewise those on which the text goes on below it all the same."""
_RARELY = 0.1
"""Of the pages that have prose at a path, those that have it above a line, by which it is none of the text."""
_LONG = 4
"""Paragraphs of a text by which it is seen whether it stands in one box…"""
_MOST = 0.6
"""… that holds as much of it."""
_PARAGRAPHS = frozenset("p b i em strong font span u a ul ol li blockquote q center h2 h3 h4".split())
_FEWEST = 3
_MOST_WORDS = 6
"""Of what stands before a link to another story."""
_LEAD = re.compile(r"\A(?P<lead>[^:：|»›>▶►]{0,40}[:：|»›>▶►])\s*\S")


def ends_of(group: Group, standing: Mapping[str, int]) -> tuple[str, ...]:
    """Lines that most pages of a template have, behind which no text goes on: what is there are comments, or tools."""
    pages = [in_body(page, group.body) for page in group.pages]
    always = [told for told, count in standing.items() if count >= _ALWAYS * len(pages)]
    return tuple(told for told in always if _is_end(told, pages, standing))


def _is_end(told: str, pages: Sequence[Sequence[Unit]], standing: Container[str]) -> bool:
    """Whether prose stands below a line, and never in the boxes in which it stands above."""
    cuts = [_cut_at(told, units, standing) for units in pages]
    below = [cut.below for cut in cuts if cut.has_line]
    if len(below) < max(_FEWEST, _ALWAYS * 0.5 * len(pages)) or sum(map(bool, below)) < _FEWEST:
        return False
    if _are_whole(cuts):
        # Each text stands in one box: what stands in others that have no name either is none of it.
        goes_on = sum(cut.main in {id(_box_of(unit)) for unit in cut.below} for cut in cuts)
        return goes_on <= _NEVER * len(below)
    above = Counter(path for cut in cuts for path in {unit.place.path for unit in cut.above})
    after = Counter(path for units in below for path in {unit.place.path for unit in units})
    texts = {path for path, count in above.items() if count > _RARELY * (count + after[path])}
    return sum(any(unit.place.path in texts for unit in units) for units in below) <= _NEVER * len(below)


@dataclass(frozen=True, slots=True)
class _Cut:
    """The prose of a page, cut at a line."""

    above: list[Unit]
    below: list[Unit]
    has_line: bool
    main: int
    """Identity of the box in which most of the prose above the line stands."""
    share: float
    """How much of it."""


def _cut_at(told: str, units: Sequence[Unit], standing: Container[str]) -> _Cut:
    prose = [(at, unit) for at, unit in enumerate(units) if _is_prose(unit, standing)]
    first = prose[0][0] if prose else len(units)
    place = next((at for at, unit in enumerate(units) if unit.told == told and at > first), None)
    above = [unit for at, unit in prose if place is None or at < place]
    held: Counter[int] = Counter()
    for unit in above:
        held[id(_box_of(unit))] += len(unit.text)
    main, most = held.most_common(1)[0] if held else (0, 0)
    below = [unit for at, unit in prose if place is not None and at > place]
    return _Cut(above, below, place is not None, main, most / max(1, held.total()))


def _are_whole(cuts: Sequence[_Cut]) -> bool:
    """Whether the texts stand in one box each."""
    long = [cut for cut in cuts if len(cut.above) >= _LONG]
    return len(long) >= _FEWEST and sum(cut.share > _MOST for cut in long) >= 0.9 * len(long)


def _box_of(unit: Unit) -> Place:
    """The box around the paragraph in which a line stands."""
    return next((place for place in unit.place.line() if place.element.name not in _PARAGRAPHS), unit.place)


def _is_prose(unit: Unit, standing: Container[str]) -> bool:
    return unit.is_running_text and unit.told not in standing


def leads_of(group: Group) -> tuple[str, ...]:
    """What stands before links to other stories on several pages, and before nothing else: *see also:*."""
    before: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for page in group.pages:
        leads: set[str] = set()
        found: set[str] = set()
        for unit in in_body(page, group.body):
            if lead := lead_of(unit):
                found.add(lead)
                if unit.links and unit.share > 0.4:
                    leads.add(lead)
        before.update(leads)
        every.update(found)
    least = max(_FEWEST, round(0.04 * len(group.pages)))
    return tuple(lead for lead, count in before.items() if count >= least and count >= 0.9 * every[lead])


def lead_of(unit: Unit) -> str:
    """The first words of a line, up to a colon or an arrow, or up to its link; empty for none."""
    if unit.box is not None:
        return ""
    if (match := _LEAD.match(unit.told)) and len(match["lead"].split()) <= _MOST_WORDS:
        return match["lead"].strip()
    if unit.links and 0 < unit.share < 1:
        plain = ""
        for leaf in unit.leaves:
            if isinstance(leaf, Text):
                if leaf.text.strip() and unit.links[0].text().strip().startswith(leaf.text.strip()[:20]):
                    break
                plain += leaf.text
        words = " ".join(plain.split()).casefold()
        return words if 0 < len(words.split()) <= _MOST_WORDS else ""
    return ""
