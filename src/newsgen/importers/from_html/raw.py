"""HTML that stays HTML, since Markdown cannot say it: without scripts, styles and classes. Pure."""

import html
from collections.abc import Iterable

from newsgen.importers.from_html.inline import DROPPED
from newsgen.importers.from_html.nodes import Comment, Element, Node, Text

_ATTRIBUTES = frozenset(
    """href src alt title lang dir colspan rowspan scope headers start reversed value type datetime cite span open width
    height""".split()
)
_VOID = frozenset("br hr img wbr col source track".split())
_DRAWN = frozenset({"svg", "math"})
_TRANSPARENT = frozenset("span font div section center article main".split())


def raw(element: Element) -> str:
    """One element of a text, on lines without an empty one between them, which would end it."""
    import nh3  # noqa: PLC0415 - only where there is such HTML

    written = "".join(_written([element]))
    clean = nh3.clean(written, attributes={"*": set(_ATTRIBUTES)}, link_rel=None, strip_comments=False)
    return "\n".join(line for line in clean.split("\n") if line.strip())


def _written(nodes: Iterable[Node]) -> Iterable[str]:
    for node in nodes:
        if isinstance(node, Text):
            yield html.escape(node.text, quote=False)
        elif isinstance(node, Comment) and node.is_kept:
            yield f"<!-- {node.text} -->"
        elif isinstance(node, Element) and node.name not in DROPPED:
            typed = "".join(
                f' {name}="{html.escape(value)}"' for name, value in node.attributes.items() if name in _ATTRIBUTES
            )
            if node.name in _DRAWN:
                yield html.escape(node.text(), quote=False)
            elif node.name in _TRANSPARENT and not typed:
                yield from _written(node.children)
            else:
                yield f"<{node.name}{typed}>"
                yield from _written(node.children)
                if node.name not in _VOID:
                    yield f"</{node.name}>"
