"""The end of a site: what is ours goes, all else stays."""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH108, PTH112, PTH114

import os
from dataclasses import dataclass
from pathlib import Path

from newsgen.errors import machine_error
from newsgen.writer.folder.files import remove_if_empty
from newsgen.writer.folder.messages import label_of
from newsgen.writer.folder.ownership import forget_journal, read_ownership
from newsgen.writer.folder.places import remove_staging, staging_places
from newsgen.writer.folder.tree import Tree
from newsgen.writer.manifest import MANIFEST_NAME
from newsgen.writer.survey import folders_of


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` did."""

    removed: tuple[str, ...]
    left: tuple[str, ...]
    """Files that newsgen did not write, sorted."""


def clean(output: Path, workspace: Path) -> Cleaned:
    """Delete every file that is ours, altered or not, and emptied folders; say what is left.

    Killed at any moment, a second call finishes the work, for the manifest goes last. The caller has
    checked the output and holds the project's lock. Raises UsageError where the manifest is damaged,
    MachineError where the disk refuses.
    """
    label = label_of(output, workspace)
    tree = Tree(os.path.realpath(output))
    try:
        for staging in staging_places(tree.root, workspace):
            remove_staging(staging)
        if not os.path.isdir(tree.root):
            return Cleaned((), ())
        owned = read_ownership(tree.root, label)
        if owned is None:
            return Cleaned((), tuple(sorted(tree.walk(""))))
        removed = tuple(path for path in sorted(owned.files) if tree.remove(path))
        tree.remove_empty(folders_of(owned.files))
        forget_journal(tree.root)  # before the manifest, without which nothing would be known to be ours
        os.unlink(f"{tree.root}/{MANIFEST_NAME}")
        left = tuple(sorted(tree.walk("")))
        if not os.path.islink(output):
            remove_if_empty(tree.root)
    except OSError as error:
        raise machine_error(f"cannot clean {label}/", error) from error
    return Cleaned(removed, left)
