"""The fields that say how prominent a story is on front pages: `weight`, `featured`, `pinned`, `breaking`."""

import re
from dataclasses import replace
from datetime import UTC, timedelta, tzinfo

from newsgen.documents.fields import FALSE, TRUE, FieldReader, word_of
from newsgen.documents.yaml_nodes import Record, Scalar
from newsgen.models.front import USUAL, Prominence
from newsgen.models.moment import DateError, Moment, read_moment
from newsgen.models.rules import UNKNOWN_FIELD

PROMINENCE_FIELDS = ("weight", "featured", "pinned", "breaking")
_IS_DATE = re.compile(r"\d{4}-\d")
_DIGITS = 6
"""Of a weight."""
_BANNER = timedelta(hours=24)
"""For so long after its date a story is breaking news, where no end is named."""


def read_prominence(
    fields: FieldReader, date: Moment | None, zone: tzinfo, formats: tuple[str, ...]
) -> tuple[Prominence, dict[str, object]]:
    """What the fields say, and what other systems meant by them: values that say nothing here are kept."""
    given = [key for key in PROMINENCE_FIELDS if fields.has(key)]
    if not given:
        return USUAL, {}
    kept: dict[str, object] = {}
    prominence = Prominence(weight=_weight(fields, kept), is_featured=_is_featured(fields, kept))
    if "pinned" in given:
        is_set, end = _until(fields, "pinned", zone, formats, kept)
        prominence = replace(prominence, is_pinned=is_set, pinned_until=end)
    if "breaking" in given:
        is_set, end = _until(fields, "breaking", zone, formats, kept)
        prominence = replace(prominence, breaking_until=(end or _day_after(date)) if is_set else None)
    return USUAL if prominence == USUAL else prominence, kept


def _day_after(date: Moment | None) -> Moment | None:
    try:
        return (
            Moment((date.local.astimezone(UTC) + _BANNER).astimezone(date.local.tzinfo), has_time=True)
            if date
            else None
        )
    except OverflowError:  # the last day of the calendar
        return date


def _weight(fields: FieldReader, kept: dict[str, object]) -> int:
    node = fields.node("weight")
    if node is None:
        return 0
    text = node.text.strip() if isinstance(node, Scalar) else ""
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS:
        return int(text)
    _keep(fields, kept, "weight", "write a whole number: `weight: 10`")
    return 0


def _is_featured(fields: FieldReader, kept: dict[str, object]) -> bool:
    node = fields.node("featured")
    if node is None or word_of(node) in FALSE:
        return False
    if word_of(node) in TRUE:
        return True
    _keep(fields, kept, "featured", "write `featured: true`")
    return False


def _until(
    fields: FieldReader, key: str, zone: tzinfo, formats: tuple[str, ...], kept: dict[str, object]
) -> tuple[bool, Moment | None]:
    """Whether something is so, and until when: ``true``, a date, or a group with `until`."""
    node = fields.node(key)
    if node is None or word_of(node) in FALSE:
        return False, None
    if word_of(node) in TRUE:
        return True, None
    mend = f"write `{key}: true`, or until when: `{key}: {{until: 2026-11-30 18:00}}`"
    if isinstance(node, Record):
        group = fields.record(key)
        if group is not None and group.has("until"):
            if group.node("until") is None:
                fields.note(node, f"`until` of `{key}` is empty", mend)
            end = group.moment("until", zone, formats)
            group.refuse_unknown(("until",))
            return True, end
    elif isinstance(node, Scalar):
        typed = node.text.strip().removeprefix("until ").strip()
        try:
            return True, read_moment(typed, zone, formats)
        except DateError as error:
            if _IS_DATE.match(typed):  # somebody meant one
                fields.note(node, f"`{key}` is {error}", mend)
                return False, None
    _keep(fields, kept, key, mend)
    return False, None


def _keep(fields: FieldReader, kept: dict[str, object], key: str, mend: str) -> None:
    """Keeps what another system meant by a field of ours."""
    kept[key] = fields.plain(key)
    fields.warn(fields.node(key), f"`{key}` is not what it means here, and has no effect", mend, rule=UNKNOWN_FIELD)
