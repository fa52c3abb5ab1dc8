"""Splits an article's file into its front matter and its body. Line numbers count from the first line of the file."""

import re
from dataclasses import dataclass

from newsgen.documents.marked import Text
from newsgen.errors import Problem
from newsgen.loader.sources import shown
from newsgen.models.article import SourceFile
from newsgen.models.rules import STRANGE_CHARACTER

MAX_FRONT_MATTER = 64 * 1024
_OPEN = re.compile(r"(?:[ \t]*\n)*---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# Controls that no format may carry, and Unicode's noncharacters: XML forbids most of them, and no reader sees any.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SplitSource:
    """An article's file in two."""

    front_matter: Text
    body: str
    """Without control characters."""
    body_line: int


def split_source(source: SourceFile, problems: list[Problem]) -> SplitSource | None:
    """The front matter and the body; None, with a problem noted, where there is no front matter."""
    path = shown(source.path)
    whole = Text(path, source.text)
    opening = _OPEN.match(source.text)
    if opening is None:
        problems.append(
            whole.problem(
                "no front matter", "begin the file with `---`, `title: …`, `date: …`, `---`", line=1, column=1
            )
        )
        return None
    first_line = source.text.count("\n", 0, opening.end()) + 1
    closing = _CLOSE.search(source.text, opening.end())
    if closing is None:
        mend = "add a line `---` behind the last field"
        problems.append(whole.problem("the front matter is not closed", mend, line=first_line - 1, column=1))
        return None
    front_matter = source.text[opening.end() : closing.start()]
    if len(front_matter) > MAX_FRONT_MATTER:
        what = f"front matter of {len(front_matter) // 1024} KB; the limit is {MAX_FRONT_MATTER // 1024} KB"
        problems.append(whole.problem(what, "move the text below the second `---`", line=first_line, column=1))
        return None
    body_line = source.text.count("\n", 0, closing.end()) + 1
    body = _clean_body(whole, source.text[closing.end() :], body_line, problems)
    return SplitSource(Text(path, front_matter, first_line), body, body_line)


def _clean_body(whole: Text, body: str, body_line: int, problems: list[Problem]) -> str:
    match = _CONTROL.search(body)
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
