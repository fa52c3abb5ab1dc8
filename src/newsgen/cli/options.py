"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from newsgen.errors import UsageError
from newsgen.project import Project, find_root, open_project
from newsgen.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class FolderType(click.Path):
    """A folder as a Path. An empty name is refused: it comes from a variable of a script that was never set."""

    def __init__(self, *, may_be_file: bool = True) -> None:
        super().__init__(file_okay=may_be_file, readable=not may_be_file, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401
        """The folder.

        Raises:
            UsageError: It has no name.
        """
        if isinstance(value, str) and not value.strip():
            name = param.opts[-1] if isinstance(param, click.Option) else "DIR"
            raise UsageError(f"{name} is empty", mend="name a folder")
        return super().convert(value, param, ctx)


FOLDER = FolderType()
"""Of an option; the command itself says what is wrong with what lies there."""

project_option = click.option(
    "--project",
    "project_folder",
    type=FolderType(may_be_file=False),
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
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Processes; else one for each processor.",
)
base_url_option = click.option(
    "--base-url", metavar="URL", help="Where the site will be; else `base_url` of newsgen.yaml."
)


def project_at(folder: Path | None, base_url: str | None = None, *, makes_redirects: bool = False) -> Project:
    """The project that a command is to act on; ``base_url`` takes the place of the one in newsgen.yaml.

    A folder that was named must be the publication's own; otherwise the current folder or one above it is.
    """
    return open_project(folder or find_root(Path.cwd()), base_url, makes_redirects=makes_redirects)


def split_term(term: str, settings: Settings) -> tuple[str, str]:
    """Taxonomy and name of what is typed as ``TAXONOMY=NAME``.

    Raises:
        UsageError: There is no such taxonomy.
    """
    taxonomy, equals, name = term.partition("=")
    known = [known.name for known in settings.taxonomies]
    if not equals or taxonomy not in known:
        raise UsageError(f"--term is {term!r}", mend=f"write TAXONOMY=NAME; taxonomies here: {', '.join(known)}")
    return taxonomy, name
