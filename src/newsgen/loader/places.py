"""The fields that say where an article is, was, and who it is: ``slug``, ``url``, ``aliases``, ``id``."""

import re
import unicodedata
from collections.abc import Sequence

from newsgen.documents.fields import FieldReader
from newsgen.documents.places import IS_ADDRESS, Place, decoded_address, is_served_by_a_program, read_place
from newsgen.documents.yaml_nodes import Scalar
from newsgen.models.names import path_fault, segment_fault
from newsgen.models.rules import BROKEN_LINK, UNKNOWN_FIELD

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x1f]+")


def read_slug(fields: FieldReader) -> tuple[str, str]:
    """The slug, and nothing; or nothing, and the path where the slug has several parts. Both empty if there is none."""
    node = fields.scalar("slug")
    if node is None or not fields.text("slug", limit=1_000):
        return "", ""
    # As it stands in the quotes: no space is folded. An editor cannot see how a letter's accent is stored,
    # and both ways must meet in one address.
    typed = unicodedata.normalize("NFC", decoded_address(node.text)[0])
    inner = typed.strip("/") if "//" not in typed else typed
    if typed == f"{inner}/" and "/" not in inner:
        typed = inner
    elif "/" in typed.removesuffix("/") and not path_fault(inner) and _without_index(inner):
        place = _without_index(inner)
        return "", place if place.endswith(("/", ".html", ".htm")) else f"{place}/"
    if "/" in typed:
        fields.note(
            node,
            "`slug` has a slash; it is one part of the address",
            "use hyphens, `permalink` in newsgen.yaml, or `url:` for an address of the article's own",
        )
    elif fault := segment_fault(typed):
        fields.note(node, f"`slug` has {fault}", "use letters, digits and hyphens")
    return typed, ""


def read_url(fields: FieldReader, own_urls: Sequence[str]) -> str:
    """The address that the article has whatever `permalink` says, as a place; empty where it has none of its own."""
    typed = fields.text("url", limit=2_000)
    if not typed:
        return ""
    node = fields.node("url")
    read = read_place(typed, own_urls)
    if read.is_elsewhere:  # In many archives it says whence the story came.
        mend = "`canonical:` says where the story was first published; an old site of your own goes into `old_urls`"
        fields.warn(node, f"`url` {read.fault}, and has no effect: {typed}", mend, rule=UNKNOWN_FIELD)
        return ""
    if not read.fault and is_served_by_a_program(read.place):
        suffix = read.place.rpartition(".")[2]
        plain = read.place.removesuffix(f".{suffix}")
        what = f"`url` ends in .{suffix}, which a static host does not show as a page: {typed}"
        fields.note(node, what, f"write `url: /{plain}.html`, and `aliases: [/{read.place}]`")
    elif read.fault:
        fields.note(node, f"`url` {read.fault}: {typed}", read.mend or "write it like `/2003/05/story12.html`")
    elif not _without_index(read.place):
        fields.note(node, f"`url` is the address of the front page: {typed}", "write it like `/2003/05/story12.html`")
    elif read.doubt:
        fields.warn(node, f"`url` {read.doubt}: {typed}", read.mend, rule=BROKEN_LINK)
    return _without_index(read.place)


def _without_index(place: str) -> str:
    """A folder for its index: both are one file, and the shorter is the address."""
    return re.sub(r"(^|/)index\.html?$", r"\1", place)


def read_aliases(fields: FieldReader, own_urls: Sequence[str]) -> tuple[str, ...]:
    """The old addresses, as places, the oldest first."""
    aliases = []
    for typed, node in fields.names_typed("aliases", "alias", split=_split_addresses).items():
        read = read_place(typed, own_urls)
        if read.fault:
            mend = read.mend or "write an address of this site, such as `/old/page/`"
            fields.note(node, f"the alias {typed!r} {read.fault}", mend)
        else:
            if not typed.startswith("/") and not IS_ADDRESS.match(typed):
                what = f"the alias {typed!r} does not begin with a slash, and is read as /{read.place}"
                fields.warn(node, what, f"write `/{typed}`, or with the folder in which it lay", rule=BROKEN_LINK)
            if read.doubt:
                fields.warn(node, f"the alias {typed!r} {read.doubt}", read.mend, rule=BROKEN_LINK)
            aliases.append(read.place)
    return tuple(dict.fromkeys(aliases))


def _split_addresses(_fields: FieldReader, _key: str, node: Scalar) -> list[Scalar]:
    """The addresses in one text, `/a/, /b/`: each begins with a slash."""
    return [node._replace(text=part) for part in re.split(r"[\s,;]+(?=/)", node.text.strip()) if part]


def read_id(fields: FieldReader, own_urls: Sequence[str]) -> str:
    """The identity in feeds: a URI as it is, or a place of this site behind a slash; empty where there is none.

    A number or a word is what another system called the story: feeds have no use for it.
    """
    typed = fields.text("id", limit=2_000)
    if not typed or _URI.fullmatch(typed):
        return typed
    if ":" not in typed and "/" not in typed:
        return ""
    read = read_place(typed, own_urls) if typed.startswith("/") else Place(fault="is no address")
    if read.fault:
        mend = "write a URI, such as `tag:example.org,2003:story-12` or `https://old.example/story12`, or a path"
        fields.note(fields.node("id"), f"`id` {read.fault}: {typed}", mend)
        return ""
    return f"/{read.place}"
