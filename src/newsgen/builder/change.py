"""What has changed since the site was published, as the planner must know it: two indexes, and what links hang on.

Nothing is planned or rendered here, and of the cards only those are brought out that are new, or are asked for.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from newsgen.builder.cardbox import CardBox, Shelved
from newsgen.builder.cards import Register
from newsgen.builder.ledger import Ledger
from newsgen.errors import Problem
from newsgen.models.addresses import PictureUse, keys_of_file, keys_of_place
from newsgen.models.archive import Archive
from newsgen.models.article import Article, HeldBack, held_back_reason
from newsgen.models.index import Index, edited
from newsgen.planner.changes import Difference
from newsgen.planner.plan import plan_pictures
from newsgen.planner.urls import article_places
from newsgen.planner.views import Views
from newsgen.settings import Settings


@dataclass(frozen=True, slots=True)
class ChangedArticles:
    """What is not as it was among the articles, by their sources."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    """Those whose cards show something else."""
    rewritten: frozenset[str]
    """Those of which only the text is another."""

    @property
    def there(self) -> frozenset[str]:
        """All but those that are gone."""
        return self.added | self.changed | self.rewritten

    @property
    def gone(self) -> frozenset[str]:
        """Those whose old lines in the index hold no longer."""
        return self.removed | self.changed | self.rewritten


def compare(index: Index, register: Register, hidden: Collection[str]) -> ChangedArticles:
    """What is not as it was when the index was made; ``hidden`` are the articles that may not be shown."""
    lines = register.lines
    was = dict(zip(index.sources, index.files, strict=True))
    # The same file makes the same card: by other rules, the surroundings would not be as they were.
    other = [source for source, line in lines.items() if was.get(source) != line.digest and source not in hidden]
    shown = dict(zip(index.sources, index.shown, strict=True)) if other else {}
    both = [source for source in other if source in was]
    return ChangedArticles(
        added=frozenset(source for source in other if source not in was),
        removed=frozenset((was.keys() - lines.keys()) | (was.keys() & set(hidden))),
        changed=frozenset(source for source in both if shown[source] != lines[source].shown),
        rewritten=frozenset(source for source in both if shown[source] == lines[source].shown),
    )


class Change:
    """The articles and the files beside them, as they were when the site was published and as they are."""

    def __init__(
        self,
        ledger: Ledger,
        register: Register,
        box: CardBox,
        *,
        hidden: Collection[str],
        settings: Settings,
        now: int,
    ) -> None:
        """``hidden`` are the articles that may not be shown, for what they say of themselves ``now``.

        Raises:
            ValueError: The ledger has no index.
        """
        if ledger.index is None:
            raise ValueError("a ledger without an index")
        self.ledger = ledger
        self.index = ledger.index
        self.register = register
        self.box = box
        self.hidden = frozenset(hidden)
        self.articles = compare(self.index, register, self.hidden)
        self._settings = settings
        self._now = now

    @cached_property
    def held(self) -> tuple[HeldBack, ...]:
        """The articles that are not published, by source."""
        cards = self.box.bring_out(sorted(self.hidden))
        return tuple(HeldBack(card.source, card.title, held_back_reason(card, self._now)) for card in cards)

    @property
    def held_reasons(self) -> dict[str, str]:
        """The same as source and reason."""
        return {held.source: held.reason for held in self.held}

    @cached_property
    def _new_cards(self) -> list[Article]:
        return self.box.bring_out(sorted(self.articles.there))

    @cached_property
    def old_places(self) -> dict[str, str]:
        """Source of each article to its place, as it was."""
        return dict(zip(self.index.sources, self.ledger.places, strict=True))

    @cached_property
    def places(self) -> dict[str, str]:
        """The same, as it is."""
        kept = {source: place for source, place in self.old_places.items() if source not in self.articles.removed}
        return kept | article_places(self._new_cards, self._settings)

    @cached_property
    def before(self) -> Views:
        """The archive as it was: its index, and no cards."""
        return Views(Archive((), self.index), self._settings, article_places=self.old_places)

    @cached_property
    def views(self) -> Views:
        """The archive as it is."""
        shown = {source: self.register.lines[source].shown for source in self.articles.there}
        gone, index = self.articles.gone, self.index
        if gone or self._new_cards:
            index = edited(index, gone, self._new_cards, shown, self._settings.term_slug)
        return Views(
            Archive(Shelved(self.box, index.sources), index),
            self._settings,
            article_places=self.places,
            attachments=frozenset(self.register.attachments),
            sizes={path: known.size for path, known in self.register.attachments.items() if known.size},
            held_back=self.held_reasons,
        )

    @cached_property
    def difference(self) -> Difference:
        """What the planner must know."""
        articles = self.articles
        pictured = {source for source in self._asking if self.box.card(source).image is not None}
        return Difference(
            added=articles.added,
            removed=articles.removed,
            changed=articles.changed | pictured - articles.added,
            own=articles.rewritten | self._asking,
        )

    @cached_property
    def _asking(self) -> set[str]:
        """The articles with a link or a picture that may mean something else now."""
        moved = {source for source in self.articles.there if self.old_places.get(source) != self.places[source]}
        paths = moved | self.articles.removed | self._other_files() | self._otherwise_held()
        links = self.ledger.links
        keys = {key for path in paths for key in keys_of_file(path)}
        keys |= {key for place in self._other_places() for key in keys_of_place(place)}
        found = {source for key in keys for source in links.get(key, ())}
        return {source for source in found if source in self.places}

    def _other_places(self) -> Iterator[str]:
        """The places that articles which are not as they were have, or had."""
        articles, old, new = self.articles, self.index.aliases, self.views.archive.index.aliases
        for source in articles.added | articles.removed | articles.changed:
            was, now = self.old_places.get(source), self.places.get(source)
            yield from {*old.get(source, ()), *new.get(source, ()), *filter(None, (was, now))}

    def _other_files(self) -> set[str]:
        """The files beside articles that came, went, or have another size as pictures."""
        now = {path: known.size for path, known in self.register.attachments.items()}
        before = self.ledger.sizes
        return {path for path in now.keys() | before.keys() if now.get(path, ()) != before.get(path, ())}

    def _otherwise_held(self) -> set[str]:
        """The articles that are held back and were not, or the other way round, or for another reason."""
        return {source for source, _ in self.ledger.held_back.items() ^ self.held_reasons.items()}

    @cached_property
    def pictures(self) -> dict[str, PictureUse]:
        """Source of each article to the picture that its front matter names."""
        again = {source for source in (*self.articles.there, *self._asking) if source in self.places}
        kept = {source: use for source, use in self.ledger.pictures.items() if source in self.places}
        found = plan_pictures(self.views, self.box.bring_out(sorted(again)))
        return {source: use for source, use in kept.items() if source not in again} | found

    @property
    def picture_problems(self) -> list[Problem]:
        """What is wrong with these pictures."""
        return [use.problem for use in self.pictures.values() if use.problem]
