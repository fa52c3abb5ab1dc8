"""Filters for templates: dates and numbers in the words of the theme's labels.

Nothing here asks the clock or the locale.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from newsgen.models.moment import Moment
from newsgen.renderer.clusters import cut
from newsgen.renderer.locales import open_graph_locale

_KEEP_AT_MOST = 4_096
"""Dates in words: the days of ten years, since most stories of a page are neighbours."""
_MONTHS = "January February March April May June July August September October November December".split()


class Filters:
    """Filters in one language."""

    def __init__(self, labels: Mapping[str, object]) -> None:
        months = labels.get("months")
        self._months = [str(name) for name in months] if isinstance(months, list) else _MONTHS
        self._date = str(labels.get("date_long", "{day} {month} {year}"))
        self._month = str(labels.get("month_long", "{month} {year}"))
        # By type as well: a text must not come back as the same text that is marked as safe.
        self._in_words = lru_cache(_KEEP_AT_MOST, typed=True)(self._put_into_words)

    def date_long(self, value: Moment | date | str) -> str:
        """``14 December 2025`` in the language's order; takes ``2025-12-14``, ``2025-12`` and ``2025`` too."""
        return self._in_words(value.day if isinstance(value, Moment) else value)

    def _put_into_words(self, value: date | str) -> str:
        if isinstance(value, date):
            return self._pattern(self._date, value.year, value.month, value.day)
        numbers = [int(number) for number in value.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else []
        match numbers:
            case [year, month, day]:
                return self._pattern(self._date, year, month, day)
            case [year, month]:
                return self._pattern(self._month, year, month, 0)
            case _:
                return value

    def _pattern(self, pattern: str, year: int, month: int, day: int) -> str:
        return pattern.format(year=year, month=self.month_name(month), month_number=month, day=day)

    def month_name(self, month: int) -> str:
        """``December``."""
        return self._months[month - 1]


def clock(moment: Moment) -> str:
    """``09:30``."""
    return f"{moment.local.hour:02}:{moment.local.minute:02}"


def thousands(number: int) -> str:
    """``12,345``."""
    return f"{number:,}"


def place_caps(dateline: str) -> str:
    """A dateline in the form of the news agencies: ``Pyongyang, North Korea`` becomes ``PYONGYANG, North Korea``."""
    city, comma, rest = dateline.partition(",")
    return city.upper() + comma + rest


def filter_table(labels: Mapping[str, object]) -> dict[str, object]:
    """Every filter under its name in templates."""
    words = Filters(labels)
    return {
        "date_long": words.date_long,
        "month_name": words.month_name,
        "clock": clock,
        "thousands": thousands,
        "place_caps": place_caps,
        "open_graph_locale": open_graph_locale,
        "shortened": cut,
    }
