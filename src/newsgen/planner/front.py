"""The rows of a front page: which stories lead, which stand beside them, and what comes below. Each stands once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from newsgen.models.filed_terms import Term
from newsgen.models.front import ARCHIVE, FEATURED, LATEST, LEAD, ON_THIS_DAY, SECTIONS, TERM, FrontRow
from newsgen.models.page_parts import FrontView, RowView
from newsgen.models.views import Teaser
from newsgen.planner import series, urls
from newsgen.planner.views import Views

_WEIGHED = 12
"""The newest so many stories are ordered by their weight."""
_FEATURED = 40
"""Among the newest so many, featured ones stand before others."""
_MOST_BESIDE = 12
"""Headlines that have room beside the lead."""
_PICTURED = 6
"""Where no editor has said which story leads, one of the newest so many with a picture does."""


def front_of(views: Views, rows: Iterable[FrontRow], members: Sequence[int]) -> FrontView:
    """The front page of some articles, by their positions, oldest first."""
    return _Front(views, tuple(rows), members).view()


class _Front:
    """A front page while it is filled."""

    def __init__(self, views: Views, rows: tuple[FrontRow, ...], members: Sequence[int]) -> None:
        self._views = views
        self._archive = views.archive
        self._rows = rows
        self._members = members
        self._prominences = views.archive.index.prominences
        positions = views.archive.positions
        there = members if isinstance(members, range) else frozenset(members)
        prominent = sorted((at for each in self._prominences if (at := positions[each]) in there), reverse=True)
        self._there = there
        self._prominent = [position for position in prominent if self._is_chosen(position)]
        """Of the members those of which an editor has said something, newest first."""
        self._shown: set[int] = set()

    def view(self) -> FrontView:
        front = FrontView(breaking=self._views.teasers(self._now_until(3)))
        # It stands on top, wherever its row does.
        for row in (row for row in self._rows if row.kind == LEAD):
            front = self._with_lead(front, row)
        for number, row in enumerate(self._rows):
            if row.kind == LEAD:
                continue
            is_beside = number and self._rows[number - 1].kind == LEAD and not row.title
            if row.kind == LATEST and is_beside and row.count <= _MOST_BESIDE:
                front = replace(front, latest=self._take(row.count, self._newest()))
            else:
                front = replace(front, rows=(*front.rows, *self._made(row)))
        return front

    def _says(self, position: int) -> Sequence[int]:
        return self._prominences.get(self._archive.index.sources[position], (0, False, 0, 0))

    def _now_until(self, part: int) -> list[int]:
        """The members of which a pin (2) or a banner (3) holds still, newest first."""
        return [position for position in self._prominent if self._says(position)[part] > self._views.now]

    def _newest(self) -> Iterator[int]:
        return (each for each in reversed(self._members) if each not in self._shown and self._is_chosen(each))

    def _is_chosen(self, position: int) -> bool:
        """Whether it is the version of its story that is shown: in the publication's language, else the first."""
        archive, own = self._archive, self._views.own_language
        if not archive.has_versions:
            return True
        source = archive.index.sources[position]
        versions = archive.version_in_each_language(source, own)
        there = {lang: each for lang, each in versions.items() if archive.positions.get(each) in self._there}
        return there.get(own.lower(), next(iter(there.values()), source)) == source

    def _take(self, count: int, positions: Iterable[int]) -> tuple[Teaser, ...]:
        """The next of some stories, which stand on the page from now on."""
        taken = list(islice((position for position in positions if position not in self._shown), count))
        self._shown.update(taken)
        return self._views.teasers(taken)

    def _with_lead(self, front: FrontView, row: FrontRow) -> FrontView:
        lead = self._lead()
        if lead is None:
            return front
        self._shown.add(lead)
        return replace(front, lead=self._views.teaser(lead), top=self._take(row.count, self._in_order()))

    def _in_order(self) -> Iterator[int]:
        """Pinned stories, then featured ones, then the newest by their weight, then all others."""
        newest = list(islice((each for each in reversed(self._members) if self._is_chosen(each)), _FEATURED))
        heaviest = sorted(newest[:_WEIGHED], key=lambda position: -self._says(position)[0])
        has_row = any(row.kind == FEATURED for row in self._rows)  # They stand there then.
        featured = [] if has_row else [each for each in newest if self._says(each)[1]]
        featured.sort(key=lambda each: -self._says(each)[0])
        order = dict.fromkeys((*self._now_until(2), *featured, *heaviest, *newest))
        every = chain(order, (position for position in self._newest() if position not in order))
        return (position for position in every if position not in self._shown)

    def _lead(self) -> int | None:
        first = next(self._in_order(), None)
        if first is None or any(self._says(first)[:3]):
            return first
        newest = list(islice(self._newest(), _PICTURED))
        # What another system's `weight` keeps down does not come up for its picture.
        teasers = {at: self._views.teaser(at) for at in newest if self._says(at)[0] >= 0}
        pictured = [at for at, teaser in teasers.items() if teaser.picture]
        own = [at for at in pictured if not teasers[at].lang]
        return next(iter((*own, *pictured, first)))

    def _made(self, row: FrontRow) -> Iterator[RowView]:
        """A row, or several; none where there is nothing to show."""
        if row.kind == SECTIONS:
            yield from self._sections(row.count)
        elif row.kind == ARCHIVE:
            yield RowView(ARCHIVE, row.title)
        elif row.kind == TERM:
            term = self._term(row)
            if term is not None:
                yield from self._of_term(term, row.count, row.title)
        elif row.kind == ON_THIS_DAY:
            yield from self._on_this_day(row)
        elif row.kind == FEATURED:
            if teasers := self._take(row.count, (each for each in self._prominent if self._says(each)[1])):
                yield RowView(FEATURED, row.title, teasers=_pictured_first(teasers))
        elif teasers := self._take(row.count, self._newest()):
            yield RowView(LATEST, row.title, self._views.url(urls.ARCHIVE), teasers)

    def _term(self, row: FrontRow) -> Term | None:
        return self._archive.term(row.taxonomy, self._views.term_slug(row.taxonomy, row.name))

    def _of_term(self, term: Term, count: int, title: str) -> Iterator[RowView]:
        members: Collection[int] = self._members if isinstance(self._members, range) else frozenset(self._members)
        shown = (each for each in reversed(term.positions) if each in members and self._is_chosen(each))
        teasers = self._take(count, shown)
        if not teasers:
            return
        is_series = term.taxonomy == series.TAXONOMY
        ordered = teasers[::-1] if is_series else _pictured_first(teasers)
        yield RowView(TERM, title or term.name, self._views.term_links.uncounted(term).url, ordered)

    def _sections(self, count: int) -> Iterator[RowView]:
        """Rows in the menu's order, then of the largest sections first."""
        own = {(row.taxonomy, self._views.term_slug(row.taxonomy, row.name)) for row in self._rows if row.kind == TERM}
        menu = [self._views.term_slug("sections", item.title) for item in self._views.site.menu if not item.url]
        sections = sorted(
            (term for term in self._archive.terms.get("sections", {}).values() if ("sections", term.slug) not in own),
            key=lambda term: (
                menu.index(term.slug) if term.slug in menu else len(menu),
                -len(term.positions),
                term.slug,
            ),
        )
        rows = (row for section in sections for row in self._of_term(section, _OF_A_SECTION, ""))
        yield from islice(rows, count)

    def _on_this_day(self, row: FrontRow) -> Iterator[RowView]:
        """Of the newest story's day, not of the clock's: the page says the same whenever it is built."""
        if not self._members:
            return
        today = self._archive.articles[self._members[-1]].date.day
        years = reversed(self._archive.on_this_day(today.month, today.day))
        days = self._archive.index.days
        earlier = (each for each in years if days[each] < today.toordinal() and self._is_chosen(each))
        if teasers := self._take(row.count, earlier):
            place = urls.on_this_day_place(today.month, today.day)
            yield RowView(ON_THIS_DAY, row.title, self._views.url(place), teasers, day=today)


_OF_A_SECTION = 4


def _pictured_first(teasers: tuple[Teaser, ...]) -> tuple[Teaser, ...]:
    """One with a picture before all others, which is set large: in the publication's own language if it can be."""
    pictured = [teaser for teaser in teasers if teaser.picture]
    own = (teaser for teaser in pictured if not teaser.lang)
    first = next(iter((*own, *pictured, teasers[0])))
    return (first, *(teaser for teaser in teasers if teaser is not first))
