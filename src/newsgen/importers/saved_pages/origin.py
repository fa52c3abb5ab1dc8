"""The dateline of a story, which leaves its text as that of a copied story does. Pure."""

from newsgen.importers.from_html.nodes import Text
from newsgen.importers.pasted.datelines import as_name
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.story import DOUBTFUL, LIKELY, LeftOut

_FIRST = 2
"""Paragraphs of which one may begin with it: the first may be a standfirst."""


def find_origin(facts: Facts) -> None:
    """Finds the dateline, and takes it from the text."""
    units = facts.parsed.lines.units
    for at in facts.prose()[:_FIRST]:
        line = facts.tongue.dateline(units[at].text)
        if line is None or not line.rest.strip() or not _has_only_text(units[at]):
            continue
        facts.origin = line
        _cut(units[at], line.typed)
        if line.places:
            facts.said.append(line.place)
            facts.fields["places"] = tuple(as_name(part) for town in line.places for part in town.split("/"))
            facts.fields["dateline"] = ", ".join(map(as_name, line.places))
            confidence = LIKELY if line.day or line.agencies else DOUBTFUL
            facts.tell("dateline", Found(str(facts.fields["dateline"]), "before the first sentence", confidence))
        facts.left_out.append(LeftOut(line.typed.strip(), "the dateline: what it says stands in fields"))
        return


def _has_only_text(unit: Unit) -> bool:
    return not unit.pictures and not unit.frames


def _cut(unit: Unit, typed: str) -> None:
    """Takes the beginning of a line away, in whatever elements it stands."""
    left = sum(not char.isspace() for char in typed)
    for leaf in unit.leaves:
        if not isinstance(leaf, Text):
            continue
        at = 0
        while at < len(leaf.text) and (left or leaf.text[at].isspace()):
            left -= not leaf.text[at].isspace()
            at += 1
        leaf.text = leaf.text[at:]
        if not left and leaf.text:
            break
    unit.text = unit.text[len(typed) :].strip() if unit.text.startswith(typed) else unit.text
