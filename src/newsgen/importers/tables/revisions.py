"""Rows of one story at several times: the last of them is the story. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsgen.importers.tables.columns import Mapped
from newsgen.importers.tables.naming import words_of
from newsgen.importers.tables.row import Row, text_of

_COUNTS = frozenset({"rev", "revision", "version", "ver", "revid", "vid", "révision", "revisión", "wersja", "версия"})
_NUMBER = re.compile(r"\d{1,18}")


@dataclass
class Revisions:
    """Which rows of a table are the last ones of their stories."""

    older: set[int] = field(default_factory=set)
    """Places of rows, from 0, that a later one of the same story replaces."""

    @classmethod
    def of(cls, rows: Iterable[Row], mapped: Mapped, columns: Iterable[str]) -> "Revisions":
        """Reads a table for rows with the same identity.

        Two rows of one identity are one story if the table counts revisions, or if their headlines or addresses are
        the same. Others are two stories: nobody knows which is to go.
        """
        identity = mapped.column("id")
        counter = next((each for each in columns if _COUNTS & set(words_of(each))), "")
        found = cls()
        if not identity:
            return found
        last: dict[str, tuple[int, int, int]] = {}
        for place, row in enumerate(rows):
            key = text_of(row.cells.get(identity)).strip()
            if not key:
                continue
            counted = text_of(row.cells.get(counter)).strip() if counter else ""
            said = hash("" if counted else tuple(text_of(row.cells.get(mapped.column(name))) for name in ("title",)))
            mine = (int(counted) if _NUMBER.fullmatch(counted) else 0, place, said)
            known = last.get(key)
            if known is None:
                last[key] = mine
            elif known[2] == said:
                older, last[key] = sorted((known, mine))
                found.older.add(older[1])
        return found
