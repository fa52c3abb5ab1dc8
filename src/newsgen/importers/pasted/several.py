"""Several stories in one text: where the next one begins. Pure.

A line of marks cuts a text only where a headline and a story stand below it, and a story above it: within a story such
a line is a pause. Where two stories have no such line between them, nobody but a person can tell.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from newsgen.importers.pasted.line import Line

SEPARATOR = re.compile(r"\s*(?:([-*_=~#•·.–—+])(?:\s*\1){2,}|⁂|❖|◆\s*◆\s*◆)\s*")
_MOST_OF_PAUSE = 5
"""Words of a subhead below a pause."""
_FEWEST = 3
"""Lines of a text from which another story may begin."""


def parts_of(text: str, is_story: Callable[[str], bool]) -> list[str]:
    """The stories of a text, each with what belongs to it; the text alone where there is one.

    Args:
        text: All of what was copied.
        is_story: Whether a text is a story with a headline.
    """
    parts: list[str] = []
    has_story = False
    for separator, piece in _pieces(text):
        starts = is_story(piece)
        if parts and (not starts or not has_story or _is_pause(piece)):
            parts[-1] += separator + piece
            has_story = has_story or starts
        else:
            parts.append(piece)
            has_story = starts
    return parts


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What stands between lines of marks, each piece with the line above it."""
    separator, lines = "", list[str]()
    for line in text.splitlines(keepends=True):
        if SEPARATOR.fullmatch(line.rstrip("\r\n")) and any(each.strip() for each in lines):
            yield separator, "".join(lines)
            separator, lines = line, []
        else:
            lines.append(line)
    yield separator, "".join(lines)


def _is_pause(piece: str) -> bool:
    """Whether what stands below a line of marks is a subhead at most, and goes on with the story."""
    first = next((line.strip() for line in piece.splitlines() if line.strip()), "")
    is_short = len(first.split()) <= _MOST_OF_PAUSE and len(first) <= 6 * _MOST_OF_PAUSE
    return is_short or first.endswith((".", "。", ","))


def second_headline(body: Sequence[Line], has_dateline: Callable[[Line], bool]) -> Line | None:
    """A line among the paragraphs that may be the headline of a further story: a dateline stands right below it."""
    for above, below in zip(body[_FEWEST - 1 :], body[_FEWEST:], strict=False):
        if above.is_headline and not above.is_ended and not above.is_item and below.is_long and has_dateline(below):
            return above
    return None
