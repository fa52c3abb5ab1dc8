"""Dates as people write them in running text, in the languages that the theme has the names of months of. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

_SHORT_MONTHS = (
    "jan janv ene gen sty led ocak oca янв січ",
    "feb febr fév févr fev lut úno şubat şub фев февр лют",
    "mar mars mär märz mrt мар бер",
    "apr avr abr kwi dub nis апр квіт",
    "may mai mei mag maj май мая трав",
    "jun juin giu cze čvn haz июн черв",
    "jul juil lug lip čvc tem июл лип",
    "aug août aou ago sie srp ağu авг серп",
    "sep sept set wrz zář eyl сен сент вер",
    "oct okt out ott paź říj eki окт жовт",
    "nov lis kas ноя нояб лист",
    "dec déc dez dic gru pro ara дек груд",
)
_NOON = 12
_YEAR = r"(?P<year>(?:1[5-9]|2[0-5])\d\d)"
_MERIDIEM = r"(?P<half>[ap]\.?\s?m\.?|AM|PM|오전|오후|上午|下午|午前|午後)"
_TIME = (
    rf"(?:{_MERIDIEM.replace('half', 'half_before')}\s*)?"
    rf"(?P<hour>[01]?\d|2[0-3])\s?(?:[:.h]|Uhr|时|時|시)\s?(?P<minute>[0-5]\d)?(?:[:.][0-5]\d)?(?:분|分)?\s*{_MERIDIEM}?"
)
_CLOCK = re.compile(
    rf"\s*(?:[,،(/T|—–·-]|at|à|um|kl\.?|alle|às|a las|о|в|saat|om|o godz\.|v)?\s*{_TIME}", re.IGNORECASE
)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\d:]){_TIME}\s*(?:Uhr|[A-Z]{{2,4}}(?:[+-]\d+)?)?\s*(?:on|[,،/|—–·-]|le|am|del?|em|di)?\s*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, of which the year may not be said (0), and a time, if one is."""

    year: int = 0
    month: int = 0
    day: int = 0
    clock: tuple[int, int] | None = None

    def as_date(self, near: date) -> date | None:
        """The day; where no year or month is said, the last such day before the next one to ``near``."""
        if self.year:
            return _date(self.year, self.month, self.day)
        latest = near + timedelta(days=1)
        steps = ((near.year - back, self.month) for back in range(9)) if self.month else _months_before(near)
        found = (_date(year, month, self.day) for year, month in steps)
        return next((day for day in found if day is not None and day <= latest), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_before(near: date) -> Iterator[tuple[int, int]]:
    for back in range(12):
        month = near.month - back
        yield (near.year, month) if month > 0 else (near.year - 1, month + 12)


class Found(NamedTuple):
    """A date in a text."""

    start: int
    end: int
    day: Day


@dataclass(frozen=True)
class Days:
    """Finds dates."""

    months: Mapping[str, int] = field(default_factory=dict)
    """Name of each month, in any language, to its number."""
    day_first: bool | None = None
    """Whether 5/3/2024 is in March; None where that is not known."""

    @cached_property
    def _names(self) -> Mapping[str, int]:
        names = {_plain(name): number for name, number in self.months.items() if not name[:1].isdigit()}
        for number, short in enumerate(_SHORT_MONTHS, 1):
            names |= {_plain(name): number for name in short.split() if _plain(name) not in names}
        return names

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        name = "|".join(sorted(map(re.escape, self._names), key=len, reverse=True))
        month = rf"(?P<name>{name})\b\.?"
        day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)"
        of = r"(?:\s*(?:de|d'|del|di|of|den|af|ngày|tháng)\s+|\s*[.,]?\s*)"
        year = rf"(?:{of}{_YEAR}(?!\d)(?:\s*(?:г\.?|року|р\.|год[ау]?|年))?)"
        return tuple(
            re.compile(pattern, re.IGNORECASE)
            for pattern in (
                rf"{_YEAR}\s*年\s*(?P<month>1[0-2]|0?[1-9])\s*月\s*{day}\s*日",
                rf"{_YEAR}\s*년\s*(?P<month>1[0-2]|0?[1-9])\s*월\s*{day}\s*일",
                rf"(?<![\d.]){_YEAR}\s?([-./])\s?(?P<month>1[0-2]|0?[1-9])\s?\2\s?{day}(?!\d)\.?",
                rf"ngày\s+{day}(?:/|\s+tháng\s+)(?P<month>1[0-2]|0?[1-9])(?:/|\s+năm\s+){_YEAR}",
                rf"(?<![\d]){day}\s+tháng\s+(?P<month>1[0-2]|0?[1-9])(?:,?\s+năm|,)?\s+{_YEAR}",
                rf"(?<!\d){_YEAR}\.\s*{month}\s+{day}\.?",  # 2025. december 14.
                rf"(?<!\d){day}(?:\.|º|ª|er|st|nd|rd|th|-?го)?{of}(?<!\w){month}{year}",
                rf"(?<!\w){month}\s+{day}(?:st|nd|rd|th)?\s*,?\s*{_YEAR}(?!\d)",
                rf"(?<!\d){day}\.\s?(?P<month>1[0-2]|0?[1-9])\.\s?{_YEAR}(?!\d)",
                rf"(?<!\d)(?P<first>\d{{1,2}})([/-])(?P<second>\d{{1,2}})\2{_YEAR}(?!\d)",
                r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*月\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*日",
                r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*월\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*일",
                rf"(?<!\d){day}(?:\.|º|er|st|nd|rd|th|-?го)?{of}(?<!\w){month}(?!\s*\d)",
                rf"(?<!\w){month}\s+{day}(?:st|nd|rd|th)?(?![\d:])",
            )
        )

    def find(self, text: str) -> Found | None:
        """The first date in a text that has one, those with a year before others; with the time behind it, if any."""
        text = _ascii_digits(text)
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                day = self._day(match)
                if day is not None:
                    return _with_clock(text, match, day)
        return None

    def without(self, text: str) -> str:
        """The text without its dates and their times."""
        while (found := self.find(text)) is not None:
            text = f"{text[: found.start]} , {text[found.end :]}"
        return text

    def every(self, text: str) -> Iterator[Day]:
        """All dates in a text that say their year."""
        text = _ascii_digits(text)
        for pattern in self._patterns[:10]:
            yield from filter(None, map(self._day, pattern.finditer(text)))

    def _day(self, match: re.Match[str]) -> Day | None:
        parts = match.groupdict()
        year = int(parts.get("year") or 0)
        if parts.get("first"):
            first, second = int(parts["first"]), int(parts["second"])
            is_day_first = first > 12 or (second <= 12 and self.day_first is not False)  # noqa: PLR2004 - months
            day, month = (first, second) if is_day_first else (second, first)
            if max(first, second) <= 12 and first != second and self.day_first is None:  # noqa: PLR2004
                return None
        else:
            month = int(parts["month"]) if parts.get("month") else self._names[_plain(parts["name"])]
            day = int(parts["day"])
        if _date(year or 2024, month, day) is None:
            return None
        return Day(year, month, day)


def _with_clock(text: str, match: re.Match[str], day: Day) -> Found:
    """The date with the time that stands behind it, or else before it."""
    behind, before = _CLOCK.match(text, match.end()), _CLOCK_BEFORE.search(text[: match.start()])
    if behind is not None and (behind["minute"] or behind["half"] or behind["half_before"]):
        return Found(match.start(), behind.end(), replace(day, clock=_clock(behind)))
    if before is not None and before["minute"]:
        return Found(before.start(), match.end(), replace(day, clock=_clock(before)))
    return Found(match.start(), match.end(), day)


def _clock(match: re.Match[str]) -> tuple[int, int]:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or match["half_before"] or "").lower()
    is_late = half.startswith("p") or half in {"오후", "下午", "午後"}
    is_early = half.startswith("a") or half in {"오전", "上午", "午前"}
    if is_late and hour < _NOON:
        hour += _NOON
    if is_early and hour == _NOON:
        hour = 0
    return hour, minute


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().rstrip(".")


def _ascii_digits(text: str) -> str:
    """The text with all digits as 0 to 9, at the same places."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() and not char.isascii() else char for char in text)


def month_names(languages: Iterable[Mapping[str, object]]) -> dict[str, int]:
    """The names of months in the words of languages, as templates/labels has them."""
    names: dict[str, int] = {}
    for words in languages:
        for key in ("months", "months_alone"):
            typed = words.get(key)
            if isinstance(typed, list) and len(typed) == _NOON:
                for number, name in enumerate(typed, 1):
                    names.setdefault(str(name), number)
    return names
