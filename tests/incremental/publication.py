"""A publication that is edited, damaged and moved about. Each edit is one method, and remembers that it happened.

Nothing here builds: `comparison` does.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import SiteDriver
from incremental.choices import NOWS, SETTINGS, Card

from newsgen.writer.manifest import RECORD_NAMES

STAMPS = ("new", "kept", "old")
"""What becomes of a file's time when it is written: now, as it was, or long ago, as a copy may have it."""
VERSIONS = ("", "the next")
"""This newsgen, and another."""
_BESIDE = ("newsgen.yaml", "redirects.txt")
"""Files at the top of the project that a site hangs on."""
_FOLDERS = ("content", "templates", "static", "data", "plugins")
"""All others that it hangs on."""
_LONG_AGO = 1_000_000_000 * 10**9


@dataclass(frozen=True)
class _Backup:
    """Copies of what builds have made."""

    workspace: dict[str, bytes]
    output: dict[str, bytes]
    foreign: dict[str, bytes]


class Publication:
    """What lies in the project, and what somebody did to its outputs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = SiteDriver(folder / "site")
        self.now = NOWS[0]
        self.version = VERSIONS[0]
        self.output_name = "build"
        self.cards: dict[str, Card] = {}
        self.settings: dict[str, str | None] = {key: values[0] for key, values in SETTINGS.items()}
        self.foreign: dict[str, dict[str, bytes]] = {}
        """Output to path to bytes of files that are not newsgen's."""
        self.backup = _Backup({}, {}, {})
        self.steps: list[str] = []
        self.last_clean: tuple[object, Any] | None = None
        """What was built from nothing last, and from what."""
        self._write_settings("new")

    # Where things are.

    @property
    def root(self) -> Path:
        return self.site.root

    @property
    def output(self) -> Path:
        """The output folder in use: in the project, or outside of it."""
        return self.output_in(self.root)

    def output_in(self, root: Path) -> Path:
        """The same output folder of a copy of the project."""
        return root.parent / "outside" if self.output_name == "outside" else root / self.output_name

    @property
    def workspace(self) -> Path:
        return self.root / ".newsgen"

    @property
    def foreign_here(self) -> dict[str, bytes]:
        """Files in the output in use that are not newsgen's."""
        return self.foreign.setdefault(self.output_name, {})

    @property
    def owned(self) -> list[str]:
        """Files in the output in use that are newsgen's."""
        return sorted(files_in(self.output).keys() - self.foreign_here.keys() - RECORD_NAMES)

    @property
    def sources(self) -> dict[str, bytes]:
        """Every file that somebody wrote."""
        folders = {name: files_in(self.root / name) for name in _FOLDERS}
        files = {f"{name}/{path}": content for name, files in folders.items() for path, content in files.items()}
        beside = {name: (self.root / name).read_bytes() for name in _BESIDE if (self.root / name).is_file()}
        return {**beside, **files}

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """Everything that a site hangs on."""
        return tuple(self.sources.items()), self.now, self.version, self.output_name

    def note(self, step: str) -> None:
        """Remembers a step for the message of a failure."""
        self.steps.append(step)

    # Articles.

    def write(self, source: str, card: Card, stamp: str = "new") -> None:
        """A new article, or other words in an old one."""
        self.note(f"write {source} {card} [{stamp}]")
        self.cards[source] = card
        with _stamped(self.root / "content" / source, stamp):
            self.site.write(f"content/{source}", card.text, **card.fields)

    def break_article(self, source: str, text: str) -> None:
        """An article with a mistake in it."""
        self.note(f"break {source}: {text!r}")
        self.cards[source] = Card()
        self.site.write_file(f"content/{source}", text)

    def delete(self, source: str) -> None:
        """An article less."""
        self.note(f"delete {source}")
        del self.cards[source]
        self.site.remove(f"content/{source}")

    def rename(self, source: str, to: str) -> None:
        """An article's file gets another name, or takes the place of another."""
        self.note(f"rename {source} to {to}")
        self.cards[to] = self.cards.pop(source)
        target = self.root / "content" / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / "content" / source).replace(target)

    def swap(self, one: str, other: str) -> None:
        """Two files change names: each keeps its bytes and its time."""
        self.note(f"swap {one} and {other}")
        self.cards[one], self.cards[other] = self.cards[other], self.cards[one]
        first, second, between = (self.root / "content" / name for name in (one, other, "between"))
        first.rename(between)
        second.rename(first)
        between.rename(second)

    # Other files.

    def put(self, path: str, content: bytes | str | None, stamp: str = "new") -> None:
        """A file of the project appears, changes, or leaves where it is None."""
        self.note(f"put {path} {content!r:.150} [{stamp}]")
        file = self.root / path
        if content is None:
            file.unlink(missing_ok=True)
        else:
            with _stamped(file, stamp):
                self.site.write_file(path, content)

    def touch_everything(self) -> None:
        """Every file of the project is a second younger, and the same."""
        self.note("touch everything")
        for folder in _FOLDERS:
            for file in (self.root / folder).rglob("*"):
                time = file.stat().st_mtime_ns + 10**9
                os.utime(file, ns=(time, time))

    def set(self, key: str, value: str | None, stamp: str = "new") -> None:
        """A key of newsgen.yaml; left out where it is None."""
        self.note(f"set {key}: {value} [{stamp}]")
        self.settings[key] = value
        self._write_settings(stamp)

    def _write_settings(self, stamp: str) -> None:
        lines = [f"{key}: {value}\n" for key, value in self.settings.items() if value is not None]
        with _stamped(self.root / "newsgen.yaml", stamp):
            self.site.write_file("newsgen.yaml", "".join(lines))

    # The world around.

    def move_clock(self, now: str) -> None:
        """It is another day."""
        self.note(f"now {now}")
        self.now = now

    def upgrade(self, version: str) -> None:
        """Another newsgen builds from now on."""
        self.note(f"version {version}")
        self.version = version

    def build_into(self, name: str) -> None:
        """Another output folder from now on."""
        self.note(f"output {name}")
        self.output_name = name

    def move_project(self, name: str) -> None:
        """The project's folder gets another name."""
        self.note(f"move project to {name}")
        target = self.folder / name
        if not target.exists():
            self.root.rename(target)
            self.site.root = target

    # Damage to what builds have made.

    def forget(self) -> None:
        """.newsgen is deleted."""
        self.note("delete .newsgen")
        shutil.rmtree(self.workspace, ignore_errors=True)

    def spoil_workspace(self, number: int, damage: str) -> None:
        """One file of .newsgen is cut, changed in its middle, emptied or deleted."""
        files = sorted(path for path in self.workspace.rglob("*") if path.is_file())
        if files:
            file = files[number % len(files)]
            self.note(f"{damage} {file.relative_to(self.root)}")
            _damage(file, damage, number)

    def spoil_output(self, number: int, damage: str, stamp: str = "new") -> None:
        """One file of the site is cut, changed in its middle, emptied or deleted."""
        owned = self.owned
        if owned:
            path = owned[number % len(owned)]
            self.note(f"{damage} {self.output_name}/{path} [{stamp}]")
            with _stamped(self.output / path, stamp):
                _damage(self.output / path, damage, number)

    def delete_from_output(self, folder: str) -> None:
        """A folder of the output is gone, with all that lay in it; or the whole output."""
        self.note(f"delete {self.output_name}/{folder}")
        shutil.rmtree(self.output / folder, ignore_errors=True)
        gone = [path for path in self.foreign_here if not folder or path.startswith(f"{folder}/")]
        for path in gone:
            del self.foreign_here[path]

    def add_foreign(self, path: str, content: bytes) -> None:
        """Somebody puts a file of their own into the output."""
        if self.output.is_dir():
            self.note(f"foreign {self.output_name}/{path}")
            file = self.output / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            self.foreign_here[path] = content

    def keep_backup(self) -> None:
        """Copies .newsgen and the output."""
        self.note("keep a backup")
        self.backup = _Backup(files_in(self.workspace), files_in(self.output), dict(self.foreign_here))

    def put_back(self, *, workspace: bool, output: bool) -> None:
        """An older copy takes the place of .newsgen, of the output, or of both."""
        self.note(f"put back{' .newsgen' * workspace}{' the output' * output}")
        if workspace:
            _replace_tree(self.workspace, self.backup.workspace)
        if output:
            _replace_tree(self.output, self.backup.output)
            self.foreign[self.output_name] = dict(self.backup.foreign)

    def take_workspace_of_another(self) -> None:
        """.newsgen is that of another project, which has articles of the same names."""
        self.note("take .newsgen of another project")
        other = SiteDriver(self.folder / "other")
        for source, card in self.cards.items():
            other.write(f"content/{source}", "Other words.", **card.fields)
        other.build(now=self.now)
        _replace_tree(self.workspace, files_in(other.root / ".newsgen"))


def files_in(folder: Path) -> dict[str, bytes]:
    """Path to bytes of every file in a folder, the manifest among them; nothing where there is no folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders_in(folder: Path) -> set[str]:
    """Every folder in a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def _replace_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


class _stamped:  # noqa: N801 - reads as a verb
    """Gives a file that is written inside the time that it shall have."""

    def __init__(self, file: Path, stamp: str) -> None:
        self._file = file
        self._time = {"new": 0, "old": _LONG_AGO}.get(stamp, file.stat().st_mtime_ns if file.is_file() else 0)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        if self._time and self._file.is_file():
            os.utime(self._file, ns=(self._time, self._time))


def _flip(content: bytes, place: int) -> bytes:
    return content[:place] + bytes(byte ^ 0x55 for byte in content[place : place + 1]) + content[place + 1 :]


DAMAGES: Mapping[str, Callable[[bytes, int], bytes]] = {
    "cut": lambda content, place: content[:place],
    "flip a byte of": _flip,
    "empty": lambda _content, _place: b"",
    "add to": lambda content, _place: content + b"more",
}
"""Damage to what a file does to its content, at some place in it."""
DELETE = "delete"


def _damage(file: Path, damage: str, number: int) -> None:
    content = file.read_bytes()
    if damage == DELETE:
        file.unlink()
    else:
        file.write_bytes(DAMAGES[damage](content, number * 7919 % (len(content) or 1)))
