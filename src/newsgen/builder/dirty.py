"""Which pages may be stale: told from what has changed, before any page is looked at.

Each fact that has changed marks the pages that hang on it: an article its own page and what lists it, told by the page
kinds (`PageKind.affected`); a template all that it makes; a question the pages that asked it. What all pages hang on,
the program, the settings, marks all. A marked page is then compared with its trace (`staleness`) and made anew only if
it is other than it was: too many may be marked, too few may not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from newsgen.builder.environment import BuildEnvironment
from newsgen.builder.source_diff import SourceDiff
from newsgen.builder.state import BuildState
from newsgen.builder.traces import Fact
from newsgen.planner.site_pages import PageKey, SitePages

_MOST_FACTS = 1_000
"""Questions that are asked again at each build; a theme that asks more has all its pages looked at."""


@dataclass(frozen=True)
class DirtySet:
    """The pages to look at."""

    keys: Sequence[PageKey]
    """In the order of publishing."""
    gone: frozenset[str]
    """The paths that pages had which are no more, or lie elsewhere."""
    affected: frozenset[PageKey] | None
    """Those whose contexts may be others than they were; None where any may."""
    is_all: bool
    """Whether these are all pages that there are."""
    moved_in: frozenset[PageKey] = frozenset()
    """Those that had no page at their path before."""
    growth: int = 0
    """How many pages more there are than before."""
    templates: frozenset[str] = frozenset()
    """Those of which all pages are looked at because they have changed, or something that they asked."""

    def may_show_other(self, key: PageKey) -> bool:
        """Whether what a page shows of the archive may be other than it was."""
        return self.affected is None or key in self.affected


def find_dirty(
    diff: SourceDiff,
    pages: SitePages,
    environment: BuildEnvironment,
    *,
    templates: Callable[[], Mapping[str, str]],
    answer: Callable[[str], str],
    is_known: bool,
) -> DirtySet:
    """The pages that may be stale.

    Args:
        diff: From the last build's articles to those of now.
        pages: Those of now.
        environment: What all hang on.
        templates: Gives the fingerprints of today's templates.
        answer: Gives the fingerprint of today's answer to a noted question.
        is_known: Whether the output is as the last build has left it.
    """
    state, before = diff.known, SitePages(diff.before)
    if not is_comparable(diff, environment) or diff.tells_terms_apart() or len(state.facts) > _MOST_FACTS:
        return DirtySet(list(pages.keys()), frozenset(), None, is_all=True)
    affected = dict.fromkeys(pages.affected(before, diff.archive))
    there = [key for key in affected if key in pages]
    if not is_known:
        return DirtySet(list(pages.keys()), frozenset(), frozenset(there), is_all=True)
    changed = _changed_templates(state, templates())
    asked = _changed_facts(state, answer)
    whole = changed.union(*(fact.templates for fact in asked))
    others = {
        *chain.from_iterable(map(pages.made_by, sorted(whole))),
        *chain.from_iterable(pages.at(path) for fact in asked for path in fact.paths),
    }
    old = {key: before.path(key) for key in affected if key in before}
    new = {key: pages.path(key) for key in there}
    return DirtySet(
        keys=list(pages.in_order({*there, *others})),
        gone=frozenset(old.values()) - frozenset(new.values()),
        affected=frozenset(there),
        is_all=False,
        moved_in=frozenset(key for key, path in new.items() if old.get(key) != path),
        growth=len(new) - len(old),
        templates=whole,
    )


def is_comparable(diff: SourceDiff, environment: BuildEnvironment) -> bool:
    """Whether what the last build knows was made by the same program from the same settings."""
    state = diff.known
    return (
        state.index is not None
        and state.environment == environment.fingerprint
        and state.settings == environment.settings
    )


def _changed_templates(state: BuildState, templates: Mapping[str, str]) -> frozenset[str]:
    """Those that are not as they were, or reach others."""
    return frozenset(name for name, fingerprint in templates.items() if state.templates.get(name) != fingerprint)


def _changed_facts(state: BuildState, answer: Callable[[str], str]) -> list[Fact]:
    """The questions that have another answer now."""
    return [fact for note, fact in state.facts.items() if answer(note) != fact.answer]
