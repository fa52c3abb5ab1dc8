"""What is staged becomes the site: whole or not at all, and nothing that is not ours is touched."""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH103, PTH104, PTH105, PTH112, PTH120

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsgen.errors import ContentError, MachineError, NewsgenError
from newsgen.models.names import path_key
from newsgen.writer.folder.files import make_folder, sync_folder, write_synced
from newsgen.writer.folder.ownership import adopted, read_manifest
from newsgen.writer.folder.tree import Tree
from newsgen.writer.manifest import MANIFEST_NAME, NOTHING_OWNED, Manifest, render_manifest
from newsgen.writer.survey import clash, folders_of, parent, survey


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
class Publication:
    """What is staged, and the output that it moves into."""

    tree: Tree
    folder: str
    """Where files are staged."""
    staged: Callable[[str], str]
    """Says where the file of a path is staged."""
    label: str
    adopt: bool
    is_first: bool

    def publish(self, receipts: Sequence[Receipt]) -> Published:
        """As `Staging.publish`, but raises OSError where the disk refuses."""
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
        if os.path.dirname(self.folder) == self.tree.root:
            return False
        write_synced(f"{self.folder}/{MANIFEST_NAME}", render_manifest(manifest))
        above = os.path.dirname(self.tree.root)
        os.makedirs(above, exist_ok=True)
        try:
            os.rename(self.folder, self.tree.root)
        except OSError:
            if not os.path.isdir(self.tree.root):
                raise
            return False
        sync_folder(above)
        return True

    def _last_publication(self) -> Manifest:
        if self.adopt or self.is_first:
            return adopted(self.tree.root, self.label) or NOTHING_OWNED
        manifest = read_manifest(self.tree.root, self.label)
        if manifest is None:
            raise MachineError(f"{self.label}/ was emptied while the site was being built", mend="build again")
        return manifest

    def _move_in(self, old: Manifest, new: Manifest, changed: Sequence[str]) -> list[str]:
        """Bring the output from the old publication to the new one, file by file; the paths removed."""
        self.tree.forget()
        orphans = old.files.keys() - new.files.keys()
        unowned = new.files.keys() - old.files.keys()
        found = survey(
            dict.fromkeys((*changed, *sorted(unowned))),
            owned={*old.files, *self._respelled(orphans, new.files).values()},
            orphans=orphans,
            adopt=self.adopt,
            look=self.tree.look,
            walk=self.tree.walk,
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
        write_synced(staged, render_manifest(manifest))
        os.replace(staged, f"{self.tree.root}/{MANIFEST_NAME}")
        sync_folder(self.tree.root)

    def _move(self, path: str) -> None:
        staged, published = self.staged(path), f"{self.tree.root}/{path}"
        try:
            os.replace(staged, published)
        except FileNotFoundError:
            make_folder(self.tree.root, parent(path))
            os.replace(staged, published)

    def _clear(self, files: Iterable[str], folders: Iterable[str]) -> list[str]:
        """Make room where a file becomes a folder, or a folder a file; the paths removed."""
        inner = [file for folder in folders for file in self.tree.walk(folder)]
        removed = [path for path in (*files, *inner) if self.tree.remove(path)]
        for folder in folders:
            self.tree.remove_folders(folder)
        return removed

    def _remove_orphans(self, orphans: Collection[str], new: Collection[str]) -> list[str]:
        """Delete what left the site, and the folders that this leaves empty; the paths removed."""
        if not orphans:
            return []
        respelled = self._respelled(orphans, new)
        removed = [path for path in sorted(orphans) if path not in respelled and self.tree.remove(path)]
        self.tree.remove_empty(folders_of(orphans) - folders_of(new))
        return removed

    def _respelled(self, orphans: Collection[str], new: Collection[str]) -> Mapping[str, str]:
        """Orphans that are a new file under an old spelling: some file systems compare names without case."""
        if not orphans:
            return {}
        spelled = {path_key(path): path for path in new}
        twins = {path: spelled.get(path_key(path), "") for path in orphans}
        return {path: twin for path, twin in twins.items() if twin and self.tree.is_one_file(path, twin)}

    def shown(self, error: OSError) -> str:
        """The file that the error is about, as a person would type it."""
        paths = [str(path) for path in (error.filename2, error.filename) if path is not None]
        inner = [path.removeprefix(f"{self.tree.root}/") for path in paths if path.startswith(f"{self.tree.root}/")]
        return f"{self.label}/{inner[0]}" if inner else f"{self.label}/"
