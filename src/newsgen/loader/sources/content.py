"""The folder content/: which files lie there, and what they hold.

The path that is opened is the resolved one, and it must lie inside the project (law 4).
"""

import errno
import hashlib
import os
import stat
import time
import unicodedata
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Self, TypeGuard

from newsgen.documents.encoding import UTF_8, TypedText, decoded, is_in_other_encoding, typed_text
from newsgen.errors import Problem
from newsgen.loader.kinds import is_written, may_be_article, wants_a_look
from newsgen.loader.sources.entries import (
    apart_from_twins,
    circle,
    is_file_or_dead_link,
    is_hidden_or_backup,
    stamp_of_entry,
    take_plain_files,
)
from newsgen.loader.sources.remarks import name_fault, os_problem, script_warning, shown, strange_file, symlink_problem
from newsgen.loader.versions import without_language
from newsgen.models.article import SourceFile
from newsgen.models.names import composed
from newsgen.models.stamp import NO_STAMP, STAMP_OF, Stamp, are_settled
from newsgen.opening import LINKS_ARE_REFUSED, open_unfollowed
from newsgen.project import Project
from newsgen.settings import Folders

_CHUNK = 1 << 16
"""More than nearly all articles have. A buffer for the largest that may be would cost more than reading most."""
_STAMP = len(NO_STAMP)
"""Numbers in a stamp."""
UNSEEN: Stamp = (-1, -1, -1, -1)
"""Stands for the stamp of a file that cannot be looked at."""
DIGEST_LENGTH = 32
"""Hex digits of a SHA-256 that are kept: two files of an archive are not the same in so many by chance."""
MAX_SOURCE_BYTES = 5 * 1024 * 1024
_HEAD = 8 * 1024
"""Bytes in which the fields of nearly every article stand."""


@dataclass(frozen=True)
class ContentTree:
    """What lies in content/: paths relative to it, with forward slashes, sorted."""

    articles: tuple[str, ...]
    attachments: tuple[str, ...]
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp | None]
    """Of all these files; None where one cannot be looked at."""
    looked_at: int
    """When this was seen, in nanoseconds since 1970."""

    @cached_property
    def article_stamps(self) -> "array[int]":
        """The numbers of the stamp of each article, one after the other; `UNSEEN` of one that cannot be looked at."""
        return _numbers_of(list(map(self.stamps.__getitem__, self.articles)))

    def digest(self) -> str:
        """Of every path and its stamp. Empty where a file may change without a change of this."""
        numbers = self.article_stamps + _numbers_of([self.stamps[path] for path in self.attachments])
        is_seen = min(numbers[3::_STAMP], default=0) >= 0
        if self.problems or not is_seen or not are_settled(numbers[1::_STAMP], numbers[2::_STAMP], self.looked_at):
            return ""
        names = "\0".join(("\0".join(self.articles), "", *self.attachments))
        return hashlib.sha256(names.encode("utf-8", "surrogatepass") + numbers.tobytes()).hexdigest()


def _numbers_of(stamps: Sequence[Stamp | None]) -> "array[int]":
    try:
        return array("q", chain.from_iterable(stamps))  # type: ignore[arg-type] # told below
    except (TypeError, OverflowError):  # one cannot be looked at, or is of the year 2263
        return array("q", chain.from_iterable(stamp if _is_small(stamp) else UNSEEN for stamp in stamps))


def _is_small(stamp: Stamp | None) -> TypeGuard[Stamp]:
    return stamp is not None and max(stamp) < 1 << 63 and min(stamp) >= -1 << 63


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """The folder content/ of a project."""

    root: Path
    """The project's root, absolute and resolved."""
    encoding: str = UTF_8
    """Of files that are not UTF-8 and do not say what they are."""
    folders: Folders = field(default_factory=Folders)
    languages: tuple[str, ...] = ()
    """Names of folders that tell the language of what lies in them."""
    _real_folders: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, project: Project) -> Self:
        """That of a project, read as its newsgen.yaml says."""
        reading = project.settings.reading
        return cls(project.root, reading.encoding, reading.folders, project.settings.languages)

    def is_there(self) -> bool:
        """Whether there is such a folder."""
        return (self.root / "content").is_dir()

    def tree(self) -> ContentTree:
        """Every file in content/, but hidden ones and editors' backup copies."""
        looked_at = time.time_ns()
        problems: list[Problem] = []
        stamps: dict[str, Stamp | None] = {}
        self._walk(self.root / "content", "", frozenset(), stamps, problems)
        articles = [path for path in stamps if may_be_article(path) and self._is_article(path)]
        attachments = stamps.keys() - set(articles)
        return ContentTree(tuple(sorted(articles)), tuple(sorted(attachments)), tuple(problems), stamps, looked_at)

    def tree_after(self, before: ContentTree, paths: Iterable[str]) -> ContentTree | None:
        """The tree in which at most these files, paths inside content/, are other than ``before``.

        None where that cannot be told without looking at everything: a file came or went, say.
        """
        looked_at = time.time_ns()
        stamps = dict(before.stamps)
        for path in paths:
            is_known = path in stamps
            if is_known and stamps[path] is None:
                return None
            try:
                found = os.lstat(self._stored(path))
            except OSError:
                if is_known:
                    return None
                continue  # an editor's temporary file, which is gone
            if not stat.S_ISREG(found.st_mode) or not (is_known or is_hidden_or_backup(path.rpartition("/")[2])):
                return None
            if wants_a_look(path) and self._is_article(path) != (path in before.articles):
                return None
            if is_known:
                stamps[path] = STAMP_OF(found)
        return replace(before, stamps=stamps, looked_at=looked_at)

    def _is_article(self, path: str) -> bool:
        """Whether a file that may be an article is one; only of few must the beginning be read for that."""
        if not wants_a_look(path):
            return True
        try:
            head = self._content(path, _HEAD) or b""
        except OSError:
            return True  # What is wrong with it is told when it is read.
        path = without_language(path, self.languages)
        return is_written(path, head.decode("utf-8-sig", "ignore").replace("\r", "\n"), self.folders)

    def _walk(
        self,
        folder: Path,
        prefix: str,
        above: frozenset[Path],
        stamps: dict[str, Stamp | None],
        problems: list[Problem],
    ) -> None:
        """Takes in the stamps of all files below a folder, and what is wrong there.

        ``above`` holds the real folders on the way here, so that a link in a circle ends.
        """
        real = folder.resolve()
        if real in above:
            return
        if not real.is_relative_to(self.root):
            problems.append(symlink_problem(prefix.rstrip("/")))
            return
        try:
            others = take_plain_files(real, prefix, stamps)
        except FileNotFoundError:
            return
        except OSError as error:
            problems.append(os_problem(prefix.rstrip("/"), error))
            return
        for entry in apart_from_twins(others, prefix, stamps, problems):
            path = composed(prefix + entry.name)
            if fault := name_fault(path) or circle(path, entry):
                problems.append(fault)
            elif entry.is_dir():
                self._walk(Path(entry.path), path + "/", above | {real}, stamps, problems)
            elif self._leads_out(entry):
                problems.append(symlink_problem(path))
            elif is_file_or_dead_link(entry):
                stamps[path] = stamp_of_entry(entry)
            else:
                problems.append(strange_file(shown(path), Path(entry.path)))

    def _leads_out(self, entry: os.DirEntry[str]) -> bool:
        return entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(self.root)

    def read(self, path: str) -> SourceFile | Problem:
        """The text of a file, with line feeds only and without a byte-order mark; or why it cannot be read."""
        try:
            content = self._content(path)
        except OSError as error:
            return os_problem(path, error)
        if content is None:
            return symlink_problem(path)
        if len(content) > MAX_SOURCE_BYTES:
            limit = MAX_SOURCE_BYTES // (1024 * 1024)
            return Problem(
                shown(path),
                f"larger than {limit} MB",
                "split the article, or move the material into an attachment",
            )
        text = decoded(content, shown(path), self.encoding)
        if self.encoding != UTF_8 and is_in_other_encoding(content):
            content += self.encoding.encode()  # Read in another encoding, it is another text.
        digest = hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]
        return text if isinstance(text, Problem) else SourceFile(path, text, digest)

    def typed(self, path: str) -> TypedText:
        """The text of a file that `read` has read, with its own line ends."""
        return typed_text(self._content(path) or b"", self.encoding)

    def _content(self, path: str, limit: int = MAX_SOURCE_BYTES + 1) -> bytes | None:
        """The first bytes of a file, up to one more than it may have; None if it lies outside of the project.

        Resolving a path asks the system once for each of its parts; so the folder's answer is kept, and only a link in
        the place of the file itself is resolved.
        """
        folder, _, name = path.rpartition("/")
        if folder not in self._real_folders:
            self._real_folders[folder] = self._resolved(folder)
        real = self._real_folders[folder]
        if real and LINKS_ARE_REFUSED:
            try:
                return _read_bytes(f"{real}/{name}", limit)
            except OSError as error:
                if error.errno != errno.ELOOP and (name.isascii() or error.errno != errno.ENOENT):
                    raise
        target = self._resolved(path)
        return _read_bytes(target, limit) if target else None

    def _stored(self, path: str) -> Path:
        """Where a file lies, however the letters of its name are composed there: macOS takes them apart."""
        place = self.root / "content" / path
        if path.isascii() or place.exists():
            return place
        place = self.root / "content"
        for part in path.split("/"):
            apart = place / unicodedata.normalize("NFD", part)
            place = apart if apart.exists() else place / part
        return place

    def _resolved(self, path: str) -> str:
        """Where a file or a folder really is; empty if that is outside of the project."""
        real = self._stored(path).resolve(strict=True)
        return str(real) if real.is_relative_to(self.root) else ""

    def file(self, path: str) -> Path | None:
        """The real file behind a path inside content/; None if it lies outside of the project."""
        real = self._stored(path).resolve()
        return real if real.is_relative_to(self.root) and real.is_file() else None

    def script_warnings(self, paths: Iterable[str]) -> list[Problem]:
        """A warning for each drawing among these files that holds a script."""
        drawings = ((path, self.file(path)) for path in paths if path.lower().endswith(".svg"))
        return [warning for path, real in drawings if real for warning in script_warning(real, shown(path))]


def _read_bytes(path: str, limit: int) -> bytes:
    """The first bytes of a file that is no link."""
    file = open_unfollowed(path)
    try:
        chunks = []
        left = limit
        while left and (chunk := os.read(file, min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks)
    finally:
        os.close(file)
