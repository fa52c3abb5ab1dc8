"""The text of a post as HTML: blocks of the new editor, paragraphs of the classic one, shortcodes, footnotes. Pure."""

import html
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from newsgen.importers.from_html.convert import markdown_of, to_markdown
from newsgen.importers.from_html.nodes import Element, Text, parse
from newsgen.importers.wordpress.autop import with_paragraphs
from newsgen.importers.wordpress.shortcodes import Shortcodes, hidden

_BEGIN = re.compile(r"<!--\s+(?=/?wp:)")
_BLOCK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?)\s*+(?P<said>\{.*\})?\s*(?P<empty>/)?-->",
    re.DOTALL,
)
_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
_LISTS = re.compile(
    r"(?:archives|avatar|calendar|categories|comment|comments|latest-|loginout|page-list|post-|posts-|query|read-more|rss|search|"
    r"site-|tag-cloud|term-|navigation|social-links|home-link|template-part|pattern|legacy-widget|widget-group|comments-)"
)
"""Blocks that show what the site has just then: newsgen's theme makes such lists itself."""
_FORM = re.compile(
    r"jetpack/(?:contact-form|field-|option|button|subscriptions|mailchimp)|(?:wpforms|gravityforms|mailpoet)/"
)
_BEHIND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?([^'\")]+)", re.IGNORECASE)
"""A picture on which the words of an element lie."""
_APART = frozenset({"shortcode", "html", "freeform"})
"""Blocks whose inside begins a line, as typed."""
_SILENT = frozenset({"footnotes", "more", "nextpage", "spacer", "separator"})
_OURS = re.compile("[\ue000-\ue0ff]")
"""Signs that stand for something while a text is being read."""
_NOTE = re.compile("\ue020(\\d+)\ue021")
_BROKEN_NOTE = re.compile(
    r"""\{\s*"content"\s*:\s*"(?P<text>.*?)"\s*,\s*"id"\s*:\s*"(?P<id>[\w-]+)"\s*\}"""
    r"""|\{\s*"id"\s*:\s*"(?P<name>[\w-]+)"\s*,\s*"content"\s*:\s*"(?P<words>.*?)"\s*\}(?=\s*(?:,\s*\{|\]|\Z))""",
    re.DOTALL,
)
_MOST_REUSED = 500
"""Reusable blocks in one text."""


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
    reused: int = 0
    """How many reusable blocks were filled in."""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Addresses as the story is to have them."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    """Shortcodes and blocks that no rule knows: they are kept as comments."""
    beside: list[str] = field(default_factory=list)
    """What was left out, as it was typed: it is kept beside the story."""


def read_content(typed: str, site: Site, attached: tuple[str, ...], notes: str) -> Content:
    """The Markdown of a post.

    Args:
        typed: As the database has it.
        site: What surrounds it.
        attached: Numbers of the pictures that were uploaded for it.
        notes: The footnotes in its meta, as JSON; empty where there are none.
    """
    content = Content("", "")
    typed = _OURS.sub("", typed)
    shortcodes = Shortcodes(site.media, attached)
    pages = _PAGE.split(typed)
    content.pages = len(pages)
    made = "\n\n".join(_html(page, site, shortcodes, content) for page in pages)
    root = parse(made)
    found = _notes(notes)
    if notes.strip() and not found:
        content.left_out.append(("footnotes", "they cannot be read: kept beside as they are"))
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
    content.beside += [text for text, _ in done.left_out]
    content.beside += [
        href for link in root.every("a") if _says_nothing(link) and (href := _followed(link.get("href")))
    ]
    content.beside += [hidden(typed) for typed in shortcodes.typed]
    content.unknown += shortcodes.unknown
    content.left_out += [(_times(name, count), why) for (name, why), count in shortcodes.left_out.items()]
    content.said += " ".join(["", *map(said_in, shortcodes.shown)])
    return content


def _times(name: str, count: int) -> str:
    return f"{name} ({count} times)" if count > 1 else name


def _html(text: str, site: Site, shortcodes: Shortcodes, content: Content) -> str:
    has_blocks = _BEGIN.search(text) is not None
    if has_blocks:
        text = _Blocks(site, content).without(text)
    replaced = shortcodes.expand(text)
    return replaced if has_blocks else with_paragraphs(replaced)


@dataclass
class _Blocks:
    """Takes the marks of blocks away: what they hold is HTML. What has none of its own is told."""

    site: Site
    content: Content
    within: tuple[str, ...] = ()
    """Numbers of the reusable blocks that are being filled in."""

    def without(self, text: str) -> str:
        """The HTML in and between blocks."""
        made: list[str] = []
        at = 0
        while (begin := _BEGIN.search(text, at)) is not None:
            end = text.find("-->", begin.end())
            if end < 0:
                break
            made.append(text[at : begin.start()])
            at = end + 3
            mark = text[begin.start() : at]
            match = _BLOCK.fullmatch(mark)
            made.append(self._replace(match) if match is not None else mark)
        return "".join([*made, text[at:]])

    def _replace(self, match: re.Match[str]) -> str:
        name = match["name"].removeprefix("core/")
        if match["end"] or not match["empty"]:
            return "\n" if name in _APART else ""
        return self._shown(name, _said(match["said"]), match[0])

    def _shown(self, name: str, said: Mapping[str, object], typed: str) -> str:
        """What a block shows that has no HTML of its own."""
        address = str(said.get("url", ""))
        number = str(said.get("ref", ""))
        is_new = number not in self.within and self.content.reused < _MOST_REUSED
        if name == "block" and is_new and (inner := self.site.block(number)):
            self.content.reused += 1
            made = _Blocks(self.site, self.content, (*self.within, number)).without(inner)
            if said.get("content"):
                # Words that stand in the place of the block's own, in this story alone.
                self.content.unknown["wp:block with words of its own"] += 1
                made += self._kept(typed)
            return made
        if address and (shown := _shown_address(name, address, said)):
            return shown
        if name in _SILENT:
            return ""
        if _LISTS.match(name):
            self.content.left_out.append((f"wp:{name}", "a list that the site makes"))
            self.content.beside.append(hidden(typed))
            return ""
        if _FORM.match(name):
            self.content.left_out.append((f"wp:{name}", "a form"))
            self.content.beside.append(hidden(typed))
            return ""
        self.content.unknown[f"wp:{name}"] += 1
        return self._kept(typed)

    @staticmethod
    def _kept(typed: str) -> str:
        return f"<!-- kept: {hidden(typed.removeprefix('<!--').removesuffix('-->').strip())} -->"


def _shown_address(name: str, address: str, said: Mapping[str, object]) -> str:
    """The HTML of a block that is a link, or something of another host; empty for others."""
    if name.endswith("-link"):
        label = str(said.get("label") or said.get("service") or address)
        return f'<li><a href="{html.escape(address)}">{html.escape(label)}</a></li>'
    return f"\n<p>{html.escape(address)}</p>\n" if name == "embed" else ""


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
        return _broken_notes(typed)


def _broken_notes(typed: str) -> list[tuple[str, str]]:
    """Likewise of what is no JSON any more: importers of WordPress itself lose the backslashes in it."""
    found: dict[str, str] = {}
    for note in _BROKEN_NOTE.finditer(typed):
        text = note["words"] if note["words"] is not None else note["text"]
        found[note["id"] or note["name"]] = re.sub(r'\\([/"\\])', r"\1", text).replace("\\n", "\n")
    return list(found.items())


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
        if behind := _BEHIND.search(child.get("style")):
            child.children.insert(0, Element("img", {"src": behind[1].strip(), "alt": ""}))
        if child.name == "img":
            child.attributes.pop("srcset", None)
            child.attributes.pop("title", None)
        _walk(child, site, notes)


def _says_nothing(link: Element) -> bool:
    """Whether a link has no words, and no picture: nobody could follow it."""
    return not link.text().strip() and next(link.every("img", "svg", "video", "audio", "iframe"), None) is None


def _followed(address: str) -> str:
    """An address that a reader can follow; empty for others."""
    return address.strip() if re.match(r"(?i)(?:https?:|mailto:|tel:|/|[^:]*\Z)", address.strip()) else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


_SHORTCODE = re.compile(r"\[/?[a-zA-Z][\w-]*(?:\s[^\[\]=]*=[^\[\]]*)?\s*/?\]")
_INNER = frozenset(
    """a abbr acronym b bdi bdo big cite code del em font i img ins kbd mark q rp rt ruby s samp small span strike
    strong sub sup tt u var wbr""".split()
)
"""Elements beside which a word goes on."""


def said_in(typed: str) -> str:
    """The words of a text as the database has it: without tags, comments, shortcodes and the marks of footnotes."""
    return "".join(_said_by(parse(_SHORTCODE.sub(" ", typed))))


def _said_by(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text):
            yield child.text
        elif isinstance(child, Element) and child.name not in _SILENT_ELEMENTS and not child.get("data-fn"):
            gap = "" if child.name in _INNER else " "
            if "wp-block-file__button" not in child.classes:
                yield gap
                yield from _said_by(child)
                yield gap


_SILENT_ELEMENTS = frozenset("button form noscript script select style template textarea title".split())
