"""Functions that are known by the names that scripts call them by, such as ``moment`` or ``Object.keys``. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from newsgen.importers.generators.script_dates import as_date, date_of_luxon, date_of_moment, formatted
from newsgen.importers.generators.script_errors import UntoldError, untold
from newsgen.importers.generators.script_values import holds, spelled
from newsgen.importers.generators.slugs import pelican_slug


def _number(given: Sequence[Any]) -> Any:  # noqa: ANN401 - any value
    text = spelled(given[0]).strip() if given else ""
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", text):
        raise UntoldError
    return float(text) if "." in text else int(text)


def slug(given: Sequence[Any]) -> str:
    """An address of words."""
    return pelican_slug(spelled(given[0]) if given else "")


def _put_together(given: Sequence[Any]) -> Any:  # noqa: ANN401 - likewise
    return given[0] if given and isinstance(given[0], list) else untold()


KNOWN: Final[Mapping[str, Callable[[Sequence[Any]], Any]]] = {
    "DateTime.fromJSDate": date_of_luxon,
    "DateTime.fromISO": date_of_luxon,
    "luxon.DateTime.fromJSDate": date_of_luxon,
    "luxon.DateTime.fromISO": date_of_luxon,
    "moment": date_of_moment,
    "moment.utc": date_of_moment,
    "dayjs": date_of_moment,
    "dayjs.utc": date_of_moment,
    "format": lambda given: (
        formatted(as_date(given[0]), spelled(given[1]), is_luxon=False) if len(given) > 1 else untold()
    ),
    "String": lambda given: spelled(given[0]) if given else "",
    "Number": _number,
    "parseInt": _number,
    "Boolean": lambda given: holds(given[0]) if given else False,
    "slugify": slug,
    "Array.from": _put_together,
    "Object.keys": lambda given: list(given[0]) if given and isinstance(given[0], Mapping) else untold(),
    "Object.values": lambda given: list(given[0].values()) if given and isinstance(given[0], Mapping) else untold(),
    "Object.entries": lambda given: (
        [list(each) for each in given[0].items()] if given and isinstance(given[0], Mapping) else untold()
    ),
    "encodeURIComponent": lambda given: quote(spelled(given[0]), safe="-_.!~*'()") if given else untold(),
    "encodeURI": lambda given: quote(spelled(given[0]), safe="-_.!~*'();/?:@&=+$,#") if given else untold(),
    "Array.isArray": lambda given: bool(given) and isinstance(given[0], list | tuple),
}
"""Functions that are known, by what scripts call them."""
