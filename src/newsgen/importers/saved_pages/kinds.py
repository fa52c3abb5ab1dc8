"""How saved pages are told from other sources, and from what lies beside them, at first sight. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from newsgen.importers.saved_pages.captures import is_mhtml

_PAGE = re.compile(r"\.(?:x?html?|shtml?|mht|mhtml|php\d?|asp|aspx|jsp|cfm|cgi|pl)(?:[?@&][^/]*)?\Z", re.IGNORECASE)
_SURE = re.compile(r"\.(?:x?html?|shtml|mht|mhtml)\Z", re.IGNORECASE)
_OTHER = re.compile(r"\.(?:md|markdown|rst|textile|adoc|mdx|org)\Z", re.IGNORECASE)
_PARTS = re.compile(r"(?:_files|\.files|_fichiers|_archivos|-Dateien|_data)/", re.IGNORECASE)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:[?@&][^/]*)?\Z", re.IGNORECASE)
_SETTINGS = frozenset("hugo.toml hugo.yaml config.toml _config.yml conf.py pelicanconf.py mkdocs.yml zola.toml".split())
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)(?![\w-])", re.IGNORECASE)
_BEFORE = re.compile(
    rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?>(?:\s++|\xef\xbb\xbf|<\?xml[^>]*>|<!--.*?-->)*)", re.DOTALL
)
"""What browsers, old systems and editors put before a page: marks of the order of bytes, comments."""
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,5}\Z")
_TRIED = 300
"""Files whose beginnings tell what a folder is in which no name does."""
_FEWEST = 0.2
"""Of these, in parts of all, how many are pages where the others may be anything."""
_MOST_KINDS = 12
"""Kinds of files that are named."""


def begins_page(head: bytes) -> bool:
    """Whether a file that begins so is a page, whatever it is called."""
    head = head.replace(b"\0", b"")  # Two bytes for a letter, of which one is empty in what is looked for.
    return _HTML.match(_BEFORE.sub(b"", head)) is not None or is_mhtml(head)


def is_page_name(path: str) -> bool:
    """Whether a file in a folder is a page, as its name says: one of its own, and no frame in another's folder."""
    return _PAGE.search(path) is not None and _PARTS.search(path) is None


def pages_among(paths: Iterable[str], head_of: Callable[[str], bytes]) -> Sequence[str]:
    """The files of a folder that are pages, by their names or by how they begin."""
    return [
        path for path in paths if is_page_name(path) or (_PARTS.search(path) is None and begins_page(head_of(path)))
    ]


def are_pages(paths: Sequence[str], head_of: Callable[[str], bytes] = lambda _: b"") -> bool:
    """Whether the files of a folder are saved pages, and not the sources of a generator."""
    pages = sum(_SURE.search(path) is not None for path in paths)
    others = sum(_OTHER.search(path) is not None for path in paths)
    if _SETTINGS & set(paths):
        return False
    if pages > others:
        return True
    told = (_SURE, _OTHER, _PICTURE, _PARTS)
    untold = [path for path in paths if not any(pattern.search(path) for pattern in told)]
    step = max(1, len(untold) // _TRIED)
    tried = untold[::step]
    found = sum(begins_page(head_of(path)) for path in tried)
    return found > 0 and found >= _FEWEST * len(tried) and pages + found * step > others


def unread_kinds(paths: Iterable[str], read: Collection[str]) -> str:
    """The files of a folder of which nothing is read, by kind, with how many there are; empty for none.

    Pictures are not among them: a story may want each.
    """
    left = (path for path in paths if path not in read and _PICTURE.search(path) is None)
    kinds = Counter(_kind_of(path) for path in left)
    named = sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
    told = [f"{count:,} {kind}" for kind, count in named[:_MOST_KINDS]]
    if rest := sum(count for _, count in named[_MOST_KINDS:]):
        told.append(f"{rest:,} of other kinds")
    return ", ".join(told)


def _kind_of(path: str) -> str:
    if _PAGE.search(path) is not None:
        return "pages in the folders of others"
    name = path.rpartition("/")[2].partition("?")[0]
    match = _SUFFIX.search(name)
    return match[0].lower() if match else "without a suffix"
