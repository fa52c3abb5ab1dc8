"""The files of the next publication, gathered near the output.

A build puts its files into a Staging, from as many processes as it likes, and publishes them at the end. Until then the
output is only read.
"""

# Paths are text here: for small files, making Path objects would cost as much as writing.

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from newsgen.errors import NewsgenError, machine_error, reason
from newsgen.models.output import FileCopy, Output
from newsgen.models.stamp import Stamp
from newsgen.opening import chunks, create, open_regular
from newsgen.writer.folder.files import make_folders, measure, write_all
from newsgen.writer.folder.messages import check_path, label_of, unreadable
from newsgen.writer.folder.ownership import last_state
from newsgen.writer.folder.places import make_staging, names_in, refuse_read_only, remove_staging
from newsgen.writer.folder.publishing import Publication, Published, Receipt
from newsgen.writer.folder.snapshot import OutputSnapshot
from newsgen.writer.folder.tree import Tree
from newsgen.writer.survey import parent


@dataclass(frozen=True, slots=True)
class Staging:
    """The files of the next publication, gathered near the output and moved in by `publish`.

    It may be pickled and used by several processes at once; `publish` and `discard` belong to the one that
    opened it. As a context manager it discards what was not published.
    """

    output: Tree
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
    manifest_digest: str
    """That the output's manifest ends with; empty where there is none, it is dirty, or the output is being adopted."""
    _seen: OutputSnapshot | None = field(default=None, repr=False, compare=False)
    """What the output looked like when the build began, if it was looked at."""
    _made: set[str] = field(default_factory=set, repr=False, compare=False)
    """Folders of a first build that this process has made, or has seen."""

    @classmethod
    def open(cls, output: Path, workspace: Path, *, adopt: bool = False, seen: OutputSnapshot | None = None) -> Self:
        """Make an empty staging folder: in the workspace (.newsgen), or else beside or in the output.

        The caller has checked the output and holds the project's lock: what a killed build has staged is
        removed. ``seen`` is what the output looks like, if it has been looked at since. Raises UsageError where
        the output holds files but no readable manifest, MachineError where it cannot be written.
        """
        label = label_of(output, workspace)
        tree = Tree(os.path.realpath(output))
        try:
            names = names_in(tree.root)
            known = (False, seen.manifest) if seen is not None and not adopt else None
            is_dirty, digest = known or last_state(tree.root, names, label, adopt=adopt)
            refuse_read_only(tree.root, label)
            folder = make_staging(tree.root, workspace)
        except OSError as error:
            raise machine_error(f"cannot prepare {label}/", error) from error
        return cls(tree, folder, label, adopt, not names, is_dirty, manifest_digest=digest, _seen=seen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.discard()

    def put(self, output: Output, left: tuple[str, Stamp] | None = None) -> Receipt:
        """Stage the bytes, unless the output holds just these already. Raises MachineError.

        ``left`` are the digest and the stamp with which the last publication left the file, if they are to be trusted:
        then the file is not read. One that was altered since to just these bytes is written again, which does no harm.
        """
        path, content = output.path, output.content
        check_path(path)
        digest = hashlib.sha256(content).hexdigest()
        try:
            is_changed = not self._holds(path, content, digest, left)
            if is_changed:
                with self._opened(path) as file:
                    write_all(file, content)
        except OSError as error:
            raise machine_error(f"cannot write {self.label}/{path}", error, needed=len(content)) from error
        return Receipt(path, digest, len(content), is_changed)

    def copy(self, copy: FileCopy) -> Receipt:
        """Stage a file from the disk, unless the output holds its bytes already.

        The caller has resolved ``origin`` and has seen that it lies in the project: a link in its place is
        refused. Raises ContentError where it cannot be read, MachineError where the copy cannot be written.
        """
        check_path(copy.path)
        try:
            source = open_regular(copy.origin)
        except OSError as error:
            raise unreadable(copy, reason(error)) from error
        if source is None:
            raise unreadable(copy, "not a regular file")
        try:
            return self._kept_copy(copy.path, source) or self._stage(copy.path, chunks(source))
        except OSError as error:
            what = f"cannot copy {copy.label} to {self.label}/{copy.path}"
            raise machine_error(what, error, needed=os.fstat(source).st_size) from error
        finally:
            os.close(source)

    def keep(self, path: str, sha256: str) -> Receipt | None:
        """The receipt of a file that need not be made anew; None if the output does not hold these bytes."""
        check_path(path)
        try:
            published = self._open_published(path)
            if published is None:
                return None
            try:
                digest, size = measure(chunks(published))
            finally:
                os.close(published)
        except OSError as error:
            raise machine_error(f"cannot read {self.label}/{path}", error) from error
        return Receipt(path, digest, size, is_changed=False) if digest == sha256 else None

    def read(self, path: str) -> bytes | None:
        """What a file of the output holds; None where there is none."""
        try:
            published = self._open_published(path)
            if published is None:
                return None
            try:
                return b"".join(chunks(published))
            finally:
                os.close(published)
        except OSError as error:
            raise machine_error(f"cannot read {self.label}/{path}", error) from error

    def digests_as_left(self, folder: str) -> dict[str, str] | None:
        """The files in a folder of the output with their digests; None if it was not looked at what the output is."""
        return self._seen.listed.digests_below(folder) if self._seen is not None else None

    def stands(self, path: str, stamp: Stamp | None) -> bool:
        """Whether the file in the output has the stamp that it had when it was written; it is not read."""
        if stamp is None or self.is_dirty or self.is_first:
            return False
        return self.output.stamp(path) == stamp

    def is_edited(self, path: str, sha256: str, stamp: Stamp | None) -> bool:
        """Whether the output holds other bytes at the path than these; it is not read if it has the stamp."""
        # Should a folder above be a link by now, it is not published through: the survey refuses.
        found = self.output.stamp_there(path)
        return found is not None and found != stamp and self.keep(path, sha256) is None

    def _holds(self, path: str, content: bytes, sha256: str, left: tuple[str, Stamp] | None) -> bool:
        if left is not None and left[0] != sha256:
            return False
        if left is not None and self.stands(path, left[1]):
            return True
        published = self._open_published(path)
        if published is None:
            return False
        try:
            return os.fstat(published).st_size == len(content) and b"".join(chunks(published)) == content
        finally:
            os.close(published)

    def _kept_copy(self, path: str, source: int) -> Receipt | None:
        """The receipt if the output holds what the open file holds; else None, and the file is rewound."""
        published = self._open_published(path)
        if published is None:
            return None
        try:
            if os.fstat(source).st_size == os.fstat(published).st_size:
                digest, size = measure(chunks(source))
                if measure(chunks(published)) == (digest, size):
                    return Receipt(path, digest, size, is_changed=False)
        finally:
            os.close(published)
        os.lseek(source, 0, os.SEEK_SET)
        return None

    def _open_published(self, path: str) -> int | None:
        return None if self.is_first else self.output.open(path)

    def _stage(self, path: str, chunks: Iterable[bytes]) -> Receipt:
        with self._opened(path) as file:
            digest, size = measure(chunks, copy_to=file)
        return Receipt(path, digest, size, is_changed=True)

    @contextmanager
    def _opened(self, path: str) -> Iterator[int]:
        """The new file in staging."""
        if self.is_first:
            make_folders(self.folder, parent(path), self._made)
        try:
            file = create(self._staged(path))
        except FileExistsError as error:
            what = f"{path} is written twice in one build"
            raise NewsgenError(what, mend="if a worker was lost and another did its work again: build again") from error
        try:
            yield file
        finally:
            os.close(file)

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
            remove_staging(self.folder)

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
        with self._publication() as publication:
            return publication.publish(receipts)

    def publish_changes(self, changed: Sequence[Receipt], removed: Collection[str]) -> Published:
        """Bring the changes into the output, of which everything else stays as the manifest says.

        For an output that has a `manifest_digest`. The caller knows that it is whole; files that are not named are not
        looked at. What is to be removed but is not ours stays. Order, promises and errors are those of `publish`, and
        MachineError where the manifest is not that of the beginning. The cost follows the changes, but for one pass
        over the manifest.
        """
        with self._publication() as publication:
            return publication.publish_changes(changed, removed, self.manifest_digest, self._seen)

    @contextmanager
    def _publication(self) -> Iterator[Publication]:
        publication = Publication(self.output, self.folder, self._staged, self.label, self.adopt, self.is_first)
        try:
            yield publication
        except OSError as error:
            raise machine_error(f"cannot publish {publication.shown(error)}", error) from error
        finally:
            self.discard()
