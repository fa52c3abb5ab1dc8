"""What texts and lists answer where a script asks them for something, such as ``padStart`` or ``map``. Pure."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from newsgen.importers.generators.script_errors import UntoldError, untold
from newsgen.importers.generators.script_values import LARGEST, Function, Pattern, holds, is_among, short, spelled

Call = Callable[[Function, Sequence[Any]], Any]
"""A function and what it is given, to what it gives back."""
_LONGEST_MATCHED = (LARGEST, 5_000, 500)
"""Letters of a text for a pattern, by how many repetitions that has."""
_SIMPLE = re.compile(r"\^?(?:(?:\[(?:[^\]\\]|\\.)+\]|\\[^1-9bBkpPu]|[^\\()\[\]{}*+?^$.|])[+?*]?|\|){1,100}\$?")
"""One sign after the other, each perhaps repeated: nothing in brackets, no repetition of a repetition."""


def of_list(things: list[Any], name: str, given: Sequence[Any], call: Call) -> Any:  # noqa: ANN401 - any value; a line for each
    """What a list answers.

    Args:
        things: The list.
        name: What is asked.
        given: With what.
        call: Calls a function of the script.

    Raises:
        UntoldError: That is not known.
    """
    first = given[0] if given else None
    if name == "join":
        return short((spelled(first) if given else ",").join(map(spelled, things)))
    if isinstance(first, Function):
        return _of_each(things, name, first, call)
    if name == "slice":
        return things[_place(first, 0) : _place(given[1], len(things)) if len(given) > 1 else None]
    if name == "includes":
        return is_among(first, things)
    if name == "concat":
        return things + [each for one in given for each in (one if isinstance(one, list | tuple) else [one])]
    if name == "reverse":
        return things[::-1]
    raise UntoldError


def _of_each(things: list[Any], name: str, function: Function, call: Call) -> Any:  # noqa: ANN401 - likewise
    """What a list answers that asks a function of each thing."""
    if name not in {"map", "filter", "find", "some", "every"}:
        raise UntoldError
    made = [call(function, [thing, at, things]) for at, thing in enumerate(things)]
    if name == "map":
        return made
    if name in {"some", "every"}:
        return (any if name == "some" else all)(map(holds, made))
    found = [thing for thing, is_in in zip(things, made, strict=True) if holds(is_in)]
    return found if name == "filter" else next(iter(found), None)


def of_text(text: str, name: str, given: Sequence[Any], call: Call) -> Any:  # noqa: ANN401, C901, PLR0911, PLR0912 - likewise
    """What a text answers.

    Args:
        text: The text.
        name: What is asked.
        given: With what.
        call: Calls a function of the script.

    Raises:
        UntoldError: That is not known.
    """
    first = given[0] if given else None
    if name in {"toUpperCase", "toLocaleUpperCase"}:
        return text.upper()
    if name in {"toLowerCase", "toLocaleLowerCase"}:
        return text.lower()
    if name in {"trim", "trimStart", "trimEnd"}:
        return {"trim": text.strip, "trimStart": text.lstrip, "trimEnd": text.rstrip}[name]()
    if name in {"toString", "normalize", "toLocaleString"}:
        return text
    if name in {"slice", "substring", "substr"}:
        return _cut(text, name, _place(first, 0), _place(given[1], len(text)) if len(given) > 1 else len(text))
    if name in {"padStart", "padEnd"} and isinstance(first, int) and first < 1_000:  # noqa: PLR2004
        filling = spelled(given[1]) if len(given) > 1 else " "
        added = (filling * first)[: max(0, first - len(text))]
        return added + text if name == "padStart" else text + added
    if name == "repeat" and isinstance(first, int) and 0 <= first < 1_000:  # noqa: PLR2004
        return text * first if len(text) * first < LARGEST else untold()
    if name == "charAt" and isinstance(first, int):
        return text[first : first + 1]
    if name in {"includes", "startsWith", "endsWith"} and isinstance(first, str):
        return {"includes": first in text, "startsWith": text.startswith(first), "endsWith": text.endswith(first)}[name]
    if name == "indexOf" and isinstance(first, str):
        return text.find(first)
    if name == "concat":
        return text + "".join(map(spelled, given))
    if name == "split":
        if isinstance(first, str):
            return (text.split(first) if first else list(text))[:LARGEST]
        return _compiled(first, len(text)).split(text)
    if name in {"replace", "replaceAll"}:
        return _replaced(text, given, call, is_all=name == "replaceAll")
    if name == "at" and isinstance(first, int):
        return text[first] if -len(text) <= first < len(text) else None
    raise UntoldError


def _cut(text: str, name: str, begin: int, end: int) -> str:
    if name == "substr":  # The end is a length.
        begin = max(0, len(text) + begin) if begin < 0 else begin
        return text[begin : begin + end]
    if name == "substring":
        begin, end = sorted((max(0, begin), max(0, end)))
    return text[begin:end]


def _replaced(text: str, given: Sequence[Any], call: Call, *, is_all: bool) -> str:
    if not given:
        raise UntoldError
    wanted, put = given[0], given[1] if len(given) > 1 else ""

    def made(match: re.Match[str]) -> str:
        if isinstance(put, Function):
            return spelled(call(put, [match[0], *match.groups()]))
        return re.sub(
            r"\$(\$|&|\d)",
            lambda sign: "$" if sign[1] == "$" else match[0] if sign[1] == "&" else _group_of(match, int(sign[1])),
            spelled(put),
        )

    if isinstance(wanted, str):
        return re.sub(re.escape(wanted), made, text, count=0 if is_all else 1)
    count = 0 if isinstance(wanted, Pattern) and "g" in wanted.flags else 1
    return _compiled(wanted, len(text)).sub(made, text, count=count)


def _group_of(match: re.Match[str], number: int) -> str:
    return (match[number] or "") if number <= (match.re.groups or 0) else f"${number}"


def _compiled(pattern: object, length: int) -> re.Pattern[str]:
    """A pattern of a script: only those that take no long time, whatever the text."""
    if not isinstance(pattern, Pattern) or len(pattern.text) > 200 or not _SIMPLE.fullmatch(pattern.text):  # noqa: PLR2004
        raise UntoldError
    repeats = len(re.findall(r"[+*]", pattern.text))
    if repeats >= len(_LONGEST_MATCHED) or length > _LONGEST_MATCHED[repeats]:
        raise UntoldError
    try:
        return re.compile(pattern.text, re.IGNORECASE if "i" in pattern.flags else 0)
    except (re.error, OverflowError, RecursionError):
        raise UntoldError from None


def _place(value: object, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else usual
