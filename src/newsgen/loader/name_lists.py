"""Names that were typed as one text, `tags: council, quay, money`: a list where that is plainly meant, else a warning.

An item of a list is never taken apart: there a name may hold a comma.
"""

import re

from newsgen.documents.fields import FieldReader
from newsgen.documents.writing import yaml_item
from newsgen.documents.yaml_nodes import Scalar
from newsgen.models.rules import LIST_AS_TEXT

_WORDS = frozenset({"tags", "tag"})
_PEOPLE = frozenset({"authors", "author", "people", "person"})
_PLACES = frozenset({"places", "place"})
ANDS = "and|&|und|et|och|og|ja|en|и|та|ve"
"""What joins two names, and is part of none: for a regular expression."""
_DOUBTFUL_ANDS = "y|e|i|with|mit|avec|con|met"
"""Which names hold, too: José Ortega y Gasset."""
_SEVERAL = re.compile(rf"[,;，；、&|\n/·]|\s(?:{ANDS}|{_DOUBTFUL_ANDS})\s|\A\s*(?:and\s|#\S+\s+#)")
_HASHES = re.compile(r"(?:#[^\s#]+\s*){2,}")
_COMMAS = re.compile(r"\s*(?:[，、]|,(?!(?<=\d,)\d{3}(?!\d)))\s*")
"""But not that of a number: 1,000 days."""
_AND = re.compile(rf"\s+(?:{ANDS})\s+|\s*(?:,|，)\s*(?:and|&)\s+")
_DOUBTFUL_AND = re.compile(rf"\s+(?:{_DOUBTFUL_ANDS})\s+|\s*[/·]\s*")
_ROLE = re.compile(
    r"(?:.*\b)?(?:staff|writer|reporter|correspondent|editor|columnist|contributor|photographer|bureau|desk|agency)s?",
    re.IGNORECASE,
)
"""What somebody is: `Jane Doe, Staff Writer`."""
# What stands behind a comma and belongs to the name before it.
_SUFFIX = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|ph\.?\s?d|m\.?d|m\.?p|r\.?n|d\.?d\.?s|s\.?j|o\.?p|mba|cpa|j\.?d|inc|ltd|llc|llp|plc|co|corp|"
    r"gmbh|s\.?a|n\.?v|(?:[a-z]\.){1,4}[a-z]?)\.?",
    re.IGNORECASE,
)
_A_PLACE = 2
"""Parts of `Paris, France`."""


def split_names(fields: FieldReader, key: str, node: Scalar) -> list[Scalar]:
    """The names in a text under a key of a taxonomy, each at its own place as far as the text is plain."""
    if _SEVERAL.search(node.text) is None:
        return [node]
    text = " ".join(node.text.split())
    if len(marked := _marked_off(key, node.text.strip())) > 1:
        return _at(node, marked)
    parts = _with_suffixes([part for part in _COMMAS.split(text) if part])
    if key in _PEOPLE:
        return _split_people(fields, key, node, parts)
    if len(parts) < 2 or (key in _PLACES and len(parts) == _A_PLACE):  # noqa: PLR2004 - several
        return [node]
    if key in _WORDS:
        return _at(node, parts)
    _warn(fields, key, node, parts)
    return [node]


def _marked_off(key: str, text: str) -> list[str]:
    """The names between signs that belong to none: ends of lines, semicolons; `|` and the hashes of `#a #b` in tags."""
    if key in _WORDS and _HASHES.fullmatch(text):
        return text.split()
    marks = r"[\n;；|]" if key in _WORDS else r"[\n;；]"
    return [" ".join(name.split()) for name in re.split(marks, text) if name.strip()]


def _split_people(fields: FieldReader, key: str, node: Scalar, parts: list[str]) -> list[Scalar]:
    names = [name for part in parts for name in _AND.split(re.sub(r"\Aand\s+|\A&\s+", "", part)) if name]
    perhaps = [each for name in names for each in _DOUBTFUL_AND.split(name)]
    if len(perhaps) > len(names) and all(_is_full_name(name) for name in perhaps):
        names = perhaps
    elif len(names) < 2:  # noqa: PLR2004 - several
        return [node]
    elif all(_is_full_name(name) and not _ROLE.fullmatch(name) for name in names):
        return _at(node, names)
    _warn(fields, key, node, names)
    return [node]


def _is_full_name(name: str) -> bool:
    """Whether a name has several words, or is in letters that need none between them."""
    return " " in name or (
        not name.isascii() and re.search(r"[\u1100-\u11ff\u3040-\u9fff\uac00-\ud7a3]", name) is not None
    )


def _with_suffixes(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


def _at(node: Scalar, names: list[str]) -> list[Scalar]:
    """The names at the places where they stand in a text of one line."""
    scalars, begin = [], 0
    for name in names:
        at = max(node.text.find(name, begin), 0)
        begin = at + len(name)
        scalars.append(node._replace(text=name, column=node.column + (at if "\n" not in node.text else 0)))
    return scalars


def _warn(fields: FieldReader, key: str, node: Scalar, names: list[str]) -> None:
    listed = ", ".join(map(yaml_item, names))
    what = f"`{key}` is one text, which looks like {len(names)} names"
    mend = f"write `{key}: [{listed}]`, or `{key}: [{yaml_item(node.text)}]` if it is one"
    fields.warn(node, what, mend, rule=LIST_AS_TEXT)
