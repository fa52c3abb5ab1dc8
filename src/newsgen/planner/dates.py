"""Year, month and day pages, and the list of years.

Years and months are shown with the stories that stand for them: `planner/covers.py` tells which ones. Decades are
sections of the list of years, and no pages: fifty years with their covers are one page, to be searched and printed.
"""

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property, partial
from itertools import groupby, starmap
from typing import Self

from newsgen.models.archive import Archive
from newsgen.models.page import Context, DatesContext, DayContext, MonthContext, Page, YearContext
from newsgen.models.page_parts import CalendarDay, DecadeSummary, MonthSummary, PageHead, Pager, YearSummary
from newsgen.models.views import Link, Teaser
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff, with_new_neighbours
from newsgen.planner.covers import covers
from newsgen.planner.kinds import PageKind, SinglePage, SitemapPlace
from newsgen.planner.listings import InOrder, ListingPages
from newsgen.planner.views import Views

Month = tuple[int, int]
"""Year and month."""
Days = Sequence[tuple[date, tuple[int, ...]]]
"""Days, and the positions of the articles of each."""

SITEMAP = "dates"
_WEEK = 7
_MONTHS = range(1, 13)
_MANY_YEARS = 15
"""From the first to the last, above which years are put together by decades."""
_COVERS_OF_YEAR = 4
_COVERS_OF_MONTH = 3
_SHORT_MONTH = 8
"""Stories, up to which the list of a month is seen at once."""
_YEAR = re.compile(r"(?P<year>\d{4})/index\.html")
_MONTH = re.compile(r"(?P<year>\d{4})/(?P<month>\d{2})/")
_DAY = re.compile(r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})/")


def _years_of(archive: Archive) -> dict[int, Days]:
    """The years in which something was published, oldest first."""
    return {year: list(group) for year, group in groupby(archive.days.items(), key=lambda pair: pair[0].year)}


def _months_of(archive: Archive) -> dict[Month, Days]:
    """The months in which something was published, oldest first."""
    days = archive.days.items()
    return {month: list(group) for month, group in groupby(days, key=lambda pair: (pair[0].year, pair[0].month))}


def _count(days: Days) -> int:
    return sum(len(positions) for _, positions in days)


def _positions(days: Days) -> list[int]:
    """Those of all articles of some days, in the order of the archive."""
    return sorted(position for _, positions in days for position in positions)


def _by_month(days: Days) -> Mapping[int, Days]:
    """The months of a year in which something was published."""
    return {month: list(group) for month, group in groupby(days, key=lambda pair: pair[0].month)}


def _month_summary(views: Views, year: int, month: int, count: int, cover: Teaser | None = None) -> MonthSummary:
    return MonthSummary(month, views.url(urls.month_place(year, month)) if count else "", count, cover)


def _year_link(views: Views, year: int) -> Link:
    return Link(f"{year:04}", views.url(urls.year_place(year)))


def _month_link(views: Views, month: Month) -> Link:
    return Link(_month_title(month), views.url(urls.month_place(*month)))


def _day_link(views: Views, day: date) -> Link:
    return Link(day.isoformat(), views.url(urls.day_place(day)))


def _month_title(month: Month) -> str:
    return "{:04}-{:02}".format(*month)


class YearsPage(SinglePage):
    """The list of years."""

    name = "dates"
    template = "dates.html"
    where = urls.output_path(urls.DATES)

    def page(self, key: str) -> Page:
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head("dates", self.views.prefix + urls.DATES, versions=self.views.versions_at(urls.DATES)),
            make_context=self._context,
            label="the list of years",
        )

    def _context(self) -> DatesContext:
        years = tuple(starmap(self._summary, reversed(_years_of(self.archive).items())))
        most = max((month.count for year in years for month in year.months), default=0)
        return DatesContext(years, tuple(_decades_of(years)), most)

    def _summary(self, year: int, days: Days) -> YearSummary:
        counts = {month: _count(of_month) for month, of_month in _by_month(days).items()}
        months = tuple(_month_summary(self.views, year, month, counts.get(month, 0)) for month in _MONTHS)
        (cover,) = covers(self.views, _positions(days), 1)
        return YearSummary(year, self.views.url(urls.year_place(year)), _count(days), months, cover)

    def sitemaps(self) -> Iterable[str]:
        return (SITEMAP,)

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        return [SitemapPlace(self.views.prefix + urls.DATES, "")]


def _decades_of(years: Sequence[YearSummary]) -> Iterator[DecadeSummary]:
    """The decades of an archive that is too long to be seen as one; newest first."""
    if years and years[0].year - years[-1].year >= _MANY_YEARS:
        for decade, group in groupby(years, key=lambda each: each.year // 10):
            within = tuple(group)
            yield DecadeSummary(decade * 10, sum(each.count for each in within), within)


class YearPages(PageKind[int]):
    """A page for each year in which something was published. The key is the year."""

    name = "year"
    template = "year.html"

    @cached_property
    def _years(self) -> Mapping[int, Days]:
        return _years_of(self.archive)

    @cached_property
    def _order(self) -> InOrder[int]:
        return InOrder(self._years)

    def keys(self) -> Iterable[int]:
        return self._years

    def __contains__(self, key: int) -> bool:
        return key in self._years

    def path(self, key: int) -> str:
        return urls.output_path(self.views.prefix + urls.year_place(key))

    def order(self, key: int) -> int:
        return key

    def at(self, path: str) -> Iterator[int]:
        found = _YEAR.fullmatch(path.removeprefix(self.views.prefix))
        if found and (year := int(found["year"])) in self and self.path(year) == path:
            yield year

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[int]:
        if not diff.shows_elsewhere:
            return ()
        return with_new_neighbours({day.year for day in diff.days}, before._order, self._order)

    def page(self, key: int) -> Page:
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head("year", self.views.prefix + urls.year_place(key), f"{key:04}"),
            make_context=partial(self._context, key),
            label=f"the page of the year {key}",
        )

    def _context(self, year: int) -> YearContext:
        days, views = self._years[year], self.views
        of_year, by_month = covers(views, _positions(days), _COVERS_OF_YEAR), _by_month(days)

        def summary(month: int) -> MonthSummary:
            within = by_month.get(month, ())
            cover = next(iter(covers(views, _positions(within), 1, without=of_year)), None)
            return _month_summary(views, year, month, _count(within), cover)

        months = tuple(map(summary, _MONTHS))
        before, after = self._order.links(year, partial(_year_link, views))
        most = max(month.count for month in months)
        return YearContext(year, _count(days), months, most, of_year, before, after)

    def sitemaps(self) -> Iterable[str]:
        return (SITEMAP,)

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        return [SitemapPlace(self.views.prefix + urls.year_place(year), "") for year in self._years]

    def listed_count(self, sitemap: str) -> int:
        del sitemap
        return len(self._years)


class MonthPages(ListingPages[Month]):
    """The pages of each month in which something was published."""

    name = "month"
    template = "month.html"
    sitemap = SITEMAP

    @cached_property
    def _months(self) -> Mapping[Month, Days]:
        return _months_of(self.archive)

    @cached_property
    def _order(self) -> InOrder[Month]:
        return InOrder(self._months)

    def listings(self) -> Iterable[Month]:
        return self._months

    def members(self, listing: Month) -> Sequence[int] | None:
        days = self._months.get(listing)
        return None if days is None else [position for _, positions in days for position in positions]

    def place(self, listing: Month) -> str:
        return urls.month_place(*listing)

    def listing_at(self, place: str) -> Month | None:
        found = _MONTH.fullmatch(place)
        return (int(found["year"]), int(found["month"])) if found else None

    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[Month]:
        return with_new_neighbours({(day.year, day.month) for day in diff.days}, before._order, self._order)

    def label(self, listing: Month) -> str:
        return f"the page of the month {_month_title(listing)}"

    def head(self, listing: Month, place: str) -> PageHead:
        return self.views.head("month", place, _month_title(listing), above=(_year_link(self.views, listing[0]),))

    def context(self, listing: Month, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        days = self._months[listing]
        if pager.number:  # What changes while the month goes on stands on its first page alone (law 10).
            return MonthContext(*listing, 0, (), (), teasers, pager, None, None)
        before, after = self._order.links(listing, partial(_month_link, self.views))
        count, weeks = _count(days), _calendar(self.views, days)
        of_month = covers(self.views, _positions(days), _COVERS_OF_MONTH) if count > _SHORT_MONTH else ()
        return MonthContext(*listing, count, weeks, of_month, teasers, pager, before, after)


def _calendar(views: Views, days: Days) -> tuple[tuple[CalendarDay, ...], ...]:
    """The weeks of a month, as the language begins them; cells of other months are blank."""
    year, month = days[0][0].year, days[0][0].month
    counts = {day: len(positions) for day, positions in days}

    def cell(number: int) -> CalendarDay:
        if not number:
            return CalendarDay(None)
        day = date(year, month, number)
        url = views.url(urls.day_place(day)) if day in counts else ""
        return CalendarDay(day, url, counts.get(day, 0))

    blanks, length = _month_shape(year, month, _first_weekday(views))
    numbers = [0] * blanks + list(range(1, length + 1))
    numbers += [0] * (-len(numbers) % 7)
    return tuple(tuple(cell(number) for number in numbers[at : at + 7]) for at in range(0, len(numbers), 7))


def _month_shape(year: int, month: int, first_weekday: int) -> tuple[int, int]:
    """How many days of the first week lie before the month, and the number of its days."""
    return (date(year, month, 1).weekday() - first_weekday) % _WEEK, calendar.monthrange(year, month)[1]


def _first_weekday(views: Views) -> int:
    """With which day the weeks of the edition's language begin: 0 is Monday."""
    typed = str(views.words.get("first_weekday", 0))
    return int(typed) % _WEEK if typed.isdecimal() else 0


class DayPages(ListingPages[date]):
    """The pages of each day on which something was published."""

    name = "day"
    template = "day.html"
    sitemap = SITEMAP

    @cached_property
    def _order(self) -> InOrder[date]:
        return InOrder(self.archive.days)

    def listings(self) -> Iterable[date]:
        return self.archive.days

    def members(self, listing: date) -> Sequence[int] | None:
        return self.archive.days.get(listing)

    def place(self, listing: date) -> str:
        return urls.day_place(listing)

    def listing_at(self, place: str) -> date | None:
        found = _DAY.fullmatch(place)
        with suppress(ValueError):  # there is no such day
            return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
        return None

    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[date]:
        return with_new_neighbours(diff.days, before._order, self._order)

    def label(self, listing: date) -> str:
        return f"the page of the day {listing.isoformat()}"

    def head(self, listing: date, place: str) -> PageHead:
        above = (_year_link(self.views, listing.year), _month_link(self.views, (listing.year, listing.month)))
        return self.views.head("day", place, listing.isoformat(), above=above)

    def context(self, listing: date, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        if pager.number:
            return DayContext(listing, 0, teasers, pager, None, None)
        before, after = self._order.links(listing, partial(_day_link, self.views))
        return DayContext(listing, len(self.archive.days[listing]), teasers, pager, before, after)
