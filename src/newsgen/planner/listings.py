"""Listings that run over several pages: of everything, of a term, of a month, of a day."""

import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property, partial
from typing import Any, ClassVar, Self, TypeVar

from newsgen.models.archive import Archive
from newsgen.models.page import Context, ListingContext, Page
from newsgen.models.page_parts import PageHead, Pager
from newsgen.models.views import Link, Teaser
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff, neighbours_at, sources_at
from newsgen.planner.kinds import PageKind, SitemapPlace
from newsgen.planner.pagination import (
    Chunk,
    chunk_of,
    jumps_from,
    newest_first,
    numbered_pages,
    page_numbers,
    paginate,
)

Listing = TypeVar("Listing", bound=Hashable)
Item = TypeVar("Item", bound=Hashable)
_LONG = 4
"""Numbered pages from which on a listing leads to its years."""
_PAGE = re.compile(r"(?P<place>(?:[^/]+/)*?)(?:page/(?P<number>[1-9][0-9]{0,8})/)?index\.html")


class ListingPages(PageKind[tuple[Listing, int]]):
    """The pages of all listings of one kind. The key is the listing, a term or a day, and the page's number.

    The newest page has the number 0 (`pagination`).
    """

    sitemap: ClassVar[str] = ""
    """The name of the sitemap that lists them, where there is but one."""

    @abstractmethod
    def listings(self) -> Iterable[Listing]:
        """All of them, in the order of publishing."""

    @abstractmethod
    def members(self, listing: Listing) -> Sequence[int] | None:
        """The positions of its articles, oldest first; None where there is no such listing."""

    @abstractmethod
    def place(self, listing: Listing) -> str:
        """Where its newest page lies in the edition."""

    @abstractmethod
    def listing_at(self, place: str) -> Listing | None:
        """The inverse of `place`; it may be of a listing that is not there."""

    @abstractmethod
    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[Listing]:
        """The listings whose members, or what their first pages say besides, may be others than before."""

    def have_other_heads(self, before: Self, listing: Listing) -> bool:
        """Whether all pages of a touched listing say something else of themselves than before."""
        del before, listing
        return False

    @abstractmethod
    def label(self, listing: Listing) -> str:
        """How messages name its first page."""

    @abstractmethod
    def head(self, listing: Listing, place: str) -> PageHead:
        """What one of its pages says of itself."""

    @abstractmethod
    def context(self, listing: Listing, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        """What one of its pages shows."""

    @property
    def per_page(self) -> int:
        """How many articles a numbered page lists."""
        return self.views.settings.per_page

    def keys(self) -> Iterator[tuple[Listing, int]]:
        for listing in self.listings():
            for number in page_numbers(len(self.members(listing) or ()), self.per_page):
                yield listing, number

    def order(self, key: tuple[Listing, int]) -> tuple[Any, bool, int]:
        listing, number = key
        return self.order_of(listing), bool(number), -number

    def order_of(self, listing: Listing) -> Any:  # noqa: ANN401 - of a type that sorts
        """By this the listings are in their order."""
        return listing

    def __contains__(self, key: tuple[Listing, int]) -> bool:
        listing, number = key
        members = self.members(listing)
        return members is not None and number <= numbered_pages(len(members), self.per_page)

    def path(self, key: tuple[Listing, int]) -> str:
        listing, number = key
        return urls.output_path(self._here(listing, number))

    def _here(self, listing: Listing, number: int) -> str:
        """Where one of its pages lies in the site."""
        return self.views.prefix + urls.numbered_place(self.place(listing), number)

    def at(self, path: str) -> Iterator[tuple[Listing, int]]:
        if not path.startswith(self.views.prefix):
            return
        path = path.removeprefix(self.views.prefix)
        if found := _PAGE.fullmatch(path):
            yield from self._at(found["place"], int(found["number"] or 0))
            if found["number"]:  # which may be a part of a listing's name, too
                yield from self._at(path.removesuffix("index.html"), 0)

    def _at(self, place: str, number: int) -> Iterator[tuple[Listing, int]]:
        listing = self.listing_at(place)
        if listing is not None and (listing, number) in self:
            yield listing, number

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterator[tuple[Listing, int]]:
        for listing in self.touched(before, diff) if diff.shows_elsewhere else ():
            old, new = before.members(listing), self.members(listing)
            was, now = sources_at(before.archive, old or ()), sources_at(self.archive, new or ())
            yield listing, 0
            for number in altered_numbers(was, now, diff.shown_otherwise, self.per_page):
                yield listing, number
            if new is not None and self.have_other_heads(before, listing):
                yield from ((listing, number) for number in page_numbers(len(new), self.per_page))

    def page(self, key: tuple[Listing, int]) -> Page:
        listing, number = key
        here = self._here(listing, number)
        chunk = chunk_of(number, len(self.members(listing) or ()), self.per_page)
        return Page(
            path=urls.output_path(here),
            template=self.template,
            head=self.head(listing, here),
            make_context=partial(self._context, listing, chunk),
            label=f"{self.label(listing)}, page {number}" if number else self.label(listing),
        )

    def _pager(self, place: str, members: Sequence[int], chunk: Chunk) -> Pager:
        jumps = jumps_from(chunk.number, len(members), self.per_page)
        return Pager(
            number=chunk.number,
            newer=self._page_link(place, chunk.newer),
            older=self._page_link(place, chunk.older),
            newest=self._page_link(place, 0) if chunk.number else None,
            jumps=tuple(link for link in (self._page_link(place, each) for each in jumps) if link),
            years=() if chunk.number else tuple(self._year_links(place, members)),
        )

    def _year_links(self, place: str, members: Sequence[int]) -> Iterator[Link]:
        """The years of a long listing, newest first, each with the page that has its newest story."""
        if numbered_pages(len(members), self.per_page) < _LONG:
            return
        days, found = self.archive.index.days, dict[int, int]()
        for chunk in paginate(len(members), self.per_page):
            newest, oldest = (date.fromordinal(days[members[at]]).year for at in (chunk.stop - 1, chunk.start))
            within = members[chunk.start : chunk.stop] if newest - oldest > 1 else ()
            between = {date.fromordinal(days[each]).year for each in within}
            for year in sorted({newest, oldest} | between, reverse=True):
                found.setdefault(year, chunk.number)
        if len(found) > 1:
            for year, number in found.items():
                yield Link(f"{year:04}", self.views.url(urls.numbered_place(place, number)))

    def _context(self, listing: Listing, chunk: Chunk) -> Context:
        members = self.members(listing) or ()
        pager = self._pager(self.place(listing), members, chunk)
        return self.context(listing, self.views.teasers(newest_first(members, chunk)), pager)

    def _page_link(self, place: str, number: int | None) -> Link | None:
        if number is None:
            return None
        return Link(str(number) if number else "", self.views.url(urls.numbered_place(place, number)))

    def sitemaps(self) -> Iterable[str]:
        return (self.sitemap,) if self.sitemap else ()

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        return [each for listing in self.listings() for each in self.listed_of(listing)]

    def listed_count(self, sitemap: str) -> int:
        del sitemap
        every = (self.members(listing) or () for listing in self.listings())
        return sum(1 + numbered_pages(len(members), self.per_page) for members in every)

    def sitemap_of(self, listing: Listing) -> str:
        """The name of the sitemap that lists its pages."""
        del listing
        return self.sitemap

    def altered_sitemaps(self, before: Self, diff: ArchiveDiff) -> Collection[str]:
        if not diff.refiled:
            return ()
        return {
            self.sitemap_of(listing)
            for listing in self.touched(before, diff)
            if list(before.listed_of(listing)) != list(self.listed_of(listing))
        }

    def listed_of(self, listing: Listing) -> Iterator[SitemapPlace]:
        """The pages of one listing, the newest first, and when what they list has changed."""
        members = self.members(listing)
        if members is None:
            return
        for chunk in paginate(len(members), self.per_page):
            changed = last_change(self.archive, members[chunk.start : chunk.stop])
            yield SitemapPlace(self._here(listing, chunk.number), changed)


def altered_numbers(
    before: Sequence[str], now: Sequence[str], shown_otherwise: AbstractSet[str], per_page: int
) -> set[int]:
    """The numbers of a listing's pages that list or say something else than before, or are gone.

    ``before`` and ``now`` are the sources of all its articles, oldest first.
    """
    old = {chunk.number: chunk for chunk in paginate(len(before), per_page)} if before else {}
    new = {chunk.number: chunk for chunk in paginate(len(now), per_page)} if now else {}
    altered = old.keys() - new.keys()
    for number, chunk in new.items():
        members = now[chunk.start : chunk.stop]
        is_same = old.get(number) == chunk and before[chunk.start : chunk.stop] == members
        if not is_same or not shown_otherwise.isdisjoint(members):
            altered.add(number)
    return altered


def last_change(archive: Archive, positions: Sequence[int]) -> str:
    """When the newest of these articles' contents changed, as a W3C date; empty where there is none."""
    if len(positions) < 2:  # noqa: PLR2004 - nothing to compare
        return archive.index.lastmods[positions[0]] if positions else ""
    return archive.index.lastmods[max(positions, key=archive.index.changed.__getitem__)]


class InOrder(list[Item]):
    """Everything there is of a kind, oldest first, and what stands beside each."""

    @cached_property
    def numbers(self) -> Mapping[Item, int]:
        """Each to its place in the order, counted from 0."""
        return {item: number for number, item in enumerate(self)}

    def links(self, item: Item, link_to: Callable[[Item], Link]) -> tuple[Link | None, Link | None]:
        """Links to what stands before and after an item."""
        before, after = neighbours_at(self, self.numbers[item])
        return None if before is None else link_to(before), None if after is None else link_to(after)


class ArchivePages(ListingPages[str]):
    """The list of all articles, which is there even if it lists nothing."""

    name = "archive"
    template = "archive.html"
    sitemap = "pages"

    def listings(self) -> Iterable[str]:
        return (urls.ARCHIVE,)

    def members(self, listing: str) -> Sequence[int] | None:
        return range(len(self.archive.index)) if listing == urls.ARCHIVE else None

    def place(self, listing: str) -> str:
        return listing

    def listing_at(self, place: str) -> str | None:
        return place if place == urls.ARCHIVE else None

    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del before, diff
        return self.listings()

    def label(self, listing: str) -> str:
        del listing
        return "the list of all articles"

    def head(self, listing: str, place: str) -> PageHead:
        versions = self.views.versions_at(listing) if place == self.views.prefix + listing else ()
        return self.views.head("archive", place, feeds=self.views.feeds, versions=versions)

    def context(self, listing: str, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        del listing
        return ListingContext(teasers, pager)
