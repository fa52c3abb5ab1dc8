"""Where a story stands in its series: “Part 2 of 5”, and the other parts, the first part first."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from newsgen.models.article import Article
from newsgen.models.views import PartLink, SeriesView
from newsgen.planner.archive_diff import ArchiveDiff, sources_at
from newsgen.planner.views import Views

TAXONOMY = "series"
LONG = 30
"""Parts, above which a story shows those around it alone, and not how many there are: no news changes an old page."""
_AROUND = 3
"""Parts that are shown before and after one of a long series."""


def series_of(views: Views, article: Article, position: int) -> tuple[SeriesView, ...]:
    """Each series of an article that has other parts, in the author's order."""
    archive = views.archive
    slugs = dict.fromkeys(archive.spelling(TAXONOMY, name)[0] for name in article.names(TAXONOMY))
    found = []
    for slug in slugs:
        term = archive.term(TAXONOMY, slug)
        positions = _parts(views, term.positions, article) if term else ()
        if term is None or len(positions) < 2:  # noqa: PLR2004 - it is the only one
            continue
        number = bisect_left(positions, position)
        shown = _shown_with(number, len(positions))
        parts = views.teasers([positions[each] for each in shown])  # which are made once, as cards are not
        found.append(
            SeriesView(
                series=views.term_links.uncounted(term),
                number=number + 1,
                count=0 if len(positions) > LONG else len(positions),
                parts=tuple(
                    PartLink(each + 1, part.title, part.url, part.lang) for each, part in zip(shown, parts, strict=True)
                ),
            )
        )
    return tuple(found)


def _parts(views: Views, positions: Sequence[int], article: Article) -> Sequence[int]:
    """The stories of a series, each in one language: that of the article if it can be, else the publication's."""
    archive, own = views.archive, views.own_language
    if not archive.has_versions:
        return positions
    members, wanted = {archive.index.sources[each]: each for each in positions}, (article.lang or own).lower()
    chosen: dict[int, None] = {}
    for source, position in members.items():
        versions = archive.version_in_each_language(source, own)
        there = {lang: members[each] for lang, each in versions.items() if each in members}
        best = there.get(wanted, there.get(own.lower(), next(iter(there.values()), position)))
        chosen[position if source == article.source else best] = None
    mine = set(archive.versions(article.source)) - {article.source}
    return sorted(each for each in chosen if archive.index.sources[each] not in mine)


def _shown_with(number: int, count: int) -> range:
    """The parts that are shown with one, counted from 0, it among them."""
    return range(count) if count <= LONG else range(max(0, number - _AROUND), min(count, number + _AROUND + 1))


def with_other_parts(diff: ArchiveDiff) -> AbstractSet[str]:
    """The articles whose place in a series, or the other parts that they show, may be others than before."""
    found: set[str] = set()
    for old, new in diff.terms:
        if new is not None and new.taxonomy == TAXONOMY:
            before = sources_at(diff.old, old.positions) if old else []
            now = sources_at(diff.new, new.positions)
            several = diff.new.has_versions or diff.old.has_versions
            found |= {*now} if several else _with_other_parts(before, now, diff.shown_otherwise)
    return found


def _with_other_parts(before: Sequence[str], now: Sequence[str], shown_otherwise: AbstractSet[str]) -> set[str]:
    if len(now) <= LONG or (before and len(before) <= LONG):
        return {*now}
    numbers = {source: number for number, source in enumerate(before)}
    found: set[str] = set()
    for number, source in enumerate(now):
        shown = _shown_with(number, len(now))
        around = now[shown.start : shown.stop]
        was = numbers.get(source)
        old = _shown_with(number, len(before))
        if was != number or before[old.start : old.stop] != around or not shown_otherwise.isdisjoint(around):
            found.add(source)
    return found
