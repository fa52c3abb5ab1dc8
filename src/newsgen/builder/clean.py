"""Takes a site away again: what newsgen wrote, and nothing else."""

from pathlib import Path

from newsgen.builder.store import project_lock
from newsgen.project import Project
from newsgen.writer.folder import Cleaned, check_output, clean


def clean_output(project: Project, output: Path | None = None) -> Cleaned:
    """Deletes the owned files of the output folder.

    Raises:
        UsageError: The folder cannot be an output.
        MachineError: A build is at work, or a file cannot be deleted.
    """
    output = output or project.output
    check_output(output, project.root, project.kept_folders)
    project.refuse_foreign(output)
    with project_lock(project.workspace):
        return clean(output, project.workspace)
