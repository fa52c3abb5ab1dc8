"""Brackets without end, hidden from Python-Markdown: for each that opens it reads on to the one that closes.

That takes a time that grows with the square of their number. A bracket that nothing closes, or that stands inside ten
others, makes no link: it is text, whatever Markdown says. Only blocks that would take long are looked at.
"""

import re

from newsgen.renderer.markup import BRACKET, CLOSING, OPENING

STEPS_AT_MOST = 1_000_000
"""Of Python-Markdown's in one block: about a quarter of a second."""
_DEEPEST = 10
_SQUARE = re.compile(r"\\.|[\[\]]", re.DOTALL)
_ROUND = re.compile(r"\\.|[()]", re.DOTALL)
_BETWEEN_BLOCKS = re.compile(r"(\n[ \t]*\n)")


def hide_endless_brackets(text: str, steps: int = STEPS_AT_MOST) -> str:
    """The text with stand-ins for brackets that make no link, where looking for their ends would take more steps."""
    if text.count("[") * len(text) <= steps:
        return text
    blocks = _BETWEEN_BLOCKS.split(text)
    return "".join(_hidden(block) if block.count("[") * len(block) > steps else block for block in blocks)


def _hidden(block: str) -> str:
    signs = list(block)
    for at, end in _endless(block, _SQUARE, "["):
        signs[at] = OPENING
        if end is not None:
            signs[end] = CLOSING
    for at, _ in _endless(block, _ROUND, "("):
        if block[at - 1 : at] == "]":  # any other is no address's
            signs[at] = BRACKET
    return "".join(signs)


def _endless(block: str, brackets: re.Pattern[str], opening: str) -> list[tuple[int, int | None]]:
    """Where the brackets stand that nothing closes, and those too deep inside others with their other halves."""
    found: list[tuple[int, int | None]] = []
    within: list[int] = []
    for match in brackets.finditer(block):
        if match[0] == opening:
            within.append(match.start())
        elif len(match[0]) == 1 and within:
            at = within.pop()
            if len(within) >= _DEEPEST:
                found.append((at, match.start()))
    return [*found, *((at, None) for at in within)]
