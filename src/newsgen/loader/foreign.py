"""Other systems' fields in newsgen's names: the one table of what they are called. See also `foreign_hiding`.

A record is rewritten before it is read, and its values keep their places. What is plainly the same is mapped by itself;
`fields:` of newsgen.yaml maps the rest, and OFFERS are what it is told to be for. A value never silently means
*publish*: what cannot be understood is an error.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from newsgen.documents.fields import FALSE, TRUE
from newsgen.documents.places import is_served_by_a_program, read_place
from newsgen.documents.yaml_nodes import Node, Record, Scalar, Sequence
from newsgen.loader.foreign_hiding import Hiding, hiding_of, looks_like_date, may_hide

EXTRA = "extra"
"""In `fields:`, of a field that is to be kept without a word."""

UNDERSTOOD: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": ("headline", "post_title"),
        "date": (
            "pubdate", "pub_date", "published_at", "published_on", "published_date", "date_published", "publishdate",
            "publish_date", "publication_date", "post_date", "pub_datetime", "posted", "created", "created_at",
            "date_created", "publish_on", "publish_at", "go_live", "go_live_at", "embargo", "embargo_until",
            "scheduled_for", "scheduled_at", "embargo_date", "embargoed_until", "hold_until", "publish_after",
            "not_before", "visible_from", "valid_from",
        ),
        "updated": (
            "lastmod", "last_mod", "modified", "modified_at", "last_modified", "last_modified_at", "updated_at",
            "last_updated", "date_modified", "date_updated", "updated_date", "modified_date", "mod_datetime",
            "post_modified", "changed",
        ),
        "expires": (
            "expirydate", "expiry_date", "expiry", "expires_at", "expires_on", "expire", "expiration_date",
            "expire_date", "unpublish_date", "unpublished_at", "unpublish_on", "unpublish_at", "valid_until",
            "visible_until",
        ),
        "summary": ("excerpt", "description", "meta_description"),
        "subtitle": ("deck", "dek", "standfirst", "subhead", "subheading", "subheadline"),
        "genre": ("article_type", "story_type", "news_type"),
        "sections": ("categories", "category"),
        "tags": ("keywords",),
        "authors": ("byline", "by_line", "author_name", "coauthors"),
        "organizations": ("organisations", "organisation"),
        "lang": ("language", "locale"),
        "slug": ("post_name", "basename"),
        "url": ("permalink", "url", "link"),
        "aliases": ("redirect_from",),
        "canonical": ("canonical_url",),
        "translation_of": ("translation_key", "translation_id"),
        "image": (
            "image_feature", "featured_image", "feature_image", "hero", "hero_image", "thumb", "thumbnail",
            "primary_image", "cover", "cover_image", "teaser", "main_image", "lead_image", "header_image", "og_image",
            "preview_image", "images",
        ),
    }
)  # fmt: skip
"""Field to what other systems call it; the first that an article has is taken. Case, hyphens and underscores are
nothing."""
PICTURE_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "src": ("src", "path", "image", "url", "file", "feature", "teaser", "thumbnail"),
        "alt": ("alt", "alt_text"),
        "caption": ("caption", "figcaption", "description", "title"),
        "credit": ("credit", "attribution", "copyright", "photographer", "source"),
    }
)
"""Part of a picture to what it is called in a group, or behind the field of the picture: `image_alt`."""
OFFERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tags": ("topics", "topic", "subjects", "labels", "tag_list", "taglist"),
        "sources": ("from", "agency", "wire", "publication"),
        "authors": ("writer", "writers", "translator", "contributors", "reporter", "creator", "by"),
        "kicker": ("overline", "eyebrow", "strapline"),
        "dateline": ("location",),
        "summary": ("abstract", "intro", "lead", "lede"),
        "subtitle": ("tagline",),
        "canonical": ("original_url", "source_url"),
        "url": ("path",),
    }
)
"""Field to what it may be called: the report offers a line for `fields:`."""
_NO_SLIPS = frozenset(
    """
    resources resource sectionid subsection updatedby translations translation image2 ids idx _id sid tid cid urls
    lastupdate
    """.split()
)
"""Further fields of other systems that look like newsgen's, and mean something else."""
FURNITURE = frozenset(
    """
    layout template type post_type format post_format comments comment_status ping_status nocomments hidetitle
    wordpress_id post_id author_id id_author nid uid vid menu_order weight sticky pinned share related classes toc
    show_toc toc_open math mathjax mermaid author_profile read_time reading_time word_count sitemap priority changefreq
    outputs markup published publish status is_published public visible visibility state post_status hidden private
    unlisted headless draft is_draft password post_password build eleventy_exclude_from_collections disqus meta
    eleventy_navigation eleventy_computed
    """.split()
)
"""Fields that say how another system is to show a story, or that it may: no word is lost with them."""


def plainly(key: str) -> str:
    """A key without what systems do not agree on: case, hyphens, underscores and blanks."""
    return re.sub(r"[\s_\-]", "", key).lower()


_TARGETS = {plainly(name): target for target, names in UNDERSTOOD.items() for name in names}
_RANKS = {plainly(name): rank for names in UNDERSTOOD.values() for rank, name in enumerate(names)}
_OFFERED = {plainly(name): target for target, names in OFFERS.items() for name in names}
_PARTS = {plainly(name): part for part, names in PICTURE_PARTS.items() for name in names}
_PICTURES = frozenset(map(plainly, ("image", *UNDERSTOOD["image"])))
_FURNITURE = frozenset(map(plainly, FURNITURE))
_LATER = frozenset(
    "publishdate publishon publishat golive goliveat embargo embargountil scheduledfor scheduledat embargodate "
    "embargoeduntil holduntil publishafter notbefore visiblefrom validfrom".split()
)
"""Dates before which a story is not to be seen, whatever its `date` is."""
_LISTS = frozenset({"aliases"})
_ONE_TEXT = frozenset(
    {"date", "updated", "expires", "canonical", "translation_of", "slug", "lang", "title", "subtitle", "summary"}
)
_PICTURE_FURNITURE = frozenset("width height id type size position orientation class lazy hide hidden show".split())


def offered(key: str) -> str:
    """The field that a key which is not known looks like; empty where it looks like none."""
    return _OFFERED.get(plainly(key), "")


def is_foreign(key: str) -> bool:
    """Whether a key is a field of another system, and so no slip of the pen."""
    plain = plainly(key)
    return plain in _TARGETS or plain in _OFFERED or plain in _NO_SLIPS or key in _NO_SLIPS


@dataclass(frozen=True, slots=True)
class Translated:
    """A record in newsgen's names."""

    record: Record
    mapped: tuple[str, ...] = ()
    """`theirs → ours` of each field that was mapped by itself."""
    silent: frozenset[str] = frozenset()
    """Keys that are kept in `extra` without a word."""
    hiding: Hiding | None = None
    later_date: str = ""
    """The key of a date beside `date` before which the story is not to be seen."""


def translated(
    record: Record,
    known: frozenset[str],
    taxonomies: frozenset[str],
    fields: Mapping[str, str],
    own_urls: Collection[str] = (),
) -> Translated:
    """The record with other systems' fields under the names of ``known``.

    ``taxonomies`` are those among them that take several names; ``fields`` are newsgen.yaml's; ``own_urls`` are the
    addresses that the site has, and had.
    """
    if known.issuperset(record.entries) and fields.keys().isdisjoint(record.entries) and not _has_other_picture(record):
        return Translated(record)
    return _Translation(record, known, taxonomies, fields, tuple(own_urls)).result()


def _has_other_picture(record: Record) -> bool:
    image = record.entries.get("image")
    if isinstance(image, Scalar):
        return image.text.lower() in FALSE
    return isinstance(image, Sequence) or (isinstance(image, Record) and "src" not in image.entries)


class _Translation:
    """One record while it is being translated."""

    def __init__(
        self,
        record: Record,
        known: frozenset[str],
        taxonomies: frozenset[str],
        fields: Mapping[str, str],
        own_urls: tuple[str, ...],
    ) -> None:
        self._record = record
        self._known = known
        self._taxonomies = taxonomies
        self._fields = {plainly(key): target for key, target in fields.items()}
        self._own_urls = own_urls
        self._entries = dict(record.entries)
        self._keys = dict(record.keys)
        self._mapped: list[str] = []
        self._silent: set[str] = set()
        self._later = ""

    def result(self) -> Translated:
        """The record and what was done to it."""
        self._lift_groups()
        for key in [key for key in self._entries if plainly(key) in self._fields]:
            self._move(key, self._fields[plainly(key)], is_told=False)
        foreign = {key: self._entries[key] for key in self._entries if key not in self._known | self._silent}
        hiding = hiding_of(foreign)
        self._take_published_date()
        for key in sorted(foreign, key=lambda key: _RANKS.get(plainly(key), 0)):
            target = self._target(key)
            if target and key in self._entries:
                self._move(key, target)
        if "image" in self._entries and _is_nothing(self._entries["image"]):
            del self._entries["image"], self._keys["image"]
        elif "image" in self._entries and "image" in self._record.entries:
            self._keep_other_pictures("image", self._entries["image"], self._keys["image"])
        self._read_picture()
        others = [key for key in self._entries if key not in self._known]
        self._silent |= {key for key in others if plainly(key) in _FURNITURE or may_hide(key)}
        self._silent |= {key for key in others if hiding is not None and key == hiding.key}
        record = replace(self._record, entries=self._entries, keys=self._keys)
        return Translated(record, tuple(self._mapped), frozenset(self._silent), hiding, self._later)

    def _lift_groups(self) -> None:
        """Zola's, Hugo's and Grav's fields that stand in groups of their own."""
        for name in [key for key in self._entries if key.lower() in {"taxonomies", "params", "taxonomy"}]:
            group = self._entries.get(name)
            if isinstance(group, Record) and name not in self._known:
                del self._entries[name], self._keys[name]
                for key, node in group.entries.items():
                    if key not in self._entries:
                        self._entries[key], self._keys[key] = node, group.keys[key]

    def _target(self, key: str) -> str:
        plain = plainly(key)
        target = _TARGETS.get(plain) or next((own for own in self._known if plainly(own) == plain), "")
        return target if target in self._known else ""

    def _take_published_date(self) -> None:
        """`published:` is a date in some systems."""
        for key in [key for key in self._entries if plainly(key) == "published"]:
            node = self._entries[key]
            if isinstance(node, Scalar) and looks_like_date(node.text):
                self._move(key, "date")

    def _move(self, key: str, target: str, *, is_told: bool = True) -> None:
        """Puts a value under newsgen's name, where there is none yet; terms are added to those that are there."""
        if key in self._silent:
            return
        if target == EXTRA:
            self._silent.add(key)
            return
        typed = self._entries[key]
        if target == "url" and self._is_address(typed) and is_served_by_a_program(typed.text):  # type: ignore[union-attr]
            target = "aliases"  # No static host shows it as a page.
        if key != target and not self._fits(target, typed):
            return
        node = _TRANSFORMED.get(target, _same)(typed)
        there = self._entries.get(target)
        if _is_nothing(node):
            self._silent.add(key)
            return
        if there is not None and not _is_nothing(there) and key != target:
            if target not in self._taxonomies and target not in _LISTS:
                self._silent |= {key} if _is_same(node, there) else set()
                self._later = key if target == "date" and plainly(key) in _LATER else self._later
                return
            node = _joined(there, node)
        keys = self._keys.pop(key)
        del self._entries[key]
        if target == "image":
            self._keep_other_pictures(key, typed, keys)
        self._entries[target], self._keys[target] = node, self._keys.get(target, keys)
        if is_told and key != target:
            self._mapped.append(f"{key} → {target}")

    def _fits(self, target: str, node: Node) -> bool:
        """Whether a value can be what a field takes."""
        if target in {"url", "aliases"} and isinstance(node, Scalar):
            return target == "aliases" or self._is_address(node)
        if target == "url":
            return False
        if target == "image":
            first = _first(node)
            return bool(_parts_of(first)) if isinstance(first, Record) else _names_picture(first)
        if target == "date" and isinstance(node, Scalar):
            return node.text.strip().lower() not in TRUE
        return target not in _ONE_TEXT or isinstance(node, Scalar)

    def _is_address(self, node: Node) -> bool:
        """Whether a value is an address on this site, and not a pattern or the address of another's page."""
        if not isinstance(node, Scalar):
            return False
        text = node.text.strip()
        path = re.sub(r"\A[a-zA-Z]+://|\A//", "", text)
        return (
            ("/" in path or path.endswith((".html", ".htm")))
            and _TOKEN.search(path) is None
            and not read_place(text, self._own_urls).fault
        )

    def _keep_other_pictures(self, key: str, node: Node, name: Scalar) -> None:
        """Keeps what one picture has no room for: further pictures, and parts of a group that newsgen does not have."""
        if isinstance(node, Sequence) and len(node.items) > 1:
            self._entries[key if key != "image" else "images"] = node
            self._keys[key if key != "image" else "images"] = name
        first = _first(node)
        if isinstance(first, Record) and "src" not in first.entries:
            used = set(map(id, _parts_of(first).values()))
            for part, value in first.entries.items():
                if id(value) not in used and not _is_nothing(value):
                    self._entries[f"{key}.{part}"], self._keys[f"{key}.{part}"] = value, first.keys[part]
                    self._silent |= {f"{key}.{part}"} if plainly(part) in _PICTURE_FURNITURE else set()

    def _read_picture(self) -> None:
        """The picture as one group, with what other fields say of it."""
        parts: dict[str, Node] = {}
        image = self._entries.get("image")
        if isinstance(image, Sequence):
            image = image.items[0]
        if isinstance(image, Record) and "src" in image.entries:
            parts = dict(image.entries)
        elif isinstance(image, Record):
            parts |= _parts_of(image)
        elif isinstance(image, Scalar):
            parts["src"] = image
        for key in [key for key in self._entries if key not in self._known]:
            match = _PICTURE_PART.fullmatch(plainly(key))
            node = self._entries[key]
            if match and match["field"] in _PICTURES and isinstance(node, Scalar) and "src" in parts:
                parts.setdefault(_PARTS[match["part"]], node)
                self._mapped.append(f"{key} → image")
                del self._entries[key], self._keys[key]
        if image is not None and set(parts) != {"src"} and parts:
            keys = {part: Scalar(part, node.line, node.column) for part, node in parts.items()}
            self._entries["image"] = Record(parts, keys, image.line, image.column)
        elif image is not None and parts:
            self._entries["image"] = parts["src"]
        elif isinstance(image, Record) and all(_is_nothing(node) for node in image.entries.values()):
            self._entries.pop("image")
            self._keys.pop("image")


_PICTURE_PART = re.compile(rf"(?P<field>\w+?)(?P<part>{'|'.join(sorted(_PARTS, key=len, reverse=True))})")
_PICTURE_NAME = re.compile(r"(?i)\A(?:https?://|/)\S+\Z|\A\S.*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:\?\S*)?\Z")
_TOKEN = re.compile(r"[:{}<>\s]|\A(?:pretty|date|none|ordinal|weekdate)\Z")


def _names_picture(node: Node) -> bool:
    return isinstance(node, Scalar) and _PICTURE_NAME.search(node.text.strip()) is not None


def _is_nothing(node: Node) -> bool:
    if isinstance(node, Scalar):
        return node.is_empty or node.text.lower() in FALSE
    return not (node.items if isinstance(node, Sequence) else node.entries)


def _is_same(one: Node, other: Node) -> bool:
    return isinstance(one, Scalar) and isinstance(other, Scalar) and one.text.strip() == other.text.strip()


def _parts_of(image: Record) -> dict[str, Scalar]:
    """The parts of a picture in a group by newsgen's names."""
    parts: dict[str, Scalar] = {}
    for part, names in PICTURE_PARTS.items():
        by_name = {plainly(key): node for key, node in image.entries.items()}
        found = next((by_name[plainly(name)] for name in names if plainly(name) in by_name), None)
        if isinstance(found, Scalar) and not found.is_empty:
            parts[part] = found
    return parts if "src" in parts else {}


def _joined(first: Node, second: Node) -> Node:
    """Two lists of names as one."""
    return Sequence((*_items(first), *_items(second)), first.line, first.column)


def _items(node: Node) -> Iterable[Node]:
    return node.items if isinstance(node, Sequence) else (node,)


def _same(node: Node) -> Node:
    return node


def _flat(node: Node) -> Node:
    """Hexo's lists in lists as one list, and Jekyll's text of several words as several."""
    if isinstance(node, Scalar) and re.fullmatch(r"[a-z0-9\-]+(?: +[a-z0-9\-]+)+", node.text.strip()):
        return Sequence(tuple(node._replace(text=word) for word in node.text.split()), node.line, node.column)
    if isinstance(node, Sequence):
        inner = [part for item in node.items for part in (item.items if isinstance(item, Sequence) else (item,))]
        return replace(node, items=tuple(inner))
    return node


def _without_by(node: Node) -> Node:
    """``Jane Doe`` of ``By Jane Doe``."""
    if isinstance(node, Sequence):
        return replace(node, items=tuple(map(_without_by, node.items)))
    return node._replace(text=re.sub(r"\A\s*[Bb]y\s+", "", node.text)) if isinstance(node, Scalar) else node


def _from_root(node: Node) -> Node:
    """Old addresses as they begin at the root of the site, whatever stood before."""
    if isinstance(node, Sequence):
        return replace(node, items=tuple(map(_from_root, node.items)))
    if not isinstance(node, Scalar) or node.is_empty:
        return node
    path = urlsplit(node.text).path if re.match(r"https?://", node.text) else node.text
    return node._replace(text=path if path.startswith("/") else f"/{path}")


def _first(node: Node) -> Node:
    return node.items[0] if isinstance(node, Sequence) and node.items else node


_TRANSFORMED: Mapping[str, Callable[[Node], Node]] = {
    "sections": _flat,
    "authors": _without_by,
    "aliases": _from_root,
    "image": _first,
}
