"""Texts of Draft.js, an editor that keeps marks and links by their places in each block, as HTML. Pure."""

import html
import re
from collections.abc import Mapping
from itertools import groupby, pairwise

Node = Mapping[str, object]
_TAGS = {
    "header-one": "h1",
    "header-two": "h2",
    "header-three": "h3",
    "header-four": "h4",
    "header-five": "h5",
    "header-six": "h6",
    "blockquote": "blockquote",
    "unordered-list-item": "ul",
    "ordered-list-item": "ol",
    "code-block": "pre",
    "atomic": "",
}
_LINKS = re.compile(r'(<a href="[^"]*">|</a>)')
_MARKS = {"BOLD": "strong", "ITALIC": "em", "CODE": "code", "UNDERLINE": "u", "STRIKETHROUGH": "s"}


def is_draft(value: Node) -> bool:
    """Whether it is a text of Draft.js."""
    blocks = value.get("blocks")
    return (
        isinstance(value.get("entityMap"), Mapping | list)
        and isinstance(blocks, list)
        and all(isinstance(each, Mapping) for each in blocks)
    )


def html_of_draft(value: Node) -> str:
    """The text as HTML."""
    blocks, entities = value.get("blocks"), value.get("entityMap")
    named = {str(key): each for key, each in entities.items()} if isinstance(entities, Mapping) else {}
    made: list[str] = []
    for kind, run in groupby(blocks if isinstance(blocks, list) else [], lambda block: str(block.get("type") or "")):
        tag = _TAGS.get(kind, "p")
        inside = [_block(block, named) for block in run]
        if tag in {"ul", "ol"}:
            made.append(f"<{tag}>{''.join(f'<li>{each}</li>' for each in inside)}</{tag}>")
        elif tag == "pre":
            made.append(f"<pre>{chr(10).join(inside)}</pre>")
        else:
            made += [f"<{tag}>{each}</{tag}>" if tag else each for each in inside if each.strip()]
    return "\n".join(filter(None, made))


def _block(block: Node, entities: Mapping[str, object]) -> str:
    text = str(block.get("text") or "")
    ranges = [
        (tag, f"<{tag}>", each)
        for each in _ranges(block, "inlineStyleRanges")
        if (tag := _MARKS.get(str(each.get("style"))))
    ]
    shown = ""
    for each in _ranges(block, "entityRanges"):
        entity = entities.get(str(each.get("key")))
        kind, data = (str(entity.get("type")).upper(), entity.get("data")) if isinstance(entity, Mapping) else ("", {})
        said = data if isinstance(data, Mapping) else {}
        address = html.escape(str(next((said[key] for key in ("url", "href", "src") if said.get(key)), "")))
        if kind == "LINK" and address:
            ranges.insert(0, ("a", f'<a href="{address}">', each))
        elif "IMAGE" in kind and address:
            caption = html.escape(str(said.get("caption") or ""), quote=False)
            below = f"<figcaption>{caption}</figcaption>" if caption else ""
            shown += f'<figure><img src="{address}" alt="{html.escape(str(said.get("alt") or ""))}">{below}</figure>'
        elif address:
            shown += f"<p>{address}</p>"
    return shown + (_marked(text, ranges) if text.strip() else "")


def joined_links(made: str) -> str:
    """HTML in which one link to one address is one, though marks have parted its words."""
    parts, found = _LINKS.split(made), [""]
    at, opened = 0, ""
    while at < len(parts):
        if parts[at] == "</a>" and parts[at + 1 : at + 3] == ["", opened]:
            at += 3
            continue
        opened = parts[at] if parts[at].startswith("<a ") else opened
        found.append(parts[at])
        at += 1
    return "".join(found)


def _ranges(block: Node, name: str) -> list[Node]:
    said = block.get(name)
    return [each for each in said if isinstance(each, Mapping)] if isinstance(said, list) else []


def _marked(text: str, ranges: list[tuple[str, str, Node]]) -> str:
    """The text, cut at every place at which a mark begins or ends: so marks that cross do no harm."""
    spans = []
    for tag, opening, said in ranges:
        begin, length = said.get("offset"), said.get("length")
        if isinstance(begin, int) and isinstance(length, int):
            spans.append((tag, opening, begin, begin + length))
    cuts = sorted({0, len(text), *(min(max(at, 0), len(text)) for span in spans for at in span[2:])})
    made = []
    for begin, end in pairwise(cuts):
        inside = html.escape(text[begin:end], quote=False).replace("\n", "<br>")
        for tag, opening, start, stop in reversed(spans):
            if start <= begin and end <= stop:
                inside = f"{opening}{inside}</{tag}>"
        made.append(inside)
    return joined_links("".join(made))
