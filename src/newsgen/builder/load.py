"""Reads all articles: the first step of the recipe, over worker processes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from newsgen.builder.parallel import batched, map_in_order
from newsgen.errors import Problem
from newsgen.loader.articles import ArticleRules, Loaded, load_article
from newsgen.loader.sources import ContentFolder, ContentTree, shown
from newsgen.models.article import Article, HeldBack, held_back_reason

_BATCH = 250


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every article that was read."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    broken: tuple[str, ...]
    """Sources that could not be made into an article."""
    unknown_fields: dict[str, int]


def load_articles(folder: ContentFolder, tree: ContentTree, rules: ArticleRules, jobs: int) -> Shelf:
    """The cards of all articles, and everything that is wrong with their files."""
    work = partial(_load_batch, folder, rules)
    loaded = [
        item
        for batch in map_in_order(work, batched(tree.articles, _BATCH), jobs=jobs, describe=_describe)
        for item in batch
    ]
    return Shelf(
        articles=tuple(item.article for item in loaded if item.article is not None),
        problems=(*tree.problems, *(problem for item in loaded for problem in item.problems)),
        broken=tuple(item.source for item in loaded if item.article is None),
        unknown_fields=dict(sorted(Counter(key for item in loaded for key in item.unknown).items())),
    )


def _load_batch(folder: ContentFolder, rules: ArticleRules, paths: Sequence[str]) -> list[Loaded]:
    loaded = []
    for path in paths:
        source = folder.read(path)
        if isinstance(source, Problem):
            loaded.append(Loaded(path, None, (source,)))
        else:
            loaded.append(load_article(source, rules))
    return loaded


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
