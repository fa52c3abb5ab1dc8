"""Article pages, and the redirects from their old addresses."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from typing import Self

from newsgen.models.article import Article
from newsgen.models.page import ArticleContext, Page, RedirectContext
from newsgen.models.views import Link, Teaser, Version
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.full_views import article_view, profiles_of, version_of
from newsgen.planner.kinds import FiledByPath, SitemapPlace
from newsgen.planner.listings import last_change
from newsgen.planner.series import series_of, with_other_parts
from newsgen.planner.views import Views

_BEFORE = 6
"""Stories of its section that a page shows: fewer than RELATED_WINDOW, by which `ArchiveDiff` tells who shows them."""


class ArticlePages(FiledByPath[str]):
    """One page for each article, oldest first. The key is its source."""

    name = "article"
    template = "article.html"

    def keys(self) -> Iterable[str]:
        return self.archive.index.sources

    def __contains__(self, key: str) -> bool:
        return key in self.views.article_places

    def path(self, key: str) -> str:
        return urls.output_path(self.views.article_places[key])

    def order(self, key: str) -> int:
        return self.archive.positions[key]

    def source(self, key: str) -> str:
        return key

    def take_over(self, before: Self) -> None:
        """Takes over where articles lie, where they lie as they did: to file all anew would take a while."""
        is_same = self.archive.index.sources == before.archive.index.sources
        if is_same and self.views.article_places == before.views.article_places:
            self.by_path, self.shared_paths = before.by_path, before.shared_paths

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del before
        if not diff.shows_elsewhere:
            return diff.own | diff.versions  # of which another may stand in another edition
        shown = {*diff.concerned, *diff.neighbours, *diff.versions, *diff.with_other_coverage}
        return diff.own | shown | with_other_parts(diff)

    def page(self, key: str) -> Page:
        views, position = self.views, self.archive.positions[key]
        article = self.archive.articles[position]
        place = views.article_places[key]
        section = views.teaser(position).section
        return Page(
            path=urls.output_path(place),
            template=self.template,
            head=views.head(
                "article",
                place,
                article.title,
                description=article.summary,
                lang=article.lang,
                canonical=article.canonical,
                above=(Link(section.name, section.url),) if section else (),
                feeds=views.feeds,
                versions=_versions(views, article) if self.archive.has_versions else (),
            ),
            make_context=partial(_article_context, views, position),
            label=article_label(key),
            source=key,
            listed_under=tuple(self.archive.slugs_at(position)),
        )

    # Sitemaps: one for each year, so that old ones never change.

    def sitemaps(self) -> Iterable[str]:
        return self._years

    @cached_property
    def _years(self) -> Mapping[str, Sequence[int]]:
        """Name of a sitemap to the positions of its articles, oldest first."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for day, positions in self.archive.days.items():
            found[day.year] += positions
        return {_sitemap_of(year): positions for year, positions in found.items()}

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        """Articles that were first published here."""
        index, places = self.archive.index, self.views.article_places
        sources = ((index.sources[position], index.lastmods[position]) for position in self._years[sitemap])
        return [
            SitemapPlace(places[source], changed, self._versions(source) if self.archive.has_versions else ())
            for source, changed in sources
            if self._is_first_here(source)
        ]

    def listed_count(self, sitemap: str) -> int | None:
        index = self.archive.index
        return None if self.archive.has_versions or index.canonicals else len(self._years[sitemap])

    def last_change_in(self, sitemap: str) -> str | None:
        return None if self.archive.index.canonicals else last_change(self.archive, self._years[sitemap])

    def _is_first_here(self, source: str) -> bool:
        whole = self.views.whole
        canonical = whole.archive.index.canonicals.get(source)
        return not canonical or canonical == whole.site.absolute(whole.article_places[source])

    def _versions(self, source: str) -> tuple[tuple[str, str], ...]:
        """Language and place of each version of an article's story that sitemaps list, itself among them."""
        own, whole = self.views.own_language, self.views.whole
        languages, places = whole.archive.index.languages, whole.article_places
        sources = self.archive.version_in_each_language(source, own).values()
        found = [(languages.get(each, own), places[each]) for each in sources if self._is_first_here(each)]
        return tuple(found) if len(found) > 1 else ()

    def altered_sitemaps(self, before: Self, diff: ArchiveDiff) -> Collection[str]:
        """Those of the years of articles that are filed otherwise, and of the other versions of their stories."""
        years: set[int] = set()
        for kind in (before, self):
            positions, days = kind.archive.positions, kind.archive.index.days
            there = (positions[source] for source in diff.refiled_versions if source in positions)
            years.update(date.fromordinal(days[position]).year for position in there)
        return set(map(_sitemap_of, years))


def _sitemap_of(year: int) -> str:
    return f"articles-{year:04}"


def _article_context(views: Views, position: int) -> ArticleContext:
    article = views.archive.articles[position]
    before, after = views.archive.neighbours(position)
    return ArticleContext(
        article=article_view(views, position),
        day=Link(article.date.iso_day, views.url(urls.day_place(article.date.day))),
        previous=views.article_link(before),
        next=views.article_link(after),
        versions=_versions(views, article),
        profiles=profiles_of(views, article),
        series=series_of(views, article, position),
        before_in_section=_before_in_section(views, article, position),
    )


def _before_in_section(views: Views, article: Article, position: int) -> tuple[Teaser, ...]:
    """The last stories of an article's section before it; what is shown later in the section hangs on none of them."""
    if not article.section:
        return ()
    term = views.archive.term("sections", views.archive.spelling("sections", article.section)[0])
    positions = term.positions if term else ()
    at = bisect_left(positions, position)
    others = set(views.archive.versions(article.source))
    before = [each for each in positions[max(0, at - _BEFORE) : at] if views.archive.index.sources[each] not in others]
    return views.teasers(reversed(before))


def _versions(views: Views, article: Article) -> tuple[Version, ...]:
    """One version for each language: its own for that of the article, and of others the first."""
    archive = views.whole.archive
    sources = archive.version_in_each_language(article.source, views.own_language).values()
    return tuple(version_of(views, archive.articles[archive.positions[source]]) for source in sources)


class Redirects(FiledByPath[tuple[str, str]]):
    """One page for each old address of each article. The key is its source, and the address as an alias."""

    name = "redirect"
    template = "redirect.html"
    is_of_editions = False

    def keys(self) -> Iterable[tuple[str, str]]:
        aliases, positions = self.archive.index.aliases, self.archive.positions
        for source in sorted(aliases, key=positions.__getitem__):
            yield from ((source, alias) for alias in aliases[source])

    def __contains__(self, key: tuple[str, str]) -> bool:
        source, alias = key
        return alias in self.archive.index.aliases.get(source, ())

    def path(self, key: tuple[str, str]) -> str:
        return urls.output_path(urls.alias_place(key[1]))

    def order(self, key: tuple[str, str]) -> tuple[int, int]:
        source, alias = key
        return self.archive.positions[source], self.archive.index.aliases[source].index(alias)

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[tuple[str, str]]:
        for aliases in (before.archive.index.aliases, self.archive.index.aliases):
            for source in aliases.keys() & diff.concerned if diff.shows_elsewhere else ():
                yield from ((source, alias) for alias in aliases[source])

    def page(self, key: tuple[str, str]) -> Page:
        views, (source, alias) = self.views, key
        article = self.archive.articles[self.archive.positions[source]]
        target = views.article_places[source]
        absolute = views.site.absolute(target)
        return Page(
            path=self.path(key),
            template=self.template,
            head=views.head("redirect", urls.alias_place(alias), article.title, lang=article.lang, canonical=absolute),
            make_context=partial(RedirectContext, Link(article.title, views.site.url(target)), absolute),
            label=f"the alias /{alias} of {article_label(source)}",
            blamed=article_label(source),
        )


class ListedRedirects(FiledByPath[str]):
    """One page for each line of the project's file of redirects. The key is the old address in it."""

    name = "listed redirect"
    template = "redirect.html"
    is_of_editions = False

    def keys(self) -> Iterable[str]:
        return self.views.settings.redirects

    def __contains__(self, key: str) -> bool:
        return key in self.views.settings.redirects

    def path(self, key: str) -> str:
        return urls.output_path(urls.alias_place(key))

    def order(self, key: str) -> int:
        return list(self.keys()).index(key)

    def page(self, key: str) -> Page:
        settings, site = self.views.settings, self.views.site
        new = settings.redirects[key]
        url = new if "://" in new else site.url(new)
        file, number, text = settings.redirect_lines.get(key, (settings.redirect_files[0], 0, ""))
        absolute = site.absolute_url(url)
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head("redirect", urls.alias_place(key), canonical=absolute),
            make_context=partial(RedirectContext, Link("", url), absolute),
            label=f"the redirect from /{key} of {file}",
            blamed=file,
            blamed_line=(number, text),
        )


def article_label(source: str) -> str:
    """How messages name an article."""
    return f"content/{source}"
