"""Old addresses into the project's file of redirects: what `newsgen build --write-redirects` does."""

from pathlib import Path

from newsgen.builder.report import BuildReport, Move
from newsgen.cli.console import Console, counted
from newsgen.cli.files import add_lines
from newsgen.project import Project

_HEAD = "# An old and a new address on each line. newsgen.yaml names this file in `redirects`"


def add_redirects(project: Project, name: str, report: BuildReport, console: Console) -> None:
    """Adds a line for each address from which nothing leads on, and says what is to be done.

    Raises:
        UsageError, MachineError: The file cannot be written.
    """
    if not report.unled:
        console.say("no address has moved: there is no redirect to write")
        return
    lines = [_line(move, project) for move in report.unled]
    added = add_lines(Path(project.root, name), _HEAD.format(name=name), lines)
    console.say(f"{name}: {counted(added, 'redirect')} added")
    if name not in project.settings.redirect_files:
        console.say(f"  mend: write `redirects: {name}` in newsgen.yaml, and build again")
    else:
        console.say("  mend: build again, and the old addresses lead on")


def _line(move: Move, project: Project) -> str:
    path = project.settings.site.base_path
    return f"/{move.old_url.removeprefix(path)} /{move.new_url.removeprefix(path)}"
