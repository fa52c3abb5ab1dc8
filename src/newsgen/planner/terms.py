"""A listing for each term of every taxonomy, and an index of each taxonomy."""

from collections.abc import Collection, Iterator
from functools import partial
from itertools import groupby

from newsgen.models.archive import Term
from newsgen.models.page import Link, Page, Pager, TaxonomyContext, Teaser, TermContext, TermLetter, TermLink
from newsgen.planner import urls as places
from newsgen.planner.letters import Alphabet
from newsgen.planner.listings import plan_listing
from newsgen.planner.views import Views

_SHORT_INDEX = 60
"""An index of at most so many terms shows them all at a glance; a longer one begins with the most used."""
_MOST_USED = 40


def plan_term_pages(views: Views) -> Iterator[Page]:
    """The pages of every term of every taxonomy."""
    for terms in views.archive.terms.values():
        for term in terms.values():
            yield from plan_term(views, term)


def plan_term(views: Views, term: Term, numbers: Collection[int] | None = None) -> Iterator[Page]:
    """The pages of a term, or those with some numbers."""
    place = places.term_place(term.taxonomy, term.slug)
    link = views.counted_link(term)
    taxonomy = views.taxonomy_link(term.taxonomy)
    feeds = views.feeds_of(term)

    yield from plan_listing(
        views,
        place,
        term.positions,
        template="term.html",
        label=f"the page of {term.name!r} in {term.taxonomy}",
        make_head=lambda here: views.head("term", here, term.name, above=(taxonomy,), feeds=feeds),
        make_context=partial(_term_context, link, taxonomy),
        numbers=numbers,
    )


def _term_context(link: TermLink, taxonomy: Link, teasers: tuple[Teaser, ...], pager: Pager) -> TermContext:
    # A numbered page must not change when the term gains articles: it is not told how many there are.
    shown = link if not pager.number else TermLink(link.name, link.url, link.taxonomy)
    return TermContext(shown, taxonomy, teasers, pager)


def plan_taxonomy_pages(views: Views, taxonomies: Collection[str] | None = None) -> Iterator[Page]:
    """An index of each taxonomy that has terms; of some taxonomies alone, where they are named."""
    for name, terms in views.archive.terms.items():
        if not terms or (taxonomies is not None and name not in taxonomies):
            continue
        links = [views.counted_link(term) for term in terms.values()]
        place = places.taxonomy_place(name)
        taxonomy = views.taxonomy_link(name)
        yield Page(
            path=places.output_path(place),
            template="taxonomy.html",
            head=views.head("taxonomy", place, taxonomy.title),
            make_context=partial(_taxonomy_context, taxonomy, links, Alphabet(views.site.language, name)),
            label=f"the index of {name}",
        )


def _taxonomy_context(taxonomy: Link, links: list[TermLink], alphabet: Alphabet) -> TaxonomyContext:
    return TaxonomyContext(taxonomy, len(links), _by_letter(links, alphabet), _most_used(links))


def _most_used(links: list[TermLink]) -> tuple[TermLink, ...]:
    if len(links) <= _SHORT_INDEX:
        return ()
    return tuple(sorted(links, key=lambda link: (-link.count, link.name.casefold()))[:_MOST_USED])


def _by_letter(links: list[TermLink], alphabet: Alphabet) -> tuple[TermLetter, ...]:
    ordered = sorted(links, key=lambda link: alphabet.key(link.name))
    groups = groupby(ordered, key=lambda link: alphabet.letter(link.name))
    return tuple(TermLetter(letter, tuple(group)) for letter, group in groups)
