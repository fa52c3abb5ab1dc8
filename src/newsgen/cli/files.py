"""The door of this room: writes new files, never over an old one, and adds lines to a list."""

from collections.abc import Mapping, Sequence
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


def add_lines(path: Path, head: str, lines: Sequence[str]) -> int:
    """Adds lines to a text file, which begins with ``head`` where it is new; gives the number of those it had not.

    Raises:
        MachineError: The file cannot be read or written.
    """
    try:
        known = path.read_text(encoding="utf-8") if path.exists() else f"{head}\n"
        new = [line for line in lines if line not in known.splitlines()]
        text = known if known.endswith("\n") or not known else f"{known}\n"
        if new or not path.exists():
            whole = path.with_name(f"{path.name}.new")
            whole.write_text("".join((text, *(f"{line}\n" for line in new))), encoding="utf-8", newline="\n")
            whole.replace(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not UTF-8"
        raise MachineError(f"{path}: {reason.lower()}") from error
    return len(new)


def read_starter(name: str) -> str:
    """A file of the new publication that `newsgen init` makes, with its blanks."""
    return (package_files("newsgen") / "starter" / name).read_text(encoding="utf-8")
