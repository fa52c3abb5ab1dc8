"""Files that lie beside a story: which kinds may, and under which names. Pure."""

import re
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from newsgen.importers.tree import FileSource
from newsgen.models.names import path_key, segment_fault, slug_for

_KINDS = {
    "image/jpeg": "jpg",
    "image/pjpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/avif": "avif",
    "image/tiff": "tif",
    "image/bmp": "bmp",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/flac": "flac",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "video/ogg": "ogv",
    "video/quicktime": "mov",
    "application/pdf": "pdf",
}
"""Content types, with the suffixes that they have."""
_SAFE = re.compile(
    r"(?i)\.(?:jpe?g|jpe|png|gif|webp|avif|tiff?|bmp|ico|mp3|m4a|ogg|oga|opus|wav|flac|mp4|m4v|webm|ogv|mov"
    r"|pdf|docx?|odt|rtf|xlsx?|ods|csv|tsv|pptx?|odp|key|pages|txt|epub|gpx|kml|kmz|geojson|vtt|srt"
    r"|zip|gz|bz2|xz|tar|7z)\Z"
)
_UNUSUAL = re.compile(r"[^\w.@+~-]")
"""What names of files in Markdown have to be escaped for, in some of the places where they stand."""
_DRAWING = re.compile(r"(?i)\.svg\Z")
_ACTIVE = re.compile(
    rb"(?i)<(?:[\w.-]+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate\w*)\b|[\s\"'/]on\w+\s*="
    rb"|(?:java|vb)script\s*:|<!(?:ENTITY|DOCTYPE[^>]*\[)|<\?xml-stylesheet|href\s*=\s*[\"'][^\"'<>]*&#|data:(?!image/(?:png|jpe?g|gif|webp))"
)
"""What can run in a drawing, or hide that something does."""
_OTHER_CODING = re.compile(rb"[\x00\x0e\x0f\x1b]|\A(?:\xfe\xff|\xff\xfe)")
"""Bytes that change what those behind them mean, or of codings with several for each letter."""
_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]{0,1000}?\bencoding\s*=\s*[\"'](?P<coding>[^\"'>]*)")
_CODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"latin1", b"windows-1252"})
"""In which a sign of ASCII is this sign, and nothing else is."""


def may_lie_beside(path: str) -> bool:
    """Whether a file of this name may: a page, a script or a drawing of another site would become one of this."""
    return _SAFE.search(path) is not None


def is_drawing(path: str) -> bool:
    """Whether a file is a drawing (SVG), which may lie beside a story if it `only_draws`."""
    return _DRAWING.search(path) is not None


def only_draws(content: bytes) -> bool:
    """Whether nothing in a drawing (SVG, in a coding of which ASCII is a part) can run, also if it is opened alone."""
    if b"<" not in content or _OTHER_CODING.search(content):
        return False
    declared = _DECLARED.match(content)
    is_plain = declared is None or declared["coding"].lower() in _CODINGS
    return is_plain and _ACTIVE.search(content) is None


def suffix_of(content_type: str) -> str:
    """The suffix of files of a content type, as ``image/jpeg; q=1``; empty for those that may not lie beside."""
    return _KINDS.get(content_type.partition(";")[0].strip().lower(), "")


@dataclass
class Names:
    """The files that lie beside one story, and their names: they depend on nothing but the story."""

    files: dict[str, FileSource] = field(default_factory=dict)
    """Name to file."""
    _named: dict[str, str] = field(default_factory=dict)
    """Address or path to the name that it has."""

    def __post_init__(self) -> None:
        self._taken = set(map(path_key, self.files))

    def add(self, address: str, file: FileSource, suffix: str = "") -> str:
        """Lays a file beside the story, and gives its name."""
        name = self.name_for(address, suffix)
        self.files[name] = file
        return name

    def name_for(self, address: str, suffix: str = "") -> str:
        """The name of a file, always the same one; no two files have one.

        Args:
            address: Its path or web address.
            suffix: Without dot, for a file whose own says nothing.
        """
        if address not in self._named:
            name = _name_of(address, suffix)
            if path_key(name) in self._taken:
                name = with_mark(name, address)
            self._taken.add(path_key(name))
            self._named[address] = name
        return self._named[address]


def with_mark(name: str, of: str) -> str:
    """A name with eight signs behind it that hang on a text alone: ``wall-1b4f0e98.jpg``."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{sha256(of.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}{dot}{suffix}"


def _name_of(address: str, suffix: str) -> str:
    """The last part of an address, or what may be written of it."""
    path = unquote(urlsplit(address).path if "://" in address else address)
    name = path.rstrip("/").rpartition("/")[2]
    stem, dot, own = name.rpartition(".")
    if not may_lie_beside(name) and (suffix or not is_drawing(name)):
        stem, own = (stem if dot and len(own) <= 4 else name), suffix  # noqa: PLR2004 - as `.php`
        name = f"{stem}.{own}"
    if segment_fault(name) or _UNUSUAL.search(name) or len(stem.encode()) > 100:  # noqa: PLR2004 - bytes of a name that a person reads
        name = f"{slug_for(stem)[:80].strip('-') or 'file'}.{own.lower()}"
    return name
