"""Standing pages and the pages in whose folders they lie."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from newsgen.models.standing import StandingPage


class PageTree:
    """The standing pages of an edition, by their paths."""

    def __init__(self, pages: Iterable[StandingPage]) -> None:
        self._pages = tuple(pages)
        # The first by name of several.
        self._by_path = {page.path: page for page in reversed(self._pages)}

    def at(self, path: str) -> StandingPage | None:
        """The page of a path, ``about/corrections``; None where there is none."""
        return self._by_path.get(path.rstrip("/"))

    def above(self, page: StandingPage) -> list[StandingPage]:
        """The pages in whose folders it lies, the nearest first."""
        above = page.path
        found = []
        while above := above.rpartition("/")[0]:
            if (parent := self._by_path.get(above)) is not None:
                found.append(parent)
        return found

    def below(self, page: StandingPage) -> Sequence[StandingPage]:
        """Those right below it, by title."""
        return self._below.get(page.source, ())

    @cached_property
    def _below(self) -> Mapping[str, Sequence[StandingPage]]:
        found: defaultdict[str, list[StandingPage]] = defaultdict(list)
        for page in self.by_title():
            for parent in self.above(page)[:1]:
                found[parent.source].append(page)
        return found

    def by_title(self) -> list[StandingPage]:
        """All, in the order in which lists of them show them."""
        return sorted(self._pages, key=lambda page: (page.title.casefold(), page.source))
