"""Sizes in which one picture lies at several addresses. Pure."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

_PART = re.compile(r"(?<=/)(?:s\d{2,4}|w\d{1,4}-h\d{1,4}|h\d{2,4}|w\d{2,4})(?:-[a-z0-9-]{1,40})?/(?=[^/]+\Z)")
"""A folder of Blogger, `/s72-c/`."""
_END = re.compile(r"=(?:s|w|h)\d{1,4}(?:-[\w-]{1,60})?\Z")
"""Of Google's newer addresses, `=s1600`, `=w640-h480`."""
_NAME = re.compile(r"(?:-\d{2,5}x\d{2,5}|-scaled|@[23]x|_(?:thumb|small|medium|large|[smtbqzonk]))(?=\.\w{2,5}\Z)")
"""In the name of a file: `-150x150`."""
_QUESTION = frozenset(
    "w h width height resize fit size crop quality q ssl strip zoom format auto dpr name imwidth imheight".split()
)
_SERVER = re.compile(r"\A(?:www\.|\d+\.(?=bp\.blogspot\.)|lh\d\.(?=ggpht\.|googleusercontent\.)|i\d\.wp\.com/)")


def without_size(address: str) -> str:
    """What is the same in the addresses of one picture in several sizes; no address."""
    typed = address.strip().replace("&amp;", "&")
    try:
        parts = urlsplit(typed)
    except ValueError:
        return typed
    path = _NAME.sub("", _END.sub("", _PART.sub("", parts.path)))
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key.lower() not in _QUESTION]
    return f"{_SERVER.sub('', f'{parts.netloc.lower()}{path}')}?{urlencode(kept)}"


def stands_in(address: str, pictures: Iterable[str]) -> bool:
    """Whether one of some pictures is the same as another, in whatever size."""
    wanted = without_size(address)
    return bool(address.strip()) and any(without_size(each) == wanted for each in pictures)
