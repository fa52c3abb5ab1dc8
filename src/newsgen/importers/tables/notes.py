"""What a person is told of a table: its columns, its dates, and how to say otherwise. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from newsgen.importers.found.dates import DateReader, Order
from newsgen.importers.tables.columns import Mapped, is_personal
from newsgen.importers.tables.survey import Column, Survey

_MOST = 0.6
"""The share of values that tells what a column looks like."""


def date_readers(survey: Survey, mapped: Mapped, reader: DateReader) -> tuple[dict[str, DateReader], list[str]]:
    """What reads the dates of each column, and what is to be told of them."""
    readers, notes = {}, []
    for choice in mapped.choices:
        column = survey.columns.get(choice.column)
        if choice.field not in {"date", "updated", "expires", "embargo"} or column is None:
            continue
        order = column.order
        is_day_first = reader.day_first if order in {Order.UNKNOWN, Order.BOTH} else order is Order.DAY
        readers[choice.column] = replace(reader, day_first=is_day_first)
        slashed = next((text for text in column.samples if re.match(r"\d{1,2}/\d{1,2}/\d{2,4}", text)), "")
        if not slashed:
            continue
        first = Order.DAY if is_day_first else Order.MONTH
        if order is Order.UNKNOWN:
            notes.append(
                f"{choice.column}: {slashed} is read with {first} first, which no date of it tells; look at it"
            )
        elif order is Order.BOTH:
            notes.append(
                f"{choice.column}: some dates begin with the day and some with the month; "
                f"{first} is taken where both can be: look at it"
            )
        else:
            notes.append(f"{choice.column}: dates begin with {first}, as others of the column tell")
    return readers, notes


def told_of(survey: Survey, mapped: Mapped) -> Iterator[str]:
    """What each column is, and why those that are no field are none."""
    known = ", ".join(f"{choice.column} is {choice.field} ({choice.confidence:.0%})" for choice in mapped.choices)
    yield f"columns: {known}"
    yield f"to say it yourself: {mapped.as_option()}"
    rest = [column for column in survey.columns.values() if not mapped.field_of(column.name)]
    if kept := [
        f"{column.name} ({_looks(column)})" for column in rest if column.filled and not is_personal(column.name)
    ]:
        yield f"columns without a field, kept in `extra` or beside: {', '.join(kept)}"
    if private := [column.name for column in rest if column.filled and is_personal(column.name)]:
        yield f"columns that are of persons, and not kept: {', '.join(private)}"
    if empty := [column.name for column in rest if not column.filled]:
        yield f"columns in which nothing stands: {', '.join(empty)}"


def _looks(column: Column) -> str:
    """What a column that is no field looks like, by which a person knows it."""
    kinds = (
        ("days", column.dates if column.numbers < _MOST else 0.0),
        ("numbers", column.numbers),
        ("pictures", column.files),
        ("addresses", column.addresses),
    )
    found = next((kind for kind, share in kinds if share > _MOST), "")
    if not found:
        found = "few values" if column.has_few else "texts" if column.spaced > _MOST else "words"
    return found if column.filled > 1 else "one value"
