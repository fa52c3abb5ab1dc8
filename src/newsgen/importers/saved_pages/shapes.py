"""The pattern of the addresses of a site's stories, by which others are told. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address, without_index
from newsgen.importers.saved_pages import evidence

_NAMES = re.compile(r"[^\W_]+")
_SEVERAL = re.compile(r"[a0](?:[-_+.][a0])+")
_LONGEST_SUFFIX = 5
_FEWEST = 4
_COVERED = 0.8
"""Pages whose addresses have such patterns, in parts of all."""
_SHARE = 0.08
"""Pages whose addresses are of one pattern, in parts of all, by which stories may have it."""


def shape_of(address: str) -> str:
    """An address without what tells one story from another: a sign for each word, each number, and several of them."""
    parts = parts_of_address(address)
    folders, _, name = unquote(without_index(parts.path)).rstrip("/").rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    if not suffix.isalnum() or suffix.isdecimal() or len(suffix) > _LONGEST_SUFFIX or not dot:
        stem, suffix = name, ""
    path = "/".join(_SEVERAL.sub("w", _NAMES.sub(_sign, each)) for each in (*folders.split("/"), stem))
    asked = "&".join(sorted(each.partition("=")[0] for each in parts.query.split("&"))) if parts.query else ""
    return f"{path}.{suffix.lower()}?{asked}"


def _sign(match: re.Match[str]) -> str:
    return "0" if match[0].isdecimal() else "a"


def usual_shapes(addresses: Iterable[str]) -> frozenset[str]:
    """The patterns that many addresses of a site have, without those under which sites have lists.

    None where too many have another one: there addresses tell nothing.
    """
    known = [each for each in addresses if each and not evidence.is_list_address(each)]
    counts = Counter(map(shape_of, known))
    usual = {shape: count for shape, count in counts.items() if count >= max(_FEWEST, _SHARE * len(known))}
    return frozenset(usual) if sum(usual.values()) >= _COVERED * len(known) else frozenset()
