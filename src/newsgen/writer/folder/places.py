"""Where a site may lie, and where its files are staged."""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH100, PTH102, PTH103, PTH104, PTH108, PTH110, PTH112, PTH113, PTH114, PTH116, PTH120, PTH208

import errno
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from newsgen.errors import MachineError, UsageError
from newsgen.writer.containment import output_fault
from newsgen.writer.folder.files import nearest

_STAGING = "staging"
_HIDDEN_STAGING = ".newsgen-staging"


def check_output(output: Path, root: Path, sources: Sequence[Path]) -> None:
    """Return only if the folder may be the output of the project at ``root``; nothing is touched.

    ``sources`` are the folders that are read or kept: content, templates, static, .newsgen, .git. Every
    path is judged as it is written and again with its links resolved. Raises UsageError.
    """
    home = _home()
    for resolve in (os.path.abspath, os.path.realpath):
        fault = output_fault(
            Path(resolve(output)),
            Path(resolve(root)),
            Path(resolve(home)) if home else None,
            [Path(resolve(source)) for source in sources],
        )
        if fault:
            raise _bad_output(output, fault)
    if os.path.islink(output) and not os.path.exists(output):
        raise _bad_output(output, "is a symbolic link that leads nowhere")
    if not os.path.isdir(nearest(os.path.abspath(output))):
        raise _bad_output(output, "is not a folder, or lies in something that is none")


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _bad_output(output: Path, fault: str) -> UsageError:
    return UsageError(
        f"the output {os.fspath(output)!r} {fault}",
        mend="choose a folder that holds nothing but the site, such as build",
    )


def names_in(output: str) -> list[str]:
    """The names in the output, sorted, but for our own staging; none where there is no output."""
    try:
        return sorted(name for name in os.listdir(output) if name != _HIDDEN_STAGING)
    except FileNotFoundError:
        return []


def staging_places(output: str, workspace: Path) -> tuple[str, str, str]:
    """The best place first: in the workspace, beside the output, in the output."""
    above, name = os.path.split(output)
    return (
        f"{os.path.abspath(workspace)}/{_STAGING}",
        f"{nearest(above).rstrip('/')}/.{name}{_HIDDEN_STAGING}",
        f"{output}/{_HIDDEN_STAGING}",
    )


def refuse_read_only(output: str, label: str) -> None:
    """Raise MachineError where nobody could write into the output."""
    if not os.access(nearest(output), os.W_OK | os.X_OK):
        raise MachineError(f"cannot write into {label}/", mend="allow writing there, or choose another output")


def make_staging(output: str, workspace: Path) -> str:
    """A new empty folder whose files can be renamed into the output."""
    if os.path.islink(workspace):
        raise UsageError(f"{os.fspath(workspace)} is a symbolic link", mend="put a folder in its place")
    os.makedirs(workspace, exist_ok=True)
    target = nearest(output)
    places = staging_places(output, workspace)
    for place in places:
        remove_staging(place)
    for place in places:
        if is_one_mount(os.path.dirname(place), target):
            with suppress(PermissionError):
                os.mkdir(place)
                return place
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)


def is_one_mount(folder: str, target: str) -> bool:
    """Whether a file can be renamed from one folder into the other.

    Two mounts may share a device number. Renaming a folder's own dot never succeeds (POSIX, rename); the
    reason why says whether mounts were crossed.
    """
    if not os.path.isdir(folder) or os.stat(folder).st_dev != os.stat(target).st_dev:
        return False
    try:
        os.rename(f"{folder}/.", f"{target}/.")
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def remove_staging(place: str) -> None:
    """Remove whatever lies there; a link goes, what it leads to stays."""
    if os.path.islink(place) or os.path.isfile(place):
        os.unlink(place)
    elif os.path.isdir(place):
        shutil.rmtree(place)
