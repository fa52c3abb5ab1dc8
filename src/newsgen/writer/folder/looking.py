"""A look at a whole site from outside: no file of it is read."""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import hashlib
import os
import time
from pathlib import Path

from newsgen.errors import UsageError
from newsgen.models.stamp import TICK, is_settled
from newsgen.writer.folder.ownership import read_manifest
from newsgen.writer.folder.places import staging_places
from newsgen.writer.folder.tree import Tree
from newsgen.writer.manifest import MANIFEST_NAME


def look_at_output(output: Path, workspace: Path) -> str | None:
    """A digest of what lies where the manifest says that the site lies: each file by its stamp. None is read.

    None where the site is not whole: no manifest, a publication or a build that was killed. Waits until the stamps
    are settled.
    """
    tree = Tree(os.path.realpath(output))
    if any(os.path.lexists(place) for place in staging_places(tree.root, workspace)):
        return None
    try:
        manifest = read_manifest(tree.root, "")
    except (OSError, UsageError):
        return None
    if manifest is None or manifest.is_dirty:
        return None
    time.sleep(0 if _is_old(tree) else 1.1 * TICK / 1_000_000_000)
    since = time.time_ns()
    digest = hashlib.sha256(tree.root.encode("utf-8", "surrogateescape"))
    for path in (*manifest.files, MANIFEST_NAME):
        stamp = tree.stamp(path)
        if stamp is None or not is_settled(stamp, since):
            return None
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def _is_old(tree: Tree) -> bool:
    """Whether the last publication lies back so far that no file of it can change unseen."""
    stamp = tree.stamp(MANIFEST_NAME)
    return stamp is not None and is_settled(stamp, time.time_ns())
