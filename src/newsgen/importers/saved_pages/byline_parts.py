"""The words of a byline as its elements part them, or as each names somebody. Pure."""

import re
from collections.abc import Iterator, Sequence

from newsgen.importers.from_html.nodes import Element, Text
from newsgen.importers.pasted.bylines import Bylines
from newsgen.importers.saved_pages.units import Unit

_BESIDE = frozenset("location place city town role job jobtitle position desc description bio".split())
"""What is called so beside a name is none."""
_SIGNS = ("i", "img", "svg", "span", "em", "use")
_OF_AUTHOR = re.compile(
    r"(?i)(?:\A|[\W_])(?:user|author|person|pencil|pen|feather|writer|journalist)(?!-?plus)(?:[-_]\w+)?(?=\Z|[\s./?])"
)
"""How signs are called that stand before names of authors: ``fa fa-user``, ``icons/user.svg``."""

_IN = "in|under|dans|en|em|unter|w|v|i|в|у|în|til"


def parted(unit: Unit, says: Bylines) -> str:
    """A line with two blanks where elements part it without any; or the names that elements of it hold."""
    named = list(_named(unit.place.element))
    if len(named) > 1:
        return " , ".join(each.one_line() for each in named)
    beside = {id(leaf) for leaf in _beside(unit.place.element)}
    text = ""
    for at, leaf in enumerate(unit.leaves):
        if not isinstance(leaf, Text):
            continue
        if id(leaf) in beside:
            text += "  "
            continue
        if not leaf.text.strip() and _is_between_names(unit.leaves[max(0, at - 1) : at + 2], says):
            text += "  "
            continue
        is_glued = text and leaf.text and not text[-1].isspace() and not leaf.text[0].isspace()
        text += ("  " if is_glued and text[-1].isalnum() and leaf.text[0].isalnum() else "") + re.sub(
            r"\s+", " ", leaf.text
        )
    return _without_section(unit, re.sub(r" {3,}", "  ", text).strip() if "  " in text else unit.text)


def _without_section(unit: Unit, text: str) -> str:
    """A line without the section to which a link behind its date leads: *3 May 2012 in Sport*."""
    for link in unit.links:
        said = link.one_line()
        if not said or "author" in link.get("rel").split():
            continue
        found = re.search(rf"(?i)\s(?:{_IN})\s+{re.escape(said)}(?=\s|$|[,.|])", text)
        if found and any(map(str.isdecimal, text[: found.start()])):
            text = f"{text[: found.start()]}  {text[found.end() :]}".strip()
    return text


def _is_between_names(leaves: Sequence[Text | Element], says: Bylines) -> bool:
    """Whether nothing but a blank stands between two names, or an office and a name, that are elements of their own."""
    words = [leaf.text.split() for leaf in (leaves[0], leaves[-1]) if isinstance(leaf, Text)]
    if len(leaves) != 3 or len(words) < 2 or len(words[1]) < 2:
        return False
    last = words[0][-1] if words[0] else ""
    is_office = says.role.search(last) or says.office.search(last) or says.house.search(last)
    return len(words[0]) > 1 or bool(is_office)


def _beside(element: Element) -> Iterator[Text]:
    """The text in a byline that is called an office, or a town."""
    for child in element.elements():
        if _BESIDE & {word for token in child.classes for word in re.split(r"[^a-z]+", token.lower())}:
            yield from _texts(child)
        else:
            yield from _beside(child)


def _texts(element: Element) -> Iterator[Text]:
    for child in element.children:
        if isinstance(child, Text):
            yield child
        elif isinstance(child, Element):
            yield from _texts(child)


def _named(element: Element) -> Iterator[Element]:
    """The outermost elements in one that say each that it holds an author."""
    for child in element.elements():
        if is_marked_up(child) or {"author", "fn", "author-name"} & set(child.classes):
            yield child
        else:
            yield from _named(child)


def behind_sign(element: Element) -> str:
    """What stands behind a sign of a person, or of a pen, up to the next sign."""
    for at, child in enumerate(element.children):
        if not isinstance(child, Element):
            continue
        if not _is_sign(child):
            if found := behind_sign(child):
                return found
        elif _OF_AUTHOR.search(" ".join(map(child.get, ("class", "src", "data-src", "href", "xlink:href")))):
            text = ""
            for further in element.children[at + 1 :]:
                if isinstance(further, Element) and (_is_sign(further) or any(map(_is_sign, further.every(*_SIGNS)))):
                    break
                if isinstance(further, Text | Element):
                    text += further.text if isinstance(further, Text) else further.text()
            return " ".join(text.split())
    return ""


def _is_sign(element: Element) -> bool:
    return element.name in _SIGNS and not element.text().strip() and any(map(element.get, ("class", "src", "href")))


def is_marked_up(element: Element) -> bool:
    """Whether an element says in words of its own that it names the author."""
    return element.get("itemprop") in {"author", "creator"} or "author" in element.get("rel").split()
