"""What concerns a site as a whole: pictures, what is wrong with it, and who wants which address besides pages."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from urllib.parse import unquote

from newsgen.errors import Problem, shortened
from newsgen.models.addresses import PictureUse
from newsgen.models.front import TERM
from newsgen.models.output import FileCopy
from newsgen.models.rules import (
    ADDRESS_CONFLICT,
    FAULTY_PICTURE,
    LANGUAGE,
    LONE_VERSION,
    MISSING_PICTURE,
    SETTINGS,
    TERM_SPELLING,
    UNREACHABLE_LINK,
)
from newsgen.models.written import Written
from newsgen.planner import urls
from newsgen.planner.collisions import Claim
from newsgen.planner.icons import DRAWING
from newsgen.planner.languages import unnamed_languages
from newsgen.planner.term_files import term_file_problems
from newsgen.planner.views import Views
from newsgen.settings import SETTINGS_FILE


def site_problems(views: Views, has_page: Callable[[str], bool]) -> Iterator[Problem]:
    """What is wrong with the site as a whole; ``has_page`` tells whether a page lies at a path of the output."""
    for edition in views.editions:
        yield from _merged_terms(edition)
        yield from _menus_that_lead_nowhere(edition)
        yield from _empty_edition(edition)
        yield from term_file_problems(edition)
        yield from _rows_without_stories(edition)
    yield from _terms_told_apart(views)
    yield from _shared_ids(views)
    yield from _lone_versions(views)
    yield from unnamed_languages(views)
    yield from _settings_that_lead_nowhere(views)
    yield from _policies_that_lead_nowhere(views, has_page)


def attachment_claim(path: str, origin: str) -> Claim:
    """What a file beside an article wants that is published at a path, or is one of the sizes of a picture.

    ``origin`` is as in Reference.attachment.
    """
    label = f"static{origin}" if origin.startswith("/") else f"content/{origin}"
    return Claim(path, label, label, is_file=True)


def static_claim(copy: FileCopy) -> Claim:
    """What a static file wants."""
    return Claim(copy.path, copy.label, copy.label)


def reserved(views: Views) -> Iterator[Claim]:
    """The search index; the indexes of taxonomies without terms yet, in whose way an article there would be."""
    if views.settings.search.is_on:
        yield Claim(urls.SEARCH_INDEX, "the search index", "")
    for edition in views.editions:
        for name in edition.archive.taxonomies:
            if not edition.archive.has_terms(name):
                place = edition.prefix + urls.taxonomy_place(name)
                yield Claim(urls.output_path(place), f"the index of {name}", "")


def plan_pictures(views: Views, articles: Iterable[Written]) -> dict[str, PictureUse]:
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
            is_there = reference.rule in {UNREACHABLE_LINK.name, FAULTY_PICTURE.name}
            problem = problem.as_warning().under(reference.rule if is_there else MISSING_PICTURE.name)
        if problem or reference.attachment:
            facts = views.addresses.facts_of(reference.attachment)
            said = {"caption": article.image.caption, "credit": article.image.credit}
            taken = tuple(name for name, text in said.items() if not text and getattr(facts, name))
            found[article.source] = PictureUse(reference.attachment, problem, article.image.focus, taken)
    return found


def _menus_that_lead_nowhere(views: Views) -> Iterator[Problem]:
    for item in views.site.menu:
        if not item.url and not views.archive.term("sections", views.term_slug("sections", item.title)):
            mend = "correct its name, or give the item a `url:`"
            menu = f"languages.{views.site.language}.menu" if views.prefix else "menu"
            yield _of_settings(f"`{menu}` names {item.title!r}, but no article is in that section", mend)


def _empty_edition(views: Views) -> Iterator[Problem]:
    if views.prefix and not len(views.archive.index):
        what = f"`languages` names {views.site.language}, in which no story is published: its edition is empty"
        mend = "write a story in it, or take it out until there is one"
        yield Problem(SETTINGS_FILE, what, mend).as_warning().under(LANGUAGE.name)


def _settings_that_lead_nowhere(views: Views) -> Iterator[Problem]:
    site = views.site
    logos = (("publisher.logo", site.publisher.logo), ("theme.logo", site.logo), ("theme.logo.dark", site.logo_dark))
    for key, path in (("image", site.image), *logos):
        url = site.from_author(path) if path else ""
        if url.startswith(site.base_path) and unquote(path).lstrip("/") not in {*views.statics, DRAWING}:
            inner = path.lstrip("/").removeprefix("static/")
            # What lies in static/ has its address from there.
            is_there = inner != path.lstrip("/") and unquote(inner) in views.statics
            mend = f"write `/{inner}`: static/ is no part of an address" if is_there else "put it there"
            yield _of_settings(f"`{key}`: there is no file static/{path.lstrip('/')}", mend)


def _rows_without_stories(views: Views) -> Iterator[Problem]:
    """Rows of front pages that name a term which no story carries."""
    # Of the publication's own rows an edition shows those of which it has stories.
    is_own = not views.prefix or views.settings.front is not views.whole.settings.front
    key = f"languages.{views.site.language}.front" if views.prefix else "front"
    files = [(SETTINGS_FILE, 0, views.settings.front)] if is_own else []
    profiles = [each for each in views.profiles.values() if not views.prefix or views.is_written_in(each.lang)]
    files += [(f"content/{each.source}", each.lines.get("front", 1), each.front) for each in profiles]
    for file, line, rows in files:
        for row in rows:
            if row.kind == TERM and not views.archive.term(row.taxonomy, views.term_slug(row.taxonomy, row.name)):
                named = "front" if line else key
                what = f"`{named}` names {row.name!r}, but no story has it in {row.taxonomy}"
                problem = Problem(file, what, "correct its name, or delete the row", line, 1 if line else 0)
                yield problem.as_warning().under(SETTINGS.name)


def _policies_that_lead_nowhere(views: Views, has_page: Callable[[str], bool]) -> Iterator[Problem]:
    site, publisher = views.site, views.site.publisher
    for key, address in (*publisher.policies, ("url", publisher.url)):
        url = site.absolute_url(site.from_author(address)) if address else ""
        if not url.startswith(site.base_url):
            continue
        place = unquote(re.split(r"[?#]", url.removeprefix(site.base_url))[0])
        where = urls.alias_place(place)
        files = {place, urls.output_path(where)}
        is_there = where in views.page_places.values() or not files.isdisjoint(views.statics)
        if not is_there and place not in views.addresses.attachments and not has_page(urls.output_path(where)):
            mend = f"write that page: {_page_file(views, place)}"
            yield _of_settings(f"`publisher.{key}`: there is no page at {address}", mend)


def _page_file(views: Views, place: str) -> str:
    """The file that would be a standing page at a place."""
    name = re.sub(r"\.html?$", "", place.strip("/"))
    file = f"content/{views.settings.reading.folders.pages}/{name}.md"
    return file if place.endswith("/") or "." not in place else f"{file}, with `url: /{place}`"


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
            what = f"{taxonomy}: `{name}` is like another term in ASCII: it is at /{urls.term_place(taxonomy, slug)}"
            mend = "to choose its address, name a slug in newsgen.yaml: " + _slug_example(taxonomy)
            mend += "; a new publication writes `slugs: unicode`"
            yield Problem(f"content/{source}", what, f"spell them alike; {mend}").as_warning().under(TERM_SPELLING.name)


def _slug_example(taxonomy: str) -> str:
    return f"`taxonomies: {{{taxonomy}: {{slugs: {{…: …}}}}}}`"


def _merged_terms(views: Views) -> Iterator[Problem]:
    for taxonomy in views.archive.taxonomies_with_merged_terms:
        for term in views.archive.terms[taxonomy].values():
            profile = views.profiles.get((taxonomy, term.slug))
            for other in term.other_spellings:
                if profile is not None and other in profile.names:
                    continue
                source = _first_with(views, taxonomy, other)
                what = f"{taxonomy}: `{other}` is taken for `{term.name}`, which has the same slug"
                if profile is not None:
                    mend = f"spell them alike, or name it among the `aliases` of content/{profile.source}"
                else:
                    mend = (
                        f"spell them alike; to keep them apart, name a slug in newsgen.yaml: {_slug_example(taxonomy)}"
                    )
                yield Problem(f"content/{source}", what, mend).as_warning().under(TERM_SPELLING.name)
