"""Sitemaps 0.9: families of pages that change together, so that old ones never change, and an index of them.

Which pages stand in which family is for their kinds to say (`PageKind.sitemaps`). The protocol allows 50,000 URLs and
50 MB a file. Ten thousand URLs of the longest path that newsgen writes, every byte of it percent-encoded, take 28 MB:
by keeping to that, no file needs to be weighed. The versions of a story in other languages are named beside it, as
pages name them, and count as URLs.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Any, Self

from newsgen.models.page import Page, SitemapContext
from newsgen.models.page_parts import SitemapEntry, SitemapVersion
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import PageKind, SinglePage, SitemapPlace
from newsgen.planner.views import Views

MAX_ENTRIES = 10_000
_SITEMAP = re.compile(r"sitemaps/(?P<family>.+?)(?:\.(?P<part>[2-9]|[1-9][0-9]{1,8}))?\.xml")


class Families:
    """What the sitemaps of a site list, by the names of the families."""

    def __init__(self, kinds: Sequence[PageKind[Any]]) -> None:
        self._kinds = kinds
        self._parts: dict[str, list[Sequence[SitemapPlace]]] = {}
        self._altered: set[str] | None = None

    @cached_property
    def names(self) -> Mapping[str, Sequence[PageKind[Any]]]:
        """Family to the kinds of its pages, in the order in which they are listed."""
        found: dict[str, list[PageKind[Any]]] = {}
        for kind in self._kinds:
            for family in kind.sitemaps():
                found.setdefault(family, []).append(kind)
        return found

    def parts(self, family: str) -> Sequence[Sequence[SitemapPlace]]:
        """What each of the files of a family lists."""
        if family not in self._parts:
            listed = list(chain.from_iterable(kind.listed(family) for kind in self.names.get(family, ())))
            self._parts[family] = list(_parts(listed))
        return self._parts[family]

    def part_count(self, family: str) -> int:
        """How many files a family has."""
        if family in self._parts:
            return len(self._parts[family])
        counts = [kind.listed_count(family) for kind in self.names.get(family, ())]
        whole = sum(count for count in counts if count is not None)
        return len(self.parts(family)) if None in counts else -(-whole // MAX_ENTRIES)

    def last_changes(self, family: str) -> Sequence[str]:
        """When the last change was of anything that each file of a family lists."""
        kinds = self.names[family]
        known = kinds[0].last_change_in(family) if len(kinds) == 1 and self.part_count(family) == 1 else None
        return (known,) if known is not None else [max(page.changed for page in part) for part in self.parts(family)]

    def altered(self, before: "Families", diff: ArchiveDiff) -> set[str]:
        """The families that may list something else than before; ``before`` is always the same."""
        if self._altered is None:
            pairs = zip(self._kinds, before._kinds, strict=True)  # noqa: SLF001 - another of this class
            self._altered = {
                family for now, old in pairs for family in now.altered_sitemaps(old, diff.within(old.views, now.views))
            }
        return self._altered


def _parts(listed: Sequence[SitemapPlace]) -> Iterator[Sequence[SitemapPlace]]:
    start = taken = 0
    for at, page in enumerate(listed):
        count = 1 + len(page.versions)
        if taken + count > MAX_ENTRIES and at > start:
            yield listed[start:at]
            start, taken = at, 0
        taken += count
    if listed:
        yield listed[start:]


class Sitemaps(PageKind[tuple[str, int]]):
    """The sitemaps of all families. The key is the family and the number of the file, counted from 1."""

    name = "sitemap"
    template = "sitemap.xml"
    is_of_editions = False

    def __init__(self, views: Views, families: Families) -> None:
        super().__init__(views)
        self.families = families

    def keys(self) -> Iterator[tuple[str, int]]:
        for family in self.families.names:
            for at in range(self.families.part_count(family)):
                yield family, at + 1

    def __contains__(self, key: tuple[str, int]) -> bool:
        family, number = key
        return number <= self.families.part_count(family)

    def path(self, key: tuple[str, int]) -> str:
        family, number = key
        return f"sitemaps/{family}.{number}.xml" if number > 1 else f"sitemaps/{family}.xml"

    def order(self, key: tuple[str, int]) -> tuple[int, int]:
        family, number = key
        return list(self.families.names).index(family), number

    def at(self, path: str) -> Iterator[tuple[str, int]]:
        if found := _SITEMAP.fullmatch(path):
            either = {(found["family"], int(found["part"] or 1)), (path[len("sitemaps/") : -len(".xml")], 1)}
            yield from sorted(key for key in either if key in self and self.path(key) == path)

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterator[tuple[str, int]]:
        for family in self.families.altered(before.families, diff):
            most = max(each.families.part_count(family) for each in (before, self))
            yield from ((family, at + 1) for at in range(most))

    def page(self, key: tuple[str, int]) -> Page:
        family, number = key
        path = self.path(key)
        return Page(
            path=path,
            template=self.template,
            head=self.views.head("sitemap", path),
            make_context=partial(self._context, self.families.parts(family)[number - 1]),
            label=f"the sitemap /{path}",
        )

    def _context(self, part: Sequence[SitemapPlace]) -> SitemapContext:
        absolute = self.views.site.absolute

        def entry(page: SitemapPlace) -> SitemapEntry:
            versions = tuple(SitemapVersion(lang, absolute(place)) for lang, place in page.versions)
            return SitemapEntry(absolute(page.place), page.changed, versions)

        return SitemapContext(tuple(map(entry, part)))


class SitemapIndex(SinglePage):
    """The index of all sitemaps."""

    name = "sitemap index"
    template = "sitemap-index.xml"
    is_of_editions = False
    where = urls.SITEMAP

    def __init__(self, views: Views, sitemaps: Sitemaps) -> None:
        super().__init__(views)
        self._sitemaps = sitemaps

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        return self.keys() if self._sitemaps.families.altered(before._sitemaps.families, diff) else ()

    def page(self, key: str) -> Page:
        return Page(
            path=key,
            template=self.template,
            head=self.views.head("sitemap", key),
            make_context=self._context,
            label="the index of the sitemaps",
        )

    def _context(self) -> SitemapContext:
        sitemaps, families = self._sitemaps, self._sitemaps.families
        absolute = self.views.site.absolute
        entries = [
            SitemapEntry(absolute(sitemaps.path((family, at + 1))), changed)
            for family in families.names
            for at, changed in enumerate(families.last_changes(family))
        ]
        if self.views.settings.news_sitemap:
            entries.append(SitemapEntry(absolute(urls.NEWS_SITEMAP), ""))
        return SitemapContext(tuple(entries))
