"""What pages show of what they are about, in full: an article, a term with a file of its own, a standing page.

Listings have teasers and links instead (`views`).
"""

from newsgen.models.article import Article
from newsgen.models.language import direction_of, own_name_of
from newsgen.models.picture import CARD_SIZE
from newsgen.models.read_only import read_only_mapping
from newsgen.models.standing import StandingPage
from newsgen.models.term_profile import TermProfile
from newsgen.models.views import (
    ArticleView,
    CorrectionView,
    Link,
    PictureCut,
    ProfileView,
    StandingView,
    Teaser,
    Version,
)
from newsgen.planner import urls
from newsgen.planner.views import Views


def article_view(views: Views, position: int) -> ArticleView:
    """The article on its own page."""
    article = views.archive.articles[position]
    teaser = views.teaser(position)
    lang = article.lang or views.own_language
    return ArticleView(
        source=article.source,
        title=article.title,
        kicker=article.kicker,
        genre=article.genre,
        subtitle=article.subtitle,
        summary=article.summary,
        dateline=article.dateline,
        date=article.date,
        updated=article.updated,
        expires=article.expires,
        lang=lang,
        direction=direction_of(lang),
        section=teaser.section,
        sections=views.term_links.of(article, "sections"),
        authors=teaser.authors,
        terms=teaser.terms,
        picture=teaser.picture,
        card=_card_of(views, article, teaser),
        corrections=tuple(CorrectionView(item.date, item.text) for item in article.corrections),
        extra=article.extra,
    )


def _card_of(views: Views, article: Article, teaser: Teaser) -> PictureCut | None:
    """What previews of its link show; None for the publication's own picture."""
    if article.source in views.drawn_cards:
        place = urls.card_place(views.article_places[article.source])
        return PictureCut(views.site.absolute_url(views.site.url(place)), *CARD_SIZE)
    return teaser.picture.shared if teaser.picture else None


def version_of(views: Views, article: Article) -> Version:
    """The article as one of the versions of its story."""
    lang = article.lang or views.own_language
    url = views.site.url(views.whole.article_places[article.source])
    absolute = views.site.absolute_url(url)
    return Version(lang, own_name_of(lang), direction_of(lang), article.title, url, absolute)


def profiles_of(views: Views, article: Article) -> tuple[ProfileView, ...]:
    """What term files say of the article's terms, in the author's order."""
    if not views.profiles:
        return ()
    keys = dict.fromkeys(
        (taxonomy, views.archive.spelling(taxonomy, name)[0])
        for taxonomy in views.archive.taxonomies
        if taxonomy in views.archive.filings
        for name in article.names(taxonomy)
    )
    found = (views.profiles.get(key) for key in keys)
    return tuple(profile_view(views, profile) for profile in found if profile is not None)


def profile_view(views: Views, profile: TermProfile) -> ProfileView:
    """What a term file says of its term, which has a page."""
    known = views.profile_views.get(profile.source)
    if known is None:
        lang = profile.lang or views.own_language
        page = term_page(views, profile)
        known = views.profile_views[profile.source] = ProfileView(
            source=profile.source,
            term=views.term_links.shared(profile.taxonomy, profile.slug, page.title),
            summary=profile.summary,
            picture=views.picture(profile),
            role=profile.role,
            email=profile.email,
            links=tuple(Link(link.title, link.url) for link in profile.links),
            same_as=profile.same_as,
            updated=profile.updated,
            lang=lang,
            direction=direction_of(lang),
            has_text=profile.has_text,
            extra=read_only_mapping(profile.extra),
        )
    return known


def term_page(views: Views, profile: TermProfile) -> Link:
    """The name of the term of a file, and its page."""
    taxonomy, slug = profile.taxonomy, profile.slug
    title = views.archive.filing(taxonomy).titles.get(slug)
    term = views.archive.term(taxonomy, slug) if title is None else None
    name = title or (term.name if term else profile.title)
    return Link(name, views.url(urls.term_place(taxonomy, slug)))


def page_view(views: Views, page: StandingPage) -> StandingView:
    """A standing page on its own page."""
    lang = page.lang or views.own_language
    return StandingView(
        source=page.source,
        title=page.title,
        subtitle=page.subtitle,
        summary=page.summary,
        updated=page.updated,
        lang=lang,
        direction=direction_of(lang),
        picture=views.picture(page),
        children=tuple(map(views.page_link, views.page_tree.below(page))),
        extra=page.extra,
    )


def versions_of_page(views: Views, page: StandingPage) -> tuple[Version, ...]:
    """The page in every edition that has one of its path; empty where it is the only one."""
    editions = views.whole.editions
    if len(editions) == 1:
        return ()
    inside = page.path.removeprefix(views.prefix)
    found = ((each, each.page_tree.at(each.prefix + inside)) for each in editions)
    versions = [
        each.as_version(each.page_places[other.source], other.title, is_whole=True)
        for each, other in found
        if other is not None
    ]
    return tuple(versions) if len(versions) > 1 else ()


def has_version_of(views: Views, page: StandingPage) -> bool:
    """Whether this edition has a page of the path of one in the publication's own language."""
    return views.page_tree.at(views.prefix + page.path) is not None
