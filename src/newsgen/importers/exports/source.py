"""Exports of one system as sources, each read by the module of that system."""

from collections.abc import Iterator, Mapping

from newsgen.importers.exports import ghost, livejournal, medium, movable_type, substack, tumblr
from newsgen.importers.found.opening import ReadExport, exports_of
from newsgen.importers.source import Given, Source

_READ: Mapping[str, ReadExport] = {
    "ghost": ghost.read,
    "substack": substack.read,
    "medium": medium.read,
    "tumblr": tumblr.read,
    "livejournal": livejournal.read,
    "movabletype": movable_type.read,
}
"""By the name of the kind."""


def open_sources(given: Given) -> Iterator[Source]:
    """A source for each export."""
    return exports_of(given, _READ[given.kind.name])
