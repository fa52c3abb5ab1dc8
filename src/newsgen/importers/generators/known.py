"""A text that becomes a story, and what its folder says of it. Pure."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.fields import Said
from newsgen.importers.generators.patterns import About
from newsgen.importers.generators.selection import ARTICLE, DRAFT, Entry
from newsgen.importers.generators.site import Site


@dataclass
class Known:
    """A text that becomes a story."""

    entry: Entry
    said: Said
    kind: str
    address: str = ""
    """Its old one; else newsgen's own."""
    is_old: bool = False
    is_unmoved: bool = False
    """Whether newsgen's own address is the old one."""
    name: str = ""
    folder: str = ""
    version: str = ""
    """What all versions of it in other languages have in common."""
    aliases: list[str] = field(default_factory=list)


def about_of(site: Site, known: Known, typed: Mapping[str, Any]) -> About:
    """What the old address of a text may hang on; ``typed`` are its fields."""
    entry, said = known.entry, known.said
    title = str(said.fields["title"])
    if site.generator == "pelican":
        is_post = known.kind == "article"
    else:
        is_post = entry.role in {ARTICLE, DRAFT} or (known.kind == "article" and site.generator == "nikola")
    day, clock = _in_zone_of(site, said)
    lang = str(said.fields.get("lang", "")) or site.language
    return About(entry, is_post, title, {**typed, "title": title}, day, clock, _categories(entry, typed), lang)


def _in_zone_of(site: Site, said: Said) -> tuple[tuple[int, int, int] | None, tuple[int, int, int]]:
    """The day and the time by which addresses are made: Jekyll and Hexo turn them into the zone of their settings."""
    zone = text_of(site.config, "timezone") if site.generator in {"jekyll", "hexo"} else ""
    typed = str(said.fields.get("date", ""))
    if zone and said.day:
        with suppress(ValueError, KeyError, OSError, OverflowError):
            moment = datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d\Z)", "", typed))
            if moment.tzinfo is not None:
                moment = moment.astimezone(ZoneInfo(zone))
                return (moment.year, moment.month, moment.day), (moment.hour, moment.minute, moment.second)
    return said.day, said.clock


def _categories(entry: Entry, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """The categories of a post as addresses have them: folders above it, then those that it names."""
    folders = entry.path.removeprefix(entry.prefix).split("/")[:-1]
    names = folders[: folders.index("_posts")] if "_posts" in folders else []
    for key in ("category", "categories"):
        value = typed.get(key)
        if isinstance(value, str) and value.strip():
            names += [value.strip()] if key == "category" else value.split()
        elif isinstance(value, list):
            for each in value:
                names += [str(inner) for inner in each] if isinstance(each, list) else [str(each)]
    return tuple(dict.fromkeys(name for name in names if name))
