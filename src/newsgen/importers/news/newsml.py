"""Items of NewsML-G2, with NITF or XHTML in them, and of NewsML 1, of which the NITF is read. Pure."""

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.keeping import rest_of
from newsgen.importers.found.names import authors_in
from newsgen.importers.found.safe_xml import local, text_of
from newsgen.importers.news.nitf import html_of, read_nitf, words_of
from newsgen.importers.news.wire import Wire, set_genre, set_urgency

_KINDS = {
    "cpnat:person": "people",
    "cpnat:organisation": "organizations",
    "cpnat:organization": "organizations",
    "cpnat:geoarea": "places",
    "cpnat:poi": "places",
}


_SAYS_NOTHING = frozenset(
    "itemClass provider versionCreated firstCreated contentCreated contentModified pubStatus link".split()
)


def read_items(root: Element, dates: DateReader, source: str) -> Iterator[Wire]:
    """The items of a document."""
    items = [each for each in root.iter() if local(each) == "newsItem"]
    if not items:
        for number, each in enumerate((each for each in root.iter() if local(each) == "nitf"), 1):
            wire = read_nitf(each, dates, source if number == 1 else f"{source}, {number}")
            wire.found.held_back = wire.found.held_back or _old_status(root)
            yield wire
    for item in items:
        yield _read_item(item, dates, source)


def _read_item(item: Element, dates: DateReader, source: str) -> Wire:
    meta, content = _child(item, "itemMeta"), _child(item, "contentMeta")
    nitf = next((each for each in item.iter() if local(each) == "nitf"), None)
    guid = item.get("guid") or source
    inner = read_nitf(nitf, dates, source) if nitf is not None else Wire(Found("", source, ""))
    found = inner.found
    found.key, found.says = f"newsml:{guid}", tostring(item, encoding="unicode")
    if nitf is None:
        _set_body(found, item)
    heads = [text_of(each) for each in _children(content, "headline")]
    found.title = found.title or html.escape(next(filter(None, heads), "") or text_of(_child(meta, "title")))
    found.summary = found.summary or html.escape(text_of(_child(content, "description")))
    _set_fields(found, content)
    created, changed = text_of(_child(meta, "firstCreated")), text_of(_child(meta, "versionCreated"))
    found.date = dates.read(text_of(_child(content, "contentCreated")) or created or changed) or found.date
    found.updated = dates.read(text_of(_child(content, "contentModified")) or changed)
    found.extra["rights"] = _rights(item) or found.extra.get("rights", "")
    set_urgency(found, text_of(_child(content, "urgency")))
    set_genre(found, _name(_child(content, "genre")))
    status = _code(_child(meta, "pubStatus")).rpartition(":")[2].lower()
    # What the text in it says of itself counts, too.
    found.held_back = found.held_back if status in {"", "usable"} else f"pubStatus: {status}"
    embargo = _child(meta, "embargoed")
    # An embargo without a date has no end yet.
    if inner.release > found.date:
        found.extra["embargoed"] = inner.release
    if embargo is not None:
        found.extra["embargoed"] = text_of(embargo) or "without an end"
    for part, name in ((meta, "item"), (content, "content"), (_child(item, "rightsInfo"), "rights")):
        if rest := rest_of(part, found, but=_SAYS_NOTHING):
            found.kept[name] = rest
    kind = _code(_child(meta, "itemClass")).rpartition(":")[2]
    wire = Wire(found, item.get("version", ""), kind in {"", "text", "composite"} or bool(found.text.strip()), guid)
    wire.pictures = [each.get("residref", "") for each in item.iter() if local(each) == "link" and each.get("residref")]
    remote = [each.get("href", "") for each in item.iter() if local(each) == "remoteContent" and each.get("href")]
    if not wire.is_text and remote:
        credit = text_of(_child(content, "creditline")) or text_of(_child(content, "by"))
        found.image = {"src": remote[0], "caption": found.summary or found.title, "credit": html.escape(credit)}
    return wire


def _old_status(root: Element) -> str:
    """Why items of NewsML 1 are held back; empty where they are not."""
    states = [each.get("FormalName", "").lower() for each in root.iter() if local(each) == "Status"]
    return next((f"Status: {each}" for each in states if each not in {"", "usable"}), "")


def _set_body(found: Found, item: Element) -> None:
    inline = next((each for each in item.iter() if local(each) in {"inlineXML", "inlineData"}), None)
    if inline is None:
        return
    if len(inline) == 0:
        found.text = inline.text or ""
        found.form = Form.HTML if "html" in inline.get("contenttype", "") or "</p>" in found.text else Form.TEXT
        return
    body = next((each for each in inline.iter() if local(each) == "body"), inline)
    found.text, found.said = html_of(body), words_of(body)


def _set_fields(found: Found, content: Element | None) -> None:
    names: dict[str, list[str]] = {"tags": [text_of(each) for each in _children(content, "keyword")]}
    for subject in _children(content, "subject"):
        kind = (subject.get("type") or "").lower()
        field = _KINDS.get(kind, "tags")
        names.setdefault(field, []).append(_name(subject) or subject.get("literal") or "")
    names["sources"] = [_name(each) for each in _children(content, "infoSource")]
    for field, typed in names.items():
        known = found.fields.get(field) or ()
        found.fields[field] = tuple(dict.fromkeys([*(known if isinstance(known, tuple) else ()), *filter(None, typed)]))
    by = [text_of(each) for each in _children(content, "by")] or [_name(each) for each in _children(content, "creator")]
    found.fields["authors"] = found.fields.get("authors") or authors_in([html.escape(each) for each in by if each])
    place = text_of(_child(content, "dateline")) or _name(_child(content, "located"))
    found.fields["dateline"] = found.fields.get("dateline") or place.strip(" ,;-–—")
    found.extra["slugline"] = text_of(_child(content, "slugline"))
    language = _child(content, "language")
    found.fields["lang"] = (language.get("tag") or "") if language is not None else ""


def _rights(item: Element) -> str:
    rights = next((each for each in item.iter() if local(each) == "rightsInfo"), None)
    holder = _child(rights, "copyrightHolder")
    return text_of(_child(rights, "copyrightNotice")) or _name(holder) or text_of(holder)


def _name(element: Element | None) -> str:
    names = [each for each in element.iter() if local(each) == "name"] if element is not None else []
    return text_of(names[0]) if names else ""


def _code(element: Element | None) -> str:
    if element is None:
        return ""
    return (element.get("qcode") or element.get("uri") or element.get("literal") or text_of(element)).replace("/", ":")


def _children(element: Element | None, name: str) -> Iterator[Element]:
    return (each for each in element if local(each) == name) if element is not None else iter(())


def _child(element: Element | None, name: str) -> Element | None:
    return next(_children(element, name), None)
