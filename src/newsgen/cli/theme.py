"""``newsgen theme``."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, unified_diff
from itertools import groupby
from pathlib import Path

import click

from newsgen import __version__
from newsgen.cli.console import Console, counted, fold, say_json
from newsgen.cli.files import is_there, rewrite, write_new
from newsgen.cli.options import json_option, project_at, project_option
from newsgen.documents.fields import suggest
from newsgen.documents.three_way import Change, Kind, hunks
from newsgen.errors import ExitCode, UsageError, display_width, printable
from newsgen.project import Project, theme_folder
from newsgen.renderer.theme import leads_outside, read_inside, real_path
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    Copy,
    State,
    ThemeFile,
    ThemeLook,
    blocks_of,
    lines_of,
    look_at_theme,
    original_path,
    shown,
    write_original,
)
from newsgen.renderer.theme_merging import Merge, merge
from newsgen.renderer.theme_purposes import PURPOSES

_ACTIONS = ("list", "copy", "diff", "merge")
_STATIC = "static/"
_LABELS = "labels/"
_WIDTH = 100


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
        return _list(look, as_json=as_json)
    if look.is_own:
        raise UsageError("this publication's templates/ are the theme itself", mend="there is nothing to copy from it")
    if action == "copy":
        return _copy([_theme_file(name, look) for name in names], project, console)
    copies = [_copy_named(name, look) for name in names] or list(look.copies)
    if action == "diff":
        return _diff(copies, console, as_json=as_json)
    if not names:
        copies = [copy for copy in copies if copy.state is State.BEHIND]
    merges = [merge(copy, __version__, keeps_ours=keep_mine) for copy in copies]
    return _merge(merges, project, console, writes=write, keeps_ours=keep_mine, as_json=as_json)


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
        near = suggest(name, [file.name for file in look.files])
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
    near = suggest(name, [copy.path.removeprefix(TEMPLATES) for copy in look.copies])
    what = f"{word!r} is no copy of a file of the theme{near}"
    raise UsageError(what, mend="`newsgen theme list` shows the theme's files and your copies")


# list


def _list(look: ThemeLook, *, as_json: bool) -> int:
    if as_json:
        files = [_file_json(file) for file in look.files]
        others = [_copy_json(copy) for copy in look.others]
        say_json({"files": files, "others": others, "lost_originals": list(look.lost)})
        return ExitCode.OK
    order = dict.fromkeys(file.group for file in sorted(look.files, key=_rank))
    for group in order:
        click.echo(group)
        _print_group([file for file in look.files if file.group == group])
    if look.others:
        click.echo("copies of files that the theme calls otherwise, or has no more")
        for copy in look.others:
            click.echo(f"  {_told(copy)}")
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
                click.echo(f"    {_told(file.copy)}")


def _print_count(look: ThemeLook) -> None:
    count = counted(len(look.files), "file")
    if look.is_own:
        click.echo(f"{count}. This publication's templates/ are the theme itself.")
        return
    behind = sum(not copy.is_up_to_date for copy in look.copies)
    own = f"the publication has {len(look.copies):,} of them" if look.copies else "the publication has none of them"
    click.echo(f"{count}; {own}{f', {behind:,} to look at: `newsgen theme diff`' if behind else ''}")


def _since(copy: Copy) -> str:
    return f"newsgen {copy.original.version}" if copy.original else ""


def _told(copy: Copy) -> str:
    """A copy, and how it stands to the theme, in a line."""
    was = f" ({copy.renamed_from} until it was renamed)" if copy.renamed_from else ""
    return printable(f"{copy.path}{was}: {_standing(copy)}")


def _standing(copy: Copy) -> str:
    theme = shown(copy.file)
    why = f"{original_path(copy.path)} was changed" if copy.problem else "not made by `newsgen theme copy`"
    return {
        State.SAME: f"the same as {theme}; without it the site would be the same, and stay up to date",
        State.CHANGED: f"changed by you; it has all that {theme} has had since {_since(copy)}",
        State.EXTENDS: f"takes {theme} of today, and changes parts of it",
        State.GONE: f"the theme has no {copy.file.removeprefix(TEMPLATES)} any more",
        State.UNREADABLE: copy.problem.what if copy.problem else "",
        State.UNKNOWN: f"yours; it is not {theme} of today, and what it was made from is not known ({why})",
        State.BEHIND: f"behind: {theme} has changed in {_places(copy)}",
    }[copy.state]


def _places(copy: Copy) -> str:
    parts = (
        (len(copy.those(Kind.BOTH)), "in yours already"),
        (len(copy.those(Kind.THEIRS)), "to be taken over"),
        (len(copy.those(Kind.CONFLICT)), "in conflict with yours"),
    )
    told = ", ".join(f"{count:,} {words}" for count, words in parts if count)
    return f"{counted(len(copy.by_theme), 'place')} since {_since(copy)}: {told}"


def _file_json(file: ThemeFile) -> dict[str, object]:
    copy = _copy_json(file.copy) if file.copy else None
    return {"name": file.name, "path": file.path, "group": file.group, "purpose": file.purpose, "copy": copy}


def _copy_json(copy: Copy) -> dict[str, object]:
    return {
        "path": copy.path,
        "theme_path": copy.file,
        "state": str(copy.state),
        "copied_from": copy.original.version if copy.original else None,
        "renamed_from": copy.renamed_from or None,
        "taken": len(copy.those(Kind.BOTH)),
        "missed": len(copy.those(Kind.THEIRS)),
        "conflicts": len(copy.those(Kind.CONFLICT)),
    }


# copy


def _copy(files: Sequence[ThemeFile], project: Project, console: Console) -> int:
    theme = theme_folder()
    contents = {file.path: read_inside(theme, file.path) or b"" for file in files}
    for path in contents:
        for each in (path, original_path(path)):
            if leads_outside(project.root, each):
                mend = "put a folder of its own in the place of the link"
                raise UsageError(f"{each} would lie outside of the publication: a link is in its way", mend=mend)
        if is_there(project.root / path):
            mend = f"`newsgen theme diff {path.removeprefix(TEMPLATES)}` compares it; nothing is ever overwritten"
            raise UsageError(f"{path} is there already", mend=mend)
    texts = {path: content.decode("utf-8", "surrogateescape") for path, content in contents.items()}
    originals = {original_path(path): write_original(path, __version__, lines_of(text)) for path, text in texts.items()}
    # What a copy was made from is there before the copy is: a copy alone could not be told from one made by hand.
    _put(project.root, originals)
    write_new(project.root, contents)
    for path in contents:
        console.say(f"{path} is a copy of {shown(path)} of newsgen {__version__}")
        console.say(f"  {original_path(path)} is what it was made from: keep both in version control")
        for line in _instead(path, texts[path]):
            console.say(f"  {line}")
    console.say("When newsgen has been upgraded, `newsgen theme diff` tells what the theme has changed since.")
    return ExitCode.OK


def _put(root: Path, files: Mapping[str, bytes]) -> None:
    """Writes originals, which are newsgen's own, over older ones."""
    rewrite({real_path(root, path): content for path, content in files.items() if is_there(root / path)})
    write_new(root, {path: content for path, content in files.items() if not is_there(root / path)})


def _instead(path: str, text: str) -> Iterator[str]:
    """What may do in the place of a copy, which stands still while the theme goes on."""
    blocks = blocks_of(text)
    if path == "static/style.css":
        yield "To add rules, or to set colours and type anew, you need no copy: write them into static/own.css,"
        yield "and these two lines into templates/base.html:"
        yield '  {% extends "theme/base.html" %}'
        yield """  {% block head %}<link rel="stylesheet" href="{{ asset_url("own.css") }}">{% endblock %}"""
    elif path.startswith(TEMPLATES) and blocks:
        example = next((block for block in _EXAMPLES if block in blocks), blocks[-1])
        yield "To change a part you need no copy: two lines in its place keep all else up to date:"
        yield f'  {{% extends "{shown(path)}" %}}'
        yield f"  {{% block {example} %}}{{{{ super() }}}} and what you add{{% endblock %}}"
        yield from fold(f"Its blocks: {', '.join(blocks)}", _WIDTH, 2).split("\n")


_EXAMPLES = ("byline", "footer", "main")
"""Blocks that show best what a block is."""


# diff


def _diff(copies: Sequence[Copy], console: Console, *, as_json: bool) -> int:
    missed = [copy for copy in copies if not copy.is_up_to_date]
    if as_json:
        say_json([{**_copy_json(copy), "diff": "".join(f"{line}\n" for line in _diff_lines(copy))} for copy in copies])
        return ExitCode.CONTENT if missed else ExitCode.OK
    for copy in copies:
        click.echo(_told(copy))
        _print_diff(_diff_lines(copy))
    console.problems(copy.problem for copy in copies if copy.problem)
    if not copies:
        click.echo("there is no copy of a file of the theme")
    for line in _advice(missed):
        console.note(line)
    return ExitCode.CONTENT if missed else ExitCode.OK


def _diff_lines(copy: Copy) -> Iterator[str]:
    """What the theme has that the copy may lack, as a unified diff."""
    theme = shown(copy.file)
    if copy.state is State.BEHIND and copy.original:
        yield f"--- {theme}\t{_since(copy)}"
        yield f"+++ {theme}\tnewsgen {__version__}"
        told = [(change, _words(copy, change)) for change in copy.by_theme]
        yield from hunks(copy.original.lines, copy.theirs, told)
    elif copy.state is State.UNKNOWN:
        names = (copy.path, theme, "yours", f"newsgen {__version__}")
        yield from (line.rstrip("\n") for line in unified_diff(copy.ours, copy.theirs, *names, lineterm=""))


def _words(copy: Copy, change: Change) -> str:
    place = f"{copy.path}:{change.ours[0] + 1}"
    return {
        Kind.BOTH: f"in yours already, {place}",
        Kind.THEIRS: "to be taken over",
        Kind.CONFLICT: f"in conflict with yours, {place}",
    }[change.kind]


def _advice(missed: Sequence[Copy]) -> Iterator[str]:
    """What to do next."""
    if any(copy.those(Kind.THEIRS) for copy in missed if copy.state is State.BEHIND):
        yield "`newsgen theme merge` shows what can be taken over, `newsgen theme merge --write` does it."
    if any(copy.those(Kind.CONFLICT) for copy in missed if copy.state is State.BEHIND):
        yield "What conflicts is yours to decide: `newsgen theme merge` shows both sides."
    for copy in missed:
        if copy.state is State.UNKNOWN:
            told = f"`newsgen theme merge {copy.path.removeprefix(TEMPLATES)} --keep-mine --write`"
            yield f"{copy.path}: bring over by hand what you want. After {told} it is known what it was made from."
        if copy.state is State.GONE:
            yield f"{copy.path}: if no template of yours names it, delete it, and {original_path(copy.path)}."


def _print_diff(lines: Iterable[str]) -> None:
    """On a terminal in colours, and safe to print; as it is elsewhere."""
    if not sys.stdout.isatty():
        for line in lines:
            click.echo(line)
        return
    safe = ["\t".join(map(printable, line.split("\t"))) for line in lines]
    for line in safe if os.environ.get("NO_COLOR") else painted(safe):
        click.echo(line)


def painted(lines: Sequence[str]) -> Iterator[str]:
    """A diff in colours. Where as many lines came as went, what differs in a line is set off from the rest of it."""
    for sign, run in groupby(_in_runs(lines), key=lambda line: line[0][:1]):
        if sign in {"-", "+"}:
            yield from (_painted_line(line, other) for line, other in run)
        else:
            yield from (click.style(line, fg="cyan") if sign == "@" else line for line, _ in run)


def _in_runs(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each line of a diff, and the one that it took the place of, or that took its place; else an empty text."""
    runs = [(sign, [*run]) for sign, run in groupby(lines, key=lambda line: line[:1])]
    for number, (sign, run) in enumerate(runs):
        near = {"-": number + 1, "+": number - 1}.get(sign, -1)
        wanted = {"-": "+", "+": "-"}.get(sign)
        pair = runs[near] if 0 <= near < len(runs) else ("", [])
        is_pair = pair[0] == wanted and len(pair[1]) == len(run)
        yield from zip(run, pair[1] if is_pair else [""] * len(run), strict=True)


def _painted_line(line: str, other: str) -> str:
    if line.startswith(("--- ", "+++ ")) and (not other or other.startswith(("--- ", "+++ "))):
        return click.style(line, bold=True)
    colour = "red" if line.startswith("-") else "green"
    if not other:
        return click.style(line, fg=colour)
    words, others = (re.findall(r"\w+|\W", text[1:]) for text in (line, other))
    pieces = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    parts = (("".join(words[i1:i2]), what != "equal") for what, i1, i2, _, _ in pieces if i1 < i2)
    told = (click.style(part, fg=colour, reverse=is_other or None) for part, is_other in parts)
    return click.style(line[:1], fg=colour) + "".join(told)


# merge


def _merge(
    merges: Sequence[Merge], project: Project, console: Console, *, writes: bool, keeps_ours: bool, as_json: bool
) -> int:
    open_ones = [each for each in merges if not _is_settled(each, keeps_ours=keeps_ours)]
    if writes:
        _write(project.root, [each for each in merges if each not in open_ones or each.conflicts])
    if as_json:
        say_json([_merge_json(each, keeps_ours=keeps_ours, writes=writes) for each in merges])
    else:
        for each in merges:
            _print_merge(each, console, writes=writes, keeps_ours=keeps_ours)
        _print_outcome(merges, console, writes=writes)
    return ExitCode.CONTENT if open_ones else ExitCode.OK


def _is_settled(each: Merge, *, keeps_ours: bool) -> bool:
    """Whether nothing is left to a person."""
    if each.problem or each.conflicts:
        return False
    needs_word = each.copy.state is State.UNKNOWN and not keeps_ours
    return not needs_word and each.copy.state not in {State.GONE, State.UNREADABLE}


def _write(root: Path, merges: Sequence[Merge]) -> None:
    for each in merges:
        path = each.copy.path
        kept = original_path(path)
        if leads_outside(root, kept):
            mend = "put a folder of its own in the place of the link"
            raise UsageError(f"{kept} would lie outside of the publication: a link is in its way", mend=mend)
        # In this order: what is in a copy already is known as such, what an original has is not looked for any more.
        if each.is_change:
            rewrite({real_path(root, path): each.content})
        if read_inside(root, kept) != each.original:
            _put(root, {kept: each.original})


def _print_merge(each: Merge, console: Console, *, writes: bool, keeps_ours: bool) -> None:
    copy = each.copy
    if each.problem:
        console.problems((each.problem,))
        return
    if not _is_settled(each, keeps_ours=keeps_ours) and not each.conflicts:
        click.echo(_told(copy))
        for line in _advice([copy]):
            console.note(line)
        return
    taken = counted(len(each.taken), "change") if each.taken else "no change"
    did = "taken over" if writes else "to be taken over"
    left = f", {counted(len(each.conflicts), 'conflict')} left" if each.conflicts else ""
    known = f"; the theme of newsgen {__version__} counts as known to it" if keeps_ours else ""
    click.echo(printable(f"{copy.path}: {taken} of the theme {did}{left}{known}"))
    if each.is_change and not writes:
        new = [line.rstrip("\r") for line in lines_of(each.content.decode("utf-8", "replace"))]
        names = (copy.path, copy.path, "yours", "merged")
        _print_diff(line.rstrip("\n") for line in unified_diff(copy.ours, new, *names, lineterm=""))
    for change in each.conflicts:
        _print_conflict(copy, change, each.line_of(change) if writes else change.ours[0] + 1)
    if each.conflicts:
        console.note(
            f"  mend: write into {copy.path} by hand what you want of these; then"
            f" `newsgen theme merge {copy.path.removeprefix(TEMPLATES)} --keep-mine --write` says that it is done"
        )


def _print_conflict(copy: Copy, change: Change, line: int) -> None:
    base = copy.original.lines if copy.original else ()
    click.echo(printable(f"{copy.path}:{line}: conflict: the theme has changed"))
    then, now = base[slice(*change.base)], copy.theirs[slice(*change.theirs)]
    _print_diff([*(f"-{line}" for line in then), *(f"+{line}" for line in now)])
    yours = copy.ours[slice(*change.ours)]
    click.echo("  where yours has" if yours else "  where yours has nothing any more")
    _print_diff(f" {line}" for line in yours)


def _print_outcome(merges: Sequence[Merge], console: Console, *, writes: bool) -> None:
    changed = sum(each.is_change for each in merges)
    if not merges:
        console.say("no copy is behind")
    elif writes:
        look = "; `newsgen serve` shows the site with it" if changed else ""
        console.say(f"{counted(changed, 'copy', 'copies') if changed else 'no copy'} changed{look}")
    else:
        console.say(f"{counted(changed, 'copy', 'copies')} would change. Nothing was written: `--write` does it.")


def _merge_json(each: Merge, *, keeps_ours: bool, writes: bool) -> dict[str, object]:
    copy = each.copy
    base = copy.original.lines if copy.original else ()
    return {
        "path": copy.path,
        "theme_path": copy.file,
        "state": str(copy.state),
        "taken": len(each.taken),
        "conflicts": [
            {
                "line": each.line_of(change) if writes else change.ours[0] + 1,
                "yours": list(copy.ours[slice(*change.ours)]),
                "theme_then": list(base[slice(*change.base)]),
                "theme_now": list(copy.theirs[slice(*change.theirs)]),
            }
            for change in each.conflicts
        ],
        "problem": f"{each.problem.place}: {each.problem.message()}" if each.problem else None,
        "is_settled": _is_settled(each, keeps_ours=keeps_ours),
        "is_written": writes and each.is_change,
    }
