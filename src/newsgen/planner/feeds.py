"""RSS 2.0 and Atom (RFC 4287) for the site and for each term: the newest articles, with their summaries."""

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from newsgen.models.archive import Term
from newsgen.models.page import FeedContext, Page
from newsgen.planner import urls as places
from newsgen.planner.views import Views


def plan_feeds(views: Views) -> Iterator[Page]:
    """Feeds for the site, and for each term that has enough articles."""
    yield from plan_site_feeds(views)
    for terms in views.archive.terms.values():
        for term in terms.values():
            yield from plan_term_feeds(views, term)


def plan_site_feeds(views: Views) -> Iterator[Page]:
    """The feeds of the site, one in each format."""
    total = len(views.archive.index)
    yield from _plan_each(views, places.HOME, views.settings.feeds.formats, views.site.title, range(total))


def plan_term_feeds(views: Views, term: Term) -> Iterator[Page]:
    """The feeds of a term: none where it has few articles."""
    place, title = places.term_place(term.taxonomy, term.slug), f"{term.name} — {views.site.title}"
    yield from _plan_each(views, place, views.feed_formats(term), title, term.positions)


def _plan_each(
    views: Views, place: str, formats: Sequence[str], title: str, positions: Sequence[int]
) -> Iterator[Page]:
    newest = positions[: -views.settings.feeds.limit - 1 : -1]
    for form in formats:
        here = places.feed_place(place, form)
        yield Page(
            path=here,
            template=f"{form}.xml",
            head=views.head("feed", here, title),
            make_context=partial(_feed_context, views, title, place, here, newest),
            label=f"the feed /{here}",
        )


def _feed_context(views: Views, title: str, place: str, here: str, newest: Sequence[int]) -> FeedContext:
    items = views.teasers(newest)
    return FeedContext(
        title=title,
        html_url=views.site.absolute(place),
        feed_url=views.site.absolute(here),
        feed_id=views.settings.feed_ids + views.site.url(here).removeprefix(views.site.base_path)
        if views.settings.feed_ids
        else views.site.absolute(here),
        updated=max((item.updated or item.date for item in items), key=attrgetter("instant"), default=None),
        items=items,
    )
