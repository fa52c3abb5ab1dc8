"""Builds that are killed, or refused by the disk, at one system call after another: ``python tests/kill_loops.py``.

Whatever goes wrong with a build, every file of the site is the old or the new one, and the next build ends well and
leaves what a build from nothing would. Wants strace. `--help` names the choices; the exit code is 1 if a promise broke.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any
from unittest import mock

from conftest import NOW, SiteDriver

import newsgen
from newsgen.builder import engine
from newsgen.builder.dirty import DirtySet, find_dirty
from newsgen.errors import ExitCode

KILL = "signal=KILL"
WHOLE = "whole"
PARTIAL = "partial"
BUILDS = (WHOLE, PARTIAL)
"""What kind of build goes wrong."""
LOOPS: tuple[tuple[str, str], ...] = (
    ("rename,renameat,renameat2", KILL),
    ("unlink,unlinkat", KILL),
    ("rmdir", KILL),
    ("mkdir,mkdirat", KILL),
    ("write", KILL),
    ("pwrite64", KILL),
    ("openat", KILL),
    ("fsync,fdatasync", KILL),
    ("rename,renameat,renameat2", "error=ENOSPC"),
    ("unlink,unlinkat", "error=EIO"),
    ("mkdir,mkdirat", "error=ENOSPC"),
    ("write", "error=ENOSPC"),
    ("pwrite64", "error=ENOSPC"),
    ("pwrite64", "error=EIO"),
    ("openat", "error=ENOSPC"),
    ("openat", "error=EIO"),
    ("fsync,fdatasync", "error=EIO"),
)
"""System calls, any of one purpose, and what becomes of one of them."""
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(Path(newsgen.__file__).parent.parent),
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONHASHSEED": "0",
}
_REFUSED = {
    "openat": (ExitCode.MACHINE, ExitCode.CONTENT),  # a source that cannot be read is the content's fault
}
_MESSAGE = 300
_SETTLED = 0.05
"""Seconds after which a file's stamp is trusted."""


@dataclass(frozen=True)
class Step:
    """One system call of a build."""

    call: str
    number: int
    """Counted from 1, among the calls of this name."""
    place: str
    """The file that it concerned, as strace tells it."""

    def __str__(self) -> str:
        return f"{self.call} {self.number} ({self.place})"


@dataclass
class Tally:
    """What came of one loop."""

    build: str
    calls: str
    fault: str
    tried: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    """A step and the promise that did not hold."""

    @property
    def row(self) -> str:
        """One line of the table."""
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(self.codes.items()))
        return f"{self.build:<9} {self.calls:<26} {self.fault:<13} {self.tried:>6} {len(self.broken):>7}   {codes}\n"


HEAD = f"{'build':<9} {'calls':<26} {'fault':<13} {'tried':>6} {'broken':>7}   exit codes\n"


class Bench:
    """A small publication that has been built and then edited: one body, one article more, one less.

    Where the next build is to look at all pages, somebody has touched the site, too.
    """

    def __init__(self, folder: Path, build: str) -> None:
        self.folder = folder
        self.build = build
        self.site = SiteDriver(folder / "project")
        self.old = self._start()
        clean = SiteDriver(folder / "clean")
        for name in ("content", "static"):
            shutil.copytree(self.site.root / name, clean.root / name)
        clean.build()
        self.new = clean.files()

    def _start(self) -> dict[str, bytes]:
        """Makes the project anew, as it is before the build that goes wrong; gives its site."""
        shutil.rmtree(self.site.root)
        site = self.site = SiteDriver(self.site.root)
        site.write("content/a.md", "As it was. See [the picture](/p.csv).", tags=["sea"], title="Ferry")
        site.write("content/b.md", "It goes.", tags=["gone"], title="Wall", date="2025-03-05")
        site.write("content/x/c.md", "It stays.", tags=["sea"], title="Quay", date="2024-03-04")
        site.write_file("content/p.csv", "1,2\n")
        site.write_file("static/more.css", "i{}")
        time.sleep(_SETTLED)
        site.build("--jobs", "1")
        old = site.files()
        site.write("content/a.md", "As it is now. See [the picture](/p.csv).", tags=["sea"], title="Ferry")
        site.write("content/d.md", "It is new.", tags=["sea", "new"], title="Boat", date="2025-03-06")
        site.remove("content/b.md")
        if self.build == WHOLE:
            site.write_file("static/more.css", "b{}")
            (site.root / "build/index.html").touch()
        time.sleep(_SETTLED)
        return old

    def is_partial(self) -> bool:
        """Whether the next build looks at a part of the pages only."""
        self._start()
        seen: list[DirtySet] = []

        def watched(*given: Any, **named: Any) -> DirtySet:
            seen.append(find_dirty(*given, **named))
            return seen[-1]

        with mock.patch.object(engine, "find_dirty", watched):
            self.site.build("--jobs", "1")
        return not seen[-1].is_all

    def steps(self, calls: str) -> list[Step]:
        """The calls of a build that concern the project."""
        self._start()
        log = self.folder / "log"
        self._build("strace", "-y", "-o", str(log), "-e", f"trace={calls}")
        return list(_steps(log.read_text(encoding="utf-8", errors="replace").splitlines(), self.site.root))

    def _build(self, *prefix: str) -> subprocess.CompletedProcess[str]:
        arguments = ["build", "--project", str(self.site.root), "--now", NOW, "--jobs", "1"]
        return subprocess.run(
            [*prefix, sys.executable, "-m", "newsgen", *arguments],
            env=ENVIRONMENT,
            cwd=self.folder,
            check=False,
            capture_output=True,
            text=True,
        )

    def spoil(self, step: Step, fault: str) -> subprocess.CompletedProcess[str]:
        """A build in which one call goes wrong, from the same beginning each time."""
        self._start()
        injection = f"inject={step.call}:{fault}:when={step.number}"
        return self._build("strace", "-o", os.devnull, "-e", f"trace={step.call}", "-e", injection)

    def broken_promises(self, step: Step, fault: str, spoilt: subprocess.CompletedProcess[str]) -> Iterator[str]:
        """What such a build must not do, and did; builds once more to see."""
        if fault != KILL:
            yield from _unsaid(step, spoilt)
        left = self.site.files()
        for path, content in left.items():
            if content not in (self.old.get(path), self.new.get(path)):
                yield f"{path} is neither the old file nor the new"
        if spoilt.returncode == ExitCode.OK and left != self.new:
            yield f"exit code 0, but {_first_difference(self.new, left)}"
        if fault != KILL and self._litter:
            yield f"it left {self._litter}"
        yield from self._next_build()

    def _next_build(self) -> Iterator[str]:
        again = self.site.build("--jobs", "1")
        if again.code != ExitCode.OK:
            yield f"the next build ended with {again.code}: {again.err[-_MESSAGE:]}"
        elif self.site.files() != self.new:
            yield f"after the next build {_first_difference(self.new, self.site.files())}"
        if self._litter:
            yield f"the next build left {self._litter}"

    @property
    def _litter(self) -> list[str]:
        """Staging folders."""
        return [path.relative_to(self.site.root).as_posix() for path in self.site.root.rglob("*staging*")]


def _steps(lines: Iterable[str], root: Path) -> Iterator[Step]:
    count: Counter[str] = Counter()
    inside = re.compile(re.escape(f"{root}/") + r'([^">]*)')
    for line in lines:
        call = line.partition("(")[0]
        count[call] += 1
        if found := inside.findall(line):
            yield Step(call, count[call], found[-1])


def _unsaid(step: Step, spoilt: subprocess.CompletedProcess[str]) -> Iterator[str]:
    """A refusal is either dealt with or told, as one that is the machine's."""
    allowed = (ExitCode.OK, *_REFUSED.get(step.call, (ExitCode.MACHINE,)))
    if spoilt.returncode not in allowed or "Traceback" in spoilt.stderr:
        yield f"it ended with {spoilt.returncode}: {spoilt.stderr[-_MESSAGE:]!r}"
    elif spoilt.returncode and not spoilt.stderr:
        yield f"it ended with {spoilt.returncode} and said nothing"


def _first_difference(wanted: dict[str, bytes], found: dict[str, bytes]) -> str:
    path = min(path for path in wanted.keys() | found.keys() if wanted.get(path) != found.get(path))
    if path not in found:
        return f"{path} is missing"
    return f"{path} differs" if path in wanted else f"{path} should not be there"


def can_trace() -> bool:
    """Whether strace is here and may do its work."""
    command = ["strace", "-o", os.devnull, "true"]
    return bool(shutil.which("strace")) and not subprocess.run(command, check=False).returncode


def run_loop(bench: Bench, calls: str, fault: str, *, every: int = 1, at_most: int = sys.maxsize) -> Tally:
    """One fault at the first call, and at every so-manieth that follows."""
    tally = Tally(bench.build, calls, fault)
    for step in bench.steps(calls)[::every][:at_most]:
        spoilt = bench.spoil(step, fault)
        tally.tried += 1
        tally.codes[spoilt.returncode] += 1
        tally.broken += [f"{fault} at {step}: {broken}" for broken in bench.broken_promises(step, fault, spoilt)]
    return tally


def main(arguments: Sequence[str]) -> int:
    """Runs the loops that are asked for, and prints a table."""
    parser = argparse.ArgumentParser(description="Kill and refuse builds at one system call after another.")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th call")
    parser.add_argument("--build", choices=BUILDS, help="only builds of this kind")
    parser.add_argument("--calls", default="", metavar="NAME,…", help="only these system calls")
    parser.add_argument("--fault", default="", metavar="TEXT", help="only faults with this text, such as KILL")
    chosen = parser.parse_args(arguments)
    if not can_trace():
        sys.stderr.write("strace is not installed, or may not trace\n")
        return ExitCode.MACHINE
    names = set(filter(None, chosen.calls.split(",")))
    loops = [(calls, fault) for calls, fault in LOOPS if chosen.fault in fault]
    broken: list[str] = []
    sys.stdout.write(HEAD)
    with tempfile.TemporaryDirectory() as folder:
        builds = [chosen.build] if chosen.build else BUILDS
        benches = [Bench(Path(folder).resolve() / build, build) for build in builds]
        for bench, (calls, fault) in product(benches, loops):
            if not names or names & set(calls.split(",")):
                tally = run_loop(bench, calls, fault, every=chosen.every)
                sys.stdout.write(tally.row)
                sys.stdout.flush()
                broken += tally.broken
    sys.stdout.writelines(f"{line}\n" for line in broken)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
