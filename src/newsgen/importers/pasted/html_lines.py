"""HTML as the lines that a reader copies: headings with ``##``, items with their marks, cells with tabs. Pure."""

import re
from collections.abc import Iterator, Sequence

from newsgen.importers.from_html.nodes import Comment, Element, Node, Text

_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset("head script style template noscript svg math iframe object select option title link meta".split())
_HEADING = re.compile(r"h([1-6])")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"(?:• |\d+\. )+\Z")
_SCRIPT = re.compile(r"\s*(?:javascript|data|vbscript):", re.IGNORECASE)


def html_lines(root: Element) -> tuple[list[str], dict[str, str]]:
    """The lines of some HTML, with an empty one between two blocks; and addresses that none holds, and why."""
    reading = _Reading()
    reading.take(root.children)
    reading.close()
    return reading.lines, reading.addresses


class _Reading:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.addresses: dict[str, str] = {}
        self._line = ""
        self._prefix = ""
        self._is_plain = False

    def take(self, nodes: Sequence[Node]) -> None:
        """Reads some nodes."""
        for node in nodes:
            if isinstance(node, Text):
                self._add(node.text)
            elif not isinstance(node, Comment):
                self._element(node)

    def close(self) -> None:
        """Ends the block that is open."""
        for line in self._line.split("\n"):
            text = _BLANKS.sub(" ", line).strip() if not self._is_plain else line.rstrip()
            if text:
                self.lines.append(self._prefix + text)
        self._line = ""

    def _add(self, text: str) -> None:
        self._line += text if self._is_plain else _BLANKS.sub(" ", text)

    def _element(self, element: Element) -> None:
        name = element.name
        if name in _UNSEEN:
            return
        self._note_address(element)
        if name == "br":
            self._line += "\n"
        elif name == "table":
            self._table(element)
        elif name in _BLOCKS:
            self._block(element)
        else:
            self.take(element.children)

    def _note_address(self, element: Element) -> None:
        address = element.get("href" if element.name == "a" else "src")
        shown = "".join(_texts(element))
        if not address or address.startswith("#") or _SCRIPT.match(address) or address in shown:
            return
        if element.name == "a":
            self.addresses.setdefault(address, "the address of a link, which a copied story does not keep")
        elif element.name == "img":
            self.addresses.setdefault(address, "a picture, which is not in the text: --picture FILE gives it")

    def _block(self, element: Element) -> None:
        self.close()
        if self.lines and self.lines[-1] and element.name != "li":
            self._end_block()
        before, was_plain = self._prefix, self._is_plain
        self._is_plain = was_plain or element.name == "pre"
        if heading := _HEADING.fullmatch(element.name):
            self._prefix += f"{'#' * int(heading[1])} "
        elif element.name == "blockquote":
            self._prefix += "> "
        elif element.name == "hr":
            self.lines.append("***")
        if element.name in {"ul", "ol"}:
            self._list(element)
        else:
            self.take(element.children)
        self.close()
        self._prefix, self._is_plain = before, was_plain
        if element.name != "li":
            self._end_block()

    def _end_block(self) -> None:
        """An empty line, which in a quotation has the mark of that."""
        self.lines.append(">" if self._prefix.startswith(">") else "")

    def _list(self, element: Element) -> None:
        number = int(element.get("start")) if element.get("start").isdigit() else 1
        for child in element.children:
            if isinstance(child, Element) and child.name == "li":
                before = self._prefix
                # Lists in lists lie beside one another: a line has one mark.
                self._prefix = _MARKS.sub("", before) + (f"{number}. " if element.name == "ol" else "• ")
                self.take(child.children)
                self.close()
                self._prefix = before
                number += 1
            elif not isinstance(child, Comment):
                self.take([child])

    def _table(self, element: Element) -> None:
        self.close()
        rows = [[_cell(cell) for cell in row.elements() if cell.name in {"td", "th"}] for row in element.every("tr")]
        if max(map(len, rows), default=0) < 2 or len(rows) < 2 or any(True for _ in element.every("table")):  # noqa: PLR2004
            for child in element.elements():  # Old pages are laid out with tables.
                self._block(Element("div", {}, child.children))
            return
        for child in element.every("a", "img"):
            self._note_address(child)
        caption = "".join(text for child in element.every("caption") for text in _texts(child)).strip()
        self.lines += ["", *([caption, ""] if caption else [])]
        columns = max(map(len, rows))
        # An empty cell at the end of a row is one all the same.
        self.lines += ["\t".join([*row, *["–"] * (columns - len(row))]) for row in rows if row]
        self.lines.append("")


def _cell(cell: Element) -> str:
    return _BLANKS.sub(" ", "".join(_texts(cell))).strip() or "–"


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text):
            yield child.text
        elif isinstance(child, Element) and child.name not in _UNSEEN:
            yield from _texts(child)
            if child.name in _BLOCKS or child.name == "br":
                yield " "
