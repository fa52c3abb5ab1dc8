"""The recipe: the texts of a folder as stories. They are read twice, since they speak of one another. Pure."""

import hashlib
import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsgen.documents.places import is_served_by_a_program
from newsgen.errors import Problem
from newsgen.importers.generators import bodies
from newsgen.importers.generators.addresses import About, address_of, clean, filled_template
from newsgen.importers.generators.configs import text_of
from newsgen.importers.generators.data import defaults_of, lives_of, people_of
from newsgen.importers.generators.definitions import Definitions
from newsgen.importers.generators.emojis import has_emojis, with_emojis
from newsgen.importers.generators.fields import Said, aliases_of, say, title_of_name
from newsgen.importers.generators.front import Front, read_front
from newsgen.importers.generators.headers import with_headers_of_html, with_headers_of_rst
from newsgen.importers.generators.known_tags import Knower
from newsgen.importers.generators.links import Book, Linker, has_bare_links, pictures_in, with_links
from newsgen.importers.generators.markups import MarkupError
from newsgen.importers.generators.masks import Masks, without_braces
from newsgen.importers.generators.said import said_by_html, said_by_markdown, said_by_marks
from newsgen.importers.generators.selection import (
    ANY,
    ARTICLE,
    DRAFT,
    PAGE,
    SECTION,
    UNNAMED,
    Entry,
    Selection,
    is_listing,
    page_names,
    select,
)
from newsgen.importers.generators.site import Site
from newsgen.importers.generators.unshown import Unshown
from newsgen.importers.generators.usual import usual_terms
from newsgen.importers.old_addresses import OldAddresses
from newsgen.importers.story import LIKELY, Guess, LeftOut, Story, Value
from newsgen.importers.tree import UnreadableError
from newsgen.loader.paths import as_dated_name, without_date
from newsgen.loader.rules import ArticleRules
from newsgen.models.names import path_key, slug_for
from newsgen.settings import Settings

LARGEST_STORY = 20_000_000
"""Bytes."""
_TERMS = {"tags": "tags", "tag": "tags", "categories": "sections", "category": "sections", "series": "series"}
"""Folders of texts about terms, as systems call them, to newsgen's taxonomies."""
_PEOPLE = frozenset({"authors", "author", "people"})
_PAGE_FIELDS = frozenset("title subtitle summary url image date updated expires lang draft aliases extra".split())
_TOP_PAGES = re.compile(
    r"(?i)(?:about|contact|imprint|impressum|privacy|datenschutz|terms|legal|disclaimer|license|kontakt|faq|team"
    r"|donate|"
    r"subscribe|newsletter|advertise|colophon|links|resume|cv|portfolio|projects|now|uses)(?:[-_](?:us|me|policy"
    r"|uns))?"
)
_REDIRECT = "pages that led on to others"
_FEW = 5
"""Words that are a text."""


@dataclass
class Known:
    """A text that becomes a story."""

    entry: Entry
    said: Said
    kind: str
    address: str = ""
    """Its old one; else newsgen's own."""
    is_old: bool = False
    name: str = ""
    folder: str = ""
    version: str = ""
    """What all versions of it in other languages have in common."""
    aliases: list[str] = field(default_factory=list)


@dataclass
class Reader:
    """Makes stories of the texts of a site."""

    site: Site
    rules: ArticleRules
    settings: Settings
    old: OldAddresses
    faults: list[str] = field(default_factory=list)
    passed_over: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._people = people_of(self.site)
        self._unshown = Unshown(self.site)
        self._book = Book(self.site)
        self._definitions = Definitions(self.site)
        self._titles: dict[tuple[str, str, str], str] = {}
        self._has_emojis = has_emojis(self.site)
        self._page_names = page_names(self.site)
        names = "|".join(re.escape(taxonomy.name) for taxonomy in self.settings.taxonomies)
        self._listings = re.compile(
            rf"/(?:(?:{names})(?:/[^/]+)?|dates|articles|on-this-day(?:/\d\d-\d\d)?|\d{{4}}(?:/\d\d){{0,2}}|page(?:/\d+)?|search"
            r"|(?:404|index)\.html|[^/]+\.(?:xml|txt|css|js|json|ico|svg|png|webmanifest))?/?"
        )
        """Addresses that newsgen's own listings have."""
        self._terms: set[tuple[str, str]] = set()
        """Taxonomy and slug of each term that a story names."""
        self._given: dict[str, str] = {}
        """Addresses, and aliases that were given out, to the addresses of the stories that have them."""

    def stories(self) -> Iterator[Story]:
        """All stories."""
        selection = select(self.site)
        self._pass_over(selection)
        known = [each for entry in selection.entries if (each := self._known(entry)) is not None]
        self._join_versions(known)
        self._terms = {
            (taxonomy.name, self.settings.term_slug(taxonomy.name, name))
            for taxonomy in self.settings.taxonomies
            for each in known
            if isinstance(names := each.said.fields.get(taxonomy.name), tuple)
            for name in names
        }
        self._name(known)
        for each in known:
            self._book.add(each.entry.path, each.address, *each.aliases)
        self._given = {each.address.rstrip("/"): each.address for each in known}
        for each in known:
            try:
                yield self._story(each)
            except MarkupError as error:
                self.faults.append(f"{each.entry.path}: cannot be read: {error}")
        yield from self._lives(known)
        self.faults.extend(
            f"{path}: only a pointer of Git LFS: `git lfs pull` fetches the file"
            for path, is_pointer in sorted(self._book.pointers.items())
            if is_pointer
        )

    def _lives(self, known: list[Known]) -> Iterator[Story]:
        """Term files of authors whose lives a file of data tells, and no page."""
        taken = {
            self.settings.term_slug("authors", name)
            for each in known
            if each.kind == "term" and each.folder == "terms/authors"
            for name in (str(each.said.fields["title"]), self._people.get(each.name.lower(), each.name))
        }
        named = {
            self.settings.term_slug("authors", name): name
            for each in known
            if isinstance(names := each.said.fields.get("authors"), tuple)
            for name in names
        }
        for person in lives_of(self.site):
            slug = self.settings.term_slug("authors", person.name)
            if slug not in named or slug in taken:
                continue
            taken.add(slug)
            path = person.path.rpartition(":")[0]
            linker = Linker(self._book, path, self.site.contents[0][0], "")
            fields: dict[str, Value] = {"title": named[slug]}
            extra: dict[str, Value] = {}
            if person.image:
                fields["image"] = {"src": person.image}
                self._set_image(fields, extra, linker)
            if extra:
                fields["extra"] = extra
            masks = Masks()
            text = masks.restored(with_links(masks.hide_code(without_braces(person.text)), linker)).strip("\n")
            yield Story(
                key=f"{self.site.generator}:{self.site.name}:{person.path.removeprefix(self.site.top)}",
                digest=hashlib.sha256(repr(person).encode("utf-8", "surrogatepass")).hexdigest(),
                source=path, fields=fields, text=text, said=said_by_markdown(person.text), kind="term",
                links=tuple(dict.fromkeys(linker.links)), pictures=tuple(dict.fromkeys(linker.pictures)),
                files=dict(linker.files), folder="terms/authors", name=slug,
            )  # fmt: skip

    def _pass_over(self, selection: Selection) -> None:
        passed = Counter(selection.passed_over)
        passed.update(f"texts in {kind}, which is not read" for _, kind in selection.unread)
        self.faults.extend(
            f"{path}: {kind} is not read: make Markdown of it first" for path, kind in selection.unread[:100]
            if kind != "templates"
        )  # fmt: skip
        self.passed_over.update(passed)

    def _skip(self, why: str) -> None:
        self.passed_over[why] = self.passed_over.get(why, 0) + 1

    # The first time: what is said of each, and where it lies.

    def _front(self, entry: Entry) -> Front | Problem | str:
        try:
            content = self.site.tree.read(entry.path, LARGEST_STORY)
            if self.site.generator == "nikola":
                meta = f"{posixpath.splitext(entry.path)[0]}.meta"
                if meta in self.site.paths:
                    content = self.site.tree.read(meta, LARGEST_STORY).rstrip() + b"\n\n" + content
        except UnreadableError as error:
            return str(error)
        lower = entry.path.lower()
        if lower.endswith(".rst"):
            content = with_headers_of_rst(content)
        elif self.site.generator == "pelican" and lower.endswith((".html", ".htm")):
            content = with_headers_of_html(content)
        hosts = (self.site.host,) if self.site.host else ()
        defaults = {**self._unshown.defaults(entry), **defaults_of(self.site, entry)}
        return read_front(entry.path, content, self.rules, defaults, hosts)

    def _known(self, entry: Entry) -> Known | None:  # noqa: C901 - a line for each fault
        front = self._front(entry)
        if isinstance(front, Problem):
            self.faults.append(str(replace(front, path=entry.path)))
            return None
        if isinstance(front, str):
            self.faults.append(f"{entry.path}: {front}")
            return None
        said = say(front, entry, self.site, self.rules, lambda name: self._people.get(name.lower(), name))
        tags = said.fields.get("tags")
        if why := self._unshown.why(entry, front.typed, tags if isinstance(tags, tuple) else ()):
            said.hold_back(why)
        if entry.role == ARTICLE and self.site.generator == "jekyll" and said.date is None and not said.fault:
            said.fault = "1:1: its name has no date that can be one, and there is no other"
        kind, why = self._kind(entry, front, said)
        target = _leads_to(front)
        if target and why != "pages that only listed others":
            self._lead_on(entry, front, said, target)
            if kind:  # Nobody could read its text, and it is not lost.
                said.fields["draft"] = "true"
                said.extra["held_back"] = f"it led on to {target}"
        if not kind:
            self._skip(why)
            return None
        if said.fault and not (kind == "page" and entry.role == PAGE):
            self.faults.append(f"{entry.path}:{said.fault}")
            return None
        if kind == "article":
            said.fields.update(usual_terms(self.site, entry, said.fields, lambda name: self._title_of(name, entry)))
        known = Known(entry, said, kind)
        typed = front.typed
        about = self._about(known, front)
        known.address = address_of(self.site, about) if kind != "term" else ""
        known.is_old = bool(known.address) and known.address != "/"
        known.aliases = [path for each in aliases_of(front) if (path := self._alias(each, known))]
        if is_served_by_a_program(known.address):
            known.aliases.append(known.address)
            known.address, known.is_old = "", False
        known.version = self._version(entry, typed, said)
        return known

    def _lead_on(self, entry: Entry, front: Front, said: Said, target: str) -> None:
        """Keeps where a page led on to."""
        address = address_of(self.site, self._about(Known(entry, said, "article" if said.date else "page"), front))
        parts = urlsplit(target)
        is_ours = not parts.netloc or parts.netloc.lower().removeprefix("www.") == self.site.host
        for path in (address, *(clean(each, self.site) for each in aliases_of(front))):
            if path.strip("/"):
                self.old.add(path, clean(target, self.site) if is_ours else target)

    def _title_of(self, folder: str, entry: Entry) -> str:
        """The headline of a folder's own page in the language of a text; empty where it has none."""
        key = (entry.prefix, folder, entry.lang)
        if key not in self._titles:
            ends = (f".{entry.lang}.md", ".md") if entry.lang else (".md",)
            for end in ends:
                path = f"{entry.prefix}{folder}/_index{end}"
                front = self._front(Entry(path, SECTION, entry.prefix, f"{folder}/_index.md"))
                if path in self.site.paths and isinstance(front, Front):
                    self._titles[key] = text_of(front.typed, "title", "linktitle")
                    break
        return self._titles.setdefault(key, "")

    def _alias(self, typed: str, known: Known) -> str:
        if not typed.startswith("/") and "//" not in typed and self.site.generator == "hugo" and known.address:
            typed = posixpath.join(posixpath.dirname(known.address.rstrip("/")), typed)
        path = clean(typed, self.site)
        return path if path.strip("/") else ""

    def _about(self, known: Known, front: Front) -> About:
        entry, said = known.entry, known.said
        typed = {**front.typed, "title": said.fields["title"]}
        lang = str(said.fields.get("lang", "")) or self.site.language
        is_post = entry.role in {ARTICLE, DRAFT} or (
            known.kind == "article" and self.site.generator in {"pelican", "nikola"}
        )
        if self.site.generator == "pelican":
            is_post = known.kind == "article"
        day, clock = _in_zone_of(self.site, said)
        return About(entry, is_post, str(said.fields["title"]), typed, day, clock, _categories(entry, typed), lang)

    def _kind(self, entry: Entry, front: Front, said: Said) -> tuple[str, str]:  # noqa: C901, PLR0911, PLR0912 - a line for each
        words = len(re.sub(r"<[^>]*>|\{[{%].*?[%}]\}|\W+", " ", front.body).split())
        lower = entry.path.lower()
        parts = entry.inside.split("/")
        if not front.has_fields:
            if lower.endswith((".html", ".htm")):
                return "", "files of HTML without fields"
            if self.site.generator == "jekyll" and entry.role == PAGE:
                return "", "texts without fields, which no page was made of"
        if words < _FEW and _leads_to(front):
            return "", _REDIRECT
        if entry.role != ARTICLE and is_listing(entry, front.body):
            return "", "pages that only listed others"
        if len(parts) > 1 and parts[0] in _PEOPLE and (entry.role == SECTION or len(parts) == 2):  # noqa: PLR2004
            return "term", ""
        if entry.role == SECTION:
            if len(parts) == 3 and parts[0] in _TERMS and words:  # noqa: PLR2004 - tags/harbour/_index.md
                return "term", ""
            return (
                ("page", "")
                if words >= _FEW and len(parts) > 1
                else ("", "pages of sections and of the front, without a text")
            )
        is_front = entry.stem.lower() in {"index", "readme"} and len(parts) == 1
        if is_front and words < _FEW * 6:
            return "", "pages of sections and of the front, without a text"
        if entry.role in {DRAFT, UNNAMED}:
            return "article", ""
        if entry.role == PAGE or is_front:
            return "page", ""
        layout = {str(front.typed.get(key, "")).lower().rpartition("/")[2] for key in ("layout", "type", "template")}
        is_page = bool({name.partition(".")[0] for name in layout} & self._page_names)
        if is_page and entry.role != ARTICLE:
            return "page", ""
        if said.is_draft and said.date is None:
            return "article", ""
        name = entry.folder if entry.stem == "index" else entry.stem
        at_top = len(parts) == 1 or (len(parts) == 2 and entry.stem == "index")  # noqa: PLR2004 - about/index.md
        if said.date is None or (entry.role == ANY and at_top and _TOP_PAGES.fullmatch(name)):
            if said.date is None and entry.role == ARTICLE and not said.fault:
                said.guesses.append(Guess("kind", "page", "it has no date", LIKELY))
            return "page", ""
        return "article", ""

    # Versions, names, addresses of newsgen's own.

    def _version(self, entry: Entry, typed: Mapping[str, Any], said: Said) -> str:
        if not entry.lang and said.fields.get("lang"):
            for key in ("ref", "page_id", "lang-ref", "lang_ref", "t_id", "translation-id", "trans_id"):
                if value := text_of(typed, key):
                    return f"ref/{value}"
            if self.site.generator == "pelican" and (slug := text_of(typed, "slug")):
                return f"slug/{slug}"
        inside = posixpath.splitext(entry.inside)[0]
        return re.sub(r"(?:/(?:_?index|readme))\Z", "", inside, flags=re.IGNORECASE)

    def _join_versions(self, known: list[Known]) -> None:
        """Sets the language of each, and what it has in common with its versions."""
        usual = self.site.language
        own = self.settings.site.language
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

    def _name(self, known: list[Known]) -> None:
        """Gives each a file of its own, and an address where its old one is not known."""
        taken: set[str] = set()
        # Stories of the publication's own language have the shorter names.
        for each in sorted(known, key=lambda one: "lang" in one.said.fields):
            entry = each.entry
            stem = entry.stem
            if stem.lower() in {"index", "_index", "readme"} and entry.folder:
                stem = entry.folder.rpartition("/")[2]
            bare = without_date(as_dated_name(stem)) or stem
            if bare.lower() in {"index", "readme"}:
                bare = "home" if each.kind == "page" else str(each.said.fields["title"])
            name = slug_for(bare, self.settings.slugs)
            each.folder = self._folder(each)
            place = each.folder or str(each.said.fields.get("date", ""))[:7].replace("-", "/")
            lang = str(each.said.fields.get("lang", "")).lower()
            chosen, number = name, 1
            while path_key(f"{place}/{chosen}") in taken:
                number += 1
                chosen = f"{name}-{lang}" if lang and number == 2 else f"{name}-{number}"  # noqa: PLR2004 - the second
            each.name = chosen
            if each.kind == "page" and self._is_listing(self._own_address(each)):
                each.name = f"{chosen}-page"
            taken.add(path_key(f"{place}/{each.name}"))
            own = self._own_address(each)
            if self._is_listing(each.address):
                each.is_old = False
            if each.kind == "term" or each.address == "/":
                each.is_old = False
            if each.address == own:
                each.is_old = False
            each.address = each.address if each.is_old else own

    def _is_listing(self, address: str) -> bool:
        """Whether a listing lies at an address: of terms, those that are named."""
        if not self._listings.fullmatch(address):
            return False
        first, slash, name = address.strip("/").partition("/")
        is_term = bool(slash) and any(taxonomy.name == first for taxonomy in self.settings.taxonomies)
        return not is_term or (first, name) in self._terms

    def _folder(self, known: Known) -> str:
        entry = known.entry
        if known.kind == "term":
            return f"terms/{'authors' if entry.section in _PEOPLE else _TERMS[entry.section]}"
        if known.kind == "article":
            return "" if known.said.date else "drafts"
        folders = [part for part in entry.folder.split("/") if part and part not in {"pages", "content"}]
        if entry.stem.lower() in {"index", "_index", "readme"} and folders:
            folders.pop()
        return "/".join(["pages", *(slug_for(part, self.settings.slugs) for part in folders)])

    def _own_address(self, known: Known) -> str:
        """Where newsgen would put it."""
        fields, name = known.said.fields, known.name
        if known.kind == "term":
            return f"/{known.folder.removeprefix('terms/')}/{slug_for(str(fields['title']), self.settings.slugs)}/"
        if known.kind == "page":
            return f"/{known.folder.removeprefix('pages').strip('/')}/{name}/".replace("//", "/")
        moment = known.said.date
        if moment is None:
            return ""
        sections = fields.get("sections", ())
        lang = str(fields.get("lang", "")).lower()
        place = self.settings.permalink.format(
            year=f"{moment.day.year:04}", month=f"{moment.day.month:02}", day=f"{moment.day.day:02}", slug=name,
            section=slug_for(sections[0], self.settings.slugs) if isinstance(sections, tuple) and sections else "news",
            lang=lang,
        )  # fmt: skip
        return "/" + place.replace("//", "/").lstrip("/")

    # The second time: texts.

    def _story(self, known: Known) -> Story:
        entry, said = known.entry, known.said
        front = self._front(entry)
        if not isinstance(front, Front):  # It could be read a moment ago.
            raise MarkupError(str(front))
        linker = Linker(self._book, entry.path, entry.prefix, known.address, str(said.fields.get("lang", "")))
        about = self._about(known, front)
        knower = Knower(
            Masks(),
            lambda name: self._book.by_path.get(self._book.path_of_text(name, entry.path, entry.prefix), ""),
            lambda name: self._included(name, entry),
            lambda expression: self._value(expression, front, about, known),
            self.site.host,
            data=lambda name: front.typed.get(name.lower()),
            define=self._definitions.find,
            define_part=lambda name: self._definitions.find(name, is_include=True),
            pictures=lambda listed: pictures_in(self.site, entry, listed),
        )
        body, words = self._body(entry, front, knower, linker)
        fields, kept = self._fields(known, linker)
        if knower.unshown:
            kept["tags"] = list(dict.fromkeys(knower.unshown))
        left_out = [LeftOut(*each) for each in body.left_out]
        left_out += [
            LeftOut(f"{name} ({count} times)", "kept as a comment: no rule knows it")
            for name, count in knower.unknown.items()
        ]
        left_out += [
            LeftOut(f"{name} ({count} times)", "an advertisement, a form or a list: no part of the story")
            for name, count in knower.no_part.items()
        ]
        raw = str(front.typed.get("title", "") or front.title)
        summary = str(
            front.typed.get("summary", "") or front.typed.get("description", "") or front.typed.get("excerpt", "")
        )
        return Story(
            key=f"{self.site.generator}:{self.site.name}:{entry.path.removeprefix(self.site.top)}",
            digest=hashlib.sha256(
                repr((self.site.generator, front.typed, front.body)).encode("utf-8", "surrogatepass")
            ).hexdigest(),
            source=entry.path,
            fields=fields,
            text=body.text,
            said=f"{said_by_html(raw)} {words} {said_by_html(summary) if 'summary' in fields else ''}",
            links=tuple(dict.fromkeys(linker.links)),
            pictures=tuple(dict.fromkeys(linker.pictures)),
            kind=known.kind,
            guesses=tuple(said.guesses),
            left_out=tuple(left_out),
            files=dict(linker.files),
            kept=kept,
            folder=known.folder,
            name=known.name,
        )

    def _body(self, entry: Entry, front: Front, knower: Knower, linker: Linker) -> tuple[bodies.Body, str]:
        lower = entry.path.lower()
        if lower.endswith(".rst"):
            return bodies.body_of_rst(front.body, linker), said_by_marks(front.body)
        if lower.endswith(".textile"):
            return bodies.body_of_textile(front.body, knower, linker), said_by_marks(
                re.sub(r'":\S+|!\S+!', " ", front.body)
            )
        if lower.endswith((".html", ".htm")):
            return bodies.body_of_html(front.body, knower, linker), said_by_html(front.body)
        is_module = lower.endswith(".mdx")
        body = bodies.body_of_markdown(
            front.body, knower, linker, is_module=is_module, is_indented=self.site.generator == "mkdocs",
            is_common=self.site.generator not in {"pelican", "nikola", "mkdocs"},
            has_emojis=self._has_emojis, has_bare_links=has_bare_links(self.site),
            included=lambda name: self._included(name, entry),
        )  # fmt: skip
        source = with_emojis(front.body) if self._has_emojis else front.body
        return body, said_by_markdown(source, is_module=is_module)

    def _included(self, name: str, entry: Entry) -> str:
        """The text of a file that another takes in, if it has no tags of its own."""
        bare = name.strip().lstrip("/")
        folders = (
            posixpath.dirname(entry.path),
            self.site.top + "_includes",
            self.site.top.rstrip("/"),
            entry.prefix.rstrip("/"),
        )
        for folder in folders:
            path = posixpath.normpath(posixpath.join(folder, bare))
            if path in self.site.paths and path.endswith((".md", ".markdown", ".txt")):
                try:
                    text = self.site.tree.read(path, 1_000_000).decode("utf-8", "replace")
                except UnreadableError:
                    return ""
                return "" if re.search(r"\{[{%]|--8<--", text) else text
        return ""

    def _value(self, expression: str, front: Front, about: About, known: Known) -> str | None:  # noqa: C901, PLR0911 - likewise
        name, *filters = (part.strip() for part in re.split(r"\|(?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)", expression))
        if quoted := re.fullmatch(r"\(?\s*[\"'“”]([^\"'“”]*)[\"'“”]\s*\)?", name):
            if any("date" in each for each in filters):
                return None
            return without_braces(quoted[1])
        if call := re.fullmatch(
            r"(?:absurl|relurl|rellangurl|ref|relref|url|asset|get_url|url_for)\s*\(?\s*(?:\.\s"
            r"|path\s*=\s*)?[\"']([^\"']*)[\"'].*",
            name,
            re.IGNORECASE,
        ):
            path, mark, anchor = call[1].partition("#")
            found = (
                self._book.path_of_text(path.removeprefix("@/"), known.entry.path, known.entry.prefix) if path else ""
            )
            return (self._book.by_path.get(found, "") or f"/{path.lstrip('/')}" if path else "") + mark + anchor
        bare = name.lstrip(".$ ").lower()
        if re.fullmatch(
            r"(?:site\.(?:base_?url|url|github\.url|root)|page\.root|base_?url|site_?url|root_?url|base_path"
            r"|metadata\.url"
            r"|config\.base_url|relativeroot|pathprefix|absurl|url_root|siteurl)/?", bare
        ):  # fmt: skip
            return ""
        if bare in {"page.url", "page.permalink", "post.url", "permalink", "page.relpermalink"}:
            return known.address
        for start in ("page.", "post.", "frontmatter.", "params.", "page.params."):
            if bare.startswith(start):
                found_here = front.typed.get(bare.removeprefix(start))
                if bare == f"{start}title":
                    return str(known.said.fields["title"])
                if bare == f"{start}date" and about.moment:
                    return (
                        filled_template(f"{{{{ page.date | {' | '.join(filters)} }}}}", about, {})
                        or about.moment.isoformat()
                    )
                return found_here if isinstance(found_here, str) else None
        if bare.startswith("site."):
            value = self.site.config.get(name.partition(".")[2])
            return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and not filters else None
        value = front.typed.get(bare)
        is_own = self.site.generator in {"eleventy", "mkdocs"} and isinstance(value, str) and re.fullmatch(r"\w+", bare)
        return str(value) if is_own and not filters else None

    def _fields(self, known: Known, linker: Linker) -> tuple[dict[str, Value], dict[str, object]]:
        said = known.said
        fields = dict(said.fields)
        extra = dict(said.extra)
        self._set_image(fields, extra, linker)
        self._set_addresses(known, fields)
        if known.kind != "article":
            allowed = _PAGE_FIELDS if known.kind == "page" else frozenset({"title", "summary", "image"})
            for name in [name for name in fields if name not in allowed]:
                extra[name] = fields.pop(name)
            if known.kind == "term":
                fields["title"] = fields.get("title") or title_of_name(known.entry)
        fields["extra"] = extra
        return {name: value for name, value in fields.items() if value}, dict(said.kept)

    def _set_image(self, fields: dict[str, Value], extra: dict[str, Value], linker: Linker) -> None:
        """Names the picture as it lies beside the story; one that lies nowhere is kept in `extra`."""
        image = fields.get("image")
        if isinstance(image, Mapping):
            src = str(image["src"])
            src = re.sub(r"\{\{-?\s*[^{}]*-?\}\}", "", src) if "{{" in src else src
            found = Linker(linker.book, linker.path, linker.prefix, linker.address, files=linker.files).link(
                src, is_picture=True
            )
            fields["image"] = {**image, "src": found}
            if re.search(r"[\\<>|{}:*?]", re.sub(r"\Ahttps?://", "", found)) or found.startswith("#"):
                del fields["image"]
                extra["image"] = src
            elif found not in linker.files and not re.match(r"https?://|//", found):
                del fields["image"]  # It is in no folder here: an address at which nothing lies helps nobody.
                extra["image"] = src

    def _set_addresses(self, known: Known, fields: dict[str, Value]) -> None:
        """Sets the old address, and what leads there; no two stories have the same."""
        if known.is_old:
            fields["url"] = known.address
        if not known.said.is_draft:
            for path in ([known.address] if known.is_old else []) + known.aliases:
                self.old.add(path)
        if known.kind == "term":
            return
        fields["aliases"] = tuple(
            alias
            for alias in dict.fromkeys(known.aliases)
            if alias != known.address
            and not self._is_listing(alias)
            and self._given.setdefault(alias.rstrip("/"), known.address) == known.address
        )


def _in_zone_of(site: Site, said: Said) -> tuple[tuple[int, int, int] | None, tuple[int, int, int]]:
    """The day and the time by which addresses are made: Jekyll and Hexo turn them into the zone of their settings."""
    zone = text_of(site.config, "timezone") if site.generator in {"jekyll", "hexo"} else ""
    typed = str(said.fields.get("date", ""))
    if zone and said.day:
        with suppress(ValueError, KeyError, OSError, OverflowError):
            moment = datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d\Z)", "", typed))
            if moment.tzinfo is not None:
                moment = moment.astimezone(ZoneInfo(zone))
                return (moment.year, moment.month, moment.day), (moment.hour, moment.minute, moment.second)
    return said.day, said.clock


def _leads_to(front: Front) -> str:
    """Where a page leads on to that was only there for that; empty for any other."""
    value = front.typed.get("redirect_to", front.typed.get("redirect_url"))
    value = value[0] if isinstance(value, list) and value else value
    found = value.strip() if isinstance(value, str) else ""
    return found if re.match(r"/|https?://", found) else ""


def _categories(entry: Entry, typed: Mapping[str, Any]) -> tuple[str, ...]:
    """The categories of a post as addresses have them: folders above it, then those that it names."""
    folders = entry.path.removeprefix(entry.prefix).split("/")[:-1]
    names = folders[: folders.index("_posts")] if "_posts" in folders else []
    for key in ("category", "categories"):
        value = typed.get(key)
        if isinstance(value, str) and value.strip():
            names += [value.strip()] if key == "category" else value.split()
        elif isinstance(value, list):
            for each in value:
                names += [str(inner) for inner in each] if isinstance(each, list) else [str(each)]
    return tuple(dict.fromkeys(name for name in names if name))
