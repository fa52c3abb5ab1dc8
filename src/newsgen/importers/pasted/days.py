"""Dates as people write them in running text, in the languages that the theme has the names of months of. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from newsgen.importers.pasted import calendars
from newsgen.importers.pasted.clock import clock_of, clock_patterns, is_clock, weekday_names

_MONTHS = 12
_GLUED = r"(?:(?!\d)|(?=\d{1,2}:\d\d))"
"""Behind a year: some pages have the time right there."""
_YEAR = rf"(?P<year>(?:1[3-9]|2[0-6])\d\d){_GLUED}"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?!\d)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_OF = r"(?:\s*(?:de|d'|del|di|of|den|af|ta['’]|ngày|tháng|พ\.ศ\.|ค\.ศ\.)\s+|\s*[.,،]?\s*)"
_SOON = r"(?=\D{2,40}\d)"
"""A number follows: it takes long to look for hundreds of names behind each word."""
_JUCHE = r"(?:(?:주체|主体|主體|チュチェ|juche)\s*\d{1,3}\s*[(（]?\s*)?"
_ERA = r"(?P<era>令和|平成|昭和|大正|明治|(?:中華)?民國|民国|주체|主体|主體)"
_OLD_YEAR = rf"(?:{_ERA}\s*(?P<old>\d{{1,3}}|元)|(?P<roc>1[0-4]\d))"
"""A year of an era, or one of the Republic of China, which has three digits now."""
_OLD_YEARS = range(1300, 1451)
"""What a year of four digits is in a date of numbers, if it is one of other calendars."""
_NEAR = 80
"""Letters beside a date among which its time is."""
_WEEKDAYS = "weekdays"
"""Where months.yaml has their names."""
_HAN = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, of which the year may not be said (0), and a time, if one is."""

    year: int = 0
    month: int = 0
    day: int = 0
    clock: tuple[int, int] | None = None
    is_reckoned: bool = False
    """Whether it was typed in a calendar of which a day is known only by and by, and may be one off."""

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
    persian: Mapping[str, int] = field(default_factory=dict)
    """Likewise of the solar calendar of Iran."""
    islamic: Mapping[str, int] = field(default_factory=dict)
    weekdays: tuple[str, ...] = ()
    """Their names in all languages, which may stand between a date and its time."""
    otherwise: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Language to names that mean another month in it than elsewhere: *listopad* in Croatian and in Czech."""

    def in_language(self, language: str) -> "Days":
        """The same for a text in one language, by its code."""
        names = self.otherwise.get(language)
        return replace(self, months={**self._names, **names}) if names else self

    @cached_property
    def _names(self) -> Mapping[str, int]:
        names = {_plain(name): number for name, number in self.months.items() if not name[:1].isdigit()}
        # Hebrew writes *in March* as one word.
        return names | {f"ב{name}": number for name, number in names.items() if "א" <= name[:1] <= "ת"}

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        name = f"(?P<name>{_any(self._names)})"
        month = rf"{name}(?!\w)\.?(?:\s?[/(]\s?(?:{_any(self._names)})(?!\w)\)?)?"
        year = rf"(?:{_OF}{_YEAR}(?:\s*(?:год[ау]?|г\.?|року|р\.|年|م(?!\w)))?)"
        old = rf"(?<!\d){_OLD_YEAR}"
        return tuple(
            re.compile(pattern, re.IGNORECASE)
            for pattern in (
                rf"{_JUCHE}{_YEAR}[)）]?\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*日",
                rf"{_JUCHE}{_YEAR}[)）]?\s*년\s*{_MONTH}\s*월\s*{_DAY}\s*일",
                rf"(?<![\d.]){_YEAR}\s?([-./])\s?{_MONTH}\s?\2\s?{_DAY}\.?",
                rf"ngày\s+{_DAY}(?:/|\s+tháng\s+){_MONTH}(?:/|\s+năm\s+){_YEAR}",
                rf"(?<![\d]){_DAY}\s+tháng\s+{_MONTH}(?:,?\s+năm|,)?\s+{_YEAR}",
                # 2025. december 14., 2025 m. gruodžio 14 d., 2025 թ. դեկտեմբերի 14, 2025eko abenduaren 14a
                rf"(?<!\d){_YEAR}(?:\.|\s*m\.|\s*թ\.?|\(?e?\)?ko|(?=\s[^\x00-\x7f]))\s*{month}\s+{_DAY}(?:\.|\s*d\.|\(?a\)?)?",
                # 2025. gada 14. decembris, 2025 ж. 14 желтоқсан
                rf"(?<!\d){_YEAR}(?:\.?\s*gada|\s*ж\.|\s*жылғы)\s*{_DAY}\.?\s*{month}",
                rf"(?<![\d/]){_DAY}\s?[-/]\s?{month}\s?[-/,]?\s?{_YEAR}",
                rf"(?<!\d){_DAY}(?:\.|º|ª|er|st|nd|rd|th|-?го)?{_OF}(?<!\w){month}{year}",
                rf"(?<!\w){_SOON}{month}\s+{_DAY}(?:st|nd|rd|th)?\s*,?\s*(?:juche\s+\d+\s+\()?{_YEAR}\)?",
                rf"(?<!\d){_DAY}\.\s?{_MONTH}\.\s?{_YEAR}",
                rf"(?<!\d)(?P<first>\d{{1,2}})([/-])(?P<second>\d{{1,2}})\2{_YEAR}",
                r"(?<![\d.])(?P<first>\d\d)([./])(?P<second>\d\d)\2(?P<short>[0-7]\d)(?![\d.])",
                rf"{old}\s*年\s*{_MONTH}\s*月\s*{_DAY}\s*日",
                rf"{old}\s*년\s*{_MONTH}\s*월\s*{_DAY}\s*일",
                rf"(?P<han_year>[{_HAN}]{{4}})年(?P<han_month>[{_HAN}十]{{1,2}})月(?P<han_day>[{_HAN}十]{{1,3}})日",
                rf"(?<!\d){_DAY}\s+(?P<name>(?:ม|ก|มี|เม|พ|มิ|ส|ต|ธ)\.(?:ค|พ|ย)\.?)\s*(?P<buddhist>[4-9]\d)(?!\d)",
                rf"(?<!\d){_DAY}\s+(?P<persian>{_any(self.persian)})(?:\s+ماه)?\s*[,،]?\s*{_YEAR}(?:\s*ه?\.?\s*ش)?",
                rf"(?<!\d){_DAY}\s+(?P<islamic>{_any(self.islamic)})\s*[,،]?\s*{_YEAR}(?:\s*ه(?:ـ|جري(?:ة)?)?(?!\w))?",
                rf"(?<!\d){_MONTH}\s*月\s*{_DAY}\s*日",
                rf"(?<!\d){_MONTH}\s*월\s*{_DAY}\s*일",
                rf"(?<!\d){_DAY}(?:\.|º|er|st|nd|rd|th|-?го)?{_OF}(?<!\w){month}(?!\s*\d)",
                rf"(?<!\w){_SOON}{month}\s+{_DAY}(?:st|nd|rd|th)?(?![\d:])",
            )
        )

    _WITHOUT_YEAR = -4
    """Where in these those begin that say no year."""

    def find(self, text: str) -> Found | None:
        """The first date in a text that has one, those with a year before others; with the time behind it, if any."""
        text = _ascii_digits(text)
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                day = self._day(match)
                if day is not None:
                    return self._with_clock(text, match, day)
        return None

    def without(self, text: str) -> str:
        """The text without its dates and their times."""
        while (found := self.find(text)) is not None:
            text = f"{text[: found.start]} , {text[found.end :]}"
        return text

    def every(self, text: str) -> Iterator[Day]:
        """All dates in a text that say their year."""
        text = _ascii_digits(text)
        for pattern in self._patterns[: self._WITHOUT_YEAR]:
            yield from filter(None, map(self._day, pattern.finditer(text)))

    def _day(self, match: re.Match[str]) -> Day | None:
        parts = match.groupdict()
        year = int(parts.get("year") or 0)
        if parts.get("persian"):
            return _converted(calendars.from_persian(year, self.persian[_plain(parts["persian"])], int(parts["day"])))
        if parts.get("islamic"):
            day = calendars.from_islamic(year, self.islamic[_plain(parts["islamic"])], int(parts["day"]))
            return _converted(day, is_reckoned=True)
        if parts.get("han_year"):
            year, month, number = (_han(parts[f"han_{name}"]) for name in ("year", "month", "day"))
            return Day(year, month, number) if _date(year, month, number) else None
        if parts.get("first"):
            found = self._in_order(int(parts["first"]), int(parts["second"]))
            if found is None:
                return None
            number, month = found
            year = year or 2000 + int(parts["short"])
        else:
            month = int(parts["month"]) if parts.get("month") else self._names[_plain(parts["name"])]
            number = int(parts["day"])
        if parts.get("month") and year in _OLD_YEARS:
            return _of_old_year(year, month, number)
        year = calendars.common_year(year) if year else _of_era(parts)
        return Day(year, month, number) if _date(year or 2024, month, number) else None

    def _with_clock(self, text: str, match: re.Match[str], day: Day) -> Found:
        """The date with the time that stands behind it, or else before it."""
        pattern_behind, pattern_before = clock_patterns(self.weekdays)
        first = max(0, match.start() - _NEAR)
        behind = pattern_behind.match(text, match.end(), match.end() + _NEAR)
        before = pattern_before.search(text[first : match.start()])
        if behind is not None and is_clock(behind):
            return Found(match.start(), behind.end(), replace(day, clock=clock_of(behind)))
        if before is not None and is_clock(before):
            return Found(first + before.start(), match.end(), replace(day, clock=clock_of(before)))
        return Found(match.start(), match.end(), day)

    def _in_order(self, first: int, second: int) -> tuple[int, int] | None:
        """Day and month; None where nobody can tell which is which."""
        if max(first, second) <= _MONTHS and first != second and self.day_first is None:
            return None
        is_day_first = first > _MONTHS or (second <= _MONTHS and self.day_first is not False)
        return (first, second) if is_day_first else (second, first)


def _of_era(parts: Mapping[str, str | None]) -> int:
    """The year of an era, or one of two digits; 0 where none is said."""
    if short := parts.get("buddhist"):
        return 2500 + int(short) - calendars.BUDDHIST
    if old := parts.get("roc") or parts.get("old"):
        return (1 if old == "元" else int(old)) + calendars.ERAS.get(parts.get("era") or "", calendars.REPUBLIC)
    return 0


def _of_old_year(year: int, month: int, day: int) -> Day | None:
    """1403/12/14 is a Persian day, 1446/09/04 an Islamic one: the years of these two are forty apart."""
    if year < 1420:  # noqa: PLR2004 - the Islamic year 1420 is 1999, the Persian one 2041
        return _converted(calendars.from_persian(year, month, day))
    return _converted(calendars.from_islamic(year, month, day), is_reckoned=True)


def _converted(day: date | None, *, is_reckoned: bool = False) -> Day | None:
    return Day(day.year, day.month, day.day, is_reckoned=is_reckoned) if day else None


def _han(typed: str) -> int:
    """A number in Chinese letters: 二〇二五, 十二, 三十一."""
    if "十" in typed:
        tens, _, ones = typed.partition("十")
        return (_han(tens) if tens else 1) * 10 + (_han(ones) if ones else 0)
    return int("".join(str(_HAN.index(letter)) for letter in typed))


def _any(names: Iterable[str]) -> str:
    """Any of some names; a pattern that matches nothing where there are none."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).rstrip(".")


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
            if isinstance(typed, list) and len(typed) == _MONTHS:
                for number, name in enumerate(typed, 1):
                    names.setdefault(str(name), number)
    return names


def read_days(
    calendars: Mapping[str, Sequence[str]], labels: Mapping[str, int], *, day_first: bool | None = None
) -> Days:
    """Finds dates with the names of months that months.yaml has, and those that the theme has."""
    names = {name: further_names(lines) for name, lines in calendars.items() if name != _WEEKDAYS}
    otherwise = {"hr": names["croatian"]}
    weekdays = weekday_names(calendars.get(_WEEKDAYS, ()))
    return Days({**names["common"], **labels}, day_first, names["persian"], names["islamic"], weekdays, otherwise)


def further_names(months: Sequence[str]) -> dict[str, int]:
    """The names of a calendar's months as months.yaml has them."""
    lines = ((number, line) for number, line in enumerate(months, 1) if line != "-")
    named = ((_plain(name.replace("_", " ")), number) for number, line in lines for name in line.split())
    return dict(reversed(list(named)))
