"""What export a source is, at first sight. Pure."""

import re
from collections.abc import Iterable, Sequence

_GHOST = re.compile(rb"\"(?:posts_tags|posts_authors|posts_meta|mobiledoc|lexical|exported_on)\"\s*:|__GHOST_URL__")
_GHOST_FILE = re.compile(r"(?:.*[/.])?ghost[\w.-]*\.json")
_SUBSTACK_LIST = re.compile(r"(?:[^/]+/)?posts\.csv")
MEDIUM_POST = re.compile(
    r"(?:[^/]+/)?posts/(?P<begin>\d{4}-\d\d-\d\d|draft)_(?P<name>.*?)(?<!-)-++(?P<id>[0-9a-f]{8,14})\.html"
)
"""The path of a post of Medium."""
_TUMBLR_FILE = re.compile(r"(?:[^/]+/){0,2}posts\.xml")
_TUMBLR = re.compile(rb"<tumblr[\s>]")
_TUMBLR_JSON = re.compile(rb"\"(?:tumblelog|blog_name|reblog_key)\"\s*:")
_TUMBLR_POST = (
    re.compile(rb"\"post_url\"\s*:"),
    re.compile(rb"\btumblr\.com\b|\"(?:trail|note_count|layout|is_blocks_post_format|recommended_source)\"\s*:"),
)
"""What posts have that were cut down to what somebody wanted of them."""
_BEGIN = b"\xef\xbb\xbf \r\n\t"
_LIVEJOURNAL = re.compile(rb"<livejournal[\s>]")
_MOVABLE_TYPE = re.compile(rb"^(?:AUTHOR|TITLE): .*$", re.MULTILINE)
_BODY = re.compile(rb"^-----\s*\n(?:EXTENDED )?BODY:", re.MULTILINE)


def ghost_file(paths: Iterable[str]) -> str:
    """The file of an export of Ghost; empty where there is none."""
    return _first(_GHOST_FILE, paths)


def substack_list(paths: Iterable[str]) -> str:
    """The list of posts in an export of Substack; empty where there is none."""
    return _first(_SUBSTACK_LIST, paths)


def tumblr_file(paths: Iterable[str]) -> str:
    """The file of posts in an export of Tumblr; empty where there is none."""
    return _first(_TUMBLR_FILE, paths)


def _first(form: re.Pattern[str], paths: Iterable[str]) -> str:
    return next((path for path in paths if form.fullmatch(path)), "")


def is_ghost(head: bytes, paths: Sequence[str]) -> bool:
    """An export of Ghost."""
    if paths:
        return bool(ghost_file(paths))
    return head.lstrip(_BEGIN).startswith(b"{") and _GHOST.search(head) is not None


def is_substack(paths: Sequence[str]) -> bool:
    """An export of Substack."""
    return bool(substack_list(paths))


def is_medium(paths: Sequence[str]) -> bool:
    """An export of Medium."""
    return bool(_first(MEDIUM_POST, paths))


def is_tumblr(head: bytes, paths: Sequence[str]) -> bool:
    """An export of Tumblr: posts in XML or in JSON, also those that an answer of its servers holds."""
    if paths:
        return bool(tumblr_file(paths))
    head = head.lstrip(_BEGIN)
    if not head.startswith((b"{", b"[")):
        return _is_xml_of(_TUMBLR, head)
    return _TUMBLR_JSON.search(head) is not None or all(mark.search(head) for mark in _TUMBLR_POST)


def is_livejournal(head: bytes) -> bool:
    """An export of LiveJournal."""
    return _is_xml_of(_LIVEJOURNAL, head.lstrip(_BEGIN))


def is_movable_type(head: bytes) -> bool:
    """An export of Movable Type or TypePad."""
    head = head.replace(b"\r\n", b"\n")
    return _MOVABLE_TYPE.search(head[:2_000]) is not None and _BODY.search(head) is not None


def _is_xml_of(root: re.Pattern[bytes], head: bytes) -> bool:
    """Whether it is a document with this element at its root: a text may speak of one."""
    return head.startswith(b"<") and root.search(head[:2_000]) is not None
