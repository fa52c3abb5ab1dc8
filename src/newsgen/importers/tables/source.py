"""Tables as sources, each of one table: read twice, once to see what its columns are, once to make stories."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newsgen.documents.encoding import decoded, known_encoding
from newsgen.errors import Problem, UsageError
from newsgen.importers.files import (
    STANDARD_INPUT,
    head_of,
    opened,
    read_source,
    rows_of_table,
    sampled_tables,
    tree_of,
)
from newsgen.importers.found.addresses import common_host
from newsgen.importers.found.bodies import form_of
from newsgen.importers.found.dates import DateReader, Order
from newsgen.importers.found.item import Form
from newsgen.importers.found.making import Maker
from newsgen.importers.found.opening import finder, reader_of
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tables.cells import rows_of_cells
from newsgen.importers.tables.columns import Mapped, is_personal, map_columns, read_map
from newsgen.importers.tables.objects import flat, objects_in, rows_of_lines
from newsgen.importers.tables.row import Row, Table
from newsgen.importers.tables.stories import RowReader
from newsgen.importers.tables.survey import Survey, surveyed
from newsgen.importers.tree import FileSource, Tree, UnreadableError
from newsgen.models.names import slug_for

_LARGEST_JSON = 512_000_000
_LARGEST_LINE = 64_000_000
_SQLITE = b"SQLite format 3"
_TABLES = re.compile(r"(?i).*\.(?:csv|tsv|tab|psv|ndjson|jsonl|json)")
_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*[\[{]")


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each table."""
    reader = reader_of(given.project)
    for name in given.names:
        tree = None if name == STANDARD_INPUT else tree_of(name)
        typed = read_source(name) if name == STANDARD_INPUT else b""
        for table in _tables(name, tree, given, typed):
            shown = table.name if tree else "standard input" if typed else name
            source = Source(shown, given.kind, iter(()), originals=[typed] if typed else [])
            yield replace(source, stories=_stories(table, given, reader, source, finder(given, [tree] if tree else [])))


def _tables(name: str, tree: Tree | None, given: Given, typed: bytes) -> Iterator[Table]:
    if tree is not None:
        yield from _tables_in(tree, given)
        return
    stem = slug_for(re.sub(r"\.\w+\Z", "", name.replace("\\", "/").rstrip("/").rpartition("/")[2]))
    head = b"" if name == STANDARD_INPUT else head_of(name)
    if head.startswith(_SQLITE):
        yield _database(name, stem, given.reading.table)
    elif name == STANDARD_INPUT:
        yield _text_table(stem, lambda: io.BytesIO(typed), typed, "", given)
    else:
        yield _text_table(stem, lambda: opened(name), head, name, given)


def _tables_in(tree: Tree, given: Given) -> Iterator[Table]:
    """The tables in a folder; files of one object each are one table."""
    single: list[str] = []
    for path in filter(_TABLES.fullmatch, tree.paths()):
        file = tree.file(path)
        if path.lower().endswith(".json"):
            single.append(path)
        elif file is not None:
            with opened(file) as stream:
                head = stream.read(65_536)
            yield _text_table(slug_for(path.rpartition(".")[0]), lambda file=file: opened(file), head, path, given)  # type: ignore[misc]
    if single:
        yield Table(slug_for(tree.name.rstrip("/").rpartition("/")[2]), lambda table: _objects_of(tree, single, table))


def _objects_of(tree: Tree, paths: Sequence[str], table: Table) -> Iterator[Row]:
    for path in paths:
        try:
            text = decoded(tree.read(path), path, "windows-1252")
        except UnreadableError as error:
            table.faults.append(f"{path} cannot be read: {error}")
            continue
        found, name = objects_in(text) if isinstance(text, str) else ([], str(text))
        if not found:
            table.faults.append(f"{path} {name}")
        yield from (
            Row(path if len(found) == 1 else f"{path}, {place}", flat(each)) for place, each in enumerate(found, 1)
        )


def _database(name: str, stem: str, wanted: str) -> Table:
    samples = sampled_tables(name)
    known = ", ".join(sample.name for sample in samples)
    if wanted and wanted not in {sample.name for sample in samples}:
        raise UsageError(f"{name} has no table {wanted}", mend=f"its tables are: {known}")
    if not wanted:
        samples = [sample for sample in samples if sample.rows]
        if not samples:
            raise UsageError(f"{name} has no table with rows", mend="name another file")
        most = samples[0].long

        # A view that joins the names of authors to stories says more than their table.
        def fields(place: int) -> int:
            rows = (Row("", row) for row in samples[place].rows)
            return len(map_columns(surveyed(rows, DateReader()).columns, {}).choices)

        alike = [place for place, sample in enumerate(samples) if sample.long >= 0.9 * most]
        wanted = samples[max(alike, key=lambda place: (fields(place), -place))].name

    def rows(table: Table) -> Iterator[Row]:
        others = [sample.name for sample in samples if sample.name != wanted]
        if others and len(samples) > 1:
            table.notes.append(f"table {wanted}; others, for --table: {', '.join(others[:30])}")
        yield from (Row(f"row {number}", row) for number, row in enumerate(rows_of_table(name, wanted), 1))

    return Table(f"{stem}-{slug_for(wanted)}", rows)


def _text_table(
    stem: str, open_: Callable[[], "io.BufferedIOBase | object"], head: bytes, name: str, given: Given
) -> Table:
    legacy = given.project.settings.reading.encoding
    encoding, note = _encoding(open_, head, legacy)

    def lines() -> Iterator[str]:
        with io.TextIOWrapper(open_(), encoding=encoding, errors="replace", newline=None) as text:  # type: ignore[type-var]
            while line := text.readline(_LARGEST_LINE):
                yield line

    def rows(table: Table) -> Iterator[Row]:
        if note:
            table.notes.append(note)
        begin = head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").strip()
        is_json = _JSON.match(begin) is not None and not re.search(r"(?i)\.(?:csv|tsv|tab|psv)\Z", name)
        if is_json and _is_lines(begin, name):
            return rows_of_lines(lines(), table)
        return _whole(lines(), table) if is_json else rows_of_cells(lines(), table)

    return Table(stem, rows)


def _is_lines(begin: bytes, name: str) -> bool:
    """Whether each line is an object of its own."""
    if re.search(r"(?i)\.(?:ndjson|jsonl)\Z", name):
        return True
    first, _, rest = begin.partition(b"\n")
    return first.startswith(b"{") and first.rstrip(b"\r, ").endswith(b"}") and rest.lstrip().startswith(b"{")


def _whole(lines: Iterator[str], table: Table) -> Iterator[Row]:
    text, size = [], 0
    for line in lines:
        text.append(line)
        size += len(line)
        if size > _LARGEST_JSON:
            raise UsageError(
                f"{table.name} is too large a document of JSON", mend="make a line of each object: jq -c '.[]'"
            )
    found, name = objects_in("".join(text))
    if not found:
        raise UsageError(f"{table.name} {name}", mend="give a list of objects, or a line of JSON for each")
    if name:
        table.notes.append(f"rows are the objects in `{name}`")
    for number, each in enumerate(found, 1):
        yield Row(f"object {number}", flat(each))


def _encoding(open_: Callable[[], object], head: bytes, legacy: str) -> tuple[str, str]:
    """The encoding of a text, and what is to be told of it."""
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32", ""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ""
    if isinstance(problem := decoded(head[:400], "", "windows-1252"), Problem) and b"\0" in head:
        known = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        return known, f"it is read as {known.upper()}, though it does not say so"
    if isinstance(problem, str) and _is_utf_8(open_):
        return "utf-8-sig", ""
    other = legacy if known_encoding(legacy) not in {"", "utf-8"} else "windows-1252"
    mend = "; `encoding` in newsgen.yaml names another" if other == "windows-1252" else ""
    return other, f"it is not UTF-8, and read as {other}{mend}"


def _is_utf_8(open_: Callable[[], object]) -> bool:
    try:
        with io.TextIOWrapper(open_(), encoding="utf-8") as text:  # type: ignore[type-var]
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _stories(
    table: Table, given: Given, reader: DateReader, source: Source, find: Callable[[str], FileSource | None]
) -> Iterator[Story]:
    survey = surveyed(table.rows(), reader)
    mapped = map_columns(survey.columns, read_map(given.reading.map, list(survey.columns)))
    if survey.rows and not mapped.column("title") and not mapped.column("body"):
        shown = ", ".join(list(survey.columns)[:60])
        mend = f"say which column is what: --map title=…,date=…,body=… (columns: {shown})"
        raise UsageError(f"{source.name} has no column that looks like headlines or texts", mend=mend)
    body = survey.columns.get(mapped.column("body"))
    form, sure = form_of(body.samples) if body else (Form.TEXT, 1.0)
    address = survey.columns.get(mapped.column("url"))
    host = common_host(address.samples) if address else ""
    dates, notes = _readers(survey, mapped, reader)
    maker = Maker(given.project.settings.slugs, (host,) if host else (), find, source.old)
    rows = RowReader(table.name, mapped, form, dates, maker, given.now.local, source.passed_over)
    yield from filter(None, map(rows.story, table.rows()))
    source.faults.extend(table.faults)
    source.notes.extend(table.notes)
    source.notes.extend([*_told(survey, mapped), *notes])
    if body:
        source.notes.append(f"texts ({body.name}) are read as {form} ({sure:.0%} sure)")
    for why, count in rows.held_back.most_common():
        source.notes.append(f"held back: {count:,} with {why}")
    if rows.unread:
        source.notes.append(
            f"dates that cannot be read: {rows.unread:,}; `date_formats` in newsgen.yaml names further forms"
        )


def _readers(survey: Survey, mapped: Mapped, reader: DateReader) -> tuple[dict[str, DateReader], list[str]]:
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


def _told(survey: Survey, mapped: Mapped) -> Iterator[str]:
    known = ", ".join(f"{choice.column} is {choice.field} ({choice.confidence:.0%})" for choice in mapped.choices)
    yield f"columns: {known}"
    yield f"to say it yourself: {mapped.as_option()}"
    taken = {choice.column for choice in mapped.choices}
    rest = [name for name, column in survey.columns.items() if name not in taken and column.filled]
    if kept := [name for name in rest if not is_personal(name)]:
        yield f"columns without a field, kept in `extra` or beside: {', '.join(kept)}"
    if private := [name for name in rest if is_personal(name)]:
        yield f"columns that are of persons, and not kept: {', '.join(private)}"
