"""Lexical, a tree of nodes in which Ghost since 5 and others keep texts, as HTML. Pure."""

import html
from collections.abc import Iterator, Mapping

from newsgen.importers.exports.ghost_cards import card_html

Node = Mapping[str, object]
_MARKS = ((16, "code"), (1, "strong"), (2, "em"), (4, "s"), (8, "u"), (32, "sub"), (64, "sup"), (128, "mark"))
"""Bit of a text's format to its element, the innermost first."""
_BLOCKS = {
    "paragraph": "p",
    "quote": "blockquote",
    "extended-quote": "blockquote",
    "aside": "blockquote",
    "table": "table",
    "tablerow": "tr",
    "tablecell": "td",
    "root": "",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST = 100


def html_of_lexical(document: Node) -> tuple[str, list[str]]:
    """A document as HTML, and the kinds of its nodes that are not known; their words are paragraphs."""
    made = _Lexical()
    root = document.get("root")
    return made.block(root, 0) if isinstance(root, Mapping) else "", made.strange


class _Lexical:
    def __init__(self) -> None:
        self.strange: list[str] = []

    def block(self, node: Node, depth: int) -> str:
        """One node with all that is in it."""
        kind = str(node.get("type") or "")
        if depth > _DEEPEST:
            self.strange.append(kind)
            return ""
        if (tag := _tag_of(node, kind)) is not None:
            inside = self._inside(node, depth)
            return f"<{tag}>{inside}</{tag}>\n" if tag else inside
        if kind == "list":
            return self._list(node, depth)
        if (inline := self._inline(node, kind, depth)) is not None:
            return inline
        if (card := card_html(kind, node)) is not None:
            return f"{card}\n"
        self.strange.append(kind)
        inside = self._inside(node, depth) or html.escape(str(node.get("text") or ""), quote=False)
        return f"<p>{inside}</p>\n" if inside else ""

    def _inside(self, node: Node, depth: int) -> str:
        return "".join(self.block(child, depth + 1) for child in _children(node))

    def _inline(self, node: Node, kind: str, depth: int) -> str | None:
        """A part of a line; None for what is none."""
        match kind:
            case "text" | "extended-text":
                return _marked(node)
            case "link" | "autolink" | "at-link":
                fields = node.get("fields")
                address = str(node.get("url") or (fields.get("url") if isinstance(fields, Mapping) else "") or "")
                inside = self._inside(node, depth)
                return f'<a href="{html.escape(address)}">{inside}</a>' if address else inside
            case "linebreak":
                return "<br>"
            case "tab":
                return " "
            case "zwnj" | "tk":
                return ""
            case _:
                return None

    def _list(self, node: Node, depth: int) -> str:
        """A list; one in it has an item of its own there, and stands in the one before here."""
        items: list[str] = []
        for child in _children(node):
            inner = list(_children(child))
            if items and inner and all(each.get("type") == "list" for each in inner):
                items[-1] += self._inside(child, depth + 1)
            else:
                items.append(self._inside(child, depth + 1))
        tag = "ol" if node.get("listType") == "number" or node.get("tag") == "ol" else "ul"
        start = f' start="{node["start"]}"' if tag == "ol" and isinstance(node.get("start"), int) else ""
        return f"<{tag}{start}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>\n"


def _tag_of(node: Node, kind: str) -> str | None:
    """The element of a block; None for what is none, empty for the whole document."""
    if kind in {"heading", "extended-heading"}:
        return str(node.get("tag")) if node.get("tag") in _HEADINGS else "h2"
    return "th" if kind == "tablecell" and node.get("headerState") else _BLOCKS.get(kind)


def _children(node: Node) -> Iterator[Node]:
    children = node.get("children")
    yield from (each for each in children if isinstance(each, Mapping)) if isinstance(children, list) else ()


def _marked(node: Node) -> str:
    made = html.escape(str(node.get("text") or ""), quote=False)
    bits = node.get("format")
    for bit, tag in _MARKS if made and isinstance(bits, int) else ():
        if isinstance(bits, int) and bits & bit:
            made = f"<{tag}>{made}</{tag}>"
    return made
