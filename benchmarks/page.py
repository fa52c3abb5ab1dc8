"""The measured parts of docs/benchmarks.md: each lies between two markers, and a run replaces those it measured.

The markers are comments, so that no reader of the page sees them.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path


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


def _place(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- measured: {re.escape(name)} -->\n).*?(?=<!-- end -->)", re.DOTALL)
