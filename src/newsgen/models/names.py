"""Names as they may stand in a URL and on every file system.

The rules are those of docs/articles.md, "Addresses". Paths here are URLs without the leading slash:
``2025/12/a/index.html``.
"""

import hashlib
import re
import unicodedata
from functools import lru_cache

from slugify import slugify

MAX_SEGMENT_BYTES = 200
MAX_PATH_BYTES = 900
MAX_SLUG = 80

_FORBIDDEN = re.compile(r'[\\:*?"<>|%]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
ALLOWED_DOT_NAMES = frozenset({".well-known", ".nojekyll"})
"""RFC 8615's folder, and GitHub Pages' sign: the two names with a dot that belong in a site."""
_REPLACEMENTS = [["+", " plus "], ["#", " sharp "], ["&", " and "], ["@", " at "]]


def path_fault(path: str) -> str | None:
    """Why the path may not be written, or None. ``path`` is relative, with forward slashes.

    A fault is what the path has: it reads well behind that word.
    """
    if not path:
        return "no letter"
    if len(path.encode("utf-8", "surrogatepass")) > MAX_PATH_BYTES:
        return f"more than {MAX_PATH_BYTES} bytes"
    if path != unicodedata.normalize("NFC", path):
        return "letters that are not in Unicode's normal form C"
    for segment in path.split("/"):
        fault = segment_fault(segment)
        if fault:
            return fault
    return None


@lru_cache(maxsize=65_536)
def segment_fault(segment: str) -> str | None:  # noqa: PLR0911 - likewise
    """Why one part of a path (between two slashes) may not be written, or None."""
    if segment == "":
        return "an empty part between two slashes"
    if segment.startswith(".") and segment not in ALLOWED_DOT_NAMES:
        return f"a part that begins with a dot, {segment!r}"
    if segment != segment.strip() or segment.endswith("."):
        return f"a part that begins or ends with a space, or ends with a dot, {segment!r}"
    for char in segment:
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            return f"an invisible or unassigned character, U+{ord(char):04X}"
    if match := _FORBIDDEN.search(segment):
        return f"the character {match[0]!r}"
    if _DEVICES.fullmatch(segment):
        return f"a device name of Windows, {segment!r}"
    if len(segment.encode()) > MAX_SEGMENT_BYTES:
        return f"a part of more than {MAX_SEGMENT_BYTES} bytes"
    return None


def path_key(path: str) -> str:
    """The same for two paths that a file system may take for one (case, composition, width)."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


@lru_cache(maxsize=65_536)
def slug_for(name: str) -> str:
    """A slug of ASCII letters, digits and hyphens, at most 80 characters, cut at a word.

    The transliteration is pinned to text-unidecode: another installed package must not move a URL (law 9). A name
    that has no letters in any script gets a slug from its digest.
    """
    slug: str = slugify(
        name,
        max_length=MAX_SLUG,
        word_boundary=True,
        save_order=True,
        replacements=_REPLACEMENTS,
        backend="text-unidecode",
        algorithm="legacy",
    )
    if _DEVICES.fullmatch(slug):
        return f"{slug}-1"
    return slug or "n-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
