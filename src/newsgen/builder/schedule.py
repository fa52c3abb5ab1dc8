"""What the clock will change in the site, without an edit: stories that appear, and stories that leave."""

from collections.abc import Iterable
from itertools import chain

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.report import NextChange
from newsgen.builder.source_index import SourceIndex


def turning_points(source_index: SourceIndex) -> Iterable[int]:
    """The instants at which something is to appear or to leave, as in Moment."""
    return chain(source_index.lines.instants, source_index.expires.values())


def next_change(source_index: SourceIndex, article_store: ArticleStore, now: int) -> NextChange | None:
    """What comes after the instant ``now``; None where nothing does. What is kept back besides is not waited for."""
    lines, hidden = source_index.lines, source_index.drafts
    if not any(instant > now for instant in turning_points(source_index)):
        return None
    published = zip(lines.sources, lines.instants, strict=True)
    appear = [(instant, source) for source, instant in published if instant > now and source not in hidden]
    leave = [(instant, source) for source, instant in source_index.expires.items() if instant > now]
    leave = sorted((instant, source) for instant, source in leave if source not in hidden)
    first = min((instant for instant, _ in (*appear, *leave)), default=None)
    coming = tuple(source for instant, source in appear if instant == first)
    going = tuple(source for instant, source in leave if instant == first)
    for source in (*coming, *going):
        # As it was typed: an instant of the year 1 or 9999 may have no time in the zone's calendar.
        card = source_index.others.get(source) or article_store.card(source)
        moment = card.date if coming else card.expires
        if moment is not None:
            return NextChange(moment.rfc3339, coming, going)
    return None
