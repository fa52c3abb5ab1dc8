"""Pages that show nothing of the archive: what is shown where nothing is, and what crawlers are told."""

from collections.abc import Iterable
from typing import Self

from newsgen.models.page import NoContext, Page
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import SinglePage


class NotFoundPage(SinglePage):
    """404.html."""

    name = "404"
    template = "404.html"
    where = urls.NOT_FOUND
    is_of_editions = False
    shows_archive = False

    def page(self, key: str) -> Page:
        head = self.views.head("404", urls.NOT_FOUND)
        return Page(path=key, template=self.template, head=head, make_context=NoContext, label="the page 404.html")


class Robots(SinglePage):
    """robots.txt: everything may be read, and the sitemap is there. A newsroom's own in static/ takes its place."""

    name = "robots"
    template = "robots.txt"
    where = urls.ROBOTS
    is_of_editions = False

    def keys(self) -> Iterable[str]:
        return (self.where,) if self.where in self else ()

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and key not in self.views.statics

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del diff
        return {*self.keys()} ^ {*before.keys()}

    def page(self, key: str) -> Page:
        head = self.views.head("robots", urls.ROBOTS)
        return Page(path=key, template=self.template, head=head, make_context=NoContext, label="robots.txt")
