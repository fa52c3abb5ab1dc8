"""What is staged becomes the site: whole or not at all, and nothing that is not ours is touched."""

# Paths are text here: for small files, making Path objects would cost as much as writing.
# ruff: noqa: PTH103, PTH104, PTH105, PTH112, PTH120

import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsgen.errors import ContentError, MachineError, NewsgenError
from newsgen.models.names import path_key
from newsgen.writer.folder.files import make_folder, sync_folder, write_synced
from newsgen.writer.folder.ownership import (
    NOTHING_OWNED,
    Ownership,
    adopted,
    claim,
    clean_manifest,
    forget_journal,
    read_ownership,
)
from newsgen.writer.folder.snapshot import OutputSnapshot
from newsgen.writer.folder.tree import Tree
from newsgen.writer.manifest import (
    MANIFEST_NAME,
    Listed,
    Manifest,
    digest_at_end,
    render_manifest,
)
from newsgen.writer.survey import Survey, clash, clash_with, folders_of, parent, survey


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
    manifest_digest: str
    """That the manifest ends with which lies in the output now."""


@dataclass(frozen=True, slots=True)
class _Change:
    """From what was published last to what is published now."""

    moves: Sequence[str]
    """Files that are staged, in the order in which they are to appear."""
    added: Collection[str]
    """Paths that were not ours."""
    orphans: Collection[str]
    """Paths that were ours, and are no more."""
    files: Mapping[str, str]
    """Path to digest, of these at least."""
    owned: Collection[str]
    """All paths that were ours."""
    twins: Mapping[str, str]
    """See _twins."""
    is_new: bool
    """Whether the manifest is another."""


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
        files = _files_of(receipts)
        moves = [receipt.path for receipt in receipts if receipt.is_changed]
        if self.is_first:
            _refuse_clash(clash(files))
            if digest := self._move_whole(files):
                return Published(len(moves), 0, (), digest)
        old = self._last_publication()
        orphans, added = old.files.keys() - files.keys(), files.keys() - old.files.keys()
        _refuse_clash(clash_with(added, files))
        change = _Change(moves, added, orphans, files, old.files, _twins(orphans, files), is_new=files != old.files)
        removed, digest = self._bring(old, change, lambda: render_manifest(Manifest(files, is_dirty=False)))
        return Published(len(moves), len(receipts) - len(moves), removed, digest)

    def publish_changes(
        self, changed: Sequence[Receipt], gone: Collection[str], manifest_digest: str, seen: OutputSnapshot | None
    ) -> Published:
        """As `Staging.publish_changes`, but raises OSError where the disk refuses."""
        new = _files_of(changed)
        _refuse_clash(min(new.keys() & gone, default=None))
        moves = [receipt.path for receipt in changed if receipt.is_changed]
        listed = self._listed(manifest_digest, seen)
        orphans = {path for path in gone if path in listed}
        added = {path for path in new if path not in listed}
        _refuse_clash(_clash_in_list(added, listed, orphans))
        # The paths of one site are told apart by every file system: only a new one can be an old one spelled anew.
        is_new = bool(orphans) or any(listed.digest(path) != digest for path, digest in new.items())
        change = _Change(moves, added, orphans, new, listed, _twins(orphans, added), is_new)
        old = Ownership({}, is_dirty=False, digest=manifest_digest)
        removed, digest = self._bring(old, change, lambda: listed.with_changes(new, orphans))
        return Published(len(moves), len(listed) + len(added) - len(orphans) - len(moves), removed, digest)

    def _listed(self, manifest_digest: str, seen: OutputSnapshot | None) -> Listed:
        """What the manifest lists, which must be that of the beginning."""
        if seen is not None and seen.manifest == manifest_digest and seen.has_same_manifest():
            return seen.listed
        text = clean_manifest(self.tree.root)
        if not manifest_digest or digest_at_end(text) != manifest_digest:
            raise MachineError(f"{self.label}/ is not as it was when the build began", mend="build again")
        return Listed(text)

    def _move_whole(self, files: Mapping[str, str]) -> str:
        """Let the staging folder become the output; the digest of its manifest.

        Empty where the output must stay: a mount point, say.
        """
        if os.path.dirname(self.folder) == self.tree.root:
            return ""
        digest = self._stage_manifest(files)
        above = os.path.dirname(self.tree.root)
        os.makedirs(above, exist_ok=True)
        try:
            os.rename(self.folder, self.tree.root)
        except OSError:
            if not os.path.isdir(self.tree.root):
                raise
            return ""
        sync_folder(above)
        return digest

    def _last_publication(self) -> Ownership:
        if self.adopt or self.is_first:
            return replace(adopted(self.tree.root, self.label) or NOTHING_OWNED, digest="")
        owned = read_ownership(self.tree.root, self.label)
        if owned is None:
            raise MachineError(f"{self.label}/ was emptied while the site was being built", mend="build again")
        return owned

    def _bring(self, old: Ownership, change: "_Change", render: Callable[[], str]) -> tuple[tuple[str, ...], str]:
        """Bring the output from the old publication to the new one; the paths removed, sorted, and the digest.

        Nothing is touched until it is known that nothing stands in the way, and that the new manifest, which ``render``
        gives, has its place.
        """
        found = self._survey(change)
        if not change.moves and old.digest and not change.is_new:
            return (), old.digest
        manifest = render()
        write_synced(f"{self.folder}/{MANIFEST_NAME}", manifest)
        removed: list[str] = []
        if change.moves or change.orphans:
            new = {path: change.files[path] for path in (*change.moves, *change.added)}
            claim(self.tree.root, self.folder, old, new, digest_at_end(manifest))
            removed += self._clear(found.files_to_clear, found.folders_to_clear)
            for path in change.moves:
                self._move(path)
            removed += self._remove_orphans(change.orphans, change.twins)
        os.replace(f"{self.folder}/{MANIFEST_NAME}", f"{self.tree.root}/{MANIFEST_NAME}")
        forget_journal(self.tree.root)
        return tuple(sorted(removed)), digest_at_end(manifest)

    def _survey(self, change: "_Change") -> Survey:
        """What stands where files are to lie. Raises ContentError where it is not ours."""
        self.tree.forget()
        respelled = self._respelled(change.twins)
        found = survey(
            dict.fromkeys((*change.moves, *sorted(change.added))),
            owned={*change.owned, *respelled.values()} if respelled else change.owned,
            orphans=change.orphans,
            adopt=self.adopt,
            look=self.tree.look,
            walk=self.tree.walk,
            label=self.label,
        )
        if found.obstacles:
            raise ContentError(f"{self.label}/ holds what newsgen did not write", problems=found.obstacles)
        return found

    def _stage_manifest(self, files: Mapping[str, str]) -> str:
        """Write the clean manifest of the files beside them; its digest."""
        text = render_manifest(Manifest(files, is_dirty=False))
        write_synced(f"{self.folder}/{MANIFEST_NAME}", text)
        return digest_at_end(text)

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

    def _remove_orphans(self, orphans: Collection[str], twins: Mapping[str, str]) -> list[str]:
        """Delete what left the site, and the folders that this leaves empty; the paths removed."""
        respelled = self._respelled(twins)
        removed = [path for path in sorted(orphans) if path not in respelled and self.tree.remove(path)]
        self.tree.remove_empty(folders_of(orphans))
        return removed

    def _respelled(self, twins: Mapping[str, str]) -> Mapping[str, str]:
        """Those of the orphans that are one file with their twin: some file systems compare names without case."""
        return {path: twin for path, twin in twins.items() if self.tree.is_one_file(path, twin)}

    def shown(self, error: OSError) -> str:
        """The file that the error is about, as a person would type it."""
        paths = [str(path) for path in (error.filename2, error.filename) if path is not None]
        inner = [path.removeprefix(f"{self.tree.root}/") for path in paths if path.startswith(f"{self.tree.root}/")]
        return f"{self.label}/{inner[0]}" if inner else f"{self.label}/"


def _files_of(receipts: Sequence[Receipt]) -> dict[str, str]:
    """Path to digest. Raises NewsgenError if a path is there twice."""
    files = {receipt.path: receipt.sha256 for receipt in receipts}
    if len(files) != len(receipts):
        _refuse_clash(clash(receipt.path for receipt in receipts))
    return files


def _clash_in_list(added: Collection[str], listed: Listed, orphans: Collection[str]) -> str | None:
    """As `survey.clash_with`, for what is listed without the orphans, and with what is added."""
    files = {folder for folder in folders_of(added) if folder in added or (folder in listed and folder not in orphans)}
    files |= {path for path in added if any(inner not in orphans for inner in listed.below(path))}
    return min(files, default=None)


def _refuse_clash(path: str | None) -> None:
    if path is not None:
        raise NewsgenError(f"{path} is published twice, or as a file and as a folder")


def _twins(orphans: Collection[str], files: Collection[str]) -> dict[str, str]:
    """Orphan to the file of the site that has the same name but for its spelling, if there is one."""
    if not orphans:
        return {}
    keys = {path_key(path): path for path in orphans}
    return {keys[key]: path for path in files if (key := path_key(path)) in keys}
