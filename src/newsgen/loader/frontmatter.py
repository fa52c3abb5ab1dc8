"""Splits an article's file into its front matter and its body. Line numbers count from the first line of the file.

Fields stand between two lines `---` as YAML. What other systems write at the top of a file is understood as well: TOML
between `+++`, what a line `---toml` or `---json` names, a JSON object, lines `Title: …` up to a blank line, lines
`.. title: …`; and where the path has the date, no fields at all, with the headline in the first line.
"""

import json
import re
from dataclasses import dataclass, replace

from newsgen.documents.characters import rare_characters
from newsgen.documents.text import Text
from newsgen.documents.values import header_key, read_headers, read_json, read_toml
from newsgen.documents.yaml_nodes import Record, Scalar, read_mapping
from newsgen.errors import Problem
from newsgen.loader.beginnings import fault_of_beginning
from newsgen.loader.kinds import is_html
from newsgen.loader.paths import date_in_path
from newsgen.loader.sources import shown
from newsgen.models.article import SourceFile
from newsgen.models.rules import STRANGE_CHARACTER

MAX_FRONT_MATTER = 64 * 1024
_OPEN = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_OPEN_TOML = re.compile(r"(?:[ \t]*\n)*\+\+\+[ \t]*\n")
_CLOSE_TOML = re.compile(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE)
_OPEN_JSON = re.compile(r"\s*(?=\{\s*\"[^\"\n]*\"\s*:)")
_OPEN_NAMED = re.compile(r"(?:[ \t]*\n)*---[ \t]*(?P<form>yaml|toml|json)[ \t]*\n", re.IGNORECASE)
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_BLANK_LINE = re.compile(r"^[ \t]*(?:\n|\Z)", re.MULTILINE)
# Nikola's fields, which may stand in a comment of HTML.
_DOTTED = re.compile(
    r"(?:<!--[ \t]*\n)?(?P<fields>(?:[ \t]*\.\.[ \t]+[\w\-]+:.*(?:\n|\Z))+)(?:[ \t]*\n)*(?:-->[ \t]*(?:\n|\Z))?"
)
_HEADLINE = re.compile(
    r"(?:(?P<deep>\#{1,6})[ \t]+(?P<heading>\S.*?)(?:[ \t]+\#+)?[ \t]*(?:\n|\Z)"
    r"|(?P<mark>\*\*|__)(?P<bold>[^\s*_][^*_\n]*)(?P=mark)[ \t]*(?:\n[ \t]*\n|\n?\Z)"
    r"|(?P<over>\S.*?)[ \t]*\n(?:=+|-{2,})[ \t]*(?:\n|\Z)"
    r"|(?P<plain>[^\s<>|!\[`*+\-].{0,199}?)[ \t]*(?:\n[ \t]*\n|\n?\Z))"
)
_MOVABLE_TYPE = re.compile(r"\s*(?:[A-Z][A-Z ]*:.*\n)+-{5,8}[ \t]*\n[A-Z][A-Z ]*:")
_FORMS = {"toml": read_toml, "json": read_json, "headers": read_headers, "dotted": read_headers}
# Controls that no format may carry, and Unicode's noncharacters: XML forbids most of them, and no reader sees any.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SplitSource:
    """An article's file in two."""

    front_matter: Text
    body: str
    """Without control characters."""
    body_line: int
    form: str = "yaml"
    """``yaml``, ``toml``, ``json``, ``headers``, ``dotted``, or ``bare``: nothing but a headline."""


def split_source(source: SourceFile, problems: list[Problem]) -> SplitSource | None:
    """The front matter and the body; None, with a problem noted, where there is no front matter."""
    whole = Text(shown(source.path), source.text)
    opening = _OPEN.match(source.text)
    if opening is None:
        return _split_other(source, whole, problems)
    return _split_fenced(whole, opening, _CLOSE, "yaml", problems)


def read_fields(split: SplitSource, problems: list[Problem]) -> Record | Problem:
    """The fields of a front matter, or what is wrong with it; what is doubtful is added to the problems."""
    if split.form == "yaml":
        warnings: list[Problem] = []
        record = read_mapping(split.front_matter, warnings)
        problems += warnings if isinstance(record, Record) else []
        return record
    if split.form == "bare":
        text = split.front_matter
        at = (text.first_line, 1)
        return Record({"title": Scalar(text.text, *at, is_plain=False)}, {"title": Scalar("title", *at)}, *at)
    record = _FORMS[split.form](split.front_matter)
    return _with_state(record) if split.form == "dotted" and isinstance(record, Record) else record


def _with_state(record: Record) -> Record:
    """The fields, with what Nikola's tags say: `draft` and `private` are none, but hide a story."""
    tags = record.entries.get("tags")
    words = {word.strip().lower() for word in tags.text.split(",")} if isinstance(tags, Scalar) else set()
    state = next((word for word in ("draft", "private") if word in words), "")
    if not state or not isinstance(tags, Scalar) or "status" in record.entries:
        return record
    status = Scalar(state, tags.line, tags.column)
    return replace(record, entries={**record.entries, "status": status}, keys={**record.keys, "status": status})


def _split_fenced(
    whole: Text, opening: re.Match[str], close: re.Pattern[str], form: str, problems: list[Problem]
) -> SplitSource | None:
    """The front matter between two lines that fence it."""
    closing = close.search(whole.text, opening.end())
    if closing is None:
        fence = "+++" if close is _CLOSE_TOML else "---"
        line = whole.text.count("\n", 0, opening.end())
        mend = f"add a line `{fence}` behind the last field"
        problems.append(whole.problem("the front matter is not closed", mend, line=line, column=1))
        return None
    return _split_at(whole, (opening.end(), closing.start(), closing.end()), form, problems)


def _split_at(whole: Text, places: tuple[int, int, int], form: str, problems: list[Problem]) -> SplitSource | None:
    """The front matter from the first place to the second, and the body from the third on."""
    begin, end, body_begin = places
    first_line = whole.text.count("\n", 0, begin) + 1
    if end - begin > MAX_FRONT_MATTER:
        what = f"front matter of {(end - begin) // 1024} KB; the limit is {MAX_FRONT_MATTER // 1024} KB"
        problems.append(whole.problem(what, "move the text below the second `---`", line=first_line, column=1))
        return None
    body_line = whole.text.count("\n", 0, body_begin) + 1
    body = _clean_body(whole, whole.text[body_begin:], body_line, problems)
    return SplitSource(Text(whole.path, whole.text[begin:end], first_line), body, body_line, form)


def _split_other(source: SourceFile, whole: Text, problems: list[Problem]) -> SplitSource | None:
    """A file that does not begin with `---`."""
    text = source.text
    if opening := _OPEN_TOML.match(text):
        return _split_fenced(whole, opening, _CLOSE_TOML, "toml", problems)
    if opening := _OPEN_NAMED.match(text):
        return _split_fenced(whole, opening, _CLOSE, opening["form"].lower(), problems)
    if _MOVABLE_TYPE.match(text):
        mend = "give each entry a file: its fields, a blank line, and the text that stands below `BODY:`"
        problems.append(whole.problem("an export of Movable Type, not an article", mend, line=1, column=1))
        return None
    places, form = _places_of_json(text) or _places_of_headers(text) or (None, "")
    if places is None and date_in_path(source.path) and not is_html(source.path):
        places, form = _places_of_headline(text), "bare"
    if places is not None:
        return _split_at(whole, places, form, problems)
    fault = fault_of_beginning(text, is_dated=bool(date_in_path(source.path)) and not is_html(source.path))
    problems.append(whole.problem(fault.what, fault.mend, line=fault.line, column=1))
    return None


_Places = tuple[int, int, int]


def _places_of_json(text: str) -> tuple[_Places, str] | None:
    opening = _OPEN_JSON.match(text)
    if opening is None:
        return None
    begin = opening.end()
    try:
        _, end = json.JSONDecoder(parse_int=str).raw_decode(text, begin)  # only the end is wanted
    except json.JSONDecodeError:  # Read again, it is told where.
        end = closing.end() if (closing := re.compile(r"^\}", re.MULTILINE).search(text, begin)) else len(text)
    except RecursionError:
        end = len(text)
    return (begin, end, end), "json"


def _places_of_headers(text: str) -> tuple[_Places, str] | None:
    begin = _BLANK_LINES.match(text).end()  # type: ignore[union-attr] # it always matches
    if dotted := _DOTTED.match(text, begin):
        return (dotted.start("fields"), dotted.end("fields"), dotted.end()), "dotted"
    blank, fence = _BLANK_LINE.search(text, begin), _CLOSE.search(text, begin)
    closing = fence if fence and (blank is None or fence.start() < blank.start()) else blank
    end = closing.start() if closing else len(text)
    if not header_key(text[begin:].partition("\n")[0]):
        return None
    keys = {header_key(line) for line in text[begin:end].split("\n") if not line.startswith((" ", "\t"))}
    if "title" not in keys:
        return None
    form = "yaml" if closing is not None and closing is fence else "headers"
    return (begin, end, closing.end() if closing else end), form


def _places_of_headline(text: str) -> _Places | None:
    begin = _BLANK_LINES.match(text).end()  # type: ignore[union-attr] # likewise
    match = _HEADLINE.match(text, begin)
    if match is None:
        return None
    name = next(name for name in ("heading", "bold", "over", "plain") if match[name] is not None)
    if re.search(r"[^\W_]", match[name]) is None:
        return None
    return match.start(name), match.end(name), match.end()


def _clean_body(whole: Text, body: str, body_line: int, problems: list[Problem]) -> str:
    match = _CONTROL.search(body) if _CONTROL.search(rare_characters(body)) else None
    if match is None:
        return body
    nul = body.find("\0")
    at = nul if nul >= 0 else match.start()
    line = body_line + body.count("\n", 0, at)
    column = at - body.rfind("\n", 0, at)
    if nul >= 0:
        problems.append(
            whole.problem("NUL byte", "delete the character; the file may be damaged", line=line, column=column)
        )
    else:
        found = len(_CONTROL.findall(body))
        what = f"control character U+{ord(match[0]):04X}" + (f" and {found - 1} more" if found > 1 else "")
        problems.append(
            whole.problem(what, "it is left out; delete it from the file", line=line, column=column)
            .as_warning()
            .under(STRANGE_CHARACTER.name)
        )
    return _CONTROL.sub("", body)
