"""Shortcodes as they are typed: where one begins and ends, its attributes, and which brackets are none. Pure."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from newsgen.importers.wordpress import families, players
from newsgen.importers.wordpress.bare import is_bare_code, is_code_with
from newsgen.importers.wordpress.code_blocks import LANGUAGES, is_language

_NAME = r"[a-zA-Z][\w-]*"
_VALUE = r"(?:\"[^\"]{0,4000}+\"|'[^']{0,4000}+'|[^\s\]\"']++)"
_BARE = r"(?:https?://[^\s\]\[\"'<>]++|[^\s\]\[\"'=/]++)"
_ATTRIBUTES = (
    rf"(?P<attributes>(?>(?:=\s*+{_BARE})?)"
    rf"(?>(?:\s++(?:[\w-]++\s*+=\s*+{_VALUE}|\"[^\"]{{0,4000}}+\"|{_BARE})){{0,60}}))"
)
CODE = re.compile(
    rf"(?P<escaped>\[)?\[(?:(?P<name>{_NAME}){_ATTRIBUTES}\s*+(?>(?P<empty>/)?)|/(?P<end>{_NAME}))\](?(escaped)\]?)"
)
_PAIR = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)""")
_LAST = re.compile(r"\[/([a-zA-Z][\w-]*)\]")
_LAST_ESCAPED = re.compile(r"\[/([a-zA-Z][\w-]*)\]\]")
NOTES = frozenset("ref note footnote fn efn_note mfn modern_footnote sidenote".split())
"""Of which the inside is a footnote."""
_BOXES = frozenset({"note", "sidenote"})
"""Of these, what is a box where it stands on a line of its own."""
_LINE_END = re.compile(r"\n|</?(?:p|div|li|td|th|h[1-6]|blockquote|br)\b[^<>]*>", re.IGNORECASE)
_SIGNS = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")
"""Tags and shortcodes."""
_KNOWN = players.NAMES | frozenset("caption wp_caption gallery audio video playlist sourcecode".split())
_ENDED = (
    frozenset("caption wp_caption media-credit audio video sourcecode".split())
    | LANGUAGES
    | NOTES
    | frozenset(families.MARKS)
)
"""Of which the inside belongs to them; other shortcodes may stand in one another, also those of one name."""
_QUOTES = "“”„‟″′’‘‚»«"
"""Signs into which an editor may have turned quotation marks."""
_LONGEST_TAG = 2_000
_NO_CODE = frozenset("sic x o ok laughs applause edit update note citation ed i ii iii iv".split())
"""Words in brackets that people write."""


@dataclass(frozen=True, slots=True)
class Code:
    """One shortcode."""

    name: str
    attributes: Mapping[str, str]
    """Those without a name are called by their number: ``0``, ``1``."""
    inside: str
    typed: str
    is_around: bool = False
    """Whether it begins a line, and has an end."""
    is_box: bool = False
    """Whether it is a note that stands on a line of its own, and no footnote."""


class Ends(NamedTuple):
    """Where the shortcodes of a text end."""

    last: Mapping[str, int]
    """Name of each that is ended to where that stands last."""
    escaped: Mapping[str, int]
    """Likewise of those in two brackets."""
    are_laid_out: bool
    """Whether one of them is a page builder's."""


def ends_in(text: str) -> Ends:
    """The ends of shortcodes in a text."""
    last = {match[1]: match.start() for match in _LAST.finditer(text)}
    escaped = {match[1]: match.start() for match in _LAST_ESCAPED.finditer(text)}
    return Ends(last, escaped, any(map(families.is_layout, last)))


def is_shortcode(match: re.Match[str], ends: Ends) -> bool:
    """Whether what a match of CODE has found in a text is a shortcode, and no words in brackets."""
    typed, name, said = match["name"], match["name"].lower(), match["attributes"]
    is_ended = ends.last.get(typed, -1) >= match.end()
    if ends.are_laid_out and families.is_layout(typed) and not said.strip():
        return True
    if is_language(name):
        return is_ended
    if name in _NO_CODE:
        return name in NOTES and is_ended
    if "=" in said or bool(match["empty"]) or is_ended or (typed == name and ("_" in name or "-" in name)):
        return True
    if typed != name:
        return False  # WordPress tells them by their case: a person typed this.
    return name in _KNOWN or (
        is_code_with(name, said) if said.strip() else is_bare_code(name, match.string, match.start(), match.end())
    )


def code_at(match: re.Match[str], ends: Ends) -> tuple[Code, int]:
    """The shortcode that a match of CODE begins, and where it ends in its text."""
    text, name, end = match.string, match["name"], match.end()
    inside = ""
    if _holds_inside(name.lower()) and ends.last.get(name, -1) >= end and not match["empty"]:
        closing = f"[/{name}]"
        behind = text.find(closing, end)
        inside, end = text[end:behind], behind + len(closing)
    is_around = ends.last.get(name, -1) >= end and _begins_line(text, match.start())
    is_box = name.lower() in _BOXES and _is_alone(text, match.start(), end)
    return Code(name, attributes_in(match["attributes"]), inside, text[match.start() : end], is_around, is_box), end


def is_known_name(name: str) -> bool:
    """Whether a name in brackets means a shortcode, also where its beginning stands elsewhere."""
    return name.lower() in _KNOWN or re.search("[_-]", name) is not None


def _holds_inside(name: str) -> bool:
    """Whether the inside of a shortcode belongs to it."""
    return name in _ENDED or is_language(name) or families.holds_its_inside(name)


def _begins_line(text: str, at: int) -> bool:
    """Whether nothing but blanks, tags and shortcodes stand before a place on its line."""
    return text[max(0, at - _LONGEST_TAG) : at].rstrip(" \t")[-1:] in {"", "\n", ">", "]"}


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether no words stand on the line of a shortcode but its own."""
    before = _LINE_END.split(text[max(0, start - _LONGEST_TAG) : start])[-1]
    behind = _LINE_END.split(text[end : end + _LONGEST_TAG], maxsplit=1)[0]
    return not any(map(str.isalnum, _SIGNS.sub("", f"{before} {behind}")))


def unescaped(match: re.Match[str], ends: Ends) -> tuple[str, int]:
    """What is typed in two brackets shows in one, `[[gallery]]` and `[[b]x[/b]]`; and where it ends."""
    text = match.string
    if match[0].endswith("]]"):
        return html.escape(match[0][1:-1], quote=False), match.end()
    closing = f"[/{match['name']}]]"
    if match["name"] and ends.escaped.get(match["name"], -1) >= match.end():
        end = text.index(closing, match.end()) + len(closing)
        return text[match.start() + 1 : end - 1], end
    return "[", match.start() + 1


def is_in_tag(text: str, at: int) -> bool:
    """Whether a place is within a tag: a comment there would break it."""
    opened = text.rfind("<", max(0, at - _LONGEST_TAG), at)
    return (
        opened >= 0 and text.find(">", opened, at) < 0 and re.match(r"<[a-zA-Z]", text[opened : opened + 2]) is not None
    )


def attributes_in(typed: str) -> dict[str, str]:
    """What stands behind the name of a shortcode."""
    found: dict[str, str] = {}
    for name, double, single, bare, quoted, alone in _PAIR.findall(typed):
        if name:
            found[name.lower()] = html.unescape(double or single or bare).strip(_QUOTES)
        else:
            found[str(sum(key.isdigit() for key in found))] = html.unescape(quoted or alone)
    return found
