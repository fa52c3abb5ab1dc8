"""What a build is asked to do, and who is told how it goes on."""

import os
from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build is asked to do."""

    output: Path | None = None
    """Where to build to; newsgen.yaml's output where it is None."""
    now: str = ""
    """The time to build for, as typed; the clock where it is empty."""
    jobs: int = 0
    """Processes; 0 for as many as there are processors, and one where the site is small."""
    keep_going: bool = False
    """Publish what is right although something is wrong."""
    strict: bool = False
    """Warnings are errors."""
    adopt: bool = False
    """Take over files in the output folder that newsgen did not write."""
    verify: bool = False
    """Read and compare every file; trust no time stamp."""
    executor: Executor | None = None
    """Reads and renders in the place of processes of newsgen's own; it is not shut down."""
    profile: bool = False
    """Measure how long each page takes."""
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))


class Progress(Protocol):
    """Is told how a build goes on."""

    def begin(self, phase: str, total: int) -> None:
        """A phase begins; ``total`` steps, or 0 if that is not known."""

    def advance(self, steps: int) -> None:
        """Some more steps are done."""


class Silence:
    """A progress that nobody hears of."""

    def begin(self, phase: str, total: int) -> None:
        """Says nothing."""

    def advance(self, steps: int) -> None:
        """Says nothing."""
