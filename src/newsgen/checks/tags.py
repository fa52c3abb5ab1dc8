"""What a tag is by itself: what it says, and what it does to the elements around it. Pure."""

import re
from collections.abc import Iterator
from enum import IntEnum
from sys import intern
from typing import NamedTuple

from newsgen.documents.html import VOID, srcset_of, tag_of, values_of


class TagFacts(IntEnum):
    """What kind of thing a tag says."""

    LINK = 1
    """It leads to an address."""
    SHOWS = 2
    """The page is not whole without what lies at an address."""
    ID = 3
    LANG = 4
    HEADING = 5
    """Its level."""
    ROOT = 6
    """It is the element `html`; its language."""
    MAIN = 7
    NO_ALT = 8
    """A picture without the attribute `alt`."""
    BASE = 9
    """Relative addresses of the page begin at an address."""
    TITLE = 10
    """It is the title of the page, and not one of a drawing in it."""


class Word(NamedTuple):
    """Something that a tag says."""

    kind: TagFacts
    value: str


class Tag(NamedTuple):
    """What a tag does where it stands, and what it says."""

    name: str
    opens: bool = False
    closes: bool = False
    ends: frozenset[str] = frozenset()
    """The elements that it ends, where one of them is the innermost."""
    is_block: bool = False
    """Whether it ends a paragraph."""
    words: tuple[Word, ...] = ()


_BLOCKS = frozenset(
    """
    address article aside blockquote dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section table ul
    """.split()
)
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr", "caption", "colgroup"}
_ENDS = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": _ROWS,
    "td": _CELLS,
    "th": _CELLS,
    "tbody": _ROWS | {"thead", "tbody"},
    "tfoot": _ROWS | {"thead", "tbody"},
    "thead": _ROWS,
    "option": frozenset(("option",)),
    "optgroup": frozenset(("option", "optgroup")),
    "rt": frozenset(("rt", "rp")),
    "rp": frozenset(("rt", "rp")),
    "body": frozenset(("head",)),
}
_HTML = frozenset(
    """
    a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col
    colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu
    meta meter nav noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script
    search section select slot small source span strong style sub summary sup table tbody td template textarea tfoot
    th thead time title tr track u ul var video wbr
    """.split()
)
"""Elements that no slash closes. One closes those of drawings and formulas, whose names have no hyphen."""


def read_tag(typed: str) -> Tag:
    """A tag as it was typed, read. A comment and the like is one without a name, which does and says nothing."""
    name, is_end = tag_of(typed)
    if not name or is_end:
        return Tag(intern(name), closes=is_end)
    name = intern(name)
    is_drawn = name not in _HTML and "-" not in name
    is_whole = name in VOID or (is_drawn and typed.endswith("/>"))
    words: tuple[Word, ...] = ()
    if name in _ALWAYS_SPEAK or (_META_SPEAKS if name == "meta" else _SPEAKS).search(typed):
        words = tuple(_words(name, values_of(typed)))
    return Tag(name, not is_whole, ends=_ENDS.get(name, frozenset()), is_block=name in _BLOCKS, words=words)


# Most tags say nothing that concerns anybody here, which is seen at a glance.
_SPEAKS = re.compile(r"(?:href|src|srcset|id|lang|name|poster|action|data)\s*=", re.IGNORECASE)
_META_SPEAKS = re.compile(r"og:(?:url|image|audio|video)|twitter:image|citation_public_url|refresh", re.IGNORECASE)
_ALWAYS_SPEAK = frozenset(("a", "link", "html", "title", "main", "img", "h1", "h2", "h3", "h4", "h5", "h6"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHOWN = {"img": "src", "script": "src", "iframe": "src", "embed": "src", "object": "data", "input": "src"}
_MEDIA = frozenset(("source", "video", "audio", "track"))
_LINKS = {"a": "href", "area": "href", "form": "action", "use": "href", "image": "href"}
_OF_PAGE = frozenset(
    ("og:url", "og:image", "og:image:url", "og:audio", "og:video", "twitter:image", "citation_public_url")
)
_REFRESH = re.compile(r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)


def _words(name: str, attributes: dict[str, str]) -> Iterator[Word]:
    if name == "html":
        yield Word(TagFacts.ROOT, attributes.get("lang", ""))
    elif attributes.get("lang"):
        yield Word(TagFacts.LANG, attributes["lang"])
    if attributes.get("id"):
        yield Word(TagFacts.ID, attributes["id"])
    if name in _HEADINGS:
        yield Word(TagFacts.HEADING, name[1])
    elif name == "main":
        yield Word(TagFacts.MAIN, "")
    elif name == "title":
        yield Word(TagFacts.TITLE, "")
    elif name == "base" and attributes.get("href"):
        yield Word(TagFacts.BASE, attributes["href"])
    elif name == "img" and "alt" not in attributes:
        yield Word(TagFacts.NO_ALT, attributes.get("src", ""))
    yield from _addresses(name, attributes)


def _addresses(name: str, attributes: dict[str, str]) -> Iterator[Word]:
    if name == "a" and attributes.get("name") and "id" not in attributes:
        yield Word(TagFacts.ID, attributes["name"])
    for kind, address in _own_addresses(name, attributes):
        if address:
            yield Word(kind, address)
    if attributes.get("poster"):
        yield Word(TagFacts.LINK, attributes["poster"])
    if attributes.get("srcset"):
        for candidate in srcset_of(attributes["srcset"]):
            yield Word(TagFacts.LINK, candidate.address)


def _own_addresses(name: str, attributes: dict[str, str]) -> Iterator[tuple[TagFacts, str]]:
    if name in _LINKS:
        yield TagFacts.LINK, attributes.get(_LINKS[name]) or attributes.get("xlink:href", "")
    elif name in _SHOWN:
        yield TagFacts.SHOWS, attributes.get(_SHOWN[name], "")
    elif name in _MEDIA:  # A browser takes one of several, or waits until it is asked for.
        yield TagFacts.LINK, attributes.get("src", "")
    elif name == "link":
        relations = set(attributes.get("rel", "").lower().split())
        if not relations & {"preconnect", "dns-prefetch"}:
            yield TagFacts.SHOWS if "stylesheet" in relations else TagFacts.LINK, attributes.get("href", "")
    elif name == "meta":
        content = attributes.get("content", "")
        if (attributes.get("property") or attributes.get("name", "")).lower() in _OF_PAGE:
            yield TagFacts.LINK, content
        elif attributes.get("http-equiv", "").lower() == "refresh" and (leads := _REFRESH.match(content)):
            yield TagFacts.LINK, leads[1].strip()
