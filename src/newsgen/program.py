"""What tells this newsgen, and all that it works with, from others: the fingerprint of the program."""

import hashlib
import importlib.util
import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path


def program_fingerprint(extensions: Sequence[str] = (), plugins: str = "") -> str:
    """What tells this newsgen, the libraries that it works with and this Python from others.

    ``extensions`` are the names of Markdown extensions: one's own count by the text of all modules of their package.
    ``plugins`` is the digest of the publication's plugins.

    The code itself counts, not its version: a site must be right in the checkout of somebody who works on newsgen, too.
    """
    digest = hashlib.sha256(sys.version.encode() + _own_code())
    for folder in sys.path:
        for name in sorted(_names_in(Path(folder))):
            if shapes_a_site(name):
                digest.update(f"\0{name}".encode())
    for name in extensions:
        digest.update(f"\0{name}\0".encode() + package_text(name))
    digest.update(f"\0{plugins}".encode())
    return digest.hexdigest()[:32]


@cache
def _own_code() -> bytes:
    """A digest of newsgen's own modules: a process works with those that it began with."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"\0{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return digest.digest()


_LIBRARIES = re.compile(
    r"(?i)(?:imagesize|jinja2|markdown|markupsafe|nh3|pillow|pyromark|python_slugify|pyyaml|rjsmin|selectolax"
    r"|text_unidecode|tzdata)-.*"
    r"\.(?:dist|egg)-info$"
)


def shapes_a_site(name: str) -> bool:
    """Whether this is the folder of a library's version, ``jinja2-3.1.6.dist-info``, of which a site's bytes depend."""
    return _LIBRARIES.match(name) is not None


def digest_of_code(folder: Path) -> str:
    """SHA-256 of the Python files of a package, by their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + _bytes_of(path) + b"\0")
    return digest.hexdigest()


def package_text(name: str) -> bytes:
    """The text of the module or package of a Markdown extension; of Python-Markdown's own the version counts."""
    top = _module_of(name).partition(".")[0]
    spec = _spec_of(top)
    if spec is None or top == "markdown":
        return b""
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]  # several, or none with an __init__.py
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    if not folders and spec.origin:
        files = [Path(spec.origin)]
    return b"\0".join(map(_bytes_of, files))


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file; nothing where it cannot be read, which importing it will tell."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _module_of(extension: str) -> str:
    """The module in which a Markdown extension is: ``ours.notes:Notes``, ``extra``, or a name that a package gives."""
    name = extension.partition(":")[0]
    if "." in name:
        return name
    spec = _spec_of("markdown")
    if spec and spec.origin and (Path(spec.origin).parent / "extensions" / f"{name}.py").is_file():
        return "markdown"
    from importlib.metadata import entry_points  # noqa: PLC0415 - reads what is installed; few need it

    return next((point.module for point in entry_points(group="markdown.extensions", name=name)), name)


def _spec_of(module: str) -> ModuleSpec | None:
    try:
        return importlib.util.find_spec(module)
    except (ImportError, OSError, ValueError):
        return None


def _names_in(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []
