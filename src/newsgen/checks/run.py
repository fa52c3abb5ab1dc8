"""What a check is asked, and how it goes through many things: by batches, in as many processes as there may be."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from newsgen.builder.clock import read_clock
from newsgen.builder.gc_tuning import settle_before_many
from newsgen.builder.options import BuildOptions, Progress
from newsgen.builder.parallel import batched, jobs_for, map_in_order
from newsgen.checks.articles import ArticleText
from newsgen.checks.pages import Looked, Pictures
from newsgen.checks.texts import Read
from newsgen.errors import Problem
from newsgen.loader.sources import ContentFolder
from newsgen.models.written import Written
from newsgen.project import Project
from newsgen.web.manners import Manners

_BATCH = 200

Result = TypeVar("Result", Read, Looked, Pictures)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What a check is asked to do."""

    output: Path | None = None
    """The output folder; newsgen.yaml's where it is None."""
    now: str = ""
    """The time to check for, as typed; the clock where it is empty."""
    jobs: int = 0
    """Processes; 0 for as many as there are processors."""
    external: bool = False
    """Ask other sites whether what articles link to is there."""
    old_urls: Path | None = None
    """A list of addresses of an old site, each of which is to lead to something; None for none."""
    manners: Manners = field(default_factory=Manners)
    """How other sites are asked."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class CheckRun:
    """One check of a project: what all its rules need."""

    def __init__(self, project: Project, options: CheckOptions, progress: Progress) -> None:
        self.project = project
        self.options = options
        self.progress = progress
        self.build_options = BuildOptions(
            output=options.output, now=options.now, jobs=options.jobs, environ=options.environ
        )
        self.output = options.output or project.output
        self.label = project.shown(self.output)
        """The output folder, as messages call it."""
        self.folder = ContentFolder.of(project)
        self.now = read_clock(options.now, self.build_options.environ, project.settings.zone).instant
        self.problems: list[Problem] = []
        """What has been found so far."""
        self.old_urls = 0
        """Addresses of an old site that were looked for."""
        self.seconds: dict[str, float] = {}
        """How long each phase has taken."""

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measures what is done within."""
        started = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - started

    def map(self, work: Callable[[Any], Result], items: Sequence[Any], phase: str, whole: Result, noun: str) -> Result:
        """The work on many items, by batches, in order."""
        jobs = jobs_for(len(items), self.options.jobs)
        self.progress.begin(phase, len(items))

        def describe(batch: Sequence[Any]) -> str:
            return f"{len(batch)} {noun}"

        settle_before_many()
        with self.phase(phase):
            for part in map_in_order(work, batched(items, _BATCH), jobs=jobs, describe=describe):
                whole.join(part)
                self.progress.advance(part.done)
        return whole

    def article(self, card: Written) -> ArticleText | None:
        """An article or a standing page with its file's text; None where the file cannot be read any more."""
        source = self.folder.read(card.source)
        return None if isinstance(source, Problem) else ArticleText.of(card, source)
