"""What a template may ask of the archive, and the answers, as the variable ``archive``.

A page's answers are among its inputs: a page that asks for the latest stories changes with every story. So each method
notes what it was asked.
"""

from datetime import date

from newsgen.models.notebook import Notebook, read_note
from newsgen.models.page import Link, Teaser, TermLink
from newsgen.planner import urls
from newsgen.planner.views import Views

_MENU_LENGTH = 8


class Questions:
    """The archive as templates see it; read-only. Every answer is a tuple."""

    def __init__(self, views: Views, notebook: Notebook | None = None) -> None:
        self._views = views
        self._notebook = notebook or Notebook()
        self._archive = views.archive
        self._last_related: tuple[tuple[str, int], tuple[int, ...]] = (("", 0), ())
        """Source and count, and the answer: whoever notes the answer asks the same question right after the page."""
        self._menu = self._make_menu()
        self._taxonomies = tuple(
            views.taxonomy_link(name) for name in views.archive.taxonomies if views.archive.has_terms(name)
        )

    def latest(self, count: int) -> tuple[Teaser, ...]:
        """The newest stories, newest first."""
        self._notebook.note("latest", count)
        return self._views.newest(count)

    def terms(self, taxonomy: str) -> tuple[TermLink, ...]:
        """Every term of a taxonomy with its count, by name."""
        self._notebook.note("terms", taxonomy)
        return tuple(self._views.counted_link(term) for term in self._archive.terms.get(taxonomy, {}).values())

    def taxonomies(self) -> tuple[Link, ...]:
        """The indexes of the taxonomies that have terms."""
        self._notebook.note("taxonomies")
        return self._taxonomies

    def on_day(self, day: date) -> tuple[Teaser, ...]:
        """The stories of a day, oldest first."""
        self._notebook.note("on_day", day)
        return self._views.teasers(self._archive.days.get(day, ()))

    def on_this_day(self, month: int, day: int) -> tuple[Teaser, ...]:
        """The stories of this day in every year, oldest first."""
        self._notebook.note("on_this_day", month, day)
        return self._views.teasers(self._archive.on_this_day(month, day))

    def related(self, source: str, count: int) -> tuple[Teaser, ...]:
        """Earlier coverage: stories before the one from this file that share its rarest terms."""
        self._notebook.note("related", source, count)
        if self._last_related[0] != (source, count):
            position = self._archive.positions.get(source)
            found = () if position is None else self._archive.related(position, count)
            self._last_related = ((source, count), found)
        return self._views.teasers(self._last_related[1])

    def menu(self) -> tuple[Link, ...]:
        """The site's menu: as newsgen.yaml has it, else the sections with most stories."""
        self._notebook.note("menu")
        return self._menu

    def _make_menu(self) -> tuple[Link, ...]:
        sections = self._archive.terms.get("sections", {})
        if not self._views.site.menu:
            largest = sorted(sections.values(), key=lambda term: (-len(term.positions), term.slug))[:_MENU_LENGTH]
            return tuple(
                Link(term.name, self._views.site.url(urls.term_place(term.taxonomy, term.slug)))
                for term in sorted(largest, key=lambda term: (term.name.casefold(), term.name))
            )
        links = []
        for item in self._views.site.menu:
            if item.url:
                links.append(Link(item.title, self._views.site.from_author(item.url)))
            elif term := sections.get(self._views.term_slug("sections", item.title)):
                links.append(Link(term.name, self._views.site.url(urls.term_place(term.taxonomy, term.slug))))
        return tuple(links)


def ask_again(questions: Questions, note: str) -> object:  # noqa: PLR0911 - one return for each question
    """The answer that a noted question has in this archive.

    Raises:
        ValueError: The note is not one of `Questions`.
    """
    match read_note(note):
        case ["latest", [int(count)]]:
            return questions.latest(count)
        case ["terms", [str(taxonomy)]]:
            return questions.terms(taxonomy)
        case ["taxonomies", []]:
            return questions.taxonomies()
        case ["on_day", [str(day)]]:
            return questions.on_day(date.fromisoformat(day))
        case ["on_this_day", [int(month), int(day)]]:
            return questions.on_this_day(month, day)
        case ["related", [str(source), int(count)]]:
            return questions.related(source, count)
        case ["menu", []]:
            return questions.menu()
    raise ValueError(f"no such question: {note}")
