"""What is wrong with files, in words."""

import re
import stat
from pathlib import Path

from newsgen.errors import Problem, reason
from newsgen.models.rules import SCRIPT_IN_DRAWING, STRANGE_FILE

_SCRIPT = re.compile(rb"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_KINDS = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))


def shown(path: str) -> str:
    """A path inside content/ as messages show it."""
    return f"content/{path}" if path else "content"


def name_fault(path: str, folder: str = "content") -> Problem | None:
    """A problem where the name of a file in a folder is no text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        name = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return Problem(f"{folder}/{name}", "the file's name is not UTF-8", "rename the file")
    return None


def symlink_problem(path: str) -> Problem:
    """The problem of a link by which something outside of the project would be read."""
    return Problem(shown(path), "symlink leaves the project", "copy the file into content/, or delete the link")


def os_problem(path: str, error: OSError) -> Problem:
    """The problem of a file, or a folder, that the system does not let us read."""
    return Problem(shown(path), reason(error), "make the file readable, or delete it")


def script_warning(path: Path, shown_path: str) -> list[Problem]:
    """A warning of a drawing that holds a script; nothing of other files."""
    if path.suffix.lower() != ".svg" or _SCRIPT.search(path.read_bytes()) is None:
        return []
    mend = "it runs when the drawing is opened by itself; delete it unless you trust its maker"
    return [Problem(shown_path, "a drawing with a script in it", mend).as_warning().under(SCRIPT_IN_DRAWING.name)]


def strange_file(shown_path: str, path: Path) -> Problem:
    """A warning of what is neither file nor folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = 0
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "a device")
    problem = Problem(shown_path, f"{kind}, which is left out", "delete it, or put a file in its place")
    return problem.as_warning().under(STRANGE_FILE.name)
