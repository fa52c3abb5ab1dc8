"""RSS 2.0 and Atom (RFC 4287) for the site and for each term: the newest articles, with their summaries.

Where the settings ask for it, with their texts too: then a feed hangs on the texts of its articles, and on where their
links lead.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Self

from newsgen.models.page import FeedContext, Page
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff, sources_at
from newsgen.planner.kinds import PageKind
from newsgen.planner.terms import TermKey, term_at, term_order, touched_terms
from newsgen.planner.views import Views

FeedKey = TermKey | tuple[()]
"""The term, or nothing for the feed of the site."""


class _Feeds(PageKind[FeedKey]):
    """The feeds of one format, whose name is the kind's: one for the site, and one for each term that has enough."""

    def keys(self) -> Iterator[FeedKey]:
        if () in self:
            yield ()
        for taxonomy, terms in self.archive.terms.items() if self.name in self.views.settings.feeds.of_terms else ():
            yield from ((taxonomy, slug) for slug in terms if (taxonomy, slug) in self)

    def __contains__(self, key: FeedKey) -> bool:
        if not key:
            return self.name in self.views.settings.feeds.formats
        term = self.archive.term(*key)
        return term is not None and self.name in self.views.feed_formats(term)

    def path(self, key: FeedKey) -> str:
        return urls.feed_place(self.views.prefix + _place_of(key), self.name)

    def order(self, key: FeedKey) -> tuple[int, str, str]:
        return term_order(self.archive, key) if key else (-1, "", "")

    def at(self, path: str) -> Iterator[FeedKey]:
        place, _, _ = path.removeprefix(self.views.prefix).rpartition("/")
        key = term_at(f"{place}/") if place else ()
        if key is not None and key in self and self.path(key) == path:
            yield key

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[FeedKey]:
        del before
        found: set[FeedKey] = {(), *touched_terms(diff)} if diff.shows_elsewhere else set()
        if self.views.settings.feeds.full_text:
            found.update(chain.from_iterable(map(self._showing, diff.own)))
        return found

    def _showing(self, source: str) -> Iterator[FeedKey]:
        """The feeds in which an article stands."""
        position = self.archive.positions[source]
        keys: Iterable[FeedKey] = ((), *self.archive.slugs_at(position))
        return (key for key in keys if key in self and position >= self._newest(key)[-1])

    def _newest(self, key: FeedKey) -> Sequence[int]:
        """The positions of the articles in a feed, newest first."""
        term = self.archive.term(*key) if key else None
        positions = term.positions if term else range(len(self.archive.index))
        return positions[: -self.views.settings.feeds.limit - 1 : -1]

    def texts(self, key: FeedKey) -> Iterable[str]:
        return sources_at(self.archive, self._newest(key)) if self.views.settings.feeds.full_text else ()

    def page(self, key: FeedKey) -> Page:
        views, here = self.views, self.path(key)
        term = self.archive.term(*key) if key else None
        title = f"{term.name} — {views.site.title}" if term else views.site.title
        newest = self._newest(key)
        return Page(
            path=here,
            template=self.template,
            head=views.head("feed", here, title),
            make_context=partial(_feed_context, views, title, views.prefix + _place_of(key), here, newest),
            label=f"the feed /{here}",
        )


class RssFeeds(_Feeds):
    """RSS 2.0."""

    name = "rss"
    template = "rss.xml"


class AtomFeeds(_Feeds):
    """Atom."""

    name = "atom"
    template = "atom.xml"


def _place_of(key: FeedKey) -> str:
    return urls.term_place(*key) if key else urls.HOME


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
        has_full_text=views.settings.feeds.full_text,
    )
