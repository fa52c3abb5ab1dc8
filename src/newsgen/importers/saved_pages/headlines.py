"""The headline of a page: the line that says it, in the shape of one, or what the page says of itself. Pure."""

from newsgen.importers.saved_pages import evidence, hints, labels
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.story import HARDLY, LIKELY, SURE

_LARGE = frozenset("4 5 6 7".split())
"""Sizes of `<font>` in which headlines were set."""

_LONGEST_KICKER = 60


def find_headline(facts: Facts) -> None:
    """Finds the headline, and the line that says it."""
    said = facts.parsed.said
    title = evidence.headline_in_title(said.title, facts.rules.title_ends)
    wanted = said.headline or title
    marked = [unit for unit in facts.marked("headline") if unit.words < 60]
    unit = next(
        (each for each in marked if evidence.agrees_with_title(each.text, wanted)), marked[0] if marked else None
    )
    agrees = unit is not None and (
        evidence.agrees_with_title(unit.text, said.title) or evidence.agrees_with_title(unit.text, said.headline)
    )
    if unit is None or not agrees:
        other = _heading(facts, wanted)
        if other is not None:
            unit, agrees = other, True
    if unit is not None:
        facts.head_at = next(at for at, each in enumerate(facts.parsed.lines.units) if each is unit)
        facts.take(unit, "title")
        facts.has_heading = agrees
        text = (
            said.headline
            if "headline" in said.sure and evidence.letters_of(said.headline) == evidence.letters_of(unit.text)
            else unit.text
        )
        text, kicker = _without_kicker(unit, text, wanted)
        if kicker and len(kicker) < _LONGEST_KICKER:
            facts.fields["kicker"] = kicker
        facts.fields["title"] = text
        why = "where headlines stand on these pages" if marked else "the heading above the text"
        if agrees and marked:
            return
        facts.tell("title", Found(text, why, SURE if agrees else LIKELY))
        return
    text = said.headline or evidence.longest_part(title) or facts.opinion.title or said.title
    if not text and facts.body:
        text = next((each.text for each in facts.body if each.text), "")[:120]
        facts.tell("title", Found(text, "the beginning of the text: there is no headline", HARDLY))
    else:
        facts.tell("title", Found(text, "what the page says of itself", LIKELY))
    facts.fields["title"] = text or "Untitled"
    facts.said.append(text)
    facts.head_at = max(0, facts.start_at - 6)


def _without_kicker(unit: Unit, text: str, wanted: str) -> tuple[str, str]:
    """A headline without the words above it that an element of its own holds in the same heading, and these."""
    is_whole = evidence.letters_of(text) == evidence.letters_of(wanted)
    for element in unit.place.element.elements():
        inner = element.one_line()
        rest = text[len(inner) :].strip(" :|–—-") if inner and text.startswith(inner) else ""
        if rest and hints.is_kicker(element):
            return rest, inner.strip(" :|–—-")
        if (
            rest
            and not is_whole
            and any(
                evidence.letters_of(part) == evidence.letters_of(rest) for part in (wanted, *evidence.parts_of(wanted))
            )
        ):
            return rest, inner.strip(" :|–—-")
    return text, ""


def _heading(facts: Facts, wanted: str) -> Unit | None:
    """The line that says the headline in the shape of one; before the text, or else anywhere."""
    best: tuple[float, Unit] | None = None
    for at, unit in enumerate(facts.parsed.lines.units):
        if not unit.text or unit.words > 60 or unit.place.hint in {"menu", labels.OTHERS}:
            continue
        near = list(unit.place.line())[:3]
        names = {place.element.name for place in near}
        is_called = any(hints.field_of(place.element) == "headline" for place in near[:2])
        is_large = any(each.element.name == "font" and each.element.get("size").lstrip("+") in _LARGE for each in near)
        shape = (
            3.0 * ("h1" in names) + 1.5 * bool(names & {"h2", "h3"}) + is_called + 1.5 * is_large + 0.5 * ("b" in names)
        )
        fits = 3.0 * evidence.agrees_with_title(unit.text, wanted) if wanted else 0.0
        if not shape or (wanted and not fits and not ("h1" in names or is_called or is_large)):
            continue
        if not fits and (at > facts.start_at + 1 or unit.share > 0.9 or unit.words < 3 or unit.place.hint):
            continue
        score = shape + fits - 0.02 * abs(at - facts.start_at) - 2 * bool(unit.place.hint)
        if best is None or score > best[0]:
            best = (score, unit)
    return best[1] if best is not None else None
