"""A page as a row of lines, each with its place in the page's structure: what is compared between pages. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsgen.importers.from_html.inline import BLOCKS, DROPPED
from newsgen.importers.from_html.nodes import Comment, Element, Node, Text
from newsgen.importers.saved_pages import hints

MARK = "data-newsgen-rule"
"""Attribute by which the elements are known that a rule has chosen."""
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W_]+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")
_SENTENCE = re.compile(r"[.!?。！？…؟।][\"'”’»)\]」』]*(?:\s|\Z)|[。！？]|다\.")
_TOKEN = re.compile(r"[\w-]+")
_VARYING = re.compile(
    r"(?:post|page|node|entry|story|article|item|id|category|tag|author|cat|status|format|type)-?\d*|"
    r"(?:category|tag|author|postid|cat|tax|term|status|format|type)-.*|.*\d{2}.*|first|last|odd|even|clearfix|sticky"
)
"""Classes that tell one page or item from another, and not what it is."""
_CLASSES = re.compile(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_IDENTITIES = re.compile(r"""\bid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
_OFTEN = 1.5
"""Elements of a page that have one class, by which it tells nothing of where they stand."""
_MOST_OTHERS = 6
"""Names beside an element by which it can be told from others."""
_FEWEST_NAMED = 3
_SHARED = 0.2
"""Pages that have an identity with digits, in parts of all, by which it is that of a place."""
_PROSE = 9
"""Words of a line that is told as a sentence."""
_LONG = 24
_MOST_OF_PAGE = 0.55
"""What holds more of a page's letters than this is no box beside its story, whatever it is called."""
_LEAVES = frozenset("img iframe embed object video audio".split())
"""Elements that are shown as a whole."""
_BROKEN = BLOCKS | {"br"}
_INLINE_BOXES = frozenset({"font", "span"})
"""What is set around paragraphs that `<br><br>` parts."""


@dataclass(slots=True)
class Place:
    """An element, and what lies around it."""

    element: Element
    above: "Place | None"
    path: int
    """The number of its path among all of the site."""
    depth: int
    is_link: bool = False
    own: str = ""
    """Why it is no part of a story, as its own class says."""
    hint: str = ""
    """Likewise, of itself or of what lies around it, where that is not most of the page."""
    letters: int = 0
    linked: int = 0

    def line(self) -> "Iterator[Place]":
        """This one and all around it, from the inside out."""
        place: Place | None = self
        while place is not None:
            yield place
            place = place.above

    def is_within(self, other: "Place") -> bool:
        """Whether it is another, or lies in it."""
        return any(place is other for place in self.line())


@dataclass(slots=True)
class Unit:
    """One line of a page: what stands between two breaks."""

    place: Place
    """The innermost that holds all of it."""
    leaves: list[Text | Element]
    text: str
    linked: int
    """Letters of it that are links."""
    words: float
    pictures: list[Element] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)
    """What other pages, players and programs show in it."""
    links: list[Element] = field(default_factory=list)
    box: Place | None = None
    """Of a picture, and of the words of its caption: what holds both and nothing else."""
    told: str = ""
    """The text without what differs from page to page: case and digits."""

    @property
    def share(self) -> float:
        """Of the text that is links."""
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether it is told, and no label, menu or list of links."""
        return (
            self.share < 0.5
            and self.box is None
            and (self.words >= _LONG or (self.words >= _PROSE and _SENTENCE.search(self.text) is not None))
        )

    @property
    def is_running_text(self) -> bool:
        """Whether it is told, and in no menu, box or foot."""
        return not self.place.hint and self.is_prose

    @property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends_sentence(self.text)

    def clear(self) -> None:
        """Takes it from the page."""
        for leaf in self.leaves:
            if isinstance(leaf, Text):
                leaf.text = ""
            else:
                leaf.name, leaf.attributes, leaf.children = "wbr-gone", {}, []
        self.text = ""


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, or what leads to another."""
    return re.search(r"[.!?。！？…؟।:][\"'”’»)\]」』]*\s*\Z", text) is not None


class Paths:
    """The paths of all elements of a site, numbered: tag and class of each, below one another."""

    def __init__(self, seen: "Names | None" = None) -> None:
        self._numbers: dict[tuple[int, str], int] = {}
        self._known: list[tuple[int, str]] = [(-1, "body")]
        self._seen = seen or Names()
        self._keys: dict[tuple[str, str, str], str] = {}

    def number(self, above: int, key: str) -> int:
        """The number of a path."""
        pair = (above, key)
        found = self._numbers.get(pair)
        if found is None:
            found = self._numbers[pair] = len(self._known)
            self._known.append(pair)
        return found

    def above(self, path: int) -> int:
        """The path around one; -1 for none."""
        return self._known[path][0]

    def last(self, path: int) -> str:
        """The tag and class at the end of a path."""
        return self._known[path][1]

    def selector(self, path: int) -> str:
        """The path as a selector of CSS, from the nearest name that the site has once on a page."""
        steps: list[str] = []
        while path >= 0:
            key = self._known[path][1]
            steps.append(key)
            if "#" in key:
                break
            path = self._known[path][0]
        return " > ".join(reversed(steps))

    def exact_selector(self, path: int) -> str:
        """Likewise, but of none of the elements beside it that have its name and a further one."""
        above, key = self._known[path]
        tag, _, names = key.replace("#", ".").partition(".")
        mine = set(names.split(".")) - {""}
        others: dict[str, str] = {}
        for around, other in self._known:
            name, _, rest = other.replace("#", ".").partition(".")
            theirs = [each for each in rest.split(".") if each]
            if around == above and name == tag and other != key and "[" not in other and mine < set(theirs):
                others[next(each for each in theirs if each not in mine)] = "#" if f"#{theirs[0]}" in other else "."
        if "[" in key or len(others) > _MOST_OTHERS:
            return self.selector(path)
        return self.selector(path) + "".join(f":not({mark}{each})" for each, mark in others.items())

    def key(self, element: Element, column: int) -> str:
        """Tag and class of an element, without what differs from page to page."""
        attributes = element.attributes
        identity, classes = attributes.get("id", ""), attributes.get("class", "")
        if not identity and not classes:
            if element.name == "font" and re.fullmatch(r"[+-]?\d", attributes.get("size", "")):
                return f'font[size="{attributes["size"]}"]'
            return f"td:nth-child({column})" if element.name == "td" else element.name
        typed = (element.name, identity, classes)
        known = self._keys.get(typed)
        if known is None:
            known = self._keys[typed] = element.name + self._name(identity, classes)
        return known

    def _name(self, identity: str, classes: str) -> str:
        if identity and _TOKEN.fullmatch(identity) and not re.match(r"\d|-", identity) and self._is_known(identity):
            return f"#{identity}"
        tokens = [each for each in classes.split() if _TOKEN.fullmatch(each) and not re.match(r"\d|-\d|--", each)]
        chosen = [each for each in tokens if not _VARYING.fullmatch(each)] or tokens
        if not chosen:
            return ""
        pages = self._seen.pages
        most = max(pages.get(each, 0) for each in chosen)
        best = [each for each in chosen if pages.get(each, 0) >= 0.9 * most][:2]
        if all(self._seen.often(each) > _OFTEN for each in best):
            # All boxes of a system have such a name: of the others the one that is rarest on a page tells which it is.
            known = [each for each in chosen if pages.get(each, 0) >= max(_FEWEST_NAMED, 0.1 * most)]
            best += sorted(known, key=self._seen.often)[:1]
        return "".join(f".{each}" for each in dict.fromkeys(best))

    def _is_known(self, identity: str) -> bool:
        """Whether an identity is that of a place: one with digits may be that of a story."""
        return not re.search(r"\d", identity) or self._seen.identities.get(identity, 0) >= max(
            _FEWEST_NAMED, _SHARED * self._seen.many
        )


@dataclass(slots=True)
class Names:
    """The classes and identities that the pages of a site give to their elements."""

    pages: Counter[str] = field(default_factory=Counter)
    """On how many pages each class stands."""
    every: Counter[str] = field(default_factory=Counter)
    """Likewise at how many elements."""
    identities: Counter[str] = field(default_factory=Counter)
    """On how many pages each identity stands."""
    many: int = 0

    def often(self, name: str) -> float:
        """At how many elements of a page a class stands."""
        return self.every.get(name, 0) / max(1, self.pages.get(name, 0))


def names_on(pages: Iterable[str]) -> Names:
    """The names that stand on some pages."""
    found = Names()
    for page in pages:
        tokens = [token for each in _CLASSES.findall(page) for value in each for token in value.split()]
        found.every.update(tokens)
        found.pages.update(set(tokens))
        found.identities.update({value.strip() for each in _IDENTITIES.findall(page) for value in each if value})
        found.many += 1
    return found


@dataclass(slots=True)
class Lines:
    """A page taken apart."""

    root: Element
    units: list[Unit]
    places: dict[int, Place]
    """By the identity of their elements."""
    letters: int

    def paths(self) -> frozenset[int]:
        """All paths on it."""
        return frozenset(place.path for place in self.places.values())


def words_told(units: Iterable[Unit]) -> float:
    """The words of the running text among some lines."""
    return sum(unit.words for unit in units if unit.is_running_text)


def has_double_break(nodes: list[Node]) -> bool:
    """Whether two breaks part paragraphs in an element."""
    count = 0
    for node in nodes:
        if isinstance(node, Element) and node.name == "br":
            count += 1
            if count > 1:
                return True
        elif not (isinstance(node, Comment) or (isinstance(node, Text) and not node.text.strip())):
            count = 0
    return False


class _Cutter:
    """Cuts a page into units."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self.units: list[Unit] = []
        self.places: dict[int, Place] = {}
        self._leaves: list[tuple[Place, Text | Element]] = []

    def take(self, element: Element, place: Place) -> None:
        self.places[id(element)] = place
        column = 0
        for child in element.children:
            if isinstance(child, Text):
                self._leaves.append((place, child))
                continue
            if isinstance(child, Comment):
                continue
            name = child.name
            if name in DROPPED:
                continue
            if name in {"td", "th"}:
                column += 1
            is_broken = name in _BROKEN or (
                name in _INLINE_BOXES and self._is_after_blank() and has_double_break(child.children)
            )
            if is_broken:
                self._end()
                if name == "br":
                    continue
            key = self._paths.key(child, column)
            inner = Place(child, place, self._paths.number(place.path, key), place.depth + 1)
            inner.is_link = place.is_link or (name == "a" and bool(child.attributes.get("href")))
            is_foot = name == "footer" and any(hints.is_foot_of(around.element, child) for around in place.line())
            inner.own = hints.FOOT if is_foot else hints.reason(child)
            if name in _LEAVES:
                self.places[id(child)] = inner
                self._leaves.append((place, child))
            else:
                self.take(child, inner)
            if is_broken:
                self._end()

    def _is_after_blank(self) -> bool:
        """Whether a blank stands before what comes next: it is no part of a word."""
        last = self._leaves[-1][1] if self._leaves else None
        return isinstance(last, Text) and last.text[-1:].isspace()

    def _end(self) -> None:
        leaves, self._leaves = self._leaves, []
        if not leaves:
            return
        text = _BLANKS.sub(" ", "".join(leaf.text for _, leaf in leaves if isinstance(leaf, Text))).strip(
            " \u200b\ufeff"
        )
        pictures = [leaf for _, leaf in leaves if isinstance(leaf, Element) and leaf.name == "img"]
        frames = [leaf for _, leaf in leaves if isinstance(leaf, Element) and leaf.name != "img"]
        if not text and not pictures and not frames:
            return
        shown = [pair for pair in leaves if isinstance(pair[1], Element) or pair[1].text.strip()]
        place = _common([place for place, _ in shown])
        linked = sum(len(leaf.text.strip()) for at, leaf in shown if isinstance(leaf, Text) and at.is_link)
        unit = Unit(place, [leaf for _, leaf in leaves], text, min(linked, len(text)), count_words(text), pictures)
        unit.frames = frames
        unit.links = _links_of(shown)
        unit.told = _DIGITS.sub("#", text).casefold()
        self.units.append(unit)
        for each in place.line():
            each.letters += len(text)
            each.linked += unit.linked


def _links_of(leaves: list[tuple[Place, Text | Element]]) -> list[Element]:
    found: dict[int, Element] = {}
    for place, _ in leaves:
        if place.is_link:
            for each in place.line():
                if each.element.name == "a":
                    found[id(each.element)] = each.element
                    break
    return list(found.values())


def _common(places: list[Place]) -> Place:
    """The innermost place that holds all of some."""
    found = places[0]
    for place in places[1:]:
        other = place
        while found is not other:
            if found.depth >= other.depth and found.above is not None:
                found = found.above
            elif other.above is not None:
                other = other.above
            else:
                break
    return found


def count_words(text: str) -> float:
    """Words of a text; of scripts that set no blanks between them, half of the letters."""
    if text.isascii():
        return float(len(_WORDS.findall(text)))
    dense = len(_DENSE.findall(text))
    return len(_WORDS.findall(_DENSE.sub(" ", text))) + dense / 2


def lines_of(root: Element, paths: Paths) -> Lines:
    """A page cut into lines."""
    cutter = _Cutter(paths)
    top = Place(root, None, 0, 0)
    cutter.take(root, top)
    cutter._end()  # noqa: SLF001 - of this module
    own = {
        id(around)
        for place in cutter.places.values()
        if any(name.endswith(":body") for name in place.element.attributes.get(MARK, "").split())
        for around in place.line()
    }
    for place in cutter.places.values():
        around = place.above.hint if place.above is not None else ""
        if any(name.endswith(":own") for name in place.element.attributes.get(MARK, "").split()):
            place.own = ""  # A rule says that it is the story's, whatever it is called.
        is_box = place.letters <= _MOST_OF_PAGE * top.letters or place.own == "comments"
        # What a rule names as the body is none of the boxes beside it, however it is called, and however short.
        place.hint = around or (place.own if is_box and id(place) not in own else "")
    return Lines(root, cutter.units, cutter.places, top.letters)
