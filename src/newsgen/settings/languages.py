"""The languages of a publication, and what its edition in each of them says otherwise: `languages`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsgen.documents.fields import FieldReader
from newsgen.documents.yaml_nodes import Record
from newsgen.models.front import FrontRow
from newsgen.models.language import is_language_tag
from newsgen.models.site import EditionLink, MenuItem, Site
from newsgen.settings.front import front_as_values, read_front
from newsgen.settings.publication import menu_as_values, read_menu
from newsgen.settings.taxonomies import Taxonomy

EDITION_KEYS = ("title", "description", "copyright", "menu", "front")


@dataclass(frozen=True, slots=True)
class Edition:
    """The publication in a language other than its own. What is empty is as in the publication."""

    language: str
    title: str = ""
    description: str = ""
    copyright: str = ""
    menu: tuple[MenuItem, ...] = ()
    """Empty for the largest sections."""
    front: tuple[FrontRow, ...] = ()

    @property
    def prefix(self) -> str:
        """What its places begin with: ``ko/``."""
        return f"{self.language.lower()}/"


def read_languages(
    fields: FieldReader, own: str, taxonomies: Iterable[Taxonomy]
) -> tuple[tuple[str, ...], tuple[Edition, ...]]:
    """Names of folders in content/, as language tags; and the editions, of which the ``own`` language has none."""
    if not isinstance(fields.node("languages"), Record):
        named = fields.names_typed("languages")
        for name, node in named.items():
            if not is_language_tag(_tag(name)):
                fields.note(node, f"`languages`: {name} is not a language tag", "write `languages: [en, ja, zh-Hant]`")
        tags = tuple(map(_tag, named))
        return tags, _without_own([Edition(tag) for tag in tags], own)
    groups, editions = fields.record("languages"), []
    seen: set[str] = set()
    if groups is None:
        return (), ()
    for name in groups.keys():  # noqa: SIM118 - no mapping
        if not is_language_tag(_tag(name)):
            mend = "write `languages: {ja: {title: …}, zh-Hant: {title: …}}`"
            groups.note(groups.key_node(name), f"`languages`: {name} is not a language tag", mend)
            continue
        tag = _tag(name).lower()
        if tag in seen:
            groups.note(groups.key_node(name), f"`languages` names {name} twice", "write what it says in one place")
        seen.add(tag)
        details = groups.record(name)
        if details and tag == own.lower():
            mend = "write `title`, `menu` and the like at the top of newsgen.yaml, and nothing here"
            groups.note(groups.key_node(name), f"{name} is the publication's own language, of which they speak", mend)
            details.text("title")
            continue
        editions.append(_read_edition(_tag(name), details, taxonomies) if details else Edition(_tag(name)))
    return tuple(edition.language for edition in editions), _without_own(editions, own)


def with_editions(site: Site, editions: tuple[Edition, ...]) -> Site:
    """The site, with links to the front pages of its editions."""
    links = [EditionLink(each.language, each.title or site.title, each.prefix) for each in editions]
    return replace(site, editions=(EditionLink(site.language, site.title), *links)) if links else site


def _read_edition(tag: str, details: FieldReader, taxonomies: Iterable[Taxonomy]) -> Edition:
    edition = Edition(
        tag,
        title=details.text("title", limit=200),
        description=details.text("description"),
        copyright=details.text("copyright"),
        menu=read_menu(details),
        front=read_front(details, taxonomies, ()),
    )
    details.refuse_unknown(EDITION_KEYS)
    return edition


def _tag(name: str) -> str:
    return name.strip("/").replace("_", "-")


def _without_own(editions: Iterable[Edition], own: str) -> tuple[Edition, ...]:
    """Each language once."""
    found = {edition.language.lower(): edition for edition in editions}
    found.pop(own.lower(), None)
    return tuple(found.values())


def languages_as_values(
    languages: tuple[str, ...], editions: Iterable[Edition], taxonomies: Iterable[Taxonomy]
) -> object:
    """The languages in the form of newsgen.yaml."""
    details: dict[str, dict[str, object]] = {tag: {} for tag in languages}
    for edition in editions:
        texts = {name: getattr(edition, name) for name in ("title", "description", "copyright")}
        lists: dict[str, object] = {
            "menu": menu_as_values(edition.menu),
            "front": front_as_values(edition.front, taxonomies),
        }
        details[edition.language] = {name: value for name, value in {**texts, **lists}.items() if value}
    return details if any(details.values()) else list(languages)
