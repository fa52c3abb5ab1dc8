"""A first reading of a table: what stands in each column, in bounded memory. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsgen.importers.found.dates import DateReader, Order, order_of, says_nothing
from newsgen.importers.tables.cells import MOST_COLUMNS
from newsgen.importers.tables.row import Row, text_of

_LOOKED_AT = 500
"""Rows whose values are looked at closely."""
_SAMPLES = 60
_ADDRESS = re.compile(r"https?://\S+|//\S+|/\S*", re.IGNORECASE)
_FILE = re.compile(r"\S[^\n]*\.(?:jpe?g|png|gif|webp|avif)(?:\?\S*)?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2,4})?")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_PERSON = re.compile(
    r"(?:(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Aa]v|[Dd]i|[Оо]т)\s+)?[^\W\d_a-z][\w'’.-]+"
    r"(?:\s+(?:(?:de|da|del|di|van|von|der|la|le|y|et|und|and|e|i|[/&]|[^\W\d_a-z]\.)\s+)*[^\W\d_a-z][\w'’.-]+){1,7}",
)
_COMMAS = re.compile(r"[^,;|\n.]{2,40}(?>(?:[,;|](?=\s*[^,;|\n.]{2})\s*+[^,;|\n.]{0,40}+)+)")
_LONGEST_FILE = 1_000
_LONGEST_PERSON = 80
_LONGEST_LIST = 300
_MOST_STATES = 16
_SLIPPED = 0.05
"""The share of cells that may stand in a wrong column."""
_LONGEST_STATE = 40
"""Letters of a value that says a state."""
_MOST_DISTINCT = 2_000
_KNOWN_DAYS = DateReader()


@dataclass
class Column:
    """What stands in a column."""

    name: str
    filled: int = 0
    letters: int = 0
    looked_at: int = 0
    date_like: int = 0
    number_like: int = 0
    address_like: int = 0
    file_like: int = 0
    language_like: int = 0
    with_blanks: int = 0
    values: set[str] = field(default_factory=set)
    samples: list[str] = field(default_factory=list)
    orders: set[Order] = field(default_factory=set)
    """What comes first in those of its dates that tell."""
    states: dict[str, int] = field(default_factory=dict)
    """The first short values in small letters, and how many rows have each."""
    long: int = 0
    """Values that are too long to say a state."""
    person_like: int = 0
    comma_like: int = 0
    list_like: int = 0
    _reader: DateReader = _KNOWN_DAYS

    def take(self, text: str, *, is_list: bool = False) -> None:
        """Looks at a value."""
        if not text.strip():
            return
        self.filled += 1
        if is_list:
            self.list_like += 1
            text = text.split("\n", maxsplit=1)[0]
        self._count(text.strip().casefold())
        self.letters += len(text)
        if len(text) <= 40 and (order := order_of((text,))) is not Order.UNKNOWN:  # noqa: PLR2004 - letters of a date
            self.orders.add(order)
        if self.looked_at >= _LOOKED_AT:
            return
        self.looked_at += 1
        text = text.strip()
        is_short = len(text) <= 60  # noqa: PLR2004 - letters of a date
        self.date_like += is_short and (bool(self._reader.read(text)) or (len(text) > 1 and says_nothing(text)))
        self.number_like += _NUMBER.fullmatch(text) is not None
        self.address_like += _ADDRESS.fullmatch(text) is not None
        self.file_like += len(text) <= _LONGEST_FILE and _FILE.fullmatch(text) is not None
        self.language_like += _LANGUAGE.fullmatch(text) is not None
        self.person_like += len(text) <= _LONGEST_PERSON and _PERSON.fullmatch(text) is not None
        self.comma_like += len(text) <= _LONGEST_LIST and _COMMAS.fullmatch(text) is not None
        self.with_blanks += " " in text or not text.isascii()
        if len(self.values) < _MOST_DISTINCT:
            self.values.add(text[:100])
        if len(self.samples) < _SAMPLES:
            self.samples.append(text[:20_000])

    def _count(self, value: str) -> None:
        if len(value) > _LONGEST_STATE:
            self.long += 1
        elif value in self.states or len(self.states) <= _MOST_STATES:
            self.states[value] = self.states.get(value, 0) + 1

    @property
    def has_few(self) -> bool:
        """Whether few short values stand in it, but for cells that have slipped."""
        return 0 < len(self.states) <= _MOST_STATES and self.long <= _SLIPPED * self.filled

    def _share(self, count: int) -> float:
        return count / self.looked_at if self.looked_at else 0.0

    @property
    def mean(self) -> float:
        """Letters of a value."""
        return self.letters / self.filled if self.filled else 0.0

    @property
    def distinct_share(self) -> float:
        """How many values are different."""
        return self._share(len(self.values))

    @property
    def dates(self) -> float:
        """The share of values that are dates; likewise of the others below."""
        return self._share(self.date_like)

    @property
    def numbers(self) -> float:
        """Numbers."""
        return self._share(self.number_like)

    @property
    def addresses(self) -> float:
        """Web addresses and paths."""
        return self._share(self.address_like)

    @property
    def files(self) -> float:
        """Names of pictures."""
        return self._share(self.file_like)

    @property
    def languages(self) -> float:
        """Codes of languages."""
        return self._share(self.language_like)

    @property
    def spaced(self) -> float:
        """Texts of several words."""
        return self._share(self.with_blanks)

    @property
    def persons(self) -> float:
        """Names of persons."""
        return self._share(self.person_like)

    @property
    def lists(self) -> float:
        """Short words with commas between them."""
        return self._share(self.comma_like)

    @property
    def order(self) -> Order:
        """What comes first in `5/3/2010`."""
        if len(self.orders) > 1:
            return Order.BOTH
        return next(iter(self.orders), Order.UNKNOWN)


@dataclass
class Survey:
    """What a first reading of a table has told."""

    columns: dict[str, Column] = field(default_factory=dict)
    rows: int = 0


def surveyed(rows: Iterable[Row], reader: DateReader) -> Survey:
    """What stands in a table."""
    survey = Survey()
    for row in rows:
        survey.rows += 1
        for name, value in row.cells.items():
            column = survey.columns.get(name)
            if column is None and len(survey.columns) >= MOST_COLUMNS:
                continue
            if column is None:
                if len(survey.columns) >= MOST_COLUMNS:
                    continue
                column = survey.columns[name] = Column(name, _reader=reader)
            text = text_of(value)
            if text == name:
                continue  # The names of columns stand there once more, as where files were put together.
            column.take(text, is_list=isinstance(value, list))
    return survey
