"""``newsgen theme list``."""

from collections.abc import Sequence
from itertools import groupby

import click

from newsgen.cli.console import counted, fold, say_json
from newsgen.cli.theme_words import copy_json, told
from newsgen.errors import ExitCode, display_width, printable
from newsgen.renderer.theme_copies import (
    ThemeFile,
    ThemeLook,
)
from newsgen.renderer.theme_purposes import PURPOSES

_STATIC = "static/"
_WIDTH = 100


def print_list(look: ThemeLook, *, as_json: bool) -> int:
    """Every file of the theme, and how the publication's copies stand to it."""
    if as_json:
        files = [_file_json(file) for file in look.files]
        others = [copy_json(copy) for copy in look.others]
        say_json({"files": files, "others": others, "lost_originals": list(look.lost)})
        return ExitCode.OK
    order = dict.fromkeys(file.group for file in sorted(look.files, key=_rank))
    for group in order:
        click.echo(group)
        _print_group([file for file in look.files if file.group == group])
    if look.others:
        click.echo("copies of files that the theme calls otherwise, or has no more")
        for copy in look.others:
            click.echo(f"  {told(copy)}")
    for path in look.lost:
        click.echo(f"{printable(path)}: its copy is gone; if you do not want that back, delete this, too")
    _print_count(look)
    return ExitCode.OK


def _rank(file: ThemeFile) -> tuple[bool, bool, bool]:
    """Pages first, then what search engines read, then parts; static files last."""
    return (file.path.startswith(_STATIC), "/" in file.name, not file.name.endswith(".html"))


def _print_group(files: Sequence[ThemeFile]) -> None:
    """One line for each file, and one for its copy; files of a folder that are for the same share some lines."""
    places = [*PURPOSES.values()]
    width = min(30, max(display_width(file.name) for file in files))
    in_order = sorted(files, key=lambda file: places.index(file.purpose) if file.purpose in places else len(places))
    for purpose, alike in groupby(in_order, key=lambda file: file.purpose):
        some = list(alike)
        if len(some) > 1:
            click.echo(f"  {purpose}:")
            click.echo(fold("    " + ", ".join(file.name for file in some), _WIDTH, 4))
        else:
            click.echo(f"  {some[0].name:<{width}}  {purpose}".rstrip())
        for file in some:
            if file.copy:
                click.echo(f"    {told(file.copy)}")


def _print_count(look: ThemeLook) -> None:
    count = counted(len(look.files), "file")
    if look.is_own:
        click.echo(f"{count}. This publication's templates/ are the theme itself.")
        return
    behind = sum(not copy.is_up_to_date for copy in look.copies)
    none = "the publication has none of them; `newsgen theme copy FILE` copies one"
    own = f"the publication has {len(look.copies):,} of them" if look.copies else none
    click.echo(f"{count}; {own}{f', {behind:,} to look at: `newsgen theme diff`' if behind else ''}")


def _file_json(file: ThemeFile) -> dict[str, object]:
    copy = copy_json(file.copy) if file.copy else None
    return {"name": file.name, "path": file.path, "group": file.group, "purpose": file.purpose, "copy": copy}
