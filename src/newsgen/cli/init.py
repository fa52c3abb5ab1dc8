"""``newsgen init``."""

import os
from datetime import timedelta
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from newsgen.builder.clock import read_clock
from newsgen.cli.console import Console
from newsgen.cli.files import read_starter, read_starter_picture, write_new
from newsgen.cli.options import FolderType
from newsgen.documents.text import Text
from newsgen.documents.writing import yaml_text
from newsgen.errors import UsageError
from newsgen.models.language import own_name_of
from newsgen.models.names import is_in_another_script
from newsgen.settings import PLACEHOLDER_URL, SETTINGS_FILE, read_settings

_SAMPLES = ("welcome.md", "how-to-write.md", "your-look.md")
_PAGES = ("about.md", "imprint.md")
"""Standing pages, which are drafts until somebody has filled them in."""
_PICTURE = "first-edition.jpg"


@click.command("init", epilog='Example: newsgen init my-paper --title "The Harbour Post"')
@click.argument("folder", type=FolderType(may_be_file=False), metavar="DIR")
@click.option("--title", default="", metavar="NAME", help="The publication's title; else the folder's name.")
@click.option(
    "--base-url",
    default=PLACEHOLDER_URL,
    metavar="URL",
    show_default=True,
    help="Where the site will be.",
)
@click.option(
    "--timezone",
    default="UTC",
    metavar="ZONE",
    show_default=True,
    help="The publication's time zone, like Asia/Seoul.",
)
@click.option(
    "--language",
    default="en",
    metavar="TAG",
    show_default=True,
    help="The language of the publication, like ko or pt-BR.",
)
def command(*, folder: Path, title: str, base_url: str, timezone: str, language: str) -> int:
    """Begin a new publication in DIR: settings, sample articles, two pages to fill in. Never overwrites a file."""
    try:
        zone = ZoneInfo(timezone)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        raise UsageError(
            f"there is no time zone {timezone!r}", mend="write a name such as Asia/Seoul or Europe/Berlin"
        ) from None
    folder_name = Path.cwd().joinpath(folder).name.replace("-", " ").replace("_", " ").title()
    name = " ".join(title.split()) or folder_name or "My Paper"
    today = read_clock("", dict(os.environ), zone)
    values = {
        "title": yaml_text(name),
        "base_url": yaml_text(base_url),
        "timezone": timezone,
        "language": yaml_text(language),
        "slugs": "unicode" if is_in_another_script(own_name_of(language)) else "ascii",
    }
    made = {SETTINGS_FILE: _filled(SETTINGS_FILE, values), ".gitignore": "/build/\n/.newsgen/\n"}
    for age, sample in enumerate(_SAMPLES):
        day = (today.local - timedelta(days=age)).date()
        path = f"content/{day.year:04}/{day.month:02}/{sample}"
        made[path] = _filled(
            sample,
            {
                "date": day.isoformat(),
                "picture": _PICTURE,
                "welcome": _path_between(made, day.isoformat()[:7]),
            },
        )
    for name in _PAGES:
        made[f"content/pages/{name}"] = read_starter(name)
    first = today.day
    picture = f"content/{first.year:04}/{first.month:02}/{_PICTURE}"
    settings = read_settings(Text(SETTINGS_FILE, made[SETTINGS_FILE]))
    if isinstance(settings, list):
        raise UsageError("the title, the base URL or the language will not do", problems=tuple(settings))
    write_new(folder, {**made, picture: read_starter_picture(_PICTURE)})
    shown = os.path.relpath(folder)
    shown = str(folder) if shown.startswith("..") else shown
    console = Console.for_process()
    console.say(f"{shown}/ is a publication now, with {len(_SAMPLES)} sample articles.")
    console.say("To fill in, and then to publish by taking out `draft: true`:")
    for name in _PAGES:
        console.say(f"  {'' if shown == '.' else f'{shown}/'}content/pages/{name}")
    console.say(f"Next: {'' if shown == '.' else f'cd {shown} && '}newsgen build")
    return 0


def _path_between(made: dict[str, str], month: str) -> str:
    """From a sample of a month to the first sample, which was made before it."""
    welcome = next((path for path in made if path.endswith(_SAMPLES[0])), "")
    return os.path.relpath(welcome or _SAMPLES[0], f"content/{month.replace('-', '/')}").replace(os.sep, "/")


def _filled(name: str, values: dict[str, str]) -> str:
    return Template(read_starter(name)).safe_substitute(values)
