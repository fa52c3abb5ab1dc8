"""Lists of stories, home pages and pages of tags, told from stories. Pure."""

import re
from collections.abc import Sequence

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
_MOST_WORDS = 30
"""Of a headline that is a link."""
_FEWEST_IN_HEADLINE = 4
"""Words: names of sections have fewer."""
_NEAR = 20
"""Lines below a headline among which its text begins."""


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
    if units is None and _tells_one_story(shown, parsed):
        return False
    prose = [at for at, unit in enumerate(shown) if unit.is_prose]
    heads = [at for at, unit in enumerate(shown) if is_link_to_story(unit, parsed)]
    if not prose:
        return len(heads) >= _FEWEST
    led = [at for at in prose if _is_led(shown, at, parsed)]
    if not led or led[0] != prose[0]:
        return said.is_other and len(led) >= _FEWEST and len(led) >= 0.4 * len(prose)
    return len(led) >= _FEWEST and len(led) >= 0.5 * len(prose)


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
    if unit.share < 0.8 or not 3 <= unit.words <= _MOST_WORDS or not unit.links:
        return False
    address = unit.links[0].get("href").strip()
    if re.match(r"(?i)#|javascript:|mailto:", address):
        return False
    own = parsed.page.address.partition("#")[0]
    return address not in {own, parsed.said.canonical} and not evidence.agrees_with_title(unit.text, parsed.said.title)


def _is_led(units: Sequence[Unit], at: int, parsed: Parsed) -> bool:
    """Whether a line of prose stands below the headline of another page, perhaps with its date between them."""
    for unit in reversed(units[max(0, at - 3) : at]):
        if unit.is_prose:
            return False
        if is_link_to_story(unit, parsed):
            return True
    return False
