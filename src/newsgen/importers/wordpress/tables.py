"""Tables of TablePress: an item of an export holds the cells of one, as JSON. Pure."""

import html
import json
from collections.abc import Sequence

_ACROSS = "#colspan#"
"""What a cell says that is a part of the one at its left."""
_DOWN = "#rowspan#"
"""Likewise of the one above it."""


def table_of(typed: str, options: str) -> str:
    """The HTML of a table; empty where its cells cannot be read.

    Args:
        typed: The cells, row by row.
        options: How it is shown, as JSON.
    """
    try:
        rows = json.loads(typed)
        said = json.loads(options or "{}")
    except ValueError:
        return ""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return ""
    head = int(bool(said.get("table_head", True))) if isinstance(said, dict) else 1
    lines = [
        "".join(_cell(rows, at, place, "th" if at < head else "td") for place in range(len(row)))
        for at, row in enumerate(rows)
    ]
    return f"\n\n<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>\n\n" if lines else ""


def _cell(rows: Sequence[Sequence[object]], at: int, place: int, name: str) -> str:
    text = str(rows[at][place])
    if text in {_ACROSS, _DOWN}:
        return ""
    across = _run([str(each) for each in rows[at][place + 1 :]], _ACROSS)
    down = _run([str(row[place]) if place < len(row) else "" for row in rows[at + 1 :]], _DOWN)
    spans = (f' colspan="{across + 1}"' if across else "") + (f' rowspan="{down + 1}"' if down else "")
    return f"<{name}{spans}>{html.unescape(text).replace(chr(10), '<br>') if '<' not in text else text}</{name}>"


def _run(texts: Sequence[str], sign: str) -> int:
    return next((number for number, text in enumerate(texts) if text != sign), len(texts))
