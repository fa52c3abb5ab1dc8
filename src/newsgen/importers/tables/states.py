"""What the columns of states say of what readers saw. Pure.

A story that is held back wrongly is found and shown; one that is shown wrongly has been read by then. So whatever is
not understood holds back, and a code is taken as published only where most rows have it.
"""

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.errors import UsageError
from newsgen.importers.tables.naming import is_level
from newsgen.importers.tables.survey import Column
from newsgen.importers.tables.words import HELD, NO, NOT_SET, PAIRS, SHOWN, YES

FIELDS = ("status", "published", "visibility", "draft", "deleted")
"""Fields that say what readers saw."""
SHOWN_AS = "published"
HELD_AS = "held"
NOTHING = "nothing"
"""What a person may say that a value means."""
_MEANINGS = (SHOWN_AS, HELD_AS, NOTHING)
_MOST = 0.5
"""The share of all rows that have the code of what is published."""
_NEVER = re.compile(r"-\d+|0+")
"""Codes that are never taken as published."""
_RARE = 0.005
"""The share of all values below which one is a slip, and tells nothing of the others."""
_TOLD = 8
"""Values of a column that may be one of states."""
_SHORTEST = 4
"""Letters of a word that is cut off."""
_LONGEST_CODE = 3
"""Letters of a code."""
_WORDS = (SHOWN | HELD) - YES - {"free", "none", "open", "all", "anyone", "everyone", "final", "future"}


@dataclass(frozen=True)
class States:
    """How the values of columns of states are read."""

    said: Mapping[str, str] = field(default_factory=dict)
    """Value in small letters to what it means, as a person says."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """Column whose values are codes to that which is taken as published; to nothing where none is."""

    def means(self, name: str, column: str, typed: str) -> str:
        """What a value of a field means: one of the meanings that a person may say."""
        typed = typed.strip().casefold()
        if typed in self.said:
            return self.said[typed]
        if column in self.codes:
            return SHOWN_AS if typed and typed == self.codes[column] else HELD_AS
        return SHOWN_AS if _is_shown(name, column, typed) else HELD_AS


def _is_shown(name: str, column: str, typed: str) -> bool:
    if name in {"draft", "deleted"}:
        return typed in NOT_SET or typed in NO
    if name == "visibility":
        return typed in NOT_SET or (is_level(column) and typed in SHOWN)
    return typed in SHOWN or typed in YES or _is_short_for_shown(typed)


def _is_short_for_shown(typed: str) -> bool:
    """Whether a word is cut off, as `publ.`, and stands for nothing that holds back."""
    word = typed.removesuffix(".")
    if len(word) < _SHORTEST or word == typed:
        return False
    return any(each.startswith(word) for each in SHOWN) and not any(each.startswith(word) for each in HELD)


def read_said(typed: Iterable[str]) -> dict[str, str]:
    """What a person says of values: `F=published,E=held,L=nothing`.

    Raises:
        UsageError: It says something else.
    """
    said: dict[str, str] = {}
    for part in (each.strip() for option in typed for each in option.split(",") if each.strip()):
        value, equals, meaning = (piece.strip() for piece in part.rpartition("="))
        if not equals or meaning not in _MEANINGS:
            raise UsageError(
                f"--status {part}: {meaning or 'nothing'} is no meaning of a state",
                mend=f"write value=meaning, with one of: {', '.join(_MEANINGS)}",
            )
        said[value.casefold()] = meaning
    return said


def read_codes(mapped: Mapping[str, Sequence[str]], columns: Mapping[str, Column], rows: int) -> dict[str, str]:
    """The columns of states whose values are codes, and which of them is taken as published."""
    codes = {}
    for name in ("status", "published"):
        for each in mapped.get(name, ()):
            column = columns.get(each)
            if column is not None and column.has_few and _is_code(counts := column.states):
                value, count = max(counts.items(), key=lambda item: (item[1], item[0]))
                codes[each] = value if count > _MOST * rows and not _NEVER.fullmatch(value) else ""
    return codes


def _is_code(values: Mapping[str, int]) -> bool:
    """Whether values are letters or numbers of which nobody but their system knows the meaning."""
    total = sum(values.values())
    if sum(count for value, count in values.items() if value in _WORDS or len(value) > _LONGEST_CODE) > total / 10:
        return False
    values = {value: count for value, count in values.items() if count >= _RARE * total}
    letters = {value for value in values if len(value) == 1 and value.isalpha()}
    if all(value in YES | NO for value in values) and (not letters or any(letters <= set(pair) for pair in PAIRS)):
        return False
    numbers = all(value.lstrip("-").isdigit() for value in values)
    # Where 1 is what most rows have, or beside 0 alone, it is what it is everywhere.
    return not (numbers and "1" in values and (values["1"] == max(values.values()) or set(values) <= {"0", "1"}))


def looks_like_states(column: Column) -> bool:
    """Whether the values of a column are words that say what readers saw, whatever its name."""
    counts = column.states
    return (
        column.has_few and sum(count for value, count in counts.items() if value in _WORDS) > sum(counts.values()) / 2
    )


def told(columns: Mapping[str, Column], names: Iterable[str], states: States) -> Iterable[str]:
    """What a person must know of the columns of states with these names."""
    for name in names:
        counts = columns[name].states if name in columns else {}
        value = states.codes.get(name)
        strange = {
            each: count
            for each, count in counts.items()
            if each not in states.said and (value is not None or not _is_known(each))
        }
        if not strange:
            continue
        shown = ", ".join(f"{each} ({count:,})" for each, count in sorted(strange.items(), key=lambda item: -item[1]))
        says = "they are held back" if value is None else "since none is that of most rows, all are held back"
        if value:
            says = f"{value}, which most rows have, is taken as published, and all others are held back"
        said = ",".join(f"{each}={SHOWN_AS if each == value else HELD_AS}" for each in strange)
        yield (
            f"LOOK AT THIS: what values of {name} mean is not known: {shown}; {says}. "
            f"Say it: --status {shlex.quote(said)}"
        )


def _is_known(value: str) -> bool:
    return value in SHOWN | HELD | YES | NO | NOT_SET or _is_short_for_shown(value)


def unknown(columns: Iterable[Column]) -> Iterable[str]:
    """What is to be told where no column of a table is one of states."""
    few = [
        f"{column.name} ({', '.join(list(column.states)[:6])})"
        for column in columns
        if column.has_few
        and 1 < len(column.states) <= _TOLD
        and all(len(value) <= _LONGEST_CODE for value in column.states)
    ]
    if few:
        yield (
            "no column says what readers saw, so all rows are shown; if one of these does, "
            f"name it with --map status=…: {'; '.join(few)}"
        )
