"""``newsgen config``."""

import sys
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
        click.echo(_as_yaml(values), nl=False)
    return 0


def _as_yaml(values: object) -> str:
    """The values as YAML which reads back the same, even where it is written in an encoding that lacks a character."""
    text = _dumped(values, allow_unicode=True)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return _dumped(values, allow_unicode=False)
    return text


def _dumped(values: object, *, allow_unicode: bool) -> str:
    text: str = yaml.safe_dump(
        values, allow_unicode=allow_unicode, sort_keys=False, default_flow_style=False, width=100
    )
    return text
