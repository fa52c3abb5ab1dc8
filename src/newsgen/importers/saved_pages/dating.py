"""The day of a page's story, by what it shows, what it says to machines, and its address. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsgen.importers.saved_pages import evidence, hints
from newsgen.importers.saved_pages.field_paths import abs_days
from newsgen.importers.saved_pages.judge import date_of
from newsgen.importers.saved_pages.moments import local_moment
from newsgen.importers.saved_pages.statements import iso_date
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.saved_pages.view import Facts, Found
from newsgen.importers.saved_pages.visits import is_called_visit
from newsgen.importers.story import DOUBTFUL, HARDLY, LIKELY, SURE

_ABOVE = 6
_BELOW = 3
"""Lines above the headline, and below the beginning of the text, among which a date may be the story's."""
_BEHIND_END = 5
_DOUBTFUL = 1.0
"""The score below which a date is hardly the story's."""
_LONGEST = 25
"""Words of a line with a date."""
_MOST_CHANGED = 4000
"""Days between a story and its last change."""
_IN_HEAD = frozenset({"", "a share bar", hints.FOOT})
"""What boxes are called in which a date may be the story's."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A date that readers saw."""

    unit: Unit
    day: str
    score: float


def find_date(facts: Facts) -> None:
    """Finds the day of the story, with its time if one is told, and that of its last change."""
    said, page = facts.parsed.said, facts.parsed.page
    seen, updated = _marked(facts)
    stated, in_address = iso_date(said.date), evidence.date_in_address(page.address)
    if said.date and not stated and (found := facts.tongue.date(said.date)):
        stated = found[0]
    others, changed_then = ([], "") if seen else _near(facts)
    updated = updated or changed_then
    shown = seen or others
    best = next((each for each in shown if _agree(each.day, stated)), shown[0] if shown else None)
    typed = best.day if best is not None else ""
    stated = local_moment(stated, typed if _agree(typed, stated) else "", facts.tongue.zone)
    chosen = _chosen(facts, typed, bool(seen), stated, in_address, updated)
    for each in shown[:2] if seen else [each for each in shown if each is best or _agree(each.day, chosen.value)][:2]:
        if seen or _agree(each.day, chosen.value):
            facts.take(each.unit, "date")
    facts.fields["date"] = chosen.value
    if chosen.confidence < SURE:
        facts.tell("date", chosen)
    changed = local_moment(iso_date(said.updated), updated, facts.tongue.zone) or updated
    if changed and changed[:10] > chosen.value[:10] and abs_days(changed[:10], chosen.value[:10]) < _MOST_CHANGED:
        facts.fields["updated"] = changed


def _agree(one: str, other: str) -> bool:
    return bool(one and other) and abs_days(one[:10], other[:10]) <= 1


def _marked(facts: Facts) -> tuple[list[_Shown], str]:
    """The dates where rules say that dates stand, and that of the last change."""
    seen: list[_Shown] = []
    updated = ""
    for unit in facts.marked("date"):
        if _is_in_masthead(facts, unit) or (seen and unit.is_prose):
            continue  # A sentence of a text that begins with its date, and tells of another day.
        for day, is_update in _days_of(facts, unit, None):
            if is_update:
                updated = updated or day
            else:
                seen.append(_Shown(unit, day, 0.0))
                break
    return seen, updated


def _near(facts: Facts) -> tuple[list[_Shown], str]:
    """The dates around the headline and below the text, best first, and that of the last change."""
    units = facts.parsed.lines.units
    latest = facts.parsed.page.captured.date().isoformat() if facts.parsed.page.captured else ""
    low, high, end = facts.around()
    places = [*range(max(0, low - _ABOVE), min(len(units), high + _BELOW)), *range(end + 1, end + 1 + _BEHIND_END)]
    found: list[_Shown] = []
    updated = ""
    for at in dict.fromkeys(at for at in places if at < len(units)):
        unit = units[at]
        if not unit.text or unit.words > _LONGEST or unit.box is not None or unit.place.hint not in _IN_HEAD:
            continue
        if facts.taken.get(id(unit)) == "title" or unit.place.path in facts.tongue.visits or is_called_visit(unit):
            continue
        for day, is_update in _days_of(facts, unit, units[at - 1] if at else None):
            if is_update:
                updated = updated or day
            elif not latest or day[:10] <= latest or abs_days(day[:10], latest) <= 1:
                found.append(_Shown(unit, day, _score(facts, at, unit, end)))
    if updated and all(each.score < _DOUBTFUL for each in found):
        found.clear()  # The day of the visit, in the head of the page.
    return sorted(found, key=lambda each: -each.score), updated


def _days_of(facts: Facts, unit: Unit, above: Unit | None) -> Iterator[tuple[str, bool]]:
    """The days in a line, and whether each is that of a change; `<time>` says it best."""
    tongue = facts.tongue
    element = unit.place.element
    leaves = [element] if element.name == "time" else list(element.every("time"))
    label = above.text if above is not None and above.words < 4 and tongue.date(above.text) is None else ""
    is_led = bool(label) and tongue.bylines.says_update(label)
    in_text = [(day, is_update or is_led) for day, is_update in tongue.dates(unit.text)]
    for leaf in leaves if len(leaves) <= 3 else ():  # a whole list of stories lies in one line
        moment = iso_date(leaf.get("datetime"))
        if moment and unit.place.is_link:
            continue
        shown = next((day for day, _ in tongue.dates(leaf.one_line())), "")
        is_update = next((each for day, each in in_text if _agree(day, moment)), is_led)
        is_update = is_update or "modified" in f"{leaf.get('itemprop')} {leaf.get('class')}".lower()
        if not in_text and tongue.bylines.says_update(unit.text):
            is_update = True
        if "T" in shown and "T" not in moment and _agree(shown, moment):
            moment = (
                shown  # Midnight of Greenwich is another hour, and perhaps another day, by the clock that is shown.
            )
        if moment:
            yield local_moment(moment, shown if _agree(shown, moment) else "", tongue.zone), is_update
    yield from in_text


def _score(facts: Facts, at: int, unit: Unit, end: int) -> float:
    """How much speaks for a date being the story's."""
    head, start = facts.head_at, facts.start_at
    if head < at <= start + 1:
        score = 4 - 0.1 * (at - head)
    elif at < head:
        score = 2 - 0.3 * (head - at) - 2 * _is_in_masthead(facts, unit)
    elif at > end:
        score = 1 - 0.1 * (at - end)
    else:
        score = 1.0
    score += 2 * (facts.is_called(unit, "date", 2) or next(unit.place.element.every("time"), None) is not None)
    return score + 1.5 * facts.tongue.bylines.says_publication(unit.text) - 2 * (unit.share > 0.8)


def _is_in_masthead(facts: Facts, unit: Unit) -> bool:
    """Whether a line stands in the head of the page, which has the day of the visit and not the story's headline."""
    if unit.place.path in facts.tongue.visits or is_called_visit(unit):
        return True
    head = facts.parsed.lines.units[facts.head_at]
    return any(place.element.name == "header" and not head.place.is_within(place) for place in unit.place.line())


def _visited(facts: Facts) -> set[str]:
    """The days of the visit that a page shows in its frame."""
    frame = [unit for unit in facts.parsed.lines.units if unit.words <= _LONGEST and _is_in_masthead(facts, unit)]
    return {day[:10] for unit in frame for day, _ in facts.tongue.dates(unit.text)}


def _chosen(  # noqa: PLR0911, PLR0917 - which witness is believed
    facts: Facts,
    shown: str,
    is_learned: bool,  # noqa: FBT001
    stated: str,
    in_address: str,
    updated: str,
) -> Found:
    if stated and shown and _agree(stated, shown):
        return Found(stated if "T" in stated or "T" not in shown else shown, "", SURE)
    if stated and ("date" in facts.parsed.said.sure or not shown):
        known = in_address and abs_days(stated[:10], in_address) > 2
        return Found(
            stated,
            "what the page says to machines",
            LIKELY if known else SURE if "date" in facts.parsed.said.sure else LIKELY + HARDLY,
        )
    if in_address and shown and abs_days(in_address, shown[:10]) <= 2:
        return Found(shown, "", SURE)
    if is_learned and shown:
        doubts = stated or in_address
        return Found(
            shown,
            f"where dates stand on these pages{f'; elsewhere it says {doubts[:10]}' if doubts else ''}",
            DOUBTFUL if doubts else LIKELY + HARDLY,
        )
    if stated:
        return Found(stated, "what the page says to machines", LIKELY)
    if in_address:
        return Found(in_address, "in its address", LIKELY + HARDLY)
    if shown:
        return Found(shown, "beside the headline", LIKELY)
    return _last_resort(facts, updated)


def _last_resort(facts: Facts, updated: str) -> Found:
    """The day by whatever else tells one."""
    page = facts.parsed.page
    latest = page.captured.date().isoformat() if page.captured else ""
    if facts.origin is not None and facts.origin.day is not None:
        day = facts.origin.day.as_date(page.captured.date() if page.captured else facts.tongue.today)
        if day is not None and (facts.origin.day.year or latest):
            return Found(day.isoformat(), "the dateline", LIKELY if facts.origin.day.year else DOUBTFUL)
    facts.is_hardly_dated = True
    if updated:
        return Found(updated, "when it was changed", DOUBTFUL)
    asked = date_of(page.html, page.address, latest)
    month = evidence.month_in_address(page.address)
    if asked and month and not asked.startswith(month):
        asked = ""
    if asked and asked in _visited(facts):
        asked, facts.is_visited = "", not month
    # A year alone is that of the copyright.
    facts.is_undated = not month and (not asked or asked.endswith("-01-01"))
    if asked:
        return Found(asked, "as another program sees it", DOUBTFUL)
    if month:
        return Found(f"{month}-01", "the month in its address", HARDLY)
    if latest:
        return Found(latest, "when the page was saved: it has no date", HARDLY)
    return Found(facts.tongue.today.isoformat(), "the day of the import: the page has no date", 0.0)
