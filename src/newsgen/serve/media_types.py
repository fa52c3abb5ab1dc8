"""Media types by the end of a file's name, as GitHub Pages sends them. Pure: no table of this machine is asked."""

from pathlib import PurePosixPath

_TEXT = "; charset=utf-8"
_KINDS = {
    ".aac": "audio/aac",
    ".atom": "application/atom+xml" + _TEXT,
    ".avif": "image/avif",
    ".css": "text/css" + _TEXT,
    ".csv": "text/csv" + _TEXT,
    ".gif": "image/gif",
    ".htm": "text/html" + _TEXT,
    ".html": "text/html" + _TEXT,
    ".ico": "image/vnd.microsoft.icon",
    ".ics": "text/calendar" + _TEXT,
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript" + _TEXT,
    ".json": "application/json" + _TEXT,
    ".jsonld": "application/ld+json" + _TEXT,
    ".m4a": "audio/mp4",
    ".md": "text/markdown" + _TEXT,
    ".mjs": "text/javascript" + _TEXT,
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".rss": "application/rss+xml" + _TEXT,
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain" + _TEXT,
    ".vtt": "text/vtt" + _TEXT,
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json" + _TEXT,
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml" + _TEXT,
    ".zip": "application/zip",
}


def kind_of(path: str) -> str:
    """``text/html; charset=utf-8`` of ``tags/index.html``; bytes of no kind where the name tells nothing."""
    return _KINDS.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")


def is_page(path: str) -> bool:
    """Whether a browser shows it as a page."""
    return kind_of(path).startswith("text/html")
