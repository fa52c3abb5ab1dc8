"""The front page, and the page for what is not there."""

from functools import partial

from newsgen.models.page import HomeContext, Page, SectionRow, Teaser
from newsgen.planner import urls as places
from newsgen.planner.views import Views

_LEAD_FROM = 6
"""The lead is one of the newest so many stories."""
_TOP = 4
_LATEST = 10
_ROW = 4
_ROWS = 10


def plan_home(views: Views) -> Page:
    """The front page: a lead, top stories, the latest, and a row for each section."""
    return Page(
        path=places.output_path(places.HOME),
        template="home.html",
        head=views.head("home", places.HOME, description=views.site.description, feeds=views.feeds),
        make_context=partial(_home_context, views),
        label="the front page",
    )


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
