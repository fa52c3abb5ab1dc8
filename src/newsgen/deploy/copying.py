"""The site goes into a folder: a mounted disk, or what a web server shows. Whole or not at all, as a build does.

What is newsgen's there is known by the manifest that lies there. Everything else is left alone.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsgen.builder.options import Progress
from newsgen.builder.store import project_lock
from newsgen.deploy.built import Built, built_site
from newsgen.deploy.foreign import Foreign
from newsgen.deploy.order import rank
from newsgen.deploy.outside import (
    Kind,
    Sums,
    hides_from_others,
    list_folder,
    obstacle,
    overlap,
    read_bytes,
    real_path,
    sum_file,
)
from newsgen.deploy.removed_urls import gone_addresses, is_page
from newsgen.deploy.report import Changes, DeployReport
from newsgen.errors import MachineError, UsageError, some
from newsgen.models.names import path_fault
from newsgen.models.output import FileCopy
from newsgen.project import Project
from newsgen.writer.folder import Ownership, Receipt, Staging, check_output, read_ownership
from newsgen.writer.manifest import RECORD_NAMES, Manifest

_ADOPT = (
    "choose another folder, or deploy once with --adopt: files that lie where the site is written are then replaced, "
    "all others stay"
)


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """How a site is copied into a folder."""

    folder: Path
    output: Path | None = None
    """The built site; newsgen.yaml's output where it is None."""
    checked: Manifest | None = None
    """The manifest of the site when it was looked at, if it was: another one is not published."""
    adopt: bool = False
    """Take over files that lie where the site is written and that newsgen has not put there."""
    rehearse: bool = False
    """Say what would change, and change nothing."""


def copy_to_folder(project: Project, options: CopyOptions, progress: Progress) -> DeployReport:
    """Makes the folder hold the files of the built site.

    Raises:
        UsageError: There is no site to publish, or the folder is not one to publish to.
        ContentError: Something that is not newsgen's stands where a file must lie.
        MachineError: The disk refuses.
    """
    _check_folder(project, options)
    with project_lock(project.workspace), _told_as_a_deployment():
        built = built_site(project, options.output, options.checked)
        copying = _Copying(project, built, options)
        return copying.bring(progress)


def _check_folder(project: Project, options: CopyOptions) -> None:
    output = options.output or project.output
    if overlap(options.folder, output):
        raise UsageError(
            f"{options.folder} and {project.shown(output)}/, the site that is to be published, are one, "
            "or lie in each other",
            mend="choose a folder of its own",
        )
    check_output(options.folder, project.root, project.kept_folders)
    project.refuse_foreign(options.folder)
    for name in sorted(RECORD_NAMES):
        if obstacle(options.folder / name) == "a folder":
            raise UsageError(
                f"{options.folder / name} is a folder", mend="take it away, or choose another folder to deploy to"
            )


@contextmanager
def _told_as_a_deployment() -> Iterator[None]:
    """The writer's mends speak of builds."""
    try:
        yield
    except MachineError as error:
        raise MachineError(str(error), mend=error.mend.replace("build again", "deploy again")) from error


@dataclass(frozen=True, slots=True)
class _Copying:
    """From what the folder holds to what it is to hold."""

    project: Project
    built: Built
    options: CopyOptions

    @property
    def _folder(self) -> Path:
        return self.options.folder

    @property
    def _label(self) -> str:
        return self.project.shown(self._folder)

    def bring(self, progress: Progress) -> DeployReport:
        """Copies, unless it is only to be said what would change."""
        left_out = {path: fault for path in self._site_paths() if (fault := path_fault(path))}
        sums = {
            path: each for path, each in self.built.sums(progress).items() if path not in {*RECORD_NAMES, *left_out}
        }
        owned = self._owned()
        lying = self._lying()
        changes = self._changes(sums, owned, lying)
        foreign = Foreign(
            kept=tuple(sorted(lying - owned.keys() - sums.keys() - RECORD_NAMES)),
            in_the_way=tuple(path for path in changes.changed if path not in owned) if self.options.adopt else (),
        )
        gone = tuple(gone_addresses(self._removed(changes), self.project.settings.site))
        warnings = [*self.built.altered(sums), *self._edited(changes, owned)]
        warnings += [f"not copied: {self.built.label}/{path} has {fault}" for path, fault in left_out.items()]
        if not self.options.rehearse:
            self._copy(sums, changes, progress)
            warnings += self._umask_warnings(sums)
        return DeployReport(
            target=f"{self._label}/",
            is_rehearsal=self.options.rehearse,
            changes=changes,
            files=len(sums),
            size=sum(each.size for each in sums.values()),
            gone=gone,
            kept=foreign.kept,
            replaced=foreign.in_the_way,
            remarks=tuple(foreign.remarks(f"{self._label}/")),
            warnings=tuple(warnings),
        )

    def _site_paths(self) -> list[str]:
        return [path for path in self.built.paths if path not in RECORD_NAMES]

    def _owned(self) -> Mapping[str, str]:
        """What newsgen has put into the folder, and its digests; without them where a publication did not end.

        Raises UsageError where that is not known, and files lie there.
        """
        owned = self._ownership()
        if owned is not None:
            return owned.files if not owned.is_dirty else dict.fromkeys(owned.files, "")
        lying = [found.path for found in list_folder(self._folder)]
        if lying and not self.options.adopt:
            what = f"{self._label}/ holds files that newsgen has not put there: {some(sorted(lying))}"
            raise UsageError(what, mend=_ADOPT)
        return {}

    def _ownership(self) -> Ownership | None:
        """What the manifest in the folder lists; None where there is none, or it is damaged and not to be trusted."""
        try:
            return read_ownership(real_path(self._folder), self._label)
        except UsageError as error:
            if self.options.adopt:
                return None
            raise UsageError(str(error), mend=_ADOPT) from error

    def _edited(self, changes: Changes, owned: Mapping[str, str]) -> Iterator[str]:
        """A warning where somebody has changed in the folder what is now replaced or removed."""
        ours = [path for path in (*changes.changed, *changes.removed) if owned.get(path)]
        edited = [path for path in ours if sum_file(f"{self._folder}/{path}").sha256 != owned[path]]
        if edited:
            yield f"edited in {self._label}/ since newsgen has published it, and replaced: {some(sorted(edited))}"

    def _changes(self, sums: dict[str, Sums], owned: Mapping[str, str], lying: frozenset[str]) -> Changes:
        changed = [path for path in sums if path in lying and self._differs(path, sums[path])]
        return Changes(
            added=tuple(path for path in sums if path not in lying),
            changed=tuple(changed),
            removed=tuple(sorted((owned.keys() & lying) - sums.keys())),
        )

    def _lying(self) -> frozenset[str]:
        return frozenset(found.path for found in list_folder(self._folder) if found.kind is Kind.FILE)

    def _differs(self, path: str, wanted: Sums) -> bool:
        return sum_file(f"{self._folder}/{path}") != wanted

    def _removed(self, changes: Changes) -> Iterator[tuple[str, bytes]]:
        for path in changes.removed:
            if is_page(path):
                yield path, read_bytes(self._folder / path) or b""

    def _copy(self, sums: dict[str, Sums], changes: Changes, progress: Progress) -> None:
        different = {*changes.added, *changes.changed}
        progress.begin("copy", len(different))
        with Staging.open(self._folder, self.project.workspace, adopt=self.options.adopt) as staging:
            receipts = [Receipt(path, sums[path].sha256, sums[path].size, is_changed=False) for path in sums]
            by_path = {receipt.path: receipt for receipt in receipts if receipt.path not in different}
            for path in sorted(different, key=self._rank):
                by_path[path] = staging.copy(FileCopy(path, self.built.origin(path), f"{self.built.label}/{path}"))
                progress.advance(1)
            staging.publish(tuple(by_path.values()))

    def _rank(self, path: str) -> tuple[int, str]:
        content = (read_bytes(self.built.folder / path) or b"") if is_page(path) else b""
        return rank(path, content), path

    def _umask_warnings(self, sums: dict[str, Sums]) -> list[str]:
        hidden = hides_from_others(self._folder, sums)
        if not hidden:
            return []
        return [f"{hidden} cannot be read by other users, such as that of a web server (umask, or chmod -R o+rX)"]
