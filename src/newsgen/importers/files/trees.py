"""Folders and ZIP files as trees: what a link leads to outside, and what would not end, is not read."""

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO

from newsgen.errors import UsageError, reason
from newsgen.importers.files.warc_files import archives_in, is_web_archive
from newsgen.importers.files.web_archives import WebArchive
from newsgen.importers.saved_pages.kinds import are_pages
from newsgen.importers.tree import (
    LARGEST,
    LARGEST_HEAD,
    LARGEST_RATIO,
    LARGEST_TOTAL,
    SMALL,
    FileSource,
    Tree,
    UnreadableError,
)

_PASSED_OVER = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__", "__MACOSX"})
"""Folders of tools."""
_SETTINGS = "newsgen.yaml"
"""Of a folder that is a publication: one in which an import lies is no part of what is imported."""
_UNREAD = _PASSED_OVER | {"", ".."}
"""Parts of a path of which nothing is read: it would lie outside."""


def tree_of(name: str) -> Tree | None:
    """The files in a folder, a ZIP file, or in files of WARC; None for any other file.

    Raises:
        UsageError: It cannot be read.
    """
    if Path(name).is_dir():
        folder = Folder(name)
        archives = archives_in(folder.paths())
        if archives and not are_pages(folder.paths()):
            return WebArchive([file for path in archives if (file := folder.file(path))], name)
        return folder
    if is_web_archive(name):
        return WebArchive([name])
    return Zip(name) if zipfile.is_zipfile(name) else None


def files_of(name: str) -> Iterator[str]:
    """The paths of all files of a source on the disk: its own, or those in the folder that it is."""
    if not Path(name).is_dir():
        yield name
        return
    folder = Folder(name)
    for path in folder.paths():
        if file := folder.file(path):
            yield file


def _entered(folder: str, folders: Sequence[str]) -> list[str]:
    """Those of the folders in a folder of which something is read."""
    return sorted(each for each in folders if each not in _PASSED_OVER and not Path(folder, each, _SETTINGS).is_file())


def not_read_in(name: str) -> tuple[list[str], list[str]]:
    """Of a source that is a folder: what is wrong with folders that cannot be read, and the links in it."""
    faults: list[str] = []
    links: list[str] = []
    root = Path(name)
    if not root.is_dir():
        return faults, links
    walked = os.walk(root, onerror=lambda error: faults.append(f"{error.filename} cannot be read: {reason(error)}"))
    for folder, folders, names in walked:
        folders[:] = _entered(folder, folders)
        found = (Path(folder, each) for each in (*folders, *sorted(names)))
        links += (path.relative_to(root).as_posix() for path in found if path.is_symlink())
    return faults, sorted(links)


@dataclass
class Folder:
    """The files of a folder and of all folders in it. Links are not followed."""

    name: str

    @cached_property
    def _root(self) -> Path:
        return Path(self.name).resolve()

    @cached_property
    def _paths(self) -> Sequence[str]:
        found: list[str] = []
        for folder, folders, names in os.walk(self._root):
            folders[:] = _entered(folder, folders)
            at = Path(folder).relative_to(self._root).as_posix()
            found += (name if at == "." else f"{at}/{name}" for name in names if _is_file(Path(folder, name)))
        return sorted(found)

    def paths(self) -> Sequence[str]:
        """All files, sorted."""
        return self._paths

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """The bytes of a file."""
        file = self.file(path)
        if file is None:
            raise UnreadableError("there is no such file")
        try:
            with Path(file).open("rb") as opened:
                return _at_most(opened, limit)
        except OSError as error:
            raise UnreadableError(str(error.strerror).lower()) from error

    def head(self, path: str) -> bytes:
        """The first bytes of a file; none where it cannot be read."""
        file = self.file(path)
        with suppress(OSError):
            if file is not None:
                with Path(file).open("rb") as opened:
                    return opened.read(LARGEST_HEAD)
        return b""

    def file(self, path: str) -> str | None:
        """The file, to be copied; None where there is none."""
        with suppress(OSError, ValueError):
            file = self._root / path
            if file.resolve().is_relative_to(self._root) and file.is_file():
                return str(file)
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and not path.is_symlink()
    except OSError:
        return False


@dataclass(frozen=True)
class _Member:
    """A file in a ZIP file."""

    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    digest: str = ""

    def open(self) -> IO[bytes]:
        """The file, to be read."""
        if self.info.file_size > max(SMALL, LARGEST_RATIO * self.info.compress_size):
            raise UnreadableError("it is packed like a bomb")
        try:
            return self.archive.open(self.info)
        except (OSError, RuntimeError, zipfile.BadZipFile, NotImplementedError) as error:
            raise UnreadableError(_why(error)) from error

    def __str__(self) -> str:
        """As messages name it."""
        return f"{self.archive.filename}: {self.info.filename}"


@dataclass
class Zip:
    """The files in a ZIP file."""

    name: str
    _members: dict[str, _Member] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            archive = zipfile.ZipFile(self.name)
        except (OSError, RuntimeError, ValueError, zipfile.BadZipFile) as error:  # also versions that nobody has made
            raise UsageError(f"{self.name} cannot be read: {error}", mend="fetch the file once more") from error
        for info in archive.infolist():
            path = info.filename.replace("\\", "/")
            if not info.is_dir() and not _UNREAD & set(path.split("/")):
                self._members[path] = _Member(archive, info)
        total = sum(member.info.file_size for member in self._members.values())
        if total > LARGEST_TOTAL:
            mend = "unpack it yourself, and name the folder"
            raise UsageError(f"{self.name} would be {total:,} bytes when it is unpacked", mend=mend)

    def paths(self) -> Sequence[str]:
        """All files, sorted."""
        return sorted(self._members)

    def read(self, path: str, limit: int = LARGEST) -> bytes:
        """The bytes of a file."""
        member = self._members.get(path)
        if member is None:
            raise UnreadableError("there is no such file")
        try:
            with member.open() as opened:
                return _at_most(opened, limit)
        except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as error:
            raise UnreadableError(_why(error)) from error

    def head(self, path: str) -> bytes:
        """The first bytes of a file; none where it cannot be read."""
        member = self._members.get(path)
        with suppress(UnreadableError, OSError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
            if member is not None:
                with member.open() as opened:
                    return opened.read(LARGEST_HEAD)
        return b""

    def file(self, path: str) -> FileSource | None:
        """The file, to be copied; None where there is none."""
        return self._members.get(path)


def _at_most(opened: IO[bytes], limit: int) -> bytes:
    content = opened.read(limit + 1)
    if len(content) > limit:
        raise UnreadableError(f"it has more than {limit:,} bytes")
    return content


def _why(error: Exception) -> str:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return "it is locked with a password"
    return "it is damaged"
