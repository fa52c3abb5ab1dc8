"""Days of other calendars as days of ours. Pure.

Those that count our months from another year (Buddhist, of the Republic of China, Juche, Japanese eras) are exact, and
so is the Persian one. The Islamic month begins when the new moon is seen: what is reckoned here may be a day off.
"""

from datetime import date, timedelta

BUDDHIST = 543
REPUBLIC = 1911
"""What the year of the Republic of China, and that of Juche, lacks of ours."""
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
"""Likewise of the eras of Japan."""
_FIRST_BUDDHIST = 2400
"""From this year on, a year that somebody writes in a story is one of Buddha."""
_PERSIAN_YEARS = range(1250, 1500)
_ISLAMIC_YEARS = range(1300, 1500)
_HALF_OF_YEAR = 6
_HALF_OF_MONTHS = 186
"""Days of the first six Persian months."""
_FIRST_ISLAMIC_DAY = date(622, 7, 19)
"""1 Muharram of the year 1 in our calendar, by the civil reckoning."""
_CYCLE = 30
_DAYS_OF_CYCLE = 10_631
_LEAP = frozenset({2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29})
"""Years of the cycle of thirty that have a day more."""
# Norouz of each year, which astronomers name, follows a cycle of 33 years through all of the last and this century.
_LEAP_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})


def common_year(year: int) -> int:
    """A year that is typed with four digits as one of ours: 2568 is one of Buddha."""
    return year - BUDDHIST if year >= _FIRST_BUDDHIST else year


def from_persian(year: int, month: int, day: int) -> date | None:
    """A day of the solar calendar of Iran and Afghanistan; None where there is no such day."""
    if year not in _PERSIAN_YEARS or not 1 <= month <= 12 or not 1 <= day <= _days_of_persian(year, month):  # noqa: PLR2004
        return None
    before = (month - 1) * 31 if month <= _HALF_OF_YEAR else _HALF_OF_MONTHS + (month - 1 - _HALF_OF_YEAR) * 30
    return _norouz(year) + timedelta(days=before + day - 1)


def _days_of_persian(year: int, month: int) -> int:
    if month <= _HALF_OF_YEAR:
        return 31
    return 30 if month < 12 or year % 33 in _LEAP_OF_33 else 29  # noqa: PLR2004


def _norouz(year: int) -> date:
    """The first day of a Persian year, reckoned from 21 March 2024, that of 1403."""
    leaps = sum(each % 33 in _LEAP_OF_33 for each in range(min(year, 1403), max(year, 1403)))
    days = abs(year - 1403) * 365 + leaps
    return date(2024, 3, 20) + timedelta(days=days if year >= 1403 else -days)  # noqa: PLR2004


def from_islamic(year: int, month: int, day: int) -> date | None:
    """A day of the Islamic calendar as its tables have it, which may be a day off; None where there is no such day."""
    if year not in _ISLAMIC_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:  # noqa: PLR2004
        return None
    cycles, rest = divmod(year - 1, _CYCLE)
    leaps = sum(each in _LEAP for each in range(1, rest + 1))
    days = cycles * _DAYS_OF_CYCLE + rest * 354 + leaps + (month - 1) * 29 + month // 2 + day - 1
    return _FIRST_ISLAMIC_DAY + timedelta(days=days)
