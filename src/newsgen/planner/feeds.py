"""RSS 2.0 and Atom (RFC 4287) for the site and for each term: the newest articles, with their summaries."""

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from newsgen.models.archive import Term
from newsgen.models.page import FeedContext, Page
from newsgen.planner import urls as places
from newsgen.planner.views import Views


def plan_feeds(views: Views) -> Iterator[Page]:
    """Two feeds for the site, and two for each term."""
    yield from plan_site_feeds(views)
    for terms in views.archive.terms.values():
        for term in terms.values():
            yield from plan_term_feeds(views, term)


def plan_site_feeds(views: Views) -> Iterator[Page]:
    """The two feeds of the site."""
    total = len(views.archive.index)
    yield from _plan_pair(views, places.HOME, views.site.title, range(total))


def plan_term_feeds(views: Views, term: Term) -> Iterator[Page]:
    """The two feeds of a term."""
    yield from _plan_pair(
        views, places.term_place(term.taxonomy, term.slug), f"{term.name} — {views.site.title}", term.positions
    )


def _plan_pair(views: Views, place: str, title: str, positions: Sequence[int]) -> Iterator[Page]:
    newest = positions[: -views.settings.feed_limit - 1 : -1]
    for template, here in (("rss.xml", places.rss_place(place)), ("atom.xml", places.atom_place(place))):
        yield Page(
            path=here,
            template=template,
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
