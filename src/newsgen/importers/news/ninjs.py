"""Items of ninjs, IPTC's news in JSON, versions 1 to 3. Pure."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.keeping import kept_of
from newsgen.importers.found.names import authors_in, names_in
from newsgen.importers.news.wire import Wire, figure, set_genre, set_urgency

Item = Mapping[str, Any]
_LISTS = {
    "tags": ("subject", "subjects", "keywords"),
    "people": ("person", "people"),
    "organizations": ("organisation", "organisations", "organization"),
    "places": ("place", "places"),
    "sources": ("infosource", "infosources"),
}
_USABLE = frozenset({"", "usable", "published", "publish", "public"})
_BODIES = ("body_html", "body_xhtml", "body_sthtml", "body_text")
_IN_FIELDS = frozenset(
    """uri type mimetype representationtype version versioncreated firstcreated contentcreated pubstatus urgency
    language slugline located standard $standard charcount wordcount embargoed renditions""".split()
)
"""What stands in fields, or says nothing of the story. Of the others it is kept what no field has, codes above all."""


def is_item(said: object) -> bool:
    """Whether some JSON is an item."""
    return isinstance(said, dict) and "uri" in said


def read_item(typed: Item, dates: DateReader, source: str) -> Wire:
    """An item."""
    item = {key.lower(): value for key, value in typed.items()}
    found = Found(f"ninjs:{item['uri']}", source, json.dumps(typed, sort_keys=True, default=str))
    found.title = html.escape(
        _text(item, "headline") or _valued(item, "headlines") or _text(item, "title"), quote=False
    )
    _set_body(found, item)
    found.summary = _text(item, "description_html") or html.escape(
        _text(item, "description_text") or _valued(item, "descriptions")
    )
    created = _text(item, "contentcreated") or _text(item, "firstcreated") or _text(item, "versioncreated")
    found.date, found.updated = dates.read(created), dates.read(_text(item, "versioncreated"))
    found.fields["expires"] = dates.read(_text(item, "expires"))
    for field, names in _LISTS.items():
        found.fields[field] = tuple(dict.fromkeys(each for name in names for each in names_in(item.get(name))))
    found.fields["authors"] = authors_in(html.escape(_text(item, "byline") or _text(item, "by")))
    found.fields["dateline"] = _text(item, "located")
    found.fields["lang"] = _text(item, "language")
    embargo = next((item[name] for name in ("embargoed", "embargo") if item.get(name)), "")
    found.extra |= {
        "slugline": _text(item, "slugline"),
        "embargoed": embargo.strip() if isinstance(embargo, str) else json.dumps(embargo, default=str),
    }
    found.extra["rights"] = _text(item, "copyrightnotice") or _text(item, "copyrightholder") or _rights(item)
    set_urgency(found, str(item.get("urgency") or ""))
    set_genre(found, next(iter(names_in(item.get("genre") or item.get("genres"))), ""))
    for name in ("pubstatus", "status"):
        if item.get(name) and _status(item[name]) not in _USABLE:
            found.held_back = f"{name}: {_status(item[name])}"
    pictures = [image for each in _associated(item) if (image := _picture(each))["src"]]
    if pictures:
        found.image = pictures[0]
    found.text += "".join(map(figure, pictures[1:]))
    if pictures[1:] and found.form is Form.TEXT:
        found.form = Form.HTML
    found.kept |= kept_of({key: value for key, value in typed.items() if key.lower() not in _IN_FIELDS}, found)
    kind = _text(item, "type") or "text"
    is_text = kind in {"text", "composite", "component"} or bool(found.text.strip())
    return Wire(found, _text(item, "version") or _text(item, "versioncreated"), is_text, str(item["uri"]))


def _status(value: object) -> str:
    """A status, of which the end of an address or a code tells; in another form than a text it is not understood."""
    return re.split(r"[:/]", value.strip().lower())[-1] if isinstance(value, str) else "not understood"


def _set_body(found: Found, item: Item) -> None:
    for name in _BODIES:
        if text := _text(item, name):
            found.text, found.form = text, Form.TEXT if name == "body_text" else Form.HTML
            return
    bodies = [each for each in _list(item.get("bodies")) if isinstance(each, dict) and each.get("value")]
    bodies.sort(key=lambda each: "html" not in str(each.get("contenttype") or each.get("contentType") or ""))
    if bodies:
        kind = str(bodies[0].get("contenttype") or bodies[0].get("contentType") or "")
        found.text = str(bodies[0]["value"])
        found.form = Form.HTML if "html" in kind or "</p>" in found.text else Form.TEXT


def _text(item: Item, name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _valued(item: Item, name: str) -> str:
    """The main one of some texts, or else the first."""
    texts = [each for each in _list(item.get(name)) if isinstance(each, dict) and isinstance(each.get("value"), str)]
    texts.sort(key=lambda each: str(each.get("role") or "main") != "main")
    return texts[0]["value"].strip() if texts else ""


def _rights(item: Item) -> str:
    rights = item.get("rightsinfo")
    return (
        next((str(value) for value in rights.values() if isinstance(value, str)), "")
        if isinstance(rights, dict)
        else ""
    )


def _list(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _associated(item: Item) -> Iterator[Item]:
    for each in _list(item.get("associations")):
        if isinstance(each, dict):
            yield {key.lower(): value for key, value in each.items()}


def _picture(item: Item) -> dict[str, str]:
    """A picture with the largest of its renditions."""
    sizes = [
        each for each in _list(item.get("renditions")) if isinstance(each, dict) and isinstance(each.get("href"), str)
    ]
    largest = max(sizes, key=_width, default={"href": ""})
    is_picture = str(item.get("type") or "picture") in {"picture", "graphic", "image"}
    caption = _text(item, "description_text") or _valued(item, "descriptions") or _text(item, "headline")
    return {
        "src": str(largest["href"]) if is_picture else "",
        "alt": html.escape(_text(item, "headline") or _valued(item, "headlines")),
        "caption": html.escape(caption),
        "credit": html.escape(_text(item, "byline") or _text(item, "by") or _text(item, "copyrightholder")),
    }


def _width(rendition: Item) -> int:
    width = rendition.get("width")
    return width if isinstance(width, int) else 0
