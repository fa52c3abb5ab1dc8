"""Exports of Movable Type and TypePad: text with names before colons, and lines of hyphens between its parts. Pure."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from newsgen.importers.found.addresses import common_host, host_of
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.opening import Material

_ENTRY = re.compile(r"^--------[ \t]*$", re.MULTILINE)
_PART = re.compile(r"^-----[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"(?P<name>[A-Z][A-Z ]*[A-Z]):[ \t]?(?P<value>.*)")
_PRIVATE = re.compile(r"(?:.* )?(?:EMAIL|MAIL|IP)(?: .*)?")
_ASKED = frozenset({"ALLOW COMMENTS", "ALLOW PINGS", "CONVERT BREAKS", "NO ENTRY"})
Lines = Mapping[str, Sequence[str]]


def read(material: Material) -> Iterator[Found]:
    """What an export has."""
    entries = [entry for entry in _ENTRY.split(material.text()) if entry.strip()]
    heads = [_head(_PART.split(entry, maxsplit=1)[0]) for entry in entries]
    if host := common_host(address for head in heads for address in head.get("UNIQUE URL", ())):
        material.hosts.add(host)
    # Its dates have the month first; 13/01/2002 is told by itself.
    material.dates = replace(material.dates, day_first=False)
    yield from (_found(material, number, entry) for number, entry in enumerate(entries, 1))


def _lines(text: str) -> tuple[dict[str, list[str]], str]:
    """The lines with names at the beginning of a text, and the rest."""
    found: dict[str, list[str]] = {}
    lines = text.strip("\n").split("\n")
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line)
        if match is None:
            return found, "\n".join(lines[number:]).strip("\n")
        found.setdefault(match["name"], []).append(match["value"].strip())
    return found, ""


def _head(text: str) -> dict[str, list[str]]:
    """The lines above all parts of an entry, with empty ones between them."""
    return _lines("\n".join(line for line in text.split("\n") if line.strip()))[0]


def _found(material: Material, number: int, entry: str) -> Found:
    begin, *parts = _PART.split(entry)
    head = _head(begin)

    def said(name: str) -> str:
        return next(iter(head.get(name, ())), "")

    texts: dict[str, str] = {}
    comments: list[Mapping[str, str]] = []
    pings: list[Mapping[str, str]] = []
    for part in parts:
        name, _, rest = part.strip("\n").partition("\n")
        name = name.strip().removesuffix(":")
        if name in {"COMMENT", "PING"}:
            lines, text = _lines(rest)
            told = {
                key.lower(): values[0]
                for key, values in lines.items()
                if not _PRIVATE.fullmatch(key) and not values[0].lower().startswith("mailto:")
            }
            (comments if name == "COMMENT" else pings).append({**told, "text": text})
        elif rest.strip():
            texts[name] = rest.strip("\n")
    breaks = said("CONVERT BREAKS").lower()
    found = Found(
        key=f"movable-type:{said('UNIQUE URL') or said('BASENAME') + said('DATE') or said('TITLE')}",
        source=f"entry {number}",
        says=entry,
        title=said("TITLE"),
        text="\n\n".join(texts[name] for name in ("BODY", "EXTENDED BODY") if name in texts),
        form=Form.MARKDOWN
        if "markdown" in breaks
        else Form.HTML
        if breaks in {"0", "richtext", "none"}
        else Form.LINES,
        date=material.dates.read(said("DATE")),
        address=said("UNIQUE URL") if host_of(said("UNIQUE URL")) else "",
        summary=texts.get("EXCERPT", ""),
        name=said("BASENAME"),
    )
    found.fields["authors"] = tuple(filter(None, [said("AUTHOR")]))
    sections = (*head.get("PRIMARY CATEGORY", ()), *head.get("CATEGORY", ()))
    found.fields["sections"] = tuple(dict.fromkeys(filter(None, sections)))
    found.fields["tags"] = _tags(said("TAGS")) + _tags(texts.get("KEYWORDS", "").replace("\n", ","))
    if said("STATUS").lower() not in {"publish", "future", "scheduled"}:
        found.held_back = f"status: {said('STATUS') or 'none'}"
    known = {"AUTHOR", "TITLE", "DATE", "STATUS", "PRIMARY CATEGORY", "CATEGORY", "TAGS", "BASENAME", "UNIQUE URL"}
    found.kept |= {
        name.lower(): values
        for name, values in head.items()
        if name not in known | _ASKED and not _PRIVATE.fullmatch(name)
    }
    rest = {
        name.lower(): text
        for name, text in texts.items()
        if name not in {"BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS"}
    }
    found.kept |= rest | ({"comments": comments} if comments else {}) | ({"pings": pings} if pings else {})
    return found


def _tags(typed: str) -> tuple[str, ...]:
    rows = csv.reader([typed], skipinitialspace=True)
    return tuple(dict.fromkeys(tag.strip() for row in rows for tag in row if tag.strip()))
