"""Paragraphs that were parted by `<br>`, and subheads that were set in bold: as elements of their own. Pure."""

from newsgen.importers.from_html.inline import is_block
from newsgen.importers.from_html.nodes import Comment, Element, Node, Text
from newsgen.importers.saved_pages.units import count_words, ends_sentence, has_double_break

_BOXES = frozenset("body div td p center article section main font span li dd blockquote".split())
_LONGEST_SUBHEAD = 12
"""Words."""


def split_paragraphs(element: Element) -> None:
    """Makes a paragraph of what stands between two breaks and the next two."""
    for inner in list(element.elements()):
        if inner.name in _BOXES or inner.name in {"table", "tbody", "tr", "form"}:
            split_paragraphs(inner)
    if element.name not in _BOXES:
        return
    if has_double_break(element.children):
        element.children = _split(element.children)
        if element.name in {"p", "font", "span"}:
            element.name = "div"
    for at, child in enumerate(element.children):
        if (
            isinstance(child, Element)
            and child.name == "p"
            and _is_subhead(child)
            and _has_text(element.children[at + 1 :])
        ):
            child.name = "h3"
            child.children = [Text(child.one_line())]


def _split(nodes: list[Node]) -> list[Node]:
    made: list[Node] = []
    run: list[Node] = []
    breaks: list[Node] = []

    def end() -> None:
        if any(not isinstance(node, Text) or node.text.strip() for node in run):
            made.append(Element("p", {}, list(run)))
        run.clear()
        breaks.clear()

    for node in nodes:
        if isinstance(node, Element) and node.name == "br":
            breaks.append(node)
        elif is_block(node):
            end()
            made.append(node)
        elif isinstance(node, Text) and not node.text.strip():
            (breaks or run).append(node)
        else:
            if sum(isinstance(each, Element) for each in breaks) > 1:
                end()
            run += breaks
            breaks.clear()
            run.append(node)
    end()
    return made


def _is_subhead(paragraph: Element) -> bool:
    """Whether all of a paragraph is bold, and it is no sentence."""
    shown = [node for node in paragraph.children if not isinstance(node, Text) or node.text.strip()]
    text = paragraph.one_line()
    if len(shown) != 1 or not isinstance(shown[0], Element) or shown[0].name not in {"b", "strong", "font", "u"}:
        return False
    if shown[0].name in {"font", "u"} and not _is_subhead(Element("p", {}, shown[0].children)):
        return False
    if next(paragraph.every("a", "img", "br"), None) is not None:
        return False
    return 0 < count_words(text) <= _LONGEST_SUBHEAD and not ends_sentence(text)


def _has_text(nodes: list[Node]) -> bool:
    return any(
        (node.text if isinstance(node, Text) else node.text()).strip()
        for node in nodes
        if not isinstance(node, Comment)
    )


def trim_rules(element: Element) -> None:
    """Drops lines that were drawn above and below a story."""
    for order in (1, -1):
        while True:
            shown = [
                node
                for node in element.children[::order]
                if not isinstance(node, Comment)
                and (
                    node.text.strip()
                    if isinstance(node, Text)
                    else node.text().strip() or node.name == "hr" or _shows(node)
                )
            ]
            if shown and isinstance(shown[0], Element) and shown[0].name == "hr":
                element.children[:] = [node for node in element.children if node is not shown[0]]
                continue
            if shown and isinstance(shown[0], Element) and shown[0].name in _BOXES and order == -1:
                trim_rules(shown[0])
            break


def _shows(element: Element) -> bool:
    return (
        next(element.every("img", "hr", "iframe", "video", "audio", "embed", "object"), None) is not None
        or element.name == "img"
    )
