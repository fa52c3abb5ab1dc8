"""Builds a site: the way in from other packages.

If nothing has changed since the last build, that is seen without reading a file, and nothing else is loaded.
Otherwise the engine is started.
"""

import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsgen.builder.clock import read_clock
from newsgen.builder.fast_path import FastPath
from newsgen.builder.gc_tuning import rare_collection
from newsgen.builder.options import BuildOptions, Progress, Silence
from newsgen.builder.report import BuildReport, Explanation
from newsgen.builder.store import Store, lent_workspace, project_lock
from newsgen.plugins import load_plugins
from newsgen.program import program_fingerprint
from newsgen.project import Project
from newsgen.writer.folder import check_output

if TYPE_CHECKING:
    from newsgen.builder.dry_run import DryRun


def build(project: Project, options: BuildOptions, progress: Progress | None = None) -> BuildReport:
    """Builds the site of a project.

    Returns:
        The report; its problems hold everything that is wrong with the content. With errors and without ``keep_going``
        nothing is published.

    Raises:
        UsageError: The options or the output folder will not do.
        MachineError: The disk is full, a permission is missing, or another build is at work.
    """
    output, now = _checked(project, options)
    with ExitStack() as stack:
        stack.enter_context(project_lock(project.workspace))
        stack.enter_context(rare_collection())
        store = stack.enter_context(closing(Store(project.workspace)))
        started = time.perf_counter()
        program = _program(project)
        fast_path = stack.enter_context(closing(FastPath(project, output, store, program, options)))
        if (
            not (options.verify or options.adopt or options.profile)
            and (report := fast_path.last_report(now)) is not None
        ):
            return replace(report, seconds={"look": time.perf_counter() - started})
        load_plugins(project.settings.plugins)
        # These import all packages, which takes longer than a look.
        from newsgen.builder.engine import Engine  # noqa: PLC0415
        from newsgen.builder.run import Run  # noqa: PLC0415

        run = Run(project, options, output, now, store, fast_path, program, progress or Silence())
        run.seconds["load"] = time.perf_counter() - started  # To look at the sources is the first part of it.
        engine = Engine(run)
        report = engine.build()
        fast_path.keep(report, now, engine.turning_points)
        return report


def dry_run(project: Project, options: BuildOptions, progress: Progress | None = None) -> "DryRun":
    """What a build would find wrong, and whether the site in the output is the one that it would publish.

    Nothing is published. What is read of articles is kept, so that whoever comes next need not read them; not in a
    project that may only be read.

    Raises:
        UsageError, MachineError: As for `build`.
    """
    output, now = _checked(project, options)
    load_plugins(project.settings.plugins)
    with ExitStack() as stack:
        workspace = stack.enter_context(lent_workspace(project.workspace))
        stack.enter_context(rare_collection())
        store = stack.enter_context(closing(Store(workspace)))
        from newsgen.builder.engine import Engine  # noqa: PLC0415
        from newsgen.builder.run import Run  # noqa: PLC0415

        program = _program(project)
        fast_path = stack.enter_context(closing(FastPath(project, output, store, program, options)))
        run = Run(project, options, output, now, store, fast_path, program, progress or Silence())
        return Engine(run).dry_run(fast_path.last_report(now))


def explain(project: Project, options: BuildOptions, url: str) -> Explanation:
    """Whether the next build would make the page at an address anew, and why. Nothing is rendered or published.

    Raises:
        UsageError: No page has this address, or as for `build`.
        MachineError: As for `build`.
    """
    output, now = _checked(project, options)
    load_plugins(project.settings.plugins)
    with ExitStack() as stack:
        stack.enter_context(project_lock(project.workspace))
        store = stack.enter_context(closing(Store(project.workspace)))
        from newsgen.builder.engine import Engine  # noqa: PLC0415
        from newsgen.builder.run import Run  # noqa: PLC0415

        program = _program(project)
        fast_path = stack.enter_context(closing(FastPath(project, output, store, program, options)))
        return Engine(Run(project, options, output, now, store, fast_path, program, Silence())).explain(url)


def _program(project: Project) -> str:
    """What tells this newsgen, and what works with it in this project, from others."""
    return program_fingerprint(project.settings.markdown.extensions, project.settings.plugins.digest)


def _checked(project: Project, options: BuildOptions) -> tuple[Path, int]:
    """The output folder, which will do, and the instant to build for."""
    output = options.output or project.output
    now = read_clock(options.now, options.environ, project.settings.zone).instant
    check_output(output, project.root, project.kept_folders)
    project.refuse_foreign(output)
    return output, now


__all__ = ["BuildOptions", "Progress", "build", "dry_run", "explain"]
