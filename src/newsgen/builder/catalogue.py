"""Every article with its state and its address, published or not: what `newsgen list` shows. Nothing is rendered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsgen.builder.clock import read_clock
from newsgen.builder.load import article_rules, load_articles
from newsgen.builder.parallel import available_processors
from newsgen.errors import Problem
from newsgen.loader.card_texts import TextsAsTyped
from newsgen.loader.sources import ContentFolder
from newsgen.models.archive import order
from newsgen.models.article import Article, held_back_reason
from newsgen.models.names import path_key
from newsgen.planner.urls import article_place
from newsgen.project import Project


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as it stands at a moment."""

    article: Article
    url: str
    """Absolute; where it is or would be."""
    state: str
    """``published``, ``draft``, ``future``, ``expired``, or ``conflict`` where another story has the same address."""
    reason: str
    """Why it is held back; empty where it is published."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All articles, oldest first."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def read_catalogue(project: Project, now: str, environ: Mapping[str, str]) -> Catalogue:
    """The articles of a project, and what is wrong with their files."""
    settings = project.settings
    moment = read_clock(now, environ, settings.zone)
    folder = ContentFolder(project.root, settings.reading.encoding)
    rules = replace(article_rules(settings), texts=TextsAsTyped())
    content = load_articles(folder, folder.tree(), rules, available_processors())
    problems = (
        *content.problems,
        *(problem for remark in content.register.remarks.values() for problem in remark.problems),
    )
    entries = []
    for article in order(content.fresh.values()):
        reason = held_back_reason(article, moment.instant)
        url = settings.site.absolute(article_place(article, settings))
        entries.append(Entry(article, url, _state(reason), reason))
    return Catalogue(tuple(_with_conflicts(entries)), problems)


def _with_conflicts(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries, in which articles that want one address are not published: no build takes them."""
    published = [entry for entry in entries if entry.state == "published"]
    claims: dict[str, list[str]] = {}
    for entry in published:
        claims.setdefault(path_key(entry.url), []).append(entry.article.source)
    for entry in entries:
        others = [source for source in claims.get(path_key(entry.url), ()) if source != entry.article.source]
        if entry.state == "published" and others:
            yield replace(entry, state="conflict", reason=f"content/{others[0]} wants the same address")
        else:
            yield entry


def _state(reason: str) -> str:
    """The reason in one word: what another system's field or folder keeps back is hidden."""
    return "hidden" if reason.startswith("in the folder") else reason.partition(" ")[0] or "published"
