"""The HTML of a story's text, and what is known of it: made when its page is rendered, then let go."""

from dataclasses import dataclass, field
from typing import Protocol

WORDS_A_MINUTE = 230
"""Silent reading of non-fiction: Brysbaert's review (2019) gives 238; rounded down for names and numbers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, for a table of contents."""

    level: int
    """2 to 6: level 1 is the headline's."""
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class BodyPicture:
    """A picture in the body."""

    url: str
    """As the article's page has it: it begins with the site's base path, or is absolute."""
    alt: str = ""


class BodyReader(Protocol):
    """Tells what some HTML holds; nothing here knows HTML."""

    def text(self, html: str) -> str:
        """Its prose and headings as plain text."""

    def links(self, html: str) -> tuple[str, ...]:
        """Where its links lead, in their order and each once."""

    def pictures(self, html: str) -> tuple[BodyPicture, ...]:
        """The pictures that it shows, in their order and each once."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article as HTML."""

    html: str
    headings: tuple[Heading, ...] = ()
    word_count: int = 0
    attachments: tuple[str, ...] = ()
    """Files beside the article that it shows or links to: paths inside content/."""
    targets: tuple[str, ...] = ()
    """Links and pictures, as they were typed, whose address depends on what else lies in content/."""
    _reader: BodyReader | None = field(default=None, repr=False, compare=False)
    """Of the HTML, for what few ask."""

    @property
    def reading_minutes(self) -> int:
        """At least 1."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))

    @property
    def text(self) -> str:
        """Its prose and headings as plain text, on one line: without notes, tables, captions and code."""
        return self._reader.text(self.html) if self._reader else ""

    @property
    def links(self) -> tuple[str, ...]:
        """Where its links lead, in their order and each once."""
        return self._reader.links(self.html) if self._reader else ()

    @property
    def pictures(self) -> tuple[BodyPicture, ...]:
        """The pictures that it shows, in their order and each once."""
        return self._reader.pictures(self.html) if self._reader else ()
