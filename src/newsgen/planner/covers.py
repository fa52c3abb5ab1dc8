"""Which stories stand for a year or a month where dates are shown with covers.

The rule looks at the stories of that time alone, so that news changes no cover of an old year (law 10), and a story
that is added late those of its own year and month:

1. Featured stories come first, then those of a higher `weight`; what has a weight below 0 comes last.
2. Among equals, the first part of the series with the most stories in that time; then the first story with each of the
   most used tags; then the stories as they were published.
3. Of the first dozen in this order, those with a picture come before those without as far as 1. lets them, and those in
   the publication's own language before others.

Of a story in several languages one version stands. That dozen of cards is brought out, and the index tells the rest.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice

from newsgen.models.archive import Archive
from newsgen.models.views import Teaser
from newsgen.planner.views import Views

_LOOKED_AT = 12
_TAXONOMIES = ("series", "tags")
_USUAL = (0, False)
"""Weight, and whether it is featured, of a story of which no editor has said anything."""


def covers(views: Views, positions: Sequence[int], count: int, without: Collection[Teaser] = ()) -> tuple[Teaser, ...]:
    """The stories that stand for those at ``positions``, oldest first; the one that stands for all is the first."""
    archive = views.archive
    found = list(islice(_in_order(archive, positions), _LOOKED_AT))
    teasers = dict(zip(found, views.teasers(found), strict=True))

    def standing(position: int) -> tuple[object, ...]:
        weight, featured = _said_of(archive, position)
        teaser = teasers[position]
        return not featured, -weight, teaser.picture is None, bool(teaser.lang)

    shown = {archive.index.versions.get(teaser.source, teaser.source) for teaser in without}
    chosen: list[Teaser] = []
    for position in sorted(found, key=standing):
        source = archive.index.sources[position]
        story = archive.index.versions.get(source, source)
        if story not in shown:
            shown.add(story)
            chosen.append(teasers[position])
    return tuple(chosen[:count])


def _said_of(archive: Archive, position: int) -> tuple[int, bool]:
    weight, featured = archive.index.prominences.get(archive.index.sources[position], _USUAL)[:2]
    return weight, featured


def _in_order(archive: Archive, positions: Sequence[int]) -> Iterator[int]:
    """The order of 1. and 2."""
    said = {each: _said_of(archive, each) for each in positions} if archive.index.prominences else {}
    told = {each: value for each, value in said.items() if value != _USUAL}
    chosen = [each for each, (weight, featured) in told.items() if featured or weight > 0]
    chosen.sort(key=lambda each: (not told[each][1], -told[each][0]))
    usual = chain(_of_large_terms(archive, positions), positions)
    last = sorted(told.keys() - set(chosen), key=lambda each: (-told[each][0], each))
    seen: set[int] = set()
    for each in chain(chosen, (each for each in usual if each not in told), last):
        if each not in seen:
            seen.add(each)
            yield each


def _of_large_terms(archive: Archive, positions: Sequence[int]) -> Iterator[int]:
    """The first story of each series, and then of each tag, that several of them carry: of the most used one first."""
    return chain.from_iterable(archive.firsts_of_shared_terms(taxonomy, positions) for taxonomy in _TAXONOMIES)
