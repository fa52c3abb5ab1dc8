"""Rules of Python-Markdown's that newsgen sets in the place of its own: headings, struck words, footnotes.

A headline wants a blank behind its `#`, and a note is left where it was defined for `footnotes` to gather.
"""

import re
from xml.etree.ElementTree import Element, SubElement

import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from newsgen.renderer.dialects import folded
from newsgen.renderer.fenced_items import FencedItems

_STRUCK = r"(~~)(?=[^\s~])((?:[^~]|~(?!~))+)(?<!\s)~~(?!~)"
_NOTE = re.compile(r"^[ ]{0,3}\[\^(?![ \t]*\])([^\[\]\n]*)\]:[ ]*(.*)$", re.MULTILINE)
"""A note, whose name has no lines: else it would take text with it."""
_PUNCTUATION = tuple("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def set_rules(converter: markdown.Markdown) -> None:
    """Sets the rules in a converter."""
    converter.ESCAPED_CHARS = list(_PUNCTUATION)
    converter.parser.blockprocessors.register(_SpacedHeadings(converter.parser), "hashheader", 70)
    converter.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "newsgen-struck", 65)
    if "fenced_code_block" in converter.preprocessors:
        converter.preprocessors.register(FencedItems(converter), "newsgen-fenced-items", 26)
    if "attr_list" in converter.treeprocessors:
        converter.treeprocessors.register(_NoWords(converter), "attr_list", 8)
    for registry, name in ((converter.parser.blockprocessors, "abbr"), (converter.treeprocessors, "abbr")):
        if name in registry:
            registry.deregister(name)
    if "footnote" in converter.parser.blockprocessors:
        rule = converter.parser.blockprocessors["footnote"]
        rule.RE = _NOTE  # type: ignore[attr-defined] # the stubs know no insides
        _set_notes(converter, rule.footnotes)  # type: ignore[attr-defined] # the stubs know no insides


class _NoWords(AttrListTreeprocessor):
    """Takes for attributes what can be nothing else: `{#name .class key="value"}`, `{: …}`, but not `{the end}`."""

    _ONE = r"""(?:[#.][^\s{}.#="'][^\s{}="']*|[a-zA-Z_:@][\w:@.-]*=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s{}"'=]+))"""
    _LIST = rf"\{{(?::[ ]*|(?=[ ]*{_ONE}(?:[ ]+{_ONE})*[ ]*\}})[ ]*)([^{{}}\n ][^{{}}\n]*)\}}"
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc] # the stubs call it final
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc] # the stubs call it final
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc] # the stubs call it final


class _SpacedHeadings(HashHeaderProcessor):
    """`# One #`, but not `#One`; and a `#` that no blank sets off belongs to the text."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?P<header>(?:[ \t][^\n]*?)??)(?:[ \t]+#+)?[ \t]*(?:\n|$)")
    _SHARP = re.compile(r"^(#{1,6}[ \t][^\n]*?\w)(#+)(?=[ \t]*\{[^{}\n]*\}[ \t]*$)", re.MULTILINE)
    """Before attributes, which would take it for the end of the heading."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Makes a heading of the first one in a block."""
        blocks[0] = self._SHARP.sub(lambda found: found[1] + found[2].replace("#", "\\#"), blocks[0])
        super().run(parent, blocks)


class _Notes:
    """The notes of a text, in the order in which they are defined."""

    def __init__(self) -> None:
        self.defined: list[tuple[str, str]] = []
        self.names: set[str] = set()

    def add(self, id: str, text: str) -> None:  # noqa: A002 - Markdown's signature
        self.defined.append((id, text))
        self.names.add(folded(id))

    def reset(self) -> None:
        self.defined.clear()
        self.names.clear()


def _set_notes(converter: markdown.Markdown, extension: FootnoteExtension) -> None:
    notes = _Notes()
    extension.setFootnote = notes.add  # type: ignore[method-assign] # of one converter
    extension.reset = notes.reset  # type: ignore[method-assign]
    for name in ("footnote-duplicate", "footnote-reorder"):
        if name in converter.treeprocessors:
            converter.treeprocessors.deregister(name)
    if "footnote" in converter.postprocessors:
        converter.postprocessors.deregister("footnote")
    converter.treeprocessors.register(_LeaveNotes(converter, notes), "footnote", 50)
    converter.inlinePatterns.register(_NoteMark(notes), "footnote", 175)


class _LeaveNotes(Treeprocessor):
    """Puts each note behind the text, as the other engine would leave it there."""

    def __init__(self, converter: markdown.Markdown, notes: _Notes) -> None:
        super().__init__(converter)
        self._notes = notes

    def run(self, root: Element) -> None:
        done = 0
        while done < len(self._notes.defined):  # A note may define others.
            name, text = self._notes.defined[done]
            done += 1
            note = SubElement(root, "div", {"class": "footnote-definition", "id": name})
            SubElement(note, "sup", {"class": "footnote-definition-label"}).text = "0"
            self.md.parser.parseChunk(note, text)


class _NoteMark(InlineProcessor):
    """A reference to a note that there is."""

    def __init__(self, notes: _Notes) -> None:
        super().__init__(r"\[\^([^\[\]]*)\]")
        self._notes = notes

    def handleMatch(  # type: ignore[override] # noqa: N802 - Markdown's name, and what its newer patterns give
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Markdown's signature
    ) -> tuple[Element | None, int | None, int | None]:
        if folded(m[1]) not in self._notes.names:
            return None, None, None
        mark = Element("sup", {"id": "fnref", "class": "footnote-reference"})
        SubElement(mark, "a", {"href": f"#{m[1]}"}).text = AtomicString("1")
        return mark, m.start(0), m.end(0)
