"""What stands in the way of a publication: decided before anything is touched.

Nothing here reads the disk: whoever surveys brings a function that looks.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from newsgen.errors import Problem


class Kind(Enum):
    """What lies at a path, links not followed."""

    NOTHING = auto()
    FOLDER = auto()
    LINK = auto()
    FILE = auto()
    """A regular file, or anything else that is neither a folder nor a link."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What must happen before the first file moves in."""

    files_to_clear: tuple[str, ...]
    """Our own old files that stand where a folder must be."""
    folders_to_clear: tuple[str, ...]
    """Folders that stand where a file must be; there is nothing in them but our own old files."""
    obstacles: tuple[Problem, ...]
    """What is not ours and stands in the way; while there is one, nothing may be touched."""


def parent(path: str) -> str:
    """The folder of a path; empty at the top."""
    return path.rpartition("/")[0]


def folders_of(paths: Iterable[str]) -> set[str]:
    """Every folder above the paths, without the top."""
    folders: set[str] = set()
    for path in paths:
        folder = parent(path)
        while folder and folder not in folders:
            folders.add(folder)
            folder = parent(folder)
    return folders


def clash(paths: Iterable[str]) -> str | None:
    """A path that is there twice, or is a file and a folder; None where all can lie in one tree."""
    unique: set[str] = set()
    for path in paths:
        if path in unique:
            return path
        unique.add(path)
    return min(unique & folders_of(unique), default=None)


def clash_with(added: Collection[str], paths: Collection[str]) -> str | None:
    """As `clash`, of paths that could lie in one tree before some of them were added."""
    if not added:
        return None
    folders = folders_of(added)
    files = {folder for folder in folders if folder in paths}
    ordered = sorted(paths)
    for path in added:
        inner = f"{path}/"
        place = bisect_left(ordered, inner)
        if place < len(ordered) and ordered[place].startswith(inner):
            files.add(path)
    return min(files, default=None)


def survey(
    paths: Collection[str],
    *,
    owned: Container[str],
    orphans: Collection[str],
    adopt: bool,
    look: Callable[[str], Kind],
    walk: Callable[[str], Iterator[str]],
    label: str,
) -> Survey:
    """What stands where ``paths`` are to be written.

    ``owned`` are the paths that newsgen wrote last time, ``orphans`` those among them that it will not
    write now. ``look`` says what lies at a path, ``walk`` gives the paths of all files in a folder.
    ``label`` is what the output is called in a message. With ``adopt``, a file that is not ours but lies
    where we write becomes ours.
    """
    files_to_clear: list[str] = []
    folders_to_clear: list[str] = []
    obstacles: list[Problem] = []
    real = {""}
    for folder in sorted(folders_of(paths)):  # a folder sorts before what lies in it
        kind = look(folder) if parent(folder) in real else Kind.NOTHING
        if kind is Kind.FOLDER:
            real.add(folder)
        elif kind is not Kind.NOTHING and folder in orphans:
            files_to_clear.append(folder)
        elif kind is not Kind.NOTHING:
            obstacles.append(_instead_of_a_folder(folder, kind, label))
    for path in paths:
        kind = look(path) if parent(path) in real else Kind.NOTHING
        if kind is Kind.FOLDER:
            strangers = [file for file in walk(path) if file not in owned]
            obstacles += [_instead_of_a_file(path, file, label) for file in sorted(strangers)]
            folders_to_clear.append(path)
        elif kind is not Kind.NOTHING and path not in owned and not adopt:
            obstacles.append(_not_ours(path, label, "a file of the site must lie there", _MOVE_OR_ADOPT))
    return Survey(tuple(files_to_clear), tuple(folders_to_clear), tuple(obstacles))


def _instead_of_a_file(path: str, stranger: str, label: str) -> Problem:
    return _not_ours(stranger, label, f"{label}/{path} must become a file", _MOVE)


def _instead_of_a_folder(folder: str, kind: Kind, label: str) -> Problem:
    if kind is Kind.LINK:
        return Problem(
            f"{label}/{folder}",
            "is a symbolic link, and newsgen writes through none inside the output",
            "remove the link, or make a folder of it",
        )
    return _not_ours(folder, label, "it must become a folder of the site", _MOVE)


_MOVE = "move it away, or put it into static/ if it belongs to the site"
_MOVE_OR_ADOPT = f"{_MOVE}; --adopt lets newsgen replace it"


def _not_ours(path: str, label: str, why: str, mend: str) -> Problem:
    return Problem(f"{label}/{path}", f"was not written by newsgen, and {why}", mend)
