"""A project in a folder of its own, and the writer at work in it."""

import os
from collections.abc import Mapping
from pathlib import Path

from newsgen.models.output import Output
from newsgen.writer.folder import Published, Staging, take_snapshot
from newsgen.writer.manifest import JOURNAL_NAME, MANIFEST_NAME, RECORD_NAMES, Manifest, parse_manifest

Site = Mapping[str, bytes]


class Desk:
    """What the tests of the writer say, in few words."""

    def __init__(self, root: Path, output: str = "build") -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root
        self.build = root / output
        self.workspace = root / ".newsgen"

    def open(self, *, adopt: bool = False, looks: bool = False) -> Staging:
        """``looks`` is whether the output is looked at first."""
        seen = take_snapshot(self.build, self.workspace) if looks else None
        return Staging.open(self.build, self.workspace, adopt=adopt, seen=seen)

    def publish(self, site: Site, *, adopt: bool = False) -> Published:
        staging = self.open(adopt=adopt)
        with staging:
            return staging.publish([staging.put(Output(path, content)) for path, content in site.items()])

    def change(self, old: Site, new: Site, *, looks: bool = False) -> Published:
        """Publish only what is not the same in the new site as in the old one, which the output holds."""
        with self.open(looks=looks) as staging:
            changed = [staging.put(Output(path, content)) for path, content in new.items() if old.get(path) != content]
            return staging.publish_changes(changed, old.keys() - new.keys())

    def write(self, path: str, content: bytes = b"mine") -> Path:
        """Somebody writes into the output."""
        file = self.build / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return file

    @property
    def manifest(self) -> Manifest | None:
        return parse_manifest((self.build / MANIFEST_NAME).read_text(encoding="utf-8"))

    @property
    def digest(self) -> str:
        """What the manifest ends with."""
        return (self.build / MANIFEST_NAME).read_text(encoding="utf-8").split()[-1]

    @property
    def is_whole(self) -> bool:
        """Whether the manifest says that the last publication has ended."""
        return self.manifest is not None and not self.manifest.is_dirty and not (self.build / JOURNAL_NAME).exists()

    @property
    def tree(self) -> dict[str, bytes]:
        """Every file and link in the output but the manifest and its journal; a link's content is ``-> target``."""
        return {path: content for path, content in files_in(self.build).items() if path not in RECORD_NAMES}

    @property
    def empty_folders(self) -> list[str]:
        return [folder for folder, folders, files in os.walk(self.build) if not folders and not files]

    @property
    def litter(self) -> list[str]:
        """What a build has left outside the output."""
        ours = (".newsgen", self.build.name)
        return sorted(path for path in paths_in(self.root) if path not in ours and path.split("/")[0] != ours[1])


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}".encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }


def paths_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
