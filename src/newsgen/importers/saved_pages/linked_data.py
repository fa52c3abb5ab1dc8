"""The story of a page as its JSON-LD tells it: of several items the one that is this page's own. Pure."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newsgen.importers.found.json_text import load_json
from newsgen.importers.from_html.lines import line_of_html

_STORIES = ("Article", "Posting", "Report", "ClaimReview", "CriticReview")
"""Ends of types."""
_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
_HOUSES = ("Organization", "WebSite", "Corporation", "Publisher")
_GENERIC = frozenset({"Organization", "NewsMediaOrganization", "Corporation"})
_MOST_NESTED = 12
_LARGEST = 400_000
"""Letters of one script of JSON-LD."""
_MOST_ITEMS = 200
_TAG = re.compile(r"<[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_COMMA = re.compile(r",\s*(?=[}\]])")
_WRAPPING = re.compile(r"(?://)?\s*<!\[CDATA\[|<!--")
_PAIR = r'"{name}"\s*:\s*"((?:[^"\\]|\\.){{1,400}})"'
_LOST_AUTHORS = re.compile(r'"author"\s*:\s*(\[[^\]]{1,2000}\]|\{[^}]{1,600}\}|"[^"]{1,200}")')
_NAME = re.compile(_PAIR.format(name="name"))
_STATED = {
    name: re.compile(_PAIR.format(name=name))
    for name in ("headline", "datePublished", "dateModified", "articleSection")
}

Item = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever a page calls its author."""

    name: str
    is_house: bool = False
    """Whether it says that this is an organization, and no person."""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What the scripts of one page say. Everything may be empty."""

    story: Item | None = None
    is_list: bool = False
    authors: tuple[Person, ...] = ()
    houses: tuple[str, ...] = ()
    """Names of whoever publishes it."""


def read_linked_data(scripts: Iterable[str], title: str) -> LinkedData:
    """What JSON-LD tells.

    Args:
        scripts: The texts of the scripts, in their order.
        title: The page's, by which its own story is known among others.
    """
    items: list[Item] = []
    for script in scripts:
        if len(script) <= _LARGEST:
            items += _items(_read(script), 0)
    known = {str(item["@id"]): item for item in reversed(items) if "@id" in item and len(item) > 1}
    stories = [item for item in items if any(each.endswith(_STORIES) for each in _types(item))]
    houses = tuple(dict.fromkeys(_houses(items, stories, known)))
    if not stories:
        return LinkedData(is_list=any(_LISTS & set(_types(item)) for item in items), houses=houses)
    best = max(stories, key=lambda item: _fit(item, title))
    own = said(best.get("headline"))
    twins = [item for item in stories if item is best or not own or said(item.get("headline")) in {own, ""}]
    joined: dict[str, object] = {}
    for item in (best, *twins):
        for key, value in item.items():
            if key not in joined or not joined[key]:
                joined[key] = value
    authors = tuple(dict.fromkeys(_people(joined.get("author"), known, 0)))
    return LinkedData(
        story=joined, authors=authors or tuple(dict.fromkeys(_people(joined.get("creator"), known, 0))), houses=houses
    )


def _types(item: Item) -> list[str]:
    typed = item.get("@type")
    return [str(each).rpartition("/")[2] for each in (typed if isinstance(typed, list) else [typed])]


def _fit(item: Item, title: str) -> int:
    """How much speaks for an item being the page's own story."""
    headline = said(item.get("headline")) or said(item.get("name"))
    is_own = bool(headline) and (headline in title or title in headline)
    return 4 * is_own + bool(item.get("author")) + 2 * bool(item.get("datePublished")) + bool(headline)


def _read(text: str) -> object:
    text = _unwrapped(text.strip()).strip().rstrip(";")
    spaced = _CONTROL.sub(" ", text)
    for typed in (text, spaced, _COMMA.sub("", spaced)):
        try:
            return load_json(typed)
        except (ValueError, RecursionError):
            continue
    return _pieces(spaced)


def _unwrapped(text: str) -> str:
    """A script without the marks that hide it from readers of XML, or of HTML."""
    if opening := _WRAPPING.match(text):
        text = text[opening.end() :]
    if text.endswith("]]>"):
        return text[:-3].rstrip().removesuffix("//")
    return text.removesuffix("-->")


def _pieces(text: str) -> object:
    """What can still be read of JSON that is broken: a quotation mark in a headline breaks all of it."""
    kind = re.search(r'"@type"\s*:\s*(?:\[\s*)?"(\w*Article|BlogPosting)"', text)
    if kind is None:
        return None
    found: dict[str, object] = {"@type": kind[1]}
    for name, pattern in _STATED.items():
        if match := pattern.search(text, kind.start()) or pattern.search(text):
            found[name] = _unescaped(match[1])
    if match := _LOST_AUTHORS.search(text):
        names = [_unescaped(name[1]) for name in _NAME.finditer(match[1])]
        found["author"] = [{"name": name} for name in names] if names else match[1].strip('"')
    return found


def _unescaped(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def _items(value: object, depth: int) -> Iterator[Item]:
    if depth > _MOST_NESTED:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in value:
                yield from _items(value[key], depth + 1)
    elif isinstance(value, list):
        for each in value[:_MOST_ITEMS]:
            yield from _items(each, depth + 1)


def _houses(items: Iterable[Item], stories: Iterable[Item], known: Mapping[str, Item]) -> Iterator[str]:
    for item in items:
        if any(each.endswith(_HOUSES) for each in _types(item)) and (name := said(item.get("name"))):
            yield name
    for item in stories:
        for key in ("publisher", "sourceOrganization", "copyrightHolder", "isPartOf"):
            yield from (person.name for person in _people(item.get(key), known, 0))


def said(value: object) -> str:
    """A value as one line; empty for none."""
    if isinstance(value, list):
        return next((found for each in value if (found := said(each))), "")
    if isinstance(value, dict):
        return said(value.get("@value") or value.get("name"))
    return line_of_html(value) if isinstance(value, str) else ""


def _people(value: object, known: Mapping[str, Item], depth: int) -> Iterator[Person]:
    if depth > _MOST_NESTED:
        return
    if isinstance(value, list):
        for each in value[:_MOST_ITEMS]:
            yield from _people(each, known, depth + 1)
    elif isinstance(value, dict):
        yield from _of_item(value, known, depth)
    elif isinstance(value, str) and (name := line_of_html(value)):
        if name in known:
            yield from _of_item(known[name], {}, depth + 1)
        elif not re.match(r"(?:https?:)?//|#", name):
            yield Person(name)


def _of_item(item: Item, known: Mapping[str, Item], depth: int) -> Iterator[Person]:
    is_house = bool(_GENERIC & set(_types(item)))
    name = item.get("name")
    if isinstance(name, list):
        yield from (Person(each, is_house) for one in name if (each := said(one)))
    elif found := said(name):
        if not re.match(r"(?:https?:)?//", found):
            yield Person(found, is_house)
    elif item.get("givenName") or item.get("familyName"):
        parts = (said(item.get(key)) for key in ("givenName", "additionalName", "familyName"))
        yield Person(" ".join(filter(None, parts)), is_house)
    elif str(item.get("@id")) in known:
        yield from _people(known[str(item["@id"])], {}, depth + 1)


def tags_of(story: Item) -> list[str]:
    """The keywords of a story, without those that are for machines alone."""
    typed = story.get("keywords")
    found = [said(each) for each in typed] if isinstance(typed, list) else [said(typed)]
    return [each for each in found if each and not re.match(r"\w+:", each)]


def text_of(story: Item) -> str:
    """The whole text of a story, where JSON-LD has it."""
    body = story.get("articleBody")
    return html.unescape(_TAG.sub(" ", html.unescape(body))) if isinstance(body, str) else ""


def image_of(value: object) -> str:
    """The address of the first picture of several."""
    if isinstance(value, list):
        return next((found for each in value if (found := image_of(each))), "")
    if isinstance(value, dict):
        return image_of(value.get("url") or value.get("contentUrl"))
    return value.strip() if isinstance(value, str) else ""
