"""What is not as it was between two states of an archive, as facts that page kinds ask for.

It knows articles, terms and days, and no pages: which pages show them is for each kind to say (`PageKind.affected`).
The cards of the old archive are never looked at: they may be gone.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import cached_property
from typing import TypeVar

from newsgen.models.archive import RELATED_WINDOW, Archive, earlier_coverage_weight
from newsgen.models.filed_terms import Term
from newsgen.planner.views import Views

Item = TypeVar("Item")
TermPair = tuple[Term | None, Term | None]
"""A term as it was and as it is."""


class ArchiveDiff:
    """From one archive to the next. Articles are named by their sources."""

    def __init__(
        self,
        before: Views,
        now: Views,
        *,
        added: AbstractSet[str] = frozenset(),
        removed: AbstractSet[str] = frozenset(),
        changed: AbstractSet[str] = frozenset(),
        own: AbstractSet[str] = frozenset(),
        others: AbstractSet[str] = frozenset(),
        profiles: AbstractSet[tuple[str, str]] = frozenset(),
    ) -> None:
        """Takes what is known of the articles.

        ``changed`` are those of which other pages may show something else now, their address among it; ``own`` those
        of which only their own page, and what shows whole texts, may be another: by the text, or by where a link in it
        leads. ``others`` are the standing pages and term files of
        which a link leads elsewhere, ``profiles`` the taxonomy and slug of each term whose file is another now.
        """
        self._before = before
        self._now = now
        self.old: Archive = before.archive
        self.new: Archive = now.archive
        self.added = added
        self.removed = removed
        self._changed = changed
        self.own = own
        self.others = others
        self.profiles = profiles
        self._whole: ArchiveDiff | None = None
        self._parts: dict[str, ArchiveDiff] = {}

    def within(self, before: Views, now: Views) -> "ArchiveDiff":
        """The same between two states of an edition: an article in another language now has left one for another."""
        if now is self._now:
            return self
        known = self._parts.get(now.prefix)
        if known is None:
            old, new = before.article_places.keys(), now.article_places.keys()
            both = self._changed & old & new
            known = self._parts[now.prefix] = ArchiveDiff(
                before,
                now,
                added=new - old,
                removed=old - new,
                changed=both,
                own=self.own & new,
                others=self.others,
                profiles=self.profiles,
            )
            known._whole = self
        return known

    @property
    def in_other_editions(self) -> "Sequence[ArchiveDiff]":
        """What has changed in the other editions."""
        if self._whole is None:
            return ()
        editions = zip(self._before.whole.editions, self._now.whole.editions, strict=True)
        return [self._whole.within(before, now) for before, now in editions if now is not self._now]

    @property
    def shows_elsewhere(self) -> bool:
        """Whether it concerns more than articles' own pages."""
        return bool(self.added or self.removed or self._changed)

    @cached_property
    def shown_otherwise(self) -> AbstractSet[str]:
        """The articles of which other pages may show something else now, new ones among them.

        All articles of a term show its first spelling, which may be another now.
        """
        found = self._changed | self.added
        for old, new in self._terms_of(found | self.removed):
            if old and new and old.name != new.name:
                found |= {*sources_at(self.new, new.positions)}
        return found

    @cached_property
    def concerned(self) -> AbstractSet[str]:
        """The same, and those that are gone."""
        return self.shown_otherwise | self.removed

    @cached_property
    def refiled(self) -> AbstractSet[str]:
        """The articles that came or went, and those with another place, date, term or language than before.

        Of the others no list says anything else but in their teasers.
        """
        both = self._changed - self.added - self.removed
        moved = {source for source in both if _filing(self._before, source) != _filing(self._now, source)}
        return self.added | self.removed | moved

    @cached_property
    def refiled_versions(self) -> AbstractSet[str]:
        """The same, and the other versions of their stories, then or now, in whatever edition they stand."""
        if self._whole is not None:
            return self._whole.refiled_versions
        archives = (self.old, self.new)
        return self.refiled | {other for each in archives for source in self.refiled for other in each.versions(source)}

    @cached_property
    def terms(self) -> Sequence[TermPair]:
        """Every term that an article carries or carried which is concerned, in an order that is always the same."""
        return self._terms_of(self.concerned)

    def _terms_of(self, sources: AbstractSet[str]) -> Sequence[TermPair]:
        touched: set[tuple[str, str]] = set()
        for archive in (self.old, self.new):
            for position in _positions(archive, sources):
                touched.update(archive.slugs_at(position))
        return [(self.old.term(*each), self.new.term(*each)) for each in sorted(touched)]

    @cached_property
    def taxonomies(self) -> AbstractSet[str]:
        """Those of these terms."""
        return {term.taxonomy for pair in self.terms for term in pair if term}

    @cached_property
    def days(self) -> AbstractSet[date]:
        """The days of the articles that are concerned."""
        archives = (self.old, self.new)
        return {
            date.fromordinal(each.index.days[position])
            for each in archives
            for position in _positions(each, self.concerned)
        }

    @cached_property
    def neighbours(self) -> AbstractSet[str]:
        """The articles right before and right after those that are concerned, then or now, and these themselves."""
        found: set[str] = set()
        for archive in (self.old, self.new):
            for position in _positions(archive, self.concerned):
                found.update(archive.index.sources[max(0, position - 1) : position + 2])
        return found

    @cached_property
    def versions(self) -> AbstractSet[str]:
        """The other versions of the stories that are concerned, then or now, and these themselves."""
        if self._whole is not None:
            return self._whole.versions & self._now.article_places.keys()
        archives = (self.old, self.new)
        return {version for each in archives for source in self.concerned for version in each.versions(source)}

    @cached_property
    def with_other_coverage(self) -> AbstractSet[str]:
        """The articles that may have other earlier coverage than before."""
        found: set[str] = set()
        for old, new in self.terms:
            if new:
                before = sources_at(self.old, old.positions) if old else []
                found |= with_other_coverage(before, sources_at(self.new, new.positions), self.shown_otherwise)
        return found


def _filing(views: Views, source: str) -> object:
    """All by which an article is listed."""
    index, position = views.archive.index, views.archive.positions.get(source)
    if position is None:
        return None
    columns = (index.instants, index.days, index.changed, index.lastmods)
    texts = (index.canonicals, index.versions, index.languages, index.version_places)
    return (
        views.article_places[source],
        [column[position] for column in columns],
        [text.get(source) for text in texts],
        [(kind, *views.archive.spelling(kind, name)) for kind, name, _ in views.archive.names_at(position)],
        list(views.archive.slugs_at(position)),
    )


def _positions(archive: Archive, sources: AbstractSet[str]) -> Iterator[int]:
    """Where these articles stand, as far as they are there."""
    return (archive.positions[source] for source in sources if source in archive.positions)


def sources_at(archive: Archive, positions: Sequence[int]) -> list[str]:
    """The articles at some positions."""
    return list(map(archive.index.sources.__getitem__, positions))


def with_other_coverage(old: Sequence[str], new: Sequence[str], shown_otherwise: AbstractSet[str]) -> set[str]:
    """The articles of a term for which it may mean other earlier coverage than before.

    ``old`` and ``new`` are the sources of its articles, oldest first. Earlier coverage hangs on the articles right
    before, and on the weight of the term, which the number of all before tells (`Archive.related`).
    """
    first = _first_difference(old, new, shown_otherwise)
    if first is None:
        return set()
    was = {source: number for number, source in enumerate(old[first:], first)}
    found: set[str] = set()
    concerned = 0
    for number in range(first, len(new)):
        source = new[number]
        before = was.get(source)
        if before is None or source in shown_otherwise or _previous(old, before) != _previous(new, number):
            concerned = RELATED_WINDOW + 1
        if concerned or (before is not None and earlier_coverage_weight(before) != earlier_coverage_weight(number)):
            found.add(source)
        concerned = max(0, concerned - 1)
    return found


def _previous(members: Sequence[str], number: int) -> str | None:
    return members[number - 1] if number else None


def _first_difference(old: Sequence[str], new: Sequence[str], shown_otherwise: AbstractSet[str]) -> int | None:
    for number, (before, now) in enumerate(zip(old, new, strict=False)):
        if before != now or now in shown_otherwise:
            return number
    return None if len(old) == len(new) else min(len(old), len(new))


def with_new_neighbours(touched: AbstractSet[Item], old: Sequence[Item], new: Sequence[Item]) -> set[Item]:
    """What is touched, and what has another neighbour now. ``old`` and ``new`` are everything there is, in order."""
    numbers_in_old = {item: number for number, item in enumerate(old)}
    found = set(touched)
    for number, item in enumerate(new):
        was = numbers_in_old.get(item)
        if was is None or neighbours_at(old, was) != neighbours_at(new, number):
            found.add(item)
    return found


def neighbours_at(items: Sequence[Item], number: int) -> tuple[Item | None, Item | None]:
    """What stands before and after the item with a number, counted from 0."""
    return items[number - 1] if number else None, items[number + 1] if number + 1 < len(items) else None
