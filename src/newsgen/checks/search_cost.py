"""What the search index weighs, and which query of one word makes a browser load most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsgen.checks.folder import OutputFile
from newsgen.errors import UsageError
from newsgen.searcher.entries import FILTER
from newsgen.searcher.folder import IndexFolder
from newsgen.searcher.manifest import LAST, Manifest
from newsgen.searcher.query import Query
from newsgen.searcher.shards import FOLDER, lines_of
from newsgen.searcher.typed import read_query


@dataclass(frozen=True, slots=True)
class SearchCost:
    """In bytes, as they lie in the folder; servers pack them to about a half."""

    files: int
    size: int
    word: str
    """The dearest one; empty of an index without words."""
    query: int
    """What a browser loads of the index for it."""


def search_cost(output: Path, files: Sequence[OutputFile]) -> SearchCost | None:
    """What the index of a site weighs; None where it has none that can be read."""
    sizes = {file.path: file.size for file in files if file.path.startswith(f"{FOLDER}/")}
    if not sizes:
        return None
    index = IndexFolder(output)
    try:
        manifest = index.manifest()
        dearest = _dearest(index, manifest, sizes)
    except (UsageError, KeyError, ValueError):
        return None
    word, query = max(dearest.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return SearchCost(len(sizes), sum(sizes.values()), word, query)


def _dearest(index: IndexFolder, manifest: Manifest, sizes: Mapping[str, int]) -> dict[str, int]:
    """The most frequent word of each shard, to what it costs."""
    found: dict[str, int] = {}
    for segment in manifest.segments:
        for name in segment.covering("t", "", LAST):
            lines = [line for line in lines_of(index.load([name])[name]) if not line.startswith(FILTER)]
            if lines:
                word = max(lines, key=len).partition(" ")[0]
                found[word] = _cost(word, manifest, sizes)
    return found


def _cost(word: str, manifest: Manifest, sizes: Mapping[str, int]) -> int:
    """Of the files that a query of this word loads first."""
    names = next(Query(manifest, read_query(word)).answer(), [])
    return sum(sizes.get(_path(name), 0) for name in names)


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.js"
