"""The table of a database that has the stories, with names for the numbers that name rows of others."""

from collections.abc import Iterator
from itertools import islice

from newsgen.errors import UsageError
from newsgen.importers.files import declared_keys, rows_of_table, sampled_tables
from newsgen.importers.found.dates import DateReader
from newsgen.importers.tables.columns import map_columns
from newsgen.importers.tables.joins import joins_of
from newsgen.importers.tables.links import joined, links_of
from newsgen.importers.tables.row import Row, Table
from newsgen.importers.tables.survey import surveyed
from newsgen.models.names import slug_for

_ALIKE = 0.9
"""The share of the most long texts that another table must have to be as good."""
_MOST_ROWS = 50_000
"""Rows of a table of names."""
_SHOWN = 30


def table_of(name: str, stem: str, wanted: str) -> Table:
    """A table of a database.

    Raises:
        UsageError: There is none with rows, or none of this name.
    """
    samples = {sample.name: sample for sample in sampled_tables(name)}
    if wanted and wanted not in samples:
        raise UsageError(f"{name} has no table {wanted}", mend=f"its tables are: {', '.join(samples)}")
    samples = {key: sample for key, sample in samples.items() if sample.rows or key == wanted}
    if not samples:
        raise UsageError(f"{name} has no table with rows", mend="name another file")
    if not wanted:
        most = next(iter(samples.values())).long
        alike = [key for key, sample in samples.items() if sample.long >= _ALIKE * most]
        # A view that joins the names of authors to stories says more than their table.
        fields = {key: _fields(samples[key].rows) for key in alike}
        wanted = max(alike, key=lambda key: (fields[key], -alike.index(key)))
    others = {key: sample.size for key, sample in samples.items() if key != wanted}
    tables = {
        key: list(islice(rows_of_table(name, key), _MOST_ROWS)) for key, size in others.items() if size <= _MOST_ROWS
    }
    joins = list(joins_of(samples[wanted].rows, tables, declared_keys(name, wanted)))
    links = list(links_of(wanted, samples[wanted].rows, tables))

    def rows(table: Table) -> Iterator[Row]:
        if others:
            table.notes.append(f"table {wanted}; others, for --table: {', '.join(list(others)[:_SHOWN])}")
        table.notes.extend(join.told() for join in joins)
        table.notes.extend(link.told() for link in links)
        for number, row in enumerate(rows_of_table(name, wanted), 1):
            yield Row(f"row {number}", joined(row, joins, links))

    return Table(f"{stem}-{slug_for(wanted)}", rows)


def _fields(sampled: list[dict[str, object]]) -> int:
    rows = (Row("", row) for row in sampled)
    return len(map_columns(surveyed(rows, DateReader()).columns, {}).choices)
