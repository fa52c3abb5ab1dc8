"""Which addresses newsgen itself takes on a site: its listings, its home page, the files beside them. Pure.

Reading this is how an importer knows where no story may lie, and from where nothing may lead on.
"""

import re
from enum import Enum, auto

from newsgen.settings import Settings

_FILE = r"[^/]+\.(?:xml|txt|css|js|json|ico|svg|png|webmanifest)"


class Taken(Enum):
    """What newsgen has at an address."""

    HOME = auto()
    LISTING = auto()
    """The index of a taxonomy, all articles, a year, a month, a day, the search page."""
    TERM = auto()
    """The listing of a term, if that is named by a story."""
    FILE = auto()
    BELOW_FILE = auto()
    """Nothing, but nothing can lie there either: what is above may be a file."""


class TakenAddresses:
    """Tells what newsgen has at the addresses of a site."""

    def __init__(self, settings: Settings) -> None:
        names = "|".join(re.escape(taxonomy.name) for taxonomy in settings.taxonomies)
        self._forms = re.compile(
            rf"/(?:(?P<TERM>(?:{names})/[^/]+/?)"
            rf"|(?P<LISTING>(?:{names}|dates|articles|search|on-this-day(?:/\d\d-\d\d)?|\d{{4}}(?:/\d\d){{0,2}})/?)"
            rf"|(?P<FILE>(?:(?:404|index)\.html|{_FILE})/?)"
            rf"|(?P<BELOW_FILE>(?:{_FILE}|search-index)/(?s:.+))"
            r"|(?P<HOME>/?))"
        )

    def at(self, address: str) -> Taken | None:
        """What newsgen has at a path such as ``/tags/harbor/``; None where it has nothing."""
        match = self._forms.fullmatch(address)
        return Taken[match.lastgroup] if match is not None and match.lastgroup else None
