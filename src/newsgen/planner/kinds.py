"""What a kind of page is. Everything there is to know of one stands in one module, as a subclass of `PageKind`.

A page is named by a *key*: the source of an article, the taxonomy, slug and number of a term's page. The same key means
the same page in every state of the archive. To add a kind, write its class, name it in `pages.KINDS`, and give it a
template and a context (models.page); the build, the preview, ``--explain``, collisions and sitemaps then know it.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from newsgen.models.page import Page
from newsgen.planner.archive_diff import ArchiveDiff
from newsgen.planner.views import Views

Key = TypeVar("Key", bound=Hashable)


class SitemapPlace(NamedTuple):
    """A page, as sitemaps list it."""

    place: str
    changed: str
    """When its content last changed: a W3C date, or empty."""
    versions: tuple[tuple[str, str], ...] = ()
    """Language and place of each version of a story in several languages."""


class PageKind(ABC, Generic[Key]):
    """The pages of one kind in one state of the archive."""

    name: ClassVar[str]
    """Tells it from all others."""
    template: ClassVar[str]
    is_of_editions: ClassVar[bool] = True
    """Whether each edition has its own; else there are pages for the publication as a whole."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.archive = views.archive

    @abstractmethod
    def keys(self) -> Iterable[Key]:
        """The key of every page, in the order of publishing."""

    @abstractmethod
    def order(self, key: Key) -> Any:  # noqa: ANN401 - of a type that sorts
        """By this the keys of `keys` are in the order of publishing."""

    @abstractmethod
    def __contains__(self, key: Key) -> bool:
        """Whether there is a page with this key."""

    @abstractmethod
    def path(self, key: Key) -> str:
        """Where the page lies in the output; of a key in `keys`."""

    @abstractmethod
    def at(self, path: str) -> Iterable[Key]:
        """The keys of the pages that want this path: the inverse of `path`. More than one is a collision."""

    @abstractmethod
    def page(self, key: Key) -> Page:
        """The page itself; of a key in `keys`."""

    def templates(self) -> Iterable[str]:
        """The names of the templates that make its pages."""
        return (self.template,)

    def made_by(self, template: str) -> Iterable[Key]:
        """The keys of all pages that a template makes."""
        return self.keys() if template == self.template else ()

    def source(self, key: Key) -> str:
        """The file inside content/ of which the page shows the text; empty where it is of none."""
        del key
        return ""

    def texts(self, key: Key) -> Iterable[str]:
        """The sources of the articles whose texts the page shows; an article's own page is not asked."""
        del key
        return ()

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[Key]:
        """The keys of the pages that may show something else than in the archive ``before``, be new, or be gone.

        Too many are allowed, too few are not: whether a page does show something else is told by its context. None
        where pages of this kind show nothing of the archive.
        """
        del before, diff
        return ()

    def take_over(self, before: Self) -> None:
        """Takes over what pages of this kind have found out in the archive ``before``, as far as it holds still."""

    # Sitemaps.

    def sitemaps(self) -> Iterable[str]:
        """The names of the sitemaps that list pages of this kind."""
        return ()

    def listed(self, sitemap: str) -> Sequence[SitemapPlace]:
        """What one of these lists."""
        raise NotImplementedError(sitemap)

    def listed_count(self, sitemap: str) -> int | None:
        """How many URLs it lists, those of versions in other languages among them; None where only listing them tells.

        None of what is counted so may have versions.
        """
        del sitemap
        return None

    def last_change_in(self, sitemap: str) -> str | None:
        """When the last change was of anything that it lists; None where only listing them tells."""
        del sitemap
        return None

    def altered_sitemaps(self, before: Self, diff: ArchiveDiff) -> Collection[str]:
        """The names of those that may list something else than before, or in another order."""
        if not diff.refiled:
            return ()
        now, old = set(self.sitemaps()), set(before.sitemaps())
        return now ^ old | {name for name in now & old if self.listed(name) != before.listed(name)}


class FiledByPath(PageKind[Key]):
    """A kind whose users choose its addresses, so that several pages may want one."""

    def at(self, path: str) -> Iterable[Key]:
        return self.by_path.get(path, ())

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[Key]]:
        """Path to the keys of the pages that want it, in the order of publishing."""
        found: dict[str, list[Key]] = {}
        for key in self.keys():
            found.setdefault(self.path(key), []).append(key)
        return found

    @cached_property
    def shared_paths(self) -> Collection[str]:
        """The paths that several of its pages want."""
        return {path for path, keys in self.by_path.items() if len(keys) > 1}


class SinglePage(PageKind[str]):
    """A kind of which there is one page."""

    where: ClassVar[str]
    """The path of its file in the edition."""
    shows_archive: ClassVar[bool] = True
    """Whether it hangs on any article that is shown elsewhere than on its own page."""

    def keys(self) -> Iterable[str]:
        return (self.where,) if self.where in self else ()

    def __contains__(self, key: str) -> bool:
        return key == self.where

    def path(self, key: str) -> str:
        return self.views.prefix + key

    def order(self, key: str) -> str:
        return key

    def at(self, path: str) -> Iterable[str]:
        key = path.removeprefix(self.views.prefix)
        return (key,) if key in self and self.path(key) == path else ()

    def affected(self, before: Self, diff: ArchiveDiff) -> Iterable[str]:
        del before
        return self.keys() if self.shows_archive and diff.shows_elsewhere else ()

    def listed_count(self, sitemap: str) -> int:
        del sitemap
        return 1
