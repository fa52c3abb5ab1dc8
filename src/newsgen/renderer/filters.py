"""Filters for templates: dates, times and numbers as a language says them, after its labels.

Nothing here asks the clock or the locale.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial

from jinja2 import Environment, StrictUndefined

from newsgen.errors import ContentError, Problem
from newsgen.models.moment import Moment
from newsgen.renderer.clusters import cut
from newsgen.renderer.locales import open_graph_locale

_KEEP_AT_MOST = 4_096
"""Dates in words: the days of ten years, since most stories of a page are neighbours."""
_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_WEEK = 7
_NOON = 12
_TRIED = (0, 1, 2, 5, 11, 100, 1_000_000)
"""Numbers with which a rule for plural forms is tried."""
_SIZE = re.compile(r"[1-9]")
_LABELS = "templates/labels.yaml"
_DOTTED_I = frozenset({"tr", "az"})
"""Languages in which the capital of i has a dot."""
_TONOS = "\N{COMBINING ACUTE ACCENT}"


class Filters:
    """Filters in one language.

    Raises:
        ContentError: A label is not what it should be.
    """

    def __init__(self, labels: Mapping[str, object]) -> None:
        def text(name: str, usual: str) -> str:
            return str(labels.get(name, usual))

        self._months = _texts(labels.get("months"), at_least=12) or _MONTHS
        self._months_alone = _texts(labels.get("months_alone"), at_least=12) or self._months
        self._weekdays = _texts(labels.get("weekdays_short"), at_least=_WEEK) or _WEEKDAYS
        self._first_weekday = _number(labels, "first_weekday", 0) % _WEEK
        self._date = text("date_long", "{day} {month} {year}")
        self._month = text("month_long", "{month} {year}")
        self._day_of_year = text("day_of_year", "{day} {month}")
        self._first_of_month = text("first_of_month", "")
        self._time = text("time", "{hour}:{minute}")
        self._halves = text("am", ""), text("pm", "")
        self._language = text("language", "en")
        digits = text("digits", "")
        # Most languages write the digits that Python writes.
        self._digits = {} if digits.isascii() else dict(zip(map(ord, "0123456789"), digits, strict=False))
        self._group = text("group", ",")
        sizes = _texts(labels.get("group_sizes"), at_least=2)
        self._sizes = [int(size) for size in sizes] if all(map(_SIZE.fullmatch, sizes)) and sizes else [3, 3]
        self._grouped_from = _number(labels, "group_from", 1_000)
        # By type as well: a text must not come back as the same text that is marked as safe.
        self._in_words = lru_cache(_KEEP_AT_MOST, typed=True)(self._put_into_words)
        self._category = lru_cache(_KEEP_AT_MOST)(partial(_category, _plural_rules(labels.get("plural"))))

    def date_long(self, value: Moment | date | str) -> str:
        """``14 December 2025`` in the language's order; takes ``2025-12-14``, ``2025-12`` and ``2025`` too."""
        return self._in_words(value.day if isinstance(value, Moment) else value)

    def _put_into_words(self, value: date | str) -> str:
        if isinstance(value, date):
            return self._pattern(self._date, value.month, value.day, value.year)
        numbers = [int(number) for number in value.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else []
        match numbers:
            case [year, month, day]:
                return self._pattern(self._date, month, day, year)
            case [year, month]:
                return self._pattern(self._month, month, 0, year)
            case [_]:
                return self.digits(value)
            case _:
                return value

    def day_of_year(self, value: date | str) -> str:
        """``14 December``; of a day, or of ``12-14``."""
        month, day = (value.month, value.day) if isinstance(value, date) else map(int, value.split("-"))
        return self._pattern(self._day_of_year, month, day)

    def _pattern(self, pattern: str, month: int, day: int, year: int = 0) -> str:
        name, alone = self._months[month - 1], self._months_alone[month - 1]
        shown_day = self._first_of_month if day == 1 and self._first_of_month else day
        filled = pattern.format(year=year, month=name, month_alone=alone, month_number=month, day=shown_day)
        return self.digits(filled)

    def month_name(self, month: int) -> str:
        """``December``, as it stands alone."""
        return self._months_alone[month - 1]

    def weekdays(self, weeks: object) -> list[str]:
        """The short names of the days of the week, in the order of these ``weeks``: of the language's calendar."""
        del weeks
        return self._weekdays[self._first_weekday : _WEEK] + self._weekdays[: self._first_weekday]

    def clock(self, moment: Moment) -> str:
        """``09:30``, or ``9:30 AM``."""
        hour, minute = moment.local.hour, moment.local.minute
        half = self._halves[hour >= _NOON]
        in_half = hour % _NOON or _NOON
        shown = self._time.format(hour=f"{hour:02}", hour_short=hour, hour_12=in_half, minute=f"{minute:02}", half=half)
        return self.digits(shown)

    def digits(self, value: int | str) -> str:
        """A number, a year or a text with its digits as the language writes them."""
        return str(value).translate(self._digits) if self._digits else str(value)

    def thousands(self, number: int) -> str:
        """``12,345``, or ``12.345``, or ``१२,३४५``."""
        if abs(number) < self._grouped_from:
            return self.digits(number)
        if self._sizes == [3, 3]:
            return self.digits(f"{number:,}".replace(",", self._group))
        rest, groups = str(abs(number)), []
        size, *further = self._sizes
        while len(rest) > size:
            groups.append(rest[-size:])
            rest, size = rest[:-size], further[0]
        return self.digits("-" * (number < 0) + self._group.join([rest, *reversed(groups)]))

    def counted(self, forms: object, count: int) -> str:
        """``1 story`` or ``12,345 stories``: of the forms of a label the one of this number, filled in."""
        form = forms
        if isinstance(forms, Mapping):
            form = forms.get(self._category(count), forms.get("other", next(iter(forms.values()), "")))
        return str(form).replace("{count}", self.thousands(count))

    def place_caps(self, dateline: str, language: str = "") -> str:
        """A dateline as news agencies set it: ``Pyongyang, North Korea`` becomes ``PYONGYANG, North Korea``."""
        return place_caps(dateline, language or self._language)


def place_caps(dateline: str, language: str) -> str:
    """The place of a dateline in capitals, as the language has them."""
    city, comma, rest = dateline.partition(",")
    return _capitals(city, language.partition("-")[0].lower()) + comma + rest


def _capitals(text: str, language: str) -> str:
    """In capitals, where Unicode's usual ones would be wrong in a language."""
    if language in _DOTTED_I:
        return text.replace("i", "İ").replace("ı", "I").upper()
    if language == "el":  # In capitals Greek has no accents but the diaeresis.
        plain = unicodedata.normalize("NFD", text).replace(_TONOS, "")
        return unicodedata.normalize("NFC", plain).upper()
    return text.upper()


def _texts(value: object, *, at_least: int) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) and len(value) >= at_least else []


def _number(labels: Mapping[str, object], name: str, usual: int) -> int:
    try:
        return int(str(labels.get(name, usual)))
    except ValueError:
        raise _mistake(f"`{name}` is not a number: {labels[name]}", "docs/templates.md tells what it is") from None


def _plural_rules(value: object) -> dict[str, Callable[..., object]]:
    rules = value if isinstance(value, Mapping) else {}
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    found: dict[str, Callable[..., object]] = {}
    for name, rule in rules.items():
        try:
            found[str(name)] = compiled = environment.compile_expression(str(rule), undefined_to_none=False)
            for number in _TRIED:
                bool(compiled(n=number))
        except Exception as error:  # noqa: BLE001 - an expression may fail in any way
            mend = "write when a number n is of a form, as in `plural: {one: n == 1}`"
            raise _mistake(f"`plural`: {name}: {rule} cannot be understood: {error}", mend) from None
    return found


def _category(rules: Mapping[str, Callable[..., object]], count: int) -> str:
    return next((name for name, rule in rules.items() if rule(n=count)), "other")


def _mistake(what: str, mend: str) -> ContentError:
    return ContentError(f"the theme's words have errors: {what}", problems=(Problem(_LABELS, what, mend),))


def filter_table(labels: Mapping[str, object]) -> dict[str, object]:
    """Every filter under its name in templates."""
    words = Filters(labels)
    return {
        "date_long": words.date_long,
        "day_of_year": words.day_of_year,
        "month_name": words.month_name,
        "weekdays": words.weekdays,
        "clock": words.clock,
        "digits": words.digits,
        "thousands": words.thousands,
        "counted": words.counted,
        "place_caps": words.place_caps,
        "open_graph_locale": open_graph_locale,
        "shortened": cut,
    }
