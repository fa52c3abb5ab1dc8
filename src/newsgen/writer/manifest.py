"""The text that says which files of the output are newsgen's: ownership, and nothing else.

It lies in the output itself, so that it survives the loss of .newsgen/. It can be checked without newsgen, by
``sha256sum -c .newsgen-manifest``. No staleness is decided by it: its digests say what was written, not
what lies there.

    # newsgen manifest 1 clean
    5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  index.html
    # end: 1 files, sha256 of the lines above 9f86d08…
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsgen.models.names import ALLOWED_DOT_NAMES

MANIFEST_NAME = ".newsgen-manifest"

_FORMAT = "# newsgen manifest 1"
_DOT_NAMES = "|".join(re.escape(name) for name in sorted(ALLOWED_DOT_NAMES))
_SEGMENT = rf"(?:(?:{_DOT_NAMES})(?![^/])|[^/\\:\0\r\n.][^/\\:\0\r\n]*)"
# A foreign manifest must not make files outside the output ours: no path here climbs, hides or is absolute.
_LINE = re.compile(rf"([0-9a-f]{{64}})  ({_SEGMENT}(?:/{_SEGMENT})*)")
_END = "# end: {count} files, sha256 of the lines above {digest}\n"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What newsgen wrote into the output."""

    files: Mapping[str, str]
    """Path to the SHA-256 of what was written there, in hex."""
    is_dirty: bool
    """Whether a publication began and did not end: some of the files may be the old ones, or not be there."""


NOTHING_OWNED = Manifest({}, is_dirty=False)


def render_manifest(manifest: Manifest) -> str:
    """The manifest as text, sorted by path. The paths obey models.names.path_fault."""
    state = "dirty" if manifest.is_dirty else "clean"
    # Code points sort as their UTF-8 bytes do.
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(manifest.files.items()))
    text = f"{_FORMAT} {state}\n{lines}"
    return text + _end(text, len(manifest.files))


def parse_manifest(text: str) -> Manifest | None:
    """The manifest, or None if the text is damaged, cut short, or of a format that is not known."""
    body, mark, end = text.rpartition("# end: ")
    head, *lines = body.split("\n")[:-1] or [""]
    if head not in {f"{_FORMAT} clean", f"{_FORMAT} dirty"} or mark + end != _end(body, len(lines)):
        return None
    files: dict[str, str] = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        files[match[2]] = match[1]
    return Manifest(files, is_dirty=head.endswith(" dirty"))


def _end(text: str, count: int) -> str:
    return _END.format(count=count, digest=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
