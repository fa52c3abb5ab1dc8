"""The digests of what was imported, as `sha256sum` writes and checks them: ``imports/sources.sha256``. Pure."""

import re
from collections.abc import Mapping

ORIGINALS = "imports/sources.sha256"
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)")


def read_originals(text: str) -> dict[str, str]:
    """Path of each original to its SHA-256 in hex; lines that are none are passed over."""
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match["path"]: match["digest"] for match in found if match}


def originals_text(originals: Mapping[str, str]) -> str:
    """A line for each, in the order of their paths; a path that no line can hold is left out."""
    sound = (path for path in sorted(originals) if path.isprintable() and "\\" not in path)
    return "".join(f"{originals[path]}  {path}\n" for path in sound)
