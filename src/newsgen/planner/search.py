"""The search page: a form, and below it, for readers whose browser runs no scripts, every way into the archive.

The index is no page: `builder/search_stage.py` sees to it.
"""

from collections.abc import Iterable, Iterator
from typing import Self

from newsgen.models.language import direction_of, own_name_of
from newsgen.models.page import NoContext, Page, SearchContext
from newsgen.models.page_parts import LanguageChoice, SearchField, TermChoice, TermLetters
from newsgen.models.views import Link
from newsgen.planner import urls
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.fixed import ReplaceablePage
from newsgen.planner.kinds import SinglePage
from newsgen.planner.letters import Alphabet

_MOST_CHOICES = 40
"""Terms of a taxonomy up to which one is chosen from a list; of more its name is typed."""


class SearchScript(ReplaceablePage):
    """search/search.js: the scripts of the search page in one file."""

    name = "search script"
    template = "search.js"
    where = urls.SEARCH_SCRIPT
    shows_archive = False

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and self.views.settings.search.is_on

    def page(self, key: str) -> Page:
        head = self.views.head("search script", key)
        return Page(path=key, template=self.template, head=head, make_context=NoContext, label=key)


class SnippetScript(SearchScript):
    """search/snippets.js: what the search page needs once there is something to show."""

    name = "snippet script"
    template = "snippets.js"
    where = urls.SNIPPET_SCRIPT


class SearchPage(SinglePage):
    """search/, where newsgen.yaml does not switch it off."""

    name = "search"
    template = "search.html"
    where = urls.output_path(urls.SEARCH)

    def keys(self) -> Iterable[str]:
        return (self.where,) if self.where in self else ()

    def __contains__(self, key: str) -> bool:
        return super().__contains__(key) and self.views.settings.search.is_on

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        is_other = diff.shows_elsewhere or self.views.whole.pages != before.views.whole.pages
        # Which languages there are is told by all editions.
        is_other = is_other or any(each.shows_elsewhere for each in diff.in_other_editions)
        return {*self.keys(), *before.keys()} if is_other or diff.profiles else ()

    def page(self, key: str) -> Page:
        return Page(
            path=self.path(key),
            template=self.template,
            head=self.views.head(
                "search", self.views.prefix + urls.SEARCH, versions=self.views.versions_at(urls.SEARCH)
            ),
            make_context=self._context,
            label="the search page",
        )

    def _context(self) -> SearchContext:
        years = sorted({day.year for day in self.archive.days}, reverse=True)
        return SearchContext(
            fields=tuple(self._fields()),
            languages=self._languages(),
            language=self.views.site.language if self.views.settings.editions else "",
            years=tuple(Link(f"{year:04}", self.views.url(urls.year_place(year))) for year in years),
            letters=tuple(self._letters()),
            snippets=self.views.settings.search.snippets,
        )

    def _fields(self) -> Iterator[SearchField]:
        for name in self.archive.taxonomies:
            if not self.archive.has_terms(name):
                continue
            terms = self.archive.terms[name]
            listed = terms.values() if len(terms) <= _MOST_CHOICES else ()
            choices = [TermChoice(term.name, self._url(name, term.slug), term.slug) for term in listed]
            yield SearchField(name, self.views.taxonomy_link(name).title, tuple(choices))

    def _url(self, taxonomy: str, slug: str) -> str:
        return self.views.url(urls.term_place(taxonomy, slug))

    def _languages(self) -> tuple[LanguageChoice, ...]:
        """The languages in which something is written, by their own names; none where it is but one."""
        whole = self.views.whole
        found = {*whole.archive.index.languages.values(), *(page.lang for page in whole.pages.values())} - {""}
        if len(whole.archive.index.languages) < len(whole.archive.index):
            found.add(whole.own_language)
        choices = [LanguageChoice(tag, own_name_of(tag), direction_of(tag)) for tag in found]
        return tuple(sorted(choices, key=lambda choice: (choice.name.casefold(), choice.tag))) if len(found) > 1 else ()

    def _letters(self) -> Iterator[TermLetters]:
        """Of each taxonomy whose terms are not chosen from a list, the letters with which they begin."""
        for name in self.archive.taxonomies:
            terms = self.archive.terms.get(name, {})
            if len(terms) <= _MOST_CHOICES:
                continue
            alphabet = Alphabet(self.views.site.language, name)
            names = sorted((term.name for term in terms.values()), key=alphabet.key)
            yield TermLetters(self.views.taxonomy_link(name), tuple(dict.fromkeys(map(alphabet.letter, names))))
