"""A story as a source has it: its parts by newsgen's names, its text in the form in which it was found. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from newsgen.importers.story import Guess, LeftOut, Value


class Form(StrEnum):
    """What a text is written in."""

    HTML = "HTML"
    LINES = "HTML with paragraphs at empty lines"
    MARKDOWN = "Markdown"
    TEXT = "plain text"


@dataclass
class Found:
    """What a source says of one story."""

    key: str
    """What tells it from all others of its source, for ever."""
    source: str
    """Where it was found, as a message names it."""
    says: str
    """All that the source says of it, for its digest."""
    title: str = ""
    """May hold HTML."""
    text: str = ""
    form: Form = Form.HTML
    said: str = ""
    """The words of the text, where that was made of something else than HTML; else they are told from it."""
    date: str = ""
    """As front matter has it; so has ``updated``."""
    updated: str = ""
    address: str = ""
    """Where readers found it: a web address, or a path."""
    summary: str = ""
    """May hold HTML."""
    image: Mapping[str, str] = field(default_factory=dict)
    """``src``, ``alt``, ``caption``, ``credit``; the last two may hold HTML."""
    pictures: list[Mapping[str, str]] = field(default_factory=list)
    """Further ones, below the text."""
    fields: dict[str, Value] = field(default_factory=dict)
    """Other front matter; what is empty is left away."""
    held_back: str = ""
    """Why readers did not see it; empty where they did."""
    extra: dict[str, Value] = field(default_factory=dict)
    kept: dict[str, object] = field(default_factory=dict)
    kind: str = "article"
    name: str = ""
    """Of its file; empty for the end of its address, or else its title."""
    is_extract: bool = False
    """Whether the source has only the beginning of it."""
    guesses: list[Guess] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
