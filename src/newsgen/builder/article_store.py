"""Brings out cards: those that were just made, and those that lie in the store."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import overload

from newsgen.builder.records import ArticleMissingError, card_from_record
from newsgen.builder.source_index import PREFIX
from newsgen.builder.source_lines import SourceEntry
from newsgen.builder.store import Store
from newsgen.models.article import Article

_MANY = 1_000


class ArticleStore:
    """The cards of a project by their source. Those that were brought out once are kept."""

    def __init__(
        self, store: Store, zone: tzinfo, fresh: Mapping[str, Article], lines: Mapping[str, SourceEntry]
    ) -> None:
        """``fresh`` are the cards that were just made; ``lines``, the source index's, tell which others are meant."""
        self._store = store
        self._lines = lines
        self._zone = zone
        self._cards = dict(fresh)

    def __getstate__(self) -> dict[str, object]:
        """Without the cards: another process finds in the store those that it needs."""
        return {**self.__dict__, "_cards": {}}

    def card(self, source: str) -> Article:
        """The card of an article.

        Raises:
            ArticleMissingError: The store has lost it.
        """
        if source not in self._cards:
            self.bring_out([source])
        return self._cards[source]

    def bring_out(self, sources: Iterable[str]) -> list[Article]:
        """The cards of these articles, brought out at once.

        Raises:
            ArticleMissingError: The store has lost one.
        """
        wanted = list(sources)
        missing = [source for source in wanted if source not in self._cards]
        if missing:
            # To read the whole prefix is quicker than to look for a great many cards one by one.
            records = self._store.records(PREFIX, missing if len(missing) < _MANY else None)
            for source in missing:
                if source not in records:
                    raise ArticleMissingError(f"the card of {source} is not in the store")
                card = card_from_record(source, records[source], self._zone)
                # While a preview runs, a build may have put a newer card there.
                if card.digest != self._lines[source].digest:
                    raise ArticleMissingError(f"the card of {source} in the store is of another text")
                self._cards[source] = card
        return [self._cards[source] for source in wanted]


class LazyArticles(Sequence[Article]):
    """Articles of which each is brought out when it is asked for."""

    def __init__(self, article_store: ArticleStore, sources: Sequence[str]) -> None:
        self._article_store = article_store
        self._sources = sources

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Article]: ...
    def __getitem__(self, place: int | slice) -> Article | Sequence[Article]:
        if isinstance(place, slice):
            return [self._article_store.card(source) for source in self._sources[place]]
        return self._article_store.card(self._sources[place])

    def several(self, positions: Sequence[int]) -> Sequence[Article]:
        """The articles at these positions, brought out together."""
        return self._article_store.bring_out([self._sources[position] for position in positions])

    def __iter__(self) -> Iterator[Article]:
        return map(self._article_store.card, self._sources)
