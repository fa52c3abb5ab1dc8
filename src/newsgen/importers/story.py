"""A story as it was found in a source, in newsgen's words: what every reader makes and every later step takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from newsgen.importers.tree import FileSource

Value = str | tuple[str, ...] | Mapping[str, "Value"]
"""What a field holds: a text, names, or a group."""
SURE = 1.0
LIKELY = 0.8
DOUBTFUL = 0.5
"""What is less sure than this is to be looked at by a person."""
HARDLY = 0.1


class Guess(NamedTuple):
    """What a source does not say outright."""

    field: str
    value: str
    why: str
    confidence: float
    """From 0 to 1."""


class LeftOut(NamedTuple):
    """Words of a source that are no part of its story."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """One article, standing page or term file to be."""

    key: str
    """What tells it from all others of its source, for ever."""
    digest: str
    """SHA-256 of what the source says of it, in hex."""
    source: str
    """Where it was found, as a message names it."""
    fields: Mapping[str, Value]
    """Front matter by newsgen's names; no value is empty."""
    text: str
    """Markdown."""
    said: str
    """The words of the source that must arrive, in any order and with any marks between them."""
    links: tuple[str, ...] = ()
    """Addresses to which the source's text links, as the story has them."""
    pictures: tuple[str, ...] = ()
    """Likewise of its pictures, recordings and films."""
    kind: str = "article"
    """``article``, ``page`` or ``term``."""
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    files: Mapping[str, FileSource] = field(default_factory=dict)
    """Name of each file beside the story to the file in the source that it is copied from."""
    kept: Mapping[str, object] = field(default_factory=dict)
    """What newsgen has no field for: written beside, as JSON."""
    asked: tuple[str, ...] = ()
    """Old addresses that lead to it by what they ask, such as ``/?p=123``."""
    folder: str = ""
    """Below content/ or what stands in its place; empty for year and month."""
    name: str = ""
    """Of its file, without suffix; empty for the slug of its title."""
