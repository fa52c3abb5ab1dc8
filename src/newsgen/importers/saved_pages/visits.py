"""Where the frame of a site's pages has the day of the visit, which is no page's own. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsgen.importers.saved_pages.lists import is_list
from newsgen.importers.saved_pages.parsed import Parsed
from newsgen.importers.saved_pages.tongue import Tongue
from newsgen.importers.saved_pages.units import Unit

_FEWEST = 5
"""Pages that have such a day."""
_FEWEST_LISTS = 3
"""Lists among them, where the day differs from page to page."""
_MOST_DAYS = 0.3
"""Different days, in parts of these pages: a crawl takes some days, and stories are written over years."""
_MOSTLY = 0.5
"""Stories that have an earlier day elsewhere, in parts of those with this one: else it may be the day of the issue."""
_NEARLY_ALL = 0.9
"""Stories with no later day elsewhere, likewise: nobody visits a page before its story is written."""
_LONGEST = 15
"""Words of a line with such a day."""
_LONGEST_OTHER = 25
_CALLED = re.compile(
    r"td_data_time|(?:current|today|todays|mast|masthead|topbar)[-_]?date|date[-_]?today", re.IGNORECASE
)


@dataclass(slots=True)
class _Seen:
    """What one element has on all pages."""

    days: list[str] = field(default_factory=list)
    lists: int = 0
    stories: int = 0
    earlier: int = 0
    """Stories with an earlier day elsewhere, and none that is later."""
    later: int = 0

    @property
    def is_visit(self) -> bool:
        if len(self.days) < _FEWEST or not self.lists:
            return False
        has_few = len(set(self.days)) <= max(1, _MOST_DAYS * len(self.days))
        is_latest = self.later <= (1 - _NEARLY_ALL) * self.stories and self.earlier >= _MOSTLY * self.stories
        return is_latest and (has_few or self.lists >= _FEWEST_LISTS)


def visit_paths(pages: Sequence[Parsed], tongue: Tongue) -> frozenset[int]:
    """The elements whose day stands on lists of stories, too, and on stories beside an earlier one."""
    every: dict[int, _Seen] = defaultdict(_Seen)
    for page in pages:
        of_page: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for unit in page.lines.units:
            if unit.text and unit.words <= _LONGEST_OTHER and (found := tongue.date(unit.text)):
                of_page[unit.place.path].append((found[0][:10], unit.words <= _LONGEST and not unit.links))
        is_other = is_list(page)
        for path, found_days in of_page.items():
            day, is_short = found_days[0]
            if len(found_days) > 1 or not is_short:
                continue  # A date of each entry.
            others = [other for at, days in of_page.items() if at != path for other, _ in days]
            seen = every[path]
            seen.days.append(day)
            seen.lists += is_other
            seen.stories += not is_other
            seen.later += not is_other and any(other > day for other in others)
            seen.earlier += not is_other and bool(others) and min(others) < day
    return frozenset(path for path, seen in every.items() if seen.is_visit)


def is_called_visit(unit: Unit) -> bool:
    """Whether a line stands in an element that themes call the day of the visit."""
    near = list(unit.place.line())[:2]
    return any(_CALLED.fullmatch(name) for place in near for name in place.element.get("class").split())
