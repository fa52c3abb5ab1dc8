"""Under which term a name is filed, where term files say so: other names of one term, and a term within another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from newsgen.models.index import SlugOf, TermColumn
from newsgen.models.likeness import slug_among
from newsgen.models.names import is_in_another_script, name_digest, slug_for
from newsgen.models.term_profile import TermProfile


@dataclass(frozen=True)
class TermFiling:
    """What the term files of one taxonomy say. Terms are named by their slugs."""

    slugs: Mapping[str, str] = field(default_factory=dict)
    """Key of each name that a file claims (`key_of`) to the term that it means."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Term to its name, where that is not for the stories to choose."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Term to the one of which it is a part. No term is a part of itself."""
    named_parents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Term to what its file calls its parent, and the slug that this name makes: before it is known who else has it."""
    taken: frozenset[str] = frozenset()
    """Slugs that names in another script have by their files, and no other name of such a script by chance."""
    in_circles: frozenset[str] = frozenset()
    """The terms that would be a part of themselves."""

    def slug_of(self, name: str, usual: str) -> str | None:
        """The slug of the term that a name means; None where no file claims it. ``usual`` is what the name makes."""
        return self.slugs.get(key_of(name, usual))

    def filed(self, column: TermColumn) -> TermColumn:
        """The column with the slugs of what its names mean."""
        if not self.slugs:
            return column
        names = zip(column.names, column.slugs, strict=True)
        return replace(column, slugs=[self.slug_of(name, slug) or self._free(name, slug) for name, slug in names])

    def _free(self, name: str, slug: str) -> str:
        """The slug of a name that no file claims: another one where a file has given it away."""
        is_taken = slug in self.taken and is_in_another_script(name)
        return f"{slug}-{name_digest(slug_for(name, 'unicode'))}" if is_taken else slug

    def among(self, column: TermColumn) -> "TermFiling":
        """The same, with the parents that are meant by names of this column, which is not filed yet."""
        if not self.named_parents:
            return self
        filed = self.filed(column)
        parents = {
            slug: self.slug_of(name, usual) or slug_among(name, self._free(name, usual), filed)
            for slug, (name, usual) in self.named_parents.items()
        }
        circles = frozenset(_in_circles(parents))
        sound = {slug: parent for slug, parent in parents.items() if slug not in circles}
        # A parent that no story names is called as the first file that names it does.
        used, titles = {filed.slugs[number] for number in set(filed.ids)}, dict(self.titles)
        for slug, parent in sound.items():
            if parent not in used:
                titles.setdefault(parent, self.named_parents[slug][0])
        return replace(self, parents=sound, titles=titles, in_circles=circles)

    @cached_property
    def children(self) -> Mapping[str, Sequence[str]]:
        """Term to those of which it is the parent."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, parent in self.parents.items():
            found[parent].append(slug)
        return found

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
    """How the names of a taxonomy are filed by its term files; of two that claim a name the first has it."""
    slugs, titles, parents = dict[str, str](), dict[str, str](), dict[str, tuple[str, str]]()
    taken = set[str]()
    for profile in profiles:
        for name, usual in claimed_names(profile, slug_of):
            slugs.setdefault(key_of(name, usual), profile.slug)
            if is_in_another_script(name):
                taken.add(profile.slug)
        if profile.has_own_title:
            titles.setdefault(profile.slug, profile.title)
        if profile.parent:
            parents.setdefault(profile.slug, (profile.parent, slug_of(profile.taxonomy, profile.parent)))
    return TermFiling(slugs, titles, named_parents=parents, taken=frozenset(taken))


def claimed_names(profile: TermProfile, slug_of: SlugOf) -> Iterator[tuple[str, str]]:
    """Every name by which a story may mean the term of a file, and the slug that it makes."""
    yield profile.slug, profile.slug
    for name in (profile.title, *profile.names):
        yield name, slug_of(profile.taxonomy, name)


def keys_of(profile: TermProfile, slug_of: SlugOf) -> set[str]:
    """What tells the names of a file's term from others."""
    return {key_of(name, usual) for name, usual in claimed_names(profile, slug_of)}


def _in_circles(parents: Mapping[str, str]) -> set[str]:
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
