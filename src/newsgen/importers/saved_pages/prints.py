"""Further copies of stories, for printing, for telephones (AMP) and the like: their addresses lead on. Pure."""

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.saved_pages.captures import SavedPage, place_of
from newsgen.importers.saved_pages.evidence import letters_of
from newsgen.importers.story import Story
from newsgen.models.names import path_fault

_CALLED = re.compile(
    r"(?:\A|[^a-z])(?:print(?:er|able|version|page|view|article|story|friendly)*\d*|pf|drucken|druckversion|imprimer|imprimir|"
    r"stampa|skriv-?ut|afdrukken|drukuj|pechat)(?![a-z])",
    re.IGNORECASE,
)
_PRINTS_ITSELF = re.compile(r"<body[^>]{0,400}\bonload\s*=[^>]{0,100}print\s*\(", re.IGNORECASE)
_LINK = re.compile(r"\]\([^()]*\)")
_HEAD = 200_000
_LINK_TAG = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?canonical\b""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*["']?([^"'\s>]{1,2000})""", re.IGNORECASE)
_CODE = re.compile(r"<(script|style|noscript)\b|<!--", re.IGNORECASE)
_CODE_ENDS = {
    name: re.compile(f"</{name}" if name else "-->", re.IGNORECASE) for name in ("script", "style", "noscript", "")
}
_RUN = re.compile(r">([^<>]+)(?=<)")
_LONG_RUN = 60
"""Bytes of a text between two tags that may tell a story from others."""
_MOST_RUNS = 8
_FEWEST_SHARED = 2
_SHARED = 0.4
"""Of these texts, by which two pages may be one story: captions and comments are long, too."""
_MOST_COPIES = 4
"""Pages that have one text and are copies of one another."""
_BARE = 0.7
"""Tags of a bare copy, in parts of those of the page."""
_SHORT = 20
"""Letters of a paragraph that may stand in any story."""
_SAME = 0.6
"""Of the paragraphs of the shorter one, by which two are one story."""


def may_be_print(page: SavedPage) -> bool:
    """Whether a page is called like one for printing, or prints itself."""
    parts = parts_of_address(page.address)
    called = f"{parts.path}?{parts.query}" if page.address else page.path
    return _CALLED.search(called) is not None or _PRINTS_ITSELF.search(page.html) is not None


def canonical_place(page: SavedPage) -> str:
    """Where a page says that its story lies, on its own site; empty where it does not say, or where it lies itself."""
    head = page.html[:_HEAD]
    link = next((each[0] for each in _LINK_TAG.finditer(head) if _CANONICAL.search(each[0])), "")
    found = _HREF.search(link)
    if found is None or not page.address:
        return ""
    try:
        address = urljoin(page.address, html.unescape(found[1]).strip())
    except ValueError:
        return ""
    place = place_of(address)
    return "" if place in {"/", place_of(page.address)} else place


@dataclass(frozen=True, slots=True)
class Text:
    """What a page is compared by with others before it is taken apart."""

    runs: frozenset[int]
    """Its longest texts between two tags."""
    links: int
    tags: int


def text_of(page: SavedPage) -> Text:
    """What is compared of a page."""
    plain = _without_code(page.html)
    runs = {each.strip() for each in _RUN.findall(plain)}
    long = sorted((each for each in runs if len(each.encode("utf-8", "replace")) > _LONG_RUN), key=len, reverse=True)
    letters = (letters_of(html.unescape(each)) for each in long[:_MOST_RUNS])
    return Text(frozenset(hash(each) for each in letters), plain.count("<a "), plain.count("<"))


def _without_code(text: str) -> str:
    """A page without its scripts, styles and comments; each letter is looked at a few times, however they are typed."""
    pieces: list[str] = []
    at = 0
    while (begin := _CODE.search(text, at)) is not None:
        pieces.append(text[at : begin.start()])
        end = _CODE_ENDS[(begin[1] or "").lower()].search(text, begin.end())
        if end is None:
            return " ".join(pieces)
        at = end.end()
    return " ".join([*pieces, text[at:]])


def bare_copies(texts: Mapping[int, Text]) -> Mapping[int, int]:
    """Pages that have the text of another one with far fewer links and boxes around it, to that one.

    So are copies for printing, whatever their addresses are.
    """
    having: dict[int, list[int]] = {}
    for number, text in texts.items():
        for run in text.runs:
            having.setdefault(run, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    own: Counter[int] = Counter()
    for numbers in having.values():
        if len(numbers) > _MOST_COPIES:
            continue  # It stands on many pages, and tells nothing of any.
        own.update(numbers)
        shared.update((one, other) for one in numbers for other in numbers if one != other)
    found: dict[int, int] = {}
    for (one, other), count in shared.items():
        mine, theirs = texts[one], texts[other]
        is_same = count >= max(_FEWEST_SHARED, _SHARED * min(own[one], own[other]))
        if is_same and 2 * mine.links <= theirs.links and mine.tags < _BARE * theirs.tags:
            found.setdefault(one, other)
    return {copy: page for copy, page in found.items() if page not in found}


@dataclass(slots=True)
class Prints:
    """Such pages, by their headlines, until their stories come."""

    _known: dict[str, list[tuple[int, str, frozenset[int]]]] = field(default_factory=dict)
    copies: Mapping[int, int] = field(default_factory=dict)
    """Numbers of bare copies to those of the pages whose text they have."""
    _copied: dict[int, list[tuple[int, str, frozenset[int]]]] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)
    """Numbers of those whose story has come."""

    def add(self, number: int, address: str, story: Story) -> None:
        """Remembers a page by what it says."""
        key = letters_of(str(story.fields.get("title", "")))
        known = (number, address, _paragraphs(story))
        self._known.setdefault(key, []).append(known)
        if number in self.copies:
            self._copied.setdefault(self.copies[number], []).append(known)

    def addresses(self, story: Story, own: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The addresses of a story's further copies: paths, and those that ask for something.

        ``own`` is the number of its page.
        """
        mine: frozenset[int] | None = None
        paths: dict[str, None] = {}
        asked: dict[str, None] = {}
        titled = self._known.get(letters_of(str(story.fields.get("title", ""))), [])
        for number, address, said in [*titled, *self._copied.get(own, [])]:
            if number in self.matched:
                continue
            mine = _paragraphs(story) if mine is None else mine
            if not said or len(said & mine) < _SAME * min(len(said), len(mine)) or not mine or number == own:
                continue
            self.matched.add(number)
            place = place_of(address) if address else ""
            if "?" in place:
                asked[place] = None
            elif place and not path_fault(place.strip("/")) and place != story.fields.get("url"):
                paths[place] = None
        return tuple(paths), tuple(asked)


def is_same_text(one: Story, other: Story) -> bool:
    """Whether two pages tell most of one story."""
    mine, theirs = _paragraphs(one), _paragraphs(other)
    return bool(mine and theirs) and len(mine & theirs) >= _SAME * min(len(mine), len(theirs))


def _paragraphs(story: Story) -> frozenset[int]:
    said = (letters_of(_LINK.sub("]", each)) for each in story.text.split("\n\n"))
    return frozenset(hash(each) for each in said if len(each) > _SHORT)
