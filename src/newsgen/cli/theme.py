"""``newsgen theme``: its words and names. What each word does is in a module of its own beside this one."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from newsgen import __version__
from newsgen.cli.console import Console
from newsgen.cli.options import json_option, project_at, project_option
from newsgen.cli.theme_copy import copy_files
from newsgen.cli.theme_diff import print_missed
from newsgen.cli.theme_list import print_list
from newsgen.cli.theme_merge import take_over
from newsgen.documents.fields import suggest
from newsgen.errors import UsageError
from newsgen.project import theme_folder
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    Copy,
    State,
    ThemeFile,
    ThemeLook,
    look_at_theme,
)
from newsgen.renderer.theme_merging import merge

_ACTIONS = ("list", "copy", "diff", "merge")
_STATIC = "static/"
_LABELS = "labels/"


@click.command("theme", epilog="Example: newsgen theme copy article.html")
@click.argument("words", nargs=-1, metavar="list | copy FILE... | diff [FILE]... | merge [FILE]...")
@project_option
@click.option("--write", is_flag=True, help="With merge: change the copies; without it, say what would change.")
@click.option("--keep-mine", is_flag=True, help="With merge: where yours and the theme conflict, yours is right.")
@json_option
def command(*, words: tuple[str, ...], project_folder: Path | None, write: bool, keep_mine: bool, as_json: bool) -> int:
    """List the theme's files, copy some, and see what copies have missed of the theme since."""
    action, *names = words or ("list",)
    _check_usage(action, names, writes=write, keeps_ours=keep_mine, as_json=as_json)
    project = project_at(project_folder)
    look = look_at_theme(project.root, theme_folder())
    console = Console.for_process(quiet=as_json)
    if action == "list":
        return print_list(look, as_json=as_json)
    if look.is_own:
        raise UsageError("this publication's templates/ are the theme itself", mend="there is nothing to copy from it")
    if action == "copy":
        return copy_files([_theme_file(name, look) for name in names], project, console)
    copies = [_copy_named(name, look) for name in names] or list(look.copies)
    if action == "diff":
        return print_missed(copies, console, as_json=as_json)
    if not names:
        copies = [copy for copy in copies if copy.state is State.BEHIND]
    merges = [merge(copy, __version__, keeps_ours=keep_mine) for copy in copies]
    return take_over(merges, project, console, writes=write, keeps_ours=keep_mine, as_json=as_json)


def _check_usage(action: str, names: Sequence[str], *, writes: bool, keeps_ours: bool, as_json: bool) -> None:
    """Raises UsageError where words and options do not go together."""
    if action not in _ACTIONS:
        what = f"`newsgen theme` has no {action!r}{suggest(action, _ACTIONS)}"
        raise UsageError(what, mend=f"write one of {', '.join(_ACTIONS)}")
    if action == "list" and names:
        raise UsageError("`theme list` takes no names", mend=f"`newsgen theme diff {names[0]}` tells of one file")
    if action == "copy" and not names:
        raise UsageError("`theme copy` wants the names of files", mend="`newsgen theme list` shows them")
    if action == "copy" and as_json:
        raise UsageError("`theme copy` has no --json", mend="leave it out")
    if action != "merge" and (writes or keeps_ours):
        option = "--write" if writes else "--keep-mine"
        raise UsageError(f"{option} is for `theme merge`", mend="leave it out")
    if keeps_ours and not names:
        mend = "name the copies that you have looked through: `newsgen theme merge article.html --keep-mine`"
        raise UsageError("--keep-mine wants the names of files", mend=mend)


# Names


def _bare(word: str) -> str:
    """A name as it was typed, without what may stand before it."""
    return word.replace(os.sep, "/").removeprefix("./").removeprefix("theme/")


def _names_of(path: str) -> tuple[str, ...]:
    return (path, path.removeprefix(TEMPLATES), path.removeprefix(_STATIC))


def _suggest_file(name: str, known: Sequence[str]) -> str:
    """As `suggest` does; a name may lack its folder or its suffix: ``teaser.html``, ``home``."""
    last_parts = {path.rpartition("/")[2]: path for path in reversed(known)}
    stems = {part.rpartition(".")[0]: path for part, path in last_parts.items()}
    meant = last_parts.get(name) or stems.get(name)
    return f", did you mean `{meant}`?" if meant else suggest(name, known)


def _theme_file(word: str, look: ThemeLook) -> ThemeFile:
    """The file of the theme that is meant.

    Raises:
        UsageError: There is none of that name, or it is one of words, which are not copied.
    """
    known = {name: file for file in reversed(look.files) for name in _names_of(file.path)}
    name = _bare(word)
    labels = name.removeprefix(TEMPLATES)
    if labels == "labels.yaml" or (name in known and known[name].name.startswith(_LABELS)):
        tag = "en" if labels in {"labels.yaml", "labels/regions.yaml"} else labels[len(_LABELS) : -len(".yaml")]
        mend = f"write only the words that differ into templates/labels.yaml: `{tag}:`, and below it `  latest: …`"
        raise UsageError("words are not copied: a copy would lack all that come later", mend=mend)
    if name not in known:
        near = _suggest_file(name, [file.name for file in look.files])
        raise UsageError(f"the theme has no file {word!r}{near}", mend="`newsgen theme list` shows its files")
    return known[name]


def _copy_named(word: str, look: ThemeLook) -> Copy:
    """The copy that is meant.

    Raises:
        UsageError: There is none of that name.
    """
    known = {name: copy for copy in look.copies for name in (*_names_of(copy.file), *_names_of(copy.path))}
    name = _bare(word)
    if name in known:
        return known[name]
    files = {name: file for file in look.files for name in _names_of(file.path)}
    if name in files:
        mend = f"there is nothing to compare; `newsgen theme copy {files[name].name}` copies it"
        raise UsageError(f"{files[name].path} is not in the publication: the theme's own is used", mend=mend)
    near = _suggest_file(name, [copy.path.removeprefix(TEMPLATES) for copy in look.copies])
    what = f"{word!r} is no copy of a file of the theme{near}"
    raise UsageError(what, mend="`newsgen theme list` shows the theme's files and your copies")
