"""Blocks in a story, between lines of colons, and addresses alone on a line: the same in both dialects of Markdown.

Each line of colons, and each address, is set behind a stand-in, a paragraph of its own; what Markdown makes of the
whole text is then cut at the stand-ins, and what stood between two is given to the block's template. So links, notes
and headings of a story go through its blocks.
"""

import html
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsgen.documents.fields import nearest, suggest
from newsgen.documents.html import COMMENT
from newsgen.errors import Problem
from newsgen.models.block import BlockView, EmbedView
from newsgen.models.language import direction_of
from newsgen.models.rules import LEFTOVER_CODE
from newsgen.renderer.block_views import block_view, embed_view
from newsgen.renderer.closing import close_story
from newsgen.renderer.code_ranges import find_outside_code
from newsgen.renderer.fences import fenced_code
from newsgen.renderer.markup import BLOCK_MARK
from newsgen.renderer.places import Places
from newsgen.renderer.word_count import count_words_of_html

_BLANKS = " \t\u3000"
_MARKS = f"{_BLANKS}:"
_LINE = re.compile(
    rf"^(?: {{0,3}}:{{3,}}[{_BLANKS}]*(?P<block>[^\n]*)|<?(?P<address>https?://[^\s<>\"]{{4,2000}})>?[ \t]*)$",
    re.MULTILINE,
)
_NAME = re.compile(r"[A-Za-z][\w-]*")
_BRACES = re.compile(r"\{([^{}]*)\}\Z")
_ATTRIBUTE = re.compile(
    r"\.(?P<class>[\w-]+)|\#(?P<id>[\w-]+)|(?P<key>[A-Za-z][\w-]*)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\"]+))"
)
_ATTRIBUTES = re.compile(rf"\s*(?:(?:{_ATTRIBUTE.pattern.replace('?P<', '?P<_')})(?:\s+|\Z))*")
_STAND_IN = re.compile(rf"<p[^<>]*>\s*{BLOCK_MARK}(\d+){BLOCK_MARK}\s*</p>\n?")
_LOST = re.compile(rf"{BLOCK_MARK}(\d+){BLOCK_MARK}")
UNCOUNTED = frozenset({"pullquote"})
"""Blocks that say again what the story says: their words are not counted."""

NEVER_EMPTY = frozenset("audio gallery live pullquote qa timeline video".split())
"""Blocks that show nothing where nothing stands in them."""
DEEPEST = 20
"""Blocks inside one another: what stands in one is read once more for each around it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What there are templates for."""

    blocks: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()

    def host_of(self, address: str) -> str:
        """The template's name of an address: of its host, or of the domain above it; empty where there is none."""
        try:
            host = (urlsplit(address).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
        while "." in host:
            if host in self.hosts:
                return host
            host = host.partition(".")[2]
        return ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is set behind a stand-in."""

    typed: str
    at: int
    name: str = ""
    """Of a block that begins here, or of the template of an address."""
    title: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_address: bool = False


Fill = Callable[[str, BlockView | EmbedView], str | Problem]
"""Gives the HTML that a template, by its name, makes of a block or an address."""


@dataclass(slots=True)
class FencedBlocks:
    """A text with stand-ins, and what stands behind them."""

    text: str
    problems: list[Problem] = field(default_factory=list)
    lines: list[_Line] = field(default_factory=list)

    def blanked(self, text: str) -> str:
        """The text as it was typed, with blanks for what stands behind a stand-in: all else keeps its place."""
        pieces, done = [], 0
        for line in self.lines:
            pieces += [text[done : line.at], " " * len(line.typed)]
            done = line.at + len(line.typed)
        return "".join([*pieces, text[done:]])

    def uncounted(self, rendered: str) -> int:
        """How many words of the HTML with stand-ins are none of the story: these, and what is said once more."""
        count = done = 0
        stack: list[bool] = []
        for match in _STAND_IN.finditer(rendered) if self.lines else ():
            if any(stack):
                count += count_words_of_html(rendered[done : match.start()])
            done = match.end()
            count += 1
            line = self.lines[int(match[1])]
            if line.name and not line.is_address:
                stack.append(line.name in UNCOUNTED)
            elif stack and not line.is_address:
                stack.pop()
        return count

    def fill(self, rendered: str, fill: Fill, places: Places, set_text: Callable[[str], str]) -> str:
        """The HTML with the blocks in their places."""
        if not self.lines:
            return rendered
        return _Filling(self, fill, places, set_text).filled(rendered)


def set_blocks_apart(text: str, known: Known, places: Places) -> FencedBlocks:
    """Sets every line of colons of a known block, and every address that a template knows, behind a stand-in."""
    if ":::" not in text and not (known.hosts and _may_have_addresses(text)):
        return FencedBlocks(text)
    return _Reading(text, known, places).read()


class _Reading:
    """A text while its blocks are looked for."""

    def __init__(self, text: str, known: Known, places: Places) -> None:
        self._text = text
        self._known = known
        self._places = places
        self._found = FencedBlocks(text)
        self._open: list[_Line | None] = []
        """The blocks that are not closed yet; None for one that nobody knows."""
        self._edits: list[tuple[int, int, _Line]] = []
        self._depth = 0
        self._is_too_deep = False

    def read(self) -> FencedBlocks:
        for match in _lines(self._text):
            if match["address"]:
                self._address(match)
            elif match["block"].strip(_MARKS):
                self._begin(match)
            elif self._open and (self._open.pop() is not None):
                self._depth -= 1
                self._edits.append((match.start(), match.end(), _Line(match[0], match.start())))
        for line in filter(None, [] if self._is_too_deep else self._open):
            what, mend = f"the block `{line.name}` is not closed", "add a line `:::` below it"
            self._found.problems.append(self._places.at(line.at, what, mend))
        return self._found if any(self._open) or self._is_too_deep else self._with_stand_ins()

    def _address(self, match: re.Match[str]) -> None:
        host = self._known.host_of(match["address"])
        if host and _is_alone(self._text, match.start(), match.end()):
            line = _Line(match["address"], match.start(), host, is_address=True)
            self._edits.append((match.start(), match.end(), line))

    def _begin(self, match: re.Match[str]) -> None:
        line = _opened(match[0], match["block"], match.start())
        if line is None or line.name not in self._known.blocks:
            # Other systems have such lines, too, and `left_marks` tells of them.
            if line is not None and nearest(line.name, self._known.blocks):
                self._found.problems.append(_unknown(line.name, self._known.blocks, self._places, match.start()))
            self._open.append(None)
            return
        self._depth += 1
        if self._depth > DEEPEST and not self._is_too_deep:
            self._is_too_deep = True
            what, mend = f"more than {DEEPEST} blocks stand in one another here", "close some of them further up"
            self._found.problems.append(self._places.at(line.at, what, mend))
        self._open.append(line)
        self._edits.append((match.start(), match.end(), line))

    def _with_stand_ins(self) -> FencedBlocks:
        pieces, done = [], 0
        for start, end, line in self._edits:
            pieces += [self._text[done:start], f"\n{BLOCK_MARK}{len(self._found.lines)}{BLOCK_MARK}\n"]
            self._found.lines.append(line)
            done = end
        self._found.text = "".join([*pieces, self._text[done:]])
        return self._found


def _lines(text: str) -> Iterator[re.Match[str]]:
    """The lines of colons and the addresses of a text, outside of fenced code and of comments."""
    apart = sorted([*fenced_code(text), *(comment.span() for comment in _comments(text))])
    index = end = 0
    for match in _LINE.finditer(text):
        while index < len(apart) and apart[index][0] <= match.start():
            end = max(end, apart[index][1])
            index += 1
        if end <= match.start():
            yield match


def _comments(text: str) -> Iterator[re.Match[str]]:
    return find_outside_code(COMMENT, text) if "<!--" in text else iter(())


def _may_have_addresses(text: str) -> bool:
    """Whether a line may be an address: most stories have no such line, and are not looked through for it."""
    return "\nhttp" in text or "\n<http" in text or text.startswith(("http", "<http"))


def without_blocks(text: str, known: Collection[str]) -> str:
    """The text for a summary: without blocks of these names, and without addresses that stand alone."""
    if ":::" not in text and not _may_have_addresses(text):
        return text
    kept, done = [], 0
    opened: list[bool] = []
    """Of what is open, whether it is a block."""
    depth = 0
    for match in _lines(text):
        start, end = match.span()
        if match["address"]:
            if not depth and _is_alone(text, start, end):
                kept.append(text[done:start])
                done = end
        elif match["block"].strip(_MARKS):
            line = _opened(match[0], match["block"], start)
            opened.append(line is not None and line.name in known)
            if opened[-1] and not depth:
                kept.append(text[done:start])
            depth += opened[-1]
        elif opened and opened.pop():
            depth -= 1
            done = done if depth else end
    return "".join([*kept, "" if depth else text[done:]])


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a line has blank lines, or lines of colons, around it."""
    before = text[:start].removesuffix("\n").rpartition("\n")[2].strip()
    after = text[end + 1 :].partition("\n")[0].strip()
    return (not before or before.startswith(":::")) and (not after or after.startswith(":::"))


def _opened(typed: str, rest: str, at: int) -> _Line | None:
    rest, groups = _without_braces(rest.rstrip(_MARKS))
    attributes = {"class": ""}
    classes = []
    for each in _ATTRIBUTE.finditer(" ".join(groups)):
        if each["class"]:
            classes.append(each["class"])
        elif each["id"]:
            attributes["id"] = each["id"]
        else:
            attributes[each["key"]] = each["quoted"] if each["quoted"] is not None else each["bare"]
    named = _NAME.match(rest)
    name = named[0] if named else ("" if rest or not classes else classes.pop(0))
    if not name:
        return None
    attributes["class"] = " ".join(filter(None, [*classes, attributes["class"]]))
    return _Line(typed, at, name.lower(), rest[named.end() if named else 0 :].strip(_MARKS), attributes)


def _without_braces(rest: str) -> tuple[str, list[str]]:
    """A line without the braces at its end that hold attributes, and what stands in these; other braces are words."""
    groups: list[str] = []
    while (braces := _BRACES.search(rest)) and _ATTRIBUTES.fullmatch(braces[1]):
        groups.insert(0, braces[1])
        rest = rest[: braces.start()].rstrip(_MARKS)
    return rest, groups


def _unknown(name: str, known: AbstractSet[str], places: Places, at: int) -> Problem:
    what = f"there is no block `{name}`{suggest(name, sorted(known))}"
    mend = f"choose one of {', '.join(sorted(known))}; or write templates/blocks/{name}.html"
    return places.at(at, what, mend).as_warning().under(LEFTOVER_CODE.name)


class _Filling:
    """The HTML of a text while blocks are put in."""

    def __init__(self, blocks: FencedBlocks, fill: Fill, places: Places, set_text: Callable[[str], str]) -> None:
        self._lines = blocks.lines
        self._problems = blocks.problems
        self._fill = fill
        self._places = places
        self._set_text = set_text

    def filled(self, rendered: str) -> str:
        stack: list[tuple[_Line | None, list[str]]] = [(None, [])]
        done = 0
        for match in _STAND_IN.finditer(rendered):
            line = self._lines[int(match[1])]
            stack[-1][1].append(rendered[done : match.start()])
            done = match.end()
            if line.is_address:
                stack[-1][1].append(self._embed(line))
            elif line.name:
                stack.append((line, []))
            elif len(stack) > 1:
                opened, pieces = stack.pop()
                stack[-1][1].append(self._block(opened, "".join(pieces)) if opened else "")
        stack[-1][1].append(rendered[done:])
        while len(stack) > 1:  # Its end stands in something else, in raw HTML, say.
            opened, pieces = stack.pop()
            if opened:
                mend = "begin and end it outside of HTML elements, quotations and lists"
                self._problems.append(self._places.at(opened.at, f"the block `{opened.name}` is cut in two", mend))
            stack[-1][1].extend(pieces)
        return _LOST.sub(self._lost, "".join(stack[0][1]))

    def _lost(self, match: re.Match[str]) -> str:
        """A line that stands where no block can: in a table, an item, raw HTML."""
        line = self._lines[int(match[1])]
        if not line.is_address:
            what = "a line of colons stands where no block can begin or end"
            mend = "set it at the beginning of a line, outside of HTML elements, quotations and lists"
            self._problems.append(self._places.at(line.at, what, mend))
        return html.escape(line.typed, quote=False)

    def _block(self, line: _Line, inside: str) -> str:
        if "<" in inside and close_story(inside).html != inside:
            mend = "begin and end it outside of HTML elements"
            self._problems.append(self._places.at(line.at, f"the block `{line.name}` is cut in two", mend))
            return inside
        if line.name in NEVER_EMPTY and not inside.strip():
            what, mend = f"the block `{line.name}` is empty", "write what it is to show, or take it out"
            self._problems.append(self._places.at(line.at, what, mend).as_warning())
        view = block_view(line.name, self._set_text(line.title), _attributes(line), inside)
        return self._made(f"blocks/{line.name}.html", view)

    def _embed(self, line: _Line) -> str:
        view = embed_view(line.typed)
        before = len(self._problems)
        made = self._made(f"embeds/{line.name}.html", view) if view else ""
        if made or len(self._problems) > before:
            return made
        address = html.escape(line.typed)  # Nothing is made of it: it is a link, whatever becomes of others.
        return f'<p><a href="{address}">{address}</a></p>\n'

    def _made(self, template: str, view: BlockView | EmbedView) -> str:
        made = self._fill(template, view)
        if isinstance(made, Problem):
            self._problems.append(made)
            return ""
        return f"{made.strip()}\n" if made.strip() else ""


def _attributes(line: _Line) -> Mapping[str, str]:
    """What stands in the braces, and the direction of the language among it."""
    lang = line.attributes.get("lang", "")
    return {"lang": "", "dir": direction_of(lang) if lang else "", **line.attributes}
