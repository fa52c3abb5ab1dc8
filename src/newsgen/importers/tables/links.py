"""What other tables say of the rows of one: names for numbers, and names from a table between. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsgen.importers.tables.joins import Join, Rows, are_alike, join_of, key_of
from newsgen.importers.tables.row import text_of

_MOST_COLUMNS = 5
"""Of a table that stands between two others."""


@dataclass(frozen=True)
class Link:
    """A table between stories and, say, their tags: each row has the number of one and of the other."""

    key: str
    """The column that numbers the stories."""
    table: str
    between: str
    names: Mapping[str, Sequence[str]]
    """Number of a story to its names."""

    def told(self) -> str:
        """What a person is told."""
        return f"rows of {self.table} belong to stories by the table {self.between}: a column {self.table} has them"


def links_of(name: str, rows: Rows, others: Mapping[str, Rows]) -> Iterator[Link]:
    """The tables between this one and others."""
    key = key_of(rows)
    for between, pairs in others.items():
        columns = list(pairs[0]) if pairs else []
        own = next((each for each in columns if each == key or are_alike(each, name, key)), "")
        if not key or not own or len(columns) > _MOST_COLUMNS:
            continue
        for other in columns:
            if other == own:
                continue
            join = _named_by(other, pairs, {each: found for each, found in others.items() if each != between})
            if join:
                yield Link(key, join.table, between, _grouped(pairs, own, other, join))
                break


def _named_by(column: str, pairs: Rows, others: Mapping[str, Rows]) -> Join | None:
    """What a column of a table between is the number of."""
    for table, rows in others.items():
        key = key_of(rows)
        if key and are_alike(column, table, key):
            join = join_of(column, table, rows, key, ())
            if any(text_of(pair.get(column)).strip() in join.names for pair in pairs):
                return join
    return None


def _grouped(pairs: Rows, own: str, other: str, join: Join) -> Mapping[str, Sequence[str]]:
    grouped: dict[str, list[str]] = {}
    for pair in pairs:
        if name := join.names.get(text_of(pair.get(other)).strip()):
            grouped.setdefault(text_of(pair.get(own)).strip(), []).append(name)
    return grouped


def joined(cells: Mapping[str, object], joins: Sequence[Join], links: Sequence[Link] = ()) -> Mapping[str, object]:
    """A row with names in place of numbers; a number that names nothing stays beside."""
    made = dict(cells)
    for link in links:
        if link.table not in cells:
            made[link.table] = list(link.names.get(text_of(cells.get(link.key)).strip(), ()))
    for join in joins:
        number = text_of(cells.get(join.column)).strip()
        if not number or number == "0":
            continue
        made.pop(join.column)
        made[join.becomes] = join.names.get(number, "")
        if number not in join.names:
            made[f"{join.becomes} number"] = number
        if number in join.parents:
            made[f"{join.becomes} parent"] = join.parents[number]
    return made
