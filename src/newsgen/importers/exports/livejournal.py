"""Exports of LiveJournal and its kin. What was for friends, or for nobody, is held back. Pure."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from newsgen.errors import UsageError
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.keeping import rest_of
from newsgen.importers.found.names import names_in
from newsgen.importers.found.opening import Material
from newsgen.importers.found.safe_xml import XmlError, local, read_xml

_USER = re.compile(r"<lj (?:user|comm)=[\"']?([\w-]++)[\"']?[^<>]*+>(?:</lj>)?", re.IGNORECASE)
_CUT = re.compile(r"</?lj-cut\b[^<>]*>|</?lj-raw>", re.IGNORECASE)
_ENTRIES = frozenset({"entry", "event"})


def read(material: Material) -> Iterator[Found]:
    """What an export has."""
    try:
        root = read_xml(material.content())
    except XmlError as error:
        raise UsageError(f"{material.name} cannot be read: {error}", mend="export it once more") from None
    for element in root:
        if local(element) in _ENTRIES:
            yield _found(material, element)
        else:
            material.pass_over(local(element))


_NO_WORDS = frozenset("itemid ditemid id eventtime logtime date security allowmask anum url reply_count state".split())


def _found(material: Material, element: Element) -> Found:
    # What others have written below it has parts of the same names.
    said: dict[str, str] = {}
    for part in element:
        if local(part) != "comments":
            leaves = (each for each in part.iter() if len(each) == 0)
            said.update({local(each): (each.text or "").strip() for each in leaves})
    number = said.get("ditemid") or said.get("itemid") or said.get("id") or ""
    text = _USER.sub(r'<a href="https://\1.livejournal.com/">\1</a>', said.get("event", ""))
    found = Found(
        key=f"livejournal:{number or said.get('eventtime')}",
        source=f"entry {number or said.get('eventtime')}",
        says=tostring(element, encoding="unicode"),
        title=said.get("subject", ""),
        text=_CUT.sub("", text),
        form=Form.LINES,
        date=material.dates.read(said.get("eventtime", "") or said.get("logtime", "")),
        address=said.get("url", ""),
    )
    found.fields["tags"] = names_in(said.get("taglist", ""), commas=True)
    found.extra |= {
        name: said[name] for name in ("current_mood", "current_music", "current_location") if said.get(name)
    }
    security = said.get("security", "public").lower() or "public"
    if security == "public" and said.get("allowmask", "0") not in {"", "0"}:
        security = "usemask"
    if rest := rest_of(element, found, but=_NO_WORDS):
        found.kept["rest"] = rest
    if security != "public":
        found.held_back = f"security: {security}"
    return found
