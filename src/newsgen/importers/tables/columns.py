"""What each column of a table is: guessed by how it is called and by what stands in it, or said by a person. Pure."""

# ruff: noqa: PLR2004 - shares and letters by which values suit a field or do not

import re
import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from newsgen.errors import UsageError
from newsgen.importers.story import DOUBTFUL, LIKELY
from newsgen.importers.tables.row import BEYOND
from newsgen.importers.tables.survey import Column
from newsgen.importers.tables.words import LEVELS, PERSONAL, STATES, WORDS

_BEFORE = frozenset(
    "post article story news node field entry item wp my the fields attributes data acf properties".split()
)
"""Words before the name of a column that say nothing."""
_BEHIND = frozenset(
    "rendered value html text processed und raw plain plaintext en de fr es content str display formatted"
    " current".split()
)
_LEAST = 0.35
"""Of a guess."""
_SURELY = 0.85
"""From here on a column is called as the field is, and not only something like it."""
_LOCALE = re.compile(r"\.[a-z]{2}-[A-Z]{2}\b")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEVERAL = frozenset({"tags", "sections", "authors", "places", "people", "organizations", "sources", "series"})
"""Fields that may be told by several columns, if a person says so."""
_FEW = 12
"""Different values of a column of states."""
_SHORT = 30
"""Letters of a text."""
_LONG = 80
"""Of one that is likely to be a story."""


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
    taken = {choice.column for choice in mapped.choices}
    settled = set(said)
    guesses = sorted(
        (
            Choice(name, column.name, score)
            for column in columns.values()
            if column.name not in taken and column.filled and column.name != BEYOND
            for name in WORDS
            if name not in settled and (score := _score(name, column)) >= _LEAST
        ),
        key=lambda choice: (-choice.confidence, list(WORDS).index(choice.field), choice.column),
    )
    for choice in guesses:
        if choice.field not in settled and choice.column not in taken:
            mapped.choices.append(choice)
            settled |= {choice.field} - STATES
            taken.add(choice.column)
    free = [column for column in columns.values() if column.name not in {*taken, BEYOND} and column.filled]
    for name, pick in (("body", _longest), ("title", _headline), ("date", _date)):
        if name not in settled and (found := pick(free)) is not None:
            mapped.choices.append(Choice(name, found.name, DOUBTFUL))
            free.remove(found)
    mapped.choices.sort(key=lambda choice: list(WORDS).index(choice.field))
    return mapped


def is_personal(column: str) -> bool:
    """Whether a column is of a person, and nobody else may know."""
    words = _words(column)
    return "".join(words) in PERSONAL or any(word in PERSONAL for word in words)


def is_level(column: str) -> bool:
    """Whether a column says who may read a story."""
    return "".join(_bare(_words(column))) in LEVELS


def _score(name: str, column: Column) -> float:
    called = _called(column.name, name)
    if name in STATES and called < _SURELY:
        return 0.0  # The state of comments or payments is none of the story.
    return round(called * _fits(name, column), 2) if called else 0.0


@cache
def _ranks(name: str) -> Mapping[str, int]:
    return {_plain(word): rank for rank, word in reversed(list(enumerate(WORDS[name].split())))}


def _called(column: str, name: str) -> float:
    """How much the name of a column says that it is a field."""
    ranks = _ranks(name)
    words = _words(column)
    whole = "".join(words)
    for spelling, worth in ((whole, 1.0), ("".join(_bare(words)), 0.97)):
        if spelling in ranks:
            return worth - 0.1 * ranks[spelling] / len(ranks)
    bare = _bare(words)
    if bare and len(bare) > 1 and name not in {"id", "published"} and (bare[-1] in ranks or bare[0] in ranks):
        # `author_id` and `title_tag` are about it, and not it.
        return 0.5 if bare[-1] in ranks and bare[-1] not in {"name", "text", "day", "time"} else 0.36
    return 0.0


def _words(column: str) -> list[str]:
    column = _LOCALE.sub("", column)
    return [word for word in re.split(r"[\W_]+", _plain(_CAMEL.sub(" ", column))) if word]


def _bare(words: Sequence[str]) -> list[str]:
    words = list(words)
    while len(words) > 1 and words[0] in _BEFORE:
        del words[0]
    while len(words) > 1 and (words[-1] in _BEHIND or words[-1].isdigit()):
        del words[-1]
    return words


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _fits(name: str, column: Column) -> float:  # noqa: PLR0911, PLR0912, C901 - one case for each kind of field
    """How well the values of a column suit a field, from 0 to 1."""
    match name:
        case "date" | "updated" | "expires" | "embargo":
            return 1.0 if column.dates >= 0.6 else 0.2 if name == "date" and not column.dates else 0.0
        case "title":
            if column.dates > 0.5 or column.numbers > 0.8 or column.addresses > 0.5 or column.mean > 400:
                return 0.1
            return 1.0 if column.distinct_share > 0.3 or column.filled < _FEW else 0.6
        case "body":
            return (
                0.1
                if column.numbers > 0.5 or column.addresses > 0.8
                else 1.0
                if column.mean >= _LONG
                else 0.9
                if column.mean >= _SHORT
                else 0.8
            )
        case "summary":
            return 0.0 if column.numbers > 0.5 or column.dates > 0.5 else 1.0
        case "subtitle" | "kicker" | "caption" | "alt" | "credit" | "dateline" | "genre":
            return 0.1 if column.numbers > 0.5 or column.mean > 1_000 else 1.0
        case "url":
            return 1.0 if column.addresses > 0.5 else 0.0
        case "image":
            return 1.0 if column.addresses > 0.5 or column.files > 0.5 else 0.2
        case "slug":
            return 0.0 if column.spaced > 0.3 else 1.0
        case "id":
            return 1.0 if column.distinct_share > 0.7 and column.mean < 200 else 0.0
        case "lang":
            return 1.0 if column.languages > 0.8 else 0.0
        case "status" | "published" | "draft" | "deleted" | "visibility" | "posttype":
            if name == "published" and column.dates > 0.5:
                return 0.0
            return 1.0 if column.distinct <= _FEW or name in {"deleted", "visibility"} else 0.0
        case _:
            if name == "sections" and column.numbers > 0.8:
                return 0.2
            return 0.1 if column.mean > 300 or column.addresses > 0.8 or (column.numbers > 0.8) else 1.0


def _longest(columns: Iterable[Column]) -> Column | None:
    texts = [column for column in columns if column.mean >= _LONG and column.addresses < 0.5]
    return max(texts, key=lambda column: column.mean, default=None)


def _headline(columns: Iterable[Column]) -> Column | None:
    return next(
        (
            column
            for column in columns
            if 8 <= column.mean <= 200
            and column.spaced > 0.6
            and column.distinct_share > 0.6
            and column.dates < 0.2
            and column.addresses < 0.2
        ),
        None,
    )


def _date(columns: Iterable[Column]) -> Column | None:
    return next((column for column in columns if column.dates > 0.9 and column.numbers < 0.5), None)
