"""Listings that run over several pages: everything, a term, a month, a day."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter

from newsgen.models.page import Context, Link, ListingContext, Page, PageHead, Pager, Teaser
from newsgen.planner import urls as places
from newsgen.planner.pagination import newest_first, paginate
from newsgen.planner.views import Views

MakeHead = Callable[[str], PageHead]
MakeContext = Callable[[tuple[Teaser, ...], Pager], Context]


def plan_listing(
    views: Views,
    place: str,
    teasers: Sequence[Teaser],
    *,
    template: str,
    label: str,
    make_head: MakeHead,
    make_context: MakeContext,
) -> Iterator[Page]:
    """The pages of one listing, the newest first. ``teasers`` come in the order of dates.

    ``make_head`` gets the place of a page, ``make_context`` what it lists and its pager.
    """
    for chunk in paginate(len(teasers), views.settings.per_page):
        here = places.numbered_place(place, chunk.number)
        pager = Pager(chunk.number, _page_link(views, place, chunk.newer), _page_link(views, place, chunk.older))
        yield Page(
            path=places.output_path(here),
            template=template,
            head=make_head(here),
            make_context=partial(make_context, newest_first(teasers, chunk), pager),
            label=f"{label}, page {chunk.number}" if chunk.number else label,
            last_change=last_change(teasers[chunk.start : chunk.stop]),
        )


def last_change(teasers: Sequence[Teaser]) -> str:
    """When the newest of these stories' contents changed; empty where there is none."""
    moments = (teaser.updated or teaser.date for teaser in teasers)
    newest = max(moments, key=attrgetter("instant"), default=None)
    return newest.iso if newest else ""


def _page_link(views: Views, place: str, number: int | None) -> Link | None:
    if number is None:
        return None
    return Link(str(number) if number else "", views.site.url(places.numbered_place(place, number)))


def plan_archive_pages(views: Views) -> Iterator[Page]:
    """Every article, page by page."""
    yield from plan_listing(
        views,
        places.ARCHIVE,
        views.teasers,
        template="archive.html",
        label="the list of all articles",
        make_head=lambda here: views.head("archive", here, feeds_of=places.HOME),
        make_context=ListingContext,
    )
