"""RSS 2.0 and Atom (RFC 4287) for the site and for each term: the newest articles, with their summaries."""

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter

from newsgen.models.page import FeedContext, Page, Teaser
from newsgen.planner import urls as places
from newsgen.planner.views import Views


def plan_feeds(views: Views) -> Iterator[Page]:
    """Two feeds for the site, and two for each term."""
    limit = views.settings.feed_limit
    yield from _plan_pair(views, places.HOME, views.site.title, views.teasers[::-1][:limit])
    for terms in views.archive.terms.values():
        for term in terms.values():
            newest = [views.teasers[position] for position in term.positions[: -limit - 1 : -1]]
            yield from _plan_pair(views, places.term_place(term), f"{term.name} — {views.site.title}", newest)


def _plan_pair(views: Views, place: str, title: str, items: Sequence[Teaser]) -> Iterator[Page]:
    items = tuple(items)
    updated = max((item.updated or item.date for item in items), key=attrgetter("instant"), default=None)
    for template, here in (("rss.xml", places.rss_place(place)), ("atom.xml", places.atom_place(place))):
        yield Page(
            path=here,
            template=template,
            head=views.head("feed", here, title),
            make_context=partial(
                FeedContext,
                title=title,
                html_url=views.site.absolute(place),
                feed_url=views.site.absolute(here),
                feed_id=views.site.absolute(here),
                updated=updated,
                items=items,
            ),
            label=f"the feed /{here}",
        )
