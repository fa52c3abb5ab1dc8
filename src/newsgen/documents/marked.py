"""YAML text to nodes that know where they stand. The one guarded reader for front matter and newsgen.yaml.

Every scalar stays the text that was typed: whether ``no`` is a word or a refusal is for the field to say. Tags,
anchors, aliases and duplicate keys are refused, and nesting is bounded on the stream of events, before anything
recurses.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from newsgen.errors import Problem, shortened
from newsgen.models.rules import CUT_VALUE, LIST_AS_TEXT, YAML_INDENT, Rule

try:  # The C parser is many times faster; PyYAML may have been built without it.
    from yaml import CSafeLoader as _Parser
except ImportError:  # pragma: no cover - depends on the installation
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

SET_TWICE = "delete one of the two lines; most systems took the last"
MAX_DEPTH = 32
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
_QUOTE = "put the value in quotes"
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


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a file, and where in the file it begins."""

    path: str
    """As a Problem shows it."""
    text: str
    first_line: int = 1

    def problem(self, what: str, mend: str = "", *, line: int = 0, column: int = 0) -> Problem:
        """A problem at a line of the file, with that line for the excerpt."""
        return Problem(self.path, shortened(what), shortened(mend), line, column, self.line_text(line))

    def line_text(self, line: int) -> str:
        """The text of one line of the file; empty outside of this piece."""
        lines = _lines(self.text)
        index = line - self.first_line
        return lines[index] if line and 0 <= index < len(lines) else ""


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    """The lines of the text that was last asked for: a file with thousands of mistakes is split once."""
    return text.split("\n")


def read_mapping(text: Text, warnings: list[Problem] | None = None) -> Record | Problem:
    """The mapping at the top of a YAML document, or what is wrong with the document.

    An empty document is an empty mapping. With ``warnings`` the document is read as people write headlines: a `#` that
    stands close to a word behind one blank is a part of the text, and what is doubtful is added to the list.
    """
    if fault := _unprintable(text):
        return fault
    try:
        node = _Reader(text, warnings).document()
    except _RefusedError as refused:
        return refused.problem
    except yaml.YAMLError as error:
        return _syntax_problem(text, error)
    if node is None:
        return Record({}, {}, text.first_line, 1)
    if not isinstance(node, Record):
        return _slip(text, node.line) or text.problem(
            f"expected `key: value` lines, found {'a list' if isinstance(node, Sequence) else 'plain text'}",
            "begin each line with a field, such as `title: …`",
            line=node.line,
            column=node.column,
        )
    return node


# YAML 1.2 and editors take these for characters, PyYAML takes them for line breaks: lines would be counted wrong.
_YAML_1_1_BREAKS = re.compile(r"[\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def _unprintable(text: Text) -> Problem | None:
    match = _UNPRINTABLE.search(text.text)
    if match is None:
        return None
    before = text.text[: match.start()]
    return text.problem(
        _character_name(match[0]),
        "delete the character",
        line=text.first_line + before.count("\n"),
        column=match.start() - before.rfind("\n"),
    )


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
            raise self._refuse(event, _TOO_DEEP, _QUOTE)
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
            if type(node) is Scalar and node.line > key.line and _GLUED_ITEM.match(node.text) and not value.style:
                self._warn(node.line, node.column, *_glued_item(node.text), LIST_AS_TEXT)
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


# What PyYAML says, and what an editor can do about it.
_SYNTAX = (
    ("mapping values are not allowed", "a second `: ` in one value", f'{_QUOTE}: `title: "A: B"`'),
    ("cannot start any token", "a value begins with a character that has a meaning in YAML", _QUOTE),
    (
        "while parsing a quoted scalar",
        "a backslash inside double quotes has a meaning in YAML",
        "double the backslash, or use single quotes",
    ),
    (
        "while scanning a quoted scalar",
        "a quotation mark is not closed",
        "close it; a text that holds quotation marks goes into the other kind",
    ),
    ("undefined alias", "anchors and aliases (`&`, `*`) are not supported", _QUOTE),
    ("while scanning an alias", "a value begins with `*`, which has a meaning in YAML", _QUOTE),
    ("while scanning an anchor", "a value begins with `&`, which has a meaning in YAML", _QUOTE),
    ("<document start>", "a line begins with `%`, which has a meaning in YAML", _QUOTE),
    ("directive", "a line begins with `%`, which has a meaning in YAML", _QUOTE),
    ("while scanning a block scalar", "a value begins with `|` or `>`, which have a meaning in YAML", _QUOTE),
    ("while parsing a flow", "a `[` or `{` is not closed, or text follows it", f"close it, or {_QUOTE}"),
    ("not allowed in this context", "a value begins with a character that has a meaning in YAML", _QUOTE),
    (
        "did not find expected key",
        "text where a `key: value` line was expected",
        f'{_QUOTE}: `title: "It\'s [so](here)"`; or mend the indent',
    ),
    (
        "could not find expected ':'",
        "a line without `key:`",
        "write `key: value`, or indent the line to continue the value above",
    ),
    ("tag", "tag not allowed", _QUOTE),
)


_OPENED_BEFORE = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")
"""Here the mistake is where something was begun; the parser stumbles later."""


_KEY = re.compile(
    r"\s*(?P<key>[A-Za-z_][\w-]*)(?:(?P<wide>：)|:(?P<blank>[\u00a0\u2000-\u200b\u202f\u3000])|:(?=[^\s/]))"
)


_GLUED_ITEM = re.compile(r"\s*(?:(?P<dash>-)(?=[^\W\d]|[#@'\"])|[•‣◦▪・])\s*(?P<item>.*)")
"""An item of a list as it is often typed: with no blank behind its dash, or with a bullet of print."""


def _glued_item(typed: str) -> tuple[str, str]:
    """What is wrong with it, and the mend."""
    match = _GLUED_ITEM.match(typed)
    assert match is not None  # noqa: S101 - whoever calls has looked
    what = "no blank behind the `-` of a list" if match["dash"] else "a bullet that is none to YAML"
    first = re.split(r"\s[-•‣◦▪・]", match["item"])[0]
    return what, f"begin each item with a dash and a blank: `- {shortened(first, 60)}`"


def _slip(text: Text, line: int) -> Problem | None:
    """What an editor's eye misses in the line where YAML stumbles, or in the one above it."""
    for number in (line, line - 1):
        typed = text.line_text(number)
        if _GLUED_ITEM.match(typed):
            return text.problem(*_glued_item(typed), line=number, column=len(typed) - len(typed.lstrip()) + 1)
        if match := _KEY.match(typed):
            return _slip_behind_key(text, number, match)
        if comment := re.search(r"[\[{][^\]}]*\s\#", typed):
            what, mend = "a `#` behind a blank begins a comment in YAML", 'put the item in quotes: `["C #", x]`'
            return text.problem(what, mend, line=number, column=comment.end())
    return None


def _slip_behind_key(text: Text, line: int, match: re.Match[str]) -> Problem:
    key, rest = match["key"], match.string[match.end() :].strip()
    if match["wide"]:
        what = f"a full-width colon behind `{key}`"
    elif match["blank"]:
        what = f"a blank behind `{key}:` that is none to YAML, U+{ord(match['blank']):04X}"
    else:
        what = f"no blank behind the colon of `{key}`"
    return text.problem(what, f"write `{key}: {shortened(rest, 60)}`", line=line, column=match.end("key") + 1)


def _depth_problem(text: Text, mark: yaml.Mark) -> Problem:
    """That a value is nested too deeply, where the parser gave up before it told of any level."""
    line = text.first_line + mark.line
    column = mark.column + 1
    depth = 0
    for place, char in enumerate(text.line_text(line)[: mark.column]):
        depth += (char in "[{") - (char in "]}")
        if depth > MAX_DEPTH - 1:
            column = place + 1
            break
    return text.problem(_TOO_DEEP, _QUOTE, line=line, column=column)


_QUOTED = re.compile(r"\s*(?:- )?[\w-]+:\s*[\"']")
_OTHER_QUOTES = "put the whole value in quotes, in the other kind where it holds one: `title: 'He said \"no\"'`"


def _stumble(text: Text, error: yaml.YAMLError, line: int, column: int) -> Problem | None:
    """Where the parser expected something else, what stands there instead."""
    said, mark = str(getattr(error, "problem", "")), getattr(error, "problem_mark", None)
    if "expected key" in said and _QUOTED.match(text.line_text(line)):
        return text.problem("text behind the closing quotation mark", _OTHER_QUOTES, line=line, column=column)
    at = mark.column if mark else 0
    if mark and "node content" in said and text.line_text(text.first_line + mark.line)[at : at + 1] == ",":
        what = "an empty item before a comma"
        return text.problem(what, "delete the comma", line=text.first_line + mark.line, column=at + 1)
    return None


def _syntax_problem(text: Text, error: yaml.YAMLError) -> Problem:
    said = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}".strip()
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and "maximum nesting depth" in said:
        return _depth_problem(text, mark)
    if any(sign in said for sign in _OPENED_BEFORE):
        mark = error.context_mark or mark  # type: ignore[attr-defined] # only a marked error has said so
    line = text.first_line + mark.line if mark else 0
    column = mark.column + 1 if mark else 0
    if mark and not text.line_text(line):  # The parser missed something until the end: shown behind the last word.
        written = text.text.rstrip()
        line, column = text.first_line + written.count("\n"), len(written) - written.rfind("\n")
    if text.line_text(line)[column - 1 : column] == "\t" or "tab character" in said:
        return text.problem(
            "a tab where YAML wants spaces",
            "indent with spaces, and put values with tabs in quotes",
            line=line,
            column=column,
        )
    if slip := _slip(text, line) or _stumble(text, error, line, column):
        return slip
    if "<document start>" in said and not re.search(r"^[ \t]*%", text.text, re.MULTILINE):
        return text.problem("fields that are not indented alike", "begin each at the left", line=line, column=column)
    for sign, what, mend in _SYNTAX:
        if sign in said:
            return text.problem(what, mend, line=line, column=column)
    return text.problem(f"not valid YAML: {said}", _QUOTE, line=line, column=column)
