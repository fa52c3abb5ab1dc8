"""Markdown inside of an author's HTML: `<div markdown="1">`, as Markdown Extra, kramdown and Python-Markdown have it.

CommonMark reads what stands between empty lines of a block of HTML. So these are set where the attribute asks for
them, and the attribute goes. In a paragraph, a cell or the like it asks for a line of text, not for blocks.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from newsgen.documents.html import VOID
from newsgen.renderer.code_ranges import count_outside_code, find_outside_code
from newsgen.renderer.dialects import MarkdownRemark
from newsgen.renderer.markup import ELEMENTS, TAG

_ATTRIBUTE = re.compile(
    r"[ \t\n]markdown(?:[ \t]*=[ \t]*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+)))?(?=[\s/>])", re.IGNORECASE
)
_LINES = frozenset("address dd dt h1 h2 h3 h4 h5 h6 legend li p summary td th".split())
"""Elements that hold a line of text."""
_NEVER = frozenset("canvas math option pre script style textarea svg title iframe".split())
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite del dfn em font i ins kbd label mark q s small span strike strong sub sup time tt
    u var
    """.split()
)
_LINE = ' markdown="line"'
"""What such an element has until it is rendered."""
_DEEPEST_INDENT = 3
_FARTHEST = 4_000
"""How many characters before a line the item is looked for in which it may stand."""
_BLANKS = re.compile(r"[ \t]*")
_INDENT = re.compile(r"(?<=\n)[ \t]+")
_MARKS = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


@dataclass(slots=True)
class _Element:
    name: str
    tag: re.Match[str]
    asks_for: str = ""
    """`blocks` or `line`, if for anything."""
    indent: str = ""
    """Of its lines, in a list."""


@dataclass(slots=True)
class _Edits:
    """What is altered in a text."""

    text: str
    changes: set[tuple[int, int, str]] = field(default_factory=set)
    done: int = 0
    """Behind the last tag that has been set apart."""

    def before(self, at: int) -> str:
        """What stands before a place in its line, behind what has been set apart."""
        return self.text[max(self.text.rfind("\n", 0, at) + 1, self.done) : at]

    def indent(self, at: int, indent: str, line_ends: int = 0) -> int:
        """Has a line begin at a place, with this indent and behind so many empty ones; gives where that is altered."""
        before = self.before(at)
        is_first = not before.strip(" \t")
        start = at - len(before) if is_first else at
        self.changes.add((start, at, "\n" * (line_ends + (not is_first)) + indent))
        return start

    def set_apart_behind(self, at: int, indent: str) -> None:
        end = _BLANKS.match(self.text, at).end()  # type: ignore[union-attr] # it always matches
        is_last = self.text.startswith("\n", end) or end == len(self.text)
        self.changes.add((at, end, "\n" if is_last else f"\n\n{indent}"))
        self.done = end

    def made(self) -> str:
        pieces = []
        done = 0
        for start, end, text in sorted(self.changes):
            pieces += [self.text[done:start], text]
            done = end
        return "".join([*pieces, self.text[done:]])


def open_to_markdown(text: str) -> tuple[str, list[MarkdownRemark]]:
    """The text with empty lines inside of each element that asks for Markdown; and those that are not closed."""
    if "<" not in text or "markdown" not in text or not _ATTRIBUTE.search(text):
        return text, []
    edits = _Edits(text)
    within: list[_Element] = []
    is_open: Counter[str] = Counter()
    for tag in find_outside_code(TAG, text):
        name = tag[2].lower()
        if name not in ELEMENTS or name in VOID or tag[3].endswith("/"):
            continue
        if not tag[1]:
            within.append(_begin(edits, tag, name, within))
            is_open[name] += 1
        elif is_open[name]:
            while within[-1].name != name:
                is_open[within.pop().name] -= 1
            is_open[name] -= 1
            _end(edits, tag, within)
    asking = [element for element in within if element.asks_for]
    ends = "".join(f"\n\n</{element.name}>" for element in reversed(asking))
    return edits.made() + ends, [_left_open(text, element) for element in asking]


def _left_open(text: str, element: _Element) -> MarkdownRemark:
    typed, name = element.tag[0], element.name
    number = count_outside_code(typed, text, element.tag.start())
    return MarkdownRemark(
        typed, f"<{name}> is not closed before the story ends", f"write </{name}> where it ends", number
    )


def _begin(edits: _Edits, tag: re.Match[str], name: str, within: list[_Element]) -> _Element:
    attribute = _ATTRIBUTE.search(tag[0])
    asks_for = _asked(name, attribute) if attribute else ""
    parent = within[-1] if within else _Element("", tag)
    if attribute is None or not asks_for or parent.asks_for == "line":
        return _Element(name, tag)
    at = tag.start() + attribute.start(), tag.start() + attribute.end()
    before = TAG.sub("", edits.before(tag.start()))
    indent = parent.indent if parent.asks_for else before
    if before.strip(" \t"):
        if _MARKS.sub("", before):  # In a paragraph Markdown is read.
            edits.changes.add((*at, ""))
        return _Element(name, tag)
    if not parent.asks_for and not _may_be_indented(edits.text, tag.start(), indent):
        return _Element(name, tag)
    if parent.asks_for:
        edits.indent(tag.start(), indent)
    edits.changes.add((*at, _LINE if asks_for == "line" else ""))
    edits.set_apart_behind(tag.end(), indent)
    return _Element(name, tag, asks_for, indent)


def _may_be_indented(text: str, at: int, indent: str) -> bool:
    """Whether a line of a certain indent is no code: in an item of a list it may have any."""
    if len(indent.expandtabs(4)) <= _DEEPEST_INDENT:
        return True
    for line in reversed(text[max(0, at - _FARTHEST) : at].split("\n")[:-1]):
        blanks = _BLANKS.match(line)[0]  # type: ignore[index] # it always matches
        if line.strip() and len(blanks.expandtabs(4)) < len(indent.expandtabs(4)):
            return _ITEM.match(line) is not None
    return False


def _asked(name: str, attribute: re.Match[str]) -> str:
    value = (attribute["a"] or attribute["b"] or attribute["c"] or "1").lower()
    if name in _NEVER or name in _INLINE:
        return ""
    if value in {"span", "line"} or (value in {"1", "markdown", "true"} and name in _LINES):
        return "line"
    return "blocks" if value in {"1", "block", "markdown", "true"} else ""


def _end(edits: _Edits, tag: re.Match[str], within: list[_Element]) -> None:
    element = within.pop()
    if not element.asks_for:
        return
    start = edits.indent(tag.start(), element.indent, line_ends=1)
    if element.asks_for == "line":
        indents = _INDENT.finditer(edits.text, element.tag.end(), start)
        edits.changes.update((found.start(), found.end(), "") for found in indents)
    edits.done = tag.end()
    if not within or within[-1].asks_for:
        edits.set_apart_behind(tag.end(), element.indent)


_OF_A_LINE = re.compile(
    rf"(<(?P<name>[a-zA-Z][a-zA-Z0-9]*)\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?){_LINE}([^<>]*>)\s*(?:<p>((?:(?!</?p>).)*)</p>\s*(?=</(?P=name)>))?",
    re.DOTALL,
)


def close_to_markdown(rendered: str) -> tuple[str, list[MarkdownRemark]]:
    """The HTML without the attribute, and what is to be said of elements whose Markdown stays as it was typed."""
    if "markdown" not in rendered or not _ATTRIBUTE.search(rendered):
        return rendered, []
    remarks: list[MarkdownRemark] = []

    def take(tag: re.Match[str]) -> str:
        attribute = _ATTRIBUTE.search(tag[0])
        if attribute is None or tag[2].lower() not in ELEMENTS:
            return tag[0]
        if _asked(tag[2].lower(), attribute):
            what = f"Markdown inside of <{tag[2]}> is not read, since something stands before the tag"
            mend = "begin a line with the tag; or leave an empty line behind it, and before its end"
            remarks.append(MarkdownRemark(tag[0], what, mend))
        return tag[0][: attribute.start()] + tag[0][attribute.end() :]

    rendered = _OF_A_LINE.sub(lambda found: f"{found[1]}{found[3]}{found[4] or ''}", rendered)
    return TAG.sub(take, rendered), remarks
