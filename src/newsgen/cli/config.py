"""``newsgen config``."""

from pathlib import Path

import click
import yaml

from newsgen.cli.console import say_json
from newsgen.cli.options import json_option, project_at, project_option


@click.command("config", epilog="Example: newsgen config --json")
@project_option
@json_option
def command(*, project_folder: Path | None, as_json: bool) -> int:
    """Show the settings in force, in the form of newsgen.yaml."""
    values = project_at(project_folder).settings.as_text_values()
    if as_json:
        say_json(values)
    else:
        click.echo(
            yaml.safe_dump(values, allow_unicode=True, sort_keys=False, default_flow_style=False, width=100),
            nl=False,
        )
    return 0
