"""The front page."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Self

from newsgen.models.page import HomeContext, Page
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.front import front_of
from newsgen.planner.kinds import SinglePage, SitemapPlace
from newsgen.planner.listings import last_change
from newsgen.planner.views import Views


class HomePage(SinglePage):
    """The front page: its rows are those that newsgen.yaml asks for."""

    name = "home"
    template = "home.html"
    where = urls.output_path(urls.HOME)

    def page(self, key: str) -> Page:
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head(
                "home",
                self.views.prefix + urls.HOME,
                description=self.views.site.description,
                feeds=self.views.feeds,
                versions=self.views.versions_at(urls.HOME),
            ),
            make_context=partial(_home_context, self.views),
            label="the front page",
        )

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        # Pins and banners end by the clock.
        return self.keys() if self.archive.index.prominences else super().affected(before, diff)

    def sitemaps(self) -> Iterable[str]:
        return ("pages",)

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        return [SitemapPlace(self.views.prefix + urls.HOME, last_change(self.archive, range(len(self.archive.index))))]


def _home_context(views: Views) -> HomeContext:
    archive = views.archive
    days = archive.index.days
    return HomeContext(
        front=front_of(views, views.settings.front, range(len(archive.index))),
        newest=date.fromordinal(days[-1]) if days else None,
        article_count=len(archive.index),
        first_year=min(archive.days).year if archive.days else 0,
    )
