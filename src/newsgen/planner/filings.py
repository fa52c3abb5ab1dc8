"""How terms are filed, by what term files say: the files of an edition, and what they mean together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from newsgen.models.term_filing import TermFiling, filing_of, keys_of
from newsgen.models.term_profile import TermProfile
from newsgen.models.written import Other
from newsgen.settings import Settings


def filings_of(others: Iterable[Other], settings: Settings) -> Mapping[str, TermFiling]:
    """How the names of each taxonomy are filed, where term files say so; ``others`` are sorted by source."""
    return {taxonomy: filing_of(some, settings.term_slug) for taxonomy, some in profiles_by_taxonomy(others).items()}


def in_own_language(others: Iterable[Other], settings: Settings) -> list[Other]:
    """What is written for the publication's own edition."""
    return [other for other in others if settings.edition_of(other.lang) is None]


def written_for(
    prefix: str, others: Mapping[str, Other], prefix_of: Callable[[str], str], settings: Settings
) -> Iterator[tuple[str, Other]]:
    """What is written for an edition, and of other terms what is said in the publication's own language.

    ``others`` are by source, as what is returned is; ``prefix_of`` gives the prefix of the edition of a language.
    """
    own = {source for source, other in others.items() if prefix_of(other.lang) == prefix}
    said = {
        (each.taxonomy, key)
        for each in map(others.get, own)
        if isinstance(each, TermProfile)
        for key in keys_of(each, settings.term_slug)
    }
    for source, other in others.items():
        if source in own:
            yield source, other
        elif isinstance(other, TermProfile) and not prefix_of(other.lang):
            keys = keys_of(other, settings.term_slug)
            if said.isdisjoint((other.taxonomy, key) for key in keys):
                yield source, other


def profiles_by_taxonomy(others: Iterable[Other]) -> Mapping[str, list[TermProfile]]:
    """The term files of each taxonomy."""
    found: defaultdict[str, list[TermProfile]] = defaultdict(list)
    for other in others:
        if isinstance(other, TermProfile):
            found[other.taxonomy].append(other)
    return found
