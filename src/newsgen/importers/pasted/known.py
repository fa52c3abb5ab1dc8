"""What is known of dates, agencies and towns, as words.yaml has it. Pure."""

from collections.abc import Mapping, Sequence

from newsgen.importers.pasted.datelines import Known
from newsgen.importers.pasted.days import Days


def read_known(words: Mapping[str, Sequence[str]], days: Days) -> Known:
    """What words.yaml says, and how dates are found."""
    agencies, towns = (frozenset(map(str.casefold, words[name])) for name in ("agencies", "towns"))
    return Known(days, agencies, towns)
