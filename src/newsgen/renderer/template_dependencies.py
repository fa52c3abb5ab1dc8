"""What a template reaches: itself, and all that it extends, includes and imports, as one fingerprint for each."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from jinja2 import Environment, TemplateNotFound

from newsgen.errors import ContentError
from newsgen.models.fingerprint import digest_of
from newsgen.renderer.theme import ThemeLoader

_MISSING = "missing"
_TAG = re.compile(r"\{%[-+]?\s*(?P<kind>extends|include|import|from)\b(?P<rest>.*?)[-+]?%\}", re.DOTALL)
_LITERAL = re.compile(r"""\"[^"\\]*\"|'[^'\\]*'""")
_NAMES = re.compile(r"[\s\[(]*\0(?:\s*,\s*\0)*[\s,\])]*")
"""One literal, or several in a list."""
_WORDS = re.compile(r"[\w\s,]*")
_END = re.compile(r"\Z")
_BEHIND = {
    "extends": _END,
    "include": re.compile(r"(?:\s+ignore\s+missing)?(?:\s+with(?:out)?\s+context)?\s*\Z"),
    "import": re.compile(r"\sas\s"),
    "from": re.compile(r"\simport\s"),
}
"""What begins behind the name of a template in each tag."""


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
            text, shown, _ = self._loader.get_source(_no_environment(), name)
        except (TemplateNotFound, ContentError):
            return _MISSING, frozenset()
        return digest_of(f"{shown}\n{text}"), frozenset(self._names(names_in_template(text)))

    def _names(self, found: Iterable[str | None]) -> Iterator[str]:
        for name in found:
            if name is not None:
                yield name
            else:
                yield from self._loader.list_templates()


def names_in_template(text: str) -> Iterator[str | None]:
    """The templates that a template's text names; None for one that is named by an expression.

    Read from its tags: to parse it takes as long as all else that is done to compile it. What stands in a comment or
    in a text that is shown as it is counts as well, which does no harm.
    """
    for tag in _TAG.finditer(text):
        expression, *behind = _BEHIND[tag["kind"]].split(tag["rest"], maxsplit=1)
        yield from (literal[1:-1] for literal in _LITERAL.findall(expression))
        # A tag that is not closed, in a comment, say, has taken the next one along.
        if not _NAMES.fullmatch(_LITERAL.sub("\0", expression)) or not all(map(_WORDS.fullmatch, behind)):
            yield None


@cache
def _no_environment() -> Environment:
    """The loader is handed one, and does not ask it for anything."""
    return Environment(autoescape=True)
