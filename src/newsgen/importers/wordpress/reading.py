"""What the text of a post may ask of its site, and what came of it. Pure."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from newsgen.importers.wordpress.index import SiteIndex


@dataclass(frozen=True, slots=True)
class Site:
    """What a post's text may ask of its site."""

    media: Callable[[str], tuple[str, str, str] | None]
    """As in Shortcodes."""
    block: Callable[[str], str]
    """Number of a reusable block to its text; empty where the export has none."""
    table: Callable[[str], str] = lambda _number: ""
    """Number of a table of TablePress to its HTML; empty where the export has none."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Of the post."""
    address: Callable[[str], str] = lambda address: address
    """A link or the address of a picture, as the story is to have it."""


def site_of(index: SiteIndex, address: Callable[[str], str], meta: Mapping[str, str] | None = None) -> Site:
    """What a text may ask of the site that an export is of.

    Args:
        index: What the export says.
        address: A link or the address of a picture, to what the story is to have.
        meta: That of the post.
    """

    def media(number: str) -> tuple[str, str, str] | None:
        found = index.media.get(number)
        return (found.address, found.alt or found.title, found.caption) if found else None

    return Site(
        media,
        lambda number: index.blocks.get(number, ""),
        lambda number: index.tables.get(number, ""),
        meta or {},
        address,
    )


@dataclass
class Content:
    """What came of one text."""

    text: str
    """Markdown."""
    said: str
    """Its words, told another way than by the conversion."""
    pages: int = 1
    reused: int = 0
    """How many reusable blocks were filled in."""
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    """Addresses as the story is to have them."""
    left_out: list[tuple[str, str]] = field(default_factory=list)
    unknown: Counter[str] = field(default_factory=Counter)
    """Shortcodes and blocks that no rule knows: they are kept as comments."""
    unsure: list[str] = field(default_factory=list)
    """Words of shortcodes that no rule knows, which readers may have seen."""
    beside: list[str] = field(default_factory=list)
    """What was left out, as it was typed: it is kept beside the story."""
