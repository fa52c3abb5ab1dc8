"""Further copies of stories, for printing, for telephones (AMP) and the like: their addresses lead on. Pure."""

import html
import re
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


@dataclass(slots=True)
class Prints:
    """Such pages, by their headlines, until their stories come."""

    _known: dict[str, list[tuple[int, str, frozenset[int]]]] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)
    """Numbers of those whose story has come."""

    def add(self, number: int, address: str, story: Story) -> None:
        """Remembers a page by what it says."""
        key = letters_of(str(story.fields.get("title", "")))
        self._known.setdefault(key, []).append((number, address, _paragraphs(story)))

    def addresses(self, story: Story, own: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The addresses of a story's further copies: paths, and those that ask for something.

        ``own`` is the number of its page.
        """
        mine: frozenset[int] | None = None
        paths: dict[str, None] = {}
        asked: dict[str, None] = {}
        for number, address, said in self._known.get(letters_of(str(story.fields.get("title", ""))), ()):
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
