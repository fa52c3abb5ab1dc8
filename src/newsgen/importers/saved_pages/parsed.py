"""A saved page, parsed: its lines, and what it says to machines. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from newsgen.importers.from_html.amp import address_of
from newsgen.importers.from_html.bounds import bounded
from newsgen.importers.from_html.nodes import Element, body_of
from newsgen.importers.from_html.scripted import of_script, posted_address
from newsgen.importers.saved_pages.captures import SavedPage
from newsgen.importers.saved_pages.pictures import LATE, drop_counters, is_boxed
from newsgen.importers.saved_pages.statements import Statement, read_statement
from newsgen.importers.saved_pages.told import completed
from newsgen.importers.saved_pages.units import MARK, Lines, Paths, Place, lines_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST_CAPTION = 600
"""Letters of a box around a picture."""
_MOST_DEPTH = 5_000
"""Elements in one another: a parser takes the longer for each, the deeper it stands."""
_NESTING = re.compile(
    r"<(/?)(?:div|span|table|ul|ol|dl|blockquote|center|section|article|main|aside|header|footer|nav|form|fieldset|figure|"
    r"object|font|b|i|u|s|em|strong|big|small|tt|code|sup|sub|abbr|cite|ins|del|bdo|bdi|label|map|noscript|dir|menu|details|"
    r"[a-z]+-[a-z-]*)\b",
    re.IGNORECASE,
)
"""Tags of elements that no other tag ends."""
_AMP = {
    "amp-img": "img",
    "amp-anim": "img",
    "amp-iframe": "iframe",
    "amp-youtube": "iframe",
    "amp-video": "video",
    "amp-audio": "audio",
    "amp-sidebar": "nav",
}
_LOADED = re.compile(
    r"gist\.github\.com/[^\s\"'<>]+\.js|dwcdn\.net/|jwplatform\.com/players|jwplayer\.com/players|asciinema\.org/a/|"
    r"buzzsprout\.com/|infogr|speakerdeck\.com/assets|DV\.load|pym\.Parent"
)
_POSTED = re.compile(
    r"flourish-embed|infogram-embed|data-pin-do|instagram-media|data-account=|tableauViz|twitter-tweet|tiktok-embed|"
    r"bluesky-embed|fb-(?:post|video|comment-embed)|reddit-|imgur-embed|mastodon-embed"
)
"""Signs of what programs show: in most pages there is none."""
_SPOKEN = re.compile(
    r"(?i)sr[-_]?only|screen[-_]?reader|(?<![a-z])visually[-_]?hidden|hidden[-_]?visually|assistive[-_]?text|"
    r"element[-_]invisible|a11y[-_]?(?:hidden|text|only)|off[-_]?screen"
)
"""Classes of words that only programs say which read a page aloud."""
_HOLDERS = frozenset("picture span div a".split())
_MOST_NODES = 120_000
"""Elements of a page; what has more is refused."""


@dataclass(slots=True)
class Parsed:
    """A page taken apart."""

    page: SavedPage
    said: Statement
    lines: Lines
    marked: dict[str, list[Place]]
    """Name of each mark to the elements that have it."""
    spoken: tuple[str, ...] = ()
    """What only those hear to whom a page is read aloud, and is said of its links: each once."""
    counted: tuple[str, ...] = ()
    """What figures say of which of a row they are."""


def parse_page(page: SavedPage, paths: Paths, marks: Iterable[tuple[str, str]] = ()) -> Parsed | str:
    """A page taken apart; or why it is not.

    Args:
        page: As it was saved.
        paths: Those of its site.
        marks: Names, and the selectors of the elements that get them.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where there are pages

    text = page.html.replace("\0", "")
    if text.count("<") > _MOST_NODES:
        return f"{page.path} has more than {_MOST_NODES:,} elements"
    if text.count("<") > _MOST_DEPTH and is_too_deep(text):
        return f"{page.path} has more than {_MOST_DEPTH:,} elements in one another"
    parser = LexborHTMLParser(bounded(text))
    said = read_statement(parser)
    if page.told is not None:
        said = completed(said, page.told)
    _take_late_pictures(parser)
    if _LOADED.search(text):
        _frame_scripts(parser)
    spoken = _take_spoken(parser)
    parser.strip_tags(["script", "style", "noscript", "template"])
    for name, selector in marks:
        for node in parser.css(selector):
            known = node.attributes.get(MARK) or ""
            node.attrs[MARK] = f"{known} {name}".strip()
    root = body_of(parser)
    if "<amp-" in text:
        _plain_amp(root)
    if _POSTED.search(text):
        links = root.every("a", "iframe")
        _frame_posts(root, {each.get(name) for each in links if each.one_line() for name in ("href", "src")})
    counted = drop_counters(root)
    lines = lines_of(root, paths)
    _box_pictures(lines)
    return Parsed(page, said, lines, _marked(lines), spoken, counted)


def _plain_amp(root: Element) -> None:
    """Makes of AMP's own elements those of HTML that show the same."""
    for child in root.elements():
        if child.name in _AMP:
            child.name = _AMP[child.name]
            if child.name == "img":
                child.children = []
            elif video := child.get("data-videoid"):
                child.attributes["src"] = f"https://www.youtube.com/embed/{video}"
        elif child.name.startswith("amp-") and (address := address_of(child)):
            child.name, child.attributes["src"], child.children = "iframe", address, []
        _plain_amp(child)


def _frame_posts(root: Element, known: set[str]) -> None:
    """Sets a frame into each element in which a program would show a post, a chart or a film."""
    for child in root.elements():
        address = posted_address(child)
        if re.match(r"https?://", address) and address not in known:
            known.add(address)
            child.children = [Element("iframe", {"src": address})]
        else:
            _frame_posts(child, known)


def _value(said: Mapping[str, str], name: str) -> str:
    return said.get(name, "")


def _frame_scripts(parser: "LexborHTMLParser") -> None:
    """Sets a frame beside each script that would show such."""
    known: set[str] = set()
    for node in parser.css("body script"):
        said = {name: value or "" for name, value in node.attributes.items()}
        address = of_script(partial(_value, said), node.text() or "")
        if re.match(r"https?://", address) and address not in known:
            known.add(address)
            frame = parser.create_node("iframe")
            frame.attrs["src"] = address
            node.insert_before(frame)


def is_too_deep(text: str) -> bool:
    """Whether a page has more elements in one another than any page has, told before it is parsed."""
    depth = 0
    for match in _NESTING.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _MOST_DEPTH:
            return True
    return False


def _take_late_pictures(parser: "LexborHTMLParser") -> None:
    """Gives pictures that come late the address that `<noscript>` behind them tells."""
    for holder in parser.css("noscript"):
        images = holder.css("img")
        before = holder.prev
        while before is not None and before.tag == "-text" and not (before.text() or "").strip():
            before = before.prev
        if len(images) != 1 or before is None:
            continue
        given = images[0].attributes.get("src") or ""
        sizes = images[0].attributes.get("srcset") or ""
        shown = [before] if before.tag == "img" else before.css("img") if before.tag in _HOLDERS else []
        if len(shown) != 1:
            continue
        if given and not given.startswith("data:"):
            shown[0].attrs[LATE] = given
        if sizes and not (shown[0].attributes.get("srcset") or "").strip():
            shown[0].attrs["srcset"] = sizes


def _take_spoken(parser: "LexborHTMLParser") -> tuple[str, ...]:
    """Takes from links and buttons what is only said of them: *(opens in a new window)*; not all that one says."""
    found: dict[str, None] = {}
    for node in parser.css("a [class], button [class]"):
        around = node.parent
        while around is not None and around.tag not in {"a", "button"}:
            around = around.parent
        said = " ".join((node.text() or "").split())
        if around is None or not _SPOKEN.search(node.attributes.get("class") or ""):
            continue
        if said and said != " ".join((around.text() or "").split()):
            found[said] = None
            node.decompose()
    return tuple(found)


def _marked(lines: Lines) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in lines.places.values():
        if names := place.element.attributes.get(MARK):
            for name in names.split():
                found.setdefault(name, []).append(place)
    return found


def _box_pictures(lines: Lines) -> None:
    """Finds the words that are captions: those in one box with a picture."""
    for unit in lines.units:
        if not unit.pictures:
            continue
        for place in unit.place.line():
            element = place.element
            if place.letters > _LONGEST_CAPTION or element.name == "body":
                break
            if element.name == "figure" or (
                place.letters and len(list(element.every("img"))) == 1 and is_boxed(element)
            ):
                for each in lines.units:
                    if each.place.is_within(place):
                        each.box = place
                break
