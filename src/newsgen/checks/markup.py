"""Reads a page of HTML, as bytes, in one pass: what its tags say, and whether they nest. Pure.

A library that builds a tree repairs what is wrong without a word, and tells no places; those that tell them take a
minute for every hundred megabytes. A page of an archive says mostly what others have said: so what a tag says is
looked up where the same tag has been read before, and places are counted only for what is wrong.
"""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from sys import intern
from typing import NamedTuple

_ATTRIBUTES = rb"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+"""
_RAW = b"script style textarea title iframe xmp".split()
_META = rb"og:(?:url|image|audio|video)|twitter:image|citation_public_url"
"""Of what a page says of itself in `meta`, that which is an address."""
_TAG = re.compile(
    rb"<(?!meta\s(?:name|property)=[\"']?(?!%b))(?:!--(?:.*?-->|.*)|" % _META
    + b"|".join(rb"%b(?=[\s/>])%b>(?:.*?</%b\s*>|.*)" % (name, _ATTRIBUTES, name) for name in _RAW)
    + rb"|/?[a-z][^\s/>]*+%b>)" % _ATTRIBUTES,
    re.DOTALL | re.IGNORECASE,
)
"""A comment; an element whose text is no markup, as a whole; any other tag but `meta` that holds no address.

What of the first two is never closed goes on to the end, as browsers have it.
"""
_PIECES = {"nav": "nav", "footer": "footer", "dl": "dl", "article": "article|li", "li": "article|li"}
"""Elements that are read as one piece, and the elements that may not stand in such a piece."""
_PIECE = re.compile(
    b"|".join(
        rb"<%b[\s>](?:[^<]++|<(?!/?(?:%b)[\s>]))*+</%b>" % (name.encode(), others.encode(), name.encode())
        for name, others in _PIECES.items()
    )
    + rb"|"
    + _TAG.pattern,
    re.DOTALL | re.IGNORECASE,
)
"""The same, but a menu, or an innermost item of a list, is one piece: many pages have it."""
_LINK = re.compile(
    rb'<(?:(a)|(?:link rel="canonical"|meta (?:property="og:url"|name="citation_public_url")))'
    rb' (?:href|content)="([^"#?%&]*)"(?: rel="[a-z ]*")?>'
)
"""The most frequent tags, which most often say what is plainly right."""
_PARTS = re.compile(rb"<[a-z][^\s/>]*+(%b)>" % _ATTRIBUTES, re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?""")
_TITLE = re.compile(rb"<title[^>]*>([^<]*)", re.IGNORECASE)
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--(?:.*?-->|.*)", re.DOTALL)
_LONGEST_HEAD = 200_000
"""In bytes: a title further on is that of a drawing."""
_CANDIDATE = re.compile(r"([^\s,]\S*?)(?:,+(?=\s|$)|\s+[^,]*(?:,|$)|$)")
"""Of the attribute `srcset`: an address, and for which screens it is."""
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


class Word(NamedTuple):
    """Something that a tag says."""

    kind: Says
    value: str


Said = tuple[int, tuple[Word, ...]]
"""What one tag of a page says, and the number of that tag, counted from 0."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with how tags nest."""

    tag: int
    """Its number; -1 where only the end of the page shows it."""
    typed: str
    """The beginning of the tag to blame."""
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page that was read."""

    said: Sequence[Said]
    faults: Sequence[Fault]
    title: str


class _Tag(NamedTuple):
    """What a tag is, for whoever nests it; or a piece of several that nest well, which then stands for one."""

    name: str
    opens: bool = False
    closes: bool = False
    ends: frozenset[str] = frozenset()
    """The elements that it ends, where one of them is the innermost."""
    is_block: bool = False
    """Whether it ends a paragraph."""
    said: tuple[Said, ...] = ()
    """Its tags are counted from its own beginning."""
    tags: int = 1
    """How many it consists of."""


class _Found(NamedTuple):
    """What was found in a page or in a piece of one."""

    said: list[Said]
    faults: list[Fault]
    tags: int
    """How many there are."""


_NOTHING = _Tag("")
_PLAIN_LINK = _Tag("a", opens=True)
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
    """Reads pages, and knows the tags of those that it has read."""

    is_settled: Callable[[Word], bool]
    """Whether nobody needs to hear of this again: it is right, wherever it stands."""
    _known: dict[bytes, _Tag] = field(default_factory=dict)

    def scan(self, content: bytes) -> Scanned:
        """What a page says, and what is wrong with how its tags nest: of faults the first, others follow from it."""
        found = self._scan(content, _PIECE)
        if found is None or found.faults:  # A piece is not sound, or stands where it may not: told tag by tag.
            found = self._scan(content, _TAG)
        said, faults = (found.said, found.faults[:1]) if found else ([], [])
        return Scanned(said, faults, _title(content))

    def _scan(self, content: bytes, pieces: re.Pattern[bytes]) -> "_Found | None":
        known = self._known
        said: list[Said] = []
        nesting = _Nesting()
        stack = nesting.stack
        number = 0
        for typed in pieces.findall(content):
            tag = known.get(typed)
            if tag is None:
                tag = self._read(typed)
                if tag is None:
                    return None
            name, opens, closes, ends, is_block, words, tags = tag
            for offset, few in words:
                said.append((number + offset, few))
            if closes:
                if stack and stack[-1] == name:
                    stack.pop()
                else:
                    nesting.close(number, name)
            else:
                if is_block or ends or name in _NOT_IN_ITSELF:
                    nesting.begin(number, name, ends, is_block=is_block)
                if opens:
                    stack.append(name)
            number += tags
        nesting.end()
        return _Found(said, nesting.faults, number)

    def _read(self, typed: bytes) -> _Tag | None:
        """What a tag or a piece is; None for a piece that is not sound."""
        tag: _Tag | None
        if (link := _LINK.fullmatch(typed)) and self.is_settled(Word(Says.LINK, link[2].decode("utf-8", "replace"))):
            tag = _PLAIN_LINK if link[1] else _NOTHING
        elif name := _piece_name(typed):
            tag = self._read_piece(name, typed)
        else:
            tag = _read_tag(typed)
            if tag.said:
                words = tuple(word for word in tag.said[0][1] if not self.is_settled(word))
                tag = tag._replace(said=((0, words),) if words else ())
        # Structured data and the text of a story stand on one page alone.
        if tag is not None and len(typed) < _LONG:
            if len(self._known) >= _MOST_TAGS:
                self._known.clear()
            self._known[typed] = tag
        return tag

    def _read_piece(self, name: str, typed: bytes) -> _Tag | None:
        found = self._scan(typed, _TAG)
        if found is None or found.faults:
            return None
        ends = _ENDS.get(name, frozenset())
        return _Tag(name, ends=ends, is_block=True, said=tuple(found.said), tags=found.tags)


def _title(content: bytes) -> str:
    """That of the page, and not one of a drawing in it."""
    body = _BODY.search(content, 0, _LONGEST_HEAD)
    head = content[: body.start() if body else _LONGEST_HEAD]
    title = _TITLE.search(_COMMENT.sub(b"", head))
    return html.unescape(title[1].decode("utf-8", "replace")).strip() if title else ""


_PIECE_ENDS = {f"</{name}>".encode(): name for name in _PIECES}
_LONGEST_END = 20
"""In bytes, of an end tag."""


def _piece_name(typed: bytes) -> str:
    """Of which element this is all; empty for a single tag."""
    end = typed[-_LONGEST_END:]
    return "" if typed.startswith(b"</") else _PIECE_ENDS.get(end[end.rfind(b"<") :].lower(), "")


_LONG = 3_000
_MOST_TAGS = 300_000


@dataclass
class _Nesting:
    """The elements that are open."""

    stack: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ended_paragraph: str = ""
    """What has ended the last paragraph that did not end by itself."""

    def begin(self, number: int, name: str, ends: frozenset[str], *, is_block: bool) -> None:
        """An element begins: it may end others, and may not stand everywhere."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(number)
        if is_block and "p" in stack:
            self.end_paragraph(number, name)
        while stack and stack[-1] in ends:
            stack.pop()
        if name in _NOT_IN_ITSELF and name in stack:
            mend = f"close the first with </{name}>"
            self._note(number, f"<{name}", f"<{name}> stands inside another <{name}>", mend)

    def end_paragraph(self, number: int, name: str) -> None:
        """A block ends the paragraph in which it stands."""
        stack = self.stack
        for at in range(len(stack) - 1, -1, -1):
            if stack[at] in _PARAGRAPHS_STAY_INSIDE:
                return
            if stack[at] == "p":
                if open_inside := [inner for inner in stack[at + 1 :] if inner not in _MAY_STAY_OPEN]:
                    inner = open_inside[-1]
                    self._note(number, f"<{inner}", f"<{name}> stands inside <{inner}> in a paragraph", _OUTSIDE)
                del stack[at:]
                self.ended_paragraph = name
                return

    def close(self, number: int, name: str) -> None:
        """An end tag whose element is not the innermost."""
        stack = self.stack
        if len(stack) > _DEEPEST:
            self._give_up(number)
        if name in stack:
            at = len(stack) - 1 - stack[::-1].index(name)
            for inner in reversed(stack[at + 1 :]):
                if inner not in _MAY_STAY_OPEN:
                    mend = f"write </{inner}> where it ends"
                    self._note(number, f"<{inner}", f"<{inner}> is not closed before </{name}>", mend)
            del stack[at:]
        elif name == "p" and self.ended_paragraph:
            self._note(number, "</p", f"a paragraph was ended by <{self.ended_paragraph}> before its </p>", _OUTSIDE)
        else:
            self._note(number, f"</{name}", f"</{name}> closes nothing", "delete it, or open the element")

    def end(self) -> None:
        """The page ends."""
        for name in self.stack:
            if name not in _MAY_STAY_OPEN:
                self._note(-1, f"<{name}", f"<{name}> is never closed", f"write </{name}> where it ends")

    def _give_up(self, number: int) -> None:
        """Nothing is said of what stands deeper than any browser looks: it would take for ever."""
        inner = next((name for name in self.stack if name not in _MAY_STAY_OPEN), self.stack[0])
        self._note(number, f"<{inner}", f"more than {_DEEPEST} elements stand in each other", "close them")
        self.stack.clear()

    def _note(self, number: int, typed: str, what: str, mend: str) -> None:
        self.faults.append(Fault(number, typed, what, mend))


_DEEPEST = 512
"""Chromium opens no more in each other."""
_OUTSIDE = "a paragraph holds no blocks: close it first"


def _read_tag(typed: bytes) -> _Tag:
    found = _NAME.match(typed)
    if found is None:  # a comment
        return _NOTHING
    name = intern(found[2].decode("utf-8", "replace").lower())
    if found[1]:
        return _Tag(name, closes=True)
    is_drawn = name not in _HTML and "-" not in name
    is_whole = name in _VOID or (is_drawn and typed.endswith(b"/>")) or _is_whole_text(name, typed)
    said: tuple[Said, ...] = ()
    end = typed.find(b">") if name.encode() in _RAW else _MOST_ATTRIBUTES  # What follows is text, and may be much.
    if name in _ALWAYS_SPEAK or (_META_SPEAKS if name == "meta" else _SPEAKS).search(typed, 0, end):
        attributes = _PARTS.match(typed)
        text = attributes[1].decode("utf-8", "replace") if attributes else ""
        said = ((0, tuple(_words(name, _read_attributes(text)))),)
    return _Tag(name, not is_whole, ends=_ENDS.get(name, frozenset()), is_block=name in _BLOCKS, said=said)


def _is_whole_text(name: str, typed: bytes) -> bool:
    """Whether this is an element without markup, to its end."""
    return name.encode() in _RAW and typed[-_LONGEST_END:].rstrip(b">").rstrip().lower().endswith(b"</" + name.encode())


_NAME = re.compile(rb"<(/?)([a-zA-Z][^\s/>]*)")
# Most tags say nothing that concerns anybody here, which is seen at a glance.
_SPEAKS = re.compile(rb"(?:href|src|srcset|id|lang|name|poster|action|data)\s*=", re.IGNORECASE)
_META_SPEAKS = re.compile(rb"%b|refresh" % _META, re.IGNORECASE)
_MOST_ATTRIBUTES = 1_000
_ALWAYS_SPEAK = frozenset(("a", "link", "html", "main", "img", "h1", "h2", "h3", "h4", "h5", "h6"))


def _read_attributes(text: str) -> dict[str, str]:
    if not text.strip("/ \n\t\r"):
        return {}
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


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
    for candidate in _CANDIDATE.finditer(attributes.get("srcset", "")):
        yield Word(Says.LINK, candidate[1])


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


def starts_of_tags(content: bytes) -> list[int]:
    """The byte at which each tag begins; for what goes on to the end of the page, its last byte."""
    return [*(tag.start() for tag in _TAG.finditer(content)), max(0, len(content.rstrip()) - 1)]


def place_at(content: bytes, offset: int) -> tuple[int, int, str]:
    """Line and column of a byte, both counted from 1, and its line."""
    start = content.rfind(b"\n", 0, offset) + 1
    end = content.find(b"\n", offset)
    line = content[start : end if end >= 0 else len(content)].decode("utf-8", "replace")
    return content.count(b"\n", 0, offset) + 1, len(content[start:offset].decode("utf-8", "replace")) + 1, line
