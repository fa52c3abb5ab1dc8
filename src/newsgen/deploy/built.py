"""The site in the output folder, if it is one that may be published. It is not asked how it was made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsgen.builder.options import Progress
from newsgen.deploy.outside import Kind, Sums, list_folder, read_bytes, sum_file
from newsgen.errors import MachineError, UsageError, some
from newsgen.project import Project
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME, Manifest, parse_manifest

_STAGING = ".newsgen-staging"
_BUILD = "run `newsgen build`"


@dataclass(frozen=True, slots=True)
class Built:
    """The files of a site."""

    folder: Path
    label: str
    """What the folder is called in messages: ``build``."""
    paths: tuple[str, ...]
    """Of all files, sorted: the manifest and what newsgen did not write, too."""
    manifest: Manifest

    def origin(self, path: str) -> str:
        """Where a file lies on the disk."""
        return f"{self.folder}/{path}"

    def sums(self, progress: Progress, blob_hash: str = "") -> dict[str, Sums]:
        """What tells the bytes of each file from others; ``blob_hash`` as in `sum_file`."""
        progress.begin("read", len(self.paths))
        found = {}
        for path in self.paths:
            found[path] = sum_file(self.origin(path), blob_hash)
            progress.advance(1)
        return found

    def altered(self, sums: Mapping[str, Sums]) -> list[str]:
        """A warning where files are not as newsgen has written them."""
        files = self.manifest.files
        strange = [path for path, found in sums.items() if files.get(path, found.sha256) != found.sha256]
        if not strange:
            return []
        return [f"not as newsgen has written it, and published as it is: {_named(self.label, strange)}"]


def built_site(project: Project, output: Path | None, checked: Manifest | None = None) -> Built:
    """The site in the output folder; ``checked`` is the manifest it had when it was looked at, if it was.

    Raises:
        UsageError: There is none, a build was killed, or something lies there that no host can show.
        MachineError: It was built anew since it was looked at.
    """
    folder = output or project.output
    label = project.shown(folder)
    content = read_bytes(folder / MANIFEST_NAME)
    if content is None:
        raise UsageError(f"{label}/ holds no site that newsgen has built", mend=_BUILD)
    manifest = parse_manifest(content.decode("utf-8", "replace"))
    if manifest is None:
        raise UsageError(f"{label}/{MANIFEST_NAME} is damaged", mend="run `newsgen build --adopt`")
    if checked is not None and manifest != checked:
        raise MachineError(f"{label}/ was built anew while it was being checked", mend="deploy again")
    found = list(list_folder(folder))
    paths = tuple(sorted(each.path for each in found))
    if manifest.is_dirty or JOURNAL_NAME in paths or any(path.startswith(f"{_STAGING}/") for path in paths):
        raise UsageError(f"{label}/ is not whole: a build was killed, or is at work", mend=_BUILD)
    _refuse(label, (each.path for each in found if each.kind is Kind.LINK), "is a symbolic link, which no host shows")
    _refuse(label, (each.path for each in found if each.kind is Kind.OTHER), "is not a regular file")
    _refuse(label, (path for path in paths if "\n" in path), "has a line feed in its name")
    if missing := manifest.files.keys() - set(paths):
        raise UsageError(f"{label}/ is not whole: missing is {_named(label, missing)}", mend=_BUILD)
    return Built(folder, label, paths, manifest)


def _refuse(label: str, paths: Iterable[str], why: str) -> None:
    for path in paths:
        raise UsageError(f"{label}/{path} {why}", mend="put the file itself there, or take it away")


def _named(label: str, paths: Iterable[str]) -> str:
    return some(sorted(f"{label}/{path}" for path in paths))
