"""The fields of a post: by its item, its terms, and what plugins keep in its meta. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from newsgen.documents.places import is_served_by_a_program
from newsgen.importers.beside import Names
from newsgen.importers.from_html.lines import line_of_html
from newsgen.importers.mail import name_without_mail
from newsgen.importers.story import Value
from newsgen.importers.wordpress.addresses import Addresses
from newsgen.importers.wordpress.dates import dates_of
from newsgen.importers.wordpress.export import Part
from newsgen.importers.wordpress.holding import held_back
from newsgen.importers.wordpress.index import SiteIndex
from newsgen.importers.wordpress.old_places import names_in
from newsgen.models.names import path_fault, slug_for
from newsgen.settings import ImportSettings

_NO_SECTION = frozenset(
    {"uncategorized", "uncategorised", "allgemein", "non-classe", "sin-categoria", "senza-categoria", "sem-categoria"}
)
_SUMMARIES = (
    "_yoast_wpseo_metadesc",
    "rank_math_description",
    "_aioseo_description",
    "_aioseop_description",
    "_seopress_titles_desc",
)
_ABOVE_AND_BELOW = {
    "subtitle": ("subtitle", "sub_title", "wps_subtitle", "_secondary_title", "deck", "dek", "standfirst"),
    "kicker": ("kicker", "overline", "eyebrow"),
}
"""Lines at the headline to the meta in which plugins and themes keep them."""
_LONGEST_NAME = 200
"""Letters of a section or a tag."""
_LONGEST_SUMMARY = 5_000


@dataclass(frozen=True)
class PostFields:
    """Reads the fields of posts."""

    index: SiteIndex
    addresses: Addresses
    settings: ImportSettings = field(default_factory=ImportSettings)
    language: str = ""
    """The publication's."""
    menus: Mapping[str, int] = field(default_factory=dict)
    """Number of each page to its place in the menu."""

    def of(
        self, part: Part, kind: str, meta: Mapping[str, str], files: Names, authors: tuple[str, ...], *, is_page: bool
    ) -> dict[str, Value]:
        """The fields of a post, without those that are empty.

        Args:
            part: Its item.
            kind: Its type.
            meta: What plugins keep of it.
            files: Is told which files lie beside it.
            authors: Who wrote it.
            is_page: Whether it is to be a page.
        """
        dates = dates_of(part)
        # A page needs no date, unless it is to wait for it.
        is_undated = is_page and part.text("wp:status").strip() != "future"
        fields: dict[str, Value] = {
            "title": line_of_html(part.text("title")) or f"{kind.capitalize()} {part.text('wp:post_id')}".strip()
        }
        fields |= {name: date for name, date in dates.items() if name != "date" or not is_undated}
        if not is_page:
            fields["authors"] = authors
            fields["featured"] = "true" if part.text("wp:is_sticky").strip() == "1" else ""
        extra = self._taxonomies(part, fields, is_page=is_page)
        fields |= self._languages(part)
        if first := self._primary_section(meta):
            fields["sections"] = tuple(sorted(names_in(fields, "sections"), key=lambda name: name != first))
        if is_page:
            fields["menu"] = str(self.menus.get(part.text("wp:post_id").strip(), 0) or "")
            extra["author"] = ", ".join(filter(None, map(name_without_mail, authors)))
            extra["published"] = dates.get("date", "") if is_undated else ""
        for name, keys in _ABOVE_AND_BELOW.items():
            fields[name] = next((line for key in keys if (line := line_of_html(meta.get(key, "")))), "")
        fields["summary"] = _summary(part, meta)
        fields["url"] = self._url(part)
        is_public = kind in {"post", "page"} or self.settings.types.get(kind) in {"article", "page"}
        if why_held := held_back(part, meta, is_dated="date" in fields or is_page, is_public=is_public):
            fields["draft"] = "true"
            extra["status"] = why_held
        extra["post_type"] = kind if kind not in {"post", "page"} else ""
        fields["image"] = self._image(meta, files)
        extra["wordpress_id"] = part.text("wp:post_id").strip()
        fields["extra"] = {key: value for key, value in extra.items() if value}
        return {key: value for key, value in fields.items() if value}

    def _languages(self, part: Part) -> dict[str, Value]:
        """The language of a post, where it is not the publication's, and of which it is a version."""
        terms = [each.attributes for each in part.every("category")]
        language = next(filter(None, map(_language, terms)), "")
        versions = next((each.get("nicename", "") for each in terms if _is_of_versions(each)), "")
        return {"lang": language if language != self.language else "", "translation_of": versions}

    def _url(self, part: Part) -> str:
        """The address that a post has kept; empty where no file can have it."""
        address = unquote(self.index.place_of(part.text("link")))
        if not address or address == "/" or path_fault(address.strip("/")):
            return ""
        # No static host shows what is called like a program; the old address leads on.
        return re.sub(r"\.\w+\Z", ".html", address) if is_served_by_a_program(address) else address

    def _primary_section(self, meta: Mapping[str, str]) -> str:
        """The name of the section that a plugin for search engines calls the first one."""
        number = meta.get("_yoast_wpseo_primary_category", "") or meta.get("rank_math_primary_category", "")
        found = self.index.categories.get(self.index.terms.get(number.strip(), ("", ""))[1]) if number.strip() else None
        return found.name if found else ""

    def _taxonomies(self, part: Part, fields: dict[str, Value], *, is_page: bool) -> dict[str, Value]:
        """Files the story; gives what newsgen has no field for."""
        named: dict[str, list[str]] = {}
        for node in part.every("category"):
            domain = node.attributes.get("domain", "category")
            if domain == "author" or _language(node.attributes) or _is_of_versions(node.attributes):
                continue
            nickname = node.attributes.get("nicename") or slug_for(line_of_html(node.text))
            if domain == "category" and nickname in _NO_SECTION:
                continue
            name = line_of_html(node.text) or unquote(node.attributes.get("nicename", ""))
            where = domain if len(name) <= _LONGEST_NAME else f"long_{domain}"
            if name and name not in named.setdefault(where, []):
                named[where].append(name)
        if not is_page:
            for domain, taxonomy in (("category", "sections"), ("post_tag", "tags"), ("tag", "tags")):
                if names := named.pop(domain, []):
                    fields[taxonomy] = (*(fields.get(taxonomy) or ()), *names)
        return {domain: tuple(names) for domain, names in named.items()}

    def _image(self, meta: Mapping[str, str], files: Names) -> Mapping[str, Value]:
        medium = self.index.media.get(meta.get("_thumbnail_id", "").strip())
        if medium is None or not medium.address:
            return {}
        address = self.addresses.here(medium.address, files)
        image: dict[str, Value] = {"src": address, "alt": medium.alt or medium.title}
        if caption := line_of_html(medium.caption):
            image["caption"] = caption
        return image


def _language(attributes: Mapping[str, str]) -> str:
    """The language that a plugin has filed a post under: ``de`` of Polylang; empty for other terms."""
    name = attributes.get("nicename", "") if attributes.get("domain") == "language" else ""
    return name if re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?", name) else ""


def _is_of_versions(attributes: Mapping[str, str]) -> bool:
    """Whether a term is what all versions of a story in several languages share, in Polylang."""
    return attributes.get("domain") == "post_translations"


def _summary(part: Part, meta: Mapping[str, str]) -> str:
    """The excerpt; else what plugins tell search engines, unless that is a pattern."""
    said = (part.text("excerpt:encoded"), *(meta.get(name, "") for name in _SUMMARIES))
    return next((text[:_LONGEST_SUMMARY] for each in said if (text := line_of_html(each)) and "%%" not in text), "")
