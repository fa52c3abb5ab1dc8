"""What tells of a page from outside of its text: its address, its title, when it was saved. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address, without_index

_DATED = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20[0-4]\d)[/_.-]?(?P<month>0[1-9]|1[0-2]|(?<=[/_-])[1-9](?=[/_-]))[/_.-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_SPELLED = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20[0-4]\d)/(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(?P<day>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_BETWEEN = re.compile(r"(?<!\s)\s++(?:[|–—»›·•:<>~-]+\s+|(?:[|»›·•\uff5c]|::)\s*)|(?:[|»›·•\uff5c]|::)\s*")
_LISTS = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|topics?|search|feed|page/\d+|archives?(?:/\d{4}(?:/\d\d)?)?|label|section|sections)(?:/[^/]*){0,2}/?\Z"
    r"|/(?:19|20)\d\d(?:/\d\d)?/?\Z|\A/?(?:(?:index|default|home|main)\.\w+)?\Z|/page/\d+/?\Z",
    re.IGNORECASE,
)
_ASKS = re.compile(r"(?:\A|&)(?:s|q|cat|tag|paged|author|m)=", re.IGNORECASE)

_STORY_FILE = re.compile(
    r"/(?:archives?|sections?|topics?|categor(?:y|ies))/(?:[^/]+/)*(?:\d+|[^/]*[^/\W\d_]{2}[^/]*[-_][^/]*|[^/]*\d[^/]*)\.\w{2,5}\Z",
    re.IGNORECASE,
)
"""A file in a folder of lists whose name has several words, or a number: systems keep their stories there, too."""


def date_in_address(address: str) -> str:
    """The day that an address has in it; empty for none."""
    path = unquote(parts_of_address(address).path)
    if match := _DATED.search(path):
        found = (int(match["year"]), int(match["month"]), int(match["day"]))
    elif match := _SPELLED.search(path):
        found = (int(match["year"]), _MONTHS.index(match["name"].lower()) + 1, int(match["day"]))
    else:
        return ""
    try:
        return date(*found).isoformat()
    except ValueError:
        return ""


def month_in_address(address: str) -> str:
    """The year and month that folders of an address name: ``2008-06``; empty for none."""
    match = re.search(r"/(19[89]\d|20[0-4]\d)/(0?[1-9]|1[0-2])/", parts_of_address(address).path)
    return f"{match[1]}-{int(match[2]):02}" if match else ""


def is_list_address(address: str) -> bool:
    """Whether an address is one under which sites have lists of stories."""
    if not address:
        return False
    parts = parts_of_address(address)
    path = without_index(parts.path)
    if _STORY_FILE.search(path) and not re.search(r"/page/?\d", path):
        return False
    return _LISTS.search(path + (f"?{parts.query}" if parts.query else "")) is not None


def asks_for_list(address: str) -> bool:
    """Whether what is asked in an address has a name by which some systems ask for lists, and others for stories."""
    return _ASKS.search(parts_of_address(address).query) is not None


def letters_of(text: str) -> str:
    """The letters of a text and nothing else, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def title_ends(titles: Sequence[str]) -> tuple[str, ...]:
    """What stands at the ends of the titles of many pages."""
    found: Counter[str] = Counter()
    for title in titles:
        parts = parts_of(title)
        if len(parts) > 1:
            found.update({parts[0], parts[-1], *parts[-2:]})
    least = max(3, 0.08 * len(titles))
    return tuple(end for end, count in found.most_common(40) if count >= least)


def parts_of(title: str) -> list[str]:
    """The parts of a page's title, between the signs that sites put there."""
    return [part.strip() for part in _BETWEEN.split(title) if part.strip()]


def headline_in_title(title: str, ends: Iterable[str]) -> str:
    """The title of a page without what the site puts around it."""
    known = set(ends)
    text = title.strip()
    is_changed = True
    while is_changed:
        is_changed = False
        for end in known:
            for pattern in (rf"\A{re.escape(end)}(?:{_BETWEEN.pattern})", rf"(?:{_BETWEEN.pattern}){re.escape(end)}\Z"):
                shorter = re.sub(pattern, "", text).strip()
                if shorter and shorter != text:
                    text, is_changed = shorter, True
    return "" if text in known else text


def agrees_with_title(text: str, title: str) -> bool:
    """Whether a line is the headline that a page's title has."""
    mine, whole = letters_of(text), letters_of(title)
    if len(mine) < 4 or not whole:
        return False
    return (
        mine == whole
        or (mine in whole and len(mine) > 0.35 * len(whole))
        or (len(whole) > 14 and whole in mine and len(mine) < 1.6 * len(whole))
    )


def longest_part(title: str) -> str:
    """The part of a title that says most: the others are names of the site and its sections."""
    return max(parts_of(title), key=len, default=title)
