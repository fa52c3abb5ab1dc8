"""A date across the years: what was published on each 14 December."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Self

from newsgen.models.page import Context, OnThisDayContext
from newsgen.models.page_parts import PageHead, Pager
from newsgen.models.views import Link, Teaser
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff, with_new_neighbours
from newsgen.planner.listings import InOrder, ListingPages

DayOfYear = tuple[int, int]
"""Month and day."""

_PLACE = re.compile(r"on-this-day/(\d\d)-(\d\d)/")


class OnThisDayPages(ListingPages[DayOfYear]):
    """A listing for each day of the year on which something was published in any year."""

    name = "on-this-day"
    template = "on-this-day.html"
    sitemap = "on-this-day"

    @cached_property
    def _order(self) -> InOrder[DayOfYear]:
        return InOrder(sorted(self.archive.days_of_the_year))

    def listings(self) -> Iterable[DayOfYear]:
        return self._order

    def members(self, listing: DayOfYear) -> Sequence[int] | None:
        return self.archive.days_of_the_year.get(listing)

    def place(self, listing: DayOfYear) -> str:
        return urls.on_this_day_place(*listing)

    def listing_at(self, place: str) -> DayOfYear | None:
        found = _PLACE.fullmatch(place)
        return (int(found[1]), int(found[2])) if found else None

    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[DayOfYear]:
        return with_new_neighbours({(day.month, day.day) for day in diff.days}, before._order, self._order)

    def label(self, listing: DayOfYear) -> str:
        return "the page of {:02}-{:02} in all years".format(*listing)

    def head(self, listing: DayOfYear, place: str) -> PageHead:
        return self.views.head("on-this-day", place, "{:02}-{:02}".format(*listing))

    def context(self, listing: DayOfYear, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        if pager.number:  # What changes with each year stands on the first page alone (law 10).
            return OnThisDayContext(*listing, 0, teasers, pager, None, None)
        before, after = self._order.links(listing, self._link)
        return OnThisDayContext(*listing, len(self.members(listing) or ()), teasers, pager, before, after)

    def _link(self, listing: DayOfYear) -> Link:
        return Link("{:02}-{:02}".format(*listing), self.views.url(self.place(listing)))
