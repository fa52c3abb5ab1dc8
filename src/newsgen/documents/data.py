"""A file of data/ to values that templates may show: texts, numbers, yes and no, rows of them, and mappings. Pure.

What is empty is an empty text in every form. YAML keeps what was typed, as everywhere in newsgen, but for what can be
read in one way alone: `true`, `false` and whole numbers. Nothing of it can be changed by a template.
"""

import csv
import io
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from newsgen.documents.text import Text
from newsgen.documents.values import LONGEST_NUMBER, load_json, load_toml
from newsgen.documents.yaml_mistakes import MAX_DEPTH, TOO_DEEP
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence, character_fault, read_document, unprintable
from newsgen.errors import Problem, some
from newsgen.models.read_only import NOTHING, ReadOnly

SUFFIXES = (".yaml", ".yml", ".json", ".csv", ".toml")
MAX_DATA_BYTES = 5 * 1024 * 1024
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_YES_OR_NO = {"true": True, "false": False}
# A text that is not closed goes on to the end: else each of its quotation marks would be tried as a beginning.
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|(?P<open>[\[{])|[\]}]', re.DOTALL)
_DEEP_KEY = re.compile(rf"^[ \t]*\[*[ \t]*(?P<key>(?:[\w\-\"']+[ \t]*\.[ \t]*){{{MAX_DEPTH},}})", re.MULTILINE)
"""A key of TOML in many parts, which Python's parser reads in a time that grows with the square of their number."""
_MOST_ROWS = 20
"""Rows of one file, or columns, of which a mistake is told."""


def name_of(path: str) -> str:
    """The name by which templates ask for a file of data/: its path without the suffix; empty where it is no data."""
    stem, dot, suffix = path.rpartition(".")
    is_hidden = any(part.startswith(".") or part.endswith("~") for part in path.split("/"))
    return stem if f"{dot}{suffix}".lower() in SUFFIXES and not is_hidden else ""


def read_data(text: Text) -> tuple[object, list[Problem]]:
    """What a file holds, and everything that is wrong with it; its suffix tells the form."""
    suffix = text.path.lower().rpartition(".")[2]
    if suffix == "csv":
        return _read_csv(text)
    read = {"json": _read_json, "toml": _read_toml}.get(suffix, _read_yaml)
    value = read(text)
    return ("", [value]) if isinstance(value, Problem) else (value, [])


def _read_yaml(text: Text) -> object:
    node = read_document(text)
    if isinstance(node, Problem):
        return node
    return "" if node is None else _value_of(node)


def _value_of(node: Node) -> object:
    match node:
        case Record():
            return ReadOnly((key, _value_of(value)) for key, value in node.entries.items())
        case Sequence():
            return tuple(map(_value_of, node.items))
        case Scalar(is_plain=True) if _WHOLE.fullmatch(node.text):
            return int(node.text)
        case Scalar(is_plain=True) if node.text in _YES_OR_NO:
            return _YES_OR_NO[node.text]
    return "" if node.is_empty else node.text


def _read_json(text: Text) -> object:
    depth = 0
    for bracket in _BRACKETS.finditer(text.text):
        depth += 0 if bracket[0][0] == '"' else 1 if bracket["open"] else -1
        if depth > MAX_DEPTH:
            return text.problem(TOO_DEEP, "take it apart", **text.place(bracket.start()))
    if fault := unprintable(text):
        return fault
    value = load_json(text)
    return value if isinstance(value, Problem) else _shown_of(text, value)


def _read_toml(text: Text) -> object:
    if fault := unprintable(text):
        return fault
    if deep := _DEEP_KEY.search(text.text):
        return text.problem(TOO_DEEP, "take it apart", **text.place(deep.start("key")))
    value = load_toml(text)
    return value if isinstance(value, Problem) else _shown_of(text, value)


def _shown_of(text: Text, value: Any) -> object:  # noqa: ANN401 - whatever a parser makes
    try:
        return _shown(value, 1)
    except ValueError as error:
        what, sign = error.args
        at = re.search(sign, text.text, re.IGNORECASE) if sign else None
        mend = "take it apart" if what == TOO_DEEP else "take it out"
        return text.problem(what, mend, **text.place(at.start() if at else 0))


def _shown(value: Any, depth: int) -> object:  # noqa: ANN401 - likewise
    """The value as templates get it.

    Raises:
        ValueError: What is wrong with it, and a pattern by which the place is found in the text.
    """
    if depth > MAX_DEPTH:
        raise ValueError(TOO_DEEP, "")
    if isinstance(value, str):
        if fault := character_fault(value):
            raise ValueError(f"{fault[0]}, written as an escape", rf"\\u0*{ord(fault[1]):x}|\\[bf]")
        return value
    if isinstance(value, Mapping):
        pairs = ((str(_shown(key, depth)), _shown(item, depth + 1)) for key, item in value.items())
        return ReadOnly(pairs) if value else NOTHING
    if isinstance(value, list):
        return tuple(_shown(item, depth + 1) for item in value)
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("a number that is none", r"\bnan\b|\binf(?:inity)?\b|\b\d[\d.]*e\d{3,}")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**LONGEST_NUMBER:
        raise ValueError(f"a number of more than {LONGEST_NUMBER} digits", rf"\d{{{LONGEST_NUMBER},}}")
    return "" if value is None else value


def _read_csv(text: Text) -> tuple[object, list[Problem]]:
    """The rows below the first, each by the names in the first."""
    if fault := unprintable(text):
        return "", [fault]
    head = text.text.partition("\n")[0]
    delimiter = "," if "," in head else next((sign for sign in ";\t" if sign in head), ",")
    rows, problems = _rows_of(text, delimiter)
    if not rows:
        return (), problems
    (_, typed), *rows = rows
    names = [name.strip() for name in typed]
    problems = [*_faults_of_names(text, names), *problems]
    for line, cells in rows:
        if len(cells) != len(names) and len(problems) < _MOST_ROWS:
            what = f"a row of {len(cells)}; the first row names {len(names)}: {some(names)}"
            mend = f"give each row as many cells; one that holds a `{delimiter}` stands in double quotes"
            problems.append(text.problem(what, mend, line=line, column=1))
    return tuple(ReadOnly(zip(names, cells, strict=False)) for _, cells in rows), problems


def _rows_of(text: Text, delimiter: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Each row that is not empty with its line, and what is wrong where reading ends early."""
    reader = csv.reader(io.StringIO(text.text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        mend = "a cell with a quotation mark in it stands in quotation marks, and has it twice"
        column = text.line_text(line).find('"') + 1
        return rows, [text.problem(f"not valid CSV: {error}", mend, line=line, column=max(column, 1))]
    return rows, []


def _faults_of_names(text: Text, names: list[str]) -> list[Problem]:
    line = next((number for number, typed in enumerate(text.text.split("\n"), 1) if typed.strip()), 1)
    typed = text.line_text(line)
    found: list[Problem] = []
    seen: set[str] = set()
    for number, name in enumerate(names, 1):
        if len(found) == _MOST_ROWS:
            break
        if name in seen:
            what = f"two columns are named `{name}`"
            found.append(text.problem(what, "rename one of them", line=line, column=typed.rfind(name) + 1))
        elif not name:
            what = f"column {number} has no name"
            found.append(text.problem(what, "write it into the first row, or delete the column", line=line, column=1))
        else:
            seen.add(name)
    return found
