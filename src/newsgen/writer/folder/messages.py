"""What is said when the disk refuses or a file will not do."""

import os
from contextlib import suppress
from pathlib import Path

from newsgen.errors import ContentError, NewsgenError, Problem
from newsgen.models.names import path_fault
from newsgen.models.output import FileCopy


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
