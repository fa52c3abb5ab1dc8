"""Whether a condition of a template holds, as far as what it asks for is known. Pure.

Of three values: what is not known is None, and so is what hangs on it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

UNKNOWN: Final = object()
"""The value of a name of which nothing says what it is."""
_WORD = re.compile(r"\"[^\"]*\"|'[^']*'|==|!=|<>|>=|<=|>|<|[^\s\"'=!<>]+")
_LITERALS: dict[str, object] = {
    "true": True,
    "false": False,
    "nil": None,
    "null": None,
    "none": None,
    "blank": None,
    "empty": None,
}
_SIGNS = frozenset({"==", "!=", "<>", ">", "<", ">=", "<=", "contains"})
_OF_JEKYLL = frozenset(
    """posts pages time data categories tags static_files html_files html_pages collections documents related_posts
    url""".split()
)
"""Names in `site` that Jekyll sets itself."""
_OF_A_PAGE = frozenset(
    "content excerpt url date id categories tags collection path next previous name dir slug relative_path".split()
)
"""Likewise in `page`."""


def holds(said: str, look: Callable[[str], object]) -> bool | None:
    """Whether a condition of Liquid holds; None where that is not known.

    Args:
        said: What stands behind `if`.
        look: The value of a name such as ``page.lead``: None for one that is not set, UNKNOWN for one that may be.
    """
    words = _WORD.findall(said)
    # Liquid has no brackets, and takes the last `and` or `or` first.
    for at, word in enumerate(words):
        if word in {"and", "or"}:
            left, right = _compared(words[:at], look), holds(" ".join(words[at + 1 :]), look)
            if word == "and":
                return False if left is False or right is False else None if None in {left, right} else True
            return True if left is True or right is True else None if None in {left, right} else False
    return _compared(words, look)


def _compared(words: Sequence[str], look: Callable[[str], object]) -> bool | None:
    if len(words) == 1:
        value = _value(words[0], look)
        return None if value is UNKNOWN else value is not None and value is not False
    if len(words) != 3 or words[1] not in _SIGNS:  # noqa: PLR2004 - two values, and a sign between
        return None
    left, right = _value(words[0], look), _value(words[2], look)
    if left is UNKNOWN or right is UNKNOWN:
        return None
    if {"blank", "empty"} & {words[0], words[2]}:
        is_empty = (left if words[2] in {"blank", "empty"} else right) in (None, False, "", [], {})
        return is_empty is (words[1] == "==") if words[1] in {"==", "!="} else None
    return _told(left, words[1], right)


def _told(left: Any, sign: str, right: Any) -> bool | None:  # noqa: ANN401 - whatever a field holds
    if sign in {"==", "!=", "<>"}:
        return (left == right) is (sign == "==")
    if sign == "contains":
        return str(right) in left if isinstance(left, str | list) else False
    if isinstance(left, bool) or isinstance(right, bool) or not (
        isinstance(left, int | float) and isinstance(right, int | float)
    ):  # fmt: skip
        return False if left is None or right is None else None
    return {">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}[sign]


def _value(word: str, look: Callable[[str], object]) -> object:
    if word[0] in "\"'":
        return word[1:-1]
    if re.fullmatch(r"-?\d+(?:\.\d+)?", word):
        return float(word) if "." in word else int(word)
    return _LITERALS[word] if word in _LITERALS else look(word)


def value_of(name: str, page: Mapping[str, Any], settings: Mapping[str, Any], *, is_whole: bool) -> object:
    """The value of a name in a template: None for one that is not set, UNKNOWN for one that may be.

    Args:
        name: ``page.lead``, ``site.show``, ``include.width``.
        page: The front matter, with names in small letters.
        settings: Those of the site.
        is_whole: Whether what is not said there is not set, as with Jekyll.
    """
    first, _, rest = name.partition(".")
    keys = rest.split(".")
    if name == "jekyll.environment":
        return "production"
    if first == "include" and is_whole:
        return None  # A story is included nowhere.
    if first in {"page", "post"} and rest:
        found = _inside(page, [keys[0].lower(), *keys[1:]])
        reserved = _OF_A_PAGE
    elif first in {"site", "config"} and rest:
        found = _inside(settings, keys)
        reserved = _OF_JEKYLL | frozenset(map(str, settings.get("collections") or ()))
    else:
        return UNKNOWN
    if found is UNKNOWN:
        return UNKNOWN if keys[0] in reserved or not is_whole or not re.fullmatch(r"[\w.-]+", rest) else None
    # Elsewhere than with Liquid what is empty is false, too.
    return found if is_whole or found else UNKNOWN


def _inside(group: Mapping[str, Any], keys: Sequence[str]) -> object:
    found: object = group
    for key in keys:
        if not isinstance(found, Mapping) or key not in found:
            return UNKNOWN
        found = found[key]
    return found
