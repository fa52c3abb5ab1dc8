"""Addresses of pictures that a program makes smaller on the way: which picture each of them shows. Pure."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote

from newsgen.importers.address_parts import parts_of_address

_PICTURE = re.compile(r"(?i)\.(?:jpe?g|png|gif|webp|avif)\Z")
_KEYS = frozenset("url src u image img imageurl image_url source uri path file href".split())
"""Parts of a query that have the address of the picture: ``/_next/image?url=…``, ``timthumb.php?src=…``."""
_WHOLE = re.compile(r"(?i)\bhttps?(?::/{1,2}|%3A%2F%2F)")
"""An address within the path of another, as Cloudinary and others have it behind ``/image/fetch/…/``."""
_BEFORE = re.compile(
    r"(?i).*?/(?:cdn-cgi/image|_ipx|_image|image/fetch|unsafe|thumbor)/(?P<rest>.+)|"
    r"/(?P<signed>[A-Za-z0-9_-]{27}=/.+)"
)
"""What stands before sizes and the path of the picture: Cloudflare, Nuxt, Cloudinary, Thumbor."""
_HOST = re.compile(r"(?i)(?:[a-z0-9-]+\.)+[a-z]{2,18}")
_PHOTON = re.compile(r"(?i)i\d\.wp\.com\Z")
_ON_HOSTS = re.compile(r"(?i)(?:.*\.)?(?:imgix\.net|gumlet\.io|twic\.pics|imagekit\.io|cloudimg\.io)\Z")
"""Services that have the pictures of a site under the same paths as it."""
_SIZE = re.compile(r"(?i)(?:w|h|q|width|height|size|quality|resize|fit|crop|dpr|fm|format|auto|zoom|mw|mh)(?:=|\Z)")
_MOST_STEPS = 12
"""Sizes and other settings before the path of a picture."""
_MOST_NESTED = 3


def originals_of(address: str) -> list[str]:
    """The addresses of the picture that another one shows in some size, the likeliest first; none for most.

    A path (``/media/a.jpg``) is one on the host of the address, or on that of the page.
    """
    found: list[str] = []
    wave = [address]
    for _ in range(_MOST_NESTED):
        wave = [each for one in wave for each in _inside(one) if each != address and each not in found]
        found += dict.fromkeys(wave)
    return found


def original_of(address: str) -> str:
    """The address of the picture that another one says to show; empty where it does not say so for sure."""
    found = ""
    for _ in range(_MOST_NESTED):
        inner = next(_told(found or address), "")
        if not inner or inner in {found, address}:
            break
        found = inner
    return found


def serves_others(address: str) -> bool:
    """Whether an address is that of a service which makes sizes of the pictures of other sites."""
    return _ON_HOSTS.match(parts_of_address(address).netloc) is not None


def _inside(address: str) -> Iterator[str]:
    yield from _told(address)
    parts = parts_of_address(address)
    if _ON_HOSTS.match(parts.netloc):
        yield parts.path
    elif not _WHOLE.search(parts.path) and (match := _BEFORE.fullmatch(parts.path)):
        yield from _behind_sizes(match["rest"] or match["signed"])


def _told(address: str) -> Iterator[str]:
    """The address that stands in another as a whole."""
    parts = parts_of_address(address)
    for key, value in parse_qsl(parts.query):
        if key.lower() in _KEYS and _is_address(value):
            host = value.partition("/")[0]
            yield f"https://{value}" if _HOST.fullmatch(host) and not _PICTURE.search(host) else value
    if match := _WHOLE.search(parts.path):
        rest = unquote(parts.path[match.start() :]) if "%" in match[0] else parts.path[match.start() :]
        query = f"?{parts.query}" if parts.query else ""
        yield re.sub(r"\A(https?):/+", r"\1://", rest, flags=re.IGNORECASE) + query
    elif _PHOTON.match(parts.netloc) and "/" in parts.path.strip("/"):
        yield f"https://{parts.path.lstrip('/')}"


def _behind_sizes(path: str) -> Iterator[str]:
    """What may be the path of the picture, behind its sizes; the longer first, but for that with a host."""
    steps = unquote(path).split("/")
    most = min(len(steps), _MOST_STEPS)
    if not _PICTURE.search(steps[-1]):
        return
    for at in range(1, most - 1):
        if _HOST.fullmatch(steps[at]) and not _PICTURE.search(steps[at]):
            yield f"https://{'/'.join(steps[at:])}"
    for at in range(1, most):
        yield f"/{'/'.join(steps[at:])}"


def _is_address(value: str) -> bool:
    """Whether a value of a query is the address of a picture."""
    return bool(re.match(r"(?i)(?:https?:)?//[^/\s]+/\S", value) or _PICTURE.search(parts_of_address(value).path))


def names_in_files(path: str, query: str) -> list[str]:
    """The names under which crawlers keep what has a query: as it is typed, with ``@`` on Windows, or decoded."""
    if not query:
        return []
    whole = query.replace("/", "%2F")
    kept = dict.fromkeys((whole, query, unquote(whole).replace("/", "%2F")))
    return [f"{path}{mark}{each}" for mark in "?@" for each in kept]


def picture_name(path: str, query: str) -> str:
    """The path from which a picture with a query gets its name: of what it shows, or its own."""
    shown = originals_of(f"{path}?{query}")
    return next((place for each in shown if _PICTURE.search(place := parts_of_address(each).path)), path)


def without_size(address: str) -> str:
    """An address by which two sizes of one picture are known: without what its query asks of it."""
    path, _, query = address.partition("?")
    if not query or _PICTURE.search(path):
        return path
    if shown := originals_of(f"/{path}?{query}"):
        return f"{path}?{shown[0]}"
    asked = [each for each in query.split("&") if not _SIZE.match(each)]
    return f"{path}?{'&'.join(asked)}" if asked else path
