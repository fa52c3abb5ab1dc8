"""The text of a story as Markdown, and by itself its words, links and pictures. Pure.

What the source says is told from the source, never from what became of it: the proof of an import compares the two.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from newsgen.importers.address_parts import followed
from newsgen.importers.found.item import Form
from newsgen.importers.from_html.convert import markdown_of
from newsgen.importers.from_html.inline import BLOCKS, DROPPED
from newsgen.importers.from_html.nodes import Element, Text, parse
from newsgen.importers.from_html.seen import LATE, as_seen
from newsgen.importers.markdown_text import escaped
from newsgen.importers.wordpress.autop import with_paragraphs

_BLOCK = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|figure|section|article)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|a|b|i|u|em|strong|span|div|img|h[1-6]|ul|ol|li|table|blockquote|figure)\b[^<>]*>", re.IGNORECASE
)
_ESCAPED = re.compile(r"&lt;/?(?:p|br|a|div|strong|em|img|h[1-6]|ul|li)\b.*?&gt;", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_MARKDOWN = re.compile(
    r"^#{1,6} \S|^(?:```|~~~)|\]\([^\s()]+(?:\s[^()]*)?\)|\*\*[^\s*][^*\n]*\*\*"
    r"|^(?:[-*+] \S.*\n){2}|^> \S|^\[[^\]\n]+\]: \S",
    re.MULTILINE,
)
_EMPTY_LINE = re.compile(r"\n\s*\n")
_HARD = 50
"""Letters of lines that were cut by a machine."""
_APART = BLOCKS | {"br", "img"}
"""Elements beside which a word ends; beside any other, also one that no browser knows, it goes on."""
_SILENT = (DROPPED - {"button"}) | {"iframe", "noembed"}
_ENOUGH = 0.3
"""The share of a column's texts that tells what all are written in."""


@dataclass
class Body:
    """What came of one text."""

    text: str = ""
    """Markdown."""
    said: str = ""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """What was left out, whole: it is kept beside the story."""


def _has_escaped_tags(text: str) -> bool:
    return "&gt;" in text and _ESCAPED.search(text) is not None


def form_of(texts: Iterable[str]) -> tuple[Form, float]:
    """What some texts are written in, and how sure that is."""
    texts = [text for text in texts if text.strip()]
    if not texts:
        return Form.TEXT, 1.0
    tagged = [text for text in texts if _TAG.search(text) or _has_escaped_tags(text)]
    share = len(tagged) / len(texts)
    marked = sum(_MARKDOWN.search(text) is not None for text in texts) / len(texts)
    if share >= _ENOUGH and share >= marked:
        has_blocks = sum(_BLOCK.search(html.unescape(text)) is not None for text in tagged) > len(tagged) / 2
        lined = sum(_EMPTY_LINE.search(text.strip()) is not None for text in tagged)
        is_lined = not has_blocks and lined > 0
        return Form.LINES if is_lined else Form.HTML, max(share, 0.9) if has_blocks else 0.8
    if marked >= _ENOUGH or (marked and not share):
        return Form.MARKDOWN, min(1.0, 0.6 + marked / 2)
    if share or any(_ENTITY.search(text) for text in texts):
        return Form.LINES, 0.7
    return Form.TEXT, 0.9


def read_body(typed: str, form: Form, address: Callable[[str], str]) -> Body:
    """The Markdown of a text.

    Args:
        typed: As the source has it.
        form: What it is written in.
        address: A link or the address of a picture, as the story is to have it.
    """
    typed = typed.replace("\r\n", "\n").replace("\r", "\n")
    if form is Form.TEXT:
        return Body("\n\n".join(_paragraphs(typed)), typed)
    if form is Form.MARKDOWN:
        from newsgen.importers.found.markdown import read_markdown  # noqa: PLC0415 - only where there is some

        return Body(*read_markdown(typed, address))
    if _has_escaped_tags(typed) and not _TAG.search(typed):
        typed = html.unescape(typed)
    is_lined = not _BLOCK.search(typed) or ("<p" not in typed.lower() and _EMPTY_LINE.search(typed.strip()) is not None)
    if form is Form.LINES and is_lined:
        typed = with_paragraphs(typed) if "<" in typed or _EMPTY_LINE.search(typed.strip()) else _lined(typed)
    return _read_html(typed, address)


def _read_html(typed: str, address: Callable[[str], str]) -> Body:
    root = parse(typed)
    body = Body(said="".join(_said_by(root)))
    unseen = as_seen(root, typed)
    _with_addresses(root, address)
    body.links = [each for link in root.every("a") if link.text().strip() and (each := followed(link.get("href")))]
    body.pictures = [found for image in root.every("img") if (found := image.get("src").strip())]
    body.pictures += filter(None, map(_recording, root.every("audio", "video")))
    done = markdown_of(root)
    dropped = {address for address, _ in done.left_out}
    body.text, body.left_out = done.text, [*unseen, *done.left_out]
    body.beside = [words for words, _ in body.left_out]
    body.pictures = [
        found for found in body.pictures if found not in dropped and not found.startswith("data:image/gif")
    ]
    return body


def _recording(element: Element) -> str:
    """The address of a recording or a film."""
    sources = (element, *element.every("source"))
    return next((found for each in sources if (found := each.get("src").strip())), "")


def has_blocks(typed: str) -> bool:
    """Whether HTML has paragraphs, line ends or other blocks of its own."""
    return _BLOCK.search(typed) is not None


def figure_of(picture: Mapping[str, str]) -> str:
    """A picture as HTML."""
    caption = " ".join(filter(None, (picture.get("caption", ""), picture.get("credit", "")))).strip()
    image = f'<img src="{html.escape(picture["src"])}" alt="{html.escape(picture.get("alt", ""))}">'
    return f"<figure>{image}{f'<figcaption>{caption}</figcaption>' if caption else ''}</figure>\n"


def said_in(typed: str) -> str:
    """The words of some HTML."""
    return "".join(_said_by(parse(typed)))


def _said_by(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text):
            yield child.text
        elif isinstance(child, Element) and child.name not in _SILENT:
            gap = " " if child.name in _APART else ""
            yield gap
            yield from _said_by(child)
            yield gap


def _with_addresses(element: Element, address: Callable[[str], str]) -> None:
    """Sets links and pictures as the story is to have them."""
    for child in element.elements():
        if child.name == "img":
            late = next((found for key in LATE if (found := child.get(key))), "")
            if late and (not child.get("src") or child.get("src").startswith("data:")):
                child.attributes["src"] = late
            if not child.get("src") and (listed := child.get("srcset").split(",")[-1].split()):
                child.attributes["src"] = listed[0]
            child.attributes.pop("srcset", None)
        for name in ("href", "src", "poster"):
            if child.get(name):
                child.attributes[name] = address(child.get(name).strip())
        _with_addresses(child, address)


def _lined(text: str) -> str:
    """Paragraphs of a text in which a line end is one."""
    return "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain text: at its empty lines; where it has none, its lines."""
    has_empty = _EMPTY_LINE.search(text.strip()) is not None
    for piece in _EMPTY_LINE.split(text) if has_empty else text.split("\n"):
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        is_cut = len(lines) > 1 and all(len(line) >= _HARD for line in lines[:-1])
        if lines:
            yield escaped(" ".join(lines)) if is_cut else "  \n".join(map(escaped, lines))
