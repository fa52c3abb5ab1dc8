"""Listings that run over several pages: everything, a term, a month, a day."""

from collections.abc import Callable, Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

from newsgen.models.page import Context, Link, ListingContext, Page, PageHead, Pager, Teaser
from newsgen.planner import urls as places
from newsgen.planner.pagination import newest_first, numbered_pages, paginate
from newsgen.planner.views import Views

MakeHead = Callable[[str], PageHead]
MakeContext = Callable[[tuple[Teaser, ...], Pager], Context]


def plan_listing(
    views: Views,
    place: str,
    positions: Sequence[int],
    *,
    template: str,
    label: str,
    make_head: MakeHead,
    make_context: MakeContext,
    numbers: Collection[int] | None = None,
) -> Iterator[Page]:
    """The pages of one listing, the newest first; those with some numbers alone, where they are named.

    ``positions`` are those of all its articles, oldest first. ``make_head`` gets the place of a page, ``make_context``
    what it lists and its pager.
    """
    for chunk in paginate(len(positions), views.settings.per_page):
        if numbers is not None and chunk.number not in numbers:
            continue
        here = places.numbered_place(place, chunk.number)
        pager = Pager(chunk.number, _page_link(views, place, chunk.newer), _page_link(views, place, chunk.older))
        yield Page(
            path=places.output_path(here),
            template=template,
            head=make_head(here),
            make_context=partial(_listing_context, views, newest_first(positions, chunk), pager, make_context),
            label=f"{label}, page {chunk.number}" if chunk.number else label,
        )


def _listing_context(views: Views, positions: Sequence[int], pager: Pager, make_context: MakeContext) -> Context:
    return make_context(views.teasers(positions), pager)


def altered_numbers(
    before: Sequence[str], now: Sequence[str], changed: AbstractSet[str], per_page: int
) -> tuple[set[int], set[int]]:
    """The numbers of a listing's pages that list or say something else than before, and of those that are gone.

    ``before`` and ``now`` are the sources of all its articles, oldest first; ``changed`` those of articles that look
    different now.
    """
    old = {chunk.number: chunk for chunk in paginate(len(before), per_page)} if before else {}
    new = {chunk.number: chunk for chunk in paginate(len(now), per_page)} if now else {}
    altered = set()
    for number, chunk in new.items():
        members = now[chunk.start : chunk.stop]
        is_same = old.get(number) == chunk and before[chunk.start : chunk.stop] == members
        if not is_same or not changed.isdisjoint(members):
            altered.add(number)
    return altered, old.keys() - new.keys()


def listing_places(place: str, count: int, per_page: int) -> list[tuple[str, slice]]:
    """The place of each page of a listing of ``count`` articles, the newest first, and which of them it lists."""
    numbered = numbered_pages(count, per_page)
    older = [
        (places.numbered_place(place, number), slice((number - 1) * per_page, number * per_page))
        for number in range(numbered, 0, -1)
    ]
    return [(place, slice(numbered * per_page, count)), *older]


def _page_link(views: Views, place: str, number: int | None) -> Link | None:
    if number is None:
        return None
    return Link(str(number) if number else "", views.site.url(places.numbered_place(place, number)))


def plan_archive_pages(views: Views, numbers: Collection[int] | None = None) -> Iterator[Page]:
    """Every article, page by page; the pages with some numbers alone, where they are named."""
    yield from plan_listing(
        views,
        places.ARCHIVE,
        range(len(views.archive.index)),
        template="archive.html",
        label="the list of all articles",
        make_head=lambda here: views.head("archive", here, feeds=views.feeds),
        make_context=ListingContext,
        numbers=numbers,
    )
