"""How articles are filed: `taxonomies`, and the slugs of their terms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsgen.documents.fields import FALSE, FieldReader, word_of
from newsgen.models.names import segment_fault

ARTICLE_FIELDS = (
    "title",
    "date",
    "updated",
    "slug",
    "dateline",
    "kicker",
    "genre",
    "subtitle",
    "summary",
    "image",
    "corrections",
    "lang",
    "draft",
    "expires",
    "aliases",
    "alias",
    "canonical",
    "url",
    "id",
    "translation_of",
    "weight",
    "featured",
    "pinned",
    "breaking",
    "extra",
)
"""The fields of an article's front matter that are no taxonomy."""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One way of filing articles, such as tags, sections or authors."""

    name: str
    """The field of the front matter, and the first part of its URLs: ``tags``."""
    title: str
    singular: str
    """The field's other name, for a single term: ``tag``."""
    has_own_title: bool = False
    """Whether newsgen.yaml gives it; else the theme may have a word for it."""
    slugs: Mapping[str, str] = field(default_factory=dict)
    """Name of a term to its slug, where the usual one will not do."""


DEFAULT_TAXONOMIES = (
    Taxonomy("tags", "Tags", "tag"),
    Taxonomy("sections", "Sections", "section"),
    Taxonomy("authors", "Authors", "author"),
    Taxonomy("places", "Places", "place"),
    Taxonomy("people", "People", "person"),
    Taxonomy("organizations", "Organizations", "organization"),
    Taxonomy("sources", "Sources", "source"),
    Taxonomy("series", "Series", "series"),
)
_TAXONOMY_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def read_taxonomies(fields: FieldReader) -> tuple[Taxonomy, ...]:
    """The usual taxonomies, but for those that are off, and the publication's own."""
    taxonomies = {taxonomy.name: taxonomy for taxonomy in DEFAULT_TAXONOMIES}
    groups = fields.record("taxonomies")
    if groups is None:
        return DEFAULT_TAXONOMIES
    for name in groups.keys():  # noqa: SIM118 - Fields is no mapping
        node = groups.node(name)
        if word_of(node) in FALSE:
            taxonomies.pop(name, None)
            continue
        usual = taxonomies.get(name, Taxonomy(name, name.replace("_", " ").capitalize(), name.removesuffix("s")))
        if not _TAXONOMY_NAME.fullmatch(name):
            groups.note(
                groups.key_node(name),
                f"`{name}` cannot name a taxonomy",
                "use small letters, digits and hyphens",
            )
        elif name in ARTICLE_FIELDS and name != "genre":  # which a publication may file by instead
            groups.note(
                groups.key_node(name),
                f"`{name}` is a field of every article",
                "choose another name for the taxonomy",
            )
        elif node is None:
            taxonomies[name] = usual
        elif details := groups.record(name):
            taxonomies[name] = _read_taxonomy(details, usual)
    return tuple(taxonomies.values())


def _read_taxonomy(details: FieldReader, usual: Taxonomy) -> Taxonomy:
    slugs: dict[str, str] = {}
    if given := details.record("slugs"):
        for name in given.keys():  # noqa: SIM118 - likewise
            slug = given.text(name)
            if not slug or segment_fault(slug):
                given.note(given.node(name), f"{slug!r} cannot be a slug", "use small letters, digits and hyphens")
            slugs[name] = slug
    title = details.text("title")
    singular = details.text("singular") or usual.singular
    read = Taxonomy(usual.name, title or usual.title, singular, has_own_title=bool(title), slugs=slugs)
    details.refuse_unknown(("title", "singular", "slugs"))
    return read
