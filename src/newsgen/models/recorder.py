"""Notes of what was asked while a page was rendered: its inputs besides its context.

A note is a text from which the question can be asked again. Whoever answers a question writes the note, so that no
author of a template can forget one.
"""

import json
from datetime import date
from functools import lru_cache


class DependencyRecorder:
    """The questions of the page that is being rendered in this process."""

    def __init__(self, edition: str = "") -> None:
        """Takes the edition of the pages that ask, as `Views.prefix` tells it."""
        self._notes: set[str] = set()
        self._ending = f"@{edition}" if edition else ""

    def note(self, question: str, *given: object) -> None:
        """Notes a question by its name and what it was given: texts, numbers and days."""
        self._notes.add(_note(f"{question}{self._ending}" if self._ending else question, *given))

    def add(self, notes: frozenset[str]) -> None:
        """Notes questions that were asked for this page earlier."""
        self._notes |= notes

    def take(self) -> frozenset[str]:
        """The notes since the last call; a new page begins."""
        notes, self._notes = frozenset(self._notes), set()
        return notes


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a question was given a {type(value).__name__}")


_ENCODE = json.JSONEncoder(ensure_ascii=False, default=_day).encode


@lru_cache(1000, typed=True)
def _note(*question: object) -> str:
    """The note of a question. Most pages ask the same ones."""
    return _ENCODE(question)


def read_note(note: str) -> tuple[str, list[str | int]]:
    """The name of a question and what it was given; days are ISO texts.

    Raises:
        ValueError: The text is no note.
    """
    match json.loads(note):
        case [str(question), *given] if all(isinstance(item, str | int) for item in given):
            return question.partition("@")[0], given
    raise ValueError(f"not a note: {note}")


def edition_of_note(note: str) -> str:
    """The edition in which a question was asked; empty for the publication's own."""
    return note.partition(",")[0].strip('[]"').partition("@")[2]
