"""Rules over every article's file: the work of the worker processes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsgen.checks.articles import ArticleText, check_article
from newsgen.checks.duplicates import NO_SKETCH, Sketch, sketch_of
from newsgen.checks.leaks import EmbargoScanner
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.article import Article
from newsgen.models.written import Written


@dataclass
class Read:
    """What came of some articles."""

    problems: list[Problem] = field(default_factory=list)
    sketches: dict[str, Sketch] = field(default_factory=dict)
    """By source; of those that may be shown, and do not name another place where they stand first."""
    known: set[str] = field(default_factory=set)
    """Words of stories that are held back which published ones have, too."""
    done: int = 0

    def join(self, other: "Read") -> None:
        """Takes in what came of further articles."""
        self.problems += other.problems
        self.sketches |= other.sketches
        self.known |= other.known
        self.done += other.done


@dataclass(frozen=True)
class TextWork:
    """Looks at articles by their numbers."""

    folder: ContentFolder
    cards: Sequence[Written]
    shown: int
    """How many of the cards, the first ones, may be shown."""
    language: str
    now: int
    secrets: EmbargoScanner
    has_cards: bool = False
    """Whether pictures are drawn for stories without a photograph."""
    credited: frozenset[str] = frozenset()
    """The sources of those whose pictures' own files say who made them."""

    def __call__(self, numbers: Sequence[int]) -> Read:
        """Looks at some articles."""
        read = Read(done=len(numbers))
        for number in numbers:
            self._look(self.cards[number], read, is_shown=number < self.shown)
        return read

    def _look(self, card: Written, read: Read, *, is_shown: bool) -> None:
        source = self.folder.read(card.source)
        if isinstance(source, Problem) or source.digest != card.digest:
            return  # It has changed since it was read: the next run sees it.
        article = ArticleText(card, source.text)
        read.problems += check_article(
            article,
            self.language,
            self.now,
            has_card=self.has_cards,
            has_credit=card.source in self.credited,
        )
        if is_shown:
            if isinstance(card, Article):
                read.sketches[card.source] = NO_SKETCH if card.canonical else sketch_of(article.body)
            read.known.update(phrase.words for phrase, _ in self.secrets.search(source.text.encode()))
