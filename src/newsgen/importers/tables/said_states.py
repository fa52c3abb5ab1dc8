"""Of which column a person speaks who says what states mean. Pure.

What is said and concerns no column must not be passed over in silence: all rows would be shown.
"""

from collections.abc import Mapping, Sequence

from newsgen.errors import UsageError
from newsgen.importers.tables.columns import Choice, Mapped
from newsgen.importers.tables.states import FIELDS
from newsgen.importers.tables.survey import Column

_MOST = 0.8
"""The share of a column's cells of which something is said."""
_SHOWN = 8


def take_said(said: Mapping[str, str], mapped: Mapped, columns: Mapping[str, Column]) -> None:
    """Takes the column that has the values of which a person speaks, where none of the known ones has them.

    Raises:
        UsageError: There is no such column, or more than one.
    """
    known = [column for name in FIELDS for column in mapped.columns(name)]
    if not said or any(value in columns[name].states for name in known if name in columns for value in said):
        return
    few = [column for column in columns.values() if column.has_few and not mapped.field_of(column.name)]
    found = [column for column in few if _share(column, said) >= _MOST]
    if len(found) == 1:
        mapped.choices.append(Choice("status", found[0].name, 1.0))
        return
    which = "several columns have" if found else "no column has"
    values = ", ".join(said)
    states = [columns[name] for name in known if name in columns and columns[name].has_few]
    mend = (
        f"write values that are there: {_shown(states)}"
        if states and not found
        else f"name the column, with --map status=…: {_shown(found or few)}"
        if found or few
        else "write values that are there, and name their column with --map status=…"
    )
    raise UsageError(f"--status: {which} the values {values}", mend=mend)


def _shown(columns: Sequence[Column]) -> str:
    return "; ".join(f"{each.name} ({', '.join(list(each.states)[:_SHOWN])})" for each in columns[:_SHOWN])


def _share(column: Column, said: Mapping[str, str]) -> float:
    counts = column.states
    return sum(count for value, count in counts.items() if value in said) / max(1, sum(counts.values()))
