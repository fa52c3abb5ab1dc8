"""The I/O of this package: writes new files, never over an old one, and adds lines to a list."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.resources import files as package_files
from pathlib import Path
from tempfile import NamedTemporaryFile

from newsgen.errors import MachineError, UsageError, machine_error


def write_new(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes files into a folder: all, or none where one exists already.

    Raises:
        UsageError: A file is there.
        MachineError: The folder cannot be written.
    """
    there = [name for name in files if is_there(folder / name)]
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
            with path.open("xb") as file:
                made.append(path)
                file.write(_bytes(text))
    except BaseException as error:
        _take_back(made)
        if not isinstance(error, OSError):
            raise
        needed = sum(len(_bytes(text)) for text in files.values())
        raise machine_error(f"cannot write {path}", error, needed=needed, again="call this again") from error


def is_there(path: Path) -> bool:
    """Whether there is a file or a link of this name."""
    return path.exists() or path.is_symlink()


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _missing(folder: Path) -> list[Path]:
    """The folder and those above it that are not there, from the top."""
    missing = [above for above in (folder, *folder.parents) if not above.is_dir()]
    return missing[::-1]


def _take_back(made: Sequence[Path]) -> None:
    """Nothing is left of what was written in part."""
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


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
    except UnicodeDecodeError as error:
        raise MachineError(f"{path} is not UTF-8") from error
    except OSError as error:
        raise machine_error(f"cannot write {path}", error, again="call this again") from error
    return len(new)


def rewrite(files: Mapping[Path, bytes]) -> None:
    """Puts another content into files that are there, each at once: a file is never half-written.

    Raises:
        MachineError: One cannot be written; those before it are.
    """
    for path, content in files.items():
        whole = None
        try:
            with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                whole = Path(file.name)
                file.write(content)
            shutil.copymode(path, whole)
            whole.replace(path)
        except OSError as error:
            with suppress(OSError):
                if whole is not None:
                    whole.unlink()
            raise machine_error(f"cannot write {path}", error, needed=len(content), again="call this again") from error


def read_starter(name: str) -> str:
    """A file of the new publication that `newsgen init` makes, with its blanks."""
    return (package_files("newsgen") / "starter" / name).read_text(encoding="utf-8")


def read_starter_picture(name: str) -> bytes:
    """A picture of the new publication."""
    return (package_files("newsgen") / "starter" / name).read_bytes()
