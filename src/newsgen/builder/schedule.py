"""What the clock will change in the site, without an edit: stories that appear, and stories that leave."""

from collections.abc import Iterable
from datetime import tzinfo
from itertools import chain

from newsgen.builder.report import NextChange
from newsgen.builder.source_index import SourceIndex
from newsgen.models.moment import moment_at


def turning_points(source_index: SourceIndex) -> Iterable[int]:
    """The instants at which something is to appear or to leave, as in Moment."""
    return chain(source_index.lines.instants, source_index.expires.values())


def next_change(source_index: SourceIndex, now: int, zone: tzinfo) -> NextChange | None:
    """What comes after the instant ``now``; None where nothing does. What is kept back besides is not waited for."""
    lines, hidden = source_index.lines, source_index.drafts
    later = [instant for instant in turning_points(source_index) if instant > now]
    if not later:
        return None
    published = zip(lines.sources, lines.instants, strict=True)
    appear = [(instant, source) for source, instant in published if instant > now and source not in hidden]
    leave = [(instant, source) for source, instant in source_index.expires.items() if instant > now]
    leave = [(instant, source) for instant, source in leave if source not in hidden]
    first = min((instant for instant, _ in (*appear, *leave)), default=None)
    if first is None:
        return None
    return NextChange(
        at=moment_at(first, zone).rfc3339,
        appear=tuple(source for instant, source in appear if instant == first),
        leave=tuple(source for instant, source in sorted(leave) if instant == first),
    )
