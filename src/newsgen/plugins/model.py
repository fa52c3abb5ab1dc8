"""What plugins are, and what they may offer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

PACKAGE = "newsgen_plugins"
"""What the names of the packages begin with that folders of plugins are to Python."""
JOINTS: Mapping[str, int] = MappingProxyType(
    {
        "articles": 1,
        "bodies": 2,
        "filters": 1,
        "tests": 1,
        "globals": 0,
        "markdown_extensions": 0,
        "checks": 1,
    }
)
"""The lists of functions that a plugin may offer, and how many arguments each is called with, at least."""
RESERVED = frozenset({"page_kinds", "blocks"})
"""Lists that a later version will know."""


@dataclass(frozen=True, slots=True)
class Plugins:
    """The plugins that newsgen.yaml names. Crosses to worker processes; each loads them for itself."""

    names: tuple[str, ...] = ()
    """Files of the project, ``plugins/tides.py``, and installed modules, ``ours.tides``, as they are called."""
    digest: str = ""
    """Of their code, and of all that lies in the folders of the files."""
    root: Path = field(default=Path(), repr=False)
    """The project. Not part of the text by which settings are compared: it may be moved."""

    @property
    def files(self) -> tuple[str, ...]:
        """Those that are files of the project."""
        return tuple(name for name in self.names if is_file(name))


def is_file(name: str) -> bool:
    """Whether newsgen.yaml names a file of the project, and no module."""
    return name.endswith(".py")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the code of a plugin lies."""

    border: str
    """The folder of its files, absolute; of a module without a package the file itself."""
    above: str
    """The folder from which messages name its files."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of a plugin of the project: each file, absolute, to the text that was loaded."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a plugin."""

    name: str
    run: Callable[..., Any]
    origin: Origin
    file: str
    """The file in which it is defined, absolute; empty where that is not known."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Joints:
    """What all plugins offer, in the order in which newsgen.yaml names them."""

    articles: tuple[Function, ...] = ()
    bodies: tuple[Function, ...] = ()
    filters: tuple[Function, ...] = ()
    tests: tuple[Function, ...] = ()
    globals: tuple[Function, ...] = ()
    markdown_extensions: tuple[Function, ...] = ()
    checks: tuple[Function, ...] = ()
