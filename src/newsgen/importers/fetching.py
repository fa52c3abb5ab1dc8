"""Pictures, recordings and films that lie nowhere but on the network: fetched, and laid beside their stories. Pure.

What asks the network and keeps what came is `files.fetched`.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import unquote

from newsgen.importers.address_parts import parts_of_address
from newsgen.importers.beside import Names
from newsgen.importers.from_html.inline import target
from newsgen.importers.story import Story, Value
from newsgen.importers.tree import Packed


class Fetched(NamedTuple):
    """What came of an address."""

    file: Packed | None = None
    suffix: str = ""
    """Of files of its kind, without dot."""
    fault: str = ""
    """Why nothing came."""


@dataclass
class Fetching:
    """Gives stories the files that they show."""

    fetch: Callable[[str], Fetched | None]
    """What came of a web address; None where it is not asked for."""

    def take(self, story: Story) -> tuple[Story, tuple[str, ...]]:
        """The story with files in the place of web addresses, and what could not be fetched, with why."""
        names, moved, faults = Names(dict(story.files)), dict[str, str](), list[str]()
        for address in dict.fromkeys((*story.pictures, *_shown_in(story.fields))):
            if parts_of_address(address).scheme not in {"http", "https"}:
                continue
            fetched = self.fetch(address)
            if fetched is None:
                continue
            if fetched.file is None:
                faults.append(f"{address} was not fetched: {fetched.fault}")
                continue
            moved[address] = names.add(address, fetched.file, fetched.suffix)
        if not moved:
            return story, tuple(faults)
        story = replace(
            story,
            fields={key: _moved(value, moved) for key, value in story.fields.items()},
            text=_moved_text(story.text, moved),
            pictures=tuple(moved.get(address, address) for address in story.pictures),
            links=tuple(moved.get(address, address) for address in story.links),
            files=names.files,
        )
        return story, tuple(faults)


def _shown_in(fields: Mapping[str, Value]) -> Iterator[str]:
    """The addresses of pictures in front matter."""
    for name in ("image", "images"):
        value = fields.get(name, ())
        for each in value if isinstance(value, tuple) else (value,):
            address = each.get("src", "") if isinstance(each, Mapping) else each
            if isinstance(address, str) and "://" in address:
                yield address


def _moved(value: Value, moved: Mapping[str, str]) -> Value:
    if isinstance(value, str):
        return moved.get(value, value)
    if isinstance(value, tuple):
        return tuple(moved.get(each, each) for each in value)
    return {key: _moved(inner, moved) for key, inner in value.items()}


def _moved_text(text: str, moved: Mapping[str, str]) -> str:
    """The Markdown with names in the place of addresses, however these are spelled there."""
    spelled = {
        form: name
        for address, name in moved.items()
        for form in (address, target(address), html.escape(address), html.escape(unquote(address)))
    }
    longest_first = "|".join(re.escape(form) for form in sorted(spelled, key=len, reverse=True))
    pattern = re.compile(rf"""(?<![^\s(<"'=])(?:{longest_first})(?=[\s)>"']|\Z)""")
    return pattern.sub(lambda match: spelled[match[0]], text)
