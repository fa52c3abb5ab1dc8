"""The bylines that readers saw: around the headline, below the text, or in a box about the author. Pure."""

import re
from dataclasses import dataclass, replace
from itertools import islice

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.byline import Byline, BylineReader
from newsgen.importers.saved_pages.byline_parts import behind_sign, is_marked_up, parted
from newsgen.importers.saved_pages.evidence import letters_of
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts

_ABOVE = 3
"""Lines above the headline among which a byline may stand."""
_BEHIND_END = 6
_LARGEST_BOX = 300
"""Letters of a box that holds bylines alone."""
_NEAR = 5
"""Elements around a line among which such a box is looked for."""
_LONGEST = 30
"""Words of a byline."""
_LONGEST_BARE = 14
"""Words of one without a word such as *by*, and not called one."""
SURE = 3
LED = 2
BARE = 1
"""How well a byline is known."""
_PROFILE = re.compile(
    r"(?i)/(?:authors?|autor(?:en|es|in|a|i|ka|zy)?|auteurs?|autor[ei]|people|persons?|profiles?|profil|staff|journalists?|journaliste?s?|"
    r"redaktion|redakteur(?:e|in)?|reporters?|columnists?|colunistas?|columnas?|firmas?|firma|contributors?|writers?|by|penulis|yazar(?:lar)?|"
    r"muhabir|skribent|schreiber|bio|kolumnist|forfatter|toimittaja|szerzo|redactie|redacteur|redaktor(?:ka)?|avtor|authors?-profile)/[^/?#]+"
)
_NO_BOX = frozenset({"", "a box about the author", "a share bar", hints.FOOT})
"""What boxes are called in which a byline may stand."""
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_ARTICLE = re.compile(r"(?:the|our|your|this)\s")
"""With which no name of a person begins."""
_FRONT = re.compile(r"(?:/[a-z]{2,3})?/?(?:index\.\w+)?")
"""The path of a front page, perhaps of one of several languages."""
_SET_APART = ("em", "i", "strong", "b", "cite")
_BOX_OF_AUTHOR = "a box about the author"


@dataclass(frozen=True, slots=True)
class Shown:
    """A byline that readers saw."""

    unit: Unit
    said: Byline
    rank: int


def bylines_near(facts: Facts, reader: BylineReader) -> list[Shown]:
    """The bylines around the headline, or else below the text, or else in a box about the author."""
    units = facts.parsed.lines.units
    low, high, end = facts.around()
    above = range(max(0, low - _ABOVE), min(len(units), high + 2))
    below = [
        *range(max(high + 1, end - 1), min(len(units), end + _BEHIND_END)),
        *range(high + 2, max(high + 2, end - 1)),
    ]
    for places in (above, below):
        found = [shown for at in places if (shown := _byline(facts, reader, at)) is not None]
        best = max((each.rank for each in found), default=0)
        if best:
            kept = [each for each in found if each.rank == best or (each.rank >= LED and each.said.sources)]
            if best == BARE:
                return [] if places is below and _are_letters(facts, kept[0].unit) else kept[:1]
            return kept if best == SURE or places is above else kept[:1]
    return _elsewhere(facts, reader)


def _byline(facts: Facts, reader: BylineReader, at: int) -> Shown | None:
    """The byline in a line of the page; None where it is none."""
    unit = facts.parsed.lines.units[at]
    is_called = _is_called(unit) or _has_profile(unit)
    if not _may_be_byline(facts, unit, is_called=is_called) or (
        is_called and unit.place.hint == _BOX_OF_AUTHOR and facts.start_at < at
    ):
        return None
    signed = reader.read(behind_sign(unit.place.element), is_sure=True)
    if signed.authors or signed.sources:
        return Shown(unit, signed, LED)
    is_between = facts.head_at < at < facts.start_at and unit.words <= _LONGEST_BARE and not _is_heading(unit)
    is_signed = _is_signed(facts, at)
    is_dated = is_between and _stands_before_date(facts, unit)
    is_near = is_between or _is_below_standfirst(facts, at)
    is_known = is_near and not _is_heading(unit) and _is_of_house(facts, unit, reader)
    said = reader.read(parted(unit, facts.tongue.bylines), is_sure=is_called or is_dated or is_signed or is_known)
    if is_signed and not said.is_led and (bold := _signature(unit)):
        said = reader.read(bold, is_sure=True)
    if is_signed and not said.is_led and len(said.authors) > 1 and _ends_in_town(unit):
        said = replace(said, authors=said.authors[:1])
    is_bold = False
    if not (said.authors or said.sources) and is_between and (bold := _bold(unit)):
        said = reader.read(bold)
        is_bold = said.is_whole
    if not (said.authors or said.sources):
        return None
    if is_called:
        return Shown(unit, said, SURE)
    if said.is_led:
        return Shown(unit, said, LED)
    is_bare = is_bold or is_known or (is_between and _is_beside_date(facts, at)) or (said.is_whole and is_signed)
    return Shown(unit, said, BARE) if is_bare else None


def _leads_home(facts: Facts, unit: Unit) -> bool:
    """Whether a line is a link to the site's front page: who the site is, however its box is called."""
    links = [link.get("href") for link in unit.links if link.text().strip()]
    if not links or unit.share < 0.5:
        return False
    own = parts_of_address(facts.parsed.page.address or facts.parsed.said.canonical).netloc.lower().removeprefix("www.")
    for href in links:
        parts = parts_of_address(href)
        host = parts.netloc.lower().removeprefix("www.")
        is_own = host == own if host else parts.path.startswith("/")
        if not is_own or not _FRONT.fullmatch(parts.path) or parts.query:
            return False
    return True


def _is_below_standfirst(facts: Facts, at: int) -> bool:
    """Whether a line stands below the first of the text, and that is set apart from the others, as standfirsts are."""
    first = facts.parsed.lines.units[facts.start_at]
    return facts.head_at < at == facts.start_at + 1 and first.place.element.name in {*_SET_APART, *_HEADINGS}


def _is_of_house(facts: Facts, unit: Unit, reader: BylineReader) -> bool:
    """Whether a line is nothing but names, each of which is a line of other pages, too, and of no menu."""
    names = facts.tongue.names(unit.text) if not unit.share else ()
    told = [name.casefold() for name in names]
    if not told or any(_ARTICLE.match(name) for name in told):
        return False
    if not all(name in facts.rules.standing or name in facts.rules.elsewhere for name in told):
        return False
    called = {letters_of(name) for name in (*facts.rules.sections.values(), facts.parsed.said.section)}
    if any(letters_of(name) in called or reader.is_house(name) for name in names):
        return False
    return not any(each.share > 0.8 and each.told in told for each in facts.parsed.lines.units)


def _stands_before_date(facts: Facts, unit: Unit) -> bool:
    """Whether some words, which may be a name, stand before the date in a line."""
    found = facts.tongue.days.find(unit.text) if facts.tongue.date(unit.text) is not None else None
    return found is not None and len(unit.text[: found.start].split()) > 1


def _is_heading(unit: Unit) -> bool:
    return any(place.element.name in _HEADINGS for place in islice(unit.place.line(), 2))


def _is_called(unit: Unit) -> bool:
    """Whether the name of a small box around a line says that it holds authors."""
    return any(
        place.letters < _LARGEST_BOX and hints.field_of(place.element) == "authors"
        for place in islice(unit.place.line(), _NEAR)
    )


def _may_be_byline(facts: Facts, unit: Unit, *, is_called: bool) -> bool:
    """Whether nothing tells that a line is something else."""
    if not unit.text or unit.words > _LONGEST or unit.box is not None or unit.place.hint not in _NO_BOX:
        return False
    if _leads_home(facts, unit):
        return False
    is_sentence = unit.is_prose and unit.is_ended and unit.place.hint != hints.FOOT
    if facts.taken.get(id(unit)) in {"title", "subtitle"} or is_sentence:
        return False
    says = facts.tongue.bylines.credits
    return not (says.photo.fullmatch(unit.text) if is_called else says.alone(unit.text))


def _is_signed(facts: Facts, at: int) -> bool:
    """Whether a line stands right below the last paragraph, as signatures do, in italics or bold or at the right."""
    units = facts.parsed.lines.units
    unit, prose = units[at], facts.prose()
    if not prose or at != prose[-1] + 1 or unit.words > 8 or unit.share > 0.5 or _is_heading(unit):
        return False
    if any(each.is_prose for each in units[at + 1 : at + 2]):
        return False  # The heading of a box.
    element = unit.place.element
    is_set_apart = element.name in _SET_APART or any(
        "right" in f"{place.element.get('align')} {place.element.get('style')}"
        for place in islice(unit.place.line(), 2)
    )
    return is_set_apart or next(element.every(*_SET_APART), None) is not None


def _is_beside_date(facts: Facts, at: int) -> bool:
    """Whether a date, or what an author does, stands in a line or right beside it."""
    units = facts.parsed.lines.units
    tongue = facts.tongue
    said = {letters_of(str(name)) for name in (facts.parsed.said.section, *facts.parsed.said.tags)}
    if letters_of(units[at].text) in said or units[at].share > 0.5:
        return False
    near = units[max(0, at - 1) : at + 2]
    return any(
        unit.words <= _LONGEST_BARE
        and (
            tongue.date(unit.text) is not None
            or (unit is not units[at] and tongue.bylines.is_office(unit.text) and unit.words <= 4)
        )
        for unit in near
    )


def _has_profile(unit: Unit) -> bool:
    """Whether a link in a line leads to the page of an author, or an element in it says that it names one."""
    if any(
        "author" in link.get("rel").split() or _PROFILE.search(parts_of_address(link.get("href")).path)
        for link in unit.links
    ):
        return True
    return any(
        each.get("itemprop") in {"author", "creator"} or hints.field_of(each) == "authors"
        for each in islice(unit.place.element.every("a", "span", "strong", "b", "address", "em", "cite"), 8)
    )


def _bold(unit: Unit) -> str:
    """The words in bold with which a line begins."""
    bold = next(unit.place.element.every("b", "strong"), None)
    text = bold.one_line() if bold is not None else ""
    return text if text and unit.text.startswith(text) else ""


def _signature(unit: Unit) -> str:
    """The name in bold in a line that has a town behind it, and nothing else: **Jane Roe**, Millgate."""
    bold = _bold(unit)
    return bold if bold and unit.text[len(bold) :].lstrip().startswith(",") else ""


def _ends_in_town(unit: Unit) -> bool:
    """Whether a place is behind the name in a signature: *Jane Roe, Hill Street, Millgate*, *JANE ROE, Millgate*."""
    name, *between, last = unit.text.rstrip(" .").split(",") if "," in unit.text else (unit.text, "")
    return (bool(between) and len(last.split()) == 1) or (name.isupper() and not last.isupper())


def _are_letters(facts: Facts, last: Unit) -> bool:
    """Whether a text has several signatures: each is that of a letter, and no one's is the whole."""
    return bool(_signature(last)) and any(
        unit is not last and unit.words <= _LONGEST_BARE and not unit.is_ended and _signature(unit)
        for unit in facts.body
    )


def _elsewhere(facts: Facts, reader: BylineReader) -> list[Shown]:
    """The first name that an element anywhere on the page says to be its author's."""
    for unit in facts.parsed.lines.units:
        may_be = unit.text and unit.words <= _LONGEST_BARE and unit.place.hint in _NO_BOX and unit.box is None
        is_called = may_be and (is_marked_up(unit.place.element) or facts.is_called(unit, "authors", 2))
        if not is_called and not (
            may_be and unit.place.hint == _BOX_OF_AUTHOR and (_is_heading(unit) or _has_profile(unit))
        ):
            continue
        said = reader.read(parted(unit, facts.tongue.bylines), is_sure=True)
        if said.authors and not _leads_home(facts, unit):
            return [Shown(unit, said, LED)]
    return []
