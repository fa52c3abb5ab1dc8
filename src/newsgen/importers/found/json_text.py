"""JSON of other systems: bounded in depth, with no half letters, and with a word on keys that stand twice. Pure."""

import json
import re
from collections import Counter

from newsgen.errors import some

DEEPEST = 60
"""Lists and objects in one another."""
_LONGEST_NUMBER = 300
"""Digits of a whole number; what has more stays text."""
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


def load_json(typed: str | bytes, twice: list[str] | None = None) -> object:
    """What a document of JSON says.

    Args:
        typed: Its text, or its bytes in UTF-8, UTF-16 or UTF-32.
        twice: Gets the keys that stand twice in one object, each once; of their values the last counts.

    Raises:
        ValueError: It is no JSON, or nested too deeply; the message says why, with the line and the column.
    """
    text = typed.decode(json.detect_encoding(typed), "replace") if isinstance(typed, bytes) else typed
    text = text.removeprefix("\ufeff")
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: "\ufffd" if match[1] else match[0], text)

    def noted(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs) and twice is not None:
            counts = Counter(key for key, _ in pairs)
            twice.extend(key for key, count in counts.items() if count > 1 and key not in twice)
        return made

    try:
        value = json.loads(text, object_pairs_hook=noted, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} in line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise ValueError(_TOO_DEEP) from None
    if _is_deep(value):
        raise ValueError(_TOO_DEEP)
    return value


_TOO_DEEP = f"lists and objects stand more than {DEEPEST} deep in one another"


def _whole(typed: str) -> int | str:
    return int(typed) if len(typed) <= _LONGEST_NUMBER else typed


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = (
            [
                inner
                for each in level
                for inner in (each.values() if isinstance(each, dict) else each)  # type: ignore[attr-defined]
                if isinstance(inner, dict | list)
            ]
            if isinstance(level[0], dict | list)
            else []
        )
        if not level:
            return False
    return True


def said_twice(keys: list[str]) -> str:
    """A message for keys that stand twice."""
    stand = "stands" if len(keys) == 1 else "stand"
    return f"{some([f'`{key}`' for key in keys])} {stand} twice in one object; the last value counts"
