"""The door of the loader: lists and reads what lies in content/. No other module of this room touches the disk.

The path that is opened is the resolved one, and it must lie inside the project (law 4).
"""

import errno
import hashlib
import marshal
import os
import re
import stat
import struct
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from newsgen.documents.encoding import UTF_8, decoded, is_in_other_encoding
from newsgen.errors import Problem
from newsgen.loader.kinds import is_story, may_be_article, wants_a_look
from newsgen.models.article import SourceFile
from newsgen.models.output import FileCopy
from newsgen.models.rules import SCRIPT_IN_DRAWING, STRANGE_FILE
from newsgen.models.stamp import STAMP_OF, Stamp, are_settled, is_settled

# Not every system has these.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # opening a named pipe would wait for its other end
_BINARY = getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 16
"""More than nearly all articles have. A buffer for the largest that may be would cost more than reading most."""
DIGEST_LENGTH = 32
"""Hex digits of a SHA-256 that are kept: two files of an archive are not the same in so many by chance."""
MAX_SOURCE_BYTES = 5 * 1024 * 1024
_HEAD = 8 * 1024
"""Bytes in which the fields of nearly every article stand."""


@dataclass(frozen=True, slots=True)
class ContentTree:
    """What lies in content/: paths relative to it, with forward slashes, sorted."""

    articles: tuple[str, ...]
    attachments: tuple[str, ...]
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp | None]
    """Of all these files; None where one cannot be looked at."""
    looked_at: int
    """When this was seen, in nanoseconds since 1970."""

    def digest(self) -> str:
        """Of every path and its stamp. Empty where a file may change without a change of this."""
        stamps = [self.stamps[path] for path in (*self.articles, *self.attachments)]
        if self.problems or None in stamps or not are_settled([stamp for stamp in stamps if stamp], self.looked_at):
            return ""
        # The form of marshal in which equal values have equal bytes: later ones mark what is shared.
        return hashlib.sha256(marshal.dumps((self.articles, self.attachments, stamps), 2)).hexdigest()


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """The folder content/ of a project."""

    root: Path
    """The project's root, absolute and resolved."""
    encoding: str = UTF_8
    """Of files that are not UTF-8 and do not say what they are."""
    _real_folders: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

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
            if not stat.S_ISREG(found.st_mode) or not (is_known or _is_hidden_or_backup(path.rpartition("/")[2])):
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
        return is_story(path, head.decode("utf-8-sig", "ignore").replace("\r", "\n"))

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
            problems.append(_symlink_problem(prefix.rstrip("/")))
            return
        try:
            others = _take_plain_files(real, prefix, stamps)
        except FileNotFoundError:
            return
        except OSError as error:
            problems.append(_os_problem(prefix.rstrip("/"), error))
            return
        for entry in _apart_from_twins(others, prefix, stamps, problems):
            path = composed(prefix + entry.name)
            if fault := _name_fault(path) or _circle(path, entry):
                problems.append(fault)
            elif entry.is_dir():
                self._walk(Path(entry.path), path + "/", above | {real}, stamps, problems)
            elif self._leads_out(entry):
                problems.append(_symlink_problem(path))
            elif _is_file_or_dead_link(entry):
                stamps[path] = _stamp(entry)
            else:
                problems.append(_strange_file(shown(path), Path(entry.path)))

    def _leads_out(self, entry: os.DirEntry[str]) -> bool:
        return entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(self.root)

    def read(self, path: str) -> SourceFile | Problem:
        """The text of a file, with line feeds only and without a byte-order mark; or why it cannot be read."""
        try:
            content = self._content(path)
        except OSError as error:
            return _os_problem(path, error)
        if content is None:
            return _symlink_problem(path)
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

    def _content(self, path: str, limit: int = MAX_SOURCE_BYTES + 1) -> bytes | None:
        """The first bytes of a file, up to one more than it may have; None if it lies outside of the project.

        Resolving a path asks the system once for each of its parts; so the folder's answer is kept, and only a link in
        the place of the file itself is resolved.
        """
        folder, _, name = path.rpartition("/")
        if folder not in self._real_folders:
            self._real_folders[folder] = self._resolved(folder)
        real = self._real_folders[folder]
        if real and _NO_FOLLOW:
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

    def size(self, path: str) -> tuple[int, int] | None:
        """Width and height of a picture in pixels, from its first bytes; None where they cannot be told."""
        real = self.file(path)
        if real is None:
            return None
        import imagesize  # noqa: PLC0415 - brings half of the standard library with it

        try:
            width, height = imagesize.get(str(real))
        except (OSError, ValueError, SyntaxError, IndexError, struct.error):
            return None
        return (int(width), int(height)) if width > 0 and height > 0 else None

    def script_warnings(self, paths: Iterable[str]) -> list[Problem]:
        """A warning for each drawing among these files that holds a script."""
        drawings = ((path, self.file(path)) for path in paths if path.lower().endswith(".svg"))
        return [warning for path, real in drawings if real for warning in _script_warning(real, shown(path))]


def digest_of_file(path: str) -> str:
    """The SHA-256 of a file, in hex; empty where it cannot be read."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path as text
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read_bytes(path: str, limit: int) -> bytes:
    """The first bytes of a file that is no link."""
    file = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)
    try:
        chunks = []
        left = limit
        while left and (chunk := os.read(file, min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks)
    finally:
        os.close(file)


def _take_plain_files(folder: Path, prefix: str, stamps: dict[str, Stamp | None]) -> "list[os.DirEntry[str]]":
    """Takes in the stamps of the files in a folder that are nothing but files; the other entries, sorted."""
    others: list[os.DirEntry[str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.isascii() and entry.is_file(follow_symlinks=False):
                if not _is_hidden_or_backup(name):
                    stamps[prefix + name] = _stamp(entry)
            elif not _is_hidden_or_backup(name):
                others.append(entry)
    return sorted(others, key=attrgetter("name"))


def _stamp(entry: "os.DirEntry[str]") -> Stamp | None:
    """The stamp of the file itself, where the entry is a link to it."""
    try:
        return STAMP_OF(entry.stat())
    except OSError:
        return None


def look_below(folders: Iterable[Path]) -> str | None:
    """A digest of every file in these folders by its path and its stamp, without reading any.

    None where a link leads elsewhere, a folder cannot be listed, or a file was changed just now, so that a later
    change might not show.
    """
    since = time.time_ns()
    digest = hashlib.sha256()
    for folder in folders:
        for line in _look(str(folder), "", since):
            if line is None:
                return None
            digest.update(line.encode("utf-8", "surrogateescape"))
        digest.update(b"\n")
    return digest.hexdigest()


def _look(folder: str, prefix: str, since: int) -> Iterator[str | None]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except FileNotFoundError:
        return
    except OSError:
        yield None
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield f"{prefix}{entry.name}/\0"
            yield from _look(entry.path, f"{prefix}{entry.name}/", since)
        else:
            stamp = None if entry.is_symlink() else _stamp(entry)
            yield f"{prefix}{entry.name}\0{stamp}\0" if stamp and is_settled(stamp, since) else None


def list_layers(root: Path, own: Path, theme: Path) -> tuple[list[FileCopy], list[Problem]]:
    """The project's static files over the theme's; one layer where the two are one, as in newsgen's checkout.

    The problems are those of the project's templates, too.
    """
    copies, problems = ([], []) if own.resolve() == theme.resolve() else list_static(theme, theme, "theme/static")
    own_copies, own_problems = list_static(root, own, "static")
    layered = {copy.path: copy for copy in [*copies, *own_copies]}
    problems += [*own_problems, *_unfit_templates(root)]
    return sorted(layered.values(), key=lambda copy: copy.path), problems


def _unfit_templates(root: Path) -> Iterator[Problem]:
    """What lies among the project's templates and is no file of it, so that the theme's is taken."""
    for parent, _, names in os.walk(root / "templates"):
        for path in (Path(parent) / name for name in names):
            if problem := _unfit(path.resolve(), path.relative_to(root).as_posix(), root.resolve()):
                yield problem


def _unfit(real: Path, shown_path: str, border: Path) -> Problem | None:
    if not real.is_relative_to(border):
        return _outside(shown_path)
    is_strange = real.exists() and not real.is_file() and not real.is_dir()
    return _strange_file(shown_path, real) if is_strange else None


def digest_of_copies(copies: Iterable[FileCopy]) -> str:
    """A digest of the paths of these files and of what they look like from outside; none is read."""
    digest = hashlib.sha256()
    for copy in copies:
        try:
            stamp: Stamp | None = STAMP_OF(os.stat(copy.origin))  # noqa: PTH116 - a path as text
        except OSError:
            stamp = None
        digest.update(f"{copy.path}\0{stamp}\0".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def list_static(root: Path, folder: Path, label: str) -> tuple[list[FileCopy], list[Problem]]:
    """The files of a static folder; ``root`` is what no link may leave, ``label`` what messages call the folder."""
    copies: list[FileCopy] = []
    problems: list[Problem] = []
    border = root.resolve()

    def refuse(error: OSError) -> None:
        """Without it, `os.walk` passes over a folder that cannot be listed, and its files would leave the site."""
        if not isinstance(error, FileNotFoundError):
            place = Path(error.filename).relative_to(folder).as_posix()
            problems.append(_unlisted(label if place == "." else f"{label}/{place}", error))

    for parent, folders, names in os.walk(folder, onerror=refuse):
        problems += [
            _linked_folder(path, f"{label}/{path.relative_to(folder).as_posix()}", border)
            for path in (Path(parent) / name for name in folders)
            if path.is_symlink()
        ]
        for name in names:
            path = Path(parent) / name
            place = path.relative_to(folder).as_posix()
            real = path.resolve()
            if problem := _unfit(real, f"{label}/{place}", border):
                problems.append(problem)
            elif real.is_file() and name not in _LITTER:
                copies.append(FileCopy(place, str(real), f"{label}/{place}"))
                problems += _script_warning(real, f"{label}/{place}")
    return sorted(copies, key=lambda copy: copy.path), problems


_LITTER = frozenset({".DS_Store", "Thumbs.db", ".gitkeep", ".gitignore"})
_SCRIPT = re.compile(rb"<script|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def _unlisted(path: str, error: OSError) -> Problem:
    return Problem(path, (error.strerror or str(error)).lower(), "make the folder readable")


def _outside(shown_path: str) -> Problem:
    return Problem(shown_path, "symlink leaves the project", "copy the file into the project, or delete the link")


def _linked_folder(path: Path, shown_path: str, border: Path) -> Problem:
    """Of a link to a folder, which is not followed: nobody meant to publish `.git` by it."""
    if not path.resolve().is_relative_to(border):
        return _outside(shown_path)
    problem = Problem(shown_path, "a link to a folder, which is left out", "put the folder itself in its place")
    return problem.as_warning().under(STRANGE_FILE.name)


def _script_warning(path: Path, shown_path: str) -> list[Problem]:
    if path.suffix.lower() != ".svg" or _SCRIPT.search(path.read_bytes()) is None:
        return []
    mend = "it runs when the drawing is opened by itself; delete it unless you trust its maker"
    return [Problem(shown_path, "a drawing with a script in it", mend).as_warning().under(SCRIPT_IN_DRAWING.name)]


def _is_hidden_or_backup(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")


def composed(path: str) -> str:
    """The path in Unicode's normal form C, as links and addresses have it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _apart_from_twins(
    entries: Iterable[os.DirEntry[str]], prefix: str, stamps: dict[str, Stamp | None], problems: list[Problem]
) -> list[os.DirEntry[str]]:
    """The entries of a folder, but for those with one name whose letters are composed otherwise.

    Files of such a name are there; but which of them is read is no promise, and so its text is of no stamp.
    """
    named: defaultdict[str, list[os.DirEntry[str]]] = defaultdict(list)
    for entry in entries:
        named[composed(prefix + entry.name)].append(entry)
    twins = {path: several for path, several in named.items() if len(several) > 1}
    stamps.update(dict.fromkeys(path for path, several in twins.items() if any(one.is_file() for one in several)))
    problems += map(_twin, twins)
    return [entry for path, several in named.items() if path not in twins for entry in several]


def _twin(path: str) -> Problem:
    what = "two files or folders have this name; they differ only in how its letters are composed"
    return Problem(shown(path), what, "rename or delete one of them")


def _circle(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """A problem where a link leads to itself, perhaps by way of others."""
    if entry.is_symlink():
        try:
            entry.stat()
        except OSError as error:
            if error.errno == errno.ELOOP:
                return Problem(shown(path), "symlink leads in a circle", "delete the link")
    return None


def _is_file_or_dead_link(entry: os.DirEntry[str]) -> bool:
    """A dead link is a mistake, which shows when it is read; a pipe or a device is no article."""
    return entry.is_file() or not Path(entry.path).exists()


_KINDS = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))


def _strange_file(shown_path: str, path: Path) -> Problem:
    """A warning of what is neither file nor folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        mode = 0
    kind = next((name for is_kind, name in _KINDS if is_kind(mode)), "a device")
    problem = Problem(shown_path, f"{kind}, which is left out", "delete it, or put a file in its place")
    return problem.as_warning().under(STRANGE_FILE.name)


def shown(path: str) -> str:
    """A path inside content/ as messages show it."""
    return f"content/{path}" if path else "content"


def _name_fault(path: str) -> Problem | None:
    try:
        path.encode()
    except UnicodeEncodeError:
        name = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        return Problem(shown(name), "the file's name is not UTF-8", "rename the file")
    return None


def _symlink_problem(path: str) -> Problem:
    return Problem(shown(path), "symlink leaves the project", "copy the file into content/, or delete the link")


def _os_problem(path: str, error: OSError) -> Problem:
    return Problem(shown(path), (error.strerror or str(error)).lower(), "make the file readable, or delete it")
