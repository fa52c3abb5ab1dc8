"""What the file of a story is called, where newsgen puts it, and which stories are versions of one. Pure."""

import posixpath
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.known import Known
from newsgen.importers.generators.selection import Entry
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.sorting import PEOPLE, TERMS
from newsgen.importers.taken_addresses import Taken, TakenAddresses
from newsgen.loader.paths import as_dated_name, without_date
from newsgen.models.names import path_key, slug_for
from newsgen.settings import Settings

_KEYS_OF_VERSIONS = ("ref", "page_id", "lang-ref", "lang_ref", "t_id", "translation-id", "trans_id")
_OLD_LISTS = re.compile(r"/page(?:/\d+)?/?")
"""Where generators have lists of their own, which newsgen has not."""


def version_of(site: Site, entry: Entry, typed: Mapping[str, Any], lang: str) -> str:
    """What all versions of a text in other languages have in common."""
    if not entry.lang and lang:
        for key in _KEYS_OF_VERSIONS:
            if value := text_of(typed, key):
                return f"ref/{value}"
        if site.generator == "pelican" and (slug := text_of(typed, "slug")):
            return f"slug/{slug}"
    inside = posixpath.splitext(entry.inside)[0]
    return re.sub(r"(?:/(?:_?index|readme))\Z", "", inside, flags=re.IGNORECASE)


def join_versions(known: list[Known], usual: str, own: str) -> None:
    """Sets the language of each, and what it has in common with its versions.

    Args:
        known: All stories.
        usual: The language of the old site; empty where it is not said.
        own: That of the publication.
    """
    together: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        lang = str(each.said.fields.get("lang", ""))
        if not lang and usual and each.kind != "term":
            lang = usual
            each.said.fields["lang"] = usual
        if lang.lower() == own.lower():
            each.said.fields.pop("lang", None)
        together[each.version].append(each)
    for version, several in together.items():
        languages = {str(each.said.fields.get("lang", own)).lower() for each in several}
        is_told = len(several) > 1 and len(languages) == len(several)
        for each in several:
            if is_told and each.kind == "article" and "translation_of" not in each.said.fields:
                each.said.fields["translation_of"] = version.replace(".md", "")
            else:
                each.version = ""


class Namer:
    """Gives stories names and addresses of newsgen's own."""

    def __init__(self, settings: Settings, known: list[Known]) -> None:
        self._settings = settings
        self._taken = TakenAddresses(settings)
        self._terms = {
            (taxonomy.name, settings.term_slug(taxonomy.name, name))
            for taxonomy in settings.taxonomies
            for each in known
            if isinstance(names := each.said.fields.get(taxonomy.name), tuple)
            for name in names
        }
        """Taxonomy and slug of each term that a story names."""

    def name(self, known: list[Known]) -> None:
        """Gives each a file of its own, and an address where its old one is not known."""
        taken: set[str] = set()
        # Stories of the publication's own language have the shorter names.
        for each in sorted(known, key=lambda one: "lang" in one.said.fields):
            base = self._name_of(each)
            each.folder = self._folder(each)
            place = each.folder or str(each.said.fields.get("date", ""))[:7].replace("-", "/")
            lang = str(each.said.fields.get("lang", "")).lower()
            chosen, number = base, 1
            while path_key(f"{place}/{chosen}") in taken:
                number += 1
                chosen = f"{base}-{lang}" if lang and number == 2 else f"{base}-{number}"  # noqa: PLR2004 - the second
            each.name = chosen
            if each.kind == "page" and self.is_listing(self._own_address(each)):
                each.name = f"{chosen}-page"
            taken.add(path_key(f"{place}/{each.name}"))
            own = self._own_address(each)
            each.is_unmoved = each.is_old and each.address == own
            if each.kind == "term" or each.address in {"/", own} or self.is_listing(each.address):
                each.is_old = False
            each.address = each.address if each.is_old else own

    def is_listing(self, address: str) -> bool:
        """Whether a listing lies at an address, here or on the old site: of terms, those that are named."""
        match self._taken.at(address):
            case Taken.TERM:
                taxonomy, _, name = address.strip("/").partition("/")
                return (taxonomy, name) in self._terms
            case Taken.HOME | Taken.LISTING | Taken.FILE:
                return True
            case _:
                return _OLD_LISTS.fullmatch(address) is not None

    def _name_of(self, known: Known) -> str:
        entry = known.entry
        stem = entry.stem
        if stem.lower() in {"index", "_index", "readme"} and entry.folder:
            stem = entry.folder.rpartition("/")[2]
        bare = without_date(as_dated_name(stem)) or stem
        if bare.lower() in {"index", "readme"}:
            bare = "home" if known.kind == "page" else str(known.said.fields["title"])
        return slug_for(bare, self._settings.slugs)

    def _folder(self, known: Known) -> str:
        entry = known.entry
        if known.kind == "term":
            return f"terms/{'authors' if {entry.section, entry.collection} & PEOPLE else TERMS[entry.section]}"
        if known.kind == "article":
            return "" if known.said.date else "drafts"
        folders = [part for part in entry.folder.split("/") if part and part not in {"pages", "content"}]
        if entry.stem.lower() in {"index", "_index", "readme"} and folders:
            folders.pop()
        return "/".join(["pages", *(slug_for(part, self._settings.slugs) for part in folders)])

    def _own_address(self, known: Known) -> str:
        """Where newsgen would put it."""
        fields, name, slugs = known.said.fields, known.name, self._settings.slugs
        if known.kind == "term":
            return f"/{known.folder.removeprefix('terms/')}/{slug_for(str(fields['title']), slugs)}/"
        if known.kind == "page":
            return f"/{known.folder.removeprefix('pages').strip('/')}/{name}/".replace("//", "/")
        moment = known.said.date
        if moment is None:
            return ""
        sections = fields.get("sections", ())
        place = self._settings.permalink.format(
            year=f"{moment.day.year:04}", month=f"{moment.day.month:02}", day=f"{moment.day.day:02}", slug=name,
            section=slug_for(sections[0], slugs) if isinstance(sections, tuple) and sections else "news",
            lang=str(fields.get("lang", "")).lower(),
        )  # fmt: skip
        return "/" + place.replace("//", "/").lstrip("/")
