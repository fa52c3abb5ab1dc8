"""The text of a post as HTML: blocks of the new editor, paragraphs of the classic one, shortcodes, footnotes. Pure."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from newsgen.importers.from_html.convert import markdown_of, to_markdown
from newsgen.importers.from_html.nodes import Element, Text, parse
from newsgen.importers.wordpress.autop import with_paragraphs
from newsgen.importers.wordpress.shortcodes import Shortcodes

_BLOCK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?)(?P<said>\s+\{.*?\})?\s+(?P<empty>/)?-->",
    re.DOTALL,
)
_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
_LISTS = re.compile(
    r"(?:archives|avatar|calendar|categories|comment|comments|latest-|loginout|page-list|post-|posts-|query|read-more|rss|search|"
    r"site-|tag-cloud|term-|navigation|social-links|home-link|template-part|pattern|legacy-widget|widget-group|comments-)"
)
"""Blocks that show what the site has just then: newsgen's theme makes such lists itself."""
_APART = frozenset({"shortcode", "html", "freeform"})
"""Blocks whose inside begins a line, as typed."""
_SILENT = frozenset({"footnotes", "more", "nextpage", "spacer", "separator"})
_NOTE = re.compile("\ue020(\\d+)\ue021")
_MOST_REUSED = 20
"""How deep reusable blocks may stand in one another."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a post's text may ask of its site."""

    media: Callable[[str], tuple[str, str, str] | None]
    """As in Shortcodes."""
    block: Callable[[str], str]
    """Number of a reusable block to its text; empty where the export has none."""
    address: Callable[[str], str]
    """A link or the address of a picture, as the story is to have it."""


@dataclass
class Content:
    """What came of one text."""

    text: str
    """Markdown."""
    said: str
    """Its words, told another way than by the conversion."""
    pages: int = 1
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Addresses as the story is to have them."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    """Shortcodes and blocks that no rule knows: they are kept as comments."""


def read_content(typed: str, site: Site, attached: tuple[str, ...], notes: str) -> Content:
    """The Markdown of a post.

    Args:
        typed: As the database has it.
        site: What surrounds it.
        attached: Numbers of the pictures that were uploaded for it.
        notes: The footnotes in its meta, as JSON; empty where there are none.
    """
    content = Content("", "")
    shortcodes = Shortcodes(site.media, attached)
    pages = _PAGE.split(typed)
    content.pages = len(pages)
    made = "\n\n".join(_html(page, site, shortcodes, content) for page in pages)
    root = parse(made)
    found = _notes(notes)
    _walk(root, site, [identity for identity, _ in found])
    content.links = [each for link in root.every("a") if link.text().strip() and (each := _followed(link.get("href")))]
    content.pictures = [image.get("src").strip() for image in root.every("img") if image.get("src").strip()]
    done = markdown_of(root)
    dropped = {address for address, _ in done.left_out}
    content.pictures = [address for address in content.pictures if address not in dropped]
    text = _NOTE.sub(r"[^\1]", done.text)
    definitions = [f"[^{number}]: {_one_line(to_markdown(words).text)}" for number, (_, words) in enumerate(found, 1)]
    content.text = text + ("\n" + "\n\n".join(definitions) + "\n" if definitions else "")
    content.said = said_in(typed) + " " + " ".join(said_in(words) for _, words in found)
    content.left_out += done.left_out
    content.unknown += shortcodes.unknown
    return content


def _html(text: str, site: Site, shortcodes: Shortcodes, content: Content) -> str:
    has_blocks = _BLOCK.search(text) is not None
    if has_blocks:
        text = _Blocks(site, content, 0).without(text)
    replaced = shortcodes.expand(text)
    return replaced if has_blocks else with_paragraphs(replaced)


@dataclass
class _Blocks:
    """Takes the marks of blocks away: what they hold is HTML. What has none of its own is told."""

    site: Site
    content: Content
    depth: int

    def without(self, text: str) -> str:
        """The HTML in and between blocks."""
        return _BLOCK.sub(self._replace, text)

    def _replace(self, match: re.Match[str]) -> str:
        name = match["name"].removeprefix("core/")
        if match["end"] or not match["empty"]:
            return "\n" if name in _APART else ""
        return self._shown(name, _said(match["said"]), match[0])

    def _shown(self, name: str, said: Mapping[str, object], typed: str) -> str:
        """What a block shows that has no HTML of its own."""
        address = str(said.get("url", ""))
        if name == "block" and self.depth < _MOST_REUSED and (inner := self.site.block(str(said.get("ref", "")))):
            return _Blocks(self.site, self.content, self.depth + 1).without(inner)
        if name.endswith("-link") and address:
            label = str(said.get("label") or said.get("service") or address)
            return f'<li><a href="{html.escape(address)}">{html.escape(label)}</a></li>'
        if name == "embed" and address:
            return f"\n<p>{html.escape(address)}</p>\n"
        if name in _SILENT:
            return ""
        if _LISTS.match(name):
            self.content.left_out.append((f"wp:{name}", "a list that the site makes"))
            return ""
        self.content.unknown[f"wp:{name}"] += 1
        inside = typed.removeprefix("<!--").removesuffix("-->").strip().replace("--", "- -")
        return f"<!-- kept: {inside} -->"


def _said(typed: str | None) -> dict[str, object]:
    if not typed:
        return {}
    try:
        said = json.loads(typed)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _notes(typed: str) -> list[tuple[str, str]]:
    """Id and HTML of each footnote."""
    if not typed.strip():
        return []
    try:
        found = json.loads(typed)
        return [(str(each["id"]), str(each["content"])) for each in found]
    except (ValueError, KeyError, TypeError):
        return []


def _walk(element: Element, site: Site, notes: list[str]) -> None:
    """Sets footnotes, links and pictures as the story is to have them."""
    children = element.children
    for at, child in enumerate(children):
        if not isinstance(child, Element):
            continue
        if child.name == "sup" and child.get("data-fn") in notes:
            children[at] = Text(f"\ue020{notes.index(child.get('data-fn')) + 1}\ue021")
            continue
        if "wp-block-file__button" in child.classes or child.name == "noscript":
            children[at] = Text("")
            continue
        for name in ("href", "src", "poster", "data-src"):
            if child.get(name):
                child.attributes[name] = site.address(child.get(name))
        if child.name == "img":
            child.attributes.pop("srcset", None)
            child.attributes.pop("title", None)
        _walk(child, site, notes)


def _followed(address: str) -> str:
    """An address that a reader can follow; empty for others."""
    return address.strip() if re.match(r"(?i)(?:https?:|mailto:|tel:|/|[^:]*\Z)", address.strip()) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


_TAG = re.compile(
    r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL | re.IGNORECASE
)
_INNER = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|em|font|i|ins|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|var|del)\b[^<>]*>",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*?\bcaption\s*=\s*\"([^\"]*)\"[^\]]*\]", re.IGNORECASE)
_SHORTCODE = re.compile(r"\[/?[a-zA-Z][\w-]*(?:\s+[^\[\]]*=[^\[\]]*)?\s*/?\]")


def said_in(typed: str) -> str:
    """The words of a text as the database has it, told by its letters alone: without tags, comments and shortcodes."""
    text = _CAPTION.sub(r" \1 ", typed)
    text = re.sub(r"<sup\b[^>]*\bdata-fn=[^>]*>.*?</sup>", " ", text, flags=re.DOTALL)
    text = re.sub(r"<a\b[^>]*wp-block-file__button[^>]*>.*?</a>", " ", text, flags=re.DOTALL)
    text = _TAG.sub(" ", _INNER.sub("", text))
    return html.unescape(_SHORTCODE.sub(" ", text))
