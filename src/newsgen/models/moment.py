"""Dates as a newspaper means them: in the publication's zone, with or without a time of day.

Written by hand where ``strftime`` depends on the locale or drops a year's leading zeros.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import NoReturn

from newsgen.models.date_forms import read_written

_PATTERN = re.compile(
    r"""(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})
        (?:[Tt\ ]\ *(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?
           (?:\ *(?P<zone>[Zz]|[+-]\d{2}:?\d{2}))?)?""",
    re.VERBOSE | re.ASCII,
)
_SECONDS_A_DAY = 86_400
_MINUTE = timedelta(minutes=1)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE_AND_T = len("2025-12-14T")
_WITHOUT_OFFSET = len("2025-12-14T09:30:00")
_WITH_MINUTES = len("2025-12-14T09:30:00+09:00")
"""Longer where the offset has seconds."""


class DateError(ValueError):
    """A text that is not a date; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date and time, in the publication's zone."""

    local: datetime
    """Aware. Midnight where only a date was given."""
    has_time: bool
    instant: int = field(init=False, compare=False)
    """Seconds since 0001-01-01T00:00Z; negative for the first hours of year 1 east of Greenwich."""

    def __post_init__(self) -> None:
        local = self.local
        seconds = local.toordinal() * _SECONDS_A_DAY + local.hour * 3600 + local.minute * 60 + local.second
        offset = round((local.utcoffset() or timedelta()).total_seconds())
        object.__setattr__(self, "instant", seconds - offset)

    @property
    def day(self) -> date:
        """The calendar day in the publication's zone."""
        return self.local.date()

    @property
    def iso(self) -> str:
        """``2025-12-14`` or ``2025-12-14T09:30:00+09:00``: a W3C date, as sitemaps and JSON-LD take it."""
        return self.rfc3339 if self.has_time else self.iso_day

    @property
    def iso_day(self) -> str:
        """``2025-12-14``."""
        return self.local.date().isoformat()

    @property
    def rfc3339(self) -> str:
        """``2025-12-14T09:30:00+09:00`` (RFC 3339): always with a time and an offset."""
        text = self.local.isoformat(timespec="seconds")
        if len(text) == _WITH_MINUTES:
            return text
        return f"{text[:_WITHOUT_OFFSET]}{self._offset()}"

    @property
    def rfc822(self) -> str:
        """``Sun, 14 Dec 2025 09:30:00 +0900`` (RFC 822 with the four-digit year of RFC 2822), as RSS takes it."""
        local, text = self.local, self.rfc3339
        clock, offset = text[_DATE_AND_T:_WITHOUT_OFFSET], text[_WITHOUT_OFFSET:].replace(":", "")
        month = _MONTHS[local.month - 1]
        return f"{_DAYS[local.weekday()]}, {local.day:02} {month} {local.year:04} {clock} {offset}"

    def _offset(self) -> str:
        """The offset to the minute: before railway time, zones were some seconds off, which no format can say."""
        minutes = round((self.local.utcoffset() or timedelta()) / _MINUTE)
        sign = "-" if minutes < 0 else "+"
        return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def read_moment(text: str, zone: tzinfo, formats: tuple[str, ...] = ()) -> Moment:
    """The moment that an author wrote: as for `parse_moment`, or in another form that can mean one day only.

    ``formats`` are further forms, such as ``%d.%m.%Y``.

    Raises:
        DateError: The text has none of these forms, or names a day or a time that does not exist.
    """
    match = _PATTERN.fullmatch(text.strip())
    return _parse_other(text, zone, formats) if match is None else _moment_of(match, text, zone)


def parse_moment(text: str, zone: tzinfo) -> Moment:
    """The moment of a text in the usual form.

    Args:
        text: ``2025-12-14``, ``2025-12-14 09:30`` or ``2025-12-14T09:30:00+09:00`` (``Z`` and ``+0900`` too).
        zone: Where the publication is: dates without an offset are in it, others are converted to it.

    Raises:
        DateError: The text has another form, or names a day or a time that does not exist.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise DateError(f"not a date: {text!r}")
    return _moment_of(match, text, zone)


def _moment_of(match: re.Match[str], text: str, zone: tzinfo) -> Moment:
    parts = {name: int(value) for name, value in match.groupdict().items() if value and name != "zone"}
    try:
        naive = datetime(**parts)  # type: ignore[arg-type] # noqa: DTZ001 - the zone comes next
        if match["zone"] is None:
            return Moment(naive.replace(tzinfo=zone), has_time=match["hour"] is not None)
        return Moment(naive.replace(tzinfo=_parse_zone(match["zone"])).astimezone(zone), has_time=True)
    except OverflowError:
        raise DateError(f"outside of the years 1 to 9999 in this time zone: {text!r}") from None
    except ValueError as error:
        raise DateError(f"no such date: {text!r} ({error})") from None


def _parse_other(text: str, zone: tzinfo, formats: tuple[str, ...]) -> Moment:
    """The moment of a text that has not the usual form."""
    try:
        written = read_written(text, formats)
        if written is None:
            _refuse(text)
        if written.zone is None:
            return Moment(written.naive.replace(tzinfo=zone), written.has_time)
        return Moment(written.naive.replace(tzinfo=written.zone).astimezone(zone), has_time=True)
    except OverflowError:
        raise DateError(f"outside of the years 1 to 9999 in this time zone: {text!r}") from None
    except DateError:
        raise
    except ValueError as error:
        raise DateError(f"no such date: {text!r} ({error})") from None


def _refuse(text: str) -> NoReturn:
    raise DateError(f"not a date: {text!r}")


def _parse_zone(text: str) -> tzinfo:
    if text in {"Z", "z"}:
        return UTC
    digits = text[1:].replace(":", "")
    if int(digits[2:]) >= 60:  # noqa: PLR2004 - minutes
        raise ValueError(f"offset {text} has {digits[2:]} minutes")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def falls_in_gap(moment: Moment) -> bool:
    """Whether clocks were put forward over this time, so that it never was on any clock."""
    if not moment.has_time:
        return False
    try:
        back = moment.local.astimezone(UTC).astimezone(moment.local.tzinfo)
    except OverflowError:
        return False
    return back.replace(tzinfo=None) != moment.local.replace(tzinfo=None)
