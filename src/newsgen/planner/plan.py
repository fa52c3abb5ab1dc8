"""The whole plan of a site: every page and every file that is copied, in the order of publishing."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, chain
from urllib.parse import unquote

from newsgen.errors import Problem, shortened
from newsgen.models.addresses import Addresses, PictureUse
from newsgen.models.article import Article
from newsgen.models.notebook import Notebook
from newsgen.models.output import FileCopy
from newsgen.models.page import Page
from newsgen.models.rules import (
    ADDRESS_CONFLICT,
    LONE_VERSION,
    MISSING_PICTURE,
    SETTINGS,
    TERM_SPELLING,
    UNREACHABLE_LINK,
)
from newsgen.planner import urls as places
from newsgen.planner.articles import plan_article_pages, plan_listed_redirects, plan_redirects
from newsgen.planner.collisions import Claim, find_collisions
from newsgen.planner.dates import plan_date_pages
from newsgen.planner.feeds import plan_feeds
from newsgen.planner.home import plan_home
from newsgen.planner.languages import unnamed_languages
from newsgen.planner.listings import plan_archive_pages
from newsgen.planner.questions import Questions
from newsgen.planner.sitemaps import plan_not_found, plan_robots, plan_sitemaps
from newsgen.planner.terms import plan_taxonomy_pages, plan_term_pages
from newsgen.planner.views import Views
from newsgen.settings import SETTINGS_FILE


@dataclass(frozen=True, slots=True)
class Plan:
    """What the site will be."""

    pages: tuple[Page, ...]
    """Articles, listings, home, feeds, sitemaps: the order in which they are published (law 3)."""
    pictures: Mapping[str, PictureUse]
    """Source of an article to the picture that its front matter names."""
    addresses: Addresses
    questions: Questions
    notebook: Notebook
    """Where `questions` notes what it was asked."""
    other_claims: tuple[Claim, ...]
    """What wants an address besides the pages."""
    problems: tuple[Problem, ...]

    @property
    def attachments(self) -> tuple[str, ...]:
        """Pictures that front matter names: paths inside content/."""
        return tuple(sorted({use.attachment for use in self.pictures.values() if use.attachment}))

    def refuse_attachments(self, paths: Iterable[str]) -> list[Problem]:
        """What is wrong with also publishing these files, which the articles' texts were found to need."""
        further = [_attachment_claim(path) for path in sorted(set(paths) - set(self.attachments))]
        claims = chain(map(page_claim, self.pages), self.other_claims, further)
        return list(find_collisions(claims)) if further else []


def plan_site(views: Views, static_files: Iterable[FileCopy]) -> Plan:
    """The plan of the site, and what is wrong with it."""
    static_files = tuple(static_files)
    pages = _plan_pages(views, {copy.path for copy in static_files})
    pictures = plan_pictures(views, views.archive.articles)
    attachments = sorted({use.attachment for use in pictures.values() if use.attachment})
    problems = [use.problem for use in pictures.values() if use.problem]
    other_claims = (
        *(_attachment_claim(path) for path in attachments),
        *(Claim(copy.path, copy.label, copy.label) for copy in static_files),
        *reserved(views),
    )
    problems += find_collisions(chain(map(page_claim, pages), other_claims))
    problems += site_problems(views, {copy.path for copy in static_files})
    notebook = Notebook()
    questions = Questions(views, notebook)
    return Plan(pages, pictures, views.addresses, questions, notebook, other_claims, tuple(problems))


def site_problems(views: Views, static_paths: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the site as a whole."""
    yield from _merged_terms(views)
    yield from _terms_told_apart(views)
    yield from _shared_ids(views)
    yield from _lone_versions(views)
    yield from unnamed_languages(views)
    yield from _settings_that_lead_nowhere(views, static_paths)


def _plan_pages(views: Views, static_paths: set[str]) -> tuple[Page, ...]:
    pages = [
        *plan_article_pages(views),
        *plan_redirects(views),
        *plan_listed_redirects(views),
        *plan_archive_pages(views),
        *plan_term_pages(views),
        *plan_taxonomy_pages(views),
        *plan_date_pages(views),
        plan_not_found(views),
        plan_home(views),
        *plan_feeds(views),
    ]
    pages += plan_sitemaps(views)
    if places.ROBOTS not in static_paths:  # A newsroom's own robots.txt takes the place of ours.
        pages.append(plan_robots(views))
    return tuple(pages)


def page_claim(page: Page) -> Claim:
    """What a page wants."""
    if page.head.kind == "redirect":
        return Claim(page.path, page.label, page.blamed, is_alias=True, line=page.blamed_line)
    return Claim(page.path, page.label, f"content/{page.source}" if page.source else "")


def _attachment_claim(path: str) -> Claim:
    return Claim(path, f"content/{path}", f"content/{path}")


def reserved(views: Views) -> Iterator[Claim]:
    """The indexes of taxonomies that have no terms yet: an article there would be in the way of the first one."""
    for name in views.archive.taxonomies:
        if not views.archive.has_terms(name):
            yield Claim(places.output_path(places.taxonomy_place(name)), f"the index of {name}", "")


def plan_pictures(views: Views, articles: Iterable[Article]) -> dict[str, PictureUse]:
    """Source of each of these articles to its picture, where it has one."""
    found: dict[str, PictureUse] = {}
    for article in articles:
        if article.image is None:
            continue
        reference = views.picture_reference(article.source, article.image)
        problem = None
        if reference.fault:
            place = article.image
            what = reference.fault.replace("dead link", "missing picture")
            problem = Problem(f"content/{article.source}", what, reference.mend, place.line, place.column)
            is_local = reference.rule == UNREACHABLE_LINK.name
            problem = problem.as_warning().under(UNREACHABLE_LINK.name if is_local else MISSING_PICTURE.name)
        if problem or reference.attachment:
            found[article.source] = PictureUse(reference.attachment, problem)
    return found


def _settings_that_lead_nowhere(views: Views, static_paths: Collection[str]) -> Iterator[Problem]:
    site = views.site
    for item in site.menu:
        if not item.url and not views.archive.term("sections", views.term_slug("sections", item.title)):
            mend = "correct its name, or give the item a `url:`"
            yield _of_settings(f"`menu` names {item.title!r}, but no article is in that section", mend)
    for key, path in (("image", site.image), ("publisher.logo", site.publisher.logo)):
        url = site.from_author(path) if path else ""
        if url.startswith(site.base_path) and unquote(path).lstrip("/") not in static_paths:
            yield _of_settings(f"`{key}`: there is no file static/{path.lstrip('/')}", "put it there")


def _of_settings(what: str, mend: str) -> Problem:
    return Problem(SETTINGS_FILE, what, mend).as_warning().under(SETTINGS.name)


def _first_with(views: Views, taxonomy: str, name: str) -> str:
    """The source of the first article that spells a term so; empty where none does any more."""
    column = views.archive.index.terms[taxonomy]
    if column.names.index(name) not in column.ids:
        return ""
    at = column.ids.index(column.names.index(name))
    starts = accumulate(column.counts)
    return views.archive.index.sources[next(position for position, end in enumerate(starts) if end > at)]


def _shared_ids(views: Views) -> Iterator[Problem]:
    """Feeds tell stories apart by their identities."""
    first: dict[str, str] = {}
    for source, identity in views.archive.index.ids.items():
        other = first.setdefault(identity, source)
        if other != source:
            one, two = sorted((other, source))
            what = f"the `id` {identity} is that of content/{one}, too"
            yield Problem(f"content/{two}", what, "give each its own", rule=ADDRESS_CONFLICT.name)


def _lone_versions(views: Views) -> Iterator[Problem]:
    """Articles that name another version, of which nothing is published; one that is held back is waited for."""
    index = views.archive.index
    for source, place in index.version_places.items():
        key = index.versions[source]
        if key in views.addresses.held_back or views.archive.versions(source):
            continue
        line, column = map(int, place.split(":"))
        what = f"`translation_of`: no other story that is published is {key}, or says so"
        mend = "name the file of a version, from content/ or from here, or write one word in all versions"
        problem = Problem(f"content/{source}", shortened(what), mend, line, column)
        yield problem.as_warning().under(LONE_VERSION.name)


def _terms_told_apart(views: Views) -> Iterator[Problem]:
    for taxonomy, name, slug in views.archive.told_apart():
        if source := _first_with(views, taxonomy, name):
            what = f"{taxonomy}: `{name}` is like another term in ASCII: it is at /{places.term_place(taxonomy, slug)}"
            mend = "to choose its address, name a slug in newsgen.yaml: " + _slug_example(taxonomy)
            mend += "; a new publication writes `slugs: unicode`"
            yield Problem(f"content/{source}", what, mend).as_warning().under(TERM_SPELLING.name)


def _slug_example(taxonomy: str) -> str:
    return f"`taxonomies: {{{taxonomy}: {{slugs: {{…: …}}}}}}`"


def _merged_terms(views: Views) -> Iterator[Problem]:
    for taxonomy in views.archive.taxonomies_with_merged_terms:
        for term in views.archive.terms[taxonomy].values():
            for other in term.other_spellings:
                source = _first_with(views, taxonomy, other)
                what = f"{taxonomy}: `{other}` is taken for `{term.name}`, which has the same slug"
                mend = f"spell them alike; to keep them apart, name a slug in newsgen.yaml: {_slug_example(taxonomy)}"
                yield Problem(f"content/{source}", what, mend).as_warning().under(TERM_SPELLING.name)
