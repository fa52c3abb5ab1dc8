"""Documents of NITF, IPTC's format of 1999 that most archives of agencies are in. Pure."""

import html
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, tostring

from newsgen.importers.found.dates import DateReader
from newsgen.importers.found.item import Found
from newsgen.importers.found.keeping import rest_of
from newsgen.importers.found.names import authors_in
from newsgen.importers.found.safe_xml import local, text_of
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.news.wire import Wire, figure, set_genre, set_urgency

_AS_HTML = {
    "hl2": "h2",
    "bq": "blockquote",
    "nitf-table": "table",
    "fn": "p",
    "credit": "p",
    "copyrite": "span",
    "datasource": "p",
}
_SAME = frozenset(
    """p a em strong b i u br hr ul ol li dl dt dd table caption thead tbody tfoot tr td th col colgroup pre sub sup q
    h1 h2 h3 h4 h5 h6 blockquote img figure figcaption code div span section s del ins cite small""".split()
)
_IN_LINE = frozenset(
    """a em strong b i u sub sup q span person org location chron num money virtloc copyrite function event object.title
    postaddr lang pronounce alt-code frac frac-num frac-sep frac-den name.given name.family city state region country
    sublocation""".split()
)
_LEFT_OUT = frozenset({"media-metadata", "media-object", "script", "style", "nitf-table-metadata", "nitf-colgroup"})
_SAYS_NOTHING = frozenset({"meta", "date.issue", "date.release", "story.date", "du-key"})
_ATTRIBUTES = ("href", "src", "alt", "colspan", "rowspan", "title")


def read_nitf(root: Element, dates: DateReader, source: str) -> Wire:
    """The item of a document."""
    found = Found("", source, tostring(root, encoding="unicode"))
    head, body = _first(root, "body.head"), _first(root, "body.content")
    docdata = _first(root, "docdata")
    found.title = html.escape(
        text_of(_first(head, "hl1"))
        or text_of(_first(root, "headline"))
        or text_of(_first(_first(root, "head"), "title"))
    )
    found.fields["subtitle"] = text_of(_first(_first(head, "hedline"), "hl2"))
    found.summary = html.escape(text_of(_first(head, "abstract")))
    found.fields["authors"] = _authors(head)
    _set_dates(found, root, docdata, dates)
    _set_places(found, head)
    media = [each for each in _every(body, "media") if each.get("media-type", "image").lower() in {"image", "photo"}]
    if media:
        found.image = _picture(media[0])
    found.text = html_of(body, without=media[0] if media else None)
    found.said = words_of(body)
    _set_terms(found, root)
    set_urgency(found, _attribute(_first(docdata, "urgency"), "ed-urg"))
    identity = _attribute(_first(docdata, "doc-id"), "id-string") or root.get("uno", "")
    found.extra["doc_id"] = identity
    found.extra["rights"] = _rights(docdata, head)
    if tagline := text_of(_first(root, "body.end")):
        found.text += f"<p><em>{html.escape(tagline)}</em></p>"
        found.said += f" {tagline}"
    status = (_attribute(docdata, "management-status") or "usable").lower()
    release = dates.read(_attribute(_first(docdata, "date.release"), "norm"))
    if status not in {"usable", "info"} and not (status == "embargoed" and release):
        found.held_back = f"management-status: {status}"
    found.extra["embargoed"] = release if release > found.date else ""
    for part, name in ((_first(root, "head"), "head"), (head, "body_head")):
        if rest := rest_of(part, found, but=_SAYS_NOTHING):
            found.kept[name] = rest
    found.key = f"nitf:{identity}" if identity else f"nitf:{source}"
    version = _attribute(_first(root, "revision-history"), "name") or _attribute(docdata, "management-idref-status")
    return Wire(found, version if version.isdecimal() else found.updated or found.date, uri=identity, release=release)


def _authors(head: Element | None) -> tuple[str, ...]:
    names: list[str] = []
    for byline in _every(head, "byline"):
        persons = [text_of(each) for each in _every(byline, "person")]
        bare = "".join(_without(byline, frozenset({"byttl", "virtloc"})))
        names += persons or authors_in(html.escape(" ".join(bare.split()).strip(" ,;")))
    return tuple(dict.fromkeys(filter(None, names)))


def _without(element: Element, names: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if local(child) not in names:
            yield from _without(child, names)
        yield child.tail or ""


def _set_dates(found: Found, root: Element, docdata: Element | None, dates: DateReader) -> None:
    issued = _attribute(_first(docdata, "date.release"), "norm"), _attribute(_first(docdata, "date.issue"), "norm")
    published = _attribute(_first(root, "pubdata"), "date.publication")
    story = _attribute(_first(root, "story.date"), "norm")
    found.date = next(filter(None, map(dates.read, (published, issued[1], issued[0], story))), "")
    found.fields["expires"] = dates.read(_attribute(_first(docdata, "date.expire"), "norm"))


def _set_places(found: Found, head: Element | None) -> None:
    dateline = _first(head, "dateline")
    if dateline is None:
        return
    place = text_of(_first(dateline, "location")) or " ".join(
        "".join(_without(dateline, frozenset({"story.date"}))).split()
    )
    found.fields["dateline"] = place.strip(" ,;-–—")


def _set_terms(found: Found, root: Element) -> None:
    docdata, identified = _first(root, "docdata"), _first(root, "identified-content")
    keys = [each.get("key") or text_of(each) for each in _every(docdata, "keyword")]
    subjects = [
        each.get("tobject.subject.matter") or each.get("tobject.subject.type") or ""
        for each in _every(root, "tobject.subject")
    ]
    classes = [each.get("value") or text_of(each) for each in _every(identified, "classifier")]
    found.fields["tags"] = _names((*keys, *subjects, *classes))
    found.fields["people"] = _names(map(_named, _every(identified, "person")))
    found.fields["organizations"] = _names(map(_named, _every(identified, "org")))
    found.fields["places"] = _names(map(_named, (*_every(identified, "location"), *_every(docdata, "evloc"))))
    found.fields["sections"] = _names([_attribute(_first(root, "pubdata"), "position.section")])
    found.fields["sources"] = _names(text_of(each) for each in _every(_first(root, "body.head"), "distributor"))
    found.fields["series"] = _names([_attribute(_first(docdata, "series"), "series.name")])
    set_genre(found, _attribute(_first(root, "tobject.property"), "tobject.property.type"))


def _named(element: Element) -> str:
    return text_of(element) or element.get("value") or element.get("city") or element.get("county-dist") or ""


def _names(typed: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in typed if (name := line_of_html(html.escape(each, quote=False)))))


def _rights(docdata: Element | None, head: Element | None) -> str:
    copyright_ = _first(docdata, "doc.copyright")
    if copyright_ is not None and copyright_.get("holder"):
        return " ".join(filter(None, ["©", copyright_.get("year"), copyright_.get("holder")]))
    return text_of(_first(head, "rights")) or _attribute(_first(docdata, "doc.rights"), "owner")


def _picture(media: Element) -> Mapping[str, str]:
    reference = _first(media, "media-reference")
    return {
        "src": _attribute(reference, "source"),
        "alt": html.escape(_attribute(reference, "alternate-text")),
        "caption": html.escape(text_of(_first(media, "media-caption"))),
        "credit": html.escape(text_of(_first(media, "media-producer"))),
    }


def html_of(element: Element | None, without: Element | None = None) -> str:
    """What stands in an element of NITF or XHTML, as HTML."""
    return "".join(_html(element, without)) if element is not None else ""


def _html(element: Element, without: Element | None) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for child in element:
        name = local(child)
        if name == "media" and child is not without:
            yield _figure(child)
        elif name not in _LEFT_OUT and child is not without and name:
            tag = _AS_HTML.get(name, name if name in _SAME else "" if name in _IN_LINE else "div")
            said = "".join(f' {key}="{html.escape(child.get(key, ""))}"' for key in _ATTRIBUTES if child.get(key))
            yield f"<{tag}{said}>" if tag else ""
            yield from _html(child, without)
            yield f"</{tag}>" if tag and tag not in {"br", "hr", "img", "col"} else ""
        yield html.escape(child.tail or "", quote=False)


def _figure(media: Element) -> str:
    said = _picture(media)
    caption = " | ".join(filter(None, [said["caption"], said["credit"]]))
    if not said["src"]:
        return f"<p>{caption}</p>" if caption else ""
    kind = media.get("media-type", "image").lower()
    if kind in {"audio", "video"}:
        return f'<{kind} controls src="{html.escape(said["src"])}"></{kind}><p>{caption}</p>'
    return figure(said)


def words_of(element: Element | None) -> str:
    """The words in an element."""
    return "".join(_words(element)) if element is not None else ""


def _words(element: Element) -> Iterator[str]:
    gap = "" if local(element) in _IN_LINE else " "
    yield gap
    if local(element) not in _LEFT_OUT:
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""
    yield gap


def _first(element: Element | None, name: str) -> Element | None:
    return next(_every(element, name), None)


def _every(element: Element | None, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if local(each) == name) if element is not None else iter(())


def _attribute(element: Element | None, name: str) -> str:
    return (element.get(name) or "").strip() if element is not None else ""
