"""Web addresses in running text become links, without the stops and brackets that belong to the sentence."""

import re

from newsgen.renderer.text_of import AS_TYPED, sub_in_text
from newsgen.renderer.typed import CJK

# An ideograph belongs to an address only where a part of the path begins with one: else the sentence goes on.
_ADDRESS = re.compile(
    rf"(?<![@./:=&?_-])(?<![^\W{CJK}])(?P<scheme>(?i:https?)://|(?i:www)\.(?=[^\W_][\w-]*\.))(?=\w)"
    rf"(?:[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=%]|&amp;|[^\W\x00-\x7f{CJK}]|(?<=[/=_-])[{CJK}]+)+"
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
