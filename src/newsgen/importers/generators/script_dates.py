"""Dates as scripts have them: of JavaScript itself, of luxon, of moment and its like. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from newsgen.importers.generators.script_errors import UntoldError, untold

MONTHS: Final = tuple("January February March April May June July August September October November December".split())
_DAYS: Final = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


def as_date(value: object) -> date:
    """The date that a value is, or says.

    Raises:
        UntoldError: It is none.
    """
    if isinstance(value, datetime | date):
        return value
    if isinstance(value, ScriptDate):
        return value.day
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            pass
    raise UntoldError


def _clock(day: date) -> tuple[int, int, int]:
    return (day.hour, day.minute, day.second) if isinstance(day, datetime) else (0, 0, 0)


def of_date(day: date, name: str, given: Sequence[Any]) -> Any:  # noqa: ANN401 - a line for each
    """What a script is told by a date.

    Raises:
        UntoldError: That is not known.
    """
    hour, minute, second = _clock(day)
    plain = name.replace("getUTC", "get")
    if plain in {"getFullYear", "getMonth", "getDate", "getDay", "getHours", "getMinutes", "getSeconds"}:
        return {
            "getFullYear": day.year, "getMonth": day.month - 1, "getDate": day.day, "getDay": day.isoweekday() % 7,
            "getHours": hour, "getMinutes": minute, "getSeconds": second,
        }[plain]  # fmt: skip
    if name in {"toISOString", "toJSON"}:
        return f"{day.year:04}-{day.month:02}-{day.day:02}T{hour:02}:{minute:02}:{second:02}.000Z"
    if name == "toLocaleDateString" and (not given or given[0] is None or str(given[0]).lower().startswith("en")):
        return _local(day, str(given[0] or "en-US") if given else "en-US", given[1] if len(given) > 1 else None)
    if name == "toDateString":
        return f"{_DAYS[day.weekday()][:3]} {MONTHS[day.month - 1][:3]} {day.day:02} {day.year}"
    if name in {"getTime", "valueOf"}:
        return int(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC).timestamp() * 1_000)
    raise UntoldError


def _local(day: date, place: str, wanted: object) -> str:
    is_american = place.lower() in {"en", "en-us"}
    if not isinstance(wanted, Mapping) or not {"year", "month", "day", "weekday", "dateStyle"} & set(wanted):
        return f"{day.month}/{day.day}/{day.year}" if is_american else f"{day.day:02}/{day.month:02}/{day.year}"
    forms = {"long": {"year": "numeric", "month": "long", "day": "numeric"},
             "medium": {"year": "numeric", "month": "short", "day": "numeric"},
             "full": {"weekday": "long", "year": "numeric", "month": "long", "day": "numeric"}}  # fmt: skip
    if "dateStyle" in wanted:
        wanted = forms.get(str(wanted["dateStyle"])) or untold()
    numbers: dict[object, Callable[[int], str]] = {"numeric": str, "2-digit": lambda number: f"{number % 100:02}"}
    year = numbers[wanted["year"]](day.year) if wanted.get("year") in numbers else ""
    number = numbers[wanted["day"]](day.day) if wanted.get("day") in numbers else ""
    named = wanted.get("month") in {"long", "short"}
    month = MONTHS[day.month - 1][: None if wanted.get("month") == "long" else 3] if named else ""
    weekday = _DAYS[day.weekday()][: None if wanted.get("weekday") == "long" else 3] if "weekday" in wanted else ""
    if not named:
        month = numbers[wanted["month"]](day.month) if wanted.get("month") in numbers else ""
        parts = [month, number, year] if is_american else [number, month, year]
        return "/".join(filter(None, parts))
    if is_american:
        made = " ".join(filter(None, (month, number)))
        made = f"{made}, {year}" if year and number else " ".join(filter(None, (made, year)))
        return ", ".join(filter(None, (weekday, made)))
    made = " ".join(filter(None, (number, month, year)))
    return (
        (f"{weekday} {made}" if place.lower() in {"en-gb", "en-au", "en-nz"} else f"{weekday}, {made}")
        if weekday
        else made
    )


_TOKENS = re.compile(
    r"'([^']*)'|\[([^\]]*)\]|(YYYY|yyyy|YY|yy|MMMM|LLLL|MMM|LLL|MM|LL|M|L|DDDD|DDD|DD|Do|D|dd|d|EEEE|cccc|dddd|EEE|ccc|ddd"
    r"|HH|H|hh|h|mm|m|ss|s|A|a|y|o|ooo)|([A-Za-z])"
)


def formatted(day: date, form: str, *, is_luxon: bool) -> str:
    """A date by a form as luxon, or moment and its like, have it.

    Raises:
        UntoldError: The form has something that is not known.
    """
    hour, minute, second = _clock(day)
    number = str(day.day)
    ending = "th" if day.day in {11, 12, 13} else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    weekday, month = _DAYS[day.weekday()], MONTHS[day.month - 1]
    signs = {
        "YYYY": f"{day.year:04}", "YY": f"{day.year % 100:02}", "MMMM": month, "MMM": month[:3],
        "MM": f"{day.month:02}", "M": str(day.month), "HH": f"{hour:02}", "H": str(hour),
        "hh": f"{(hour + 11) % 12 + 1:02}", "h": str((hour + 11) % 12 + 1), "mm": f"{minute:02}", "m": str(minute),
        "ss": f"{second:02}", "s": str(second),
    }  # fmt: skip
    if is_luxon:
        signs |= {
            "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "y": str(day.year), "LLLL": month,
            "LLL": month[:3], "LL": f"{day.month:02}", "L": str(day.month), "dd": f"{day.day:02}", "d": number,
            "EEEE": weekday, "cccc": weekday, "EEE": weekday[:3], "ccc": weekday[:3], "a": "AM" if hour < 12 else "PM",  # noqa: PLR2004
            "DDD": f"{month} {number}, {day.year}", "DD": f"{month[:3]} {number}, {day.year}",
            "D": f"{day.month}/{number}/{day.year}", "DDDD": f"{weekday}, {month} {number}, {day.year}",
            "ooo": f"{day.timetuple().tm_yday:03}", "o": str(day.timetuple().tm_yday),
        }  # fmt: skip
        del signs["YYYY"], signs["YY"]
    else:
        signs |= {
            "DD": f"{day.day:02}", "D": number, "Do": f"{number}{ending}", "dddd": weekday, "ddd": weekday[:3],
            "A": "AM" if hour < 12 else "PM", "a": "am" if hour < 12 else "pm",  # noqa: PLR2004
            # Of date-fns.
            "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "LLLL": month, "EEEE": weekday, "d": number,
            "dd": f"{day.day:02}",
        }  # fmt: skip

    def sign(match: re.Match[str]) -> str:
        if match[1] is not None or match[2] is not None:
            return match[1] if match[1] is not None else match[2]
        return signs[match[3]] if match[3] in signs else untold()

    return _TOKENS.sub(sign, form)


@dataclass(frozen=True)
class ScriptDate:
    """A date of luxon, or of moment and its like."""

    day: date
    is_luxon: bool

    def asked(self, name: str, given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
        """What is asked of it."""
        if name in {"setZone", "setLocale", "utc", "toUTC", "tz", "locale", "local"}:
            if name in {"setLocale", "locale"} and given and not str(given[0]).lower().startswith("en"):
                raise UntoldError
            return self
        if name in {"toFormat", "format"}:
            form = str(given[0]) if given else ("" if self.is_luxon else "YYYY-MM-DDTHH:mm:ssZ")
            return formatted(self.day, form, is_luxon=self.is_luxon)
        if name == "toISODate":
            return f"{self.day.year:04}-{self.day.month:02}-{self.day.day:02}"
        if name in {"year", "month", "date"} and not given and not self.is_luxon:
            return {"year": self.day.year, "month": self.day.month - 1, "date": self.day.day}[name]
        if name == "toLocaleString" and self.is_luxon and given and isinstance(given[0], str):
            return formatted(self.day, str(given[0]), is_luxon=True)
        if name in {"toJSDate", "toDate"}:
            return self.day
        raise UntoldError

    def inside(self, name: str) -> Any:  # noqa: ANN401 - likewise
        """A part of it."""
        parts = {"year": self.day.year, "month": self.day.month, "day": self.day.day}
        return parts[name] if self.is_luxon and name in parts else untold()


def date_of_luxon(given: Sequence[Any]) -> ScriptDate:
    """A date of luxon."""
    return ScriptDate(as_date(given[0] if given else None), is_luxon=True)


def date_of_moment(given: Sequence[Any]) -> ScriptDate:
    """A date of moment, or of its like."""
    return ScriptDate(as_date(given[0] if given else None), is_luxon=False)
