"""Lists that a template makes in a text of what its fields or the site's files of data say: item by item. Pure."""

import re
from collections.abc import Callable, Mapping

from newsgen.importers.generators.cutting import split_at_bars
from newsgen.importers.generators.site_data import inside, words_of

_LOOP = re.compile(
    r"(?P<line>(?m:^)[ \t]*)?\{%-?\s*for\s+(?P<name>\w+)\s+in\s+(?P<said>[\w.\[\]\"'-]{1,200})\s*-?%\}"
    r"(?P<body>(?:(?!\{%-?\s*(?:end)?for\b).){0,5000}?)\{%-?\s*endfor\s*-?%\}(?(line)[ \t]*(?:\n|\Z))?",
    re.DOTALL,
)
_TAG = re.compile(r"\{%-?.*?-?%\}|\{\{-?\s*(?P<said>(?:[^{}]|\{[^{}]*\})*?)\s*-?\}\}", re.DOTALL)
_MOST = 200
"""Items of a list."""
_LONGEST = 100_000
PLAIN_FILTERS: Mapping[str, Callable[[str], str]] = {
    "safe": str, "escape": str, "e": str, "markdownify": str, "md": str, "relative_url": str, "absolute_url": str,
    "url": str, "strip": str.strip, "trim": str.strip, "upper": str.upper, "upcase": str.upper, "lower": str.lower,
    "downcase": str.lower, "capitalize": str.capitalize, "title": str.title, "strip_html": str, "smartify": str,
    "xml_escape": str, "dump": str, "striptags": str, "newline_to_br": str, "raw": str, "nl2br": str,
}  # fmt: skip
"""Filters of templates to what they make of a text."""


def filtered(value: str, filters: list[str]) -> str | None:
    """A text with filters; None where one of them is not known."""
    for each in filters:
        make = PLAIN_FILTERS.get(each.strip().partition("(")[0].strip().lower())
        if make is None:
            return None
        value = make(value)
    return value


def with_loops(text: str, look: Callable[[str], object]) -> str:
    """A text with its loops written out, as far as ``look`` finds their lists and all that they show of these."""
    if "endfor" not in text:
        return text

    def written(loop: re.Match[str]) -> str:
        items = look(loop["said"])
        if isinstance(items, Mapping) or not isinstance(items, list) or len(items) > _MOST:
            return loop[0]
        body = loop["body"].removeprefix("\n") if loop["line"] is not None else loop["body"]
        made = [_item(body, loop["name"], item) for item in items]
        whole = "".join(each for each in made if each is not None)
        is_whole = all(each is not None for each in made) and len(whole) < _LONGEST
        return f"\n{whole}\n" if is_whole and loop["line"] is not None else whole if is_whole else loop[0]

    return _LOOP.sub(written, text)


def _item(body: str, name: str, item: object) -> str | None:
    """The text of a loop for one item; None where it asks for what is not known."""
    is_known = True

    def shown(tag: re.Match[str]) -> str:
        nonlocal is_known
        said = tag["said"]
        if said is None:
            is_known = is_known and re.search(rf"\b(?:{name}|loop|forloop)\b", tag[0]) is None
            return tag[0]
        head, *filters = split_at_bars(said)
        first, *keys = re.split(r"[.\[\]\"']+", head.strip().rstrip("]"))
        if first != name:
            is_known = is_known and first not in {"loop", "forloop"}
            return tag[0]
        thing = item
        for key in filter(None, keys):
            thing = inside(thing, key)
        words = filtered(words_of(thing), filters)
        is_known = is_known and words is not None and not isinstance(thing, list | Mapping)
        return words or ""

    made = _TAG.sub(shown, body)
    return made if is_known else None
