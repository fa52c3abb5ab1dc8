"""When a post was published and last changed, by the dates of its item that are none of a database's fillers. Pure."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from newsgen.importers.story import Value
from newsgen.importers.wordpress.export import Part

_NO_DATES = frozenset({"1999-11-30 00:00:00", "1970-01-01 00:00:00"})
_DATE = re.compile(r"(?!0000)\d{4}-(?!00)\d\d-(?!00)\d\d(?: \d\d:\d\d:\d\d)?")


def dates_of(part: Part) -> dict[str, Value]:
    """When a post was published and last changed, as clocks at its site had it."""
    date, modified, zone = _date_of(part, "wp:post_date"), _date_of(part, "wp:post_modified"), ""
    if not _is_date(date):
        date, modified, zone = _date_of(part, "wp:post_date_gmt"), _date_of(part, "wp:post_modified_gmt"), "Z"
    if not _is_date(date):
        date, modified, zone = _date_in_head(part.text("pubDate")), "", "Z"
    if not date:
        return {}
    is_later = _is_date(modified) and modified > date
    return {"date": _to_minutes(date) + zone, "updated": _to_minutes(modified) + zone if is_later else ""}


def _is_date(typed: str) -> bool:
    """Whether a date is one of the calendar, and not what databases have for none."""
    try:
        return _DATE.fullmatch(typed) is not None and bool(datetime.fromisoformat(typed))
    except ValueError:
        return False


def _date_of(part: Part, name: str) -> str:
    """A date as WordPress has it; programs that write exports of their own have a ``T`` in it, and a zone."""
    return re.sub(r"(?<=\d)T(?=\d\d:\d\d)", " ", re.sub(r"(?:\.\d+)?(?:Z|\+00:?00)\Z", "", part.text(name).strip()))


def _date_in_head(typed: str) -> str:
    """The date of an item as feeds have it, in UTC; empty where it is none, or what PHP makes of none."""
    try:
        found = f"{parsedate_to_datetime(typed.strip()).astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
    return "" if " -0" in typed or found in _NO_DATES else found


def _to_minutes(typed: str) -> str:
    return typed.removesuffix(":00") if typed.count(":") > 1 else typed
