"""Article pages, and the redirects from their old addresses."""

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from newsgen.models.article import Article
from newsgen.models.page import ArticleContext, Link, Page, RedirectContext, Version
from newsgen.planner import urls as places
from newsgen.planner.views import Views


def plan_article_pages(views: Views, positions: Iterable[int] | None = None) -> Iterator[Page]:
    """One page for each article, oldest first; for those at some positions alone, where they are named."""
    for position in range(len(views.archive.articles)) if positions is None else positions:
        article = views.archive.articles[position]
        place = views.article_places[article.source]
        section = views.teaser(position).section
        yield Page(
            path=places.output_path(place),
            template="article.html",
            head=views.head(
                "article",
                place,
                article.title,
                description=article.summary,
                lang=article.lang,
                canonical=article.canonical,
                above=(Link(section.name, section.url),) if section else (),
                feeds=views.feeds,
            ),
            make_context=partial(_article_context, views, position),
            label=article_label(article),
            source=article.source,
        )


def _article_context(views: Views, position: int) -> ArticleContext:
    article = views.archive.articles[position]
    before, after = views.archive.neighbours(position)
    return ArticleContext(
        article=views.article_view(position),
        day=Link(article.date.iso_day, views.site.url(places.day_place(article.date.day))),
        previous=views.article_link(before),
        next=views.article_link(after),
        versions=_versions(views, article),
    )


def _versions(views: Views, article: Article) -> tuple[Version, ...]:
    """One version for each language: its own for that of the article, and of others the first."""
    archive = views.archive
    sources = archive.version_in_each_language(article.source, views.site.language).values()
    return tuple(views.version(archive.articles[archive.positions[source]]) for source in sources)


def plan_redirects(views: Views, sources: Collection[str] | None = None) -> Iterator[Page]:
    """One page for each alias of each article; of those from some files alone, where they are named."""
    aliases = views.archive.index.aliases
    wanted = aliases if sources is None else [source for source in aliases if source in sources]
    for position in sorted(views.archive.positions[source] for source in wanted):
        article = views.archive.articles[position]
        target = views.article_places[article.source]
        link = Link(article.title, views.site.url(target))
        for alias in article.aliases:
            place = places.alias_place(alias)
            yield Page(
                path=places.output_path(place),
                template="redirect.html",
                head=views.head(
                    "redirect", place, article.title, lang=article.lang, canonical=views.site.absolute(target)
                ),
                make_context=partial(RedirectContext, link, views.site.absolute(target)),
                label=f"the alias /{alias} of {article_label(article)}",
                blamed=article_label(article),
            )


def plan_listed_redirects(views: Views) -> Iterator[Page]:
    """One page for each line of the project's file of redirects."""
    settings, site = views.settings, views.site
    for old, new in settings.redirects.items():
        place = places.alias_place(old)
        url = new if "://" in new else site.url(new)
        absolute = site.absolute_url(url)
        yield Page(
            path=places.output_path(place),
            template="redirect.html",
            head=views.head("redirect", place, canonical=absolute),
            make_context=partial(RedirectContext, Link("", url), absolute),
            label=f"the redirect from /{old} of {settings.redirects_file}",
            blamed=settings.redirects_file,
            blamed_line=settings.redirect_lines.get(old, (0, "")),
        )


def article_label(article: Article) -> str:
    """How messages name an article."""
    return f"content/{article.source}"
