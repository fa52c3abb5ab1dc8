"""``newsgen theme copy``."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from newsgen import __version__
from newsgen.cli.console import Console, fold
from newsgen.cli.files import is_there, rewrite, write_new
from newsgen.errors import ExitCode, UsageError
from newsgen.project import Project, theme_folder
from newsgen.renderer.theme import leads_outside, read_inside, real_path
from newsgen.renderer.theme_copies import (
    TEMPLATES,
    ThemeFile,
    blocks_of,
    lines_of,
    original_path,
    shown,
    write_original,
)

_WIDTH = 100


def copy_files(files: Sequence[ThemeFile], project: Project, console: Console) -> int:
    """Copies files into the publication, none over another, with what they were made from beside them."""
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
    put(project.root, originals)
    write_new(project.root, contents)
    for path in contents:
        console.say(f"{path} is a copy of {shown(path)} of newsgen {__version__}")
        console.say(f"  {original_path(path)} is what it was made from: keep both in version control")
        for line in _instead(path, texts[path]):
            console.say(f"  {line}")
    console.say("When newsgen has been upgraded, `newsgen theme diff` tells what the theme has changed since.")
    return ExitCode.OK


def put(root: Path, files: Mapping[str, bytes]) -> None:
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
