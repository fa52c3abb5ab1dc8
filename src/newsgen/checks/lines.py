"""Lines and columns of offsets in a text, however many are asked for. Pure."""

import re
from bisect import bisect_left
from functools import cached_property
from typing import AnyStr, Generic


class LinesOf(Generic[AnyStr]):
    """A text, or bytes of UTF-8, whose lines are counted once."""

    def __init__(self, text: AnyStr, feed: AnyStr) -> None:
        self._text: AnyStr = text
        self._feed: AnyStr = feed

    @cached_property
    def _ends(self) -> list[int]:
        """Where each line ends but the last."""
        found, at = [], self._text.find(self._feed)
        while at >= 0:
            found.append(at)
            at = self._text.find(self._feed, at + 1)
        return found

    def place(self, offset: int) -> tuple[int, int, str]:
        """Line and column, both counted from 1, and the line."""
        number = bisect_left(self._ends, offset)
        start = self._ends[number - 1] + 1 if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self._text)
        return number + 1, len(_shown(self._text[start:offset])) + 1, _shown(self._text[start:end])


def _shown(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode("utf-8", "replace")


_NOT_A_LINE_FEED = re.compile(r"[^\n]")


def blanked(text: str) -> str:
    """As many blanks as the text has characters, in lines that end where its lines do."""
    return _NOT_A_LINE_FEED.sub(" ", text)


def place_at(content: bytes, offset: int) -> tuple[int, int, str]:
    """Line and column of a single byte, both counted from 1, and its line."""
    start = content.rfind(b"\n", 0, offset) + 1
    end = content.find(b"\n", offset)
    line = content[start : end if end >= 0 else len(content)]
    return content.count(b"\n", 0, offset) + 1, len(_shown(content[start:offset])) + 1, _shown(line)
