"""The site goes to a branch of a git repository: one commit, or none where nothing has changed.

The branch is a copy of the output folder, with what GitHub Pages wants besides. Newsgen's there is what the manifest
there lists; what others have pushed stays.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from newsgen.builder.options import Progress
from newsgen.builder.store import project_lock
from newsgen.deploy.built import Built, built_site
from newsgen.deploy.foreign import Foreign, sort_out
from newsgen.deploy.outside import (
    Entry,
    Identity,
    Piece,
    Remote,
    Store,
    Sums,
    UnfitStoreError,
    find_remote,
    read_bytes,
)
from newsgen.deploy.removed_urls import gone_addresses, is_page
from newsgen.deploy.report import Changes, DeployReport, changes_between
from newsgen.errors import UsageError, some
from newsgen.models.names import path_fault
from newsgen.project import Project
from newsgen.settings import DeploySettings
from newsgen.writer.manifest import MANIFEST_NAME, Manifest, parse_manifest, render_manifest

_STORE = "deploy.git"
_NO_JEKYLL = ".nojekyll"
_CNAME = "CNAME"
_FILE_MODE = "100644"
_ADOPT = (
    "name another branch with --branch, or publish once with --adopt: what lies where the site is written is then "
    "replaced, and all else stays"
)


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
    """Take over a branch that newsgen has not written, and replace what is in the site's way there."""
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
    target = f"{settings.branch} of {remote.shown}"
    publication = _Publication(project, built, store, settings, target, store.entries(), adopt=options.adopt)
    return publication.bring(progress, rehearse=options.rehearse)


@dataclass(frozen=True, slots=True)
class _Publication:
    """From what the branch holds to what it is to hold."""

    project: Project
    built: Built
    store: Store
    settings: DeploySettings
    target: str
    there: Mapping[str, Entry]
    adopt: bool

    def bring(self, progress: Progress, *, rehearse: bool) -> DeployReport:
        """Publishes, unless nothing has changed or it is only to be said what would."""
        owned = self._owned()
        sums = self.built.sums(progress, self.store.hash)
        files = self._files(sums)
        remarks = list(self._add_cname(files))
        foreign = self._foreign(files, owned)
        wanted = {path: Entry(_FILE_MODE, piece.blob) for path, piece in files.items()}
        changes = changes_between(self._replaced_by(files, owned, foreign), wanted)
        # Before the push: once it is done, the branch holds them no more, and nothing may fail that must be told.
        gone = tuple(gone_addresses(self._removed(changes.removed), self.project.settings.site))
        warnings = (*self.built.altered(sums), *self._edited(changes, owned), *foreign.likenesses(files))
        commit = ""
        if changes and not rehearse:
            progress.begin("push", 0)
            commit = self._push(files, changes, foreign)
        return DeployReport(
            target=self.target,
            is_rehearsal=rehearse,
            changes=changes,
            files=len(files),
            size=sum(piece.size for piece in files.values()),
            commit=commit,
            gone=gone,
            kept=foreign.kept,
            replaced=foreign.in_the_way,
            remarks=(*remarks, *foreign.remarks(self.target)),
            warnings=(*warnings, *self._cname_warnings(files), *self._remote_warnings()),
        )

    def _files(self, sums: Mapping[str, Sums]) -> dict[str, Piece]:
        """What newsgen wants on the branch, but for the name of a domain."""
        files = {path: Piece(each.blob, each.size, self.built.origin(path)) for path, each in sums.items()}
        files[MANIFEST_NAME] = self._piece(self._manifest(sums))
        files.setdefault(_NO_JEKYLL, self._lying(_NO_JEKYLL) or self._piece(b""))
        return files

    def _foreign(self, files: Mapping[str, Piece], owned: Collection[str]) -> Foreign:
        """What others have pushed. Raises ContentError where it is in the way, and nobody has said that it may go."""
        ours = {*owned, *({MANIFEST_NAME, _NO_JEKYLL, _CNAME} & files.keys())}
        there = {path: entry.blob if entry.is_file else "" for path, entry in self.there.items()}
        foreign = sort_out(there, {path: piece.blob for path, piece in files.items()}, ours)
        foreign.refuse_unless(self.target, adopt=self.adopt)
        return foreign

    def _owned(self) -> Mapping[str, str]:
        """What newsgen has put on the branch, and the digest of each. Raises UsageError where that is not known."""
        lying = self.there.get(MANIFEST_NAME)
        manifest = parse_manifest(self._content(lying).decode("utf-8", "replace")) if lying else None
        if manifest is not None:
            return manifest.files
        if self.there and not self.adopt:
            what = f"holds files that newsgen has not put there: {some(sorted(self.there))}"
            if lying:
                what = f"holds a damaged {MANIFEST_NAME}, so it is not known what of it is newsgen's"
            raise UsageError(f"{self.target} {what}", mend=_ADOPT)
        return {}

    def _manifest(self, sums: Mapping[str, Sums]) -> bytes:
        """That of the site, with what the newsroom has put into the folder besides: it goes with the site again."""
        listed = {path: each.sha256 for path, each in sums.items() if path != MANIFEST_NAME and not path_fault(path)}
        return render_manifest(Manifest(listed, is_dirty=False)).encode()

    def _replaced_by(self, files: Collection[str], owned: Collection[str], foreign: Foreign) -> Mapping[str, Entry]:
        """Of what is there, that which is newsgen's, and that which has to go."""
        concerned = {*files, *owned, *foreign.in_the_way}
        return {path: entry for path, entry in self.there.items() if path in concerned}

    def _content(self, entry: Entry) -> bytes:
        """The bytes of a file of the branch; none of what is no file."""
        return next(iter(self.store.contents([entry.blob]))) if entry.is_file else b""

    def _lying(self, path: str) -> Piece | None:
        """A file of the branch, to stay as it is."""
        entry = self.there.get(path)
        return Piece(entry.blob, len(self._content(entry))) if entry and entry.is_file else None

    def _edited(self, changes: Changes, owned: Mapping[str, str]) -> Iterator[str]:
        """A warning where somebody has changed on the branch what is now replaced or removed."""
        ours = [path for path in (*changes.changed, *changes.removed) if path in owned]
        files = [path for path in ours if self.there[path].is_file]
        contents = self.store.contents([self.there[path].blob for path in files])
        digests = (hashlib.sha256(content).hexdigest() for content in contents)
        strange = [path for path, digest in zip(files, digests, strict=True) if digest != owned[path]]
        strange += set(ours).difference(files)
        if strange:
            named = f"{some(sorted(strange))} ({self.target})"
            yield f"edited on the branch since newsgen has published it, and replaced: {named}"

    def _removed(self, removed: Sequence[str]) -> list[tuple[str, bytes]]:
        pages = [path for path in removed if is_page(path) and self.there[path].is_file]
        return list(zip(pages, self.store.contents([self.there[path].blob for path in pages]), strict=True))

    def _push(self, files: Mapping[str, Piece], changes: Changes, foreign: Foreign) -> str:
        site = self.project.settings.site
        message = f"Publish {site.title}\n\n{changes.summary}"
        fallback = Identity(site.title, f"noreply@{urlsplit(site.base_url).hostname}")
        on_tip = self.settings.history
        different = {path: files[path] for path in (*changes.added, *changes.changed)} if on_tip else files
        removed = changes.removed if on_tip else ()
        kept = {} if on_tip else {path: self.there[path] for path in foreign.kept}
        commit = self.store.commit(different, removed, message, fallback, kept=kept, on_tip=on_tip)
        self.store.push(commit, replaces=not on_tip)
        return commit

    def _add_cname(self, files: dict[str, Piece]) -> Iterator[str]:
        """Puts in the file by which GitHub Pages knows the site's own domain; what is to be told of it."""
        wanted = self.settings.cname
        kept = self._lying(_CNAME)
        before = _host(self._content(self.there[_CNAME])) if kept else ""
        if _CNAME in files:
            built = _host(read_bytes(self.built.folder / _CNAME) or b"")
            if wanted and built.lower() != wanted:
                raise UsageError(
                    f"newsgen.yaml says `deploy: {{cname: {wanted}}}`, and {self.built.label}/CNAME says {built!r}",
                    mend="keep the one of the two that is right",
                )
            wanted = built
        elif wanted:
            files[_CNAME] = self._piece(f"{wanted}\n".encode())
        elif kept:
            files[_CNAME] = kept
            mend = f"write `deploy: {{cname: {before}}}` in newsgen.yaml"
            yield f"CNAME ({before}) lies on the branch and is kept; {mend}"
            return
        if before.lower() not in {"", wanted.lower()}:
            yield f"CNAME on the branch said {before}, and says {wanted} now"

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


def _host(content: bytes) -> str:
    return content.decode("utf-8", "replace").strip()
