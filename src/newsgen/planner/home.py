"""The front page."""

from collections.abc import Iterable, Sequence
from functools import partial

from newsgen.models.page import HomeContext, Page, SectionRow
from newsgen.models.views import Teaser
from newsgen.planner import urls
from newsgen.planner.kinds import SinglePage, SitemapPlace
from newsgen.planner.listings import last_change
from newsgen.planner.views import Views

_LEAD_FROM = 6
"""The lead is one of the newest so many stories."""
_TOP = 4
_LATEST = 10
_ROW = 4
_ROWS = 10


class HomePage(SinglePage):
    """The front page: a lead, top stories, the latest, and a row for each section."""

    name = "home"
    template = "home.html"
    where = urls.output_path(urls.HOME)

    def page(self, key: str) -> Page:
        return Page(
            path=key,
            template=self.template,
            head=self.views.head("home", urls.HOME, description=self.views.site.description, feeds=self.views.feeds),
            make_context=partial(_home_context, self.views),
            label="the front page",
        )

    def sitemaps(self) -> Iterable[str]:
        return ("pages",)

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        del sitemap
        return [SitemapPlace(urls.HOME, last_change(self.archive, range(len(self.archive.index))))]


def _home_context(views: Views) -> HomeContext:
    newest = views.newest(_TOP + _LATEST + 1)
    lead = _lead(newest[:_LEAD_FROM])
    rest = [teaser for teaser in newest if teaser is not lead]
    top = tuple(rest[:_TOP])
    return HomeContext(
        lead=lead,
        top=top,
        latest=tuple(rest[_TOP : _TOP + _LATEST]),
        sections=_section_rows(views, shown={teaser.source for teaser in top} | ({lead.source} if lead else set())),
        article_count=len(views.archive.index),
        first_year=min(views.archive.days).year if views.archive.days else 0,
    )


def _lead(newest: tuple[Teaser, ...]) -> Teaser | None:
    """The newest with a picture and in the publication's own language; else with a picture; else the newest."""
    pictured = [teaser for teaser in newest if teaser.picture]
    own = [teaser for teaser in pictured if not teaser.lang]
    return next(iter((*own, *pictured, *newest)), None)


def _section_rows(views: Views, shown: set[str]) -> tuple[SectionRow, ...]:
    """A row for each section, in the menu's order, then the largest first; without what stands above the rows."""
    menu = [views.term_slug("sections", item.title) for item in views.site.menu if not item.url]
    sections = sorted(
        views.archive.terms.get("sections", {}).values(),
        key=lambda term: (
            menu.index(term.slug) if term.slug in menu else len(menu),
            -len(term.positions),
            term.slug,
        ),
    )
    rows = []
    for section in sections:
        teasers: list[Teaser] = []
        for position in reversed(section.positions):
            if len(teasers) == _ROW:
                break
            if views.archive.index.sources[position] not in shown:
                teasers.append(views.teaser(position))
        if teasers:
            rows.append(SectionRow(views.counted_link(section), tuple(teasers)))
    return tuple(rows[:_ROWS])
