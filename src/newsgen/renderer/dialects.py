"""What the dialects of Markdown have in common: what every converter takes, gives and promises."""

from dataclasses import dataclass
from typing import Protocol

from newsgen.models.body import Heading
from newsgen.renderer.set_aside import NOTHING_ASIDE, SetAside

SMART_TYPOGRAPHY = "smarty"
"""In the list of extensions: newsgen sets the marks itself (see `typography`), after the language of the article."""


class NestingError(ValueError):
    """Lists, quotations or elements inside one another so deep that no reader could follow."""


@dataclass(frozen=True, slots=True)
class Converted:
    """Markdown made into HTML."""

    html: str
    headings: tuple[Heading, ...] = ()
    aside: SetAside = NOTHING_ASIDE
    """The plain paragraphs, which are to be put back into the HTML."""


class Converter(Protocol):
    """Makes HTML of a dialect of Markdown."""

    def convert(self, text: str) -> Converted:
        """The HTML of a text.

        Raises:
            NestingError: The text is nested deeper than the converter can follow.
        """
