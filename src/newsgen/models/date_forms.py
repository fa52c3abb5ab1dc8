"""Dates as other systems and other people write them, wherever they can mean one day only. Pure.

`05/03/2024` is the fifth of March or the third of May: what is ambiguous is no date, unless a format says how to read
it. No form hangs on the machine's locale.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple

from newsgen.models.date_signs import in_plain_signs

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<word>{'|'.join((*_MONTH_NAMES, 'sept', *MONTHS))})\.?"
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\ +)?"
_CLOCK = r"""(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\ *(?P<half>[ap])\.?m\.?)?"""
_ZONE = r"(?P<zone>z|(?:utc|gmt)(?:[+-]\d{1,2}:?\d{2})?|[a-z]{2,4}t|[+-]\d{1,2}(?::?\d{2})?)(?:\ *\(?[a-z]{3,5}\)?)?"
_REST = rf"(?:(?:,?\ +(?:at\ +)?|t\ *){_CLOCK})?(?:\ *{_ZONE})?"
_FLAGS = re.VERBOSE | re.ASCII | re.IGNORECASE
_NUMBERS = (
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})-|/(?P<month2>\d{1,2})/|\.\ ?(?P<month3>\d{1,2})\.\ ?)(?P<day>\d{1,2})\.?"
)
_FORMS = (
    re.compile(
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})t(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})"
        rf"(?:{_ZONE})?",
        _FLAGS,
    ),
    re.compile(rf"{_NUMBERS}{_REST}", _FLAGS),
    re.compile(rf"(?P<year>\d{{4}})[年년]\ ?(?P<month>\d{{1,2}})[月월]\ ?(?P<day>\d{{1,2}})[日일]{_REST}", _FLAGS),
    re.compile(
        rf"{_DAY_NAME}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\ \-]+{_MONTH},?[\ \-]+(?P<year>\d{{4}}){_REST}", _FLAGS
    ),
    re.compile(rf"{_DAY_NAME}{_MONTH}\ +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\ +(?P<year>\d{{4}}){_REST}", _FLAGS),
    re.compile(rf"{_DAY_NAME}{_MONTH}\ +(?P<day>\d{{1,2}})\ +{_CLOCK}(?:\ +{_ZONE})?\ +(?P<year>\d{{4}})", _FLAGS),
)
_SINCE_1970 = re.compile(r"@?(?P<seconds>\d{9,10})(?:\d{3}|\.\d+)?", re.ASCII)
"""Seconds, or thousandths, as databases keep a time: from 1973 on, so that no day is written in so many digits."""
_QUOTES = "\"'“”„‘’«»\u00a0 \t"
_AMERICAN = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}
_OTHERS = {"utc": 0, "gmt": 0, "wet": 0, "cet": 1, "eet": 2, "cest": 2, "eest": 3, "jst": 9, "kst": 9, "aest": 10}
_HOURS = _AMERICAN | _OTHERS
"""RFC 2822 knows the American ones; of the others those that mean one zone only."""
_NOON = 12


class Written(NamedTuple):
    """A date as it was written."""

    naive: datetime
    zone: tzinfo | None
    """None where it is the publication's."""
    has_time: bool


def read_written(text: str, formats: tuple[str, ...] = ()) -> Written | None:
    """The date of a text in one of these formats, or in a form that can mean one day only; None of any other text.

    Raises:
        ValueError: There is no such day or time.
    """
    trimmed = " ".join(text.strip(_QUOTES).split())
    if match := _SINCE_1970.fullmatch(trimmed):
        return Written(datetime.fromtimestamp(int(match["seconds"]), UTC).replace(tzinfo=None), UTC, has_time=True)
    for match in _matches(trimmed, formats):
        return _written(match.groupdict())
    return None


def _matches(text: str, formats: tuple[str, ...]) -> Iterator[re.Match[str]]:
    for pattern in map(pattern_of, formats):
        if pattern is not None and (match := pattern.fullmatch(text)):
            yield match
    plain = text if text.isascii() else in_plain_signs(text)
    yield from (match for pattern in _FORMS if (match := pattern.fullmatch(plain)))


def _written(parts: dict[str, str | None]) -> Written:
    month = next((parts[name] for name in ("month", "month2", "month3") if parts.get(name)), None)
    hour = int(parts.get("hour") or 0)
    if half := parts.get("half"):
        if not 1 <= hour <= _NOON:
            raise ValueError(f"hour {hour} {half}m")
        hour = hour % _NOON + (_NOON if half.lower() == "p" else 0)
    naive = datetime(  # noqa: DTZ001 - its zone stands beside it
        _year(parts),
        int(month) if month else _month_named(str(parts.get("word"))),
        int(parts["day"] or 1),
        hour,
        int(parts.get("minute") or 0),
        int(parts.get("second") or 0),
    )
    has_time = parts.get("hour") is not None
    zone = parts.get("zone")
    return Written(naive, _zone(zone) if zone and has_time else None, has_time)


def _year(parts: dict[str, str | None]) -> int:
    if short := parts.get("short_year"):
        return int(short) + (1900 if int(short) >= 69 else 2000)  # noqa: PLR2004 - as POSIX has it
    return int(parts["year"] or 0)


def _month_named(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _zone(text: str) -> tzinfo:
    name, sign, digits = re.fullmatch(r"([a-z]*)(?:([+-])([\d:]+))?", text.lower()).groups()  # type: ignore[union-attr]
    if sign is None:
        if name == "z":
            return UTC
        if name not in _HOURS:
            raise ValueError(f"{text} is the name of no zone that is known here")
        return timezone(timedelta(hours=_HOURS[name]))
    digits = digits.replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004
    if minutes >= 60:  # noqa: PLR2004 - minutes
        raise ValueError(f"offset {text} has {minutes} minutes")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if sign == "-" else offset)


_DIRECTIVES = {
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short_year>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "e": r"(?P<day>\d{1,2})",
    "B": _MONTH,
    "b": _MONTH,
    "A": r"[^\W\d_]+\.?",
    "a": r"[^\W\d_]+\.?",
    "H": r"(?P<hour>\d{1,2})",
    "I": r"(?P<hour>\d{1,2})",
    "M": r"(?P<minute>\d{2})",
    "S": r"(?P<second>\d{2})(?:\.\d+)?",
    "p": r"(?P<half>[ap])\.?m\.?",
    "z": r"(?P<zone>z|[+-]\d{1,2}(?::?\d{2})?)",
    "Z": r"(?P<zone>z|[a-z]{3,4})",
    "%": "%",
}
"""Those of strftime(3) that say which day and time it is."""

_OF_CLOCKS = frozenset("HIMSpzZ")


def format_fault(form: str) -> str:
    """What is wrong with a format such as ``%d.%m.%Y``; empty where nothing is."""
    typed = re.findall(r"%(.?)", form)
    if unknown := [letter for letter in typed if letter not in _DIRECTIVES]:
        return f"does not know %{unknown[0]}"
    for letters, what in (("Yy", "a year, %Y"), ("mBb", "a month, %m"), ("de", "a day, %d")):
        if not any(letter in letters for letter in typed):
            return f"needs {what}"
    return "" if pattern_of(form) else "names something twice"


@lru_cache
def pattern_of(form: str) -> re.Pattern[str] | None:
    """The pattern of a format; None where it makes none."""
    parts = re.split(r"%(.)", " ".join(form.split()))
    pattern = "".join(_DIRECTIVES.get(part, "") if place % 2 else re.escape(part) for place, part in enumerate(parts))
    if not _OF_CLOCKS.intersection(parts[1::2]):
        pattern += _REST  # A time may follow a day in any archive.
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error:
        return None
