"""Exports of Ghost. Pure.

Mail addresses, code that is put into pages, and what is of members only do not come along.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newsgen.errors import UsageError
from newsgen.importers.exports.ghost_documents import read_document
from newsgen.importers.exports.telling import ghost_file
from newsgen.importers.found.item import Form, Found
from newsgen.importers.found.json_text import load_json, said_twice
from newsgen.importers.found.keeping import kept_of
from newsgen.importers.found.opening import Material
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import name_without_mail
from newsgen.importers.story import LIKELY, Guess, Story
from newsgen.models.names import slug_for

_URL = "__GHOST_URL__"
_NO_WORDS = frozenset(
    """id uuid post_id comment_id html lexical mobiledoc plaintext codeinjection_head codeinjection_foot created_at
    created_by updated_at updated_by published_at published_by status visibility type page featured author_id author
    show_title_and_feature_image email_only newsletter_id locale email_recipient_filter""".split()
)
"""Columns of posts that have the text once more, that run, or that say nothing to a reader."""
_NOT_OF_TERMS = frozenset(
    """id slug created_at created_by updated_at updated_by visibility status last_seen password email accessibility
    parent_id codeinjection_head codeinjection_foot comment_notifications free_member_signup_notification
    paid_subscription_started_notification tour roles""".split()
)
Row = Mapping[str, Any]


def read(material: Material) -> Iterator[Found | Story]:
    """What an export has."""
    tables = _tables(material)
    users = {str(each.get("id")): each for each in _rows(tables, "users")}
    tags = {str(each.get("id")): each for each in _rows(tables, "tags")}
    meta = {str(each.get("post_id")): each for each in _rows(tables, "posts_meta")}
    yield from _terms(users.values(), "authors", "bio")
    yield from _terms((tag for tag in tags.values() if not _is_internal(tag)), "tags", "description")
    of_posts = {
        "tags": _joined(_rows(tables, "posts_tags"), "tag_id", tags),
        "authors": _joined(_rows(tables, "posts_authors"), "author_id", users),
    }
    for post in _rows(tables, "posts"):
        number = str(post.get("id"))
        authors = of_posts["authors"].get(number) or [users.get(str(post.get("author_id") or post.get("author")), {})]
        yield _found(material, {**meta.get(number, {}), **post}, of_posts["tags"].get(number, []), authors)


def _tables(material: Material) -> Row:
    tree = material.tree
    text = material.file_text(ghost_file(tree.paths())) if tree is not None else material.text()
    try:
        said: Any = load_json(text, twice := list[str]())
        if twice:
            material.source.faults.append(f"{material.name}: {said_twice(twice)}")
        databases = said.get("db") or [said]
        tables = databases[0]["data"]
        if isinstance(tables, dict) and isinstance(tables.get("posts"), list):
            return tables
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        pass
    raise UsageError(f"{material.name} is no export of Ghost that can be read", mend="export it once more")


def _rows(tables: Row, name: str) -> list[Row]:
    rows = tables.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _joined(pairs: list[Row], name: str, rows: Mapping[str, Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for pair in sorted(pairs, key=_place):
        if row := rows.get(str(pair.get(name))):
            found.setdefault(str(pair.get("post_id")), []).append(row)
    return found


def _place(pair: Row) -> int:
    place = pair.get("sort_order")
    return place if isinstance(place, int) else 0


def _terms(rows: Iterable[Row], taxonomy: str, about: str) -> Iterator[Story]:
    for row in rows:
        name, text = line_of_html(str(row.get("name") or "")), line_of_html(str(row.get(about) or ""))
        if taxonomy == "authors":
            name = name_without_mail(name)
        if name and text:
            yield Story(
                key=f"ghost:{taxonomy}:{row.get('slug') or name}",
                digest=hashlib.sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest(),
                source=f"{taxonomy}: {name}",
                fields={"title": name},
                kept=kept_of(
                    {key: value for key, value in row.items() if key not in _NOT_OF_TERMS},
                    Found("", "", "", name, text),
                ),
                text=text,
                said=f"{name} {text}",
                kind="term",
                folder=f"terms/{taxonomy}",
                name=slug_for(name),
            )


def _is_internal(tag: Row) -> bool:
    return str(tag.get("visibility") or "") == "internal" or str(tag.get("name") or "").startswith("#")


def _found(material: Material, post: Row, tags: list[Row], authors: list[Row]) -> Found:
    def text(name: str) -> str:
        return str(post.get(name) or "").replace(_URL, "")

    said = {name: value for name, value in post.items() if not name.startswith("codeinjection")}
    found = Found(
        key=f"ghost:{text('uuid') or text('id')}",
        source=f"post {text('slug') or text('id')}",
        says=json.dumps(
            [said, *[tag.get("name") for tag in tags], *[each.get("name") for each in authors]], default=str
        ),
        title=text("title"),
        text=text("html"),
        date=material.dates.read(text("published_at") or text("created_at")),
        updated=material.dates.read(text("updated_at")),
        address=f"/{text('slug')}/" if text("slug") else "",
        summary=text("custom_excerpt") or text("meta_description"),
        name=text("slug"),
    )
    if not found.text.strip() and (document := read_document(text("lexical"), text("mobiledoc"), text("markdown"))):
        found.text, found.said, found.left_out = document.html, document.said, list(document.left_out)
        found.kept |= document.kept or {}
        found.guesses.append(
            Guess("text", document.form, "the export has no HTML of it: read as its editor kept it", LIKELY)
        )
    elif not found.text.strip() and text("plaintext").strip():
        found.text, found.form = text("plaintext"), Form.TEXT
        found.guesses.append(
            Guess("body", "plaintext", "the export has no HTML of it: pictures and links are missing", LIKELY)
        )
    is_page = str(post.get("type") or "") == "page" or post.get("page") in (1, True)
    found.kind = "page" if is_page else "article"
    found.fields["tags"] = tuple(str(tag["name"]) for tag in tags if tag.get("name") and not _is_internal(tag))
    found.extra["internal_tags"] = tuple(str(tag["name"]) for tag in tags if tag.get("name") and _is_internal(tag))
    if not is_page:
        found.fields["authors"] = tuple(line_of_html(str(each["name"])) for each in authors if each.get("name"))
        found.fields["featured"] = "true" if post.get("featured") in (1, True) else ""
    found.fields["canonical"] = text("canonical_url") if text("canonical_url").startswith("http") else ""
    found.image = {
        "src": text("feature_image") or text("image"),
        "alt": text("feature_image_alt"),
        "caption": text("feature_image_caption"),
    }
    found.held_back = _held_back(post, is_dated=bool(material.dates.read(text("published_at"))))
    found.kept |= kept_of({name: value for name, value in post.items() if name not in _NO_WORDS}, found)
    return found


def _held_back(post: Row, *, is_dated: bool) -> str:
    status, visibility = str(post.get("status") or "without a status"), str(post.get("visibility") or "public")
    if status not in {"published", "scheduled"}:
        return f"status: {status}"
    if status == "scheduled" and not is_dated:
        return "status: scheduled"
    if post.get("email_only") in (1, True, "1", "true"):
        return "email_only"
    return "" if visibility == "public" else f"visibility: {visibility}"
