"""What is said when the disk refuses or a file will not do."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from newsgen.errors import ContentError, MachineError, NewsgenError, Problem
from newsgen.models.names import path_fault
from newsgen.models.output import FileCopy

_MENDS = {
    errno.ENOSPC: "free some space, then build again",
    errno.EDQUOT: "free some space, then build again",
    errno.EACCES: "allow writing there, then build again",
    errno.EPERM: "allow writing there, then build again",
    errno.EROFS: "allow writing there, then build again",
    errno.EIO: "look after the disk, then build again",
}


def machine_error(what: str, error: OSError) -> MachineError:
    """The error for a refusal of the system, with a way to mend it."""
    return MachineError(f"{what}: {reason(error)}", mend=_MENDS.get(error.errno or 0, "build again"))


def reason(error: OSError) -> str:
    """What the system says, as part of a sentence."""
    return (error.strerror or str(error)).lower()


def unreadable(copy: FileCopy, reason: str) -> ContentError:
    """The error for a file of the project that cannot be published."""
    problem = Problem(copy.label, f"cannot be read: {reason}", "allow reading it, or take it out of the project")
    return ContentError(str(problem), problems=(problem,))


def check_path(path: str) -> None:
    """A last look, should whoever planned the path have overlooked something: nothing is written outside."""
    if fault := path_fault(path):
        raise NewsgenError(f"{path!r} may not be written: {fault}")


def label_of(output: Path, workspace: Path) -> str:
    """The output as a person would type it in the project's folder, which holds the workspace."""
    with suppress(ValueError):
        return Path(os.path.abspath(output)).relative_to(os.path.abspath(workspace.parent)).as_posix()  # noqa: PTH100 - a link is shown by its own name
    return os.fspath(output)
