"""Exports of Medium: a page of HTML for each post, with the marks of microformats. Pure.

What else is in an export (sessions, addresses, claps, readers) is never opened.
"""

import re
from collections.abc import Iterator
from typing import Any

from newsgen.importers.exports.telling import MEDIUM_POST
from newsgen.importers.found.item import Found
from newsgen.importers.found.opening import Material
from newsgen.importers.from_html.bounds import bounded
from newsgen.importers.from_html.lines import line_of_html


def read(material: Material) -> Iterator[Found]:
    """What an export has."""
    others = 0
    for path in material.tree.paths() if material.tree else ():
        match = MEDIUM_POST.fullmatch(path)
        if match is not None and (text := material.file_text(path)):
            yield _found(material, path, match, text)
        others += match is None
    if others:
        material.pass_over("files of the account, which are not opened", others)


def _found(material: Material, path: str, match: re.Match[str], page: str) -> Found:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where there is HTML

    tree = LexborHTMLParser(bounded(page))

    def text(selector: str) -> str:
        node = tree.css_first(selector)
        return " ".join(node.text().split()) if node is not None else ""

    title, subtitle = text("h1.p-name") or text("title"), text(".p-summary")
    body = tree.css_first(".e-content")
    if body is not None:
        _drop_repeated(body, title, subtitle)
    moment = tree.css_first("time.dt-published")
    canonical = tree.css_first("a.p-canonical")
    found = Found(
        key=f"medium:{match['id']}",
        source=path,
        says=page,
        title=_as_html(title),
        text=(body.inner_html or "") if body is not None else "",
        date=material.dates.read((moment.attributes.get("datetime") or "") if moment is not None else match["begin"]),
        name=line_of_html(match["name"]),
    )
    found.fields["subtitle"] = subtitle
    found.fields["authors"] = tuple(filter(None, [text(".p-author")]))
    if canonical is not None and (address := canonical.attributes.get("href") or "").startswith("http"):
        found.extra["address"] = address
    if match["begin"] == "draft" or moment is None:
        found.held_back = "state: draft"
    return found


def _drop_repeated(body: Any, title: str, subtitle: str) -> None:  # noqa: ANN401 - the parser's nodes have no types
    """Takes away the headline and standfirst that stand in the text once more, and the line above it."""
    for selector, said in ((".graf--title", title), (".graf--subtitle", subtitle), ("h3", title), ("h4", subtitle)):
        node = body.css_first(selector)
        if node is not None and said and " ".join(node.text().split()) == said:
            node.decompose()
    for divider in body.css(".section-divider"):
        divider.decompose()


def _as_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
