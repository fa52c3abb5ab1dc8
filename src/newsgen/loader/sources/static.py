"""Static files: the project's, over the theme's."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from newsgen.errors import Problem, reason
from newsgen.loader.sources.remarks import script_warning, strange_file
from newsgen.models.output import FileCopy
from newsgen.models.stamp import STAMP_OF, Stamp

_LITTER = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore"})


def list_layers(root: Path, own: Path, theme: Path) -> tuple[list[FileCopy], list[Problem]]:
    """The project's static files over the theme's; one layer where the two are one, as in newsgen's checkout."""
    copies, problems = ([], []) if own.resolve() == theme.resolve() else list_static(theme, theme, "theme/static")
    own_copies, own_problems = list_static(root, own, "static")
    layered = {copy.path: copy for copy in [*copies, *own_copies]}
    return sorted(layered.values(), key=lambda copy: copy.path), [*problems, *own_problems]


def digest_of_copies(copies: Iterable[FileCopy]) -> str:
    """A digest of the paths of these files and of what they look like from outside; none is read."""
    digest = hashlib.sha256()
    for copy in copies:
        try:
            stamp: Stamp | None = STAMP_OF(os.stat(copy.origin))  # noqa: PTH116 - a path as text
        except OSError:
            stamp = None
        digest.update(f"{copy.path}\0{stamp}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def list_static(root: Path, folder: Path, label: str) -> tuple[list[FileCopy], list[Problem]]:
    """The files of a static folder; ``root`` is what no link may leave, ``label`` what messages call the folder."""
    copies: list[FileCopy] = []
    problems: list[Problem] = []
    border = root.resolve()

    def refuse(error: OSError) -> None:
        """Without it, `os.walk` passes over a folder that cannot be listed, and its files would leave the site."""
        if not isinstance(error, FileNotFoundError):
            place = Path(error.filename).relative_to(folder).as_posix()
            problems.append(_unlisted(label if place == "." else f"{label}/{place}", error))

    for parent, folders, names in os.walk(folder, onerror=refuse):
        for name in list(folders):
            if not (Path(parent) / name).resolve().is_relative_to(border):
                folders.remove(name)
                problems.append(_outside((Path(parent) / name).relative_to(folder).as_posix(), label))
        for name in names:
            path = Path(parent) / name
            place = path.relative_to(folder).as_posix()
            real = path.resolve()
            if not real.is_relative_to(border):
                problems.append(_outside(place, label))
            elif real.is_file() and name not in _LITTER:
                copies.append(FileCopy(place, str(real), f"{label}/{place}"))
                problems += script_warning(real, f"{label}/{place}")
            elif real.exists() and not real.is_dir() and name not in _LITTER:
                problems.append(strange_file(f"{label}/{place}", real))
    return sorted(copies, key=lambda copy: copy.path), problems


def _unlisted(path: str, error: OSError) -> Problem:
    return Problem(path, reason(error), "make the folder readable")


def _outside(place: str, label: str) -> Problem:
    return Problem(
        f"{label}/{place}", "symlink leaves the project", "copy the file into the project, or delete the link"
    )
