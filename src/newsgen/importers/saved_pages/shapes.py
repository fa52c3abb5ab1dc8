"""The pattern of the addresses of a site's stories, by which others are told. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address, without_index
from newsgen.importers.saved_pages import evidence

_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_SEVERAL = re.compile(r"a(?:[-_+.]a)+")
_FEWEST = 4
_SHARE = 0.08
"""Pages whose addresses are of one pattern, in parts of all, by which stories may have it."""


def shape_of(address: str) -> str:
    """An address without what tells one story from another: a sign for each word and each number."""
    parts = parts_of_address(address)
    path = _WORD.sub("a", _DIGITS.sub("0", unquote(without_index(parts.path))))
    asked = "&".join(sorted(each.partition("=")[0] for each in parts.query.split("&"))) if parts.query else ""
    return f"{_SEVERAL.sub('a-a', path).rstrip('/')}?{asked}"


def usual_shapes(addresses: Iterable[str]) -> frozenset[str]:
    """The patterns that many addresses of a site have, without those under which sites have lists."""
    known = [each for each in addresses if each and not evidence.is_list_address(each)]
    counts = Counter(map(shape_of, known))
    return frozenset(shape for shape, count in counts.items() if count >= max(_FEWEST, _SHARE * len(known)))
