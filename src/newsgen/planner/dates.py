"""Year, month and day pages, and the list of years."""

import calendar
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import TypeVar

from newsgen.models.archive import Archive
from newsgen.models.page import (
    CalendarDay,
    DatesContext,
    DayContext,
    Link,
    MonthContext,
    MonthSummary,
    Page,
    PageHead,
    Pager,
    Teaser,
    YearContext,
    YearSummary,
)
from newsgen.planner import urls as places
from newsgen.planner.listings import plan_listing
from newsgen.planner.views import Views

Month = tuple[int, int]
"""Year and month."""
Days = Sequence[tuple[date, tuple[int, ...]]]
Neighbours = tuple[Link | None, Link | None]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class SomeDates:
    """Some of the pages of dates: years, and months and days with the numbers of their pages."""

    years: Collection[int]
    months: Mapping[Month, Collection[int]]
    days: Mapping[date, Collection[int]]


def months_of(archive: Archive) -> dict[Month, Days]:
    """The months in which something was published, oldest first."""
    days = archive.days.items()
    return {month: list(group) for month, group in groupby(days, key=lambda pair: (pair[0].year, pair[0].month))}


def years_of(archive: Archive) -> dict[int, Days]:
    """The years in which something was published, oldest first."""
    return {year: list(group) for year, group in groupby(archive.days.items(), key=lambda pair: pair[0].year)}


def plan_date_pages(views: Views, only: SomeDates | None = None) -> Iterator[Page]:
    """The list of years, then each year, month and day in which something was published; or that list and some."""
    years, months, days = years_of(views.archive), months_of(views.archive), list(views.archive.days.items())
    yield _plan_years(views, list(years.items()))
    for (year, here), before, after in _with_neighbours(list(years.items())):
        if only is None or year in only.years:
            yield _plan_year(views, here, _year_link(views, before), _year_link(views, after))
    for (month, here), month_before, month_after in _with_neighbours(list(months.items())):
        if only is None or month in only.months:
            links = _month_link(views, month_before), _month_link(views, month_after)
            yield from _plan_month(views, here, links, None if only is None else only.months[month])
    for entry, day_before, day_after in _with_neighbours(days):
        if only is None or entry[0] in only.days:
            neighbours = _day_link(views, day_before), _day_link(views, day_after)
            yield from _plan_day(views, entry, neighbours, None if only is None else only.days[entry[0]])


def _with_neighbours(items: Sequence[Item]) -> Iterator[tuple[Item, Item | None, Item | None]]:
    for index, item in enumerate(items):
        yield item, items[index - 1] if index else None, items[index + 1] if index + 1 < len(items) else None


def _count(days: Days) -> int:
    return sum(len(positions) for _, positions in days)


def _year_link(views: Views, entry: tuple[int, Days] | None) -> Link | None:
    return Link(f"{entry[0]:04}", views.site.url(places.year_place(entry[0]))) if entry else None


def _month_link(views: Views, entry: tuple[tuple[int, int], Days] | None) -> Link | None:
    if entry is None:
        return None
    year, month = entry[0]
    return Link(f"{year:04}-{month:02}", views.site.url(places.month_place(year, month)))


def _day_link(views: Views, entry: tuple[date, tuple[int, ...]] | None) -> Link | None:
    return Link(entry[0].isoformat(), views.site.url(places.day_place(entry[0]))) if entry else None


def _plan_years(views: Views, years: Sequence[tuple[int, Days]]) -> Page:
    summaries = [YearSummary(year, views.site.url(places.year_place(year)), _count(days)) for year, days in years]
    return Page(
        path=places.output_path(places.DATES),
        template="dates.html",
        head=views.head("dates", places.DATES),
        make_context=partial(DatesContext, tuple(reversed(summaries))),
        label="the list of years",
    )


def _plan_year(views: Views, days: Days, previous: Link | None, following: Link | None) -> Page:
    year = days[0][0].year
    counts = {month: _count(list(group)) for month, group in groupby(days, key=lambda pair: pair[0].month)}
    months = tuple(
        MonthSummary(
            month,
            views.site.url(places.month_place(year, month)) if month in counts else "",
            counts.get(month, 0),
        )
        for month in range(1, 13)
    )
    place = places.year_place(year)
    return Page(
        path=places.output_path(place),
        template="year.html",
        head=views.head("year", place, f"{year:04}"),
        make_context=partial(YearContext, year, _count(days), months, previous, following),
        label=f"the page of the year {year}",
    )


def _plan_month(views: Views, days: Days, neighbours: Neighbours, numbers: Collection[int] | None) -> Iterator[Page]:
    year, month = days[0][0].year, days[0][0].month
    place = places.month_place(year, month)
    year_link = Link(f"{year:04}", views.site.url(places.year_place(year)))

    yield from plan_listing(
        views,
        place,
        members_of(days),
        template="month.html",
        label=f"the page of the month {year:04}-{month:02}",
        make_head=partial(_date_head, views, "month", f"{year:04}-{month:02}", (year_link,)),
        make_context=partial(_month_context, views, days, neighbours),
        numbers=numbers,
    )


def members_of(days: Days) -> list[int]:
    """The positions of the articles of some days, oldest day first."""
    return [position for _, positions in days for position in positions]


def _month_context(
    views: Views, days: Days, neighbours: Neighbours, teasers: tuple[Teaser, ...], pager: Pager
) -> MonthContext:
    year, month = days[0][0].year, days[0][0].month
    if pager.number:  # What changes while the month goes on stands on its first page alone (law 10).
        return MonthContext(year, month, 0, (), teasers, pager, None, None)
    return MonthContext(year, month, _count(days), _calendar(views, days), teasers, pager, *neighbours)


def _date_head(views: Views, kind: str, title: str, above: tuple[Link, ...], place: str) -> PageHead:
    return views.head(kind, place, title, above=above)


def _calendar(views: Views, days: Days) -> tuple[tuple[CalendarDay, ...], ...]:
    """The weeks of a month, Monday first; cells of other months are blank."""
    year, month = days[0][0].year, days[0][0].month
    counts = {day: len(positions) for day, positions in days}

    def cell(number: int) -> CalendarDay:
        if not number:
            return CalendarDay(None)
        day = date(year, month, number)
        url = views.site.url(places.day_place(day)) if day in counts else ""
        return CalendarDay(day, url, counts.get(day, 0))

    blanks, length = _month_shape(year, month)
    numbers = [0] * blanks + list(range(1, length + 1))
    numbers += [0] * (-len(numbers) % 7)
    return tuple(tuple(cell(number) for number in numbers[at : at + 7]) for at in range(0, len(numbers), 7))


def _month_shape(year: int, month: int) -> tuple[int, int]:
    """The weekday of the first (0 is Monday), and the number of days."""
    return date(year, month, 1).weekday(), calendar.monthrange(year, month)[1]


def _plan_day(
    views: Views, entry: tuple[date, tuple[int, ...]], neighbours: Neighbours, numbers: Collection[int] | None
) -> Iterator[Page]:
    day, positions = entry
    place = places.day_place(day)
    above = (
        Link(f"{day.year:04}", views.site.url(places.year_place(day.year))),
        Link(f"{day.year:04}-{day.month:02}", views.site.url(places.month_place(day.year, day.month))),
    )

    yield from plan_listing(
        views,
        place,
        positions,
        template="day.html",
        label=f"the page of the day {day.isoformat()}",
        make_head=partial(_date_head, views, "day", day.isoformat(), above),
        make_context=partial(_day_context, day, len(positions), neighbours),
        numbers=numbers,
    )


def _day_context(
    day: date, count: int, neighbours: Neighbours, teasers: tuple[Teaser, ...], pager: Pager
) -> DayContext:
    if pager.number:
        return DayContext(day, 0, teasers, pager, None, None)
    return DayContext(day, count, teasers, pager, *neighbours)
