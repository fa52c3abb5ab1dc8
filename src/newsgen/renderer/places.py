"""Finds where in the file of an article something was typed."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from newsgen.errors import Problem
from newsgen.renderer.code_ranges import code_ranges


class Places:
    """The text of an article, and where it stands in its file."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text = text
        self._path = path
        self._first_line = first_line
        self._from: dict[str, int] = {}
        self._outside_code: dict[str, list[int]] = {}
        """What was typed to all its places outside of code."""

    def problem(self, typed: str, what: str, mend: str) -> Problem:
        """A problem at the next place where ``typed`` stands."""
        for form in dict.fromkeys((typed, unquote(typed), unquote(typed).replace("\\", "\\\\"))):
            at = self._text.find(form, self._from.get(form, 0))
            if at >= 0:
                self._from[form] = at + len(form)
                return self.at(at, what, mend)
        return Problem(self._path, what, mend)

    def nth(self, typed: str, number: int, what: str, mend: str) -> Problem:
        """A problem at the place where ``typed`` stands outside of code for the nth time, from 0, or at its last."""
        found = self._outside_code.get(typed)
        if found is None:
            every = (match.start() for match in re.finditer(re.escape(typed), self._text))
            found = self._outside_code[typed] = [at for at in every if not _is_within(at, self._code)]
        return self.at(found[min(number, len(found) - 1)], what, mend) if found else Problem(self._path, what, mend)

    def at(self, at: int, what: str, mend: str) -> Problem:
        """A problem at a character of the text."""
        number = bisect_right(self._starts, at) - 1
        line = self._first_line + number
        return Problem(self._path, what, mend, line, at - self._starts[number] + 1, self._lines[number])

    @cached_property
    def _code(self) -> list[tuple[int, int]]:
        return list(code_ranges(self._text)) if "`" in self._text or "~~~" in self._text else []

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate((len(line) + 1 for line in self._lines[:-1]), initial=0))

    def of_story(self, what: str, mend: str) -> Problem:
        """A problem of the whole article."""
        return Problem(self._path, what, mend)

    def nesting_problem(self) -> Problem:
        """The line that is indented or quoted deepest is the likely one, or the one with the most tags."""
        lines = self._text.split("\n")
        depths = [len(re.match(r"[\s>*+\-]*", line)[0]) for line in lines]  # type: ignore[index] # it always matches
        if max(depths) == 0:
            depths = [line.count("<") for line in lines]
        deepest = depths.index(max(depths))
        at = sum(len(line) + 1 for line in lines[:deepest])
        what = f"nested too deeply at line {self._first_line + deepest}"
        return self.at(at, what, "take lists, quotations or elements out of one another")


def _is_within(at: int, ranges: list[tuple[int, int]]) -> bool:
    index = bisect_right(ranges, (at, at)) - 1
    return index >= 0 and at < ranges[index][1]
