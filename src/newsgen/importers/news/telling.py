"""Whether a source holds items of news agencies, at first sight. Pure."""

import re

from newsgen.importers.tree import Tree, UnreadableError

_XML = re.compile(rb"<(?:\w+:)?(?:nitf|newsMessage|newsItem|packageItem|NewsML)[\s>]")
_URI = re.compile(rb"\"uri\"\s*:")
_NINJS = re.compile(
    rb"(?i)\"(?:versioncreated|pubstatus|firstcreated|body_x?html|bodies|headlines|infosources?|renditions)\"\s*:"
)
_SUFFIX = re.compile(r"(?i)\.(?:xml|nitf|newsml|ntf|json|ninjs)\Z")


def is_news(head: bytes) -> bool:
    """Whether a file that begins so is one."""
    begin = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").lstrip()
    if begin.startswith(b"<"):
        return _XML.search(begin[:4_000]) is not None
    return begin.startswith((b"{", b"[")) and _URI.search(head) is not None and _NINJS.search(head) is not None


def is_folder_of_news(tree: Tree) -> bool:
    """Whether a folder has such files."""
    found = next((path for path in tree.paths() if _SUFFIX.search(path)), "")
    try:
        return bool(found) and is_news(tree.read(found)[:65_536])
    except UnreadableError:
        return False
