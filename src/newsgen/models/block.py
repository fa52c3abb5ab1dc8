"""What the templates of blocks and of embeds are given: templates/blocks/ and templates/embeds/.

The fields are what a theme designer may use; docs/templates.md lists each of them. Texts are plain, but where a field
says that it is HTML.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsgen.models.body import BodyPicture

_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_START = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,6})s?)?")


@dataclass(frozen=True, slots=True)
class BlockLink:
    """A link inside a block."""

    title: str
    """Of a link without words, a picture, the name of the file."""
    url: str


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """A piece of a block that begins with a heading."""

    title: str
    """HTML: the heading, without the time at its beginning."""
    anchor: str
    """The id of the heading, by which it can be linked to."""
    html: str
    """HTML: what stands below it."""
    day: str = ""
    """``2026-11-24``, where the heading begins with a day and a time."""
    time: str = ""
    """``14:30``, or ``14:30:45``, where it begins with one."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a story."""

    name: str
    title: str
    """What stands behind its name; may be empty."""
    attributes: Mapping[str, str]
    """What stands in its braces: ``class``, ``id``, ``lang`` and others."""
    html: str
    """HTML: what stands in it."""
    links: tuple[BlockLink, ...]
    """The links in it."""
    pictures: tuple[BodyPicture, ...]
    """The pictures in it."""
    entries: tuple[BlockEntry, ...]
    """Its pieces, if it has headings: each from one heading of the first one's level to the next.

    Headings inside other elements, and in blocks in it, begin none.
    """
    lead: str = ""
    """HTML: what stands before the first entry; empty where there is none."""
    files: tuple[BlockLink, ...] = ()
    """The first recording to which it links, in each of its formats; or, if no link leads to one, its first link."""
    poster: BodyPicture | None = None
    """A picture that stands beside the files, without words."""
    rest: str = ""
    """HTML: what stands in it besides the files and the poster; paragraphs that have words are left whole."""

    @property
    def newest_first(self) -> tuple[BlockEntry, ...]:
        """The entries by their days and times, the newest first; of one time in the order in which they stand."""
        day, dated = "", []
        for entry in self.entries:
            day = entry.day or day
            dated.append((day, entry.time, entry))
        return tuple(entry for _, _, entry in sorted(dated, key=lambda each: each[:2], reverse=True))


@dataclass(frozen=True, slots=True)
class EmbedView:
    """An address that stands alone on its line, at a host that templates/embeds/ knows."""

    url: str
    host: str
    """Without ``www.``."""
    path: tuple[str, ...]
    """The parts of its path, decoded."""
    query: Mapping[str, str]
    fragment: str

    @property
    def start(self) -> int:
        """The second at which to begin, after ``t=90``, ``t=1m30s`` or ``start=90``; 0 where there is none."""
        typed = self.query.get("t") or self.query.get("start") or self.fragment.removeprefix("t=")
        found = _START.fullmatch(typed)
        hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
        return 3600 * hours + 60 * minutes + seconds

    def is_id(self, text: str) -> bool:
        """Whether a text has nothing but letters and digits of ASCII, ``-`` and ``_``: it needs no encoding."""
        return _ID.fullmatch(text) is not None

    def is_number(self, text: str) -> bool:
        """Whether it has nothing but digits of ASCII."""
        return text.isascii() and text.isdigit()
