"""The door of this room: writes new files, and never over an old one."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.resources import files as package_files
from pathlib import Path

from newsgen.errors import UsageError, machine_error


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
    made: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            for above in _missing(path.parent):
                above.mkdir(exist_ok=True)
                made.append(above)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                made.append(path)
                file.write(text)
    except BaseException as error:
        _take_back(made)
        if not isinstance(error, OSError):
            raise
        needed = sum(len(text.encode()) for text in files.values())
        raise machine_error(f"cannot write {path}", error, needed=needed, again="call this again") from error


def _missing(folder: Path) -> list[Path]:
    """The folder and those above it that are not there, from the top."""
    missing = [above for above in (folder, *folder.parents) if not above.is_dir()]
    return missing[::-1]


def _take_back(made: Sequence[Path]) -> None:
    """Nothing is left of what was written in part."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def read_starter(name: str) -> str:
    """A file of the new publication that `newsgen init` makes, with its blanks."""
    return (package_files("newsgen") / "starter" / name).read_text(encoding="utf-8")
