"""Numbers that name the rows of another table of a database: authors and sections as names instead. Pure."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.importers.tables.columns import is_personal
from newsgen.importers.tables.naming import called, words_of
from newsgen.importers.tables.row import text_of

Rows = Sequence[Mapping[str, object]]
_NUMBER = re.compile(r"\d{1,18}")
_MOST = 0.8
"""The share of numbers that must be there in the other table."""
_LEAST_ALIKE = 4
"""Letters with which the names of a column and of its table begin alike."""
_FIELDS = ("authors", "sections", "tags", "places", "sources", "series")
_ID = frozenset("id nr no num fk ref key".split())
_FIRST = frozenset(
    "vorname firstname first prenom prénom nombre nome voornaam förnamn imię имя given givenname ad".split()
)
_LAST = frozenset(
    """nachname lastname last surname nom apellido apellidos cognome sobrenome achternaam efternamn nazwisko фамилия
    family familyname soyad""".split()
)
_ABOVE = ("parent", "ueber", "über", "ober", "padre", "super", "pid", "up", "nadrz", "родит", "üst")
"""How the names of columns begin that name the row above."""
_LONGEST = 80
"""Letters of a name."""


@dataclass(frozen=True)
class Join:
    """A column of numbers, and what each of them is called."""

    column: str
    table: str
    names: Mapping[str, str]
    becomes: str
    """The name of the column that has the names: that of the table, where the column's own says less."""
    parents: Mapping[str, str] = field(default_factory=dict)
    """Number to the name of the one above it."""

    def told(self) -> str:
        """What a person is told."""
        named = f" in the column {self.becomes}" if self.becomes != self.column else ""
        return f"{self.column} names rows of the table {self.table}: its numbers became their names{named}"


def joins_of(rows: Rows, others: Mapping[str, Rows], declared: Mapping[str, str]) -> Iterator[Join]:
    """The columns of a table that name rows of others."""
    for column in rows[0] if rows else ():
        values = [text for row in rows if (text := text_of(row.get(column)).strip()) not in {"", "0"}]
        if not values or not all(map(_NUMBER.fullmatch, values)):
            continue
        for table, other in others.items():
            is_declared = declared.get(column) == table
            key = key_of(other)
            is_own = column == key and not is_declared and len(set(values)) == len(rows) > 1
            if key and not is_own and (is_declared or are_alike(column, table, key)):
                join = join_of(column, table, other, key, rows[0])
                found = sum(value in join.names for value in values)
                if join.names and (is_declared or found >= _MOST * len(values)):
                    yield join
                    break


def key_of(rows: Rows) -> str:
    """The column that numbers the rows of a table."""
    for column in rows[0] if rows else ():
        values = [text_of(row.get(column)).strip() for row in rows]
        if len(set(values)) == len(values) and all(map(_NUMBER.fullmatch, values)):
            return column
    return ""


def are_alike(column: str, table: str, key: str) -> bool:
    """Whether a column is called as a table is, or as the numbers of its rows, or means the same."""
    if column == key and column.lower() not in _ID:
        return True
    words = [word for word in words_of(column) if word not in _ID]
    name, other = "".join(words), "".join(words_of(table))
    stem = name.removesuffix("id")
    if len(stem) >= _LEAST_ALIKE - 1 and (stem[:_LEAST_ALIKE] in other):
        return True
    return any(called(column, each) and called(table, each) for each in _FIELDS)


def join_of(column: str, table: str, rows: Rows, key: str, taken: Container[str]) -> Join:
    """What the numbers of a column are called in another table."""
    labels = _labels(rows, key)
    names = {
        text_of(row.get(key)).strip(): " ".join(filter(None, (text_of(row.get(each)).strip() for each in labels)))
        for row in rows
    }
    above = _parent(rows, key)
    parents = {
        text_of(row.get(key)).strip(): names[number]
        for row in rows
        if above and (number := text_of(row.get(above)).strip()) in names
    }
    becomes = column if _fielded(column) >= _fielded(table) or table in taken else table
    return Join(column, table, {number: name for number, name in names.items() if name}, becomes, parents)


def _fielded(name: str) -> float:
    """How much a name says that its column is a field."""
    return max(called(name, each) for each in _FIELDS)


def _labels(rows: Rows, key: str) -> list[str]:
    """The columns that say what a row is called: two for a person with a first and a last name."""
    columns = [column for column in rows[0] if column != key and not is_personal(column)]
    first = next((each for each in columns if _FIRST & {*words_of(each), "".join(words_of(each))}), "")
    last = next((each for each in columns if _LAST & {*words_of(each), "".join(words_of(each))}), "")
    if last and (first or _worth(rows, last)):
        return [each for each in (first, last) if each]
    best = max(columns, key=lambda each: _worth(rows, each), default="")
    return [best] if best and _worth(rows, best) else []


def _worth(rows: Rows, column: str) -> float:
    """How much a column looks like the names of rows."""
    values = [text for row in rows if (text := text_of(row.get(column)).strip())]
    letters = sum(map(len, values)) / max(1, len(values))
    if not values or letters > _LONGEST or all(map(_NUMBER.fullmatch, values)):
        return 0.0
    is_shown = sum(not value[:1].islower() for value in values) / len(values)
    words = called(column, "title") + called(column, "authors") / 2
    return words + is_shown + len(set(values)) / len(rows) + (0.5 if letters >= _LEAST_ALIKE else 0.0)


def _parent(rows: Rows, key: str) -> str:
    """The column that names the row above, in the same table."""
    keys = {text_of(row.get(key)).strip() for row in rows}
    for column in rows[0]:
        values = {text_of(row.get(column)).strip() for row in rows} - {"", "0"}
        is_above = any(word.startswith(_ABOVE) for word in words_of(column))
        if column != key and is_above and values and values < keys:
            return column
    return ""
