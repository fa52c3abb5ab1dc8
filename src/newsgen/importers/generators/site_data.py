"""What a site's files of data say: ``data/authors.yaml``, ``_data/authors/kim.json``. Read when asked for. Pure."""

import posixpath
from collections.abc import Mapping
from datetime import date

from newsgen.importers.generators.configs import read_data, text_of
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.site_scripts import data_of_script

_ENDS = (".yaml", ".yml", ".json", ".toml", ".js", ".cjs", ".mjs")
_MOST = 2_000
"""Files that are read."""


class SiteData:
    """All data of one site; what lies in it is found by names, one inside of the other."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._read: dict[str, object] = {}

    @property
    def root(self) -> "DataFolder":
        """What a template calls `site.data`."""
        top, config = self._site.top, self._site.config
        named = text_of(config, "data_dir", "datadir").strip("/")
        if self._site.generator == "eleventy":
            folder = text_of(config, "data") or "_data"
            named = posixpath.normpath(posixpath.join(text_of(config, "input") or ".", folder))
            named = "" if named.startswith((".", "/")) else named
        folders = [named, "data", "_data", "src/_data", "source/_data"]
        return DataFolder(self, tuple(f"{top}{folder}/" for folder in dict.fromkeys(filter(None, folders))))

    def inside(self, folders: tuple[str, ...], name: str) -> object:
        """What is called so in some folders: a file's content, or a folder; None for neither."""
        for folder in folders:
            for end in _ENDS:
                path = self._site.folded.get(f"{folder}{name}{end}".lower(), "")
                if path and (path in self._read or len(self._read) < _MOST):
                    if path not in self._read:
                        is_script = path.endswith("js")
                        self._read[path] = data_of_script(self._site.tree, self._site.scripts, path) if is_script else (
                            read_data(self._site.tree, path))  # fmt: skip
                    return self._read[path]
        inner = tuple(f"{folder}{name}/" for folder in folders)
        starts = tuple(each.lower() for each in inner)
        return DataFolder(self, inner) if any(path.startswith(starts) for path in self._site.folded) else None


class DataFolder:
    """A folder of data, or several that templates see as one."""

    def __init__(self, data: SiteData, folders: tuple[str, ...]) -> None:
        self._data = data
        self._folders = folders

    def inside(self, name: str) -> object:
        """What is called so in it; None where nothing is."""
        return self._data.inside(self._folders, name) if name and "/" not in name and ".." not in name else None


def inside(thing: object, name: str) -> object:
    """What is called so in a thing of data; None where nothing is."""
    if isinstance(thing, DataFolder):
        return thing.inside(name)
    if isinstance(thing, Mapping):
        return thing.get(name, next((value for key, value in thing.items() if str(key).lower() == name.lower()), None))
    if isinstance(thing, list) and name.isdecimal():
        return thing[int(name)] if int(name) < len(thing) else None
    return None


def words_of(thing: object) -> str:
    """What a template shows of it; empty for what it cannot show as words."""
    if isinstance(thing, bool):
        return "true" if thing else ""
    return str(thing) if isinstance(thing, str | int | float | date) else ""
