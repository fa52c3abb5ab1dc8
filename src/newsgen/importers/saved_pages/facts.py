"""The fields of one story: what rules find, what the page says to machines, and which of them is believed. Pure."""

from urllib.parse import unquote

from newsgen.documents.places import is_served_by_a_program
from newsgen.importers.address_parts import parts_of_address, without_index
from newsgen.importers.saved_pages import hints, labels
from newsgen.importers.saved_pages.dating import find_date
from newsgen.importers.saved_pages.headlines import find_headline
from newsgen.importers.saved_pages.origin import find_origin
from newsgen.importers.saved_pages.rows import tags_in
from newsgen.importers.saved_pages.sections import section_in_crumbs, section_in_folder
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.saved_pages.writers import find_authors
from newsgen.importers.story import HARDLY, LIKELY
from newsgen.models.names import path_fault

_BELOW = 10
"""Lines below the text among which its tags may stand."""
_LINKED = 0.5
"""Letters of a line of tags that are links, in parts of all."""
_MOST_TAGS = 20
_MOST_WORDS = 5
_LONGEST_SECTION = 60
_AROUND = " »>/|:"
_NEAR_TEXT = 6
"""Lines above and below a text among which its tags stand."""


def find_facts(facts: Facts) -> Facts:
    """Finds all fields of a story."""
    facts.start_at = next(iter(facts.prose()), 0)
    find_headline(facts)
    find_origin(facts)
    find_date(facts)
    find_authors(facts)
    facts.said += facts.fields.get("authors", ())
    _labels(facts)
    _subtitle(facts)
    _address(facts)
    return facts


def _labels(facts: Facts) -> None:  # noqa: C901 - sections and tags, of rules and of links
    section = next((unit for unit in facts.marked("section") if unit.words <= 5 and id(unit) not in facts.taken), None)
    if section is not None:
        facts.take(section, "section")
        facts.fields["sections"] = _sections_shown(facts, section)
    elif facts.parsed.said.section and len(facts.parsed.said.section) < 60:
        facts.fields["sections"] = (facts.parsed.said.section,)
    _further_sections(facts)
    marked = {id(place) for place in facts.parsed.marked.get(f"{facts.prefix}tags", ())}
    tags: list[str] = []
    categories: list[str] = []
    for place in facts.parsed.lines.places.values():
        rel = place.element.get("rel").split() if place.element.name == "a" and place.hint in {"", hints.FOOT} else []
        is_marked = id(place) in marked
        if "category" in rel:
            categories.append(place.element.one_line())
        elif "tag" in rel:
            tags.append(place.element.one_line())
        elif is_marked:
            tags += (
                [place.element.one_line()]
                if place.element.name == "a"
                else [each.one_line() for each in place.element.every("a")]
            )
    for unit in facts.body:
        if unit.links and labels.marked(unit, f"{facts.prefix}tags"):
            facts.take(unit, "tags")
    stated_in = _tags_by_words(facts)
    tags = tags or stated_in
    if not tags and facts.template is None:
        tags = _tags_shown(facts)
    if categories and "sections" not in facts.fields:
        facts.fields["sections"] = tuple(dict.fromkeys(categories))[:3]
    if "sections" not in facts.fields:
        _section_around(facts)
    stated = facts.parsed.said.tags if not facts.parsed.said.meta.get("keywords") else ()
    found = tuple(dict.fromkeys(tag.strip(" #,") for tag in (tags or stated) if tag.strip(" #,") and len(tag) < 60))
    if found:
        facts.fields["tags"] = found[:40]


def _further_sections(facts: Facts) -> None:
    """Adds the sections that the page names to machines beside that which is known."""
    several = [each for each in facts.parsed.said.sections if len(each) < _LONGEST_SECTION]
    known = facts.fields.get("sections", ())
    if isinstance(known, tuple) and set(known) & set(several):
        facts.fields["sections"] = tuple(dict.fromkeys((*known, *several)))


def _sections_shown(facts: Facts, first: Unit) -> tuple[str, ...]:
    """The section of a line, and those of further such lines in a box that is called one of categories."""
    found = {first.text.strip(_AROUND): None}
    if any("categor" in place.element.get("class").lower() for place in list(first.place.line())[:3]):
        for unit in facts.marked("section"):
            if unit.place.path == first.place.path and unit.words <= _MOST_WORDS and id(unit) not in facts.taken:
                facts.take(unit, "section")
                found[unit.text.strip(_AROUND)] = None
    return tuple(filter(None, found))


def _tags_shown(facts: Facts) -> list[str]:
    """The tags of a page read by itself: links below the text in a box of tags, or behind a word such as *Tags:*."""
    units = facts.parsed.lines.units
    prose = facts.prose()
    tags: list[str] = []
    for unit in units[prose[-1] + 1 : prose[-1] + _BELOW] if prose else ():
        is_open = unit.place.hint in {"", hints.FOOT} and id(unit) not in facts.taken
        if not is_open or not unit.links or unit.share < _LINKED or unit.is_prose:
            continue
        if facts.is_called(unit, "tags", 4) or facts.tongue.bylines.tags(unit.text):
            tags += [link.one_line() for link in unit.links]
            facts.take(unit, "tags")
    return tags if len(tags) <= _MOST_TAGS else []


def _tags_by_words(facts: Facts) -> list[str]:
    """The tags in lines that begin with a word for them, in whatever element: these leave the text."""
    units = facts.parsed.lines.units
    inside = {id(unit) for unit in facts.body}
    last = max((at for at, unit in enumerate(units) if id(unit) in inside), default=facts.start_at)
    found: dict[str, None] = {}
    for unit in units[max(0, facts.start_at - _NEAR_TEXT) : last + 1 + _NEAR_TEXT]:
        if id(unit) not in facts.taken and (names := tags_in(unit, facts.tongue)):
            facts.take(unit, "tags")
            found.update(dict.fromkeys(names))
    return list(found)


def _section_around(facts: Facts) -> None:
    """The section by what leads to the story."""
    title = str(facts.fields.get("title", ""))
    if name := section_in_crumbs(facts.parsed, title):
        facts.fields["sections"] = (name,)
        facts.tell("sections", Found(name, "the row of links that leads to the story", LIKELY + HARDLY))
    elif name := section_in_folder(facts.parsed.page.address, facts.rules.sections):
        facts.fields["sections"] = (name,)
        facts.tell("sections", Found(name, "the folder of its address", LIKELY))


def _subtitle(facts: Facts) -> None:
    units = facts.parsed.lines.units
    unit = next((each for each in facts.marked("subtitle") if id(each) not in facts.taken), None)
    if unit is None:
        inside = {id(each) for each in facts.body}
        between = [
            each
            for each in units[facts.head_at + 1 : facts.start_at]
            if id(each) not in inside
            and id(each) not in facts.taken
            and each.words > 5
            and not each.place.hint
            and each.share < 0.3
            and facts.is_called(each, "subtitle")
        ]
        unit = between[0] if len(between) == 1 else None
    if unit is not None:
        facts.take(unit, "subtitle")
        facts.fields["subtitle"] = unit.text


def _address(facts: Facts) -> None:
    parts = parts_of_address(facts.parsed.page.address)
    path = unquote(without_index(parts.path))
    if parts.path and path != "/" and not parts.query and not path_fault(path.strip("/")):
        plain = path.rpartition(".")[0]
        if is_served_by_a_program(path):  # A static host shows it as no page; it leads on to one.
            facts.fields["url"], facts.fields["aliases"] = f"{plain}.html", (path,)
        else:
            facts.fields["url"] = path
