"""Rows of cells: commas, semicolons, tabs or bars between them, in whatever state they are. Pure.

A quotation mark that is never closed would swallow all that follows: a row ends where its marks are even, and a row of
many lines that does not fit is read once more, line by line.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsgen.importers.found.dates import DateReader
from newsgen.importers.tables.row import BEYOND, Row, Table

if TYPE_CHECKING:
    import _csv

MOST_COLUMNS = 1_000
"""Columns of a table that are looked at; what stands in others is kept beside."""
_DELIMITERS = ",;\t|"
_SAMPLE = 60
"""Lines that tell."""
_MOST_LINES = 20_000
"""Lines of one row."""
_MOST_CHARACTERS = 16_000_000
"""Of one row."""
_LONGEST_NAME = 80
"""Characters of a column's name."""
_TOLD = 20
"""Faults that are told one by one."""
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_NO_NAME = re.compile(r"https?://.*|<.*|\d[\d.,:/\s-]*|", re.DOTALL)


@dataclass(frozen=True)
class Dialect:
    """How cells are parted."""

    delimiter: str
    has_backslashes: bool = False
    """Whether a backslash stands before a quotation mark in a cell, as in exports of MySQL."""

    def cells(self, lines: Iterable[str], *, is_strict: bool = False) -> "_csv.Reader":
        """The rows in some lines; ``is_strict`` to refuse a mark that has none beside it."""
        csv.field_size_limit(_MOST_CHARACTERS)
        escape = "\\" if self.has_backslashes else None
        return csv.reader(lines, delimiter=self.delimiter, doublequote=not escape, escapechar=escape, strict=is_strict)

    def plain(self, line: str) -> list[str]:
        """The cells of a line whose quotation marks are wrong."""
        return [cell.strip('" ') for cell in line.rstrip("\n").split(self.delimiter)]

    def marks(self, line: str) -> int:
        """How many quotation marks a line has."""
        return line.count('"') - (line.count('\\"') if self.has_backslashes else 0)


def dialect_of(lines: Sequence[str]) -> Dialect | None:
    """How the cells of a table are parted; None where these lines are no table."""
    has_backslashes = any('\\"' in line for line in lines) and not any(re.search(r'[^,;\t|]""', line) for line in lines)
    best: tuple[float, Dialect] | None = None
    for delimiter in _DELIMITERS:
        dialect = Dialect(delimiter, has_backslashes)
        try:
            widths = [len(row) for row in dialect.cells(lines) if any(row)]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:  # noqa: PLR2004 - cells
            continue
        alike = sum(width == widths[0] for width in widths) / len(widths)
        score = alike + min(widths[0], 20) / 100
        if best is None or score > best[0]:
            best = (score, dialect)
    return best[1] if best else None


def rows_of_cells(lines: Iterator[str], table: Table) -> Iterator[Row]:
    """The rows of a table whose first row names its columns; where it does not, they are numbered."""
    ahead = [line for _, line in zip(range(_SAMPLE), lines, strict=False)]
    skipped = 0
    forced = _SEPARATOR.fullmatch(ahead[0]) if ahead else None
    if forced:
        del ahead[0]
        skipped = 1
    # A last line that is cut would have fewer cells.
    dialect = dialect_of(ahead[:-1] if len(ahead) == _SAMPLE else ahead) or Dialect(",")
    if forced:
        dialect = Dialect(forced[1], dialect.has_backslashes)
    yield from _Cutter(dialect, table, deque(ahead), lines, skipped).rows()


@dataclass
class _Cutter:
    dialect: Dialect
    table: Table
    ahead: deque[str]
    lines: Iterator[str]
    line: int
    """Number of the last line that was taken."""
    short: int = 0
    wrong: int = 0
    had_nul: bool = False
    width: int = 0
    """Cells of the first row; 0 before it."""

    def rows(self) -> Iterator[Row]:
        """All rows."""
        header: list[str] | None = None
        for place, cells in self._records():
            if not any(map(str.strip, cells)):
                continue
            if header is None:
                self.width = len(cells)
                header = columns_of(cells[:MOST_COLUMNS])
                if len(cells) > MOST_COLUMNS:
                    self.table.notes.append(f"it has {len(cells):,} columns, of which {MOST_COLUMNS:,} are looked at")
                if header:
                    continue
                header = [f"column {number}" for number in range(1, min(len(cells), MOST_COLUMNS) + 1)]
                self.table.notes.append("its first row does not name the columns: they are numbered")
            yield Row(f"line {place}", dict(self._row(header, cells, place)))
        if self.had_nul:
            self.table.notes.append("NUL bytes in it were passed over")
        if self.short:
            self.table.notes.append(f"rows with fewer cells than columns: {self.short:,}; those at the end are empty")
        if self.wrong > _TOLD:
            self.table.faults.append(f"{self.wrong - _TOLD:,} more rows are wrong")

    def _row(self, header: Sequence[str], cells: Sequence[str], place: int) -> Iterator[tuple[str, object]]:
        self.short += len(cells) < len(header)
        for name, cell in zip(header, cells, strict=False):
            yield name, None if cell in {r"\N", "NULL"} else cell
        if rest := [cell for cell in cells[len(header) :] if cell.strip()]:
            self._wrong(
                place,
                f"has {len(cells)} cells for {len(header)} columns; those beyond go to the last, if it has the texts, "
                "or are kept beside",
            )
            yield BEYOND, self.dialect.delimiter + self.dialect.delimiter.join(rest)

    def _wrong(self, place: int, what: str) -> None:
        self.wrong += 1
        if self.wrong <= _TOLD:
            self.table.faults.append(f"line {place} {what}")

    def _next(self) -> str | None:
        line = self.ahead.popleft() if self.ahead else next(self.lines, None)
        if line is None:
            return None
        self.line += 1
        if "\0" in line:
            self.had_nul = True
            line = line.replace("\0", "")
        return line

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        while (line := self._next()) is not None:
            begin, taken, size = self.line, [line], len(line)
            marks = self.dialect.marks(line)
            is_closed = True
            while marks % 2:
                following = self._next()
                if following is None or len(taken) > _MOST_LINES or size > _MOST_CHARACTERS:
                    is_closed = False
                    if following is not None:
                        taken.append(following)
                    break
                taken.append(following)
                size += len(following)
                marks += self.dialect.marks(following)
            yield from self._parsed(begin, taken, self.width, is_closed=is_closed)

    def _parsed(self, begin: int, lines: list[str], width: int, *, is_closed: bool) -> Iterator[tuple[int, list[str]]]:
        records = self._read(begin, lines, is_strict=len(lines) > 1) if is_closed else []
        if not records and self._is_broken(lines, width, is_closed=is_closed):
            self._wrong(begin, "has a quotation mark that is never closed; it is read as a line of its own")
            self.ahead.extendleft(reversed(lines[1:]))
            self.line = begin
            yield begin, self.dialect.plain(lines[0])
        else:
            yield from records or self._read(begin, lines, is_strict=False) or [(begin, self.dialect.plain(lines[0]))]

    def _read(self, begin: int, lines: list[str], *, is_strict: bool) -> list[tuple[int, list[str]]]:
        """The rows in some lines with the numbers of these; none where their marks are wrong."""
        records: list[tuple[int, list[str]]] = []
        try:
            reader = self.dialect.cells(lines, is_strict=is_strict)
            place = begin
            for cells in reader:
                records.append((place, cells))
                place = begin + reader.line_num
        except csv.Error:
            return []
        return records

    def _is_broken(self, lines: list[str], width: int, *, is_closed: bool) -> bool:
        """Whether a quotation mark of the first of some lines has swallowed rows behind it."""
        if not is_closed:
            return True
        if len(lines) == 1 or not width or len(self.dialect.plain(lines[0])) != width:
            return False
        return any(len(cells) == width for line in lines[1:] for _, cells in self._read(0, [line], is_strict=False))


def columns_of(cells: Sequence[str]) -> list[str]:
    """The names of columns in a row; none where it is a row as any other."""
    names = [" ".join(cell.replace("\ufeff", "").split()) for cell in cells]
    dates = DateReader()
    is_header = all(len(name) <= _LONGEST_NAME and (not name or not _NO_NAME.fullmatch(name)) for name in names)
    if not is_header or any(map(dates.read, names)):
        return []
    found: dict[str, None] = {}
    for number, name in enumerate(names, 1):
        wanted = name or f"column {number}"
        found[wanted if wanted not in found else f"{wanted} ({number})"] = None
    return list(found)
