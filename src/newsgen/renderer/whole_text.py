"""Where Markdown's own rules drop words, other rules take their place: every word of an article is in its page (law 6).

A definition such as ``[name]: address`` is no text, but an interview has lines like ``[Q]: Why?``. A table drops the
cells that stand right of its last column. And two ``<div markdown="1">``
inside one another that are never closed would take all their text with them.
"""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, HTMLExtractorExtra
from markdown.extensions.tables import TableProcessor

_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\[\]]*\]:", re.MULTILINE)
_MORE_DEFINITIONS = re.compile(r"(?:[ ]{0,3}\[[^\n]*(?:\n|\Z))*")
"""Which nobody uses: no rule has a use for lines that begin so, and all are read at once."""
_ADDRESS_BEGINS = frozenset("/.<hH")
"""On a line of its own, which then is no item or the like."""
_LABEL = re.compile(r"\[([^\[\]]*)\]")


def convert_whole(converter: markdown.Markdown, text: str) -> str:
    """The HTML of a text, by a converter that keeps words.

    Whether a link uses a definition is known for certain only when all links are made: one that nothing has asked for
    is text, and the text is converted once more.
    """
    references = _References()
    converter.references = references
    while True:
        converter.reset()
        rendered = converter.convert(text)
        if not (unused := references.keys() - references.asked_for):
            return rendered
        references.refused |= unused


class _References(dict[str, tuple[str, str]]):
    """The definitions of a text, and which of them a link has asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked_for: set[str] = set()
        self.refused: set[str] = set()
        """Names of definitions that are text."""

    def __getitem__(self, name: str) -> tuple[str, str]:
        self.asked_for.add(name)
        return super().__getitem__(name)

    def clear(self) -> None:
        super().clear()
        self.asked_for.clear()


def keep_words(converter: markdown.Markdown) -> None:
    """Sets rules that drop no words in the place of Markdown's."""
    rules = converter.parser.blockprocessors
    rules.register(_UsedReferences(converter.parser), "reference", 15)
    if "table" in rules:
        config = rules["table"].config  # type: ignore[attr-defined] # the stubs know no table's insides
        rules.register(_WholeRows(converter.parser, config), "table", 75)
    if isinstance(converter.preprocessors["html_block"], HtmlBlockPreprocessor):
        converter.preprocessors.register(_ClosedBlocks(converter), "html_block", 20)


class _UsedReferences(ReferenceProcessor):
    """Takes a line for the definition of a link only if some link has its name; otherwise it is text.

    So is a second one that has another address.
    """

    _lines: Sequence[str] | None = None
    _labels: frozenset[str] = frozenset()

    def run(self, parent: Element, blocks: list[str]) -> bool:  # noqa: ARG002 - Markdown's signature
        """Records the definitions that stand together, and gives back what is before, between and behind them."""
        block = blocks[0]
        texts: list[str] = []
        end = 0
        for match in self.RE.finditer(block):
            link = (match[2].lstrip("<").rstrip(">"), match[5] or match[6])
            if not self._is_used(match[1]) or self._known().get(_key(match[1]), link) != link:
                continue
            between = block[end : match.start()].strip("\n")
            # Another rule may claim a part of what comes after text, or of a definition that spans lines.
            is_bound = "\n" not in match[0] or match[2][0] in _ADDRESS_BEGINS
            if end and not (is_bound and _MORE_DEFINITIONS.fullmatch(between)):
                break
            texts.append(between)
            end = match.end()
            self._known()[_key(match[1])] = link
        if not end:
            return False
        texts.append(block[end:].lstrip("\n"))
        blocks[:1] = [text for text in texts if text.strip()]
        return True

    def _is_used(self, name: str) -> bool:
        return _folded(name) in self._used_labels() and _key(name) not in self._refused()

    def _known(self) -> dict[str, tuple[str, str]]:
        return self.parser.md.references

    def _refused(self) -> set[str]:
        references = self._known()
        return references.refused if isinstance(references, _References) else set()

    def _used_labels(self) -> frozenset[str]:
        """The names in brackets that stand elsewhere than in front of a definition."""
        lines = self.parser.md.lines  # type: ignore[attr-defined] # nor what a conversion has read
        if self._lines is not lines:
            self._lines = lines
            text = _DEFINITION.sub("", "\n".join(lines))
            self._labels = frozenset(_folded(label) for label in _LABEL.findall(text)) - {""}
        return self._labels


def _key(label: str) -> str:
    """As Markdown looks a definition up."""
    return label.strip().lower()


def _folded(label: str) -> str:
    return " ".join(label.lower().split())


class _WholeRows(TableProcessor):
    """Puts what stands right of the last column into the last column."""

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]
        cells: list[str] = self._split_row(row)  # type: ignore[attr-defined]
        beyond = [cell.strip(" ") for cell in cells[len(align) :]]
        if any(beyond):
            last = parent[-1][-1]
            last.text = " | ".join([last.text or "", *beyond])


class _ClosedBlocks(HtmlBlockPreprocessor):
    """Takes HTML blocks out of the text, with Markdown inside them, and closes all that the author left open."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines without the blocks, which the stash keeps."""
        parser = _ClosingExtractor(self.md)
        parser.feed("\n".join(lines))
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _ClosingExtractor(HTMLExtractorExtra):
    def close(self) -> None:
        super().close()
        stack: list[str] = self.mdstack  # type: ignore[attr-defined] # the stubs know no insides
        while stack:  # It closes the outermost by its name, which of two alike is the inner one.
            self.handle_endtag(stack[0])
