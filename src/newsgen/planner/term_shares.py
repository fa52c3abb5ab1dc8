"""How the pages of a taxonomy's terms are dealt out among several sitemaps, so that a story concerns few of them."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from zlib import crc32

from newsgen.models.archive import Archive
from newsgen.planner.pagination import numbered_pages

SHARE = 2_000
"""Pages, above which a taxonomy has several sitemaps."""


class TermShares:
    """The shares of one taxonomy, counted from 0. A term belongs to one by its slug, whatever other terms there are."""

    def __init__(self, archive: Archive, taxonomy: str, per_page: int) -> None:
        self._archive = archive
        self._taxonomy = taxonomy
        self._per_page = per_page

    @cached_property
    def count(self) -> int:
        """How many there are: a power of two, so that it seldom changes."""
        column = self._archive.columns[self._taxonomy]
        used = {column.slugs[number] for number in set(column.ids)}
        return 1 << ((len(used) + len(column.ids) // self._per_page) // SHARE).bit_length()

    def of(self, slug: str) -> int:
        """That of a term."""
        return crc32(slug.encode()) % self.count

    @cached_property
    def slugs(self) -> Sequence[Sequence[str]]:
        """The terms of each, in the order of their names."""
        found: list[list[str]] = [[] for _ in range(self.count)]
        for slug in self._archive.terms[self._taxonomy]:
            found[self.of(slug)].append(slug)
        return found

    @cached_property
    def page_counts(self) -> Sequence[int]:
        """How many pages each has."""
        found = [0] * self.count
        for slug, length in self._archive.term_lengths(self._taxonomy).items():
            found[self.of(slug)] += 1 + numbered_pages(length, self._per_page)
        return found

    @cached_property
    def last_changes(self) -> Mapping[int, str]:
        """When an article of each last changed, as a W3C date; a share without articles has none."""
        archive, found = self._archive, dict[int, str]()
        for position in archive.latest_changes:
            for slug in archive.slugs_in(self._taxonomy, position):
                found.setdefault(self.of(slug), archive.index.lastmods[position])
            if len(found) == self.count:
                break
        return found
