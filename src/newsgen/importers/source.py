"""What an import is given, and what readers make of it. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from newsgen.importers.kinds import Kind
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import Story
from newsgen.models.moment import Moment
from newsgen.project import Project


class Beside(Protocol):
    """What lies beside stories: a list will do."""

    def append(self, said: Mapping[str, object], /) -> None:
        """Adds a line."""

    def __iter__(self) -> Iterator[Mapping[str, object]]: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What is read, and what comes of it."""

    name: str
    """As messages call it."""
    kind: Kind
    stories: Iterator[Story]
    faults: list[str] = field(default_factory=list)
    """What is wrong with it as a whole; known when all stories have been read."""
    old: OldAddresses = field(default_factory=OldAddresses)
    """Likewise."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Likewise: kinds of parts of which no story comes, and how many there are."""
    named: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Likewise: of such kinds the parts themselves, where they have names."""
    originals: list[bytes] = field(default_factory=list)
    """Likewise: what was read and is no file."""
    written: dict[str, bytes] = field(default_factory=dict)
    """Likewise: further files for `imports/NAME/`, by their names."""
    notes: list[str] = field(default_factory=list)
    """Likewise: what was decided about it as a whole, for a person to read."""
    beside: "dict[str, Beside]" = field(default_factory=dict)
    """Likewise: what lies beside all stories, such as a menu. Name of a file to what is written there, line by line."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place on pages of which a person is asked."""

    selector: str
    examples: Sequence[str]
    """What stands there, on up to three pages."""
    is_learned: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is asked about pages."""

    about: str
    """The pages: ``story-1, 60 pages``."""
    wanted: str
    """What is looked for on them: ``the date``."""
    candidates: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Reading:
    """How sources are read."""

    kind: Kind | None = None
    """None for what each source tells by itself."""
    picture: str = ""
    """The file of a copied story's picture; empty for one that lies beside it."""
    files: str = ""
    """The folder in which the files lie that an export names."""
    map: Sequence[str] = ()
    """What columns of a table are, as a person says: ``title=headline,date=pub_date``."""
    table: str = ""
    """The table of a database; empty for the one with most texts."""
    rules: str = ""
    """The file of rules by which saved pages are read; empty for rules that are learned."""
    status: Sequence[str] = ()
    """What values of columns of states mean, as a person says: ``F=published,E=held``."""
    ask: "Callable[[Question], int] | None" = None
    """Asks a person which candidate it is: its number, -1 for none of them. None where nobody is there."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader is given."""

    names: Sequence[str]
    """All sources of its kind, as they were named in one call."""
    kind: Kind
    reading: Reading
    project: Project
    now: Moment


Opener = Callable[[Given], Iterator[Source]]
"""The function ``open_sources`` of each kind's module."""
