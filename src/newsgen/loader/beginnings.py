"""What a file begins with that has no front matter: a slip that can be named, or another kind of file. Pure."""

import re
from typing import NamedTuple

from newsgen.documents.values import header_key

_MEND = "begin the file with `---`, `title: …`, `date: …` (which a page or a term file need not have), `---`"
_UNSEEN = re.compile(
    r"\s*(?P<sign>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00a0])[\s\u00a0\u200b-\u200f\ufeff]*---"
)
_FIELDS_BELOW = re.compile(r"^---[ \t]*\n[ \t]*[^\W\d][\w -]*:(?:[ \t]|\n)", re.MULTILINE)
_BEGINNINGS = (
    (r"---[ \t]*([a-z]+)[ \t]*\n", "fields in `{}` are not read", "write them as YAML between two lines `---`"),
    (r";;;[ \t]*\n()", "fields between `;;;` are not read", "write them as YAML between two lines `---`"),
    (r"([–—-]{1,9})[ \t]*\n[ \t]*\w+[ \t]*:", "a line `{}` begins no fields", "write `---` there, and where they end"),
    (r"[ \t]+---[ \t]*\n()", "`---` is indented", "take the blanks away, before the fields, too"),
    (r"(?:```|~~~)\w*[ \t]*\n\w+[ \t]*:()", "the fields stand in a block of code", "write `---` for its fences"),
    (r"\{\\rtf()", "a document of rich text", "`pandoc -s -t gfm` makes Markdown of it; add its fields"),
    (
        r"(?i:\s*<(?:!doctype|html|head)\b)()",
        "a page of HTML",
        "take the story out of it, put its fields above, and name the file .html",
    ),
)  # fmt: skip


class Fault(NamedTuple):
    """Why a file has no front matter."""

    what: str
    mend: str
    line: int = 1


def fault_of_beginning(text: str, *, is_dated: bool) -> Fault:
    """What is wrong with a text that has no front matter; ``is_dated`` says whether its path has the date."""
    if unseen := _UNSEEN.match(text):
        return Fault(_said(f"U+{ord(unseen['sign']):04X}, which nobody sees, stands before `---`"), "delete it")
    for pattern, what, mend in _BEGINNINGS:
        if match := re.match(pattern, text):
            return Fault(_said(what.format(match[1])), mend)
    if below := _FIELDS_BELOW.search(text, 0, 4_000):
        mend = "move what stands above them below the second `---`"
        return Fault(_said("the fields do not begin the file"), mend, 1 + text.count("\n", 0, below.start()))
    if header_key(text.lstrip("\n").partition("\n")[0]):
        return Fault(_said("none of the lines above the text is a title"), "add a line `Title: …` to them")
    if is_dated and text.strip():
        return Fault(_said("no headline is certain"), f"begin the file with a line `# Headline`; or {_MEND}")
    return Fault("no front matter", _MEND)


def _said(what: str) -> str:
    return f"no front matter: {what}"
