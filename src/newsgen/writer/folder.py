"""The door to the output: staging, publishing, cleaning. No other module of this room touches the disk.

A build puts its files into a Staging, from as many processes as it likes, and publishes them at the end.
Until then the output is only read. Paths inside the output obey models.names.path_fault, and no symbolic
link inside the output is followed: what lies behind one is not ours.
"""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH100, PTH102, PTH103, PTH104, PTH105, PTH106, PTH108, PTH110, PTH112, PTH113, PTH114, PTH116, PTH120, PTH208

import errno
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgen.errors import ContentError, MachineError, NewsgenError, Problem, UsageError
from newsgen.models.names import path_fault, path_key
from newsgen.models.output import FileCopy, Output
from newsgen.models.stamp import TICK, Stamp, is_settled, stamp_of
from newsgen.writer.containment import output_fault
from newsgen.writer.manifest import MANIFEST_NAME, NOTHING_OWNED, Manifest, parse_manifest, render_manifest
from newsgen.writer.survey import Kind, clash, folders_of, parent, survey

_STAGING = "staging"
_HIDDEN_STAGING = ".newsgen-staging"
_NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a file of the site is staged, or lies in the output already."""

    path: str
    sha256: str
    """Of its bytes, in hex."""
    size: int
    is_changed: bool
    """Whether other bytes, or none, lie in the output."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    written: int
    kept: int
    removed: tuple[str, ...]
    """Files of earlier publications that are no longer part of the site, sorted."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` did."""

    removed: tuple[str, ...]
    left: tuple[str, ...]
    """Files that newsgen did not write, sorted."""


# Which folder may be the output.


def check_output(output: Path, root: Path, sources: Sequence[Path]) -> None:
    """Return only if the folder may be the output of the project at ``root``; nothing is touched.

    ``sources`` are the folders that are read or kept: content, templates, static, .newsgen, .git. Every
    path is judged as it is written and again with its links resolved. Raises UsageError.
    """
    home = _home()
    for resolve in (os.path.abspath, os.path.realpath):
        fault = output_fault(
            Path(resolve(output)),
            Path(resolve(root)),
            Path(resolve(home)) if home else None,
            [Path(resolve(source)) for source in sources],
        )
        if fault:
            raise _bad_output(output, fault)
    if os.path.islink(output) and not os.path.exists(output):
        raise _bad_output(output, "is a symbolic link that leads nowhere")
    if not os.path.isdir(_nearest(os.path.abspath(output))):
        raise _bad_output(output, "is not a folder, or lies in something that is none")


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _nearest(path: str) -> str:
    """The path, or the first above it that is there."""
    while not os.path.lexists(path):
        path = os.path.dirname(path)
    return path


def _bad_output(output: Path, fault: str) -> UsageError:
    return UsageError(
        f"the output {os.fspath(output)!r} {fault}",
        mend="choose a folder that holds nothing but the site, such as build",
    )


# From the first file to the last.


@dataclass(frozen=True, slots=True)
class Staging:
    """The files of the next publication, gathered near the output and moved in by `publish`.

    It may be pickled and used by several processes at once; `publish` and `discard` belong to the one that
    opened it. As a context manager it discards what was not published.
    """

    output: "_Tree"
    folder: str
    """Where files are staged: on the output's own mount."""
    label: str
    """What the output is called in messages: ``build``."""
    adopt: bool
    """Whether a file that is not ours, but lies where we write, becomes ours."""
    is_first: bool
    """Whether the output was absent or empty: files are then staged as the tree that moves in as a whole."""
    is_dirty: bool
    """Whether the manifest cannot be trusted: a publication was killed, or the output is being adopted."""

    @classmethod
    def open(cls, output: Path, workspace: Path, *, adopt: bool = False) -> Self:
        """Make an empty staging folder: in the workspace (.newsgen), or else beside or in the output.

        The caller has checked the output and holds the project's lock: what a killed build has staged is
        removed. Raises UsageError where the output holds files but no readable manifest, MachineError where
        it cannot be written.
        """
        label = _label(output, workspace)
        tree = _Tree(os.path.realpath(output))
        try:
            names = _names_in(tree.root)
            manifest = _ownership(tree.root, names, label, adopt=adopt)
            _refuse_read_only(tree.root, label)
            folder = _make_staging(tree.root, workspace)
        except OSError as error:
            raise _machine_error(f"cannot prepare {label}/", error) from error
        is_dirty = bool(names) and (manifest is None or manifest.is_dirty)
        return cls(tree, folder, label, adopt, is_first=not names, is_dirty=is_dirty)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def put(self, output: Output) -> Receipt:
        """Stage the bytes, unless the output holds just these already. Raises MachineError."""
        path, content = output.path, output.content
        _check_path(path)
        try:
            if self._holds(path, content):
                return Receipt(path, hashlib.sha256(content).hexdigest(), len(content), is_changed=False)
            return self._stage(path, (content,))
        except OSError as error:
            raise _machine_error(f"cannot write {self.label}/{path}", error) from error

    def copy(self, copy: FileCopy) -> Receipt:
        """Stage a file from the disk, unless the output holds its bytes already.

        The caller has resolved ``origin`` and has seen that it lies in the project: a link in its place is
        refused. Raises ContentError where it cannot be read, MachineError where the copy cannot be written.
        """
        _check_path(copy.path)
        try:
            source = _open_regular(copy.origin)
        except OSError as error:
            raise _unreadable(copy, _reason(error)) from error
        if source is None:
            raise _unreadable(copy, "not a regular file")
        try:
            return self._kept_copy(copy.path, source) or self._stage(copy.path, _chunks(source))
        except OSError as error:
            raise _machine_error(f"cannot copy {copy.label} to {self.label}/{copy.path}", error) from error
        finally:
            os.close(source)

    def keep(self, path: str, sha256: str) -> Receipt | None:
        """The receipt of a file that need not be made anew; None if the output does not hold these bytes."""
        _check_path(path)
        try:
            published = self._open_published(path)
            if published is None:
                return None
            try:
                digest, size = _measure(_chunks(published))
            finally:
                os.close(published)
        except OSError as error:
            raise _machine_error(f"cannot read {self.label}/{path}", error) from error
        return Receipt(path, digest, size, is_changed=False) if digest == sha256 else None

    def stands(self, path: str, stamp: Stamp | None) -> bool:
        """Whether the file in the output has the stamp that it had when it was written; it is not read."""
        if stamp is None or self.is_dirty or self.is_first:
            return False
        _check_path(path)
        return self.output.stamp(path) == stamp

    def stamps(self, paths: Iterable[str]) -> dict[str, Stamp]:
        """What the published files look like from outside; those that a later change might not show in are left out.

        For the files that were just written this waits until the clock of the file system has moved on.
        """
        time.sleep(1.1 * TICK / 1_000_000_000)
        since = time.time_ns()
        self.output.forget()
        found = ((path, self.output.stamp(path)) for path in paths)
        return {path: stamp for path, stamp in found if stamp is not None and is_settled(stamp, since)}

    def _holds(self, path: str, content: bytes) -> bool:
        published = self._open_published(path)
        if published is None:
            return False
        try:
            return os.fstat(published).st_size == len(content) and b"".join(_chunks(published)) == content
        finally:
            os.close(published)

    def _kept_copy(self, path: str, source: int) -> Receipt | None:
        """The receipt if the output holds what the open file holds; else None, and the file is rewound."""
        published = self._open_published(path)
        if published is None:
            return None
        try:
            if os.fstat(source).st_size == os.fstat(published).st_size:
                digest, size = _measure(_chunks(source))
                if _measure(_chunks(published)) == (digest, size):
                    return Receipt(path, digest, size, is_changed=False)
        finally:
            os.close(published)
        os.lseek(source, 0, os.SEEK_SET)
        return None

    def _open_published(self, path: str) -> int | None:
        return None if self.is_first else self.output.open(path)

    def _stage(self, path: str, chunks: Iterable[bytes]) -> Receipt:
        staged = self._staged(path)
        try:
            file = _create(staged)
        except FileNotFoundError:
            if not self.is_first:
                raise
            _make_folder(self.folder, parent(path))
            file = _create(staged)
        except FileExistsError as error:
            raise NewsgenError(f"{path} is written twice in one build") from error
        try:
            digest, size = _measure(chunks, copy_to=file)
        finally:
            os.close(file)
        return Receipt(path, digest, size, is_changed=True)

    def _staged(self, path: str) -> str:
        """Where the file is staged.

        All lie in one folder, unless that folder becomes the output: making and removing a folder for every
        article would double the cost of a rebuild.
        """
        if self.is_first:
            return f"{self.folder}/{path}"
        return f"{self.folder}/{hashlib.blake2b(path.encode(), digest_size=16).hexdigest()}"

    def discard(self) -> None:
        """Forget what is staged. Does no harm after `publish`, nor twice."""
        with suppress(OSError):  # the next build sweeps what could not be removed
            _remove_staging(self.folder)

    def publish(self, receipts: Sequence[Receipt]) -> Published:
        """Make the output hold the files of the receipts, and nothing else that is ours.

        The receipts cover the whole site, in the order in which changed files are to appear: static files
        and attachments, articles, listings, the home page, feeds, sitemaps. Deletions come last. Raises
        ContentError, with nothing touched, where a link or a file that is not ours is in the way, and
        MachineError where the disk refuses. Whatever happens, the staging is gone afterwards.

        Killed at any moment, no file is half written, and the next publication finishes the work. A power
        cut may lose what the system had not yet written out: such files differ from their digests, and the
        next build makes them anew.
        """
        try:
            return self._publish(receipts)
        except OSError as error:
            raise _machine_error(f"cannot publish {self._shown(error)}", error) from error
        finally:
            self.discard()

    def _publish(self, receipts: Sequence[Receipt]) -> Published:
        if doubled := clash([receipt.path for receipt in receipts]):
            raise NewsgenError(f"{doubled} is published twice, or as a file and as a folder")
        new = Manifest({receipt.path: receipt.sha256 for receipt in receipts}, is_dirty=False)
        changed = [receipt.path for receipt in receipts if receipt.is_changed]
        if self.is_first and self._move_whole(new):
            return Published(len(changed), 0, ())
        old = self._last_publication()
        removed = self._move_in(old, new, changed)
        return Published(len(changed), len(receipts) - len(changed), tuple(sorted(removed)))

    def _move_whole(self, manifest: Manifest) -> bool:
        """Let the staging folder become the output. False where the output must stay: a mount point, say."""
        if os.path.dirname(self.folder) == self.output.root:
            return False
        _write_synced(f"{self.folder}/{MANIFEST_NAME}", render_manifest(manifest))
        above = os.path.dirname(self.output.root)
        os.makedirs(above, exist_ok=True)
        try:
            os.rename(self.folder, self.output.root)
        except OSError:
            if not os.path.isdir(self.output.root):
                raise
            return False
        _sync_folder(above)
        return True

    def _last_publication(self) -> Manifest:
        if self.adopt or self.is_first:
            return _adopted(self.output.root, self.label) or NOTHING_OWNED
        manifest = _read_manifest(self.output.root, self.label)
        if manifest is None:
            raise MachineError(f"{self.label}/ was emptied while the site was being built", mend="build again")
        return manifest

    def _move_in(self, old: Manifest, new: Manifest, changed: Sequence[str]) -> list[str]:
        """Bring the output from the old publication to the new one, file by file; the paths removed."""
        self.output.forget()
        orphans = old.files.keys() - new.files.keys()
        unowned = new.files.keys() - old.files.keys()
        found = survey(
            dict.fromkeys((*changed, *sorted(unowned))),
            owned={*old.files, *self._respelled(orphans, new.files).values()},
            orphans=orphans,
            adopt=self.adopt,
            look=self.output.look,
            walk=self.output.walk,
            label=self.label,
        )
        if found.obstacles:
            raise ContentError(f"{self.label}/ holds what newsgen did not write", problems=found.obstacles)
        removed: list[str] = []
        if changed or orphans:
            self._write_manifest(Manifest({**old.files, **new.files}, is_dirty=True))
            removed += self._clear(found.files_to_clear, found.folders_to_clear)
            for path in changed:
                self._move(path)
            removed += self._remove_orphans(orphans, new.files)
        if changed or orphans or new != old:
            self._write_manifest(new)
        return removed

    def _write_manifest(self, manifest: Manifest) -> None:
        staged = f"{self.folder}/{MANIFEST_NAME}"
        _write_synced(staged, render_manifest(manifest))
        os.replace(staged, f"{self.output.root}/{MANIFEST_NAME}")
        _sync_folder(self.output.root)

    def _move(self, path: str) -> None:
        staged, published = self._staged(path), f"{self.output.root}/{path}"
        try:
            os.replace(staged, published)
        except FileNotFoundError:
            _make_folder(self.output.root, parent(path))
            os.replace(staged, published)

    def _clear(self, files: Iterable[str], folders: Iterable[str]) -> list[str]:
        """Make room where a file becomes a folder, or a folder a file; the paths removed."""
        inner = [file for folder in folders for file in self.output.walk(folder)]
        removed = [path for path in (*files, *inner) if self.output.remove(path)]
        for folder in folders:
            self.output.remove_folders(folder)
        return removed

    def _remove_orphans(self, orphans: Collection[str], new: Collection[str]) -> list[str]:
        """Delete what left the site, and the folders that this leaves empty; the paths removed."""
        if not orphans:
            return []
        respelled = self._respelled(orphans, new)
        removed = [path for path in sorted(orphans) if path not in respelled and self.output.remove(path)]
        self.output.remove_empty(folders_of(orphans) - folders_of(new))
        return removed

    def _respelled(self, orphans: Collection[str], new: Collection[str]) -> Mapping[str, str]:
        """Orphans that are a new file under an old spelling: some file systems compare names without case."""
        if not orphans:
            return {}
        spelled = {path_key(path): path for path in new}
        twins = {path: spelled.get(path_key(path), "") for path in orphans}
        return {path: twin for path, twin in twins.items() if twin and self.output.is_one_file(path, twin)}

    def _shown(self, error: OSError) -> str:
        """The file that the error is about, as a person would type it."""
        paths = [str(path) for path in (error.filename2, error.filename) if path is not None]
        inner = [path.removeprefix(f"{self.output.root}/") for path in paths if path.startswith(f"{self.output.root}/")]
        return f"{self.label}/{inner[0]}" if inner else f"{self.label}/"


def look_at_output(output: Path, workspace: Path) -> str | None:
    """A digest of what lies where the manifest says that the site lies: each file by its stamp. None is read.

    None where the site is not whole: no manifest, a publication or a build that was killed. Waits until the stamps
    are settled.
    """
    tree = _Tree(os.path.realpath(output))
    if any(os.path.lexists(place) for place in _staging_places(tree.root, workspace)):
        return None
    try:
        manifest = _read_manifest(tree.root, "")
    except (OSError, UsageError):
        return None
    if manifest is None or manifest.is_dirty:
        return None
    time.sleep(0 if _is_old(tree) else 1.1 * TICK / 1_000_000_000)
    since = time.time_ns()
    digest = hashlib.sha256(tree.root.encode("utf-8", "surrogateescape"))
    for path in (*manifest.files, MANIFEST_NAME):
        stamp = tree.stamp(path)
        if stamp is None or not is_settled(stamp, since):
            return None
        digest.update(f"{path}\0{stamp}\0".encode())
    return digest.hexdigest()


def _is_old(tree: "_Tree") -> bool:
    """Whether the last publication lies back so far that no file of it can change unseen."""
    stamp = tree.stamp(MANIFEST_NAME)
    return stamp is not None and is_settled(stamp, time.time_ns())


def clean(output: Path, workspace: Path) -> Cleaned:
    """Delete every file that is ours, altered or not, and emptied folders; say what is left.

    Killed at any moment, a second call finishes the work, for the manifest goes last. The caller has
    checked the output and holds the project's lock. Raises UsageError where the manifest is damaged,
    MachineError where the disk refuses.
    """
    label = _label(output, workspace)
    tree = _Tree(os.path.realpath(output))
    try:
        for staging in _staging_places(tree.root, workspace):
            _remove_staging(staging)
        if not os.path.isdir(tree.root):
            return Cleaned((), ())
        manifest = _read_manifest(tree.root, label)
        if manifest is None:
            return Cleaned((), tuple(sorted(tree.walk(""))))
        removed = tuple(path for path in sorted(manifest.files) if tree.remove(path))
        tree.remove_empty(folders_of(manifest.files))
        os.unlink(f"{tree.root}/{MANIFEST_NAME}")
        left = tuple(sorted(tree.walk("")))
        if not os.path.islink(output):
            _remove_if_empty(tree.root)
    except OSError as error:
        raise _machine_error(f"cannot clean {label}/", error) from error
    return Cleaned(removed, left)


# What lies in the output.


@dataclass(frozen=True, slots=True)
class _Tree:
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
        if not self.is_real(parent(path)):
            return None
        try:
            status = os.lstat(f"{self.root}/{path}")
        except (FileNotFoundError, NotADirectoryError):
            return None
        return stamp_of(status) if stat.S_ISREG(status.st_mode) else None

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
            return _open_regular(f"{self.root}/{path}")
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
                _remove_if_empty(f"{self.root}/{folder}")

    def remove_folders(self, folder: str) -> None:
        """Remove the folder and the folders in it, among which there is no file."""
        for name in os.listdir(f"{self.root}/{folder}"):
            self.remove_folders(f"{folder}/{name}")
        os.rmdir(f"{self.root}/{folder}")


def _names_in(output: str) -> list[str]:
    """The names in the output, sorted, but for our own staging; none where there is no output."""
    try:
        return sorted(name for name in os.listdir(output) if name != _HIDDEN_STAGING)
    except FileNotFoundError:
        return []


def _read_manifest(output: str, label: str) -> Manifest | None:
    """The manifest, or None where there is none. Raises UsageError where it is damaged."""
    try:
        file = _open_regular(f"{output}/{MANIFEST_NAME}")
    except FileNotFoundError:
        return None
    manifest = None
    if file is not None:
        try:
            manifest = parse_manifest(b"".join(_chunks(file)).decode(errors="replace"))
        finally:
            os.close(file)
    if manifest is None:
        raise UsageError(f"{label}/{MANIFEST_NAME} is damaged: it is not known which files newsgen wrote", mend=_ADOPT)
    return manifest


def _adopted(output: str, label: str) -> Manifest | None:
    """What is ours in an output that may be foreign; None if that is not known."""
    with suppress(UsageError):
        return _read_manifest(output, label)
    return None


def _ownership(output: str, names: Sequence[str], label: str, *, adopt: bool) -> Manifest | None:
    """What is ours in the output; None if it is empty or adopted. Raises UsageError if it is foreign."""
    if not names:
        return None
    if adopt:
        return _adopted(output, label)
    manifest = _read_manifest(output, label)
    if manifest is None:
        shown = ", ".join(names[:_NAMES_SHOWN])
        more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
        raise UsageError(f"{label}/ holds files that newsgen did not write: {shown}{more}", mend=_ADOPT)
    return manifest


_ADOPT = (
    "choose another output, or build once with --adopt: "
    "files that lie where the site is written are then replaced, all others stay"
)


# Where files are staged.


def _staging_places(output: str, workspace: Path) -> tuple[str, str, str]:
    """The best place first: in the workspace, beside the output, in the output."""
    above, name = os.path.split(output)
    return (
        f"{os.path.abspath(workspace)}/{_STAGING}",
        f"{_nearest(above).rstrip('/')}/.{name}{_HIDDEN_STAGING}",
        f"{output}/{_HIDDEN_STAGING}",
    )


def _refuse_read_only(output: str, label: str) -> None:
    if not os.access(_nearest(output), os.W_OK | os.X_OK):
        raise MachineError(f"cannot write into {label}/", mend="allow writing there, or choose another output")


def _make_staging(output: str, workspace: Path) -> str:
    """A new empty folder whose files can be renamed into the output."""
    if os.path.islink(workspace):
        raise UsageError(f"{os.fspath(workspace)} is a symbolic link", mend="put a folder in its place")
    os.makedirs(workspace, exist_ok=True)
    target = _nearest(output)
    places = _staging_places(output, workspace)
    for place in places:
        _remove_staging(place)
    for place in places:
        if _is_one_mount(os.path.dirname(place), target):
            with suppress(PermissionError):
                os.mkdir(place)
                return place
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), target)


def _is_one_mount(folder: str, target: str) -> bool:
    """Whether a file can be renamed from one folder into the other.

    Two mounts may share a device number. Renaming a folder's own dot never succeeds (POSIX, rename); the
    reason why says whether mounts were crossed.
    """
    if not os.path.isdir(folder) or os.stat(folder).st_dev != os.stat(target).st_dev:
        return False
    try:
        os.rename(f"{folder}/.", f"{target}/.")
    except OSError as error:
        return error.errno != errno.EXDEV
    return True


def _remove_staging(place: str) -> None:
    if os.path.islink(place) or os.path.isfile(place):
        os.unlink(place)
    elif os.path.isdir(place):
        shutil.rmtree(place)


# Single files and folders.

# Not every system has these.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # opening a named pipe would wait for its other end
_BINARY = getattr(os, "O_BINARY", 0)
_CHUNK = 1 << 18


def _open_regular(path: str) -> int | None:
    """The file, opened for reading; None if a link lies there, or anything but a regular file."""
    try:
        file = os.open(path, os.O_RDONLY | _NO_FOLLOW | _NO_WAIT | _BINARY)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENXIO}:  # a link; a socket
            return None
        raise
    if stat.S_ISREG(os.fstat(file).st_mode):
        return file
    os.close(file)
    return None


def _create(path: str) -> int:
    """A new file, opened for writing: 0666 less the umask, for the site is to be read by a web server."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW | _BINARY, 0o666)


def _chunks(file: int) -> Iterator[bytes]:
    while chunk := os.read(file, _CHUNK):
        yield chunk


def _measure(chunks: Iterable[bytes], copy_to: int | None = None) -> tuple[str, int]:
    """The digest and the size of the bytes, which are written to a file on the way if one is given."""
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
        if copy_to is not None:
            _write(copy_to, chunk)
    return digest.hexdigest(), size


def _write(file: int, content: bytes) -> None:
    written = os.write(file, content)
    while written < len(content):
        written += os.write(file, memoryview(content)[written:])


def _write_synced(path: str, text: str) -> None:
    """Write the file anew and wait until the disk has it."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    file = _create(path)
    try:
        _write(file, text.encode())
        os.fsync(file)
    finally:
        os.close(file)


def _sync_folder(folder: str) -> None:
    """Wait until the disk knows the folder's names, where folders can be opened."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _make_folder(base: str, folder: str) -> None:
    """Make the folder and those above it, up to the base, which is there."""
    try:
        os.mkdir(f"{base}/{folder}")
    except FileExistsError:
        pass  # another process was faster
    except FileNotFoundError:
        if not folder:
            raise
        _make_folder(base, parent(folder))
        _make_folder(base, folder)


def _remove_if_empty(folder: str) -> None:
    try:
        os.rmdir(folder)
    except OSError as error:
        if error.errno not in {errno.ENOTEMPTY, errno.EEXIST, errno.EBUSY}:  # EBUSY: a mount point
            raise


# Messages.

_MENDS = {
    errno.ENOSPC: "free some space, then build again",
    errno.EDQUOT: "free some space, then build again",
    errno.EACCES: "allow writing there, then build again",
    errno.EPERM: "allow writing there, then build again",
    errno.EROFS: "allow writing there, then build again",
    errno.EIO: "look after the disk, then build again",
}


def _machine_error(what: str, error: OSError) -> MachineError:
    return MachineError(f"{what}: {_reason(error)}", mend=_MENDS.get(error.errno or 0, "build again"))


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _unreadable(copy: FileCopy, reason: str) -> ContentError:
    problem = Problem(copy.label, f"cannot be read: {reason}", "allow reading it, or take it out of the project")
    return ContentError(str(problem), problems=(problem,))


def _check_path(path: str) -> None:
    """A last look, should whoever planned the path have overlooked something: nothing is written outside."""
    if fault := path_fault(path):
        raise NewsgenError(f"{path!r} may not be written: {fault}")


def _label(output: Path, workspace: Path) -> str:
    """The output as a person would type it in the project's folder, which holds the workspace."""
    with suppress(ValueError):
        return Path(os.path.abspath(output)).relative_to(os.path.abspath(workspace.parent)).as_posix()
    return os.fspath(output)
