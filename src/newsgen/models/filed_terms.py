"""The terms of a taxonomy, filed: which articles carry each, or a term within it, and by which name it is called."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, repeat

from newsgen.models.index import TermColumn
from newsgen.models.term_filing import NO_FILING, TermFiling

FEW_TERMS = 12
"""To file all terms of a taxonomy takes as long as to look for so many of them, one by one."""


@dataclass(frozen=True, slots=True)
class Term:
    """One tag, one section, one author: a name and the articles that carry it."""

    taxonomy: str
    name: str
    """As its file says, else as it was first spelled, in the order of dates."""
    slug: str
    positions: tuple[int, ...]
    """Into Archive.articles, oldest first: of those that carry it, or a term within it."""
    other_spellings: tuple[str, ...] = ()
    """Merged into this term, since they make the same slug, or its file names them."""


class FiledTerms(Mapping[str, Mapping[str, Term]]):
    """The terms of each taxonomy by their slugs, filed when they are first asked for."""

    def __init__(self, columns: Mapping[str, TermColumn], filings: Mapping[str, TermFiling]) -> None:
        self._columns = columns
        self._filings = filings
        self._filed: dict[str, Mapping[str, Term]] = {}

    def __getitem__(self, taxonomy: str) -> Mapping[str, Term]:
        if taxonomy not in self._filed:
            filing = self._filings.get(taxonomy, NO_FILING)
            self._filed[taxonomy] = _file_terms(taxonomy, self._columns[taxonomy], filing)
        return self._filed[taxonomy]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)

    def is_filed(self, taxonomy: str) -> bool:
        """Whether all terms of a taxonomy have been filed."""
        return taxonomy in self._filed


@dataclass(frozen=True, slots=True)
class Spellings:
    """How the terms of a taxonomy are spelled."""

    names: Mapping[str, str]
    """Every spelling to its slug."""
    numbers: Mapping[str, int]
    """Slug to the number of its spelling; to that of the last, where there are several."""
    several: Mapping[str, tuple[str, Sequence[int]]]
    """Slug that has several to the first spelling, and to the numbers of all."""

    @classmethod
    def of(cls, column: TermColumn) -> "Spellings":
        """Those of a column, with the slugs under which its names are filed."""
        slugs, every = column.slugs, range(len(column.slugs))
        numbers = dict(zip(slugs, every, strict=True))
        merged: defaultdict[str, list[int]] = defaultdict(list)
        if len(numbers) < len(slugs):
            several = {slugs[number] for number in every if numbers[slugs[number]] != number}
            for number in every:
                if slugs[number] in several:
                    merged[slugs[number]].append(number)
        places = _first_places([number for some in merged.values() for number in some], column.ids)
        firsts = {}
        for slug, some in merged.items():
            if used := [number for number in some if number in places]:
                firsts[slug] = column.names[min(used, key=places.__getitem__)], some
        return cls(dict(zip(column.names, slugs, strict=True)), numbers, firsts)

    def numbers_of(self, slug: str) -> Sequence[int]:
        """The numbers of the spellings of a term."""
        if slug in self.several:
            return self.several[slug][1]
        return [self.numbers[slug]] if slug in self.numbers else []

    def first_of(self, name: str) -> tuple[str, str]:
        """The slug of a spelling, and the first spelling with that slug."""
        slug = self.names[name]
        return slug, self.several[slug][0] if slug in self.several else name


def _first_places(numbers: Sequence[int], ids: list[int]) -> Mapping[int, int]:
    """Where each number stands first in a list; one that stands nowhere is left out."""
    if len(numbers) > FEW_TERMS:
        return dict(zip(reversed(ids), range(len(ids) - 1, -1, -1), strict=True))
    found = ((number, next(places_of(number, ids), None)) for number in numbers)
    return {number: place for number, place in found if place is not None}


def places_of(number: int, ids: list[int]) -> Iterator[int]:
    """Where a number stands in a list: found at the speed of the list itself, since most are something else."""
    place = -1
    with suppress(ValueError):
        while True:
            place = ids.index(number, place + 1)
            yield place


def terms_within(filing: TermFiling, slugs: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Each term that is around some of these terms to those within it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for slug in slugs:
        for above in filing.above(slug):
            found[above].append(slug)
    return found


def _file_terms(taxonomy: str, column: TermColumn, filing: TermFiling) -> Mapping[str, Term]:
    positions: list[list[int]] = [[] for _ in column.names]
    carriers = chain.from_iterable(map(repeat, range(len(column.counts)), column.counts))
    for position, number in zip(carriers, column.ids, strict=True):
        positions[number].append(position)
    spellings: defaultdict[str, list[int]] = defaultdict(list)
    for number, slug in enumerate(column.slugs):
        if positions[number]:
            spellings[slug].append(number)
    inside = terms_within(filing, spellings)
    several = [number for numbers in spellings.values() if len(numbers) > 1 for number in numbers]
    spelled = Spelled(column.names, dict(enumerate(positions)), _first_places(several, column.ids))
    terms = [
        spelled.term(
            taxonomy,
            slug,
            spellings.get(slug, []),
            [number for each in inside.get(slug, ()) for number in spellings[each]],
            filing.titles.get(slug),
        )
        for slug in dict.fromkeys((*spellings, *inside))
    ]
    return {term.slug: term for term in sorted(terms, key=lambda term: (term.name.casefold(), term.name))}


@dataclass(frozen=True, slots=True)
class Spelled:
    """The spellings of a taxonomy, and the articles that carry each."""

    names: Sequence[str]
    positions: Mapping[int, list[int]]
    """Number of a spelling to the positions of its articles."""
    first_places: Mapping[int, int]
    """Number of each of several spellings of a term to where it was first used."""

    def term(self, taxonomy: str, slug: str, numbers: list[int], within: list[int], title: str | None) -> Term:
        """The term of a slug; ``numbers`` are those of its spellings, ``within`` those of the terms within it."""
        names, positions = self.names, self.positions
        if len(numbers) == 1 and not within and title is None:
            return Term(taxonomy, names[numbers[0]], slug, tuple(positions[numbers[0]]))
        ordered = sorted(numbers, key=self.first_places.__getitem__) if len(numbers) > 1 else numbers
        spellings = [names[number] for number in ordered]
        name = title or (spellings[0] if spellings else slug)
        every = sorted({position for number in (*numbers, *within) for position in positions[number]})
        return Term(taxonomy, name, slug, tuple(every), tuple(each for each in spellings if each != name))
