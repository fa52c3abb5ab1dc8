"""Pages that show nothing of the archive: where nothing is, what crawlers are told, what the theme looks like."""

from collections.abc import Iterable
from typing import Self

from newsgen.models.page import NoContext, Page, ThemeContext
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.kinds import SinglePage
from newsgen.settings import THEME_CSS


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


class ReplaceablePage(SinglePage):
    """A page in the place of which a project may have a file of its own in static/."""

    is_of_editions = False

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and key not in self.views.statics

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del diff
        return {*self.keys()} ^ {*before.keys()}


class Robots(ReplaceablePage):
    """robots.txt: everything may be read, and the sitemap is there. A newsroom's own in static/ takes its place."""

    name = "robots"
    template = "robots.txt"
    where = urls.ROBOTS

    def page(self, key: str) -> Page:
        head = self.views.head("robots", urls.ROBOTS)
        return Page(path=key, template=self.template, head=head, make_context=NoContext, label="robots.txt")


class ThemeStylesheet(SinglePage):
    """theme.css: the colours and faces that newsgen.yaml asks for.

    A page like any other, so that another colour makes this one file anew and not all that name it.
    """

    name = "theme"
    template = THEME_CSS
    where = THEME_CSS
    is_of_editions = False
    shows_archive = False

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and self.views.settings.theme.has_stylesheet

    def page(self, key: str) -> Page:
        theme = self.views.settings.theme
        context = ThemeContext(theme.accent, theme.fonts)
        head = self.views.head("theme", key)
        return Page(path=key, template=self.template, head=head, make_context=lambda: context, label=key)
