"""The measured parts of docs/benchmarks.md: each lies between two markers, and a run replaces those it measured.

The markers are comments, so that no reader of the page sees them.
"""

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


class MarkerError(Exception):
    """A page has no place for a part."""


def check_markers(page: Path, names: Iterable[str]) -> None:
    """Look for the places of parts before anything is measured for hours.

    Raises:
        MarkerError: A part has none.
    """
    text = page.read_text(encoding="utf-8")
    for name in names:
        if not _place(name).search(text):
            raise MarkerError(f"{page} has no `<!-- measured: {name} -->` with an `<!-- end -->` after it")


def replace_parts(page: Path, parts: Mapping[str, str]) -> None:
    """Put each part between its markers.

    Raises:
        MarkerError: A part has none; then nothing is written.
    """
    check_markers(page, parts)
    text = page.read_text(encoding="utf-8")
    for name, part in parts.items():
        before, after = _place(name).split(text, maxsplit=1)
        text = f"{before}\n{part}\n\n{after}"
    page.write_text(text, encoding="utf-8")


def read_options(parser: argparse.ArgumentParser, part: str, arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of a command that measures one part: the parser's, and whether to ``--write`` it.

    Raises:
        MarkerError: It is to be written, and has no place.
    """
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md too")
    options = parser.parse_args(arguments)
    if options.write:
        check_markers(PAGE, [part])
    return options


def tell(part: str, text: str, options: argparse.Namespace) -> None:
    """Print what was measured, and put it into the page where that is wanted."""
    print(text)
    if options.write:
        replace_parts(PAGE, {part: text})


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- measured: {re.escape(name)} -->\n).*?(?=<!-- end -->)", re.DOTALL)
