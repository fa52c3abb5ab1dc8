"""What lies in the output, seen from its top.

No symbolic link inside it is followed: what lies behind one is not ours.
"""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH106, PTH108, PTH208

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from newsgen.models.stamp import STAMP_OF, Stamp
from newsgen.opening import chunks, open_regular
from newsgen.writer.folder.files import remove_if_empty
from newsgen.writer.survey import Kind, parent


def read_published(output: Path, path: str) -> bytes | None:
    """What a file of the output holds; None where there is none that can be read."""
    file = Tree(os.path.realpath(output)).open(path)
    if file is None:
        return None
    try:
        return b"".join(chunks(file))
    finally:
        os.close(file)


@dataclass(frozen=True, slots=True)
class Tree:
    """A folder seen from its top: paths are relative to it, and no link inside it is followed."""

    root: str
    """Absolute, links resolved."""
    _real: dict[str, bool] = field(default_factory=dict, repr=False, compare=False)
    """Folders that hold folders, already looked at: whether they are there and no step to them is a link."""

    def look(self, path: str) -> Kind:
        """What lies at the path, whose folder is real."""
        try:
            mode = os.lstat(f"{self.root}/{path}").st_mode
        except (FileNotFoundError, NotADirectoryError):
            return Kind.NOTHING
        if stat.S_ISDIR(mode):
            return Kind.FOLDER
        return Kind.LINK if stat.S_ISLNK(mode) else Kind.FILE

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of the regular file at the path; None where there is none."""
        return self.stamp_there(path) if self.is_real(parent(path)) else None

    def stamp_there(self, path: str) -> Stamp | None:
        """The same, whether or not a step to it is a link."""
        try:
            status = os.lstat(f"{self.root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        return STAMP_OF(status) if stat.S_ISREG(status.st_mode) else None

    def is_real(self, folder: str) -> bool:
        """Whether the folder is there and no step to it is a link."""
        if not folder:
            return True
        above = parent(folder)
        if above not in self._real:
            self._real[above] = self.is_real(above)
        return self._real[above] and self.look(folder) is Kind.FOLDER

    def forget(self) -> None:
        """Look at every folder anew."""
        self._real.clear()

    def walk(self, folder: str) -> Iterator[str]:
        """The paths of everything in the folder that is not itself a folder."""
        with os.scandir(f"{self.root}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    yield from self.walk(path)
                else:
                    yield path

    def open(self, path: str) -> int | None:
        """The regular file, opened; None where there is none that can be read."""
        if not self.is_real(parent(path)):
            return None
        try:
            return open_regular(f"{self.root}/{path}")
        except (FileNotFoundError, PermissionError):
            return None

    def is_one_file(self, one: str, other: str) -> bool:
        """Whether the two paths lead to one file."""
        try:
            return os.path.samestat(os.lstat(f"{self.root}/{one}"), os.lstat(f"{self.root}/{other}"))
        except (FileNotFoundError, NotADirectoryError):
            return False

    def remove(self, path: str) -> bool:
        """Delete the file or the link, if there is one."""
        if not self.is_real(parent(path)) or self.look(path) in {Kind.NOTHING, Kind.FOLDER}:
            return False
        os.unlink(f"{self.root}/{path}")
        return True

    def remove_empty(self, folders: Iterable[str]) -> None:
        """Remove those of the folders that hold nothing."""
        for folder in sorted(folders, reverse=True):  # what lies in a folder comes before it
            if self.is_real(folder):
                remove_if_empty(f"{self.root}/{folder}")

    def remove_folders(self, folder: str) -> None:
        """Remove the folder and the folders in it, among which there is no file."""
        for name in os.listdir(f"{self.root}/{folder}"):
            self.remove_folders(f"{folder}/{name}")
        os.rmdir(f"{self.root}/{folder}")
