"""What an editor says of front pages: how prominent a story is, and which rows a front page has."""

from dataclasses import dataclass

from newsgen.models.moment import Moment

FOREVER = 1 << 62
"""The instant of an end that never comes."""


@dataclass(frozen=True, slots=True)
class Prominence:
    """How prominent a story is on front pages."""

    weight: int = 0
    is_featured: bool = False
    is_pinned: bool = False
    pinned_until: Moment | None = None
    """None where there is no end."""
    breaking_until: Moment | None = None
    """None where it is no breaking news."""

    @property
    def ends(self) -> tuple[Moment, ...]:
        """When a pin and a banner end."""
        return tuple(end for end in (self.pinned_until if self.is_pinned else None, self.breaking_until) if end)

    @property
    def in_index(self) -> tuple[int, bool, int, int]:
        """As `Index.prominences` has it."""
        pinned = 0
        if self.is_pinned:
            pinned = self.pinned_until.instant if self.pinned_until else FOREVER
        breaking = self.breaking_until.instant if self.breaking_until else 0
        return self.weight, self.is_featured, pinned, breaking


USUAL = Prominence()

LEAD = "lead"
LATEST = "latest"
FEATURED = "featured"
TERM = "term"
SECTIONS = "sections"
ON_THIS_DAY = "on_this_day"
ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class FrontRow:
    """A row of a front page, as an editor asks for it."""

    kind: str
    """One of the seven above."""
    count: int = 0
    """How many stories; of SECTIONS how many sections."""
    taxonomy: str = ""
    """Of TERM."""
    name: str = ""
    """Of TERM: the name of the term."""
    title: str = ""
    """Empty for the usual one."""


USUAL_FRONT = (
    FrontRow(LEAD, 4),
    FrontRow(LATEST, 8),
    FrontRow(SECTIONS, 5),
    FrontRow(ON_THIS_DAY, 3),
    FrontRow(ARCHIVE),
)
