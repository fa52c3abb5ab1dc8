"""What term files say, for an archive to be filed by, and what is wrong with them together."""

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain, repeat

from newsgen.errors import Problem
from newsgen.models.term_filing import claimed_names, key_of
from newsgen.models.term_profile import TermProfile
from newsgen.planner.filings import profiles_by_taxonomy
from newsgen.planner.views import Views


@dataclass(frozen=True, slots=True)
class TermFileDiff:
    """What other term files mean to articles, which are named by their sources."""

    profiles: AbstractSet[tuple[str, str]] = frozenset()
    """Taxonomy and slug of each term whose file is another now, has come or is gone."""
    changed: AbstractSet[str] = frozenset()
    """The articles that are filed otherwise, or whose terms are called otherwise, wherever they are listed."""
    own: AbstractSet[str] = frozenset()
    """Those whose own pages may say something else of a term."""


def diff_of_term_files(before: Views, now: Views, changed: Collection[str], asking: Collection[str]) -> TermFileDiff:
    """What it means that some files, by their sources, are others now, have come or are gone.

    ``asking`` are those with a link or a picture that may mean something else.
    """
    files = [views.others[source] for views in (before, now) for source in changed if source in views.others]
    profiles = {(file.taxonomy, file.slug) for file in files if isinstance(file, TermProfile)}
    pictured = {key for key, each in now.profiles.items() if each.source in asking and each.image} if asking else set()
    if not profiles and not pictured:
        return TermFileDiff()
    told = pictured | {
        key for key in profiles if _at_stories(before.profiles.get(key)) != _at_stories(now.profiles.get(key))
    }
    otherwise, own = set[str](), set[str]()
    for taxonomy in (
        {taxonomy for taxonomy, _ in profiles | told} & before.archive.columns.keys() & now.archive.columns.keys()
    ):
        column, known = now.archive.columns[taxonomy], before.archive.columns[taxonomy]
        old = dict(zip(known.names, known.slugs, strict=True))
        others, touched = set[int](), set[int]()
        for number, (name, slug) in enumerate(zip(column.names, column.slugs, strict=True)):
            shown = _shown(now, taxonomy, slug)
            if name in old and shown != _shown(before, taxonomy, old[name]):
                others.add(number)
            elif any((taxonomy, each) in told for each, *_ in shown):
                touched.add(number)
        otherwise |= _carriers(now, taxonomy, others)
        own |= _carriers(now, taxonomy, touched)
    return TermFileDiff(profiles, otherwise, own)


def _at_stories(profile: TermProfile | None) -> TermProfile | None:
    """What stories may say of a term: not its text, nor how its own page is set."""
    if profile is None:
        return None
    return replace(profile, digest="", body_line=0, has_text=True, front=(), updated=None, is_oldest_first=None)


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


def term_file_problems(views: Views) -> Iterator[Problem]:
    """Names that two files of one edition claim, and terms that are a part of themselves."""
    for taxonomy, some in profiles_by_taxonomy(views.others.values()).items():
        claims: dict[str, TermProfile] = {}
        for profile in some:
            for name, usual in claimed_names(profile, views.settings.term_slug):
                first = claims.setdefault(key_of(name, usual), profile)
                if first is not profile:
                    what = f"{name!r} in {taxonomy} is claimed by content/{first.source}, too"
                    yield _at_field(
                        profile, what, "keep it in one of the two files: a term has one", "aliases", "title"
                    )
                    break
        for profile in some:
            if profile.parent and profile.slug in views.archive.filing(taxonomy).in_circles:
                what = f"by its `parent` {profile.parent!r} it is a part of itself"
                yield _at_field(profile, what, "delete `parent` in one of the files", "parent")


def _at_field(profile: TermProfile, what: str, mend: str, *keys: str) -> Problem:
    """A problem of a file, at the first of some fields that it has."""
    line = next((profile.lines[key] for key in keys if key in profile.lines), 1)
    return Problem(f"content/{profile.source}", what, mend, line, 1)
