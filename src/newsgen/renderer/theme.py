"""The I/O of the renderer: reads templates, words, files of data/, static files, and copies of the theme's.

No other module of this package touches the disk. A project's templates lie over the theme's. ``theme/base.html`` always
means the theme's own, so that a project can extend what it replaces.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

from newsgen.documents.data import MAX_DATA_BYTES, name_of, read_data
from newsgen.documents.encoding import decoded
from newsgen.documents.text import Text
from newsgen.errors import ContentError, Problem, machine_error, reason
from newsgen.models.names import composed

THEME = "theme/"
"""Before the name of a template: the theme's own."""
ORIGINALS = "theme-originals"
"""The folder of a project that keeps what its copies of theme files were made from."""


class ThemeLoader(BaseLoader):
    """Finds templates in the project, then in the theme."""

    def __init__(self, project_root: Path, project_templates: Path, theme_templates: Path) -> None:
        self._root = project_root
        self._project = project_templates
        self._theme = theme_templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """The text of a template, as Jinja2 asks for it; its file name is the path as messages show it."""
        found = self.read(template)
        if found is None:
            raise TemplateNotFound(template)
        shown, text = found
        return text, shown, lambda: True

    def read(self, name: str) -> tuple[str, str] | None:
        """How messages call a file, and its text; None where there is none.

        Raises:
            ContentError: It is not UTF-8.
        """
        found = self.find(name)
        return (found[0], _read_text(*found)) if found else None

    def digest(self, names: Iterable[str]) -> str:
        """What tells these files from others."""
        found = [(name, layer[1].read_bytes()) for name in names if (layer := self.find(name))]
        parts = (part for name, content in found for part in (name.encode(), content))
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def find(self, template: str) -> tuple[str, Path] | None:
        """How messages call a template, and its file; None where there is none."""
        name = template.removeprefix(THEME)
        if any(part in {"", ".", ".."} or "\\" in part for part in name.split("/")):
            return None
        for prefix, folder, border in self._layers[template.startswith(THEME) :]:
            path = folder / name
            if any(map(os.path.islink, (path, *path.parents[: name.count("/")]))):
                path = path.resolve()
            if path.is_file() and path.is_relative_to(border):
                return f"{prefix}{name}", path
        return None

    @cached_property
    def _layers(self) -> tuple[tuple[str, Path, Path], ...]:
        """How messages call a folder of templates, where it really is, and what no link may leave: the project's first.

        To follow the links above these folders for each template took a tenth of a small build.
        """
        own = ("templates/", self._project.resolve(), self._root.resolve())
        is_one = self._project == self._theme
        theme = self._theme.resolve()
        return (own, ("templates/" if is_one else THEME, theme, theme))

    def list_templates(self) -> list[str]:
        """The names of all templates, the project's and the theme's; what may be the theme's has both its names."""
        files = (path for folder in (self._project, self._theme) for path in _files_below(folder))
        return sorted({name for path in files for name in (path, f"{THEME}{path}")})


def _files_below(folder: Path) -> Iterator[str]:
    """The paths of all files in a folder, relative to it."""
    top = str(folder)
    for parent, _, names in os.walk(top):
        place = parent[len(top) + 1 :].replace(os.sep, "/")
        for name in names:
            if os.path.isfile(os.path.join(parent, name)):  # noqa: PTH113, PTH118 - asked of a hundred at each build
                yield f"{place}/{name}" if place else name


def _read_text(shown: str, path: Path) -> str:
    text = decoded(path.read_bytes(), shown)
    if isinstance(text, Problem):
        raise ContentError(f"{shown} is not UTF-8", problems=(text,))
    return text


class Assets:
    """The static files, with the digest of their bytes as their version where ``has_versions``.

    Args:
        origins: Path of each in the site to the file on disk.
        has_versions: Whether addresses tell versions.
        theme: The folder of the theme's own.
    """

    def __init__(self, origins: Mapping[str, str], *, has_versions: bool, theme: Path | None = None) -> None:
        self._origins = origins
        self._theme = theme
        self._has_versions = has_versions

    @cache  # noqa: B019 - lives as long as the renderer
    def version(self, path: str) -> str | None:
        """Eight hex digits of a static file's SHA-256, or an empty text; None where there is no such file."""
        origin = self._origins.get(path)
        if not origin or not self._has_versions:
            return "" if origin else None
        return hashlib.sha256(Path(origin).read_bytes()).hexdigest()[:8]

    def content(self, path: str) -> bytes:
        """The bytes of a static file that there is.

        Raises:
            ContentError: It cannot be read.
        """
        try:
            return Path(self._origins[path]).read_bytes()
        except OSError as error:
            what = Problem(f"static/{path}", reason(error), "make the file readable, or delete it")
            raise ContentError(f"static/{path} cannot be read", problems=(what,)) from error

    def is_own(self, path: str) -> bool:
        """Whether a static file is there that is not the theme's."""
        origin = self._origins.get(path)
        return origin is not None and not (self._theme and Path(origin).is_relative_to(self._theme))

    @cache  # noqa: B019 - likewise
    def digest(self, path: str) -> str:
        """What tells the bytes of a static file from others; empty where there is none that can be read."""
        try:
            return hashlib.sha256(Path(self._origins[path]).read_bytes()).hexdigest()
        except (KeyError, OSError):
            return ""


@cache
def headline_face() -> bytes:
    """The TrueType file of the face of headlines, for drawing."""
    return (Path(__file__).parent.parent / "fonts" / "newsreader.ttf").read_bytes()


class DataFiles:
    """The files of data/ by the names that templates use, each read once, when it is asked for.

    Whoever shows a value and whoever notes its version ask the same object: a file may be edited between two looks.

    Args:
        origins: Path of each in data/ to the file on disk.
    """

    def __init__(self, origins: Mapping[str, str]) -> None:
        self._origins = origins
        # Of two with one name, which is told as a mistake, the first.
        self._paths = {composed(name_of(path)): path for path in sorted(origins, reverse=True)}
        self._contents: dict[str, bytes | Problem] = {}
        self._values: dict[str, object] = {}

    def __getstate__(self) -> dict[str, object]:
        """Without what each process reads for itself."""
        return {**self.__dict__, "_contents": {}, "_values": {}}

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    @cached_property
    def _folders(self) -> dict[str, tuple[str, ...]]:
        """Each folder to the names of what lies in it."""
        found: dict[str, dict[str, None]] = {"": {}}
        for name in sorted(self._paths):
            while True:
                folder, _, inner = name.rpartition("/")
                found.setdefault(folder, {})[inner] = None
                if not folder:
                    break
                name = folder  # noqa: PLW2901 - one up
        return {folder: tuple(sorted(names)) for folder, names in found.items()}

    def names(self, folder: str) -> tuple[str, ...] | None:
        """The names of what lies in a folder, ``""`` being data/ itself; None where there is none."""
        return self._folders.get(folder)

    def version(self, name: str) -> str:
        """What tells what a name stands for from anything else; of a folder with a slash behind it, what lies there."""
        if name.endswith("/"):
            return "\n".join(self.names(name.rstrip("/")) or ())
        if name not in self._paths:
            return "a folder" if self.names(name) is not None else ""
        content = self._content(name)
        path = self._paths[name]
        return f"{path} {content}" if isinstance(content, Problem) else f"{path} {hashlib.sha256(content).hexdigest()}"

    def value(self, name: str) -> object:
        """What the file of a name holds, as in `read_data`.

        Raises:
            ContentError: Something is wrong with it; it says what is wrong with every file of data/.
        """
        if name not in self._values:
            value, problems = self._read(name)
            if problems:
                every = tuple(problem for each in sorted(self._paths) for problem in self._read(each)[1])
                raise ContentError(f"data/{self._paths[name]} has errors", problems=every)
            self._values[name] = value
        return self._values[name]

    def _read(self, name: str) -> tuple[object, list[Problem]]:
        content, shown = self._content(name), f"data/{self._paths[name]}"
        text = content if isinstance(content, Problem) else decoded(content, shown)
        return ("", [text]) if isinstance(text, Problem) else read_data(Text(shown, text))

    def _content(self, name: str) -> bytes | Problem:
        if name not in self._contents:
            self._contents[name] = self._load(self._paths[name])
        return self._contents[name]

    def _load(self, path: str) -> bytes | Problem:
        try:
            with open(self._origins[path], "rb") as file:  # noqa: PTH123 - a path as text
                content = file.read(MAX_DATA_BYTES + 1)
        except OSError as error:
            return Problem(f"data/{path}", reason(error), "make the file readable, or delete it")
        if len(content) > MAX_DATA_BYTES:
            limit = f"larger than {MAX_DATA_BYTES // (1024 * 1024)} MB"
            return Problem(f"data/{path}", limit, "take it apart into several files, in a folder")
        return content


def list_theme(theme: Path) -> tuple[str, ...]:
    """Every file of a theme, by its path as a project has it: ``templates/article.html``, ``static/style.css``."""
    return _list_files(theme)


def list_own(root: Path) -> tuple[str, ...]:
    """Every file among a project's templates, static files and originals, by its path."""
    return _list_files(root, ORIGINALS)


def _list_files(root: Path, *others: str) -> tuple[str, ...]:
    folders = ("templates", "static", *others)
    return tuple(sorted(f"{folder}/{path}" for folder in folders for path in _files_below(root / folder)))


def read_inside(root: Path, path: str) -> bytes | None:
    """A file of a project or a theme. None where there is none, as where a link leads out of that folder.

    Raises:
        MachineError: It cannot be read.
    """
    if leads_outside(root, path):
        return None
    try:
        real = real_path(root, path)
        return real.read_bytes() if real.is_file() else None
    except OSError as error:
        raise machine_error(path, error, again="call this again") from error


def real_path(root: Path, path: str) -> Path:
    """Where a file of a project lies, links followed: what is written goes there, and the link stays."""
    return (root / path).resolve()


def leads_outside(root: Path, path: str) -> bool:
    """Whether a link in the way of a path, or in its place, leads out of the project, or nowhere at all."""
    try:
        return not real_path(root, path).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # links in a circle
        return True


def is_one_folder(root: Path, theme: Path) -> bool:
    """Whether a project's templates are the theme's own, as in newsgen's checkout."""
    return (root / "templates").resolve() == (theme / "templates").resolve()
