"""An export cut into its parts, from a stream of any length. Pure.

An XML parser stops at the first bare `&`, control character or `]]>` of a text, and real exports have all of them; so
parts are found by the tags that WordPress itself writes, and a text ends where its own tag does. Nothing is expanded:
a document with a DOCTYPE is refused.
"""

import codecs
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from newsgen.documents.encoding import known_encoding

LARGEST_ITEM = 64_000_000
"""Characters of one post; what is larger is no post."""
_AHEAD = 64
"""Characters behind an item that tell that it has ended."""
_END_OF_ITEM = re.compile(r"</item\s*>(?=\s*(?:<item[\s>]|</channel|<!--|\Z))")
_ITEM = re.compile(r"<item[\s>]")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([\w.-]+)["']""")
_LATIN_1 = frozenset({"iso8859-1", "latin-1", "latin_1", "ascii"})
_OPEN = re.compile(r"<(?P<name>[a-zA-Z_][\w:.-]*)(?P<attributes>(?:\s[^<>]*?)?)(?P<empty>/?)>")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = "<![CDATA["
_NEXT_PIECE = re.compile(r"\]\]>\s*<!\[CDATA\[")


class Node(NamedTuple):
    """An element of an export, with its text or what stands in it."""

    name: str
    attributes: dict[str, str]
    text: str
    """Without the marks of CDATA, entities resolved; of an element that holds others all between its tags."""


class Part(NamedTuple):
    """One post, page or file of an export; or its head."""

    nodes: tuple[Node, ...]

    def text(self, name: str) -> str:
        """The text of the first element of a name; empty where there is none."""
        return next((node.text for node in self.nodes if node.name == name), "")

    def every(self, name: str) -> Iterator[Node]:
        """All elements of a name."""
        return (node for node in self.nodes if node.name == name)

    def inner(self, name: str) -> "Iterator[Part]":
        """What stands in each element of a name."""
        return (part_of(node.text) for node in self.every(name))


@dataclass
class Export:
    """A stream of an export, while it is being read."""

    head: Part = field(default_factory=lambda: Part(()))
    faults: list[str] = field(default_factory=list)


class NoExportError(Exception):
    """The stream is no export that may be read; the text says why."""


def decoded_stream(pieces: Iterable[bytes]) -> Iterator[str]:
    """The text of a stream; bytes that are none in its encoding are read as Windows-1252, which old databases held."""
    decoder: codecs.IncrementalDecoder | None = None
    for piece in pieces:
        if decoder is None:
            decoder = _decoder(piece)
        yield decoder.decode(piece)
    if decoder is not None:
        yield decoder.decode(b"", final=True)


def _decoder(begin: bytes) -> codecs.IncrementalDecoder:
    match = _ENCODING.search(begin[:400])
    name = match[1].decode("ascii") if match else "utf-8"
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    known = known_encoding(name)
    is_text = known and known not in {"utf-8", "idna", "punycode", "unicode_escape", "raw_unicode_escape"}
    # Whoever says Latin-1 means Windows-1252, as browsers know: it has quotation marks where the other has nothing.
    known = "windows-1252" if known in _LATIN_1 else known
    codec = codecs.lookup(known if known and is_text else "utf-8-sig")
    codecs.register_error("newsgen-windows-1252", _as_windows_1252)
    return codec.incrementaldecoder("newsgen-windows-1252")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("windows-1252", "replace"), error.end


def items_of(texts: Iterable[str], export: Export) -> Iterator[Part]:
    """The items of an export one by one; its head is set before the first of them.

    Raises:
        NoExportError: It has a DOCTYPE, which may hide anything, or no items where they should be.
    """
    cutter = _Cutter(export)
    for text in texts:
        yield from cutter.take(_CONTROL.sub("", text))
    yield from cutter.end()


@dataclass
class _Cutter:
    """Cuts a stream at the ends of its items."""

    export: Export
    _held: str = ""
    _is_head: bool = True

    def take(self, text: str) -> Iterator[Part]:
        """The items that end in the next piece of text."""
        self._held += text
        if self._is_head:
            begin = _ITEM.search(self._held)
            if begin is None:
                if len(self._held) > LARGEST_ITEM:
                    raise NoExportError("there is no `<item>` in its first 64 million characters")
                return
            _set_head(self.export, self._held[: begin.start()])
            self._held, self._is_head = self._held[begin.start() :], False
        done = 0
        # What follows must be seen to know that an item ends: a text may speak of items, too.
        while (end := _end_of_item(self._held, done)) is not None and end.end() < len(self._held) - _AHEAD:
            yield _item(self._held[done : end.start()])
            done = end.end()
        self._held = self._held[done:]
        if len(self._held) > LARGEST_ITEM:
            raise NoExportError("an item has more than 64 million characters")

    def end(self) -> Iterator[Part]:
        """The items that are left."""
        if self._is_head:
            _set_head(self.export, self._held)
            return
        done = 0
        while (end := _end_of_item(self._held, done)) is not None:
            yield _item(self._held[done : end.start()])
            done = end.end()
        rest = self._held[done:].strip()
        if _ITEM.match(rest):
            self.export.faults.append("it is cut off within its last item, which is read as far as it goes")
            yield _item(rest)


def _end_of_item(text: str, start: int) -> re.Match[str] | None:
    """Where the item that begins there ends: not within a text that speaks of items."""
    at = start
    opened = ended = -1
    while (end := _END_OF_ITEM.search(text, at)) is not None:
        opened = max(opened, text.rfind(_CDATA, at, end.start()))
        ended = max(ended, text.rfind("]]>", at, end.start()))
        if opened <= ended:
            return end
        at = end.end()
    return None


def _set_head(export: Export, text: str) -> None:
    if _DOCTYPE.search(text):
        raise NoExportError("it has a DOCTYPE, which an export of WordPress never has")
    export.head = part_of(text)


def _item(text: str) -> Part:
    begin = _ITEM.search(text)
    return part_of(text[text.index(">", begin.start()) + 1 :] if begin else text)


def part_of(text: str) -> Part:
    """The elements that stand side by side in a text."""
    return Part(tuple(_nodes(text)))


def _nodes(text: str) -> Iterator[Node]:
    at = 0
    while (opened := _OPEN.search(text, at)) is not None:
        name = opened["name"]
        if name in {"rss", "channel", "xml"} or opened["empty"]:
            at = opened.end()
            if opened["empty"]:
                yield Node(name, _attributes(opened["attributes"]), "")
            continue
        begin = opened.end()
        is_data = text[begin : begin + 40].lstrip().startswith(_CDATA)
        end, at = _closing(text, name, begin, is_data=is_data)
        yield Node(name, _attributes(opened["attributes"]), _text(text[begin:end], is_data=is_data))


def _closing(text: str, name: str, begin: int, *, is_data: bool) -> tuple[int, int]:
    """Where what stands in an element ends, and where the element does."""
    closed: re.Match[str] | None
    if is_data:
        closed = _tag_that_closes(name, is_data=True).search(text, begin)
        if closed is not None:
            return closed.start(), closed.end()
    closing, at = _tag_that_closes(name, is_data=False), begin
    opened = ended = -1
    while (closed := closing.search(text, at)) is not None:
        # What readers wrote in their comments may speak of comments.
        opened = max(opened, text.rfind(_CDATA, at, closed.start()))
        ended = max(ended, text.rfind("]]>", at, closed.start()))
        if is_data or opened <= ended:
            return begin + len(text[begin : closed.start()].rstrip()), closed.end()
        at = closed.end()
    return len(text), len(text)


@lru_cache(maxsize=200)
def _tag_that_closes(name: str, *, is_data: bool) -> re.Pattern[str]:
    mark = r"\]\]>\s*" if is_data else ""
    return re.compile(rf"{mark}</{re.escape(name)}\s*>")


def _text(inside: str, *, is_data: bool) -> str:
    if is_data:
        begin = inside.index(_CDATA) + len(_CDATA)
        # A text that holds "]]>" is cut there, and goes on in the next piece.
        return _NEXT_PIECE.sub("", inside[begin:]).removesuffix("]]>")
    if "<" in inside:
        return inside
    return html.unescape(inside).strip()


def _attributes(typed: str) -> dict[str, str]:
    if not typed:
        return {}
    return {name: html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(typed)}
