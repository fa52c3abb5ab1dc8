"""A listing for each term of every taxonomy, and an index of each taxonomy."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import groupby
from typing import Self

from newsgen.models.archive import Archive
from newsgen.models.filed_terms import Term
from newsgen.models.page import Context, Page, TaxonomyContext, TermContext
from newsgen.models.page_parts import Feeds, FrontView, PageHead, Pager, TermLetter
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import Link, Teaser, TermLink, Version
from newsgen.planner import series, urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.front import front_of
from newsgen.planner.full_views import profile_view
from newsgen.planner.kinds import PageKind, SitemapPlace
from newsgen.planner.letters import Alphabet
from newsgen.planner.listings import ListingPages, last_change
from newsgen.planner.pagination import numbered_pages
from newsgen.planner.term_shares import TermShares

TermKey = tuple[str, str]
"""Taxonomy and slug."""

_TERM = re.compile(r"(?P<taxonomy>[^/]+)/(?P<slug>[^/]+)/")
_SHORT_INDEX = 60
"""An index of at most so many terms shows them all at a glance; a longer one begins with the most used."""
_MOST_USED = 40


class TermPages(ListingPages[TermKey]):
    """The pages of every term of every taxonomy."""

    name = "term"
    template = "term.html"

    def listings(self) -> Iterator[TermKey]:
        for taxonomy, terms in self.archive.terms.items():
            yield from ((taxonomy, slug) for slug in terms)

    def members(self, listing: TermKey) -> Sequence[int] | None:
        term = self.archive.term(*listing)
        return term.positions if term else None

    def place(self, listing: TermKey) -> str:
        return urls.term_place(*listing)

    def order_of(self, listing: TermKey) -> tuple[int, str, str]:
        return term_order(self.archive, listing)

    def listing_at(self, place: str) -> TermKey | None:
        return term_at(place)

    def touched(self, before: Self, diff: ArchiveDiff) -> Iterable[TermKey]:
        del before
        return touched_terms(diff)

    def have_other_heads(self, before: Self, listing: TermKey) -> bool:
        return self._feeds(listing) != before._feeds(listing)

    def _feeds(self, listing: TermKey) -> Feeds | None:
        term = self.archive.term(*listing)
        return self.views.feeds_of(term) if term else None

    def label(self, listing: TermKey) -> str:
        return f"the page of {self._term(listing).name!r} in {listing[0]}"

    def head(self, listing: TermKey, place: str) -> PageHead:
        views, (taxonomy, slug) = self.views, listing
        name, profile = self._term(listing).name, views.profiles.get(listing)
        around = (self.archive.term(taxonomy, each) for each in self.archive.filing(taxonomy).above(slug))
        links = [Link(link.name, link.url) for term in around if term for link in (views.term_links.uncounted(term),)]
        return views.head(
            "term",
            place,
            name,
            description=profile.summary if profile and place == self.views.prefix + self.place(listing) else "",
            above=(views.taxonomy_link(taxonomy), *reversed(links)),
            feeds=self._feeds(listing),
            versions=self._versions(listing) if place == views.prefix + self.place(listing) else (),
        )

    def _versions(self, listing: TermKey) -> tuple[Version, ...]:
        """The term in every edition that has it."""
        editions = self.views.whole.editions
        if len(editions) == 1:
            return ()
        terms = [(edition, edition.archive.term(*listing)) for edition in editions]
        found = [edition.as_version(self.place(listing), term.name) for edition, term in terms if term]
        return tuple(found) if len(found) > 1 else ()

    def context(self, listing: TermKey, teasers: tuple[Teaser, ...], pager: Pager) -> Context:
        link = self.views.term_links.counted(self._term(listing))
        # A numbered page must not change when the term gains articles: it is not told how many there are.
        shown = link if not pager.number else TermLink(link.name, link.url, link.taxonomy)
        if pager.number:
            return TermContext(shown, self.views.taxonomy_link(listing[0]), teasers, pager)
        if self._is_oldest_first(listing) and not pager.older:
            teasers = teasers[::-1]
        profile = self.views.profiles.get(listing)
        return TermContext(
            term=shown,
            taxonomy=self.views.taxonomy_link(listing[0]),
            teasers=teasers,
            pager=pager,
            profile=profile_view(self.views, profile) if profile else None,
            front=self._front(listing, profile),
            within=tuple(map(self.views.term_links.counted, self.archive.terms_right_within(*listing))),
        )

    def _front(self, listing: TermKey, profile: TermProfile | None) -> FrontView | None:
        rows = profile.front if profile else ()
        return front_of(self.views, rows, self._term(listing).positions) if rows else None

    def _is_oldest_first(self, listing: TermKey) -> bool:
        profile = self.views.profiles.get(listing)
        own = profile.is_oldest_first if profile else None
        return listing[0] == series.TAXONOMY if own is None else own

    def page(self, key: tuple[TermKey, int]) -> Page:
        page, source = super().page(key), self.source(key)
        return replace(page, source=source) if source else page

    def source(self, key: tuple[TermKey, int]) -> str:
        listing, number = key
        profile = None if number else self.views.profiles.get(listing)
        return profile.source if profile and profile.has_text else ""

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterator[tuple[TermKey, int]]:
        yield from super().affected(before, diff)
        profiles = self.views.profiles.items()
        files = (listing for listing, profile in profiles if profile.source in diff.others)
        # Pins and banners end by the clock.
        fronts = (listing for listing, profile in profiles if profile.front) if self.archive.index.prominences else ()
        yield from ((listing, 0) for listing in (*sorted(diff.profiles), *files, *fronts))
        for other in diff.in_other_editions:
            yield from ((listing, 0) for listing in touched_terms(other))

    def _term(self, listing: TermKey) -> Term:
        term = self.archive.term(*listing)
        if term is None:
            raise KeyError(listing)
        return term

    # Sitemaps: one for each taxonomy, which lists its index, too; several of a large one.

    def sitemaps(self) -> Iterable[str]:
        for taxonomy in self.archive.taxonomies:
            if self.archive.has_terms(taxonomy):
                yield from self.sitemaps_of(taxonomy)

    def sitemaps_of(self, taxonomy: str) -> Sequence[str]:
        """The names of those of one taxonomy."""
        count = self._shares[taxonomy].count
        return [f"terms-{taxonomy}/{share + 1}" for share in range(count)] if count > 1 else [f"terms-{taxonomy}"]

    @cached_property
    def _shares(self) -> Mapping[str, TermShares]:
        """By taxonomy."""
        return {taxonomy: TermShares(self.archive, taxonomy, self.per_page) for taxonomy in self.archive.taxonomies}

    def _meant(self, sitemap: str) -> tuple[str, int]:
        """The taxonomy of a sitemap, and which share of it."""
        taxonomy, _, number = sitemap.removeprefix("terms-").partition("/")
        return taxonomy, int(number or 1) - 1

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        taxonomy, share = self._meant(sitemap)
        terms = self.archive.terms[taxonomy]
        found = [] if share else [SitemapPlace(self.views.prefix + urls.taxonomy_place(taxonomy), "")]
        for slug in self._shares[taxonomy].slugs[share]:
            positions = terms[slug].positions
            if numbered_pages(len(positions), self.per_page):
                found += self.listed_of((taxonomy, slug))
            else:  # as most of many thousand: there is one page
                place = self.views.prefix + urls.term_place(taxonomy, slug)
                found.append(SitemapPlace(place, last_change(self.archive, positions)))
        return found

    def listed_count(self, sitemap: str) -> int:
        taxonomy, share = self._meant(sitemap)
        return self._shares[taxonomy].page_counts[share] + (not share)

    def last_change_in(self, sitemap: str) -> str:
        taxonomy, share = self._meant(sitemap)
        return self._shares[taxonomy].last_changes.get(share, "")

    def sitemap_of(self, listing: TermKey) -> str:
        taxonomy, slug = listing
        return self.sitemaps_of(taxonomy)[self._shares[taxonomy].of(slug)]

    def altered_sitemaps(self, before: Self, diff: ArchiveDiff) -> Collection[str]:
        if not diff.refiled:
            return ()
        # They list terms in the order of their names.
        renamed = (new for old, new in diff.terms if old and new and old.name != new.name)
        dealt_otherwise = {
            sitemap
            for taxonomy in diff.taxonomies
            if self._shares[taxonomy].count != before._shares[taxonomy].count
            for kind in (before, self)
            for sitemap in kind.sitemaps_of(taxonomy)
        }
        moved = {self.sitemap_of((term.taxonomy, term.slug)) for term in renamed}
        return moved.union(dealt_otherwise, super().altered_sitemaps(before, diff))


def term_at(place: str) -> TermKey | None:
    """The taxonomy and the slug in the place of a term's page."""
    found = _TERM.fullmatch(place)
    return (found["taxonomy"], found["slug"]) if found else None


def term_order(archive: Archive, key: TermKey) -> tuple[int, str, str]:
    """By this the terms of all taxonomies are in the order of Archive.terms, which are not filed for it."""
    taxonomy, slug = key
    term = archive.term(taxonomy, slug)
    name = term.name if term else slug
    return archive.taxonomies.index(taxonomy), name.casefold(), name


def touched_terms(diff: ArchiveDiff) -> list[TermKey]:
    """The terms of the articles that are not as they were."""
    terms = [new or old for old, new in diff.terms]
    return [(term.taxonomy, term.slug) for term in terms if term]


class TaxonomyPages(PageKind[str]):
    """An index of each taxonomy that has terms. The key is its name."""

    name = "taxonomy"
    template = "taxonomy.html"

    def keys(self) -> Iterator[str]:
        return (name for name in self.archive.taxonomies if self.archive.has_terms(name))

    def __contains__(self, key: str) -> bool:
        return self.archive.has_terms(key)

    def path(self, key: str) -> str:
        return urls.output_path(self.views.prefix + urls.taxonomy_place(key))

    def order(self, key: str) -> int:
        return self.archive.taxonomies.index(key)

    def at(self, path: str) -> Iterator[str]:
        return (name for name in self.keys() if self.path(name) == path)

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del before
        diffs = [each for each in (diff, *diff.in_other_editions) if each.refiled]
        return {taxonomy for each in diffs for taxonomy in each.taxonomies}

    def page(self, key: str) -> Page:
        taxonomy = self.views.taxonomy_link(key)
        editions = [each for each in self.views.whole.editions if each.archive.has_terms(key)]
        place = urls.taxonomy_place(key)
        versions = tuple(each.as_version(place, each.taxonomy_link(key).title) for each in editions)
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head(
                "taxonomy",
                self.views.prefix + place,
                taxonomy.title,
                versions=versions if len(versions) > 1 else (),
            ),
            make_context=partial(self._context, key, taxonomy),
            label=f"the index of {key}",
        )

    def _context(self, key: str, taxonomy: Link) -> TaxonomyContext:
        links = [self.views.term_links.counted(term) for term in self.archive.terms[key].values()]
        alphabet = Alphabet(self.views.site.language, key)
        return TaxonomyContext(taxonomy, len(links), _by_letter(links, alphabet), _most_used(links))


def _most_used(links: list[TermLink]) -> tuple[TermLink, ...]:
    if len(links) <= _SHORT_INDEX:
        return ()
    return tuple(sorted(links, key=lambda link: (-link.count, link.name.casefold()))[:_MOST_USED])


def _by_letter(links: list[TermLink], alphabet: Alphabet) -> tuple[TermLetter, ...]:
    ordered = sorted(links, key=lambda link: alphabet.key(link.name))
    groups = groupby(ordered, key=lambda link: alphabet.letter(link.name))
    return tuple(TermLetter(letter, tuple(group)) for letter, group in groups)
