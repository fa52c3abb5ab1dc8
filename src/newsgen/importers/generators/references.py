"""What the fields of a text of Astro name by a sign: entries of collections, and what these are called. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from newsgen.importers.generators.astro_folders import Collection, declared_collections
from newsgen.importers.generators.configs import read_data, read_fields, text_of
from newsgen.importers.generators.selection import stem_of
from newsgen.importers.generators.site import Site

NAMES = ("name", "display_name", "displayName", "title", "full_name", "fullname", "label")
"""Fields that say what a thing is called that others name by a sign."""
_SIGNS = ("id", "slug", "key", "username", "handle")
_DATA = (".json", ".yaml", ".yml", ".toml")
_TEXTS = (".md", ".mdx", ".markdown")
_MOST = 2_000
"""Files of one collection that are read."""


@dataclass(frozen=True, slots=True)
class Referred:
    """An entry that others name."""

    sign: str
    about: Mapping[str, Any]
    path: str
    """Of its file."""


def listed_entries(found: object) -> Iterator[tuple[str, object]]:
    """The entries of a file of data with their signs: groups by sign, or a list of groups that say theirs."""
    if isinstance(found, list):
        for each in found:
            if isinstance(each, Mapping):
                for sign in dict.fromkeys(_signs_of(each)):
                    yield sign, each
    elif isinstance(found, Mapping):
        for key, about in found.items():
            yield str(key), about


def _signs_of(about: Mapping[str, Any]) -> Iterator[str]:
    for key in _SIGNS:
        value = about.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            yield str(value).strip()


class References:
    """Those of one site."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._entries: dict[str, dict[str, Referred]] = {}

    @cached_property
    def _declared(self) -> dict[str, Collection]:
        if self._site.generator != "astro":
            return {}
        return {each.name: each for each in declared_collections(self._site.tree, self._site.top)}

    def entries(self, collection: str) -> Mapping[str, Referred]:
        """Signs, in small letters, to the entries of a collection."""
        if collection not in self._entries:
            found = self._declared.get(collection)
            listed = self._read(found) if found is not None else ()
            self._entries[collection] = {each.sign.lower(): each for each in listed}
        return self._entries[collection]

    def _read(self, collection: Collection) -> Iterator[Referred]:
        tree, place = self._site.tree, collection.place
        if not place.endswith("/"):
            for sign, about in listed_entries(read_data(tree, place)) if place in self._site.paths else ():
                if isinstance(about, Mapping):
                    yield Referred(sign, about, place)
            return
        paths = [path for path in sorted(self._site.paths) if path.startswith(place)]
        for path in [path for path in paths if path.endswith((*_DATA, *_TEXTS))][:_MOST]:
            found = read_data(tree, path) if path.endswith(_DATA) else read_fields(tree, path)
            if isinstance(found, Mapping):
                inside = path.removeprefix(place)
                inside = stem_of(inside) if path.endswith(_TEXTS) else inside.rpartition(".")[0]
                own = text_of(found, "slug")
                for sign in dict.fromkeys(filter(None, (inside, inside.removesuffix("/index"), own))):
                    yield Referred(sign, found, path)

    def of_field(self, name: str) -> Iterator[str]:
        """The collections of which fields name entries by some name."""
        found = (each.references.get(name) for each in self._declared.values())
        yield from dict.fromkeys(filter(None, found))

    def called(self, collection: str, typed: Mapping[str, Any]) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
        """What the entries are called that the fields of a text name.

        Returns:
            Signs as they were typed, to names; and of each that is nowhere, the field, the sign and the collection.
        """
        names: dict[str, str] = {}
        missing: list[tuple[str, str, str]] = []
        declared = self._declared.get(collection)
        for key, other in declared.references.items() if declared is not None else ():
            value = typed.get(key)
            for each in value if isinstance(value, list | tuple) else [value]:
                if not isinstance(each, str) or not each.strip():
                    continue
                entry = self.entries(other).get(each.strip().lower())
                if entry is None:
                    missing.append((key, each.strip(), other))
                elif name := name_of(entry.about):
                    names[each.strip()] = name
        return names, missing


def name_of(about: Mapping[str, Any]) -> str:
    """What an entry says that it is called; empty where it does not say it."""
    first, last = text_of(about, "first_name", "firstName"), text_of(about, "last_name", "lastName")
    return text_of(about, *NAMES) or f"{first} {last}".strip()
