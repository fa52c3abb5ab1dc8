"""All pages of a site: the kinds there are, and what is asked of all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import combinations
from typing import Any

from newsgen.models.page import Page
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.articles import ArticlePages, ListedRedirects, Redirects
from newsgen.planner.cards import CardPages
from newsgen.planner.collisions import Claim
from newsgen.planner.dates import DayPages, MonthPages, YearPages, YearsPage
from newsgen.planner.feeds import AtomFeeds, RssFeeds
from newsgen.planner.fixed import NotFoundPage, Robots, ThemeStylesheet
from newsgen.planner.home import HomePage
from newsgen.planner.icons import Drawing, Icons, Manifest
from newsgen.planner.kinds import FiledByPath, PageKind
from newsgen.planner.listings import ArchivePages
from newsgen.planner.news_sitemap import NewsSitemap
from newsgen.planner.on_this_day import OnThisDayPages
from newsgen.planner.search import SearchPage, SearchScript, SnippetScript
from newsgen.planner.sitemaps import Families, SitemapIndex, Sitemaps
from newsgen.planner.standing import StandingPages, StandingRedirects
from newsgen.planner.term_redirects import TermRedirects
from newsgen.planner.terms import TaxonomyPages, TermPages
from newsgen.planner.views import Views

KINDS: tuple[type[PageKind[Any]], ...] = (
    ArticlePages,
    Redirects,
    ListedRedirects,
    StandingPages,
    TermRedirects,
    StandingRedirects,
    ArchivePages,
    TermPages,
    TaxonomyPages,
    YearsPage,
    YearPages,
    MonthPages,
    DayPages,
    OnThisDayPages,
    SearchPage,
    SearchScript,
    SnippetScript,
    NotFoundPage,
    ThemeStylesheet,
    Icons,
    CardPages,
    Drawing,
    Manifest,
    HomePage,
    RssFeeds,
    AtomFeeds,
    Robots,
    NewsSitemap,
)
"""Every kind but the sitemaps, which list the others. Pages are published, and addresses given away, in this order
(law 3)."""

PageKey = tuple[str, Any]
"""The name of a kind, behind the prefix of its edition, and the key of a page of that kind."""


class SitePages:
    """The pages of a site in one state of its archive."""

    def __init__(self, views: Views) -> None:
        self.views = views
        kinds = [kind(each) for kind in KINDS for each in (views.editions if kind.is_of_editions else (views,))]
        sitemaps = Sitemaps(views, Families(kinds))
        every = (*kinds, sitemaps, SitemapIndex(views, sitemaps))
        self.kinds = {f"{kind.views.prefix}{kind.name}": kind for kind in every}

    @cached_property
    def templates(self) -> frozenset[str]:
        """The names of the templates that make the pages."""
        return frozenset(name for kind in self.kinds.values() for name in kind.templates())

    def keys(self) -> Iterator[PageKey]:
        """Those of all pages, in the order of publishing."""
        for name, kind in self.kinds.items():
            yield from ((name, key) for key in kind.keys())  # noqa: SIM118 - no mapping

    def in_order(self, keys: Collection[PageKey]) -> Iterator[PageKey]:
        """Some of these, in the order of publishing."""
        wanted: defaultdict[str, set[Any]] = defaultdict(set)
        for name, key in keys:
            wanted[name].add(key)
        for name, kind in self.kinds.items():
            yield from ((name, key) for key in sorted(wanted[name], key=kind.order))

    def __contains__(self, key: PageKey) -> bool:
        return key[1] in self.kinds[key[0]]

    def path(self, key: PageKey) -> str:
        """Where a page lies in the output."""
        return self.kinds[key[0]].path(key[1])

    def page(self, key: PageKey) -> Page:
        """A page that there is."""
        kind = self.kinds[key[0]]
        page = kind.page(key[1])
        prefix = kind.views.prefix
        if not prefix:
            return page
        return replace(page, edition=prefix, label=page.label if page.source else f"{page.label} in /{prefix}")

    def texts(self, keys: Iterable[PageKey]) -> frozenset[str]:
        """The sources of the articles whose texts some of these pages show besides those articles' own."""
        if not self.views.settings.feeds.full_text:
            return frozenset()
        return frozenset(source for name, key in keys for source in self.kinds[name].texts(key))

    def at(self, path: str) -> Iterator[PageKey]:
        """All that want a path, in the order in which addresses are given away: more than one is a collision."""
        for name, kind in self.kinds.items():
            yield from ((name, key) for key in kind.at(path))

    def has(self, path: str) -> bool:
        """Whether a page lies at a path."""
        return next(self.at(path), None) is not None

    def shared_paths(self) -> set[str]:
        """The paths that several may want: those of which users choose two alike, and the listed redirects."""
        filed = [kind for kind in self.kinds.values() if isinstance(kind, FiledByPath)]
        several = {path for kind in filed for path in kind.shared_paths}
        both = {path for one, other in combinations(filed, 2) for path in one.by_path.keys() & other.by_path.keys()}
        return several | both | {*map(urls.output_path, map(urls.alias_place, self.views.settings.redirects))}

    def take_over(self, before: "SitePages") -> None:
        """Takes over what an earlier state has found out, as far as it holds still."""
        for name, kind in self.kinds.items():
            kind.take_over(before.kinds[name])

    def made_by(self, template: str) -> Iterator[PageKey]:
        """All that a template makes."""
        for name, kind in self.kinds.items():
            yield from ((name, key) for key in kind.made_by(template))

    def affected(self, before: "SitePages", diff: ArchiveDiff) -> Iterator[PageKey]:
        """Those that may show something else than before, be new, or be gone."""
        for name, kind in self.kinds.items():
            old = before.kinds[name]
            yield from ((name, key) for key in kind.affected(old, diff.within(old.views, kind.views)))

    def claims(self) -> Iterator[Claim]:
        """What every page wants."""
        return (page_claim(self.page(key)) for key in self.keys())


def page_claim(page: Page) -> Claim:
    """What a page wants."""
    if page.head.kind == "redirect":
        return Claim(page.path, page.label, page.blamed, is_alias=True, line=page.blamed_line)
    return Claim(page.path, page.label, f"content/{page.source}" if page.source else "")
