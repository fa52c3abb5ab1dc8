"""The HTML of a story's text, and what is known of it: made when its page is rendered, then let go."""

from dataclasses import dataclass

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
class Body:
    """The text of an article as HTML."""

    html: str
    headings: tuple[Heading, ...] = ()
    word_count: int = 0
    attachments: tuple[str, ...] = ()
    """Files beside the article that it shows or links to: paths inside content/."""
    targets: tuple[str, ...] = ()
    """Links and pictures, as they were typed, whose address depends on what else lies in content/."""

    @property
    def reading_minutes(self) -> int:
        """At least 1."""
        return max(1, round(self.word_count / WORDS_A_MINUTE))
