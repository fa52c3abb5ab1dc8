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

_STORY_SUFFIX = re.compile(r"(?:(?:\.html?)?\.(?:md|markdown)|\.html?)\Z", re.IGNORECASE)
"""Of a file that holds a story; Middleman names it after the page, too: ``story.html.md``."""
_FORBIDDEN = re.compile(r'[\\:*?"<>|%]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
ALLOWED_DOT_NAMES = frozenset({".well-known", ".nojekyll"})
"""RFC 8615's folder, and GitHub Pages' sign: the two names with a dot that belong in a site."""
_REPLACEMENTS = [["+", " plus "], ["#", " sharp "], ["&", " and "], ["@", " at "]]
SLUG_STYLES = ("ascii", "unicode")
"""How names become slugs: transliterated, or in their own script."""
_JOINERS = "\u200c\u200d"
"""ZERO WIDTH NON-JOINER and JOINER: letters of Persian, of India's scripts, and of emoji need them."""
_DIGEST = 8
"""Hex digits at the cut of a slug: among a hundred thousand names with one beginning, two meet in one of a million."""


def without_suffix(path: str) -> str:
    """The path of a story's file without what tells its kind: ``a/story`` of ``a/story.md`` and ``a/story.html.md``."""
    return _STORY_SUFFIX.sub("", path)


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
    for at, char in enumerate(segment):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} and not _joins(segment, at):
            return f"an invisible or unassigned character, U+{ord(char):04X}"
    if match := _FORBIDDEN.search(segment):
        return f"the character {match[0]!r}"
    if _DEVICES.fullmatch(segment):
        return f"a device name of Windows, {segment!r}"
    if len(segment.encode()) > MAX_SEGMENT_BYTES:
        return f"a part of more than {MAX_SEGMENT_BYTES} bytes"
    return None


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands where it joins: between two letters, marks or emoji that are not of ASCII."""
    if text[at] not in _JOINERS or not 0 < at < len(text) - 1:
        return False
    around = text[at - 1], text[at + 1]
    return all(not char.isascii() and unicodedata.category(char)[0] in "LMS" for char in around)


def composed(path: str) -> str:
    """The path in Unicode's normal form C, as links and addresses have it."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def path_key(path: str) -> str:
    """The same for two paths that a file system may take for one (case, composition, width)."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


_IS_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@lru_cache(maxsize=65_536)
def slug_for(name: str, style: str = SLUG_STYLES[0]) -> str:
    """A slug of a name, in one of `SLUG_STYLES`; a name that has no letters gets one from its digest."""
    slug = _own_script(name) if style == "unicode" else _transliterated(name)
    if _DEVICES.fullmatch(slug):
        return f"{slug}-1"
    return slug or "n-" + name_digest(name, 10)


def name_digest(name: str, length: int = _DIGEST) -> str:
    """Hex digits of a name, which are always the same."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _transliterated(name: str) -> str:
    """ASCII letters, digits and hyphens, at most 80 characters, cut at a word.

    The transliteration is pinned to text-unidecode: another installed package must not move a URL (law 9).
    """
    if len(name) <= MAX_SLUG and _IS_SLUG.fullmatch(name):
        return name  # as most names of files are
    slug: str = slugify(
        name,
        max_length=MAX_SLUG,
        word_boundary=True,
        save_order=True,
        replacements=_REPLACEMENTS,
        backend="text-unidecode",
        algorithm="legacy",
    )
    return slug


def _own_script(name: str) -> str:
    """The letters, marks and digits of the name in small letters, and a hyphen for all between them.

    At most 80 characters and as many bytes as a part of an address may have. Where it is cut, it ends with a digest of
    the whole, so that two long names stay two.
    """
    for sign, word in _REPLACEMENTS:
        name = name.replace(sign, word)
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    kept = "".join(char if _stays(folded, at) else "-" for at, char in enumerate(folded))
    slug = re.sub("-{2,}", "-", re.sub("['\u2019\u02bc]", "", kept)).strip("-")
    if len(slug) <= MAX_SLUG and len(slug.encode()) <= MAX_SEGMENT_BYTES:
        return slug
    digest = name_digest(slug)
    room = slug[: MAX_SLUG - _DIGEST - 1].encode()[: MAX_SEGMENT_BYTES - _DIGEST - 1].decode(errors="ignore")
    words, hyphen, _ = room.rpartition("-")
    start = words if hyphen and len(words) > len(room) // 2 else room
    return f"{_without_broken_end(start)}-{digest}"


def _stays(text: str, at: int) -> bool:
    char = text[at]
    return char in "'\u2019\u02bc" or unicodedata.category(char)[0] in "LMN" or _joins(text, at)


def _without_broken_end(text: str) -> str:
    """A text without joiners and hyphens at its end, which join nothing there."""
    return text.rstrip(_JOINERS + "-")


def is_in_another_script(name: str) -> bool:
    """Whether a name has letters that are not Latin: those that a transliteration may take for one another."""
    return any(char.isalpha() and not char.isascii() and "LATIN" not in unicodedata.name(char, "") for char in name)
