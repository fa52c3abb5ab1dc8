"""Mistakes in YAML as an editor sees them: what stands where the parser stumbles, and the mend. Pure."""

import re

import yaml

from newsgen.documents.text import Text
from newsgen.errors import Problem, shortened

MAX_DEPTH = 32
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
QUOTE = "put the value in quotes"

# What PyYAML says, and what an editor can do about it.
_SYNTAX = (
    ("mapping values are not allowed", "a second `: ` in one value", f'{QUOTE}: `title: "A: B"`'),
    ("cannot start any token", "a value begins with a character that has a meaning in YAML", QUOTE),
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
    ("undefined alias", "anchors and aliases (`&`, `*`) are not supported", QUOTE),
    ("while scanning an alias", "a value begins with `*`, which has a meaning in YAML", QUOTE),
    ("while scanning an anchor", "a value begins with `&`, which has a meaning in YAML", QUOTE),
    ("<document start>", "a line begins with `%`, which has a meaning in YAML", QUOTE),
    ("directive", "a line begins with `%`, which has a meaning in YAML", QUOTE),
    ("while scanning a block scalar", "a value begins with `|` or `>`, which have a meaning in YAML", QUOTE),
    ("while parsing a flow", "a `[` or `{` is not closed, or text follows it", f"close it, or {QUOTE}"),
    ("not allowed in this context", "a value begins with a character that has a meaning in YAML", QUOTE),
    (
        "did not find expected key",
        "text where a `key: value` line was expected",
        f'{QUOTE}: `title: "It\'s [so](here)"`; or mend the indent',
    ),
    (
        "could not find expected ':'",
        "a line without `key:`",
        "write `key: value`, or indent the line to continue the value above",
    ),
    ("tag", "tag not allowed", QUOTE),
)


_OPENED_BEFORE = ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")
"""Here the mistake is where something was begun; the parser stumbles later."""


_KEY = re.compile(
    r"\s*(?P<key>[A-Za-z_][\w-]*)(?:(?P<wide>：)|:(?P<blank>[\u00a0\u2000-\u200b\u202f\u3000])|:(?=[^\s/]))"
)


GLUED_ITEM = re.compile(r"\s*(?:(?P<dash>-)(?=[^\W\d]|[#@'\"])|[•‣◦▪・])\s*(?P<item>.*)")
"""An item of a list as it is often typed: with no blank behind its dash, or with a bullet of print."""


def glued_item(typed: str) -> tuple[str, str]:
    """What is wrong with it, and the mend."""
    match = GLUED_ITEM.match(typed)
    assert match is not None  # noqa: S101 - whoever calls has looked
    what = "no blank behind the `-` of a list" if match["dash"] else "a bullet that is none to YAML"
    first = re.split(r"\s[-•‣◦▪・]", match["item"])[0]
    return what, f"begin each item with a dash and a blank: `- {shortened(first, 60)}`"


def slip(text: Text, line: int) -> Problem | None:
    """What an editor's eye misses in the line where YAML stumbles, or in the one above it."""
    for number in (line, line - 1):
        typed = text.line_text(number)
        if GLUED_ITEM.match(typed):
            return text.problem(*glued_item(typed), line=number, column=len(typed) - len(typed.lstrip()) + 1)
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
    return text.problem(TOO_DEEP, QUOTE, line=line, column=column)


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


def syntax_problem(text: Text, error: yaml.YAMLError) -> Problem:
    """What is wrong where PyYAML gave up, as an editor would see it."""
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
    if found := slip(text, line) or _stumble(text, error, line, column):
        return found
    if "<document start>" in said and not re.search(r"^[ \t]*%", text.text, re.MULTILINE):
        return text.problem("fields that are not indented alike", "begin each at the left", line=line, column=column)
    for sign, what, mend in _SYNTAX:
        if sign in said:
            return text.problem(what, mend, line=line, column=column)
    return text.problem(f"not valid YAML: {said}", QUOTE, line=line, column=column)
