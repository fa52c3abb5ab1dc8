"""YAML text to nodes that know where they stand. The one guarded reader for front matter and newsgen.yaml.

Every scalar stays the text that was typed: whether ``no`` is a word or a refusal is for the field to say. Tags,
anchors, aliases and duplicate keys are refused, and nesting is bounded on the stream of events, before anything
recurses.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from newsgen.documents.plain_yaml import PlainValue, read_plain
from newsgen.documents.text import Text
from newsgen.documents.yaml_mistakes import GLUED_ITEM, MAX_DEPTH, QUOTE, TOO_DEEP, glued_item, slip, syntax_problem
from newsgen.errors import Problem, shortened
from newsgen.models.rules import CUT_VALUE, LIST_AS_TEXT, YAML_INDENT, Rule

try:  # The C parser is many times faster; PyYAML may have been built without it.
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover - depends on the installation
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

SET_TWICE = "delete one of the two lines; most systems took the last"
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A text as it was typed. An archive has millions, and a tuple is made in half the time."""

    text: str
    line: int
    column: int
    is_plain: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether YAML means nothing by it; a quoted ``"null"`` is a word."""
        return (self.is_plain and self.text in _EMPTY) or not self.text.strip()


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Record:
    """Keys and values in the order in which they were typed."""

    entries: Mapping[str, "Node"]
    keys: Mapping[str, Scalar]
    line: int
    column: int


Node = Scalar | Sequence | Record


def read_mapping(text: Text, warnings: list[Problem] | None = None) -> Record | Problem:
    """The mapping at the top of a YAML document, or what is wrong with the document.

    An empty document is an empty mapping. With ``warnings`` the document is read as people write headlines: a `#` that
    stands close to a word behind one blank is a part of the text, and what is doubtful is added to the list.
    """
    if plain := read_plain(text.text):
        return _record_of(plain, text.first_line)
    return _parsed(text, warnings)


def _parsed(text: Text, warnings: list[Problem] | None) -> Record | Problem:
    node = read_document(text, warnings)
    if isinstance(node, Problem):
        return node
    if node is None:
        return Record({}, {}, text.first_line, 1)
    if not isinstance(node, Record):
        return slip(text, node.line) or text.problem(
            f"expected `key: value` lines, found {'a list' if isinstance(node, Sequence) else 'plain text'}",
            "begin each line with a field, such as `title: …`",
            line=node.line,
            column=node.column,
        )
    return node


def _record_of(plain: Mapping[str, tuple[int, PlainValue]], first_line: int) -> Record:
    entries: dict[str, Node] = {}
    keys: dict[str, Scalar] = {}
    for key, (number, (column, value, is_plain)) in plain.items():
        line = first_line + number
        keys[key] = Scalar(key, line, 1)
        if isinstance(value, str):
            entries[key] = Scalar(value, line, column, is_plain)
        else:
            entries[key] = Sequence(tuple([Scalar(item, line, at) for at, item in value]), line, column)
    return Record(entries, keys, next(iter(keys.values())).line, 1)


def read_document(text: Text, warnings: list[Problem] | None = None) -> Node | Problem | None:
    """What a YAML document holds, or what is wrong with it; None where it is empty. ``warnings`` as in read_mapping."""
    if fault := unprintable(text):
        return fault
    try:
        return _Reader(text, warnings).document()
    except _RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return syntax_problem(text, error)


# YAML 1.2 and editors take these for characters, PyYAML takes them for line breaks: lines would be counted wrong.
_YAML_1_1_BREAKS = re.compile(r"[\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def unprintable(text: Text) -> Problem | None:
    """A problem with the first character that no text may have."""
    match = _UNPRINTABLE.search(text.text)
    return (
        text.problem(_character_name(match[0]), "delete the character", **text.place(match.start())) if match else None
    )


def character_fault(value: str) -> tuple[str, str] | None:
    """What the first such character of a value is called, and the character."""
    match = None if value.isprintable() else _UNPRINTABLE.search(value)
    return (_character_name(match[0]), match[0]) if match else None


def _character_name(char: str) -> str:
    return "NUL byte" if char == "\0" else f"control character U+{ord(char):04X}"


# A `#` of a headline: close to a word, behind a single blank that stands behind a word, or in a list in brackets.
_HASH_OF_TEXT = re.compile(r"""(?<=[^\s:\]}"'])[ ]\#(?=\S|$)|(?<=[\[,])\#(?=\S)""", re.VERBOSE | re.MULTILINE)
_OPEN_BRACKETS = re.compile(r"\[[^\]}\n]*\n"), re.compile(r"\{[^\]}\n]*\n")
"""A list or a group that goes on in another line, perhaps. Two patterns: what begins with one sign is found quickly."""
_OPEN_QUOTE = re.compile(r""":[ ]+(?:"[^"\n]*|'[^'\n]*)\n""")
"""Likewise a text in quotation marks."""
_HASH = "\ufdd0"
"""Stands for one while YAML is read: no text has this noncharacter, and the columns stay."""
_COMMENT = re.compile(r" \#")
_CLOSE_COMMENT = re.compile(r" \#\S")
"""Behind a text in quotes, which seldom is all that was meant where a word follows at once: `"Gold" #1`."""
_NO_TEXTS = frozenset({"true", "false", "yes", "no", "on", "off", "null"})


def _as_text(match: re.Match[str]) -> str:
    return match[0].replace("#", _HASH)


class _RefusedError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.what)
        self.problem = problem


class _Reader:
    """Builds nodes from the stream of events, checking each before it is used."""

    def __init__(self, text: Text, warnings: list[Problem] | None) -> None:
        self._text = text
        self._warnings = warnings
        self._has_open_brackets = warnings is not None and any(each.search(text.text) for each in _OPEN_BRACKETS)
        self._has_open_quotes = warnings is not None and _OPEN_QUOTE.search(text.text) is not None
        self._closed = 0
        """The line, counted from 0, on which the last list or group was closed."""
        self._first_line = text.first_line
        typed = text.text if text.text.isascii() else _YAML_1_1_BREAKS.sub(" ", text.text)
        self._has_hashes = warnings is not None and "#" in typed
        events = _Parser(_HASH_OF_TEXT.sub(_as_text, typed) if self._has_hashes else typed)
        self._is_next = events.check_event
        self._event: Callable[[], Any] = events.get_event
        """Gives the next one. PyYAML's stubs do not tell which has which fields."""

    def document(self) -> Node | None:
        """The one document of the text; None where it is empty."""
        self._next(yaml.StreamStartEvent)
        if self._is_next(yaml.StreamEndEvent):
            return None
        self._next(yaml.DocumentStartEvent)
        node = self._node(self._event(), depth=1)
        self._next(yaml.DocumentEndEvent)
        event = self._event()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._refuse(
                event, "a second document begins here", "keep one block of fields between the two `---` lines"
            )
        return node

    def _next(self, kind: type[yaml.Event]) -> None:
        event = self._event()
        assert isinstance(event, kind), event  # noqa: S101 - the parser's own grammar

    def _node(self, event: Any, depth: int) -> Node:  # noqa: ANN401 - likewise
        if event.anchor:
            raise self._refuse(
                event,
                "anchors and aliases (`&`, `*`) are not supported",
                "write the value out, or put it in quotes",
            )
        if event.tag is not None:
            raise self._refuse(event, f"tag not allowed: {event.tag}", "leave out the `!…`, or put the value in quotes")
        if depth > MAX_DEPTH:
            raise self._refuse(event, TOO_DEEP, QUOTE)
        mark = event.start_mark
        line, column = self._first_line + mark.line, mark.column + 1
        if type(event) is yaml.ScalarEvent:
            value, style = event.value, event.style
            if style == '"' and (escaped := _UNPRINTABLE.search(value)):
                raise self._refuse(
                    event, f"{_character_name(escaped[0])}, written as an escape", "take it out of the quotes"
                )
            if self._has_hashes:
                self._warn_of_cut(event, _CLOSE_COMMENT if style else _COMMENT)
                value = value.replace(_HASH, "#")
            return Scalar(value, line, column, not style)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), line, column)
        return self._mapping(line, column, depth, is_block=not event.flow_style)

    def _warn_of_cut(self, event: Any, comment: re.Pattern[str]) -> None:  # noqa: ANN401 - likewise
        """Warns of a text that ends before a `#`: the rest is a comment, perhaps not to its author."""
        end = event.end_mark if event.style not in {"|", ">"} else event.start_mark
        line = self._text.first_line + end.line
        rest = self._text.line_text(line)[end.column :]
        if event.style and (glued := re.match(r"(?:[|>][-+\d]*)?#", rest)):
            what, mend = "a `#` that no blank sets off: YAML knows no such comment", "set it off by two blanks"
            self._warn(line, end.column + glued.end(), what, f"{mend}, or put it into the quotes", CUT_VALUE)
            return
        if not event.value:
            is_cut = _CLOSE_COMMENT.match(rest) is not None
        else:
            is_text = re.search(r"[^\W\d_]", event.value) and event.value.lower() not in _NO_TEXTS
            is_cut = comment.match(rest) is not None and bool(is_text)
        if not is_cut:
            return
        what = f"`{rest[1:].strip()}` is a comment to YAML, which is not shown"
        mend = "put the value in quotes if it belongs to it; two blanks before the `#` say that it is a comment"
        self._warn(line, end.column + 2, what, mend, CUT_VALUE)

    def _warn(self, line: int, column: int, what: str, mend: str, rule: Rule) -> None:
        if self._warnings is not None:
            problem = self._text.problem(what, mend, line=line, column=column)
            self._warnings.append(problem.as_warning().under(rule.name))

    def _warn_of_indent(self, opening: Any, indent: int) -> None:  # noqa: ANN401 - likewise
        """Warns of a list in brackets, or a text in quotation marks, whose further lines are not indented.

        YAML wants that, and other readers insist.
        """
        is_text = isinstance(opening, yaml.ScalarEvent)
        if opening.style not in {"'", '"'} if is_text else not getattr(opening, "flow_style", False):
            return
        for number in range(opening.start_mark.line + 1, (opening.end_mark.line if is_text else self._closed) + 1):
            line = self._text.line_text(self._text.first_line + number)
            blanks = len(line) - len(line.lstrip(" "))
            if line.strip() and blanks <= indent:
                what = f"a line inside {'quotation marks' if is_text else 'brackets'} that is not indented"
                mend = "indent it by two spaces: some readers of YAML insist on it"
                self._warn(self._text.first_line + number, blanks + 1, what, mend, YAML_INDENT)
                return

    def _items(self, depth: int) -> list[Node]:
        items = []
        while type(event := self._event()) is not yaml.SequenceEndEvent:
            items.append(item := self._node(event, depth + 1))
            if type(item) is Scalar and " -" in item.text:
                self._warn_of_swallowed(event)
        if self._has_open_brackets:
            self._closed = event.start_mark.line  # type: ignore[union-attr] # the parser always tells
        return items

    def _warn_of_swallowed(self, event: Any) -> None:  # noqa: ANN401 - likewise
        """Warns of a line that was meant as the next item and is indented more, or has no blank behind its dash."""
        if event.style:
            return
        for number in range(event.start_mark.line + 1, event.end_mark.line + 1):
            line = self._first_line + number
            typed = self._text.line_text(line)
            if re.match(r"\s*-(?:\s|[^\W\d])", typed):
                what = "to YAML this line belongs to the item above"
                mend = f"begin it below the dash above, with a dash and a blank: `- {shortened(typed.strip(' -'), 60)}`"
                self._warn(line, len(typed) - len(typed.lstrip()) + 1, what, mend, LIST_AS_TEXT)
                return

    def _mapping(self, line: int, column: int, depth: int, *, is_block: bool) -> Record:
        entries: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        may_warn = is_block and (self._has_open_brackets or self._has_open_quotes)
        while type(event := self._event()) is not yaml.MappingEndEvent:
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise self._refuse(event, "a key must be one word or text", "put the key in quotes")
            if key.text in keys:
                first = keys[key.text].line
                raise self._refuse(
                    event,
                    f"`{key.text}` is set twice (first on line {first})",
                    SET_TWICE,
                )
            keys[key.text] = key
            value = self._event()
            entries[key.text] = node = self._node(value, depth + 1)
            if type(node) is Scalar and node.line > key.line and GLUED_ITEM.match(node.text) and not value.style:
                self._warn(node.line, node.column, *glued_item(node.text), LIST_AS_TEXT)
            if may_warn:
                self._warn_of_indent(value, column - 1)
        if self._has_open_brackets:
            self._closed = event.start_mark.line  # type: ignore[union-attr] # likewise
        return Record(entries, keys, line, column)

    def _place(self, event: Any) -> tuple[int, int]:  # noqa: ANN401 - likewise
        mark = event.start_mark
        return self._text.first_line + mark.line, mark.column + 1

    def _refuse(self, event: Any, what: str, mend: str) -> _RefusedError:  # noqa: ANN401 - likewise
        line, column = self._place(event)
        return _RefusedError(self._text.problem(what, mend, line=line, column=column))
