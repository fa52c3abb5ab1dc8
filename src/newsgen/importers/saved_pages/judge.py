"""Other programs' opinion of a page: trafilatura of its text and its fields, htmldate of its date. Pure.

They judge what was learned, and are asked where nothing was. Of what trafilatura finds only the choice of lines is
taken; the text itself comes from the page, with its links and pictures.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from newsgen.importers.saved_pages.evidence import letters_of
from newsgen.importers.saved_pages.units import Unit

_LARGEST = 3_000_000
"""Letters of a page that another program is asked about."""
_SHORT = 18
"""Letters of a line that may stand anywhere in a text by chance."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another program makes of a page."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()


def opinion_of(html: str, address: str, *, has_fields: bool = True) -> Opinion:
    """What trafilatura finds on a page; nothing where it finds nothing, or fails.

    Args:
        html: The page.
        address: Its own.
        has_fields: Whether headline and authors are wanted, too, and not only the text.
    """
    if len(html) > _LARGEST:
        return Opinion()
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes a second to import; only where it is asked

    try:
        found: Any = bare_extraction(
            html,
            url=address or None,
            include_comments=False,
            include_tables=True,
            with_metadata=has_fields,
            # The day is asked of htmldate alone, where nothing else tells it: it tries hundreds of languages.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception:  # noqa: BLE001 - whatever it stumbles over, it is an opinion less
        return Opinion()
    if found is None:
        return Opinion()
    said: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    authors = tuple(part.strip() for part in str(said.get("author") or "").split(";") if part.strip())
    return Opinion(str(said.get("text") or ""), str(said.get("title") or ""), authors)


def date_of(html: str, address: str, latest: str) -> str:
    """The date that htmldate finds on a page; empty for none."""
    if len(html) > _LARGEST:
        return ""
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    from htmldate import find_date  # noqa: PLC0415 - likewise

    try:
        return str(
            find_date(html, url=address or None, original_date=True, max_date=latest or None, extensive_search=True)
            or ""
        )
    except Exception:  # noqa: BLE001 - likewise
        return ""


def chosen_lines(units: Sequence[Unit], text: str) -> list[bool]:
    """Which lines of a page stand in a text that was taken from it."""
    whole = letters_of(text)
    lines = {letters_of(part) for line in text.split("\n") for part in (line, *_cells(line))}
    chosen: list[bool] = []
    for unit in units:
        mine = letters_of(unit.text)
        chosen.append(bool(mine) and (mine in whole if len(mine) > _SHORT else mine in lines))
    return chosen


def _cells(line: str) -> list[str]:
    """The cells of a row of a table, as it is written there."""
    return line.split("|") if line.lstrip().startswith("|") else []
