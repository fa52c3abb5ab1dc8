"""Where a site of Astro has its texts: what the settings of its collections say, else the usual folders. Pure."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsgen.importers.tree import Tree, UnreadableError

_SETTINGS = tuple(
    f"src/{name}.{end}" for name in ("content.config", "content/config") for end in ("ts", "mts", "js", "mjs")
)
_LARGEST = 200_000
_CONSTANT = re.compile(r"\bconst\s+(\w+)\s*(?::\s*\w+\s*)?=\s*[\"'`]([^\"'`\n]{1,200})[\"'`]")
_COLLECTION = re.compile(r"(?:\bconst\s+|[{,]\s*)[\"']?([\w-]+)[\"']?\s*[=:]\s*defineCollection\s*\(")
_BASE = re.compile(r"\bbase\s*:\s*(?:[\"'`]([^\"'`\n]{1,200})[\"'`]|(\w+))")
_EXPORTED = re.compile(r"\bcollections\s*=\s*\{([^{}]{0,2000})\}")
_USUAL = ("src/posts", "src/blog", "src/data", "src/articles", "posts", "blog", "articles", "data")
_MARKDOWN = (".md", ".mdx", ".markdown")


_FILE = re.compile(r"\bfile\s*\(\s*(?:[\"'`]([^\"'`\n]{1,200})[\"'`]|(\w+))")
_REFERENCE = re.compile(
    r"[\"']?\b([\w-]{1,80})[\"']?\s{0,20}:\s{0,80}(?:z\s{0,20}\.\s{0,20}\w{1,20}\(\s{0,80}){0,4}reference\(\s*[\"'`]([\w-]+)[\"'`]\s*\)"
)


@dataclass(frozen=True, slots=True)
class Collection:
    """What settings of Astro say of a collection."""

    name: str
    place: str
    """The file of its entries; or their folder, with a slash at the end."""
    references: Mapping[str, str]
    """Fields of its entries, in small letters, that name entries of other collections, to the names of these."""


def declared_collections(tree: Tree, top: str) -> list[Collection]:
    """All collections that settings declare, also those of data."""
    return [
        Collection(name, top + _place(block, name, constants), {
            field.lower(): other for field, other in _REFERENCE.findall(block)
        })
        for text in _settings_of(tree, top)
        for name, block, constants in _blocks_in(text)
    ]  # fmt: skip


def with_own_ids(tree: Tree, top: str) -> frozenset[str]:
    """Collections of which a function makes the ids."""
    return frozenset(
        name for text in _settings_of(tree, top) for name, block, _ in _blocks_in(text) if "generateId" in block
    )


def _place(block: str, name: str, constants: Mapping[str, str]) -> str:
    if found := _FILE.search(block):
        return _folder(found[1] or constants.get(str(found[2]), ""), constants).rstrip("/")
    base = _BASE.search(block)
    return (_folder(base[1] or constants.get(str(base[2]), ""), constants) if base else "") or f"src/content/{name}/"


def collections_of(tree: Tree, top: str) -> dict[str, str]:
    """Folders of texts, with a slash at the end, to the names of the collections for which settings name them."""
    paths = frozenset(tree.paths())
    found = {
        posixpath.join(top, folder): named for text in _settings_of(tree, top) for folder, named in _folders_in(text)
    }
    return {folder: named for folder, named in found.items() if any(path.startswith(folder) for path in paths)}


def _settings_of(tree: Tree, top: str) -> Iterator[str]:
    paths = frozenset(tree.paths())
    for name in _SETTINGS:
        if top + name in paths:
            try:
                yield tree.read(top + name, _LARGEST).decode("utf-8", "replace")
            except UnreadableError:
                continue


def _blocks_in(text: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """The name of each collection, what is said of it, and the constants of the file."""
    constants = dict(_CONSTANT.findall(text))
    exported = _EXPORTED.search(text)
    names = {
        variable: name
        for name, variable in re.findall(r"[\"']?([\w-]+)[\"']?\s*:\s*(\w+)\b", exported[1] if exported else "")
    }
    begins = list(_COLLECTION.finditer(text))
    for begin, following in zip(begins, [*begins[1:], None], strict=True):
        block = text[begin.end() : following.start() if following else len(text)]
        yield names.get(str(begin[1]), str(begin[1])), block, constants


def _folders_in(text: str) -> Iterator[tuple[str, str]]:
    for name, block, constants in _blocks_in(text):
        if base := _BASE.search(block):
            folder = _folder(base[1] or constants.get(str(base[2]), ""), constants)
            if folder:
                yield folder, name


def _folder(typed: str, constants: Mapping[str, str]) -> str:
    filled = re.sub(r"\$\{(\w+)\}", lambda name: constants.get(name[1], ""), typed)
    path = posixpath.normpath(filled.strip().lstrip("/") or ".")
    return "" if path == "." or path.startswith("..") else f"{path}/"


def usual_folders(tree: Tree, top: str) -> list[str]:
    """Folders in which texts lie where nothing names them, if the usual ones have none."""
    texts = [path for path in tree.paths() if path.startswith(top) and path.lower().endswith(_MARKDOWN)]
    if any(path.startswith((f"{top}src/content/", f"{top}content/")) for path in texts):
        return []
    return [f"{top}{folder}/" for folder in _USUAL if any(path.startswith(f"{top}{folder}/") for path in texts)]
