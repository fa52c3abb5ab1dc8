"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from newsgen.project import Project, find_root, open_project

Command = TypeVar("Command", bound=Callable[..., Any])

project_option = click.option(
    "--project",
    "project_folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The publication's folder; else the current one, or the nearest above it with newsgen.yaml.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
verbose_option = click.option("-v", "--verbose", is_flag=True, help="Print everything.")
now_option = click.option(
    "--now",
    default="",
    metavar="DATE",
    help="The time to build for, like 2025-12-14T09:30; else SOURCE_DATE_EPOCH, else the clock.",
)
base_url_option = click.option(
    "--base-url", metavar="URL", help="Where the site will be; else `base_url` of newsgen.yaml."
)


def project_at(folder: Path | None, base_url: str | None = None) -> Project:
    """The project that a command is to act on; ``base_url`` takes the place of the one in newsgen.yaml.

    A folder that was named must be the publication's own; otherwise the current folder or one above it is.
    """
    return open_project(folder or find_root(Path.cwd()), base_url)
