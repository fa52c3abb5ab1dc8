"""Patterns of addresses, as several generators have them, filled in with what is known of a story. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.slugs import pelican_slug

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class About:
    """What of a story its address may hang on."""

    entry: Entry
    is_post: bool
    title: str
    typed: Mapping[str, Any]
    day: tuple[int, int, int] | None
    clock: tuple[int, int, int]
    categories: tuple[str, ...]
    lang: str

    def text(self, *names: str) -> str:
        """The first of some fields that is a text; `permalink: false` is none, but says that there is no address."""
        typed = {key: value for key, value in self.typed.items() if key in names}
        return text_of({key: value for key, value in typed.items() if not _says_no(key, value)}, *names)

    @property
    def moment(self) -> date | None:
        """The day, where there is one."""
        try:
            return date(*self.day) if self.day else None
        except ValueError:
            return None


def _says_no(key: str, value: object) -> bool:
    return key in {"permalink", "url"} and str(value).strip().lower() == "false"


def numbers_of(about: About) -> dict[str, str]:
    """The parts of its date, by the names that patterns have for them."""
    moment = about.moment
    if moment is None:
        return {}
    hour, minute, second = about.clock
    week = moment.isocalendar()
    return {
        "year": f"{moment.year:04}", "short_year": f"{moment.year % 100:02}",
        "month": f"{moment.month:02}", "i_month": str(moment.month),
        "day": f"{moment.day:02}", "i_day": str(moment.day),
        "y_day": f"{moment.timetuple().tm_yday:03}", "yearday": str(moment.timetuple().tm_yday),
        "monthname": _MONTHS[moment.month - 1].lower(), "long_month": _MONTHS[moment.month - 1],
        "short_month": _MONTHS[moment.month - 1][:3],
        "weekday": str(moment.isoweekday() % 7), "weekdayname": _DAYS[moment.weekday()].lower(),
        "long_day": _DAYS[moment.weekday()], "short_day": _DAYS[moment.weekday()][:3],
        "week": f"{week.week:02}", "w_year": str(week.year), "w_day": str(moment.isoweekday()),
        "hour": f"{hour:02}", "minute": f"{minute:02}", "second": f"{second:02}",
    }  # fmt: skip


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with ``:names`` filled in; empty where one of them has no value."""
    lacking = False

    def fill(match: re.Match[str]) -> str:
        nonlocal lacking
        name = match["name"]
        # `:title-old` is `:title` and a text; the longest name that is known is meant.
        known = next((name[:end] for end in range(len(name), 0, -1) if name[:end] in values), None)
        if known is None:
            lacking = True
            return ""
        return values[known] + name[len(known) :]

    made = re.sub(r":(?P<name>[a-zA-Z_]+)", fill, pattern)
    return "" if lacking else made


def strftime(sign: str, numbers: Mapping[str, str]) -> str:
    """What a sign such as ``%Y`` stands for; the sign itself where it is not known."""
    names = {
        "%Y": "year", "%y": "short_year", "%m": "month", "%d": "day", "%-m": "i_month", "%-d": "i_day", "%j": "y_day",
        "%b": "short_month", "%B": "long_month", "%H": "hour", "%M": "minute", "%S": "second",
    }  # fmt: skip
    return numbers.get(names.get(sign, ""), sign)


_DATE_FORMS = (("yyyy", "year"), ("YYYY", "year"), ("MM", "month"), ("dd", "day"), ("DD", "day"))


def filled_template(typed: str, about: About, names: Mapping[str, str]) -> str:
    """An address with its simple templates filled in; empty where one is not simple."""
    numbers = numbers_of(about)
    lacking = False

    def fill(match: re.Match[str]) -> str:
        nonlocal lacking
        expression = match[1].strip()
        name, *filters = (part.strip() for part in expression.split("|"))
        key = name.replace("page.", "").replace("data.", "").lower().replace("(", "").replace(")", "")
        value = names.get(key) or about.text(key) or {"title": about.title, "lang": about.lang}.get(key, "")
        if key.startswith("date"):
            form = next((quoted[0] for each in filters if (quoted := re.findall("[\"']([^\"']*)[\"']", each))), "")
            if not numbers or not (form or filters or "." in key):
                lacking = True
                return ""
            if form:
                form = re.sub("%-?[YymdjbBHMS]", lambda each: strftime(each[0], numbers), form)
                for sign, number in _DATE_FORMS:
                    form = form.replace(sign, numbers[number])
                return form
            return f"{numbers['year']}-{numbers['month']}-{numbers['day']}"
        if any(
            each.partition(":")[0].partition("(")[0].strip() in {"slug", "slugify", "slugifyUrl"} for each in filters
        ):
            value = pelican_slug(value)
        lacking = lacking or not value
        return value

    made = re.sub(r"\{\{-?(.{0,500}?)-?\}\}", fill, typed)
    return "" if lacking or "{" in made else made
