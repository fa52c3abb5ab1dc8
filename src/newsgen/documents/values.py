"""Fields in other forms than YAML, to the same nodes: TOML, JSON, and lines `Key: value`. Pure.

The parsers of TOML and JSON say what a text means, not where; so each key is looked for in the text again, to have a
place for messages.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from newsgen.documents.text import Text
from newsgen.documents.yaml_mistakes import MAX_DEPTH
from newsgen.documents.yaml_nodes import SET_TWICE, Node, Record, Scalar, Sequence
from newsgen.errors import Problem

LONGEST_NUMBER = 40
"""Digits of a whole number."""
_TOML_ERROR = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")
_TOKEN = re.compile(
    r"#[^\n]*|'{3}.*?(?:'{3}|\Z)|\"{3}(?:[^\\]|\\.)*?(?:\"{3}|\Z)"
    r"|(?P<long>(?:(?:[\w-]++|'[^'\n]*+'|\"(?>(?:[^\"\\\n]|\\.)*)\")[ \t]*+\.[ \t]*+){200})"
    r"|'[^'\n]*+'?|\"(?>(?:[^\"\\\n]|\\.)*)\"?|[\w-]++",
    re.DOTALL,
)
"""What may hold dots, and keys of very many parts. Words are taken whole, or each letter would begin a key anew."""
_TOML_TWICE = re.compile(r"cannot overwrite|cannot declare .* twice|duplicate", re.IGNORECASE)
_TOML_KEY = re.compile(r"(?:^|[{,])\s*[\"']?([\w.\-]+)[\"']?\s*=|^\s*\[+\s*([a-zA-Z_][\w.\-]*)\s*\]+\s*(?:#|$)")
_JSON_SIGNS = re.compile(r"(?P<key>\"(?:[^\"\\]|\\.)*\")(?P<colon>\s*:)?|[{}]")
_HEADER = re.compile(
    r"[ \t]*(?:\.\.[ \t]+)?(?P<key>[^\W\d_](?>(?:[\w.\-]++|[ ]++(?=[\w.\-]))*))[ \t]*+:(?:[ \t]+(?P<value>.*))?[ \t]*"
)


def read_toml(text: Text) -> Record | Problem:
    """The fields of a TOML document, or what is wrong with it."""
    values = load_toml(text)
    if isinstance(values, Problem):
        return values
    return _Nodes(text, r"(?m)^[ \t]*(?:\[+[ \t]*)?(?:[\w\-]+\.)*[\"']?{key}[\"']?[ \t]*(?:\]|=[ \t]*)").record(values)


def load_toml(text: Text) -> dict[str, Any] | Problem:
    """What a TOML document means, or what is wrong with it."""
    long_key = next((match for match in _TOKEN.finditer(text.text) if match["long"]), None)
    if long_key:  # a parser takes its time, and then memory, for each of its parts
        return text.problem(f"nested deeper than {MAX_DEPTH} levels", "take it apart", **text.place(long_key.start()))
    try:
        return tomllib.loads(text.text)
    except tomllib.TOMLDecodeError as error:
        return _toml_problem(text, str(error))
    except RecursionError:
        return text.problem(f"nested deeper than {MAX_DEPTH} levels", "take it apart", line=text.first_line, column=1)
    except ValueError:  # Python makes no number of so many digits.
        at = max(re.finditer(r"[0-9_]+", text.text), key=lambda match: len(match[0])).start()
        return text.problem("a number of too many digits", "put it in double quotes", **text.place(at))


def _toml_problem(text: Text, said: str) -> Problem:
    match = _TOML_ERROR.fullmatch(said)
    what = match["what"] if match else said
    if match and match["line"]:
        line, column = text.first_line + int(match["line"]) - 1, int(match["column"])
    else:
        written = text.text.rstrip()
        line, column = text.first_line + written.count("\n"), len(written) - written.rfind("\n")
    if _TOML_TWICE.match(what) and (key := _last_key(text, line, column)):
        return text.problem(f"`{key.text}` is set twice", SET_TWICE, line=key.line, column=key.column)
    mend = "texts stand in double quotes, dates and numbers in none; a quotation mark inside has a backslash before it"
    return text.problem(f"not valid TOML: {what[0].lower()}{what[1:]}", mend, line=line, column=column)


def _last_key(text: Text, line: int, column: int) -> Scalar | None:
    """The last key before a place: the parser tells where the value ends that is one too many."""
    lines = text.text.split("\n")[: line - text.first_line + 1]
    if not lines[-1].startswith("["):
        lines[-1] = lines[-1][:column]
    for number, typed in reversed(list(enumerate(lines, text.first_line))):
        if keys := list(_TOML_KEY.finditer(typed)):
            group = keys[-1].lastindex or 0
            return Scalar(keys[-1][group], number, keys[-1].start(group) + 1)
    return None


def read_json(text: Text) -> Record | Problem:
    """The fields of a JSON object, or what is wrong with it."""
    values = load_json(text)
    return values if isinstance(values, Problem) else _Nodes(text, r"\"{key}\"\s*:\s*").record(values)


def load_json(text: Text) -> Any:  # noqa: ANN401 - whatever it means
    """What a JSON document means, or the Problem with it. A number of very many digits stays a text."""
    try:
        values = json.loads(text.text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        return text.problem(
            f"not valid JSON: {error.msg}",
            "texts and keys stand in double quotes, with a comma between two fields",
            line=text.first_line + error.lineno - 1,
            column=error.colno,
        )
    except RecursionError:
        return text.problem(f"nested deeper than {MAX_DEPTH} levels", "take it apart", line=text.first_line, column=1)
    return _json_key_set_twice(text) or values


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


def _json_key_set_twice(text: Text) -> Problem | None:
    """The first key that an object of a sound JSON document has for the second time."""
    objects: list[dict[str, int]] = []
    for sign in _JSON_SIGNS.finditer(text.text):
        if sign[0] == "{":
            objects.append({})
        elif sign[0] == "}":
            objects.pop()
        elif sign["colon"]:
            key = json.loads(sign["key"])
            if key in objects[-1]:
                what = f"`{key}` is set twice (first on line {text.place(objects[-1][key])['line']})"
                return text.problem(what, SET_TWICE, **text.place(sign.start()))
            objects[-1][key] = sign.start()
    return None


class _Nodes:
    """Makes nodes of values, each with the place at which its key was typed."""

    def __init__(self, text: Text, pattern: str) -> None:
        self._text = text
        self._pattern = pattern

    def record(self, values: Mapping[str, Any], near: tuple[int, int] = (0, 0), depth: int = 1) -> Record:
        """The values by their keys; ``near`` is where the record stands."""
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key, value in values.items():
            at, behind = self._places(key) or (near, near)
            keys[key] = Scalar(key, *at)
            entries[key] = self._node(value, behind, depth + 1)
        line, column = near if near[0] else (self._text.first_line, 1)
        return Record(entries, keys, line, column)

    def _node(self, value: Any, place: tuple[int, int], depth: int) -> Node:  # noqa: ANN401 - whatever a document holds
        if isinstance(value, Mapping) and depth <= MAX_DEPTH:
            return self.record(value, place, depth)
        if isinstance(value, list) and depth <= MAX_DEPTH:
            return Sequence(tuple(self._node(item, place, depth + 1) for item in value), *place)
        return Scalar(_spelled(value), *place, is_plain=not isinstance(value, str))

    def _places(self, key: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Where a key was typed, and where its value was."""
        match = re.search(self._pattern.replace("{key}", re.escape(key)), self._text.text)
        if match is None:
            return None
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        return _place(self._text, begin), _place(self._text, match.end())


def _place(text: Text, at: int) -> tuple[int, int]:
    place = text.place(at)
    return place["line"], place["column"]


def _spelled(value: Any) -> str:  # noqa: ANN401 - likewise
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value if isinstance(value, str) else str(value)


def header_key(line: str) -> str:
    """The key of a line `Key: value`, in small letters; empty of any other line."""
    match = _HEADER.fullmatch(line)
    return match["key"].lower() if match else ""


def read_headers(text: Text) -> Record | Problem:
    """The fields of lines `Key: value`, each of which goes on in the indented lines below it.

    Keys are in small letters, with `_` in the place of blanks. A key without a value is left out.
    """
    entries: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    for number, key, column, value in _headers(text):
        if key in keys:
            what = f"`{key}` is set twice (first on line {keys[key].line})"
            return text.problem(what, "delete one of the two lines", line=number, column=1)
        keys[key] = Scalar(key, number, 1)
        if value:
            entries[key] = Scalar(value, number, column, is_plain=False)
    return Record(entries, {key: keys[key] for key in entries}, text.first_line, 1)


def _headers(text: Text) -> Iterable[tuple[int, str, int, str]]:
    """Line, key, column of the value and value."""
    found: list[tuple[int, str, int, str]] = []
    for number, line in enumerate(text.text.split("\n"), text.first_line):
        match = _HEADER.fullmatch(line)
        if found and line.strip() and (match is None or line.startswith(("    ", "\t"))):
            last = found.pop()
            found.append((*last[:3], f"{last[3]} {line.strip()}".strip()))
        elif match is not None:
            value = (match["value"] or "").strip()
            found.append((number, re.sub(r"[ .\-]+", "_", match["key"].lower()), match.start("value") + 1, value))
    return found
