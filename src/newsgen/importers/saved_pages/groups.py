"""Pages by their templates: those with nearly the same boxes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsgen.importers.saved_pages.field_paths import FieldPaths
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.units import Paths, Unit

FEWEST = 4
"""Pages from which a template can be learned."""
_ALIKE = 0.55
"""Of two pages' paths: with as many in common they have one template."""
_MOST_GROUPS = 60
_INNER = frozenset("a b i em strong font span img u small big sup sub abbr cite q br wbr li p tr".split())


@dataclass(slots=True)
class Group:
    """Pages of one template."""

    pages: list[Parsed]
    frame: frozenset[int]
    body: int = 0
    mains: frozenset[int] = frozenset()
    """Paths of most of the prose."""
    fields: FieldPaths = field(default_factory=dict)
    is_list: bool = False
    own: frozenset[int] = frozenset()
    """Paths of boxes that are the story's own, whatever they are called."""


def grouped(pages: Sequence[Parsed], paths: Paths) -> list[Group]:
    """The pages by template: those with nearly the same boxes."""
    groups: list[Group] = []
    for page in pages:
        frame = frozenset(
            path for path in page.lines.paths() if paths.last(path).partition(".")[0].partition("#")[0] not in _INNER
        )
        best = max(groups, key=lambda group: _likeness(group.frame, frame), default=None)
        if best is not None and (_likeness(best.frame, frame) >= _ALIKE or len(groups) >= _MOST_GROUPS):
            best.pages.append(page)
        else:
            groups.append(Group([page], frame))
    return sorted(groups, key=lambda group: -len(group.pages))


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    common = len(one & other)
    return common / max(1, len(one) + len(other) - common)


def in_body(page: Parsed, body: int) -> list[Unit]:
    """The lines of a page that stand in a box of that path."""
    return [unit for unit in page.lines.units if any(place.path == body for place in unit.place.line())]


def is_below(path: int, other: int, paths: Paths) -> bool:
    """Whether a path is another, or begins with it."""
    while path >= 0:
        if path == other:
            return True
        path = paths.above(path)
    return False
