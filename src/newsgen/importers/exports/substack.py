"""Exports of Substack: a list of posts, and a file of HTML for each. Lists of subscribers are never opened. Pure."""

import csv
import html
import json
import re
from collections.abc import Iterator, Mapping

from newsgen.errors import UsageError
from newsgen.importers.exports.telling import substack_list
from newsgen.importers.found.item import Found
from newsgen.importers.found.keeping import kept_of
from newsgen.importers.found.opening import Material
from newsgen.importers.story import LeftOut

_NO_WORDS = frozenset(
    "post_id post_date is_published email_sent_at inbox_sent_at type audience post_date_gmt updated_at".split()
)
_LARGEST_CELL = 16_000_000
_WIDGETS = (
    ("[class^=subscription-widget-wrap], .subscribe-widget, .install-substack-app-embed", "a form for newsletters"),
    (".captioned-button-wrap, p.button-wrapper", "a button to subscribe, to share or to comment"),
)
_WORK = re.compile(r"/subscribe\b|[?&]action=share|/comments\b|[?&]coupon=|%%\w+%%|/leave-a-comment|/gift\b|/referrals")
"""Where a button leads that is no part of a story."""


def read(material: Material) -> Iterator[Found]:
    """What an export has."""
    tree = material.tree
    path = substack_list(tree.paths()) if tree else ""
    if not path:
        raise UsageError(f"{material.name} has no posts.csv", mend="name the ZIP file of an export of Substack")
    folder = path.removesuffix("posts.csv")
    csv.field_size_limit(_LARGEST_CELL)
    listed = csv.DictReader(material.file_text(path).replace("\0", "").splitlines(keepends=True))
    bodies = (
        {path for path in tree.paths() if path.startswith(f"{folder}posts/") and path.endswith(".html")}
        if tree
        else set()
    )
    try:
        for row in listed:
            said = {name: value.strip() for name, value in row.items() if name and isinstance(value, str)}
            body = f"{folder}posts/{said.get('post_id', '')}.html"
            bodies.discard(body)
            if said.get("post_id"):
                has_body = tree is not None and tree.file(body) is not None
                yield _found(material, said, material.file_text(body) if has_body else "")
    except csv.Error as error:
        material.source.faults.append(f"{path}: {error}")
    for body in sorted(bodies):
        material.source.faults.append(
            f"{body} is in no line of {path}: whether it was public is not known; it was not imported"
        )


def _found(material: Material, said: Mapping[str, str], text: str) -> Found:
    number, _, slug = said["post_id"].partition(".")
    says = json.dumps([said, text])
    text, left_out = _without_widgets(text)
    found = Found(
        key=f"substack:{number}",
        source=f"post {said['post_id']}",
        says=says,
        title=html.escape(said.get("title", ""), quote=False),
        text=text,
        date=material.dates.read(said.get("post_date", "")),
        address=f"/p/{slug}" if slug else "",
        name=slug,
        left_out=left_out,
    )
    found.fields["subtitle"] = said.get("subtitle", "")
    podcast = said.get("podcast_url", "")
    if podcast.startswith("http") and podcast not in text:
        found.text += f'\n<audio controls src="{html.escape(podcast)}"></audio>'
    kind = said.get("type", "")
    found.kind = "page" if kind == "page" else "article"
    found.extra["type"] = kind if kind not in {"newsletter", "page"} else ""
    found.kept |= kept_of({name: value for name, value in said.items() if name not in _NO_WORDS}, found)
    if said.get("is_published", "").lower() not in {"true", "1", "t"}:
        found.held_back = "is_published: no"
    elif (audience := said.get("audience", "")) not in {"", "everyone"}:
        found.held_back = f"audience: {audience}"
    return found


def _without_widgets(text: str) -> tuple[str, list[LeftOut]]:
    """A text without what asks readers to subscribe or to share, and that; buttons that lead elsewhere stay."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only where there is HTML

    tree = LexborHTMLParser(text)
    left: list[LeftOut] = []
    for selector, why in _WIDGETS:
        for node in tree.css(selector):
            links = [link.attributes.get("href") or "" for link in node.css("a")]
            if "button" in selector and not any(map(_WORK.search, links)):
                continue
            left.append(LeftOut(" ".join(node.text().split()) or why, why))
            node.decompose()
    return (tree.body.inner_html or "" if tree.body is not None else "") if left else text, left
