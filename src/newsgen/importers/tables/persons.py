"""Who wrote the story of a row, told from those who took its pictures. Pure."""

import re
from collections.abc import Iterable, Mapping

from newsgen.importers.found.names import authors_in
from newsgen.importers.tables.row import text_of

_ROLES = ("role", "roles", "type", "function", "kind", "rolle", "funktion", "rol", "rôle", "ruolo", "papel")
_OTHER = re.compile(
    r"(?i)photo|foto|фото|camera|kamera|illustrat|illustr|grafik|graphi|infogra|video|editor|edit|redig|translat|übersetz"
    r"|traduc|tradut|produc|research|bild|imagen|写真|摄影|사진"
)
"""What those do who are in a byline and did not write."""


def persons_of(cells: Mapping[str, object], columns: Iterable[str]) -> tuple[list[str], dict[str, str]]:
    """The authors of a row, and the others of its byline, each with what they did."""
    authors: list[str] = []
    others: dict[str, str] = {}
    for column in columns:
        value = cells.get(column)
        people = value if isinstance(value, list) else [value]
        for person, role in zip(people, _roles(cells, column, len(people)), strict=True):
            for name in authors_in(person):
                if role and _OTHER.search(role):
                    others[name] = role
                else:
                    authors.append(name)
    return authors, others


def _roles(cells: Mapping[str, object], column: str, count: int) -> list[str]:
    """What each person of a column did, as far as a column beside it says."""
    begin = column.rpartition(".")[0]
    found = next((cells[f"{begin}.{role}"] for role in _ROLES if begin and f"{begin}.{role}" in cells), None)
    roles = [text_of(each) for each in found] if isinstance(found, list) else [text_of(found)]
    return roles if len(roles) == count else [""] * count
