"""What items of all formats have in common. Pure."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from newsgen.importers.found.item import Found
from newsgen.importers.found.safe_xml import local
from newsgen.importers.from_html.plain import plain

_ROUTINE = 5
"""IPTC's urgency of most news; 1 is the most urgent."""
_GENRES = frozenset("analysis background editorial interview letter obituary opinion report review satire".split())


@dataclass
class Wire:
    """An item."""

    found: Found
    version: str = ""
    """The later one is greater."""
    is_text: bool = True
    uri: str = ""
    release: str = ""
    """Before which nobody was to see it."""
    pictures: list[str] = field(default_factory=list)
    """Identities of pictures that stand in items of their own."""

    def is_before(self, other: "Wire") -> bool:
        """Whether another version of this item is the newer one; of two that cannot be told apart, the other."""
        own, its = self.version, other.version
        if own.isdecimal() and its.isdecimal():
            return int(own) <= int(its)
        if own and its and not own.isdecimal() and not its.isdecimal():
            return own <= its
        return (self.found.updated or self.found.date) <= (other.found.updated or other.found.date)


_PERSONAL = re.compile(r"(?i)e-?mail|phone|mobile|telefon|^(?:tel|fax|contact|contactinfo|address)$|password")
_MAIL = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")


def kept_of(said: Mapping[str, object], found: Found) -> dict[str, object]:
    """Of what an item says what no field has; without how persons are reached.

    Args:
        said: By the names that the item has for it.
        found: What was taken.
    """
    known = " ".join(strings_in([found.title, found.summary, found.text, found.said, found.fields, found.extra]))
    known = plain(f"{known} {' '.join(found.image.values())}")
    kept: dict[str, object] = {}
    for key, value in said.items():
        if _PERSONAL.search(key):
            continue
        clean = _without_persons(value)
        if clean not in (None, "", [], {}) and any(plain(text) not in known for text in strings_in(clean)):
            kept[key] = clean
    return kept


def _without_persons(value: object) -> object:
    """A value without mail addresses, telephones and the like."""
    if isinstance(value, Mapping):
        return {key: _without_persons(inner) for key, inner in value.items() if not _PERSONAL.search(key)}
    if isinstance(value, list):
        return [_without_persons(inner) for inner in value]
    return _MAIL.sub("…@…", value) if isinstance(value, str) else value


def strings_in(value: object) -> Iterator[str]:
    """All texts and numbers in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from strings_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings_in(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def rest_of(element: Element | None, found: Found, *, but: frozenset[str] = frozenset()) -> dict[str, object]:
    """Of an element of XML what no field has, by the names of the elements in it."""
    said: dict[str, object] = {}
    for each in element.iter() if element is not None else ():
        name = local(each)
        if name in but:
            continue
        said_by = (value for key, value in each.attrib.items() if "}" not in key)
        for text in filter(None, (" ".join((each.text or "").split()), *said_by)):
            values = said.setdefault(name, [])
            if isinstance(values, list) and text not in values:
                values.append(text)
    return kept_of(said, found)


def figure(image: Mapping[str, str]) -> str:
    """A picture of a text as HTML, of parts that are HTML but for the address."""
    caption = " | ".join(filter(None, [image["caption"], image["credit"]]))
    shown = f'<img src="{html.escape(image["src"])}" alt="{image["alt"]}">'
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"


def set_urgency(found: Found, typed: str) -> None:
    """Makes the weight of a story of its urgency."""
    if typed.strip().isdecimal() and len(typed) < 3:  # noqa: PLR2004 - digits
        found.extra["urgency"] = typed.strip()
        if (weight := _ROUTINE - int(typed)) > 0:
            found.fields["weight"] = str(weight)


def set_genre(found: Found, typed: str) -> None:
    """Sets what kind of story it is, if newsgen has a word for it."""
    if typed.casefold() in _GENRES:
        found.fields["genre"] = typed.casefold()
    elif typed:
        found.extra["genre"] = typed
