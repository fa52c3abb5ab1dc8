"""Lists of stories, home pages and pages of tags, told from stories. Pure."""

import re
from collections.abc import Sequence

from newsgen.importers.address_parts import bare_host, joined, parts_of_address
from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.units import Unit

_FEWEST = 3
"""Stories that make a list."""
OTHERS = "links to other stories"
"""What boxes are called that hold the beginnings of stories, as all of a list does."""
_MOST_BELOW = 60
_FEWEST_OF_STORY = 90
"""Words of a story below the headline, before the first that another headline leads to."""
_LONGEST_BEFORE = 30
"""Letters before the link at the beginning of a line: a day, a number, a sign."""
_NUMBER = re.compile(r"\d")
_DAY = re.compile(r"\d{1,4}[^\d:()]{1,12}\d{1,4}")
"""Two numbers of a date."""
_NOWHERE = re.compile(r"#|javascript:|mailto:", re.IGNORECASE)
_MOST_WORDS = 30
"""Of a headline that is a link."""
_FEWEST_IN_HEADLINE = 4
"""Words: names of sections have fewer."""
_NEAR = 20
"""Lines below a headline among which its text begins."""
_MANY = 5
"""Stories that make a list, though it begins with a sentence of its own."""
_MOSTLY = 0.7
"""Likewise the lines of prose that tell of them, in parts of all."""
_MOST_OWN = 40
_RARELY = 0.1
"""Words of a list's own sentences, by themselves or in parts of those of its entries."""
_MOST_BESIDE = 8
"""Words beside the link in the headline of another page: its day, its section, who wrote it."""


def is_list(parsed: Parsed, units: Sequence[Unit] | None = None) -> bool:
    """Whether a page, or its body, shows the beginnings of several stories, or only links to them."""
    said = parsed.said
    if said.is_story and said.sure:
        return False
    address = parsed.page.address
    if evidence.is_list_address(address) and not said.is_story:
        return True
    shown = [
        unit
        for unit in (parsed.lines.units if units is None else units)
        if unit.place.hint in {"", OTHERS} and unit.text
    ]
    if units is None and evidence.asks_for_list(address) and not said.is_story and _tells_nothing_else(shown, parsed):
        return True
    if units is None and _tells_one_story(shown, parsed):
        return False
    return _tells_of_others(shown, parsed) or (units is None and _is_mostly_entries(shown, parsed))


def _tells_nothing_else(shown: Sequence[Unit], parsed: Parsed) -> bool:
    """Whether a page has links to several stories, and no sentence but such as tell of these."""
    entries = sum(is_link_to_story(unit, parsed) or _begins_with_link(unit, parsed) for unit in shown)
    return entries >= _FEWEST and all(
        _begins_with_link(unit, parsed) or _is_led(shown, at, parsed) for at, unit in enumerate(shown) if unit.is_prose
    )


def _tells_of_others(shown: Sequence[Unit], parsed: Parsed) -> bool:
    """Whether lines are links to stories, or prose that begins below such links."""
    prose = [at for at, unit in enumerate(shown) if unit.is_prose]
    if not prose:
        return sum(is_link_to_story(unit, parsed) for unit in shown) >= _FEWEST
    led = [at for at in prose if _is_led(shown, at, parsed)]
    if not led or led[0] != prose[0]:
        return parsed.said.is_other and len(led) >= _FEWEST and len(led) >= 0.4 * len(prose)
    return len(led) >= _FEWEST and len(led) >= 0.5 * len(prose)


def _is_mostly_entries(shown: Sequence[Unit], parsed: Parsed) -> bool:
    """Whether lines are mostly headlines of other pages, each with its day, or with what it tells of.

    A sentence of its own may stand above or below them, such as that about the rights.
    """
    told = {at for at, unit in enumerate(shown) if unit.is_prose}
    entries = {at for at in told if _is_led(shown, at, parsed) or _begins_with_link(shown[at], parsed)}
    own = sum(shown[at].words for at in told - entries)
    most = _FEWEST_OF_STORY if told and _is_named(shown[: min(told)], parsed) else _MOST_OWN
    if own > most and own > _RARELY * sum(shown[at].words for at in entries):
        return False  # A short story, and what stands beside it.
    if len(entries) >= _MANY and len(entries) >= _MOSTLY * len(told):
        return True
    dated = [
        unit.words
        for unit in shown
        if has_number_beside(unit) and _DAY.search(_beside(unit)) and is_link_to_story(unit, parsed)
    ]
    return len(dated) >= _MANY and not parsed.said.is_story and own < sum(dated)


def _is_named(above: Sequence[Unit], parsed: Parsed) -> bool:
    """Whether the last heading above a text is a short part of the page's title: a person's name, or a section's."""
    heading = next((unit for unit in reversed(above) if _is_headed(unit) and not unit.links), None)
    parts = [evidence.letters_of(part) for part in evidence.parts_of(parsed.said.title)]
    is_short = heading is not None and heading.words < _FEWEST_IN_HEADLINE
    return heading is not None and is_short and len(parts) > 1 and evidence.letters_of(heading.text) in parts


def _begins_with_link(unit: Unit, parsed: Parsed) -> bool:
    """Whether a line of prose begins with the headline of another page of the site, as a link to it."""
    first = unit.links[0].one_line() if unit.links else ""
    if not _FEWEST <= len(first.split()) <= _MOST_WORDS or not _is_own(unit.links[0].get("href"), parsed):
        return False
    return first in unit.text[: len(first) + _LONGEST_BEFORE] and not evidence.agrees_with_title(
        first, parsed.said.title
    )


def _is_own(address: str, parsed: Parsed) -> bool:
    """Whether an address is that of another page of the site."""
    if _NOWHERE.match(address.strip()):
        return False
    base = parsed.page.address
    host = parts_of_address(joined(base, address.strip())).netloc
    return not host or bare_host(host) == bare_host(parts_of_address(base).netloc)


def _tells_one_story(units: Sequence[Unit], parsed: Parsed) -> bool:
    """Whether the headline in a page's title stands on it, with a text below that is that of no other story.

    Whatever else the page shows in its columns. Names of sections are short, and stand in headings, too: below these
    the text has to be that of a whole story.
    """
    title = parsed.said.headline or parsed.said.title
    for at, unit in enumerate(units):
        if unit.share > 0.5 or not _FEWEST <= unit.words <= _MOST_WORDS or unit.is_ended:
            continue
        if not evidence.agrees_with_title(unit.text, title):
            continue
        if unit.words < _FEWEST_IN_HEADLINE:
            if _is_headed(unit) and _words_below(units, at, parsed) >= _FEWEST_OF_STORY:
                return True
            continue
        below = [number for number in range(at + 1, min(len(units), at + _NEAR)) if units[number].is_prose]
        if not below or not _is_led(units[at + 1 :], below[0] - at - 1, parsed):
            return True
    return False


def _is_headed(unit: Unit) -> bool:
    return any(place.element.name in {"h1", "h2"} for place in list(unit.place.line())[:3])


def _words_below(units: Sequence[Unit], at: int, parsed: Parsed) -> float:
    """Words of the prose below a line, up to the first that another headline leads to."""
    told = 0.0
    for below in range(at + 1, min(len(units), at + _MOST_BELOW)):
        if units[below].is_prose and _is_led(units, below, parsed):
            break
        told += units[below].words * units[below].is_prose
    return told


def has_several(units: Sequence[Unit], heads: Sequence[int]) -> bool:
    """Whether a page has headlines at several places, each with prose below it."""
    texts = {units[at].told for at in heads}
    if len(texts) < _FEWEST:
        return False
    ends = [*heads[1:], len(units)]
    told = sum(any(unit.is_prose for unit in units[at + 1 : end]) for at, end in zip(heads, ends, strict=True))
    return told >= max(_FEWEST, 0.8 * len(heads))


def is_link_to_story(unit: Unit, parsed: Parsed) -> bool:
    """Whether a line is the headline of another page, with a link to it."""
    if not 3 <= unit.words <= _MOST_WORDS or not unit.links or (unit.share < 0.8 and not has_number_beside(unit)):
        return False
    address = unit.links[0].get("href").strip()
    if _NOWHERE.match(address):
        return False
    own = parsed.page.address.partition("#")[0]
    return address not in {own, parsed.said.canonical} and not evidence.agrees_with_title(unit.text, parsed.said.title)


def has_number_beside(unit: Unit) -> bool:
    """Whether a line is a link, and a number beside it: the day of the other page, or how often that was read."""
    if len({link.get("href").strip() for link in unit.links}) != 1:
        return False
    rest = _beside(unit)
    linked = sum(len(link.one_line().split()) for link in unit.links)
    return linked >= _FEWEST and len(rest.split()) <= _MOST_BESIDE and not unit.is_ended and bool(_NUMBER.search(rest))


def _beside(unit: Unit) -> str:
    """The text of a line without its links."""
    rest = unit.text
    for link in unit.links:
        rest = rest.replace(link.one_line(), " ", 1)
    return rest


def _is_led(units: Sequence[Unit], at: int, parsed: Parsed) -> bool:
    """Whether a line of prose stands below the headline of another page, perhaps with its date between them."""
    for unit in reversed(units[max(0, at - 3) : at]):
        if unit.is_prose:
            return False
        if is_link_to_story(unit, parsed):
            return True
    return False
