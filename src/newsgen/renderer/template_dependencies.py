"""What a template reaches: itself, and all that it extends, includes and imports, as one fingerprint for each."""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates

from newsgen.errors import ContentError
from newsgen.models.fingerprint import digest_of
from newsgen.renderer.fragments import CachedFragments
from newsgen.renderer.theme import ThemeLoader

_MISSING = "missing"


def fingerprint_templates(loader: ThemeLoader, names: Iterable[str]) -> dict[str, str]:
    """Name of a template to the fingerprint of the texts of all templates that it reaches.

    One that is not there counts, too: it may be included where it is not missing any more. A template that names
    another by an expression reaches all.
    """
    reach = _Reach(loader)
    return {name: reach.fingerprint(name) for name in sorted(set(names))}


class _Reach:
    def __init__(self, loader: ThemeLoader) -> None:
        self._loader = loader
        self._seen: dict[str, tuple[str, frozenset[str]]] = {}
        """Name to the digest of its text, and the names in it."""

    def fingerprint(self, name: str) -> str:
        reached: set[str] = set()
        waiting = [name]
        while waiting:
            here = waiting.pop()
            if here not in reached:
                reached.add(here)
                waiting += self._look(here)[1]
        return digest_of("\n".join(f"{each}\t{self._look(each)[0]}" for each in sorted(reached)))

    def _look(self, name: str) -> tuple[str, frozenset[str]]:
        if name not in self._seen:
            self._seen[name] = self._read(name)
        return self._seen[name]

    def _read(self, name: str) -> tuple[str, frozenset[str]]:
        try:
            text, shown, _ = self._loader.get_source(_parser(), name)
        except (TemplateNotFound, ContentError):
            return _MISSING, frozenset()
        return digest_of(f"{shown}\n{text}"), frozenset(self._names(_named_in(text)))

    def _names(self, found: Iterable[str | None]) -> Iterator[str]:
        for name in found:
            if name is not None:
                yield name
            else:
                yield from self._loader.list_templates()


@lru_cache(maxsize=1024)
def _named_in(text: str) -> tuple[str | None, ...]:
    """The templates that a template's text names; None for one that is named by an expression."""
    try:
        return tuple(find_referenced_templates(_parser().parse(text)))
    except TemplateSyntaxError:
        return ()


@cache
def _parser() -> Environment:
    return Environment(extensions=[CachedFragments], autoescape=True, trim_blocks=True)
