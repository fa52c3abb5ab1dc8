"""``newsgen clean``."""

from pathlib import Path

import click

from newsgen.builder.clean import clean_output
from newsgen.cli.console import Console, counted
from newsgen.cli.options import FOLDER, project_at, project_option, quiet_option


@click.command("clean", epilog="Example: newsgen clean --output /tmp/site")
@project_option
@click.option(
    "-o",
    "--output",
    type=FOLDER,
    metavar="DIR",
    help="The folder to clean; else `output` of newsgen.yaml, else build/.",
)
@quiet_option
def command(*, project_folder: Path | None, output: Path | None, quiet: bool) -> int:
    """Delete the files that newsgen wrote, and nothing else."""
    console = Console.for_process(quiet=quiet)
    cleaned = clean_output(project_at(project_folder), output)
    console.say(f"{counted(len(cleaned.removed), 'file')} deleted")
    for path in cleaned.left:
        console.say(f"left: {path} (newsgen did not write it)")
    return 0
