"""JSON-LD by schema.org: what search engines and reference managers read of a page.

Gives plain dictionaries; the template writes them with ``tojson``, which is safe inside a script element.
"""

from collections.abc import Iterable
from typing import Any

from newsgen.models.body import Body
from newsgen.models.page import ArticleContext, Context, HomeContext, StandingContext, TaxonomyContext, TermContext
from newsgen.models.page_parts import PageHead
from newsgen.models.site import Site
from newsgen.models.views import ArticleView, Picture, ProfileView, StandingView, TermLink

Thing = dict[str, Any]


def structured_data(head: PageHead, context: Context, site: Site, body: Body | None) -> list[Thing]:
    """The page's JSON-LD: a list, empty where there is nothing to say."""
    match context:
        case ArticleContext(article=article, profiles=profiles):
            things = [_article(head, article, _Terms(profiles, site), site, body)]
        case StandingContext(standing=standing):
            things = [_web_page(head, standing, site)]
        case TermContext(term=term, profile=profile) if profile is not None:
            things = [_page_of_term(head, term, _Terms((profile,), site))]
        case HomeContext():
            things = [_organization(site), _web_site(site)]
        case _ if isinstance(context, TaxonomyContext) or hasattr(context, "teasers"):
            things = [_collection_page(head)]
        case _:
            return []
    if head.breadcrumbs:
        things.append(_breadcrumbs(head, site))
    return [{"@context": "https://schema.org"} | thing for thing in things]


def _collection_page(head: PageHead) -> Thing:
    return _known(
        {
            "@type": "CollectionPage",
            "name": head.title,
            "url": head.absolute_url,
            "inLanguage": head.lang,
        }
    )


def _web_page(head: PageHead, standing: StandingView, site: Site) -> Thing:
    return _known(
        {
            "@type": "WebPage",
            "name": standing.title,
            "description": standing.summary,
            "url": head.absolute_url,
            "inLanguage": standing.lang,
            "dateModified": standing.updated.rfc3339 if standing.updated else "",
            "primaryImageOfPage": _image(standing.picture) if standing.picture else {},
            "publisher": _organization(site, brief=True),
        }
    )


_KINDS = {
    "authors": "Person",
    "people": "Person",
    "places": "Place",
    "organizations": "Organization",
    "sources": "Organization",
    "series": "CreativeWorkSeries",
}
"""Taxonomy to what its terms are; those of others are Things."""


class _Terms:
    """Terms as things, with what their files say of them."""

    def __init__(self, profiles: Iterable[ProfileView], site: Site) -> None:
        self._profiles = {(profile.term.taxonomy, profile.term.name): profile for profile in profiles}
        self._site = site

    def thing(self, term: TermLink) -> Thing:
        """One term: its name, and what is known besides."""
        thing: Thing = {"@type": _KINDS.get(term.taxonomy, "Thing"), "name": term.name}
        profile = self._profiles.get((term.taxonomy, term.name)) if self._profiles else None
        if profile is None:
            return thing
        thing |= {
            "url": self._site.absolute_url(term.url),
            "description": profile.summary,
            "image": _image(profile.picture) if profile.picture else {},
            "sameAs": [*profile.same_as, *(link.url for link in profile.links)],
        }
        if thing["@type"] in {"Person", "Organization"}:
            thing["email"] = profile.email
        if thing["@type"] == "Person":
            thing["jobTitle"] = profile.role
        return _known(thing)


def _page_of_term(head: PageHead, term: TermLink, terms: _Terms) -> Thing:
    is_author = term.taxonomy == "authors"
    page = _collection_page(head) | {"@type": "ProfilePage" if is_author else "CollectionPage"}
    return page | {"mainEntity" if is_author else "about": terms.thing(term)}


def _article(head: PageHead, article: ArticleView, terms: _Terms, site: Site, body: Body | None) -> Thing:
    links = {group.taxonomy: group.terms for group in article.terms}
    about = (*links.get("people", ()), *links.get("organizations", ()))
    publisher = _organization(site, brief=True)
    thing: Thing = {
        "@type": _type_of(article),
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": article.summary,
        "image": _images(article.picture) if article.picture else [],
        "datePublished": article.date.rfc3339,
        "dateModified": (article.updated or article.date).rfc3339,
        "expires": article.expires.rfc3339 if article.expires else "",
        "author": [terms.thing(author) | {"url": site.absolute_url(author.url)} for author in article.authors]
        or [publisher],
        "publisher": publisher,
        "mainEntityOfPage": head.canonical,
        "url": head.absolute_url,
        "genre": article.genre,
        "articleSection": article.section.name if article.section else "",
        "keywords": [term.name for term in links.get("tags", ())],
        "dateline": article.dateline,
        "contentLocation": list(map(terms.thing, links.get("places", ()))),
        "about": list(map(terms.thing, about)),
        "citation": [term.name for term in links.get("sources", ())],
        "isPartOf": list(map(terms.thing, links.get("series", ()))),
        "inLanguage": article.lang,
        "wordCount": body.word_count if body else 0,
        "isAccessibleForFree": True,
        "correction": [
            _known({"@type": "CorrectionComment", "text": item.text, "datePublished": item.date.rfc3339})
            for item in article.corrections
        ],
    }
    return _known(thing)


def _images(picture: Picture) -> list[Thing]:
    """The picture in the shapes that search engines ask for; itself where it is not cut."""
    whole = _image(picture)
    cuts = [{"url": cut.absolute_url, "width": cut.width, "height": cut.height} for cut in picture.shapes]
    return [whole | cut for cut in cuts] or [whole]


_ARTICLES = {
    "analysis": "AnalysisNewsArticle",
    "background": "BackgroundNewsArticle",
    "editorial": "OpinionNewsArticle",
    "letter": "OpinionNewsArticle",
    "opinion": "OpinionNewsArticle",
    "report": "ReportageNewsArticle",
    "review": "ReviewNewsArticle",
    "satire": "SatiricalArticle",
    "sponsored": "AdvertiserContentArticle",
}
"""Genre of a story to its type; others are NewsArticles."""


def _type_of(article: ArticleView) -> str:
    is_in_opinion = article.section is not None and article.section.name.casefold() == "opinion"
    return _ARTICLES.get(article.genre or ("opinion" if is_in_opinion else ""), "NewsArticle")


def _image(picture: Picture) -> Thing:
    return _known(
        {
            "@type": "ImageObject",
            "url": picture.absolute_url,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption,
            "creditText": picture.credit,
        }
    )


def _organization(site: Site, *, brief: bool = False) -> Thing:
    publisher = site.publisher
    logo = publisher.logo or site.logo
    thing: Thing = {
        "@type": "NewsMediaOrganization",
        "name": publisher.name or site.title,
        "url": _full(site, publisher.url) if publisher.url else site.base_url,
        "logo": {"@type": "ImageObject", "url": _full(site, logo)} if logo else {},
    }
    if not brief:
        thing["email"] = publisher.email
        thing |= {policy: _full(site, url) for policy, url in publisher.policies if url}
    return _known(thing)


def _web_site(site: Site) -> Thing:
    return _known(
        {
            "@type": "WebSite",
            "name": site.title,
            "url": site.base_url,
            "description": site.description,
            "inLanguage": site.language,
        }
    )


def _breadcrumbs(head: PageHead, site: Site) -> Thing:
    links = [(link.title, site.absolute_url(link.url)) for link in head.breadcrumbs]
    links.append((head.title, head.absolute_url))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate((link for link in links if link[0]), start=1)
        ],
    }


def _full(site: Site, url: str) -> str:
    return site.absolute_url(site.from_author(url))


def _known(thing: Thing) -> Thing:
    """The thing without what is not known: empty texts, lists and mappings, and zeros. Each thing sees to its own."""
    return {key: value for key, value in thing.items() if value}
