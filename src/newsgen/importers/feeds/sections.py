"""Which categories of a feed are its sections: those that stand first, in all entries, and are few. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from newsgen.importers.feeds.documents import Entry
from newsgen.importers.from_html.lines import line_of_html

_FEWEST = 12
"""Entries that tell."""
_MOST_NAMES = 20
_ENTRIES_OF_ONE = 4
"""Entries that a section has at least, in the mean."""
_FIRST = 0.9
"""The share of entries that have a section, and of its places that are the first."""
_NAMED = re.compile(r"(?i)section|ressort|rubri|channel|desk|sezion|secci")
"""What the domain of a category says if it is a section."""


def sections_in(entries: Sequence[Entry]) -> frozenset[str]:
    """The names of categories that are sections; none where it cannot be told."""
    if named := {line_of_html(name) for entry in entries for scheme, name in entry.tags if _NAMED.search(scheme)}:
        return frozenset(named)
    lists = [list(dict.fromkeys(line_of_html(name) for _, name in entry.tags if name.strip())) for entry in entries]
    filled = [names for names in lists if names]
    if len(filled) < _FEWEST or len(filled) < _FIRST * len(lists):
        return frozenset()
    firsts = Counter(names[0] for names in filled)
    anywhere = Counter(name for names in filled for name in names)
    is_few = len(firsts) <= _MOST_NAMES and len(firsts) * _ENTRIES_OF_ONE <= len(filled)
    # Labels in the order of the alphabet stand first by chance, and elsewhere as often.
    are_first = all(count >= _FIRST * anywhere[name] for name, count in firsts.items())
    has_others = any(len(names) > 1 for names in filled)
    return frozenset(firsts) if is_few and are_first and has_others else frozenset()


def parted(names: Iterable[str], sections: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sections among categories, and the others."""
    names = tuple(dict.fromkeys(names))
    return tuple(name for name in names if name in sections), tuple(name for name in names if name not in sections)
