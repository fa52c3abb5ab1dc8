"""Finds the project and reads newsgen.yaml. The I/O of the packages below loader and planner."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from newsgen.documents.encoding import decoded
from newsgen.documents.places import Redirects, read_redirects
from newsgen.documents.text import Text
from newsgen.errors import MachineError, Problem, UsageError, reason
from newsgen.plugins import Plugins, module_fault, read_plugins
from newsgen.settings import (
    BASE_URL_MEND,
    SETTINGS_FILE,
    Settings,
    problem_with_item,
    read_base_url,
    read_settings,
)

MAX_SETTINGS_BYTES = 256 * 1024
_READABLE = "put a file there that you may read"


@dataclass(frozen=True, slots=True)
class Project:
    """A publication's folder and its settings."""

    root: Path
    """Absolute and resolved."""
    settings: Settings

    @property
    def content(self) -> Path:
        """Where the articles lie."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """The project's own templates, laid over the theme's."""
        return self.root / "templates"

    @property
    def static(self) -> Path:
        """The project's own static files, laid over the theme's."""
        return self.root / "static"

    @property
    def originals(self) -> Path:
        """What the project's copies of files of the theme were made from."""
        return self.root / "theme-originals"

    @property
    def data(self) -> Path:
        """Files that templates may ask for."""
        return self.root / "data"

    @property
    def settings_files(self) -> tuple[Path, ...]:
        """newsgen.yaml, and what it names as part of itself."""
        return (self.root / SETTINGS_FILE, *(self.root / name for name in self.settings.redirect_files))

    @property
    def plugin_folders(self) -> tuple[Path, ...]:
        """Where the publication's own plugins lie; all that lies there counts as part of them."""
        return tuple(dict.fromkeys((self.root / name).parent for name in self.settings.plugins.files))

    @property
    def output(self) -> Path:
        """The output folder that newsgen.yaml names."""
        return self.root / self.settings.output

    @property
    def kept_folders(self) -> tuple[Path, ...]:
        """What no output may touch."""
        folders = (self.content, self.templates, self.static, self.originals, self.data, *self.plugin_folders)
        return (*folders, self.workspace, self.root / ".git")

    def refuse_foreign(self, output: Path) -> None:
        """Raises UsageError where the folder lies in another publication, whose site a build would replace."""
        real = output.resolve()
        for folder in (real, *real.parents):
            if folder == self.root:
                return
            if (folder / SETTINGS_FILE).is_file():
                raise UsageError(
                    f"the output {output} lies in another publication, {folder}", mend="choose a folder outside of it"
                )

    def shown(self, output: Path) -> str:
        """An output folder as the user would name it; a link is shown by its own name."""
        absolute = Path(os.path.abspath(output))  # noqa: PTH100 - likewise
        return absolute.relative_to(self.root).as_posix() if absolute.is_relative_to(self.root) else str(absolute)

    @property
    def workspace(self) -> Path:
        """What newsgen keeps for itself; may be deleted at any time."""
        return self.root / ".newsgen"


def find_root(start: Path) -> Path:
    """The folder of newsgen.yaml: ``start`` or the nearest folder above it.

    Raises:
        UsageError: There is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise UsageError(
        f"no {SETTINGS_FILE} in {start} or a folder above it",
        mend="go to the publication's folder, name it with --project DIR, or begin one with `newsgen init DIR`",
    )


def open_project(root: Path, base_url: str | None = None, *, makes_redirects: bool = False) -> Project:
    """The project in a folder that holds newsgen.yaml; ``base_url`` takes the place of the one that is written there.

    Files of redirects in ``imports/`` may be absent where the command itself may make them.

    Raises:
        UsageError: newsgen.yaml is missing or wrong, and holds every problem; or the base URL is.
        MachineError: It cannot be read.
    """
    path = root / SETTINGS_FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"no {SETTINGS_FILE} in {root}", mend="begin a publication with `newsgen init DIR`") from None
    except OSError as error:
        raise MachineError(f"{path}: {reason(error)}", mend=_READABLE) from error
    settings = _decode_settings(content)
    if isinstance(settings, Settings):
        settings = settings if base_url is None else _at(base_url, settings)
        settings = _with_redirects(root, settings, content, may_lack=makes_redirects)
        settings = _with_plugins(root.resolve(), settings, content)
        return Project(root.resolve(), settings)
    raise UsageError(f"{SETTINGS_FILE} has errors", problems=tuple(settings))


def _at(base_url: str, settings: Settings) -> Settings:
    """The settings, but for a site that lies elsewhere."""
    url, fault = read_base_url(base_url.strip())
    if fault:
        raise UsageError(f"--base-url {fault}: {base_url}", mend=BASE_URL_MEND)
    return replace(settings, site=replace(settings.site, base_url=url))


def _with_redirects(root: Path, settings: Settings, typed: bytes, *, may_lack: bool) -> Settings:
    """The settings, and what the files of redirects say; ``typed`` is newsgen.yaml."""
    redirects = Redirects()
    for name in settings.redirect_files:
        if may_lack and name.startswith("imports/") and not os.path.lexists(root / name):
            continue
        if fault := _unfit_file(root, name):
            mend = f"begin it (an empty file will do), or take it out of `redirects:` in {SETTINGS_FILE}"
            text = Text(SETTINGS_FILE, str(decoded(typed, SETTINGS_FILE)))
            problem = problem_with_item("redirects", text, name, f"`redirects`: {fault}", mend)
            raise UsageError(f"{SETTINGS_FILE} has errors", problems=(problem,))
        try:
            content = (root / name).read_bytes()
        except OSError as error:
            raise MachineError(f"{root / name}: {reason(error)}", mend=_READABLE) from error
        lines = decoded(content, name)
        if isinstance(lines, Problem):
            raise UsageError(f"{name} cannot be read", problems=(lines,))
        read_redirects(lines, name, (settings.site.base_url, *settings.old_urls), redirects)
    if redirects.problems:
        names = " and ".join(dict.fromkeys(problem.path for problem in redirects.problems))
        raise UsageError(f"{names}: these redirects have errors", problems=tuple(redirects.problems))
    return replace(settings, redirects=redirects.targets, redirect_lines=redirects.lines)


def _with_plugins(root: Path, settings: Settings, typed: bytes) -> Settings:
    """The settings, with the plugins as they are now; ``typed`` is newsgen.yaml."""
    names = settings.plugins.names
    if not names:
        return settings
    text = Text(SETTINGS_FILE, str(decoded(typed, SETTINGS_FILE)))
    project = Project(root, settings)
    closed = (project.content, project.templates, project.static, project.output)
    faults = ((name, _plugin_fault(root, name, closed)) for name in names)
    problems = tuple(
        problem_with_item("plugins", text, name, f"`plugins`: {name} {fault[0]}", fault[1])
        for name, fault in faults
        if fault
    )
    if problems:
        raise UsageError(f"{SETTINGS_FILE} has errors", problems=problems)
    return replace(settings, plugins=read_plugins(root, names))


def _plugin_fault(root: Path, name: str, closed: Sequence[Path]) -> tuple[str, str] | None:
    """Why a plugin cannot be had, and how to mend it; None where it can."""
    if name not in Plugins((name,)).files:
        fault = module_fault(name, closed)
        return (f"is not there: {fault}", "install it beside newsgen, or name a file of the project") if fault else None
    if fault := _unfit_file(root, name):
        return f"is not there: {fault}", "write the file, or take it out of `plugins`"
    real = (root / name).resolve()
    inside = next((folder.name for folder in closed if real.is_relative_to(folder.resolve())), "")
    return (f"lies in {inside}/, which holds no programs", "move it into plugins/") if inside else None


def _unfit_file(root: Path, name: str) -> str:
    """Why a file of the project is not to be read; empty where it is."""
    try:
        real = (root / name).resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        return f"there is no file {name}"
    except (OSError, RuntimeError):
        return f"{name} is a link that leads nowhere"
    if not real.is_relative_to(root.resolve()):
        return f"{name} is a link that leaves the project"
    return "" if real.is_file() else f"{name} is no file"


def _decode_settings(content: bytes) -> Settings | list[Problem]:
    if len(content) > MAX_SETTINGS_BYTES:
        return [Problem(SETTINGS_FILE, f"larger than {MAX_SETTINGS_BYTES // 1024} KB")]
    text = decoded(content, SETTINGS_FILE)
    return [text] if isinstance(text, Problem) else read_settings(Text(SETTINGS_FILE, text))


def theme_folder() -> Path:
    """Where the default theme lies: in the installed package, else at the root of the checkout (see pyproject.toml)."""
    package = Path(__file__).parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent.parent
