"""Names in one text, or in the lists and groups of JSON, as names one by one. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping

from newsgen.importers.found.json_text import load_json
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import name_without_mail, without_mail_in_brackets

_BY = re.compile(r"(?:by|von|par|por|door|di|af|av|przez|от|автор:?)\s+(?=[^\W\d_])", re.IGNORECASE)
_SIGNS = re.compile(r"[;|\n]")
_SIGNS_AND_COMMAS = re.compile(r"[;|\n,、，]")
_NAMING = ("name", "title", "label", "display_name", "displayName", "fullname", "value", "literal", "slug", "code")
_LONGEST = 200
"""Characters of a name."""


def names_in(value: object, *, commas: bool = False) -> tuple[str, ...]:
    """The names in a value; ``commas`` says whether those part names, too."""
    names = (line_of_html(each)[:_LONGEST].strip() for each in _each(value, commas=commas))
    return tuple(dict.fromkeys(name for name in names if name))


def authors_in(value: object) -> tuple[str, ...]:
    """The persons in a value, without the word that says that they wrote it."""
    found: list[str] = []
    for name in names_in(without_mail_in_brackets(value) if isinstance(value, str) else value):
        name = name_without_mail(name) or name  # noqa: PLW2901 - whoever has no name is told later
        person = _BY.sub("", name, count=1) if _BY.match(name) else name
        parts = re.split(r"\s*,\s+|\s+/\s+|\s+(?:and|und|et|y|e|en|och|og)\s+|\s*&\s*", person)
        # A comma may stand within a name, too: `Roe, Jane`, `King, Jr.`
        found += parts if len(parts) > 1 and all(" " in part.strip() for part in parts) else [person]
    return tuple(dict.fromkeys(filter(None, map(str.strip, found))))


def _each(value: object, *, commas: bool) -> Iterator[str]:
    if isinstance(value, str):
        if value[:1] in "[{" and (known := _as_json(value)) is not None:
            yield from _each(known, commas=commas)
        else:
            yield from (_SIGNS_AND_COMMAS if commas else _SIGNS).split(value.strip())
    elif isinstance(value, Mapping):
        name = next((str(value[key]) for key in _NAMING if isinstance(value.get(key), str | int) and value[key]), "")
        yield name
    elif isinstance(value, Iterable):
        for inner in value:
            yield from [inner] if isinstance(inner, str) else _each(inner, commas=commas)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _as_json(text: str) -> object:
    try:
        found = load_json(text)
    except ValueError:
        return None
    return found if isinstance(found, list | dict) else None
