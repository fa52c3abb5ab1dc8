"""Days and times as databases, spreadsheets and people write them, to dates of front matter. Pure.

`5/3/2010` means one day in the whole of a column: the column decides. What has an offset keeps it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from newsgen.importers.pasted.days import Days
from newsgen.models.date_forms import read_written

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_SLASHED = re.compile(
    r"(?P<first>\d{1,2})([/.-])(?P<second>\d{1,2})\2(?P<year>\d{4}|\d{2})(?P<rest>(?:[ ,T].*)?)", re.ASCII
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:[T ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?)?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?"
)
_ZONED = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_MONTHS = 12
_CENTURY = 69
"""Years of two digits from here on are of the last century, as POSIX has it."""
_NOTHING = re.compile(r"(?:0000-00-00.*|0|null|none|n/?a|-+)?", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_DAY = date(1899, 12, 30)
"""Of the serial days of spreadsheets."""
_MOST = 10**11
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
_SERIAL = range(7_000, 80_000)
"""Serial days from 1919 to 2119."""
_YEARS = range(1600, 2200)


class Order(StrEnum):
    """What comes first in `5/3/2010`."""

    UNKNOWN = "unknown"
    DAY = "the day"
    MONTH = "the month"
    BOTH = "both"
    """Some dates can only be read the one way, and some the other."""


def order_of(texts: Iterable[str]) -> Order:
    """What comes first in the dates of a column."""
    has_day = has_month = False
    for text in texts:
        if match := _SLASHED.fullmatch(text.strip()):
            has_day |= int(match["first"]) > _MONTHS
            has_month |= int(match["second"]) > _MONTHS
    if has_day and has_month:
        return Order.BOTH
    return Order.DAY if has_day else Order.MONTH if has_month else Order.UNKNOWN


def says_nothing(text: str) -> bool:
    """Whether a cell for a date stands empty, as databases write that."""
    return _NOTHING.fullmatch(text.strip()) is not None


@dataclass(frozen=True)
class DateReader:
    """Reads the dates of one column or source."""

    days: Callable[[], Days] = Days
    """Knows names of months; asked for where a date has one."""
    day_first: bool = True
    """What `5/3/2010` means where nothing else tells."""
    formats: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        """A date as front matter has it; empty where there is none that can be read."""
        text = " ".join(text.split()).strip("\"' ")
        if says_nothing(text):
            return ""
        try:
            return self._numbered(text) or self._zoned(text) or self._slashed(text) or self._written(text)
        except (ValueError, OverflowError):
            return ""

    def _numbered(self, text: str) -> str:
        match = _YEAR_FIRST.fullmatch(text)
        if match and int(match["year"]) in _YEARS and 1 <= int(match["month"]) <= _MONTHS:
            day = date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
            return f"{day} {match['hour']}:{match['minute']}{_offset(match['zone'] or '')}" if match["hour"] else day
        if not _NUMBER.fullmatch(text):
            return ""
        number = float(text)
        if _SERIAL.start <= number < _SERIAL.stop:
            moment = datetime.combine(_FIRST_DAY, datetime.min.time()) + timedelta(days=number)
            moment = (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
            return moment.strftime("%Y-%m-%d" if number.is_integer() else "%Y-%m-%d %H:%M")
        unit = next((unit for unit in _UNITS if abs(number) / unit < _MOST), 0)
        if not unit or abs(number) < 10_000_000:  # noqa: PLR2004 - a number of a day or an issue, and no second
            return ""
        return f"{_EPOCH + timedelta(seconds=int(number) // unit):%Y-%m-%d %H:%M} +00:00"

    def _zoned(self, text: str) -> str:
        match = _ZONED.fullmatch(text)
        if match is None:
            return ""
        datetime.fromisoformat(f"{match['day']} {match['clock']}")
        return f"{match['day']} {match['clock'][:5]}{_offset(match['zone'] or '')}"

    def _slashed(self, text: str) -> str:
        match = _SLASHED.fullmatch(text)
        if match is None:
            return ""
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        if len(match["year"]) == 2:  # noqa: PLR2004 - digits
            year += 1900 if year >= _CENTURY else 2000
        is_day_first = first > _MONTHS or (second <= _MONTHS and self.day_first)
        month, day = (second, first) if is_day_first else (first, second)
        return self._written(f"{year:04}-{month:02}-{day:02}{match['rest']}")

    def _written(self, text: str) -> str:
        try:
            if (written := read_written(text, self.formats)) is not None:
                return spelled(written.naive, written.zone, has_time=written.has_time)
        except ValueError:
            pass
        is_short = len(text) < 100 and any(map(str.isdigit, text))  # noqa: PLR2004 - letters
        found = self.days().find(text) if is_short and not text.isdigit() else None
        if found is None or not found.day.year:
            return ""
        day = date(found.day.year, found.day.month, found.day.day)
        return f"{day}{' {:02}:{:02}'.format(*found.day.clock) if found.day.clock else ''}"


def spelled(naive: datetime, zone: tzinfo | None, *, has_time: bool) -> str:
    """A day and time as front matter has it."""
    if not has_time:
        return f"{naive:%Y-%m-%d}".rjust(10, "0")
    typed = f"{naive:%Y-%m-%d %H:%M}".rjust(16, "0")
    if zone is None:
        return typed
    return typed + _offset(f"{naive.replace(tzinfo=zone):%z}")


def _offset(zone: str) -> str:
    if not zone:
        return ""
    if zone.upper() in {"Z", "UTC"}:
        return " +00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f" {zone[0]}{digits[:2]}:{digits[2:4]}"


def is_later(updated: str, published: str) -> bool:
    """Whether a story was changed after it was published."""
    if not updated or not published or updated == published:
        return False
    first, second = (
        datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-")) for text in (published, updated)
    )
    if len(published) <= 10 or len(updated) <= 10:  # noqa: PLR2004 - a day without a time
        return second.date() > first.date()
    if (first.tzinfo is None) != (second.tzinfo is None):
        return second.replace(tzinfo=None) > first.replace(tzinfo=None)
    return second > first
