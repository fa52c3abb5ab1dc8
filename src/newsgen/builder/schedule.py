"""What the clock will change in the site, without an edit.

Stories appear and leave, banners and pins end, and what is two days old leaves the news sitemap.
"""

from collections.abc import Iterable
from datetime import UTC, timedelta
from itertools import chain

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.report import NextChange
from newsgen.builder.source_index import SourceIndex
from newsgen.models.article import Article
from newsgen.models.moment import Moment
from newsgen.planner.news_sitemap import NEWS_AGE

_Change = tuple[int, str]
"""An instant, and the source of the file that it concerns."""


def turning_points(source_index: SourceIndex, *, news: bool) -> Iterable[int]:
    """The instants at which something is to appear, to leave or to end, as in Moment.

    ``news`` says that there is a news sitemap, which stories leave.
    """
    instants = source_index.lines.instants
    aged = (instant + NEWS_AGE for instant in instants) if news else ()
    return chain(instants, source_index.expires.values(), chain.from_iterable(source_index.ends.values()), aged)


def next_change(
    source_index: SourceIndex, article_store: ArticleStore, now: int, *, news: bool = False
) -> NextChange | None:
    """What comes after the instant ``now``; None where nothing does. What is kept back besides is not waited for."""
    lines, hidden, others = source_index.lines, source_index.drafts, source_index.others
    if not any(instant > now for instant in turning_points(source_index, news=news)):
        return None
    published = list(zip(lines.instants, lines.sources, strict=True))
    every: list[list[_Change]] = [
        published,
        [(instant, source) for source, instant in source_index.expires.items()],
        [(instant, source) for source, ends in source_index.ends.items() for instant in ends],
        [(instant + NEWS_AGE, source) for instant, source in published if source not in others] if news else [],
    ]
    every = [[change for change in some if change[0] > now and change[1] not in hidden] for some in every]
    first = min((instant for some in every for instant, _ in some), default=None)
    if first is None:
        return None
    kinds = [tuple(dict.fromkeys(sorted(source for instant, source in some if instant == first))) for some in every]
    # As it was typed: an instant of the year 1 or 9999 may have no time in the zone's calendar.
    source = next(iter(chain.from_iterable(kinds)))
    card = others.get(source) or article_store.card(source)
    ends = card.ends if isinstance(card, Article) else ()
    known = (card.date, card.expires, *ends, *([aged(card.date)] if kinds[-1] and card.date else []))
    moment = next((each for each in known if each and each.instant == first), None)
    return NextChange(moment.rfc3339, *kinds) if moment else None


def aged(date: Moment) -> Moment | None:
    """When a story leaves the news sitemap; None where no calendar has that day."""
    try:
        leaves = date.local.astimezone(UTC) + timedelta(seconds=NEWS_AGE)
        return Moment(leaves.astimezone(date.local.tzinfo), has_time=True)
    except OverflowError:
        return None
