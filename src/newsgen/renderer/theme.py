"""The door of the renderer: reads templates, labels and the bytes of static files.

No other module of this room touches the disk. A project's templates lie over the theme's. ``theme/base.html`` always
means the theme's own, so that a project can extend what it replaces.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, Environment, TemplateNotFound

from newsgen.documents.encoding import decoded
from newsgen.documents.fields import plain_value
from newsgen.documents.marked import read_mapping
from newsgen.documents.text import Text
from newsgen.errors import ContentError, Problem

THEME = "theme/"
"""Before the name of a template: the theme's own."""
LABELS_FILE = "labels.yaml"


class ThemeLoader(BaseLoader):
    """Finds templates in the project, then in the theme."""

    def __init__(self, project_root: Path, project_templates: Path, theme_templates: Path) -> None:
        self._root = project_root
        self._project = project_templates
        self._theme = theme_templates

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002
        """The text of a template, as Jinja2 asks for it; its file name is the path as messages show it."""
        found = self.find(template)
        if found is None:
            raise TemplateNotFound(template)
        shown, path = found
        return _read_text(shown, path), shown, lambda: True

    def find(self, template: str) -> tuple[str, Path] | None:
        """How messages call a template, and its file; None where there is none."""
        name = template.removeprefix(THEME)
        if any(part in {"", ".", ".."} or "\\" in part for part in name.split("/")):
            return None
        layers = [] if template.startswith(THEME) else [("templates/", self._project, self._root)]
        layers.append((THEME, self._theme, self._theme))
        for prefix, folder, border in layers:
            path = (folder / name).resolve()
            if path.is_file() and path.is_relative_to(border.resolve()):
                shown = f"templates/{name}" if self._project in {folder, self._theme} else f"{prefix}{name}"
                return shown, path
        return None

    def list_templates(self) -> list[str]:
        """The names of all templates, the project's and the theme's; what may be the theme's has both its names."""
        folders = [folder for folder in (self._project, self._theme) if folder.is_dir()]
        files = (
            path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*") if path.is_file()
        )
        return sorted({name for path in files for name in (path, f"{THEME}{path}")})


def _read_text(shown: str, path: Path) -> str:
    text = decoded(path.read_bytes(), shown)
    if isinstance(text, Problem):
        raise ContentError(f"{shown} is not UTF-8", problems=(text,))
    return text


class Words(dict[str, object]):
    """Words by name, which templates find as attributes too.

    Jinja2 looks for an attribute first, and a dictionary that has none costs it an exception: `labels.updated` is asked
    for a hundred thousand times.
    """

    def __init__(self, words: Mapping[str, object]) -> None:
        super().__init__(words)
        # The methods of a mapping stay what they are, as docs/templates.md says.
        self.__dict__.update((name, word) for name, word in words.items() if not hasattr(dict, name))


def read_labels(loader: ThemeLoader, language: str) -> Mapping[str, object]:
    """The theme's words in a language; English where the theme has no word in it.

    Raises:
        ContentError: labels.yaml is not what it should be.
    """
    found = loader.find(LABELS_FILE)
    if found is None:
        return {}
    words: dict[str, object] = {}
    for name in (
        f"{THEME}{LABELS_FILE}",
        LABELS_FILE,
    ):  # a project's labels lie over the theme's, word by word
        layer = loader.find(name)
        if layer is None:
            continue
        shown, path = layer
        record = read_mapping(Text(shown, _read_text(shown, path)))
        if isinstance(record, Problem):
            raise ContentError(f"{shown} has errors", problems=(record,))
        for tag in ("en", language.partition("-")[0].lower(), language):
            node = record.entries.get(tag)
            value = plain_value(node) if node else None
            if isinstance(value, dict):
                words |= value
    return Words(words)


def spoken(loader: ThemeLoader) -> frozenset[str]:
    """The languages, without regions, in which the theme or the project has words."""
    layers = (loader.find(name) for name in (f"{THEME}{LABELS_FILE}", LABELS_FILE))
    records = (read_mapping(Text(layer[0], _read_text(*layer))) for layer in layers if layer)
    tags = (tag for record in records if not isinstance(record, Problem) for tag in record.entries)
    return frozenset(tag.partition("-")[0].lower() for tag in tags)


def fingerprint_labels(loader: ThemeLoader) -> str:
    """What tells the theme's words from others."""
    layers = (loader.find(name) for name in (f"{THEME}{LABELS_FILE}", LABELS_FILE))
    return hashlib.sha256(b"\0".join(layer[1].read_bytes() for layer in layers if layer)).hexdigest()


class Assets:
    """The static files, with the digest of their bytes as their version where ``has_versions``."""

    def __init__(self, origins: Mapping[str, str], *, has_versions: bool) -> None:
        self._origins = origins
        self._has_versions = has_versions

    @cache  # noqa: B019 - lives as long as the renderer
    def version(self, path: str) -> str | None:
        """Eight hex digits of a static file's SHA-256, or an empty text; None where there is no such file."""
        origin = self._origins.get(path)
        if not origin or not self._has_versions:
            return "" if origin else None
        return hashlib.sha256(Path(origin).read_bytes()).hexdigest()[:8]
