"""A look at a whole site from outside: no file of it is read."""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import os
import stat
import time
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from pathlib import Path

from newsgen.models.stamp import STAMP_OF, TICK, Stamp, are_settled, is_settled
from newsgen.writer.folder.ownership import clean_manifest
from newsgen.writer.folder.places import staging_places
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME, Listed, digest_at_end
from newsgen.writer.survey import folders_of

_LOOK = attrgetter("st_mode", "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
"""A mode and a stamp: as STAMP_OF, in half the time."""
_LENGTH = 5
_BETWEEN = "\0"
"""Between the names of folders."""
_NOTHING = array("q")
_UNSEEN = (OSError, OverflowError)
"""Raised where a file cannot be looked at, or is of the year 2263: its nanoseconds take more than eight bytes."""


@dataclass(frozen=True, slots=True)
class OutputSnapshot:
    """What lies where the manifest says that the site lies, as it looks from outside.

    A folder that holds folders has a stamp, too: by that is seen what takes the place of a folder, such as a link.
    """

    root: str
    manifest: str
    """The digest that the manifest ends with."""
    listed: Listed
    """The paths of the site's files, in the manifest's order; not part of what is kept."""
    files: "array[int]"
    """Mode and stamp of each of these, and at last of the manifest itself: five numbers one after the other."""
    folders: list[str]
    """Those that hold folders, in order, the output itself among them."""
    folder_looks: "array[int]"
    """As `files`."""

    def files_as_left(self, paths: Iterable[str]) -> dict[str, tuple[str, Stamp]]:
        """Some files of the site with their digests and stamps."""
        found: dict[str, tuple[str, Stamp]] = {}
        for path in paths:
            if (digest := self.listed.digest(path)) is not None:
                found[path] = (digest, _stamp_at(self.files, bisect_left(self.listed, path)))
        return found

    def all_as_left(self) -> dict[str, tuple[str, Stamp]]:
        """The same of all files."""
        lines = zip(self.listed.items(), _each(self.files), strict=False)
        return {path: (digest, look[1:]) for (path, digest), look in lines}

    def has_same_manifest(self) -> bool:
        """Whether the manifest that was seen still lies there; it is not read again."""
        if os.path.lexists(f"{self.root}/{JOURNAL_NAME}"):
            return False
        try:
            return _looks(self.root, [MANIFEST_NAME]) == self.files[-_LENGTH:]
        except _UNSEEN:
            return False

    def encode(self) -> bytes:
        """All of it, as the store keeps it. Equal looks have equal bytes."""
        return _encoded(self.root, self.manifest, self.folders, self.files + self.folder_looks)


def _stamp_at(looks: "array[int]", place: int) -> Stamp:
    _, size, modified, changed, inode = looks[place * _LENGTH : (place + 1) * _LENGTH]
    return size, modified, changed, inode


def _each(looks: "array[int]") -> Iterator[tuple[int, int, int, int, int]]:
    """The numbers of each file."""
    return zip(*[iter(looks)] * _LENGTH, strict=True)


def _encoded(root: str, manifest: str, folders: Iterable[str], looks: "array[int]") -> bytes:
    head = f"{root}\n{manifest}\n{_BETWEEN.join(folders)}\n"
    return head.encode("utf-8", "surrogateescape") + looks.tobytes()


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
        folders = _upper_folders(listed)
        files = _looks(root, chain(listed, [MANIFEST_NAME]))
        folder_looks = _looks(root, folders)
    except _UNSEEN:
        return None
    if not _is_at_rest(files, folder_looks, since):
        return None
    return OutputSnapshot(root, digest_at_end(manifest), listed, files, folders, folder_looks)


def restat(before: OutputSnapshot, changed: Collection[str], gone: Collection[str], manifest: str) -> bytes:
    """What `take_snapshot` would see after these files were written and those removed, as `encode` gives it.

    No other file is looked at. Empty where the site is not at rest. ``manifest`` is the digest that the new manifest
    ends with. What else has changed in the meantime shows in the next look, since this one tells what was there before.
    """
    written = sorted(changed)
    new = [path for path in written if path not in before.listed]
    # A folder looks different only where something came into it or left it.
    touched = {"", *folders_of([*changed, *gone])}
    known = set(before.folders)
    upper = {*_upper_folders({*before.listed, *new}.difference(gone))} if gone else known.union(_upper_folders(new))
    folders = sorted(upper)
    again = [folder for folder in folders if folder in touched or folder not in known]
    try:
        _wait(before.root)
        since = time.time_ns()
        files, last, others = (_looks(before.root, part) for part in (written, [MANIFEST_NAME], again))
    except _UNSEEN:
        return b""
    if not _is_at_rest(files + last, others, since):
        return b""
    paths = _with_changes(before.listed, before.files, _by_name(written, files), gone)
    folder_looks = _with_changes(before.folders, before.folder_looks, _by_name(again, others), known - upper)
    return _encoded(before.root, manifest, folders, paths + last + folder_looks)


def _by_name(names: Sequence[str], looks: "array[int]") -> "dict[str, array[int]]":
    return {name: looks[place * _LENGTH : (place + 1) * _LENGTH] for place, name in enumerate(names)}


def _with_changes(
    names: Sequence[str], looks: "array[int]", new: "Mapping[str, array[int]]", gone: Collection[str]
) -> "array[int]":
    """The looks of what has these names, in order: with those of new or changed ones, without those that are gone."""
    found = array("q")
    kept = 0
    for name in sorted({*new, *gone}):
        place = bisect_left(names, name)
        found += looks[kept * _LENGTH : place * _LENGTH]
        found += new.get(name, _NOTHING)
        kept = place + (place < len(names) and names[place] == name)
    return found + looks[kept * _LENGTH : len(names) * _LENGTH]


def stored_snapshot(content: bytes, output: Path) -> OutputSnapshot | None:
    """What `OutputSnapshot.encode` has kept, nothing of the site being looked at but its manifest.

    None where another manifest lies there now, or nothing was kept.
    """
    root = os.path.realpath(output)
    manifest = clean_manifest(root)
    if not manifest or not content.startswith(os.fsencode(root) + f"\n{digest_at_end(manifest)}\n".encode()):
        return None
    _, _, rest = content.split(b"\n", 2)
    folder_names, _, numbers = rest.partition(b"\n")
    folders = os.fsdecode(folder_names).split(_BETWEEN)
    looks = array("q")
    looks.frombytes(numbers[: len(numbers) - len(numbers) % looks.itemsize])
    listed = Listed(manifest)
    count = (len(listed) + 1) * _LENGTH
    if len(looks) != count + len(folders) * _LENGTH:
        return None
    return OutputSnapshot(root, digest_at_end(manifest), listed, looks[:count], folders, looks[count:])


def _is_at_rest(files: "array[int]", folders: "array[int]", since: int) -> bool:
    """Whether these are files and folders, and settled."""
    is_whole = _kinds(files) == {stat.S_IFREG} and _kinds(folders) <= {stat.S_IFDIR}
    looks = files + folders
    return is_whole and are_settled(looks[2::_LENGTH], looks[3::_LENGTH], since)


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


def _looks(root: str, paths: Iterable[str]) -> "array[int]":
    """Mode and stamp of what lies at each path. Raises OSError where there is nothing."""
    look, top = os.lstat, f"{root}/"
    return array("q", chain.from_iterable(_LOOK(look(top + path)) for path in paths))


def _kinds(looks: "array[int]") -> set[int]:
    return set(map(stat.S_IFMT, set(looks[::_LENGTH])))
