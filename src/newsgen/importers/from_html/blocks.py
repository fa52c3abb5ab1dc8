"""Paragraphs, headings, lists, quotations, tables, figures: what stands below one another. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from newsgen.importers.from_html.code import code_block
from newsgen.importers.from_html.inline import (
    DROPPED,
    Lines,
    is_block,
    line_of,
    picture,
    quoted_title,
    target,
)
from newsgen.importers.from_html.nodes import Comment, Element, Node, Text
from newsgen.importers.from_html.players import watch_address
from newsgen.importers.from_html.raw import raw
from newsgen.importers.markdown_text import safe_beginning

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ROOM = {
    "alignwide": ".wide",
    "alignfull": ".full",
    "wide": ".wide",
    "full": ".full",
    "kg-width-wide": ".wide",
    "kg-width-full": ".full",
}
"""Class of a figure that leaves the column to newsgen's."""
_KEPT = re.compile(r" ?<!-- kept: .*? -->", re.DOTALL)
"""What an importer has hidden: not in the title of a picture or a block, where readers would see it."""
_NO_WORDS = DROPPED | {
    "figcaption",
    "table",
    "blockquote",
    "pre",
    "iframe",
    "audio",
    "video",
    "object",
    "embed",
    "noscript",
}
"""Elements of a figure whose words are cared for."""
_GAP = re.compile(r"(?<! ) *\n(?:[ \t]*\n)+[ \t]*")
_INDENT = "    "
"""Of what stands in an item: both dialects take four blanks for it."""


def blocks_of(nodes: Sequence[Node], lines: Lines) -> list[str]:
    """The blocks of Markdown that some nodes make."""
    found: list[str] = []
    run: list[Node] = []

    def end_run() -> None:
        if run and (line := paragraph(run, lines)):
            found.append(line)
        run.clear()

    for node in nodes:
        if isinstance(node, Comment) and not node.is_kept:
            continue
        if isinstance(node, Element) and is_block(node):
            end_run()
            found += _block(node, lines)
        else:
            run.append(node)
    end_run()
    return found


def paragraph(nodes: Iterable[Node], lines: Lines) -> str:
    """One paragraph; empty where there is nothing to show in it."""
    line = line_of(nodes, lines)
    if not line.strip():
        return ""
    line = line.strip()
    if "\n" not in line:
        return safe_beginning(line)
    # An empty line between two is what parts paragraphs, however it was made: no blanks are left around it.
    return "\n".join(safe_beginning(part) for part in _GAP.sub("\n\n", line).split("\n"))


def _block(element: Element, lines: Lines) -> list[str]:  # noqa: PLR0911, PLR0912, C901 - one case for each kind
    name = element.name
    if name in DROPPED:
        return []
    if name in _HEADINGS:
        return _heading(element, lines)
    if name == "ul" and "gallery" in element.get("class") and all(map(_holds_pictures, element.children)):
        return gallery([line for each in element.every("figure") for line in _figure(each, lines)], "")
    if name in {"ul", "ol", "menu"}:
        return _list(element, lines)
    if name == "blockquote":
        inside = "\n\n".join(blocks_of(element.children, lines))
        return [_prefixed(inside, "> ")] if inside else []
    if name in {"pre", "listing", "xmp"}:
        return _preformatted(element, lines)
    if "pullquote" in element.get("class") and name in {"figure", "blockquote", "div", "aside"}:
        return _pullquote(element, lines)
    if name == "hr":
        return ["---"]
    if name == "table":
        return _table(element, lines)
    if name == "figure":
        return _figure(element, lines)
    if name in {"audio", "video"}:
        return _recording(element, lines)
    if name in {"iframe", "object", "embed"}:
        return _frame(element, lines)
    if name in {"details", "dl"}:
        kept = raw(element)
        return [kept] if kept else []
    if name == "form":
        lines.left_out.append((element.text().strip() or "a form", "a form"))
        return []
    if name == "p" and not any(map(is_block, element.children)):
        line = paragraph(element.children, lines)
        return [line] if line else []
    if name == "a" and element.get("href").strip():
        return blocks_of(_Linked(element).nodes(element.children), lines)
    return blocks_of(element.children, lines)


class _Linked:
    """What a link around blocks holds, with the link around the pictures and the first words of it instead."""

    def __init__(self, link: Element) -> None:
        self._link = link
        self._has_words = False

    def nodes(self, nodes: Sequence[Node]) -> list[Node]:
        """These nodes of it."""
        found: list[Node] = []
        for are_blocks, run in groupby(nodes, is_block):
            for node in run if are_blocks else [Element("span", {}, list(run))]:
                if isinstance(node, Element) and node.name == "figcaption":
                    found.append(node)
                elif are_blocks and isinstance(node, Element):
                    found.append(Element(node.name, node.attributes, self.nodes(node.children)))
                elif isinstance(node, Element):
                    found += self._run(node)
        return found

    def _run(self, run: Element) -> list[Node]:
        has_words = bool(run.text().strip())
        if next(run.every("img"), None) is None and (self._has_words or not has_words):
            return run.children
        self._has_words = self._has_words or has_words
        return [Element("a", self._link.attributes, run.children)]


def _heading(element: Element, lines: Lines) -> list[str]:
    line = line_of(element.children, lines, " ")
    if not line:
        return []
    identity = element.get("id")
    tail = f" {{#{identity}}}" if identity in lines.anchors and re.fullmatch(r"[\w-]+", identity) else ""
    closing = "\\#" if line.endswith("#") and not line.endswith("\\#") else ""
    return [f"{'#' * _HEADINGS[element.name]} {line[:-1] + closing if closing else line}{tail}"]


def _prefixed(text: str, prefix: str) -> str:
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n"))


def _list(element: Element, lines: Lines) -> list[str]:
    is_ordered = element.name == "ol"
    start = int(element.get("start")) if re.fullmatch(r"\d{1,9}", element.get("start")) else 1
    items: list[list[str]] = []
    for child in element.children:
        if isinstance(child, Element) and child.name == "li":
            items.append(blocks_of(child.children, lines))
        elif isinstance(child, Element) and child.name in {"ul", "ol"}:
            nested = _list(child, lines)  # A list in a list and in no item, as old editors wrote it.
            items[-1:] = [[*(items[-1] if items else []), *nested]]
        elif isinstance(child, Element) or (isinstance(child, Text) and child.text.strip()):
            inside = blocks_of([child], lines)
            if inside:
                items.append(inside)
    items = [item for item in items if item]
    if not items:
        return []
    is_loose = any("\n\n" in block for item in items for block in item) or any(
        len(item) > 1 and not _are_nested_lists(item[1:]) for item in items
    )
    marks = [f"{start + at}." if is_ordered else "-" for at in range(len(items))]
    between = "\n\n" if is_loose else "\n"
    return [between.join(_item(mark, item, between) for mark, item in zip(marks, items, strict=True))]


def _are_nested_lists(blocks: Iterable[str]) -> bool:
    return all(re.match(r"(?:-|\d+\.) ", block) for block in blocks)


def _item(mark: str, blocks: Sequence[str], between: str) -> str:
    first, *rest = blocks
    begin = f"{mark} {_indented(first)}"
    return between.join([begin, *(f"{_INDENT}{_indented(block)}" for block in rest)])


def _indented(block: str) -> str:
    """The block with all lines but the first one further to the right."""
    first, *rest = block.split("\n")
    return "\n".join([first, *(f"{_INDENT}{line}" if line else "" for line in rest)])


def _preformatted(element: Element, lines: Lines) -> list[str]:
    """Code; a poem whose lines are broken so; or HTML, where links stand in it."""
    if any("verse" in name for name in element.classes):
        return [_verse(element, lines)]
    if next(element.every("a", "img"), None) is not None:
        kept = raw(element)
        return [kept] if kept else []
    return [code_block(element)]


def _verse(element: Element, lines: Lines) -> str:
    """Lines that end where they end."""
    for child in list(element.children):
        if isinstance(child, Text) and "\n" in child.text:
            at = element.children.index(child)
            parts: list[Node] = []
            for piece in child.text.split("\n"):
                parts += [Text(piece), Element("br")]
            element.children[at : at + 1] = parts[:-1]
    return paragraph(element.children, lines)


def _pullquote(element: Element, lines: Lines) -> list[str]:
    """A sentence of the story that is set large, and whose it is."""
    inner = next(element.every("blockquote"), element)
    source = next(element.every("cite"), None)
    said = _KEPT.sub("", line_of(source.children, lines, " ")) if source is not None else ""
    for around in (inner, *inner.every("p", "footer", "div")):
        around.children[:] = [child for child in around.children if child is not source]
    words = blocks_of(inner.children, lines)
    inside = "\n\n".join(words)
    return [f"::: pullquote {said}".rstrip() + f"\n{inside}\n:::"] if inside else []


def _table(element: Element, lines: Lines) -> list[str]:
    """A table with one row of headings and cells of a line each in Markdown; any other as HTML."""
    rows = [list(row.elements()) for row in element.every("tr")]
    cells = [cell for row in rows for cell in row]
    if not cells:
        return blocks_of([child for child in element.elements() if child.name == "caption"], lines)
    if len(cells) == 1:  # A frame around something, as pages were laid out once.
        return blocks_of(cells[0].children, lines)
    is_simple = (
        all(cell.name == "th" for cell in rows[0])
        and all(cell.name == "td" for row in rows[1:] for cell in row)
        and len({len(row) for row in rows}) == 1
        and not any(cell.get(key) not in {"", "1"} for cell in cells for key in ("rowspan", "colspan"))
        and not any(is_block(child) and not _is_paragraph(cell, child) for cell in cells for child in cell.children)
        and next(element.every("caption", "table"), None) is None
    )
    typed = [[_cell(cell, lines) for cell in row] for row in rows] if is_simple else []
    if not typed:
        kept = raw(element)
        return [kept] if kept else []
    bars = [_bar(cell) for cell in rows[0]]
    return ["\n".join(f"| {' | '.join(row)} |" for row in (typed[0], bars, *typed[1:]))]


def _is_paragraph(cell: Element, child: Node) -> bool:
    """Whether a cell has one paragraph, which stands for a line."""
    blocks = [each for each in cell.elements() if is_block(each)]
    return (
        isinstance(child, Element)
        and child.name in {"p", "div"}
        and len(blocks) == 1
        and not any(map(is_block, child.children))
    )


def _cell(cell: Element, lines: Lines) -> str:
    return line_of(cell.children, lines, "<br>").replace("|", "\\|")


def _bar(cell: Element) -> str:
    aligned = cell.get("align") or (re.findall(r"text-align\s*:\s*(\w+)", cell.get("style")) or [""])[0]
    return {"right": "---:", "center": ":---:"}.get(aligned.lower(), "---")


def _figure(element: Element, lines: Lines) -> list[str]:
    """A picture with its caption; several make a gallery; one of anything else is that, and its caption below."""
    captions = list(_captions_in(element))
    caption = captions[0] if captions else None
    units = list(_pictures_in(element))
    pictures = list(element.every("img"))
    others = list(element.every("table", "blockquote", "iframe", "audio", "video", "pre", "object", "embed"))
    are_several = len(pictures) > 1 or any(each.name == "figure" for each in units)
    is_illustrated = any(next(each.every("img"), None) is not None for each in captions)
    is_more = len(captions) > 1 or is_illustrated or _has_words_besides(element)
    if is_more or (others and are_several):
        return blocks_of(element.children, lines)
    if are_several:
        shown = [
            line
            for each in units
            for line in (_figure(each, lines) if each.name == "figure" else [_lone(_around(element, each), lines, "")])
            if line
        ]
        title = line_of(caption.children, lines, " ") if caption else ""
        return [*gallery(shown, _KEPT.sub("", title)), *map(str.strip, _KEPT.findall(title))]
    if len(pictures) == 1 and not others:
        words = line_of(caption.children, lines, " ") if caption else ""
        kept = [each.strip() for each in _KEPT.findall(words)]
        words = _KEPT.sub("", words)
        framed = _around(element, pictures[0])
        if framed.name == "a" and "](" in words:
            # A link around a picture whose caption has links of its own: Markdown has no way to say that.
            found = raw(element)
            return [found, *kept] if found else kept
        line = _lone(framed, lines, words)
        room = next((_ROOM[each] for each in element.classes if each in _ROOM), "")
        if not line:
            return blocks_of(caption.children if caption else [], lines)
        return [f"{line}{{{room}}}" if room else line, *kept]
    others_first = [*(child for child in element.children if child is not caption)]
    return blocks_of([*others_first, *(child for child in element.children if child is caption)], lines)


def _pictures_in(element: Element) -> Iterator[Element]:
    """The pictures in an element, those in figures of their own with these."""
    for child in element.elements():
        if child.name == "img" or (child.name == "figure" and next(child.every("img"), None)):
            yield child
        else:
            yield from _pictures_in(child)


def _captions_in(figure: Element) -> Iterator[Element]:
    """The captions of a figure, but for those of figures with pictures in it."""
    for child in figure.elements():
        if child.name == "figcaption":
            yield child
        elif child.name != "figure" or next(child.every("img"), None) is None:
            yield from _captions_in(child)


def _has_words_besides(figure: Element) -> bool:
    """Whether a figure says more than its captions: a card, or a box that somebody called so."""
    return any(
        bool(child.text.strip()) if isinstance(child, Text) else _has_words_besides(child)
        for child in figure.children
        if not isinstance(child, Comment) and not (isinstance(child, Element) and child.name in _NO_WORDS)
    )


def _holds_pictures(item: Node) -> bool:
    """Whether an item of a list has figures with pictures alone: WordPress once made galleries of such lists."""
    if isinstance(item, Element) and item.name == "li":
        return all(map(_holds_pictures, item.children))
    if isinstance(item, Element):
        return item.name == "figure" and next(item.every("img"), None) is not None
    return not item.is_kept if isinstance(item, Comment) else not item.text.strip()


def gallery(pictures: Sequence[str], title: str) -> list[str]:
    """Pictures side by side."""
    if not pictures:
        return [title] if title else []
    inside = "\n\n".join(pictures)
    return [f"::: gallery {title}".rstrip() + f"\n{inside}\n:::"]


def _around(figure: Element, image: Element) -> Element:
    """The picture, or the link around it, with no other picture in it."""
    for link in figure.every("a"):
        if any(each is image for each in link.every("img")) and link.get("href"):
            return Element("a", link.attributes, [image])
    return image


def _lone(element: Element, lines: Lines, caption: str) -> str:
    """A picture, perhaps in a link, with its caption."""
    if element.name == "a":
        image = next(element.every("img"))
        inside = _lone(image, lines, caption)
        leads_to_picture = re.search(r"\.(?:jpe?g|png|gif|webp)(?:\?.*)?\Z", element.get("href"), re.IGNORECASE)
        return inside if leads_to_picture or not inside else f"[{inside}]({target(element.get('href').strip())})"
    line = picture(element, lines)
    if not line or not caption:
        return line
    return f"{line[:-1]} {quoted_title(caption)})"


def _recording(element: Element, lines: Lines) -> list[str]:
    addresses = [each.get("src").strip() for each in (element, *element.every("source")) if each.get("src").strip()]
    if not addresses:
        return blocks_of(element.children, lines)
    links = [f"[{_name(address)}]({target(address)})" for address in dict.fromkeys(addresses)]
    poster = element.get("poster").strip()
    shown = [f"![]({target(poster)})"] if poster else []
    inside = [
        child
        for child in element.children
        if not (isinstance(child, Element) and child.name in {"source", "track", "a"})
    ]
    words = blocks_of(inside, lines)
    return [f"::: {element.name}\n" + "\n\n".join([*shown, "\n".join(links), *words]) + "\n:::"]


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].partition("?")[0] or address


def _frame(element: Element, lines: Lines) -> list[str]:
    """The address of what another host shows, alone on its line: newsgen makes a frame of it that loads when asked."""
    address = (element.get("src") or element.get("data") or element.get("data-src") or _film_of(element)).strip()
    if address.startswith("//"):
        address = f"https:{address}"
    if not re.match(r"https?://", address):
        return blocks_of(element.children, lines)
    return [watch_address(address)]


def _film_of(element: Element) -> str:
    """The address in the parameters of an old player, where nothing else in it has one."""
    if element.name != "object" or next(element.every("embed", "iframe", "object"), None) is not None:
        return ""
    said = {each.get("name").lower(): each.get("value") for each in element.every("param")}
    return next((found for key in ("movie", "src", "url", "filename") if (found := said.get(key, "").strip())), "")
