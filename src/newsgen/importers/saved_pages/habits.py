"""What all pages of a site do alike: how they write dates, and whom they always call their author. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsgen.importers.saved_pages import evidence
from newsgen.importers.saved_pages.parsed import Parsed

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)(?!\d)")
_FEWEST = 8
"""Pages by which it is seen that nearly all have the same author."""


def day_first(pages: Iterable[Parsed]) -> bool | None:
    """Whether the site writes the day before the month, by those of its dates that can be read in one way only.

    Where there are none, by the month that addresses have.
    """
    first = second = 0
    in_address: Counter[bool] = Counter()
    language = ""
    for page in pages:
        month = evidence.date_in_address(page.page.address)[:7] or evidence.month_in_address(page.page.address)
        language = language or page.said.language
        for unit in page.lines.units:
            if unit.words < 14 and (match := _NUMERIC.search(unit.text)):
                first += int(match[1]) > 12
                second += int(match[3]) > 12
                if match[1] != match[3] and int(month[5:] or 0) in {int(match[1]), int(match[3])}:
                    in_address[int(match[3]) == int(month[5:])] += match[0].endswith(month[2:4])
    if first != second:
        return first > second
    if in_address[True] != in_address[False]:
        return in_address[True] > in_address[False]
    return False if language.lower() in {"en-us", "en_us"} else None


def false_authors(pages: Sequence[Parsed], site_names: Iterable[str] = ()) -> tuple[str, ...]:
    """Names that nearly all pages give to machines as their author, and hardly any to readers; and the site's own."""
    if len(pages) < _FEWEST:
        return ()
    given: Counter[str] = Counter(name for page in pages for name in set(page.said.authors))
    own = {evidence.letters_of(each) for each in site_names}
    found: list[str] = []
    for name, count in given.items():
        if count < 0.8 * len(pages):
            continue
        if evidence.letters_of(name) in own:
            found.append(name)
            continue
        shown = sum(
            any(name.casefold() in unit.told and unit.words < 12 for unit in page.lines.units) for page in pages
        )
        if shown < count / 2:
            found.append(name)
    return tuple(found)
