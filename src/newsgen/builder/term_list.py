"""Which terms there are, for who puts them in order: with what carries them, their files and their spellings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsgen.builder.catalogue import Catalogue
from newsgen.models.archive import Archive, order
from newsgen.models.article import Article
from newsgen.models.index import index_of
from newsgen.models.term_profile import TermProfile
from newsgen.planner.filings import filings_of, in_own_language
from newsgen.settings import Settings


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One term."""

    taxonomy: str
    name: str
    slug: str
    count: int
    """How many published stories its page lists; 0 of a term file whose term has no page."""
    profile: TermProfile | None
    """What its file says."""
    spellings: tuple[str, ...]
    """How else stories call it."""


def list_terms(catalogue: Catalogue, settings: Settings) -> list[TermEntry]:
    """The terms of all taxonomies, in the order of newsgen.yaml, the most used first."""
    articles = order(entry.article for entry in catalogue.entries if entry.state == "published")
    taxonomies = [each.name for each in settings.taxonomies]
    archive = archive_of(articles, catalogue, settings)
    profiles: dict[tuple[str, str], TermProfile] = {}
    for other in in_own_language(catalogue.others, settings):
        if isinstance(other, TermProfile):
            profiles.setdefault((other.taxonomy, other.slug), other)
    found = [
        TermEntry(
            taxonomy,
            term.name,
            slug,
            len(term.positions),
            profiles.pop((taxonomy, slug), None),
            term.other_spellings,
        )
        for taxonomy in taxonomies
        for slug, term in archive.terms[taxonomy].items()
    ]
    found += [
        TermEntry(taxonomy, profile.title, slug, 0, profile, ()) for (taxonomy, slug), profile in profiles.items()
    ]
    return sorted(found, key=lambda term: (taxonomies.index(term.taxonomy), -term.count, term.name.casefold()))


def archive_of(articles: Sequence[Article], catalogue: Catalogue, settings: Settings) -> Archive:
    """Some articles, oldest first, filed as a build files them."""
    shown: Mapping[str, str] = dict.fromkeys((article.source for article in articles), "")
    index = index_of(articles, shown, [each.name for each in settings.taxonomies], settings.term_slug)
    return Archive(articles, index, filings_of(in_own_language(catalogue.others, settings), settings))
