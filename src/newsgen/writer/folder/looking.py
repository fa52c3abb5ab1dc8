"""A look at a whole site from outside: no file of it is read."""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import hashlib
import marshal
import os
import stat
import time
from operator import attrgetter
from pathlib import Path

from newsgen.models.stamp import TICK, is_settled, stamp_of
from newsgen.writer.folder.ownership import clean_manifest
from newsgen.writer.folder.places import staging_places
from newsgen.writer.manifest import MANIFEST_NAME, listed_paths
from newsgen.writer.survey import folders_of

_LOOK = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""A mode and a stamp: as stamp_of, in half the time."""
_PLAIN = 2
"""The form of marshal in which equal values have equal bytes: later ones mark what is shared."""


def look_at_output(output: Path, workspace: Path) -> str | None:
    """A digest of what lies where the manifest says that the site lies: each file by its stamp. None is read.

    None where the site is not whole: no manifest, a publication or a build that was killed, a file that is missing.
    Waits until the stamps are settled. A folder that holds folders has a stamp, too: by that is seen what takes the
    place of a folder, such as a link to it.
    """
    root = os.path.realpath(output)
    if any(os.path.lexists(place) for place in staging_places(root, workspace)):
        return None
    try:
        manifest = clean_manifest(root)
        if not manifest:
            return None
        _wait(root)
        since = time.time_ns()
        paths = [*listed_paths(manifest), MANIFEST_NAME]
        files = _looks(root, paths)
        folders = _looks(root, _upper_folders(paths))
    except OSError:
        return None
    is_whole = _kinds(files) == {stat.S_IFREG} and _kinds(folders) == {stat.S_IFDIR}
    if not is_whole or not _are_settled([*files, *folders], since):
        return None
    seen = hashlib.sha256(os.fsencode(root) + manifest[-65:].encode())
    seen.update(marshal.dumps((files, folders), _PLAIN))
    return seen.hexdigest()


def _wait(root: str) -> None:
    """Until nothing of the last publication can change unseen. The manifest comes last, and its journal goes then."""
    now = time.time_ns()
    if not all(is_settled(stamp_of(os.lstat(path)), now) for path in (f"{root}/{MANIFEST_NAME}", root)):
        time.sleep(1.1 * TICK / 1_000_000_000)


def _upper_folders(paths: list[str]) -> list[str]:
    """The folders that hold folders, the output itself among them."""
    return ["", *sorted(folders_of({path.rpartition("/")[0] for path in paths}))]


def _looks(root: str, paths: list[str]) -> list[tuple[int, ...]]:
    """Mode and stamp of what lies at each path. Raises OSError where there is nothing."""
    look, top = os.lstat, f"{root}/"
    return [_LOOK(look(top + path)) for path in paths]


def _kinds(looks: list[tuple[int, ...]]) -> set[int]:
    return {stat.S_IFMT(mode) for mode in {look[0] for look in looks}}


def _are_settled(looks: list[tuple[int, ...]], since: int) -> bool:
    newest = max(max(modified, changed) for _, _, modified, changed, _ in looks)
    # If the newest would be settled even where only whole seconds are kept, each one is.
    if is_settled((0, newest - newest % 1_000_000_000, newest, 0), since):
        return True
    return all(is_settled((size, modified, changed, inode), since) for _, size, modified, changed, inode in looks)
