"""A text that is a list of blocks, as editors store it in JSON, as HTML. Pure."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence

_KINDS = ("type", "kind", "_type", "blockType", "style")
_TEXTS = ("text", "html", "content", "value", "body", "caption")
_TAGS = {
    "paragraph": "p",
    "p": "p",
    "text": "p",
    "heading": "h2",
    "header": "h2",
    "headline": "h2",
    "subhead": "h2",
    "subheading": "h2",
    "crosshead": "h2",
    "title": "h2",
    "quote": "blockquote",
    "blockquote": "blockquote",
    "pullquote": "blockquote",
    "listitem": "li",
    "list_item": "li",
    "list-item": "li",
    "bullet": "li",
    "li": "li",
    "list": "ul",
    "ul": "ul",
    "ol": "ol",
    "image": "img",
    "picture": "img",
    "photo": "img",
    "html": "",
    "raw": "",
    "embed": "",
    "divider": "hr",
    "separator": "hr",
}
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[\da-fA-F]{2,5}|[a-zA-Z]{2,8});")
_LEVELS = range(1, 7)
_MOST = 0.6
"""The share of blocks that are of a kind that is known."""


def is_blocks(value: Sequence[object]) -> bool:
    """Whether a list is one of blocks."""
    blocks = [each for each in value if isinstance(each, Mapping)]
    known = sum(_kind(each) in _TAGS and bool(_inner(each) or _kind(each) in {"hr", "divider"}) for each in blocks)
    return bool(blocks) and len(blocks) == len(value) and known >= _MOST * len(blocks)


def html_of(blocks: Sequence[Mapping[str, object]]) -> str:
    """Blocks as HTML; what is of no known kind is a paragraph, so that no word is lost."""
    made: list[str] = []
    items: list[str] = []
    for block in blocks:
        if _TAGS.get(_kind(block)) == "li":
            items.append(f"<li>{_marked(_inner(block))}</li>")
            continue
        if items:
            made.append(f"<ul>{''.join(items)}</ul>")
            items = []
        made.append(_one(block))
    return "\n".join([*made, f"<ul>{''.join(items)}</ul>" if items else ""]).strip()


def _one(block: Mapping[str, object]) -> str:
    tag = _TAGS.get(_kind(block), "p")
    inner = _inner(block)
    data = _data(block)
    match tag:
        case "img":
            return _picture(data)
        case "hr" | "":
            return "<hr>" if tag else inner
        case "h2":
            level = str(data.get("level") or data.get("depth") or 2).lstrip("hH")
            tag = f"h{level}" if level.isdigit() and int(level) in _LEVELS else "h2"
        case "ul" | "ol":
            tag = "ol" if "order" in str(data.get("style") or data.get("ordered") or "").lower()[:5] else tag
            return f"<{tag}>{''.join(f'<li>{_marked(each)}</li>' for each in _items(data))}</{tag}>"
        case "blockquote":
            by = next((str(data[key]) for key in ("cite", "attribution", "author", "source") if data.get(key)), "")
            cited = f"<p>{html.escape(by)}</p>" if by else ""
            return f"<blockquote><p>{_marked(inner)}</p>{cited}</blockquote>"
        case _:
            pass
    return f"<{tag}>{_marked(inner)}</{tag}>" if inner else ""


def _picture(data: Mapping[str, object]) -> str:
    file = data.get("file")
    named = {**file, **data} if isinstance(file, Mapping) else data
    source = next((str(named[key]) for key in ("url", "src", "href", "image") if isinstance(named.get(key), str)), "")
    caption = next((str(named[key]) for key in ("caption", "text") if named.get(key)), "")
    alt = html.escape(str(named.get("alt") or ""))
    shown = f'<img src="{html.escape(source)}" alt="{alt}">' if source else ""
    return f"<figure>{shown}<figcaption>{_marked(caption)}</figcaption></figure>" if caption else shown


def _kind(block: Mapping[str, object]) -> str:
    found = next((block[key] for key in _KINDS if isinstance(block.get(key), str)), "")
    return str(found).lower().removeprefix("core/")


def _data(block: Mapping[str, object]) -> Mapping[str, object]:
    data = block.get("data") or block.get("attrs")
    return {**block, **data} if isinstance(data, Mapping) else block


def _inner(block: Mapping[str, object]) -> str:
    data = _data(block)
    if items := list(_items(data)):
        return "\n".join(items)
    if text := next((str(data[key]) for key in _TEXTS if isinstance(data.get(key), str) and data[key]), ""):
        return text
    spans = next((data[key] for key in ("children", "content", "spans") if isinstance(data.get(key), list)), [])
    words = "".join(str(each.get("text") or "") for each in _groups(spans))
    return words or str(next((data[key] for key in ("url", "src") if isinstance(data.get(key), str)), ""))


def _items(data: Mapping[str, object]) -> Iterator[str]:
    items = data.get("items")
    for each in items if isinstance(items, list) else ():
        if isinstance(each, Mapping):
            yield str(each.get("text") or each.get("content") or "")
        else:
            yield str(each)


def _groups(values: object) -> Iterator[Mapping[str, object]]:
    yield from (each for each in values if isinstance(each, Mapping)) if isinstance(values, list) else ()


def _marked(text: str) -> str:
    """A text that may have marks of HTML in it, and else shows every sign."""
    return text if "</" in text or "<br" in text or _ENTITY.search(text) else html.escape(text, quote=False)
