"""Reads the articles whose files have changed: the first step of the recipe, over worker processes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial

from newsgen.builder.cards import Card
from newsgen.builder.parallel import batched, map_in_order
from newsgen.errors import Problem
from newsgen.loader.articles import ArticleRules, Loaded, load_article
from newsgen.loader.sources import ContentFolder, ContentTree, shown
from newsgen.models.article import Article, HeldBack, held_back_reason
from newsgen.models.stamp import is_settled

_BATCH = 250


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every article that was read."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...]
    """Sources that could not be made into an article."""
    unknown_fields: dict[str, int]
    cards: dict[str, Card] = field(default_factory=dict)
    """What is now known of each file."""


def load_articles(
    folder: ContentFolder,
    tree: ContentTree,
    rules: ArticleRules,
    jobs: int,
    known: Mapping[str, Card] | None = None,
    *,
    verifies: bool = False,
    executor: Executor | None = None,
) -> Shelf:
    """The cards of all articles, and everything that is wrong with their files.

    ``known`` are the cards of an earlier run. A file that has the stamp that it had then is not read, unless the run
    ``verifies``; one that has the digest that it had then is not parsed.
    """
    known = known or {}
    cards = {path: card for path in tree.articles if (card := known.get(path)) is not None}
    if verifies:
        unread = tree.articles
    else:
        unread = tuple(path for path in tree.articles if path not in cards or cards[path].stamp != tree.stamps[path])
    digests = {path: cards[path].digest for path in unread if path in cards}
    work = partial(_load_batch, folder, rules, digests)
    for batch in map_in_order(work, batched(unread, _BATCH), jobs=jobs, describe=_describe, executor=executor):
        for path, digest, loaded in batch:
            stamp = tree.stamps.get(path)
            trusted = stamp if stamp and is_settled(stamp, tree.looked_at) else None
            cards[path] = Card(loaded or cards[path].loaded, digest, trusted)
    every = [cards[path].loaded for path in tree.articles]
    return Shelf(
        articles=tuple(item.article for item in every if item.article is not None),
        problems=(*tree.problems, *(problem for item in every for problem in item.problems)),
        broken=tuple(item.source for item in every if item.article is None),
        unknown_fields=dict(sorted(Counter(key for item in every for key in item.unknown).items())),
        cards=cards,
    )


def _load_batch(
    folder: ContentFolder, rules: ArticleRules, digests: Mapping[str, str], paths: Sequence[str]
) -> list[tuple[str, str, Loaded | None]]:
    """Path, digest and what came of each file; None where the file is the one whose digest is known."""
    read: list[tuple[str, str, Loaded | None]] = []
    for path in paths:
        source = folder.read(path)
        if isinstance(source, Problem):
            read.append((path, "", Loaded(path, None, (source,))))
        elif digests.get(path) == source.digest:
            read.append((path, source.digest, None))
        else:
            read.append((path, source.digest, load_article(source, rules)))
    return read


def _describe(paths: Sequence[str]) -> str:
    return f"{len(paths)} articles from {shown(paths[0])} to {shown(paths[-1])}"


def measure_pictures(folder: ContentFolder, paths: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Width and height of the pictures among these files."""
    sizes = {path: folder.size(path) for path in paths if path.lower().endswith(_PICTURES)}
    return {path: size for path, size in sizes.items() if size is not None}


_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")


def hold_back(articles: Iterable[Article], now: int) -> tuple[list[Article], list[HeldBack]]:
    """The articles that may be shown at an instant, and those that may not."""
    published: list[Article] = []
    held: list[HeldBack] = []
    for article in articles:
        reason = held_back_reason(article, now)
        if reason:
            held.append(HeldBack(article.source, article.title, reason))
        else:
            published.append(article)
    return published, held


def turning_points(articles: Iterable[Article]) -> frozenset[int]:
    """The instants at which an article is to appear or to leave."""
    begins = (article.date.instant for article in articles)
    ends = (article.expires.instant for article in articles if article.expires is not None)
    return frozenset([*begins, *ends])
