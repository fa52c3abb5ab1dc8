"""The variable ``data`` of templates: what lies in data/, by the names of files and folders.

A file is an input of the pages that ask for it, and of no others. So whatever is looked up here is noted, also what is
not there; what lies in a folder is noted by its name with a slash.
"""

from collections.abc import Iterator, Mapping

from jinja2 import StrictUndefined

from newsgen.documents.fields import suggest
from newsgen.errors import some
from newsgen.models.recorder import DependencyRecorder
from newsgen.renderer.theme import DataFiles

_MOST_NAMES = 50
"""Names among which one is looked for that is like a missing one."""


class DataFolder(Mapping[str, object]):
    """A folder of data files as templates see it: ``data.team``, ``data["team-2025"]``, ``data.people.jane``."""

    def __init__(self, files: DataFiles, recorder: DependencyRecorder, name: str = "") -> None:
        self._files = files
        self._recorder = recorder
        self._name = name

    def _inner(self, name: str) -> str:
        return f"{self._name}/{name}" if self._name else name

    def __getitem__(self, name: str) -> object:
        if not isinstance(name, str) or not name or not _is_text(name):
            raise KeyError(name)
        inner = self._inner(name)
        self._recorder.note("data", inner)
        if inner in self._files:
            return self._files.value(inner)
        if self._files.names(inner) is None:
            raise KeyError(name)
        return DataFolder(self._files, self._recorder, inner)

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):  # Libraries ask for such names, to see what this is.
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            names = self._files.names(self._name) or ()
            near = suggest(name, names[:_MOST_NAMES])
            there = f"; {self} has {some(names)}" if names else ""
            return StrictUndefined(f"there is no file or folder `{name}` in {self}{near}{there}")

    def __iter__(self) -> Iterator[str]:
        self._recorder.note("data", f"{self._name}/")
        return iter(self._files.names(self._name) or ())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        """Whether it is the same folder: what lies in it is not looked at."""
        return isinstance(other, DataFolder) and (self._files, self._name) == (other._files, other._name)

    def __hash__(self) -> int:
        return hash(self._name)

    def __str__(self) -> str:
        return f"data/{self._name}".rstrip("/")

    __repr__ = __str__


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "ignore").decode() == name
