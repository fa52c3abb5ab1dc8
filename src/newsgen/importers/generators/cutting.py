"""Pieces of a text between two signs, and elements of HTML, replaced: linear, however many have no end. Pure."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache


def sub_between(text: str, opening: str, closing: str, make: Callable[[str], str]) -> str:
    """The text with each piece from one sign to the next other one as ``make`` has it."""
    if opening not in text:
        return text
    done: list[str] = []
    at = 0
    while (begin := text.find(opening, at)) >= 0:
        end = text.find(closing, begin + len(opening))
        if end < 0:
            break
        end += len(closing)
        done += [text[at:begin], make(text[begin:end])]
        at = end
    return "".join([*done, text[at:]])


def sub_paired(
    text: str, opening: re.Pattern[str], closing: re.Pattern[str], make: Callable[[re.Match[str], str], str]
) -> str:
    """The text with each piece from one pattern to the next other one as ``make`` has it.

    It is given the first match, and what stands between both.
    """
    done: list[str] = []
    at = 0
    while (begin := opening.search(text, at)) is not None and (end := closing.search(text, begin.end())) is not None:
        done += [text[at : begin.start()], make(begin, text[begin.end() : end.start()])]
        at = end.end()
    return "".join([*done, text[at:]])


def split_at_bars(text: str) -> list[str]:
    """The parts of an expression between bars, but for those in quotation marks, and two in a row."""
    parts, at = list[str](), 0
    for match in _BAR.finditer(text):
        if match[0] == "|":
            parts.append(text[at : match.start()])
            at = match.end()
    return [*parts, text[at:]]


_BAR = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|\|+")


def sub_elements(text: str, names: str, make: Callable[[str, str], str]) -> str:
    """The text with each element of some names, which stand between blanks, as ``make`` has it by name and HTML."""
    return "".join(_with_elements(text, _opening(names), make)) if "<" in text else text


def _with_elements(text: str, opening: re.Pattern[str], make: Callable[[str, str], str]) -> Iterator[str]:
    lower = text.lower()
    if len(lower) != len(text):  # of a letter that has no small form of its length
        lower = text
    unclosed: set[str] = set()
    at = done = 0
    while (match := opening.search(text, at)) is not None:
        at = match.end()
        name = match[1].lower()
        closing = lower.find(f"</{name}", at) if name not in unclosed else -1
        end = lower.find(">", closing) + 1 if closing >= 0 else 0
        if not end:
            unclosed.add(name)
            continue
        yield text[done : match.start()]
        yield make(name, text[match.start() : end])
        at = done = end
    yield text[done:]


@lru_cache
def _opening(names: str) -> re.Pattern[str]:
    return re.compile(rf"<({'|'.join(names.split())})(?=[\s>/])", re.IGNORECASE)
