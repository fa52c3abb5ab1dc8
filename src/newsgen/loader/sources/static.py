"""Static files, the project's over the theme's; and the files of data/."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from newsgen.documents.data import name_of
from newsgen.errors import Problem, reason
from newsgen.loader.sources.remarks import name_fault, script_warning, strange_file
from newsgen.models.names import composed
from newsgen.models.output import FileCopy
from newsgen.models.rules import STRANGE_FILE
from newsgen.models.stamp import NO_STAMP, STAMP_OF, Stamp, is_settled

DATA = "data"
"""The folder whose files templates may ask for."""
_RENAME = "rename one of the two"
_LITTER = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore"})


def list_layers(root: Path, own: Path, theme: Path) -> tuple[list[FileCopy], list[Problem]]:
    """The project's static files over the theme's; one layer where the two are one, as in newsgen's checkout.

    The problems are those of the project's templates and data, too.
    """
    copies, problems = ([], []) if own.resolve() == theme.resolve() else list_static(theme, theme, "theme/static")
    own_copies, own_problems = list_static(root, own, "static")
    layered = {copy.path: copy for copy in [*copies, *own_copies]}
    problems += [*own_problems, *_unfit_templates(root), *list_data(root)[1]]
    return sorted(layered.values(), key=lambda copy: copy.path), problems


def _unfit_templates(root: Path) -> Iterator[Problem]:
    """What lies among the project's templates and is no file of it, so that the theme's is taken."""
    for parent, _, names in os.walk(root / "templates"):
        for path in (Path(parent) / name for name in names):
            if problem := _unfit(path.resolve(), path.relative_to(root).as_posix(), root.resolve()):
                yield problem


def _unfit(real: Path, shown_path: str, border: Path) -> Problem | None:
    if not real.is_relative_to(border):
        return _outside(shown_path)
    is_strange = real.exists() and not real.is_file() and not real.is_dir()
    return strange_file(shown_path, real) if is_strange else None


def stamp_of_copy(copy: FileCopy, now: int) -> Stamp:
    """The stamp of the file that is to be copied; NO_STAMP where later changes may not show in it.

    ``now`` is in nanoseconds since 1970.
    """
    try:
        stamp = STAMP_OF(os.stat(copy.origin))  # noqa: PTH116 - a path as text
    except OSError:
        return NO_STAMP  # whoever copies it says what is wrong
    return stamp if is_settled(stamp, now) else NO_STAMP


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
    copies, problems = _list_files(root, folder, label)
    problems += [warning for copy in copies for warning in script_warning(Path(copy.origin), copy.label)]
    return copies, problems


def list_data(root: Path) -> tuple[list[FileCopy], list[Problem]]:
    """The files in a project's data/ that templates can ask for, by their paths in it."""
    copies, problems = _list_files(root, root / DATA, DATA)
    copies = [copy for copy in copies if name_of(copy.path)]
    names: dict[str, str] = {}
    for copy in copies:
        name, label = name_of(copy.path), copy.label
        if fault := name_fault(copy.path, DATA):
            problems.append(fault)
        elif (other := names.setdefault(composed(name), label)) != label:
            problems.append(Problem(label, f"{other} has the same name for templates, `{name}`", _RENAME))
    folders = {str(parent) for name in names for parent in PurePosixPath(name).parents}
    for name in names.keys() & folders:
        problems.append(Problem(names[name], f"a folder has the same name for templates, `{name}`", _RENAME))
    return copies, problems


def _list_files(root: Path, folder: Path, label: str) -> tuple[list[FileCopy], list[Problem]]:
    copies: list[FileCopy] = []
    problems: list[Problem] = []
    border = root.resolve()

    def refuse(error: OSError) -> None:
        """Without it, `os.walk` passes over a folder that cannot be listed, and its files would leave the site."""
        if not isinstance(error, FileNotFoundError):
            place = Path(error.filename).relative_to(folder).as_posix()
            problems.append(_unlisted(label if place == "." else f"{label}/{place}", error))

    for parent, folders, names in os.walk(folder, onerror=refuse):
        problems += [
            _linked_folder(path, f"{label}/{path.relative_to(folder).as_posix()}", border)
            for path in (Path(parent) / name for name in folders)
            if path.is_symlink()
        ]
        for name in names:
            path = Path(parent) / name
            place = path.relative_to(folder).as_posix()
            real = path.resolve()
            if problem := _unfit(real, f"{label}/{place}", border):
                problems.append(problem)
            elif real.is_file() and name not in _LITTER:
                copies.append(FileCopy(place, str(real), f"{label}/{place}"))
    return sorted(copies, key=lambda copy: copy.path), problems


def _unlisted(path: str, error: OSError) -> Problem:
    return Problem(path, reason(error), "make the folder readable")


def _outside(shown_path: str) -> Problem:
    return Problem(shown_path, "symlink leaves the project", "copy the file into the project, or delete the link")


def _linked_folder(path: Path, shown_path: str, border: Path) -> Problem:
    """Of a link to a folder, which is not followed: nobody meant to publish `.git` by it."""
    if not path.resolve().is_relative_to(border):
        return _outside(shown_path)
    problem = Problem(shown_path, "a link to a folder, which is left out", "put the folder itself in its place")
    return problem.as_warning().under(STRANGE_FILE.name)
