"""The door of this room: writes new files, and never over an old one."""

from collections.abc import Mapping
from importlib.resources import files as package_files
from pathlib import Path

from newsgen.errors import MachineError, UsageError


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files into a folder: all, or none where one exists already.

    Raises:
        UsageError: A file is there.
        MachineError: The folder cannot be written.
    """
    there = [name for name in files if (folder / name).exists() or (folder / name).is_symlink()]
    if there:
        raise UsageError(
            f"{folder / there[0]} is there already", mend="choose another name; nothing is ever overwritten"
        )
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except OSError as error:
        raise MachineError(f"{error.filename or folder}: {(error.strerror or str(error)).lower()}") from error


def read_starter(name: str) -> str:
    """A file of the new publication that `newsgen init` makes, with its blanks."""
    return (package_files("newsgen") / "starter" / name).read_text(encoding="utf-8")
