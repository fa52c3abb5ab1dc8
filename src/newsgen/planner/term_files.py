"""What term files say, for an archive to be filed by, and what is wrong with them together."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, repeat

from newsgen.errors import Problem
from newsgen.models.term_filing import TermFiling, claimed_names, filing_of, in_circles, key_of, parents_of
from newsgen.models.term_profile import TermProfile
from newsgen.models.written import Other
from newsgen.planner.views import Views
from newsgen.settings import Settings


def filings_of(others: Iterable[Other], settings: Settings) -> Mapping[str, TermFiling]:
    """How the names of each taxonomy are filed, where term files say so; ``others`` are sorted by source."""
    return {taxonomy: filing_of(some, settings.term_slug) for taxonomy, some in _by_taxonomy(others).items()}


@dataclass(frozen=True, slots=True)
class TermFileDiff:
    """What other term files mean to articles, which are named by their sources."""

    profiles: AbstractSet[tuple[str, str]] = frozenset()
    """Taxonomy and slug of each term whose file is another now, has come or is gone."""
    changed: AbstractSet[str] = frozenset()
    """The articles that are filed otherwise, or whose terms are called otherwise, wherever they are listed."""
    own: AbstractSet[str] = frozenset()
    """Those whose own pages may say something else of a term."""


def diff_of_term_files(before: Views, now: Views, changed: Collection[str]) -> TermFileDiff:
    """What it means that some files, by their sources, are others now, have come or are gone."""
    files = [views.others[source] for views in (before, now) for source in changed if source in views.others]
    profiles = {(file.taxonomy, file.slug) for file in files if isinstance(file, TermProfile)}
    if not profiles:
        return TermFileDiff()
    otherwise, own = set[str](), set[str]()
    for taxonomy in {taxonomy for taxonomy, _ in profiles} & before.archive.columns.keys() & now.archive.columns.keys():
        column, known = now.archive.columns[taxonomy], before.archive.columns[taxonomy]
        old = dict(zip(known.names, known.slugs, strict=True))
        others, touched = set[int](), set[int]()
        for number, (name, slug) in enumerate(zip(column.names, column.slugs, strict=True)):
            shown = _shown(now, taxonomy, slug)
            if name in old and shown != _shown(before, taxonomy, old[name]):
                others.add(number)
            elif any((taxonomy, each) in profiles for each, *_ in shown):
                touched.add(number)
        otherwise |= _carriers(now, taxonomy, others)
        own |= _carriers(now, taxonomy, touched)
    return TermFileDiff(profiles, otherwise, own)


def _shown(views: Views, taxonomy: str, slug: str) -> Sequence[tuple[str, str | None, str]]:
    """Of a term and of those around it: the slug, the name that its file gives, the label."""
    filing = views.archive.filing(taxonomy)
    found = []
    for each in (slug, *filing.above(slug)):
        profile = views.profiles.get((taxonomy, each))
        found.append((each, filing.titles.get(each), profile.label if profile else ""))
    return found


def _carriers(views: Views, taxonomy: str, numbers: Collection[int]) -> set[str]:
    """The articles that carry one of some spellings of a taxonomy."""
    if not numbers:
        return set()
    column, sources = views.archive.columns[taxonomy], views.archive.index.sources
    carriers = chain.from_iterable(map(repeat, sources, column.counts))
    return {source for source, number in zip(carriers, column.ids, strict=True) if number in numbers}


def term_file_problems(others: Iterable[Other], settings: Settings) -> Iterator[Problem]:
    """Names that two files claim, and terms that are a part of themselves."""
    for taxonomy, some in _by_taxonomy(others).items():
        claims: dict[str, TermProfile] = {}
        for profile in some:
            for name, usual in claimed_names(profile, settings.term_slug):
                first = claims.setdefault(key_of(name, usual), profile)
                if first is not profile:
                    what = f"{name!r} in {taxonomy} is claimed by content/{first.source}, too"
                    yield Problem(f"content/{profile.source}", what, "keep it in one of the two files")
                    break
        parents = parents_of(some, filing_of(some, settings.term_slug), settings.term_slug)
        circles = in_circles(parents)
        for profile in some:
            if profile.slug in circles and profile.parent:
                what = f"by its `parent` {profile.parent!r} it is a part of itself"
                yield Problem(f"content/{profile.source}", what, "delete `parent` in one of the files")


def _by_taxonomy(others: Iterable[Other]) -> Mapping[str, list[TermProfile]]:
    found: defaultdict[str, list[TermProfile]] = defaultdict(list)
    for other in others:
        if isinstance(other, TermProfile):
            found[other.taxonomy].append(other)
    return found
