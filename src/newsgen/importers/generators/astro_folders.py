"""Where a site of Astro has its texts: what the settings of its collections say, else the usual folders. Pure."""

import posixpath
import re
from collections.abc import Iterator, Mapping

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


def collections_of(tree: Tree, top: str) -> dict[str, str]:
    """Folders of texts, with a slash at the end, to the names of the collections for which settings name them."""
    found: dict[str, str] = {}
    paths = frozenset(tree.paths())
    for name in _SETTINGS:
        if top + name in paths:
            try:
                text = tree.read(top + name, _LARGEST).decode("utf-8", "replace")
            except UnreadableError:
                continue
            found.update((posixpath.join(top, folder), named) for folder, named in _folders_in(text))
    return {folder: named for folder, named in found.items() if any(path.startswith(folder) for path in paths)}


def _folders_in(text: str) -> Iterator[tuple[str, str]]:
    constants = dict(_CONSTANT.findall(text))
    exported = _EXPORTED.search(text)
    names = {
        variable: name
        for name, variable in re.findall(r"[\"']?([\w-]+)[\"']?\s*:\s*(\w+)\b", exported[1] if exported else "")
    }
    begins = list(_COLLECTION.finditer(text))
    for begin, following in zip(begins, [*begins[1:], None], strict=True):
        base = _BASE.search(text, begin.end(), following.start() if following else len(text))
        if base is not None:
            folder = _folder(base[1] or constants.get(str(base[2]), ""), constants)
            if folder:
                yield folder, names.get(str(begin[1]), str(begin[1]))


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
