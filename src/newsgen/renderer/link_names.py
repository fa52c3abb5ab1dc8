"""Links by the name of an address, ``[the law][ref]``: those whose name nothing defines, and names defined twice. Pure.

Neither is an error to Markdown: it shows them as they were typed.
"""

import re
from typing import NamedTuple

from newsgen.renderer.code_ranges import find_outside_code
from newsgen.renderer.dialects import folded
from newsgen.renderer.text_of import shown_text
from newsgen.renderer.typed import holds


class LinkName(NamedTuple):
    """A name, and where in the text it is wrong."""

    at: int
    name: str


_BY_NAME = re.compile(
    r"(?<![A-Za-z0-9_\])\\])(?P<picture>!?)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]\n]{0,200}\]){1,500})\]"
    r"\[(?!\^)(?P<name>[^\[\]\n]{0,200})\](?![\[(:])"
)
_DEFINES = re.compile(
    r"^[ >]{0,6}\[(?P<name>[^\[\]^\n][^\[\]\n]{0,200})\]:[ \t]*"
    r"(?P<address><[^<>\n]*>|(?=[a-z][a-z0-9+.-]*:|[/#.]|[^\s]+\.[a-z]{2,5}\b)[^\s]+)[ \t]*(?:$|[\"'(])",
    re.MULTILINE | re.IGNORECASE,
)
_USED = re.compile(r"\[([^\[\]]{1,200})\](?!:)")
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_.:-]*")


def undefined_names(text: str, rendered: str) -> list[LinkName]:
    """Of links that the page shows as they were typed, since nothing defines their name: the first by each name.

    Two brackets beside each other may be an editor's as well, or cite two sources. They are a link where the story
    defines addresses for others, or where hardly anybody would cite or remark anything in that way.
    """
    if not holds(rendered, "]["):
        return []
    defined = {folded(definition["name"]) for definition in _DEFINES.finditer(text)}
    shown = shown_text(rendered)
    found: dict[str, LinkName] = {}
    for link in find_outside_code(_BY_NAME, text):
        name = " ".join((link["name"] or link["text"]).split())
        is_shown = (f"][{link['name']}]" if link["name"] else link[0]) in shown
        if is_shown and folded(name) not in defined and _is_a_link(link, has_others=bool(defined)):
            found.setdefault(folded(name), LinkName(link.start(), name))
    return list(found.values())


def _is_a_link(link: re.Match[str], *, has_others: bool) -> bool:
    if link["picture"] or not link["name"]:
        return True
    if not _LETTER.search(link["text"]):
        return False
    return has_others or (
        _LETTER.search(link["name"]) is not None
        and (" " in link["text"].strip() or _PLAIN_NAME.fullmatch(link["name"]) is not None)
    )


def second_addresses(text: str) -> list[LinkName]:
    """Definitions of names that links use, where one before them gives the name another address."""
    if not holds(text, "]:"):
        return []
    first: dict[str, str] = {}
    second = [
        LinkName(definition.start("name") - 1, definition["name"])
        for definition in find_outside_code(_DEFINES, text)
        if first.setdefault(folded(definition["name"]), definition["address"]) != definition["address"]
    ]
    used = {folded(label[1]) for label in find_outside_code(_USED, text)} if second else ()
    return [found for found in second if folded(found.name) in used]
