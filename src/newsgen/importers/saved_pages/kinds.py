"""How saved pages are told from other sources, at first sight. Pure."""

import re
from collections.abc import Sequence

_PAGE = re.compile(r"\.(?:x?html?|shtml?|mht|mhtml|php\d?|asp|aspx|jsp|cfm|cgi|pl)(?:[?@&][^/]*)?\Z", re.IGNORECASE)
_SURE = re.compile(r"\.(?:x?html?|shtml|mht|mhtml)\Z", re.IGNORECASE)
_OTHER = re.compile(r"\.(?:md|markdown|rst|textile|adoc|mdx|org)\Z", re.IGNORECASE)
_PARTS = re.compile(r"(?:_files|\.files|_fichiers|_archivos|-Dateien|_data)/", re.IGNORECASE)
_SETTINGS = frozenset("hugo.toml hugo.yaml config.toml _config.yml conf.py pelicanconf.py mkdocs.yml zola.toml".split())


def is_page_name(path: str) -> bool:
    """Whether a file in a folder is a page, as its name says: one of its own, and no frame in another's folder."""
    return _PAGE.search(path) is not None and _PARTS.search(path) is None


def are_pages(paths: Sequence[str]) -> bool:
    """Whether the files of a folder are saved pages, and not the sources of a generator."""
    pages = sum(_SURE.search(path) is not None for path in paths)
    others = sum(_OTHER.search(path) is not None for path in paths)
    return pages > 0 and pages > others and not _SETTINGS & set(paths)
