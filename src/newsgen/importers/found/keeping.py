"""What a source says and no field has: kept beside its story, without how persons are reached. Pure."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from newsgen.importers.found.item import Found
from newsgen.importers.found.safe_xml import local
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import masked

_PERSONAL = re.compile(
    r"(?i)e-?mail(?!_subject)|phone|mobile|telefon|^(?:tel|fax|contact|contactinfo|address)$|password"
)
_NO_MAIL = "…@…"


def kept_of(said: Mapping[str, object], found: Found) -> dict[str, object]:
    """Of what an item says what no field has; without how persons are reached.

    Args:
        said: By the names that the item has for it.
        found: What was taken.
    """
    taken: list[object] = [found.title, found.summary, found.text, found.said, found.address, found.date, found.updated]
    taken += [found.fields, found.extra, found.kept, found.image, *found.pictures]
    known = " ".join(strings_in(taken))
    known = f"{known} {line_of_html(known)}"
    kept: dict[str, object] = {}
    for key, value in said.items():
        if _PERSONAL.search(key):
            continue
        clean = _without_persons(value)
        if clean not in (None, "", [], {}) and any(_bare(text) not in known for text in strings_in(clean)):
            kept[key] = clean
    return kept


def _bare(text: str) -> str:
    return line_of_html(text.replace(_NO_MAIL, "")).strip(" ()")


def _without_persons(value: object) -> object:
    """A value without mail addresses, telephones and the like."""
    if isinstance(value, Mapping):
        return {key: _without_persons(inner) for key, inner in value.items() if not _PERSONAL.search(key)}
    if isinstance(value, list):
        return [_without_persons(inner) for inner in value]
    return masked(value, _NO_MAIL) if isinstance(value, str) else value


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
    return kept_of(said_by(element, but=but), found)


def said_by(element: Element | None, *, but: frozenset[str] = frozenset()) -> dict[str, object]:
    """All texts and attributes in an element of XML, by the names of the elements in it."""
    said: dict[str, list[str]] = {}
    for each in element.iter() if element is not None else ():
        name = local(each)
        if name in but:
            continue
        attributes = (value for key, value in each.attrib.items() if "}" not in key and key not in but)
        for text in filter(None, (" ".join((each.text or "").split()), *attributes)):
            if text not in said.setdefault(name, []):
                said[name].append(text)
    return dict(said)
