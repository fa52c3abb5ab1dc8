"""The fields of one story while they are being found, and the lines of the page from which they come. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from newsgen.importers.pasted.datelines import Dateline
from newsgen.importers.saved_pages import hints
from newsgen.importers.saved_pages.judge import Opinion
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.rules import Rules, Template
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Unit
from newsgen.importers.story import Guess, LeftOut, Value

_READ = frozenset({"date", "authors", "tags"})
"""Fields of which a line tells in words of its own: *Posted by … on …*."""
_MOST_BESIDE = 12
"""Words of such a line that are not told."""
_NEAR = 3
"""Elements between a line and the one that a rule has chosen."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and where it comes from."""

    value: str
    why: str
    confidence: float


@dataclass(slots=True)
class Facts:
    """The fields of a page's story."""

    parsed: Parsed
    body: Sequence[Unit]
    prefix: str
    template: Template | None
    rules: Rules
    tongue: Tongue
    opinion: Opinion
    fields: dict[str, Value] = field(default_factory=dict)
    guesses: list[Guess] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    taken: dict[int, str] = field(default_factory=dict)
    """Identity of each line that stands in a field, to its field."""
    head_at: int = 0
    has_heading: bool = False
    """Whether a line of the page says the headline, as its title does."""
    start_at: int = 0
    is_visited: bool = False
    """Whether the only day that the page tells is that of the visit."""
    is_undated: bool = False
    """Whether nothing on the page tells a day of its own."""
    is_hardly_dated: bool = False
    """Whether only a change, or another program, tells one."""
    origin: Dateline | None = None
    """What stood before the first sentence."""

    def prose(self) -> list[int]:
        """Places of the lines that tell the story, among all of the page."""
        inside = {id(unit) for unit in self.body}
        units = self.parsed.lines.units
        return [at for at, unit in enumerate(units) if id(unit) in inside and unit.is_running_text]

    def around(self) -> tuple[int, int, int]:
        """Where headline and story begin, the upper one first, and the last line of the story."""
        low, high = min(self.head_at, self.start_at), max(self.head_at, self.start_at)
        prose = self.prose()
        return low, high, prose[-1] if prose else high

    def is_called(self, unit: Unit, name: str, near: int = 3) -> bool:
        """Whether the name of a line's element, or of one right around it, says that it holds a field."""
        return any(hints.field_of(place.element) == name for place in islice(unit.place.line(), near))

    def marked(self, name: str) -> list[Unit]:
        """The lines that the rules name for a field."""
        chosen = {id(place) for place in self.parsed.marked.get(f"{self.prefix}{name}", ())}
        if not chosen:
            return []
        return [
            unit
            for unit in self.parsed.lines.units
            if unit.text and any(id(place) in chosen for place in islice(unit.place.line(), _NEAR))
        ]

    def take(self, unit: Unit, name: str) -> None:
        """Sets a line apart, since what it says stands in a field."""
        if id(unit) not in self.taken and name not in _READ:
            self.said.append(unit.text)
        elif id(unit) not in self.taken and unit.words > _MOST_BESIDE:
            self.left_out.append(LeftOut(unit.text, f"of this line only the {name} is used"))
        self.taken[id(unit)] = name

    def tell(self, name: str, found: Found) -> None:
        """Says how a field is known."""
        self.guesses.append(Guess(name, found.value, found.why, found.confidence))
