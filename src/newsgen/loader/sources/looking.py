"""Files from outside: whether any has changed, without the reading of all."""

import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from newsgen.loader.sources.entries import stamp_of_entry
from newsgen.models.stamp import is_settled


def digest_of_file(path: str) -> str:
    """The SHA-256 of a file, in hex; empty where it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path as text
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def look_below(folders: Iterable[Path]) -> str | None:
    """A digest of every file in these folders by its path and its stamp, without reading any.

    None where a link leads elsewhere, a folder cannot be listed, or a file was changed just now, so that a later
    change might not show.
    """
    since = time.time_ns()
    digest = hashlib.sha256()
    for folder in folders:
        for line in _look(str(folder), "", since):
            if line is None:
                return None
            digest.update(line.encode("utf-8", "surrogateescape"))
        digest.update(b"\n")
    return digest.hexdigest()


def _look(folder: str, prefix: str, since: int) -> Iterator[str | None]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except FileNotFoundError:
        return
    except OSError:
        yield None
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield f"{prefix}{entry.name}/\0"
            yield from _look(entry.path, f"{prefix}{entry.name}/", since)
        else:
            stamp = None if entry.is_symlink() else stamp_of_entry(entry)
            yield f"{prefix}{entry.name}\0{stamp}\0" if stamp and is_settled(stamp, since) else None
