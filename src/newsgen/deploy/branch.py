"""The site goes to a branch of a git repository: one commit, or none where nothing has changed.

The branch is a copy of the output folder, with what GitHub Pages wants besides. It is newsgen's if it holds a manifest.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsgen.builder.options import Progress
from newsgen.builder.store import project_lock
from newsgen.deploy.built import Built, built_site
from newsgen.deploy.gone import gone_addresses, is_page
from newsgen.deploy.outside import Entry, Identity, Piece, Remote, Store, UnfitStoreError, find_remote, read_bytes
from newsgen.deploy.report import Changes, DeployReport, changes_between, some
from newsgen.errors import UsageError
from newsgen.project import Project
from newsgen.settings import DeploySettings
from newsgen.writer.manifest import MANIFEST_NAME, Manifest

_STORE = "deploy.git"
_NO_JEKYLL = ".nojekyll"
_CNAME = "CNAME"
_FILE_MODE = "100644"


@dataclass(frozen=True, slots=True)
class BranchOptions:
    """How a site is published to a branch."""

    settings: DeploySettings
    """Of newsgen.yaml, and of the command line where it says otherwise."""
    here: Path
    """Where the path of a remote begins, if it is one."""
    environ: Mapping[str, str] = field(repr=False)
    output: Path | None = None
    """The built site; newsgen.yaml's output where it is None."""
    checked: Manifest | None = None
    """The manifest of the site when it was looked at, if it was: another one is not published."""
    adopt: bool = False
    """Take over a branch that newsgen has not written."""
    rehearse: bool = False
    """Say what would change, and push nothing."""


def publish_to_branch(project: Project, options: BranchOptions, progress: Progress) -> DeployReport:
    """Makes the branch hold the built site.

    Raises:
        UsageError: There is no site to publish, no such remote, or the branch is not newsgen's.
        MachineError: git is not there or refuses, or somebody else has published meanwhile.
    """
    with project_lock(project.workspace):
        built = built_site(project, options.output, options.checked)
        remote = find_remote(options.settings.remote, project.root, options.here, options.environ)
        try:
            return _publish(project, built, remote, options, progress)
        except UnfitStoreError as error:
            # Nothing in it is known to newsgen alone. A second time is not tried: the fault may be the remote's.
            Store.renew(project.workspace / _STORE, error.kind, options.environ)
            return _publish(project, built, remote, options, progress)


def _publish(
    project: Project, built: Built, remote: Remote, options: BranchOptions, progress: Progress
) -> DeployReport:
    settings = options.settings
    progress.begin("fetch", 0)
    store = Store.open(project.workspace / _STORE, remote, settings.branch, options.environ)
    there = store.entries()
    target = f"{settings.branch} of {remote.shown}"
    if not options.adopt:
        _refuse_foreign(there, target)
    publication = _Publication(project, built, store, settings, there)
    return publication.bring(target, progress, rehearse=options.rehearse)


def _refuse_foreign(there: Mapping[str, Entry], target: str) -> None:
    if there and MANIFEST_NAME not in there:
        raise UsageError(
            f"{target} holds files that newsgen has not put there: {some(there)}",
            mend="name another branch with --branch, or publish once with --adopt: what lies there is then replaced",
        )


@dataclass(frozen=True, slots=True)
class _Publication:
    """From what the branch holds to what it is to hold."""

    project: Project
    built: Built
    store: Store
    settings: DeploySettings
    there: Mapping[str, Entry]

    def bring(self, target: str, progress: Progress, *, rehearse: bool) -> DeployReport:
        """Publishes, unless nothing has changed or it is only to be said what would."""
        sums = self.built.sums(progress, self.store.hash)
        files = {path: Piece(each.blob, each.size, self.built.origin(path)) for path, each in sums.items()}
        files.setdefault(_NO_JEKYLL, self._piece(b""))
        remarks = self._add_cname(files)
        changes = changes_between(self.there, {path: Entry(_FILE_MODE, piece.blob) for path, piece in files.items()})
        # Before the push: once it is done, the branch holds them no more, and nothing may fail that must be told.
        gone = tuple(gone_addresses(self._removed(changes.removed), self.project.settings.site))
        commit = ""
        if changes and not rehearse:
            progress.begin("push", 0)
            commit = self._push(files, changes)
        return DeployReport(
            target=target,
            is_rehearsal=rehearse,
            changes=changes,
            files=len(files),
            size=sum(piece.size for piece in files.values()),
            commit=commit,
            gone=gone,
            remarks=tuple(remarks),
            warnings=(*self.built.altered(sums), *self._cname_warnings(files), *self._remote_warnings()),
        )

    def _removed(self, removed: Sequence[str]) -> list[tuple[str, bytes]]:
        pages = [path for path in removed if is_page(path)]
        return list(zip(pages, self.store.contents([self.there[path].blob for path in pages]), strict=True))

    def _push(self, files: Mapping[str, Piece], changes: Changes) -> str:
        site = self.project.settings.site
        message = f"Publish {site.title}\n\n{changes.summary}"
        fallback = Identity(site.title, f"noreply@{urlsplit(site.base_url).hostname}")
        on_tip = self.settings.history
        different = {path: files[path] for path in (*changes.added, *changes.changed)} if on_tip else files
        removed = changes.removed if on_tip else ()
        commit = self.store.commit(different, removed, message, fallback, on_tip=on_tip)
        self.store.push(commit, replaces=not on_tip)
        return commit

    def _add_cname(self, files: dict[str, Piece]) -> list[str]:
        """Puts in the file by which GitHub Pages knows the site's own domain; what is to be told of it."""
        wanted = f"{self.settings.cname}\n".encode() if self.settings.cname else b""
        if wanted and _CNAME in files:
            lying = (read_bytes(self.built.folder / _CNAME) or b"").decode("utf-8", "replace").strip()
            if lying.lower() != self.settings.cname:
                raise UsageError(
                    f"newsgen.yaml says `deploy: {{cname: {self.settings.cname}}}`, and {self.built.label}/CNAME "
                    f"says {lying!r}",
                    mend="keep the one of the two that is right",
                )
        elif wanted:
            files[_CNAME] = self._piece(wanted)
        elif _CNAME not in files and (kept := self.there.get(_CNAME)):
            (content,) = self.store.contents([kept.blob])
            files[_CNAME] = Piece(kept.blob, len(content))
            host = content.decode("utf-8", "replace").strip()
            return [f"CNAME ({host}) lies on the branch and is kept; write `deploy: {{cname: {host}}}` in newsgen.yaml"]
        return []

    def _cname_warnings(self, files: Mapping[str, Piece]) -> list[str]:
        host = urlsplit(self.project.settings.site.base_url).hostname or ""
        if not self.settings.cname or _CNAME not in files or host == self.settings.cname:
            return []
        return [
            f"the site's domain is {self.settings.cname} (`deploy: cname`), but its links lead to {host} (`base_url`)"
        ]

    def _remote_warnings(self) -> list[str]:
        if not (further := self.store.remote.further):
            return []
        what = f"the remote has several push addresses, and the site goes to the first alone, not to {some(further)}"
        return [f"{what}; deploy there with --remote URL"]

    def _piece(self, content: bytes) -> Piece:
        blob = hashlib.new(self.store.hash, b"blob %d\0%b" % (len(content), content), usedforsecurity=False)
        return Piece(blob.hexdigest(), len(content), content=content)
