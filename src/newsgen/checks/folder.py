"""The I/O of this package: lists and reads the output, and what is typed for all pages. Nothing is written."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newsgen.errors import UsageError
from newsgen.opening import open_regular

_PIECE = 8 << 20
"""In bytes."""


def read_list(path: Path) -> str:
    """The text of a file that somebody names on the command line.

    Raises:
        UsageError: It cannot be read, or is no text in UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read", mend="name a file of text in UTF-8 that you may read") from error


@dataclass(frozen=True, slots=True)
class OutputFile:
    """What lies at a path in the output: a file, a link or something stranger."""

    path: str
    """Relative to the output, with forward slashes."""
    size: int
    """In bytes."""
    is_file: bool
    """Whether it is a file, and no link."""
    has_other_names: bool
    """Whether it is a hard link: the same file lies elsewhere, too."""
    is_readable: bool
    """Whether everybody may read it."""


@dataclass(frozen=True, slots=True)
class OutputFolder:
    """The output as it lies there."""

    root: Path
    files: tuple[OutputFile, ...]
    """By path; all that is no folder."""
    closed_folders: tuple[str, ...]
    """Folders that not everybody may enter."""


def list_output(root: Path) -> OutputFolder | None:
    """Everything in the output; None where there is no such folder."""
    if not root.is_dir():
        return None
    closed: list[str] = []
    files = sorted(_walk(str(root.resolve()), "", closed), key=lambda file: file.path)
    return OutputFolder(root.resolve(), tuple(files), tuple(sorted(closed)))


def _walk(folder: str, prefix: str, closed: list[str]) -> Iterator[OutputFile]:
    try:
        with os.scandir(folder) as found:
            entries = list(found)
    except OSError:
        return  # It is among the closed ones.
    for entry in entries:
        status = entry.stat(follow_symlinks=False)
        path = prefix + entry.name
        if stat.S_ISDIR(status.st_mode):
            if os.name == "posix" and not _opens_to_all(status.st_mode):
                closed.append(path)
            yield from _walk(entry.path, f"{path}/", closed)
        else:
            yield OutputFile(
                path=path,
                size=status.st_size,
                is_file=stat.S_ISREG(status.st_mode),
                has_other_names=status.st_nlink > 1,
                is_readable=os.name != "posix" or bool(status.st_mode & stat.S_IROTH),
            )


def _opens_to_all(mode: int) -> bool:
    return bool(mode & stat.S_IROTH) and bool(mode & stat.S_IXOTH)


def read_templates(settings: Path, templates: Path) -> bytes:
    """What the newsroom has typed for all pages: newsgen.yaml and its templates, one behind the other."""
    texts = [read_file(settings.parent, settings.name)]
    if folder := list_output(templates):
        texts += [read_file(folder.root, file.path) for file in folder.files if file.is_file]
    return b"\n\n".join(text for text in texts if text)


def read_file(root: Path, path: str) -> bytes | None:
    """The bytes of a file of the output; None where it is gone, is a link, or cannot be read."""
    opened = _opened(root, path)
    if opened is None:
        return None
    with opened:
        return opened.read()


def read_pieces(root: Path, path: str) -> Iterator[bytes]:
    """The same piece by piece, for a file that may not fit into memory; nothing where it cannot be read."""
    if opened := _opened(root, path):
        with opened:
            while piece := opened.read(_PIECE):
                yield piece


def _opened(root: Path, path: str) -> BinaryIO | None:
    try:
        file = open_regular(f"{root}/{path}")
    except OSError:
        return None
    return None if file is None else os.fdopen(file, "rb")
