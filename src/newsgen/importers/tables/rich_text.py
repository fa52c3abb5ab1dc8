"""Texts that systems without pages keep as trees in JSON, as HTML. Pure.

Contentful, Sanity (Portable Text), ProseMirror and TipTap, Slate, Strapi, Lexical and Draft.js: all have blocks with
children, and words with marks; they differ in what they call them.
"""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from newsgen.importers.exports.lexical import html_of_lexical
from newsgen.importers.tables.blocks import html_of, is_blocks
from newsgen.importers.tables.draft_js import html_of_draft, is_draft, joined_links

Node = Mapping[str, object]
_TAGS = {
    "paragraph": "p", "p": "p", "normal": "p", "heading": "h2", "header": "h2", "blockquote": "blockquote",
    "blockquotenode": "blockquote", "quote": "blockquote", "block-quote": "blockquote", "bulletlist": "ul",
    "bulletedlist": "ul", "unorderedlist": "ul", "ul": "ul", "orderedlist": "ol", "numberedlist": "ol", "ol": "ol",
    "listitem": "li", "li": "li", "listitemchild": "", "lic": "", "table": "table", "tablerow": "tr", "tr": "tr",
    "tablecell": "td", "td": "td", "tableheader": "th", "tableheadercell": "th", "th": "th", "document": "", "doc": "",
    "tbody": "", "thead": "",
}  # fmt: skip
_MARKS = {
    "bold": "strong", "strong": "strong", "italic": "em", "em": "em", "emphasis": "em", "code": "code",
    "underline": "u", "strike": "s", "strikethrough": "s", "strike-through": "s", "subscript": "sub",
    "superscript": "sup", "sub": "sub", "sup": "sup", "highlight": "mark",
}  # fmt: skip
_RULES = frozenset({"hr", "horizontalrule", "divider", "break", "thematicbreak"})
_LINKS = frozenset({"link", "a", "hyperlink", "autolink"})
_PICTURES = frozenset({"image", "img", "picture", "mainimage", "photo", "embeddedassetblock", "imageblock"})
_CODES = frozenset({"code", "codeblock", "pre"})
_FRAMES = frozenset({"youtube", "embed", "video", "iframe", "vimeo", "tweet", "twitter"})
_LEVELS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DEEPEST = 100
_LONGEST = 20_000_000


def html_of_rich(value: object) -> str | None:
    """A tree of a text as HTML; None for what is none."""
    if isinstance(value, Mapping):
        root = value.get("root")
        if isinstance(root, Mapping) and root.get("type") == "root":
            return html_of_lexical(value)[0].strip()
        if is_draft(value):
            return html_of_draft(value)
        if _kind(value) in {"document", "doc"} and isinstance(value.get("content"), list):
            return joined_links(_blocks(_nodes(value.get("content")), 0)).strip()
        return None
    if isinstance(value, list) and _is_list_of_nodes(value):
        return joined_links(_blocks(value, 0)).strip()
    return None


def unpacked(cells: Mapping[str, object]) -> Mapping[str, object]:
    """The cells of a row; trees and blocks that stand in them as JSON have become HTML."""
    found = {name: made for name, cell in cells.items() if (made := _unpacked(cell)) is not None}
    return {**cells, **found} if found else cells


def _unpacked(cell: object) -> str | None:
    if not isinstance(cell, str) or len(cell) > _LONGEST or not cell.lstrip().startswith(("{", "[")):
        return None
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    made = html_of_rich(value)
    blocks = value.get("blocks") if isinstance(value, dict) else value
    return html_of(blocks) if made is None and isinstance(blocks, list) and is_blocks(blocks) else made


def _is_list_of_nodes(values: Sequence[object]) -> bool:
    """Whether a list is one of blocks with words in their children, as Sanity, Slate and Strapi have it."""
    nodes = [each for each in values if isinstance(each, Mapping)]
    return bool(nodes) and len(nodes) == len(values) and all(map(_kind, nodes)) and any(map(_has_spans, nodes))


def _has_spans(node: Node, depth: int = 0) -> bool:
    children = _children(node)
    return isinstance(node.get("children"), list) and any(
        isinstance(each.get("text"), str) or (depth < _DEEPEST and _has_spans(each, depth + 1)) for each in children
    )


def _kind(node: Node) -> str:
    said = next((node[key] for key in ("nodeType", "_type", "type", "object") if isinstance(node.get(key), str)), "")
    return str(said).lower().replace("-", "").replace("_", "")


def _nodes(values: object) -> list[Node]:
    return [each for each in values if isinstance(each, Mapping)] if isinstance(values, list) else []


def _children(node: Node) -> list[Node]:
    return next((_nodes(node[key]) for key in ("children", "content") if isinstance(node.get(key), list)), [])


def _attributes(node: Node) -> Node:
    """What is said of a node, wherever its system keeps that."""
    inner = [node[key] for key in ("attrs", "data", "fields", "attributes") if isinstance(node.get(key), Mapping)]
    return {**node, **{key: value for each in inner if isinstance(each, Mapping) for key, value in each.items()}}


def _blocks(nodes: Sequence[Node], depth: int) -> str:
    """Blocks below one another; items of lists that stand among them, as Sanity has them, make lists."""
    made: list[str] = []
    for is_item, run in groupby(nodes, lambda node: isinstance(node.get("listItem"), str)):
        alike = list(run)
        made += [_items(alike, depth)] if is_item else [_block(node, depth) for node in alike]
    return "\n".join(filter(None, made))


def _items(nodes: Sequence[Node], depth: int) -> str:
    """Items, each with how deep it stands and with the kind of its list."""
    made: list[str] = []
    opened: list[tuple[int, str]] = []
    for node in nodes:
        tag = "ol" if node.get("listItem") == "number" else "ul"
        level = node.get("level")
        level = level if isinstance(level, int) else 1
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != tag)):
            made.append(f"</li></{opened.pop()[1]}>")
        if opened and opened[-1][0] == level:
            made.append("</li>")
        else:
            opened.append((level, tag))
            made.append(f"<{tag}>")
        made.append(f"<li>{_inside(node, depth)}")
    return "".join([*made, *(f"</li></{tag}>" for _, tag in reversed(opened))])


def _block(node: Node, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    kind, said = _kind(node), _attributes(node)
    if (alone := _lone(node, kind, said)) is not None:
        return alone
    if _is_inline(node):
        return _inline(node, {}, depth)
    inside = _inside(node, depth)
    tag = _tag_of(node, kind, said)
    if not inside and kind not in _TAGS:
        return html_of([node]) or _words(node)
    return f"<{tag}>{inside}</{tag}>" if tag and inside else inside


def _lone(node: Node, kind: str, said: Node) -> str | None:
    """What is no text: a line, a picture, code, what another host shows; None for all else."""
    children = _children(node)
    if kind in _PICTURES:
        return _picture(said) or None
    if kind in _CODES:
        typed = "".join(str(each.get("text") or "") for each in children)
        return _code(said, typed or str(said.get("code") or said.get("text") or ""))
    if children:
        return None
    if kind in _RULES:
        return "<br>" if kind == "break" else "<hr>"
    if kind in _FRAMES and (address := _address(said)):
        return f"<p>{html.escape(address)}</p>"
    return None


def _tag_of(node: Node, kind: str, said: Node) -> str:
    """The element of a block; a block of Sanity says it by its style, a heading by its level or its name."""
    style = str(node.get("style") or "").lower() if kind == "block" else kind
    level = said.get("level") or said.get("depth")
    if style in _LEVELS:
        return style
    if style.startswith("heading") and style[7:].isdigit():
        return f"h{min(6, max(1, int(style[7:])))}"
    words = {"headingone": "h1", "headingtwo": "h2", "headingthree": "h3", "headingfour": "h4", "headingfive": "h5"}
    if style in words:
        return words[style]
    if style == "heading" and isinstance(level, int) and f"h{level}" in _LEVELS:
        return f"h{level}"
    if style == "list":
        return "ol" if str(said.get("format") or said.get("style") or "").startswith(("ordered", "number")) else "ul"
    return _TAGS.get(style, "p")


def _inside(node: Node, depth: int) -> str:
    """What stands in a node: words with their marks, or further blocks."""
    if depth > _DEEPEST:
        return ""
    links = {str(each.get("_key")): each for each in _nodes(node.get("markDefs"))}
    children = _children(node)
    if any(not _is_inline(each) for each in children):
        return "".join(
            "".join(_inline(each, links, depth + 1) for each in run) if is_inline else _blocks(list(run), depth + 1)
            for is_inline, run in groupby(children, _is_inline)
        )
    return "".join(_inline(each, links, depth + 1) for each in children)


def _is_inline(node: Node) -> bool:
    kind = _kind(node)
    is_text = isinstance(node.get("text"), str) and kind in {"", "text", "span"}
    return (
        is_text
        or (kind == "text" and isinstance(node.get("value"), str))
        or kind in {*_LINKS, "hardbreak", "br"}
        or (kind.endswith("hyperlink"))
    )


def _inline(node: Node, links: Mapping[str, Node], depth: int) -> str:
    kind = _kind(node)
    if kind in {"hardbreak", "br"}:
        return "<br>"
    if kind in _LINKS or kind.endswith("hyperlink"):
        inside, address = _inside(node, depth), _address(_attributes(node))
        return f'<a href="{html.escape(address)}">{inside}</a>' if address and inside else inside
    text = node.get("text") if isinstance(node.get("text"), str) else node.get("value")
    made = html.escape(str(text or ""), quote=False).replace("\n", "<br>")
    if not made.strip():
        return made
    for mark, said in _marks(node):
        link = links.get(mark, said) if mark in links or mark in _LINKS else None
        if link is not None:
            address = _address(_attributes(link))
            made = f'<a href="{html.escape(address)}">{made}</a>' if address else made
        elif tag := _MARKS.get(mark.lower()):
            made = f"<{tag}>{made}</{tag}>"
    return made


def _marks(node: Node) -> Iterator[tuple[str, Node]]:
    """The marks of a word, the innermost first: code, emphasis, links."""
    said = node.get("marks")
    named = [
        (str(each.get("type") or ""), each) if isinstance(each, Mapping) else (str(each), {})
        for each in (said if isinstance(said, list) else [])
    ]
    named += [(key, {}) for key in _MARKS if node.get(key) is True]
    yield from sorted(named, key=lambda each: (each[0].lower() not in _MARKS, each[0].lower() != "code"))


def _address(said: Node) -> str:
    for key in ("href", "url", "uri", "src", "link"):
        if isinstance(said.get(key), str):
            return str(said[key]).strip()
    return ""


def _picture(said: Node) -> str:
    """A picture with its caption; of Sanity's, the name of its file."""
    for key in ("image", "asset", "file", "target"):
        inner = said.get(key)
        if isinstance(inner, Mapping):
            said = {**inner, **{name: value for name, value in said.items() if value}}
    address = _address(said)
    if not address and isinstance(reference := said.get("_ref"), str):
        name, _, suffix = reference.removeprefix("image-").rpartition("-")
        address = f"{name}.{suffix}"
    if not address:
        return ""
    alt = html.escape(str(said.get("alt") or said.get("alternativeText") or ""))
    caption = html.escape(str(said.get("caption") or ""), quote=False)
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{html.escape(address)}" alt="{alt}">{below}</figure>'


def _code(said: Node, text: str) -> str:
    language = html.escape(str(said.get("language") or ""))
    named = f' class="language-{language}"' if language and language != "null" else ""
    return f"<pre><code{named}>{html.escape(text, quote=False)}</code></pre>" if text else ""


def _words(node: Node) -> str:
    """The words of what nobody knows."""
    said = [str(node[key]) for key in ("title", "heading", "text", "caption", "body") if isinstance(node.get(key), str)]
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in said)
