"""One folder's entries: what is left out, and names whose letters are composed otherwise."""

import errno
import os
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from newsgen.errors import Problem
from newsgen.loader.sources.remarks import shown
from newsgen.models.names import composed
from newsgen.models.stamp import STAMP_OF, Stamp


def take_plain_files(folder: Path, prefix: str, stamps: dict[str, Stamp | None]) -> "list[os.DirEntry[str]]":
    """Takes in the stamps of the files in a folder that are nothing but files; the other entries, sorted."""
    others: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if is_hidden_or_backup(name):
                continue
            if not name.isascii() or not entry.is_file(follow_symlinks=False):
                others.append(entry)
                continue
            try:  # as in `stamp_of_entry`: this is done a hundred thousand times
                stamps[prefix + name] = STAMP_OF(entry.stat())
            except OSError:
                stamps[prefix + name] = None
    return sorted(others, key=attrgetter("name"))


def stamp_of_entry(entry: "os.DirEntry[str]") -> Stamp | None:
    """The stamp of the file itself, where the entry is a link to it."""
    try:
        return STAMP_OF(entry.stat())
    except OSError:
        return None


def is_hidden_or_backup(name: str) -> bool:
    """Whether a file or folder of this name is left out: a hidden one, or an editor's backup copy."""
    return name.startswith(".") or name.endswith("~")


def apart_from_twins(
    entries: Iterable[os.DirEntry[str]], prefix: str, stamps: dict[str, Stamp | None], problems: list[Problem]
) -> list[os.DirEntry[str]]:
    """The entries of a folder, but for those with one name whose letters are composed otherwise.

    Files of such a name are there; but which of them is read is no promise, and so its text is of no stamp.
    """
    named: defaultdict[str, list[os.DirEntry[str]]] = defaultdict(list)
    for entry in entries:
        named[composed(prefix + entry.name)].append(entry)
    twins = {path: several for path, several in named.items() if len(several) > 1}
    stamps.update(dict.fromkeys(path for path, several in twins.items() if any(one.is_file() for one in several)))
    problems += map(_twin, twins)
    return [entry for path, several in named.items() if path not in twins for entry in several]


def _twin(path: str) -> Problem:
    what = "two files or folders have this name; they differ only in how its letters are composed"
    return Problem(shown(path), what, "rename or delete one of them")


def circle(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """A problem where a link leads to itself, perhaps by way of others."""
    if entry.is_symlink():
        try:
            entry.stat()
        except OSError as error:
            if error.errno == errno.ELOOP:
                return Problem(shown(path), "symlink leads in a circle", "delete the link")
    return None


def is_file_or_dead_link(entry: os.DirEntry[str]) -> bool:
    """A dead link is a mistake, which shows when it is read; a pipe or a device is no article."""
    return entry.is_file() or not Path(entry.path).exists()
