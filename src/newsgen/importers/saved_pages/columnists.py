"""Names of columnists: in the heading or above it, as a line below the text tells of who writes. Pure."""

from collections.abc import Iterator

from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.evidence import letters_of, parts_of
from newsgen.importers.saved_pages.view import Facts

_ABOVE = 4
"""Lines above the headline among which the name may stand."""
_MOST_WORDS = 5
"""Of a name."""
_BEHIND_END = 6
"""Lines around the end of the text among which one tells of its author."""
_BOX = "a box about the author"


def columnist(facts: Facts) -> tuple[str, ...]:
    """The name of a columnist; nothing where the page does not confirm one.

    A heading may have it in an element that is called so. Elsewhere a name alone may be anybody's: it is believed where
    a line below the text begins with it and goes on about the person.
    """
    for name, is_called in _names(facts):
        found = facts.tongue.names(name)
        if len(found) == 1 and (is_called or _is_told_of(facts, found[0])):
            _take(facts, found[0])
            return found
    return ()


def _names(facts: Facts) -> Iterator[tuple[str, bool]]:
    """What may be the name, and whether its element says so."""
    units = facts.parsed.lines.units
    head = units[facts.head_at] if facts.head_at < len(units) else None
    if head is not None and facts.has_heading:
        for element in head.place.element.elements():
            yield element.one_line(), hints.field_of(element) == "authors"
    title = letters_of(str(facts.fields.get("title", "")))
    known = {*facts.rules.title_ends, *facts.rules.authors}  # The site's own name, which its foot may tell of.
    for part in parts_of(facts.parsed.said.title):
        if letters_of(part) not in title and part not in known:
            yield part, False
    for unit in units[max(0, facts.head_at - _ABOVE) : facts.start_at]:
        if 1 < unit.words <= _MOST_WORDS and unit.place.hint in {"", _BOX} and unit.text not in known:
            yield unit.text, False


def _is_told_of(facts: Facts, name: str) -> bool:
    """Whether a line near the end of the text, or in a box about the author, begins with a name and goes on."""
    units = facts.parsed.lines.units
    prose = facts.prose()
    end = prose[-1] if prose else len(units)
    for at, unit in enumerate(units):
        is_near = end <= at <= end + _BEHIND_END and unit.place.hint in {"", _BOX, hints.FOOT}
        rest = unit.text[len(name) :]
        if (is_near or unit.place.hint == _BOX) and unit.text.startswith(name) and unit.words > _MOST_WORDS:
            word = rest.strip(" ,")[:1]
            if rest[:1] in {" ", ","} and word.islower():
                return True
    return False


def _take(facts: Facts, name: str) -> None:
    """Sets apart the lines that are the name alone, and the kicker that is none."""
    if letters_of(str(facts.fields.get("kicker", ""))) == letters_of(name):
        del facts.fields["kicker"]
    for unit in facts.parsed.lines.units[max(0, facts.head_at - _ABOVE) : facts.start_at]:
        if letters_of(unit.text) == letters_of(name) and id(unit) not in facts.taken:
            facts.take(unit, "authors")
