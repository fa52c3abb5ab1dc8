"""Typographer's quotation marks, apostrophes, dashes and ellipses in text that was typed with straight ones.

Works on the texts of one block at a time: a paragraph, a cell, a headline. The marks follow the language, after CLDR;
where a language's own are not known, its quotation marks stay as they were typed. So do addresses, code, and every
mark that an author has set already.
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import compress

from newsgen.renderer.as_typed import JOINT, spans_to_leave
from newsgen.renderer.french import Spacing, spacing_of
from newsgen.renderer.quotation import OBJECT, Mark, character_after, character_before, find_mark, marks_of, resolve

_SIGNS = ("'", '"', "--+", r"\.\.\.", r"&(?:quot|\#39|\#34|\#x27|apos);")
_DOUBLE = frozenset({'"', "&quot;", "&#34;"})
_INSIDE_WORD = re.compile(r"'(?<=[a-zA-Z]')(?=[a-zA-Z])")
_LONGEST_DASH = 3
_LONGEST_ASIDE = 1_000
"""In characters, between two dashes."""
_CLOSING_DASH = re.compile(r"[^\s-]--(?=[\s.,;:!?)\"'&]|\Z)")
_SPEECH = re.compile(r"\s*--[^\W\d_a-z]|\s*--[¿¡]")
"""A line of dialogue, as Spanish has it."""


class Typographer:
    """The marks of one language."""

    def __init__(self, language: str) -> None:
        tag = language.lower().replace("_", "-")
        self._marks = marks_of(tag)
        self._is_english = tag.partition("-")[0] == "en"
        self._spacing: Spacing | None = spacing_of(tag)

    def concerned(self, texts: Sequence[str]) -> Sequence[int]:
        """Which of these texts, as escaped HTML, may hold something to set."""
        spacing = self._spacing
        return [
            place
            for place, text in enumerate(texts)
            # One after another they are found far more quickly than by a pattern.
            if text
            and text != "\n"
            and (
                "'" in text
                or '"' in text
                or "&" in text
                or ("-" in text and "--" in text)
                or "..." in text
                or (spacing is not None and spacing.concerns(text))
            )
        ]

    def set_runs(self, runs: Sequence[str], fixed: Collection[int] = ()) -> list[str]:
        """The texts of one block, as escaped HTML, with their marks.

        Args:
            runs: Its pieces in order, between which inline tags stand.
            fixed: Those that stay as they are, such as code; they are looked at as neighbours.
        """
        if len(runs) == 1 and not fixed:
            return [self._set(runs[0])]
        shown = [_shape(run) if place in fixed else run for place, run in enumerate(runs)] if fixed else runs
        text = JOINT.join(shown)
        result = self._set(text)
        if result is text:
            return list(runs)
        pieces = result.split(JOINT)
        for place in fixed:
            pieces[place] = runs[place]
        return pieces

    def set_text(self, text: str) -> str:
        """One line of plain text, such as a headline, with its marks."""
        return self._set(text, may_hold_references=False)

    def _set(self, text: str, *, may_hold_references: bool = True) -> str:
        # What is plain is set at once: few texts hold anything else.
        if "-" in text:
            text = text.replace(" -- ", " – ")
        left: list[tuple[int, int]] | None = None
        if "'" in text and self._marks is not None and not (left := spans_to_leave(text)):
            text = _INSIDE_WORD.sub("’", text)
        if pattern := _pattern_of(_held_in(text, may_hold_references=may_hold_references)):
            text = self._set_marks(text, pattern, spans_to_leave(text) if left is None else left)
        return self._spacing.set(text) if self._spacing is not None else text

    def _set_marks(self, text: str, pattern: re.Pattern[str], left: list[tuple[int, int]]) -> str:
        changes: list[tuple[int, int, str]] = []
        found: list[Mark] = []
        left.reverse()
        left_until = 0
        for match in pattern.finditer(text):
            typed, (start, end) = match[0], match.span()
            while left and left[-1][0] <= start:
                left_until = max(left_until, left.pop()[1])
            if start < left_until:
                continue
            if typed == "...":
                changes.append((start, end, "…"))
            elif typed[0] == "-":
                changes.append((start, end, self._dash(text, start, end)))
            else:
                found.append(find_mark(text, start, end, is_double=typed in _DOUBLE))
        if found and self._marks is not None:
            resolve(text, found, self._marks)
            changes += [(mark.start, mark.end, mark.shown) for mark in found if mark.shown]
            changes.sort()
        return _changed(text, changes) if changes else text

    def _dash(self, text: str, start: int, end: int) -> str:
        """What two hyphens and more are shown as."""
        before, after = character_before(text, start, JOINT), character_after(text, end, JOINT)
        if end - start > _LONGEST_DASH or after == ">" or before in "<!":
            return text[start:end]
        if end - start == _LONGEST_DASH:
            return "—"
        if not before.isspace() and not (before in "([\"'`" and after.islower()):
            stands_for_a_break = self._is_english and not (before.isdigit() and not after.isalpha())
            return "—" if stands_for_a_break else "–"
        return "--" if self._is_option(text, end, after) else "–"

    def _is_option(self, text: str, end: int, after: str) -> bool:
        """Whether two hyphens before a word are those of a command-line option: ``--verbose``."""
        if not after.isascii() or not after.islower() or _SPEECH.match(text):
            return False
        return _CLOSING_DASH.search(text, end, end + _LONGEST_ASIDE) is None


@lru_cache
def typographer_of(language: str) -> Typographer:
    """The typographer of a language, which keeps nothing of what it has set."""
    return Typographer(language)


def _held_in(text: str, *, may_hold_references: bool = True) -> tuple[bool, ...]:
    """Which of `_SIGNS` a text may hold. A single character is found far more quickly than several."""
    has_dashes = "-" in text and "--" in text
    return "'" in text, '"' in text, has_dashes, "..." in text, may_hold_references and "&" in text


@lru_cache
def _pattern_of(held: tuple[bool, ...]) -> re.Pattern[str] | None:
    """What finds those of `_SIGNS` that a text holds. One alone is found several times faster than one of several."""
    return re.compile("|".join(compress(_SIGNS, held))) if any(held) else None


def _shape(run: str) -> str:
    """What a piece that stays as it is looks like to its neighbours."""
    return OBJECT if run and not run.isspace() else run


def _changed(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    pieces = []
    done = 0
    for start, end, shown in changes:
        pieces += [text[done:start], shown]
        done = end
    return "".join([*pieces, text[done:]])
