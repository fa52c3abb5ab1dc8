"""A page at the address of each other name that a term file gives its term: old links lead on."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Self

from newsgen.models.page import Page, RedirectContext
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import Link
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.full_views import term_page
from newsgen.planner.kinds import FiledByPath
from newsgen.planner.terms import TermKey


class TermRedirects(FiledByPath[TermKey]):
    """One page for each other name of each term that has a page. The key is the taxonomy, and the slug of the name."""

    name = "term redirect"
    template = "redirect.html"

    @cached_property
    def _targets(self) -> Mapping[TermKey, tuple[TermProfile, Link]]:
        """What each leads to, and the file that asks for it."""
        if not self.views.profiles:
            return {}
        found: dict[TermKey, tuple[TermProfile, Link]] = {}
        used, slug_of = self.archive.used_slugs, self.views.settings.term_slug
        for (taxonomy, slug), profile in self.views.profiles.items():
            if slug in used.get(taxonomy, ()):
                others = {slug_of(taxonomy, name) for name in profile.names}
                for other in sorted(others - used[taxonomy]):
                    found.setdefault((taxonomy, other), (profile, term_page(self.views, profile)))
        return found

    def keys(self) -> Iterable[TermKey]:
        return self._targets

    def __contains__(self, key: TermKey) -> bool:
        return key in self._targets

    def path(self, key: TermKey) -> str:
        return urls.output_path(self.views.prefix + urls.term_place(*key))

    def order(self, key: TermKey) -> int:
        return self._numbers[key]

    @cached_property
    def _numbers(self) -> Mapping[TermKey, int]:
        return {key: number for number, key in enumerate(self._targets)}

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[TermKey]:
        del diff
        old, new = before._targets, self._targets
        return {key for key in {*old, *new} if old.get(key) != new.get(key)} if old != new else ()

    def page(self, key: TermKey) -> Page:
        views, (profile, target) = self.views, self._targets[key]
        absolute = views.site.absolute_url(target.url)
        return Page(
            path=self.path(key),
            template=self.template,
            head=views.head("redirect", views.prefix + urls.term_place(*key), target.title, canonical=absolute),
            make_context=partial(RedirectContext, target, absolute),
            label=f"the redirect from another name of content/{profile.source}",
            blamed=f"content/{profile.source}",
        )
