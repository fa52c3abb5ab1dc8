"""Addresses of a place on the writer's own computer or network. Pure."""

import re
from typing import NamedTuple
from urllib.parse import unquote


class Mistake(NamedTuple):
    """What is wrong with a link, and how to mend it."""

    what: str
    mend: str


_LOCAL = re.compile(
    r"""(?:(?P<drive>/?[a-zA-Z]:[\\/]|[a-zA-Z]\|[\\/])|(?P<file>file:)|(?P<share>\\\\?[^\\/]+\\)
    |(?P<home>/(?:Users|home)/[^/]+/|/(?:private/)?(?:tmp|var/folders)/|/Volumes/|/mnt/|~/)
    |(?P<program>blob:|filesystem:|content:|cid:|mid:|webkit-fake-url:|(?:chrome|moz|safari-web)-extension:|chrome:
        |res:|ms-appx:|x-apple[\w-]*:|about:(?!blank$|srcdoc$)|view-source:|outlook:|onenote:)
    |(?P<host>(?:https?:|ftp:)?//(?:[^/@?\#]*@)?(?:localhost|127(?:\.\d+){1,3}|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}
        |172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.\d+){2}
        |\[::1?\]|\[f[cd][0-9a-f:]+\]|\[fe80[0-9a-f:%]*\]|[\w-]+(?:\.[\w-]+)*\.(?:local|localhost|lan|internal|intranet|corp|home|test))
        (?=[:/?\#]|$)))""",
    re.VERBOSE | re.IGNORECASE,
)
_FIRST = ("/", "\\", "~")
"""An address with no colon or bar that begins with none of these leads to something beside the page."""
_NAMES_A_FILE = re.compile(r"\.[a-zA-Z0-9]{2,5}\Z")
_BESIDE = "put the file beside the article, and name it here: {name}"
_WITHOUT_NAME = "put the file beside the article, and name it here"


def local_mistake(address: str) -> Mistake | None:
    """What is wrong with an address that no reader can reach; None if nothing is plainly wrong."""
    plain = unquote(address) if "%" in address else address
    if ":" not in plain and not plain.startswith(_FIRST) and "|" not in plain:
        return None
    found = _LOCAL.match(plain)
    if found is None or (found["home"] and not _NAMES_A_FILE.search(plain)):
        return None
    shown = plain if len(plain) <= 80 else plain[:80] + "…"  # noqa: PLR2004 - enough to know it by
    if found["host"]:
        return Mistake(
            f"a link to a computer that readers cannot reach: {shown}",
            "write the address at which the public finds it, or name the file inside content/",
        )
    if found["program"]:
        return Mistake(f"a link into another program, which holds there only: {shown}", _beside(address))
    return Mistake(f"a link to a file of one computer: {shown}", _beside(address))


def _beside(address: str) -> str:
    name = re.split(r"[\\/]", unquote(address))[-1]
    return _BESIDE.format(name=name) if re.fullmatch(r"[^:*?\"<>|]+\.\w{1,5}", name) else _WITHOUT_NAME
