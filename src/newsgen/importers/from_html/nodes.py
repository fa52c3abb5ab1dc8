"""A tree of HTML as plain values: elements with their children, and texts. Pure."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsgen.importers.from_html.bounds import bounded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

MOST_DEPTH = 200
"""Elements in one another; of what lies deeper, texts, links and pictures stand side by side in the last one."""


@dataclass(slots=True)
class Text:
    """A piece of text, with all of its blanks."""

    text: str


@dataclass(slots=True)
class Comment:
    """What stands between ``<!--`` and ``-->``."""

    text: str
    """Without blanks at its ends."""

    @property
    def is_kept(self) -> bool:
        """Whether an importer has put it there, for what newsgen has no word for: readers never see it."""
        return self.text.startswith("kept: ")


@dataclass(slots=True)
class Element:
    """An element of HTML."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)

    def get(self, name: str) -> str:
        """An attribute; empty where there is none."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """The words in ``class``."""
        return self.get("class").split()

    def elements(self) -> "Iterator[Element]":
        """The elements among its children."""
        return (child for child in self.children if isinstance(child, Element))

    def every(self, *names: str) -> "Iterator[Element]":
        """All elements of these names in it, in their order."""
        waiting = self.children[::-1]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Element):
                if node.name in names:
                    yield node
                waiting += node.children[::-1]

    def text(self) -> str:
        """All text in it that is no program."""
        parts = (child.text if isinstance(child, Text) else _text_of(child) for child in self.children)
        return "".join(parts)

    def one_line(self) -> str:
        """Likewise, with one blank for all white space."""
        return " ".join(self.text().split())


def _text_of(node: "Element | Comment") -> str:
    return node.text() if isinstance(node, Element) and node.name not in {"script", "style"} else ""


Node = Text | Comment | Element


def parse(html: str) -> Element:
    """The body of a page or a fragment, as browsers understand it."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where there is HTML

    html = bounded(html)
    # A comment or a script before everything else would lie before the body, and be lost.
    begins_so = (
        html.lstrip().startswith(("<!--", "<script", "<noscript")) and "<body" not in html and "<html" not in html
    )
    return body_of(LexborHTMLParser(f"<body>{html}" if begins_so else html))


def body_of(parser: "LexborHTMLParser") -> Element:
    """The body of a page that has been parsed."""
    root = Element("body")
    body = parser.body
    if body is not None:
        root.attributes = {name: value or "" for name, value in body.attributes.items()}
        _fill(root, body, 0)
    return root


def _fill(into: Element, node: Any, depth: int) -> None:  # noqa: ANN401 - the parser's nodes have no types
    child = node.child
    while child is not None:
        if child.is_text_node:
            into.children.append(Text(child.text_content or ""))
        elif child.is_comment_node:
            into.children.append(Comment((child.comment_content or "").strip()))
        elif child.is_element_node and depth >= MOST_DEPTH:
            into.children += _flat(child)
        elif child.is_element_node:
            name = child.tag
            element = Element(name, {key: value or "" for key, value in child.attributes.items()})
            into.children.append(element)
            if name != "template":
                _fill(element, child, depth + 1)
        child = child.next


def _flat(node: Any) -> "Iterator[Node]":  # noqa: ANN401 - likewise
    """What stands in an element, however deep: without a call for each step down."""
    waiting: list[Any] = [node]
    while waiting:
        found = waiting.pop()
        if found.is_text_node:
            yield Text(found.text_content or "")
        elif found.is_element_node and found.tag not in {"script", "style", "template"}:
            attributes = {key: value or "" for key, value in found.attributes.items()}
            if found.tag in {"img", "br"}:
                yield Element(found.tag, attributes)
            elif found.tag == "a":
                # Its text is all that is in it; a picture in a link at such a depth stands before it.
                yield from (Element("img", dict(image.attributes)) for image in found.css("img"))
                yield Element("a", attributes, [Text(found.text())])
            else:
                yield Text(" ")
                child, inner = found.child, []
                while child is not None:
                    inner.append(child)
                    child = child.next
                waiting += reversed(inner)
