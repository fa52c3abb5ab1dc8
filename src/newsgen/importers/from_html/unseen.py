"""Pictures that nobody sees, and that only count readers. Pure."""

import re
from collections.abc import Callable

_SMALL = re.compile(r"\s*+0*+[01]?(?:\.0+)?\s*+(?:px)?\s*+")
_SMALL_STYLE = re.compile(r"(?i)(?:^|[;\s])(?:width|height)\s*:\s*[01](?:\.0+)?(?:px)?\s*(?:!|;|$)")


def is_unseen(attribute: Callable[[str], str]) -> bool:
    """Whether a picture is a point or less in one direction, by what its attributes say; empty where it has none."""
    sizes = [size for key in ("width", "height") if (size := attribute(key).strip())]
    return any(map(_SMALL.fullmatch, sizes)) or _SMALL_STYLE.search(attribute("style")) is not None
