"""Addresses that ask by a number or a name, such as `/?p=123`: what they ask for. Pure."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs

from newsgen.importers.address_parts import parts_of_address

_KINDS = {
    "p": "story",
    "page_id": "story",
    "attachment_id": "file",
    "cat": "sections",
    "tag": "tags",
    "author": "authors",
    "m": "date",
}
_MARKS = re.compile(r"#(?:more-\d+|comments?(?:-\d+)?|respond|wp--skip-link--target)?\Z")
"""Places in a page that only WordPress set."""


class Question(NamedTuple):
    """What an address asks for."""

    kind: str
    """``story``, ``file``, ``sections``, ``tags``, ``authors`` or ``date``."""
    value: str
    """Its number, or a name."""


def question_in(path: str) -> Question | None:
    """What the path of an address asks for; None where it asks for nothing that WordPress knows."""
    parts = parts_of_address(path)
    if not parts.query or parts.path not in {"", "/", "/index.php"}:
        return None
    asked = parse_qs(parts.query.replace("&amp;", "&"))
    return next((Question(kind, asked[key][0].strip()) for key, kind in _KINDS.items() if asked.get(key)), None)


def without_mark(path: str) -> str:
    """The path without the name of a place in it that no longer is."""
    return _MARKS.sub("", path)


def date_place(digits: str) -> str:
    """``/2008/06/`` of ``200806``; empty where it is no date."""
    match = re.fullmatch(r"(\d{4})(\d\d)?(\d\d)?", digits)
    return f"/{'/'.join(filter(None, match.groups()))}/" if match else ""
