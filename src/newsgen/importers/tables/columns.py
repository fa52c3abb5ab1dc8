"""What each column of a table is: guessed by how it is called and by what stands in it, or said by a person. Pure."""

# ruff: noqa: PLR2004 - shares and letters by which values suit a field or do not

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newsgen.errors import UsageError
from newsgen.importers.story import DOUBTFUL, LIKELY
from newsgen.importers.tables.fitting import PICKS, day_called, fits
from newsgen.importers.tables.naming import called, family_of, number_of, words_of
from newsgen.importers.tables.row import BEYOND
from newsgen.importers.tables.states import FIELDS, looks_like_states
from newsgen.importers.tables.survey import Column
from newsgen.importers.tables.words import OTHER_THINGS, PERSONAL, WORDS

_LEAST = 0.35
"""Of a guess."""
_MORE = 0.6
"""Of the guess that a further column says what readers saw."""
_LONG = 80
"""Letters of a text that is likely to be a story."""
_DAYS = ("date", "updated", "expires", "embargo")
_RELATED = ("image", "alt", "caption", "credit", "tags", "authors", "sections", "body")
"""Fields of which a table may have several columns, with numbers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A column that is a field."""

    field: str
    column: str
    confidence: float


@dataclass
class Mapped:
    """What the columns of a table are."""

    choices: list[Choice] = field(default_factory=list)

    def column(self, name: str) -> str:
        """The column of a field; empty where there is none."""
        return next((choice.column for choice in self.choices if choice.field == name), "")

    def columns(self, name: str) -> list[str]:
        """All columns of a field."""
        return [choice.column for choice in self.choices if choice.field == name]

    def field_of(self, column: str) -> str:
        """The field that a column is; empty of any other."""
        return next((choice.field for choice in self.choices if choice.column == column), "")

    def as_option(self) -> str:
        """The option that says the same."""
        said = ",".join(f"{choice.field}={choice.column}" for choice in self.choices)
        return f"--map {shlex.quote(said)}"

    def doubtful(self) -> list[Choice]:
        """What a person should look at."""
        return [choice for choice in self.choices if choice.confidence < LIKELY]


def read_map(typed: Sequence[str], columns: Sequence[str]) -> dict[str, list[str]]:
    """Field to columns, as a person says; no column where a field is to have none.

    Raises:
        UsageError: There is no such field or column.
    """
    said: dict[str, list[str]] = {}
    for part in (each for option in typed for each in re.split(r",(?=\s*[a-z_]+=)", option) if each.strip()):
        name, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals and name in WORDS:
            raise UsageError(
                f"--map {name}: there is no column behind it",
                mend=f"write {name}=COLUMN, with one of: {', '.join(columns[:60])}; {name}= says that none is",
            )
        if not equals or name not in WORDS:
            known = ", ".join(WORDS)
            raise UsageError(
                f"--map {part.strip()}: there is no field {name}", mend=f"write field=column; fields: {known}"
            )
        if column and column not in columns:
            shown = ", ".join(columns[:60])
            raise UsageError(f"--map {part.strip()}: there is no column {column}", mend=f"the columns are: {shown}")
        said.setdefault(name, [])
        if column:
            said[name].append(column)
    return said


def map_columns(columns: Mapping[str, Column], said: Mapping[str, Sequence[str]]) -> Mapped:
    """What each column is: as a person says, and else as it seems."""
    mapped = Mapped([Choice(name, column, 1.0) for name, each in said.items() for column in each])
    guessing = _Guessing(columns, mapped, frozenset(said), set(said))
    guessing.take_by_names()
    guessing.make_room()
    guessing.take_relatives()
    guessing.take_by_values()
    mapped.choices.sort(key=lambda choice: (list(WORDS).index(choice.field), number_of(choice.column)))
    return mapped


@dataclass
class _Guessing:
    """What is guessed of the columns of one table."""

    columns: Mapping[str, Column]
    mapped: Mapped
    said: frozenset[str]
    """Fields of which a person has spoken."""
    settled: set[str]
    """Fields that have a column, or are to have none."""

    def free(self) -> list[Column]:
        """Columns that are no field yet."""
        taken = {BEYOND, *(choice.column for choice in self.mapped.choices)}
        return [column for column in self.columns.values() if column.name not in taken and column.filled]

    def take_by_names(self) -> None:
        """Takes what names say, and values allow, the surest first."""
        guesses = sorted(
            (
                Choice(name, column.name, score)
                for column in self.free()
                for name in WORDS
                if name not in self.settled and (score := _score(name, column)) >= _LEAST
            ),
            key=lambda choice: (-choice.confidence, list(WORDS).index(choice.field), choice.column),
        )
        taken: set[str] = set()
        for choice in guesses:
            # Readers saw only what all columns of states let through.
            is_more = choice.field in {*FIELDS, "embargo"} and choice.confidence >= _MORE
            if choice.column not in taken and (choice.field not in self.settled or is_more):
                self.mapped.choices.append(choice)
                self.settled.add(choice.field)
                taken.add(choice.column)

    def make_room(self) -> None:
        """Gives a field to a column that can be no other, where the one that has it can: a standfirst is a summary."""
        for choice in [each for each in self.mapped.choices if each.field not in self.said]:
            rival = max(self.free(), key=lambda column: _score(choice.field, column), default=None)
            other = max(
                (name for name in WORDS if name not in self.settled),
                key=lambda name: _score(name, self.columns[choice.column]),
                default="",
            )
            if rival is None or not other or _score(choice.field, rival) < _MORE:
                continue
            if (score := _score(other, self.columns[choice.column])) >= _MORE:
                self.mapped.choices.remove(choice)
                self.mapped.choices.append(Choice(other, choice.column, score))
                self.mapped.choices.append(Choice(choice.field, rival.name, _score(choice.field, rival)))
                self.settled.add(other)

    def take_relatives(self) -> None:
        """Takes what belongs to a column that is known: `picture2` to `picture1`, `lead.caption` to `lead.url`."""
        for choice in list(self.mapped.choices):
            for column in self.free() if choice.field in _RELATED and number_of(choice.column) else ():
                if number_of(column.name) and family_of(choice.column) == family_of(column.name):
                    self._add(choice.field, column, choice.confidence)
        images = self.mapped.columns("image")
        for column in self.free():
            is_picture = column.files >= 0.8 and column.list_like and _score("image", column) >= _LEAST
            if is_picture and images:
                self._add("image", column, DOUBTFUL)
        for column in self.free():
            for name in ("caption", "alt", "credit"):
                beside = any(are_beside(image, column.name) for image in self.mapped.columns("image"))
                if beside and _score(name, column) >= _LEAST:
                    self._add(name, column, DOUBTFUL)
                    break
        self._take_other_bodies()

    def _take_other_bodies(self) -> None:
        """Takes columns that have the text where the column of texts stands empty."""
        body = self.columns.get(self.mapped.column("body"))
        for column in self.free():
            if body and body.name.rpartition(".")[0] and are_beside(body.name, column.name) and column.mean >= _LONG:
                self._add("body", column, DOUBTFUL)

    def _add(self, name: str, column: Column, confidence: float) -> None:
        if name not in self.said and column.name not in {choice.column for choice in self.mapped.choices}:
            self.mapped.choices.append(Choice(name, column.name, confidence))

    def take_by_values(self) -> None:
        """Takes what stands in columns for what no name has told."""
        if not self.settled & {"status", "published"}:
            # Words such as `draft` say what they are, wherever they stand.
            for column in filter(looks_like_states, self.free()):
                self.mapped.choices.append(Choice("status", column.name, DOUBTFUL))
        for name, pick in PICKS.items():
            if name not in self.settled and (found := pick(self.free())) is not None:
                self.mapped.choices.append(Choice(name, found.name, DOUBTFUL))
                self.settled.add(name)


def are_beside(one: str, other: str) -> bool:
    """Whether two columns are parts of one thing: `lead.url` and `lead.caption`."""
    begin = one.rpartition(".")[0]
    return bool(begin) and other.rpartition(".")[0] == begin


def is_personal(column: str) -> bool:
    """Whether a column is of a person, and nobody else may know."""
    words = words_of(column)
    return "".join(words) in PERSONAL or any(word in PERSONAL for word in words)


def _score(name: str, column: Column) -> float:
    is_day = name in _DAYS and column.dates >= 0.6
    if is_day and name != "embargo" and called(column.name, "embargo"):
        return 0.0
    if name in FIELDS and column.dates >= 0.6 and day_called(column.name, "date") is not None and not column.has_few:
        return 0.0
    if name in FIELDS and any(word.startswith(OTHER_THINGS) for word in words_of(column.name)):
        return 0.0  # The state of comments or payments is none of the story.
    by_word = day_called(column.name, name) if is_day else None
    by_name = called(column.name, name) if by_word is None else by_word
    return round(by_name * fits(name, column), 2) if by_name else 0.0
