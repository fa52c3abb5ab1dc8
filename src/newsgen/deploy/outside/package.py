"""newsgen itself as it is installed here: where it came from, and a wheel of it.

A wheel is made of the files that run, whether they were installed or lie in a checkout (an editable installation), and
the same files make the same bytes: they are stored and not compressed, since what compresses differs among machines.
https://packaging.python.org/specifications/binary-distribution-format/
"""

import base64
import hashlib
import io
import re
import stat
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import newsgen
from newsgen.errors import UsageError
from newsgen.project import theme_folder

_NAME = "newsgen"
_TAG = "py3-none-any"
_WHEEL = f"Wheel-Version: 1.0\nGenerator: newsgen\nRoot-Is-Purelib: true\nTag: {_TAG}\n"
_DESCRIPTION = ("METADATA", "entry_points.txt")
_LICENSES = "licenses/"
_THEME = ("templates", "static")
_LONGEST = 120.0
"""Seconds that the package index is waited for."""

Fetch = Callable[[str], Mapping[str, bytes] | None]
"""What an index has of a version: path to bytes of each file of the package; None where it has none."""


@dataclass(frozen=True, slots=True)
class Installed:
    """newsgen as it runs here."""

    version: str
    files: Mapping[str, bytes]
    """Of the package and the theme, by their paths in a wheel."""
    described: Mapping[str, bytes]
    """What says what it is and needs, by the paths in the folder ``.dist-info``."""
    extras: frozenset[str]
    came_directly: bool
    """Whether it was installed from a file, a folder or a repository (PEP 610), and not by its name."""

    @property
    def wheel_name(self) -> str:
        """The name of the wheel's file."""
        return f"{_NAME}-{self._version}-{_TAG}.whl"

    @property
    def _version(self) -> str:
        return re.sub(r"[^\w.+!]+", "_", self.version)

    def wheel(self) -> bytes:
        """The bytes of a wheel that installs just this."""
        folder = f"{_NAME}-{self._version}.dist-info"
        described = {**self.described, "WHEEL": _WHEEL.encode()}
        files = {**self.files, **{f"{folder}/{path}": content for path, content in described.items()}}
        lines = [f"{path},{_digest(files[path])},{len(files[path])}\n" for path in sorted(files)]
        files[f"{folder}/RECORD"] = "".join([*lines, f"{folder}/RECORD,,\n"]).encode()
        return _zipped(files)

    def is_on_index(self, fetch: Fetch) -> bool:
        """Whether who asks an index for this version gets just these files."""
        return not self.came_directly and fetch(self.version) == self.files


def installed_package() -> Installed:
    """What runs here.

    Raises:
        UsageError: It is not installed, so that nothing says what it needs.
    """
    try:
        found = metadata.distribution(_NAME)
    except metadata.PackageNotFoundError as error:
        raise UsageError(
            "newsgen is not installed, but run from a folder: what it needs is not known",
            mend="install it (`pip install .`), then write the workflow again",
        ) from error
    return Installed(
        version=found.version,
        files=dict(_package_files()),
        described=dict(_described(found)),
        extras=frozenset(found.metadata.get_all("Provides-Extra") or ()),
        came_directly=found.read_text("direct_url.json") is not None,
    )


def _package_files() -> Iterator[tuple[str, bytes]]:
    package = Path(newsgen.__file__).parent
    yield from _files_of(package, _NAME)
    theme = theme_folder()
    if not theme.is_relative_to(package):
        for name in _THEME:
            yield from _files_of(theme / name, f"{_NAME}/theme/{name}")


def _files_of(folder: Path, inside: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder, by where they belong; what editors and Python leave behind is none of them."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.name == "__pycache__" or entry.name.endswith((".pyc", "~")):
            continue
        if entry.is_dir():
            yield from _files_of(entry, f"{inside}/{entry.name}")
        elif entry.is_file():
            yield f"{inside}/{entry.name}", entry.read_bytes()


def _described(found: metadata.Distribution) -> Iterator[tuple[str, bytes]]:
    """What says what it is, and not how it was installed here."""
    for name in _DESCRIPTION:
        if text := found.read_text(name):
            yield name, text.encode()
    for file in found.files or ():
        folder, _, path = file.as_posix().partition("/")
        if folder.endswith(".dist-info") and path.startswith(_LICENSES):
            yield path, file.read_binary()


def _digest(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive that is the same wherever and whenever it is made; what describes the package comes last."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files, key=lambda path: (".dist-info/" in path, path.endswith("/RECORD"), path)):
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return packed.getvalue()


def fetch_from_index(version: str) -> Mapping[str, bytes] | None:
    """What pip gets for this version from the index that everybody has, whatever is set on this machine."""
    options = ("--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--quiet")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "--isolated", "download", *options, "-d", folder, f"{_NAME}=={version}"]
        try:
            ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False)  # noqa: S603 - pip
        except (OSError, subprocess.TimeoutExpired):
            return None
        wheels = list(Path(folder).glob("*.whl"))
        return _unzipped(wheels[0]) if not ran.returncode and len(wheels) == 1 else None


def _unzipped(wheel: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {path: archive.read(path) for path in archive.namelist() if path.startswith(f"{_NAME}/")}
