"""Under which term a name is filed, where term files say so: other names of one term, and a term within another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from newsgen.models.index import SlugOf, TermColumn
from newsgen.models.names import is_in_another_script, slug_for
from newsgen.models.term_profile import TermProfile


@dataclass(frozen=True, slots=True)
class TermFiling:
    """What the term files of one taxonomy say. Terms are named by their slugs."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    """Key of each name that a file claims (`key_of`) to the term that it means."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Term to its name, where that is not for the stories to choose."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Term to the one of which it is a part. No term is a part of itself."""

    def slug_of(self, name: str, usual: str) -> str | None:
        """The slug of the term that a name means; None where no file claims it. ``usual`` is what the name makes."""
        return self.slugs.get(key_of(name, usual))

    def filed(self, column: TermColumn) -> TermColumn:
        """The column with the slugs of what its names mean."""
        if not self.slugs:
            return column
        names = zip(column.names, column.slugs, strict=True)
        return replace(column, slugs=[self.slug_of(name, slug) or slug for name, slug in names])

    def above(self, slug: str) -> Iterator[str]:
        """The terms of which a term is a part, the nearest first."""
        while (parent := self.parents.get(slug)) is not None:
            yield parent
            slug = parent


NO_FILING = TermFiling()


def key_of(name: str, usual: str) -> str:
    """What two names have in common that mean one term; ``usual`` is the slug that the name makes.

    Names in another script may make one slug by chance, and are told apart (`likeness`).
    """
    return slug_for(name, "unicode") if is_in_another_script(name) else usual


def filing_of(profiles: Iterable[TermProfile], slug_of: SlugOf) -> TermFiling:
    """How the names of a taxonomy are filed by its term files; of two that claim a name the first has it.

    Parents that lead in a circle are left out.
    """
    slugs, titles = dict[str, str](), dict[str, str]()
    profiles = list(profiles)
    for profile in profiles:
        for name, usual in claimed_names(profile, slug_of):
            slugs.setdefault(key_of(name, usual), profile.slug)
        if profile.has_own_title:
            titles.setdefault(profile.slug, profile.title)
    parents = parents_of(profiles, TermFiling(slugs), slug_of)
    for slug in in_circles(parents):
        del parents[slug]
    for profile in profiles:
        if profile.slug in parents:  # of which no story may name the parent
            titles.setdefault(parents[profile.slug], profile.parent)
    return TermFiling(slugs, titles, parents)


def parents_of(profiles: Iterable[TermProfile], filing: TermFiling, slug_of: SlugOf) -> dict[str, str]:
    """Term to the one that its file calls its parent."""
    parents = dict[str, str]()
    for profile in profiles:
        if profile.parent:
            usual = slug_of(profile.taxonomy, profile.parent)
            parents.setdefault(profile.slug, filing.slug_of(profile.parent, usual) or usual)
    return parents


def claimed_names(profile: TermProfile, slug_of: SlugOf) -> Iterator[tuple[str, str]]:
    """Every name by which a story may mean the term of a file, and the slug that it makes."""
    yield profile.slug, profile.slug
    for name in (profile.title, *profile.names):
        yield name, slug_of(profile.taxonomy, name)


def in_circles(parents: Mapping[str, str]) -> set[str]:
    """The terms that are a part of themselves."""
    found: set[str] = set()
    for slug in parents:
        seen = {slug}
        above = parents[slug]
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above == slug:
            found.add(slug)
    return found
