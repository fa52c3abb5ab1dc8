"""Web addresses in running text become links, without the stops and brackets that belong to the sentence."""

import re

from newsgen.renderer.text_of import AS_TYPED, sub_in_text
from newsgen.renderer.typed import CJK

_VOWELS_AND_TONES = (
    "\u0300-\u036f\u0591-\u05bd\u05c1\u05c2\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd"
    "\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b4d\u0b82\u0bbe-\u0bcd"
    "\u0c00-\u0c04\u0c3c-\u0c4d\u0c81-\u0c83\u0cbc-\u0ccd\u0d00-\u0d03\u0d3b-\u0d4d\u0d81-\u0d83\u0dca-\u0ddf"
    "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
)
"""Marks that stand on a letter or beside it, of Thai, Hindi, Arabic …: no word characters to Python."""
# An ideograph belongs to an address only where a part of the path begins with one: else the sentence goes on.
_ADDRESS = re.compile(
    rf"(?<![@./:=&?_-])(?<![^\W{CJK}])(?P<scheme>(?i:https?)://|(?i:www)\.(?=[^\W_][\w-]*\.))(?=\w)"
    rf"(?:[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=%]|&amp;|[^\W\x00-\x7f{CJK}]|[{_VOWELS_AND_TONES}]|(?<=[^\W\x00-\x7f]|[{_VOWELS_AND_TONES}])[\u200c\u200d](?=\w)|(?<=[/=_-])[{CJK}]+)+"
)
_CLOSES = {")": "(", "]": "["}
_OPENS = {opening: closing for closing, opening in _CLOSES.items()}
_STOPS = frozenset("?!.,:;*_~'")


def link_addresses(rendered: str) -> str:
    """The HTML with links of the addresses that stand in its text."""
    if "://" not in rendered and "www." not in rendered.lower():
        return rendered
    return sub_in_text(_ADDRESS, _link, rendered, AS_TYPED | {"a", "button"})


def _link(found: re.Match[str]) -> str:
    address = _without_stops(found[0])
    if len(address) <= len(found["scheme"]):
        return found[0]
    target = address if "://" in found["scheme"] else f"https://{address}"
    return f'<a href="{target}">{address}</a>{found[0][len(address) :]}'


def _without_stops(address: str) -> str:
    """The address without the signs at its end that belong to the sentence; a bracket that it opened is its own."""
    surplus = {closing: address.count(closing) - address.count(opening) for closing, opening in _CLOSES.items()}
    end = len(address)
    while end:
        last = address[end - 1]
        if last in _OPENS:
            surplus[_OPENS[last]] += 1
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif address.endswith("&amp;", 0, end):
            end -= len("&amp")
        elif last not in _STOPS:
            break
        end -= 1
    return address[:end]
