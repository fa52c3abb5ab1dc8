"""How other sites are asked, and what may come of it. By itself, so that nobody loads a network library to say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """How others are asked."""

    pause: float = 1.0
    """Seconds between two requests to one host; more where its robots.txt wants more."""
    timeout: float = 15.0


class UnreachableError(Exception):
    """Nothing is at an address; why, to be read behind it."""


class ForbiddenError(Exception):
    """A host's robots.txt does not want that an address is asked for."""
