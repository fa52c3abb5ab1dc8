"""The files of plugins: their digest, and modules whose code comes from the bytes that were digested.

Python itself would keep compiled code beside them, where newsgen writes nothing, and would tell an edited file by the
second of its time and its size.
"""

import hashlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path, PurePosixPath
from types import ModuleType

from newsgen.plugins.model import PACKAGE, Plugins, is_file
from newsgen.program import package_text


def read_plugins(root: Path, names: Sequence[str]) -> Plugins:
    """The plugins of a project with the digest that they have now."""
    return Plugins(tuple(names), digest_of(contents_of(root, names)), root) if names else Plugins()


def contents_of(root: Path, names: Sequence[str]) -> dict[str, dict[str, bytes]]:
    """Of each plugin what its code is made from: path to bytes."""
    return {name: _folder_of(root, name) if is_file(name) else {"": package_text(name)} for name in names}


def digest_of(contents: Mapping[str, Mapping[str, bytes]]) -> str:
    """What tells plugins from others."""
    digest = hashlib.sha256()
    for name, files in contents.items():
        digest.update(f"\0{name}\0{len(files)}\0".encode())
        for path, content in files.items():
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:32]


def _folder_of(root: Path, name: str) -> dict[str, bytes]:
    """All that lies beside a plugin and below, by path from there; nothing hidden, and no link out of the project."""
    folder = root / PurePosixPath(name).parent
    return dict(_contents(folder, sorted(folder.rglob("*")), root.resolve()))


def _contents(folder: Path, paths: Iterable[Path], border: Path) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        inside = path.relative_to(folder)
        if any(part.startswith(".") or part == "__pycache__" for part in inside.parts):
            continue
        try:
            if path.is_file() and path.resolve().is_relative_to(border):
                yield inside.as_posix(), path.read_bytes()
        except OSError:
            continue  # What cannot be read, the plugin cannot read either.


def import_file(root: Path, name: str, contents: Mapping[str, bytes]) -> ModuleType:
    """The module of a plugin of the project, in a package of its folder; others there are imported by `from . import`.

    Raises:
        Exception: Whatever the file raises.
    """
    path = PurePosixPath(name)
    folder = (root / path.parent).resolve()
    digest = hashlib.sha256(repr((str(folder), sorted(contents.items()))).encode()).hexdigest()[:16]
    package = f"{PACKAGE}_{digest}"
    if not any(isinstance(finder, _Folder) and finder.package == package for finder in sys.meta_path):
        sys.meta_path.append(_Folder(package, folder, contents))
    return importlib.import_module(f"{package}.{path.stem}")


class _Folder(MetaPathFinder, Loader):
    """Finds and loads the modules of one folder as it was when it was read."""

    def __init__(self, package: str, folder: Path, contents: Mapping[str, bytes]) -> None:
        self.package = package
        self._folder = folder
        self._contents = contents

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        """What Python asks of a finder; None where this is no module of the folder."""
        if fullname == self.package:
            return importlib.util.spec_from_loader(fullname, self, is_package=True)
        if not fullname.startswith(f"{self.package}."):
            return None
        inside = fullname.removeprefix(f"{self.package}.").replace(".", "/")
        for file in (f"{inside}.py", f"{inside}/__init__.py"):
            if file in self._contents:
                return self._spec(fullname, file)
        is_folder = any(name.startswith(f"{inside}/") for name in self._contents)
        return importlib.util.spec_from_loader(fullname, self, is_package=True) if is_folder else None

    def _spec(self, fullname: str, file: str) -> ModuleSpec | None:
        is_package = file.endswith("/__init__.py")
        spec = importlib.util.spec_from_loader(fullname, self, origin=str(self._folder / file), is_package=is_package)
        if spec is not None:
            spec.has_location = True
            spec.loader_state = file
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Python's own module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Runs the code of a module; a folder has none."""
        spec = module.__spec__
        if spec is not None and spec.loader_state is not None:
            code = compile(self._contents[spec.loader_state], str(spec.origin), "exec", dont_inherit=True)
            exec(code, module.__dict__)  # noqa: S102 - that is what a plugin is


def top_of_module(name: str) -> Path:
    """The folder of the package in which an installed module is, or its file where it is alone."""
    spec = importlib.util.find_spec(name.partition(".")[0])
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return Path(folders[0] if folders else str(spec.origin if spec else name))


def module_fault(name: str, closed: Sequence[Path]) -> str:
    """Why an installed module cannot be a plugin; empty where it can. Nothing in the ``closed`` folders is one."""
    top = name.partition(".")[0]
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError, OSError):
        spec = None
    if spec is None:
        return f"no module `{top}` is installed"
    places = [*(spec.submodule_search_locations or ()), *([spec.origin] if spec.origin and spec.has_location else [])]
    inside = (folder.name for folder in closed for place in places if Path(place).resolve().is_relative_to(folder))
    return next((f"`{top}` lies in {folder}/, which holds no programs" for folder in inside), "")
