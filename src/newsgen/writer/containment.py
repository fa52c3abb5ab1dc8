"""Which folder may be an output, decided on paths alone: whoever asks has resolved their links."""

from collections.abc import Iterable
from pathlib import PurePath


def is_within(path: PurePath, folder: PurePath) -> bool:
    """Whether the path is the folder or lies in it, part by part: ``site_secret`` does not lie in ``site``.

    A path that still climbs (``..``) lies nowhere.
    """
    return ".." not in path.parts and path.is_relative_to(folder)


def output_fault(output: PurePath, root: PurePath, home: PurePath | None, sources: Iterable[PurePath]) -> str | None:
    """Why the folder may not be the output, or None. All paths are absolute; ``root`` is the project."""
    if output == PurePath(output.anchor):
        return "is the root of the file system"
    if home is not None and is_within(home, output):
        return "is your home folder" if home == output else "holds your home folder"
    if is_within(root, output):
        return "is the project's own folder" if root == output else "holds the project's own folder"
    for source in sources:
        if is_within(output, source):
            return f"is {source.name}/ or lies in it, and that is not newsgen's to write"
        if is_within(source, output):
            return f"holds {source.name}/, and that is not newsgen's to write"
    return None
