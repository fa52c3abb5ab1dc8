"""What the dialects of Markdown have in common: what every converter takes, gives and promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from newsgen.models.body import Heading

SMART_TYPOGRAPHY = "smarty"
"""In the list of extensions: newsgen sets the marks itself (see `typography`), after the language of the article."""


class NestingError(ValueError):
    """Lists, quotations or elements inside one another so deep that no reader could follow."""


@dataclass(frozen=True, slots=True)
class MarkdownRemark:
    """Something in a text that its author may not have meant."""

    typed: str
    """What stands at its place."""
    what: str
    mend: str
    number: int = 0
    """How often the same is typed before it outside of code."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown made into HTML."""

    html: str
    headings: tuple[Heading, ...] = ()
    remarks: tuple[MarkdownRemark, ...] = ()


class Converter(Protocol):
    """Makes HTML of a dialect of Markdown."""

    def convert(self, text: str) -> Converted:
        """The HTML of a text.

        Raises:
            NestingError: The text is nested deeper than the converter can follow.
        """


def folded(name: str) -> str:
    """The name of a link or a note as engines compare it: capitals and the number of blanks tell none apart."""
    return " ".join(name.casefold().split())


def asks_for(extension: str, extensions: Sequence[str]) -> bool:
    """Whether the settings name an extension, or the bundle that it is in."""
    return "extra" in extensions or extension in extensions
