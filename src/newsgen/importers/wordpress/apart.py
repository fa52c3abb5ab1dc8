"""Cuts a text at elements and comments that are to be left alone. Linear, however many are never closed. Pure."""

import re

_OPENING = re.compile(r"<(?:(?P<name>pre|code|script|style|textarea)(?=[\s/>])|!--)", re.IGNORECASE)


def cut_apart(text: str, names: frozenset[str]) -> list[str]:
    """Pieces of a text by turns: what lies outside, and an element of one of these names, or a comment.

    Comments are cut out where ``names`` has ``!--``. What is never closed lies outside.
    """
    pieces: list[str] = []
    unclosed: set[str] = set()
    lower = text.lower()
    done = at = 0
    while (opening := _OPENING.search(text, at)) is not None:
        name = (opening["name"] or "!--").lower()
        at = opening.end()
        if name not in names or name in unclosed:
            continue
        sign = "-->" if name == "!--" else f"</{name}"
        closed = lower.find(sign, at)
        end = lower.find(">", closed) + 1 if closed >= 0 else 0
        if not end:
            unclosed.add(name)
            continue
        pieces += [text[done : opening.start()], text[opening.start() : end]]
        done = at = end
    return [*pieces, text[done:]]
