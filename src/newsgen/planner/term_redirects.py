"""A page at the address of each other name that a term file gives its term: old links lead on."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Self

from newsgen.models.page import Page, RedirectContext
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import Link
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import FiledByPath
from newsgen.planner.terms import TermKey


class TermRedirects(FiledByPath[TermKey]):
    """One page for each other name of each term that has a page. The key is the taxonomy, and the slug of the name."""

    name = "term redirect"
    template = "redirect.html"

    @cached_property
    def _profiles(self) -> Mapping[TermKey, TermProfile]:
        """What is said of the terms to which these lead."""
        if not self.views.profiles:
            return {}
        found: dict[TermKey, TermProfile] = {}
        used, slug_of = self.archive.used_slugs, self.views.settings.term_slug
        for (taxonomy, slug), profile in self.views.profiles.items():
            if slug in used.get(taxonomy, ()):
                slugs = (slug_of(taxonomy, name) for name in (profile.title, *profile.names))
                for other in slugs:
                    if other != slug and other not in used[taxonomy]:
                        found.setdefault((taxonomy, other), profile)
        return found

    def keys(self) -> Iterable[TermKey]:
        return self._profiles

    def __contains__(self, key: TermKey) -> bool:
        return key in self._profiles

    def path(self, key: TermKey) -> str:
        return urls.output_path(urls.term_place(*key))

    def order(self, key: TermKey) -> int:
        return list(self._profiles).index(key)

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[TermKey]:
        del diff
        old, new = before._profiles, self._profiles
        return {key for key in {*old, *new} if old.get(key) != new.get(key)} if old != new else ()

    def page(self, key: TermKey) -> Page:
        views, profile = self.views, self._profiles[key]
        term = views.profile_view(profile).term
        absolute = views.site.absolute_url(term.url)
        return Page(
            path=self.path(key),
            template=self.template,
            head=views.head("redirect", urls.term_place(*key), term.name, canonical=absolute),
            make_context=partial(RedirectContext, Link(term.name, term.url), absolute),
            label=f"the redirect from another name of content/{profile.source}",
            blamed=f"content/{profile.source}",
        )
