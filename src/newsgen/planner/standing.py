"""A page for each standing page, and one for each of its old addresses."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Self

from newsgen.models.page import Page, RedirectContext, StandingContext
from newsgen.models.standing import StandingPage
from newsgen.models.views import Link
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.full_views import page_view, versions_of_page
from newsgen.planner.kinds import FiledByPath, SitemapPlace
from newsgen.planner.views import Views

SITEMAP = "pages"


class StandingPages(FiledByPath[str]):
    """About, an imprint and the like. The key is the page's source."""

    name = "standing page"
    template = "page.html"

    def keys(self) -> Iterable[str]:
        return self.views.pages

    def __contains__(self, key: str) -> bool:
        return key in self.views.pages

    def path(self, key: str) -> str:
        return urls.output_path(self.views.page_places[key])

    def order(self, key: str) -> str:
        return key

    def source(self, key: str) -> str:
        return key

    def templates(self) -> Iterable[str]:
        return {self._template(key) for key in self.keys()} | {self.template}

    def made_by(self, template: str) -> Iterable[str]:
        return (key for key in self.keys() if self._template(key) == template)

    def _template(self, key: str) -> str:
        return self.views.pages[key].template or self.template

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        # There are few, and each may lead to those around it.
        is_other = self.views.whole.pages != before.views.whole.pages
        others = {*self.keys(), *before.keys()} if is_other else set()
        return others | diff.others & self.views.pages.keys()

    def page(self, key: str) -> Page:
        views, page = self.views, self.views.pages[key]
        place = views.page_places[key]
        return Page(
            path=urls.output_path(place),
            template=self._template(key),
            head=views.head(
                "page",
                place,
                page.title,
                description=page.summary,
                lang=page.lang,
                feeds=views.feeds,
                versions=versions_of_page(views, page),
                above=tuple(map(views.page_link, reversed(views.page_tree.above(page)))),
            ),
            make_context=partial(_context, views, page),
            label=f"content/{key}",
            source=key,
        )

    def sitemaps(self) -> Iterable[str]:
        return (SITEMAP,) if self.views.pages else ()

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        pages, places = self.views.pages, self.views.page_places
        return [SitemapPlace(places[key], page.updated.iso if page.updated else "") for key, page in pages.items()]

    def listed_count(self, sitemap: str) -> int:
        del sitemap
        return len(self.views.pages)

    def altered_sitemaps(self, before: Self, diff: ArchiveDiff) -> Collection[str]:
        del diff
        return {SITEMAP} if self.listed(SITEMAP) != before.listed(SITEMAP) else ()


def _context(views: Views, page: StandingPage) -> StandingContext:
    return StandingContext(page_view(views, page))


class StandingRedirects(FiledByPath[tuple[str, str]]):
    """One page for each old address of each standing page. The key is its source, and the address as an alias."""

    name = "standing redirect"
    template = "redirect.html"

    def keys(self) -> Iterable[tuple[str, str]]:
        return ((source, alias) for source, page in self.views.pages.items() for alias in page.aliases)

    def __contains__(self, key: tuple[str, str]) -> bool:
        source, alias = key
        return source in self.views.pages and alias in self.views.pages[source].aliases

    def path(self, key: tuple[str, str]) -> str:
        return urls.output_path(urls.alias_place(key[1]))

    def order(self, key: tuple[str, str]) -> tuple[str, int]:
        source, alias = key
        return source, self.views.pages[source].aliases.index(alias)

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[tuple[str, str]]:
        del diff
        return {*self.keys(), *before.keys()} if self.views.pages != before.views.pages else ()

    def page(self, key: tuple[str, str]) -> Page:
        views, (source, alias) = self.views, key
        target = views.page_link(page := views.pages[source])
        absolute = views.site.absolute_url(target.url)
        return Page(
            path=self.path(key),
            template=self.template,
            head=views.head("redirect", urls.alias_place(alias), page.title, lang=page.lang, canonical=absolute),
            make_context=partial(RedirectContext, Link(page.title, target.url), absolute),
            label=f"the alias /{alias} of content/{source}",
            blamed=f"content/{source}",
        )
