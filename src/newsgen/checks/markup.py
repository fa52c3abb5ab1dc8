"""Reads a page of HTML in one pass: what its tags say, and whether they nest. Pure.

A library that builds a tree repairs what is wrong without a word, and tells no places; those that tell them take a
minute for every hundred megabytes. A page of an archive says mostly what others have said, and says it in the same
lines: so a line, or a tag, is looked up where it has been read before, and places are counted only for what is wrong.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from itertools import accumulate, islice
from sys import intern
from typing import NamedTuple

from newsgen.checks.lines import LinesOf
from newsgen.documents.html import FOREIGN, Lines, srcset_of, tag_of, values_of

_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)


class Says(IntEnum):
    """What kind of thing a tag says."""

    LINK = 1
    """It leads to an address."""
    SHOWS = 2
    """The page is not whole without what lies at an address."""
    ID = 3
    LANG = 4
    HEADING = 5
    """Its level."""
    ROOT = 6
    """It is the element `html`; its language."""
    MAIN = 7
    NO_ALT = 8
    """A picture without the attribute `alt`."""
    BASE = 9
    """Relative addresses of the page begin at an address."""
    TITLE = 10
    """It is the title of the page, and not one of a drawing in it."""


class Word(NamedTuple):
    """Something that a tag says."""

    kind: Says
    value: str


class At(NamedTuple):
    """Which tag it is. Its place is counted only where something is wrong."""

    line: int
    """Counted from 0. Lines on which something is left open are one with those behind them."""
    number: int
    """Of the markup on the line, counted from 0."""


Said = tuple[At, tuple[Word, ...]]
"""What one tag of a page says."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with how tags nest."""

    at: At | None
    """The tag; None where only the end of the page shows it."""
    typed: str
    """The beginning of the tag to blame."""
    what: str
    mend: str

    def on_line(self, line: int) -> "Fault":
        """The same, of a line that was read elsewhere."""
        return replace(self, at=At(line, self.at.number)) if self.at else self


@dataclass(frozen=True)
class Scanned:
    """A page that was read."""

    said: Sequence[Said]
    fault: Fault | None
    text: str
    _lines: Lines

    def place(self, at: At | int | None) -> tuple[int, int, str]:
        """Line and column of a tag or an offset, both counted from 1, and its line; of None, of the page's end."""
        if at is None:
            at = max(0, len(self.text.rstrip()) - 1)
        return self._places.place(at if isinstance(at, int) else self._bounds(at)[0])

    def text_behind(self, at: At) -> str:
        """The text behind a tag, up to the next one."""
        behind = self._bounds(at)[1]
        end = self.text.find("<", behind)
        return _plain(self.text[behind : end if end >= 0 else None])

    def _bounds(self, at: At) -> tuple[int, int]:
        """Where a tag begins, and where it ends."""
        if at.line not in self._starts:
            pieces, _, _ = self._lines.parted(at.line)
            self._starts[at.line] = [*accumulate(map(len, pieces), initial=self._lines.start(at.line))]
        start, end = self._starts[at.line][2 * at.number + 1 :][:2]
        return start, end

    @cached_property
    def _starts(self) -> dict[int, list[int]]:
        """Line to where each piece of it begins."""
        return {}

    @cached_property
    def _places(self) -> LinesOf[str]:
        return LinesOf(self.text, "\n")


class _Tag(NamedTuple):
    """What a tag is, for whoever nests it."""

    name: str
    opens: bool = False
    closes: bool = False
    ends: frozenset[str] = frozenset()
    """The elements that it ends, where one of them is the innermost."""
    is_block: bool = False
    """Whether it ends a paragraph."""
    words: tuple[Word, ...] = ()


@dataclass(slots=True)
class _State:
    """What is open between two lines, and where the lines that have been read there have led."""

    stack: list[str]
    ended_paragraph: str
    """What has ended the last paragraph that did not end by itself."""
    steps: "dict[str, _Step]" = field(default_factory=dict)


@dataclass(slots=True)
class _Step:
    """What a line says, and to which state it leads."""

    state: _State
    said: Sequence[tuple[int, tuple[Word, ...]]]
    fault: "Fault | None"
    is_quiet: bool
    """Whether there is nothing of both."""
    length: int
    """In lines."""


_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_BLOCKS = frozenset(
    """
    address article aside blockquote dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section table ul
    """.split()
)
_MAY_STAY_OPEN = frozenset(
    "html head body p li dt dd tr td th thead tbody tfoot colgroup caption option optgroup rt rp".split()
)
"""Elements whose end tag HTML lets one leave out."""
_NOT_IN_ITSELF = frozenset(("a", "button", "form"))
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr", "caption", "colgroup"}
_ENDS = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": _CELLS | {"tr", "caption", "colgroup"},
    "td": _CELLS,
    "th": _CELLS,
    "tbody": _ROWS | {"thead", "tbody"},
    "tfoot": _ROWS | {"thead", "tbody"},
    "thead": _ROWS,
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    "rt": frozenset(("rt", "rp")),
    "rp": frozenset(("rt", "rp")),
    "body": frozenset(("head",)),
}
_HTML = frozenset(
    """
    a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu
    meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script
    search section select slot small source span strong style sub summary sup table tbody td template textarea tfoot
    th thead time title tr track u ul var video wbr
    """.split()
)
"""Elements that no slash closes. One closes those of drawings and formulas, whose names have no hyphen."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS_STAY_INSIDE = frozenset(("td", "th", "caption", "button", "object", "template", "foreignobject"))
"""Elements inside of which no paragraph outside is ended."""


@dataclass
class Scanner:
    """Reads pages, and knows the lines and tags of those that it has read."""

    is_settled: Callable[[Word], bool]
    """Whether nobody needs to hear of this again: it is right, wherever it stands."""
    _states: dict[tuple[str, ...], _State] = field(default_factory=dict)
    _known_steps: int = 0
    _known_tags: dict[str, _Tag] = field(default_factory=dict)

    def scan(self, text: str) -> Scanned:
        """What a page says, and what is wrong with how its tags nest: of faults the first, others follow from it."""
        lines = Lines(text)
        said: list[Said] = []
        fault: Fault | None = None
        state = self._state([], "")
        numbered = enumerate(lines.lines)
        for number, typed in numbered:
            step = state.steps.get(typed)
            if step is None:
                if "<" not in typed or self._is_dull(typed):
                    continue
                step = self._step(state, lines, number)
                if step.length > 1:
                    next(islice(numbered, step.length - 1, step.length - 1), None)
            if not step.is_quiet:
                said += [(At(number, tag), words) for tag, words in step.said]
                if fault is None and step.fault:
                    fault = step.fault.on_line(number)
            state = step.state
        if fault is None:
            fault = next(_never_closed(state.stack), None)
        return Scanned(said, fault, text, lines)

    def _is_dull(self, typed: str) -> bool:
        found = _DULL.fullmatch(typed)
        return found is not None and (not found.lastindex or self.is_settled(Word(Says.LINK, found[found.lastindex])))

    def _step(self, state: _State, lines: Lines, number: int) -> _Step:
        pieces, length, is_the_same = lines.parted(number)
        known = self._known_tags
        tags = [known.get(piece) or self._tag(piece) for piece in pieces[1::2]]
        said = [(at, tag.words) for at, tag in enumerate(tags) if tag.words]
        if said:
            said = [_with_title(at, words, tags, pieces) for at, words in said]
        nesting = _Nesting(state.stack[:], state.ended_paragraph)
        nesting.follow(tags)
        if nesting.stack == state.stack and nesting.ended_paragraph == state.ended_paragraph:
            next_state = state
        else:
            next_state = self._state(nesting.stack, nesting.ended_paragraph)
        fault = nesting.faults[0] if nesting.faults else None
        step = _Step(next_state, said, fault, not said and fault is None, length)
        typed = lines.lines[number]
        # Structured data and the text of a story stand on one page alone.
        if is_the_same and len(typed) < _LONG:
            self._known_steps += 1
            state.steps[typed] = step
        return step

    def _state(self, stack: list[str], ended_paragraph: str) -> _State:
        if self._known_steps > _MOST_STEPS:
            self._known_steps = 0
            self._states.clear()
        key = (*stack, "/", ended_paragraph)
        state = self._states.get(key)
        if state is None:
            state = _State(stack, ended_paragraph)
            if len(stack) < _DEEP:
                self._states[key] = state
        return state

    def _tag(self, typed: str) -> _Tag:
        tag = self._known_tags.get(typed)
        if tag is None:
            tag = _read_tag(typed)
            if tag.words:
                tag = tag._replace(words=tuple(word for word in tag.words if not self.is_settled(word)))
            if len(typed) < _LONG:
                if len(self._known_tags) >= _MOST_TAGS:
                    self._known_tags.clear()
                self._known_tags[typed] = tag
        return tag


_DULL = re.compile(
    r'<link rel="canonical" href="([^"#?%&<>]*)">|<meta (?:name|property)="(?:'
    r'(?:og:url|citation_public_url)" content="([^"#?%&<>]*)'
    r'|(?!og:(?:url|image|audio|video)|twitter:image|citation_public_url)[^"<>]*" content="[^"<>]*)">'
)
"""Lines that stand on one page alone, and concern nobody here, or say what most often is plainly right."""
_LONG = 400
_DEEP = 100
_MOST_STEPS = 100_000
_MOST_TAGS = 100_000


def _with_title(
    at: int, words: tuple[Word, ...], tags: Sequence[_Tag], pieces: Sequence[str]
) -> tuple[int, tuple[Word, ...]]:
    """What a tag says. If it is a title, and no drawing's, its text, too."""
    if tags[at].name != "title":
        return at, words
    is_drawing = sum(tag.opens - tag.closes for tag in tags[:at] if tag.name in FOREIGN) > 0
    return at, () if is_drawing else (*words[:-1], Word(Says.TITLE, _plain(pieces[2 * at + 2])))


def _plain(typed: str) -> str:
    return html.unescape(typed).strip()


@dataclass
class _Nesting:
    """The elements that are open."""

    stack: list[str]
    ended_paragraph: str
    """What has ended the last paragraph that did not end by itself."""
    faults: list[Fault] = field(default_factory=list)

    def follow(self, tags: Sequence[_Tag]) -> None:
        """The tags of a line, one after the other."""
        stack = self.stack
        for number, (name, opens, closes, ends, is_block, _) in enumerate(tags):
            if closes:
                if stack and stack[-1] == name:
                    stack.pop()
                else:
                    self.close(At(0, number), name)
            else:
                if is_block or ends or name in _NOT_IN_ITSELF:
                    self.begin(At(0, number), name, ends, is_block=is_block)
                if opens:
                    stack.append(name)

    def begin(self, at: At, name: str, ends: frozenset[str], *, is_block: bool) -> None:
        """An element begins: it may end others, and may not stand everywhere."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(at)
        if is_block and "p" in stack:
            self.end_paragraph(at, name)
        while stack and stack[-1] in ends:
            stack.pop()
        if name in _NOT_IN_ITSELF and name in stack:
            mend = f"close the first with </{name}>"
            self._note(at, f"<{name}", f"<{name}> stands inside another <{name}>", mend)

    def end_paragraph(self, at: At, name: str) -> None:
        """A block ends the paragraph in which it stands."""
        stack = self.stack
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth] in _PARAGRAPHS_STAY_INSIDE:
                return
            if stack[depth] == "p":
                if open_inside := [inner for inner in stack[depth + 1 :] if inner not in _MAY_STAY_OPEN]:
                    inner = open_inside[-1]
                    self._note(at, f"<{inner}", f"<{name}> stands inside <{inner}> in a paragraph", _OUTSIDE)
                del stack[depth:]
                self.ended_paragraph = name
                return

    def close(self, at: At, name: str) -> None:
        """An end tag whose element is not the innermost."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(at)
        if name in stack:
            depth = len(stack) - 1 - stack[::-1].index(name)
            for inner in reversed(stack[depth + 1 :]):
                if inner not in _MAY_STAY_OPEN:
                    mend = f"write </{inner}> where it ends"
                    self._note(at, f"<{inner}", f"<{inner}> is not closed before </{name}>", mend)
            del stack[depth:]
        elif name == "p" and self.ended_paragraph:
            self._note(at, "</p", f"a paragraph was ended by <{self.ended_paragraph}> before its </p>", _OUTSIDE)
        else:
            self._note(at, f"</{name}", f"</{name}> closes nothing", "delete it, or open the element")

    def _give_up(self, at: At) -> None:
        """Nothing is said of what stands deeper than any browser looks: it would take for ever."""
        inner = next((name for name in self.stack if name not in _MAY_STAY_OPEN), self.stack[0])
        self._note(at, f"<{inner}", f"more than {_DEEPEST} elements stand in each other", "close them")
        self.stack.clear()

    def _note(self, at: At, typed: str, what: str, mend: str) -> None:
        self.faults.append(Fault(at, typed, what, mend))


def _never_closed(stack: Iterable[str]) -> Iterator[Fault]:
    """What is wrong where the page ends, and this is open."""
    for name in stack:
        if name not in _MAY_STAY_OPEN:
            yield Fault(None, f"<{name}", f"<{name}> is never closed", f"write </{name}> where it ends")


_DEEPEST = 512
"""Chromium opens no more in each other."""
_OUTSIDE = "a paragraph holds no blocks: close it first"


def _read_tag(typed: str) -> _Tag:
    name, is_end = tag_of(typed)
    if not name or is_end:
        return _Tag(intern(name), closes=is_end)
    name = intern(name)
    is_drawn = name not in _HTML and "-" not in name
    is_whole = name in _VOID or (is_drawn and typed.endswith("/>"))
    words: tuple[Word, ...] = ()
    if name in _ALWAYS_SPEAK or (_META_SPEAKS if name == "meta" else _SPEAKS).search(typed):
        words = tuple(_words(name, values_of(typed)))
    return _Tag(name, not is_whole, ends=_ENDS.get(name, frozenset()), is_block=name in _BLOCKS, words=words)


# Most tags say nothing that concerns anybody here, which is seen at a glance.
_SPEAKS = re.compile(r"(?:href|src|srcset|id|lang|name|poster|action|data)\s*=", re.IGNORECASE)
_META_SPEAKS = re.compile(r"og:(?:url|image|audio|video)|twitter:image|citation_public_url|refresh", re.IGNORECASE)
_ALWAYS_SPEAK = frozenset(("a", "link", "html", "title", "main", "img", "h1", "h2", "h3", "h4", "h5", "h6"))
_SHOWN = {"img": "src", "script": "src", "iframe": "src", "embed": "src", "object": "data", "input": "src"}
_MEDIA = frozenset(("source", "video", "audio", "track"))
_LINKS = {"a": "href", "area": "href", "form": "action", "use": "href", "image": "href"}
_OF_PAGE = frozenset(
    ("og:url", "og:image", "og:image:url", "og:audio", "og:video", "twitter:image", "citation_public_url")
)


def _words(name: str, attributes: dict[str, str]) -> Iterator[Word]:
    if name == "html":
        yield Word(Says.ROOT, attributes.get("lang", ""))
    elif attributes.get("lang"):
        yield Word(Says.LANG, attributes["lang"])
    if attributes.get("id"):
        yield Word(Says.ID, attributes["id"])
    if name in _HEADINGS:
        yield Word(Says.HEADING, name[1])
    elif name == "main":
        yield Word(Says.MAIN, "")
    elif name == "title":
        yield Word(Says.TITLE, "")
    elif name == "base" and attributes.get("href"):
        yield Word(Says.BASE, attributes["href"])
    elif name == "img" and "alt" not in attributes:
        yield Word(Says.NO_ALT, attributes.get("src", ""))
    yield from _addresses(name, attributes)


def _addresses(name: str, attributes: dict[str, str]) -> Iterator[Word]:
    if name == "a" and attributes.get("name") and "id" not in attributes:
        yield Word(Says.ID, attributes["name"])
    for kind, address in _own_addresses(name, attributes):
        if address:
            yield Word(kind, address)
    if attributes.get("poster"):
        yield Word(Says.LINK, attributes["poster"])
    if attributes.get("srcset"):
        for candidate in srcset_of(attributes["srcset"]):
            yield Word(Says.LINK, candidate.address)


def _own_addresses(name: str, attributes: dict[str, str]) -> Iterator[tuple[Says, str]]:
    if name in _LINKS:
        yield Says.LINK, attributes.get(_LINKS[name]) or attributes.get("xlink:href", "")
    elif name in _SHOWN:
        yield Says.SHOWS, attributes.get(_SHOWN[name], "")
    elif name in _MEDIA:  # A browser takes one of several, or waits until it is asked for.
        yield Says.LINK, attributes.get("src", "")
    elif name == "link":
        relations = set(attributes.get("rel", "").lower().split())
        if not relations & {"preconnect", "dns-prefetch"}:
            yield Says.SHOWS if "stylesheet" in relations else Says.LINK, attributes.get("href", "")
    elif name == "meta":
        content = attributes.get("content", "")
        if (attributes.get("property") or attributes.get("name", "")).lower() in _OF_PAGE:
            yield Says.LINK, content
        elif attributes.get("http-equiv", "").lower() == "refresh" and (leads := _REFRESH.match(content)):
            yield Says.LINK, leads[1].strip()
