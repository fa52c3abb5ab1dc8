"""A look at a whole site from outside: no file of it is read."""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import os
import stat
import time
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain, filterfalse
from operator import attrgetter, itemgetter
from pathlib import Path

from newsgen.models.stamp import STAMP_OF, TICK, Stamp, are_settled, is_settled
from newsgen.writer.folder.ownership import clean_manifest
from newsgen.writer.folder.places import staging_places
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME, Listed, digest_at_end
from newsgen.writer.survey import folders_of

_LOOK = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""A mode and a stamp: as STAMP_OF, in half the time."""
_LENGTH = 5
_Look = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class OutputSnapshot:
    """What lies where the manifest says that the site lies, as it looks from outside.

    A folder that holds folders has a stamp, too: by that is seen what takes the place of a folder, such as a link.
    """

    root: str
    manifest: str
    """The digest that the manifest ends with."""
    paths: list[str]
    """Of the site's files, in the manifest's order."""
    listed: Listed
    """The manifest's own lines; not part of what is kept."""
    files: list[_Look]
    """Of these, and at last of the manifest itself."""
    folders: list[str]
    """Those that hold folders, in order, the output itself among them."""
    folder_looks: list[_Look]

    def files_as_left(self, paths: Iterable[str]) -> dict[str, tuple[str, Stamp]]:
        """Some files of the site with their digests and stamps."""
        found: dict[str, tuple[str, Stamp]] = {}
        for path in paths:
            if (digest := self.listed.digest(path)) is not None:
                found[path] = (digest, self.files[bisect_left(self.paths, path)][1:])
        return found

    def all_as_left(self) -> dict[str, tuple[str, Stamp]]:
        """The same of all files."""
        lines = zip(self.listed.items(), self.files, strict=False)
        return {path: (digest, look[1:]) for (path, digest), look in lines}

    def has_same_manifest(self) -> bool:
        """Whether the manifest that was seen still lies there; it is not read again."""
        if os.path.lexists(f"{self.root}/{JOURNAL_NAME}"):
            return False
        try:
            return _looks(self.root, [MANIFEST_NAME]) == self.files[-1:]
        except OSError:
            return False

    def encode(self) -> bytes:
        """All of it, as the store keeps it. Equal looks have equal bytes."""
        return _encoded(self.root, self.manifest, chain(self.files, self.folder_looks))


def _encoded(root: str, manifest: str, looks: Iterable[_Look]) -> bytes:
    numbers = array("q", chain.from_iterable(looks))
    return f"{root}\n{manifest}\n".encode("utf-8", "surrogateescape") + numbers.tobytes()


def take_snapshot(output: Path, workspace: Path) -> OutputSnapshot | None:
    """What lies where the manifest says that the site lies: each file by its stamp. None is read.

    None where the site is not whole: no manifest, a publication or a build that was killed, a file that is missing.
    Waits until the stamps are settled.
    """
    root = os.path.realpath(output)
    if any(os.path.lexists(place) for place in staging_places(root, workspace)):
        return None
    try:
        manifest = clean_manifest(root)
        if not manifest:
            return None
        _wait(root)
        since = time.time_ns()
        listed = Listed(manifest)
        paths = list(listed)
        folders = _upper_folders(paths)
        files = _looks(root, [*paths, MANIFEST_NAME])
        folder_looks = _looks(root, folders)
    except OSError:
        return None
    if not _is_at_rest(files, folder_looks, since):
        return None
    return OutputSnapshot(root, digest_at_end(manifest), paths, listed, files, folders, folder_looks)


def restat(before: OutputSnapshot, changed: Collection[str], gone: Collection[str], manifest: str) -> bytes:
    """What `take_snapshot` would see after these files were written and those removed, as `encode` gives it.

    No other file is looked at. Empty where the site is not at rest. ``manifest`` is the digest that the new manifest
    ends with. What else has changed in the meantime shows in the next look, since this one tells what was there before.
    """
    looks = dict(zip(before.paths, before.files, strict=False))
    new = [path for path in changed if path not in looks]
    paths = before.paths if not gone else list(filterfalse(set(gone).__contains__, before.paths))
    paths = sorted([*paths, *new]) if new else paths  # two sorted runs, more or less, which takes little time
    folders = _upper_folders(paths) if gone else sorted({*before.folders, *_upper_folders(new)})
    folder_looks = dict(zip(before.folders, before.folder_looks, strict=True))
    # A folder looks different only where something came into it or left it.
    touched = {"", *folders_of([*changed, *gone])}
    again = [folder for folder in folders if folder in touched or folder not in folder_looks]
    try:
        _wait(before.root)
        since = time.time_ns()
        fresh = [_looks(before.root, part) for part in (changed, [MANIFEST_NAME], again)]
    except OSError:
        return b""
    looks |= zip(changed, fresh[0], strict=True)
    folder_looks |= zip(again, fresh[2], strict=True)
    if not _is_at_rest([*fresh[0], *fresh[1]], fresh[2], since):
        return b""
    files = chain(map(looks.__getitem__, paths), fresh[1])
    return _encoded(before.root, manifest, chain(files, map(folder_looks.__getitem__, folders)))


def stored_snapshot(content: bytes, output: Path) -> OutputSnapshot | None:
    """What `OutputSnapshot.encode` has kept, nothing of the site being looked at but its manifest.

    None where another manifest lies there now, or nothing was kept.
    """
    root = os.path.realpath(output)
    kept_root, _, rest = content.partition(b"\n")
    digest, _, numbers = rest.partition(b"\n")
    manifest = clean_manifest(root)
    if not manifest or digest_at_end(manifest).encode() != digest or os.fsencode(root) != kept_root:
        return None
    listed = Listed(manifest)
    paths = list(listed)
    folders = _upper_folders(paths)
    looks = _decoded(numbers)
    if len(looks) != len(paths) + 1 + len(folders):
        return None
    return OutputSnapshot(
        root, digest_at_end(manifest), paths, listed, looks[: len(paths) + 1], folders, looks[len(paths) + 1 :]
    )


def _decoded(numbers: bytes) -> list[_Look]:
    values = array("q")
    values.frombytes(numbers[: len(numbers) - len(numbers) % (_LENGTH * values.itemsize)])
    return list(zip(*[iter(values)] * _LENGTH, strict=True))


def _is_at_rest(files: list[_Look], folders: list[_Look], since: int) -> bool:
    """Whether these are files and folders, and settled."""
    is_whole = _kinds(files) == {stat.S_IFREG} and _kinds(folders) == {stat.S_IFDIR}
    return is_whole and are_settled([look[1:] for look in chain(files, folders)], since)


def _wait(root: str) -> None:
    """Until nothing of the last publication can change unseen. The manifest comes last, and its journal goes then."""
    now = time.time_ns()
    last = [STAMP_OF(os.lstat(path)) for path in (f"{root}/{MANIFEST_NAME}", root)]
    if not all(is_settled(stamp, now) for stamp in last):
        since = max(max(modified, changed) for _, modified, changed, _ in last)
        left = min(max(0, since + TICK - now), TICK)  # in the future: nothing will have been at rest
        time.sleep((left + TICK // 10) / 1_000_000_000)


def _upper_folders(paths: Iterable[str]) -> list[str]:
    """The folders that hold folders, the output itself among them."""
    above = {path.rsplit("/", 2)[0] for path in paths if path.count("/") > 1}
    return sorted({"", *above, *folders_of(above)})


def _looks(root: str, paths: Iterable[str]) -> list[_Look]:
    """Mode and stamp of what lies at each path. Raises OSError where there is nothing."""
    look, top = os.lstat, f"{root}/"
    return [_LOOK(look(top + path)) for path in paths]


def _kinds(looks: list[_Look]) -> set[int]:
    return set(map(stat.S_IFMT, set(map(itemgetter(0), looks))))
