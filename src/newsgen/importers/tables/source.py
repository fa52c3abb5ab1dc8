"""Tables as sources, each of one table: read twice, once to see what its columns are, once to make stories."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from newsgen.documents.encoding import decoded, known_encoding
from newsgen.errors import Problem, UsageError
from newsgen.importers.alone import each_alone
from newsgen.importers.files import (
    STANDARD_INPUT,
    head_of,
    opened,
    read_source,
    tree_of,
)
from newsgen.importers.found.addresses import common_host
from newsgen.importers.found.bodies import form_of
from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.json_text import said_twice
from newsgen.importers.found.making import Maker, told_of_absent
from newsgen.importers.found.opening import finder, reader_of
from newsgen.importers.source import Given, Source
from newsgen.importers.story import Story
from newsgen.importers.tables.cells import rows_of_cells
from newsgen.importers.tables.columns import Mapped, map_columns, read_map
from newsgen.importers.tables.database import table_of
from newsgen.importers.tables.notes import date_readers, told_of
from newsgen.importers.tables.objects import flat, objects_in, rows_of_lines
from newsgen.importers.tables.revisions import Revisions
from newsgen.importers.tables.row import Row, Table
from newsgen.importers.tables.said_states import take_said
from newsgen.importers.tables.states import FIELDS, States, read_codes, read_said
from newsgen.importers.tables.states import told as states_told
from newsgen.importers.tables.states import unknown as unknown_states
from newsgen.importers.tables.stories import RowReader
from newsgen.importers.tables.survey import Survey, surveyed
from newsgen.importers.tree import FileSource, Tree, UnreadableError
from newsgen.models.names import slug_for

_LARGEST_JSON = 512_000_000
_LARGEST_LINE = 64_000_000
_SQLITE = b"SQLite format 3"
_TABLES = re.compile(r"(?i).*\.(?:csv|tsv|tab|psv|ndjson|jsonl|json)")
_JSON = re.compile(rb"\s*+(?:\xef\xbb\xbf\s*+)?[\[{]")


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
        yield table_of(name, stem, given.reading.table)
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
        twice: list[str] = []
        found, name = objects_in(text, twice) if isinstance(text, str) else ([], str(text))
        if twice:
            table.faults.append(f"{path}: {said_twice(twice)}")
        if not found:
            table.faults.append(f"{path} {name}")
        yield from (
            Row(path if len(found) == 1 else f"{path}, {place}", flat(each)) for place, each in enumerate(found, 1)
        )


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
    twice: list[str] = []
    found, name = objects_in("".join(text), twice)
    if twice:
        table.faults.append(said_twice(twice))
    if not found:
        raise UsageError(f"{table.name} {name}", mend="give a list of objects, or a line of JSON for each")
    if name:
        table.notes.append(f"rows are the objects in `{name}`; nothing else of the document is read")
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
    said = read_map(given.reading.map, list(survey.columns))
    mapped = map_columns(survey.columns, said)
    take_said(read_said(given.reading.status), mapped, survey.columns)
    if survey.rows and not mapped.column("title") and not mapped.column("body"):
        shown = ", ".join(list(survey.columns)[:60])
        mend = f"say which column is what: --map title=…,date=…,body=… (columns: {shown})"
        raise UsageError(f"{source.name} has no column that looks like headlines or texts", mend=mend)
    bodies = {name: form_of(survey.columns[name].samples) for name in mapped.columns("body") if name in survey.columns}
    states = _states(survey, mapped, given.reading.status)
    address = survey.columns.get(mapped.column("url"))
    host = common_host(address.samples) if address else ""
    dates, notes = date_readers(survey, mapped, reader)
    maker = Maker(given.project.settings.slugs, (host,) if host else (), find, source.old, now=f"{given.now.day}")
    pictures = (survey.columns[name].samples for name in mapped.columns("image") if name in survey.columns)
    maker.picture_hosts = tuple({found for samples in pictures if (found := common_host(samples))})
    rows = RowReader(
        table.name,
        mapped,
        {name: form for name, (form, _) in bodies.items()},
        states,
        dates,
        maker,
        given.now.local,
        source.passed_over,
    )
    rows.joins_bodies = len(said.get("body", ())) > 1
    rows.older = Revisions.of(table.rows(), mapped, survey.columns).older
    unread: list[str] = []
    yield from filter(None, each_alone(table.rows(), rows.story, lambda row: row.place, unread))
    source.faults.extend(unread)
    source.faults.extend(table.faults)
    source.notes.extend(table.notes)
    source.notes.extend([*told_of(survey, mapped), *notes, *told_of_absent(maker.absent)])
    source.notes.extend(f"texts ({name}) are read as {form} ({sure:.0%} sure)" for name, (form, sure) in bodies.items())
    source.notes.extend(states_told(survey.columns, [*mapped.columns("status"), *mapped.columns("published")], states))
    if not any(map(mapped.columns, FIELDS)):
        source.notes.extend(unknown_states(each for each in survey.columns.values() if not mapped.field_of(each.name)))
    for why, count in rows.held_back.most_common():
        source.notes.append(f"held back: {count:,} with {why}")
    if rows.bbcode:
        source.notes.append(f"texts with BBCode, which became HTML: {rows.bbcode:,}")
    if rows.unread:
        source.notes.append(
            f"dates that cannot be read: {rows.unread:,}; `date_formats` in newsgen.yaml names further forms"
        )


def _states(survey: Survey, mapped: Mapped, typed: Sequence[str]) -> States:
    columns = {name: mapped.columns(name) for name in FIELDS}
    return States(read_said(typed), read_codes(columns, survey.columns, survey.rows))
