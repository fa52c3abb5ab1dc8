"""What a template may ask of the archive, and the answers, as the variable ``archive``.

A page's answers are among its inputs: a page that asks for the latest stories changes with every story. So each
question notes what it was asked (`question`), and can be asked again by that note alone (`ask_again`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps
from itertools import islice, zip_longest
from typing import TypeVar

from newsgen.models.names import composed
from newsgen.models.recorder import DependencyRecorder, read_note
from newsgen.models.views import Link, PageLink, Teaser, TermLink
from newsgen.planner import urls
from newsgen.planner.conditions import (
    Given,
    matching,
    numbers_in,
    read_conditions,
    read_day,
    read_number,
    read_taxonomy,
    read_text,
)
from newsgen.planner.full_views import has_version_of
from newsgen.planner.views import Views
from newsgen.settings import Taxonomy

_MENU_LENGTH = 8
_PAGE = {"limit": 10, "offset": 0}
"""How many stories a question gives where it does not say so, and after how many."""
_KEPT = 256
"""Answers to one question that are kept: many pages ask the same."""
_WITH_CONDITIONS = frozenset({"articles", "count"})
_ASKED = "__wrapped__"
"""The attribute of a question that holds the method which answers it."""

Answer = TypeVar("Answer")
Read = Callable[[tuple[Taxonomy, ...], str, tuple[object, ...], Mapping[str, object]], tuple[Given, ...]]
"""Makes of what a template gives to the question of some name what can be noted, texts and numbers; ValueError where it
is of no use."""


def question(read: Read) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Makes a method a question: it is called with what ``read`` makes of what a template gives, and that is noted.

    Answers are kept, since whoever notes one asks the same question right after the page.
    """

    def decorate(answer: Callable[..., Answer]) -> Callable[..., Answer]:
        name = answer.__name__

        @wraps(answer)
        def ask(self: "ArchiveApi", *given: object, **named: object) -> Answer:
            values = read(self._taxonomies_known, name, given, named)
            self._recorder.note(name, *values)
            return self._answer(answer, values)

        return ask

    return decorate


def _values(**kinds: Callable[..., Given]) -> Read:
    """Reads a value for each of these names, in this order or by its name."""

    def read(
        taxonomies: tuple[Taxonomy, ...], name: str, given: tuple[object, ...], named: Mapping[str, object]
    ) -> tuple[Given, ...]:
        missing = object()
        values = dict(zip_longest(kinds, given, fillvalue=missing)) | dict(named)
        if len(given) > len(kinds) or values.keys() != kinds.keys() or missing in values.values():
            raise ValueError(f"archive.{name} is asked as archive.{name}({', '.join(kinds)})")
        return tuple(
            kind(f"archive.{name}: `{key}`", values[key], *([taxonomies] if kind is read_taxonomy else []))
            for key, kind in kinds.items()
        )

    return read


def _conditions(**numbers: int) -> Read:
    """Reads conditions that articles are to fulfil, and these numbers besides, which have defaults."""

    def read(
        taxonomies: tuple[Taxonomy, ...], name: str, given: tuple[object, ...], named: Mapping[str, object]
    ) -> tuple[Given, ...]:
        if given:
            raise ValueError(f"archive.{name} wants names for its conditions: archive.{name}(section='World')")
        return read_conditions(name, taxonomies, named, numbers)

    return read


class ArchiveApi:
    """The archive as templates see it; read-only. Every answer of several things is a tuple."""

    def __init__(self, views: Views, recorder: DependencyRecorder | None = None) -> None:
        self._views = views
        self._recorder = recorder or DependencyRecorder()
        self._archive = views.archive
        self._taxonomies_known = views.settings.taxonomies
        self._kept = views.answers

    def _answer(self, answer: Callable[..., Answer], values: tuple[Given, ...]) -> Answer:
        kept = self._kept.setdefault(answer.__name__, {})
        if values not in kept:
            if len(kept) == _KEPT:
                kept.clear()
            kept[values] = answer(self, *values)
        found: Answer = kept[values]
        return found

    @question(_values(count=read_number))
    def latest(self, count: int) -> tuple[Teaser, ...]:
        """The newest stories, newest first."""
        return self._views.newest(count)

    @question(_conditions(**_PAGE))
    def articles(self, *conditions: Given) -> tuple[Teaser, ...]:
        """The stories for which all conditions hold, newest first."""
        numbers = numbers_in(conditions)
        first, last = numbers["offset"], numbers["offset"] + numbers["limit"]
        return self._views.teasers(islice(matching(self._views, conditions), first, last))

    @question(_conditions())
    def count(self, *conditions: Given) -> int:
        """How many stories there are for which all conditions hold."""
        return sum(1 for _ in matching(self._views, conditions))

    @question(_values(path=read_text))
    def article(self, path: str) -> Teaser | None:
        """The story from a file, a path inside content/; None where it is not in the site."""
        positions, path = self._archive.positions, composed(path)
        position = positions.get(path, positions.get(path.removeprefix("content/")))
        return None if position is None else self._views.teaser(position)

    @question(_values(taxonomy=read_taxonomy))
    def terms(self, taxonomy: str) -> tuple[TermLink, ...]:
        """Every term of a taxonomy with its count, by name."""
        return tuple(self._views.term_links.counted(term) for term in self._archive.terms.get(taxonomy, {}).values())

    @question(_values(taxonomy=read_taxonomy, name=read_text))
    def term(self, taxonomy: str, name: str) -> TermLink | None:
        """One term with its count; None where no story carries it."""
        found = self._archive.term(taxonomy, self._views.term_slug(taxonomy, name))
        return self._views.term_links.counted(found) if found else None

    @question(_values())
    def taxonomies(self) -> tuple[Link, ...]:
        """The indexes of the taxonomies that have terms."""
        archive = self._archive
        return tuple(self._views.taxonomy_link(name) for name in archive.taxonomies if archive.has_terms(name))

    @question(_values(day=read_day))
    def on_day(self, day: str) -> tuple[Teaser, ...]:
        """The stories of a day, oldest first."""
        return self._views.teasers(self._archive.days.get(date.fromisoformat(day), ()))

    @question(_values(month=read_number, day=read_number))
    def on_this_day(self, month: int, day: int) -> tuple[Teaser, ...]:
        """The stories of this day in every year, oldest first."""
        return self._views.teasers(self._archive.on_this_day(month, day))

    @question(_values(source=read_text, count=read_number))
    def related(self, source: str, count: int) -> tuple[Teaser, ...]:
        """Earlier coverage: stories before the one from this file that share its rarest terms."""
        position = self._archive.positions.get(source)
        return self._views.teasers(() if position is None else self._archive.related(position, count))

    @question(_values())
    def pages(self) -> tuple[PageLink, ...]:
        """The standing pages, by title. An edition ends with those that the publication has in its own language alone.

        So an imprint that is written once can be reached from everywhere.
        """
        views, own = self._views, self._views.whole.editions[0]
        pages = [
            PageLink(page.title, views.page_link(page).url, page.menu, len(views.page_tree.above(page)))
            for page in views.page_tree.by_title()
        ]
        if views is not own:
            pages += [
                PageLink(page.title, own.page_link(page).url, 0, 0, own.site.language)
                for page in own.page_tree.by_title()
                if not own.page_tree.above(page) and not has_version_of(views, page)
            ]
        return tuple(pages)

    @question(_values())
    def menu(self) -> tuple[Link, ...]:
        """The site's menu: as newsgen.yaml has it, else the largest sections; standing pages at their places."""
        links = [*self._stories_menu()]
        pages = [page for page in self._views.page_tree.by_title() if page.menu]
        for page in sorted(pages, key=lambda page: page.menu):
            links.insert(page.menu - 1, self._views.page_link(page))
        return tuple(links)

    def _stories_menu(self) -> Sequence[Link]:
        sections = self._archive.terms.get("sections", {})
        if not self._views.site.menu:
            largest = sorted(sections.values(), key=lambda term: (-len(term.positions), term.slug))[:_MENU_LENGTH]
            return tuple(
                Link(term.name, self._views.url(urls.term_place(term.taxonomy, term.slug)))
                for term in sorted(largest, key=lambda term: (term.name.casefold(), term.name))
            )
        links: list[Link] = []
        for item in self._views.site.menu:
            if item.url:
                links.append(Link(item.title, self._views.site.from_author(item.url)))
            elif term := sections.get(self._views.term_slug("sections", item.title)):
                links.append(Link(term.name, self._views.url(urls.term_place(term.taxonomy, term.slug))))
        return links


def ask_again(questions: ArchiveApi, note: str) -> object:
    """The answer that a noted question has in this archive.

    Raises:
        ValueError: The note is not one of `ArchiveApi`.
    """
    name, given = read_note(note)
    answer = getattr(getattr(ArchiveApi, name, None), _ASKED, None)
    if answer is None:
        raise ValueError(f"no such question: {note}")
    return questions._answer(answer, tuple(given))  # noqa: SLF001 - the other half of `question`


def spelled(note: str) -> str:
    """A noted question as a template would ask it.

    Raises:
        ValueError: The text is no note.
    """
    name, given = read_note(note)
    if name not in _WITH_CONDITIONS:
        return f"archive.{name}({', '.join(map(repr, given))})"
    named = [f"{key}={value!r}" for key, value in zip(given[::2], given[1::2], strict=True)]
    return f"archive.{name}({', '.join(named)})"


__all__ = ["ArchiveApi", "ask_again", "spelled"]
