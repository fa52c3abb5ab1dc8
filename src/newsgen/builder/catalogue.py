"""Every article with its state and its address, published or not: what `newsgen list` shows. Nothing is rendered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsgen.builder.clock import read_clock
from newsgen.builder.load import article_rules, load_articles
from newsgen.builder.parallel import jobs_for
from newsgen.errors import Problem
from newsgen.loader.card_texts import TextsAsTyped
from newsgen.loader.sources import ContentFolder
from newsgen.models.archive import order
from newsgen.models.article import Article, held_back_reason
from newsgen.models.names import path_key
from newsgen.models.standing import StandingPage
from newsgen.models.written import Other, Written
from newsgen.planner import urls as places
from newsgen.planner.collisions import Claim, find_collisions
from newsgen.planner.urls import article_place
from newsgen.plugins import load_plugins
from newsgen.project import Project
from newsgen.settings import Settings


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it stands at a moment."""

    article: Article
    url: str
    """Absolute; where it is or would be."""
    state: str
    """``published``, ``draft``, ``future``, ``expired``, or ``conflict`` where its address is another's."""
    reason: str
    """Why it is held back; empty where it is published."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All articles, oldest first."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    """What is wrong with the files. One with an error is not among the entries."""
    now: int = 0
    """The instant for which this holds, as in Moment."""
    others: tuple[Other, ...] = ()
    """The standing pages that are published, and the term files that are heeded, by source."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which a file is no article."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read_catalogue(
    project: Project, now: str, environ: Mapping[str, str], *, jobs: int = 0, sets_texts: bool = False
) -> Catalogue:
    """The articles of a project, and what is wrong with their files.

    Texts are as they were typed, which is quicker, unless it ``sets_texts`` as pages show them, or there are plugins.
    """
    settings = project.settings
    moment = read_clock(now, environ, settings.zone)
    folder = ContentFolder.of(project)
    rules = article_rules(project)
    load_plugins(settings.plugins)
    if not sets_texts and not settings.plugins.names:  # plugins are given articles as pages show them
        rules = replace(rules, texts=TextsAsTyped())
    tree = folder.tree()
    content = load_articles(folder, tree, rules, jobs_for(len(tree.articles), jobs))
    problems = (
        *content.problems,
        *(problem for remark in content.source_index.remarks.values() for problem in remark.problems),
    )
    entries = []
    for article in order(content.fresh.values()):
        reason = held_back_reason(article, moment.instant)
        url = settings.site.absolute(article_place(article, settings))
        entries.append(Entry(article, url, _state(reason), reason))
    others = [each for each in content.source_index.others.values() if not held_back_reason(each, moment.instant)]
    pages = [each for each in others if isinstance(each, StandingPage)]
    return Catalogue(tuple(_with_conflicts(entries, pages, settings)), problems, moment.instant, tuple(others))


def _with_conflicts(entries: Sequence[Entry], standing: Sequence[StandingPage], settings: Settings) -> Iterator[Entry]:
    """The entries, in which articles that want an address that is taken are not published: no build takes them."""
    published = [entry.article for entry in entries if entry.state == "published"]
    pages = [_claim(article, article_place(article, settings)) for article in published]
    pages += [_claim(page, places.page_place(page)) for page in standing]
    sharing: dict[str, list[str]] = {}
    for claim in pages:
        sharing.setdefault(path_key(claim.path), []).append(claim.source)
    reasons = {problem.path: problem.what for problem in find_collisions(_claims(published, pages, settings))}
    for one, *others in sharing.values():
        reasons |= {
            source: f"{others[0] if source == one else one} wants the same address"
            for source in (one, *others)
            if others
        }
    for entry in entries:
        reason = reasons.get(f"content/{entry.article.source}", "") if entry.state == "published" else ""
        yield replace(entry, state="conflict", reason=reason) if reason else entry


def _claims(articles: Sequence[Article], pages: Sequence[Claim], settings: Settings) -> Iterator[Claim]:
    """What the site's own pages want, as far as that is always the same, then articles, then their old addresses."""
    days = {article.date.day for article in articles}
    own = {places.HOME, places.ARCHIVE, places.DATES, places.NOT_FOUND, places.SITEMAP}
    own |= {places.feed_place(places.HOME, form) for form in settings.feeds.formats}
    own |= {places.taxonomy_place(known.name) for known in settings.taxonomies}
    own |= {place for day in days for place in (places.day_place(day), places.month_place(day.year, day.month))}
    own |= {places.year_place(day.year) for day in days}
    yield from (Claim(places.output_path(place), f"the page /{place}", "") for place in sorted(own))
    yield from pages
    for article in articles:
        yield from (_claim(article, places.alias_place(alias)) for alias in article.aliases)


def _claim(article: Written, place: str) -> Claim:
    source = f"content/{article.source}"
    return Claim(places.output_path(place), source, source)


def _state(reason: str) -> str:
    """The reason in one word: what another system's field or folder keeps back is hidden."""
    return "hidden" if reason.startswith("in the folder") else reason.partition(" ")[0] or "published"
