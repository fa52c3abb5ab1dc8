"""Which lines of a page are its story: each of the others gets the reason why it is not. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from newsgen.importers.from_html.nodes import Element
from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.pictures import is_counter, sources_of
from newsgen.importers.saved_pages.tongue import Tongue, without_names
from newsgen.importers.saved_pages.units import MARK, Unit

STORY = ""
FIELD = "field"
"""What stands in a field already."""
MANY = "stands on many pages"
RULE = "dropped by a rule"
OTHERS = "links to other stories"
SAID = "comments"
BEHIND = "stands behind the end of the story"
AGAIN = "the headline again"
COUNTED = "counts the pictures"
CHANGED = "says when the page was changed"
PLAYER = "a player of sound"
_CLOCKS = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d(?!\d)")
_PLAY = re.compile(
    r"(?i)\A(?:play|pause|abspielen|lecture|reproducir|riproduci|afspelen|odtwórz|воспроизвести)\W+(?=\w)"
)
_BEGIN = re.compile(r"(?<!\d)0?0:00(?!\d)")
"""Where a player stands before it plays."""
_MOST_OF_CHANGE = 12
"""Words of a line that says so, and nothing else."""
_UNSEEN = frozenset({"0", "1", "0px", "1px"})
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_POINTED = re.compile(r"[▲▶►▷☞➤➡→»]\s*\w")
"""A sign that points at what a link leads to."""
_LEADS = re.compile(r"\A([^:：|»>]{3,40})[:：|»>]\s*\S")


def marked(unit: Unit, name: str, near: int = 0) -> bool:
    """Whether a rule has chosen a line's element, or one around it; with ``near``, one of so many."""
    for at, place in enumerate(unit.place.line()):
        if near and at >= near:
            return False
        if name in place.element.attributes.get(MARK, "").split():
            return True
    return False


def label(
    units: Sequence[Unit],
    *,
    taken: Mapping[int, str],
    standing: Callable[[str], bool],
    tongue: Tongue,
    title: str,
    names: Sequence[str],
    prefix: str,
    is_own: Callable[[str], bool],
) -> list[str]:
    """The reason of each line of a body why it is no part of the story; empty for those that are.

    Args:
        units: The lines of the body.
        taken: Identity of each line that stands in a field.
        standing: Whether a line is one that many pages have.
        tongue: Knows words.
        title: The headline.
        names: The authors.
        prefix: Of the names of the template's marks.
        is_own: Whether an address is of this site.
    """
    found = [_reason(unit, taken, standing, tongue, title, names, prefix) for unit in units]
    _end(units, found, tongue)
    _trim(units, found, is_own)
    _unlink(units, found, is_own)
    return found


def _reason(  # noqa: C901, PLR0911, PLR0917 - one case for each reason
    unit: Unit,
    taken: Mapping[int, str],
    standing: Callable[[str], bool],
    tongue: Tongue,
    title: str,
    names: Sequence[str],
    prefix: str,
) -> str:
    if id(unit) in taken:
        return FIELD
    if marked(unit, f"{prefix}keep"):
        return STORY
    if marked(unit, f"{prefix}drop"):
        return unit.place.hint or RULE
    if unit.place.hint:
        return unit.place.hint
    if not unit.text:
        return _reason_of_shown(unit, standing)
    if unit.box is not None and not unit.pictures and is_counter(unit.text):
        return COUNTED
    if standing(unit.told) or standing(without_names(unit.told, names)):
        return tongue.reason(unit.text) or MANY
    if title and len(title) > 8 and evidence.letters_of(unit.text) == evidence.letters_of(title):
        return AGAIN
    if unit.words <= 25 and (why := tongue.reason(unit.text) or _reason_of_player(unit.text, tongue)):
        return why
    if unit.words <= _MOST_OF_CHANGE and tongue.is_only_update(unit.text):
        return CHANGED
    match = _LEADS.match(unit.text)
    if match and unit.share > 0.4 and tongue.reason(match[1]):
        return OTHERS
    return STORY


def _reason_of_player(text: str, tongue: Tongue) -> str:
    """The reason of what a player of sound says: what to press, and where it stands, *Listen to this story 00:00*."""
    bare = _PLAY.sub("", _CLOCKS.sub(" ", text).strip(" /|-–·"))
    if bare == text or (not bare and not _BEGIN.search(text)):
        return ""
    return PLAYER if not bare or tongue.reason(bare) else ""


def _reason_of_shown(unit: Unit, standing: Callable[[str], bool]) -> str:
    """The reason of a line that has no words, but pictures or frames."""
    shown = [*unit.pictures, *unit.frames]
    if all(standing(picture_line(each)) for each in shown):
        return MANY
    if not unit.pictures and all(_UNSEEN & {each.get("width"), each.get("height")} for each in unit.frames):
        return "nobody sees it"
    return STORY


def picture_line(image: Element) -> str:
    """How a picture is named among lines."""
    return f"img {sources_of(image)[0]}"


def _end(units: Sequence[Unit], found: list[str], tongue: Tongue) -> None:
    """Cuts what stands below a line that ends stories, until a paragraph like those above comes."""
    paths: set[int] = set()
    why = ""
    for at, unit in enumerate(units):
        if (
            found[at] in {tongue.leftovers.comments, tongue.leftovers.links}
            and unit.share < 0.4  # A line that has its link in itself leads to nothing below.
            and not unit.place.hint
        ):
            why = found[at] if paths or found[at] == tongue.leftovers.links else ""
            continue
        if found[at] != STORY:
            continue
        is_paragraph = unit.is_prose and unit.share < 0.3
        if why and is_paragraph and why != tongue.leftovers.comments and (unit.place.path in paths or not paths):
            why = ""
        if why:
            found[at] = why
        elif is_paragraph:
            paths.add(unit.place.path)


def _trim(units: Sequence[Unit], found: list[str], is_own: Callable[[str], bool]) -> None:
    """Cuts links to other pages of the site at the end of a story, and headings below which nothing is left."""
    for at in range(len(units) - 1, -1, -1):
        unit = units[at]
        if found[at] != STORY:
            continue
        is_empty = not unit.text and not unit.pictures and not unit.frames
        is_heading = unit.words < 15 and any(place.element.name in _HEADINGS for place in islice(unit.place.line(), 2))
        is_link = unit.share >= 0.7 and unit.links and all(is_own(each.get("href")) for each in unit.links)
        is_link = is_link or (len(unit.links) > 0 and unit.share >= 0.8 and _POINTED.match(unit.text) is not None)
        if not (is_empty or is_heading or is_link):
            return
        found[at] = OTHERS


def _unlink(units: Sequence[Unit], found: list[str], is_own: Callable[[str], bool]) -> None:
    """Cuts rows of links to the site's own pages whose heading or other rows are no part of the story."""
    for at in range(1, len(units)):
        unit = units[at]
        before = found[at - 1]
        is_link = (
            unit.share >= 0.85
            and bool(unit.links)
            and unit.words >= 2
            and all(is_own(each.get("href")) for each in unit.links)
        )
        if found[at] == STORY and is_link and before in {MANY, OTHERS, RULE} and not unit.is_prose:
            found[at] = OTHERS
