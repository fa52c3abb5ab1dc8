"""What the clock will change in the site, without an edit: stories that appear and leave, banners and pins that end."""

from collections.abc import Iterable
from itertools import chain

from newsgen.builder.article_store import ArticleStore
from newsgen.builder.report import NextChange
from newsgen.builder.source_index import SourceIndex
from newsgen.models.article import Article


def turning_points(source_index: SourceIndex) -> Iterable[int]:
    """The instants at which something is to appear, to leave or to end, as in Moment."""
    ends = chain.from_iterable(source_index.ends.values())
    return chain(source_index.lines.instants, source_index.expires.values(), ends)


def next_change(source_index: SourceIndex, article_store: ArticleStore, now: int) -> NextChange | None:
    """What comes after the instant ``now``; None where nothing does. What is kept back besides is not waited for."""
    lines, hidden = source_index.lines, source_index.drafts
    if not any(instant > now for instant in turning_points(source_index)):
        return None
    published = zip(lines.sources, lines.instants, strict=True)
    appear = [(instant, source) for source, instant in published if instant > now]
    leave = [(instant, source) for source, instant in source_index.expires.items() if instant > now]
    end = [(instant, source) for source, ends in source_index.ends.items() for instant in ends if instant > now]
    every = [[(instant, source) for instant, source in some if source not in hidden] for some in (appear, leave, end)]
    first = min((instant for some in every for instant, _ in some), default=None)
    if first is None:
        return None
    coming, going, ending = (
        tuple(dict.fromkeys(sorted(source for instant, source in some if instant == first))) for some in every
    )
    # As it was typed: an instant of the year 1 or 9999 may have no time in the zone's calendar.
    source = next(iter((*coming, *going, *ending)))
    card = source_index.others.get(source) or article_store.card(source)
    ends = card.ends if isinstance(card, Article) else ()
    moment = next((each for each in (card.date, card.expires, *ends) if each and each.instant == first), None)
    return NextChange(moment.rfc3339, coming, going, ending) if moment else None
