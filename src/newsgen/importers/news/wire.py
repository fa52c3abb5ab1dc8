"""What items of all formats have in common. Pure."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.importers.found.item import Found

_ROUTINE = 5
"""IPTC's urgency of most news; 1 is the most urgent."""
_GENRES = frozenset("analysis background editorial interview letter obituary opinion report review satire".split())


@dataclass
class Wire:
    """An item."""

    found: Found
    version: str = ""
    """The later one is greater."""
    is_text: bool = True
    uri: str = ""
    release: str = ""
    """Before which nobody was to see it."""
    pictures: list[str] = field(default_factory=list)
    """Identities of pictures that stand in items of their own."""

    def is_before(self, other: "Wire") -> bool:
        """Whether another version of this item is the newer one; of two that cannot be told apart, the other."""
        own, its = self.version, other.version
        if own.isdecimal() and its.isdecimal():
            return int(own) <= int(its)
        if own and its and not own.isdecimal() and not its.isdecimal():
            return own <= its
        return (self.found.updated or self.found.date) <= (other.found.updated or other.found.date)


def figure(image: Mapping[str, str]) -> str:
    """A picture of a text as HTML, of parts that are HTML but for the address."""
    caption = " | ".join(filter(None, [image["caption"], image["credit"]]))
    shown = f'<img src="{html.escape(image["src"])}" alt="{image["alt"]}">'
    return f"<figure>{shown}<figcaption>{caption}</figcaption></figure>"


def set_urgency(found: Found, typed: str) -> None:
    """Makes the weight of a story of its urgency."""
    if typed.strip().isdecimal() and len(typed) < 3:  # noqa: PLR2004 - digits
        found.extra["urgency"] = typed.strip()
        if (weight := _ROUTINE - int(typed)) > 0:
            found.fields["weight"] = str(weight)


def set_genre(found: Found, typed: str) -> None:
    """Sets what kind of story it is, if newsgen has a word for it."""
    if typed.casefold() in _GENRES:
        found.fields["genre"] = typed.casefold()
    elif typed:
        found.extra["genre"] = typed
