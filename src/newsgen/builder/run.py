"""What one build works with, whichever way it goes."""

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from newsgen.builder.fast_path import FastPath
from newsgen.builder.options import BuildOptions, Progress
from newsgen.builder.parallel import ForeignWorkers
from newsgen.builder.store import Store, StoreKeys
from newsgen.builder.traces import TraceStore
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.output import FileCopy
from newsgen.project import Project
from newsgen.settings import Settings
from newsgen.writer.folder import OutputSnapshot, Receipt, Staging


@dataclass(frozen=True, slots=True)
class Run:
    """One build."""

    project: Project
    options: BuildOptions
    output: Path
    now: int
    """The instant to build for, as in Moment."""
    store: Store
    fast_path: FastPath
    program: str
    """What tells this newsgen from others (newsgen.program)."""
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    """Phase to wall time."""
    cleanup: ExitStack = field(default_factory=ExitStack)

    @property
    def settings(self) -> Settings:
        """newsgen.yaml, resolved."""
        return self.project.settings

    @property
    def folder(self) -> ContentFolder:
        """What reads content/."""
        return self.fast_path.folder

    @property
    def foreign(self) -> ForeignWorkers | None:
        """Who does the work in the place of processes of our own."""
        return ForeignWorkers(self.options.executor, self.store.workspace) if self.options.executor else None

    @property
    def keys(self) -> StoreKeys:
        """Where the store keeps what is known of this output."""
        return StoreKeys(self.project.shown(self.output))

    @property
    def traces(self) -> TraceStore:
        """How the pages of this output were made."""
        return TraceStore(self.project.workspace, self.keys.pages)

    def open_staging(self, seen: OutputSnapshot | None = None) -> Staging:
        """A new staging folder, which goes when the run ends; ``seen`` as in Staging.open."""
        staging = Staging.open(self.output, self.project.workspace, adopt=self.options.adopt, seen=seen)
        self.cleanup.callback(staging.discard)
        return staging

    def copy_attachment(self, staging: Staging, path: str) -> Receipt | None:
        """Stages a file that lies beside an article; None where there is none any more."""
        real = self.folder.file(path)
        return None if real is None else staging.copy(FileCopy(path, str(real), f"content/{path}"))

    def judged(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems, warnings made errors where the build is strict."""
        return tuple(problem.as_error() for problem in problems) if self.options.strict else tuple(problems)

    @contextmanager
    def phase(self, name: str, total: int = 0) -> Iterator[None]:
        """A part of the build whose time is told; of ``total`` steps where that is known."""
        self.progress.begin(name, total)
        started = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - started


def has_error(problems: Sequence[Problem]) -> bool:
    """Whether any of these keeps something out of the site."""
    return any(problem.is_error for problem in problems)
