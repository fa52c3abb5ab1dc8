"""What lies beside the texts of a site and is said of them: who the authors are, what fields a folder gives. Pure."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsgen.importers.generators.addresses_of_eleventy import COMPUTED, OF_SCRIPT
from newsgen.importers.generators.configs import read_config, read_data, read_fields, text_of
from newsgen.importers.generators.references import References, listed_entries, name_of
from newsgen.importers.generators.selection import Entry, stem_of
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.site_scripts import data_of_script

_AUTHORS = re.compile(
    r"(?:(?:.*/)?(?=\.authors\.)|(?:.*/)?(?:_?data|_data|data|content|blog|docs/blog|docs|src/_data|source/_data)/)"
    r"(?:\.?authors|people"
    r"|members|staff|author)"
    r"(?:/(?P<sign>[\w.-]+))?\.(?:ya?ml|json|toml)"
)
_MOST = 2_000
"""Files of data that are read."""


@dataclass(frozen=True, slots=True)
class Person:
    """What a file of data says of an author, besides the name."""

    name: str
    text: str
    """In Markdown; empty where nothing is said."""
    image: str
    path: str
    taxonomy: str = "authors"


_TEXTS_OF_LIVES = ("bio", "biography", "about", "description", "long_bio", "short_bio", "blurb", "intro", "summary")
_PORTRAITS = ("photo", "image", "avatar", "picture", "portrait", "cover")
_IN_COLLECTIONS = {"authors": ("authors", "author", "byline", "writer", "writers", "contributors"),
                   "series": ("series", "serie"), "tags": ("tags", "topics"),
                   "sections": ("section", "category", "categories", "department")}  # fmt: skip
"""Taxonomies to fields that name their terms by signs."""


def _of_references(references: References) -> Iterator[Person]:
    """Terms of which the entry in a collection of data tells more than what they are called."""
    for taxonomy, keys in _IN_COLLECTIONS.items():
        for collection in dict.fromkeys(name for key in keys for name in references.of_field(key)):
            for entry in references.entries(collection).values():
                text, name = text_of(entry.about, *_TEXTS_OF_LIVES), name_of(entry.about)
                if text and name and not entry.path.endswith((".md", ".mdx", ".markdown")):
                    image = text_of(entry.about, *_PORTRAITS)
                    yield Person(name, text, image, f"{entry.path}:{entry.sign}", taxonomy)


def lives_of(site: Site) -> list[Person]:
    """Authors and other terms of whom more than the name is told."""
    found: list[Person] = list(_of_references(References(site)))
    for path in [path for path in site.tree.paths() if path.startswith(site.top) and _AUTHORS.fullmatch(path)][:_MOST]:
        for sign, about in _people_in(site, path):
            name = dict(_named(str(sign), about)).get(str(sign).lower(), "")
            if not name or not isinstance(about, Mapping):
                continue
            text = text_of(about, *_TEXTS_OF_LIVES)
            image = text_of(about, *_PORTRAITS)
            if text:
                found.append(Person(name, text, image, f"{path}:{sign}"))
    return found


def _people_in(site: Site, path: str) -> Iterator[tuple[str, Any]]:
    """The signs of a file of authors, and what it says of each."""
    data = read_data(site.tree, path)
    match = _AUTHORS.fullmatch(path)
    if match and match["sign"]:
        if isinstance(data, Mapping):
            yield match["sign"], data
        return
    inner = data.get("authors") if isinstance(data, Mapping) else None
    yield from listed_entries(inner if isinstance(inner, Mapping | list) else data)


def people_of(site: Site) -> dict[str, str]:
    """Signs by which stories name their authors, in small letters, to names."""
    found: dict[str, str] = {}
    paths = [path for path in site.tree.paths() if path.startswith(site.top) and _AUTHORS.fullmatch(path)]
    for path in paths[:_MOST]:
        for sign, about in _people_in(site, path):
            found.update(_named(sign, about))
    found.update(_of_collection(site))
    authors = site.config.get("authors", site.config.get("author"))
    if isinstance(authors, Mapping):
        for sign, about in authors.items():
            found.update(_named(str(sign), about))
    return found


_PERSON = re.compile(r"_(?:authors|people|staff|team|members)/(?P<sign>[\w.-]+)\.(?:md|markdown|html)")


def _of_collection(site: Site) -> Iterator[tuple[str, str]]:
    """Of Jekyll: authors that have a text of their own, by its name, and by the sign that it says."""
    if site.generator != "jekyll":
        return
    paths = [path for path in site.tree.paths() if _PERSON.fullmatch(path.removeprefix(site.top))]
    for path in paths[:_MOST]:
        about = read_fields(site.tree, path)
        match = _PERSON.fullmatch(path.removeprefix(site.top))
        signs = [
            match["sign"] if match else "",
            *(text_of(about, key) for key in ("short_name", "username", "slug", "id")),
        ]
        for sign in filter(None, signs):
            yield from _named(sign, about)


def _named(sign: str, about: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - whatever a file holds
    if isinstance(about, Mapping):
        if name := name_of(about):
            yield sign.lower(), name
    elif isinstance(about, str) and about.strip() and sign not in {"name", "email", "bio", "url", "avatar", "twitter"}:
        yield sign.lower(), about.strip()


def defaults_of(site: Site, entry: Entry) -> dict[str, Any]:
    """Fields that a text has where it does not say otherwise."""
    if site.generator == "jekyll":
        return _scopes(site, entry)
    if site.generator == "eleventy":
        return _of_folders(site, entry)
    return {}


def _scopes(site: Site, entry: Entry) -> dict[str, Any]:
    """Jekyll's, by folder and type; the narrower of two holds."""
    found: list[tuple[int, Mapping[str, Any]]] = []
    for each in site.config.get("defaults") or ():
        scope = each.get("scope") if isinstance(each, Mapping) else None
        values = each.get("values") if isinstance(each, Mapping) else None
        if not isinstance(scope, Mapping) or not isinstance(values, Mapping):
            continue
        path, kind = text_of(scope, "path").strip("/"), text_of(scope, "type")
        inside = entry.path.removeprefix(entry.prefix)
        if "*" in path:
            fits = re.match(re.escape(path).replace(r"\*", "[^/]*"), inside) is not None
        else:
            fits = not path or inside == path or inside.startswith(f"{path}/")
        own = entry.collection or "pages"
        own = "drafts" if entry.role == "draft" and kind == "drafts" else own
        if fits and (not kind or kind.rstrip("s") == own.rstrip("s")):
            found.append((len(path) * 2 + bool(kind), values))
    merged: dict[str, Any] = {}
    for _, values in sorted(found, key=lambda each: each[0]):
        merged.update(values)
    return merged


def _of_folders(site: Site, entry: Entry) -> dict[str, Any]:
    """Eleventy's files of data beside texts; of those in JavaScript, what stands there as a constant."""
    merged: dict[str, Any] = {}
    folder, slash, name_of = entry.path.rpartition("/")
    own = f"{folder}{slash}{stem_of(name_of)}"
    folders: list[str] = []
    while folder and len(folder) >= len(entry.prefix.rstrip("/")):
        folders.insert(0, folder)
        folder = posixpath.dirname(folder)
    for each in folders:
        name = each.rpartition("/")[2]
        for end in _DATA_ENDS:
            path = f"{each}/{name}{end}"
            if path in site.paths:
                merged.update(_data_of(site, path))
    for end in _DATA_ENDS:
        if own + end in site.paths:
            merged.update(_data_of(site, own + end))
    return {key: value for key, value in merged.items() if key not in {"tags", "eleventyComputed"}}


_DATA_ENDS = (".json", ".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs")


def _data_of(site: Site, path: str) -> dict[str, Any]:
    """What a file of data says; of what it has computed, the address alone."""
    found = data_of_script(site.tree, site.scripts, path) if path.endswith("js") else dict(read_config(site.tree, path))
    computed = found.get("eleventyComputed")
    if isinstance(computed, Mapping) and computed.get("permalink"):
        found[COMPUTED] = computed["permalink"]
    # Of other functions nobody needs the text.
    kept = {"permalink", COMPUTED}
    return {key: value for key, value in found.items() if key in kept or not str(value).startswith(OF_SCRIPT)}
